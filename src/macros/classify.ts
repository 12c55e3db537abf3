/**
 * One fully expanded replacement list: which kind of thing is it? Comes in: its tokens. Goes out: what a macro item
 * says apart from the macro itself.
 */
import { TokenKind, type TokenRange, tokenKind, tokenSpelling, tokenText } from "../preprocess/tokens.js";
import type { MacroTable } from "../preprocess/types.js";
import type { SemaContext } from "../sema/context.js";
import { canonical, unqualified, VOID } from "../sema/expression/ctype.js";
import {
  beginsTypeName,
  type EvalResult,
  evaluate,
  type StaticPlace,
  typeOfOperand,
} from "../sema/expression/index.js";
import type { QualType } from "../sema/types.js";
import { assertNever } from "../support/brand.js";
import type { SpellingId } from "../support/interner.js";
import { isStatement } from "./infer-shim.js";
import { hasOuterComma, tokensOf } from "./tokens.js";
import type { MacroItem, MacroSkipReason } from "./types.js";
import type { Words } from "./words.js";

/** `MacroItem` without the definition: shared by all macros that lead here. */
export type Outcome = MacroItem extends infer Item
  ? Item extends MacroItem
    ? Omit<Item, "definition">
    : never
  : never;

export function unsupported(reason: MacroSkipReason, detail: string): Outcome {
  return { kind: "unsupported", reason, detail };
}

/** What tokens are judged by. */
export interface Surroundings {
  readonly context: SemaContext;
  readonly macros: MacroTable;
  /** Records and enums of the program: what a macro would declare anew has an id beyond. */
  readonly records: number;
  readonly enums: number;
  readonly words: Words;
}

/** What the tokens of an expanded macro (at least one) stand for. */
export function classifyTokens(range: TokenRange, around: Surroundings): Outcome {
  const { context } = around;
  const name = singleIdentifier(range);
  if (name >= 0) {
    const outcome = classifyName(tokenSpelling(range.buffer, name), range, around);
    if (outcome !== null) return outcome;
  }
  if (startsStatement(range) && isStatement(tokensOf(range)))
    return { kind: "shim", parameters: [], result: VOID, body: null, exact: true, noreturn: false };
  const outcome = beginsTypeName(range, context)
    ? classifyType(range, context)
    : classifyExpression(evaluate(range, context, "function"), around);
  if (outcome.kind === "unsupported" || outcome.kind === "value-alias") return outcome;
  // Such commas separate initializers or arguments where the macro stands: they are no comma operators (6.5.17). Only
  // clang folds such a thing; clang 14 calls it no constant.
  if (outcome.kind === "constant" && hasOuterComma(range))
    return unsupported("macro-not-an-expression", "it is a list");
  if (isDeclared(outcome.kind === "shim" ? outcome.result : outcome.type, around)) return outcome;
  return unsupported("macro-undeclared-name", "it names a structure, union or enum that nothing declares");
}

function startsStatement({ buffer, start }: TokenRange): boolean {
  const first = tokenText(buffer, start);
  return first === "do" || first === "{";
}

/** Whether the program declares all that a type is made of. */
export function isDeclared({ type }: QualType, around: Surroundings): boolean {
  switch (type.kind) {
    case "record":
      return type.id < around.records;
    case "enum":
      return type.id < around.enums;
    case "pointer":
    case "block":
      return isDeclared(type.to, around);
    case "array":
    case "atomic":
      return isDeclared(type.of, around);
    case "function":
      return (
        isDeclared(type.result, around) && type.parameters.every((parameter) => isDeclared(parameter.type, around))
      );
    default:
      return true;
  }
}

/** Index of the identifier that the tokens are, redundant parentheses aside; -1 for none. */
function singleIdentifier(range: TokenRange): number {
  let { start, end } = range;
  while (end - start > 2 && tokenText(range.buffer, start) === "(" && tokenText(range.buffer, end - 1) === ")") {
    start++;
    end--;
  }
  if (end - start !== 1 || tokenKind(range.buffer, start) !== TokenKind.Identifier) return -1;
  return start;
}

