/** The proof is itself tested: single wrong facts must make it fail, for the sample and for real kernels. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import type { Bindings, Item } from "../../src/ir/types.js";
import { analyseHeaders } from "../../src/pipeline.js";
import { isPresent } from "./compile.js";
import { bindings } from "./ir.js";
import { batchMutants, killed, type MutantFile, makeMutants } from "./mutation.js";
import { SAMPLE_HEADER, SAMPLE_ITEMS } from "./sample.js";

const work = mkdtempSync(join(tmpdir(), "kbindgen-mutants-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

interface Compiler {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** What the compiler says of a file of mutants. */
function errorsOf(file: MutantFile, { command, args, cwd }: Compiler): string {
  const path = join(work, "abi_check.c");
  writeFileSync(path, file.text);
  const own = command.includes("clang") ? ["-ferror-limit=0", "-fno-caret-diagnostics"] : ["-ftrack-macro-expansion=0"];
  const run = spawnSync(command, [...args, ...own, "-O2", "-w", "-c", "-o", "/dev/null", path], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return run.stderr;
}

/** Mutants that nothing notices. */
function survivors(
  from: Bindings,
  count: number,
  seed: number,
  compiler: Compiler,
  isWanted?: (item: Item) => boolean,
): string[] {
  const mutants = makeMutants(from, seed, count, isWanted);
  const batch = batchMutants(from, mutants);
  const dead = new Set([
    ...killed(batch.statics, errorsOf(batch.statics, compiler)),
    ...killed(batch.optimised, errorsOf(batch.optimised, compiler)),
  ]);
  return mutants.flatMap(({ what }, number) => (dead.has(number) ? [] : [what]));
}

describe("mutants of the sample", () => {
  writeFileSync(join(work, "sample.h"), SAMPLE_HEADER);
  for (const command of ["gcc", "clang"]) {
    it.runIf(isPresent(command))(`1,000 all die by ${command}`, () => {
      expect(survivors(bindings(SAMPLE_ITEMS), 1000, 5, { command, args: ["-std=gnu11"], cwd: work })).toEqual([]);
    });
  }

  it("without a mutation nothing fails", () => {
    const untouched = SAMPLE_ITEMS.slice(0, 5).map((item) => ({ what: "", item }));
    const batch = batchMutants(bindings(SAMPLE_ITEMS), untouched);
    expect(batch.unnoticed).toEqual([0, 1, 2, 3, 4]);
    expect(errorsOf(batch.statics, { command: "gcc", args: [], cwd: work })).toBe("");
  });
});

/** Figure: at least 99.9 % of 1,000 mutants. */
const ALLOWED_SURVIVORS = 1;
/**
 * 99 % of 500 wrong bodies of macro functions: the proof samples arguments, and one bit of a mask may show at a single
 * one. `test/macros/const-fn.test.ts` compares the right bodies with C at 1,000 more.
 */
const ALLOWED_BODIES = 5;

describe("mutants of kernels", () => {
  for (const name of ["bookworm-6.1-amd64", "bookworm-6.12-amd64"]) {
    const build = kernelBuild(name);
    it.runIf(build !== null && isPresent("gcc"))(`1,000 of ${name}, and 500 of its macro functions`, () => {
      const header = join(import.meta.dirname, "../../headers/linux/module.h");
      const { lowered, target } = analyseHeaders({ headers: [header], kernelDir: build ?? "", cc: "gcc", docs: false });
      writeFileSync(join(work, basename(header)), `#include "${header}"\n`);
      const compiler = {
        command: target.compiler?.command ?? "gcc",
        args: target.cflags,
        cwd: target.roots[0] ?? work,
      };
      const left = survivors(lowered.bindings, 1000, 9, compiler);
      expect(left.length, left.join("\n")).toBeLessThanOrEqual(ALLOWED_SURVIVORS);
      const isMacroFunction = (item: Item): boolean => item.kind === "const-fn";
      const functions = survivors(lowered.bindings, 500, 3, compiler, isMacroFunction);
      expect(functions.length, functions.join("\n")).toBeLessThanOrEqual(ALLOWED_BODIES);
    });
  }
});
