/** System V ABI, Intel386 Architecture Processor Supplement 1.1. */
import { DEFAULT_CHOICES, ILP32_LIBRARY, ilp32Integers, natural, SYSV_BITFIELDS } from "./models.js";
import type { PsAbi, SizeAlign } from "./types.js";

/**
 * 2.1, table 2.1: `long long` and `double` are aligned to 4 bytes. GCC and clang align them so in records and for
 * `_Alignof`; `__alignof__` of the bare type says 8.
 */
const EIGHT: SizeAlign = { size: 8, align: 8, fieldAlign: 4 };

/** 2.1, table 2.1: the x87 format in 12 bytes. */
const EXTENDED: SizeAlign = { size: 12, align: 4 };

export const I686: PsAbi = {
  ...DEFAULT_CHOICES,
  ...ILP32_LIBRARY,
  arch: "i686",
  triple: "i686-linux-gnu",
  endian: "little",
  // 2.1, table 2.1.
  pointer: natural(4),
  integers: ilp32Integers(EIGHT),
  int128: false,
  // Table 2.1: __float128 is aligned to 16. GCC: _Float16 and __bf16 with SSE2.
  floats: {
    float: natural(4),
    double: EIGHT,
    __fp16: natural(2),
    "long double": EXTENDED,
    __float128: natural(16),
    _Float16: natural(2),
    _Float32: natural(4),
    _Float64: EIGHT,
    _Float128: natural(16),
    _Float32x: EIGHT,
    _Float64x: EXTENDED,
    __bf16: natural(2),
  },
  // Table 2.1: char is signed.
  charSigned: true,
  // GCC says long where clang says int.
  wcharType: "long",
  biggestAlignment: 16,
  atomicPromotion: 8,
  // 2.1, "Bit-Fields": as in the AMD64 supplement.
  bitfields: SYSV_BITFIELDS,
  // 2.2, "Variable Argument Lists": va_list is a pointer.
  vaList: { kind: "pointer", to: "char" },
};
