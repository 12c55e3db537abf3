/** What people see: diagnostics in colour, progress on a terminal. Everything but results goes to standard error. */
import { createSpinner } from "nanospinner";
import pc from "picocolors";
import { type Diagnostic, formatDiagnostic, type OutsidePlace, type Severity } from "../support/diagnostics.js";
import type { Position, SourceMap } from "../support/source.js";

export interface ConsoleOptions {
  readonly quiet: boolean;
  readonly json: boolean;
  readonly debug: boolean;
}

export interface Console {
  /** A line for people; not with `--quiet` or `--json`. */
  say(line: string): void;
  /** The step that is being worked on; shown on a terminal only. */
  progress(step: string): void;
  /** Ends the line of progress. */
  done(): void;
  diagnostic(diagnostic: Diagnostic, sources?: SourceMap): void;
  debug(line: string): void;
}

/** A console on standard error. */
export function openConsole(options: ConsoleOptions): Console {
  const stream = process.stderr;
  const interactive = stream.isTTY === true && !options.quiet && !options.json;
  const spinner = interactive ? createSpinner("", { stream }) : null;
  let running = false;
  const done = () => {
    if (running) spinner?.clear();
    running = false;
  };
  return {
    say: (line) => {
      done();
      if (!options.quiet && !options.json) stream.write(`${line}\n`);
    },
    // The stages are synchronous: a frame is drawn when a new one begins.
    progress: (step) => {
      if (spinner === null) return;
      spinner.update({ text: `${step}…` }).spin();
      running = true;
    },
    done,
    diagnostic: (diagnostic, sources) => {
      done();
      if (options.quiet && diagnostic.severity !== "error") return;
      if (!options.json) stream.write(`${coloured(formatDiagnostic(diagnostic, sources), diagnostic.severity)}\n`);
    },
    debug: (line) => {
      if (options.debug) stream.write(`${pc.dim(line)}\n`);
    },
  };
}

const { NO_COLOR: noColour } = process.env;
/** picocolors decides by standard output; diagnostics go to standard error (https://no-color.org). */
const colours = pc.createColors(process.stderr.isTTY === true && (noColour === undefined || noColour === ""));

/** Colours for standard error. */
export { colours };

function coloured(text: string, severity: Severity): string {
  const paint = { error: colours.red, warning: colours.yellow, note: colours.cyan }[severity];
  const [first = "", ...rest] = text.split("\n");
  const headline = first.replace(`${severity}:`, () => paint(colours.bold(`${severity}:`)));
  return [headline, ...rest.map((line) => line.replace(/^ {2}help:/, () => `  ${colours.green("help:")}`))].join("\n");
}

export interface JsonDiagnostic {
  readonly id: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly includedFrom?: readonly string[];
  readonly help?: string;
  readonly notes?: readonly string[];
}

/** A diagnostic as `--json` prints it. */
export function jsonDiagnostic(diagnostic: Diagnostic, sources?: SourceMap): JsonDiagnostic {
  const { id, severity, message, where, help, notes } = diagnostic;
  const chain = typeof where === "number" ? (sources?.includeChain(where) ?? []) : [];
  return {
    ...{ id, severity, message },
    ...jsonPlace(where, sources),
    ...(chain.length === 0 ? {} : { includedFrom: chain.map((place) => `${place.file.name}:${place.line}`) }),
    ...(help === undefined ? {} : { help }),
    ...(notes === undefined || notes.length === 0 ? {} : { notes: notes.map((note) => note.message) }),
  };
}

function jsonPlace(where: Position | OutsidePlace | undefined, sources: SourceMap | undefined): object {
  if (where === undefined) return {};
  if (typeof where !== "number") {
    return where.line > 0 ? { file: where.path, line: where.line, column: where.column } : { file: where.path };
  }
  const at = sources?.locate(where);
  return at === undefined ? {} : { file: at.file.name, line: at.line, column: at.column };
}

/** One JSON document on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
