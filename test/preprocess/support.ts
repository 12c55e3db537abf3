/** Helpers of the preprocessor's tests: inline headers on a file system in memory. */

import {
  makeLexCache,
  memoryFileSystem,
  type PreprocessedUnit,
  type PreprocessOptions,
  preprocess,
  printUnit,
} from "../../src/preprocess/index.js";
import { lexedText } from "../../src/preprocess/lex-cache.js";
import { listTokens } from "../../src/preprocess/print.js";
import { type Diagnostic, FatalError } from "../../src/support/diagnostics.js";
import { type TestTargetOptions, testTarget } from "../support/target.js";

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Preprocesses `main.h` of the given files, or the text that is given as that file. */
export function unitOf(
  source: string | Files,
  target: TestTargetOptions = {},
  options: PreprocessOptions = {},
): PreprocessedUnit {
  const files = typeof source === "string" ? { "main.h": source } : source;
  const cache = options.cache ?? makeLexCache(memoryFileSystem(files));
  return preprocess(testTarget(target), ["main.h"], { ...options, cache });
}

/** The tokens of the unit with one blank between them; pragmas on lines of their own. */
export function tokensOf(source: string | Files, target: TestTargetOptions = {}): string {
  return textOf(unitOf(source, target));
}

export function textOf(unit: PreprocessedUnit): string {
  return listTokens({ buffer: unit.tokens, start: 0, end: unit.tokens.length }).replaceAll("\n", " ");
}

/** The text of the unit on one line as `cc -E -P` would print it. */
export function printed(source: string | Files, target: TestTargetOptions = {}): string {
  return printUnit(unitOf(source, target), { lineMarkers: false }).trim();
}

/** The diagnostic that ends preprocessing. */
export function failureOf(
  source: string | Files,
  target: TestTargetOptions = {},
  options: PreprocessOptions = {},
): Diagnostic {
  try {
    unitOf(source, target, options);
  } catch (error) {
    if (error instanceof FatalError) return error.diagnostic;
    throw error;
  }
  throw new Error("preprocessing succeeded");
}

/** Ids and severities of the diagnostics of a unit. */
export function problemsOf(source: string | Files, target: TestTargetOptions = {}): string[] {
  return unitOf(source, target).diagnostics.map(({ severity, id }) => `${severity} ${id}`);
}

/** A compiler's output as tokens, with the pragmas between them as `#pragma …` lines. */
export function readBack(text: string): string[] {
  const cache = makeLexCache(memoryFileSystem({}));
  const dialect = { trigraphs: false, lineComments: true, unicodeLiterals: true, rawStrings: false };
  const lexed = lexedText(cache, text, dialect);
  const { hashes, ends, count } = lexed.directives;
  const spelling = (index: number) => cache.table.interner.text((lexed.spellings[index] ?? 0) as never);
  const words: string[] = [];
  let directive = 0;
  for (let index = 0; index < lexed.count; index++) {
    if (directive === count || index !== hashes[directive]) {
      words.push(spelling(index));
      continue;
    }
    const end = ends[directive] ?? 0;
    const line = Array.from({ length: end - index }, (_, at) => spelling(index + at));
    if (line[1] === "pragma") words.push(line.join(" "));
    index = end - 1;
    directive++;
  }
  return words;
}

/** Our tokens in the form of `readBack`. */
export function streamOf(unit: PreprocessedUnit): string[] {
  const words: string[] = [];
  let pragma = 0;
  for (let index = 0; index <= unit.tokens.length; index++) {
    for (let next = unit.pragmas[pragma]; next !== undefined && next.before === index; next = unit.pragmas[++pragma]) {
      words.push(`# pragma ${listTokens(next.tokens).replaceAll("\n", " ")}`);
    }
    if (index < unit.tokens.length) {
      words.push(unit.tokens.interner.text((unit.tokens.spellings[index] ?? 0) as never));
    }
  }
  return words;
}
