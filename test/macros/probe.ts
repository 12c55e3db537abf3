/**
 * Finds, without any part of kbindgen, which object-like macros of a header the compiler folds to an integer
 * constant, and to what; and which function-like macros are integer expressions. Comes in: compiler, flags and
 * includes. Goes out: value, size and sign of each.
 *
 * Every macro M stands in a function of its own line, `enum { e = (M) };`, and the compiler's errors tell by line
 * which are no constants. An error may hide or cause others, so what was rejected is tried again in another order
 * until nothing more is accepted, and what was accepted must at last compile without any error. Values are read
 * from the assembly, which works for cross compilers too.
 */
import { spawnSync } from "node:child_process";

export interface ProbeOptions {
  readonly compiler: string;
  /** As for compiling a C file that includes the header; without `-c` and `-o`. */
  readonly flags: readonly string[];
  /** Operands of `#include`, with their quotes or angle brackets. */
  readonly includes: readonly string[];
}

export interface ProbedConstant {
  /** In the range of its type. */
  readonly value: bigint;
  /** Bytes. */
  readonly size: number;
  readonly signed: boolean;
}

export interface ProbeResult {
  /** Object-like macros in force at the end of the header, the compiler's own apart. */
  readonly candidates: readonly string[];
  readonly constants: ReadonlyMap<string, ProbedConstant>;
}

/** Probes all macros of the includes. */
export function probeMacros(options: ProbeOptions): ProbeResult {
  const candidates = candidateMacros(options);
  const source = expandAll(options, candidates);
  const accepted = verified(options, source, foldedMacros(options, source));
  return { candidates, constants: readConstants(options, source, accepted) };
}

/**
 * Function-like macros that compute an integer of integers: invoked with integer constants the compiler folds them,
 * and they are an integer expression as well of parameters in parentheses, which no preprocessor can make a token of.
 */
