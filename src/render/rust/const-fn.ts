/**
 * Function-like macros as `const fn`. C's arithmetic wraps around in the kernel (`-fno-strict-overflow`), so Rust's
 * operators stand only where they cannot overflow; conversions are written out, as Rust has no implicit ones.
 */
import type { ConstFnItem, IrExpression, IrType } from "../../ir/types.js";
import type { IntegerKind } from "../../kernel/abi/types.js";
import { assertNever } from "../../support/brand.js";
import { typeName } from "../c/declarator.js";
import { bitsOf, limitsOf, operandsOf } from "../expression.js";
import { freeName, isSigned, itemOf, type RenderModel } from "../model.js";
import { notedDocs } from "./docs-of.js";
import { formatSignature } from "./format.js";
import { namedType, rustType } from "./types.js";

export interface ConstFnView {
  readonly docs: string;
  /** Attribute lines with their line ends. */
  readonly attributes: string;
  readonly signature: string;
  readonly body: string;
}

/** Parameter names in Rust, and what rendering asks of the model. */
interface Writer {
  readonly model: RenderModel;
  readonly names: readonly string[];
}

/** The view of a function-like macro. */
export function constFnView(model: RenderModel, item: ConstFnItem): ConstFnView {
  const taken = new Set<string>();
  const names = item.parameters.map(({ name }) => {
    const free = freeName(name, model.valueNames, taken);
    taken.add(free);
    return free;
  });
  const parameters = item.parameters.map(({ type }, index) => `${names[index]}: ${scalarType(model, type)}`);
  const result = item.body.type.includes("__int128") ? scalarType(model, item.body.type) : rustType(model, item.result);
  const writer = { model, names };
  const [asserts, body] = assertsOf(writer, item.body);
  const value = valueText(writer, body, true);
  return {
    docs: notedDocs(model, item.docs, noteOf(model, item)),
    attributes: `${comparesWithLimit(model, item.body) ? "#[allow(unused_comparisons)]\n" : ""}#[inline]\n`,
    signature: formatSignature(model, `pub const fn ${item.name}`, parameters, ` -> ${result}`, 0, " {"),
    body: [
      ...asserts,
      isPointerSized(model, item.result) ? `${grouped(value, Binding.Cast)} as ${result}` : value.text,
    ].join("\n    "),
  };
}

/** What must hold first, as statements, and the value then. */
function assertsOf(writer: Writer, body: IrExpression): [statements: string[], value: IrExpression] {
  const statements: string[] = [];
  let node = body;
  for (; node.kind === "assert"; node = node.operand) {
    statements.push(`assert!(${conditionText(writer, node.condition).text});`);
  }
  return [statements, node];
}

/** `size_t` and its like, which are no alias of a C integer type in Rust. */
function isPointerSized(model: RenderModel, type: IrType): boolean {
  if (type.kind !== "item") return false;
  const item = itemOf(model, type.id);
  if (item.kind !== "typedef") return false;
  const named = namedType(model, item.c, item.type.type);
  return named === "usize" || named === "isize" || (named === null && isPointerSized(model, item.type.type));
}

function noteOf(model: RenderModel, item: ConstFnItem): string {
  const context = { types: model.index.types, annotations: false };
  const result = typeName(item.result, context) ?? item.body.type;
  const parameters = item.parameters.map(({ type, c }) => `${type} ${c}`).join(", ");
  const divides = mayDivideByZero(item.body) ? " Panics on division by zero, which C leaves undefined." : "";
  const asserts = mayAssert(item.body) ? " Panics where C refuses to compile the macro with constants." : "";
  return `C: \`${result} ${item.c}(${parameters === "" ? "void" : parameters})\`.${divides}${asserts}`;
}

function mayDivideByZero(node: IrExpression): boolean {
  const divides = node.kind === "binary" && (node.operator === "/" || node.operator === "%");
  return (divides && node.right.kind !== "constant") || operandsOf(node).some(mayDivideByZero);
}

function mayAssert(node: IrExpression): boolean {
  return node.kind === "assert" || operandsOf(node).some(mayAssert);
}

/** rustc warns of comparisons that the type of an operand decides. */
function comparesWithLimit(model: RenderModel, node: IrExpression): boolean {
  if (node.kind === "compare") {
    const { least, most } = limitsOf(node.left.type, model.bindings.target);
    for (const side of [node.left, node.right]) {
      if (side.kind === "constant" && (BigInt(side.value) === least || BigInt(side.value) === most)) return true;
    }
  }
  return operandsOf(node).some((operand) => comparesWithLimit(model, operand));
}

/** A value has no alignment to keep: 128 bits are Rust's own integer even where a member must be bytes. */
function scalarType(model: RenderModel, kind: IntegerKind): string {
  if (kind === "__int128") return "i128";
  return kind === "unsigned __int128" ? "u128" : rustType(model, { kind: "integer", name: kind });
}

