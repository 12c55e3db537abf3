/** ELF Application Binary Interface, s390x Supplement 1.6.1. Big-endian, and nothing is aligned to more than 8. */
import { DEFAULT_CHOICES, LP64_LIBRARY, lp64Integers, natural, SYSV_BITFIELDS } from "./models.js";
import type { PsAbi, SizeAlign } from "./types.js";

/** 1.1.2, "Fundamental Types", table of scalar types: __int128 and the 16-byte long double are aligned to 8. */
const SIXTEEN: SizeAlign = { size: 16, align: 8 };

export const S390X: PsAbi = {
  ...DEFAULT_CHOICES,
  ...LP64_LIBRARY,
  arch: "s390x",
  triple: "s390x-linux-gnu",
  endian: "big",
  // The same table.
  pointer: natural(8),
  integers: lp64Integers(SIXTEEN),
  int128: true,
  floats: {
    float: natural(4),
    double: natural(8),
    __fp16: natural(2),
    "long double": SIXTEEN,
    _Float16: natural(2),
    _Float32: natural(4),
    _Float64: natural(8),
    _Float128: SIXTEEN,
    _Float32x: natural(8),
    _Float64x: SIXTEEN,
  },
  // The same table: char is unsigned.
  charSigned: false,
  wcharType: "int",
  biggestAlignment: 8,
  atomicPromotion: 8,
  // 1.1.2, "Bit-Fields": allocated from left to right (most to least significant).
  bitfields: SYSV_BITFIELDS,
  // 1.2.4, "Variable Argument Lists": two counters and two pointers.
  vaList: { kind: "record", tag: "__va_list_tag", array: true, size: 32, align: 8 },
};
