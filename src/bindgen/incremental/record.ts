/** What one run leaves in the user's cache for the next run of the same command line. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheDirectory, entryName, makeStage, moveIntoPlace, prune } from "../../kernel/cache.js";
import type { KernelTarget } from "../../kernel/types.js";
import { writeContent } from "../../output.js";
import type { Analysis } from "../../pipeline.js";
import { stampAt } from "../../preprocess/index.js";
import type { LongText } from "../../support/long-text.js";
import { NO_POSITION } from "../../support/source.js";
import { readColumns, writeColumns } from "./columns.js";
import { RecordedUnit, unitColumns } from "./recorded-unit.js";

/** Raised when the meaning of records changes. */
const FORMAT = 2;
/** Records that are kept; the oldest goes first. Each takes some 20 MB for a kernel's headers. */
const MAX_RECORDS = 12;

export interface RecordedInclusion {
  readonly path: string;
  /** Position of its first byte. */
  readonly base: number;
  /** Byte offset of the directive in the header by which it came; null when none of its directives brought it. */
  readonly through: number | null;
}

interface Facts {
  readonly format: number;
  /** What the compiler and its flags say; see `fingerprint`. */
  readonly target: string;
  /** The header that bindgen was given, as it was. */
  readonly header: string;
  /** Of every path that was looked at but the header's own; see `FileSystem.stamps`. */
  readonly stamps: readonly (readonly [path: string, stamp: string])[];
  /** In order. */
  readonly inclusions: readonly RecordedInclusion[];
  /** Files that the output depends on. */
  readonly dependencies: readonly string[];
}

export interface Run extends Facts {
  readonly output: string;
  /** null when it cannot be read. */
  readonly unit: () => RecordedUnit | null;
}

/** Where a command line's record lies. It is another one for another build of kbindgen, folder or environment. */
export function recordDirectory(words: readonly string[], environment: readonly (string | undefined)[]): string {
  const self = fileURLToPath(import.meta.url);
  return join(shelf(), entryName([FORMAT, self, stampAt(self), process.cwd(), words, environment]));
}

function shelf(): string {
  return join(cacheDirectory(), "runs");
}

/** The record in a directory; null when there is none that can be read, or one of the files is not what it was. */
export function readRecord(directory: string): Run | null {
  try {
    const facts = JSON.parse(readFileSync(join(directory, "facts.json"), "utf8")) as Facts;
    if (facts.format !== FORMAT || facts.stamps.some(([path, stamp]) => stampAt(path) !== stamp)) return null;
    const output = readFileSync(join(directory, "output.rs"), "utf8");
    return { ...facts, output, unit: () => readUnit(join(directory, "unit.bin")) };
  } catch {
    return null;
  }
}

function readUnit(path: string): RecordedUnit | null {
  try {
    return new RecordedUnit(readColumns(path));
  } catch {
    return null;
  }
}

/** Keeps what a run has found. A cache that cannot be written is no error. */
export function writeRecord(
  directory: string,
  header: string,
  { unit, parsed, target }: Analysis,
  dependencies: readonly string[],
  output: LongText,
): void {
  const [own, ...again] = unit.sources.inclusions.filter(({ file }) => file.path === header);
  // What it would mean to change a header that includes itself is not worth finding out.
  if (own === undefined || again.length > 0) return;
  const end = own.base + own.file.bytes.length + 1;
  const facts: Facts = {
    format: FORMAT,
    target: fingerprint(target),
    header: own.file.text,
    stamps: unit.stamps().filter(([path]) => path !== header),
    inclusions: inclusionsOf(unit, own.base, end),
    dependencies,
  };
  try {
    const stage = makeStage(shelf());
    try {
      writeFileSync(join(stage, "facts.json"), JSON.stringify(facts));
      writeContent(join(stage, "output.rs"), output);
      writeColumns(join(stage, "unit.bin"), unitColumns(unit, parsed.starts, own.base, end));
      rmSync(directory, { recursive: true, force: true });
      moveIntoPlace(stage, directory);
    } finally {
      rmSync(stage, { recursive: true, force: true });
    }
    prune(shelf(), MAX_RECORDS);
  } catch {
    // The next run does without.
  }
}

function inclusionsOf({ sources }: Analysis["unit"], start: number, end: number): RecordedInclusion[] {
  const through = new Map<number, number | null>();
  const inclusions: RecordedInclusion[] = [];
  for (const { file, base, includedAt } of sources.inclusions) {
    const isOwn = includedAt >= start && includedAt < end && includedAt !== NO_POSITION;
    const parent = sources.inclusionAt(includedAt);
    const place = isOwn ? includedAt - start : parent === undefined ? null : (through.get(parent.base) ?? null);
    through.set(base, place);
    inclusions.push({ path: file.path, base, through: place });
  }
  return inclusions;
}

/** All that a target says about how headers are read and laid out. */
export function fingerprint(target: KernelTarget): string {
  const { predefined, macros, includePath, forcedIncludes, forcedMacros, cflags, arch, standard, dialect } = target;
  const facts = [
    ...[predefined.text, macros, includePath, [...includePath.system], forcedIncludes, forcedMacros, cflags],
    ...[arch, standard, dialect, target.abi],
  ];
  return JSON.stringify(facts, (_, value: unknown) => (value instanceof Map ? [...value] : value));
}
