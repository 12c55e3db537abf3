/** 64-Bit ELF V2 ABI Specification, Power Architecture, revision 1.5, little-endian. */
import { DEFAULT_CHOICES, LP64_LIBRARY, lp64Integers, natural, SYSV_BITFIELDS } from "./models.js";
import type { PsAbi } from "./types.js";

export const POWERPC64LE: PsAbi = {
  ...DEFAULT_CHOICES,
  ...LP64_LIBRARY,
  arch: "powerpc64le",
  triple: "powerpc64le-linux-gnu",
  endian: "little",
  // 2.1.2, "Fundamental Types".
  pointer: natural(8),
  integers: lp64Integers(natural(16)),
  int128: true,
  // 2.1.2, "Fundamental Types": long double is 16 bytes, be it a pair of doubles or IEEE quadruple precision.
  floats: {
    float: natural(4),
    double: natural(8),
    __fp16: natural(2),
    "long double": natural(16),
    __float128: natural(16),
    _Float32: natural(4),
    _Float64: natural(8),
    _Float128: natural(16),
    _Float32x: natural(8),
    _Float64x: natural(16),
  },
  // The same: char is unsigned byte.
  charSigned: false,
  wcharType: "int",
  biggestAlignment: 16,
  // 2.1.2, "Bit-Fields": unnamed ones do not affect the alignment.
  bitfields: SYSV_BITFIELDS,
  // 2.2, "Variable Argument Lists": va_list is a pointer.
  vaList: { kind: "pointer", to: "char" },
};
