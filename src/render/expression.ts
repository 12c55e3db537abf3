/**
 * The value of an `IrExpression` for given arguments, and arguments worth trying: what the proof asks the compiler
 * to confirm.
 */
import type { BindingsTarget, ConstFnItem, IrExpression } from "../ir/types.js";
import type { IntegerKind } from "../kernel/abi/types.js";
import { operandsOf } from "../sema/expression/residual.js";
import { assertNever } from "../support/brand.js";

export { operandsOf };

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
 * Other Builtins); and where an assertion at compile time fails.
 *
 * @param comparisons gets the outcome of each comparison, also of those that `&&` and `||` skip, see `distance`
 */
export function evaluateExpression(
  node: IrExpression,
  args: readonly bigint[],
  target: BindingsTarget,
  comparisons: number[] | null = null,
): bigint | null {
  const value = (inner: IrExpression): bigint | null => evaluateExpression(inner, args, target, comparisons);
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
      if (left === null || right === null) return null;
      comparisons?.push(distance(left, right));
      return truth(compare(node.operator, left, right));
    }
    case "not": {
      const operand = value(node.operand);
      return operand === null ? null : truth(operand === 0n);
    }
    case "logical": {
      const left = value(node.left);
      if (left === null) return null;
      const decided = (left !== 0n) === (node.operator === "||");
      const right = decided && comparisons === null ? null : value(node.right);
      return decided ? left : right;
    }
    case "conditional": {
      const condition = value(node.condition);
      return condition === null ? null : value(condition !== 0n ? node.yes : node.no);
    }
    case "assert": {
      const condition = value(node.condition);
      return condition === null || condition === 0n ? null : value(node.operand);
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

/** From -2, far below, to 2: operands that differ by 1 tell where the comparison turns. */
function distance(left: bigint, right: bigint): number {
  const difference = left - right;
  return difference > 1n ? 2 : difference < -1n ? -2 : Number(difference);
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

export interface Sample {
  readonly args: readonly bigint[];
  readonly value: bigint;
}

/** Tuples of arguments that one proof has at least, if there are so many, and at most. */
const MIN_SAMPLES = 16;
const MAX_SAMPLES = 40;
/** Tuples that are looked at. */
const MAX_TUPLES = 300;

/**
 * Arguments for which C is defined, with the values: limits of the types, patterns of bits, and the constants of the
 * body with their neighbours. Beyond the first ones only what makes some comparison come out otherwise is taken.
 */
export function samplesOf(item: ConstFnItem, target: BindingsTarget): Sample[] {
  const { body, parameters } = item;
  const constants = constantsOf(body).slice(0, MAX_CONSTANTS / Math.max(1, parameters.length));
  const candidates = parameters.map(({ type }) => argumentsOf(type, constants, target));
  const combinations = candidates.reduce((product, list) => product * list.length, 1);
  const branches = hasComparison(body);
  const samples: Sample[] = [];
  const seen = new Set<string>();
  const outcomes = new Set<string>();
  for (let step = 0; step < Math.min(combinations * 2, MAX_TUPLES) && samples.length < MAX_SAMPLES; step++) {
    const args = candidates.map((list, index) => list[candidateIndex(step, index) % list.length] ?? 0n);
    const key = args.join();
    if (seen.has(key)) continue;
    seen.add(key);
    const comparisons: number[] = [];
    const value = evaluateExpression(body, args, target, comparisons);
    if (value === null) continue;
    const outcome = comparisons.join();
    if (samples.length >= MIN_SAMPLES && (!branches || outcomes.has(outcome))) continue;
    outcomes.add(outcome);
    samples.push({ args, value });
  }
  return samples;
}

/** One parameter goes through its list, others through theirs in disorder (a multiplicative hash). */
function candidateIndex(step: number, parameter: number): number {
  return parameter === 0 ? step : Math.imul(step + 1, 0x9e3779b1 + parameter * 0x85ebca6a) >>> 12;
}

function hasComparison(node: IrExpression): boolean {
  return node.kind === "compare" || operandsOf(node).some(hasComparison);
}

/** No two of them agree in many bits. */
const PATTERNS = [0x1234_5678_9abc_def0_0fed_cba9_8765_4321n, 0x5bd1_e995_c2b2_ae35_85eb_ca6b_27d4_eb2fn] as const;
/** Of the body, in the list of one parameter; fewer where there are others to combine with. */
const MAX_CONSTANTS = 24;

function argumentsOf(type: IntegerKind, constants: readonly bigint[], target: BindingsTarget): bigint[] {
  const { least, most } = limitsOf(type, target);
  const shape = shapeOf(type, target);
  const patterns = PATTERNS.flatMap((pattern) => [pattern, ~pattern, pattern * 3n]).map((bits) => wrap(bits, shape));
  const values = new Set<bigint>([3n, 0n, most, 1n, least, ...patterns, 2n]);
  for (const value of constants) {
    for (const near of [value, value + 1n, value - 1n]) values.add(near);
  }
  for (const value of [5n, 31n, most >> 1n, wrap(-2n, shape)]) values.add(value);
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
