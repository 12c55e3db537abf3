/**
 * What is left of an expression over parameters: a typed tree of parameters and constants, every conversion of C
 * written out (C11 6.3.1). Operators make it beside the type of their result, so all typing rules stay with them;
 * where an operand is more than parameters and constants there is none.
 */
import type { IntegerKind } from "../../kernel/abi/types.js";
import { assertNever } from "../../support/brand.js";
import type { SemaContext } from "../context.js";
import { bitsOf, shapeOf, wrap } from "./integer.js";
import type { Operand } from "./operand.js";

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "&" | "|" | "^";
export type ComparisonOperator = "==" | "!=" | "<" | ">" | "<=" | ">=";
/** Built-in functions that Rust has too. */
export type ResidualFunction = "ffs" | "clz" | "ctz" | "popcount" | "parity" | "bswap" | "abs";

export type Residual = ExpressionTree<bigint>;

/**
 * An integer expression; constants are `Value`s. `type` is the type of the value; operands have that type too where
 * nothing else is said.
 */
export type ExpressionTree<Value> =
  | { readonly kind: "parameter"; readonly index: number; readonly type: IntegerKind }
  /** In the range of the type. */
  | { readonly kind: "constant"; readonly value: Value; readonly type: IntegerKind }
  /** To `_Bool` it compares with 0 (C11 6.3.1.2), else it is modulo 2^N (GCC manual, Integers Implementation). */
  | { readonly kind: "convert"; readonly type: IntegerKind; readonly operand: ExpressionTree<Value> }
  | {
      readonly kind: "unary";
      readonly operator: "-" | "~";
      readonly type: IntegerKind;
      readonly operand: ExpressionTree<Value>;
    }
  | {
      readonly kind: "binary";
      readonly operator: ArithmeticOperator;
      readonly type: IntegerKind;
      readonly left: ExpressionTree<Value>;
      readonly right: ExpressionTree<Value>;
    }
  /** The count has a type of its own (C11 6.5.7p3). */
  | {
      readonly kind: "shift";
      readonly operator: "<<" | ">>";
      readonly type: IntegerKind;
      readonly left: ExpressionTree<Value>;
      readonly count: ExpressionTree<Value>;
    }
  /** Both operands have one type. */
  | {
      readonly kind: "compare";
      readonly operator: ComparisonOperator;
      readonly type: "int";
      readonly left: ExpressionTree<Value>;
      readonly right: ExpressionTree<Value>;
    }
  /** Operands are truth values, see `isTruth`. */
  | { readonly kind: "not"; readonly type: "int"; readonly operand: ExpressionTree<Value> }
  | {
      readonly kind: "logical";
      readonly operator: "&&" | "||";
      readonly type: "int";
      readonly left: ExpressionTree<Value>;
      readonly right: ExpressionTree<Value>;
    }
  /** The condition is a truth value. */
  | {
      readonly kind: "conditional";
      readonly type: IntegerKind;
      readonly condition: ExpressionTree<Value>;
      readonly yes: ExpressionTree<Value>;
      readonly no: ExpressionTree<Value>;
    }
  /** Where the condition, a truth value, does not hold, C has no such program (`BUILD_BUG_ON`). */
  | {
      readonly kind: "assert";
      readonly type: IntegerKind;
      readonly condition: ExpressionTree<Value>;
      readonly operand: ExpressionTree<Value>;
    }
  /** `clz`, `ctz`: of 0 undefined (GCC manual, Other Builtins). */
  | {
      readonly kind: "call";
      readonly function: ResidualFunction;
      readonly type: IntegerKind;
      readonly operand: ExpressionTree<Value>;
    };

/** Is the value 0 or 1, by what makes it? */
export function isTruth(residual: Residual): boolean {
  switch (residual.kind) {
    case "compare":
    case "not":
    case "logical":
      return true;
    case "parameter":
    case "convert":
      return residual.type === "_Bool";
    case "constant":
    case "unary":
    case "binary":
    case "shift":
    case "conditional":
    case "assert":
    case "call":
      return false;
    default:
      return assertNever(residual);
  }
}

/** The residual of an operand with a known or residual integer value; null for any other. */
export function residualOf(operand: Operand, kind: IntegerKind, context: SemaContext): Residual | null {
  if (operand.value === null) return operand.residual === null ? null : convertResidual(operand.residual, kind);
  if (operand.value.kind !== "integer") return null;
  return { kind: "constant", value: wrap(operand.value.value, shapeOf(kind, context.abi)), type: kind };
}

/** May it be left out when its value does not matter? GCC folds less than that: `pure`. */
export function hasNoEffect(operand: Operand): boolean {
  return operand.pure || operand.residual !== null;
}

/** An implicit conversion; none where the type is the same. */
export function convertResidual(residual: Residual, kind: IntegerKind): Residual {
  return residual.type === kind ? residual : { kind: "convert", type: kind, operand: residual };
}

/**
 * A cast. One of a parameter stays even to its own type: it tells which type the macro wants (`../../macros`).
 */
export function castResidual(residual: Residual | null, kind: IntegerKind): Residual | null {
  if (residual === null) return null;
  return residual.kind === "parameter"
    ? { kind: "convert", type: kind, operand: residual }
    : convertResidual(residual, kind);
}

/** As a condition (C11 6.8.4.1p2, 6.5.3.3p5, 6.5.13p3): what compares unequal to 0. */
export function truthOf(residual: Residual): Residual {
  if (isTruth(residual)) return residual;
  const zero: Residual = { kind: "constant", value: 0n, type: residual.type };
  return { kind: "compare", operator: "!=", type: "int", left: residual, right: zero };
}

/** The integer type that has the bits of a pointer; null where no such type has the rank of `long` (none of ours). */
export function pointerKind(context: SemaContext): IntegerKind | null {
  return bitsOf("long", context.abi) === context.abi.pointer.size * 8 ? "unsigned long" : null;
}

/** The operands of a node, left to right. */
export function operandsOf<Value>(node: ExpressionTree<Value>): readonly ExpressionTree<Value>[] {
  switch (node.kind) {
    case "parameter":
    case "constant":
      return [];
    case "convert":
    case "unary":
    case "not":
    case "call":
      return [node.operand];
    case "binary":
    case "compare":
    case "logical":
      return [node.left, node.right];
    case "shift":
      return [node.left, node.count];
    case "conditional":
      return [node.condition, node.yes, node.no];
    case "assert":
      return [node.condition, node.operand];
    default:
      return assertNever(node);
  }
}

/** The value of `operand` where all conditions, truth values, hold. */
export function assertedResidual(conditions: readonly Residual[], operand: Residual): Residual {
  return conditions.reduceRight<Residual>(
    (inner, condition) => ({ kind: "assert", type: inner.type, condition, operand: inner }),
    operand,
  );
}

/** The opposite of a truth value. */
export function negated(truth: Residual): Residual {
  if (truth.kind === "not") return truth.operand;
  if (truth.kind === "compare") return { ...truth, operator: OPPOSITE[truth.operator] };
  return { kind: "not", type: "int", operand: truth };
}

const OPPOSITE: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  "==": "!=",
  "!=": "==",
  "<": ">=",
  ">": "<=",
  "<=": ">",
  ">=": "<",
};
