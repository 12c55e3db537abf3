/** The C side: compiles `c/abi_check.c`, and the shims in `c/helpers.c`, with the flags of the kernel's modules. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { cacheDirectory } from "../kernel/cache.js";
import { compilerWords } from "../kernel/compiler.js";
import { findKernel, resolveTarget } from "../kernel/index.js";
import { findProgram, type RunResult, run } from "../kernel/process.js";
import type { Compiler, KernelTarget } from "../kernel/types.js";
import type { LockFile } from "../lock.js";
import type { CheckOptions } from "../options.js";
import { HELPERS_FILE } from "../render/index.js";
import { type Diagnostic, FatalError } from "../support/diagnostics.js";
import { compilerDiagnostics } from "./compiler-messages.js";
import type { CheckStep } from "./index.js";
import { overlayFlags } from "./overlay.js";
import { shimFlags } from "./refused-shims.js";

const PROOF = "c/abi_check.c";
/** More errors than this help nobody. */
const MAX_ERRORS = 200;

/** @throws FatalError when the crate has no proof or the kernel cannot be found. */
export function proveC(dir: string, lock: LockFile, options: CheckOptions): CheckStep[] {
  const proof = join(dir, PROOF);
  if (!existsSync(proof)) {
    throw new FatalError({
      id: "not-a-crate",
      severity: "error",
      message: `'${dir}' holds no ${PROOF}`,
      help: "generate the crate again",
    });
  }
  options.onProgress?.("kernel");
  const target = targetOf(lock, options);
  requireSameKernel(lock, target);
  const { compiler } = target;
  if (compiler === null) {
    const detail = `no C compiler for ${target.arch} is installed; sizes, offsets and values are not proven`;
    return [{ name: "C", state: "not-run", detail, counts: {}, diagnostics: [] }];
  }
  options.onProgress?.(`C proof with ${compiler.kind} ${compiler.version}`);
  const flags = flagsFor(lock, target, options);
  const proven = compileProof(proof, target, flags);
  const shims = join(dir, HELPERS_FILE);
  if (!existsSync(shims)) return [proven];
  options.onProgress?.(`shims with ${compiler.kind} ${compiler.version}`);
  return [proven, compileShims(shims, target, flags)];
}

function targetOf(lock: LockFile, options: CheckOptions): KernelTarget {
  const { family, arch, release } = lock.kernel;
  const common = { family, cc: options.cc ?? recordedCompiler(lock), cache: options.cache, config: options.config };
  if (family === "none") return resolveTarget({ ...common, arch, cflags: options.cflags });
  const fetched = [join(cacheDirectory(), "kernels"), join(homedir(), ".cache", "kbindgen", "kernels")];
  const found = release === null ? null : findKernel({ family, release, arch }, fetched);
  const kernelDir = options.kernelDir ?? found ?? undefined;
  // Only Linux's trees are configured for one architecture.
  return resolveTarget({ ...common, arch: family === "linux" ? undefined : arch, kernelDir, cflags: options.cflags });
}

/** A crate that was made with clang for a gcc kernel is checked with clang again, of the same version if that is there. */
function recordedCompiler({ compiler }: LockFile): string | undefined {
  if (compiler?.kind !== "clang") return undefined;
  const versioned = `clang-${compiler.version.replace(/\..*/, "")}`;
  return findProgram(versioned) === null ? "clang" : versioned;
}

function requireSameKernel(lock: LockFile, target: KernelTarget): void {
  const differs = (what: string, recorded: string, found: string) =>
    new FatalError({
      id: "kernel-differs",
      severity: "error",
      message: `the crate was generated for ${what} ${recorded}, the kernel found is ${found}`,
      help: "give the right build directory with --kernel-dir, or generate the crate again",
    });
  if (lock.kernel.arch !== target.arch) throw differs("architecture", lock.kernel.arch, target.arch);
  if (lock.kernel.release !== target.release) {
    throw differs("release", lock.kernel.release ?? "none", target.release ?? "none");
  }
  if (lock.kernel.configHash !== target.configHash) {
    throw new FatalError({
      id: "config-differs",
      severity: "error",
      message: "the crate was generated for another configuration of this kernel",
      help: "give its .config with --config, or generate the crate again",
    });
  }
}

/** The recorded flags where the compiler is of the same kind; otherwise its own, and what the user had added. */
function flagsFor(lock: LockFile, target: KernelTarget, options: CheckOptions): string[] {
  const recorded = lock.cflags.map((flag) => withRoots(flag, target.roots));
  if (lock.compiler !== null && lock.compiler.kind === target.compiler?.kind) {
    const rejected = options.cflags ?? [];
    return [...recorded, ...rejected];
  }
  return [...target.cflags, ...preprocessorFlags(recorded, new Set(target.cflags))];
}

function withRoots(flag: string, roots: readonly string[]): string {
  return flag.replace(/\$\{KERNEL(\d+)\}/g, (whole, index: string) => roots[Number(index)] ?? whole);
}

