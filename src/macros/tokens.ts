/** The tokens of one expansion, with their brackets matched when they are asked for: for looking around a place. */
import { TokenKind, type TokenRange, tokenKind, tokenSpelling, tokenText } from "../preprocess/tokens.js";
import { Code, codesOf } from "../sema/expression/vocabulary.js";
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

/** GNU's and C23's operators that give a type (GCC manual, Typeof; C23 6.7.3.6), under all their names. */
export function isTypeof(text: string): boolean {
  return /^(?:__)?typeof(?:_unqual)?(?:__)?$/.test(text);
}

export function tokensOf(range: TokenRange): Tokens {
  return new RangeTokens(range);
}

class RangeTokens implements Tokens {
  readonly length: number;
  #brackets: Brackets | null = null;

  constructor(readonly range: TokenRange) {
    this.length = range.end - range.start;
  }

  text(index: number): string {
    return index >= 0 && index < this.length ? tokenText(this.range.buffer, this.range.start + index) : "";
  }

  spelling(index: number): SpellingId {
    return tokenSpelling(this.range.buffer, this.range.start + index);
  }

  isIdentifier(index: number): boolean {
    if (index < 0 || index >= this.length) return false;
    return tokenKind(this.range.buffer, this.range.start + index) === TokenKind.Identifier;
  }

  match(index: number): number {
    return this.#matched().matches[index] ?? -1;
  }

  enclosing(index: number): number {
    return this.#matched().around[index] ?? -1;
  }

  slice(from: number, to: number): TokenRange {
    const { buffer, start } = this.range;
    return { buffer, start: start + from, end: start + to };
  }

  #matched(): Brackets {
    this.#brackets ??= matchBrackets(this.range);
    return this.#brackets;
  }
}

interface Brackets {
  readonly matches: Int32Array;
  readonly around: Int32Array;
}

function matchBrackets({ buffer, start, end }: TokenRange): Brackets {
  const codes = codesOf(buffer.interner);
  const matches = new Int32Array(end - start).fill(-1);
  const around = new Int32Array(end - start);
  const open: number[] = [];
  for (let index = 0; index < end - start; index++) {
    const code = codes[tokenSpelling(buffer, start + index)] ?? Code.Other;
    if (isClosing(code)) {
      const begin = open.pop();
      if (begin !== undefined) {
        matches[begin] = index;
        matches[index] = begin;
      }
    }
    around[index] = open[open.length - 1] ?? -1;
    if (isOpening(code)) open.push(index);
  }
  return { matches, around };
}

function isOpening(code: number): boolean {
  return code === Code.OpenParen || code === Code.OpenBracket || code === Code.OpenBrace;
}

function isClosing(code: number): boolean {
  return code === Code.CloseParen || code === Code.CloseBracket || code === Code.CloseBrace;
}

/** Whether a comma stands outside of all brackets. */
export function hasOuterComma({ buffer, start, end }: TokenRange): boolean {
  const codes = codesOf(buffer.interner);
  let depth = 0;
  for (let index = start; index < end; index++) {
    const code = codes[tokenSpelling(buffer, index)] ?? Code.Other;
    if (code === Code.Comma && depth === 0) return true;
    if (isOpening(code)) depth++;
    else if (isClosing(code) && depth > 0) depth--;
  }
  return false;
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
