/** The judge of modules sees what is wrong: an object for programs has all of it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { hasProgram } from "../kernel/compilers.js";
import { judgeObject, KINDS, type ObjectKind } from "./judge.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-judge-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function wrongIn(source: string, flags: readonly string[]): readonly string[] {
  const [file, object] = [join(scratch, "x.c"), join(scratch, "x.o")];
  writeFileSync(file, source);
  execFileSync("gcc", ["-O2", "-c", "-g", ...flags, "-o", object, file]);
  return judgeObject(object).wrong;
}

const LEAF = "int f(int n) { volatile int a[8]; a[n & 7] = n; return a[1]; }";
/** Only with an index. */
const INDEXED_LEAF = "int f(int n, int m) { volatile int a[8]; a[n & 7] = n; return a[m & 7]; }";
const KERNEL = ["-mno-red-zone", "-mcmodel=kernel", "-fno-pic", "-mgeneral-regs-only"];

it.skipIf(process.arch !== "x64").each([
  ["SSE", "double f(double x) { return x * 2; }", [], /^f at .*: floating point: (?:add|mul)sd/],
  ["x87", "void f(long double *x) { *x = *x * *x; }", [], /floating point: fld/],
  ["MMX", "void f(void) { __builtin_ia32_emms(); }", [], /floating point: emms/],
  ["the red zone", LEAF, [], /^f at .*: below the stack pointer: /],
  ["the red zone behind a frame pointer", LEAF, ["-fno-omit-frame-pointer"], /below the stack pointer: .*\(%rbp/],
  ["the red zone with an index", INDEXED_LEAF, [], /^f at .*: below the stack pointer: .*\(%rsp,/],
  ["the global offset table", "extern int x; int *f(void) { return &x; }", ["-fPIC"], /no R_X86_64_.*GOTPCREL/],
])("sees %s", (_what, source, flags, expected) => {
  expect(wrongIn(source, flags)).toContainEqual(expect.stringMatching(expected));
});

it.skipIf(process.arch !== "x64").each([[[]], [["-fno-omit-frame-pointer"]]])(
  "lets a kernel's object pass, compiled with %j",
  (flags) => {
    const source = `${INDEXED_LEAF} extern int x; int *g(void) { return &x; }`;
    expect(wrongIn(source, [...KERNEL, ...flags])).toEqual([]);
  },
);

/** The same for the other formats, with LLVM's tools and the clang of `.ci/run`. */
const OTHERS: readonly [ObjectKind, readonly string[], readonly string[]][] = [
  [KINDS.freebsdAmd64, ["--target=x86_64-unknown-freebsd14"], KERNEL],
  [KINDS.xnuX86, ["--target=x86_64-apple-macosx11"], ["-mkernel", "-mgeneral-regs-only"]],
  [KINDS.xnuArm64, ["--target=arm64-apple-macosx11"], ["-mkernel", "-mgeneral-regs-only"]],
  [KINDS.arm64Elf, ["--target=aarch64-unknown-freebsd14"], ["-mgeneral-regs-only", "-mno-red-zone"]],
];

describe.skipIf(!hasProgram("clang-16") || !hasProgram("llvm-objdump")).each(OTHERS)("%#", (kind, target, kernel) => {
  const wrong = (source: string, flags: readonly string[]) => {
    const [file, object] = [join(scratch, "y.c"), join(scratch, "y.o")];
    writeFileSync(file, source);
    execFileSync("clang-16", [
      ...target,
      "-O2",
      "-ffreestanding",
      "-fno-stack-protector",
      "-c",
      ...flags,
      "-o",
      object,
      file,
    ]);
    return judgeObject(object, kind).wrong;
  };

  it("sees vector registers", () => {
    const source = "double f(double x) { return x * 2; }";
    expect(wrong(source, [])).toContainEqual(expect.stringContaining("floating point"));
  });

  // LLVM uses none on arm64, though Apple's has one.
  const isX86 = kind === KINDS.freebsdAmd64 || kind === KINDS.xnuX86;
  it.runIf(isX86)("sees the red zone, with and without a frame pointer", () => {
    for (const flag of ["-fomit-frame-pointer", "-fno-omit-frame-pointer"]) {
      const said = wrong(LEAF, [flag, "-mno-omit-leaf-frame-pointer", "-mgeneral-regs-only"]);
      expect(said).toContainEqual(expect.stringContaining("below the stack pointer"));
    }
  });

  it("lets a kernel's object pass", () => {
    for (const flags of [[], ["-fno-omit-frame-pointer", "-mno-omit-leaf-frame-pointer"]]) {
      expect(wrong(`${LEAF} extern int x; int g(void) { return x; }`, [...kernel, ...flags])).toEqual([]);
    }
  });
});
