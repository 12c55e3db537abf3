/**
 * Binary operators and the conditional operator: type of the result and, where GCC folds one, its value
 * (C11 6.5.5 to 6.5.15). Where one operand is not constant GCC still folds what cannot depend on it (`x * 0`).
 */
import type { FloatingKind, IntegerKind } from "../../kernel/abi/types.js";
import type { SemaContext } from "../context.js";
import type { CType, QualType } from "../types.js";
import { castTo, isTrue } from "./conversion.js";
import { bare, canonical, compatible, integerKindOf, integerType, pointerTo, VOID, withQualifiers } from "./ctype.js";
import { commonKind, type IntegerShape, promote, shapeOf, wrap } from "./integer.js";
import {
  constant,
  decay,
  integerConstant,
  isNullPointerConstant,
  type Operand,
  truth,
  unknown,
  type Value,
  withResidual,
} from "./operand.js";
import { holds, isPointerLike, pointerBinary } from "./pointer-operators.js";
import { poisoned } from "./reader.js";
import {
  type ArithmeticOperator,
  type ComparisonOperator,
  convertResidual,
  isTruth,
  type Residual,
  residualOf,
  truthOf,
} from "./residual.js";
import { add, compare, divide, formatOf, isDoubleDouble, multiply, negate } from "./soft-float.js";
import { Code } from "./vocabulary.js";

const FLOAT_RANK: readonly FloatingKind[] = [
  "__bf16",
  "_Float16",
  "float",
  "_Float32",
  "double",
  "_Float32x",
  "_Float64",
  "long double",
  "_Float64x",
  "__float128",
  "_Float128",
];

/** `same` says that both operands are spelled alike and free of side effects. */
export function binary(code: number, left: Operand, right: Operand, same: boolean, context: SemaContext): Operand {
  const a = decay(left, context);
  const b = decay(right, context);
  if (code === Code.AndAnd || code === Code.OrOr) return logical(code, a, b, context);
  const leftKind = integerKindOf(a.type.type, context);
  const rightKind = integerKindOf(b.type.type, context);
  if (leftKind !== null && rightKind !== null) return integerBinary(code, a, leftKind, b, rightKind, same, context);
  if (isPointerLike(a, context) || isPointerLike(b, context)) return pointerBinary(code, a, b, context);
  return otherBinary(code, a, b, context);
}

/** The promoted type of an integer operand; a typedef name that promotion leaves alone stays. */
export function promotedType(operand: Operand, kind: IntegerKind, context: SemaContext): QualType {
  const promoted = promote(kind, operand.bits, context.abi);
  return promoted === kind && operand.type.type.kind === "typedef" && operand.bits === null
    ? operand.type
    : integerType(promoted);
}

/** Result type of the usual arithmetic conversions on integers, with the typedef name that both sides agree on. */
function commonType(
  a: Operand,
  leftKind: IntegerKind,
  b: Operand,
  rightKind: IntegerKind,
  context: SemaContext,
): QualType {
  const left = promote(leftKind, a.bits, context.abi);
  const right = promote(rightKind, b.bits, context.abi);
  const common = commonKind(left, right, context.abi);
  const x = a.type.type;
  const y = b.type.type;
  const agreed = x.kind === "typedef" && y.kind === "typedef" && x.id === y.id && common === leftKind;
  return agreed && a.bits === null && b.bits === null ? a.type : integerType(common);
}

