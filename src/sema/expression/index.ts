/**
 * Typed constant expressions. Comes in: the tokens of an expression and the names in scope. Goes out: its value and
 * type, its type alone, or why there is none.
 *
 * What counts as constant is what GCC folds in `enum { e = (expression) };`: more than C11 6.6 demands.
 */

import type { IntegerKind, TargetAbi } from "../../kernel/abi/types.js";
import { type TokenBuffer, TokenKind, type TokenRange, tokenKind, tokenText } from "../../preprocess/tokens.js";
import type { SpellingId } from "../../support/interner.js";
import type { SemaContext } from "../context.js";
import type { ConstantValue, QualType } from "../types.js";
import { castTo } from "./conversion.js";
import { bare, canonical, integerKindOf, integerType, unqualified } from "./ctype.js";
import { bitsOf } from "./integer.js";
import { readNumber } from "./number-literal.js";
import { objectImage } from "./object-image.js";
import { decay, type Operand, type StringUnits } from "./operand.js";
import { readExpression } from "./parser.js";
import { type EvaluationScope, type Failure, type Local, type Locals, openReader, unexpected } from "./reader.js";
import { hasNoEffect, type Residual, residualOf } from "./residual.js";
import { toNumber } from "./soft-float.js";
import { elementKind } from "./text-literal.js";
import { readTypeName, startsTypeName } from "./type-name.js";

export { compatible as compatibleTypes } from "./ctype.js";
export type { EvaluationScope } from "./reader.js";
export { type ExpressionTree, operandsOf, type Residual } from "./residual.js";

export type EvalResult =
  /** `strict`: an integer constant expression in the sense of C11 6.6p6, not only folded. */
  | {
      readonly kind: "constant";
      readonly value: ConstantValue;
      readonly type: QualType;
      readonly strict: boolean;
    }
  /** A well-formed expression without a value at compile time; `type` is what it has. */
  | {
      readonly kind: "not-constant";
      readonly reason: string;
      readonly type: QualType;
      /** Width of a bit-field: its value has the declared type, `typeof` refuses it. */
      readonly bits: number | null;
      /** An lvalue that lies in an object with a name: which it is, and how far behind its start. */
      readonly place: StaticPlace | null;
    }
  /** Its type could not be worked out: an incomplete or unsupported type, or operands that do not go together. */
  | { readonly kind: "needs-type"; readonly reason: string }
  /** A name in it is not declared. */
  | { readonly kind: "undeclared"; readonly reason: string }
  | { readonly kind: "syntax-error"; readonly reason: string };

export interface StaticPlace {
  readonly object: string;
  /** In bytes. */
  readonly offset: number;
  /** Of the lvalue: arrays do not decay. */
  readonly type: QualType;
}

/** The value of an expression that is no more than an integer constant (C11 6.4.4.1) at `index`; null for another token. */
export function integerLiteral(
  buffer: TokenBuffer,
  index: number,
  abi: TargetAbi,
): { readonly value: bigint; readonly type: QualType } | null {
  if (tokenKind(buffer, index) !== TokenKind.Number) return null;
  const literal = readNumber(tokenText(buffer, index), abi);
  if (literal.kind !== "integer") return null;
  return { value: literal.value, type: integerType(literal.type) };
}

/**
 * Evaluates an expression.
 *
 * @param range its tokens, all of them
 * @param context names, types and the target
 * @param scope where it stands; declarations and macros used in them are at file scope
 */
export function evaluate(range: TokenRange, context: SemaContext, scope: EvaluationScope = "file"): EvalResult {
  const operand = read(range, context, scope);
  return "lvalue" in operand ? resultOf(operand, context) : operand;
}

export interface Parameter {
  /** Of its name in the expression. */
  readonly spelling: SpellingId;
  readonly type: IntegerKind;
}

export type ResidualResult =
  /** `type` is C's own type of the expression, an integer type. */
  | { readonly kind: "residual"; readonly residual: Residual; readonly type: QualType }
  /** A well-formed expression that is more than integer parameters and constants. */
  | { readonly kind: "impure"; readonly reason: string; readonly type: QualType }
  | Rejected;

/**
 * What an expression makes of its parameters, in a function that has these and returns its value.
 *
 * @param range its tokens, all of them
 * @param parameters by index, as `Residual` names them
 */
export function evaluateOver(
  range: TokenRange,
  parameters: readonly Parameter[],
  context: SemaContext,
): ResidualResult {
  const locals = new Map<SpellingId, Local>();
  for (const [index, { spelling, type }] of parameters.entries()) {
    locals.set(spelling, { type: integerType(type), residual: { kind: "parameter", index, type } });
  }
  const operand = read(range, context, "function", locals);
  if (!("lvalue" in operand)) return operand;
  const result = decay(operand, context);
  const plain = bare(result.type.type, context);
  if (plain.kind === "error") return { kind: "needs-type", reason: plain.reason };
  const kind = integerKindOf(plain, context);
  const residual = kind === null ? null : residualOf(result, kind, context);
  if (residual !== null) return { kind: "residual", residual, type: result.type };
  const reason = kind === null && hasNoEffect(result) ? "it is no integer" : result.why;
  return { kind: "impure", reason, type: result.type };
}

/** As `evaluate` inside a function, with objects of these types in scope. */
export function evaluateAmong(
  range: TokenRange,
  objects: ReadonlyMap<SpellingId, QualType>,
  context: SemaContext,
): EvalResult {
  const locals = new Map<SpellingId, Local>();
  for (const [name, type] of objects) locals.set(name, { type, residual: null });
  const operand = read(range, context, "function", locals);
  return "lvalue" in operand ? resultOf(operand, context) : operand;
}

