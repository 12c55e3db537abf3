/**
 * Arguments of function-like macros (C11 6.10.3p10 to p12): collecting them, and expanding them completely
 * before they are substituted (6.10.3.1). They lie on the expander's stack; a frame of numbers for each
 * argument tells where.
 */
import { nextToken, popContext, pushContext, reserveContext, reserveStack } from "./expand.js";
import { known } from "./known-spellings.js";
import type { Macro } from "./macro.js";
import {
  EOF_TOKEN,
  FIRST_TOKEN,
  isSpaced,
  MARKER,
  PACK_SHIFT,
  PACKED_NO_EXPAND,
  PACKED_SPACE,
  padSpacing,
  type Spacing,
} from "./packed.js";
import { fail, report } from "./problems.js";
import { Node, type Preprocessor } from "./state.js";
import { grown } from "./token-list.js";

/** Numbers of one argument's frame. */
export const Frame = {
  /** Range on the stack of the argument as written. */
  Start: 0,
  End: 1,
  /** Range on the stack of the argument after expansion; -1 until it is needed. */
  ExpandedStart: 2,
  ExpandedEnd: 3,
  /** 0 with tokens, 1 without, 2 when GNU's `, ##` takes the comma away. */
  Emptiness: 4,
  /** Id of its string literal; 0 until it is needed. */
  String: 5,
  Size: 6,
} as const;

const OPEN = known("(");
const CLOSE = known(")");
const COMMA = known(",");

/**
 * Reads the arguments of `macro` behind its `(` and pushes their frames.
 * @param position of the macro's name
 * @returns false when their number is wrong; the invocation is then left out, as gcc does
 */
export function collectArguments(pp: Preprocessor, macro: Macro, position: number): boolean {
  const expander = pp.expander;
  const count = macro.parameterIds.length;
  const frame = pushFrames(pp, count);
  const stackTop = expander.stackTop;
  let given = 0;
  for (let more = true; more; given++) {
    const start = expander.stackTop;
    more = collectArgument(pp, macro, macro.variadic && given === count - 1, position);
    if (given < count) setFrame(pp, frame + given * Frame.Size, start);
  }
  // One argument without tokens is no argument.
  if (given === 1 && count === 0 && isEmpty(pp, stackTop, expander.stackTop)) given = 0;
  return argumentsFit(pp, macro, frame, given, position);
}

/** C11 6.10.3p4, and GNU: a variadic macro's last argument may be missing. */
function argumentsFit(pp: Preprocessor, macro: Macro, frame: number, given: number, position: number): boolean {
  const count = macro.parameterIds.length;
  const frames = pp.expander.frames;
  const last = frame + (count - 1) * Frame.Size;
  if (given === count || (given + 1 === count && macro.variadic)) {
    // GCC manual, Variadic Macros: `, ##` takes the comma away if the argument was left out, not if it is empty.
    const leftOut = given < count || (count === 1 && frames[last + Frame.Emptiness] === 1 && !pp.strict);
    if (macro.variadic && leftOut) frames[last + Frame.Emptiness] = 2;
    return true;
  }
  const few =
    given < count
      ? `requires ${count} arguments, but only ${given} given`
      : `passed ${given} arguments, but takes just ${count}`;
  report(pp, "error", "macro-argument-count", `macro "${macro.name}" ${few}`, position);
  return false;
}

/** Pushes frames for arguments that are all left out. */
function pushFrames(pp: Preprocessor, count: number): number {
  const expander = pp.expander;
  const frame = expander.frameTop;
  const end = frame + count * Frame.Size;
  if (end > expander.frames.length) {
    expander.frames = grown(expander.frames, new Int32Array(Math.max(end, expander.frames.length * 2)));
  }
  expander.frameTop = end;
  for (let at = frame; at < end; at += Frame.Size) {
    setFrame(pp, at, expander.stackTop);
    expander.frames[at + Frame.Emptiness] = 1;
  }
  return frame;
}

