/**
 * The door to typed constant expressions: what declarations ask of them, with the answers that declarations need.
 * In: token ranges. Out: values, types, or the reason why there is none.
 */
import type { TokenRange } from "../preprocess/tokens.js";
import { evaluate, evaluateAs, typeOfOperand as expressionTypeOfOperand, integerLiteral } from "./expression/index.js";
import { errorType, type SemaState } from "./state.js";
import { bounded } from "./type-bounds.js";
import { alignOf } from "./type-layout.js";
import type { ConstantValue, CType, QualType } from "./types.js";

export type IntegerResult =
  | { readonly value: bigint; readonly type: CType }
  | { readonly value: null; readonly why: string };

/** The value of an integer constant expression (C11 6.6p6, and what GCC folds beyond that). */
export function integerConstant(range: TokenRange, state: SemaState): IntegerResult {
  const literal = loneLiteral(range, state);
  if (literal !== null) return literal;
  const result = evaluate(range, state.context);
  if (result.kind !== "constant") return { value: null, why: result.reason };
  if (result.value.kind !== "integer") return { value: null, why: "it is no integer" };
  return { value: result.value.value, type: result.value.type };
}

/** Most enumerators, array sizes and widths are one number. */
function loneLiteral({ buffer, start, end }: TokenRange, { abi }: SemaState): IntegerResult | null {
  const literal = end === start + 1 ? integerLiteral(buffer, start, abi) : null;
  return literal === null ? null : { value: literal.value, type: literal.type.type };
}

export interface CountResult {
  readonly count: number | null;
  readonly why: string;
}

/** As `integerConstant`, for a count or a width: a number from 0 to 2^53-1. */
export function countConstant(range: TokenRange, state: SemaState): CountResult {
  const result = integerConstant(range, state);
  if (result.value === null) return { count: null, why: result.why };
  if (result.value < 0n) return { count: null, why: "it is negative" };
  if (result.value > BigInt(Number.MAX_SAFE_INTEGER)) return { count: null, why: "it is too large" };
  return { count: Number(result.value), why: "" };
}

/** The operand of `_Alignas`: a type name or a constant expression (C11 6.7.5p2), in bytes. */
export function alignmentOperand(range: TokenRange, state: SemaState): CountResult {
  const small = countConstant(range, state);
  if (small.count !== null) return small;
  const type = expressionTypeOfOperand(range, state.context);
  if ("error" in type) return small;
  return { count: alignOf(type.type, state), why: "its type is incomplete" };
}

/** The type that the operand of `typeof` names or has; an error type with the reason when that is not known. */
export function typeOfOperand(range: TokenRange, state: SemaState): QualType {
  const type = expressionTypeOfOperand(range, state.context);
  return "error" in type ? errorType(`typeof: ${type.error}`) : bounded(type);
}

/** The type of an initializer that is an expression, after decay (C11 6.3.2.1); null when it is not known. */
export function initializerType(range: TokenRange, state: SemaState): QualType | null {
  const result = evaluate(range, state.context);
  return result.kind === "constant" || result.kind === "not-constant" ? bounded(result.type) : null;
}

/** The value of an initializer, converted to the type of what it initializes; null when it is not constant. */
export function convertedConstant(range: TokenRange, type: QualType, state: SemaState): ConstantValue | null {
  const result = evaluateAs(range, type, state.context);
  return result.kind === "constant" ? result.value : null;
}
