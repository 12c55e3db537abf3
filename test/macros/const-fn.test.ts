/**
 * Function-like macros of whole kernels: every one that the compiler takes for an integer expression is a `const fn`
 * (at least 95 %), and each gives what the C function gives that returns the macro's value, for boundary and 1,000
 * random arguments. C is compiled with the kernel's flags, Rust with checks for overflow; some values are also
 * computed by rustc itself.
 *
 * Left out are arguments for which C is undefined, as `evaluateExpression` says. Macros that ask
 * `__builtin_constant_p` may give another value for constants: of these C is asked with constants.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { itemId } from "../../src/ir/item-id.js";
import type { Bindings, ConstFnItem, IrType, Item } from "../../src/ir/types.js";
import type { IntegerKind } from "../../src/kernel/abi/types.js";
import type { KernelTarget } from "../../src/kernel/types.js";
import { type Analysis, analyseHeaders } from "../../src/pipeline.js";
import { rangeText } from "../../src/preprocess/tokens.js";
import { integerLiteral } from "../../src/render/c/literals.js";
import { evaluateExpression, limitsOf, samplesOf } from "../../src/render/expression.js";
import { renderBindingsOnly } from "../../src/render/index.js";
import { type Random, seededRandom } from "../random/prng.js";
import { isPresent } from "../render/compile.js";
import { OPTIONS } from "../render/ir.js";
import { probeFunctionMacros } from "./probe.js";

const WIDE = join(import.meta.dirname, "../../headers/linux/wide.h");
/** Of the function-like macros that are integer expressions. */
const LEAST_SHARE = 0.95;
const LEAST_FUNCTIONS = 900;
const RANDOM_ARGUMENTS = 1000;
/** Of these a constant expression of Rust is made too. */
const IN_CONSTANTS = 3;
const PATIENCE = 900_000;

