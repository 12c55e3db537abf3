/** LoongArch ELF psABI (Procedure Call Standard for the LoongArch Architecture), LP64D data model. */
import { DEFAULT_CHOICES, LP64_LIBRARY, lp64Integers, natural, SYSV_BITFIELDS } from "./models.js";
import type { PsAbi } from "./types.js";

export const LOONGARCH64: PsAbi = {
  ...DEFAULT_CHOICES,
  ...LP64_LIBRARY,
  arch: "loongarch64",
  triple: "loongarch64-linux-gnu",
  endian: "little",
  // "Fundamental types"; appendix "C data types and machine data types", LP64 data model.
  pointer: natural(8),
  integers: lp64Integers(natural(16)),
  int128: true,
  // The same appendix: long double is IEEE quadruple precision in 16 bytes.
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
  // The same appendix: char is signed by default, wchar_t is int.
  charSigned: true,
  wcharType: "int",
  biggestAlignment: 16,
  atomicPromotion: 8,
  // "Bit-fields": unnamed ones do not affect the alignment.
  bitfields: SYSV_BITFIELDS,
  // "Variadic arguments": void *.
  vaList: { kind: "pointer", to: "void" },
};
