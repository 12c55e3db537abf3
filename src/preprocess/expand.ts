/**
 * Macro expansion (C11 6.10.3) in gcc's way (GCC internals, "Macro Expansion Algorithm").
 *
 * Expansions are contexts on a stack. A macro is disabled while its context is on it; a token that names a
 * disabled macro is marked and never expanded again. `nextToken` reads from the uppermost context, and from
 * the file below all of them. Tokens of the contexts lie in one memory, freed as the contexts end.
 */
import type { Position } from "../support/source.js";
import { argumentsText, collectArguments } from "./arguments.js";
import { enterBuiltin } from "./builtins.js";
import { known } from "./known-spellings.js";
import type { Macro } from "./macro.js";
import {
  EOF_TOKEN,
  FIRST_TOKEN,
  MARKER,
  PACK_SHIFT,
  PACKED_NO_EXPAND,
  PACKED_SPACE,
  PADDING_NULL,
  PADDING_TIGHT,
  paddingFor,
} from "./packed.js";
import { fail, report } from "./problems.js";
import { Builtin, type Expander, type Input, type Marker, Node, type Preprocessor } from "./state.js";
import { substitute } from "./substitute.js";
import { grown } from "./token-list.js";

const OPEN = known("(");

/** The next token after macro expansion, a padding, a marker or `EOF_TOKEN`; its positions are in the expander. */
export function nextToken(pp: Preprocessor): number {
  const expander = pp.expander;
  for (;;) {
    const depth = expander.depth;
    let token: number;
    if (depth === 0) {
      token = nextOfFile(pp);
      if (token < FIRST_TOKEN) return token;
    } else {
      const cursor = expander.cursors[depth] as number;
      if (cursor === (expander.ends[depth] as number)) {
        if (expander.isArgument[depth] === 1) return EOF_TOKEN;
        popContext(pp);
        return PADDING_NULL;
      }
      expander.cursors[depth] = cursor + 1;
      token = expander.tokens[cursor] as number;
      expander.position = expander.positions[cursor] as number;
      expander.line = expander.lines[cursor] as number;
      if (token < FIRST_TOKEN) return token;
    }
    const node = pp.nodes[token >>> PACK_SHIFT] as number;
    if ((node & Node.Macro) === 0 || (token & PACKED_NO_EXPAND) !== 0) return token;
    if ((node & Node.Disabled) !== 0) return token | PACKED_NO_EXPAND;
    if (expander.preventExpansion > 0) return token;
    if (!enterMacro(pp, token)) return token;
    return paddingFor(token);
  }
}

/** As `nextToken` without paddings and markers. */
export function nextRealToken(pp: Preprocessor): number {
  for (;;) {
    const token = nextToken(pp);
    if (token >= FIRST_TOKEN || token === EOF_TOKEN) return token;
  }
}

/** The next token of the file or of the directive that is being read. */
function nextOfFile(pp: Preprocessor): number {
  const expander = pp.expander;
  expander.dependent = true;
  for (;;) {
    const input = pp.input;
    if (input === null) return EOF_TOKEN;
    if (input.cursor < input.limit) return readToken(pp, input, input.cursor++);
    // C11 6.10.3p11 leaves directives among arguments undefined; gcc obeys them.
    const atDirective = !pp.inDirective && input.directive < input.lexed.directives.count;
    if (!atDirective || expander.parsingArguments !== 2) return EOF_TOKEN;
    obeyDirectiveInArguments(pp, input);
  }
}

function readToken(pp: Preprocessor, input: Input, index: number): number {
  const expander = pp.expander;
  const spelling = input.lexed.spellings[index] as number;
  const flags = input.lexed.flags[index] as number;
  expander.position = input.base + (input.lexed.offsets[index] as number);
  expander.line = expander.position;
  if (((pp.nodes[spelling] as number) & Node.Poisoned) !== 0) reportPoisoned(pp, spelling, expander.position);
  return (spelling << PACK_SHIFT) | (flags !== 0 ? PACKED_SPACE : 0);
}

/** GCC manual, Pragmas: an identifier that `#pragma GCC poison` names must not occur any more. */
export function reportPoisoned(pp: Preprocessor, spelling: number, position: number): void {
  const name = pp.table.interner.text(spelling as Macro["spelling"]);
  report(pp, "error", "poisoned-identifier", `attempt to use poisoned "${name}"`, position);
}

