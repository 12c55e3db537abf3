/** Procedure Call Standard for the Arm 64-bit Architecture (AAPCS64), LP64 variant, as used by Linux. */
import { AAPCS_BITFIELDS, DEFAULT_CHOICES, LP64_LIBRARY, lp64Integers, natural } from "./models.js";
import type { PsAbi } from "./types.js";

export const AARCH64: PsAbi = {
  ...DEFAULT_CHOICES,
  ...LP64_LIBRARY,
  arch: "aarch64",
  triple: "aarch64-linux-gnu",
  endian: "little",
  // 5.1: sizes and alignments of the fundamental data types; 10.1.2: long and pointers are 8 bytes.
  pointer: natural(8),
  integers: lp64Integers(natural(16)),
  int128: true,
  // 10.1.1: long double is IEEE quadruple precision. __float128 is no type of this target.
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
    __bf16: natural(2),
  },
  // 10.1.1: char is unsigned byte.
  charSigned: false,
  // 10.1.4: wchar_t is unsigned int.
  wcharType: "unsigned int",
  biggestAlignment: 16,
  // 5.5: short vectors of 8 and 16 bytes are aligned to their size; longer ones as the latter.
  maxVectorAlignment: 16,
  // 10.1.8, 5.10.4.
  bitfields: AAPCS_BITFIELDS,
  // 10.1.4, 10.1.5: struct __va_list of three pointers and two ints.
  vaList: { kind: "record", tag: "__va_list", array: false, size: 32, align: 8 },
};
