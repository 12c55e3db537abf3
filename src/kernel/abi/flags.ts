/**
 * Compiler flags that change the ABI (GCC manual, "Options for Code Generation Conventions", "C Dialect Options",
 * and the machine-dependent options). The last flag wins, as in the compilers.
 */
import { type FatalError, usageError } from "../../support/diagnostics.js";
import { natural } from "./models.js";
import type { SizeAlign, TargetAbi } from "./types.js";

type Change = (abi: TargetAbi) => TargetAbi;

/** Flags without an argument that change the table. */
const PLAIN: ReadonlyMap<string, Change> = new Map<string, Change>([
  ["-funsigned-char", (abi) => ({ ...abi, charSigned: false })],
  ["-fno-signed-char", (abi) => ({ ...abi, charSigned: false })],
  ["-fsigned-char", (abi) => ({ ...abi, charSigned: true })],
  ["-fno-unsigned-char", (abi) => ({ ...abi, charSigned: true })],
  ["-fshort-enums", (abi) => ({ ...abi, shortEnums: true })],
  ["-fno-short-enums", (abi) => ({ ...abi, shortEnums: false })],
  ["-fshort-wchar", (abi) => ({ ...abi, wcharType: "unsigned short" })],
  ["-fpack-struct", packAll],
  ["-fno-pack-struct", (abi) => ({ ...abi, packAllRecords: false, packStruct: null })],
  ["-malign-double", (abi) => withEightByteAlign(abi, natural(8))],
  ["-mno-align-double", (abi) => withEightByteAlign(abi, { size: 8, align: 8, fieldAlign: 4 })],
  ["-m96bit-long-double", (abi) => onX86(abi, (it) => withLongDouble(it, { size: 12, align: 4 }))],
  ["-m128bit-long-double", (abi) => onX86(abi, (it) => withLongDouble(it, natural(16)))],
  ["-mlong-double-64", (abi) => withLongDouble(abi, doubleOf(abi))],
  ["-mlong-double-80", (abi) => onX86(abi, (it) => withLongDouble(it, extendedOf(it)))],
  ["-mlong-double-128", (abi) => withLongDouble(abi, abi.arch === "s390x" ? { size: 16, align: 8 } : natural(16))],
  ["-mavx", raiseBiggest(32)],
  ["-mavx2", raiseBiggest(32)],
  ["-mavx512f", raiseBiggest(64)],
  ["-mno-avx", lowerBiggest(16)],
  ["-mno-avx512f", lowerBiggest(32)],
]);

/**
 * Applies flags to an ABI.
 * @throws FatalError for a flag that asks for an ABI that has no table here
 */
export function adjustAbi(abi: TargetAbi, cflags: readonly string[]): TargetAbi {
  return cflags.reduce(applyFlag, abi);
}

function applyFlag(abi: TargetAbi, flag: string): TargetAbi {
  if (!flag.startsWith("-f") && !flag.startsWith("-m") && !flag.startsWith("-E")) return abi;
  const plain = PLAIN.get(flag);
  if (plain !== undefined) return plain(abi);
  if (flag.startsWith("-fpack-struct=")) return packTo(abi, flag);
  if (flag.startsWith("-mabi=")) return selectAbi(abi, flag);
  refuse(abi, flag);
  return abi;
}

/** GCC packs every record; clang caps the alignment of members at one byte. */
function packAll(abi: TargetAbi): TargetAbi {
  return abi.compiler === "gcc" ? { ...abi, packAllRecords: true } : { ...abi, packStruct: 1 };
}

function packTo(abi: TargetAbi, flag: string): TargetAbi {
  const bytes = Number(flag.slice("-fpack-struct=".length));
  if (![1, 2, 4, 8, 16].includes(bytes))
    throw usageError("bad-pack-struct", `'${flag}' is not a power of two from 1 to 16`, "give 1, 2, 4, 8 or 16");
  return { ...abi, packStruct: bytes };
}

/** ABI names that keep the table, for each architecture; `-mabi` also says what has no effect on layout. */
const SAME_LAYOUT: Readonly<Record<TargetAbi["arch"], RegExp>> = {
  x86_64: /^(sysv|ms)$/,
  i686: /^(sysv|ms)$/,
  aarch64: /^lp64$/,
  armv7: /^aapcs-linux$/,
  riscv64: /^lp64[fdqv]?$/,
  s390x: /^$/,
  powerpc64le: /^(elfv1|elfv2|altivec|no-altivec|ibmlongdouble|ieeelongdouble|vec-extabi)$/,
  loongarch64: /^lp64[sfd]?$/,
  mips64el: /^64$/,
};

