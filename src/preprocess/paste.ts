/** The operators `#` and `##` on spellings (C11 6.10.3.2, 6.10.3.3). */
import type { SpellingId } from "../support/interner.js";
import { BACKSLASH, CHAR_CLASS, CharClass, NEWLINE, QUOTE, SPACE } from "./characters.js";
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
  const { pool } = table;
  for (let at = 0; at < leftLength; at++) bytes[at] = pool[leftStart + at] as number;
  for (let at = leftLength; at < length; at++) bytes[at] = pool[rightStart + at - leftLength] as number;
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
  const { table } = pp;
  const { stackTokens } = pp.expander;
  let length = 1;
  let spacing: Spacing = 0;
  for (let at = start; at < end; at++) {
    const token = stackTokens[at] as number;
    if (token < FIRST_TOKEN) {
      if (token < 3) spacing = padSpacing(spacing, token);
      continue;
    }
    // Each occurrence of white space between the tokens becomes one blank (C11 6.10.3.2p2).
    const isBehindSpace = length > 1 && isSpaced(spacing, token);
    spacing = 0;
    length = appendStringified(pp, token >>> PACK_SHIFT, length, isBehindSpace);
    if (length > pp.limits.expansionText) failText(pp);
  }
  const bytes = scratchFor(pp, length + 1);
  length = withEvenBackslashes(bytes, length);
  bytes[0] = QUOTE;
  bytes[length++] = QUOTE;
  countText(pp, length);
  const hash = hashBytes(bytes, 0, length);
  const found = findSpelling(table, bytes, 0, length, hash);
  if (found !== 0) return found;
  const spelling = addSpelling(table, bytes, 0, length, hash, TokenKind.String);
  coverSpellings(pp);
  return spelling;
}

/** Appends a token to the scratch bytes, C11 6.10.3.2p2: with `\` before each quote and backslash of a literal. */
function appendStringified(pp: Preprocessor, spelling: number, start: number, isBehindSpace: boolean): number {
  const { starts, pool, kinds } = pp.table;
  const from = starts[spelling] as number;
  const end = starts[spelling + 1] as number;
  const bytes = scratchFor(pp, start + 1 + 2 * (end - from));
  const isLiteral = kinds[spelling] === TokenKind.String || kinds[spelling] === TokenKind.Character;
  let length = start;
  if (isBehindSpace) bytes[length++] = SPACE;
  for (let at = from; at < end; at++) {
    const byte = pool[at] as number;
    const isNewline = isLiteral && byte === NEWLINE;
    if (isNewline || (isLiteral && (byte === QUOTE || byte === BACKSLASH))) bytes[length++] = BACKSLASH;
    bytes[length++] = isNewline ? LETTER_N : byte;
  }
  return length;
}

const LETTER_N = 0x6e;

/** A backslash before the closing quote would make the literal invalid: it is left out, as gcc and clang do. */
function withEvenBackslashes(bytes: Uint8Array, length: number): number {
  let backslashes = 0;
  while (backslashes < length - 1 && bytes[length - 1 - backslashes] === BACKSLASH) backslashes++;
  return length - (backslashes % 2);
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