function integerBinary(
  code: number,
  a: Operand,
  leftKind: IntegerKind,
  b: Operand,
  rightKind: IntegerKind,
  same: boolean,
  context: SemaContext,
): Operand {
  if (code === Code.ShiftLeft || code === Code.ShiftRight) return shift(code, a, leftKind, b, context);
  const type = commonType(a, leftKind, b, rightKind, context);
  const kind = integerKindOf(type.type, context) ?? "int";
  const shape = shapeOf(kind, context.abi);
  // What has the common type is in its range.
  const x = a.value?.kind !== "integer" ? null : leftKind === kind ? a.value.value : wrap(a.value.value, shape);
  const y = b.value?.kind !== "integer" ? null : rightKind === kind ? b.value.value : wrap(b.value.value, shape);
  const comparison = isComparison(code);
  const resultType = comparison ? integerType("int") : type;
  const strict = a.strict && b.strict;
  if (x === null || y === null) {
    const folded = foldHalf(code, a, x, b, y, same, shape);
    if (folded !== null) return constant(resultType, { kind: "integer", value: wrap(folded, shape) }, false);
    const result = unknown(resultType, reasonOf(blamed(a, b)), a.pure && b.pure);
    return isResidual(a, b) ? withResidual(result, binaryResidual(code, a, b, kind, context)) : result;
  }
  const value = comparison ? compareIntegers(code, x, y) : arithmetic(code, x, y);
  if (value === null) return unknown(resultType, "division by zero", false, strict);
  return constant(resultType, { kind: "integer", value: comparison ? value : wrap(value, shape) }, strict);
}

/** Which of two operands, not both of them integers, is why there is no value: rather not one that is residual. */
function blamed(a: Operand, b: Operand): Operand {
  if (a.value?.kind === "integer") return b;
  return a.residual !== null && b.value === null ? b : a;
}

/** Is what two operands make a residual? */
function isResidual(a: Operand, b: Operand): boolean {
  return a.residual !== null || b.residual !== null;
}

const ARITHMETIC: Readonly<Record<number, ArithmeticOperator>> = {
  [Code.Plus]: "+",
  [Code.Minus]: "-",
  [Code.Star]: "*",
  [Code.Slash]: "/",
  [Code.Percent]: "%",
  [Code.And]: "&",
  [Code.Or]: "|",
  [Code.Xor]: "^",
};

const COMPARISONS: Readonly<Record<number, ComparisonOperator>> = {
  [Code.Equal]: "==",
  [Code.NotEqual]: "!=",
  [Code.Less]: "<",
  [Code.Greater]: ">",
  [Code.LessEqual]: "<=",
  [Code.GreaterEqual]: ">=",
};

/** Both operands converted to the common type `kind`. */
function binaryResidual(
  code: number,
  a: Operand,
  b: Operand,
  kind: IntegerKind,
  context: SemaContext,
): Residual | null {
  const left = residualOf(a, kind, context);
  const right = residualOf(b, kind, context);
  if (left === null || right === null) return null;
  const comparison = COMPARISONS[code];
  if (comparison !== undefined) return { kind: "compare", operator: comparison, type: "int", left, right };
  const operator = ARITHMETIC[code];
  if (operator === undefined) return null;
  const divides = operator === "/" || operator === "%";
  // C11 6.5.5p5: undefined whatever the other operand is.
  if (divides && right.kind === "constant" && right.value === 0n) return null;
  return { kind: "binary", operator, type: kind, left, right };
}

/** Why an operand has no number: its own reason, or that it is an address. */
export function reasonOf(operand: Operand): string {
  return operand.value === null ? operand.why : "an address is known only after linking";
}

function isComparison(code: number): boolean {
  return code >= Code.Equal && code <= Code.GreaterEqual;
}

/** null for a division by zero (C11 6.5.5p5). Not yet wrapped. */
function arithmetic(code: number, x: bigint, y: bigint): bigint | null {
  switch (code) {
    case Code.Plus:
      return x + y;
    case Code.Minus:
      return x - y;
    case Code.Star:
      return x * y;
    case Code.Slash:
      return y === 0n ? null : x / y;
    case Code.Percent:
      return y === 0n ? null : x % y;
    case Code.And:
      return x & y;
    case Code.Or:
      return x | y;
    case Code.Xor:
      return x ^ y;
    default:
      throw new Error(`no arithmetic operator has the code ${code}`);
  }
}

/** 1 or 0 (C11 6.5.8p6, 6.5.9p3). */
function compareIntegers(code: number, x: bigint, y: bigint): bigint {
  return holds(code, x < y ? -1 : x > y ? 1 : 0) ? 1n : 0n;
}

