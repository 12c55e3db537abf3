/** The operators `#` and `##` on spellings (C11 6.10.3.2, 6.10.3.3). */
import type { SpellingId } from "../support/interner.js";
import { CHAR_CLASS, CharClass } from "./characters.js";
import { FIRST_TOKEN, isSpaced, PACK_SHIFT, padSpacing, type Spacing } from "./packed.js";
import { fail, report } from "./problems.js";
import { isSingleToken, literalPrefix } from "./scan.js";
import { addSpelling, findSpelling, hashBytes, internSpelling } from "./spellings.js";
import { coverSpellings, type Preprocessor } from "./state.js";
import { grown } from "./token-list.js";
import { TokenKind } from "./tokens.js";

/** The spelling that `left ## right` gives; 0, and a diagnostic, when it is no token (C11 6.10.3.3p3). */
export function pasteSpellings(pp: Preprocessor, left: number, right: number): number {
  const { table } = pp;
  const leftStart = table.starts[left] as number;
  const leftLength = (table.starts[left + 1] as number) - leftStart;
  const rightStart = table.starts[right] as number;
  const length = leftLength + (table.starts[right + 1] as number) - rightStart;
  const bytes = scratchFor(pp, length);
  bytes.set(table.pool.subarray(leftStart, leftStart + leftLength), 0);
  bytes.set(table.pool.subarray(rightStart, rightStart + length - leftLength), leftLength);
  bytes.fill(0, length, length + 8);
  const hash = hashBytes(bytes, 0, length);
  const found = findSpelling(table, bytes, 0, length, hash);
  if (found !== 0) return found;
  if (!isSingleToken(bytes, length, pp.dialect.unicodeLiterals)) {
    reportPaste(pp, left, right);
    return 0;
  }
  countText(pp, length);
  const spelling = addSpelling(table, bytes, 0, length, hash, kindOf(bytes, pp.dialect.unicodeLiterals));
  coverSpellings(pp);
  return spelling;
}

function scratchFor(pp: Preprocessor, length: number): Uint8Array {
  if (pp.pasteBytes.length < length + 8) pp.pasteBytes = grown(pp.pasteBytes, new Uint8Array(length * 2 + 8));
  return pp.pasteBytes;
}

function kindOf(bytes: Uint8Array, unicode: boolean): TokenKind {
  switch (CHAR_CLASS[bytes[0] as number]) {
    case CharClass.Letter:
      if (literalPrefix(bytes, 0, unicode) === 0) return TokenKind.Identifier;
      return bytes.includes(0x22) ? TokenKind.String : TokenKind.Character;
    case CharClass.Digit:
      return TokenKind.Number;
    case CharClass.Dot:
      return CHAR_CLASS[bytes[1] as number] === CharClass.Digit ? TokenKind.Number : TokenKind.Punctuator;
    default:
      return TokenKind.Punctuator;
  }
}

function reportPaste(pp: Preprocessor, left: number, right: number): void {
  const text = (id: number) => pp.table.interner.text(id as SpellingId);
  const message = `pasting "${text(left)}" and "${text(right)}" does not give a valid preprocessing token`;
  report(pp, "error", "invalid-paste", message, pp.expander.invocation);
}

/** The string literal of `#` for the tokens of a range of the expander's stack. */
export function stringLiteral(pp: Preprocessor, start: number, end: number): number {
  const { stackTokens } = pp.expander;
  let text = '"';
  let spacing: Spacing = 0;
  for (let at = start; at < end; at++) {
    const token = stackTokens[at] as number;
    if (token < FIRST_TOKEN) {
      if (token < 3) spacing = padSpacing(spacing, token);
      continue;
    }
    // Each occurrence of white space between the tokens becomes one blank (C11 6.10.3.2p2).
    if (text.length > 1 && isSpaced(spacing, token)) text += " ";
    spacing = 0;
    text += stringified(pp, token >>> PACK_SHIFT);
    if (text.length > pp.limits.expansionText) failText(pp);
  }
  return literalSpelling(pp, `${evenBackslashes(text)}"`);
}

/** C11 6.10.3.2p2: `\` before each quote and backslash of a literal. */
function stringified(pp: Preprocessor, spelling: number): string {
  const text = pp.table.interner.text(spelling as SpellingId);
  const kind = pp.table.kinds[spelling];
  if (kind !== TokenKind.String && kind !== TokenKind.Character) return text;
  return text.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n");
}

/** A backslash before the closing quote would make the literal invalid: it is left out, as gcc and clang do. */
function evenBackslashes(text: string): string {
  let backslashes = 0;
  while (text.charCodeAt(text.length - 1 - backslashes) === 0x5c) backslashes++;
  return backslashes % 2 === 1 ? text.slice(0, -1) : text;
}

/** Interns what `#` or a built-in macro spells. */
export function literalSpelling(pp: Preprocessor, text: string): number {
  countText(pp, text.length);
  return spellingOfText(pp, text, TokenKind.String);
}

/** Interns a text that no file holds. */
export function spellingOfText(pp: Preprocessor, text: string, kind: TokenKind): number {
  const spelling = internSpelling(pp.table, text, kind);
  coverSpellings(pp);
  return spelling;
}

function countText(pp: Preprocessor, length: number): void {
  pp.expander.text += length;
  if (pp.expander.text > pp.limits.expansionText) failText(pp);
}

function failText(pp: Preprocessor): never {
  fail(
    pp,
    "macro-expansion-too-large",
    `the operators # and ## spell more than ${pp.limits.expansionText} bytes in this macro`,
    pp.expander.invocation,
  );
}
