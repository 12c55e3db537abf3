/**
 * `kbindgen.toml`: all options under their long names, `headers` and `cflags`.
 * Paths in it are relative to the file. Unknown keys and values of the wrong type are errors.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { parse, TomlError } from "smol-toml";
import { type Diagnostic, FatalError } from "../support/diagnostics.js";
import { nearest } from "../support/nearest.js";
import { type CliOption, OPTIONS, PROJECT_ONLY_KEYS } from "./option-table.js";
import { headerIn, type Value } from "./settings.js";

export const PROJECT_FILE = "kbindgen.toml";

export interface ProjectFile {
  readonly values: ReadonlyMap<string, Value>;
  readonly headers: readonly string[];
  readonly cflags: readonly string[];
}

const EMPTY: ProjectFile = { values: new Map(), headers: [], cflags: [] };

/**
 * Reads the project file.
 * @param asked `--project`; undefined: `kbindgen.toml` here if there is one; `none`: none
 * @throws FatalError `project-not-found`, `project-syntax`, `project-unknown-key`, `project-bad-value`
 */
export function readProjectFile(asked: string | undefined): ProjectFile {
  if (asked === "none" || (asked === undefined && !existsSync(PROJECT_FILE))) return EMPTY;
  const path = asked ?? PROJECT_FILE;
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw fatal({ id: "project-not-found", severity: "error", message: `the project file '${path}' cannot be read` });
  }
  return projectOf(text, path);
}

/** The meaning of a project file's text. */
export function projectOf(text: string, path: string): ProjectFile {
  const place: Place = { path, text, folder: dirname(path) };
  const values = new Map<string, Value>();
  const lists = { headers: [] as readonly string[], cflags: [] as readonly string[] };
  for (const [key, value] of Object.entries(parseToml(place))) {
    if (key === "headers") lists.headers = strings(place, key, value).map((header) => headerIn(place.folder, header));
    else if (key === "cflags") lists.cflags = strings(place, key, value);
    else values.set(key, optionValue(place, knownOption(place, key), value));
  }
  return { values, ...lists };
}

interface Place {
  readonly path: string;
  readonly text: string;
  readonly folder: string;
}

function parseToml(place: Place): Record<string, unknown> {
  try {
    return parse(place.text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const message = (error.message.split("\n", 1)[0] ?? "").replace(/^Invalid TOML document: /, "");
    throw fatal({
      id: "project-syntax",
      severity: "error",
      message: `not valid TOML: ${message}`,
      where: { path: place.path, line: error.line, column: error.column },
      help: 'the file has lines such as kernel-dir = "../linux" and allow = ["my_.*"]',
    });
  }
}

function knownOption(place: Place, key: string): CliOption {
  const option = OPTIONS.find((candidate) => candidate.name === key && candidate.commandLineOnly !== true);
  if (option !== undefined) return option;
  const known = [...OPTIONS.filter((it) => it.commandLineOnly !== true).map(({ name }) => name), ...PROJECT_ONLY_KEYS];
  const [guess] = nearest(key.replaceAll("_", "-"), known, 1);
  throw fatal({
    id: "project-unknown-key",
    severity: "error",
    message: `unknown key '${key}'${guess === undefined ? "" : `; did you mean '${guess}'?`}`,
    where: { path: place.path, line: lineOf(place.text, key), column: 1 },
    help: `known keys are ${known.join(", ")}`,
  });
}

function optionValue(place: Place, option: CliOption, value: unknown): Value {
  switch (option.kind) {
    case "switch":
      if (typeof value !== "boolean") throw badValue(place, option.name, "true or false");
      return value;
    case "strings": {
      const list = strings(place, option.name, value);
      return option.path === true ? list.map((path) => pathIn(place.folder, path)) : list;
    }
    case "string":
      if (typeof value !== "string") throw badValue(place, option.name, "a string");
      if (option.choices !== undefined && !option.choices.includes(value)) {
        throw badValue(place, option.name, option.choices.map((choice) => `"${choice}"`).join(" or "));
      }
      return option.path === true ? pathIn(place.folder, value) : value;
  }
}

function strings(place: Place, key: string, value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw badValue(place, key, "a list of strings");
}

/** Stays relative to the working directory, as a path on the command line is. */
function pathIn(folder: string, path: string): string {
  if (path === "-" || isAbsolute(path)) return path;
  return relative(process.cwd(), resolve(join(folder, path))) || ".";
}

function badValue(place: Place, key: string, wanted: string): FatalError {
  return fatal({
    id: "project-bad-value",
    severity: "error",
    message: `'${key}' must be ${wanted}`,
    where: { path: place.path, line: lineOf(place.text, key), column: 1 },
  });
}

/** The TOML parser does not keep the places of keys: the first line that assigns it or opens its table. */
function lineOf(text: string, key: string): number {
  const escaped = key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const assigns = new RegExp(`^\\s*(?:\\[+\\s*)?["']?${escaped}["']?\\s*(?:[.=\\]])`);
  return text.split("\n").findIndex((line) => assigns.test(line)) + 1;
}

function fatal(diagnostic: Diagnostic): FatalError {
  return new FatalError(diagnostic, undefined, true);
}
