/**
 * The user's cache of what kbuild and compilers answered: one JSON file for each question, in
 * `$XDG_CACHE_HOME/kbindgen` (XDG Base Directory Specification). An entry names the files that it was made from;
 * when one of them changed, the entry is not used. A cache that cannot be read or written is no error.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { sha256 } from "../support/hash.js";
import { bigintStatOf, statOf } from "../support/stat.js";

/** Raised when the meaning of entries changes. */
const FORMAT = 3;

export interface Cache {
  /** The entry for a question if its inputs are unchanged. */
  get(question: readonly unknown[]): unknown;
  /** Stores an answer; `inputs` are the files it depends on. */
  put(question: readonly unknown[], inputs: readonly string[], answer: unknown): void;
}

interface Entry {
  readonly format: number;
  readonly inputs: readonly { readonly path: string; readonly stamp: string }[];
  readonly answer: unknown;
}

/** `~/.cache/kbindgen`, or where the environment says. */
export function cacheDirectory(): string {
  const { XDG_CACHE_HOME: base } = process.env;
  return join(base !== undefined && base !== "" ? base : join(homedir(), ".cache"), "kbindgen");
}

/** A cache in `directory`; null: a cache that remembers nothing. */
export function openCache(directory: string | null): Cache {
  if (directory === null) return { get: () => undefined, put: () => undefined };
  return {
    get: (question) => readEntry(entryPath(directory, question)),
    put: (question, inputs, answer) =>
      writeEntry(directory, entryPath(directory, question), {
        format: FORMAT,
        inputs: inputs.map((path) => ({ path, stamp: stampOf(path) })),
        answer,
      }),
  };
}

/** Changes whenever the file does: modification time (ns where the system has it) and size; `-` when absent. */
export function stampOf(path: string): string {
  const status = bigintStatOf(path);
  return status === undefined ? "-" : `${status.mtimeNs}:${status.size}`;
}

function entryPath(directory: string, question: readonly unknown[]): string {
  return join(directory, "answers", `${entryName([FORMAT, ...question])}.json`);
}

/** What the answer to a question is called. */
export function entryName(question: readonly unknown[]): string {
  return sha256(JSON.stringify(question)).slice(0, 32);
}

function readEntry(path: string): unknown {
  try {
    const entry = JSON.parse(readFileSync(path, "utf8")) as Entry;
    if (entry.format !== FORMAT) return undefined;
    return entry.inputs.every((input) => stampOf(input.path) === input.stamp) ? entry.answer : undefined;
  } catch {
    return undefined;
  }
}

function writeEntry(directory: string, path: string, entry: Entry): void {
  const temporary = `${path}.${process.pid}`;
  try {
    mkdirSync(join(directory, "answers"), { recursive: true });
    writeFileSync(temporary, JSON.stringify(entry));
    renameSync(temporary, path);
  } catch {
    rmSync(temporary, { force: true });
  }
}

/**
 * Moves a finished folder to its place in the cache, where another process may have put the very same meanwhile.
 * @throws what `renameSync` throws, when the place is empty all the same
 */
export function moveIntoPlace(stage: string, place: string): void {
  try {
    renameSync(stage, place);
  } catch (error) {
    rmSync(stage, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  }
}

/** What the names of folders begin with that are not finished yet. */
const STAGE = ".stage-";
/** ms; nothing takes that long to make. */
const STAGE_LASTS = 24 * 60 * 60 * 1000;

/** A new folder for what is to be moved to its place on a shelf of the cache. */
export function makeStage(shelf: string): string {
  mkdirSync(shelf, { recursive: true });
  return mkdtempSync(join(shelf, STAGE));
}

/** Keeps the newest entries of a shelf of folders. What another process removes at the same time is gone as well. */
export function prune(shelf: string, mostKept: number): void {
  const dated = readdirSync(shelf)
    .map((name) => join(shelf, name))
    .map((path) => ({ path, time: statOf(path)?.mtimeMs ?? 0 }))
    .sort((a, b) => b.time - a.time);
  const isStage = ({ path }: { path: string }) => basename(path).startsWith(STAGE);
  const old = dated.filter((entry) => !isStage(entry)).slice(mostKept);
  // Of a process that was killed.
  const left = dated.filter((entry) => isStage(entry) && entry.time < Date.now() - STAGE_LASTS);
  for (const { path } of [...old, ...left]) rmSync(path, { recursive: true, force: true });
}
