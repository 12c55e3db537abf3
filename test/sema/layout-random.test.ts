/**
 * Random record declarations through preprocessor, parser and declaration analysis; every size, alignment, offset and
 * bit position is compared with what the compiler puts into an object file. `npm run soak` does any number of them.
 */
import { describe, expect, it } from "vitest";
import type { Architecture } from "../../src/kernel/abi/types.js";
import { expectCases } from "../random/expect.js";
import { analyseCases } from "../random/pipeline.js";
import { describeFailure, type RunResult, runCases } from "../random/run.js";
import { type Judge, judgeFor, versionOf } from "../random/targets.js";

const SEED = 20240601;
const CROSS: readonly Architecture[] = ["aarch64", "armv7", "s390x", "powerpc64le", "i686"];

function expectNoDifference(target: Judge, result: RunResult, count: number): void {
  expect(result.failures.map((failure) => describeFailure(target, failure))).toEqual([]);
  expect(result.rejected).toEqual([]);
  expect(result.cases).toBe(count);
  expect(result.questions).toBeGreaterThan(count * 10);
}

describe("random declarations", () => {
  it.each(["gcc", "clang"])("agree with %s in 2,000 cases", (cc) => {
    const target = judgeFor("x86_64", cc);
    expectNoDifference(target, runCases(target, SEED, 0, 2000, analyseCases), 2000);
  });

  it.each(CROSS)("agree with the cross gcc of %s in 200 cases", (arch) => {
    const target = judgeFor(arch, "gcc");
    // Without the compiler nothing is proven, so its absence is a failure.
    expect(versionOf(target.command)).toBeDefined();
    expectNoDifference(target, runCases(target, SEED, 0, 200, analyseCases), 200);
  });

  it.each(["x86_64", "aarch64"] as const)("agree with clang for Apple's %s in 300 cases", (arch) => {
    const target = judgeFor(arch, "clang", [], "apple");
    expectNoDifference(target, runCases(target, SEED, 0, 300, analyseCases), 300);
  });

  it.each([
    ["gcc", "-fpack-struct"],
    ["gcc", "-fpack-struct=2"],
    ["gcc", "-fshort-enums"],
    ["clang", "-fpack-struct=4"],
  ])("agree with %s %s in 100 cases", (cc, flag) => {
    const target = judgeFor("x86_64", cc, [flag]);
    expectNoDifference(target, runCases(target, SEED, 0, 100, analyseCases), 100);
  });

  it("agree when the layout functions are asked directly", () => {
    const target = judgeFor("x86_64", "gcc");
    expectNoDifference(target, runCases(target, SEED, 0, 200, expectCases), 200);
  });
});
