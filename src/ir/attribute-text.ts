/** Reads the string literals that attributes take as arguments. */
import { TokenKind, type TokenRange, tokenKind, tokenText } from "../preprocess/tokens.js";

/** The concatenated text of string literals without escapes undone beyond `\"` and `\\`; null when there is anything else. */
export function stringLiteralValue(range: TokenRange): string | null {
  let text = "";
  for (let index = range.start; index < range.end; index++) {
    if (tokenKind(range.buffer, index) !== TokenKind.String) return null;
    text += tokenText(range.buffer, index)
      .replace(/^[^"]*"|"$/g, "")
      .replace(/\\(["\\])/g, "$1");
  }
  return text;
}
