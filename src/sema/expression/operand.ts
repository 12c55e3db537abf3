/**
 * What an expression is to the one that contains it: its type, its value where the compiler folds one, and what
 * the rules of C ask beyond that (lvalue, bit-field, side effects, integer constant expression).
 */
import type { IntegerKind } from "../../kernel/abi/types.js";
import { Qualifier } from "../../parse/ast.js";
import type { TokenRange } from "../../preprocess/tokens.js";
import type { SemaContext } from "../context.js";
import type { QualType } from "../types.js";
import { canonical, integerType, pointerTo, withQualifiers } from "./ctype.js";
import type { Residual } from "./residual.js";
import type { SoftFloat } from "./soft-float.js";
import type { TextPrefix } from "./text-literal.js";

/** A folded value; an address is a symbol (null: absolute) and an offset in bytes. */
export type Value =
  | { readonly kind: "integer"; readonly value: bigint }
  | { readonly kind: "floating"; readonly value: SoftFloat }
  | Address;

export interface Address {
  readonly kind: "address";
  readonly symbol: string | null;
  readonly offset: bigint;
  /** The string literal that the symbol stands for. */
  readonly text: StringUnits | null;
}

export interface StringUnits {
  readonly prefix: TextPrefix;
  /** Without the terminator. */
  readonly units: readonly number[];
}

export interface Operand {
  /** Before array and function decay; of an lvalue with its qualifiers. */
  readonly type: QualType;
  /** null when it is not constant: then `why` tells. */
  readonly value: Value | null;
  readonly why: string;
  readonly lvalue: boolean;
  /** Constant address of an lvalue or function. */
  readonly place: Address | null;
  /** Width in bits of a bit-field, else null. */
  readonly bits: number | null;
  /** No side effects: may be dropped when its value does not matter. */
  readonly pure: boolean;
  /** Made of integer constants only, as an integer constant expression is (C11 6.6p6). */
  readonly strict: boolean;
  /** Just a string literal (also in parentheses). */
  readonly literal: StringUnits | null;
  /** Without a value, but made of parameters and constants only: then it is without side effects. */
  readonly residual: Residual | null;
  /** Just a compound literal (also in parentheses): its initializer list with the braces. */
  readonly braces: TokenRange | null;
}

/** All operands are made here, with all properties in one order: they are the most common objects by far. */
function rvalue(type: QualType, value: Value | null, why: string, pure: boolean, strict: boolean): Operand {
  return {
    type,
    value,
    why,
    lvalue: false,
    place: null,
    bits: null,
    pure,
    strict,
    literal: null,
    residual: null,
    braces: null,
  };
}

/** An rvalue with a value. */
export function constant(type: QualType, value: Value, strict: boolean): Operand {
  return rvalue(type, value, "", true, strict);
}

export function integerConstant(value: bigint, kind: IntegerKind, strict = true): Operand {
  return rvalue(integerType(kind), { kind: "integer", value }, "", true, strict);
}

export function truth(value: boolean, strict: boolean): Operand {
  return integerConstant(value ? 1n : 0n, "int", strict);
}

/** An rvalue that only has a type. */
export function unknown(type: QualType, why: string, pure: boolean, strict = false): Operand {
  return rvalue(type, null, why, pure, strict);
}

export function absolute(offset: bigint): Address {
  return { kind: "address", symbol: null, offset, text: null };
}

/** An lvalue; reading it is never constant here. */
export function lvalue(type: QualType, place: Address | null, why: string, pure: boolean): Operand {
  return {
    type,
    value: null,
    why,
    lvalue: true,
    place,
    bits: null,
    pure: pure && (type.qualifiers & Qualifier.Volatile) === 0,
    strict: false,
    literal: null,
    residual: null,
    braces: null,
  };
}

/** The operand with what is left of it. */
export function withResidual(operand: Operand, residual: Residual | null): Operand {
  return residual === null ? operand : { ...operand, residual };
}

/** Lvalue conversion, array and function decay (C11 6.3.2.1p2-4); bit-fields keep their width. */
export function decay(operand: Operand, context: SemaContext): Operand {
  if (!operand.lvalue && operand.type.type.kind === "integer") return operand;
  const plain = canonical(operand.type, context);
  if (plain.type.kind === "array") {
    const element = withQualifiers(plain.type.of, plain.qualifiers, plain.addressSpace);
    return pointerRvalue(operand, pointerTo(element));
  }
  if (plain.type.kind === "function") return pointerRvalue(operand, pointerTo(operand.type));
  if (!operand.lvalue) return operand;
  const { type, qualifiers, addressSpace } = operand.type;
  const unqualified =
    plain.qualifiers === 0 && plain.addressSpace === null
      ? operand.type
      : qualifiers === 0 && addressSpace === null
        ? { type: plain.type, qualifiers: 0, addressSpace: null }
        : { type, qualifiers: 0, addressSpace: null };
  return { ...operand, type: unqualified, lvalue: false, place: null };
}

function pointerRvalue(operand: Operand, type: QualType): Operand {
  const why = operand.place === null ? operand.why : "";
  const result = rvalue(type, operand.place, why, operand.pure, false);
  return operand.literal === null ? result : { ...result, literal: operand.literal };
}

/** Null pointer constant, C11 6.3.2.3p3: an integer constant expression 0, or such cast to `void *`. */
export function isNullPointerConstant(operand: Operand, context: SemaContext): boolean {
  if (!operand.strict || operand.value === null) return false;
  if (operand.value.kind === "integer") return operand.value.value === 0n;
  if (operand.value.kind !== "address" || operand.value.symbol !== null || operand.value.offset !== 0n) return false;
  const plain = canonical(operand.type, context).type;
  if (plain.kind !== "pointer" || plain.to.qualifiers !== 0) return false;
  return canonical(plain.to, context).type.kind === "void";
}
