/**
 * The table of token spellings: an open-addressing hash table over the bytes of the source, so that a token
 * that was seen before costs no string. What it finds are ids of `support/interner`.
 */
import { Buffer } from "node:buffer";
import { Interner, type SpellingId, type SpellingStore } from "../support/interner.js";
import { KNOWN_SPELLINGS, PUNCTUATORS } from "./known-spellings.js";
import { TokenKind } from "./tokens.js";

/** What finding a spelling takes. */
export interface SpellingIndex {
  /** Slot of the hash table -> id; 0 is an empty slot. Length is a power of two. */
  readonly slots: Int32Array;
  /** Id -> hash of the bytes. */
  readonly hashes: Int32Array;
  /** Id -> offset of its first byte in `pool`; the next id's offset ends it. */
  readonly starts: Uint32Array;
  /** The bytes of all spellings, one after the other. */
  readonly pool: Uint8Array;
}

export interface SpellingTable extends SpellingIndex {
  readonly interner: Interner;
  slots: Int32Array;
  hashes: Int32Array;
  starts: Uint32Array;
  pool: Uint8Array;
  /** The same memory, to make strings of. */
  view: Buffer;
  /** Id -> its string, once somebody asked. */
  texts: (string | undefined)[];
  /** Of each run of `TEXT_RUN` spellings the texts, one after the other, once somebody asked for one of them. */
  readonly textRuns: (string | undefined)[];
  /** Id -> `TokenKind`: a spelling is of one category wherever it stands. */
  kinds: Uint8Array;
  count: number;
}

/** FNV-1a: each byte is mixed in by exclusive or, then multiplied. */
export const HASH_PRIME = 0x01000193;
export const HASH_SEED = 0x811c9dc5 | 0;

/** Hash of `bytes` from `start` to `end`. */
export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_SEED;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), HASH_PRIME);
  return hash;
}

/** A table that holds the known spellings, and nothing else. */
export function makeSpellingTable(): SpellingTable {
  const store: SpellingStore = {
    intern: (text) => internSpelling(table, text, kindOfText(text)),
    find: (text) => findText(table, text),
    text: (id) => textOf(table, id),
    get size() {
      return table.count;
    },
  };
  // It starts small: V8 takes a field that is never assigned again for a constant, and must
  // throw optimised code away when it is assigned after all.
  const table: SpellingTable = {
    interner: new Interner(store),
    slots: new Int32Array(1 << 6),
    hashes: new Int32Array(1 << 5),
    starts: new Uint32Array((1 << 5) + 1),
    pool: new Uint8Array(0),
    view: Buffer.alloc(0),
    texts: new Array<string | undefined>(1 << 5),
    textRuns: [],
    kinds: new Uint8Array(1 << 5),
    count: 0,
  };
  for (const [index, text] of KNOWN_SPELLINGS.entries()) {
    internSpelling(table, text, index > PUNCTUATORS.length ? kindOfText(text) : TokenKind.Punctuator);
  }
  return table;
}

/** Of a latin1 text, without making bytes of it: as `findSpelling`. */
function findText(table: SpellingTable, text: string): SpellingId | undefined {
  let hash = HASH_SEED;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), HASH_PRIME);
  const { slots, hashes } = table;
  const mask = slots.length - 1;
  for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
    const id = slots[slot] as number;
    if (id === 0) return undefined;
    if ((hashes[id] as number) === hash && textOf(table, id) === text) return id as SpellingId;
  }
}

function textOf(table: SpellingTable, id: number): string | undefined {
  let text = table.texts[id];
  if (text === undefined && id < table.count) {
    text = cutText(table, id);
    table.texts[id] = text;
  }
  return text;
}

/** A string made of bytes costs as much as several cut out of a longer one. */
const TEXT_RUN = 1 << 10;

function cutText({ starts, textRuns, count, view }: SpellingTable, id: number): string {
  const run = Math.floor(id / TEXT_RUN);
  const first = run * TEXT_RUN;
  const start = starts[id] as number;
  const end = starts[id + 1] as number;
  // More are added to the last run.
  if (first + TEXT_RUN > count) return view.toString("latin1", start, end);
  const from = starts[first] as number;
  textRuns[run] ??= view.toString("latin1", from, starts[first + TEXT_RUN]);
  return textRuns[run].slice(start - from, end - from);
}

