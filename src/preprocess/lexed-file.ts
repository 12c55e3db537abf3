/** A file as preprocessing tokens (C11 6.4), with an index of its directives. Made once for each file. */
import type { SpellingId } from "../support/interner.js";

/** How an earlier language standard reads the bytes differently; part of the key under which files are kept. */
export interface LexicalDialect {
  /** C11 5.2.1.1; off in the GNU dialects. */
  readonly trigraphs: boolean;
  /** `//` comments: C99 and GNU. */
  readonly lineComments: boolean;
  /** The prefixes `u`, `U` and `u8` (C11 6.4.5; GNU C99 has them as well). */
  readonly unicodeLiterals: boolean;
  /** GNU: raw strings `R"x(…)x"` in gnu99 and later. */
  readonly rawStrings: boolean;
}

/** Kinds of directives (C11 6.10p1 and GNU's). `Null` is a lone `#`, `LineMarker` is `# 12 "file"`. */
export const DirectiveKind = {
  Null: 0,
  If: 1,
  Ifdef: 2,
  Ifndef: 3,
  Elif: 4,
  Elifdef: 5,
  Elifndef: 6,
  Else: 7,
  Endif: 8,
  Define: 9,
  Undef: 10,
  Include: 11,
  IncludeNext: 12,
  Import: 13,
  Error: 14,
  Warning: 15,
  Line: 16,
  LineMarker: 17,
  Pragma: 18,
  Ident: 19,
  Assert: 20,
  Unknown: 21,
} as const;
export type DirectiveKind = (typeof DirectiveKind)[keyof typeof DirectiveKind];

/** In place of a directive: there is none. */
export const NO_DIRECTIVE = 0xffffffff;

/** Directives of a file as columns. */
export interface DirectiveIndex {
  readonly count: number;
  readonly kinds: Uint8Array;
  /** Token index of the `#`; one more entry with the number of tokens. */
  readonly hashes: Uint32Array;
  /** Token index behind the directive's line. */
  readonly ends: Uint32Array;
  /** For a directive that opens or continues a conditional group: the directive that ends the group. */
  readonly next: Uint32Array;
}

export interface LexedFile {
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly spellings: Uint32Array;
  /** `TokenFlag` bits. */
  readonly flags: Uint8Array;
  /** Byte offset of the first character in the file. */
  readonly offsets: Uint32Array;
  /** Flattened [start, end) byte ranges. */
  readonly comments: Uint32Array;
  readonly directives: DirectiveIndex;
  /** The macro that guards the whole file against a second inclusion; 0 without. */
  readonly guard: SpellingId;
  /** Byte offset of a comment that the file does not end, or -1. */
  readonly unterminatedComment: number;
  /** Somewhere in it a quote is not closed; it may be in a group that is skipped. */
  readonly hasStrayLiteral: boolean;
}
