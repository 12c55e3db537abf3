/**
 * The state of scanning a token run for declarations, and the small steps all productions share.
 * A production that meets what it cannot accept throws `SyntaxFailure`; the only catcher is the loop over
 * external declarations (or over one type name), which turns it into data.
 */
import {
  type TokenBuffer,
  TokenKind,
  type TokenRange,
  tokenExpansion,
  tokenKind,
  tokenText,
} from "../preprocess/tokens.js";
import type { AnnotationUse } from "../preprocess/types.js";
import type { SpellingId } from "../support/interner.js";
import type { Position } from "../support/source.js";
import type { DeclarationSpecifiers } from "./ast.js";
import type { Lookahead } from "./lookahead.js";
import type { PragmaTimeline } from "./pragmas.js";
import { appended, NONE } from "./shapes.js";
import type { TypedefNames } from "./typedef-names.js";
import type { Vocabulary } from "./vocabulary.js";
import { END, Word } from "./words.js";

export interface Scan {
  readonly tokens: TokenBuffer;
  /** Half-open range of tokens that is read. */
  readonly start: number;
  readonly end: number;
  readonly vocabulary: Vocabulary;
  readonly lookahead: Lookahead;
  /** Those of `lookahead`. */
  readonly words: Uint8Array;
  readonly match: Int32Array;
  /** Typedef names (C11 6.7.8) in force, by spelling id; every identifier that could be one when it is null. */
  readonly typedefs: TypedefNames | null;
  /** Specifiers that are one word, the name of a type in force, and nothing else; by its spelling. */
  readonly loneSpecifiers: Map<SpellingId, DeclarationSpecifiers>;
  readonly annotations: readonly AnnotationUse[];
  readonly pragmas: PragmaTimeline;
  /** tree-sitter's ERROR and MISSING nodes, shared by all scans of a unit. */
  readonly syntaxErrors: { count: number };
  /** The token that is read next. */
  at: number;
  /** Index in `annotations` of the first one that was not passed, and the token that it stands before. */
  annotation: number;
  annotated: number;
  /** Nested records, parameter lists, parentheses and derivations around `at`. */
  depth: number;
}

/** What annotations can be written on. */
export interface Annotated {
  annotations: AnnotationUse[];
}

/** C11 5.2.4.1 asks for 63 levels; clang stops at 256 brackets. More is reported instead of exhausting the stack. */
export const MAX_DEPTH = 512;

/** Why a declaration is not accepted, and at which token. */
export class SyntaxFailure extends Error {
  constructor(
    readonly token: number,
    readonly reason: string,
    /** Valid C for some compiler, which this tool does not know. */
    readonly unsupported = false,
  ) {
    super(reason);
    this.name = "SyntaxFailure";
  }
}

/** The word of the token `index`, `END` beyond the range. */
export function wordAt(scan: Scan, index: number): number {
  return index < scan.end ? (scan.words[index - scan.start] as number) : END;
}

/** Whether token `index` is an identifier that is not a keyword. */
export function isIdentifier(scan: Scan, index: number): boolean {
  return wordAt(scan, index) === Word.Identifier;
}

/** Whether token `index` is an identifier that names a type (C11 6.7.8). */
export function isTypedefName(scan: Scan, index: number): boolean {
  if (!isIdentifier(scan, index)) return false;
  return scan.typedefs === null || scan.typedefs.has(scan.tokens.spellings[index] ?? 0);
}

/** Token `index` as a message quotes it. */
export function quoted(scan: Scan, index: number): string {
  if (index >= scan.end) return "the end of the input";
  const text = tokenText(scan.tokens, index);
  return `'${text.length > 60 ? `${text.slice(0, 60)}…` : text}'`;
}

/** Fails with `expected WHAT before TOKEN`. */
export function expected(scan: Scan, what: string): never {
  throw new SyntaxFailure(scan.at, `expected ${what} before ${quoted(scan, scan.at)}`);
}

/** Steps over one token that must be `word`. */
export function expectWord(scan: Scan, word: number, what: string): void {
  if (wordAt(scan, scan.at) !== word) expected(scan, what);
  scan.at++;
}

