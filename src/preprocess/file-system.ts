/** Where the preprocessor reads files from: the disk, or memory in tests. */
import { Buffer } from "node:buffer";
import { closeSync, openSync, readdirSync, readFileSync, readSync, realpathSync, type Stats } from "node:fs";
import { posix } from "node:path";
import { statOf } from "../support/stat.js";

export interface FileSystem {
  /**
   * The bytes of a regular file; null when there is none of that name.
   * @throws Error for one that cannot be read, or has more than `maximum` bytes
   */
  read(path: string, maximum: number): Uint8Array | null;
  isDirectory(path: string): boolean;
  /** The same for two paths exactly when they are the same file. */
  identity(path: string): string;
  /** Names in a directory; empty when there is no such directory. */
  list(path: string): readonly string[];
  /** What `read` and `isDirectory` found at each path that they were asked for, to tell later whether it is so still. */
  stamps(): [path: string, stamp: string][];
  /** Whether `read` found a file there. */
  wasRead(path: string): boolean;
}

/** What is at a path: for a file its times, size and number; see `FileSystem.stamps`. */
export function stampAt(path: string): string {
  return stampOf(statOf(path));
}

function stampOf(status: Stats | undefined): string {
  if (status === undefined) return "nothing";
  if (!status.isFile()) return status.isDirectory() ? "directory" : "other";
  const { mtimeMs, ctimeMs, size, ino } = status;
  // Whole microseconds: V8 takes ten times as long for the shortest text of a fraction.
  return `${Math.floor(mtimeMs * 1e3)} ${Math.floor(ctimeMs * 1e3)} ${size} ${ino}`;
}

/** The disk of this machine. */
export function diskFileSystem(): FileSystem {
  // Files lie in long buffers: thousands of short ones would keep the garbage collector busy.
  let buffer = new Uint8Array(0);
  let used = 0;
  const found = new Map<string, Stats | undefined>();
  const look = (path: string): Stats | undefined => {
    const status = statOf(path);
    found.set(path, status);
    return status;
  };
  return {
    stamps: () => [...found].map(([path, status]) => [path, stampOf(status)]),
    wasRead: (path) => found.get(path)?.isFile() ?? false,
    read(path, maximum) {
      const status = look(path);
      if (status === undefined || status.isDirectory()) return null;
      // What is no regular file (a pipe) has no size.
      if (!status.isFile()) return checkedSize(readFileSync(path), maximum);
      if (status.size > maximum) throw tooLarge(maximum);
      const { size } = status;
      if (size > BUFFER / 4) return readInto(new Uint8Array(size), 0, size, path);
      if (used + size > buffer.length) {
        buffer = new Uint8Array(BUFFER);
        used = 0;
      }
      used += size;
      return readInto(buffer, used - size, size, path);
    },
    isDirectory: (path) => look(path)?.isDirectory() ?? false,
    identity: (path) => realpathSync.native(path),
    list(path) {
      try {
        return readdirSync(path).sort();
      } catch {
        return [];
      }
    },
  };
}

const BUFFER = 1 << 20;

/** Reads a file of `size` bytes to a place in a buffer. A file that grew meanwhile is cut off. */
function readInto(buffer: Uint8Array, start: number, size: number, path: string): Uint8Array {
  const descriptor = openSync(path, "r");
  try {
    let length = 0;
    while (length < size) {
      const count = readSync(descriptor, buffer, start + length, size - length, null);
      if (count === 0) break;
      length += count;
    }
    return buffer.subarray(start, start + length);
  } finally {
    closeSync(descriptor);
  }
}

function checkedSize(bytes: Uint8Array, maximum: number): Uint8Array {
  if (bytes.length > maximum) throw tooLarge(maximum);
  return bytes;
}

function tooLarge(maximum: number): Error {
  return new Error(`it has more than ${maximum} bytes`);
}

/** A file system in memory: absolute or relative path -> latin1 text or bytes. */
export function memoryFileSystem(files: Readonly<Record<string, string | Uint8Array>>): FileSystem {
  const entries = new Map<string, Uint8Array>();
  const directories = new Map<string, Set<string>>([[".", new Set()]]);
  for (const [path, content] of Object.entries(files)) {
    const name = posix.normalize(path);
    entries.set(name, typeof content === "string" ? Buffer.from(content, "latin1") : content);
    addToDirectories(directories, name);
  }
  return {
    stamps: () => [],
    wasRead: () => false,
    read: (path, maximum) => {
      const bytes = entries.get(posix.normalize(path));
      return bytes === undefined ? null : checkedSize(bytes, maximum);
    },
    isDirectory: (path) => directories.has(trimSlash(posix.normalize(path))),
    identity: (path) => posix.normalize(path),
    list: (path) => [...(directories.get(trimSlash(posix.normalize(path))) ?? [])].sort(),
  };
}

function addToDirectories(directories: Map<string, Set<string>>, path: string): void {
  for (let child = path, parent = posix.dirname(path); ; child = parent, parent = posix.dirname(parent)) {
    const names = directories.get(parent) ?? new Set();
    names.add(posix.basename(child));
    directories.set(parent, names);
    if (parent === posix.dirname(parent)) return;
  }
}

function trimSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}
