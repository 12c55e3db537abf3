/** Procedure Call Standard for the Arm Architecture (AAPCS32), Linux EABI; hard and soft float lay out alike. */
import { AAPCS_BITFIELDS, DEFAULT_CHOICES, ILP32_LIBRARY, ilp32Integers, natural } from "./models.js";
import type { PsAbi } from "./types.js";

export const ARMV7: PsAbi = {
  ...DEFAULT_CHOICES,
  ...ILP32_LIBRARY,
  arch: "armv7",
  triple: "arm-linux-gnueabihf",
  endian: "little",
  // 5.1: 64-bit integers are aligned to 8.
  pointer: natural(4),
  integers: ilp32Integers(natural(8)),
  int128: false,
  // 8.1.1: long double is double; half precision types are 2 bytes.
  floats: {
    float: natural(4),
    double: natural(8),
    __fp16: natural(2),
    "long double": natural(8),
    _Float16: natural(2),
    _Float32: natural(4),
    _Float64: natural(8),
    _Float32x: natural(8),
    __bf16: natural(2),
  },
  // 8.1.1: char is unsigned byte.
  charSigned: false,
  // 8.1.4: wchar_t is unsigned int.
  wcharType: "unsigned int",
  biggestAlignment: 8,
  atomicPromotion: 8,
  // 5.1.2, containerized vectors are aligned to 8.
  maxVectorAlignment: 8,
  // 8.1.7, 5.3.4.
  bitfields: AAPCS_BITFIELDS,
  // 8.1.4: struct __va_list of one pointer. 8.1.3 lets a platform choose the size of enums: Linux has int.
  vaList: { kind: "record", tag: "__va_list", array: false, size: 4, align: 4 },
};
