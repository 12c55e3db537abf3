/**
 * Record layout (C11 6.7.2.1p11-18 leaves it to the psABI and the compiler): from the members' sizes and
 * alignments to their positions, by the rules of the compiler that builds the kernel.
 */
import type { TargetAbi } from "../kernel/abi/types.js";
import { layoutClang } from "./layout/clang.js";
import { layoutGcc } from "./layout/gcc.js";
import type { LayoutInput, LayoutResult, TypeLayout } from "./layout/types.js";
import type { RecordLayout } from "./types.js";

export type { LayoutInput, LayoutMember, LayoutResult, TypeLayout } from "./layout/types.js";

/** Beyond this many bits a position is no longer exact. */
const MAX_BITS = 2 ** 52;

/**
 * Lays out a struct or union.
 * @param input what is known of the record and its members, sizes and alignments in bytes
 * @param abi the target, compiler included
 * @returns size and alignment in bytes and the position of every member in bits, or why there is none
 */
export function layoutRecord(input: LayoutInput, abi: TargetAbi): LayoutResult {
  const unsupported = unsupportedReason(input, abi);
  if (unsupported !== null) return { unsupported };
  const layout = abi.compiler === "gcc" ? layoutGcc(input, abi) : layoutClang(input, abi);
  if (!(layout.size * 8 < MAX_BITS)) return { unsupported: "the record is too large" };
  return layout;
}

function unsupportedReason(input: LayoutInput, abi: TargetAbi): string | null {
  if (input.storageOrder !== "default" && input.storageOrder !== `${abi.endian}-endian`)
    return "scalar_storage_order reverses the bytes of its members";
  if (input.msStruct && (abi.arch === "i686" || input.members.some((member) => member.bitWidth !== null)))
    return "ms_struct lays out bit-fields as Microsoft's compilers do";
  return null;
}

/**
 * What several `aligned` attributes on one entity come to: the strictest; but GCC lets the last one on a type win.
 * @param values bytes, in the order of the attribute list; a bare `aligned` is `abi.biggestAlignment`
 * @returns bytes, null for none
 */
export function combineAligned(values: readonly number[], on: "type" | "member", abi: TargetAbi): number | null {
  if (values.length === 0) return null;
  if (on === "type" && abi.compiler === "gcc") return values.at(-1) ?? null;
  return Math.max(...values);
}

/** An array: the element's alignment, `count` times its size; 0 for a flexible array member (C11 6.7.2.1p18). */
export function arrayTypeLayout(element: TypeLayout, count: number): TypeLayout {
  return { ...element, size: element.size * count };
}

/** A complex type: two of its real type (C11 6.2.5p13). */
export function complexTypeLayout(real: TypeLayout): TypeLayout {
  return { ...real, size: real.size * 2 };
}

/**
 * A GNU vector of `bytes` bytes (GCC manual, Vector Extensions): aligned to its size, as far as the psABI goes; clang
 * pads one whose size is no power of two. On i386 without MMX one of 8 bytes is an integer to GCC, and so a member
 * like a `long long`.
 */
export function vectorTypeLayout(bytes: number, abi: TargetAbi): TypeLayout {
  const padded = powerOfTwoFrom(bytes);
  const size = abi.compiler === "clang" ? padded : bytes;
  const layout = { size, align: Math.min(padded, abi.maxVectorAlignment ?? padded) };
  const { fieldAlign } = abi.integers["long long"];
  const likeInteger = abi.compiler === "gcc" && bytes === 8 && fieldAlign !== undefined;
  return likeInteger ? { ...layout, fieldAlign } : layout;
}

/**
 * An atomic type (C11 6.2.5p27 lets it differ from the plain one): as aligned as it is large where the target has an
 * instruction for that size; clang pads it to such a size.
 */
export function atomicTypeLayout(type: TypeLayout, abi: TargetAbi): TypeLayout {
  const { size } = type;
  const promoted = powerOfTwoFrom(size);
  if (abi.compiler === "clang") {
    const promotes = size > 0 && promoted <= abi.atomicPromotion;
    return promotes ? { size: promoted, align: promoted } : type;
  }
  const hasMode = size > 0 && size === promoted && size <= 16;
  const { fieldAlign: _, ...plain } = type;
  return hasMode ? { ...plain, align: Math.max(type.align, Math.min(size, abi.biggestAlignment)) } : type;
}

function powerOfTwoFrom(value: number): number {
  let power = 1;
  while (power < value) power *= 2;
  return power;
}

/** A typedef with an `aligned` attribute: replaces the alignment, up or down (GCC manual, Common Type Attributes). */
export function typedefTypeLayout(type: TypeLayout, aligned: number | null): TypeLayout {
  return aligned === null ? type : { ...type, align: aligned, userAligned: true };
}

/**
 * `_Alignof`, in bytes (C11 6.5.3.4): as the type would be aligned as a member. GCC never says more than
 * `abi.biggestAlignment` unless somebody wrote more, not even for a record of larger vectors.
 */
export function minimumAlignment(type: TypeLayout, abi: TargetAbi): number {
  if (type.userAligned === true) return type.align;
  const align = Math.min(type.align, type.fieldAlign ?? type.align);
  return abi.compiler === "gcc" ? Math.min(align, abi.biggestAlignment) : align;
}

/** True when `layoutRecord` could lay out the record. */
export function isLaidOut(result: LayoutResult): result is RecordLayout {
  return !("unsupported" in result);
}