function selectAbi(abi: TargetAbi, flag: string): TargetAbi {
  const name = flag.slice("-mabi=".length);
  // AAPCS 8.1.3 leaves the size of enums to the platform; the bare-metal ABI takes the smallest container.
  if (abi.arch === "armv7" && name === "aapcs") return { ...abi, shortEnums: true };
  if (!SAME_LAYOUT[abi.arch].test(name)) throw anotherAbi(abi, flag);
  // AAPCS for Linux: enums have at least 4 bytes.
  return abi.arch === "armv7" ? { ...abi, shortEnums: false } : abi;
}

const WORD_SIZE = /^-m(16|31|32|64|x32|lp64|ilp32)$/;
const ENDIAN = /^-(?:m(big|little)(?:-endian)?|E([BL]))$/;

function refuse(abi: TargetAbi, flag: string): void {
  const word = WORD_SIZE.exec(flag)?.[1];
  if (word !== undefined && word !== wordSizeName(abi, word)) throw anotherAbi(abi, flag);
  const endian = ENDIAN.exec(flag);
  if (endian !== null && endianOf(endian) !== abi.endian) throw anotherAbi(abi, flag);
  if (flag === "-mms-bitfields")
    throw usageError(
      "ms-bitfields",
      "'-mms-bitfields' lays out bit-fields as Microsoft's compilers do",
      "leave it out",
    );
  const order = /^-fsso-struct=(big|little)-endian$/.exec(flag)?.[1];
  if (order !== undefined && order !== abi.endian)
    throw usageError("reversed-storage-order", `'${flag}' reverses the bytes of all members`, "leave it out");
  const boundary = /^-mstructure-size-boundary=(\d+)$/.exec(flag)?.[1];
  if (boundary !== undefined && boundary !== "8") throw anotherAbi(abi, flag);
}

/** `word` if it is the target's own, else something different. `-m16` lays out as `-m32`. */
function wordSizeName(abi: TargetAbi, word: string): string {
  const wide = abi.pointer.size === 8;
  if (word === "lp64" || word === "ilp32") return wide ? "lp64" : "ilp32";
  return wide ? "64" : word === "16" && abi.arch === "i686" ? "16" : "32";
}

function endianOf(match: RegExpExecArray): "big" | "little" {
  return match[1] === "big" || match[2] === "B" ? "big" : "little";
}

function doubleOf(abi: TargetAbi): SizeAlign {
  return abi.floats.double ?? natural(8);
}

/** i386 psABI table 2.1 and AMD64 psABI figure 3.1. */
function extendedOf(abi: TargetAbi): SizeAlign {
  return abi.arch === "i686" ? { size: 12, align: 4 } : natural(16);
}

function withLongDouble(abi: TargetAbi, layout: SizeAlign): TargetAbi {
  return { ...abi, floats: { ...abi.floats, "long double": layout } };
}

function onX86(abi: TargetAbi, change: Change): TargetAbi {
  return abi.arch === "x86_64" || abi.arch === "i686" ? change(abi) : abi;
}

function onGccX86(abi: TargetAbi, change: Change): TargetAbi {
  return abi.compiler === "gcc" ? onX86(abi, change) : abi;
}

/** GCC manual, x86 options, `-malign-double`: only 32-bit x86 aligns these to 4 otherwise. */
function withEightByteAlign(abi: TargetAbi, layout: SizeAlign): TargetAbi {
  if (abi.arch !== "i686") return abi;
  // clang aligns long double likewise.
  const longDouble =
    abi.compiler === "clang" ? { size: 12, align: layout.fieldAlign ?? layout.align } : extendedOf(abi);
  return {
    ...abi,
    integers: { ...abi.integers, "long long": layout, "unsigned long long": layout },
    floats: { ...abi.floats, double: layout, _Float64: layout, _Float32x: layout, "long double": longDouble },
  };
}

/** GCC counts the widest vector register in; clang's `__BIGGEST_ALIGNMENT__` stays 16. */
function raiseBiggest(bytes: number): Change {
  return (abi) => onGccX86(abi, (it) => ({ ...it, biggestAlignment: Math.max(it.biggestAlignment, bytes) }));
}

function lowerBiggest(bytes: number): Change {
  return (abi) => onGccX86(abi, (it) => ({ ...it, biggestAlignment: Math.min(it.biggestAlignment, bytes) }));
}

function anotherAbi(abi: TargetAbi, flag: string): FatalError {
  return usageError(
    "another-abi",
    `'${flag}' asks for another ABI than that of ${abi.arch}`,
    "choose the target with --arch, and leave the flag out",
  );
}
