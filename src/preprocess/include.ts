/**
 * Source file inclusion (C11 6.10.2): the search path (GCC manual, Search Path; Wrapper Headers for
 * `#include_next`), include guards, `#pragma once`, and the stack of open files.
 */
import { posix } from "node:path";
import type { KernelTarget } from "../kernel/types.js";
import { nearest } from "../support/nearest.js";
import { NO_POSITION, type Position, SourceFile } from "../support/source.js";
import { nextRealToken, nextToken } from "./expand.js";
import { known } from "./known-spellings.js";
import { directoryExists, type LexCache, lexedBytes, lexedFileAt, lexedOverlay } from "./lex-cache.js";
import type { LexedFile } from "./lexed-file.js";
import type { Macro } from "./macro.js";
import { EOF_TOKEN, FIRST_TOKEN, isSpaced, PACK_SHIFT, padSpacing, type Spacing } from "./packed.js";
import { fail, report } from "./problems.js";
import { coverSpellings, type FoundFile, type Input, Node, type Preprocessor, type SearchPath } from "./state.js";
import { TokenKind } from "./tokens.js";

/** A header as a directive names it. */
export interface HeaderName {
  readonly name: string;
  readonly quoted: boolean;
}

const OPEN = known("(");
const CLOSE = known(")");

/** The directories of a target that exist, each once (GCC manual, Directory Options). */
export function searchPathOf(target: KernelTarget, cache: LexCache): SearchPath {
  const quote = usable(cache, target.includePath.quote, new Set());
  const angle = usable(cache, target.includePath.angle, target.includePath.system);
  return { directories: [...quote, ...angle], angle: quote.length, found: new Map() };
}

/** A directory that occurs twice counts where it stands first, but where it is a system directory, if it is one. */
function usable(cache: LexCache, directories: readonly string[], system: ReadonlySet<string>): string[] {
  const kept = new Map<string, string>();
  for (const directory of directories) {
    if (!directoryExists(cache, directory)) continue;
    const identity = cache.files.identity(directory);
    if (kept.has(identity) && !system.has(directory)) continue;
    kept.delete(identity);
    kept.set(identity, directory);
  }
  return [...kept.values()];
}

/** Reads the header name of an `#include` line, which may be spelled by macros (6.10.2p4); null when it is none. */
export function readHeaderName(pp: Preprocessor, input: Input): HeaderName | null {
  const first = input.lexed.spellings[input.cursor] as Macro["spelling"];
  if (input.cursor < input.limit) {
    const direct = headerNameOf(pp, first);
    if (direct !== null) {
      input.cursor++;
      return direct;
    }
  }
  return readOperand(pp);
}

/** A token that is a header name by itself. */
function headerNameOf(pp: Preprocessor, spelling: number): HeaderName | null {
  const text = pp.table.interner.text(spelling as Macro["spelling"]);
  const kind = pp.table.kinds[spelling];
  if (kind === TokenKind.String && text.startsWith('"')) return { name: text.slice(1, -1), quoted: true };
  if (kind === TokenKind.Other && text.length > 2 && text.startsWith("<"))
    return { name: text.slice(1, -1), quoted: false };
  return null;
}

const LESS = known("<");
const GREATER = known(">");

/** `<`, tokens and `>` that macros gave: their spellings are put together. */
function glueHeaderName(pp: Preprocessor, first: number): HeaderName | null {
  if (first >>> PACK_SHIFT !== LESS) return null;
  let name = "";
  let spacing: Spacing = 0;
  for (;;) {
    const token = nextToken(pp);
    if (token === EOF_TOKEN) return null;
    if (token < FIRST_TOKEN) {
      if (token < 3) spacing = padSpacing(spacing, token);
      continue;
    }
    if (token >>> PACK_SHIFT === GREATER) return { name, quoted: false };
    if (isSpaced(spacing, token)) name += " ";
    spacing = 0;
    name += pp.table.interner.text((token >>> PACK_SHIFT) as Macro["spelling"]);
  }
}

/** Finds a header for a directive in `input`. `next` continues behind the directory of `input` itself. */
export function findHeader(pp: Preprocessor, input: Input | null, header: HeaderName, next: boolean): FoundFile | null {
  if (posix.isAbsolute(header.name)) return foundAt(pp, header.name);
  // In a file that was not found by the path, `#include_next` is `#include` (GCC manual, Wrapper Headers).
  if (next && input !== null && input.level > 0) return searchFrom(pp, input.searchIndex + 1, header.name);
  if (!header.quoted) return searchFrom(pp, pp.search.angle, header.name);
  const directory = input === null ? "" : directoryOf(input.file.path);
  return foundAt(pp, directory + header.name) ?? searchFrom(pp, 0, header.name);
}

/** The directory of a path with its slash, as gcc puts it before a quoted name. */
function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** Searches the path from a directory on; what was found once is found again without asking the disk. */
function searchFrom(pp: Preprocessor, from: number, name: string): FoundFile | null {
  const key = `${from} ${name}`;
  const { found } = pp.search;
  let file = found.get(key);
  if (file === undefined) {
    file = searchDirectories(pp, from, name);
    found.set(key, file);
  }
  return file;
}

