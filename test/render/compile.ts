/** Compilers as judges of rendered crates. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RenderedFile } from "../../src/render/index.js";

export function isPresent(command: string, ...args: string[]): boolean {
  return spawnSync(command, [...args, "--version"]).status === 0;
}

/** Runs a command; its output when it fails, else null. */
export function failure(command: string, args: readonly string[], input?: string): string | null {
  const run = spawnSync(command, args, { input, encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status === 0) return null;
  // Errors first: gcc may have a thousand notes.
  const errors = run.stderr.split("\n").filter((line) => line.includes("error"));
  return `${run.error?.message ?? ""}${errors.slice(0, 20).join("\n")}\n${run.stderr}${run.stdout}`.slice(0, 6000);
}

/** Writes a rendered crate, and `header` beside its proof. */
export function writeCrate(folder: string, files: readonly RenderedFile[], header: string): void {
  for (const file of [...files, { path: "c/sample.h", text: header }]) {
    const path = join(folder, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, String(file.text));
  }
}

/** What rustc says against the crate, warnings included; null when it accepts it. */
export function rustProblem(folder: string, edition = "2021", toolchain: readonly string[] = []): string | null {
  const args = ["--edition", edition, "--crate-type", "lib", "--crate-name", "sample", "--emit=metadata", "-Dwarnings"];
  return failure("rustc", [...toolchain, ...args, "-o", join(folder, "lib.rmeta"), join(folder, "src/lib.rs")]);
}

/** What a C compiler says against the proof; null when it holds. */
export function proofProblem(folder: string, compiler: readonly string[]): string | null {
  const [command = "", ...flags] = compiler;
  const args = [
    ...flags,
    "-std=gnu11",
    "-O2",
    "-Wall",
    "-Wextra",
    "-Werror",
    "-Wno-unknown-warning-option",
    "-Wno-packed-not-aligned",
    "-c",
    "-o",
    "/dev/null",
  ];
  return failure(command, [...args, join(folder, "c/abi_check.c")]);
}
