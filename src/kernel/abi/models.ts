/** The data models that the psABI tables share (C11 6.2.5, 5.2.4.2.1); all sizes and alignments in bytes. */
import type { BitfieldRules, IntegerKind, SizeAlign } from "./types.js";

/** Size and alignment that are the same. */
export function natural(size: number): SizeAlign {
  return { size, align: size };
}

type Integers = Readonly<Record<IntegerKind, SizeAlign>>;

/**
 * The integer types up to `int`, the same in every psABI here, and the wider ones as given.
 * A type without `__int128` gets the entry of one of 16 bytes, which nobody may use (`TargetAbi.int128`).
 */
function integers(long: SizeAlign, longLong: SizeAlign, int128: SizeAlign): Integers {
  return {
    _Bool: natural(1),
    char: natural(1),
    "signed char": natural(1),
    "unsigned char": natural(1),
    short: natural(2),
    "unsigned short": natural(2),
    int: natural(4),
    "unsigned int": natural(4),
    long,
    "unsigned long": long,
    "long long": longLong,
    "unsigned long long": longLong,
    __int128: int128,
    "unsigned __int128": int128,
  };
}

/** `int` 4 bytes, `long`, `long long` and pointers 8. */
export function lp64Integers(int128: SizeAlign): Integers {
  return integers(natural(8), natural(8), int128);
}

/** `int`, `long` and pointers 4 bytes, `long long` 8. */
export function ilp32Integers(longLong: SizeAlign): Integers {
  return integers(natural(4), longLong, natural(16));
}

/** System V psABI, "Bit-Fields": the declared type counts, unless the bit-field has no name. */
export const SYSV_BITFIELDS: BitfieldRules = {
  typeMatters: true,
  unnamedAffectsAlignment: false,
  zeroWidthBoundary: 0,
};

/** AAPCS 8.1.7.1 and AAPCS64 10.1.8.1: the declared type counts even without a name, and with width 0. */
export const AAPCS_BITFIELDS: BitfieldRules = {
  typeMatters: true,
  unnamedAffectsAlignment: true,
  zeroWidthBoundary: 0,
};

/** What no Linux psABI fixes but every compiler here does without flags. */
export const DEFAULT_CHOICES = {
  platform: "elf",
  symbolPrefix: "",
  char16Type: "unsigned short",
  char32Type: "unsigned int",
  shortEnums: false,
  maxVectorAlignment: null,
  atomicPromotion: 16,
  wideEnumerators: "int-if-it-fits",
  packAllRecords: false,
  packStruct: null,
} as const;

/** Library types of the 64-bit targets (`__SIZE_TYPE__`, `__PTRDIFF_TYPE__`). */
export const LP64_LIBRARY = { sizeType: "unsigned long", ptrdiffType: "long" } as const;

/** Library types of the 32-bit targets here. */
export const ILP32_LIBRARY = { sizeType: "unsigned int", ptrdiffType: "int" } as const;
