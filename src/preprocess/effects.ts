/**
 * What expanding a macro changes besides the tokens in its place: whether nothing, or how far it moves `__COUNTER__`. Bodies of
 * functions that nobody needs can be stepped over without being expanded, if that is known of the macros in them.
 */
import { FatalError } from "../support/diagnostics.js";
import { NO_POSITION } from "../support/source.js";
import { ELSEWHERE } from "./builtins.js";
import { appendPacked, nextToken, pushContext, reserveContext, resetExpander } from "./expand.js";
import { known } from "./known-spellings.js";
import { type Macro, Shape } from "./macro.js";
import { EOF_TOKEN, FIRST_TOKEN, PACK_SHIFT, PACKED_NO_EXPAND } from "./packed.js";
import { Builtin, Node, type Preprocessor } from "./state.js";

const BRACE_OPEN = known("{");
const BRACE_CLOSE = known("}");
const DIGRAPH_OPEN = known("<%");
const DIGRAPH_CLOSE = known("%>");
const OPEN = known("(");
const CLOSE = known(")");
const COMMA = known(",");
const PASTES: ReadonlySet<number> = new Set([known("##"), known("%:%:")]);
const ARGUMENT = known("any argument");

/** What an invocation does to what follows, whatever its arguments are, if these do nothing. */
export interface Effect {
  /** How many values of `__COUNTER__` it takes. */
  readonly counted: number;
  /** Names that it spells with such values: pairs of what is before the number, and which of the values it is, from 1. */
  readonly numbered: readonly (readonly [head: string, value: number])[];
  /** Its shape is closed, if the arguments' are. */
  readonly isClosed: boolean;
}

/** Whether a token can have no effect but through arguments that follow. */
export function isHarmless(pp: Preprocessor, spelling: number, depth = 0): boolean {
  const node = pp.nodes[spelling] as number;
  if ((node & Node.Macro) === 0)
    return (node & Node.Poisoned) === 0 && spelling !== DIGRAPH_OPEN && spelling !== DIGRAPH_CLOSE;
  const macro = pp.macros[spelling];
  return macro !== undefined && isInert(pp, macro, depth);
}

/**
 * Whether expanding a macro can change nothing but the tokens in its place, and no brace's partner: no `__COUNTER__`, no
 * `_Pragma`, no braces that do not match, and no `##`, which could make any of them.
 */
export function isInert(pp: Preprocessor, macro: Macro, depth = 0): boolean {
  const { memory } = macro;
  if (memory.inertChanges === pp.inertChanges) return memory.isInert;
  if (macro.builtin !== Builtin.None) {
    memory.shape = Shape.Closed;
    return macro.builtin === Builtin.Line || macro.builtin === Builtin.File;
  }
  if (depth === MAX_DEPTH) return false;
  // What its replacement leads back to is not expanded again, but who asks on the way does not know that.
  memory.inertChanges = pp.inertChanges;
  memory.isInert = false;
  memory.shape = Shape.Open;
  memory.effect = undefined;
  judge(pp, macro, depth);
  return memory.isInert;
}

/** Macros that lead to each other through more steps than this are not looked into. */
const MAX_DEPTH = 200;

/** Sets `isInert` and `shape` from the replacement list. */
function judge(pp: Preprocessor, macro: Macro, depth: number): void {
  const { spelling: own, definitions, bodyStart, bodyEnd, memory } = macro;
  const { spellings } = definitions;
  let braces = 0;
  let parentheses = 0;
  let isBalanced = true;
  let isOne = !macro.variadic;
  let spells = false;
  for (let at = bodyStart; at < bodyEnd; at++) {
    const spelling = spellings[at] as number;
    // What a definition of this name would be, nobody knows yet.
    pp.consulted.add(spelling);
    if (spelling === BRACE_OPEN) braces++;
    else if (spelling === BRACE_CLOSE) braces--;
    else if (spelling === OPEN) parentheses++;
    else if (spelling === CLOSE) parentheses--;
    if (braces < 0 || PASTES.has(spelling)) return;
    if (parentheses < 0) isBalanced = false;
    if (spelling === COMMA && parentheses === 0) isOne = false;
    if (spelling === own) continue;
    if (!isHarmless(pp, spelling, depth + 1)) return;
    const named = pp.macros[spelling];
    if (named === undefined) spells ||= !macro.parameterIds.includes(spelling as Macro["spelling"]);
    else {
      const isCalled = at + 1 < bodyEnd && spellings[at + 1] === OPEN;
      if (named.memory.shape === Shape.Open || (named.isFunction && !isCalled)) isBalanced = false;
      if (named.memory.shape !== Shape.Closed) isOne = false;
    }
  }
  memory.isInert = braces === 0;
  if (isBalanced && parentheses === 0) memory.shape = isOne && spells ? Shape.Closed : Shape.Balanced;
}

