/**
 * What an initializer tells about what it initializes (C11 6.7.9): the length of an array of unknown size (p22),
 * the type of `__auto_type`, the value of a constant.
 */
import { TokenKind, type TokenRange, tokenKind, tokenText } from "../preprocess/tokens.js";
import { convertedConstant, countConstant, initializerType, typeOfOperand } from "./constant.js";
import { bare, canonical, unqualified } from "./expression/ctype.js";
import type { SemaState } from "./state.js";
import type { ConstantValue, CType, QualType } from "./types.js";

type ArrayType = Extract<CType, { kind: "array" }>;

/** C11 6.7.9p22: the initializer completes an array of unknown size; the type as it is where it cannot be told. */
export function completedByInitializer(type: QualType, initializer: TokenRange, state: SemaState): QualType {
  const array = canonical(type, state.context).type;
  if (array.kind !== "array" || array.length.kind !== "incomplete") return type;
  const count =
    textAt(initializer, 0) === "{" ? elementCount(array, initializer, state) : textLength(initializer, state);
  return count === null ? type : { ...type, type: { kind: "array", of: array.of, length: { kind: "known", count } } };
}

/** p14: an array of characters takes the length of the string literal. */
function textLength(initializer: TokenRange, state: SemaState): number | null {
  const type = typeOfOperand(initializer, state).type;
  return type.kind === "array" && type.length.kind === "known" ? type.length.count : null;
}

/** One past the largest index that has an initializer; null where braces are left out around aggregates (p20). */
function elementCount(array: ArrayType, initializer: TokenRange, state: SemaState): number | null {
  const element = bare(array.of.type, state.context);
  const scalar = isScalar(element);
  const items = braceItems(initializer);
  const [first] = items;
  // p14: the literal may stand in braces.
  if (first !== undefined && isStringItem(first) && element.kind === "integer") return textLength(first, state);
  let next = 0;
  let count = 0;
  for (const item of items) {
    const after = indexAfter(item, next, state);
    if (after === null || (!scalar && !isWhole(item))) return null;
    next = after;
    count = Math.max(count, next);
  }
  return count;
}

function isScalar(type: CType): boolean {
  return type.kind !== "record" && type.kind !== "array" && type.kind !== "error";
}

function isStringItem(item: TokenRange): boolean {
  return tokenKind(item.buffer, item.start) === TokenKind.String;
}

/** An item that surely initializes one whole element. */
function isWhole(item: TokenRange): boolean {
  const first = textAt(item, 0);
  return first === "{" || first === "[" || first === "(";
}

/** The index behind the item: designators `[n] =` and GNU's `[first ... last] =` set it (C11 6.7.9p6; GCC manual, Designated Inits). */
function indexAfter(item: TokenRange, next: number, state: SemaState): number | null {
  if (textAt(item, 0) !== "[") return next + 1;
  const close = closing(item.buffer, item.start, item.end);
  let start = item.start + 1;
  for (let index = start; index < close; index++) if (tokenText(item.buffer, index) === "...") start = index + 1;
  const { count } = countConstant({ buffer: item.buffer, start, end: close }, state);
  return count === null ? null : count + 1;
}

/** The items between the braces, cut at top-level commas; a trailing comma adds none. */
function braceItems(range: TokenRange): TokenRange[] {
  const { buffer } = range;
  const end = closing(buffer, range.start, range.end);
  const items: TokenRange[] = [];
  let start = range.start + 1;
  for (let index = start; index < end; index++) {
    if (isOpening(buffer, index)) index = closing(buffer, index, end);
    else if (tokenText(buffer, index) === ",") {
      items.push({ buffer, start, end: index });
      start = index + 1;
    }
  }
  if (start < end) items.push({ buffer, start, end });
  return items;
}

function isOpening(buffer: TokenRange["buffer"], index: number): boolean {
  const text = tokenText(buffer, index);
  return text === "(" || text === "[" || text === "{";
}

/** Index of the bracket that closes the one at `open`, `end` when none does. */
function closing(buffer: TokenRange["buffer"], open: number, end: number): number {
  let depth = 0;
  for (let index = open; index < end; index++) {
    switch (tokenText(buffer, index)) {
      case "(":
      case "[":
      case "{":
        depth++;
        break;
      case ")":
      case "]":
      case "}":
        if (--depth === 0) return index;
        break;
      default:
        break;
    }
  }
  return end;
}

function textAt(range: TokenRange, offset: number): string {
  const index = range.start + offset;
  return index < range.end ? tokenText(range.buffer, index) : "";
}

/** GCC manual, Typeof: `__auto_type` is the type of the initializer after decay; null when that is not known. */
export function autoType(initializer: TokenRange, state: SemaState): QualType | null {
  const type = initializerType(initializer, state);
  return type === null ? null : unqualified(type);
}

/** The value of a scalar that is initialized with a constant, converted to its type; null for anything else. */
export function scalarValue(type: QualType, initializer: TokenRange, state: SemaState): ConstantValue | null {
  const target = bare(type.type, state.context);
  switch (target.kind) {
    case "integer":
    case "enum":
    case "floating":
    case "pointer":
      break;
    default:
      return null;
  }
  return convertedConstant(innermost(initializer), type, state);
}

/** C11 6.7.9p11: a scalar may have its initializer in braces. */
function innermost(initializer: TokenRange): TokenRange {
  if (textAt(initializer, 0) !== "{") return initializer;
  const items = braceItems(initializer);
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : initializer;
}
