/**
 * Integer and floating constants (C11 6.4.4.1, 6.4.4.2; GCC manual: Binary constants, Hex Floats, Floating Types).
 * Comes in: the spelling of a preprocessing number. Goes out: its value and type, or why it is neither.
 */
import type { FloatingKind, IntegerKind, TargetAbi } from "../../kernel/abi/types.js";
import { limitsOf, shapeOf } from "./integer.js";
import { type FloatFormat, formatOf, fromRatio, round, type SoftFloat, ZERO } from "./soft-float.js";

export type NumberLiteral =
  | { readonly kind: "integer"; readonly value: bigint; readonly type: IntegerKind }
  | { readonly kind: "floating"; readonly value: SoftFloat; readonly type: FloatingKind }
  | { readonly kind: "invalid"; readonly reason: string };

const SMALL_DECIMAL = 9;

/** Value and type of a preprocessing number. */
export function readNumber(text: string, abi: TargetAbi): NumberLiteral {
  const small = smallDecimal(text);
  if (small >= 0) return { kind: "integer", value: BigInt(small), type: "int" };
  if (text.length > MAX_LENGTH) return { kind: "invalid", reason: "the number is too long" };
  if (text.includes("lL") || text.includes("Ll")) return { kind: "invalid", reason: `"${text}" is not a number` };
  const lower = text.toLowerCase();
  const radix = radixOf(lower);
  return isFloating(lower, radix) ? readFloating(lower, radix, abi) : readInteger(lower, radix, abi);
}

/** Longer ones are no constants that a kernel has. */
const MAX_LENGTH = 400;

/** The value of up to nine decimal digits without suffix, which always fit `int`; -1 for anything else. */
function smallDecimal(text: string): number {
  if (text.length > SMALL_DECIMAL) return -1;
  let value = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  // A leading 0 makes it octal.
  return text.charCodeAt(0) === 48 && text.length > 1 ? -1 : value;
}

type Radix = 2 | 8 | 10 | 16;

function radixOf(text: string): Radix {
  if (text.startsWith("0x")) return 16;
  if (text.startsWith("0b")) return 2;
  return text.startsWith("0") && text.length > 1 ? 8 : 10;
}

function isFloating(text: string, radix: Radix): boolean {
  if (text.includes(".")) return true;
  return radix === 16 ? text.includes("p") : radix !== 2 && text.includes("e");
}

/** Index behind the digits of `radix` from `start`. */
function digitsEnd(text: string, start: number, radix: Radix): number {
  let at = start;
  while (at < text.length && digitValue(text.charCodeAt(at)) < radix) at++;
  return at;
}

function digitValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 102) return code - 87;
  return 99;
}

function readInteger(text: string, radix: Radix, abi: TargetAbi): NumberLiteral {
  const start = radix === 16 || radix === 2 ? 2 : radix === 8 ? 1 : 0;
  const end = digitsEnd(text, start, radix);
  if (end === start && radix !== 8) return { kind: "invalid", reason: `"${text}" is not a number` };
  const suffix = INTEGER_SUFFIXES.get(text.slice(end));
  if (suffix === undefined) return { kind: "invalid", reason: `"${text}" is not a number` };
  const value = BigInt.asUintN(64, parseDigits(text.slice(start, end), radix));
  return { kind: "integer", value, type: integerType(value, radix === 10, suffix, abi) };
}

function parseDigits(digits: string, radix: Radix): bigint {
  if (digits === "") return 0n;
  switch (radix) {
    case 2:
      return BigInt(`0b${digits}`);
    case 8:
      return BigInt(`0o${digits}`);
    case 10:
      return BigInt(digits);
    case 16:
      return BigInt(`0x${digits}`);
  }
}

interface IntegerSuffix {
  readonly unsigned: boolean;
  readonly long: 0 | 1 | 2;
}

const INTEGER_SUFFIXES: ReadonlyMap<string, IntegerSuffix> = new Map([
  ["", { unsigned: false, long: 0 }],
  ["u", { unsigned: true, long: 0 }],
  ["l", { unsigned: false, long: 1 }],
  ["ul", { unsigned: true, long: 1 }],
  ["lu", { unsigned: true, long: 1 }],
  ["ll", { unsigned: false, long: 2 }],
  ["ull", { unsigned: true, long: 2 }],
  ["llu", { unsigned: true, long: 2 }],
]);

