/**
 * What a C target ABI fixes, as data. One table for each psABI lies beside this file; compiler flags
 * (`-funsigned-char`, `-fshort-enums`, `-fpack-struct`, …) adjust a copy. The compiler is part of it,
 * because gcc and clang lay out some records differently.
 */

export const ARCHITECTURES = [
  "x86_64",
  "i686",
  "aarch64",
  "armv7",
  "riscv64",
  "s390x",
  "powerpc64le",
  "loongarch64",
  "mips64el",
] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

/** Whose rules hold where the psABI's do not: `apple` for macOS and its kin, whose object files are Mach-O. */
export type Platform = "elf" | "apple";

/** The integer types of C11 6.2.5 by their shortest spelling, and GNU's `__int128`. */
export const INTEGER_KINDS = [
  "_Bool",
  "char",
  "signed char",
  "unsigned char",
  "short",
  "unsigned short",
  "int",
  "unsigned int",
  "long",
  "unsigned long",
  "long long",
  "unsigned long long",
  "__int128",
  "unsigned __int128",
] as const;
export type IntegerKind = (typeof INTEGER_KINDS)[number];

/** The real floating types of C11 6.2.5p10, of TS 18661-3, and GNU's. */
export const FLOATING_KINDS = [
  "float",
  "double",
  "long double",
  "__float128",
  "_Float16",
  "_Float32",
  "_Float64",
  "_Float128",
  "_Float32x",
  "_Float64x",
  "__bf16",
  "__fp16",
] as const;
export type FloatingKind = (typeof FLOATING_KINDS)[number];

/**
 * In bytes. `align` is GCC's `__alignof__`. `fieldAlign` where a member of a record is aligned differently
 * (i386: `long long` is 8, as a member 4); `_Alignof` is then `fieldAlign` (C11 6.5.3.4 as GCC 8 and clang 8 read it).
 */
export interface SizeAlign {
  readonly size: number;
  readonly align: number;
  readonly fieldAlign?: number;
}

export interface TargetAbi {
  readonly arch: Architecture;
  readonly platform: Platform;
  /** What a symbol has in front of C's name: Mach-O `_` (`__USER_LABEL_PREFIX__`). */
  readonly symbolPrefix: "" | "_";
  /** GNU triple, for example `aarch64-linux-gnu`; what clang takes as `--target`. */
  readonly triple: string;
  readonly compiler: "gcc" | "clang";
  readonly endian: "little" | "big";
  readonly pointer: SizeAlign;
  readonly integers: Readonly<Record<IntegerKind, SizeAlign>>;
  readonly floats: Readonly<Partial<Record<FloatingKind, SizeAlign>>>;
  readonly charSigned: boolean;
  /** `__int128` exists (GCC manual, `__int128`: targets with an integer mode that wide); else its table entry is unused. */
  readonly int128: boolean;
  /** Types behind the library's names, as integer kinds: `__SIZE_TYPE__`, `__PTRDIFF_TYPE__`, `__WCHAR_TYPE__`, … */
  readonly sizeType: IntegerKind;
  readonly ptrdiffType: IntegerKind;
  readonly wcharType: IntegerKind;
  readonly char16Type: IntegerKind;
  readonly char32Type: IntegerKind;
  /** Bytes; what a bare `__attribute__((aligned))` means (`__BIGGEST_ALIGNMENT__`). */
  readonly biggestAlignment: number;
  /** Bytes; a GNU vector is aligned to its size, but to no more than this; null without such a limit. */
  readonly maxVectorAlignment: number | null;
  /** Bytes; clang pads an atomic type to a power of two and aligns it so, up to this. GCC pads none. */
  readonly atomicPromotion: number;
  /** `-fshort-enums`: an enum takes the smallest type that fits (AAPCS bare-metal default). */
  readonly shortEnums: boolean;
  /**
   * Type of an enumerator in an enum that holds a value beyond `int`: up to GCC 12 and clang 19 those that fit
   * `int` stay `int`; GCC 13 and clang 20 give all of them the type of the enum, as C23 6.7.3.3 does.
   */
  readonly wideEnumerators: "int-if-it-fits" | "enum-type";
  /** GCC's `-fpack-struct` without a number: every record is as if it said `packed`, `#pragma pack` has no effect. */
  readonly packAllRecords: boolean;
  /** Bytes; `-fpack-struct=N`, null without. */
  readonly packStruct: number | null;
  readonly bitfields: BitfieldRules;
  /** How `__builtin_va_list` looks: `struct __va_list_tag [1]`, `char *`, `void *` or a record. */
  readonly vaList: VaListShape;
}

/** Rules where psABIs differ on bit-fields (GCC internals: PCC_BITFIELD_TYPE_MATTERS, EMPTY_FIELD_BOUNDARY, …). */
export interface BitfieldRules {
  /** The declared type of a named bit-field takes part in the record's alignment. */
  readonly typeMatters: boolean;
  /** An unnamed bit-field does so as well, also one of width 0 (AAPCS, AAPCS64). */
  readonly unnamedAffectsAlignment: boolean;
  /** Bits; a zero-width bit-field aligns what follows to at least this much (0: only to its type). */
  readonly zeroWidthBoundary: number;
}

export type VaListShape =
  | { readonly kind: "pointer"; readonly to: "char" | "void" }
  | {
      readonly kind: "record";
      readonly tag: string;
      readonly array: boolean;
      readonly size: number;
      readonly align: number;
    };

/** A psABI without the compiler. */
export type PsAbi = Omit<TargetAbi, "compiler">;