const work = mkdtempSync(join(tmpdir(), "kbindgen-const-fn-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

for (const kernel of ["bookworm-6.1-amd64", "bookworm-6.12-amd64"]) {
  const build = kernelBuild(kernel);
  let analysis: Analysis | null = null;
  const analysed = (): Analysis => {
    analysis ??= analyseHeaders({ headers: [WIDE], kernelDir: build ?? "", docs: false });
    return analysis;
  };
  describe.skipIf(build === null)(kernel, () => {
    it("macros that are integer expressions are const fn", () => compareShare(analysed()), PATIENCE);
    it.runIf(process.arch === "x64" && isPresent("rustc"))(
      "each const fn gives C's values",
      () => compareValues(analysed(), kernel),
      PATIENCE,
    );
  });
}

function constFns(bindings: Bindings): ConstFnItem[] {
  return bindings.items.filter((item) => item.kind === "const-fn");
}

function compareShare({ target, lowered, macros }: Analysis): void {
  const probed = probeFunctionMacros({
    compiler: target.compiler?.command ?? "gcc",
    flags: target.cflags,
    includes: [`"${WIDE}"`],
  });
  const ours = new Set(constFns(lowered.bindings).map((item) => item.c));
  const missing = probed.filter((name) => !ours.has(name));
  const reasons = new Map(
    macros.map((macro) => [macro.definition.name, macro.kind === "unsupported" ? macro.detail : macro.kind]),
  );
  const share = 1 - missing.length / probed.length;
  const list = missing.map((name) => `  ${name}: ${reasons.get(name) ?? "not there"}`).join("\n");
  console.log(
    `${(share * 100).toFixed(2)} % of ${probed.length} are const fn (${ours.size} in all); missing:\n${list}`,
  );
  expect(probed.length).toBeGreaterThan(LEAST_FUNCTIONS / 2);
  expect(share).toBeGreaterThanOrEqual(LEAST_SHARE);
}

/** A function with the arguments that it is tried with, and the values that the IR gives. */
interface Case {
  readonly item: ConstFnItem;
  readonly tuples: readonly (readonly bigint[])[];
  readonly values: readonly bigint[];
  /** Number of its parameters that are in the files before its own. */
  readonly first: number;
  /** Its value for constants may be another one. */
  readonly asksForConstants: boolean;
}

function compareValues(analysis: Analysis, kernel: string): void {
  const { bindings } = analysis.lowered;
  const cases = casesOf(analysis);
  expect(cases.length).toBeGreaterThan(LEAST_FUNCTIONS);
  writeArguments(join(work, "arguments"), cases);
  const c = runC(cases, analysis.target);
  const rust = runRust(cases, bindings);
  const differences: string[] = [];
  let at = 0;
  for (const { item, tuples, values } of cases) {
    for (const [index, tuple] of tuples.entries()) {
      const expected = BigInt.asUintN(64, values[index] ?? 0n);
      const [inC, inRust] = [c.readBigUInt64LE(at), rust.readBigUInt64LE(at)];
      at += 8;
      if (inC !== expected || inRust !== expected)
        differences.push(`${item.c}(${tuple.join(", ")}): C ${inC}, Rust ${inRust}, IR ${expected}`);
    }
  }
  console.log(`${kernel}: ${cases.length} functions, ${at / 8} calls, ${differences.length} differences`);
  expect([c.length, rust.length]).toEqual([at, at]);
  expect(differences.slice(0, 50)).toEqual([]);
}

function casesOf(analysis: Analysis): Case[] {
  const { bindings } = analysis.lowered;
  const random = seededRandom(11, 0);
  let first = 0;
  return constFns(bindings).map((item) => {
    const boundaries = samplesOf(item, bindings.target).map((sample) => sample.args);
    const tuples: (readonly bigint[])[] = [];
    const values: bigint[] = [];
    const others = item.parameters.length === 0 ? 0 : RANDOM_ARGUMENTS;
    for (let index = 0; index < boundaries.length + others; index++) {
      const tuple = boundaries[index] ?? item.parameters.map(({ type }) => randomArgument(type, random, bindings));
      const value = evaluateExpression(item.body, tuple, bindings.target);
      if (value === null) continue;
      tuples.push(tuple);
      values.push(value);
    }
    const expansion = analysis.unit.expandText(`${item.c}(${item.parameters.map(({ c }) => c).join(", ")})`);
    const asksForConstants = expansion !== null && /__builtin_constant_p|__error__/.test(rangeText(expansion));
    const made = { item, tuples, values, first, asksForConstants };
    first += tuples.length * item.parameters.length;
    return made;
  });
}

/** Of any magnitude: most functions turn at small numbers or at powers of two. */
function randomArgument(type: IntegerKind, random: Random, bindings: Bindings): bigint {
  const { least, most } = limitsOf(type, bindings.target);
  const bits = BigInt.asUintN(64, (BigInt(random.below(2 ** 32)) << 32n) | BigInt(random.below(2 ** 32)));
  const value = bits >> BigInt(random.below(64));
  return (
    least +
    (((((random.chance(30) ? -value : value) - least) % (most - least + 1n)) + (most - least + 1n)) %
      (most - least + 1n))
  );
}

function writeArguments(path: string, cases: readonly Case[]): void {
  const flat = cases.flatMap(({ tuples }) => tuples.flat());
  const buffer = Buffer.alloc(flat.length * 8);
  for (const [index, argument] of flat.entries()) buffer.writeBigUInt64LE(BigInt.asUintN(64, argument), index * 8);
  writeFileSync(path, buffer);
}

function run(command: string, args: readonly string[], cwd?: string): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8", cwd, maxBuffer: 1 << 28 });
  const errors = stderr?.split("\n").filter((line) => /error|undefined reference|panicked/.test(line)) ?? [];
  if (status !== 0) throw new Error(`${command}: ${error?.message ?? ""}${errors.slice(0, 10).join("\n") || stderr}`);
}

/** The kernel's flags, without what links only into a kernel; none of it changes arithmetic. */
const HOSTED =
  "-mfunction-return=keep -mindirect-branch=keep -fcf-protection=none -fno-stack-protector -fno-sanitize=all -w".split(
    " ",
  );

function runC(cases: readonly Case[], target: KernelTarget): Buffer {
  writeFileSync(join(work, "kernel.c"), kernelSource(cases));
  writeFileSync(join(work, "main.c"), HOST_SOURCE);
  const [command = "gcc", ...words] = (target.compiler?.command ?? "gcc").split(" ");
  const object = join(work, "kernel.o");
  run(command, [...words, ...target.cflags, ...HOSTED, "-c", "-o", object, join(work, "kernel.c")], target.roots[0]);
  run("gcc", ["-no-pie", "-o", join(work, "in-c"), join(work, "main.c"), object]);
  run(join(work, "in-c"), [join(work, "arguments"), join(work, "c.out")]);
  return readFileSync(join(work, "c.out"));
}

/** One function for each macro, and one that calls them all for all arguments. */
function kernelSource(cases: readonly Case[]): string {
  const functions = cases.map((one, number) => {
    const { item, tuples, asksForConstants } = one;
    const names = item.parameters.map((_, index) => `kbindgen_${index + 1}`);
    const parameters = item.parameters.map(({ type }, index) => `${type} ${names[index]}`).join(", ") || "void";
    const inlined = asksForConstants ? "inline __attribute__((__always_inline__))" : "__attribute__((__noinline__))";
    const head = `static ${inlined} ${item.body.type} function_${number}(${parameters}) { return (${item.c}(${names.join(", ")})); }`;
    const loop = asksForConstants
      ? tuples
          .map(
            (tuple) => `*out++ = function_${number}(${tuple.map((argument) => integerLiteral(argument)).join(", ")});`,
          )
          .join("\n")
      : `for (unsigned long n = 0; n < ${tuples.length}; n++, in += ${names.length}) *out++ = function_${number}(${names.map((_, index) => `in[${index}]`).join(", ")});`;
    return `${head}\nstatic __attribute__((__noinline__)) void run_${number}(const unsigned long long *in, unsigned long long *out) {\n${loop}\n}`;
  });
  let done = 0;
  const calls = cases.map(({ tuples, first }, number) => {
    const call = `run_${number}(in + ${first}, out + ${done});`;
    done += tuples.length;
    return call;
  });
  return `#include "${WIDE}"\n${functions.join("\n")}
unsigned long kbindgen_run(const unsigned long long *in, unsigned long long *out);
unsigned long kbindgen_run(const unsigned long long *in, unsigned long long *out) {\n${calls.join("\n")}\nreturn ${done};\n}\n`;
}

const HOST_SOURCE = `#include <stdio.h>
#include <stdlib.h>
unsigned long kbindgen_run(const unsigned long long *in, unsigned long long *out);
__asm__(".globl __fentry__\\n__fentry__: ret\\n");
int main(int count, char **words) {
  unsigned long long *in = calloc(8, 1 << 23), *out = calloc(8, 1 << 23);
  FILE *from = fopen(words[1], "rb"), *to = fopen(words[2], "wb");
  if (count != 3 || fread(in, 8, 1 << 23, from) == 1 << 23) return 1;
  unsigned long done = kbindgen_run(in, out);
  return fwrite(out, 8, done, to) != done || fclose(to) != 0;
}
`;

function runRust(cases: readonly Case[], bindings: Bindings): Buffer {
  const kept = neededItems(
    bindings,
    cases.map(({ item }) => item),
  );
  const text = renderBindingsOnly({ ...bindings, items: kept }, { ...OPTIONS, docs: false });
  writeFileSync(join(work, "bindings.rs"), String(text));
  writeFileSync(join(work, "main.rs"), rustSource(cases));
  const checks = ["-Coverflow-checks=on", "-Cdebug-assertions=on", "-Copt-level=1", "-Dwarnings", "--edition=2021"];
  run("rustc", [...checks, "-o", join(work, "in-rust"), join(work, "main.rs")]);
  run(join(work, "in-rust"), [join(work, "arguments"), join(work, "rust.out")]);
  return readFileSync(join(work, "rust.out"));
}

/** The functions and the typedefs of their results. */
function neededItems(bindings: Bindings, functions: readonly ConstFnItem[]): Item[] {
  const byId = new Map(bindings.items.map((item) => [itemId(item), item]));
  const kept = new Set<Item>(functions);
  const follow = (type: IrType): void => {
    const item = type.kind === "item" ? byId.get(type.id) : undefined;
    if (item === undefined || kept.has(item)) return;
    kept.add(item);
    if (item.kind === "typedef") follow(item.type.type);
  };
  for (const { result } of functions) follow(result);
  return [...kept];
}

function rustSource(cases: readonly Case[]): string {
  const functions = cases.map(({ item, tuples, values }, number) => {
    const args = item.parameters.map((parameter, index) =>
      rustArgument(parameter.type, `input[n * ${item.parameters.length} + ${index}]`),
    );
    const loop = `for n in 0..${tuples.length} { out.push(b::${item.name}(${args.join(", ")}) as u64); }`;
    const constants = tuples.slice(0, IN_CONSTANTS).map((tuple, index) => {
      const literals = item.parameters.map(({ type }, at) =>
        type === "_Bool" ? String(tuple[at] === 1n) : String(tuple[at]),
      );
      return `const _: () = assert!(b::${item.name}(${literals.join(", ")}) as u64 == ${BigInt.asUintN(64, values[index] ?? 0n)});`;
    });
    return `${constants.join("\n")}\n#[inline(never)]\nfn run_${number}(${args.length === 0 ? "_input" : "input"}: &[u64], out: &mut Vec<u64>) { ${loop.replace("for n", args.length === 0 ? "for _" : "for n")} }`;
  });
  const calls = cases.map(({ first }, number) => `run_${number}(&input[${first}..], &mut out);`);
  return `#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals, dead_code)]
mod bindings;
use bindings as b;
${functions.join("\n")}
fn main() {
    let words: Vec<String> = std::env::args().collect();
    let bytes = std::fs::read(&words[1]).unwrap();
    let input: Vec<u64> = bytes.chunks(8).map(|word| u64::from_le_bytes(word.try_into().unwrap())).collect();
    let mut out: Vec<u64> = Vec::new();
    ${calls.join("\n    ")}
    let bytes: Vec<u8> = out.iter().flat_map(|value| value.to_le_bytes()).collect();
    std::fs::write(&words[2], bytes).unwrap();
}
`;
}

function rustArgument(type: IntegerKind, text: string): string {
  return type === "_Bool" ? `${text} != 0` : `${text} as _`;
}
