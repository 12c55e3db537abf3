/**
 * The expressions of `#if` and `#elif` (C11 6.10.1): integers of the widest types, intmax_t and uintmax_t,
 * which have 64 bits in all targets. Names that are left after macro expansion are 0.
 */
import { characterValue } from "./character-constant.js";
import { nextRealToken } from "./expand.js";
import { known } from "./known-spellings.js";
import { EOF_TOKEN, PACK_SHIFT } from "./packed.js";
import { report } from "./problems.js";
import { Node, type Preprocessor } from "./state.js";
import { TokenKind } from "./tokens.js";

/** Of type uintmax_t when `unsigned`, else intmax_t; `value` is always in range. */
export interface ConditionValue {
  readonly value: bigint;
  readonly unsigned: boolean;
}

/** What is wrong with the expression; caught in `evaluateCondition`. */
class ConditionError extends Error {}

/** The parser's state: one token of lookahead. */
interface ConditionParser {
  readonly pp: Preprocessor;
  token: number;
  depth: number;
}

const DEFINED = known("defined");
const OPEN = known("(");
const CLOSE = known(")");
const QUESTION = known("?");
const COLON = known(":");
const COMMA = known(",");
const TRUE = known("true");
const MAX_DEPTH = 500;

/** Binding strength and meaning of the binary operators, C11 6.5.5 to 6.5.14. */
const BINARY: ReadonlyMap<number, readonly [precedence: number, operator: string]> = new Map(
  (
    [
      ["||"],
      ["&&"],
      ["|"],
      ["^"],
      ["&"],
      ["==", "!="],
      ["<", ">", "<=", ">="],
      ["<<", ">>"],
      ["+", "-"],
      ["*", "/", "%"],
    ] as const
  ).flatMap((level, index) => level.map((text) => [known(text), [index + 1, text]] as const)),
);

/** Evaluates the tokens up to the end of the directive; false, and a diagnostic, for a bad expression. */
export function evaluateCondition(pp: Preprocessor, position: number): boolean {
  const parser: ConditionParser = { pp, token: 0, depth: 0 };
  try {
    advance(parser);
    if (parser.token === EOF_TOKEN) throw new ConditionError("#if with no expression");
    const { value } = commaExpression(parser, true);
    if (parser.token !== EOF_TOKEN) throw new ConditionError(missingOperator(parser));
    return value !== 0n;
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    report(pp, "error", "bad-condition", error.message, position);
    return false;
  }
}

function missingOperator(parser: ConditionParser): string {
  const text = tokenText(parser);
  if (text === ")") return 'missing "(" in expression';
  if (text === "=") return 'token "=" is not valid in preprocessor expressions';
  return `missing binary operator before token "${text}"`;
}

function advance(parser: ConditionParser): void {
  parser.token = nextRealToken(parser.pp);
}

function spelling(parser: ConditionParser): number {
  return parser.token === EOF_TOKEN ? 0 : parser.token >>> PACK_SHIFT;
}

function tokenText(parser: ConditionParser): string {
  return parser.pp.table.interner.text(spelling(parser) as 0 & ReturnType<typeof known>);
}

function expect(parser: ConditionParser, wanted: number, message: string): void {
  if (spelling(parser) !== wanted) throw new ConditionError(message);
  advance(parser);
}

/** expression, C11 6.5.17. A comma in an operand that is evaluated is a GNU extension. */
function commaExpression(parser: ConditionParser, evaluated: boolean): ConditionValue {
  let result = conditionalExpression(parser, evaluated);
  while (spelling(parser) === COMMA) {
    advance(parser);
    result = conditionalExpression(parser, evaluated);
  }
  return result;
}

/** conditional-expression, C11 6.5.15: only one of the two branches is evaluated. */
function conditionalExpression(parser: ConditionParser, evaluated: boolean): ConditionValue {
  if (++parser.depth > MAX_DEPTH) throw new ConditionError(`the expression is nested more than ${MAX_DEPTH} deep`);
  const condition = binaryExpression(parser, 1, evaluated);
  let result = condition;
  if (spelling(parser) === QUESTION) {
    advance(parser);
    const isTrue = condition.value !== 0n;
    const yes = commaExpression(parser, evaluated && isTrue);
    expect(parser, COLON, "'?' without following ':'");
    const no = conditionalExpression(parser, evaluated && !isTrue);
    result = convert(isTrue ? yes.value : no.value, yes.unsigned || no.unsigned);
  }
  parser.depth--;
  return result;
}

