/**
 * The preprocessor: translation phases 1 to 4 (C11 5.1.1.2, 6.10) with the GNU extensions that kernels use.
 *
 * In: a `KernelTarget` and headers. Out: `PreprocessedUnit`: the token stream of the translation unit as
 * `cc -E` has it, and what `cc -E` throws away (macro definitions, annotations, pragmas, comments).
 */
import { posix } from "node:path";
import type { KernelTarget } from "../kernel/types.js";
import { SourceFile } from "../support/source.js";
import { annotationNames } from "./annotations.js";
import { defineBuiltins } from "./builtins.js";
import { obeyDirective } from "./directives.js";
import { openHeader, pushText, searchPathOf } from "./include.js";
import { watchBodies } from "./inline-bodies.js";
import { type LexCache, lexedText, makeLexCache, warmUpLexer } from "./lex-cache.js";
import type { LexedFile, LexicalDialect } from "./lexed-file.js";
import { spellingOfText } from "./paste.js";
import { prefixMapOf } from "./presumed.js";
import {
  coverSpellings,
  DEFAULT_LIMITS,
  makeState,
  NOWHERE,
  Node,
  type PreprocessOptions,
  type Preprocessor,
} from "./state.js";
import { readToEnd } from "./stream.js";
import { makeTokenList } from "./token-list.js";
import { TokenKind } from "./tokens.js";
import type { PreprocessedUnit } from "./types.js";
import { finishUnit } from "./unit.js";

export { diskFileSystem, type FileSystem, memoryFileSystem, stampAt } from "./file-system.js";
export { type LexCache, makeLexCache } from "./lex-cache.js";
export { DirectiveKind, type LexedFile } from "./lexed-file.js";
export { type PrintOptions, printUnit } from "./print.js";
export { findSpelling, hashBytes, type SpellingIndex } from "./spellings.js";
export type { Limits, PreprocessOptions } from "./state.js";
export * from "./tokens.js";
export type * from "./types.js";

/**
 * Preprocesses headers one after the other as one translation unit.
 * @param headers files, or names to be found on the include path
 * @throws FatalError for input that cannot be read to its end
 */
export function preprocess(
  target: KernelTarget,
  headers: readonly string[],
  options: PreprocessOptions = {},
): PreprocessedUnit {
  const pp = makePreprocessor(target, headers, options);
  warmUpLexer(pp.cache, pp.dialect);
  coverSpellings(pp);
  defineBuiltins(pp);
  pp.origin = "predefined";
  readText(pp, target.predefined);
  pp.origin = "command-line";
  readText(pp, commandLine(target));
  pp.origin = "file";
  pp.baseFile = headers[0] ?? "";
  for (const name of target.forcedMacros) readMacrosOnly(pp, name);
  for (const name of target.forcedIncludes) readHeader(pp, name, 1);
  for (const name of headers) {
    pp.baseFile = name;
    readHeader(pp, name, 0);
  }
  return finishUnit(pp);
}

/**
 * Lexes a text as a header of `target` is: ids of spellings are those of `cache`.
 */
export function lexText(target: KernelTarget, text: string, cache: LexCache): LexedFile {
  return lexedText(cache, text, dialectOf(target));
}

function makePreprocessor(target: KernelTarget, headers: readonly string[], options: PreprocessOptions): Preprocessor {
  const cache = options.cache ?? makeLexCache();
  const { table } = cache;
  const pp: Preprocessor = {
    ...makeState(table),
    target,
    cache,
    table,
    dialect: dialectOf(target),
    isClang: target.abi.compiler === "clang",
    strict: !target.dialect.gnuExtensions,
    vaOpt: target.dialect.gnuExtensions || /2[x3y]$/.test(target.standard),
    hasBoolConstants: /2[x3y]$/.test(target.standard),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    epoch: options.epoch ?? (Number(process.env["SOURCE_DATE_EPOCH"] ?? "0") || 0),
    search: searchPathOf(target, cache),
    headerFolders: headers.filter((header) => header.startsWith("/")).map((header) => posix.dirname(header)),
    prefixMap: prefixMapOf(target.cflags),
    expanded: makeTokenList(table, 1 << 4),
    onDemand: false,
    elsewhere: false,
    measure: null,
    obeyDirective,
    origin: "built-in",
    baseFile: "",
  };
  for (const name of options.annotations ?? annotationNames(target.family)) {
    const spelling = spellingOfText(pp, name, TokenKind.Identifier);
    pp.nodes[spelling] = (pp.nodes[spelling] as number) | Node.Annotation;
  }
  if (options.skipsInlineBodies === true) watchBodies(pp);
  return pp;
}

/** What the language standard says about the lexical grammar (GCC manual, C Dialect Options). */
function dialectOf(target: KernelTarget): LexicalDialect {
  const { standard } = target;
  const isC89 = /^(?:gnu89|gnu90|c89|c90|ansi|iso9899:1990|iso9899:199409)$/.test(standard);
  const isGnu = target.dialect.gnuExtensions;
  return {
    trigraphs: target.dialect.trigraphs,
    lineComments: isGnu || !isC89,
    unicodeLiterals: !isC89 && standard !== "c99" && standard !== "iso9899:1999",
    rawStrings: isGnu && !isC89 && target.abi.compiler === "gcc",
  };
}

function commandLine(target: KernelTarget): SourceFile {
  const lines = target.macros.map((macro) =>
    macro.kind === "undefine" ? `#undef ${macro.name}` : `#define ${macro.name}${macro.parameters ?? ""} ${macro.body}`,
  );
  return new SourceFile("<command-line>", "<command-line>", lines.map((line) => `${line}\n`).join(""));
}

function readText(pp: Preprocessor, file: SourceFile): void {
  pushText(pp, file);
  readToEnd(pp);
}

/** @param level 1 for a file that `-include` names: it counts as included by the main file */
function readHeader(pp: Preprocessor, name: string, level: 0 | 1): void {
  pp.expander.position = NOWHERE;
  openHeader(pp, name, level);
  readToEnd(pp);
}

/** `-imacros`: as `-include`, but only the definitions stay (GCC manual, Preprocessor Options). */
function readMacrosOnly(pp: Preprocessor, name: string): void {
  const { out, annotations, pragmas } = pp;
  const lengths = [out.length, annotations.length, pragmas.length] as const;
  readHeader(pp, name, 1);
  out.length = lengths[0];
  pp.changes++;
  annotations.length = lengths[1];
  pragmas.length = lengths[2];
}
