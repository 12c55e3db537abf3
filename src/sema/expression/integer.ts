/**
 * Arithmetic of the integer types: width, sign, conversion rank, promotions and the usual arithmetic
 * conversions. Comes in: values as bigint, types by kind. Goes out: values wrapped to their type.
 *
 * C11 6.2.5, 6.3.1.1, 6.3.1.3, 6.3.1.8; GCC manual, Integers Implementation (two's complement, modulo 2^N).
 */
import type { IntegerKind, TargetAbi } from "../../kernel/abi/types.js";

/** What arithmetic needs to know of an integer type. */
export interface IntegerShape {
  /** Value bits and sign bit; 1 for `_Bool`. */
  readonly width: number;
  readonly signed: boolean;
}

/** C11 6.3.1.1p1: more rank wins; of equal rank the unsigned one. `_BitInt` and enums are mapped to a kind first. */
const RANK: Readonly<Record<IntegerKind, number>> = {
  _Bool: 0,
  char: 1,
  "signed char": 1,
  "unsigned char": 1,
  short: 2,
  "unsigned short": 2,
  int: 3,
  "unsigned int": 3,
  long: 4,
  "unsigned long": 4,
  "long long": 5,
  "unsigned long long": 5,
  __int128: 6,
  "unsigned __int128": 6,
};

const UNSIGNED_OF: Readonly<Record<IntegerKind, IntegerKind>> = {
  _Bool: "_Bool",
  char: "unsigned char",
  "signed char": "unsigned char",
  "unsigned char": "unsigned char",
  short: "unsigned short",
  "unsigned short": "unsigned short",
  int: "unsigned int",
  "unsigned int": "unsigned int",
  long: "unsigned long",
  "unsigned long": "unsigned long",
  "long long": "unsigned long long",
  "unsigned long long": "unsigned long long",
  __int128: "unsigned __int128",
  "unsigned __int128": "unsigned __int128",
};

/** The unsigned type that corresponds to an integer type (C11 6.2.5p6). */
export function unsignedOf(kind: IntegerKind): IntegerKind {
  return UNSIGNED_OF[kind];
}

/** Whether values of this type can be negative. */
export function isSigned(kind: IntegerKind, abi: TargetAbi): boolean {
  if (kind === "char") return abi.charSigned;
  return kind !== "_Bool" && UNSIGNED_OF[kind] !== kind;
}

/** Bits of the type's object representation. */
export function bitsOf(kind: IntegerKind, abi: TargetAbi): number {
  return abi.integers[kind].size * 8;
}

/** Width and sign of an integer type. */
export function shapeOf(kind: IntegerKind, abi: TargetAbi): IntegerShape {
  return { width: kind === "_Bool" ? 1 : bitsOf(kind, abi), signed: isSigned(kind, abi) };
}

/** The value modulo 2^width, in the range of the type (C11 6.3.1.3; implementation-defined part as GCC does it). */
export function wrap(value: bigint, shape: IntegerShape): bigint {
  return shape.signed ? BigInt.asIntN(shape.width, value) : BigInt.asUintN(shape.width, value);
}

export interface Limits {
  readonly least: bigint;
  readonly greatest: bigint;
}

/** Smallest and largest value of a type. */
export function limitsOf({ width, signed }: IntegerShape): Limits {
  const table = signed ? SIGNED_LIMITS : UNSIGNED_LIMITS;
  let limits = table[width];
  if (limits === undefined) {
    const greatest = (1n << BigInt(signed ? width - 1 : width)) - 1n;
    limits = { least: signed ? -greatest - 1n : 0n, greatest };
    table[width] = limits;
  }
  return limits;
}

/** Those asked for so far, by width. */
const SIGNED_LIMITS: (Limits | undefined)[] = [];
const UNSIGNED_LIMITS: (Limits | undefined)[] = [];

/** Integer promotions, C11 6.3.1.1p2. `bitWidth` in bits for a bit-field, else null. */
export function promote(kind: IntegerKind, bitWidth: number | null, abi: TargetAbi): IntegerKind {
  const intBits = bitsOf("int", abi);
  // GCC gives a bit-field a type of just its width, whatever its declared type: up to int it promotes like int.
  if (bitWidth !== null && bitWidth <= intBits) {
    return isSigned(kind, abi) || bitWidth < intBits ? "int" : "unsigned int";
  }
  if (RANK[kind] >= RANK.int) return kind;
  const shape = shapeOf(kind, abi);
  return shape.signed || shape.width < intBits ? "int" : "unsigned int";
}

/** Usual arithmetic conversions for two promoted integer types, C11 6.3.1.8p1. */
export function commonKind(left: IntegerKind, right: IntegerKind, abi: TargetAbi): IntegerKind {
  if (left === right) return left;
  const leftSigned = isSigned(left, abi);
  if (leftSigned === isSigned(right, abi)) return RANK[left] >= RANK[right] ? left : right;
  const signed = leftSigned ? left : right;
  const unsigned = leftSigned ? right : left;
  if (RANK[unsigned] >= RANK[signed]) return unsigned;
  return bitsOf(signed, abi) > bitsOf(unsigned, abi) ? signed : unsignedOf(signed);
}
