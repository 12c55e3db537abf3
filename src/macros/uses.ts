/**
 * How an expansion uses the arguments of a macro: passed to a function, with a member taken, assigned to something
 * with a type, and so on. Comes in: the expansion with a name of its own for each argument. Goes out: what each use says
 * about the argument's type; a use that says nothing is none.
 */
import { Qualifier } from "../parse/ast.js";
import type { TokenRange } from "../preprocess/tokens.js";
import type { SemaContext } from "../sema/context.js";
import { canonical, compatible } from "../sema/expression/ctype.js";
import { beginsTypeName, evaluateAmong, typeOfOperand } from "../sema/expression/index.js";
import type { FunctionType, QualType } from "../sema/types.js";
import type { SpellingId } from "../support/interner.js";
import { commasBetween, isTypeof, type Tokens } from "./tokens.js";

export type Use =
  /** Converted to `type` as if by assignment: an argument of a function, the initializer of an object. */
  | { readonly kind: "converted"; readonly type: QualType }
  /** `argument->first.second`: names of members, outermost first. */
  | { readonly kind: "member"; readonly path: readonly string[] }
  /** Assigned to, or compared with, an expression: its type is known when those of the other arguments are. */
  | { readonly kind: "like"; readonly expression: TokenRange }
  | { readonly kind: "cast"; readonly type: QualType }
  /** Only whether it is zero counts. */
  | { readonly kind: "truth" }
  | { readonly kind: "arithmetic" }
  /** `array[argument]`. */
  | { readonly kind: "subscript" }
  /** Assigned to, or its address taken: no parameter of a function can stand for it. */
  | { readonly kind: "lvalue" }
  /** `*argument`, `argument[i]`. */
  | { readonly kind: "dereferenced" };

/**
 * The uses of each argument, by the name that stands for it.
 * @param places where these names occur, as indices into the buffer
 */
export function usesOf(
  tokens: Tokens,
  places: readonly number[],
  names: readonly SpellingId[],
  context: SemaContext,
): ReadonlyMap<SpellingId, readonly Use[]> {
  /** Which argument an identifier stands for: itself, or a local object that is initialized with it and has its type. */
  const standsFor = new Map<SpellingId, SpellingId>();
  const uses = new Map<SpellingId, Use[]>();
  for (const name of names) {
    standsFor.set(name, name);
    uses.set(name, []);
  }
  let next = 0;
  for (let index = 0; index < tokens.length; index++) {
    if (standsFor.size === names.length) {
      // No other name stands for any of them yet.
      const place = places[next++];
      if (place === undefined) break;
      index = place - tokens.range.start;
    }
    const spelling = tokens.spelling(index);
    const argument = standsFor.get(spelling);
    if (argument === undefined || isMemberName(tokens, index)) continue;
    const place = widen(tokens, index, context);
    const alias = aliasOf(tokens, place, standsFor);
    if (alias !== null) {
      standsFor.set(alias, argument);
      continue;
    }
    // An alias is an object of its own: to assign to it changes no argument.
    const use = useAt(tokens, place, context);
    if (use !== null && (spelling === argument || use.kind !== "lvalue")) uses.get(argument)?.push(use);
  }
  return uses;
}

function isMemberName(tokens: Tokens, index: number): boolean {
  const previous = tokens.text(index - 1);
  return previous === "." || previous === "->";
}

/** First and last token of an operand. */
interface Place {
  readonly left: number;
  readonly right: number;
}

/** The argument with the parentheses around it that are no call, cast or operator's. */
function widen(tokens: Tokens, index: number, context: SemaContext): Place {
  let left = index;
  let right = index;
  while (tokens.text(left - 1) === "(" && tokens.text(right + 1) === ")" && isGrouping(tokens, left - 1, context)) {
    left--;
    right++;
  }
  return { left, right };
}

/** Words before a parenthesis that groups an expression. */
const BEFORE_GROUP: ReadonlySet<string> = new Set(["return", "else", "do", "case"]);

function isGrouping(tokens: Tokens, open: number, context: SemaContext): boolean {
  const before = open - 1;
  if (tokens.isIdentifier(before)) return BEFORE_GROUP.has(tokens.text(before));
  const text = tokens.text(before);
  if (text === "]") return false;
  return text !== ")" || isCast(tokens, before, context);
}

/** Whether the parenthesis that closes at `close` holds a type name. */
function isCast(tokens: Tokens, close: number, context: SemaContext): boolean {
  const open = tokens.match(close);
  if (open < 0 || tokens.isIdentifier(open - 1)) return false;
  return beginsTypeName(tokens.slice(open + 1, close), context);
}

