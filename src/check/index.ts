/**
 * Stage `check`: proves a generated crate.
 *
 * In: the crate's folder. The C side (`c/abi_check.c`, `c/helpers.c`) is compiled with the kernel's compiler and the
 * recorded flags, the Rust side with rustc where there is one. Out: what was proven, what was not and why, and what failed.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LOCK_FILE, type LockFile } from "../lock.js";
import type { CheckOptions } from "../options.js";
import { type Diagnostic, FatalError } from "../support/diagnostics.js";
import { proveC } from "./c-proof.js";
import { proveRust } from "./rust-proof.js";

/** One thing that was tried. */
export interface CheckStep {
  /** `C, gcc 12.2.0`, `shims, gcc 12.2.0` or `Rust, x86_64-unknown-none`. */
  readonly name: string;
  readonly state: "proven" | "failed" | "not-run";
  /** In words: how much was proven, or why it was not run. */
  readonly detail: string;
  /** How many facts of each kind were asserted. */
  readonly counts: Readonly<Record<string, number>>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface CheckResult {
  /** `ok`: nothing failed and at least one side was proven. */
  readonly status: "ok" | "failed";
  readonly release: string | null;
  readonly arch: string;
  readonly steps: readonly CheckStep[];
}

/**
 * Checks the crate in `dir`.
 * @throws FatalError `not-a-crate`, `kernel-differs` and whatever hinders finding the kernel
 */
export function checkCrate(dir: string, options: CheckOptions = {}): CheckResult {
  const lock = readLock(dir);
  const steps = [...proveC(dir, lock, options), ...proveRust(dir, lock, options)];
  const failed = steps.some((step) => step.state === "failed") || !steps.some((step) => step.state === "proven");
  return { status: failed ? "failed" : "ok", release: lock.kernel.release, arch: lock.kernel.arch, steps };
}

function readLock(dir: string): LockFile {
  const path = join(dir, LOCK_FILE);
  if (!existsSync(path)) {
    throw new FatalError({
      id: "not-a-crate",
      severity: "error",
      message: `'${dir}' holds no ${LOCK_FILE}: it is no crate that kbindgen wrote`,
      help: "give the folder that `kbindgen generate` wrote with --out",
    });
  }
  try {
    return requireShape(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if (error instanceof FatalError) throw error;
    throw damaged(path);
  }
  function requireShape(value: unknown): LockFile {
    const lock = value as Partial<LockFile> | null;
    if (typeof lock?.kernel?.arch !== "string" || !Array.isArray(lock.cflags)) throw damaged(path);
    return lock as LockFile;
  }
}

function damaged(path: string): FatalError {
  return new FatalError({
    id: "lock-damaged",
    severity: "error",
    message: "the lock file cannot be understood",
    where: { path, line: 0, column: 0 },
    help: "generate the crate again",
  });
}