/** As `evaluate`, of the expression converted to `type` as by assignment (C11 6.5.16.1p2): the value of an initialized object. */
export function evaluateAs(range: TokenRange, type: QualType, context: SemaContext): EvalResult {
  const operand = read(range, context, "file");
  return "lvalue" in operand ? resultOf(castTo(operand, type, context), context) : operand;
}

/** The type of an expression as `typeof` sees it: an lvalue keeps its qualifiers, arrays and functions do not decay. */
export function typeOfExpression(range: TokenRange, context: SemaContext): QualType | { readonly error: string } {
  const operand = read(range, context, "file");
  if (!("lvalue" in operand)) return { error: operand.reason };
  if (operand.bits !== null) return { error: "typeof applied to a bit-field" };
  const plain = canonical(operand.type, context).type;
  return plain.kind === "error" ? { error: plain.reason } : operand.type;
}

/** Whether a range begins as a type name does (or a declaration, or an attribute). */
export function beginsTypeName(range: TokenRange, context: SemaContext): boolean {
  return startsTypeName(openReader(range, context, "file"), range.start);
}

/** The type that the operand of `typeof` or `sizeof` names or has: a type name or an expression. */
export function typeOfOperand(range: TokenRange, context: SemaContext): QualType | { readonly error: string } {
  const reader = openReader(range, context, "file");
  if (!startsTypeName(reader, reader.at)) return typeOfExpression(range, context);
  const type = readTypeName(reader);
  if (reader.failure === null && reader.at < reader.end) unexpected(reader, "the end of a type name");
  if (type === null || reader.failure !== null) return { error: reader.failure?.reason ?? "syntax error" };
  const plain = canonical(type, context).type;
  return plain.kind === "error" ? { error: plain.reason } : type;
}

type Rejected = Extract<EvalResult, { kind: "syntax-error" | "undeclared" | "needs-type" }>;

function rejected({ kind, reason }: Failure): Rejected {
  switch (kind) {
    case "syntax":
      return { kind: "syntax-error", reason };
    case "undeclared":
      return { kind: "undeclared", reason };
    case "type":
      return { kind: "needs-type", reason };
  }
}

function read(
  range: TokenRange,
  context: SemaContext,
  scope: EvaluationScope,
  locals: Locals | null = context.locals,
): Operand | Rejected {
  const reader = openReader(range, context, scope, locals);
  const operand = readExpression(reader);
  if (reader.failure === null && reader.at < reader.end) unexpected(reader, "the end");
  if (reader.failure === null) return operand;
  return rejected(reader.failure);
}

function resultOf(operand: Operand, context: SemaContext): EvalResult {
  const { literal } = operand;
  if (literal !== null && operand.lvalue) {
    const value: ConstantValue = {
      kind: "string",
      bytes: stringBytes(literal, context),
      type: operand.type.type,
      prefix: literal.prefix,
    };
    return { kind: "constant", value, type: operand.type, strict: false };
  }
  const image = operand.braces === null ? null : imageOf(operand.braces, operand.type, context);
  if (image !== null) {
    const type = unqualified(operand.type);
    return { kind: "constant", value: { kind: "object", bytes: image, type: type.type }, type, strict: false };
  }
  const rvalue = decay(operand, context);
  const { type, value } = rvalue;
  const plain = bare(type.type, context);
  if (plain.kind === "error") return { kind: "needs-type", reason: plain.reason };
  const place = staticPlace(operand);
  if (value === null) return { kind: "not-constant", reason: rvalue.why, type, bits: rvalue.bits, place };
  const found = constantValue(rvalue, context);
  if (found === null)
    return { kind: "not-constant", reason: "an address is known only after linking", type, bits: null, place };
  return { kind: "constant", value: found, type, strict: rvalue.strict };
}

/** Of an lvalue in an object of static storage duration (C11 6.2.4p3). */
function staticPlace({ lvalue, place, bits, type, literal, braces }: Operand): StaticPlace | null {
  if (!lvalue || place?.symbol == null || bits !== null || literal !== null || braces !== null) return null;
  return { object: place.symbol, offset: Number(place.offset), type };
}

/** Of a record: what is an array decays to an address. */
function imageOf(braces: TokenRange, type: QualType, context: SemaContext): string | null {
  return bare(type.type, context).kind === "record" ? objectImage(braces, type, context) : null;
}

/** null for an address that is no number. */
function constantValue(operand: Operand, context: SemaContext): ConstantValue | null {
  const { value, type } = operand;
  switch (value?.kind) {
    case undefined:
      return null;
    case "integer":
      return { kind: "integer", value: value.value, type: type.type };
    case "floating":
      return { kind: "floating", value: toNumber(value.value), type: type.type };
    case "address":
      if (value.symbol !== null || integerKindOf(type.type, context) !== null) return null;
      return { kind: "pointer", value: value.offset, type: type.type };
  }
}

/** The object that a string literal is, terminator included, one character for each byte (C11 6.4.5p6). */
function stringBytes(literal: StringUnits, context: SemaContext): string {
  const size = bitsOf(elementKind(literal.prefix, context.abi), context.abi) / 8;
  const parts: string[] = [];
  for (const unit of [...literal.units, 0]) {
    for (let at = 0; at < size; at++) {
      const place = context.abi.endian === "little" ? at : size - 1 - at;
      parts.push(String.fromCharCode(Math.floor(unit / 2 ** (8 * place)) & 0xff));
    }
  }
  return parts.join("");
}
