/**
 * The value of an `IrExpression` for given arguments, and arguments worth trying: what the proof asks the compiler
 * to confirm.
 */
import type { BindingsTarget, ConstFnItem, IrExpression } from "../ir/types.js";
import type { IntegerKind } from "../kernel/abi/types.js";
import { assertNever } from "../support/brand.js";

/** Width and sign of an integer type. */
interface Shape {
  readonly bits: number;
  readonly signed: boolean;
}

function shapeOf(kind: IntegerKind, target: BindingsTarget): Shape {
  if (kind === "_Bool") return { bits: 1, signed: false };
  const signed = kind === "char" ? target.charSigned : !kind.startsWith("unsigned");
  return { bits: target.integers[kind].size * 8, signed };
}

function wrap(value: bigint, { bits, signed }: Shape): bigint {
  return signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

/** Bytes of an integer type, as bits. */
export function bitsOf(kind: IntegerKind, target: BindingsTarget): number {
  return target.integers[kind].size * 8;
}

/** Smallest and largest value of an integer type. */
export function limitsOf(kind: IntegerKind, target: BindingsTarget): { readonly least: bigint; readonly most: bigint } {
  const { bits, signed } = shapeOf(kind, target);
  const half = 1n << BigInt(bits - 1);
  return signed ? { least: -half, most: half - 1n } : { least: 0n, most: 2n * half - 1n };
}

/**
 * The value for these arguments, which are in the range of their types; null where C is undefined although the
 * kernel's flags define overflow: shift counts out of range (C11 6.5.7p3), division by zero and of the least value
 * by -1 (6.5.5p5-6), the absolute value of the least value (7.22.6.1p2), leading or trailing zeros of 0 (GCC manual,
 * Other Builtins).
 */
export function evaluateExpression(node: IrExpression, args: readonly bigint[], target: BindingsTarget): bigint | null {
  const value = (inner: IrExpression): bigint | null => evaluateExpression(inner, args, target);
  switch (node.kind) {
    case "parameter":
      return args[node.index] ?? null;
    case "constant":
      return BigInt(node.value);
    case "convert": {
      const operand = value(node.operand);
      if (operand === null) return null;
      return node.type === "_Bool" ? truth(operand !== 0n) : wrap(operand, shapeOf(node.type, target));
    }
    case "unary": {
      const operand = value(node.operand);
      return operand === null ? null : wrap(node.operator === "-" ? -operand : ~operand, shapeOf(node.type, target));
    }
    case "binary": {
      const [left, right] = [value(node.left), value(node.right)];
      return left === null || right === null ? null : arithmetic(node, left, right, target);
    }
    case "shift": {
      const [left, count] = [value(node.left), value(node.count)];
      return left === null || count === null ? null : shift(node, left, count, target);
    }
    case "compare": {
      const [left, right] = [value(node.left), value(node.right)];
      return left === null || right === null ? null : truth(compare(node.operator, left, right));
    }
    case "not": {
      const operand = value(node.operand);
      return operand === null ? null : truth(operand === 0n);
    }
    case "logical": {
      const left = value(node.left);
      if (left === null || (left !== 0n) === (node.operator === "||")) return left;
      return value(node.right);
    }
    case "conditional": {
      const condition = value(node.condition);
      return condition === null ? null : value(condition !== 0n ? node.yes : node.no);
    }
    case "call": {
      const operand = value(node.operand);
      return operand === null ? null : call(node, operand, target);
    }
    default:
      return assertNever(node, "expression");
  }
}

type Node<Kind extends IrExpression["kind"]> = Extract<IrExpression, { kind: Kind }>;

function truth(holds: boolean): bigint {
  return holds ? 1n : 0n;
}

function arithmetic(node: Node<"binary">, x: bigint, y: bigint, target: BindingsTarget): bigint | null {
  const shape = shapeOf(node.type, target);
  switch (node.operator) {
    case "+":
      return wrap(x + y, shape);
    case "-":
      return wrap(x - y, shape);
    case "*":
      return wrap(x * y, shape);
    case "/":
    case "%":
      if (y === 0n || (y === -1n && x === limitsOf(node.type, target).least)) return null;
      return node.operator === "/" ? x / y : x % y;
    case "&":
      return x & y;
    case "|":
      return x | y;
    case "^":
      return x ^ y;
    default:
      return assertNever(node.operator, "operator");
  }
}

function shift(node: Node<"shift">, x: bigint, count: bigint, target: BindingsTarget): bigint | null {
  const shape = shapeOf(node.type, target);
  if (count < 0n || count >= BigInt(shape.bits)) return null;
  return wrap(node.operator === "<<" ? x << count : x >> count, shape);
}

function compare(operator: Node<"compare">["operator"], x: bigint, y: bigint): boolean {
  switch (operator) {
    case "==":
      return x === y;
    case "!=":
      return x !== y;
    case "<":
      return x < y;
    case ">":
      return x > y;
    case "<=":
      return x <= y;
    case ">=":
      return x >= y;
    default:
      return assertNever(operator, "operator");
  }
}

function call(node: Node<"call">, operand: bigint, target: BindingsTarget): bigint | null {
  const { bits } = shapeOf(node.operand.type, target);
  const text = BigInt.asUintN(bits, operand).toString(2).padStart(bits, "0");
  const ones = text.replaceAll("0", "").length;
  const trailing = bits - 1 - text.lastIndexOf("1");
  switch (node.function) {
    case "popcount":
      return BigInt(ones);
    case "parity":
      return BigInt(ones % 2);
    case "ffs":
      return ones === 0 ? 0n : BigInt(trailing + 1);
    case "ctz":
      return ones === 0 ? null : BigInt(trailing);
    case "clz":
      return ones === 0 ? null : BigInt(text.indexOf("1"));
    case "bswap":
      return BigInt(`0b${(text.match(/.{8}/g) ?? []).reverse().join("")}`);
    case "abs":
      if (operand === limitsOf(node.operand.type, target).least) return null;
      return operand < 0n ? -operand : operand;
    default:
      return assertNever(node.function, "function");
  }
}

/** The operands of a node, left to right. */
export function operandsOf(node: IrExpression): readonly IrExpression[] {
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
    default:
      return assertNever(node, "expression");
  }
}

