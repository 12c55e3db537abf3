/**
 * Every object-like macro that the kernel's compiler folds to an integer constant is a constant of ours with the
 * same value, size and sign, nothing else is, and its type is the one that C says. Which ones the compiler folds is
 * found out by `probe.ts`, which shares no code with kbindgen.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { resolveTarget } from "../../src/kernel/index.js";
import type { KernelTarget } from "../../src/kernel/types.js";
import { classifyMacros } from "../../src/macros/index.js";
import type { MacroItem } from "../../src/macros/types.js";
import { parse } from "../../src/parse/index.js";
import { preprocess } from "../../src/preprocess/index.js";
import type { SemaContext } from "../../src/sema/context.js";
import { integerKindOf } from "../../src/sema/expression/ctype.js";
import { bitsOf, isSigned } from "../../src/sema/expression/integer.js";
import { analyse, declare } from "../../src/sema/index.js";
import { type ProbedConstant, probeMacros } from "./probe.js";

const KERNELS = ["bookworm-6.1-amd64", "bookworm-6.12-amd64"];
/** With the least number of constants that each must have: a probe that finds nothing proves nothing. */
const HEADERS = { module: 15_000, wide: 35_000 } as const;

/** Half an hour: a whole kernel is compiled six times over on what may be a busy machine. */
const PATIENCE = 1_800_000;

type ConstantMacro = Extract<MacroItem, { kind: "constant" }>;

for (const kernel of KERNELS) {
  const build = kernelBuild(kernel);
  describe.skipIf(build === null)(kernel, () => {
    for (const [header, least] of Object.entries(HEADERS)) {
      it(`${header}.h: every macro that folds`, () => compareWithCompiler(build ?? "", header, least), PATIENCE);
    }
  });
}

function compareWithCompiler(build: string, name: string, least: number): void {
  const header = fileURLToPath(new URL(`../../headers/linux/${name}.h`, import.meta.url));
  const target = resolveTarget({ kernelDir: build });
  const unit = preprocess(target, [header]);
  const { program, context } = analyse(unit, parse(unit), target);
  const constants = classifyMacros(unit, program, context).filter((item) => item.kind === "constant");
  const probed = probeMacros({
    compiler: target.compiler?.command ?? "gcc",
    flags: target.cflags,
    includes: [`"${header}"`],
  });
  expect(probed.constants.size).toBeGreaterThan(least);
  expect(describeOurs(constants, context)).toEqual(describeAll(probed.constants));
  expect(wrongTypes(constants, header, target, context)).toEqual([]);
}

function describeOurs(constants: readonly ConstantMacro[], context: SemaContext): string[] {
  const ours = new Map<string, ProbedConstant>();
  for (const { definition, value, type } of constants) {
    const kind = integerKindOf(type.type, context);
    if (value.kind !== "integer" || kind === null) continue;
    const size = bitsOf(kind, context.abi) / 8;
    ours.set(definition.name, { value: value.value, size, signed: isSigned(kind, context.abi) });
  }
  return describeAll(ours);
}

function describeAll(constants: ReadonlyMap<string, ProbedConstant>): string[] {
  const lines = [...constants].map(([name, { value, size, signed }]) => `${name} ${value} ${size} ${signed}`);
  return lines.sort();
}

/** Errors of the compiler about the types that we give to constants. */
function wrongTypes(
  constants: readonly ConstantMacro[],
  header: string,
  target: KernelTarget,
  context: SemaContext,
): string[] {
  const scalars = constants.filter(({ value }) => value.kind !== "string");
  const lines = scalars.map(({ definition, type }) => {
    const spelled = declare(type, "", context);
    return `_Static_assert(__builtin_types_compatible_p(__typeof__(${definition.name}), ${spelled}), "${definition.name}");`;
  });
  const [command = "gcc", ...words] = (target.compiler?.command ?? "gcc").split(" ");
  const flags = [...words, ...target.cflags, "-fsyntax-only", "-w", "-x", "c", "-"];
  const input = `#include "${header}"\n${lines.join("\n")}\n`;
  const { status, stderr } = spawnSync(command, flags, { input, encoding: "latin1", maxBuffer: 1 << 28 });
  return status === 0 ? [] : stderr.split("\n").filter((line) => line.includes("error"));
}