/** The effect of a macro that is not inert; null when it cannot be told, or depends on the arguments. */
export function effectOf(pp: Preprocessor, macro: Macro): Effect | null {
  const { memory } = macro;
  if (memory.effect === undefined) memory.effect = measured(pp, macro);
  return memory.effect;
}

/** Expands an invocation with arguments that stand for any, and sees what that does. */
function measured(pp: Preprocessor, macro: Macro): Effect | null {
  const { input, inDirective, counter, elsewhere, diagnostics } = pp;
  if (macro.variadic || diagnostics.length >= pp.limits.diagnostics || !consult(pp, macro)) return null;
  const known = diagnostics.length;
  const measure: Measure = { numbered: [], isBad: false };
  pp.input = null;
  pp.inDirective = true;
  pp.elsewhere = true;
  pp.counter = 0;
  pp.measure = measure;
  let effect: Effect | null = null;
  try {
    const isClosed = expandInvocation(pp, macro);
    const isGood = isClosed !== null && !measure.isBad && diagnostics.length === known;
    if (isGood) effect = { counted: pp.counter, numbered: measure.numbered, isClosed };
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
  }
  diagnostics.length = known;
  resetExpander(pp);
  pp.measure = null;
  pp.counter = counter;
  pp.elsewhere = elsewhere;
  pp.inDirective = inDirective;
  pp.input = input;
  return effect;
}

/** What is seen while an invocation is measured. */
export interface Measure {
  readonly numbered: (readonly [head: string, value: number])[];
  isBad: boolean;
}

/** Expands `macro(any argument, …)`. Whether the result is closed; null for one that could go together with what follows it. */
function expandInvocation(pp: Preprocessor, macro: Macro): boolean | null {
  const { expander } = pp;
  const count = macro.parameterIds.length;
  const start = expander.top;
  const append = (spelling: number): void => appendPacked(expander, spelling << PACK_SHIFT, NO_POSITION, NO_POSITION);
  expander.work = 0;
  expander.text = 0;
  reserveContext(pp, 2 * count + 3);
  append(macro.spelling);
  if (macro.isFunction) {
    append(OPEN);
    for (let index = 0; index < count; index++) {
      if (index > 0) append(COMMA);
      append(ARGUMENT);
    }
    append(CLOSE);
  }
  pushContext(pp, null, start);
  let braces = 0;
  let parentheses = 0;
  let isClosed = false;
  let isOpen = false;
  for (let token = nextToken(pp); token !== EOF_TOKEN; token = nextToken(pp)) {
    if (token < FIRST_TOKEN) continue;
    const spelling = token >>> PACK_SHIFT;
    isClosed = true;
    if (spelling === BRACE_OPEN) braces++;
    else if (spelling === BRACE_CLOSE) braces--;
    else if (spelling === OPEN) parentheses++;
    else if (spelling === CLOSE) parentheses--;
    if (parentheses < 0 || (spelling === COMMA && parentheses === 0)) isOpen = true;
    if (braces < 0 || spelling === DIGRAPH_OPEN || spelling === DIGRAPH_CLOSE) return null;
    // The name of a function-like macro without arguments.
    if (((pp.nodes[spelling] as number) & Node.Macro) !== 0 && (token & PACKED_NO_EXPAND) === 0) return null;
  }
  return braces === 0 ? isClosed && !isOpen && parentheses === 0 : null;
}

/** Notes all names that a macro can lead to; false where one of them has effects that are not measured. */
function consult(pp: Preprocessor, macro: Macro): boolean {
  const pending = [macro];
  const seen = new Set(pending);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.builtin !== Builtin.None && !MEASURED.has(next.builtin)) return false;
    for (let at = next.bodyStart; at < next.bodyEnd; at++) {
      const spelling = next.definitions.spellings[at] as number;
      pp.consulted.add(spelling);
      const named = pp.macros[spelling];
      if (named === undefined || seen.has(named)) continue;
      seen.add(named);
      pending.push(named);
    }
  }
  return true;
}

const MEASURED: ReadonlySet<Builtin> = new Set([Builtin.Line, Builtin.File, Builtin.Counter]);

/** Notes that `##` made `result` while an invocation is measured. With an argument it makes no token at all. */
export function notePaste(pp: Preprocessor, measure: Measure, left: number, right: number, result: number): void {
  const { interner } = pp.table;
  const head = interner.text(left as Macro["spelling"]);
  const tail = interner.text(right as Macro["spelling"]);
  pp.consulted.add(result);
  const named = pp.macros[result];
  if (named !== undefined && !consult(pp, named)) measure.isBad = true;
  if (!hasNumber(head) && !hasNumber(tail)) return;
  // Values of `__COUNTER__` come after the number that stands for those of `__LINE__`.
  const value = Number(tail) - ELSEWHERE;
  if (value > 0 && !hasNumber(head)) measure.numbered.push([head, value]);
  else measure.isBad = true;
}

/** Whether a spelling holds a number that a built-in macro gave while an invocation was measured. */
function hasNumber(text: string): boolean {
  return /2000[0-9]{6}/.test(text);
}
