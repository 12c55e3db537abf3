/**
 * Binary operators on pointers (C11 6.5.6p7-9, 6.5.8, 6.5.9; GCC manual, Pointer Arith: `void` and functions have
 * size 1). Addresses are symbol plus offset; those of one symbol can be subtracted and compared.
 */
import type { SemaContext } from "../context.js";
import type { QualType } from "../types.js";
import { bare, canonical, integerKindOf, integerType } from "./ctype.js";
import { type Address, absolute, constant, integerConstant, type Operand, truth, unknown } from "./operand.js";
import { poisoned } from "./reader.js";
import { Code } from "./vocabulary.js";

export function isPointerLike(operand: Operand, context: SemaContext): boolean {
  return bare(operand.type.type, context).kind === "pointer";
}

/** Either operand is a pointer; both have decayed. */
export function pointerBinary(code: number, a: Operand, b: Operand, context: SemaContext): Operand {
  for (const side of [a, b]) {
    const plain = bare(side.type.type, context);
    if (plain.kind === "error") return poisoned(plain.reason);
  }
  const both = isPointerLike(a, context) && isPointerLike(b, context);
  if (code >= Code.Equal && code <= Code.GreaterEqual) return comparePointers(code, a, b, context);
  if (code === Code.Minus && both) return difference(a, b, context);
  if (code === Code.Minus && isPointerLike(a, context)) return offsetPointer(a, b, -1n, context);
  if (code === Code.Plus && !both) {
    return isPointerLike(a, context) ? offsetPointer(a, b, 1n, context) : offsetPointer(b, a, 1n, context);
  }
  return poisoned("invalid operands");
}

/** Bytes of what a pointer points to; null when that is incomplete. */
function pointeeSize(type: QualType, context: SemaContext): bigint | null {
  const plain = canonical(type, context).type;
  if (plain.kind !== "pointer") return null;
  const size = context.sizeOf(plain.to.type);
  return size === null ? null : BigInt(size);
}

/** `pointer + sign * index`. */
export function offsetPointer(pointer: Operand, index: Operand, sign: bigint, context: SemaContext): Operand {
  if (integerKindOf(index.type.type, context) === null) return poisoned("invalid operands");
  const pure = pointer.pure && index.pure;
  const address = pointer.value?.kind === "address" ? pointer.value : null;
  if (address === null) return unknown(pointer.type, pointer.why, pure);
  if (index.value?.kind !== "integer") return unknown(pointer.type, index.why, pure);
  const size = pointeeSize(pointer.type, context);
  if (size === null) return unknown(pointer.type, "the size of what the pointer points to is not known", pure);
  return constant(pointer.type, moved(address, sign * index.value.value * size, context), false);
}

/** The address `by` bytes further on; absolute ones wrap around. */
export function moved(address: Address, by: bigint, context: SemaContext): Address {
  const offset = address.offset + by;
  if (address.symbol === null) return absolute(BigInt.asUintN(context.abi.pointer.size * 8, offset));
  return { ...address, offset };
}

/** C11 6.5.6p9. */
function difference(a: Operand, b: Operand, context: SemaContext): Operand {
  const type = integerType(context.abi.ptrdiffType);
  const pure = a.pure && b.pure;
  const x = a.value?.kind === "address" ? a.value : null;
  const y = b.value?.kind === "address" ? b.value : null;
  if (x === null) return unknown(type, a.why, pure);
  if (y === null) return unknown(type, b.why, pure);
  if (x.symbol !== y.symbol) return unknown(type, "an address is known only after linking", pure);
  const size = pointeeSize(a.type, context);
  if (size === null || size === 0n) return unknown(type, "the size of what the pointer points to is not known", pure);
  const bits = context.abi.pointer.size * 8;
  return integerConstant(BigInt.asIntN(bits, x.offset - y.offset) / size, context.abi.ptrdiffType, false);
}

function comparePointers(code: number, a: Operand, b: Operand, context: SemaContext): Operand {
  const pure = a.pure && b.pure;
  const x = addressOf(a, context);
  const y = addressOf(b, context);
  if (x === null || y === null) return unknown(integerType("int"), (x === null ? a : b).why, pure);
  if (x.symbol !== y.symbol) return compareWithNull(code, x, y, pure);
  const order = x.offset < y.offset ? -1 : x.offset > y.offset ? 1 : 0;
  return truth(holds(code, order), false);
}

/** A string literal is never at address 0; of other objects GCC does not always say so. */
function compareWithNull(code: number, x: Address, y: Address, pure: boolean): Operand {
  const text = x.text ?? y.text;
  const other = x.text === null ? x : y;
  if (
    text !== null &&
    other.symbol === null &&
    other.offset === 0n &&
    (code === Code.Equal || code === Code.NotEqual)
  ) {
    return truth(code === Code.NotEqual, false);
  }
  return unknown(integerType("int"), "an address is known only after linking", pure);
}

/** GCC compares a pointer with an integer after a warning. */
function addressOf(operand: Operand, context: SemaContext): Address | null {
  if (operand.value?.kind === "address") return operand.value;
  if (operand.value?.kind !== "integer") return null;
  return absolute(BigInt.asUintN(context.abi.pointer.size * 8, operand.value.value));
}

/** Whether a comparison operator holds for this order (C11 6.5.8p6, 6.5.9p3). */
export function holds(code: number, order: number): boolean {
  switch (code) {
    case Code.Equal:
      return order === 0;
    case Code.NotEqual:
      return order !== 0;
    case Code.Less:
      return order < 0;
    case Code.Greater:
      return order > 0;
    case Code.LessEqual:
      return order <= 0;
    default:
      return order >= 0;
  }
}
