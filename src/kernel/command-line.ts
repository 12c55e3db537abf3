/**
 * A C compiler's command line, as gcc and clang both take it.
 *
 * In: the words of the command line and the directory it is run in. Out: what the preprocessor needs
 * (directories, macros, forced includes), the dialect, and the words that a later compilation needs.
 * Source: GCC manual, "Preprocessor Options", "Directory Options" and "C Dialect Options";
 * Clang command line reference where it differs.
 */
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import type { CommandLineMacro } from "./types.js";

export interface CommandLine {
  /** `-iquote` directories in order. */
  readonly quote: readonly string[];
  /** `-I` directories in order. */
  readonly angle: readonly string[];
  /** `-isystem` directories in order. */
  readonly system: readonly string[];
  /** `-idirafter` directories in order. */
  readonly after: readonly string[];
  /** `-nostdinc`: the compiler's own directories are not searched. */
  readonly noStandardIncludes: boolean;
  readonly macros: readonly CommandLineMacro[];
  readonly forcedIncludes: readonly string[];
  readonly forcedMacros: readonly string[];
  /** The last `-std=` (`-ansi` is `c90`); null without. */
  readonly standard: string | null;
  readonly msExtensions: boolean;
  /** The last of `-trigraphs` and `-fno-trigraphs`; null without. */
  readonly trigraphs: boolean | null;
  /** `-fno-asm`: `asm`, `inline` and `typeof` are no keywords. */
  readonly noAsm: boolean;
  /** `--target=`; null without. */
  readonly target: string | null;
  /** Words that a later compilation of another file needs, paths made absolute. */
  readonly compileFlags: readonly string[];
  /** Of those, the words that may change the compiler's predefined macros: no directories, macros or includes. */
  readonly targetFlags: readonly string[];
  /** Words that are no options. */
  readonly inputs: readonly string[];
  /** Options that want an argument and stand at the end of the line. */
  readonly incomplete: readonly string[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
interface State {
  readonly line: Mutable<CommandLine>;
  readonly cwd: string;
}

/** Response files nest no deeper than this; GCC has no documented limit, a cycle must end. */
const MAX_RESPONSE_DEPTH = 16;
const MAX_RESPONSE_BYTES = 1 << 22;

/** What is done with an option that takes a path, by its spelling. Joined and separate forms are both legal. */
const PATH_OPTIONS: Readonly<Record<string, (state: State, path: string) => void>> = {
  "-iquote": (state, path) => state.line.quote.push(path),
  "-isystem": (state, path) => state.line.system.push(path),
  "-idirafter": (state, path) => state.line.after.push(path),
  "-include": (state, path) => state.line.forcedIncludes.push(path),
  "-imacros": (state, path) => state.line.forcedMacros.push(path),
  "-isysroot": () => undefined,
  "-iprefix": () => undefined,
  "-iwithprefix": () => undefined,
  "-iwithprefixbefore": () => undefined,
  "-imultilib": () => undefined,
  "-I": (state, path) => state.line.angle.push(path),
};
const PATH_OPTION_NAMES = Object.keys(PATH_OPTIONS).sort((a, b) => b.length - a.length);

/** Belong to one compilation (its input, output and dependency file): not kept. */
const DROPPED_WITH_ARGUMENT = new Set(["-o", "-MF", "-MT", "-MQ", "-x", "-aux-info", "-dumpbase", "-dumpdir"]);
const DROPPED =
  /^(?:-c|-S|-E|-fsyntax-only|-M|-MM|-MD|-MMD|-MP|-MG|-MV|-pipe|-save-temps.*|-###|-v|-P|-C|-CC|-d[DMNIU]+)$/;
const DROPPED_JOINED = /^-(?:o|MF|MT|MQ|x)./;
/** Kept, with the word that follows. */
const KEPT_WITH_ARGUMENT = new Set([
  ...["--param", "-Xclang", "-Xassembler", "-Xlinker", "-mllvm", "-target", "-arch", "-framework"],
  ...["-A", "-B", "-L", "-T", "-l", "-u", "-z", "-e", "-G", "-b", "-V", "--sysroot"],
]);

/**
 * Reads a compiler's command line.
 * @param words the arguments, without the compiler itself
 * @param cwd the directory that relative paths start from
 */
export function parseCommandLine(words: readonly string[], cwd: string): CommandLine {
  const state: State = {
    cwd,
    line: {
      ...{ quote: [], angle: [], system: [], after: [], noStandardIncludes: false },
      ...{ macros: [], forcedIncludes: [], forcedMacros: [] },
      ...{ standard: null, msExtensions: false, trigraphs: null, noAsm: false, target: null },
      ...{ compileFlags: [], targetFlags: [], inputs: [], incomplete: [] },
    },
  };
  parseWords(state, expandResponseFiles(words, cwd, 0));
  return state.line;
}

function parseWords(state: State, words: readonly string[]): void {
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? "";
    at += parseWord(state, word, words[at + 1]);
  }
}

/** Handles one option; returns how many words it took. */
function parseWord(state: State, word: string, next: string | undefined): number {
  if (!word.startsWith("-") || word === "-") {
    state.line.inputs.push(word);
    return 1;
  }
  if (DROPPED.test(word)) return 1;
  if (DROPPED_WITH_ARGUMENT.has(word)) return wanted(state, word, next) === null ? 1 : 2;
  if (DROPPED_JOINED.test(word)) return 1;
  if (word.startsWith("-Wp,")) return preprocessorWords(state, word.slice(4).split(","));
  if (word === "-Xpreprocessor") return xPreprocessor(state, word, next);
  if (/^-[DU]/.test(word)) return macroOption(state, word, next);
  const path = PATH_OPTION_NAMES.find((name) => word.startsWith(name));
  if (path !== undefined) return pathOption(state, path, word, next);
  if (KEPT_WITH_ARGUMENT.has(word)) return keptPair(state, word, next);
  noteDialect(state.line, word);
  const kept = word.startsWith("-fplugin=") ? `-fplugin=${absolute(state, word.slice(9))}` : word;
  state.line.compileFlags.push(kept);
  if (changesTarget(word)) state.line.targetFlags.push(kept);
  return 1;
}

function wanted(state: State, option: string, next: string | undefined): string | null {
  if (next !== undefined) return next;
  state.line.incomplete.push(option);
  return null;
}

/** `-Wp,a,b`: the words after it go to the preprocessor (GCC manual, "Preprocessor Options"). */
function preprocessorWords(state: State, words: readonly string[]): 1 {
  // `-Wp,-MMD,file` and `-Wp,-MD,file`: for the preprocessor itself the file is the option's argument.
  const kept = words.filter((word, at) => !/^-MM?D$/.test(word) && !/^-MM?D$/.test(words[at - 1] ?? ""));
  parseWords(state, kept);
  return 1;
}

function xPreprocessor(state: State, word: string, next: string | undefined): number {
  const operand = wanted(state, word, next);
  if (operand === null) return 1;
  parseWord(state, operand, undefined);
  return 2;
}

function macroOption(state: State, word: string, next: string | undefined): number {
  const letter = word.slice(0, 2);
  const joined = word.slice(2);
  const text = joined !== "" ? joined : wanted(state, word, next);
  if (text === null) return 1;
  state.line.compileFlags.push(`${letter}${text}`);
  state.line.macros.push(letter === "-U" ? { kind: "undefine", name: text } : definition(text));
  return joined !== "" ? 1 : 2;
}

/** `NAME`, `NAME=body`, `NAME(parameters)=body`; without `=` the body is 1. Text after a newline is cut off. */
function definition(text: string): CommandLineMacro {
  const line = text.split("\n", 1)[0] ?? "";
  const equals = line.indexOf("=");
  const head = equals === -1 ? line : line.slice(0, equals);
  const body = equals === -1 ? "1" : line.slice(equals + 1);
  const paren = head.indexOf("(");
  if (paren === -1) return { kind: "define", name: head, parameters: null, body };
  return { kind: "define", name: head.slice(0, paren), parameters: head.slice(paren), body };
}

function pathOption(state: State, option: string, word: string, next: string | undefined): number {
  const joined = word.slice(option.length);
  const text = joined !== "" ? joined : wanted(state, word, next);
  if (text === null) return 1;
  const forced = option === "-include" || option === "-imacros";
  const path = forced ? forcedFile(state, text) : absolute(state, text);
  PATH_OPTIONS[option]?.(state, path);
  if (option === "-I") state.line.compileFlags.push(`-I${path}`);
  else state.line.compileFlags.push(option, path);
  if (option === "-isysroot") state.line.targetFlags.push(option, path);
  return joined !== "" ? 1 : 2;
}

/**
 * `-include file`: looked for in the working directory first, then as `#include "file"` is
 * (GCC manual, "Preprocessor Options"); the latter stays relative.
 */
function forcedFile(state: State, text: string): string {
  const here = resolve(state.cwd, text);
  return existsSync(here) ? here : text;
}

function absolute(state: State, path: string): string {
  // `-I=dir` and `-I$SYSROOT/dir` stand for the sysroot (GCC manual, "Directory Options").
  if (path === "" || path.startsWith("=") || path.startsWith("$SYSROOT")) return path;
  return isAbsolute(path) ? path : resolve(state.cwd, path);
}

function keptPair(state: State, word: string, next: string | undefined): number {
  const operand = wanted(state, word, next);
  if (operand === null) return 1;
  if (word === "-target") state.line.target = operand;
  state.line.compileFlags.push(word, operand);
  state.line.targetFlags.push(word, operand);
  return 2;
}

function noteDialect(line: Mutable<CommandLine>, word: string): void {
  if (word.startsWith("-std=")) line.standard = word.slice(5);
  else if (word.startsWith("--target=")) line.target = word.slice(9);
  else if (word === "-ansi") line.standard = "c90";
  else if (word === "-nostdinc") line.noStandardIncludes = true;
  else if (word === "-fms-extensions" || word === "-fplan9-extensions") line.msExtensions = true;
  else if (word === "-fno-ms-extensions" || word === "-fno-plan9-extensions") line.msExtensions = false;
  else if (word === "-trigraphs" || word === "-ftrigraphs") line.trigraphs = true;
  else if (word === "-fno-trigraphs") line.trigraphs = false;
  else if (word === "-fno-asm") line.noAsm = true;
  else if (word === "-fasm") line.noAsm = false;
}

/** Warnings and what goes to the linker define no macros; `-g` does: `__GCC_HAVE_DWARF2_CFI_ASM`. */
function changesTarget(word: string): boolean {
  return !/^-(?:W|w$|L|l|pedantic|fdebug-|ffile-prefix-map=|fmacro-prefix-map=|fplugin|fdiagnostics-)/.test(word);
}

/** `@file`: its words stand in its place (GCC manual, "Overall Options"). A file that is not there stays a word. */
function expandResponseFiles(words: readonly string[], cwd: string, depth: number): string[] {
  if (!words.some((word) => word.startsWith("@"))) return [...words];
  return words.flatMap((word) => {
    if (!word.startsWith("@") || depth >= MAX_RESPONSE_DEPTH) return [word];
    const text = readResponseFile(resolve(cwd, word.slice(1)));
    return text === null ? [word] : expandResponseFiles(splitWords(text), cwd, depth + 1);
  });
}

function readResponseFile(path: string): string | null {
  try {
    const text = readFileSync(path, "latin1");
    return text.length > MAX_RESPONSE_BYTES ? null : text;
  } catch {
    return null;
  }
}

/**
 * Splits text into words as response files are: blanks separate, either quote groups, a backslash takes
 * the next character as it is.
 */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    let char = text.charAt(at);
    if (char === "\\" && at + 1 < text.length) {
      char = text.charAt(++at);
    } else if (quote !== "") {
      if (char === quote) {
        quote = "";
        continue;
      }
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= "";
      continue;
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
      continue;
    }
    word = (word ?? "") + char;
  }
  if (word !== null) words.push(word);
  return words;
}