export function probeFunctionMacros(options: ProbeOptions): string[] {
  const arities = functionLikeMacros(options);
  const names = [...arities.keys()];
  const invoked = (argument: (index: number) => string): Preprocessed => {
    const invocations = names.map((name) => {
      const args = Array.from({ length: arities.get(name) ?? 0 }, (_, index) => argument(index + 1));
      return `${name}(${args.join(", ")})`;
    });
    return expandAll(options, names, invocations);
  };
  const general = invoked((index) => `(kbindgen_probe_${index})`);
  // No statement, statement expression or string literal is an integer constant expression (C11 6.6p6).
  const named = [...general.expansions].flatMap(([name, text]) =>
    /[(]\s*\{|^(?:do|if|while|for)\b|"/.test(text) ? [] : [name],
  );
  const probes = named.map((name, index) => {
    const parameters = Array.from(
      { length: arities.get(name) ?? 0 },
      (_, at) => `unsigned long kbindgen_probe_${at + 1}`,
    );
    const text = general.expansions.get(name) ?? "";
    return `unsigned long probe_${index}(${parameters.join(", ") || "void"}) { return ~(${text}); }`;
  });
  const { stderr } = compileExpanded(options, general, syntaxFlags(options), probes);
  const wrong = new Set([...stderr.matchAll(ERROR_LINE)].map((match) => Number(match[1]) - 1));
  const usable = new Set(named.filter((_, index) => !wrong.has(index)));
  const { header, expansions } = invoked((index) => `${index}`);
  const source = { header, expansions: new Map([...expansions].filter(([name]) => usable.has(name))) };
  return verified(options, source, [...source.expansions.keys()]);
}

/** The number of parameters of each; without variadic ones. */
function functionLikeMacros(options: ProbeOptions): Map<string, number> {
  const { stdout } = compile(options, ["-E", "-dM"], includeLines(options));
  const found = [...stdout.matchAll(/^#define ([A-Za-z_$][\w$]*)\(([^)]*)\)/gm)];
  return new Map(
    found.flatMap(([, name = "", parameters = ""]): [string, number][] =>
      parameters.includes("...") ? [] : [[name, parameters === "" ? 0 : parameters.split(",").length]],
    ),
  );
}

function compile(options: ProbeOptions, more: readonly string[], input: string, flags = options.flags) {
  return start([...options.compiler.split(" "), ...lenient(options, flags), ...more, "-x", "c", "-"], input);
}

/** clang refuses warning options that only gcc knows. */
function lenient(options: ProbeOptions, flags: readonly string[]): readonly string[] {
  return options.compiler.includes("clang") ? [...flags, "-Wno-unknown-warning-option"] : flags;
}

function start(words: readonly string[], input: string) {
  const run = spawnSync(words[0] ?? "cc", words.slice(1), {
    input,
    encoding: "latin1",
    maxBuffer: 1 << 30,
    env: { ...process.env, LC_ALL: "C" },
  });
  if (run.error !== undefined) throw run.error;
  return run;
}

function includeLines(options: ProbeOptions): string {
  return options.includes.map((operand) => `#include ${operand}\n`).join("");
}

function objectLikeNames(definitions: string): string[] {
  return [...definitions.matchAll(/^#define ([A-Za-z_$][\w$]*)(?: |$)/gm)].map((match) => match[1] ?? "");
}

/** Flags that define macros or include files: without them only the compiler's own macros are left. */
function bareFlags(flags: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < flags.length; index++) {
    const flag = flags[index] ?? "";
    if (flag === "-include" || flag === "-imacros" || flag === "-D" || flag === "-U") index++;
    else if (!/^-[DU]./.test(flag)) kept.push(flag);
  }
  return kept;
}

function candidateMacros(options: ProbeOptions): string[] {
  const own = compile(options, ["-E", "-dM"], "", bareFlags(options.flags)).stdout;
  const predefined = new Set(objectLikeNames(own));
  const run = compile(options, ["-E", "-dM"], includeLines(options));
  if (run.status !== 0) throw new Error(`the header does not preprocess: ${errorLines(run.stderr)}`);
  return objectLikeNames(run.stdout).filter((name) => !predefined.has(name));
}

const MARK = "kbindgen_probe_mark";

/** The header after preprocessing, and what each macro expands to. */
interface Preprocessed {
  readonly header: string;
  readonly expansions: ReadonlyMap<string, string>;
}

/**
 * Macros whose expansion is empty or has unpaired brackets are left out: they would swallow their neighbours. So are
 * those that the preprocessor complains of.
 */
function expandAll(options: ProbeOptions, names: readonly string[], invocations = names): Preprocessed {
  const lines = invocations.map((text, index) => `${MARK} ${index} ${MARK} ${text}\n`).join("");
  const { stdout, stderr } = compile(
    options,
    ["-E", "-P"],
    `${includeLines(options)}${lines}${MARK} ${names.length} ${MARK}`,
  );
  const parts = stdout.split(new RegExp(`\\b${MARK}\\s+(\\d+)\\s+${MARK}\\b`));
  const wrong = new Set(
    [...stderr.matchAll(/^<stdin>:(\d+):\d+: (?:error|note: in expansion)/gm)].map((match) => match[1]),
  );
  const first = options.includes.length + 1;
  const expansions = new Map<string, string>();
  for (let part = 1; part + 1 < parts.length; part += 2) {
    const text = (parts[part + 1] ?? "").replaceAll("\n", " ").trim();
    if (isBalanced(text) && !wrong.has(String(first + Number(parts[part]))))
      expansions.set(names[Number(parts[part])] ?? "", text);
  }
  return { header: parts[0] ?? "", expansions };
}

function isBalanced(text: string): boolean {
  const bare = text.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, "0");
  if (bare === "" || /["'#]/.test(bare)) return false;
  const open: string[] = [];
  for (const [bracket] of bare.matchAll(/[()[\]{}]/g)) {
    if ("([{".includes(bracket)) open.push(bracket);
    else if (open.pop() !== PAIRS[bracket]) return false;
  }
  return open.length === 0;
}

const PAIRS: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

function syntaxFlags(options: ProbeOptions): string[] {
  const clang = options.compiler.includes("clang");
  const more = clang
    ? ["-ferror-limit=0", "-fno-caret-diagnostics"]
    : ["-fmax-errors=0", "-fno-diagnostics-show-caret"];
  return ["-fsyntax-only", "-w", ...more];
}

/** Compiles what is preprocessed already: macros still defined do not meddle, and lines are those given here. */
function compileExpanded(
  options: ProbeOptions,
  source: Preprocessed,
  more: readonly string[],
  lines: readonly string[],
) {
  const text = `${source.header}\n# 1 "kbindgen-probe"\n${lines.join("\n")}\n`;
  const words = [
    ...options.compiler.split(" "),
    ...lenient(options, bareFlags(options.flags)),
    ...more,
    "-x",
    "cpp-output",
    "-",
  ];
  return start(words, text);
}

const ERROR_LINE = /^kbindgen-probe:(\d+):(?:\d+:)? (?:fatal )?error: (.*)$/gm;

interface Rejected {
  /** Indices of the names that an error was reported for. */
  readonly all: ReadonlySet<number>;
  /** Those that name something undeclared: no neighbour can be the cause of that. */
  readonly undeclared: ReadonlySet<number>;
}

function rejectedAmong(options: ProbeOptions, source: Preprocessed, names: readonly string[]): Rejected {
  const probes = names.map(
    (name, index) => `void probe_${index}(void) { enum { e = (${source.expansions.get(name)}) }; }`,
  );
  const { status, stderr } = compileExpanded(options, source, syntaxFlags(options), probes);
  const all = new Set<number>();
  const undeclared = new Set<number>();
  for (const match of stderr.matchAll(ERROR_LINE)) {
    all.add(Number(match[1]) - 1);
    if (/undeclared/.test(match[2] ?? "")) undeclared.add(Number(match[1]) - 1);
  }
  if (status !== 0 && all.size === 0) throw new Error(`the header does not compile: ${errorLines(stderr)}`);
  return { all, undeclared };
}

/** Rounds without a newly accepted macro after which the rest counts as rejected. */
const FRUITLESS_ROUNDS = 2;

function foldedMacros(options: ProbeOptions, source: Preprocessed): string[] {
  const accepted: string[] = [];
  let open = [...source.expansions.keys()];
  for (let round = 0, fruitless = 0; open.length > 0 && fruitless < FRUITLESS_ROUNDS; round++) {
    const { all, undeclared } = rejectedAmong(options, source, open);
    const before = accepted.length;
    accepted.push(...open.filter((_, index) => !all.has(index)));
    fruitless = accepted.length === before ? fruitless + 1 : 0;
    // gcc looks for similar names at each undeclared one, which takes most of the time.
    const again = open.filter((_, index) => all.has(index) && !undeclared.has(index));
    open = shuffled(again, round + 1);
  }
  return accepted;
}

/** The same disorder every time. */
function shuffled(names: readonly string[], seed: number): string[] {
  const result = [...names];
  let state = seed * 2654435761;
  for (let index = result.length - 1; index > 0; index--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (index + 1);
    [result[index], result[other]] = [result[other] ?? "", result[index] ?? ""];
  }
  return result;
}

/** What compiles together without an error. */
function verified(options: ProbeOptions, source: Preprocessed, names: readonly string[]): string[] {
  let kept = [...names];
  for (;;) {
    const { all } = rejectedAmong(options, source, kept);
    if (all.size === 0) return kept;
    kept = kept.filter((_, index) => !all.has(index));
  }
}

const TO_A_FUNCTION = 250;

/** Low and high word, size and sign of each, as operands of empty `asm` statements. */
function readConstants(
  options: ProbeOptions,
  source: Preprocessed,
  names: readonly string[],
): Map<string, ProbedConstant> {
  const functions: string[] = [];
  for (let start = 0; start < names.length; start += TO_A_FUNCTION) {
    const statements = names
      .slice(start, start + TO_A_FUNCTION)
      .map((name, index) => statement(source.expansions.get(name) ?? "", start + index));
    functions.push(`void probe_${start}(void) {\n${statements.join("\n")}\n}`);
  }
  const { status, stdout, stderr } = compileExpanded(options, source, ["-w", "-g0", "-O1", "-S", "-o", "-"], functions);
  if (status !== 0) throw new Error(`the table of values does not compile: ${errorLines(stderr)}`);
  const constants = new Map<string, ProbedConstant>();
  for (const match of stdout.matchAll(/KBINDGEN (\d+) [$#]?(-?\d+) [$#]?(-?\d+) [$#]?(\d+) [$#]?(\d)/g)) {
    const [, index = "", low = "", high = "", size = "", negative] = match;
    const bits = (BigInt.asUintN(32, BigInt(high)) << 32n) | BigInt.asUintN(32, BigInt(low));
    const signed = negative === "1";
    const width = Number(size) * 8;
    const value = signed ? BigInt.asIntN(Math.min(width, 64), bits) : BigInt.asUintN(Math.min(width, 64), bits);
    constants.set(names[Number(index)] ?? "", { value, size: Number(size), signed });
  }
  if (constants.size !== names.length) throw new Error(`${names.length - constants.size} values are missing`);
  return constants;
}

function statement(text: string, index: number): string {
  const operands = [
    "(int)e",
    "(int)((unsigned long long)e >> 32)",
    `(int)sizeof(${text})`,
    `((__typeof__((${text})))-1) < 0`,
  ];
  const list = operands.map((operand) => `"i"(${operand})`).join(", ");
  return `{ enum { e = (${text}) }; __asm__ volatile("# KBINDGEN ${index} %0 %1 %2 %3" :: ${list}); }`;
}

function errorLines(stderr: string): string {
  return stderr
    .split("\n")
    .filter((line) => /error/.test(line))
    .slice(0, 10)
    .join("\n");
}
