/**
 * Binary floating point of any precision, as the compiler folds it: every operation is exact, then rounded to
 * nearest, ties to even, in the format of its type. JavaScript's numbers would do for `double`, but not for the
 * 64-bit and 113-bit significands of `long double`.
 *
 * C11 5.2.4.2.2, 6.4.4.2; IEC 60559; GCC internals, floating point representation.
 */
import type { FloatingKind, TargetAbi } from "../../kernel/abi/types.js";

/** A finite value is `(-1)^negative * significand * 2^exponent`; zero has significand 0. */
export type SoftFloat =
  | {
      readonly kind: "finite";
      readonly negative: boolean;
      readonly significand: bigint;
      readonly exponent: number;
    }
  | { readonly kind: "infinity"; readonly negative: boolean }
  | { readonly kind: "nan"; readonly negative: boolean };

export interface FloatFormat {
  /** Bits of the significand, the leading one included. */
  readonly precision: number;
  /** Largest and smallest exponent of a normal value, for a significand in [1, 2). */
  readonly greatest: number;
  readonly least: number;
}

const SINGLE: FloatFormat = { precision: 24, greatest: 127, least: -126 };
const DOUBLE: FloatFormat = { precision: 53, greatest: 1023, least: -1022 };
const X87: FloatFormat = { precision: 64, greatest: 16383, least: -16382 };
const QUAD: FloatFormat = { precision: 113, greatest: 16383, least: -16382 };
const HALF: FloatFormat = { precision: 11, greatest: 15, least: -14 };
const BRAIN: FloatFormat = { precision: 8, greatest: 127, least: -126 };
/** A pair of doubles (ELFv2 `long double`): its precision varies, this is the guaranteed part. */
const DOUBLE_DOUBLE: FloatFormat = { precision: 106, greatest: 1023, least: -1022 };

/** The representation of a floating type under an ABI. */
export function formatOf(kind: FloatingKind, abi: TargetAbi): FloatFormat {
  switch (kind) {
    case "float":
    case "_Float32":
      return SINGLE;
    case "double":
    case "_Float64":
    case "_Float32x":
      return DOUBLE;
    case "_Float16":
    case "__fp16":
      return HALF;
    case "__bf16":
      return BRAIN;
    case "__float128":
    case "_Float128":
      return QUAD;
    case "long double":
    case "_Float64x":
      return longDoubleFormat(abi);
  }
}

function longDoubleFormat(abi: TargetAbi): FloatFormat {
  if (abi.floats["long double"]?.size === 8) return DOUBLE;
  if (abi.arch === "x86_64" || abi.arch === "i686") return X87;
  return abi.arch === "powerpc64le" ? DOUBLE_DOUBLE : QUAD;
}

export function isDoubleDouble(format: FloatFormat): boolean {
  return format === DOUBLE_DOUBLE;
}

export const ZERO: SoftFloat = { kind: "finite", negative: false, significand: 0n, exponent: 0 };

/** Number of bits of a positive integer; 0 for zero. */
export function bitLength(value: bigint): number {
  if (value === 0n) return 0;
  const hex = value.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex.charAt(0), 16)));
}

/** `significand * 2^exponent` rounded to a format; `sticky` says that a bit below the last was lost before. */
export function round(
  negative: boolean,
  significand: bigint,
  exponent: number,
  format: FloatFormat,
  sticky = false,
): SoftFloat {
  if (significand === 0n) return { kind: "finite", negative, significand, exponent: 0 };
  const top = exponent + bitLength(significand) - 1;
  // The exponent of the last bit kept; subnormal values keep fewer (IEC 60559 3.4).
  const last = Math.max(top - format.precision + 1, format.least - format.precision + 1);
  const drop = last - exponent;
  let kept = significand;
  let unit = exponent;
  if (drop > 0) {
    kept = significand >> BigInt(drop);
    unit = last;
    const rest = significand - (kept << BigInt(drop));
    const half = 1n << BigInt(drop - 1);
    if (rest > half || (rest === half && (sticky || (kept & 1n) === 1n))) kept += 1n;
  }
  if (kept === 0n) return { kind: "finite", negative, significand: 0n, exponent: 0 };
  if (unit + bitLength(kept) - 1 > format.greatest) return { kind: "infinity", negative };
  return { kind: "finite", negative, significand: kept, exponent: unit };
}

/** The same value in another format. */
export function convert(value: SoftFloat, format: FloatFormat): SoftFloat {
  return value.kind === "finite" ? round(value.negative, value.significand, value.exponent, format) : value;
}

/** An integer in a floating format (C11 6.3.1.4p2). */
export function fromInteger(value: bigint, format: FloatFormat): SoftFloat {
  return round(value < 0n, value < 0n ? -value : value, 0, format);
}