/**
 * GCC folds operators whose result does not depend on the operand that it does not know (match.pd), as long as
 * that has no side effects. `x` and `y` are the known sides.
 */
function foldHalf(
  code: number,
  a: Operand,
  x: bigint | null,
  b: Operand,
  y: bigint | null,
  same: boolean,
  shape: IntegerShape,
): bigint | null {
  if (!a.pure || !b.pure || a.value?.kind === "address" || b.value?.kind === "address") return null;
  if (x === null && y === null) return same ? foldSame(code) : null;
  const known = x ?? y;
  switch (code) {
    case Code.Star:
    case Code.And:
      return known === 0n ? 0n : null;
    case Code.Or:
      return known === wrap(-1n, shape) ? known : null;
    case Code.Percent:
      if (x === 0n) return 0n;
      return y === 1n || y === -1n ? 0n : null;
    case Code.Slash:
      return x === 0n ? 0n : null;
    default:
      return shape.signed ? null : foldUnsignedLimit(code, x, y);
  }
}

function foldSame(code: number): bigint | null {
  switch (code) {
    case Code.Minus:
    case Code.Xor:
    case Code.NotEqual:
    case Code.Less:
    case Code.Greater:
    case Code.Percent:
      return 0n;
    case Code.Equal:
    case Code.LessEqual:
    case Code.GreaterEqual:
    case Code.Slash:
      return 1n;
    default:
      return null;
  }
}

/** `u < 0` and its kin: nothing unsigned is below 0. */
function foldUnsignedLimit(code: number, x: bigint | null, y: bigint | null): bigint | null {
  if (y === 0n) return code === Code.Less ? 0n : code === Code.GreaterEqual ? 1n : null;
  if (x === 0n) return code === Code.Greater ? 0n : code === Code.LessEqual ? 1n : null;
  return null;
}

/**
 * C11 6.5.7. GCC folds a count beyond the width as if bit by bit, and no negative one; clang shifts by the width less
 * one, and by a negative count the other way (clang/lib/AST/ExprConstant.cpp, `handleIntIntBinOp`).
 */
function shift(code: number, a: Operand, leftKind: IntegerKind, b: Operand, context: SemaContext): Operand {
  const type = promotedType(a, leftKind, context);
  const shape = shapeOf(integerKindOf(type.type, context) ?? "int", context.abi);
  const pure = a.pure && b.pure;
  const strict = a.strict && b.strict;
  if (a.value?.kind !== "integer") {
    const result = unknown(type, reasonOf(blamed(a, b)), pure);
    return isResidual(a, b) ? withResidual(result, shiftResidual(code, a, b, type, context)) : result;
  }
  const value = wrap(a.value.value, shape);
  if (b.value?.kind !== "integer") {
    // Zero stays zero, and all ones stay so to the right (match.pd).
    if (b.pure && (value === 0n || (value === -1n && code === Code.ShiftRight))) {
      return constant(type, { kind: "integer", value }, false);
    }
    return withResidual(unknown(type, reasonOf(b), pure), shiftResidual(code, a, b, type, context));
  }
  const count = b.value.value;
  const clang = context.abi.compiler === "clang";
  if (count < 0n && !clang) return unknown(type, "shift by a negative number", pure);
  const distance = count < 0n ? -count : count;
  const inRange = count >= 0n && count < BigInt(shape.width);
  const most = BigInt(clang ? shape.width - 1 : shape.width);
  const steps = distance < most ? distance : most;
  const left = (code === Code.ShiftLeft) === count >= 0n;
  const shifted = left ? value << steps : value >> steps;
  return constant(type, { kind: "integer", value: wrap(shifted, shape) }, strict && inRange);
}

/** null also for a count that is undefined whatever the other operand is (C11 6.5.7p3). */
function shiftResidual(code: number, a: Operand, b: Operand, type: QualType, context: SemaContext): Residual | null {
  const kind = integerKindOf(type.type, context) ?? "int";
  const countKind = integerKindOf(b.type.type, context);
  if (countKind === null) return null;
  const left = residualOf(a, kind, context);
  const count = residualOf(b, promote(countKind, b.bits, context.abi), context);
  if (left === null || count === null) return null;
  const width = BigInt(shapeOf(kind, context.abi).width);
  if (count.kind === "constant" && (count.value < 0n || count.value >= width)) return null;
  return { kind: "shift", operator: code === Code.ShiftLeft ? "<<" : ">>", type: kind, left, count };
}