/** `-D`, `-U`, `-I` and forced includes among the recorded flags that the compiler's own do not have. */
function preprocessorFlags(recorded: readonly string[], known: ReadonlySet<string>): string[] {
  const kept: string[] = [];
  for (let at = 0; at < recorded.length; at++) {
    const flag = recorded[at] ?? "";
    const next = recorded[at + 1];
    const pair = /^-(?:include|imacros|iquote|isystem|idirafter)$/.test(flag) && next !== undefined;
    if (pair && !known.has(next)) kept.push(flag, next);
    else if (/^-[DUI]./.test(flag) && !known.has(flag)) kept.push(flag);
    if (pair) at++;
  }
  return kept;
}

function compileProof(proof: string, target: KernelTarget, flags: readonly string[]): CheckStep {
  const compiler = compilerOf(target);
  const name = `C, ${compiler.kind} ${compiler.version}`;
  const result = compile(proof, target, [
    ...flags,
    // Bit positions are proven by the optimiser.
    ...(/^#define __OPTIMIZE__ /m.test(target.predefined.text) ? [] : ["-O1"]),
    ...[compiler.kind === "gcc" ? `-fmax-errors=${MAX_ERRORS}` : `-ferror-limit=${MAX_ERRORS}`],
    // Assertions are errors by themselves; warnings about the kernel's headers are not ours to judge.
    ...["-w", "-g0", "-S"],
  ]);
  const counts = assertionCounts(readFileSync(proof, "latin1"));
  if (result.status === 0) return { name, state: "proven", detail: describe(counts), counts, diagnostics: [] };
  return failed(name, counts, compilerDiagnostics(result.stderr, resolve(proof), PROOF, result.failure));
}

/** The assembler has to take them too: many have inline assembly. */
function compileShims(helpers: string, target: KernelTarget, flags: readonly string[]): CheckStep {
  const { kind, version } = compilerOf(target);
  const name = `shims, ${kind} ${version}`;
  const result = compile(helpers, target, [...flags, ...shimFlags(kind), "-c"]);
  const shims = [...readFileSync(helpers, "latin1").matchAll(/^\{$/gm)].length;
  const counts = { shims };
  if (result.status === 0) return { name, state: "proven", detail: `${shims} compile`, counts, diagnostics: [] };
  const diagnostics = compilerDiagnostics(result.stderr, resolve(helpers), HELPERS_FILE, result.failure);
  return failed(name, counts, diagnostics.map(aboutShim));
}

function aboutShim(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.id === "proof-does-not-compile" ? { ...diagnostic, id: "shim-does-not-compile" } : diagnostic;
}

function compilerOf({ compiler }: KernelTarget): Compiler {
  if (compiler === null) throw new Error("a proof needs a compiler");
  return compiler;
}

function compile(file: string, target: KernelTarget, flags: readonly string[]): RunResult {
  const scratch = mkdtempSync(join(tmpdir(), "kbindgen-check-"));
  try {
    const command = [...compilerWords(compilerOf(target).command), ...overlayFlags(scratch, target), ...flags];
    return run([...command, "-o", "/dev/null", "-x", "c", resolve(file)]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function failed(name: string, counts: Readonly<Record<string, number>>, diagnostics: readonly Diagnostic[]): CheckStep {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  return { name, state: "failed", detail: `${errors} error${errors === 1 ? "" : "s"}`, counts, diagnostics };
}

/** What an assertion macro of the proof is about. */
const KINDS: Readonly<Record<string, string>> = {
  RECORD: "records",
  SIZE: "types",
  ENUM: "enums",
  FIELD: "fields",
  PLACE: "fields",
  OFFSET: "fields",
  FLEXIBLE: "fields",
  BITFIELD: "bit-fields",
  BITFIELD_CONST: "bit-fields",
  BITFIELD_VOLATILE: "bit-fields",
  INTEGER: "constants",
  VALUE: "constants",
  STRING: "constants",
  FOLDED: "constants",
  OBJECT: "constants",
  RESULT: "macro functions",
  TYPE: "functions and types",
  RENAMES: "functions and types",
  VARIABLE: "variables",
};

/** Counts the assertions of a proof by what they are about. */
export function assertionCounts(text: string): Record<string, number> {
  const counts: Record<string, number> = {};
  // The definitions of the macros use each other.
  const uses = text.replace(/^#define (?:.*\\\n)*.*/gm, "");
  for (const match of uses.matchAll(/^[ \t]*KBINDGEN_([A-Z_]+)\(/gm)) {
    // Said of a macro function together with its result, of an object together with its type.
    if (match[1] === "FUNCTION" || match[1] === "INSIDE") continue;
    const kind = KINDS[match[1] ?? ""] ?? "other facts";
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

function describe(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
  return parts.length === 0 ? "nothing to assert" : parts.join(", ");
}
