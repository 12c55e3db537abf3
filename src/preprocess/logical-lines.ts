/**
 * Translation phases 1 and 2 (C11 5.1.1.2p1): trigraphs, and backslash-newline splices.
 *
 * In: the bytes of a file. Out: the bytes without splices in a scratch buffer that ends in zeros, and a list
 * of edits by which an offset in it is mapped back to the file. White space between the backslash and the
 * newline is skipped as gcc and clang do (GCC manual, Initial processing).
 */
import { bufferOf } from "../support/source.js";
import { BACKSLASH, CARRIAGE_RETURN, NEWLINE } from "./characters.js";

/** Edits of one file, in order. */
export interface LogicalText {
  /** Scratch; valid up to `length`, zeros follow. */
  bytes: Uint8Array;
  length: number;
  /** Offsets in `bytes` from which on ... */
  editAt: Uint32Array;
  /** ... this many more bytes of the file were left out. */
  editSkip: Uint32Array;
  edits: number;
}

/** Bytes that may be read past the end of a logical text. */
const PADDING = 32;

export function makeLogicalText(): LogicalText {
  return {
    bytes: new Uint8Array(1 << 6),
    length: 0,
    editAt: new Uint32Array(1 << 2),
    editSkip: new Uint32Array(1 << 2),
    edits: 0,
  };
}

/** Fills `logical` from `source`. */
export function joinLines(logical: LogicalText, source: Uint8Array, trigraphs: boolean): void {
  if (logical.bytes.length < source.length + PADDING) logical.bytes = new Uint8Array(source.length * 2 + PADDING);
  logical.length = 0;
  logical.edits = 0;
  if (trigraphs) copyWithTrigraphs(logical, source);
  else copyWithSplices(logical, source);
  logical.bytes.fill(0, logical.length, logical.length + PADDING);
}

function copyWithSplices(logical: LogicalText, source: Uint8Array): void {
  logical.bytes.set(source);
  let from = 0;
  // A `Buffer` is searched three times as fast.
  const searched = bufferOf(source);
  for (let at = searched.indexOf(BACKSLASH); at !== -1; at = searched.indexOf(BACKSLASH, at + 1)) {
    const after = spliceEnd(source, at + 1);
    if (after === 0) continue;
    moveUp(logical, from, at);
    addEdit(logical, after - at);
    from = after;
    at = after - 1;
  }
  moveUp(logical, from, source.length);
}

/** Where the line goes on when the backslash before `at` splices it; 0 when it does not. */
function spliceEnd(source: Uint8Array, at: number): number {
  let end = at;
  while (end < source.length) {
    const byte = source[end] as number;
    if (byte === NEWLINE) return end + 1;
    if (byte !== CARRIAGE_RETURN && byte !== 0x20 && byte !== 0x09 && byte !== 0x0b && byte !== 0x0c) return 0;
    end++;
  }
  return 0;
}

/** Moves what is between two offsets behind what precedes the splices. */
function moveUp(logical: LogicalText, from: number, to: number): void {
  if (from !== logical.length) logical.bytes.copyWithin(logical.length, from, to);
  logical.length += to - from;
}

function addEdit(logical: LogicalText, skipped: number): void {
  if (logical.edits === logical.editAt.length) {
    const editAt = new Uint32Array(logical.edits * 2);
    editAt.set(logical.editAt);
    const editSkip = new Uint32Array(logical.edits * 2);
    editSkip.set(logical.editSkip);
    logical.editAt = editAt;
    logical.editSkip = editSkip;
  }
  logical.editAt[logical.edits] = logical.length;
  logical.editSkip[logical.edits] = skipped;
  logical.edits++;
}

/** C11 5.2.1.1p1: third character of a trigraph -> the character that it stands for. */
const TRIGRAPHS: ReadonlyMap<string, string> = new Map([
  ["=", "#"],
  ["(", "["],
  ["/", "\\"],
  [")", "]"],
  ["'", "^"],
  ["<", "{"],
  ["!", "|"],
  [">", "}"],
  ["-", "~"],
]);
const QUESTION_MARK = 0x3f;

function copyWithTrigraphs(logical: LogicalText, source: Uint8Array): void {
  for (let at = 0; at < source.length; ) {
    let byte = source[at] as number;
    let after = at + 1;
    if (byte === QUESTION_MARK && source[at + 1] === QUESTION_MARK) {
      const replaced = TRIGRAPHS.get(String.fromCharCode(source[at + 2] ?? 0));
      if (replaced !== undefined) {
        byte = replaced.charCodeAt(0);
        after = at + 3;
      }
    }
    const spliced = byte === BACKSLASH ? spliceEnd(source, after) : 0;
    if (spliced !== 0) {
      addEdit(logical, spliced - at);
      at = spliced;
      continue;
    }
    logical.bytes[logical.length++] = byte;
    if (after !== at + 1) addEdit(logical, after - at - 1);
    at = after;
  }
}
