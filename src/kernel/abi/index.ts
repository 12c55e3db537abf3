/**
 * The ABI of a target: the psABI's table, completed with what the compiler decides.
 * In: architecture, compiler, flags. Out: a `TargetAbi`.
 */
import { AARCH64 } from "./aarch64.js";
import { APPLE_AARCH64, APPLE_X86_64 } from "./apple.js";
import { ARMV7 } from "./armv7.js";
import { I686 } from "./i686.js";
import { LOONGARCH64 } from "./loongarch64.js";
import { MIPS64EL } from "./mips64el.js";
import { natural } from "./models.js";
import { POWERPC64LE } from "./powerpc64le.js";
import { RISCV64 } from "./riscv64.js";
import { S390X } from "./s390x.js";
import type { Architecture, Platform, PsAbi, TargetAbi } from "./types.js";
import { X86_64 } from "./x86_64.js";

export { adjustAbi } from "./flags.js";
export { adjustAbiToMacros } from "./macros.js";

const TABLES: Readonly<Record<Architecture, PsAbi>> = {
  x86_64: X86_64,
  i686: I686,
  aarch64: AARCH64,
  armv7: ARMV7,
  riscv64: RISCV64,
  s390x: S390X,
  powerpc64le: POWERPC64LE,
  loongarch64: LOONGARCH64,
  mips64el: MIPS64EL,
};

/** Where the platform has an ABI of its own. */
const APPLE_TABLES: Readonly<Partial<Record<Architecture, PsAbi>>> = { x86_64: APPLE_X86_64, aarch64: APPLE_AARCH64 };

/** GCC 13 gives every enumerator of a wide enum the type of the enum (its "Porting to" notes), as C23 does. */
const GCC_WITH_WIDE_ENUMERATORS = 13;

/**
 * The ABI without any flags.
 * @param version of the compiler, as `12.2.0`; without it the rules are those of GCC 12 and clang 16
 */
export function abiFor(
  arch: Architecture,
  compiler: "gcc" | "clang",
  version?: string,
  platform: Platform = "elf",
): TargetAbi {
  const table = (platform === "apple" ? APPLE_TABLES[arch] : undefined) ?? TABLES[arch];
  const major = version === undefined ? null : Number.parseInt(version, 10);
  return compiler === "gcc" ? gccAbi(table, major) : clangAbi(table, major);
}

function gccAbi(table: PsAbi, major: number | null): TargetAbi {
  const widened = major !== null && major >= GCC_WITH_WIDE_ENUMERATORS;
  return { ...table, compiler: "gcc", wideEnumerators: widened ? "enum-type" : "int-if-it-fits" };
}

function clangAbi(table: PsAbi, major: number | null): TargetAbi {
  const widened = major !== null && major >= CLANG_WITH_WIDE_ENUMERATORS;
  return {
    ...table,
    compiler: "clang",
    wideEnumerators: widened ? "enum-type" : "int-if-it-fits",
    wcharType: clangWchar(table),
    integers: clangIntegers(table, major),
  };
}

/** clang 20 does so in every dialect ("C Support in Clang", improved normal enumerations, N3029). */
const CLANG_WITH_WIDE_ENUMERATORS = 20;

/** clang says `int` for wchar_t on i386 where GCC says `long`; both have 4 bytes. */
function clangWchar(table: PsAbi): TargetAbi["wcharType"] {
  return table.arch === "i686" ? "int" : table.wcharType;
}

/** Before clang 16 `__int128` on s390x was aligned to 16, against the psABI. */
const CLANG_WITH_S390X_INT128 = 16;

function clangIntegers(table: PsAbi, major: number | null): TargetAbi["integers"] {
  if (table.arch !== "s390x" || major === null || major >= CLANG_WITH_S390X_INT128) return table.integers;
  return { ...table.integers, __int128: natural(16), "unsigned __int128": natural(16) };
}
