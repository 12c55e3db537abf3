/**
 * Argument substitution (C11 6.10.3.1), the operators `#` (6.10.3.2) and `##` (6.10.3.3), and `__VA_OPT__`
 * (C23 6.10.5.1): from a replacement list and arguments to the tokens that are scanned again. Done in the order
 * of gcc's `replace_args`, paddings included, because `#` makes them visible.
 */
import { expandArgument, Frame, isEmpty } from "./arguments.js";
import { notePaste } from "./effects.js";
import { appendBody, appendPacked, reserveContext, reserveStack } from "./expand.js";
import { known } from "./known-spellings.js";
import type { Macro } from "./macro.js";
import { FIRST_TOKEN, MARKER, PACK_SHIFT, PACKED_SPACE, PADDING_NULL, PADDING_SPACE, PADDING_TIGHT } from "./packed.js";
import { pasteSpellings, stringLiteral } from "./paste.js";
import type { Preprocessor } from "./state.js";
import { TokenFlag } from "./tokens.js";

/** What a token of a replacement list is; the low bits are 1 + the number of its parameter. */
export const Role = {
  Parameter: 0xffff,
  /** Operand of `#`. */
  Stringify: 1 << 16,
  /** `##` follows. */
  PasteLeft: 1 << 17,
  /** `##` precedes. */
  PasteRight: 1 << 18,
  /** The operator itself. */
  Operator: 1 << 19,
  /** `__VA_OPT__`. */
  VaOpt: 1 << 20,
  /** White space before the `#` of an operand. */
  Space: 1 << 21,
} as const;

const COMMA = known(",");
const OPEN = known("(");
const CLOSE = known(")");

/** A replacement under construction. */
interface Substitution {
  readonly macro: Macro;
  /** Frame of the first argument. */
  readonly frame: number;
  /** Line position of all tokens. */
  readonly line: number;
  /** Where its last token lies in the memory of the contexts. */
  last: number;
  /** The operand before a pending `##` is a placemarker (C11 6.10.3.3p2). */
  placemarker: boolean;
  /** No padding goes before a parameter that begins the replacement list. */
  first: boolean;
}

/**
 * Builds the replacement of an invocation on top of the memory of the contexts.
 * @param frame of the first argument; -1 for an object-like macro
 * @param line position for `__LINE__`
 * @returns where it begins
 */
export function substitute(pp: Preprocessor, macro: Macro, frame: number, line: number): number {
  if (frame >= 0) expandOperands(pp, macro, frame);
  const start = pp.expander.top;
  const substitution: Substitution = { macro, frame, line, last: -1, placemarker: true, first: true };
  substituteRange(pp, substitution, macro.bodyStart, macro.bodyEnd);
  return start;
}

/** Arguments that are no operands of `#` and `##` are expanded first, in the order of their use. */
function expandOperands(pp: Preprocessor, macro: Macro, frame: number): void {
  const operand = Role.Stringify | Role.PasteLeft | Role.PasteRight;
  for (let index = macro.bodyStart; index < macro.bodyEnd; index++) {
    const role = pp.roles[index] as number;
    const parameter = role & Role.Parameter;
    if (parameter === 0 || (role & operand) !== 0) continue;
    const at = frame + (parameter - 1) * Frame.Size;
    if (pp.expander.frames[at + Frame.ExpandedStart] === -1) expandArgument(pp, at);
  }
}

function substituteRange(pp: Preprocessor, substitution: Substitution, from: number, to: number): void {
  for (let index = from; index < to; index++) {
    const role = pp.roles[index] as number;
    if (role === 0) {
      index = copyBody(pp, substitution, index, to) - 1;
      continue;
    }
    if ((role & Role.Operator) !== 0) continue;
    if ((role & Role.VaOpt) !== 0) index = substituteVaOpt(pp, substitution, index, role);
    else if ((role & Role.Parameter) === 0) substituteToken(pp, substitution, bodyToken(pp, index), index, role);
    else if ((role & Role.Stringify) !== 0) {
      substituteString(pp, substitution, stringifiedArgument(pp, substitution, index, role), index, role);
    } else substituteParameter(pp, substitution, index, role);
    substitution.first = false;
  }
}

/** Appends tokens of the replacement list as they are, up to one with a role; returns its index. */
function copyBody(pp: Preprocessor, substitution: Substitution, from: number, to: number): number {
  const { roles } = pp;
  let end = from + 1;
  while (end < to && roles[end] === 0) end++;
  appendBody(pp, from, end, substitution.line);
  substitution.last = pp.expander.top - 1;
  substitution.placemarker = false;
  substitution.first = false;
  return end;
}

function bodyToken(pp: Preprocessor, index: number): number {
  const { spellings, flags } = pp.definitions;
  return ((spellings[index] as number) << PACK_SHIFT) | ((flags[index] as number) & TokenFlag.LeadingSpace);
}

