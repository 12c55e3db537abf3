/** Presumed names and lines (C11 6.10.4, 6.10.8.1): `__FILE__`, `__LINE__`, `#line`, `-fmacro-prefix-map`. */
import type { Position } from "../support/source.js";
import type { Input, Preprocessor } from "./state.js";

/** The text of `__FILE__` in a file. */
export function fileNameOf(pp: Preprocessor, input: Input | null): string {
  if (input === null) return "";
  return input.presumedName ?? mappedName(pp, input.file.path);
}

/** A path after `-fmacro-prefix-map=OLD=NEW` and `-ffile-prefix-map`; the last that fits wins, as in gcc. */
function mappedName(pp: Preprocessor, path: string): string {
  for (const [from, to] of pp.prefixMap) {
    if (path.startsWith(from)) return to + path.slice(from.length);
  }
  return path;
}

/** The prefix maps of a command line, last first. */
export function prefixMapOf(flags: readonly string[]): [string, string][] {
  const map: [string, string][] = [];
  for (const flag of flags) {
    const match = /^-f(?:macro|file)-prefix-map=([^=]*)=(.*)$/.exec(flag);
    if (match !== null) map.unshift([match[1] ?? "", match[2] ?? ""]);
  }
  return map;
}

/** The line that `__LINE__` gives at a position. */
export function presumedLine(pp: Preprocessor, position: Position): number {
  const location = pp.sources.locate(position);
  if (location === undefined) return 1;
  const { lineChanges } = pp;
  if (lineChanges.length === 0) return location.line;
  const base = position - location.offset;
  for (let index = lineChanges.length - 1; index >= 0; index--) {
    const change = lineChanges[index];
    if (change !== undefined && change.position >= base && change.position <= position)
      return location.line + change.delta;
  }
  return location.line;
}
