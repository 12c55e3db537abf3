/**
 * Conversions of folded values between types (C11 6.3), as casts do them; arguments of built-in functions too.
 */
import type { IntegerKind } from "../../kernel/abi/types.js";
import type { SemaContext } from "../context.js";
import type { QualType } from "../types.js";
import { canonical, compatible, integerKindOf, unqualified } from "./ctype.js";
import { limitsOf, shapeOf, wrap } from "./integer.js";
import { absolute, constant, decay, type Operand, unknown, type Value, withResidual } from "./operand.js";
import { poisoned } from "./reader.js";
import { castResidual, pointerKind } from "./residual.js";
import { convert, formatOf, fromInteger, isZero, truncate } from "./soft-float.js";

/** The operand cast to `to` (C11 6.5.4): the result is an rvalue of the unqualified type. */
export function castTo(operand: Operand, to: QualType, context: SemaContext): Operand {
  const source = decay(operand, context);
  const type = unqualified(to);
  const kind = integerKindOf(type.type, context);
  if (kind !== null) return toInteger(source, type, kind, context);
  const target = canonical(type, context).type;
  switch (target.kind) {
    case "floating": {
      const value = source.value;
      const format = formatOf(target.name, context.abi);
      if (value?.kind === "integer") {
        return constant(type, { kind: "floating", value: fromInteger(value.value, format) }, false);
      }
      if (value?.kind === "floating")
        return constant(type, { kind: "floating", value: convert(value.value, format) }, false);
      return unknown(type, source.why || "an address is no number", source.pure);
    }
    case "block":
      return unknown(type, source.why || "a block is no constant", source.pure);
    case "pointer":
      return toPointer(source, type, context);
    case "void":
      return unknown(type, "it has no value", source.pure);
    case "record":
    case "array":
    case "function":
      return castToAggregate(source, type, context);
    default:
      return unknown(type, source.why || "it is no scalar", source.pure);
  }
}

/** GNU: a cast to a union, and to the type that a record has anyway (GCC manual, Cast to Union). */
function castToAggregate(source: Operand, type: QualType, context: SemaContext): Operand {
  const target = canonical(type, context).type;
  const isUnion = target.kind === "record" && context.record(target.id).tagKind === "union";
  if (isUnion || compatible(source.type, type, context, false)) return unknown(type, "it is no scalar", source.pure);
  return poisoned("conversion to a type that is no scalar");
}

function toInteger(source: Operand, type: QualType, kind: IntegerKind, context: SemaContext): Operand {
  const { value } = source;
  if (value === null) {
    return withResidual(unknown(type, source.why, source.pure, source.strict), castResidual(source.residual, kind));
  }
  const converted = kind === "_Bool" ? truthValue(value) : integerOf(value, kind, context);
  if (converted === null) return unknown(type, notInteger(value), source.pure);
  if (typeof converted !== "bigint") return constant(type, converted, false);
  return constant(type, { kind: "integer", value: converted }, source.strict && value.kind === "integer");
}

function notInteger(value: Value): string {
  return value.kind === "address" ? "an address is known only after linking" : "the number is out of range";
}

/** C11 6.3.1.2. */
function truthValue(value: Value): bigint {
  return isTrue(value) ? 1n : 0n;
}

/** Compares unequal to 0 (C11 6.5.3.3p5); GCC takes the address of an object never to be null. */
export function isTrue(value: Value): boolean {
  switch (value.kind) {
    case "integer":
      return value.value !== 0n;
    case "floating":
      return !isZero(value.value);
    case "address":
      return value.symbol !== null || value.offset !== 0n;
  }
}

/** The integer, an address that fits the type unchanged, or null when the compiler folds nothing. */
function integerOf(value: Value, kind: IntegerKind, context: SemaContext): bigint | Value | null {
  const shape = shapeOf(kind, context.abi);
  switch (value.kind) {
    case "integer":
      return wrap(value.value, shape);
    case "floating": {
      // GCC folds an out-of-range conversion to the nearest limit; of infinities and NaN it folds nothing.
      const whole = truncate(value.value);
      if (whole === null) return null;
      const { least, greatest } = limitsOf(shape);
      if (whole < least) return least;
      if (whole > greatest) return greatest;
      return whole;
    }
    case "address":
      if (value.symbol === null) return wrap(value.offset, shape);
      return shape.width === context.abi.pointer.size * 8 ? value : null;
  }
}

function toPointer(source: Operand, type: QualType, context: SemaContext): Operand {
  const { value } = source;
  if (value === null) return pointerOf(source, type, context);
  switch (value.kind) {
    case "integer": {
      const offset = BigInt.asUintN(context.abi.pointer.size * 8, value.value);
      return constant(type, absolute(offset), source.strict);
    }
    case "address":
      return { ...constant(type, value, source.strict && value.symbol === null), literal: null };
    case "floating":
      return unknown(type, "a floating-point number is no address", source.pure);
  }
}

/** GCC manual, Arrays and Pointers Implementation: an integer is extended by its own sign, then cut; nothing else changes. */
function pointerOf(source: Operand, type: QualType, context: SemaContext): Operand {
  const kind = pointerKind(context);
  const residual = kind === null ? null : castResidual(source.residual, kind);
  return withResidual(unknown(type, source.why, source.pure, source.strict), residual);
}
