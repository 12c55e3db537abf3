/** A unit as text: what `cc -E`, `cc -E -P` and `cc -E -dD` print. */
import type { Position, SourceMap } from "../support/source.js";
import { CHAR_CLASS, CharClass, CONTINUES_IDENTIFIER } from "./characters.js";
import { PUNCTUATORS } from "./known-spellings.js";
import { rangeText, TokenFlag, TokenKind, type TokenRange, tokenExpansion, tokenText } from "./tokens.js";
import type { MacroDefinition, PreprocessedUnit } from "./types.js";

export interface PrintOptions {
  /** `# 12 "file"` lines; off is `-P`. Default true. */
  readonly lineMarkers?: boolean | undefined;
  /** `-dD`: the `#define` and `#undef` lines as well. Default false. */
  readonly macros?: boolean | undefined;
}

/** Where the output stands. */
interface Printer {
  readonly unit: PreprocessedUnit;
  readonly markers: boolean;
  readonly parts: string[];
  /** Position range of the input line that the output line stands for. */
  lineStart: number;
  lineEnd: number;
  file: string;
  line: number;
  /** Nothing was written on the output line yet. */
  atStart: boolean;
}

/** Up to this many lines are skipped by newlines rather than by a marker, as in gcc. */
const MAX_NEWLINES = 8;

/** The translation unit as text that has the same tokens when it is read again. */
export function printUnit(unit: PreprocessedUnit, options: PrintOptions = {}): string {
  const printer: Printer = {
    unit,
    markers: options.lineMarkers ?? true,
    parts: [],
    lineStart: 1,
    lineEnd: 0,
    file: "",
    line: 0,
    atStart: true,
  };
  const { tokens, pragmas } = unit;
  const history = options.macros === true ? unit.macros.history : [];
  let pragma = 0;
  let event = 0;
  for (let index = 0; index <= tokens.length; index++) {
    for (let next = history[event]; next !== undefined && eventPlace(next) <= index; next = history[++event]) {
      printEvent(printer, next);
    }
    for (let next = pragmas[pragma]; next !== undefined && next.before <= index; next = pragmas[++pragma]) {
      printLine(printer, `#pragma ${rangeText(next.tokens)}`, next.position);
    }
    if (index < tokens.length) printToken(printer, index);
  }
  if (!printer.atStart) printer.parts.push("\n");
  return printer.parts.join("");
}

type HistoryEvent = PreprocessedUnit["macros"]["history"][number];

function eventPlace(event: HistoryEvent): number {
  return event.kind === "define" ? event.definition.at : event.at;
}

function printEvent(printer: Printer, event: HistoryEvent): void {
  if (event.kind === "undef") printLine(printer, `#undef ${event.name}`, event.position);
  else if (event.definition.origin !== "built-in") {
    printLine(printer, definitionText(event.definition), event.definition.position);
  }
}

/** A definition as a `#define` line. */
export function definitionText(definition: MacroDefinition): string {
  const body = rangeText(definition.body);
  return `#define ${definition.name}${parameterText(definition)}${body === "" ? "" : ` ${body}`}`;
}

function parameterText(definition: MacroDefinition): string {
  if (definition.parameters === null) return "";
  const names = definition.parameters.map((name, index) => {
    if (!definition.variadic || index !== (definition.parameters?.length ?? 0) - 1) return name;
    return name === "__VA_ARGS__" ? "..." : `${name}...`;
  });
  return `(${names.join(",")})`;
}

function printToken(printer: Printer, index: number): void {
  const { tokens, sources } = printer.unit;
  const position = tokenExpansion(tokens, index);
  if (position < printer.lineStart || position >= printer.lineEnd) moveTo(printer, sources, position);
  const flags = tokens.flags[index] ?? 0;
  const text = tokenText(tokens, index);
  if (printer.atStart) printer.parts.push(indentOf(printer, index));
  else if ((flags & (TokenFlag.LeadingSpace | TokenFlag.LineStart)) !== 0 || needsSpace(printer, index)) {
    printer.parts.push(" ");
  }
  printer.parts.push(text);
  printer.atStart = false;
}

/** gcc keeps the first token of a line in its column. */
function indentOf(printer: Printer, index: number): string {
  const { tokens, sources } = printer.unit;
  if (!printer.markers || ((tokens.flags[index] ?? 0) & TokenFlag.LineStart) === 0) return "";
  const column = sources.locate(tokenExpansion(tokens, index))?.column ?? 1;
  return " ".repeat(Math.min(column - 1, 80));
}

/** Whether two tokens would be read as one without a blank between them. */
function needsSpace(printer: Printer, index: number): boolean {
  const { tokens } = printer.unit;
  const kind = tokens.kinds[index] ?? TokenKind.Other;
  const before = tokens.kinds[index - 1] ?? TokenKind.Other;
  const left = tokenText(tokens, index - 1);
  const right = tokenText(tokens, index);
  if (before === TokenKind.Other || kind === TokenKind.Other) return true;
  const first = right.charCodeAt(0) & 0xff;
  if (before === TokenKind.Identifier) {
    return CONTINUES_IDENTIFIER[first] === 1 || kind === TokenKind.String || kind === TokenKind.Character;
  }
  if (before === TokenKind.Number) {
    return CONTINUES_IDENTIFIER[first] === 1 || CHAR_CLASS[first] === CharClass.Dot || "+-".includes(right.charAt(0));
  }
  if (before !== TokenKind.Punctuator) return false;
  if (kind === TokenKind.Number) return left === "." || left === "...";
  if (kind !== TokenKind.Punctuator) return false;
  const both = left + right.charAt(0);
  return left === "." || both === "//" || both === "/*" || PUNCTUATORS.some((text) => text.startsWith(both));
}

/** Goes to the line of `position` in the output. */
function moveTo(printer: Printer, sources: SourceMap, position: Position): void {
  const location = sources.locate(position);
  if (location === undefined) return;
  const { file, line, offset, column } = location;
  const start = position - column + 1;
  const newline = file.text.indexOf("\n", offset);
  printer.lineStart = start;
  printer.lineEnd = position + (newline === -1 ? file.text.length - offset : newline - offset) + 1;
  if (file.name === printer.file && line === printer.line) return;
  const ahead = line - printer.line;
  if (!printer.atStart) printer.parts.push("\n");
  if (printer.markers) {
    if (file.name === printer.file && ahead > 0 && ahead <= MAX_NEWLINES) {
      printer.parts.push("\n".repeat(printer.atStart ? ahead : ahead - 1));
    } else printer.parts.push(`# ${line} ${JSON.stringify(file.name)}\n`);
  }
  printer.atStart = true;
  printer.file = file.name;
  printer.line = line;
}

/** Prints a directive on a line of its own. */
function printLine(printer: Printer, text: string, position: Position): void {
  moveTo(printer, printer.unit.sources, position);
  if (!printer.atStart) printer.parts.push("\n");
  printer.parts.push(`${text}\n`);
  printer.atStart = true;
  // The line after the directive's.
  printer.line++;
  printer.lineStart = 1;
  printer.lineEnd = 0;
}

/** The tokens of a range, one to a line; for looking at a stream and for comparing it. */
export function listTokens(range: TokenRange): string {
  const lines: string[] = [];
  for (let index = range.start; index < range.end; index++) lines.push(tokenText(range.buffer, index));
  return lines.join("\n");
}
