/**
 * Layout of Rust's primitive types on each architecture, as rustc's target specifications have it, and the
 * calling conventions it knows. C's figures come from the IR; where the two differ, `layout.ts` bridges.
 */
import type { Architecture, Platform } from "../../kernel/abi/types.js";

/** Bytes. */
export interface PrimitiveAlignments {
  readonly u64: number;
  readonly f64: number;
  /** null: not the same for all compilers from the oldest supported one to the newest. */
  readonly u128: number | null;
}

/** Alignment of `u128`, and the N of the first 1.N that has it (LLVM 18 came with 1.78, rustc's own fix with 1.77; LLVM 20 with 1.87). */
const U128: Readonly<Record<Architecture, { readonly align: number; readonly since: number }>> = {
  x86_64: { align: 16, since: 77 },
  i686: { align: 16, since: 77 },
  aarch64: { align: 16, since: 0 },
  armv7: { align: 8, since: 0 },
  riscv64: { align: 16, since: 0 },
  s390x: { align: 8, since: 0 },
  powerpc64le: { align: 16, since: 87 },
  loongarch64: { align: 16, since: 78 },
  mips64el: { align: 16, since: 87 },
};

/** Alignments for an architecture when the code must compile from Rust 1.`minor` on. */
export function primitiveAlignments(arch: Architecture, minor: number): PrimitiveAlignments {
  // System V ABI i386, table 2.1: double and long long are aligned to 4 bytes as members, and LLVM follows.
  const eight = arch === "i686" ? 4 : 8;
  const wide = U128[arch];
  return { u64: eight, f64: eight, u128: minor >= wide.since ? wide.align : null };
}

/** What rustc's targets differ by. */
export interface RustPlatform {
  readonly arch: Architecture;
  readonly platform: Platform;
}

/** Signedness of `core::ffi::c_char`. */
export function coreCharSigned({ arch, platform }: RustPlatform): boolean {
  if (platform === "apple") return true;
  switch (arch) {
    case "x86_64":
    case "i686":
    case "loongarch64":
    case "mips64el":
      return true;
    case "aarch64":
    case "armv7":
    case "riscv64":
    case "s390x":
    case "powerpc64le":
      return false;
  }
}

/** What `va_list` is in each psABI: an array of one record, a record, or a pointer; figures in bytes. */
export function vaListShape({ arch, platform }: RustPlatform): {
  readonly kind: "array" | "record" | "pointer";
  readonly size: number;
  readonly align: number;
} {
  // "Writing ARM64 code for Apple platforms": va_list is char *.
  if (platform === "apple" && arch === "aarch64") return { kind: "pointer", size: 8, align: 8 };
  switch (arch) {
    case "x86_64": // System V ABI AMD64, figure 3.34
      return { kind: "array", size: 24, align: 8 };
    case "s390x": // z/Architecture ELF ABI, 1.2.5
      return { kind: "array", size: 32, align: 8 };
    case "aarch64": // AAPCS64, 10.1.5
      return { kind: "record", size: 32, align: 8 };
    case "armv7": // AAPCS32, 8.1.4
      return { kind: "record", size: 4, align: 4 };
    case "i686":
      return { kind: "pointer", size: 4, align: 4 };
    case "riscv64":
    case "powerpc64le":
    case "loongarch64":
    case "mips64el":
      return { kind: "pointer", size: 8, align: 8 };
  }
}