function binaryExpression(parser: ConditionParser, least: number, evaluated: boolean): ConditionValue {
  let left = unaryExpression(parser, evaluated);
  for (;;) {
    const operator = BINARY.get(spelling(parser));
    if (operator === undefined || operator[0] < least) return left;
    advance(parser);
    const isShort = (operator[1] === "&&" && left.value === 0n) || (operator[1] === "||" && left.value !== 0n);
    const right = binaryExpression(parser, operator[0] + 1, evaluated && !isShort);
    const isShift = operator[1] === "<<" || operator[1] === ">>";
    left = isShift
      ? shift(operator[1] === "<<", left, right, parser.pp.isClang)
      : binaryValue(operator[1], left, right, evaluated);
  }
}

function unaryExpression(parser: ConditionParser, evaluated: boolean): ConditionValue {
  const operators: string[] = [];
  for (;;) {
    const text = parser.token === EOF_TOKEN ? "" : tokenText(parser);
    if (text !== "+" && text !== "-" && text !== "~" && text !== "!") break;
    operators.push(text);
    advance(parser);
  }
  let operand = primaryExpression(parser, evaluated);
  for (const operator of operators.reverse()) operand = unaryValue(operator, operand);
  return operand;
}

function unaryValue(operator: string, operand: ConditionValue): ConditionValue {
  switch (operator) {
    case "-":
      return convert(-operand.value, operand.unsigned);
    case "~":
      return convert(~operand.value, operand.unsigned);
    case "!":
      return truth(operand.value === 0n);
    default:
      return operand;
  }
}

function primaryExpression(parser: ConditionParser, evaluated: boolean): ConditionValue {
  if (parser.token === EOF_TOKEN) throw new ConditionError("the expression ends where an operand is expected");
  const { pp } = parser;
  const id = spelling(parser);
  if (id === OPEN) {
    advance(parser);
    const inner = commaExpression(parser, evaluated);
    expect(parser, CLOSE, "missing ')' in expression");
    return inner;
  }
  switch (pp.table.kinds[id]) {
    case TokenKind.Number:
      return numberOperand(parser);
    case TokenKind.Character: {
      const constant = characterValue(tokenText(parser), pp.target.abi);
      if (constant === null) throw new ConditionError(`${tokenText(parser)} is not a valid character constant`);
      advance(parser);
      return constant;
    }
    case TokenKind.Identifier:
      return nameOperand(parser, id);
    case TokenKind.String:
      throw new ConditionError("a string literal is not valid in preprocessor expressions");
    default:
      throw new ConditionError(`operator "${tokenText(parser)}" has no left operand`);
  }
}

/** `defined`, or a name that is no macro: 0 (6.10.1p4), but C23's `true`. */
function nameOperand(parser: ConditionParser, id: number): ConditionValue {
  if (id === DEFINED) return definedOperand(parser);
  const { pp } = parser;
  const isTrue = id === TRUE && pp.hasBoolConstants;
  advance(parser);
  return truth(isTrue);
}

/** `defined X` and `defined ( X )`, 6.10.1p1; the name is not expanded. */
function definedOperand(parser: ConditionParser): ConditionValue {
  const { pp } = parser;
  pp.expander.preventExpansion++;
  advance(parser);
  const parenthesised = spelling(parser) === OPEN;
  if (parenthesised) advance(parser);
  const name = spelling(parser);
  if (pp.table.kinds[name] !== TokenKind.Identifier || parser.token === EOF_TOKEN) {
    pp.expander.preventExpansion--;
    throw new ConditionError('operator "defined" requires an identifier');
  }
  if (parenthesised) {
    advance(parser);
    if (spelling(parser) !== CLOSE) {
      pp.expander.preventExpansion--;
      throw new ConditionError('missing ")" after "defined"');
    }
  }
  pp.expander.preventExpansion--;
  advance(parser);
  return truth(((pp.nodes[name] as number) & Node.Macro) !== 0);
}

const DIGITS: readonly (readonly [prefix: RegExp, digits: RegExp])[] = [
  [/^0[xX]/, /^[0-9a-fA-F]+/],
  [/^0[bB]/, /^[01]+/],
  [/^0/, /^[0-7]*/],
  [/^/, /^[0-9]+/],
];

