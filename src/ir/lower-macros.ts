/** Function-like macros: from what is left of their expansion to the IR. */
import type { IntegerKind, TargetAbi } from "../kernel/abi/types.js";
import { operandsOf, type Residual } from "../sema/expression/index.js";
import { bitsOf, limitsOf, shapeOf } from "../sema/expression/integer.js";
import { assertNever } from "../support/brand.js";
import { NameSpace, rustIdentifier } from "./rust-names.js";
import type { ConstFnItem, IrExpression } from "./types.js";

/** The tree as JSON, without what changes nothing. */
export function lowerExpression(node: Residual, abi: TargetAbi): IrExpression {
  const lowered = (operand: Residual): IrExpression => lowerExpression(operand, abi);
  switch (node.kind) {
    case "parameter":
      return { kind: "parameter", index: node.index, type: node.type };
    case "constant":
      return { kind: "constant", value: node.value.toString(), type: node.type };
    case "convert":
      return convert(lowered(node.operand), node.type, abi);
    case "unary":
      return { ...node, operand: lowered(node.operand) };
    case "binary":
      return binary(node.operator, node.type, lowered(node.left), lowered(node.right));
    case "shift":
      if (node.count.kind === "constant" && node.count.value === 0n) return lowered(node.left);
      return { ...node, left: lowered(node.left), count: lowered(node.count) };
    case "compare":
      return { ...node, left: lowered(node.left), right: lowered(node.right) };
    case "not":
      return { ...node, operand: lowered(node.operand) };
    case "logical":
      return { ...node, left: lowered(node.left), right: lowered(node.right) };
    case "conditional":
      return {
        ...node,
        condition: lowered(node.condition),
        yes: lowered(node.yes),
        no: lowered(node.no),
      };
    case "assert":
      return { ...node, condition: lowered(node.condition), operand: lowered(node.operand) };
    case "call":
      return { ...node, operand: lowered(node.operand) };
    default:
      return assertNever(node);
  }
}

type Binary = Extract<IrExpression, { kind: "binary" }>;

/** Without a 0 that is added, as checks at compile time are (`BUILD_BUG_ON_ZERO`). */
function binary(
  operator: Binary["operator"],
  type: IntegerKind,
  left: IrExpression,
  right: IrExpression,
): IrExpression {
  const adds = operator === "+" || operator === "|" || operator === "^";
  if ((adds || operator === "-") && isZero(right)) return left;
  if (adds && isZero(left)) return right;
  return { kind: "binary", operator, type, left, right };
}

function isZero(node: IrExpression): boolean {
  return node.kind === "constant" && node.value === "0";
}

/** A conversion; one below it goes when it keeps all bits that matter. */
function convert(operand: IrExpression, type: IntegerKind, abi: TargetAbi): IrExpression {
  if (operand.type === type) return operand;
  if (operand.kind === "assert") return { ...operand, type, operand: convert(operand.operand, type, abi) };
  if (operand.kind === "convert" && type !== "_Bool" && keepsBits(operand.operand.type, operand.type, type, abi)) {
    return convert(operand.operand, type, abi);
  }
  return { kind: "convert", type, operand };
}

/** Whether `from` to `through` to `to` is `from` to `to`: `through` holds all values of `from`, or all bits of `to`. */
function keepsBits(from: IntegerKind, through: IntegerKind, to: IntegerKind, abi: TargetAbi): boolean {
  if (through === "_Bool") return false;
  const [inner, outer] = [limitsOf(shapeOf(from, abi)), limitsOf(shapeOf(through, abi))];
  return (inner.least >= outer.least && inner.greatest <= outer.greatest) || bitsOf(through, abi) >= bitsOf(to, abi);
}

/** Parameters under Rust names; those that the value does not depend on begin with an underscore there. */
export function lowerMacroParameters(
  parameters: readonly { readonly name: string; readonly type: IntegerKind }[],
  body: Residual,
): ConstFnItem["parameters"] {
  const used = new Set<number>();
  const open: Residual[] = [body];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "parameter") used.add(node.index);
    open.push(...operandsOf(node));
  }
  const taken = new NameSpace();
  return parameters.map(({ name, type }, index) => {
    const rust = rustIdentifier(name);
    const plain = used.has(index) || rust.startsWith("_") ? rust : `_${rust}`;
    return { name: taken.unique(plain), c: name, type };
  });
}
