/**
 * LLVM bitcode of the shims, for inlining them into Rust. Comes in: the bindings without refused shims. Goes out: the
 * bytes of `c/helpers.bc`, the same wherever the kernel and the user's headers lie, or what hinders it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { run } from "../kernel/process.js";
import type { KernelTarget } from "../kernel/types.js";
import { HELPERS_FILE, renderHelpers } from "../render/index.js";
import type { Diagnostic } from "../support/diagnostics.js";
import { compilerCommand, type ShimTrial } from "./refused-shims.js";

/** What must be an error before anything is written; null where there can be bitcode. */
export function bitcodeObjection({ compiler }: KernelTarget): Diagnostic | null {
  if (compiler?.kind === "clang") return null;
  const found = compiler === null ? "there is no compiler" : `the compiler is ${compiler.kind} ${compiler.version}`;
  return {
    id: "bitcode-needs-clang",
    severity: "error",
    message: `--shim-bitcode: only clang makes bitcode, and ${found}`,
    help: "give --cc clang, in a version that is not newer than the LLVM of rustc",
  };
}

/** The bitcode, or why clang made none; null where there are no shims. */
export function shimBitcode(trial: ShimTrial): Buffer | Diagnostic | null {
  const { files } = renderHelpers(trial.bindings, `${ALWAYS_INLINE} ${trial.attributes}`.trim());
  if (files.length === 0) return null;
  const scratch = mkdtempSync(join(tmpdir(), "kbindgen-bitcode-"));
  try {
    for (const file of files) writeFileSync(join(scratch, basename(file.path)), String(file.text), "latin1");
    const output = join(scratch, "helpers.bc");
    // A name without a folder becomes the module's `source_filename`.
    const source = ["-x", "c", basename(HELPERS_FILE), "-o", output];
    const command = [
      ...compilerCommand(trial, scratch),
      ...withoutFolders(trial, scratch),
      ...bitcodeFlags(trial.target),
      ...source,
    ];
    const compiled = run(command, { cwd: scratch });
    return compiled.status === 0 ? readFileSync(output) : notCompiled(compiled.stderr, compiled.failure);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * LLVM inlines no function into one with other rules of code generation, unless told so (`getAttributeBasedInliningDecision`),
 * and rustc has none of `-fno-delete-null-pointer-checks` and `-fno-builtin-wcslen`, with which kernels are built. The
 * function that a shim is inlined into takes the first of them over (`adjustNullPointerValidAttr`).
 */
const ALWAYS_INLINE = "__attribute__((__always_inline__))";

/**
 * rustc writes ThinLTO bitcode, and LLVM imports into it only from such (Clang documentation, "ThinLTO"). Warnings were
 * judged when the shims were tried.
 */
function bitcodeFlags({ predefined }: KernelTarget): string[] {
  // Without optimisation clang marks every function as not to be inlined.
  const optimise = /^#define __OPTIMIZE__ /m.test(predefined.text) ? [] : ["-O2"];
  return [...optimise, "-flto=thin", "-w", "-c"];
}

/** `__FILE__` in the text of a warning must not say where the files lie: the last flag that fits counts. */
function withoutFolders({ target, headers }: ShimTrial, scratch: string): string[] {
  const folders = [scratch, ...headers.map((header) => dirname(resolve(header))), ...target.roots];
  const longestLast = [...new Set(folders)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return longestLast.map((folder) => `-fmacro-prefix-map=${folder}/=`);
}

function notCompiled(stderr: string, failure: string | null): Diagnostic {
  const error = /^.*?error: (.*)$/m.exec(stderr)?.[1] ?? failure ?? "it failed without a message";
  return { id: "bitcode-not-compiled", severity: "error", message: `clang makes no bitcode of the shims: ${error}` };
}