function searchDirectories(pp: Preprocessor, from: number, name: string): FoundFile | null {
  const { directories } = pp.search;
  const inner = name.lastIndexOf("/");
  for (let index = from; index < directories.length; index++) {
    const directory = directories[index] ?? "";
    if (inner > 0 && !directoryExists(pp.cache, `${directory}/${name.slice(0, inner)}`)) continue;
    const file = lookAt(pp, `${directory}/${name}`, index);
    if (file !== null) return file;
  }
  return null;
}

/** The file at a path that is not searched for. */
function foundAt(pp: Preprocessor, path: string): FoundFile | null {
  const { found } = pp.search;
  let file = found.get(path);
  if (file === undefined) {
    file = lookAt(pp, path, -1);
    found.set(path, file);
  }
  return file;
}

function lookAt(pp: Preprocessor, path: string, index: number): FoundFile | null {
  const { overlay } = pp.target;
  const text = overlay.size === 0 ? undefined : (overlay.get(path) ?? overlay.get(posix.normalize(path)));
  const lexed = text === undefined ? readLexed(pp, path) : lexedOverlay(pp.cache, path, text, pp.dialect);
  if (lexed === null) return null;
  coverSpellings(pp);
  return { path, lexed, index };
}

function readLexed(pp: Preprocessor, path: string): LexedFile | null {
  try {
    return lexedFileAt(pp.cache, path, pp.dialect, pp.limits.fileSize);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail(pp, "file-unreadable", `cannot read ${path}: ${reason}`, pp.expander.position);
  }
}

/** Obeys `#include`, `#include_next` and `#import`. */
export function include(pp: Preprocessor, input: Input, position: number, kind: "include" | "next" | "import"): void {
  const header = readHeaderName(pp, input);
  if (header === null || header.name === "") {
    report(pp, "error", "include-operand", '#include expects "FILENAME" or <FILENAME>', position);
    return;
  }
  if (input.cursor < input.limit && nextRealToken(pp) !== EOF_TOKEN) {
    report(pp, "warning", "extra-tokens", "extra tokens at the end of #include", position);
  }
  const found = findHeader(pp, input, header, kind === "next");
  if (found === null) failMissing(pp, input, header, position);
  if (isSkipped(pp, found, kind === "import")) return;
  if (input.level + 1 > pp.limits.includeDepth) failDepth(pp, input, position);
  openFile(pp, found, position as Position, input);
}

/** A guard that is defined, or `#pragma once`, makes a further inclusion empty. */
function isSkipped(pp: Preprocessor, found: FoundFile, isImport: boolean): boolean {
  const { guard } = found.lexed;
  if (guard !== 0 && ((pp.nodes[guard] as number) & Node.Macro) !== 0) return true;
  if (pp.once.size === 0 && !isImport) return false;
  const identity = identityOf(pp, found.path);
  if (pp.once.has(identity)) return true;
  if (isImport) pp.once.add(identity);
  return isImport && pp.files.some((file) => identityOf(pp, file.path) === identity);
}

/** Which file a path leads to. */
export function identityOf(pp: Preprocessor, path: string): string {
  return pp.target.overlay.has(path) || path.startsWith("<") ? path : pp.cache.files.identity(path);
}

/** Pushes a file on the include stack. */
function openFile(pp: Preprocessor, found: FoundFile, includedAt: Position, parent: Input | null): Input {
  const file = sourceOf(pp, found.lexed, found.path);
  const refused = pp.target.headerRules.refused(file);
  if (refused !== null) fail(pp, "header-refused", `${file.name}: ${refused.message}`, includedAt, refused.help);
  return pushInput(pp, file, found.lexed, includedAt, found.index, parent);
}

/** The `SourceFile` of a lexed file, one for each file of the unit. */
function sourceOf(pp: Preprocessor, lexed: LexedFile, path: string): SourceFile {
  let file = pp.fileOf.get(lexed);
  if (file === undefined || file.path !== path) {
    file = new SourceFile(path, outputName(pp, path), lexed.bytes);
    pp.fileOf.set(lexed, file);
    pp.lexedOf.set(file, lexed);
    pp.files.push(file);
  }
  return file;
}

/**
 * A path relative to the innermost root that it lies in; a header that the user gave by an absolute path, and what
 * lies beside it, relative to its folder; anything else as it is.
 */
function outputName(pp: Preprocessor, path: string): string {
  const normal = UNUSUAL.test(path) ? posix.normalize(path) : path;
  const name = relativeToAny(pp.target.roots, normal);
  return name === normal ? relativeToAny(pp.headerFolders, normal) : name;
}

/** In a path that `normalize` changes. */
const UNUSUAL = /^$|\/\/|(?:^|\/)\.{1,2}(?:\/|$)/;

function relativeToAny(folders: readonly string[], normal: string): string {
  let name = normal;
  for (const root of folders) {
    const prefix = root.endsWith("/") ? root : `${root}/`;
    if (normal.startsWith(prefix) && normal.length - prefix.length < name.length) name = normal.slice(prefix.length);
  }
  return name;
}

