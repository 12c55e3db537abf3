/** The growing token columns behind a `TokenBuffer`. */
import type { Interner } from "../support/interner.js";
import type { SpellingTable } from "./spellings.js";
import type { TokenBuffer } from "./tokens.js";

export interface TokenList extends TokenBuffer {
  length: number;
  kinds: Uint8Array;
  spellings: Uint32Array;
  flags: Uint8Array;
  positions: Uint32Array;
  expansions: Uint32Array;
  readonly interner: Interner;
  readonly table: SpellingTable;
}

export function makeTokenList(table: SpellingTable, capacity: number): TokenList {
  return {
    length: 0,
    kinds: new Uint8Array(capacity),
    spellings: new Uint32Array(capacity),
    flags: new Uint8Array(capacity),
    positions: new Uint32Array(capacity),
    expansions: new Uint32Array(capacity),
    interner: table.interner,
    table,
  };
}

/** Appends a token. */
export function pushToken(list: TokenList, spelling: number, flags: number, position: number, expansion: number): void {
  const index = list.length;
  if (index === list.spellings.length) reserveTokens(list, 1);
  list.length = index + 1;
  list.kinds[index] = list.table.kinds[spelling] as number;
  list.spellings[index] = spelling;
  list.flags[index] = flags;
  list.positions[index] = position;
  list.expansions[index] = expansion;
}

/** Makes room for `count` more tokens. */
export function reserveTokens(list: TokenList, count: number): void {
  if (list.length + count <= list.spellings.length) return;
  const size = Math.max(list.length + count, grownLength(list.spellings.length));
  list.kinds = grown(list.kinds, new Uint8Array(size));
  list.flags = grown(list.flags, new Uint8Array(size));
  list.spellings = grown(list.spellings, new Uint32Array(size));
  list.positions = grown(list.positions, new Uint32Array(size));
  list.expansions = grown(list.expansions, new Uint32Array(size));
}

/** Of a whole kernel's headers: memory that is not touched costs nothing but its number of bytes, which V8 counts. */
const MANY = 3 << 18;

/** How long a list of `length` becomes. Memory that was outgrown was touched for nothing: by four, that is a third of what is used. */
function grownLength(length: number): number {
  return length < MANY ? Math.min(length * 4, MANY) : length * 4;
}

/** `target`, which is longer, with the elements of `source` at its start. */
export function grown<Column extends Uint8Array | Uint32Array | Int32Array>(source: Column, target: Column): Column {
  target.set(source);
  return target;
}