/** integer-constant, C11 6.4.4.1, with GNU's binary constants; floating constants are not allowed (6.10.1p1). */
function numberOperand(parser: ConditionParser): ConditionValue {
  const text = tokenText(parser);
  const [prefix, digits] = DIGITS.find(([start]) => start.test(text)) ?? [/^/, /^[0-9]+/];
  const head = prefix.exec(text)?.[0] ?? "";
  const rest = text.slice(head.length);
  const body = digits.exec(rest)?.[0] ?? "";
  const suffix = rest.slice(body.length).toLowerCase();
  if (/[.]|^[ep]/.test(suffix))
    throw new ConditionError("a floating constant is not valid in preprocessor expressions");
  if ((body === "" && head !== "0") || !/^(u|l|ll|ul|ull|lu|llu|z|uz|zu)?$/.test(suffix)) {
    throw new ConditionError(`"${text}" is not a valid integer constant`);
  }
  const literal = head === "0" ? `0o${body === "" ? "0" : body}` : head.toLowerCase() + body;
  const value = BigInt(literal);
  advance(parser);
  // C11 6.4.4.1p5: what intmax_t cannot hold is unsigned.
  return convert(value, suffix.includes("u") || value > MAX_SIGNED);
}

const MAX_SIGNED = (1n << 63n) - 1n;
const TRUE_VALUE: ConditionValue = { value: 1n, unsigned: false };
const FALSE_VALUE: ConditionValue = { value: 0n, unsigned: false };

function truth(value: boolean): ConditionValue {
  return value ? TRUE_VALUE : FALSE_VALUE;
}

function convert(value: bigint, unsigned: boolean): ConditionValue {
  return { value: unsigned ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value), unsigned };
}

/** The operators of C11 6.5.5 to 6.5.14 after the usual arithmetic conversions (6.3.1.8). */
function binaryValue(
  operator: string,
  left: ConditionValue,
  right: ConditionValue,
  evaluated: boolean,
): ConditionValue {
  const unsigned = left.unsigned || right.unsigned;
  const a = unsigned ? BigInt.asUintN(64, left.value) : left.value;
  const b = unsigned ? BigInt.asUintN(64, right.value) : right.value;
  switch (operator) {
    case "||":
      return truth(left.value !== 0n || right.value !== 0n);
    case "&&":
      return truth(left.value !== 0n && right.value !== 0n);
    case "|":
      return convert(a | b, unsigned);
    case "^":
      return convert(a ^ b, unsigned);
    case "&":
      return convert(a & b, unsigned);
    case "==":
      return truth(a === b);
    case "!=":
      return truth(a !== b);
    case "<":
      return truth(a < b);
    case ">":
      return truth(a > b);
    case "<=":
      return truth(a <= b);
    case ">=":
      return truth(a >= b);
    case "+":
      return convert(a + b, unsigned);
    case "-":
      return convert(a - b, unsigned);
    case "*":
      return convert(a * b, unsigned);
    default:
      return divide(operator, a, b, unsigned, evaluated);
  }
}

/**
 * C11 6.5.7; the type is that of the left operand (p3). An amount that is negative or too large is undefined: gcc
 * shifts by it the other way, or everything out; clang gives 0 to the left and shifts by 63 to the right.
 */
function shift(isLeft: boolean, left: ConditionValue, right: ConditionValue, isClang: boolean): ConditionValue {
  const isNegative = !right.unsigned && right.value < 0n;
  const amount = isNegative ? -right.value : right.value;
  if (isClang) {
    const isTooMuch = isNegative || amount > 63n;
    if (isLeft) return convert(isTooMuch ? 0n : left.value << amount, left.unsigned);
    return convert(left.value >> (isTooMuch ? 63n : amount), left.unsigned);
  }
  const count = amount > 64n ? 64n : amount;
  return convert(isLeft !== isNegative ? left.value << count : left.value >> count, left.unsigned);
}

function divide(operator: string, a: bigint, b: bigint, unsigned: boolean, evaluated: boolean): ConditionValue {
  if (b === 0n) {
    if (evaluated) throw new ConditionError("division by zero in #if");
    return { value: 0n, unsigned };
  }
  return convert(operator === "/" ? a / b : a % b, unsigned);
}
