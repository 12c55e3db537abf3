/**
 * Stage `used-by`: which names of the bindings Rust sources mention.
 *
 * In: files and folders of Rust sources, and what the bindings are called in them. Out: names in Rust's name spaces,
 * for the selection, and the place of each.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Diagnostic, FatalError } from "../support/diagnostics.js";
import { statOf } from "../support/stat.js";
import { type Condition, dropDisabled } from "./conditions.js";
import { findRoots } from "./roots.js";
import { parseRust, type RustFile } from "./tree.js";
import { collectNames, type FoundNames, noNames } from "./walk.js";

export type { Condition } from "./conditions.js";

export interface UsedBySettings {
  /** Files, or folders with `*.rs` files at any depth. */
  readonly paths: readonly string[];
  /** What the crate or module of the bindings is called for certain: `kernel_sys`. */
  readonly names: readonly string[];
  /** The base name of the file that `include!` may name. */
  readonly bindingsFile: string;
  /** Generated files and folders, which mention everything. */
  readonly leaveOut: readonly string[];
  readonly condition: Condition;
}

/** See `FoundNames`. */
export interface UsedNames extends Readonly<FoundNames> {
  /** Files that were read, in order. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws FatalError `used-by-not-found`, `used-by-no-rust` */
export function readUsedNames(settings: UsedBySettings): UsedNames {
  const names = sourceFiles(settings);
  const files = names.map((path) => parseRust(path, readFileSync(path, "utf8")));
  for (const file of files) dropDisabled(file.root, settings.condition);
  const roots = findRoots(files, settings.names, settings.bindingsFile);
  const found = noNames();
  for (const file of files) collectNames(file, roots, found);
  return { ...found, files: names, diagnostics: [...problems(files), ...nothingUsed(settings, found)] };
}

/** @throws FatalError `used-by-not-found`, `used-by-no-rust` */
function sourceFiles({ paths, leaveOut }: UsedBySettings): string[] {
  const generated = new Set(leaveOut.map((path) => resolve(path)));
  const files = new Set<string>();
  for (const path of paths) {
    const stat = statOf(path);
    if (stat === undefined) throw unusable("used-by-not-found", path, "there is no such file or folder");
    const found = stat.isDirectory() ? filesBelow(path, generated) : [path];
    if (found.length === 0) throw unusable("used-by-no-rust", path, "there is no Rust source in this folder");
    for (const file of found) files.add(file);
  }
  return [...files];
}

/** Symbolic links to folders are not followed; Cargo marks what it builds with `CACHEDIR.TAG`. */
function filesBelow(folder: string, generated: ReadonlySet<string>): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (entries.some(({ name }) => name === "CACHEDIR.TAG")) return [];
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (generated.has(resolve(path)) || entry.name.startsWith(".")) return [];
    if (entry.isDirectory()) return filesBelow(path, generated);
    return entry.name.endsWith(".rs") && statOf(path)?.isFile() === true ? [path] : [];
  });
}

function unusable(id: string, path: string, message: string): FatalError {
  const help = "give --used-by Rust files, or folders with Rust files";
  return new FatalError({ id, severity: "error", message, where: { path, line: 0, column: 0 }, help });
}

function problems(files: readonly RustFile[]): Diagnostic[] {
  return files.flatMap(({ problem }) =>
    problem === null
      ? []
      : [
          {
            id: "rust-syntax",
            severity: "warning",
            message: "this is no Rust that kbindgen can follow; every word of the file counts as a name",
            where: problem,
          },
        ],
  );
}

function nothingUsed({ names, paths }: UsedBySettings, found: FoundNames): Diagnostic[] {
  if (found.types.size + found.values.size + found.patterns.size > 0) return [];
  return [
    {
      id: "used-by-nothing",
      severity: "warning",
      message: `${paths.join(" ")}: no Rust source mentions ${names.map((name) => `'${name}'`).join(" or ")}`,
      help: `the bindings are found as ${names.map((name) => `${name}::…`).join(", ")}, or where include! names their file`,
    },
  ];
}
