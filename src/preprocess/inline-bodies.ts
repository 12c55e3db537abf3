/**
 * Bodies of `static inline` functions are most of what a kernel's headers expand to. Who has no use for them leaves them empty:
 * nothing in them is expanded, unless that could change what follows.
 */
import { known } from "./known-spellings.js";
import type { Macro } from "./macro.js";
import { Builtin, type Input, Node, type Preprocessor } from "./state.js";

const OPEN = known("{");
const CLOSE = known("}");
const PAREN_CLOSE = known(")");
const SEMICOLON = known(";");
const STATIC = known("static");
const PASTES: ReadonlySet<number> = new Set([known("##"), known("%:%:")]);
const DIGRAPHS: ReadonlySet<number> = new Set([known("<%"), known("%>")]);
const INLINE: ReadonlySet<number> = new Set([known("inline"), known("__inline"), known("__inline__")]);

/** Makes the preprocessor look at every `{`. */
export function watchBodies(pp: Preprocessor): void {
  pp.nodes[OPEN] = (pp.nodes[OPEN] as number) | Node.Body;
}

/** Steps to the end of a body whose `{` has just been read, if it is the body of such a function, and nothing hinders it. */
export function skipBody(pp: Preprocessor, input: Input): void {
  if (input.cursor < input.bodiesFrom || !endsInlineHead(pp)) return;
  const { spellings } = input.lexed;
  let depth = 1;
  let at = input.cursor;
  // Up to the next directive: it may have the other half of a brace.
  for (; at < input.limit; at++) {
    const spelling = spellings[at] as number;
    if (spelling === OPEN) depth++;
    else if (spelling === CLOSE) depth--;
    else if (!isHarmless(pp, spelling)) break;
    if (depth > 0) continue;
    input.cursor = at;
    return;
  }
  // Looking through the same tokens again and again would take too long.
  input.bodiesFrom = at;
}

/** Whether the last tokens of the stream are `static … inline … ) {`, without anything between that ends a declaration. */
function endsInlineHead({ out }: Preprocessor): boolean {
  const { spellings, length } = out;
  if (spellings[length - 2] !== PAREN_CLOSE) return false;
  for (let at = length - 3; at >= 0; at--) {
    const spelling = spellings[at] as number;
    if (spelling === STATIC) return spellings.subarray(at, length).some((one) => INLINE.has(one));
    if (spelling === SEMICOLON || spelling === OPEN || spelling === CLOSE) return false;
  }
  return false;
}

function isHarmless(pp: Preprocessor, spelling: number): boolean {
  const node = pp.nodes[spelling] as number;
  if ((node & Node.Macro) === 0) return (node & Node.Poisoned) === 0 && !DIGRAPHS.has(spelling);
  const macro = pp.macros[spelling];
  return macro !== undefined && isInert(pp, macro);
}

/**
 * Whether expanding a macro can change nothing but the tokens in its place, and no brace's partner: no `__COUNTER__`, no
 * `_Pragma`, no braces that do not match, and no `##`, which could make any of them.
 */
function isInert(pp: Preprocessor, macro: Macro): boolean {
  if (macro.inertChanges === pp.inertChanges) return macro.isInert;
  if (macro.builtin !== Builtin.None) return macro.builtin === Builtin.Line || macro.builtin === Builtin.File;
  // What its replacement leads back to is not expanded again, but who asks on the way does not know that.
  macro.inertChanges = pp.inertChanges;
  macro.isInert = false;
  macro.isInert = hasInertBody(pp, macro);
  return macro.isInert;
}

function hasInertBody(pp: Preprocessor, { spelling: own, definitions, bodyStart, bodyEnd }: Macro): boolean {
  let depth = 0;
  for (let at = bodyStart; at < bodyEnd; at++) {
    const spelling = definitions.spellings[at] as number;
    if (spelling === OPEN) depth++;
    else if (spelling === CLOSE) depth--;
    if (depth < 0 || PASTES.has(spelling)) return false;
    // What a definition of this name would be, nobody knows yet.
    pp.consulted.add(spelling);
    if (spelling !== own && !isHarmless(pp, spelling)) return false;
  }
  return depth === 0;
}
