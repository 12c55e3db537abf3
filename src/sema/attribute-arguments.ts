/** Arguments of GNU attributes (GCC manual, Attribute Syntax): identifiers, strings and alignments. */
import type { Attribute } from "../parse/ast.js";
import { rangeText, TokenKind, type TokenRange, tokenKind, tokenPosition, tokenText } from "../preprocess/tokens.js";
import { alignmentOperand, countConstant } from "./constant.js";
import { report, type SemaState } from "./state.js";

export function hasAttribute(attributes: readonly Attribute[], name: string): boolean {
  return findAttribute(attributes, name) !== undefined;
}

export function findAttribute(attributes: readonly Attribute[], name: string): Attribute | undefined {
  for (let index = 0; index < attributes.length; index++) {
    const attribute = attributes[index];
    if (attribute?.name === name) return attribute;
  }
  return undefined;
}

/** The identifier that an argument consists of, `__name__` without its underscores; null for anything else. */
export function identifierArgument(range: TokenRange | undefined): string | null {
  if (range === undefined || range.end !== range.start + 1) return null;
  if (tokenKind(range.buffer, range.start) !== TokenKind.Identifier) return null;
  const text = tokenText(range.buffer, range.start);
  return text.length > 4 && text.startsWith("__") && text.endsWith("__") ? text.slice(2, -2) : text;
}

/** What stands between the quotes of a string argument, adjacent literals joined; null for anything else. */
export function stringArgument(range: TokenRange | undefined): string | null {
  if (range === undefined) return null;
  let text = "";
  for (let index = range.start; index < range.end; index++) {
    if (tokenKind(range.buffer, index) !== TokenKind.String) return null;
    const literal = tokenText(range.buffer, index);
    text += literal.slice(literal.indexOf('"') + 1, -1);
  }
  return text;
}

/** The attribute as C spells it, without `__attribute__`: `regparm(3)`. */
export function attributeText(attribute: Attribute): string {
  const args = attribute.args.map(rangeText).join(", ");
  return args === "" ? attribute.name : `${attribute.name}(${args})`;
}

/**
 * Alignments that `aligned` attributes (GCC manual, Common Type Attributes) and `_Alignas` (C11 6.7.5) ask for.
 * @returns bytes, in the order of writing; what is no power of two is reported and left out
 */
export function alignments(
  attributes: readonly Attribute[],
  alignas: readonly TokenRange[],
  state: SemaState,
): number[] {
  if (attributes.length === 0 && alignas.length === 0) return NONE;
  const values: number[] = [];
  for (const attribute of attributes) {
    if (attribute.name !== "aligned") continue;
    const [argument] = attribute.args;
    addAlignment(
      values,
      argument === undefined ? state.abi.biggestAlignment : countConstant(argument, state),
      argument,
      state,
    );
  }
  for (const operand of alignas) addAlignment(values, alignmentOperand(operand, state), operand, state);
  return values;
}

const NONE: number[] = [];

function addAlignment(
  values: number[],
  asked: number | { readonly count: number | null; readonly why: string },
  range: TokenRange | undefined,
  state: SemaState,
): void {
  const count = typeof asked === "number" ? asked : asked.count;
  // C11 6.7.5p6: zero has no effect.
  if (count === 0) return;
  if (count !== null && Number.isInteger(Math.log2(count))) {
    values.push(count);
    return;
  }
  const why = typeof asked === "number" || asked.count !== null ? "it is no power of two" : asked.why;
  const where = range === undefined ? undefined : tokenPosition(range.buffer, range.start);
  if (where !== undefined) report(state, "warning", "bad-alignment", `this alignment is ignored: ${why}`, where);
}
