/** Whole kernels: which functions the compiler finds in a header, and what it says of the shims. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { expect } from "vitest";
import type { GenerateResult } from "../../src/generate.js";
import type { KernelTarget } from "../../src/kernel/types.js";

function compile(target: KernelTarget, args: readonly string[]): string {
  const cc = target.compiler?.command ?? "gcc";
  const { status, stderr, error } = spawnSync(cc, [...target.cflags, ...args], {
    encoding: "latin1",
    maxBuffer: 1 << 29,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(stderr.slice(0, 5000));
  return stderr;
}

export interface Definition {
  readonly name: string;
  readonly isStatic: boolean;
}

/** Every function with a definition, as the compiler lists them itself. */
export function functionsDefined(target: KernelTarget, header: string, scratch: string): Definition[] {
  return target.compiler?.kind === "clang"
    ? asClangEmits(target, header, scratch)
    : asGccLists(target, header, scratch);
}

/** Told to emit even what nobody calls, clang makes an LLVM function of each (Clang command line reference). */
function asClangEmits(target: KernelTarget, header: string, scratch: string): Definition[] {
  const module = join(scratch, "functions.ll");
  compile(target, ["-w", "-O0", "-femit-all-decls", "-S", "-emit-llvm", "-o", module, "-x", "c", header]);
  const heads = readFileSync(module, "latin1").matchAll(/^define (internal )?[^@]*@(\w+)\(/gm);
  return [...heads].map(([, internal, name = ""]) => ({ name, isStatic: internal !== undefined }));
}

/** GCC manual, `-aux-info`. */
function asGccLists(target: KernelTarget, header: string, scratch: string): Definition[] {
  const list = join(scratch, "functions.txt");
  compile(target, ["-w", "-fsyntax-only", "-aux-info", list, "-x", "c", header]);
  const found: Definition[] = [];
  for (const line of readFileSync(list, "latin1").split("\n")) {
    const [, storage, declaration = ""] = /^\/\* .*:\d+:[NO]F \*\/ (static|extern) (.*?); \/\*/.exec(line) ?? [];
    if (storage === undefined) continue;
    // The first name before a parameter list; `int (*name (void)) (void)` returns a pointer to a function.
    const name = /(\w+) \((?!\*)/.exec(declaration)?.[1];
    if (name === undefined) throw new Error(`no name in ${declaration}`);
    found.push({ name, isStatic: storage === "static" });
  }
  return found;
}

/** Compiles `c/helpers.c` of a crate into an object: the warnings that the headers alone do not give. */
export function warningsOfHelpers(target: KernelTarget, out: string, header: string, scratch: string): string[] {
  const ofHeaders = new Set(warningsIn(compile(target, ["-fsyntax-only", "-x", "c", resolve(header)])));
  const source = join(out, "c/helpers.c");
  const object = join(scratch, "helpers.o");
  const messages = compile(target, ["-g0", "-iquote", dirname(resolve(header)), "-c", "-o", object, source]);
  return warningsIn(messages).filter((warning) => !ofHeaders.has(warning));
}

/** `HEADER:LINE: MESSAGE`: the folder of the user's own headers differs. */
function warningsIn(stderr: string): string[] {
  return [...stderr.matchAll(/^(.*?):(\d+):(?:\d+:)? warning: (.*)$/gm)].map(
    ([, file = "", line, message]) => `${basename(file)}:${line}: ${message}`,
  );
}

/** Names that `c/helpers.h` declares, without the prefix. */
export function shimsDeclared(out: string): ReadonlySet<string> {
  const text = readFileSync(join(out, "c/helpers.h"), "latin1");
  return new Set([...text.matchAll(/\brust_helper_(\w+)\(/g)].map(([, name = ""]) => name));
}

/** Why a static inline function may have no shim. */
const REASONS: ReadonlySet<string> = new Set(["shim-refused-by-compiler", "shim-variadic", "shim-unnamed-type"]);

/** A crate with all shims that was just generated. */
export interface Whole {
  readonly target: KernelTarget;
  readonly header: string;
  readonly out: string;
  readonly report: GenerateResult["report"];
  readonly scratch: string;
}

/**
 * Every static inline function that gcc finds is called through a shim, or in the report with a reason; the kernel's
 * gcc compiles all shims with the kernel's own warning flags and has nothing to say.
 * @param least static functions with a definition there must be
 * @param most that may have no shim
 */
export function expectAllShims({ target, header, out, report, scratch }: Whole, least: number, most: number): void {
  const defined = functionsDefined(target, header, scratch);
  const statics = defined.filter(({ isStatic }) => isStatic).map(({ name }) => name);
  expect(statics.length).toBeGreaterThan(least);
  const entries = new Map(report.filter(({ kind }) => kind === "function").map((entry) => [entry.name, entry]));
  expect(defined.filter(({ name }) => !entries.has(name))).toEqual([]);
  const shims = shimsDeclared(out);
  const without = statics.filter((name) => !shims.has(name)).map((name) => entries.get(name));
  expect(without.filter((entry) => entry?.status !== "skipped" || !REASONS.has(entry.reason ?? ""))).toEqual([]);
  expect(without.filter((entry) => (entry?.detail ?? "") === "")).toEqual([]);
  expect(without.length).toBeLessThan(most);
  const emitted = statics.filter((name) => shims.has(name));
  expect(emitted.filter((name) => entries.get(name)?.status !== "emitted")).toEqual([]);
  const rust = readFileSync(join(out, "src/bindings.rs"), "utf8");
  const callable = new Set([...rust.matchAll(/rust_helper_(\w+)"\]/g)].map(([, name]) => name));
  expect(emitted.filter((name) => !callable.has(name))).toEqual([]);
  expect(warningsOfHelpers(target, out, header, scratch)).toEqual([]);
}