/** Makes a frame of the tokens from `start` to the top of the stack. */
function setFrame(pp: Preprocessor, at: number, start: number): void {
  const { frames, stackTop } = pp.expander;
  frames[at + Frame.Start] = start;
  frames[at + Frame.End] = stackTop;
  frames[at + Frame.ExpandedStart] = -1;
  frames[at + Frame.ExpandedEnd] = -1;
  frames[at + Frame.Emptiness] = isEmpty(pp, start, stackTop) ? 1 : 0;
  frames[at + Frame.String] = 0;
}

/** Whether there is no token between two places of the stack. */
export function isEmpty(pp: Preprocessor, start: number, end: number): boolean {
  const tokens = pp.expander.stackTokens;
  for (let at = start; at < end; at++) if ((tokens[at] as number) >= FIRST_TOKEN) return false;
  return true;
}

/**
 * Reads one argument to the top of the stack, without paddings at its ends.
 * @returns whether a comma ended it
 */
function collectArgument(pp: Preprocessor, macro: Macro, isVariadic: boolean, position: number): boolean {
  const expander = pp.expander;
  const start = expander.stackTop;
  let parentheses = 0;
  let comma = false;
  let spacing: Spacing = 0;
  for (;;) {
    const token = nextToken(pp);
    if (token < FIRST_TOKEN) {
      if (token === EOF_TOKEN) failUnterminated(pp, macro, position);
      if (token === MARKER) pushStack(pp, token);
      else if (pp.isClang) spacing = padSpacing(spacing, token);
      else if (expander.stackTop > start) pushStack(pp, token);
      continue;
    }
    const spelling = token >>> PACK_SHIFT;
    if (spelling === OPEN) parentheses++;
    else if (spelling === CLOSE) {
      if (parentheses === 0) break;
      parentheses--;
    } else if (spelling === COMMA && parentheses === 0 && !isVariadic) {
      comma = true;
      break;
    }
    pushStack(pp, spaced(token, spacing));
    spacing = 0;
    if (expander.depth > 0) collectContext(pp);
  }
  while (expander.stackTop > start && (expander.stackTokens[expander.stackTop - 1] as number) < MARKER) {
    expander.stackTop--;
  }
  return comma;
}

/** Puts tokens of the uppermost context on the stack, up to one that may be a macro, end an argument, or is none. */
function collectContext(pp: Preprocessor): void {
  const { expander, nodes } = pp;
  const { depth, tokens, positions, lines } = expander;
  const end = expander.ends[depth] as number;
  let cursor = expander.cursors[depth] as number;
  if (expander.stackTop + end - cursor > expander.stackTokens.length) reserveStack(pp, end - cursor);
  const { stackTokens, stackPositions, stackLines } = expander;
  let top = expander.stackTop;
  for (; cursor < end; cursor++, top++) {
    const token = tokens[cursor] as number;
    const spelling = token >>> PACK_SHIFT;
    if (token < FIRST_TOKEN || nodes[spelling] !== 0) break;
    if (spelling === OPEN || spelling === CLOSE || spelling === COMMA) break;
    stackTokens[top] = token;
    stackPositions[top] = positions[cursor] as number;
    stackLines[top] = lines[cursor] as number;
  }
  expander.stackTop = top;
  expander.cursors[depth] = cursor;
}

function failUnterminated(pp: Preprocessor, macro: Macro, position: number): never {
  fail(
    pp,
    "unterminated-macro-call",
    `unterminated argument list invoking macro "${macro.name}"`,
    position,
    "close the parenthesis in the same file as it was opened in",
  );
}

/**
 * The token with the white space that paddings give it. To clang white space is part of the token; with gcc there is
 * nothing to be done, as the paddings themselves are kept.
 */
function spaced(token: number, spacing: Spacing): number {
  return isSpaced(spacing, token) ? token | PACKED_SPACE : token & ~PACKED_SPACE;
}

/** Appends the token that `nextToken` gave to the stack. */
function pushStack(pp: Preprocessor, token: number): void {
  const expander = pp.expander;
  if (expander.stackTop === expander.stackTokens.length) reserveStack(pp, 1);
  const top = expander.stackTop++;
  expander.stackTokens[top] = token;
  expander.stackPositions[top] = expander.position;
  expander.stackLines[top] = expander.line;
}

