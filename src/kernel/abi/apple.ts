/**
 * What Apple's platforms change of the psABIs ("Writing ARM64 code for Apple platforms"; "Mac OS X ABI Function Call
 * Guide", x86-64: as the System V supplement).
 */
import { AARCH64 } from "./aarch64.js";
import { natural, SYSV_BITFIELDS } from "./models.js";
import type { PsAbi } from "./types.js";
import { X86_64 } from "./x86_64.js";

export const APPLE_X86_64: PsAbi = {
  ...X86_64,
  platform: "apple",
  symbolPrefix: "_",
  triple: "x86_64-apple-macosx",
  // The System V table without __float128, which clang has for no Apple target.
  floats: withoutFloats(X86_64, ["__float128"]),
  // clang: as wide as the widest vector register in use, 16 without AVX.
  maxVectorAlignment: 16,
};

export const APPLE_AARCH64: PsAbi = {
  ...AARCH64,
  platform: "apple",
  symbolPrefix: "_",
  triple: "arm64-apple-macosx",
  // "Update code that passes arguments to variadic functions", "Handle data types and data alignment properly":
  // char is signed, long double is double, wchar_t is a signed 32-bit type.
  charSigned: true,
  wcharType: "int",
  floats: { ...AARCH64.floats, "long double": natural(8) },
  // clang (`useBitFieldTypeAlignment` and its kin): unnamed bit-fields align nothing, against AAPCS64 10.1.8.1.
  bitfields: SYSV_BITFIELDS,
  // The same: va_list is char *.
  vaList: { kind: "pointer", to: "char" },
};

function withoutFloats(abi: PsAbi, kinds: readonly string[]): PsAbi["floats"] {
  return Object.fromEntries(Object.entries(abi.floats).filter(([kind]) => !kinds.includes(kind)));
}