function substituteToken(
  pp: Preprocessor,
  substitution: Substitution,
  token: number,
  index: number,
  role: number,
): void {
  reserveContext(pp, 1);
  const position = pp.definitions.positions[index] as number;
  const pastes = (role & Role.PasteRight) !== 0 && !substitution.placemarker;
  if (!pastes || !pasteOnLast(pp, substitution, token)) append(pp, substitution, token, position);
  substitution.placemarker = false;
}

function append(pp: Preprocessor, substitution: Substitution, token: number, position: number): void {
  substitution.last = pp.expander.top;
  appendPacked(pp.expander, token, position, substitution.line);
}

/** Replaces the last token by its concatenation with `token`; false when that is no token. */
function pasteOnLast(pp: Preprocessor, substitution: Substitution, token: number): boolean {
  const expander = pp.expander;
  const left = expander.tokens[substitution.last] as number;
  const spelling = pasteSpellings(pp, left >>> PACK_SHIFT, token >>> PACK_SHIFT);
  if (spelling === 0) return false;
  if (pp.measure !== null) notePaste(pp, pp.measure, left >>> PACK_SHIFT, token >>> PACK_SHIFT, spelling);
  expander.tokens[substitution.last] = (spelling << PACK_SHIFT) | (left & PACKED_SPACE);
  return true;
}

/** The argument of `#` as a string literal (C11 6.10.3.2p2). */
function stringifiedArgument(pp: Preprocessor, substitution: Substitution, _index: number, role: number): number {
  const at = substitution.frame + ((role & Role.Parameter) - 1) * Frame.Size;
  const { frames } = pp.expander;
  let spelling = frames[at + Frame.String] as number;
  if (spelling === 0) {
    spelling = stringLiteral(pp, frames[at + Frame.Start] as number, frames[at + Frame.End] as number);
    frames[at + Frame.String] = spelling;
  }
  return spelling;
}

/** Puts the literal of `#` in its place. Its white space is a padding to gcc, and part of the token to clang. */
function substituteString(
  pp: Preprocessor,
  substitution: Substitution,
  spelling: number,
  index: number,
  role: number,
): void {
  const token = spelling << PACK_SHIFT;
  const space = spaceOf(pp, index, role);
  if (pp.isClang) return substituteToken(pp, substitution, token | space, index, role);
  if ((role & Role.PasteRight) === 0 && !substitution.first)
    appendPadding(pp, substitution, space !== 0 ? PADDING_SPACE : PADDING_TIGHT);
  substituteToken(pp, substitution, token, index, role);
  if ((role & Role.PasteLeft) === 0) appendPadding(pp, substitution, PADDING_NULL);
}

function spaceOf(pp: Preprocessor, index: number, role: number): number {
  return (role & Role.Space) !== 0 ? PACKED_SPACE : (pp.definitions.flags[index] as number) & TokenFlag.LeadingSpace;
}

function substituteParameter(pp: Preprocessor, substitution: Substitution, index: number, role: number): void {
  const { frames } = pp.expander;
  const parameter = role & Role.Parameter;
  const at = substitution.frame + (parameter - 1) * Frame.Size;
  const isOperand = (role & (Role.PasteLeft | Role.PasteRight)) !== 0;
  const start = frames[at + (isOperand ? Frame.Start : Frame.ExpandedStart)] as number;
  const end = frames[at + (isOperand ? Frame.End : Frame.ExpandedEnd)] as number;
  const isVariadic = substitution.macro.variadic && parameter === substitution.macro.parameterIds.length;
  if (isVariadic && (role & Role.PasteRight) !== 0 && lastIsComma(pp, substitution)) {
    substituteBehindComma(pp, substitution, at, role);
    return;
  }
  substituteList(pp, substitution, start, end, index, role);
}

/** Clang takes a comma for the left operand even when what is between the two is empty. */
function lastIsComma(pp: Preprocessor, substitution: Substitution): boolean {
  if ((substitution.placemarker && !pp.isClang) || substitution.last < 0) return false;
  return (pp.expander.tokens[substitution.last] as number) >>> PACK_SHIFT === COMMA;
}

/** GCC manual, Variadic Macros: `, ## __VA_ARGS__` pastes nothing; it drops the comma if the argument was left out. */
function substituteBehindComma(pp: Preprocessor, substitution: Substitution, at: number, role: number): void {
  const expander = pp.expander;
  if (expander.frames[at + Frame.Emptiness] === 2) {
    expander.top = substitution.last;
    substitution.placemarker = true;
    substitution.last = -1;
  } else {
    copyStack(pp, substitution, expander.frames[at + Frame.Start] as number, expander.frames[at + Frame.End] as number);
    substitution.placemarker = false;
  }
  if ((role & Role.PasteLeft) === 0) appendPadding(pp, substitution, PADDING_NULL);
}

