/**
 * The directives of one file (C11 6.10p1): where each stands, and where the group that a conditional opens
 * or continues is ended (6.10.1), so that a skipped group costs nothing. Include guards are recognised here.
 */
import type { SpellingId } from "../support/interner.js";
import { type ColumnPool, keepBytes, keepWords } from "./columns.js";
import { known } from "./known-spellings.js";
import { type DirectiveIndex, DirectiveKind, NO_DIRECTIVE } from "./lexed-file.js";
import type { SpellingTable } from "./spellings.js";
import { grown } from "./token-list.js";
import { TokenKind } from "./tokens.js";

/** A growing list of directives; the last may still be open. */
export interface DirectiveList {
  count: number;
  kinds: Uint8Array;
  hashes: Uint32Array;
  ends: Uint32Array;
  next: Uint32Array;
}

export function makeDirectiveList(): DirectiveList {
  const size = 1 << 2;
  const columns = { hashes: new Uint32Array(size), ends: new Uint32Array(size), next: new Uint32Array(size) };
  return { count: 0, kinds: new Uint8Array(size), ...columns };
}

export function resetDirectives(list: DirectiveList): void {
  list.count = 0;
}

/** Begins a directive at the `#` that is token `hash`. */
export function addDirective(list: DirectiveList, hash: number): void {
  if (list.count === list.kinds.length) grow(list);
  list.kinds[list.count] = DirectiveKind.Null;
  list.hashes[list.count] = hash;
  list.count++;
}

/** Ends the open directive's line before token `end`. */
export function endDirective(list: DirectiveList, end: number): void {
  list.ends[list.count - 1] = end;
}

const KINDS: ReadonlyMap<number, DirectiveKind> = new Map<number, DirectiveKind>([
  [known("if"), DirectiveKind.If],
  [known("ifdef"), DirectiveKind.Ifdef],
  [known("ifndef"), DirectiveKind.Ifndef],
  [known("elif"), DirectiveKind.Elif],
  [known("elifdef"), DirectiveKind.Elifdef],
  [known("elifndef"), DirectiveKind.Elifndef],
  [known("else"), DirectiveKind.Else],
  [known("endif"), DirectiveKind.Endif],
  [known("define"), DirectiveKind.Define],
  [known("undef"), DirectiveKind.Undef],
  [known("include"), DirectiveKind.Include],
  [known("include_next"), DirectiveKind.IncludeNext],
  [known("import"), DirectiveKind.Import],
  [known("error"), DirectiveKind.Error],
  [known("warning"), DirectiveKind.Warning],
  [known("line"), DirectiveKind.Line],
  [known("pragma"), DirectiveKind.Pragma],
  [known("ident"), DirectiveKind.Ident],
  [known("sccs"), DirectiveKind.Ident],
  [known("assert"), DirectiveKind.Assert],
  [known("unassert"), DirectiveKind.Assert],
]);

/** Sets the kind of the open directive from the token behind its `#`. */
export function nameDirective(list: DirectiveList, spelling: number, table: SpellingTable): DirectiveKind {
  const isNumber = table.kinds[spelling] === TokenKind.Number;
  const kind = isNumber ? DirectiveKind.LineMarker : (KINDS.get(spelling) ?? DirectiveKind.Unknown);
  list.kinds[list.count - 1] = kind;
  return kind;
}

function grow(list: DirectiveList): void {
  const size = list.kinds.length * 2;
  list.kinds = grown(list.kinds, new Uint8Array(size));
  list.hashes = grown(list.hashes, new Uint32Array(size));
  list.ends = grown(list.ends, new Uint32Array(size));
  list.next = grown(list.next, new Uint32Array(size));
}

/** Links the conditional directives and looks for an include guard. */
export function finishDirectives(
  list: DirectiveList,
  spellings: Uint32Array,
  columns: ColumnPool,
): { index: DirectiveIndex; guard: SpellingId } {
  const { count } = list;
  if (count === list.kinds.length) grow(list);
  list.hashes[count] = spellings.length;
  linkConditionals(list);
  const index: DirectiveIndex = {
    count,
    kinds: keepBytes(columns, list.kinds, count),
    hashes: keepWords(columns, list.hashes, count + 1),
    ends: keepWords(columns, list.ends, count),
    next: keepWords(columns, list.next, count),
  };
  return { index, guard: includeGuard(index, spellings) };
}

function linkConditionals(list: DirectiveList): void {
  const { next } = list;
  const open: number[] = [];
  for (let directive = 0; directive < list.count; directive++) {
    next[directive] = NO_DIRECTIVE;
    const kind = list.kinds[directive] as DirectiveKind;
    if (opensGroups(kind)) open.push(directive);
    else if (continuesGroups(kind) || kind === DirectiveKind.Endif) {
      const group = open.pop();
      if (group === undefined) continue;
      next[group] = directive;
      if (kind !== DirectiveKind.Endif) open.push(directive);
    }
  }
}

/** `#if` and its kin. */
export function opensGroups(kind: DirectiveKind): boolean {
  return kind >= DirectiveKind.If && kind <= DirectiveKind.Ifndef;
}

/** `#elif` and its kin, and `#else`. */
export function continuesGroups(kind: DirectiveKind): boolean {
  return kind >= DirectiveKind.Elif && kind <= DirectiveKind.Else;
}

/** The `#endif` of the groups that `directive` is one of; the number of directives when there is none. */
export function endOfGroups({ kinds, next, count }: DirectiveIndex, directive: number): number {
  let at = directive;
  while (at < count && kinds[at] !== DirectiveKind.Endif) at = Math.min(next[at] as number, count);
  return at;
}

const NOT = known("!");
const DEFINED = known("defined");
const OPEN = known("(");
const CLOSE = known(")");

/**
 * The macro X of a file that is nothing but `#ifndef X … #endif` (or `#if !defined X`), without `#else` or
 * `#elif` at the outer level (GCC internals, "The Multiple-Include Optimization").
 */
function includeGuard(index: DirectiveIndex, spellings: Uint32Array): SpellingId {
  const none = 0 as SpellingId;
  if (index.count < 2 || index.hashes[0] !== 0) return none;
  const last = index.count - 1;
  if (index.next[0] !== last || index.kinds[last] !== DirectiveKind.Endif) return none;
  if (index.ends[last] !== spellings.length) return none;
  // Token 0 is the `#`.
  const count = index.ends[0] as number;
  const at = (token: number): SpellingId => (spellings[token] ?? 0) as SpellingId;
  if (index.kinds[0] === DirectiveKind.Ifndef) return count === 3 ? at(2) : none;
  if (index.kinds[0] !== DirectiveKind.If || at(2) !== NOT || at(3) !== DEFINED) return none;
  if (count === 5) return at(4);
  return count === 7 && at(4) === OPEN && at(6) === CLOSE ? at(5) : none;
}
