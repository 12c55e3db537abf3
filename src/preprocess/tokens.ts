/**
 * Tokens as columns (typed arrays): the index of a token is its identity; what few tokens have lives in
 * side tables keyed by that index.
 */
import type { Interner, SpellingId } from "../support/interner.js";
import type { Position } from "../support/source.js";

/** Preprocessing-token categories of C11 6.4 that survive to translation phase 7. */
export const TokenKind = {
  Identifier: 0,
  /** pp-number, C11 6.4.8. */
  Number: 1,
  /** Character constant with its prefix. */
  Character: 2,
  /** String literal with its prefix. */
  String: 3,
  Punctuator: 4,
  /** A character that is none of the above (`@`, a backslash, a lone quote). */
  Other: 5,
} as const;
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

export const TokenFlag = {
  /** White space stood before it. */
  LeadingSpace: 1,
  /** First token of a line. */
  LineStart: 2,
} as const;

/** A growable run of tokens. Only the stage that made it appends; everyone else reads. */
export interface TokenBuffer {
  readonly length: number;
  readonly kinds: Uint8Array;
  readonly spellings: Uint32Array;
  readonly flags: Uint8Array;
  /** Where it is spelled: inside a macro's definition for a token that came out of one. */
  readonly positions: Uint32Array;
  /** Where it stands: of the outermost macro's name for a token that came out of an expansion, else as `positions`. */
  readonly expansions: Uint32Array;
  readonly interner: Interner;
}

/** Half-open range of tokens of one buffer. */
export interface TokenRange {
  readonly buffer: TokenBuffer;
  readonly start: number;
  readonly end: number;
}

/** The kind of token `index`. */
export function tokenKind(buffer: TokenBuffer, index: number): TokenKind {
  return (buffer.kinds[index] ?? TokenKind.Other) as TokenKind;
}

/** The interned spelling of token `index`. */
export function tokenSpelling(buffer: TokenBuffer, index: number): SpellingId {
  return (buffer.spellings[index] ?? 0) as SpellingId;
}

/** The text of token `index`. */
export function tokenText(buffer: TokenBuffer, index: number): string {
  return buffer.interner.text(tokenSpelling(buffer, index));
}

/** Where token `index` is spelled. */
export function tokenPosition(buffer: TokenBuffer, index: number): Position {
  return (buffer.positions[index] ?? 0xffffffff) as Position;
}

/** Where token `index` stands in the files as the user wrote them (the outermost macro's name, if any). */
export function tokenExpansion(buffer: TokenBuffer, index: number): Position {
  return (buffer.expansions[index] ?? 0xffffffff) as Position;
}

/** The tokens of a range as C text, with one blank where there was white space. */
export function rangeText(range: TokenRange): string {
  let text = "";
  for (let index = range.start; index < range.end; index++) {
    const spaced = ((range.buffer.flags[index] ?? 0) & (TokenFlag.LeadingSpace | TokenFlag.LineStart)) !== 0;
    if (spaced && text !== "") text += " ";
    text += tokenText(range.buffer, index);
  }
  return text;
}
