/** A file of typed arrays, each under its name: read back in one piece, without parsing. */
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";

export type Column = Uint8Array | Uint32Array | Int32Array;
type ColumnType = "u8" | "u32" | "i32";

/** Elements of every type may begin at such multiples. */
const ALIGNMENT = 8;

interface Entry {
  readonly name: string;
  readonly type: ColumnType;
  /** In elements. */
  readonly length: number;
}

/** Writes the columns behind a line of JSON that lists them. */
export function writeColumns(path: string, columns: Readonly<Record<string, Column>>): void {
  const entries = Object.entries(columns).map(
    ([name, column]): Entry => ({ name, type: typeOf(column), length: column.length }),
  );
  const file = openSync(path, "w");
  try {
    writePadded(file, Buffer.from(`${JSON.stringify(entries)}\n`));
    for (const column of Object.values(columns)) writePadded(file, column);
  } finally {
    closeSync(file);
  }
}

function writePadded(file: number, bytes: Column): void {
  writeFileSync(file, bytes);
  writeFileSync(file, Buffer.alloc(roundUp(bytes.byteLength) - bytes.byteLength));
}

/** @throws Error for a file that is none of `writeColumns`, or a part of one */
export function readColumns(path: string): ReadonlyMap<string, Column> {
  const bytes = readFileSync(path);
  const end = bytes.indexOf("\n");
  const entries = JSON.parse(bytes.toString("utf8", 0, end)) as readonly Entry[];
  // A copy begins at an address that suits every type.
  const memory = new Uint8Array(bytes).buffer;
  const columns = new Map<string, Column>();
  let at = roundUp(end + 1);
  for (const { name, type, length } of entries) {
    const column = view(memory, type, at, length);
    columns.set(name, column);
    at = roundUp(at + column.byteLength);
  }
  return columns;
}

function view(memory: ArrayBuffer, type: ColumnType, at: number, length: number): Column {
  switch (type) {
    case "u8":
      return new Uint8Array(memory, at, length);
    case "u32":
      return new Uint32Array(memory, at, length);
    case "i32":
      return new Int32Array(memory, at, length);
  }
}

function typeOf(column: Column): ColumnType {
  if (column instanceof Uint8Array) return "u8";
  return column instanceof Uint32Array ? "u32" : "i32";
}

function roundUp(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}
