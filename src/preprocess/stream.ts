/** Translation phase 4 (C11 5.1.1.2p1): the main loop, from files to the token stream. */
import { checkConditionals } from "./directives.js";
import { enterMacro, nextToken, reportPoisoned } from "./expand.js";
import { closeBody, skipBody, skipInvocation } from "./inline-bodies.js";
import { known } from "./known-spellings.js";
import type { MacroMemory } from "./macro.js";
import {
  FIRST_TOKEN,
  isSpaced,
  MARKER,
  PACK_SHIFT,
  PACKED_SPACE,
  paddingFor,
  padSpacing,
  type Spacing,
} from "./packed.js";
import { keepPragma } from "./pragma.js";
import { fail } from "./problems.js";
import { type Input, Node, type Preprocessor } from "./state.js";
import { pushToken, reserveTokens } from "./token-list.js";
import { TokenFlag } from "./tokens.js";

const OPEN = known("{");
const CLOSE = known("}");

/** Reads the file on top of the include stack, and all that it includes, to its end. */
export function readToEnd(pp: Preprocessor): void {
  const outer = pp.input?.parent ?? null;
  while (pp.input !== null && pp.input !== outer) {
    const input = pp.input;
    copyText(pp, input);
    if (pp.input !== input || input.cursor < input.limit) continue;
    if (input.directive < input.lexed.directives.count) pp.obeyDirective(pp, input);
    else {
      checkConditionals(pp, input);
      pp.input = input.parent;
    }
  }
}

/** Copies the tokens up to the next directive and expands the macros among them. */
function copyText(pp: Preprocessor, input: Input): void {
  const { spellings, flags, offsets } = input.lexed;
  const { out, nodes } = pp;
  const { base } = input;
  const kindOf = pp.table.kinds;
  reserveTokens(out, input.limit - input.cursor);
  if (out.length + input.limit - input.cursor > pp.limits.unitTokens) failSize(pp, base + (offsets[input.cursor] ?? 0));
  const { kinds, spellings: copies, flags: copiedFlags, positions, expansions } = out;
  let length = out.length;
  let cursor = input.cursor;
  const limit = input.limit;
  for (; cursor < limit; cursor++) {
    const spelling = spellings[cursor] as number;
    if (nodes[spelling] !== 0) {
      out.length = length;
      input.cursor = cursor + 1;
      readName(pp, input, cursor);
      return;
    }
    const position = base + (offsets[cursor] as number);
    kinds[length] = kindOf[spelling] as number;
    copies[length] = spelling;
    copiedFlags[length] = flags[cursor] as number;
    positions[length] = position;
    expansions[length] = position;
    length++;
  }
  out.length = length;
  input.cursor = cursor;
}

function failSize(pp: Preprocessor, position: number): never {
  fail(pp, "unit-too-large", `the translation unit has more than ${pp.limits.unitTokens} tokens`, position);
}

/** A token whose spelling means something: a macro's name, a poisoned one, a brace of a body. */
function readName(pp: Preprocessor, input: Input, index: number): void {
  const spelling = input.lexed.spellings[index] as number;
  const flags = input.lexed.flags[index] as number;
  const position = input.base + (input.lexed.offsets[index] as number);
  const node = pp.nodes[spelling] as number;
  if ((node & Node.Poisoned) !== 0) reportPoisoned(pp, spelling, position);
  if ((node & Node.Macro) === 0) {
    if (spelling === CLOSE) closeBody(pp, input, index);
    pushToken(pp.out, spelling, flags, position, position);
    if (spelling === OPEN) skipBody(pp, input);
    return;
  }
  if (pp.body !== null && skipInvocation(pp, input, index)) return;
  expandInText(pp, (spelling << PACK_SHIFT) | (flags & TokenFlag.LeadingSpace), flags, position);
}

