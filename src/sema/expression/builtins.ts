/**
 * GCC's built-in functions in constant expressions: type of a call and, for constant arguments, its value
 * (GCC manual: Other Builtins, Integer Overflow Builtins, Object Size Checking, __atomic Builtins).
 */
import type { FloatingKind, IntegerKind, TargetAbi } from "../../kernel/abi/types.js";
import type { SemaContext } from "../context.js";
import type { QualType } from "../types.js";
import { castTo } from "./conversion.js";
import { bare, canonical, integerKindOf, integerType, pointerTo, unqualified, VOID } from "./ctype.js";
import { bitsOf, limitsOf, shapeOf } from "./integer.js";
import {
  constant,
  decay,
  integerConstant,
  type Operand,
  type StringUnits,
  truth,
  unknown,
  withResidual,
} from "./operand.js";
import { poisoned } from "./reader.js";
import type { ResidualFunction } from "./residual.js";
import { isZero, type SoftFloat } from "./soft-float.js";

/** The call of one built-in function with its arguments as written. */
type Builtin = (args: readonly Operand[], context: SemaContext) => Operand;

export function isBuiltinName(name: string): boolean {
  return name.startsWith("__builtin_") || name.startsWith("__sync_") || name.startsWith("__atomic_");
}

/** Type and value of a call. */
export function callBuiltin(name: string, args: readonly Operand[], context: SemaContext): Operand {
  const builtin = BUILTINS.get(name);
  if (builtin !== undefined) return builtin(args, context);
  if (name.startsWith("__sync_") || name.startsWith("__atomic_")) return callAtomic(name, args, context);
  return poisoned(`the type of ${name} is not known`);
}

/** What a function makes of a value of so many bits; few depend on the target. */
type Fold = (value: bigint, width: number, abi: TargetAbi) => bigint;

/**
 * A function of one integer: its argument is converted to `parameter`, `fold` gets the value.
 * @param rust what it is in a residual; null when there is no such function in Rust
 */
function ofInteger(
  parameter: IntegerKind,
  result: IntegerKind,
  fold: Fold,
  rust: ResidualFunction | null = null,
): Builtin {
  return (args, context) => {
    const argument = argumentAs(args[0], integerType(parameter), context);
    if (argument.value?.kind !== "integer") {
      const call = unknown(integerType(result), argument.why, argument.pure);
      const { residual } = argument;
      if (residual === null || rust === null) return call;
      return withResidual(call, { kind: "call", function: rust, type: result, operand: residual });
    }
    return castTo(
      integerConstant(fold(argument.value.value, bitsOf(parameter, context.abi), context.abi), "__int128"),
      integerType(result),
      context,
    );
  };
}

function argumentAs(argument: Operand | undefined, type: QualType, context: SemaContext): Operand {
  return argument === undefined ? poisoned("too few arguments") : castTo(argument, type, context);
}

function bits(value: bigint, width: number): string {
  return BigInt.asUintN(width, value).toString(2);
}

/** One plus the index of the lowest set bit; 0 for 0. */
function findFirstSet(value: bigint, width: number): bigint {
  return value === 0n ? 0n : countTrailingZeros(value, width) + 1n;
}

/** Of 0, as GCC folds it: the width, or what the machine's instruction gives (CLZ_DEFINED_VALUE_AT_ZERO: 64 on s390). */
function countLeadingZeros(value: bigint, width: number, abi: TargetAbi): bigint {
  if (value === 0n) return abi.arch === "s390x" ? 64n : BigInt(width);
  return BigInt(width - bits(value, width).length);
}

function countTrailingZeros(value: bigint, width: number): bigint {
  if (value === 0n) return BigInt(width);
  const text = bits(value, width);
  return BigInt(text.length - 1 - text.lastIndexOf("1"));
}

function populationCount(value: bigint, width: number): bigint {
  return BigInt(bits(value, width).replaceAll("0", "").length);
}

/** Bits behind the sign bit that equal it. */
function redundantSignBits(value: bigint, width: number): bigint {
  const magnitude = value < 0n ? ~value : value;
  return BigInt(width - (magnitude === 0n ? 0 : bits(magnitude, width).length) - 1);
}

