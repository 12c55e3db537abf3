/**
 * What a C compiler says about itself under given flags: predefined macros, built-in macros and operators, answers
 * to `__has_attribute` and its kin, and its own include directories. One run answers all of it.
 *
 * `-dD` prints the predefined macros as `#define` lines before the (preprocessed) probe text; `-v` prints the
 * include directories (GCC manual, "Preprocessor Options"; Clang takes both).
 */
import { realpathSync } from "node:fs";
import { FatalError } from "../support/diagnostics.js";
import { type Cache, stampOf } from "./cache.js";
import {
  ATTRIBUTE_NAMES,
  BUILTIN_MACRO_NAMES,
  BUILTIN_NAMES,
  C_ATTRIBUTE_NAMES,
  FEATURE_NAMES,
} from "./feature-names.js";
import { findProgram, run } from "./process.js";
import type { Compiler, FeatureOracle } from "./types.js";

/** The operators that take one name; the letter is the key of the answers. */
export const OPERATORS = {
  attribute: "__has_attribute",
  cAttribute: "__has_c_attribute",
  builtin: "__has_builtin",
  feature: "__has_feature",
  extension: "__has_extension",
  declspec: "__has_declspec_attribute",
  targetArch: "__is_target_arch",
  targetVendor: "__is_target_vendor",
  targetOs: "__is_target_os",
  targetEnvironment: "__is_target_environment",
  targetVariantOs: "__is_target_variant_os",
  targetVariantEnvironment: "__is_target_variant_environment",
} as const;
export type OperatorKind = keyof typeof OPERATORS;
export const OPERATOR_KINDS = Object.keys(OPERATORS) as readonly OperatorKind[];

/** Non-zero answers only, by name; attribute names without `__` around them. */
export type FeatureAnswers = Readonly<Record<OperatorKind, Readonly<Record<string, number>>>>;

/** Plain data, as the cache keeps it. */
export interface CompilerFacts {
  readonly kind: "gcc" | "clang";
  readonly version: string;
  /** `#define` lines in the compiler's order. */
  readonly predefined: string;
  readonly builtinMacros: readonly string[];
  readonly answers: FeatureAnswers;
  /** The directories that `<…>` searches when nothing is said, in order. */
  readonly includeDirectories: readonly string[];
  /** Flags that it does not understand; they were left out. */
  readonly rejected: readonly string[];
}

/** The names that every compiler is asked about at once. */
export const NAMES_ASKED: Readonly<Record<OperatorKind, readonly string[]>> = {
  attribute: ATTRIBUTE_NAMES,
  cAttribute: C_ATTRIBUTE_NAMES,
  builtin: BUILTIN_NAMES,
  feature: FEATURE_NAMES,
  extension: FEATURE_NAMES,
  // What Apple's headers ask (TargetConditionals.h, Availability.h).
  targetArch: ["arm64", "aarch64", "arm64e", "x86_64", "i386", "arm"],
  targetVendor: ["apple", "pc", "unknown"],
  targetOs: [
    ...["macos", "macosx", "darwin", "ios", "tvos", "watchos", "visionos", "xros", "bridgeos", "driverkit", "linux"],
    ...["freebsd", "windows", "none"],
  ],
  targetEnvironment: ["simulator", "macabi", "exclavekit", "exclavecore"],
  targetVariantOs: ["ios", "macos"],
  targetVariantEnvironment: ["macabi"],
  declspec: ["align", "noreturn", "dllimport", "dllexport", "selectany", "thread", "uuid", "property", "naked"],
};

const BEGIN = "kbindgen:begin";
/** Values of `__has_c_attribute` are dates such as 202311 (C23 6.10.2p6): they fit 18 bits. */
const VALUE_BITS = 18;
const MAX_REJECTION_ROUNDS = 8;

/**
 * Asks a compiler for its facts, from the cache where it knows them.
 * @param words the compiler's command: program and arguments of its own
 * @param flags without macros, forced includes and user directories
 * @throws FatalError `compiler-not-found`, `compiler-failed`
 */
export function compilerFacts(words: readonly string[], flags: readonly string[], cache: Cache): CompilerFacts {
  const program = requireProgram(words);
  const real = realpathSync(program);
  const question = ["compiler", words, real, stampOf(real), flags, NAMES_ASKED, BUILTIN_MACRO_NAMES];
  const known = cache.get(question);
  if (known !== undefined) return known as CompilerFacts;
  const facts = askCompiler(words, flags);
  cache.put(question, [real], facts);
  return facts;
}

