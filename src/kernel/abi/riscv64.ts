/** RISC-V ELF psABI and RISC-V Calling Conventions 1.0, LP64 data model. */
import { DEFAULT_CHOICES, LP64_LIBRARY, lp64Integers, natural, SYSV_BITFIELDS } from "./models.js";
import type { PsAbi } from "./types.js";

export const RISCV64: PsAbi = {
  ...DEFAULT_CHOICES,
  ...LP64_LIBRARY,
  arch: "riscv64",
  triple: "riscv64-linux-gnu",
  endian: "little",
  // "C/C++ Type Sizes and Alignments", table for LP64.
  pointer: natural(8),
  integers: lp64Integers(natural(16)),
  int128: true,
  // The same table: long double is IEEE quadruple precision in 16 bytes. _Float16: GCC 13, clang 14.
  floats: {
    float: natural(4),
    double: natural(8),
    __fp16: natural(2),
    "long double": natural(16),
    _Float16: natural(2),
    _Float32: natural(4),
    _Float64: natural(8),
    _Float128: natural(16),
    _Float32x: natural(8),
    _Float64x: natural(16),
  },
  // "C/C++ Type Representations": char is unsigned, wchar_t is int.
  charSigned: false,
  wcharType: "int",
  biggestAlignment: 16,
  // "Bit-Fields".
  bitfields: SYSV_BITFIELDS,
  // "va_list, va_start, and va_arg": void *.
  vaList: { kind: "pointer", to: "void" },
};