/** null for an enumerator, a constant, and for what is no ordinary identifier: these are read as an expression or a type. */
function classifyName(name: SpellingId, range: TokenRange, around: Surroundings): Outcome | null {
  const { context, macros } = around;
  const found = context.lookup(name);
  switch (found?.kind) {
    case "typedef":
    case "enumerator":
      return null;
    case "function":
      return { kind: "value-alias", target: found.name, spelling: name };
    case "variable":
      // A constant with a known value is one under its other name too.
      return found.value?.kind === "integer" ? null : { kind: "value-alias", target: found.name, spelling: name };
    case undefined: {
      const macro = range.end === range.start + 1 ? macros.live.at(name) : undefined;
      // Whatever follows the name is an argument of that macro (C11 6.10.3p10).
      return macro?.isFunction !== true ? null : { kind: "value-alias", target: macro.name, spelling: name };
    }
    default:
      return assertNever(found);
  }
}

function classifyType(range: TokenRange, context: SemaContext): Outcome {
  const end = attributesOf(range);
  const plain = { ...range, end };
  if (end === range.start) return unsupported("macro-not-an-expression", "it spells attributes");
  const type = typeOfOperand(plain, context);
  if ("error" in type) return unsupported("macro-not-an-expression", type.error);
  if (end < range.end && !isNaturalAlignment({ ...range, start: end }, type, context)) {
    return unsupported("unsupported-type", "its attributes are no part of a type that Rust can name");
  }
  return { kind: "type-alias", type };
}

/** Where the attributes of a type begin that stand behind it, else its end. */
function attributesOf(range: TokenRange): number {
  for (let index = range.start; index < range.end; index++) {
    if (tokenText(range.buffer, index).startsWith("__attribute")) return index;
  }
  return range.end;
}

/** Whether `__attribute__((aligned(N)))` says what the type has without it: then it may be left out. */
function isNaturalAlignment(attributes: TokenRange, type: QualType, context: SemaContext): boolean {
  const { buffer, start, end } = attributes;
  const text = (index: number) => tokenText(buffer, start + index);
  const shape = end - start > 7 && text(1) === "(" && text(2) === "(" && text(4) === "(";
  if (!shape || (text(3) !== "aligned" && text(3) !== "__aligned__")) return false;
  const result = evaluate({ buffer, start: start + 5, end: end - 3 }, context);
  const alignment = context.alignOf(type.type);
  return result.kind === "constant" && result.value.kind === "integer" && Number(result.value.value) === alignment;
}

function classifyExpression(result: EvalResult, around: Surroundings): Outcome {
  switch (result.kind) {
    case "constant":
      return { kind: "constant", value: result.value, type: result.type };
    case "not-constant":
      return (
        objectOf(result.place, around) ?? {
          ...{ kind: "shim", parameters: [], body: null, noreturn: false },
          ...{ result: unqualified(result.type), exact: result.bits === null },
        }
      );
    case "needs-type":
      return unsupported("macro-not-constant", result.reason);
    case "undeclared":
      return unsupported("macro-undeclared-name", result.reason);
    case "syntax-error":
      return unsupported("macro-not-an-expression", result.reason);
    default:
      return assertNever(result);
  }
}

/**
 * An lvalue that Rust can have as a static. The object must have a symbol and a name that no macro takes, and hold all
 * of the lvalue, aligned as its type is.
 */
function objectOf(place: StaticPlace | null, { context, macros }: Surroundings): Outcome | null {
  if (place === null || macros.live.has(place.object)) return null;
  const declared = context.lookupText(place.object);
  if (
    declared?.kind !== "variable" ||
    declared.linkage !== "external" ||
    declared.threadLocal ||
    declared.unsupported !== null
  )
    return null;
  const spaces = [canonical(place.type, context), canonical(declared.type, context)].map((type) => type.addressSpace);
  // An array that another file completes has what its header names (C11 6.2.5p22).
  const whole =
    context.sizeOf(declared.type.type) ??
    (canonical(declared.type, context).type.kind === "array" ? Number.POSITIVE_INFINITY : 0);
  const [size, alignment] = [context.sizeOf(place.type.type), context.alignOf(place.type.type)];
  if (size === null || alignment === null || spaces.some((space) => space !== null)) return null;
  if (place.offset < 0 || place.offset + size > whole || place.offset % alignment !== 0) return null;
  return { kind: "object", ...place };
}