/** C11 6.5.13, 6.5.14: the second operand may be anything when the first decides. */
function logical(code: number, a: Operand, b: Operand, context: SemaContext): Operand {
  const decisive = code === Code.OrOr;
  const strict = a.strict && b.strict;
  const int = integerType("int");
  if (a.value !== null) {
    const first = isTrue(a.value);
    if (first === decisive) return truth(decisive, strict);
    if (b.value === null) return withResidual(unknown(int, b.why, b.pure, strict), truthResidual(b, context));
    return truth(isTrue(b.value), strict);
  }
  // GCC drops a first operand without side effects when the second decides.
  if (a.pure && b.value !== null && isTrue(b.value) === decisive) return truth(decisive, false);
  const result = unknown(int, blamed(a, b).why, a.pure && b.pure);
  const left = truthResidual(a, context);
  if (left === null || b.value !== null) return withResidual(result, left);
  const right = truthResidual(b, context);
  if (right === null) return result;
  return withResidual(result, { kind: "logical", operator: decisive ? "||" : "&&", type: "int", left, right });
}

/** The condition that an operand without a value is, as an `int`. */
function truthResidual(operand: Operand, context: SemaContext): Residual | null {
  const { residual } = operand;
  if (residual === null || integerKindOf(operand.type.type, context) === null) return null;
  return convertResidual(truthOf(residual), "int");
}

/** Floating, complex and vector operands; anything else has no such operators. */
function otherBinary(code: number, a: Operand, b: Operand, context: SemaContext): Operand {
  const left = bare(a.type.type, context);
  const right = bare(b.type.type, context);
  if (left.kind === "error") return poisoned(left.reason);
  if (right.kind === "error") return poisoned(right.reason);
  const pure = a.pure && b.pure;
  if (left.kind === "vector" || right.kind === "vector") {
    return unknown(left.kind === "vector" ? a.type : b.type, "a vector is no number", pure);
  }
  const kind = commonFloating(left, right);
  if (kind === null || code === Code.Percent || isBitwise(code)) return poisoned("invalid operands");
  const complex = left.kind === "complex" || right.kind === "complex";
  const type: QualType = {
    type: { kind: complex ? "complex" : "floating", name: kind },
    qualifiers: 0,
    addressSpace: null,
  };
  if (complex) return unknown(isComparison(code) ? integerType("int") : type, "complex arithmetic", pure);
  return floatingBinary(code, castTo(a, type, context), castTo(b, type, context), type, kind, pure, context);
}

function isBitwise(code: number): boolean {
  return (code >= Code.Or && code <= Code.And) || code === Code.ShiftLeft || code === Code.ShiftRight;
}

/** C11 6.3.1.8p1; null when neither is floating or one is not arithmetic. */
function commonFloating(left: CType, right: CType): FloatingKind | null {
  const x = promotedFloating(left);
  const y = promotedFloating(right);
  if (x !== null && y !== null) return FLOAT_RANK.indexOf(x) >= FLOAT_RANK.indexOf(y) ? x : y;
  const other = x === null ? left : right;
  if (other.kind !== "integer" && other.kind !== "enum" && other.kind !== "bit-int") return null;
  return x ?? y;
}

/** GCC manual, Half-Precision: `__fp16` is for storage, and is `float` in expressions. */
function promotedFloating(type: CType): FloatingKind | null {
  if (type.kind !== "floating" && type.kind !== "complex") return null;
  return type.name === "__fp16" ? "float" : type.name;
}