function requireProgram(words: readonly string[]): string {
  const program = findProgram(words[0] ?? "");
  if (program !== null) return program;
  throw new FatalError({
    id: "compiler-not-found",
    severity: "error",
    message: `there is no compiler '${words.join(" ")}'`,
    help: "give the name or the path of gcc or clang with --cc, or `--cc none` to do without one",
  });
}

function askCompiler(words: readonly string[], flags: readonly string[]): CompilerFacts {
  const rejected: string[] = [];
  let kept = [...flags];
  for (let round = 0; ; round++) {
    const result = run([...words, ...kept, "-E", "-dD", "-v", "-x", "c", "-"], { input: probeText() });
    const begin = result.stdout.indexOf(`"${BEGIN}"`);
    if (begin !== -1) return { ...readFacts(result.stdout, begin, result.stderr), rejected };
    const refused = rejectedFlags(result.stderr, kept);
    if (refused.length === 0 || round === MAX_REJECTION_ROUNDS)
      throw compilerFailed(words, result.stderr, result.failure);
    rejected.push(...refused);
    kept = kept.filter((flag) => !refused.includes(flag));
  }
}

function compilerFailed(words: readonly string[], stderr: string, failure: string | null): FatalError {
  const lines = stderr.split("\n").filter((line) => /\b(?:error|fatal)\b/.test(line));
  const notes = (lines.length > 0 ? lines : stderr.trim().split("\n").slice(-3)).slice(0, 5);
  return new FatalError({
    id: "compiler-failed",
    severity: "error",
    message: `'${words.join(" ")}' could not be asked for its predefined macros${failure === null ? "" : ` (${failure})`}`,
    notes: notes.filter((line) => line !== "").map((message) => ({ message })),
    help: "is it a C compiler (gcc or clang), and are the flags meant for it?",
  });
}

/** The flags that a compiler's error messages quote; a quoted `-march=` stands for every flag that begins so. */
function rejectedFlags(stderr: string, flags: readonly string[]): string[] {
  const found = new Set<string>();
  for (const line of stderr.split("\n")) {
    if (!/\berror:/.test(line)) continue;
    for (const match of line.matchAll(/'(-[^']+)'/g)) {
      const name = match[1] ?? "";
      for (const flag of flags) {
        if (flag === name || (name.endsWith("=") && flag.startsWith(name))) found.add(flag);
      }
    }
  }
  return [...found];
}

function probeText(): string {
  const lines = [`"${BEGIN}"`];
  for (const [index, name] of BUILTIN_MACRO_NAMES.entries()) {
    lines.push(`#ifdef ${name}`, `"macro ${index}"`, "#endif");
  }
  for (const kind of OPERATOR_KINDS) {
    lines.push(`#ifdef ${OPERATORS[kind]}`);
    for (const [index, name] of NAMES_ASKED[kind].entries()) {
      lines.push(...questionLines(kind, name, `${kind} ${index}`));
    }
    lines.push("#endif");
  }
  return `${lines.join("\n")}\n`;
}

/** Prints `"label one"`, or for a greater value `"label bit N"` for each bit that is set. */
function questionLines(kind: OperatorKind, name: string, label: string): string[] {
  const operator = `${OPERATORS[kind]}(${name})`;
  const lines = [`#if ${operator} == 1`, `"${label} one"`];
  if (kind === "attribute" || kind === "cAttribute") {
    lines.push(`#elif ${operator} > 1`);
    for (let bit = 0; bit < VALUE_BITS; bit++)
      lines.push(`#if (${operator} >> ${bit}) & 1`, `"${label} ${bit}"`, "#endif");
  } else {
    lines.push(`#elif ${operator}`, `"${label} one"`);
  }
  lines.push("#endif");
  return lines;
}

function readFacts(stdout: string, begin: number, stderr: string): Omit<CompilerFacts, "rejected"> {
  const predefined = stdout
    .slice(0, begin)
    .split("\n")
    .filter((line) => line.startsWith("#define "));
  const lines = stdout.slice(begin).split("\n");
  const builtinMacros = new Set<string>();
  const answers = emptyAnswers();
  for (const line of lines) {
    const match = /^"(\w+) (\d+)(?: (\w+))?"/.exec(line);
    if (match === null) continue;
    const [, kind = "", index = "", value = ""] = match;
    if (kind === "macro") builtinMacros.add(BUILTIN_MACRO_NAMES[Number(index)] ?? "");
    else noteAnswer(answers, kind as OperatorKind, Number(index), value);
  }
  return {
    ...identify(predefined),
    predefined: `${predefined.join("\n")}\n`,
    builtinMacros: [...builtinMacros],
    answers,
    includeDirectories: readIncludeDirectories(stderr),
  };
}