export interface Sample {
  readonly args: readonly bigint[];
  readonly value: bigint;
}

/** Tuples of arguments that one proof tries at most. */
const MAX_SAMPLES = 16;

/**
 * Arguments for which C is defined, with the values: limits of the types, patterns that no byte repeats, and the
 * constants of the body with their neighbours, where comparisons turn.
 */
export function samplesOf(item: ConstFnItem, target: BindingsTarget): Sample[] {
  const candidates = item.parameters.map(({ type }) => argumentsOf(type, item.body, target));
  const longest = Math.max(1, ...candidates.map((list) => list.length));
  const samples: Sample[] = [];
  const seen = new Set<string>();
  // All parameters step through their lists at different paces, so that few tuples meet many combinations.
  for (let step = 0; step < longest * 4 && samples.length < MAX_SAMPLES; step++) {
    const args = candidates.map((list, index) => list[(step * (index * 2 + 1) + index * 3) % list.length] ?? 0n);
    const value = evaluateExpression(item.body, args, target);
    if (value === null || seen.has(args.join())) continue;
    seen.add(args.join());
    samples.push({ args, value });
  }
  return samples;
}

const PATTERN = 0x1234_5678_9abc_def0_0fed_cba9_8765_4321n;
const MAX_CONSTANTS = 4;

function argumentsOf(type: IntegerKind, body: IrExpression, target: BindingsTarget): bigint[] {
  const { least, most } = limitsOf(type, target);
  const shape = shapeOf(type, target);
  const values = new Set<bigint>([3n, wrap(PATTERN, shape), 0n, most, 1n, least, wrap(~PATTERN, shape)]);
  for (const value of constantsOf(body).slice(0, MAX_CONSTANTS)) {
    for (const near of [value, value + 1n, value - 1n]) values.add(near);
  }
  for (const value of [2n, 5n, 31n, most >> 1n, wrap(-2n, shape)]) values.add(value);
  return [...values].filter((value) => value >= least && value <= most);
}

function constantsOf(body: IrExpression): bigint[] {
  const values = new Set<bigint>();
  const open: IrExpression[] = [body];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "constant") values.add(BigInt(node.value));
    open.push(...operandsOf(node));
  }
  return [...values];
}
