/** Random integer expressions, always the same ones: gcc and we agree on value and type of every one. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { abiFor } from "../../src/kernel/abi/index.js";
import type { SemaContext } from "../../src/sema/context.js";
import { evaluate } from "../../src/sema/expression/index.js";
import { describeVerdict, judge, lexText, plainContext, type Verdict, verdictOf } from "./expression-support.js";

/** Cross compilers that are not installed are skipped; gcc itself never is. */
const TARGETS = [
  ["x86_64", "gcc"],
  ["i686", "i686-linux-gnu-gcc"],
  ["armv7", "arm-linux-gnueabihf-gcc"],
  ["s390x", "s390x-linux-gnu-gcc"],
] as const;

const TYPES = [
  "_Bool",
  "char",
  "signed char",
  "u8",
  "short",
  "unsigned short",
  "int",
  "u32",
  "long",
  "unsigned long",
  "s64",
  "unsigned long long",
  "enum small",
  "enum negative",
  "float",
  "double",
];
const LEAVES = [
  "0",
  "1",
  "2",
  "3",
  "7u",
  "31",
  "63",
  "255",
  "0x7fffffff",
  "0x80000000",
  "0xffffffffu",
  "2147483648",
  "0x7fffffffffffffff",
  "0x8000000000000000",
  "1l",
  "3ul",
  "5ll",
  "0xdeadbeefcafeull",
  "'a'",
  "'\\xff'",
  "SMALL_B",
  "NEGATIVE",
  "sizeof(int)",
  "x",
  "u",
];
const BINARY = ["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "<", ">", "<=", ">=", "==", "!=", "&&", "||"];
const UNARY = ["-", "~", "!", "+"];

/** A seeded generator of numbers below `limit` (mulberry32). */
function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

function pick(from: readonly string[], next: (limit: number) => number): string {
  return from[next(from.length)] ?? "0";
}

/** An expression in which every operand is in parentheses; shift counts are small most of the time. */
function expression(next: (limit: number) => number, depth: number): string {
  const kind = depth === 0 ? 0 : next(10);
  const inner = () => `(${expression(next, depth - 1)})`;
  if (kind === 0) return pick(LEAVES, next);
  if (kind === 1) return `${pick(UNARY, next)}${inner()}`;
  if (kind === 2 || kind === 3) return `(${pick(TYPES, next)})${inner()}`;
  if (kind === 4) return `${inner()} ? ${inner()} : ${inner()}`;
  const operator = pick(BINARY, next);
  const right = operator === "<<" || operator === ">>" ? String(next(70)) : inner();
  return `${inner()} ${operator} ${right}`;
}

const { KBINDGEN_RANDOM_EXPRESSIONS: asked, KBINDGEN_RANDOM_SEED: seed } = process.env;
const COUNT = Number(asked ?? 1000);
const SEED = Number(seed ?? 20240229);

describe("random expressions", () => {
  for (const [arch, cc] of TARGETS) {
    const missing = cc !== "gcc" && spawnSync(cc, ["--version"]).status !== 0;
    it.skipIf(missing)(`${COUNT} of them as ${cc} folds them`, () => {
      const abi = abiFor(arch, "gcc", "12.2.0");
      const next = generator(SEED);
      const expressions = Array.from({ length: COUNT }, () => expression(next, 1 + next(4)));
      const verdicts = judge(expressions, cc, abi);
      expect(differences(expressions, verdicts, plainContext(abi))).toEqual([]);
      expect(verdicts.filter((verdict) => verdict !== null).length).toBeGreaterThan(COUNT / 2);
    });
  }
});

function differences(
  expressions: readonly string[],
  verdicts: readonly (Verdict | null)[],
  context: SemaContext,
): string[] {
  const wrong: string[] = [];
  expressions.forEach((text, index) => {
    const expected = verdicts[index] ?? null;
    const result = evaluate(lexText(text), context, "function");
    const found = verdictOf(result, context);
    // What depends on a variable or divides by zero gcc folds by rules of its own; where both fold, they must agree.
    const odd = /\b[xu]\b/.test(text) || (result.kind === "not-constant" && result.reason === "division by zero");
    if ((expected === null || found === null) && odd) return;
    const [ours, theirs] = [describeVerdict(text, found), describeVerdict(text, expected)];
    if (ours !== theirs) wrong.push(`${ours}, gcc: ${theirs.slice(text.length + 2)}`);
  });
  return wrong;
}
