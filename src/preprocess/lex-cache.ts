/**
 * Files that were lexed, kept for every further run: each header is lexed once for any number of
 * configurations. The cache owns the table of spellings, so all units made with it share an interner.
 */
import { Buffer } from "node:buffer";
import { plainBytes } from "../support/source.js";
import { diskFileSystem, type FileSystem } from "./file-system.js";
import { type LexScratch, lexFile, makeLexScratch } from "./lex.js";
import type { LexedFile, LexicalDialect } from "./lexed-file.js";
import { makeSpellingTable, type SpellingTable } from "./spellings.js";

export interface LexCache {
  readonly files: FileSystem;
  readonly table: SpellingTable;
  readonly scratch: LexScratch;
  readonly lexed: Map<string, LexedFile | null>;
  readonly overlays: Map<string, { readonly text: string; readonly lexed: LexedFile }>;
  readonly directories: Map<string, boolean>;
}

/** An empty cache over a file system. Files are taken to stay as they are while it is in use. */
export function makeLexCache(files: FileSystem = diskFileSystem()): LexCache {
  return {
    files,
    table: makeSpellingTable(),
    scratch: makeLexScratch(),
    lexed: new Map(),
    overlays: new Map(),
    directories: new Map(),
  };
}

/**
 * The file at `path`, lexed; null when there is none.
 * @param maximum bytes that a file may have
 * @throws Error for a file that cannot be read
 */
export function lexedFileAt(cache: LexCache, path: string, dialect: LexicalDialect, maximum: number): LexedFile | null {
  const key = `${dialectKey(dialect)}${path}`;
  const hit = cache.lexed.get(key);
  if (hit !== undefined) return hit;
  const bytes = cache.files.read(path, maximum);
  const lexed = bytes === null ? null : lexedBytes(cache, bytes, dialect);
  cache.lexed.set(key, lexed);
  return lexed;
}

/**
 * All kinds of tokens, many times over. V8 compiles the lexer while it reads predefined macros and options, long lists of one
 * form of line, and throws the code away when a header has the first comment, unless it has seen this.
 */
const EVERYTHING = String.raw`#if 1 \
  /* a */ // b
#include <x>  /* c
*/ "x\n" 'x' L"x" u R"(x)" if\if 0.1 1e+1 .1 ... <= < @ + \u1234 /
#endif
`.repeat(50);

/** Makes V8 see what the lexer does, before the first file. */
export function warmUpLexer(cache: LexCache, dialect: LexicalDialect): void {
  if (cache.lexed.size === 0) lexedText(cache, EVERYTHING, dialect);
}

/** Lexes what is no file on disk: the command line, predefined macros. */
export function lexedBytes(cache: LexCache, bytes: Uint8Array, dialect: LexicalDialect): LexedFile {
  return lexFile(bytes, cache.table, dialect, cache.scratch);
}

/** As `lexedBytes` for latin1 text. */
export function lexedText(cache: LexCache, text: string, dialect: LexicalDialect): LexedFile {
  return lexedBytes(cache, plainBytes(Buffer.from(text, "latin1")), dialect);
}

/** As `lexedText` for a text that serves under a path; kept until another text does. */
export function lexedOverlay(cache: LexCache, path: string, text: string, dialect: LexicalDialect): LexedFile {
  const key = `${dialectKey(dialect)}${path}`;
  const hit = cache.overlays.get(key);
  if (hit?.text === text) return hit.lexed;
  const lexed = lexedText(cache, text, dialect);
  cache.overlays.set(key, { text, lexed });
  return lexed;
}

/** Whether there is a directory at `path`. */
export function directoryExists(cache: LexCache, path: string): boolean {
  let exists = cache.directories.get(path);
  if (exists === undefined) {
    exists = cache.files.isDirectory(path);
    cache.directories.set(path, exists);
  }
  return exists;
}

function dialectKey(dialect: LexicalDialect): string {
  const { trigraphs, lineComments, unicodeLiterals, rawStrings } = dialect;
  return `${Number(trigraphs)}${Number(lineComments)}${Number(unicodeLiterals)}${Number(rawStrings)} `;
}
