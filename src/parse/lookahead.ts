/**
 * What the tokens of a run are, and matching brackets, so that bodies, initializers, expressions and attribute arguments
 * are stepped over at once. One pass, no recursion, linear also for unbalanced input.
 */
import { type TokenBuffer, TokenKind } from "../preprocess/tokens.js";
import type { Vocabulary } from "./vocabulary.js";
import { Word } from "./words.js";

/** Tokens that are looked at together, at least. In one loop over all of them V8 would not optimise before it is over. */
const BLOCK = 1 << 12;

/**
 * The words of tokens, and pairs of `()`, `[]` and `{}` among them. A brace that closes leaves the parentheses opened inside
 * it unmatched; a parenthesis or bracket never closes across an open brace (so that an error stays local).
 */
export class Lookahead {
  /** Of the tokens from `start` on. */
  readonly words: Uint8Array;
  /** For each opening bracket the index of the closing one in the buffer; 0 where there is none. */
  readonly match: Int32Array;
  readonly #tokens: TokenBuffer;
  /** Words by the id of a spelling. */
  readonly #known: Uint8Array;
  readonly #start: number;
  readonly #end: number;
  /** The first token that has not been looked at. The one before it is a semicolon outside brackets. */
  #next: number;
  /** Opening brackets that are not closed yet, innermost last. */
  readonly #openIndexes: number[] = [];
  readonly #openWords: number[] = [];
  #openBraces = 0;

  constructor(tokens: TokenBuffer, vocabulary: Vocabulary, start: number, end: number) {
    const count = Math.max(0, end - start);
    this.words = new Uint8Array(count);
    this.match = new Int32Array(count);
    this.#tokens = tokens;
    this.#known = vocabulary.words;
    this.#start = start;
    this.#end = end;
    this.#next = start;
  }

  /** Sees to it that all tokens of the declaration at token `index` have been looked at, as far as its first semicolon outside brackets. */
  reach(index: number): void {
    while (index >= this.#next && this.#next < this.#end) this.#readBlock();
  }

  #readBlock(): void {
    const { spellings, kinds } = this.#tokens;
    const { words } = this;
    const known = this.#known;
    const knownCount = known.length;
    const start = this.#start;
    const end = this.#end;
    const least = this.#next + BLOCK;
    let index = this.#next;
    while (index < end) {
      const spelling = spellings[index] as number;
      const word = spelling < knownCount ? (known[spelling] as number) : Word.Other;
      if (word !== Word.Other) {
        words[index - start] = word;
        if (word <= Word.BraceClose) this.#bracket(word, index);
        else if (word === Word.Semicolon && index >= least && this.#openWords.length === 0) break;
      } else if (kinds[index] === TokenKind.Identifier) {
        words[index - start] = Word.Identifier;
      }
      index++;
    }
    this.#next = Math.min(index + 1, end);
  }

  #bracket(word: number, index: number): void {
    if (word === Word.ParenOpen || word === Word.BracketOpen || word === Word.BraceOpen) {
      this.#openIndexes.push(index);
      this.#openWords.push(word);
      if (word === Word.BraceOpen) this.#openBraces++;
      return;
    }
    // The words are numbered in pairs, the opening bracket first.
    const opening = word === Word.BraceClose ? this.#popBrace() : this.#popWithinBraces(word - 1);
    if (opening >= 0) this.match[opening - this.#start] = index;
  }

  /** Pops to the innermost `wanted` opening, at most to the enclosing brace; -1 when there is none. */
  #popWithinBraces(wanted: number): number {
    const open = this.#openWords;
    while (open.length > 0 && open[open.length - 1] !== Word.BraceOpen) {
      const word = open.pop();
      const index = this.#openIndexes.pop() ?? -1;
      if (word === wanted) return index;
    }
    return -1;
  }

  /** Pops to the innermost open brace; -1 when there is none. */
  #popBrace(): number {
    if (this.#openBraces === 0) return -1;
    this.#openBraces--;
    for (;;) {
      const word = this.#openWords.pop();
      const index = this.#openIndexes.pop() ?? -1;
      if (word === Word.BraceOpen || word === undefined) return index;
    }
  }
}