/** `typeof(argument) name = argument`, `__auto_type name = argument`: the name of the object. */
function aliasOf(
  tokens: Tokens,
  { left, right }: Place,
  standsFor: ReadonlyMap<SpellingId, SpellingId>,
): SpellingId | null {
  if (tokens.text(left - 1) !== "=" || !tokens.isIdentifier(left - 2)) return null;
  if (!/^[;,]$/.test(tokens.text(right + 1))) return null;
  const name = tokens.spelling(left - 2);
  let at = left - 3;
  if (tokens.text(at) === "__auto_type") return name;
  if (tokens.text(at) !== ")") return null;
  const open = tokens.match(at);
  const inside = stripped(tokens, open + 1, at);
  at = open - 1;
  return inside >= 0 && standsFor.has(tokens.spelling(inside)) && isTypeof(tokens.text(at)) ? name : null;
}

/** Index of the token that is all there is between two indices, parentheses aside; -1 for none. */
function stripped(tokens: Tokens, from: number, to: number): number {
  let [start, end] = [from, to];
  while (end - start > 2 && tokens.text(start) === "(" && tokens.match(start) === end - 1) {
    start++;
    end--;
  }
  return end - start === 1 ? start : -1;
}

const ASSIGNMENT = /^(?:[-+*/%&|^]|<<|>>)?=$/;
const STEP = /^(?:\+\+|--)$/;
const COMPARISON = /^(?:[=!]=|[<>]=?)$/;
const ARITHMETIC = /^(?:[-+*/%&|^~]|<<|>>)$/;
const LOGICAL = /^(?:&&|\|\||\?)$/;
const UNEVALUATED = /^(?:sizeof|_Alignof|__alignof__|__builtin_constant_p|__builtin_classify_type)$/;

function useAt(tokens: Tokens, place: Place, context: SemaContext): Use | null {
  const before = tokens.text(place.left - 1);
  const after = tokens.text(place.right + 1);
  if (after === "->") return { kind: "member", path: memberPath(tokens, place.right + 1) };
  if (after === "[") return { kind: "dereferenced" };
  if (after === ".") return null;
  const operator = tokens.text(place.left - 2);
  if (before === "(" && after === ")" && (isTypeof(operator) || UNEVALUATED.test(operator))) return null;
  if (ASSIGNMENT.test(after) || STEP.test(after) || STEP.test(before)) return { kind: "lvalue" };
  // GCC manual, Extended Asm, Output Operands.
  if (/^"[=+]/.test(before)) return { kind: "lvalue" };
  if (before === "[" && after === "]") return { kind: "subscript" };
  const prefix = !endsOperand(tokens, place.left - 2);
  if (before === "&" && prefix) return { kind: "lvalue" };
  if (before === "*" && prefix) return { kind: "dereferenced" };
  if (before === ")" && isCast(tokens, place.left - 1, context)) return castUse(tokens, place.left - 1, context);
  if ((before === "(" || before === ",") && (after === "," || after === ")")) {
    const use = argumentUse(tokens, place, context);
    if (use !== null) return use;
  }
  if (before === "=" && /^[;,)]$/.test(after)) return assignedUse(tokens, place.left - 1, context);
  if (COMPARISON.test(after)) return { kind: "like", expression: operandBehind(tokens, place.right + 2) };
  if (COMPARISON.test(before)) return { kind: "like", expression: operandBefore(tokens, place.left - 2) };
  if ((before === "!" && prefix) || LOGICAL.test(after) || /^(?:&&|\|\|)$/.test(before) || isCondition(tokens, place)) {
    return { kind: "truth" };
  }
  if (ARITHMETIC.test(before) || ARITHMETIC.test(after)) return { kind: "arithmetic" };
  return null;
}

/** `->a.b`: the names behind the arrow; those behind a further arrow belong to another object. */
function memberPath(tokens: Tokens, arrow: number): string[] {
  const path = [tokens.text(arrow + 1)];
  for (let at = arrow + 2; tokens.text(at) === "."; at += 2) path.push(tokens.text(at + 1));
  return path;
}

/** Whether an operand ends at `index`, so that an operator behind it has two operands. */
function endsOperand(tokens: Tokens, index: number): boolean {
  const text = tokens.text(index);
  if (text === "return" || text === "else" || text === "do") return false;
  return /^[\w$)\]'"]/.test(text);
}

function isCondition(tokens: Tokens, { left, right }: Place): boolean {
  return (
    tokens.text(left - 1) === "(" && tokens.text(right + 1) === ")" && /^(?:if|while)$/.test(tokens.text(left - 2))
  );
}