/** The bracket that closes the one at `open`; 0 when none does. */
export function closing(scan: Scan, open: number): number {
  return scan.match[open - scan.start] ?? 0;
}

/** As `closing`; fails when none does. */
export function closingOf(scan: Scan, open: number): number {
  const close = closing(scan, open);
  if (close === 0 || close >= scan.end) throw new SyntaxFailure(open, `unterminated ${quoted(scan, open)}`);
  return close;
}

/** Half-open range of this scan's tokens. */
export function rangeOf(scan: Scan, start: number, end: number): TokenRange {
  return { buffer: scan.tokens, start, end };
}

/** One level deeper (or `levels`); fails when that is too deep. */
export function enter(scan: Scan, levels = 1): void {
  scan.depth += levels;
  if (scan.depth > MAX_DEPTH) throw new SyntaxFailure(scan.at, `declaration nested deeper than ${MAX_DEPTH} levels`);
}

/** Back out of `enter`. */
export function leave(scan: Scan, levels = 1): void {
  scan.depth -= levels;
}

/**
 * From `scan.at` over an expression to the first token outside brackets that ends it.
 * @param stops whether a word ends the expression
 */
export function skipExpression(scan: Scan, stops: (word: number) => boolean): TokenRange {
  const start = scan.at;
  while (scan.at < scan.end) {
    const word = wordAt(scan, scan.at);
    if (stops(word)) break;
    if (word === Word.ParenOpen || word === Word.BracketOpen || word === Word.BraceOpen) {
      scan.at = closingOf(scan, scan.at) + 1;
    } else if (word === Word.ParenClose || word === Word.BracketClose || word === Word.BraceClose) {
      break;
    } else {
      scan.at++;
    }
  }
  if (scan.at === start) expected(scan, "an expression");
  return rangeOf(scan, start, scan.at);
}

/**
 * Adds the annotations that stand just before the current token to `list`; those of skipped tokens are dropped.
 * @returns the list, a new one when it was empty
 */
export function takeAnnotations(scan: Scan, list: AnnotationUse[]): AnnotationUse[] {
  let into = list;
  while (scan.annotated <= scan.at) {
    const next = scan.annotations[scan.annotation];
    if (next !== undefined && next.before === scan.at) into = appended(into, next);
    scan.annotation++;
    scan.annotated = annotatedToken(scan.annotations, scan.annotation);
  }
  return into;
}

/** Beyond all tokens. */
const NO_TOKEN = 0x7fffffff;

/** The token that an annotation stands before; beyond all tokens when there is none. */
export function annotatedToken(annotations: readonly AnnotationUse[], index: number): number {
  return annotations[index]?.before ?? NO_TOKEN;
}

/** Cuts the tokens between two brackets at top-level commas; empty when there are none. */
export function splitArguments(scan: Scan, start: number, end: number): TokenRange[] {
  if (start >= end) return NONE;
  let args: TokenRange[] = NONE;
  let from = start;
  for (let index = start; index < end; index++) {
    const word = wordAt(scan, index);
    if (word === Word.Comma) {
      args = appended(args, rangeOf(scan, from, index));
      from = index + 1;
    } else if (word === Word.ParenOpen || word === Word.BracketOpen || word === Word.BraceOpen) {
      index = Math.max(index, closing(scan, index));
    }
  }
  return appended(args, rangeOf(scan, from, end));
}

/** The characters of adjacent string literals (C11 6.4.5p5) from `start` on, without quotes and prefixes. */
export function joinStrings(scan: Scan, start: number, end: number): string {
  let text = "";
  for (let index = start; index < end; index++) {
    if (tokenKind(scan.tokens, index) !== TokenKind.String) continue;
    const literal = tokenText(scan.tokens, index);
    text += literal.slice(literal.indexOf('"') + 1, -1);
  }
  return text;
}

/** Where token `index` (or the last one before the end) stands for the user. */
export function positionOf(scan: Scan, index: number): Position {
  return tokenExpansion(scan.tokens, Math.max(scan.start, Math.min(index, scan.end - 1)));
}