/** Expands the macro that a token of the text names, up to the point where the text itself goes on. */
function expandInText(pp: Preprocessor, name: number, nameFlags: number, position: number): void {
  const macro = pp.macros[name >>> PACK_SHIFT];
  const memory = macro?.memory;
  if (memory?.copyChanges === pp.changes && memory.copyFlags === nameFlags) return copyExpansion(pp, memory, position);
  const { expander, out } = pp;
  const start = out.length;
  const notes = notesOf(pp);
  expander.position = position;
  expander.line = position;
  expander.invocation = position;
  expander.dependent = false;
  expander.work = 0;
  expander.text = 0;
  expand(pp, name, nameFlags, position);
  if (out.length > pp.limits.unitTokens) failSize(pp, position);
  // What stands in a body may be taken back.
  if (memory === undefined || pp.body !== null || expander.dependent || notesOf(pp) !== notes) return;
  memory.copyStart = start;
  memory.copyEnd = out.length;
  memory.copyFlags = nameFlags;
  memory.copyChanges = pp.changes;
}

/** What an expansion gives besides tokens: how much of it there is. */
function notesOf(pp: Preprocessor): number {
  return pp.annotations.length + pp.pragmas.length + pp.diagnostics.length;
}

function expand(pp: Preprocessor, name: number, nameFlags: number, position: number): void {
  const { expander, out } = pp;
  // The first token of the line stays the first.
  let lineStart = nameFlags & TokenFlag.LineStart;
  let spacing: Spacing = 0;
  if (enterMacro(pp, name)) spacing = padSpacing(0, paddingFor(name));
  else {
    pushToken(out, name >>> PACK_SHIFT, nameFlags, position, position);
    lineStart = 0;
  }
  while (expander.depth > 0) {
    const token = nextToken(pp);
    if (token >= FIRST_TOKEN) {
      const flags = lineStart | (isSpaced(spacing, token) ? PACKED_SPACE : 0);
      pushToken(out, token >>> PACK_SHIFT, flags, expander.position, position);
      spacing = 0;
      lineStart = 0;
      copyContext(pp, position);
    } else if (token === MARKER) keepMarker(pp, expander.position);
    else spacing = padSpacing(spacing, token);
  }
}

/** Copies what the macro expanded to before: nothing that it depends on has changed. Most often that is `inline`. */
function copyExpansion(pp: Preprocessor, memory: MacroMemory, position: number): void {
  const { out } = pp;
  reserveTokens(out, memory.copyEnd - memory.copyStart);
  let length = out.length;
  for (let at = memory.copyStart; at < memory.copyEnd; at++, length++) {
    out.kinds[length] = out.kinds[at] as number;
    out.spellings[length] = out.spellings[at] as number;
    out.flags[length] = out.flags[at] as number;
    out.positions[length] = out.positions[at] as number;
    out.expansions[length] = position;
  }
  out.length = length;
  if (length > pp.limits.unitTokens) failSize(pp, position);
}

/** Copies tokens of the uppermost context up to one that may be a macro, or none. */
function copyContext(pp: Preprocessor, position: number): void {
  const { expander, out, nodes } = pp;
  const { depth, tokens, positions } = expander;
  const kindOf = pp.table.kinds;
  const end = expander.ends[depth] as number;
  let cursor = expander.cursors[depth] as number;
  reserveTokens(out, end - cursor);
  const { kinds, spellings, flags, positions: copies, expansions } = out;
  let length = out.length;
  for (; cursor < end; cursor++) {
    const token = tokens[cursor] as number;
    const spelling = token >>> PACK_SHIFT;
    if (token < FIRST_TOKEN || nodes[spelling] !== 0) break;
    kinds[length] = kindOf[spelling] as number;
    spellings[length] = spelling;
    flags[length] = token & PACKED_SPACE;
    copies[length] = positions[cursor] as number;
    expansions[length] = position;
    length++;
  }
  out.length = length;
  expander.cursors[depth] = cursor;
}

/** Records an annotation or a pragma before the next token of the stream. */
function keepMarker(pp: Preprocessor, index: number): void {
  const marker = pp.markers[index];
  if (marker === undefined) return;
  if (marker.kind === "pragma") keepPragma(pp, marker.start, marker.end, marker.position);
  else {
    const { name, args, position } = marker;
    pp.annotations.push({ name, args, before: pp.out.length, position });
  }
}
