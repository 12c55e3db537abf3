/** The judge of modules sees what is wrong: an object for programs has all of it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { judgeObject } from "./judge.js";

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
  ["the red zone with an index", INDEXED_LEAF, [], /^f at .*: below the stack pointer: .*\(%rsp,/],
  ["the global offset table", "extern int x; int *f(void) { return &x; }", ["-fPIC"], /no R_X86_64_.*GOTPCREL/],
])("sees %s", (_what, source, flags, expected) => {
  expect(wrongIn(source, flags)).toContainEqual(expect.stringMatching(expected));
});

it.skipIf(process.arch !== "x64")("lets a kernel's object pass", () => {
  expect(wrongIn(`${INDEXED_LEAF} extern int x; int *g(void) { return &x; }`, KERNEL)).toEqual([]);
});
