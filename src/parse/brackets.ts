/**
 * What the tokens of a run are, and matching brackets, so that bodies, initializers, expressions and attribute arguments
 * are stepped over at once. One pass, no recursion, linear also for unbalanced input.
 */
import { type TokenBuffer, TokenKind } from "../preprocess/tokens.js";
import type { Vocabulary } from "./vocabulary.js";
import { Word } from "./words.js";

/** Opening brackets that are not closed yet, innermost last. */
interface OpenBrackets {
  readonly indexes: number[];
  readonly words: number[];
  braces: number;
}

/** What tokens are, the element for the first one first. */
export interface TokenWords {
  readonly words: Uint8Array;
  /** For each opening bracket the index of the closing one in the buffer; 0 where there is none. */
  readonly match: Int32Array;
}

/**
 * The words of the tokens in [start, end), and pairs of `()`, `[]` and `{}` among them. A brace that closes leaves the
 * parentheses opened inside it unmatched; a parenthesis or bracket never closes across an open brace (so that an error stays
 * local).
 */
export function wordsOfTokens(tokens: TokenBuffer, vocabulary: Vocabulary, start: number, end: number): TokenWords {
  const count = Math.max(0, end - start);
  const words = new Uint8Array(count);
  const match = new Int32Array(count);
  const { spellings, kinds } = tokens;
  const known = vocabulary.words;
  const open: OpenBrackets = { indexes: [], words: [], braces: 0 };
  for (let index = start; index < end; index++) {
    const spelling = spellings[index] as number;
    const word = spelling < known.length ? (known[spelling] as number) : Word.Other;
    if (word === Word.Other) {
      if (kinds[index] === TokenKind.Identifier) words[index - start] = Word.Identifier;
      continue;
    }
    words[index - start] = word;
    if (word > Word.BraceClose) continue;
    if (word === Word.ParenOpen || word === Word.BracketOpen || word === Word.BraceOpen) {
      open.indexes.push(index);
      open.words.push(word);
      if (word === Word.BraceOpen) open.braces++;
    } else {
      // The words are numbered in pairs, the opening bracket first.
      const opening = word === Word.BraceClose ? popBrace(open) : popWithinBraces(open, word - 1);
      if (opening >= 0) match[opening - start] = index;
    }
  }
  return { words, match };
}

/** Pops to the innermost `wanted` opening, at most to the enclosing brace; -1 when there is none. */
function popWithinBraces(open: OpenBrackets, wanted: number): number {
  while (open.words.length > 0 && open.words.at(-1) !== Word.BraceOpen) {
    const word = open.words.pop();
    const index = open.indexes.pop() ?? -1;
    if (word === wanted) return index;
  }
  return -1;
}

/** Pops to the innermost open brace; -1 when there is none. */
function popBrace(open: OpenBrackets): number {
  if (open.braces === 0) return -1;
  open.braces--;
  for (;;) {
    const word = open.words.pop();
    const index = open.indexes.pop() ?? -1;
    if (word === Word.BraceOpen || word === undefined) return index;
  }
}
