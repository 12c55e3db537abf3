/** System V ABI, AMD64 Architecture Processor Supplement 1.0, LP64 model. */
import { DEFAULT_CHOICES, LP64_LIBRARY, lp64Integers, natural, SYSV_BITFIELDS } from "./models.js";
import type { PsAbi } from "./types.js";

export const X86_64: PsAbi = {
  ...DEFAULT_CHOICES,
  ...LP64_LIBRARY,
  arch: "x86_64",
  triple: "x86_64-linux-gnu",
  endian: "little",
  // 3.1.2, figure 3.1: scalar types; __int128 is aligned to 16.
  pointer: natural(8),
  integers: lp64Integers(natural(16)),
  int128: true,
  // Figure 3.1: long double is the x87 format in 16 bytes; __float128 16. GCC: _Float16 and __bf16 with SSE2.
  floats: {
    float: natural(4),
    double: natural(8),
    __fp16: natural(2),
    "long double": natural(16),
    __float128: natural(16),
    _Float16: natural(2),
    _Float32: natural(4),
    _Float64: natural(8),
    _Float128: natural(16),
    _Float32x: natural(8),
    _Float64x: natural(16),
    __bf16: natural(2),
  },
  // Figure 3.1: char is signed.
  charSigned: true,
  wcharType: "int",
  // 3.1.2: the alignment of the largest scalar; with AVX `adjustAbi` raises it.
  biggestAlignment: 16,
  // 3.1.2, "Bit-Fields": unnamed bit-fields' types do not affect the alignment.
  bitfields: SYSV_BITFIELDS,
  // 3.5.7, figure 3.34.
  vaList: { kind: "record", tag: "__va_list_tag", array: true, size: 24, align: 8 },
};