function obeyDirectiveInArguments(pp: Preprocessor, input: Input): void {
  const expander = pp.expander;
  const { position, line, invocation, preventExpansion } = expander;
  expander.parsingArguments = 0;
  expander.preventExpansion = 0;
  pp.obeyDirective(pp, input);
  expander.parsingArguments = 2;
  expander.preventExpansion = preventExpansion;
  expander.position = position;
  expander.line = line;
  expander.invocation = invocation;
}

/** Takes back the token that `nextToken` gave last; not to be called for `EOF_TOKEN` or paddings. */
export function backUp(pp: Preprocessor): void {
  const expander = pp.expander;
  if (expander.depth > 0) expander.cursors[expander.depth] = (expander.cursors[expander.depth] as number) - 1;
  else if (pp.input !== null) pp.input.cursor--;
}

/**
 * Begins the expansion of the enabled macro that `token` names, if it is an invocation.
 * @returns whether a context with the replacement was pushed
 */
export function enterMacro(pp: Preprocessor, token: number): boolean {
  const macro = pp.macros[token >>> PACK_SHIFT];
  if (macro === undefined) return false;
  if (macro.builtin !== Builtin.None) return enterBuiltin(pp, macro, token);
  const expander = pp.expander;
  const position = expander.position;
  const line = expander.line;
  if (!macro.isFunction) {
    pushReplacement(pp, macro, -1, line);
    noteAnnotation(pp, macro, position, -1);
    return true;
  }
  const frame = expander.frameTop;
  const stackTop = expander.stackTop;
  const invoked = findArguments(pp, macro, position);
  if (invoked) {
    // gcc's __LINE__ is that of the macro's name, clang's that of the closing parenthesis.
    pushReplacement(pp, macro, frame, pp.isClang ? expander.line : line);
    noteAnnotation(pp, macro, position, frame);
  }
  expander.frameTop = frame;
  expander.stackTop = stackTop;
  expander.position = position;
  expander.line = line;
  return invoked;
}

/** Looks for `(` behind the name of a function-like macro and reads the arguments (C11 6.10.3p10). */
function findArguments(pp: Preprocessor, macro: Macro, position: number): boolean {
  const expander = pp.expander;
  expander.preventExpansion++;
  expander.parsingArguments = 1;
  let padding = -1;
  let held: number[] | null = null;
  let token = nextToken(pp);
  for (; token < FIRST_TOKEN && token !== EOF_TOKEN; token = nextToken(pp)) {
    if (token === MARKER) {
      held ??= [];
      held.push(expander.position);
    } else if (padding <= 0 || (padding === PADDING_TIGHT && token === PADDING_NULL)) padding = token;
  }
  let invoked = false;
  if (token >>> PACK_SHIFT === OPEN) {
    expander.parsingArguments = 2;
    invoked = collectArguments(pp, macro, position);
  } else if (token !== EOF_TOKEN) backUp(pp);
  expander.preventExpansion--;
  expander.parsingArguments = 0;
  if (held !== null || (!invoked && padding !== -1)) pushHeld(pp, invoked ? -1 : padding, held ?? []);
  return invoked;
}

/** Gives back paddings and markers that stood between a macro's name and what follows. */
function pushHeld(pp: Preprocessor, padding: number, markers: readonly number[]): void {
  const expander = pp.expander;
  const start = expander.top;
  reserveContext(pp, markers.length + 1);
  if (padding !== -1) appendPacked(expander, padding, 0, 0);
  for (const marker of markers) appendPacked(expander, MARKER, marker, 0);
  pushContext(pp, null, start);
}

function pushReplacement(pp: Preprocessor, macro: Macro, frame: number, line: number): void {
  if (macro.plain) pushBody(pp, macro, line);
  else pushContext(pp, macro, substitute(pp, macro, frame, line));
}

/** Pushes the replacement list as it stands in the definition. */
function pushBody(pp: Preprocessor, macro: Macro, line: number): void {
  const start = pp.expander.top;
  appendBody(pp, macro.bodyStart, macro.bodyEnd, line);
  pushContext(pp, macro, start);
}

/** Appends a range of `definitions` to the memory of the contexts. */
export function appendBody(pp: Preprocessor, from: number, end: number, line: number): void {
  reserveContext(pp, end - from);
  const { expander } = pp;
  const { tokens, positions, lines } = expander;
  const { spellings, flags, positions: spelledAt } = pp.definitions;
  let top = expander.top;
  for (let index = from; index < end; index++, top++) {
    // The flags of a replacement list are LeadingSpace (1) or nothing.
    tokens[top] = ((spellings[index] as number) << PACK_SHIFT) | (flags[index] as number);
    positions[top] = spelledAt[index] as number;
    lines[top] = line;
  }
  expander.top = top;
}

