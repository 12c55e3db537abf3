/** Where the preprocessor reads files from: the disk, or memory in tests. */
import { Buffer } from "node:buffer";
import { closeSync, openSync, readdirSync, readFileSync, readSync, realpathSync } from "node:fs";
import { posix } from "node:path";
import { statOf } from "../support/stat.js";

export interface FileSystem {
  /**
   * The bytes of a regular file, valid until the next call; null when there is none of that name.
   * @throws Error for one that cannot be read, or has more than `maximum` bytes
   */
  read(path: string, maximum: number): Uint8Array | null;
  isDirectory(path: string): boolean;
  /** The same for two paths exactly when they are the same file. */
  identity(path: string): string;
  /** Names in a directory; empty when there is no such directory. */
  list(path: string): readonly string[];
}

/** The disk of this machine. */
export function diskFileSystem(): FileSystem {
  // One buffer for all files: thousands of them would keep the garbage collector busy.
  let buffer = new Uint8Array(1 << 16);
  return {
    read(path, maximum) {
      const status = statOf(path);
      if (status === undefined || status.isDirectory()) return null;
      // What is no regular file (a pipe) has no size.
      if (!status.isFile()) return checkedSize(readFileSync(path), maximum);
      if (status.size > maximum) throw tooLarge(maximum);
      if (status.size + 1 > buffer.length) buffer = new Uint8Array(status.size * 2);
      return buffer.subarray(0, readInto(buffer, path));
    },
    isDirectory: (path) => statOf(path)?.isDirectory() ?? false,
    identity: (path) => realpathSync(path),
    list(path) {
      try {
        return readdirSync(path).sort();
      } catch {
        return [];
      }
    },
  };
}

/** Reads a file to the start of a buffer; returns its length. A file that grew meanwhile is cut off. */
function readInto(buffer: Uint8Array, path: string): number {
  const descriptor = openSync(path, "r");
  try {
    let length = 0;
    for (;;) {
      const count = readSync(descriptor, buffer, length, buffer.length - length, null);
      length += count;
      if (count === 0 || length === buffer.length) return length;
    }
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
