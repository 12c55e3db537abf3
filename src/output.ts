/**
 * Writes generated files: all of them into a temporary folder first, then each is moved into its place, so
 * that nothing half-written is ever seen. A file whose content has not changed keeps its time stamp.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { FatalError } from "./support/diagnostics.js";
import { LongText } from "./support/long-text.js";

/** Text is written as UTF-8. */
type Content = string | Buffer | LongText;

export interface OutputFile {
  /** Absolute, or relative to the current folder. */
  readonly path: string;
  readonly content: Content;
  /** Its time stamp says when everything was last up to date: it is written even if nothing has changed. */
  readonly isStamp?: boolean;
}

/**
 * Writes every file or none, then removes what is there of `stale`.
 * @throws FatalError `cannot-write` when the file system refuses; what was there before is left as it was.
 */
export function writeFiles(files: readonly OutputFile[], stale: readonly string[] = []): void {
  const staged: { from: string; to: string; folder: string }[] = [];
  try {
    for (const { path, content, isStamp } of files) {
      if (isDevice(path)) writeContent(path, content);
      else if (isStamp === true || !isCurrent(path, content)) staged.push(stage(path, content));
    }
    for (const { from, to } of staged) renameSync(from, to);
    for (const path of stale) rmSync(path, { force: true });
  } catch (error) {
    throw cannotWrite(error);
  } finally {
    for (const { folder } of staged) rmSync(folder, { recursive: true, force: true });
  }
}

/** `/dev/null`, a pipe: nothing that a file may be moved over. */
function isDevice(path: string): boolean {
  try {
    const found = statSync(path);
    return !found.isFile() && !found.isDirectory();
  } catch {
    // Staging tells what is wrong with the folder.
    return false;
  }
}

/** The temporary folder lies beside the target: a rename is atomic only within one file system. */
function stage(path: string, content: Content): { from: string; to: string; folder: string } {
  const to = resolve(path);
  makeFolder(dirname(to));
  const folder = mkdtempSync(join(dirname(to), ".kbindgen-"));
  const from = join(folder, basename(to));
  try {
    writeContent(from, content);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return { from, to, folder };
}

/** Node's own `recursive` never ends where a folder cannot be made and the system says that its parent is not there (`/proc`). */
function makeFolder(path: string): void {
  const found = existsSync(path);
  if (found && statSync(path).isDirectory()) return;
  if (!found) makeFolder(dirname(path));
  mkdirSync(path);
}

/** Writes a file in its place, whatever is there. @throws Error when the file system refuses */
export function writeContent(path: string, content: Content): void {
  const file = openSync(path, "w");
  try {
    for (const piece of pieces(content)) writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}

function isCurrent(path: string, content: Content): boolean {
  let file: number | null = null;
  try {
    file = openSync(path, "r");
    if (fstatSync(file).size !== byteLength(content)) return false;
    for (const piece of pieces(content)) {
      const there = Buffer.allocUnsafe(piece.length);
      if (readSync(file, there) !== piece.length || !there.equals(piece)) return false;
    }
    return true;
  } catch {
    return false;
  } finally {
    if (file !== null) closeSync(file);
  }
}

function byteLength(content: Content): number {
  if (!(content instanceof LongText)) return Buffer.byteLength(content);
  return content.blocks().reduce((length, block) => length + Buffer.byteLength(block), 0);
}

/** Bytes that are gathered at a time: buffers of whole files would set off the garbage collector. */
const PIECE = 1 << 18;

/** The bytes of a file in order, each piece valid until the next. */
function* pieces(content: Content): Generator<Buffer> {
  if (Buffer.isBuffer(content)) {
    yield content;
    return;
  }
  const buffer = Buffer.allocUnsafe(PIECE);
  let used = 0;
  for (const text of content instanceof LongText ? content.blocks() : [content]) {
    for (let start = 0; start < text.length; ) {
      const end = partEnd(text, start);
      if (used + BYTES_PER_UNIT * (end - start) > PIECE) {
        yield buffer.subarray(0, used);
        used = 0;
      }
      used += buffer.write(start === 0 && end === text.length ? text : text.slice(start, end), used);
      start = end;
    }
  }
  yield buffer.subarray(0, used);
}

/** At most, of UTF-8 for a UTF-16 code unit. */
const BYTES_PER_UNIT = 3;
/** Code units that are encoded at a time. */
const PART = 1 << 15;

function partEnd(text: string, start: number): number {
  const end = Math.min(start + PART, text.length);
  // The two halves of a surrogate pair belong together.
  return end < text.length && isHighSurrogate(text.charCodeAt(end - 1)) ? end + 1 : end;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function cannotWrite(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const path = "path" in error && typeof error.path === "string" ? error.path : "the output";
  return new FatalError({
    id: "cannot-write",
    severity: "error",
    message: `cannot write ${path.replace(/\/\.kbindgen-[^/]*/, "")}: ${String(error.code)}`,
    help: "choose another place for what is written, or make it writable",
  });
}
