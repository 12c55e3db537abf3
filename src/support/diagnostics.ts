/**
 * Diagnostics are data: what is wrong with the input is collected, and shown by the command line.
 * Only our own broken invariants are plain thrown errors.
 */
import type { Location, Position, SourceMap } from "./source.js";

export type Severity = "error" | "warning" | "note";

/** A place that is not in the translation unit: a project file, a command line argument, a directory. */
export interface OutsidePlace {
  readonly path: string;
  /** Counted from 1; 0 when the whole file is meant. */
  readonly line: number;
  readonly column: number;
}

export interface Diagnostic {
  /** Stable kebab-case name such as `include-not-found`; tests and `--json` users rely on it. */
  readonly id: string;
  readonly severity: Severity;
  /** One sentence, lower case, no full stop. */
  readonly message: string;
  readonly where?: Position | OutsidePlace;
  /** What the user can do about it. */
  readonly help?: string;
  readonly notes?: readonly { readonly message: string; readonly where?: Position | OutsidePlace }[];
}

/** A diagnostic that ends the run: exit code 1, or 2 when `usage` is set. */
export class FatalError extends Error {
  constructor(
    readonly diagnostic: Diagnostic,
    /** For positions in the diagnostic. */
    readonly sources?: SourceMap,
    readonly usage = false,
  ) {
    super(diagnostic.message);
    this.name = "FatalError";
  }
}

/** What is wrong with how the program was called, or with a project file: exit code 2. */
export function usageError(id: string, message: string, help?: string): FatalError {
  return new FatalError({ id, severity: "error", message, ...(help === undefined ? {} : { help }) }, undefined, true);
}

/** The text of a diagnostic, as on a terminal without colours: headline, excerpt, include chain, help. */
export function formatDiagnostic(diagnostic: Diagnostic, sources?: SourceMap): string {
  const lines = [`${placePrefix(diagnostic.where, sources)}${diagnostic.severity}: ${diagnostic.message}`];
  lines.push(...excerpt(diagnostic.where, sources));
  for (const note of diagnostic.notes ?? []) {
    lines.push(`${placePrefix(note.where, sources)}note: ${note.message}`);
  }
  if (typeof diagnostic.where === "number" && sources !== undefined) lines.push(...chain(diagnostic.where, sources));
  if (diagnostic.help !== undefined) lines.push(`  help: ${diagnostic.help}`);
  return lines.join("\n");
}

const MAX_EXCERPT = 160;
const MAX_CHAIN = 12;

function placePrefix(where: Position | OutsidePlace | undefined, sources: SourceMap | undefined): string {
  if (where === undefined) return "";
  if (typeof where !== "number")
    return where.line > 0 ? `${where.path}:${where.line}:${where.column}: ` : `${where.path}: `;
  const location = sources?.locate(where);
  return location === undefined ? "" : `${location.file.name}:${location.line}:${location.column}: `;
}

function excerpt(where: Position | OutsidePlace | undefined, sources: SourceMap | undefined): string[] {
  if (typeof where !== "number") return [];
  const location = sources?.locate(where);
  if (location === undefined) return [];
  const start = location.offset - (location.column - 1);
  const newline = location.file.text.indexOf("\n", start);
  const end = Math.min(newline === -1 ? location.file.text.length : newline, start + MAX_EXCERPT);
  const line = location.file.text.slice(start, end);
  if (line.trim() === "" || location.column > MAX_EXCERPT) return [];
  const pad = line.slice(0, location.column - 1).replace(/[^\t]/g, " ");
  return [`  ${line.trimEnd()}`, `  ${pad}^`];
}

function chain(where: Position, sources: SourceMap): string[] {
  const places: Location[] = sources.includeChain(where);
  const lines = places.slice(0, MAX_CHAIN).map((place) => `  included from ${place.file.name}:${place.line}`);
  if (places.length > MAX_CHAIN) lines.push(`  … and ${places.length - MAX_CHAIN} more`);
  return lines;
}