/** `numerator / denominator`, both not negative, rounded; denominator not zero. */
export function fromRatio(numerator: bigint, denominator: bigint, negative: boolean, format: FloatFormat): SoftFloat {
  const shift = Math.max(0, format.precision + 3 + bitLength(denominator) - bitLength(numerator));
  const scaled = numerator << BigInt(shift);
  const quotient = scaled / denominator;
  // One more bit below stands for the remainder.
  const sticky = quotient * denominator !== scaled;
  return round(negative, (quotient << 1n) | (sticky ? 1n : 0n), -shift - 1, format);
}

/** Towards zero (C11 6.3.1.4p1); null for infinities and NaN. */
export function truncate(value: SoftFloat): bigint | null {
  if (value.kind !== "finite") return null;
  const magnitude =
    value.exponent >= 0 ? value.significand << BigInt(value.exponent) : value.significand >> BigInt(-value.exponent);
  return value.negative ? -magnitude : magnitude;
}

/** The nearest JavaScript number. */
export function toNumber(value: SoftFloat): number {
  const double = convert(value, DOUBLE);
  switch (double.kind) {
    case "nan":
      return Number.NaN;
    case "infinity":
      return double.negative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    case "finite": {
      // Two steps, because 2 ** exponent itself may be below the smallest number.
      const halved = Math.trunc(double.exponent / 2);
      const magnitude = Number(double.significand) * 2 ** halved * 2 ** (double.exponent - halved);
      return double.negative ? -magnitude : magnitude;
    }
  }
}

export function isZero(value: SoftFloat): boolean {
  return value.kind === "finite" && value.significand === 0n;
}

export function negate(value: SoftFloat): SoftFloat {
  return { ...value, negative: !value.negative };
}

const NAN: SoftFloat = { kind: "nan", negative: false };

export function add(left: SoftFloat, right: SoftFloat, format: FloatFormat): SoftFloat {
  if (left.kind === "nan" || right.kind === "nan") return NAN;
  if (left.kind === "infinity") {
    return right.kind === "infinity" && right.negative !== left.negative ? NAN : left;
  }
  if (right.kind === "infinity") return right;
  const exponent = Math.min(left.exponent, right.exponent);
  const sum = aligned(left, exponent) + aligned(right, exponent);
  if (sum === 0n) return { ...ZERO, negative: left.negative && right.negative };
  return round(sum < 0n, sum < 0n ? -sum : sum, exponent, format);
}

function aligned(value: Extract<SoftFloat, { kind: "finite" }>, exponent: number): bigint {
  const magnitude = value.significand << BigInt(value.exponent - exponent);
  return value.negative ? -magnitude : magnitude;
}

export function multiply(left: SoftFloat, right: SoftFloat, format: FloatFormat): SoftFloat {
  const negative = left.negative !== right.negative;
  if (left.kind === "nan" || right.kind === "nan") return NAN;
  if (left.kind === "infinity" || right.kind === "infinity") {
    return isZero(left) || isZero(right) ? NAN : { kind: "infinity", negative };
  }
  return round(negative, left.significand * right.significand, left.exponent + right.exponent, format);
}

export function divide(left: SoftFloat, right: SoftFloat, format: FloatFormat): SoftFloat {
  const negative = left.negative !== right.negative;
  if (left.kind === "nan" || right.kind === "nan") return NAN;
  if (left.kind === "infinity") return right.kind === "infinity" ? NAN : { kind: "infinity", negative };
  if (right.kind === "infinity") return { ...ZERO, negative };
  if (right.significand === 0n) return left.significand === 0n ? NAN : { kind: "infinity", negative };
  const shift = left.exponent - right.exponent;
  const numerator = shift > 0 ? left.significand << BigInt(shift) : left.significand;
  const denominator = shift < 0 ? right.significand << BigInt(-shift) : right.significand;
  return fromRatio(numerator, denominator, negative, format);
}

/** -1, 0 or 1; null when either is NaN (unordered). */
export function compare(left: SoftFloat, right: SoftFloat): number | null {
  if (left.kind === "nan" || right.kind === "nan") return null;
  const leftSign = signOf(left);
  const rightSign = signOf(right);
  if (leftSign !== rightSign) return leftSign < rightSign ? -1 : 1;
  if (left.kind === "infinity" || right.kind === "infinity") {
    if (left.kind === right.kind) return 0;
    return (left.kind === "infinity") === leftSign > 0 ? 1 : -1;
  }
  const exponent = Math.min(left.exponent, right.exponent);
  const difference = aligned(left, exponent) - aligned(right, exponent);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

function signOf(value: SoftFloat): number {
  if (isZero(value)) return 0;
  return value.negative ? -1 : 1;
}