/** The rows of the table in C11 6.4.4.1p5, least rank first. */
const CANDIDATES: readonly { readonly signed: IntegerKind; readonly unsigned: IntegerKind }[] = [
  { signed: "int", unsigned: "unsigned int" },
  { signed: "long", unsigned: "unsigned long" },
  { signed: "long long", unsigned: "unsigned long long" },
];

function integerType(value: bigint, decimal: boolean, suffix: IntegerSuffix, abi: TargetAbi): IntegerKind {
  for (let rank: number = suffix.long; rank < CANDIDATES.length; rank++) {
    const candidate = CANDIDATES[rank];
    if (candidate === undefined) break;
    if (!suffix.unsigned && fits(value, candidate.signed, abi)) return candidate.signed;
    if ((suffix.unsigned || !decimal) && fits(value, candidate.unsigned, abi)) return candidate.unsigned;
  }
  // GCC: "integer constant is so large that it is unsigned", of __int128 where the target has it.
  return abi.int128 ? "__int128" : "unsigned long long";
}

function fits(value: bigint, kind: IntegerKind, abi: TargetAbi): boolean {
  return value <= limitsOf(shapeOf(kind, abi)).greatest;
}

/** C11 6.4.4.2p1, TS 18661-3, GCC manual: Additional Floating Types. */
function floatingSuffix(suffix: string, abi: TargetAbi): FloatingKind | null {
  switch (suffix) {
    case "":
    case "d":
      return "double";
    case "f":
      return "float";
    case "l":
      return "long double";
    case "q":
      return "__float128";
    case "w":
      return abi.arch === "x86_64" || abi.arch === "i686" ? "long double" : "__float128";
    case "f16":
      return "_Float16";
    case "f32":
      return "_Float32";
    case "f64":
      return "_Float64";
    case "f128":
      return "_Float128";
    case "f32x":
      return "_Float32x";
    case "f64x":
      return "_Float64x";
    default:
      return null;
  }
}

/** Exponents beyond this are infinity or zero in every format. */
const MAX_EXPONENT = 20_000;

function readFloating(text: string, radix: Radix, abi: TargetAbi): NumberLiteral {
  const invalid: NumberLiteral = { kind: "invalid", reason: `"${text}" is not a number` };
  const base: Radix = radix === 16 ? 16 : 10;
  const start = base === 16 ? 2 : 0;
  const point = digitsEnd(text, start, base);
  const end = text[point] === "." ? digitsEnd(text, point + 1, base) : point;
  const fraction = text[point] === "." ? text.slice(point + 1, end) : "";
  const digits = text.slice(start, point) + fraction;
  if (digits === "") return invalid;
  const exponent = readExponent(text, end, base === 16 ? "p" : "e");
  if (exponent === null || (base === 16 && exponent.end === end)) return invalid;
  const type = floatingSuffix(text.slice(exponent.end), abi);
  if (type === null) return invalid;
  const format = formatOf(type, abi);
  const value = scaled(parseDigits(digits, base), base, fraction.length, exponent.value, format);
  return { kind: "floating", value, type };
}

function readExponent(
  text: string,
  at: number,
  letter: string,
): { readonly value: number; readonly end: number } | null {
  if (text[at] !== letter) return { value: 0, end: at };
  const sign = text[at + 1];
  const start = sign === "+" || sign === "-" ? at + 2 : at + 1;
  const end = digitsEnd(text, start, 10);
  if (end === start) return null;
  const magnitude = Math.min(Number(text.slice(start, end)), MAX_EXPONENT);
  return { value: sign === "-" ? -magnitude : magnitude, end };
}

function scaled(
  digits: bigint,
  base: 10 | 16,
  fractionDigits: number,
  exponent: number,
  format: FloatFormat,
): SoftFloat {
  if (digits === 0n) return ZERO;
  if (base === 16) return round(false, digits, exponent - 4 * fractionDigits, format);
  const power = exponent - fractionDigits;
  return power >= 0
    ? round(false, digits * 10n ** BigInt(power), 0, format)
    : fromRatio(digits, 10n ** BigInt(-power), false, format);
}
