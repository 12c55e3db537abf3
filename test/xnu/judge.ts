/** What clang says of headers that kbindgen read for Apple's platforms. */
import { spawnSync } from "node:child_process";
import { expect } from "vitest";
import { checkCrate } from "../../src/check/index.js";
import { type GenerateResult, generate } from "../../src/generate.js";
import { type KernelTarget, resolveTarget, type TargetOptions } from "../../src/kernel/index.js";
import { preprocess } from "../../src/preprocess/index.js";
import { readBack, streamOf } from "../preprocess/support.js";

/** Expects the tokens that clang has; gives their number. */
export function expectClangsTokens(options: TargetOptions, header: string): number {
  const target: KernelTarget = resolveTarget(options);
  const unit = preprocess(target, [header]);
  expect(unit.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const [command = "clang", ...words] = (target.compiler?.command ?? "clang").split(" ");
  const run = spawnSync(command, [...words, ...target.cflags, "-E", "-P", "-w", header], {
    encoding: "latin1",
    maxBuffer: 2 ** 30,
  });
  expect(run.stderr).toBe("");
  const mine = streamOf(unit);
  const theirs = readBack(run.stdout);
  const at = mine.findIndex((word, index) => word !== theirs[index]);
  expect(mine.slice(Math.max(0, at - 10), at + 10)).toEqual(theirs.slice(Math.max(0, at - 10), at + 10));
  expect([at, mine.length]).toEqual([-1, theirs.length]);
  return mine.length;
}

/** Generates a crate and expects all that a check proves: C, the shims, and the crate under rustc. */
export function expectProven(options: TargetOptions, headers: readonly string[], out: string): GenerateResult {
  const made = generate({ ...options, headers, out, cache: false });
  expect(made.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(made.status).toBe("ok");
  const { steps } = checkCrate(out, { ...options, cache: false });
  expect(steps.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  expect(steps.map(({ state }) => state)).toEqual(["proven", "proven", "proven"]);
  return made;
}
