/**
 * The architectures by all the names that they go by: this project's, Linux's `ARCH`, GNU triples, Debian's,
 * and the compilers' predefined macros.
 */
import { assertNever } from "../support/brand.js";
import { FatalError } from "../support/diagnostics.js";
import { nearest } from "../support/nearest.js";
import { ARCHITECTURES, type Architecture } from "./abi/types.js";

/** The systems that compilers tell apart: predefined macros, object format and ABI differ. */
export type System = "linux" | "freebsd" | "darwin";

export interface ArchitectureNames {
  /** Prefixes of cross compilers, the usual one first; the first is also clang's `--target`. */
  readonly triples: readonly string[];
  /** The kernel's `ARCH`, which is the folder below `arch/` too. */
  readonly kernelArch: string;
  /** Debian's name of the architecture. */
  readonly debian: string;
  /** Other names that users know it by. */
  readonly aliases: readonly string[];
  /** Predefined macros, all of which say that a compiler compiles for it; `!` in front: not defined. */
  readonly macros: readonly string[];
}

export const ARCHITECTURE_NAMES: Readonly<Record<Architecture, ArchitectureNames>> = {
  x86_64: {
    triples: ["x86_64-linux-gnu"],
    kernelArch: "x86",
    debian: "amd64",
    aliases: ["amd64", "x64", "x86-64"],
    macros: ["__x86_64__", "__LP64__"],
  },
  i686: {
    triples: ["i686-linux-gnu", "i386-linux-gnu"],
    kernelArch: "x86",
    debian: "i386",
    aliases: ["i386", "i486", "i586", "ia32", "x86"],
    macros: ["__i386__"],
  },
  aarch64: {
    triples: ["aarch64-linux-gnu", "aarch64-none-elf"],
    kernelArch: "arm64",
    debian: "arm64",
    aliases: ["arm64"],
    macros: ["__aarch64__", "__LP64__", "!__AARCH64EB__"],
  },
  armv7: {
    triples: ["arm-linux-gnueabihf", "arm-linux-gnueabi", "arm-none-eabi"],
    kernelArch: "arm",
    debian: "armhf",
    aliases: ["arm", "armhf", "armv7l", "armv7a", "armel"],
    macros: ["__arm__", "__ARM_EABI__", "!__ARMEB__"],
  },
  riscv64: {
    triples: ["riscv64-linux-gnu", "riscv64-unknown-elf"],
    kernelArch: "riscv",
    debian: "riscv64",
    aliases: ["riscv", "riscv64gc"],
    macros: ["__riscv", "__LP64__"],
  },
  s390x: {
    triples: ["s390x-linux-gnu"],
    kernelArch: "s390",
    debian: "s390x",
    aliases: ["s390", "zarch"],
    macros: ["__s390x__"],
  },
  powerpc64le: {
    triples: ["powerpc64le-linux-gnu"],
    kernelArch: "powerpc",
    debian: "ppc64el",
    aliases: ["ppc64le", "ppc64el", "powerpc"],
    macros: ["__powerpc64__", "__LITTLE_ENDIAN__"],
  },
  loongarch64: {
    triples: ["loongarch64-linux-gnu"],
    kernelArch: "loongarch",
    debian: "loong64",
    aliases: ["loongarch", "loong64"],
    macros: ["__loongarch__", "__LP64__"],
  },
  mips64el: {
    triples: ["mips64el-linux-gnuabi64"],
    kernelArch: "mips",
    debian: "mips64el",
    aliases: ["mips64", "mips"],
    macros: ["__mips64", "__LP64__", "!__MIPSEB__"],
  },
};

/**
 * The architecture that a user's word means.
 * @throws FatalError `unknown-arch`
 */
export function architectureByName(name: string): Architecture {
  const wanted = name.toLowerCase();
  for (const arch of ARCHITECTURES) {
    if (arch === wanted || ARCHITECTURE_NAMES[arch].aliases.includes(wanted)) return arch;
  }
  const [guess] = nearest(
    wanted,
    [...ARCHITECTURES, ...ARCHITECTURES.flatMap((a) => ARCHITECTURE_NAMES[a].aliases)],
    1,
  );
  throw new FatalError(
    {
      id: "unknown-arch",
      severity: "error",
      message: `unknown architecture '${name}'${guess === undefined ? "" : `; did you mean '${guess}'?`}`,
      help: `known are ${ARCHITECTURES.join(", ")}`,
    },
    undefined,
    true,
  );
}

/** What a compiler with these predefined macros compiles for; null for a target that is not supported. */
export function architectureOfMacros(defined: ReadonlySet<string>): Architecture | null {
  const holds = (macro: string) => (macro.startsWith("!") ? !defined.has(macro.slice(1)) : defined.has(macro));
  return ARCHITECTURES.find((arch) => ARCHITECTURE_NAMES[arch].macros.every(holds)) ?? null;
}

/** The architecture of this machine; null when it is none of ours. */
export function hostArchitecture(): Architecture | null {
  switch (process.arch) {
    case "x64":
      return "x86_64";
    case "ia32":
      return "i686";
    case "arm64":
      return "aarch64";
    case "arm":
      return "armv7";
    case "ppc64":
      return "powerpc64le";
    case "s390x":
    case "riscv64":
    case "loong64":
      return process.arch === "loong64" ? "loongarch64" : process.arch;
    default:
      return null;
  }
}

/** The system of this machine. */
export function hostSystem(): System {
  switch (process.platform) {
    case "freebsd":
    case "darwin":
      return process.platform;
    default:
      return "linux";
  }
}

/** The system that a target triple names. */
export function systemOfTriple(triple: string): System {
  if (/-freebsd[\d.]*(?:-|$)/.test(triple)) return "freebsd";
  return /-(?:apple-|darwin|macos)/.test(triple) ? "darwin" : "linux";
}

/**
 * What clang's `--target` takes.
 * @param version of the system as it stands in the triple (`14` for `x86_64-unknown-freebsd14`); may be empty
 */
export function clangTriple(arch: Architecture, system: System, version = ""): string {
  switch (system) {
    case "linux":
      return ARCHITECTURE_NAMES[arch].triples[0] ?? arch;
    case "freebsd":
      return `${arch}-unknown-freebsd${version}${arch === "armv7" ? "-gnueabihf" : ""}`;
    case "darwin":
      return `${arch === "aarch64" ? "arm64" : arch}-apple-macosx${version}`;
    default:
      return assertNever(system, "system");
  }
}

/** The architecture that a GNU or LLVM target triple names; null when it is none of ours. */
export function architectureOfTriple(triple: string): Architecture | null {
  const cpu = (triple.split("-", 1)[0] ?? "").toLowerCase();
  if (/^armv[678]|^thumb/.test(cpu)) return "armv7";
  const found = ARCHITECTURES.find((arch) => arch === cpu || ARCHITECTURE_NAMES[arch].aliases.includes(cpu));
  return found ?? null;
}
