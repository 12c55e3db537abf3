/** The targets of the random tests and the compilers that judge them. */
import { spawnSync } from "node:child_process";
import { abiFor, adjustAbi } from "../../src/kernel/abi/index.js";
import { ARCHITECTURES, type Architecture, type Platform, type TargetAbi } from "../../src/kernel/abi/types.js";
import type { CompilerCommand } from "./judge.js";

export interface Judge {
  readonly name: string;
  readonly command: CompilerCommand;
  readonly abi: TargetAbi;
}

/** Debian's names of the gcc's. */
const GCC: Readonly<Record<Architecture, string>> = {
  x86_64: "gcc",
  i686: "i686-linux-gnu-gcc",
  aarch64: "aarch64-linux-gnu-gcc",
  armv7: "arm-linux-gnueabihf-gcc",
  riscv64: "riscv64-linux-gnu-gcc",
  s390x: "s390x-linux-gnu-gcc",
  powerpc64le: "powerpc64le-linux-gnu-gcc",
  loongarch64: "loongarch64-linux-gnu-gcc",
  mips64el: "mips64el-linux-gnuabi64-gcc",
};

/** What stands for a compiler on a target: `gcc`, `clang`, `clang-16`, or a command of its own. */
export function judgeFor(
  arch: Architecture,
  cc: string,
  flags: readonly string[] = [],
  platform: Platform = "elf",
): Judge {
  const kind = cc.includes("clang") ? "clang" : "gcc";
  const base = abiFor(arch, kind, undefined, platform);
  const command = kind === "clang" ? [cc, `--target=${base.triple}`] : [cc === "gcc" ? GCC[arch] : cc];
  const version = versionOf([...command]);
  const abi = adjustAbi(abiFor(arch, kind, version, platform), flags);
  return {
    name: [platform === "elf" ? arch : base.triple, cc, ...flags].join(" "),
    command: [...command, ...flags],
    abi,
  };
}

/** `12.2.0`; undefined when there is no such compiler or it does not know the target. */
export function versionOf(command: CompilerCommand): string | undefined {
  const [program = "", ...rest] = command;
  const run = spawnSync(program, [...rest, "-x", "c", "-E", "-dM", "/dev/null"], { encoding: "utf8" });
  if (run.status !== 0) return undefined;
  const value = (name: string) => new RegExp(`^#define ${name} (\\d+)$`, "m").exec(run.stdout)?.[1];
  const prefix = value("__clang_major__") === undefined ? "__GNUC" : "__clang";
  const [major, minor, patch] =
    prefix === "__clang"
      ? ["__clang_major__", "__clang_minor__", "__clang_patchlevel__"]
      : ["__GNUC__", "__GNUC_MINOR__", "__GNUC_PATCHLEVEL__"];
  return [major, minor, patch].map((name) => value(name ?? "") ?? "0").join(".");
}

export function isArchitecture(name: string): name is Architecture {
  return ARCHITECTURES.some((arch) => arch === name);
}
