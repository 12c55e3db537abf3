/** Shifts that C leaves undefined, as clang folds them where it folds at all: it is asked for the very values. */
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { abiFor } from "../../src/kernel/abi/index.js";
import { evaluate } from "../../src/sema/expression/index.js";
import { hasProgram } from "../kernel/compilers.js";
import { lexText, plainContext, verdictOf } from "./expression-support.js";

const SHIFTS = [
  ...["0xff << 56", "0xff << 33", "1 << 31", "-1 << 3", "1 << -1", "6 >> -1", "0xff >> 40", "-1 >> 70"],
  ...["1L << 64", "-1L >> 70", "1u << 40", "1ULL << 100", "3u >> 33", "5 << -40", "(short)1 << 20"],
];

it.each(["clang", "clang-16", "clang-22"].filter(hasProgram))("%s", (cc) => {
  const context = plainContext(abiFor("x86_64", "clang"));
  const assertions = SHIFTS.map((text) => {
    const verdict = verdictOf(evaluate(lexText(text), context, "function"), context);
    return `_Static_assert((${text}) == (__typeof__(${text}))${verdict?.bits ?? "not folded"}ULL, "${text}");`;
  });
  const { status, stderr } = spawnSync(cc, ["-w", "-fsyntax-only", "-x", "c", "-"], {
    input: assertions.join("\n"),
    encoding: "utf8",
  });
  expect([stderr, status]).toEqual(["", 0]);
});