function floatingBinary(
  code: number,
  a: Operand,
  b: Operand,
  type: QualType,
  kind: FloatingKind,
  pure: boolean,
  context: SemaContext,
): Operand {
  const result = isComparison(code) ? integerType("int") : type;
  if (a.value?.kind !== "floating") return unknown(result, reasonOf(a), pure);
  if (b.value?.kind !== "floating") return unknown(result, reasonOf(b), pure);
  const x = a.value.value;
  const y = b.value.value;
  if (isComparison(code)) {
    const order = compare(x, y);
    return truth(order === null ? code === Code.NotEqual : holds(code, order), false);
  }
  const format = formatOf(kind, context.abi);
  // GCC (const_binop) leaves arithmetic on pairs of doubles to the program.
  if (isDoubleDouble(format)) return unknown(type, "arithmetic on a pair of doubles is not folded", pure);
  switch (code) {
    case Code.Plus:
      return constant(type, { kind: "floating", value: add(x, y, format) }, false);
    case Code.Minus:
      return constant(type, { kind: "floating", value: add(x, negate(y), format) }, false);
    case Code.Star:
      return constant(type, { kind: "floating", value: multiply(x, y, format) }, false);
    default:
      return constant(type, { kind: "floating", value: divide(x, y, format) }, false);
  }
}

/** `condition ? yes : no`, C11 6.5.15. `yes` is the condition itself for GNU's `condition ?: no`. */
export function conditional(condition: Operand, yes: Operand, no: Operand, context: SemaContext): Operand {
  const test = decay(condition, context);
  const a = decay(yes, context);
  const b = decay(no, context);
  const type = conditionalType(a, b, context);
  if (type.type.kind === "error") return poisoned(type.type.reason);
  const strict = test.strict && a.strict && b.strict;
  if (test.value !== null) {
    const chosen = castUnlessRecord(isTrue(test.value) ? a : b, type, context);
    return { ...chosen, type, strict: strict && chosen.value !== null };
  }
  const first = castUnlessRecord(a, type, context);
  const second = castUnlessRecord(b, type, context);
  if (test.pure && first.value !== null && second.value !== null && sameValue(first.value, second.value)) {
    return { ...first, type, strict: false };
  }
  const result = unknown(type, blamed(test, blamed(a, b)).why, test.pure && a.pure && b.pure);
  return test.residual === null ? result : withResidual(result, conditionalResidual(test, a, b, type, context));
}

function conditionalResidual(
  test: Operand,
  a: Operand,
  b: Operand,
  type: QualType,
  context: SemaContext,
): Residual | null {
  const kind = integerKindOf(type.type, context);
  if (kind === null || test.residual === null || integerKindOf(test.type.type, context) === null) return null;
  const yes = residualOf(a, kind, context);
  const no = residualOf(b, kind, context);
  if (yes === null || no === null) return null;
  return { kind: "conditional", type: kind, condition: truthOf(test.residual), yes, no };
}

function castUnlessRecord(operand: Operand, type: QualType, context: SemaContext): Operand {
  return operand.type === type ? operand : castTo(operand, type, context);
}

function sameValue(a: Value, b: Value): boolean {
  if (a.kind === "integer" && b.kind === "integer") return a.value === b.value;
  if (a.kind === "floating" && b.kind === "floating") return compare(a.value, b.value) === 0;
  return a.kind === "address" && b.kind === "address" && a.symbol === b.symbol && a.offset === b.offset;
}

/** C11 6.5.15p5-6 with GCC's leniency on mixed pointers. */
function conditionalType(a: Operand, b: Operand, context: SemaContext): QualType {
  const left = bare(a.type.type, context);
  const right = bare(b.type.type, context);
  if (left.kind === "error") return { type: left, qualifiers: 0, addressSpace: null };
  if (right.kind === "error") return { type: right, qualifiers: 0, addressSpace: null };
  if (left.kind === "pointer" || right.kind === "pointer") return conditionalPointer(a, b, context);
  const leftKind = integerKindOf(a.type.type, context);
  const rightKind = integerKindOf(b.type.type, context);
  if (leftKind !== null && rightKind !== null) return commonType(a, leftKind, b, rightKind, context);
  if (left.kind === "void" || right.kind === "void") return VOID;
  if (compatible(a.type, b.type, context, false)) return a.type;
  const name = commonFloating(left, right);
  if (name !== null) return { type: { kind: "floating", name }, qualifiers: 0, addressSpace: null };
  return { type: { kind: "error", reason: "invalid operands of ?:" }, qualifiers: 0, addressSpace: null };
}

