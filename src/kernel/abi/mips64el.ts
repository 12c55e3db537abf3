/** MIPSpro N32/N64 ABI Handbook (007-2816), n64 as Linux uses it; System V ABI, MIPS Processor Supplement, 3rd edition. */
import { DEFAULT_CHOICES, LP64_LIBRARY, lp64Integers, natural, SYSV_BITFIELDS } from "./models.js";
import type { PsAbi } from "./types.js";

export const MIPS64EL: PsAbi = {
  ...DEFAULT_CHOICES,
  ...LP64_LIBRARY,
  arch: "mips64el",
  triple: "mips64el-linux-gnuabi64",
  endian: "little",
  // Handbook, chapter 2, sizes of data types: n64 has 64-bit long and pointers.
  pointer: natural(8),
  integers: lp64Integers(natural(16)),
  int128: true,
  // The same table: long double is 16 bytes, aligned to 16.
  floats: {
    float: natural(4),
    double: natural(8),
    __fp16: natural(2),
    "long double": natural(16),
    _Float32: natural(4),
    _Float64: natural(8),
    _Float128: natural(16),
    _Float32x: natural(8),
    _Float64x: natural(16),
  },
  // System V supplement, 3-2: char is signed in GNU compilers for Linux.
  charSigned: true,
  wcharType: "int",
  biggestAlignment: 16,
  atomicPromotion: 8,
  // System V supplement, chapter 3, "Bit-Fields".
  bitfields: SYSV_BITFIELDS,
  // Handbook, chapter 2: va_list is a pointer.
  vaList: { kind: "pointer", to: "void" },
};
