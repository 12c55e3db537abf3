/**
 * Bodies of `static inline` functions are most of what a kernel's headers expand to. Who has no use for them leaves them empty.
 * Most are stepped over. Where that could lose something that changes what follows, a body is read as usual, and what it gave is
 * taken back at its end.
 */

import { continuesGroups, endOfGroups, opensGroups } from "./directive-index.js";
import { effectOf, isHarmless, isInert } from "./effects.js";
import { known } from "./known-spellings.js";
import { DirectiveKind } from "./lexed-file.js";
import { type Macro, Shape } from "./macro.js";
import { type Input, Node, type Preprocessor } from "./state.js";

const OPEN = known("{");
const CLOSE = known("}");
const PAREN_OPEN = known("(");
const PAREN_CLOSE = known(")");
const COMMA = known(",");
const SEMICOLON = known(";");
const STATIC = known("static");
const DIGRAPH_OPEN = known("<%");
const DIGRAPH_CLOSE = known("%>");
const INLINE = known("inline");
const GNU_INLINE = known("__inline");
const GNU_INLINE_TOO = known("__inline__");

/** Makes the preprocessor look at every `{`, and at braces that are spelled otherwise. */
export function watchBodies(pp: Preprocessor): void {
  for (const brace of [OPEN, DIGRAPH_OPEN, DIGRAPH_CLOSE]) pp.nodes[brace] = (pp.nodes[brace] as number) | Node.Body;
}

/** Steps to the end of a body whose `{` has just been read, if it is the body of such a function, and nothing hinders it. */
export function skipBody(pp: Preprocessor, input: Input): void {
  if (input.cursor < input.bodiesFrom || !endsInlineHead(pp)) return;
  const { nodes } = pp;
  const { spellings } = input.lexed;
  // Up to the next directive: it may have the other half of a brace.
  const { limit } = input;
  const walk = makeWalk(pp, input, 1, false);
  for (let at = input.cursor; at < limit; ) {
    const spelling = spellings[at] as number;
    if (nodes[spelling] === 0 && spelling !== CLOSE) {
      at++;
      continue;
    }
    const next = stepOver(walk, at);
    if (next < 0) break;
    if (walk.depth > 0) at = next;
    else {
      pp.counter += walk.counted;
      input.cursor = at;
      return;
    }
  }
  openBody(pp, input);
}

/** Where text is stepped over that is not expanded. */
interface Walk {
  readonly pp: Preprocessor;
  readonly spellings: Uint32Array;
  readonly limit: number;
  /** Braces that are open. */
  depth: number;
  /** Values of `__COUNTER__` that its expansion would take. */
  counted: number;
  /** In arguments that stand for any: macros in them must be closed. */
  isStrict: boolean;
  /** There was a macro whose expansion could make arguments of what follows. */
  isLoose: boolean;
  nesting: number;
}

function makeWalk(pp: Preprocessor, { lexed, limit }: Input, depth: number, isStrict: boolean): Walk {
  return { pp, spellings: lexed.spellings, limit, depth, counted: 0, isStrict, isLoose: false, nesting: 0 };
}

/** Beyond this, arguments in arguments are expanded. */
const MAX_NESTING = 100;

/** Steps over a token, with its arguments if it names a macro; -1 if its expansion could do more than count. */
function stepOver(walk: Walk, at: number): number {
  const { pp, spellings, limit } = walk;
  const spelling = spellings[at] as number;
  if (spelling === OPEN) walk.depth++;
  else if (spelling === CLOSE) walk.depth--;
  const macro = pp.macros[spelling];
  if (macro === undefined) return isHarmless(pp, spelling) ? at + 1 : -1;
  const isCalled = macro.isFunction && at + 1 < limit && spellings[at + 1] === PAREN_OPEN;
  if (!isInert(pp, macro)) return stepOverCounting(walk, macro, at, isCalled);
  if (walk.isStrict && (macro.memory.shape !== Shape.Closed || isCalled !== macro.isFunction)) return -1;
  if (macro.memory.shape === Shape.Open) walk.isLoose = true;
  return isCalled ? stepOverArguments(walk, at + 1, -1) : at + 1;
}

/** As `stepOver` for the name of a macro that is not inert. */
function stepOverCounting(walk: Walk, macro: Macro, at: number, isCalled: boolean): number {
  const { pp } = walk;
  const effect = effectOf(pp, macro);
  if (effect === null || walk.isLoose || isCalled !== macro.isFunction) return -1;
  if (walk.isStrict && !effect.isClosed) return -1;
  let next = at + 1;
  if (isCalled) {
    const { isStrict } = walk;
    walk.isStrict = true;
    next = stepOverArguments(walk, next, macro.parameterIds.length);
    walk.isStrict = isStrict;
  }
  for (const [head, value] of effect.numbered) {
    const spelling = pp.table.interner.find(`${head}${pp.counter + walk.counted + value - 1}`);
    if (spelling !== undefined && pp.macros[spelling] !== undefined) return -1;
  }
  walk.counted += effect.counted;
  return next;
}

/**
 * Steps over arguments that count nothing: who knows how often they are expanded.
 * @param open their parenthesis
 * @param wanted so many arguments, each with a token; -1 for any
 */