function castUse(tokens: Tokens, close: number, context: SemaContext): Use | null {
  const type = typeOfOperand(tokens.slice(tokens.match(close) + 1, close), context);
  return "error" in type || type.type.kind === "void" ? null : { kind: "cast", type };
}

/** An argument of a function that is declared, or of one of the built-in functions that only ask for truth. */
function argumentUse(tokens: Tokens, { left }: Place, context: SemaContext): Use | null {
  const open = tokens.enclosing(left);
  if (tokens.text(open) !== "(") return null;
  const callee = calleeBefore(tokens, open);
  if (callee < 0) return null;
  if (tokens.text(callee) === "__builtin_expect") return { kind: "truth" };
  const position = commasBetween(tokens, open, left);
  const parameter = context.functionNamed(tokens.spelling(callee))?.type.parameters[position];
  return parameter === undefined ? null : { kind: "converted", type: parameter.type };
}

/** Index of the name of the function that is called, also in parentheses; -1 for none. */
function calleeBefore(tokens: Tokens, open: number): number {
  if (tokens.isIdentifier(open - 1)) return open - 1;
  if (tokens.text(open - 1) !== ")") return -1;
  return stripped(tokens, tokens.match(open - 1) + 1, open - 1);
}

/** Whether the arguments of the calls whose types are known can be passed (C11 6.5.2.2p2): no other pointer, no number. */
export function callsFit(tokens: Tokens, known: ReadonlyMap<SpellingId, QualType>, context: SemaContext): boolean {
  for (let index = 0; index + 1 < tokens.length; index++) {
    if (!tokens.isIdentifier(index) || tokens.text(index + 1) !== "(") continue;
    const called = context.functionNamed(tokens.spelling(index));
    if (called !== undefined && !argumentsFit(tokens, index + 1, called.type, known, context)) return false;
  }
  return true;
}

function argumentsFit(
  tokens: Tokens,
  open: number,
  { parameters }: FunctionType,
  known: ReadonlyMap<SpellingId, QualType>,
  context: SemaContext,
): boolean {
  const close = tokens.match(open);
  let start = open + 1;
  for (const { type } of parameters) {
    let end = start;
    while (end < close && tokens.text(end) !== ",") end = Math.max(end, tokens.match(end)) + 1;
    const result = evaluateAmong(tokens.slice(start, end), known, context);
    if (result.kind === "not-constant" && !canPass(result.type, type, context)) return false;
    start = end + 1;
  }
  return true;
}

function canPass(from: QualType, to: QualType, context: SemaContext): boolean {
  const [source, target] = [canonical(from, context).type, canonical(to, context).type];
  if (source.kind !== "pointer" || target.kind !== "pointer")
    return source.kind === target.kind || source.kind !== "pointer";
  const [pointed, wanted] = [canonical(source.to, context).type, canonical(target.to, context).type];
  return pointed.kind === "void" || wanted.kind === "void" || compatible(source.to, target.to, context, false);
}

/** Behind `=`: the object declared there, or the expression that is assigned to. */
function assignedUse(tokens: Tokens, equals: number, context: SemaContext): Use | null {
  let start = equals;
  while (start > 0 && !/^[;{}(,]$/.test(tokens.text(start - 1))) {
    const open = tokens.match(start - 1);
    start = open >= 0 && open < start - 1 ? open : start - 1;
  }
  const target = tokens.slice(start, equals);
  if (!beginsTypeName(target, context) && tokens.text(start) !== "static" && tokens.text(start) !== "register") {
    return { kind: "like", expression: target };
  }
  const type = typeOfOperand(tokens.slice(start, equals - 1), context);
  return "error" in type
    ? null
    : { kind: "converted", type: { ...type, qualifiers: type.qualifiers & ~Qualifier.Const } };
}

/** The operand that begins at `start`: to the next operator that binds less tightly than a comparison. */
function operandBehind(tokens: Tokens, start: number): TokenRange {
  let end = start;
  while (end < tokens.length && !/^(?:[;,)}\]?:]|&&|\|\|)$/.test(tokens.text(end))) {
    const close = tokens.match(end);
    end = close > end ? close + 1 : end + 1;
  }
  return tokens.slice(start, end);
}

function operandBefore(tokens: Tokens, last: number): TokenRange {
  let start = last;
  while (start >= 0 && !/^(?:[;,({[?:=]|&&|\|\||return)$/.test(tokens.text(start))) {
    const open = tokens.match(start);
    start = open >= 0 && open < start ? open - 1 : start - 1;
  }
  return tokens.slice(start + 1, last + 1);
}