/** The category of a text that is a token (C11 6.4). */
function kindOfText(text: string): TokenKind {
  if (/^(?:u8|[LuU])?"/.test(text)) return TokenKind.String;
  if (/^[LuU]?'/.test(text)) return TokenKind.Character;
  if (/^\.?[0-9]/.test(text)) return TokenKind.Number;
  if (/^[A-Za-z_$\\\x80-\xff]/.test(text)) return TokenKind.Identifier;
  return PUNCTUATORS.includes(text) ? TokenKind.Punctuator : TokenKind.Other;
}

/** The id of the bytes from `start` to `end`, whose hash is `hash`; 0 when they were not seen before. */
export function findSpelling(
  table: SpellingIndex,
  bytes: Uint8Array,
  start: number,
  end: number,
  hash: number,
): SpellingId {
  const slots = table.slots;
  const mask = slots.length - 1;
  const hashes = table.hashes;
  for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
    const id = slots[slot] as number;
    if (id === 0) return 0 as SpellingId;
    if ((hashes[id] as number) === hash && sameBytes(table, id, bytes, start, end)) return id as SpellingId;
  }
}

function sameBytes(table: SpellingIndex, id: number, bytes: Uint8Array, start: number, end: number): boolean {
  const from = table.starts[id] as number;
  if ((table.starts[id + 1] as number) - from !== end - start) return false;
  const pool = table.pool;
  for (let at = start, other = from; at < end; at++, other++) {
    if ((bytes[at] as number) !== (pool[other] as number)) return false;
  }
  return true;
}

/** Adds a spelling that `findSpelling` did not find. */
export function addSpelling(
  table: SpellingTable,
  bytes: Uint8Array,
  start: number,
  end: number,
  hash: number,
  kind: TokenKind,
): SpellingId {
  const id = table.count as SpellingId;
  growFor(table, end - start);
  const from = table.starts[id] as number;
  const pool = table.pool;
  for (let at = start, to = from; at < end; at++, to++) pool[to] = bytes[at] as number;
  table.starts[id + 1] = from + (end - start);
  table.hashes[id] = hash;
  table.kinds[id] = kind;
  table.count++;
  if (id !== 0) insert(table, id, hash);
  return id;
}

function insert(table: SpellingTable, id: number, hash: number): void {
  const mask = table.slots.length - 1;
  let slot = (hash ^ (hash >>> 15)) & mask;
  while (table.slots[slot] !== 0) slot = (slot + 1) & mask;
  table.slots[slot] = id;
}

/** Room for one more spelling of `length` bytes. */
function growFor(table: SpellingTable, length: number): void {
  const needed = (table.starts[table.count] as number) + length;
  if (needed > table.pool.length) {
    const pool = new Uint8Array(Math.max(needed, table.pool.length * 2));
    pool.set(table.pool);
    table.pool = pool;
    table.view = Buffer.from(pool.buffer);
  }
  if (table.count + 2 >= table.hashes.length) growTables(table);
}

/** A function of its own: an array as long as the last cannot be made in optimised code, which would be thrown away. */
function growTables(table: SpellingTable): void {
  const size = table.hashes.length * 4;
  const hashes = new Int32Array(size);
  hashes.set(table.hashes);
  const starts = new Uint32Array(size + 1);
  starts.set(table.starts);
  const kinds = new Uint8Array(size);
  kinds.set(table.kinds);
  const texts = new Array<string | undefined>(size);
  for (let id = 0; id < table.count; id++) texts[id] = table.texts[id];
  table.texts = texts;
  table.hashes = hashes;
  table.starts = starts;
  table.kinds = kinds;
  table.slots = new Int32Array(size * 2);
  for (let id = 1; id < table.count; id++) insert(table, id, hashes[id] as number);
}

/** The id of a latin1 text, added as a token of `kind` when it is new. */
export function internSpelling(table: SpellingTable, text: string, kind: TokenKind): SpellingId {
  const bytes = bytesOf(text);
  const hash = hashBytes(bytes, 0, bytes.length);
  const id = findSpelling(table, bytes, 0, bytes.length, hash);
  return id !== 0 ? id : addSpelling(table, bytes, 0, bytes.length, hash, kind);
}

/** Not a `Buffer`: the functions of this file shall see one type of array only. */
function bytesOf(text: string): Uint8Array {
  const buffer = Buffer.from(text, "latin1");
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
