/**
 * Source files and positions.
 *
 * A position is one number for the whole translation unit: each inclusion of a file is given a range of
 * positions of its own, so that a position alone tells the file, the byte offset in it and the chain of
 * includes that led there. Line and column are worked out only when somebody asks.
 *
 * Texts are decoded as latin1: one character is one byte of the file, whatever its encoding.
 */
import { Buffer } from "node:buffer";
import type { Brand } from "./brand.js";

/** Where in the translation unit: base of an inclusion plus byte offset in its file. */
export type Position = Brand<number, "Position">;

/** Of something that no file spells (predefined macros, results of `##` keep the operand's position). */
export const NO_POSITION = 0xffffffff as Position;

/** A file, or a text that stands for one. Of most files nobody wants the text: it is made when somebody asks. */
export class SourceFile {
  #bytes: Uint8Array | null;
  #text: string | null;
  #lineStarts: Uint32Array | null = null;

  /**
   * @param path by which the file was opened
   * @param name stable, for output: relative to the kernel tree, `<command-line>` or `<predefined>`
   * @param content bytes that will not change, or latin1 text
   */
  constructor(
    readonly path: string,
    readonly name: string,
    content: Uint8Array | string,
  ) {
    this.#bytes = typeof content === "string" ? null : content;
    this.#text = typeof content === "string" ? content : null;
  }

  /** No `Buffer`: the lexer shall see one type of array only. */
  get bytes(): Uint8Array {
    this.#bytes ??= plainBytes(Buffer.from(this.text, "latin1"));
    return this.#bytes;
  }

  /** The offsets of the first bytes of its lines. */
  get lineStarts(): Uint32Array {
    this.#lineStarts ??= lineStarts(this.bytes);
    return this.#lineStarts;
  }

  /** latin1 text, exactly the bytes of the file. */
  get text(): string {
    this.#text ??= bufferOf(this.bytes).toString("latin1");
    return this.#text;
  }
}

/** A `Buffer` over the same memory. */
export function bufferOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

/** A `Uint8Array` that is no `Buffer`, over the same memory. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** One `#include` of one file. */
export interface Inclusion {
  readonly file: SourceFile;
  readonly base: number;
  /** Position of the `#include` that brought it, `NO_POSITION` for the outermost. */
  readonly includedAt: Position;
}

export interface Location {
  readonly file: SourceFile;
  /** Byte offset in the file. */
  readonly offset: number;
  /** Counted from 1. */
  readonly line: number;
  /** In bytes, counted from 1. */
  readonly column: number;
}

const NEWLINE = 0x0a;

/** Where the lines of one file after the other are collected. */
let scratch = new Uint32Array(1 << 10);

function lineStarts(bytes: Uint8Array): Uint32Array {
  let count = 1;
  scratch[0] = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) {
    if (count === scratch.length) {
      const longer = new Uint32Array(count * 4);
      longer.set(scratch);
      scratch = longer;
    }
    scratch[count++] = at + 1;
  }
  return scratch.slice(0, count);
}

export class SourceMap {
  readonly #inclusions: Inclusion[] = [];
  #next = 0;
  /** The inclusion that was found last, and the position behind it: most questions are about places near each other. */
  #lastFound: Inclusion | undefined;
  #lastEnd = 0;

  /** Gives one more inclusion of `file` its range of positions. */
  include(file: SourceFile, includedAt: Position): Inclusion {
    const inclusion = { file, base: this.#next, includedAt };
    this.#inclusions.push(inclusion);
    // One more than the length: the end of the file has a position too.
    this.#next += file.bytes.length + 1;
    if (this.#next >= NO_POSITION) throw new RangeError("the translation unit is larger than 4 GiB");
    return inclusion;
  }

  get inclusions(): readonly Inclusion[] {
    return this.#inclusions;
  }

  /** The inclusion that `position` lies in; `undefined` for `NO_POSITION`. */
  inclusionAt(position: Position): Inclusion | undefined {
    if (position === NO_POSITION) return undefined;
    const last = this.#lastFound;
    if (last !== undefined && position >= last.base && position < this.#lastEnd) return last;
    let low = 0;
    let high = this.#inclusions.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      const candidate = this.#inclusions[middle];
      if (candidate !== undefined && candidate.base <= position) low = middle;
      else high = middle - 1;
    }
    this.#lastFound = this.#inclusions[low];
    this.#lastEnd = this.#inclusions[low + 1]?.base ?? this.#next;
    return this.#lastFound;
  }

  /** File, line and column of a position; `undefined` for `NO_POSITION`. */
  locate(position: Position): Location | undefined {
    const inclusion = this.inclusionAt(position);
    if (inclusion === undefined) return undefined;
    const offset = position - inclusion.base;
    const starts = inclusion.file.lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: inclusion.file, offset, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  /** The `#include` directives that led to `position`, innermost first. */
  includeChain(position: Position): Location[] {
    const chain: Location[] = [];
    let inclusion = this.inclusionAt(position);
    while (inclusion !== undefined && inclusion.includedAt !== NO_POSITION) {
      const at = this.locate(inclusion.includedAt);
      if (at !== undefined) chain.push(at);
      inclusion = this.inclusionAt(inclusion.includedAt);
    }
    return chain;
  }

  /** `name:line` of a position, the form used in reports and documentation; `<built-in>` for none. */
  describe(position: Position): string {
    const location = this.locate(position);
    return location === undefined ? "<built-in>" : `${location.file.name}:${location.line}`;
  }
}
