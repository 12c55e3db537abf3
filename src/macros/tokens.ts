/** The tokens of one expansion, with their brackets matched when they are asked for: for looking around a place. */
import { TokenKind, type TokenRange, tokenKind, tokenSpelling, tokenText } from "../preprocess/tokens.js";
import type { SpellingId } from "../support/interner.js";

export interface Tokens {
  readonly range: TokenRange;
  readonly length: number;
  /** Index from 0; empty outside. */
  text(index: number): string;
  /** Of a token that there is. */
  spelling(index: number): SpellingId;
  isIdentifier(index: number): boolean;
  /** Index of the bracket that goes with the one at `index`; -1 for none. */
  match(index: number): number;
  /** Index of the innermost opening bracket around `index`; -1 at the outermost level. */
  enclosing(index: number): number;
  slice(start: number, end: number): TokenRange;
}

const OPENING: ReadonlySet<string> = new Set(["(", "[", "{"]);
const CLOSING: ReadonlySet<string> = new Set([")", "]", "}"]);

/** GNU's and C23's operators that give a type (GCC manual, Typeof; C23 6.7.3.6), under all their names. */
export function isTypeof(text: string): boolean {
  return /^(?:__)?typeof(?:_unqual)?(?:__)?$/.test(text);
}

export function tokensOf(range: TokenRange): Tokens {
  const { buffer, start, end } = range;
  const length = end - start;
  const texts: string[] = [];
  for (let index = start; index < end; index++) texts.push(tokenText(buffer, index));
  let brackets: Brackets | null = null;
  const matched = (): Brackets => {
    brackets ??= matchBrackets(texts);
    return brackets;
  };
  return {
    range,
    length,
    text: (index) => texts[index] ?? "",
    spelling: (index) => tokenSpelling(buffer, start + index),
    isIdentifier: (index) => index >= 0 && index < length && tokenKind(buffer, start + index) === TokenKind.Identifier,
    match: (index) => matched().matches[index] ?? -1,
    enclosing: (index) => matched().around[index] ?? -1,
    slice: (from, to) => ({ buffer, start: start + from, end: start + to }),
  };
}

interface Brackets {
  readonly matches: Int32Array;
  readonly around: Int32Array;
}

function matchBrackets(texts: readonly string[]): Brackets {
  const matches = new Int32Array(texts.length).fill(-1);
  const around = new Int32Array(texts.length).fill(-1);
  const open: number[] = [];
  for (const [index, text] of texts.entries()) {
    if (CLOSING.has(text)) {
      const begin = open.pop();
      if (begin !== undefined) {
        matches[begin] = index;
        matches[index] = begin;
      }
    }
    around[index] = open.at(-1) ?? -1;
    if (OPENING.has(text)) open.push(index);
  }
  return { matches, around };
}

/** Commas between the bracket at `open` and `end`, those in brackets inside apart: the index of an argument. */
export function commasBetween(tokens: Tokens, open: number, end: number): number {
  let count = 0;
  for (let index = open + 1; index < end; index++) {
    const close = tokens.match(index);
    if (close > index) index = close;
    else if (tokens.text(index) === ",") count++;
  }
  return count;
}