/** Puts a list of the stack in the place of the parameter or `__VA_OPT__` at `index`. */
function substituteList(
  pp: Preprocessor,
  substitution: Substitution,
  start: number,
  end: number,
  index: number,
  role: number,
): void {
  const isRight = (role & Role.PasteRight) !== 0;
  const empty = isEmpty(pp, start, end);
  const space = spaceOf(pp, index, role);
  if (!isRight && !substitution.first && (empty || !pp.isClang)) {
    appendPadding(pp, substitution, space !== 0 ? PADDING_SPACE : PADDING_TIGHT);
  }
  let from = start;
  if (isRight && !substitution.placemarker && !empty) from = pasteFirst(pp, substitution, start, end);
  const { top } = pp.expander;
  copyStack(pp, substitution, from, end);
  if (pp.isClang && !isRight) spaceFirst(pp, top, space);
  if (empty) substitution.placemarker = isRight ? substitution.placemarker : true;
  else substitution.placemarker = false;
  if ((role & Role.PasteLeft) === 0) appendPadding(pp, substitution, PADDING_NULL);
}

/** Pastes the first token of a list on the last one; returns where the rest of the list begins. */
function pasteFirst(pp: Preprocessor, substitution: Substitution, start: number, end: number): number {
  const { stackTokens } = pp.expander;
  let first = start;
  while (first < end && (stackTokens[first] as number) < FIRST_TOKEN) first++;
  if (!pasteOnLast(pp, substitution, stackTokens[first] as number)) return first;
  for (let at = start; at < first; at++) if (stackTokens[at] === MARKER) copyStack(pp, substitution, at, at + 1);
  return first + 1;
}

function appendPadding(pp: Preprocessor, substitution: Substitution, padding: number): void {
  // To clang the first token of a replacement has the white space of the macro's name.
  if (pp.isClang && substitution.last < 0) return;
  reserveContext(pp, 1);
  appendPacked(pp.expander, padding, 0, 0);
}

/** Appends a range of the stack. */
function copyStack(pp: Preprocessor, substitution: Substitution, start: number, end: number): void {
  reserveContext(pp, end - start);
  const expander = pp.expander;
  const { tokens, positions, lines, stackTokens, stackPositions } = expander;
  let top = expander.top;
  for (let at = start; at < end; at++, top++) {
    const token = stackTokens[at] as number;
    if (token >= FIRST_TOKEN) substitution.last = top;
    tokens[top] = token;
    positions[top] = stackPositions[at] as number;
    lines[top] = substitution.line;
  }
  expander.top = top;
}

/** Clang gives the first token of an argument the white space of the parameter, whatever stood before it. */
function spaceFirst(pp: Preprocessor, top: number, space: number): void {
  const { tokens } = pp.expander;
  for (let at = top; at < pp.expander.top; at++) {
    const token = tokens[at] as number;
    if (token < FIRST_TOKEN) continue;
    tokens[at] = (token & ~PACKED_SPACE) | space;
    return;
  }
}

/**
 * `__VA_OPT__ ( content )`: the content if there are variable arguments after expansion, else a placemarker.
 * @returns index of its closing parenthesis
 */
function substituteVaOpt(pp: Preprocessor, substitution: Substitution, index: number, role: number): number {
  const close = closeOfVaOpt(pp, index, substitution.macro.bodyEnd);
  const expander = pp.expander;
  const stackTop = expander.stackTop;
  const last = substitution.macro.parameterIds.length - 1;
  const at = substitution.frame + last * Frame.Size;
  if (expander.frames[at + Frame.ExpandedStart] === -1) expandArgument(pp, at);
  const start = expander.stackTop;
  const { frames } = expander;
  if (!isEmpty(pp, frames[at + Frame.ExpandedStart] as number, frames[at + Frame.ExpandedEnd] as number)) {
    const content: Substitution = { ...substitution, last: -1, placemarker: true, first: true };
    const top = expander.top;
    substituteRange(pp, content, index + 2, close);
    moveToStack(pp, top);
  }
  const closeRole = role | ((pp.roles[close] as number) & Role.PasteLeft);
  if ((role & Role.Stringify) !== 0) {
    substituteString(pp, substitution, stringLiteral(pp, start, expander.stackTop), index, closeRole);
  } else substituteList(pp, substitution, start, expander.stackTop, index, closeRole);
  // What the expansion of the argument left below `start` stays until the invocation is done.
  expander.stackTop = Math.max(stackTop, start);
  return close;
}

/** Index of the parenthesis that closes the `__VA_OPT__` at `index`; checked when the macro was defined. */
export function closeOfVaOpt(pp: Preprocessor, index: number, end: number): number {
  let parentheses = 0;
  for (let at = index + 1; at < end; at++) {
    const spelling = pp.definitions.spellings[at];
    if (spelling === OPEN) parentheses++;
    else if (spelling === CLOSE && --parentheses === 0) return at;
  }
  return end;
}

/** Moves what was built from `top` on in the memory of the contexts to the stack. */
function moveToStack(pp: Preprocessor, top: number): void {
  const expander = pp.expander;
  const count = expander.top - top;
  reserveStack(pp, count);
  expander.stackTokens.set(expander.tokens.subarray(top, expander.top), expander.stackTop);
  expander.stackPositions.set(expander.positions.subarray(top, expander.top), expander.stackTop);
  expander.stackLines.set(expander.lines.subarray(top, expander.top), expander.stackTop);
  expander.stackTop += count;
  expander.top = top;
}
