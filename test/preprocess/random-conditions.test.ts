/** Random `#if` expressions: gcc and clang are the judges of value and validity. `KBINDGEN_RANDOM_MACROS` sets the number. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { unitOf } from "./support.js";

const COUNT = Number(process.env["KBINDGEN_RANDOM_MACROS"] ?? 2000);

type Random = (below: number) => number;

function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 0x100000000) * below);
  };
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[random(items.length)] as Item;
}

const OPERANDS = [
  ..."0 1 2 3 7 8 63 64 65 100 0x7f 0xff 0xffffffff 0x80000000 2147483647 4294967296 9223372036854775807".split(" "),
  ..."0x7fffffffffffffff 0x8000000000000000 0xffffffffffffffff 18446744073709551615u 1u 0u 3U 5ul 6LL 7ull".split(" "),
  ..."010 0777 0b11 'a' '\\n' '\\377' '\\x7f' 'ab' L'a' u'b' undefined_name ONE NEG (-1) (-2) (-64)".split(" "),
];
const BINARY = "+ - * / % << >> < > <= >= == != & ^ | && ||".split(" ");

function expression(random: Random, depth: number): string {
  if (depth === 0 || random(5) === 0) return pick(random, OPERANDS);
  switch (random(9)) {
    case 0:
      return `${pick(random, ["-", "~", "!", "+", "- -"])}${expression(random, depth - 1)}`;
    case 1:
      return `(${expression(random, depth - 1)})`;
    case 2:
      return `${expression(random, depth - 1)} ? ${expression(random, depth - 1)} : ${expression(random, depth - 1)}`;
    case 3:
      return pick(random, ["defined ONE", "defined(TWO)", "defined ( NEG )", "!defined undefined_name"]);
    case 4:
      return random(40) === 0 ? pick(random, ["1.0", "1 2", "09", "()", "1 +", "= 1", "1 ,2", '"s"', "1u2", "#"]) : "1";
    default:
      return `${expression(random, depth - 1)} ${pick(random, BINARY)} ${expression(random, depth - 1)}`;
  }
}

/** `yes`, `no` or `error` for each of the conditions, each on a line of its own in a group of five lines. */
function judge(compiler: "gcc" | "clang", conditions: readonly string[]): string[] {
  const text = conditions
    .map((condition, index) => `#if ${condition}\nyes ${index}\n#else\nno ${index}\n#endif\n`)
    .join("");
  const flags = [
    "-E",
    "-P",
    "-w",
    "-std=gnu11",
    "-DONE=1",
    "-DNEG=(-3)",
    ...(compiler === "clang" ? ["-ferror-limit=0"] : []),
  ];
  const run = spawnSync(compiler, [...flags, "-x", "c", "-"], { input: text, encoding: "latin1", maxBuffer: 2 ** 28 });
  const results = conditions.map(() => "none");
  for (const [, word, index] of run.stdout.matchAll(/^(yes|no) ([0-9]+)$/gm)) results[Number(index)] = word ?? "";
  for (const [, line] of run.stderr.matchAll(/^<stdin>:([0-9]+):[0-9]+: error/gm)) {
    results[Math.floor((Number(line) - 1) / 5)] = "error";
  }
  return results;
}

function ours(condition: string, compiler: "gcc" | "clang"): string {
  const unit = unitOf(`#define ONE 1\n#define NEG (-3)\n#if ${condition}\n1\n#else\n1 1\n#endif\n`, { compiler });
  if (unit.diagnostics.some(({ severity }) => severity === "error")) return "error";
  return unit.tokens.length === 1 ? "yes" : "no";
}

describe.each(["gcc", "clang"] as const)("random conditions as %s evaluates them", (compiler) => {
  it("have the same value, and are in error alike", () => {
    const random = makeRandom(4711);
    const conditions = Array.from({ length: COUNT }, () => expression(random, 4));
    const judged = judge(compiler, conditions);
    const different = conditions
      .map((condition, index) => `${judged[index]}, not ${ours(condition, compiler)}: ${condition}`)
      .filter((line) => !/^(\w+), not \1:/.test(line));
    expect(different.slice(0, 10)).toEqual([]);
    expect(judged.filter((verdict) => verdict === "yes").length).toBeGreaterThan(COUNT / 10);
  });
});
