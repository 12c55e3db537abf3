/** The compilers that judge fixtures, where they are installed. */
import { spawnSync } from "node:child_process";
import type { Architecture } from "../../src/kernel/abi/types.js";
import type { CompilerKind } from "./manifest.js";

/** GNU triples of Debian's cross compilers. */
const TRIPLES: Readonly<Record<Architecture, string>> = {
  x86_64: "x86_64-linux-gnu",
  i686: "i686-linux-gnu",
  aarch64: "aarch64-linux-gnu",
  armv7: "arm-linux-gnueabihf",
  riscv64: "riscv64-linux-gnu",
  s390x: "s390x-linux-gnu",
  powerpc64le: "powerpc64le-linux-gnu",
  loongarch64: "loongarch64-linux-gnu",
  mips64el: "mips64el-linux-gnuabi64",
};

export interface JudgeCompiler {
  readonly kind: CompilerKind;
  readonly arch: Architecture;
  /** For `--cc`. */
  readonly command: string;
  /** What makes it compile for `arch`. */
  readonly targetFlags: readonly string[];
}

export function compilerFor(kind: CompilerKind, arch: Architecture): JudgeCompiler {
  const triple = TRIPLES[arch];
  if (kind === "clang") return { kind, arch, command: "clang", targetFlags: [`--target=${triple}`] };
  return { kind, arch, command: `${triple}-gcc`, targetFlags: [] };
}

export function isPresent(compiler: JudgeCompiler): boolean {
  return spawnSync(compiler.command, ["--version"]).status === 0;
}

/** Compiles without output; the errors, or null. */
export function compileErrors(command: string, args: readonly string[], input?: string): string | null {
  const run = spawnSync(command, args, { input, encoding: "utf8", maxBuffer: 1 << 26 });
  if (run.status === 0) return null;
  return `${run.error?.message ?? ""}${run.stderr}${run.stdout}`.slice(0, 3000);
}