function conditionalPointer(a: Operand, b: Operand, context: SemaContext): QualType {
  const left = canonical(a.type, context).type;
  const right = canonical(b.type, context).type;
  if (left.kind !== "pointer") return right.kind === "pointer" ? b.type : VOID;
  if (right.kind !== "pointer") return right.kind === "void" ? VOID : a.type;
  if (isNullPointerConstant(a, context)) return b.type;
  if (isNullPointerConstant(b, context)) return a.type;
  const qualifiers = canonical(left.to, context).qualifiers | canonical(right.to, context).qualifiers;
  const space = left.to.addressSpace ?? right.to.addressSpace;
  if (compatible(left.to, right.to, context, false)) {
    if (canonical(left.to, context).qualifiers === qualifiers) return a.type;
    return pointerTo(withQualifiers(left.to, qualifiers, space));
  }
  // One is `void *`, or GCC warns of a type mismatch: `void *` either way.
  return pointerTo(withQualifiers(VOID, qualifiers, space));
}

/** `-`, `+`, `~` on an arithmetic operand (C11 6.5.3.3p2-4). */
export function unaryArithmetic(code: number, operand: Operand, context: SemaContext): Operand {
  const a = decay(operand, context);
  const kind = integerKindOf(a.type.type, context);
  if (kind !== null) {
    const type = promotedType(a, kind, context);
    if (a.value?.kind !== "integer") {
      return withResidual(unknown(type, reasonOf(a), a.pure, a.strict), unaryResidual(code, a, type, context));
    }
    const shape = shapeOf(integerKindOf(type.type, context) ?? "int", context.abi);
    const { value } = a.value;
    const result = code === Code.Minus ? -value : code === Code.Tilde ? ~value : value;
    return constant(type, { kind: "integer", value: wrap(result, shape) }, a.strict);
  }
  const plain = bare(a.type.type, context);
  if (plain.kind === "error") return poisoned(plain.reason);
  if (plain.kind !== "floating" && plain.kind !== "complex" && plain.kind !== "vector" && plain.kind !== "bit-int") {
    return poisoned("invalid operand");
  }
  if (a.value?.kind !== "floating" || code === Code.Tilde) return unknown(a.type, reasonOf(a), a.pure);
  const value = code === Code.Minus ? negate(a.value.value) : a.value.value;
  return constant(a.type, { kind: "floating", value }, false);
}

function unaryResidual(code: number, a: Operand, type: QualType, context: SemaContext): Residual | null {
  const kind = integerKindOf(type.type, context) ?? "int";
  const operand = residualOf(a, kind, context);
  if (operand === null || code === Code.Plus) return operand;
  return { kind: "unary", operator: code === Code.Minus ? "-" : "~", type: kind, operand };
}

/** `!operand` (C11 6.5.3.3p5). */
export function logicalNot(operand: Operand, context: SemaContext): Operand {
  const a = decay(operand, context);
  if (a.value === null) {
    return withResidual(unknown(integerType("int"), a.why, a.pure, a.strict), notResidual(a, context));
  }
  return integerConstant(isTrue(a.value) ? 0n : 1n, "int", a.strict);
}

const OPPOSITE: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  "==": "!=",
  "!=": "==",
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "<=": ">",
};

function notResidual(a: Operand, context: SemaContext): Residual | null {
  const { residual } = a;
  if (residual === null || integerKindOf(a.type.type, context) === null) return null;
  if (residual.kind === "not") return convertResidual(residual.operand, "int");
  if (residual.kind === "compare") return { ...residual, operator: OPPOSITE[residual.operator] };
  if (isTruth(residual)) return { kind: "not", type: "int", operand: residual };
  const zero: Residual = { kind: "constant", value: 0n, type: residual.type };
  return { kind: "compare", operator: "==", type: "int", left: residual, right: zero };
}