type MutableAnswers = Record<OperatorKind, Record<string, number>>;

function emptyAnswers(): MutableAnswers {
  return Object.fromEntries(OPERATOR_KINDS.map((kind) => [kind, {}])) as MutableAnswers;
}

function noteAnswer(answers: MutableAnswers, kind: OperatorKind, index: number, value: string): void {
  const name = NAMES_ASKED[kind][index];
  if (name === undefined) return;
  const known = answers[kind][name] ?? 0;
  answers[kind][name] = value === "one" ? 1 : known | (1 << Number(value));
}

/** Kind and version, by the macros with which compilers identify themselves; clang defines GCC's as well. */
export function identify(predefined: readonly string[]): { kind: "gcc" | "clang"; version: string } {
  const value = (name: string) =>
    predefined.find((line) => line.startsWith(`#define ${name} `))?.slice(name.length + 9) ?? "0";
  if (value("__clang__") === "1") {
    return {
      kind: "clang",
      version: `${value("__clang_major__")}.${value("__clang_minor__")}.${value("__clang_patchlevel__")}`,
    };
  }
  return { kind: "gcc", version: `${value("__GNUC__")}.${value("__GNUC_MINOR__")}.${value("__GNUC_PATCHLEVEL__")}` };
}

function readIncludeDirectories(stderr: string): string[] {
  const start = stderr.indexOf("#include <...> search starts here:");
  const end = stderr.indexOf("End of search list.", start);
  if (start === -1 || end === -1) return [];
  return stderr
    .slice(start, end)
    .split("\n")
    .slice(1)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.endsWith("(framework directory)"));
}

/**
 * Answers from the facts; a name that nobody thought of is asked of the compiler when it comes up.
 * @param command null: no compiler, such a name has the value 0
 */
export function featureOracle(facts: CompilerFacts, command: readonly string[] | null): FeatureOracle {
  const late = new Map<string, number>();
  const answer = (kind: OperatorKind, name: string): number => {
    if (!facts.builtinMacros.includes(OPERATORS[kind])) return 0;
    const plain = kind === "attribute" || kind === "cAttribute" ? withoutUnderscores(name) : name;
    const known = facts.answers[kind][plain];
    if (known !== undefined) return known;
    if (command === null || NAMES_ASKED[kind].includes(plain)) return 0;
    const key = `${kind} ${plain}`;
    let value = late.get(key);
    if (value === undefined) {
      value = askOne(command, kind, plain);
      late.set(key, value);
    }
    return value;
  };
  return {
    builtinMacros: new Set(facts.builtinMacros),
    hasAttribute: (name) => answer("attribute", name),
    hasCAttribute: (name) => answer("cAttribute", name),
    hasBuiltin: (name) => answer("builtin", name),
    hasFeature: (name) => answer("feature", featureName(name)),
    hasExtension: (name) => answer("extension", featureName(name)),
    hasDeclspecAttribute: (name) => answer("declspec", name),
    isTarget: (operator, name) => {
      const kind = OPERATOR_KINDS.find((it) => OPERATORS[it] === operator);
      return kind === undefined ? 0 : answer(kind, name);
    },
  };
}

/** `__packed__` asks the same as `packed` (GCC manual, "__has_attribute"). */
function withoutUnderscores(name: string): string {
  return name.length > 4 && name.startsWith("__") && name.endsWith("__") ? name.slice(2, -2) : name;
}

/** Clang takes `__x__` for `x` here as well (Clang language extensions, "__has_feature"). */
function featureName(name: string): string {
  return withoutUnderscores(name);
}

function askOne(command: readonly string[], kind: OperatorKind, name: string): number {
  // Only a name, with scopes: anything else would be C text of the header's choice in our probe.
  if (!/^\w+(?:::\w+)*$/.test(name)) return 0;
  const text = [`"${BEGIN}"`, ...questionLines(kind, name, "late 0")].join("\n");
  const { stdout } = run([...command, "-E", "-x", "c", "-"], { input: `${text}\n` });
  let value = 0;
  for (const match of stdout.matchAll(/^"late 0 (\w+)"/gm)) {
    value = match[1] === "one" ? 1 : value | (1 << Number(match[1]));
  }
  return value;
}

/** The words of a compiler command: a path with blanks stays whole when there is such a file. */
export function compilerWords(command: string): string[] {
  if (findProgram(command) !== null) return [command];
  return command.split(/\s+/).filter((word) => word !== "");
}

/** The compiler as the target carries it. */
export function describeCompiler(facts: CompilerFacts, words: readonly string[]): Compiler {
  return { kind: facts.kind, version: facts.version, command: words.join(" ") };
}
