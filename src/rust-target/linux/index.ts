/** The tables of Linux; null: rustc has no target with which a module of that architecture could be compiled. */
import type { Architecture } from "../../kernel/abi/types.js";
import type { RustTargetTable } from "../types.js";
import { AARCH64 } from "./aarch64.js";
import { ARMV7 } from "./armv7.js";
import { COMMON_FLAGS, COMMON_GAPS } from "./common.js";
import { LOONGARCH64 } from "./loongarch64.js";
import { POWERPC64LE } from "./powerpc64le.js";
import { RISCV64 } from "./riscv64.js";
import { S390X } from "./s390x.js";
import { X86_64 } from "./x86_64.js";

const TABLES: Readonly<Record<Architecture, RustTargetTable | null>> = {
  x86_64: X86_64,
  aarch64: AARCH64,
  armv7: ARMV7,
  riscv64: RISCV64,
  s390x: S390X,
  powerpc64le: POWERPC64LE,
  loongarch64: LOONGARCH64,
  // Arguments in registers (-mregparm=3), which rustc cannot do.
  i686: null,
  mips64el: null,
};

/** What the kernel's Makefiles ask of rustc on this architecture. */
export function linuxTable(arch: Architecture): RustTargetTable | null {
  const table = TABLES[arch];
  if (table === null) return null;
  return { ...table, flags: [...COMMON_FLAGS, ...table.flags], gaps: [...COMMON_GAPS, ...table.gaps] };
}
