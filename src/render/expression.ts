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
  return compile(node, target)(args, comparisons);
}

type Evaluate = (args: readonly bigint[], comparisons: number[] | null) => bigint | null;

/** `evaluateExpression` with everything that does not depend on the arguments done once. */
function compile(node: IrExpression, target: BindingsTarget): Evaluate {
  switch (node.kind) {
    case "parameter":
      return (args) => args[node.index] ?? null;
    case "constant": {
      const value = BigInt(node.value);
      return () => value;
    }
    case "convert": {
      const shape = shapeOf(node.type, target);
      const convert =
        node.type === "_Bool" ? (value: bigint) => truth(value !== 0n) : (value: bigint) => wrap(value, shape);
      return mapped(compile(node.operand, target), convert);
    }
    case "unary": {
      const shape = shapeOf(node.type, target);
      const operand = compile(node.operand, target);
      return mapped(operand, node.operator === "-" ? (value) => wrap(-value, shape) : (value) => wrap(~value, shape));
    }
    case "binary":
      return combined(compile(node.left, target), compile(node.right, target), (x, y) =>
        arithmetic(node, x, y, target),
      );
    case "shift":
      return combined(compile(node.left, target), compile(node.count, target), (x, count) =>
        shift(node, x, count, target),
      );
    case "compare": {
      const [left, right] = [compile(node.left, target), compile(node.right, target)];
      return (args, comparisons) => {
        const [x, y] = [left(args, comparisons), right(args, comparisons)];
        if (x === null || y === null) return null;
        comparisons?.push(distance(x, y));
        return truth(compare(node.operator, x, y));
      };
    }
    case "not":
      return mapped(compile(node.operand, target), (value) => truth(value === 0n));
    case "logical": {
      const [left, right] = [compile(node.left, target), compile(node.right, target)];
      return (args, comparisons) => {
        const value = left(args, comparisons);
        if (value === null) return null;
        const decided = (value !== 0n) === (node.operator === "||");
        const other = decided && comparisons === null ? null : right(args, comparisons);
        return decided ? value : other;
      };
    }
    case "conditional": {
      const [condition, yes, no] = [
        compile(node.condition, target),
        compile(node.yes, target),
        compile(node.no, target),
      ];
      return (args, comparisons) => {
        const value = condition(args, comparisons);
        return value === null ? null : (value !== 0n ? yes : no)(args, comparisons);
      };
    }
    case "assert": {
      const [condition, operand] = [compile(node.condition, target), compile(node.operand, target)];
      return (args, comparisons) => {
        const value = condition(args, comparisons);
        return value === null || value === 0n ? null : operand(args, comparisons);
      };
    }
    case "call":
      return mapped(compile(node.operand, target), (value) => call(node, value, target));
    default:
      return assertNever(node, "expression");
  }
}

/** Of a defined operand. */
function mapped(operand: Evaluate, map: (value: bigint) => bigint | null): Evaluate {
  return (args, comparisons) => {
    const value = operand(args, comparisons);
    return value === null ? null : map(value);
  };
}

/** Of two defined operands; both are looked at for their comparisons. */
function combined(left: Evaluate, right: Evaluate, combine: (x: bigint, y: bigint) => bigint | null): Evaluate {
  return (args, comparisons) => {
    const x = left(args, comparisons);
    const y = right(args, comparisons);
    return x === null || y === null ? null : combine(x, y);
  };
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
  const enough = branches ? MAX_SAMPLES : MIN_SAMPLES;
  const evaluate = compile(body, target);
  const samples: Sample[] = [];
  const seen = new Set<string>();
  const outcomes = new Set<string>();
  const last = Math.min(combinations * 2, MAX_TUPLES);
  for (let step = 0; step < last && seen.size < combinations && samples.length < enough; step++) {
    const places = candidates.map((list, index) => candidateIndex(step, index) % list.length);
    const key = places.join();
    if (seen.has(key)) continue;
    seen.add(key);
    const args = candidates.map((list, index) => list[places[index] ?? 0] ?? 0n);
    const comparisons: number[] = [];
    const value = evaluate(args, comparisons);
    if (value === null) continue;
    const outcome = comparisons.join();
    if (samples.length >= MIN_SAMPLES && outcomes.has(outcome)) continue;
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
