/**
 * Whole kernels: every record, enum, typedef, function and variable of the wrapper headers, asserted in C and compiled
 * with the kernel's own flags behind the headers as the compiler itself preprocesses them.
 */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { resolveTarget } from "../../src/kernel/index.js";
import type { KernelTarget } from "../../src/kernel/types.js";
import { parse } from "../../src/parse/index.js";
import { preprocess } from "../../src/preprocess/index.js";
import { analyse } from "../../src/sema/index.js";
import { formatDiagnostic } from "../../src/support/diagnostics.js";
import { assertions, conditions } from "./proof.js";

interface Row {
  readonly kernel: string;
  readonly header: "module.h" | "wide.h";
  readonly cc: string;
  /** Conditions there must be at least, so that nothing is left out unseen. */
  readonly least: number;
}

const ROWS: readonly Row[] = [
  { kernel: "bookworm-6.1-amd64", header: "wide.h", cc: "gcc-12", least: 140_000 },
  { kernel: "bookworm-6.12-amd64", header: "wide.h", cc: "gcc-12", least: 150_000 },
  { kernel: "bookworm-6.1-amd64", header: "module.h", cc: "clang-16", least: 30_000 },
  { kernel: "bookworm-6.12-amd64", header: "module.h", cc: "clang-16", least: 35_000 },
  { kernel: "bookworm-6.1-arm64", header: "module.h", cc: "aarch64-linux-gnu-gcc", least: 30_000 },
  { kernel: "bookworm-6.1-armmp", header: "module.h", cc: "arm-linux-gnueabihf-gcc", least: 28_000 },
  { kernel: "bookworm-6.1-s390x", header: "module.h", cc: "s390x-linux-gnu-gcc", least: 30_000 },
  { kernel: "bookworm-6.1-powerpc64le", header: "module.h", cc: "powerpc64le-linux-gnu-gcc", least: 30_000 },
  { kernel: "forky-7.2-amd64", header: "module.h", cc: "gcc-12", least: 35_000 },
];

function isPresent(program: string): boolean {
  return spawnSync(program, ["--version"]).status === 0;
}

/** Runs the compiler in the build directory, where relative include directories begin. */
function compile(cc: string, args: readonly string[], cwd: string, input?: string): { stdout: string; stderr: string } {
  const buffer = input === undefined ? undefined : Buffer.from(input, "latin1");
  const run = spawnSync(cc, args, { cwd, input: buffer, encoding: "latin1", maxBuffer: 1 << 29 });
  if (run.error !== undefined) throw run.error;
  return run;
}

/** Warnings are not the question, and clang refuses some of gcc's warning flags. */
function flagsOf(target: KernelTarget): string[] {
  return target.cflags.filter((flag) => !flag.startsWith("-W"));
}

describe("whole kernels agree with their compiler", () => {
  for (const { kernel, header, cc, least } of ROWS) {
    const build = kernelBuild(kernel);
    const runs = build !== null && isPresent(cc);
    it.skipIf(!runs)(`${header} of ${kernel} (${cc})${runs ? "" : ": headers or compiler are not here"}`, () => {
      const cwd = build ?? "";
      const target = resolveTarget({ family: "linux", kernelDir: cwd, cc });
      const path = resolve("headers/linux", header);
      const unit = preprocess(target, [path]);
      const parsed = parse(unit);
      const { program, context } = analyse(unit, parsed, target);

      expect(program.diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, unit.sources))).toEqual([]);
      expect(program.unparsed).toEqual([]);
      expect(program.staticAsserts).toMatchObject({ failed: 0, unknown: 0 });
      expect(program.staticAsserts.held).toBeGreaterThan(20);
      const unsupported = [...program.records, ...program.enums, ...program.typedefs, ...program.functions];
      expect(unsupported.filter((declared) => declared.unsupported !== null)).toEqual([]);

      const list = conditions({ program, context });
      expect(list.length).toBeGreaterThan(least);
      const flags = flagsOf(target);
      const { stdout } = compile(cc, [...flags, "-w", "-E", "-x", "c", path], cwd);
      const proof = `${stdout}\n${assertions(list)}\n`;
      const { stderr } = compile(cc, [...flags, "-w", "-fsyntax-only", "-x", "cpp-output", "-"], cwd, proof);
      expect(stderr.split("\n").filter((line) => line.includes("error:"))).toEqual([]);
    });
  }
});