/** Pushes a text that is no file: predefined macros, the command line. */
export function pushText(pp: Preprocessor, file: SourceFile): Input {
  const lexed = lexedBytes(pp.cache, file.bytes, pp.dialect);
  coverSpellings(pp);
  pp.lexedOf.set(file, lexed);
  return pushInput(pp, file, lexed, NO_POSITION, -1, null);
}

/** Pushes a lexed file on the include stack. */
export function pushInput(
  pp: Preprocessor,
  file: SourceFile,
  lexed: LexedFile,
  includedAt: Position,
  searchIndex: number,
  parent: Input | null,
): Input {
  let base: number;
  try {
    base = pp.sources.include(file, includedAt).base;
  } catch {
    return fail(pp, "unit-too-large", "the files of this translation unit are larger than 4 GiB together", includedAt);
  }
  const input: Input = {
    file,
    lexed,
    base,
    searchIndex,
    parent,
    level: parent === null ? 0 : parent.level + 1,
    cursor: 0,
    bodiesFrom: 0,
    limit: lexed.directives.hashes[0] as number,
    directive: 0,
    conditionals: [],
    presumedName: null,
  };
  if (lexed.unterminatedComment >= 0) failComment(pp, base + lexed.unterminatedComment);
  pp.input = input;
  return input;
}

function failComment(pp: Preprocessor, position: number): never {
  fail(pp, "unterminated-comment", "unterminated comment", position, "add the missing */");
}

/**
 * Opens a header that the user named: a file, or else a name on the include path.
 * @throws FatalError `include-not-found`
 */
export function openHeader(pp: Preprocessor, name: string, level: 0 | 1): Input {
  const found = foundAt(pp, name) ?? searchFrom(pp, 0, name);
  if (found === null) failMissing(pp, null, { name, quoted: true }, NO_POSITION);
  const parent = level === 0 ? null : pp.input;
  return openFile(pp, found, NO_POSITION, parent);
}

function failMissing(pp: Preprocessor, input: Input | null, header: HeaderName, position: number): never {
  const count = pp.search.directories.length - (header.quoted ? 0 : pp.search.angle);
  const near = nearest(posix.basename(header.name), namesBeside(pp, input, header), 3);
  const places = `${header.quoted ? "its own directory and " : ""}${count} director${count === 1 ? "y" : "ies"}`;
  const known = pp.target.headerRules.missing(header.name);
  if (known !== null) fail(pp, "include-not-found", `${header.name}: no such header`, position, known);
  const suggestion =
    near.length === 0
      ? ""
      : `; did you mean ${near.map((name) => posix.join(posix.dirname(header.name), name)).join(" or ")}?`;
  fail(pp, "include-not-found", `${header.name}: no such header`, position, `searched ${places}${suggestion}`);
}

/** Names in the directories where the header would have to be. */
function* namesBeside(pp: Preprocessor, input: Input | null, header: HeaderName): Iterable<string> {
  const inner = posix.dirname(header.name);
  const places = pp.search.directories.slice(header.quoted ? 0 : pp.search.angle);
  if (header.quoted) places.unshift(directoryOf(input?.file.path ?? "") || ".");
  for (const place of places) yield* pp.cache.files.list(posix.join(place, inner));
}

function failDepth(pp: Preprocessor, input: Input, position: number): never {
  const seen = new Map<string, number>();
  for (let at: Input | null = input; at !== null; at = at.parent)
    seen.set(at.file.name, (seen.get(at.file.name) ?? 0) + 1);
  const [name, times] = [...seen].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
  const help =
    times > 1
      ? `${name} is open ${times} times: it includes itself and lacks an include guard`
      : "shorten the chain of includes";
  fail(pp, "include-too-deep", `#include is nested more than ${pp.limits.includeDepth} deep`, position, help);
}

/** The operator `__has_include` (C23 6.10.2, GCC manual). */
export function hasInclude(pp: Preprocessor, macro: Macro, position: number, next: boolean): boolean {
  const bad = (message: string): false => {
    report(pp, "error", "has-include-operand", message, position);
    return false;
  };
  if (!pp.inDirective) return bad(`${macro.name} is used outside of a preprocessing directive`);
  if (nextRealToken(pp) >>> PACK_SHIFT !== OPEN) return bad(`missing "(" after ${macro.name}`);
  const header = readOperand(pp);
  if (header === null) return bad(`${macro.name} expects "FILENAME" or <FILENAME>`);
  if (nextRealToken(pp) >>> PACK_SHIFT !== CLOSE) return bad(`missing ")" after the operand of ${macro.name}`);
  return findHeader(pp, pp.input, header, next) !== null;
}

function readOperand(pp: Preprocessor): HeaderName | null {
  const token = nextRealToken(pp);
  if (token === EOF_TOKEN) return null;
  return headerNameOf(pp, token >>> PACK_SHIFT) ?? glueHeaderName(pp, token);
}