/** Pushes the tokens from `start` to the top of the memory as a context; `macro` is disabled while it lasts. */
export function pushContext(pp: Preprocessor, macro: Macro | null, start: number): void {
  const expander = pp.expander;
  const depth = ++expander.depth;
  if (depth >= expander.starts.length) growContexts(expander);
  expander.starts[depth] = start;
  expander.cursors[depth] = start;
  expander.ends[depth] = expander.top;
  expander.isArgument[depth] = 0;
  expander.macros[depth] = macro;
  if (macro !== null) pp.nodes[macro.spelling] = (pp.nodes[macro.spelling] as number) | Node.Disabled;
}

/** Ends the uppermost context. */
export function popContext(pp: Preprocessor): void {
  const expander = pp.expander;
  const depth = expander.depth--;
  const macro = expander.macros[depth];
  if (macro !== null && macro !== undefined) {
    pp.nodes[macro.spelling] = (pp.nodes[macro.spelling] as number) & ~Node.Disabled;
  }
  expander.top = expander.starts[depth] as number;
}

/** Appends one token to the memory of the contexts, in which there must be room. */
export function appendPacked(expander: Expander, token: number, position: number, line: number): void {
  const top = expander.top++;
  expander.tokens[top] = token;
  expander.positions[top] = position;
  expander.lines[top] = line;
}

/** Makes room for `count` more tokens in the memory of the contexts, and counts them as work. */
export function reserveContext(pp: Preprocessor, count: number): void {
  const expander = pp.expander;
  expander.work += count + 1;
  if (expander.work > pp.limits.expansionTokens) failMacroBomb(pp);
  if (expander.top + count <= expander.tokens.length) return;
  const size = Math.max(expander.top + count, expander.tokens.length * 2);
  expander.tokens = grown(expander.tokens, new Uint32Array(size));
  expander.positions = grown(expander.positions, new Uint32Array(size));
  expander.lines = grown(expander.lines, new Uint32Array(size));
}

/** Makes room for `count` more tokens on the stack of arguments, and counts them as work. */
export function reserveStack(pp: Preprocessor, count: number): void {
  const expander = pp.expander;
  expander.work += count;
  if (expander.work > pp.limits.expansionTokens) failMacroBomb(pp);
  if (expander.stackTop + count <= expander.stackTokens.length) return;
  const size = Math.max(expander.stackTop + count, expander.stackTokens.length * 2);
  expander.stackTokens = grown(expander.stackTokens, new Uint32Array(size));
  expander.stackPositions = grown(expander.stackPositions, new Uint32Array(size));
  expander.stackLines = grown(expander.stackLines, new Uint32Array(size));
}

export function failMacroBomb(pp: Preprocessor): never {
  fail(
    pp,
    "macro-expansion-too-large",
    `the expansion of this macro needs more than ${pp.limits.expansionTokens} tokens`,
    pp.expander.invocation,
    "look for macros that use each other several times over",
  );
}

function growContexts(expander: Expander): void {
  const size = expander.starts.length * 2;
  expander.starts = grown(expander.starts, new Int32Array(size));
  expander.cursors = grown(expander.cursors, new Int32Array(size));
  expander.ends = grown(expander.ends, new Int32Array(size));
  expander.isArgument = grown(expander.isArgument, new Uint8Array(size));
}

/** Leaves a marker for an annotation macro, where the text is output and not in a directive. */
function noteAnnotation(pp: Preprocessor, macro: Macro, position: number, frame: number): void {
  if (((pp.nodes[macro.spelling] as number) & Node.Annotation) === 0 || pp.inDirective) return;
  const args = frame < 0 ? "" : argumentsText(pp, macro, frame);
  pushMarker(pp, { kind: "annotation", name: macro.name, args, position: position as Position });
}

/** Pushes a context that is nothing but a marker. */
export function pushMarker(pp: Preprocessor, marker: Marker): void {
  const start = pp.expander.top;
  reserveContext(pp, 1);
  appendPacked(pp.expander, MARKER, pp.markers.push(marker) - 1, 0);
  pushContext(pp, null, start);
}

/** Forgets all contexts, after an error in the middle of an expansion. */
export function resetExpander(pp: Preprocessor): void {
  const expander = pp.expander;
  while (expander.depth > 0) popContext(pp);
  expander.top = 0;
  expander.stackTop = 0;
  expander.frameTop = 0;
  expander.preventExpansion = 0;
  expander.parsingArguments = 0;
  expander.argumentDepth = 0;
  expander.work = 0;
  expander.text = 0;
}
