/** Runs one hostile case as a process and writes down what came out as text. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_ARGS, type HostileCase, prepareCase } from "./cases.js";

export interface Outcome {
  /** Exit code, diagnostics with place and help, and what was written. */
  readonly text: string;
  readonly seconds: number;
  readonly megabytes: number;
  /** Anything that must never be shown: a stack trace, an internal error. */
  readonly accident: string | null;
}

const KILL_AFTER = 240_000;

/** @param program the built command line */
export function runCase(program: string, folder: string, one: HostileCase): Outcome {
  mkdirSync(folder, { recursive: true });
  prepareCase(folder, one);
  const before = new Set(listing(folder));
  const peak = `${folder}.peak`;
  const start = performance.now();
  const run = spawnSync(
    process.execPath,
    ["--import", join(import.meta.dirname, "peak.mjs"), program, ...(one.args ?? DEFAULT_ARGS), ...(one.extra ?? [])],
    {
      cwd: folder,
      encoding: "utf8",
      timeout: KILL_AFTER,
      maxBuffer: 1 << 28,
      env: { ...process.env, KBINDGEN_PEAK: peak, XDG_CACHE_HOME: `${folder}.cache`, NO_COLOR: "1" },
    },
  );
  const seconds = (performance.now() - start) / 1000;
  const written = listing(folder).filter((path) => !before.has(path));
  const shown = [
    `exit ${run.status ?? run.signal ?? "?"}`,
    ...(jsonDiagnostics(run.stdout) ?? complaints(run.stderr)),
    ...writtenLines(written),
  ];
  return {
    text: shown.join("\n").replaceAll(`${folder}/`, "").replaceAll(folder, "."),
    seconds,
    megabytes: existsSync(peak) ? Number(readFileSync(peak, "utf8")) / 1024 : Number.NaN,
    accident: accidentIn(`${run.stderr}\n${run.status === 0 ? "" : run.stdout}`),
  };
}

interface Shown {
  readonly id: string;
  readonly severity: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly includedFrom?: readonly string[];
  readonly help?: string;
  readonly notes?: readonly string[];
}

const MAX_SHOWN = 12;

/** One line for each diagnostic of `--json`, and its help, notes and include chain; null when there is no JSON. */
function jsonDiagnostics(stdout: string): string[] | null {
  const start = stdout.indexOf("{\n");
  if (start === -1) return null;
  const { diagnostics } = JSON.parse(stdout.slice(start)) as { readonly diagnostics: readonly Shown[] };
  const lines = diagnostics
    .slice(0, MAX_SHOWN)
    .flatMap((one) => [
      `${one.severity}[${one.id}] ${place(one)}${one.message}`,
      ...(one.notes ?? []).map((note) => `  note: ${note}`),
      ...(one.includedFrom ?? []).slice(0, 4).map((from) => `  included from ${from}`),
      ...(one.help === undefined ? [] : [`  help: ${one.help}`]),
    ]);
  if (diagnostics.length > MAX_SHOWN) lines.push(`and ${diagnostics.length - MAX_SHOWN} more`);
  return lines.map(shortened);
}

function place({ file, line, column }: Shown): string {
  if (file === undefined) return "";
  return line === undefined ? `${file}: ` : `${file}:${line}:${column}: `;
}

/** Standard error without the lines about success. */
function complaints(stderr: string): string[] {
  return stderr
    .split("\n")
    .filter((line) => line !== "" && !/^(✓|\s+wrote) /.test(line))
    .map(shortened);
}

function shortened(line: string): string {
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

function writtenLines(paths: readonly string[]): string[] {
  return paths.length === 0 ? [] : [`wrote ${paths.length} files`];
}

function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function accidentIn(text: string): string | null {
  const found = /^\s+at .*[:)]\d*\)?$|node:internal|RangeError|TypeError|SyntaxError: |heap out of memory/m.exec(text);
  return found === null ? null : text.slice(Math.max(0, found.index - 200), found.index + 400);
}