/** Expands the argument of the frame at `at` as if it were the rest of the file (C11 6.10.3.1). */
export function expandArgument(pp: Preprocessor, at: number): void {
  const expander = pp.expander;
  const start = expander.frames[at + Frame.Start] as number;
  const end = expander.frames[at + Frame.End] as number;
  if (!namesMacro(pp, start, end)) {
    expander.frames[at + Frame.ExpandedStart] = start;
    expander.frames[at + Frame.ExpandedEnd] = end;
    return;
  }
  if (++expander.argumentDepth > pp.limits.argumentDepth) failDepth(pp);
  const expandedStart = expander.stackTop;
  pushArgument(pp, start, end);
  let spacing: Spacing = 0;
  for (let token = nextToken(pp); token !== EOF_TOKEN; token = nextToken(pp)) {
    if (pp.isClang && token < MARKER) spacing = padSpacing(spacing, token);
    else if (token < FIRST_TOKEN) pushStack(pp, token);
    else {
      pushStack(pp, spaced(token, spacing));
      spacing = 0;
    }
  }
  popContext(pp);
  expander.argumentDepth--;
  expander.frames[at + Frame.ExpandedStart] = expandedStart;
  expander.frames[at + Frame.ExpandedEnd] = expander.stackTop;
  reserveStack(pp, expander.stackTop - expandedStart);
}

/** Whether a token between two places of the stack names a macro: most arguments need no expansion. */
function namesMacro(pp: Preprocessor, start: number, end: number): boolean {
  const tokens = pp.expander.stackTokens;
  const nodes = pp.nodes;
  for (let at = start; at < end; at++) {
    const token = tokens[at] as number;
    if (((nodes[token >>> PACK_SHIFT] as number) & Node.Macro) !== 0 && (token & PACKED_NO_EXPAND) === 0) return true;
  }
  return false;
}

/** Pushes a range of the stack as a context whose end is an end of file. */
function pushArgument(pp: Preprocessor, start: number, end: number): void {
  const expander = pp.expander;
  reserveContext(pp, end - start);
  const first = expander.top;
  const { tokens, positions, lines, stackTokens, stackPositions, stackLines } = expander;
  let top = first;
  // Most arguments have a few tokens.
  for (let at = start; at < end; at++, top++) {
    tokens[top] = stackTokens[at] as number;
    positions[top] = stackPositions[at] as number;
    lines[top] = stackLines[at] as number;
  }
  expander.top = top;
  pushContext(pp, null, first);
  expander.isArgument[expander.depth] = 1;
}

function failDepth(pp: Preprocessor): never {
  fail(
    pp,
    "macro-nesting-too-deep",
    `macro invocations are nested more than ${pp.limits.argumentDepth} deep in arguments`,
    pp.expander.invocation,
  );
}

/** The text of a range of the stack with single blanks where there was white space. */
export function stackText(pp: Preprocessor, start: number, end: number): string {
  const { stackTokens } = pp.expander;
  let text = "";
  let spacing: Spacing = 0;
  for (let at = start; at < end; at++) {
    const token = stackTokens[at] as number;
    if (token === MARKER) continue;
    if (token < FIRST_TOKEN) {
      spacing = padSpacing(spacing, token);
      continue;
    }
    if (text !== "" && isSpaced(spacing, token)) text += " ";
    spacing = 0;
    text += pp.table.interner.text((token >>> PACK_SHIFT) as Macro["spelling"]);
  }
  return text;
}

/** The arguments at `frame` with their parentheses, as written. */
export function argumentsText(pp: Preprocessor, macro: Macro, frame: number): string {
  const { frames } = pp.expander;
  const texts = macro.parameterIds.map((_, index) => {
    const at = frame + index * Frame.Size;
    return stackText(pp, frames[at + Frame.Start] as number, frames[at + Frame.End] as number);
  });
  return `(${texts.join(", ")})`;
}