function byteSwap(value: bigint, width: number): bigint {
  let result = 0n;
  for (let at = 0; at < width; at += 8) result = (result << 8n) | ((value >> BigInt(at)) & 0xffn);
  return result;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** `long __builtin_expect (long, long)`: its first argument. */
const expectValue: Builtin = (args, context) => argumentAs(args[0], integerType("long"), context);

/** The narrow string literal that a pointer argument points into, from there to its end. */
function textOf(argument: Operand | undefined, context: SemaContext): StringUnits["units"] | null {
  if (argument === undefined) return null;
  const { value } = decay(argument, context);
  if (value?.kind !== "address" || value.text === null || value.text.prefix !== "") return null;
  const { units } = value.text;
  return value.offset < 0n || value.offset > BigInt(units.length) ? null : units.slice(Number(value.offset));
}

function untilNul(units: readonly number[]): readonly number[] {
  const end = units.indexOf(0);
  return end < 0 ? units : units.slice(0, end);
}

const stringLength: Builtin = (args, context) => {
  const units = textOf(args[0], context);
  const { sizeType } = context.abi;
  if (units === null) return unknown(integerType(sizeType), "the string is not constant", true);
  return integerConstant(BigInt(untilNul(units).length), sizeType);
};

/** -1, 0 or 1 as GCC folds `strcmp` and its kin; `limit` is the index of the argument that bounds the length. */
function compareText(limit: number | null, stopAtNul: boolean): Builtin {
  return (args, context) => {
    const left = textOf(args[0], context);
    const right = textOf(args[1], context);
    const most = limit === null ? null : argumentAs(args[limit], integerType(context.abi.sizeType), context).value;
    if (left === null || right === null || (limit !== null && most?.kind !== "integer")) {
      return unknown(integerType("int"), "the strings are not constant", true);
    }
    const count = most?.kind === "integer" ? Number(most.value) : Number.MAX_SAFE_INTEGER;
    return integerConstant(BigInt(compareUnits(left, right, count, stopAtNul)), "int");
  };
}

function compareUnits(left: readonly number[], right: readonly number[], count: number, stopAtNul: boolean): number {
  for (let at = 0; at < count; at++) {
    const a = left[at] ?? 0;
    const b = right[at] ?? 0;
    if (a !== b) return a < b ? -1 : 1;
    if (at >= left.length || (stopAtNul && a === 0)) return 0;
  }
  return 0;
}

function floatType(name: FloatingKind): QualType {
  return { type: { kind: "floating", name }, qualifiers: 0, addressSpace: null };
}

function floatConstant(name: FloatingKind, value: SoftFloat): Builtin {
  return () => constant(floatType(name), { kind: "floating", value }, false);
}

function absoluteFloat(name: FloatingKind): Builtin {
  return (args, context) => {
    const argument = argumentAs(args[0], floatType(name), context);
    if (argument.value?.kind !== "floating") return argument;
    return constant(argument.type, { kind: "floating", value: { ...argument.value.value, negative: false } }, false);
  };
}

/** A classification of a floating argument of any type. */
function classify(test: (value: SoftFloat) => number): Builtin {
  return (args, context) => {
    const argument = args[0] === undefined ? poisoned("too few arguments") : decay(args[0], context);
    const plain = bare(argument.type.type, context);
    const known = plain.kind === "floating" ? argument : castTo(argument, floatType("double"), context);
    if (known.value?.kind !== "floating") return unknown(integerType("int"), known.why, known.pure);
    return integerConstant(BigInt(test(known.value.value)), "int");
  };
}

function infinitySign(value: SoftFloat): number {
  if (value.kind !== "infinity") return 0;
  return value.negative ? -1 : 1;
}

/** `__builtin_add_overflow_p (a, b, (T) 0)`: whether the exact result does not fit T. */
function overflowPredicate(exact: (a: bigint, b: bigint) => bigint): Builtin {
  return (args, context) => {
    const [first, second, third] = args.map((argument) => decay(argument, context));
    if (first === undefined || second === undefined || third === undefined) return poisoned("too few arguments");
    const kind = integerKindOf(third.type.type, context);
    if (first.value?.kind !== "integer" || second.value?.kind !== "integer" || kind === null) {
      return unknown(integerType("_Bool"), first.why || second.why, first.pure && second.pure);
    }
    const { least, greatest } = limitsOf(shapeOf(kind, context.abi));
    const value = exact(first.value.value, second.value.value);
    return castTo(truth(value < least || value > greatest, true), integerType("_Bool"), context);
  };
}

/** A function whose calls are never constant. */
function returns(type: (abi: TargetAbi) => QualType, why = "it calls a function"): Builtin {
  return (_args, context) => unknown(type(context.abi), why, false);
}

const toVoid = returns(() => VOID);
const toVoidPointer = returns(() => pointerTo(VOID));
const toInt = returns(() => integerType("int"));
const toBool = returns(() => integerType("_Bool"));
const toSize = returns((abi) => integerType(abi.sizeType), "it is decided by the optimiser");
const toCharPointer = returns(() => pointerTo(integerType("char")));

const INFINITY: SoftFloat = { kind: "infinity", negative: false };
const NAN: SoftFloat = { kind: "nan", negative: false };

/** The variants of a function for `int`, `long` and `long long`. */
function widths(
  name: string,
  signed: boolean,
  fold: Fold,
  rust: ResidualFunction | null = null,
): readonly (readonly [string, Builtin])[] {
  const suffixes = [
    ["", "int", "unsigned int"],
    ["l", "long", "unsigned long"],
    ["ll", "long long", "unsigned long long"],
    ["imax", "long long", "unsigned long long"],
  ] as const;
  return suffixes.map(([suffix, plain, unsigned]) => [
    `__builtin_${name}${suffix}`,
    ofInteger(signed ? plain : unsigned, "int", fold, rust),
  ]);
}

const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ...widths("ffs", true, findFirstSet, "ffs"),
  ...widths("clz", false, countLeadingZeros, "clz"),
  ...widths("ctz", false, countTrailingZeros, "ctz"),
  ...widths("popcount", false, populationCount, "popcount"),
  ...widths("parity", false, (value, width) => populationCount(value, width) & 1n, "parity"),
  ...widths("clrsb", true, redundantSignBits),
  ["__builtin_bswap16", ofInteger("unsigned short", "unsigned short", byteSwap, "bswap")],
  ["__builtin_bswap32", ofInteger("unsigned int", "unsigned int", byteSwap, "bswap")],
  // `uint64_t`, which is `unsigned long` where that has 64 bits, but not for Apple.
  ["__builtin_bswap64", (args, context) => swap64(args, context)],
  ["__builtin_bswap128", ofInteger("unsigned __int128", "unsigned __int128", byteSwap, "bswap")],
  ["__builtin_abs", ofInteger("int", "int", absolute, "abs")],
  ["__builtin_labs", ofInteger("long", "long", absolute, "abs")],
  ["__builtin_llabs", ofInteger("long long", "long long", absolute, "abs")],
  ["__builtin_expect", expectValue],
  ["__builtin_expect_with_probability", expectValue],
  ["__builtin_strlen", stringLength],
  ["__builtin_strcmp", compareText(null, true)],
  ["__builtin_strncmp", compareText(2, true)],
  ["__builtin_memcmp", compareText(2, false)],
  ["__builtin_inf", floatConstant("double", INFINITY)],
  ["__builtin_inff", floatConstant("float", INFINITY)],
  ["__builtin_infl", floatConstant("long double", INFINITY)],
  ["__builtin_huge_val", floatConstant("double", INFINITY)],
  ["__builtin_huge_valf", floatConstant("float", INFINITY)],
  ["__builtin_huge_vall", floatConstant("long double", INFINITY)],
  ["__builtin_nan", floatConstant("double", NAN)],
  ["__builtin_nanf", floatConstant("float", NAN)],
  ["__builtin_nanl", floatConstant("long double", NAN)],
  ["__builtin_fabs", absoluteFloat("double")],
  ["__builtin_fabsf", absoluteFloat("float")],
  ["__builtin_fabsl", absoluteFloat("long double")],
  ["__builtin_isnan", classify((value) => (value.kind === "nan" ? 1 : 0))],
  ["__builtin_isinf", classify((value) => (value.kind === "infinity" ? 1 : 0))],
  ["__builtin_isinf_sign", classify(infinitySign)],
  ["__builtin_isfinite", classify((value) => (value.kind === "finite" ? 1 : 0))],
  ["__builtin_isnormal", classify((value) => (value.kind === "finite" && !isZero(value) ? 1 : 0))],
  ["__builtin_signbit", classify((value) => (value.negative ? 1 : 0))],
  ["__builtin_add_overflow_p", overflowPredicate((a, b) => a + b)],
  ["__builtin_sub_overflow_p", overflowPredicate((a, b) => a - b)],
  ["__builtin_mul_overflow_p", overflowPredicate((a, b) => a * b)],
  ...["add", "sub", "mul"].flatMap((name) =>
    ["", "l", "ll"].flatMap((suffix): [string, Builtin][] => [
      [`__builtin_s${name}${suffix}_overflow`, toBool],
      [`__builtin_u${name}${suffix}_overflow`, toBool],
    ]),
  ),
  ["__builtin_add_overflow", toBool],
  ["__builtin_sub_overflow", toBool],
  ["__builtin_mul_overflow", toBool],
  ["__builtin_object_size", toSize],
  ["__builtin_dynamic_object_size", toSize],
  ["__builtin_unreachable", toVoid],
  ["__builtin_trap", toVoid],
  ["__builtin_prefetch", toVoid],
  ["__builtin_va_start", toVoid],
  ["__builtin_va_end", toVoid],
  ["__builtin_va_copy", toVoid],
  ["__builtin___clear_cache", toVoid],
  ["__builtin_return_address", toVoidPointer],
  ["__builtin_frame_address", toVoidPointer],
  ["__builtin_extract_return_addr", toVoidPointer],
  ["__builtin_assume_aligned", toVoidPointer],
  ["__builtin_alloca", toVoidPointer],
  ["__builtin_alloca_with_align", toVoidPointer],
  ["__builtin_memcpy", toVoidPointer],
  ["__builtin_memmove", toVoidPointer],
  ["__builtin_memset", toVoidPointer],
  ["__builtin_mempcpy", toVoidPointer],
  ["__builtin_memchr", toVoidPointer],
  ["__builtin_strchr", toCharPointer],
  ["__builtin_strrchr", toCharPointer],
  ["__builtin_strstr", toCharPointer],
  ["__builtin_strcpy", toCharPointer],
  ["__builtin_strncpy", toCharPointer],
  ["__builtin_strcat", toCharPointer],
  ["__builtin_printf", toInt],
  ["__builtin_sprintf", toInt],
  ["__builtin_snprintf", toInt],
  ["__builtin_classify_type", toInt],
  ["__builtin_LINE", toInt],
  ["__builtin_FILE", toCharPointer],
  ["__builtin_FUNCTION", toCharPointer],
]);

function swap64(args: readonly Operand[], context: SemaContext): Operand {
  const long = bitsOf("long", context.abi) === 64 && context.abi.platform !== "apple";
  const kind: IntegerKind = long ? "unsigned long" : "unsigned long long";
  return ofInteger(kind, kind, byteSwap, "bswap")(args, context);
}

/** `__sync_*` and `__atomic_*`: most give the type that their first argument points to; none is constant. */
function callAtomic(name: string, args: readonly Operand[], context: SemaContext): Operand {
  const why = "it accesses memory";
  if (/_(?:bool_compare_and_swap|compare_exchange(?:_n)?|test_and_set|is_lock_free|always_lock_free)$/.test(name)) {
    return unknown(integerType("_Bool"), why, false);
  }
  if (/_(?:synchronize|release|clear|store(?:_n)?|load|exchange|fence)$/.test(name)) return unknown(VOID, why, false);
  const first = args[0] === undefined ? null : canonical(decay(args[0], context).type, context).type;
  if (first?.kind !== "pointer") return poisoned(`the type of ${name} is not known`);
  return unknown(unqualified(first.to), why, false);
}
