/** Whole kernels: the same tokens and pragmas as `cc -E` has with the flags that build modules. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { type KernelTarget, resolveTarget } from "../../src/kernel/index.js";
import { type PreprocessedUnit, preprocess, printUnit } from "../../src/preprocess/index.js";
import { definitionText } from "../../src/preprocess/print.js";
import { readBack, streamOf } from "./support.js";

const MODULE = fileURLToPath(new URL("../../headers/linux/module.h", import.meta.url));
const WIDE = fileURLToPath(new URL("../../headers/linux/wide.h", import.meta.url));

const FREEBSD = fileURLToPath(new URL("../../headers/freebsd/wide.h", import.meta.url));

const CASES = [
  ["ziglang-0.17.1-freebsd-amd64", "clang-16", FREEBSD],
  ["ziglang-0.17.1-freebsd-arm64", "clang-22", FREEBSD],
  ["bookworm-6.1-amd64", "gcc", WIDE],
  ["bookworm-6.1-amd64", "clang", WIDE],
  ["bookworm-6.12-amd64", "gcc", WIDE],
  ["bookworm-6.12-amd64", "clang", WIDE],
  ["forky-7.2-amd64", "gcc", MODULE],
  ["forky-7.2-amd64", "clang", MODULE],
  ["bookworm-6.1-arm64", undefined, MODULE],
  ["bookworm-6.1-armmp", undefined, MODULE],
  ["bookworm-6.1-s390x", undefined, MODULE],
  ["bookworm-6.1-powerpc64le", undefined, MODULE],
] as const;

/** The target of the kernel's own gcc, or the same flags with clang: those that it does not know are dropped. */
function targetOf(kernelDir: string, cc: string | undefined): KernelTarget {
  if (cc !== "clang") return resolveTarget({ kernelDir, cc });
  // Neither changes a token, and clang 14 wants a further flag for the first.
  let cflags = resolveTarget({ kernelDir }).cflags.filter(
    (flag) => !/^-f(?:trivial-auto-var-init|sanitize)/.test(flag),
  );
  for (;;) {
    const { stderr } = spawnSync("clang", [...cflags, "-E", "-x", "c", "/dev/null"], { encoding: "latin1" });
    const bad = new Set(Array.from(stderr.matchAll(/error: .*?'(-[^']*)'/g), (match) => match[1] ?? ""));
    const known = cflags.filter((flag) => !bad.has(flag));
    if (known.length === cflags.length) return resolveTarget({ family: "none", cc, cflags });
    cflags = known;
  }
}

/** What the target's own compiler prints for a header with `-E` and a further flag. */
function compilerOutput(target: KernelTarget, header: string, flag: "-P" | "-dM"): string {
  const [command = "cc", ...first] = (target.compiler?.command ?? "cc").split(" ");
  const run = spawnSync(command, [...first, ...target.cflags, "-E", flag, "-w", header], {
    encoding: "latin1",
    maxBuffer: 2 ** 30,
  });
  expect(run.stderr.split("\n").filter((line) => line.includes("error:"))).toEqual([]);
  return run.stdout;
}

/** All that is no white space, without directives: independent of how our lexer cuts a text into tokens. */
function squeezed(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, "").replace(/\s+/g, "");
}

/** Lines without their white space, sorted. */
function squeezedLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.replace(/\s+/g, ""))
    .filter((line) => line !== "")
    .sort();
}

/** The macros in force at the end as `#define` lines. */
function macrosOf(unit: PreprocessedUnit): string[] {
  const definitions = [...unit.macros.live.values()].filter(({ origin }) => origin !== "built-in");
  return squeezedLines(definitions.map(definitionText).join("\n"));
}

describe.each(CASES)("%s with %s", (name, cc, header) => {
  const kernelDir = kernelBuild(name);
  it.skipIf(kernelDir === null)(`preprocesses ${header.replace(/.*headers./, "")} as the compiler does`, () => {
    const target = targetOf(kernelDir ?? "", cc);
    const unit = preprocess(target, [header]);
    expect(unit.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const theirs = compilerOutput(target, header, "-P");
    const mine = streamOf(unit);
    const words = readBack(theirs);
    const at = mine.findIndex((word, index) => word !== words[index]);
    expect(mine.slice(Math.max(0, at - 10), at + 10)).toEqual(words.slice(Math.max(0, at - 10), at + 10));
    expect([at, mine.length]).toEqual([-1, words.length]);
    expect(mine.length).toBeGreaterThan(header === FREEBSD ? 180_000 : 500_000);
    const text = printUnit(unit, { lineMarkers: false });
    expect(squeezed(text) === squeezed(theirs)).toBe(true);
    expect(macrosOf(unit)).toEqual(squeezedLines(compilerOutput(target, header, "-dM")));
    const again = readBack(printUnit(unit));
    expect(again.length).toBe(mine.length);
    expect(again.every((word, index) => word === mine[index])).toBe(true);
  });
});