function stepOverArguments(walk: Walk, open: number, wanted: number): number {
  const { spellings, limit, counted, depth } = walk;
  if (walk.nesting === MAX_NESTING) return -1;
  walk.nesting++;
  let given = 0;
  let parentheses = 0;
  let start = open + 1;
  for (let at = start; at >= 0 && at < limit && walk.depth >= depth; ) {
    const spelling = spellings[at] as number;
    const isEnd = spelling === PAREN_CLOSE && parentheses === 0;
    if (isEnd || (spelling === COMMA && parentheses === 0)) {
      if (at > start) given++;
      start = at + 1;
      if (isEnd) {
        walk.nesting--;
        return (wanted < 0 || given === wanted) && walk.counted === counted && walk.depth === depth ? start : -1;
      }
    } else if (spelling === PAREN_OPEN) parentheses++;
    else if (spelling === PAREN_CLOSE) parentheses--;
    at = stepOver(walk, at);
  }
  return -1;
}

/** Steps over an invocation in an open body whose name has just been read; whether that could be done. */
export function skipInvocation(pp: Preprocessor, input: Input, index: number): boolean {
  if (pp.body?.input !== input || index >= pp.body.end) return false;
  const walk = makeWalk(pp, input, 0, true);
  const next = stepOver(walk, index);
  if (next < 0) return false;
  pp.counter += walk.counted;
  input.cursor = next;
  return true;
}

/**
 * A body that is read to its end, for what it does to what follows, and is left empty then. One that has to stay after all lacks
 * the invocations that were stepped over: nobody reads what is in it.
 */
export interface OpenBody {
  readonly input: Input;
  /** The token of the file that seems to close it. */
  readonly end: number;
  /** How much there was of everything when it began. */
  readonly tokens: number;
  readonly annotations: number;
  readonly notes: number;
}

/** Begins a body behind its `{`. */
function openBody(pp: Preprocessor, input: Input): void {
  const end = closeOfBody(input);
  // Looking through the same tokens again and again would take too long.
  input.bodiesFrom = end;
  pp.body = { input, end, tokens: pp.out.length, annotations: pp.annotations.length, notes: notesOf(pp) };
  pp.nodes[CLOSE] = (pp.nodes[CLOSE] as number) | Node.Body;
}

/** The brace that closes a body, if each group of a conditional has as many that open as close; else any token behind it. */
function closeOfBody({ lexed, directive, cursor }: Input): number {
  const { spellings, directives } = lexed;
  const { kinds, hashes, ends, count } = directives;
  const outside: number[] = [];
  let depth = 1;
  let at = cursor;
  for (let next = directive; ; next++) {
    for (const limit = hashes[next] as number; at < limit; at++) {
      const spelling = spellings[at] as number;
      if (spelling === OPEN) depth++;
      else if (spelling === CLOSE && --depth === 0) return at;
    }
    if (next >= count) return at;
    const kind = kinds[next] as DirectiveKind;
    if (opensGroups(kind)) outside.push(depth);
    else if (kind === DirectiveKind.Endif) outside.pop();
    else if (continuesGroups(kind)) {
      if (outside.length === 0) next = endOfGroups(directives, next);
      depth = outside.at(-1) ?? depth;
    }
    at = ends[next] ?? spellings.length;
  }
}

/** At a `}` of the text: empties the open body that it closes, if that was nothing but a body. */
export function closeBody(pp: Preprocessor, input: Input, index: number): void {
  const { body, out } = pp;
  if (body?.input !== input || index < body.end) return;
  pp.body = null;
  pp.nodes[CLOSE] = (pp.nodes[CLOSE] as number) & ~Node.Body;
  if (index !== body.end || notesOf(pp) !== body.notes || !isBalanced(pp, body.tokens)) return;
  out.length = body.tokens;
  pp.annotations.length = body.annotations;
}

/** What text can leave behind besides tokens, and has its place among them. */
function notesOf(pp: Preprocessor): number {
  return pp.history.length + pp.pragmas.length;
}

/** Whether each brace from a token of the stream on has its partner there. */
function isBalanced({ out }: Preprocessor, from: number): boolean {
  const { spellings, length } = out;
  let depth = 0;
  for (let at = from; at < length; at++) {
    const spelling = spellings[at] as number;
    if (spelling === OPEN) depth++;
    else if (spelling === CLOSE && --depth < 0) return false;
    else if (spelling === DIGRAPH_OPEN || spelling === DIGRAPH_CLOSE) return false;
  }
  return depth === 0;
}

/** Whether the last tokens of the stream are `static … inline … ) {`, without anything between that ends a declaration. */
function endsInlineHead({ out }: Preprocessor): boolean {
  const { spellings, length } = out;
  if (spellings[length - 2] !== PAREN_CLOSE) return false;
  let isInline = false;
  for (let at = length - 3; at >= 0; at--) {
    const spelling = spellings[at] as number;
    if (spelling === STATIC) return isInline;
    if (spelling === SEMICOLON || spelling === OPEN || spelling === CLOSE) return false;
    if (spelling === INLINE || spelling === GNU_INLINE || spelling === GNU_INLINE_TOO) isInline = true;
  }
  return false;
}