/** How tightly an expression binds (The Rust Reference, Expression precedence); less is looser. */
const Binding = {
  If: 0,
  Or: 1,
  And: 2,
  Compare: 3,
  BitOr: 4,
  BitXor: 5,
  BitAnd: 6,
  Shift: 7,
  Multiply: 9,
  Cast: 10,
  Unary: 11,
  Primary: 12,
} as const;

interface Text {
  readonly text: string;
  readonly binding: number;
}

function atom(text: string): Text {
  return { text, binding: Binding.Primary };
}

/** `text` where only what binds at least as tightly as `least` may stand. */
function grouped({ text, binding }: Text, least: number): string {
  return binding >= least ? text : `(${text})`;
}

/** Whether rustc knows the type without what is around it: a literal takes the type that it is used with. */
function isTyped(node: IrExpression): boolean {
  switch (node.kind) {
    case "constant":
      return false;
    case "unary":
      return isTyped(node.operand);
    case "binary":
      return isTyped(node.left) || isTyped(node.right);
    case "shift":
      return isTyped(node.left);
    case "conditional":
      return isTyped(node.yes) || isTyped(node.no);
    case "assert":
      return isTyped(node.operand);
    case "parameter":
    case "convert":
    case "compare":
    case "not":
    case "logical":
    case "call":
      return true;
    default:
      return assertNever(node, "expression");
  }
}

/** A value of the node's C type; `expected`: what is around tells rustc the type. */
function valueText(writer: Writer, node: IrExpression, expected: boolean): Text {
  switch (node.kind) {
    case "parameter":
      return atom(writer.names[node.index] ?? "");
    case "constant":
      return constantText(writer, node, expected, false);
    case "convert":
      return convertText(writer, node);
    case "unary":
      return unaryText(writer, node, expected);
    case "binary":
      return binaryText(writer, node, expected);
    case "shift":
      return shiftText(writer, node, expected);
    case "compare":
    case "not":
    case "logical":
      return castText(writer, conditionText(writer, node), node.type);
    case "conditional": {
      const condition = conditionText(writer, node.condition).text;
      const yes = valueText(writer, node.yes, expected || isTyped(node.no)).text;
      const no = valueText(writer, node.no, true).text;
      return { text: `if ${condition} { ${yes} } else { ${no} }`, binding: Binding.If };
    }
    case "assert": {
      const [asserts, value] = assertsOf(writer, node);
      return { text: `{ ${asserts.join(" ")} ${valueText(writer, value, expected).text} }`, binding: Binding.If };
    }
    case "call":
      return callText(writer, node);
    default:
      return assertNever(node, "expression");
  }
}

type Node<Kind extends IrExpression["kind"]> = Extract<IrExpression, { kind: Kind }>;

/** Masks and large numbers read better in hexadecimal. */
function literalText(value: string, hexadecimal: boolean): string {
  const number = BigInt(value);
  return number > (hexadecimal ? 9n : 0xffffn) ? `0x${number.toString(16)}` : value;
}

/** `hexadecimal`: the constant is an operand of `&`, `|` or `^`. */
function constantText(writer: Writer, node: Node<"constant">, expected: boolean, hexadecimal: boolean): Text {
  if (node.type === "_Bool") return atom(String(node.value !== "0"));
  const literal = {
    text: literalText(node.value, hexadecimal),
    binding: node.value.startsWith("-") ? Binding.Unary : Binding.Primary,
  };
  return expected ? literal : castText(writer, literal, node.type);
}

function castText({ model }: Writer, operand: Text, type: IntegerKind): Text {
  return { text: `${grouped(operand, Binding.Cast)} as ${scalarType(model, type)}`, binding: Binding.Cast };
}

function convertText(writer: Writer, node: Node<"convert">): Text {
  if (node.type === "_Bool") return conditionText(writer, node);
  return castText(writer, valueText(writer, node.operand, false), node.type);
}

/** A Rust `bool`: of comparisons and of `_Bool` as they are, of other values whether they differ from 0. */
function conditionText(writer: Writer, node: IrExpression): Text {
  switch (node.kind) {
    case "compare":
      return compareText(writer, node.operator, node.left, node.right);
    case "not":
      return { text: `!${grouped(conditionText(writer, node.operand), Binding.Unary)}`, binding: Binding.Unary };
    case "logical": {
      const binding = node.operator === "&&" ? Binding.And : Binding.Or;
      const sides = [node.left, node.right].map((side) => {
        const mixed = side.kind === "logical" && side.operator !== node.operator;
        return grouped(conditionText(writer, side), mixed ? Binding.Primary : binding);
      });
      return { text: sides.join(` ${node.operator} `), binding };
    }
    case "convert":
      if (node.type === "_Bool") return conditionText(writer, node.operand);
      return differsFromZero(writer, node);
    case "parameter":
    case "constant":
      return node.type === "_Bool" ? valueText(writer, node, true) : differsFromZero(writer, node);
    case "unary":
    case "binary":
    case "shift":
    case "conditional":
    case "assert":
    case "call":
      return differsFromZero(writer, node);
    default:
      return assertNever(node, "expression");
  }
}

function differsFromZero(writer: Writer, node: IrExpression): Text {
  return compareText(writer, "!=", node, { kind: "constant", type: node.type, value: "0" });
}

