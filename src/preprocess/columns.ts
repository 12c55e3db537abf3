/**
 * Memory for the columns of many small files: long typed arrays that are handed out in pieces, because
 * thousands of short ones would keep the garbage collector busy.
 */
import { grown } from "./token-list.js";

/** Pieces of one column. */
export interface ColumnPool {
  words: Uint32Array;
  wordsUsed: number;
  bytes: Uint8Array;
  bytesUsed: number;
}

/** The tokens of file after file: columns whose last piece belongs to the file that is being lexed. */
export interface TokenPool {
  spellings: Uint32Array;
  flags: Uint8Array;
  offsets: Uint32Array;
  used: number;
}

const TOKENS = 1 << 17;

/** It starts small, so that V8 has seen it grow before it compiles what uses it. */
export function makeTokenPool(): TokenPool {
  const size = 1 << 6;
  return { spellings: new Uint32Array(size), flags: new Uint8Array(size), offsets: new Uint32Array(size), used: 0 };
}

/** Moves the tokens from `first` on to the start of longer columns. */
export function renewTokenPool(pool: TokenPool, first: number): void {
  const { spellings, flags, offsets, used } = pool;
  const count = used - first;
  const size = Math.max(Math.min(4 * spellings.length, TOKENS), 2 * count);
  pool.spellings = grown(spellings.subarray(first), new Uint32Array(size));
  pool.flags = grown(flags.subarray(first), new Uint8Array(size));
  pool.offsets = grown(offsets.subarray(first), new Uint32Array(size));
  pool.used = count;
}

const WORDS = 1 << 16;
const BYTES = 1 << 16;

export function makeColumnPool(): ColumnPool {
  return { words: new Uint32Array(0), wordsUsed: 0, bytes: new Uint8Array(0), bytesUsed: 0 };
}

/** A copy of the first `count` elements of `source`. */
export function keepWords(pool: ColumnPool, source: Uint32Array, count: number): Uint32Array {
  if (pool.wordsUsed + count > pool.words.length) {
    if (count > WORDS / 4) return source.slice(0, count);
    pool.words = new Uint32Array(WORDS);
    pool.wordsUsed = 0;
  }
  const piece = pool.words.subarray(pool.wordsUsed, pool.wordsUsed + count);
  copyWords(source, piece, count);
  pool.wordsUsed += count;
  return piece;
}

/** As `keepWords` for bytes. */
export function keepBytes(pool: ColumnPool, source: Uint8Array, count: number): Uint8Array {
  if (pool.bytesUsed + count > pool.bytes.length) {
    if (count > BYTES / 4) return source.slice(0, count);
    pool.bytes = new Uint8Array(BYTES);
    pool.bytesUsed = 0;
  }
  const piece = pool.bytes.subarray(pool.bytesUsed, pool.bytesUsed + count);
  for (let at = 0; at < count; at++) piece[at] = source[at] as number;
  pool.bytesUsed += count;
  return piece;
}

function copyWords(source: Uint32Array, target: Uint32Array, count: number): void {
  for (let at = 0; at < count; at++) target[at] = source[at] as number;
}