function compareText(writer: Writer, operator: string, left: IrExpression, right: IrExpression): Text {
  const x = grouped(valueText(writer, left, isTyped(right)), Binding.Unary);
  const y = grouped(valueText(writer, right, isTyped(left)), Binding.Unary);
  return { text: `${x} ${operator} ${y}`, binding: Binding.Compare };
}

function unaryText(writer: Writer, node: Node<"unary">, expected: boolean): Text {
  if (node.operator === "-") return method(writer, node.operand, "wrapping_neg", []);
  return { text: `!${grouped(valueText(writer, node.operand, expected), Binding.Unary)}`, binding: Binding.Unary };
}

/** A method needs to know the type of what it is called on. */
function method(writer: Writer, receiver: IrExpression, name: string, args: readonly string[]): Text {
  return atom(`${grouped(receiverText(writer, receiver), Binding.Primary)}.${name}(${args.join(", ")})`);
}

function receiverText(writer: Writer, receiver: IrExpression): Text {
  if (receiver.kind === "constant" || isTyped(receiver)) return valueText(writer, receiver, false);
  return castText(writer, valueText(writer, receiver, true), receiver.type);
}

const WRAPPING: Readonly<Record<string, string>> = {
  "+": "wrapping_add",
  "-": "wrapping_sub",
  "*": "wrapping_mul",
  "/": "wrapping_div",
  "%": "wrapping_rem",
};

const OPERATOR_BINDING: Readonly<Record<string, number>> = {
  "|": Binding.BitOr,
  "^": Binding.BitXor,
  "&": Binding.BitAnd,
  "/": Binding.Multiply,
  "%": Binding.Multiply,
};

function binaryText(writer: Writer, node: Node<"binary">, expected: boolean): Text {
  const { operator, left, right } = node;
  const binding = OPERATOR_BINDING[operator];
  if (binding === undefined || ((operator === "/" || operator === "%") && mayOverflow(writer, node))) {
    const commutes = left.kind === "constant" && (operator === "+" || operator === "*");
    const [receiver, argument] = commutes ? [right, left] : [left, right];
    return method(writer, receiver, WRAPPING[operator] ?? "", [valueText(writer, argument, true).text]);
  }
  const x = operandText(writer, left, operator, expected || isTyped(right));
  const y = operandText(writer, right, operator === "/" || operator === "%" ? "" : operator, expected || isTyped(left));
  return { text: `${x} ${operator} ${y}`, binding };
}

/**
 * An operand of an operator, in parentheses unless it is the same one: few readers know what binds tighter, and
 * `x as T << y` would begin generic arguments of T.
 */
function operandText(writer: Writer, node: IrExpression, operator: string, expected: boolean): string {
  if (node.kind === "constant") return constantText(writer, node, expected, /^[&|^]/.test(operator)).text;
  const same = node.kind === "binary" && node.operator === operator;
  return grouped(valueText(writer, node, expected), same ? Binding.BitOr : Binding.Unary);
}

/** The least value by -1: only for signed types, and not by other constants. */
function mayOverflow({ model }: Writer, { type, right }: Node<"binary">): boolean {
  return isSigned(model, type) && (right.kind !== "constant" || right.value === "-1");
}

/** A constant count is in range; another one is taken modulo the width, where C is undefined. */
function shiftText(writer: Writer, node: Node<"shift">, expected: boolean): Text {
  const { count, left, operator } = node;
  if (count.kind === "constant") {
    const x = operandText(writer, left, "", expected);
    return { text: `${x} ${operator} ${count.value}`, binding: Binding.Shift };
  }
  const steps = valueText(writer, count, false);
  const text = count.type === "unsigned int" ? steps.text : `${grouped(steps, Binding.Cast)} as u32`;
  return method(writer, left, operator === "<<" ? "wrapping_shl" : "wrapping_shr", [text]);
}

/** GCC's built-in functions (GCC manual, Other Builtins). */
function callText(writer: Writer, node: Node<"call">): Text {
  const { operand } = node;
  const counted = (text: Text): Text => castText(writer, text, node.type);
  switch (node.function) {
    case "bswap":
      return method(writer, operand, "swap_bytes", []);
    case "abs":
      return method(writer, operand, "wrapping_abs", []);
    case "popcount":
      return counted(method(writer, operand, "count_ones", []));
    case "parity":
      return counted({ text: `${method(writer, operand, "count_ones", []).text} & 1`, binding: Binding.BitAnd });
    case "clz":
      return counted(method(writer, operand, "leading_zeros", []));
    case "ctz":
      return counted(method(writer, operand, "trailing_zeros", []));
    case "ffs": {
      // One plus the index of the lowest bit that is set, 0 for 0: then there are as many trailing zeros as bits.
      const modulus = bitsOf(operand.type, writer.model.bindings.target) + 1;
      const zeros = method(writer, operand, "trailing_zeros", []).text;
      return counted({ text: `(${zeros} + 1) % ${modulus}`, binding: Binding.Multiply });
    }
    default:
      return assertNever(node.function, "function");
  }
}
