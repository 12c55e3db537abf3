/** What is handed on when the whole input is read, and expansions that later stages ask for. */
import { FatalError } from "../support/diagnostics.js";
import type { SpellingId } from "../support/interner.js";
import { NameTable } from "../support/name-table.js";
import { NO_POSITION, SourceFile } from "../support/source.js";
import { appendPacked, enterMacro, nextToken, pushContext, reserveContext, resetExpander } from "./expand.js";
import { pushText } from "./include.js";
import { known } from "./known-spellings.js";
import {
  EOF_TOKEN,
  FIRST_TOKEN,
  isSpaced,
  MARKER,
  PACK_SHIFT,
  PACKED_SPACE,
  padSpacing,
  type Spacing,
} from "./packed.js";
import { report } from "./problems.js";
import { coverSpellings, type LoggedEvent, type Preprocessor } from "./state.js";
import { pushToken } from "./token-list.js";
import { TokenKind, type TokenRange, tokenPosition, tokenSpelling } from "./tokens.js";
import type { MacroDefinition, PreprocessedUnit } from "./types.js";

/** Tokens that one expansion on demand may have, and tokens it may cost. */
const EXPANSION_LIMIT = 1 << 16;
const EXPANSION_WORK = 1 << 20;

/** Makes the unit of a preprocessor that has read everything. */
export function finishUnit(pp: Preprocessor): PreprocessedUnit {
  reportStrayLiterals(pp);
  const live = liveMacros(pp);
  const limits = { ...pp.limits, expansionTokens: EXPANSION_WORK };
  const demand: Preprocessor = { ...pp, limits, diagnostics: [], onDemand: true };
  return {
    tokens: pp.out,
    spellings: pp.table,
    stamps: pp.cache.files.stamps,
    wasRead: pp.cache.files.wasRead,
    sources: pp.sources,
    macros: { live, history: pp.history },
    annotations: pp.annotations,
    pragmas: pp.pragmas,
    files: pp.files,
    diagnostics: pp.diagnostics,
    expandMacro: (name) => expandOnDemand(demand, beginMacro(name)),
    expandMacroElsewhere: (name) => expandOnDemand({ ...demand, elsewhere: true }, beginMacro(name)),
    expandInvocation: (name, args) => expandOnDemand(demand, beginInvocation(name, args)),
    expandText: (text) => expandOnDemand(demand, beginText(text)),
    commentsOf: (file) => pp.lexedOf.get(file)?.comments ?? new Uint32Array(0),
  };
}

/** The definitions in force at the end, in the order in which they came into force. */
function liveMacros(pp: Preprocessor): NameTable<MacroDefinition> {
  const live = new NameTable<MacroDefinition>(pp.table.interner);
  const { history, macros } = pp;
  // Not by `of`: in a function that runs once, that makes an object for each of its tens of thousands of steps.
  for (let index = 0; index < history.length; index++) {
    const event = history[index] as LoggedEvent;
    if (event.kind === "undef") continue;
    const { definition } = event;
    if (macros[definition.spelling] === definition) live.set(definition.spelling, definition);
  }
  return live;
}

/** Quotes that no quote closes are tokens to the preprocessor (C11 6.4p3), but never valid later. */
function reportStrayLiterals(pp: Preprocessor): void {
  const { out } = pp;
  if (![...pp.lexedOf.values()].some((lexed) => lexed.hasStrayLiteral)) return;
  for (let index = 0; index < out.length; index++) {
    if (out.kinds[index] !== TokenKind.Other) continue;
    const text = pp.table.interner.text(tokenSpelling(out, index));
    const quote = /^(?:u8|[LuU])?R?(["'])/.exec(text)?.[1];
    if (quote === undefined) continue;
    const message = `missing terminating ${quote} character`;
    report(pp, "error", "unterminated-literal", message, tokenPosition(out, index));
  }
}

/** Makes the expander read what is to be expanded; false when there is no such thing. */
type Begin = (pp: Preprocessor) => boolean;

/** The replacement of an object-like macro, scanned again. */
function beginMacro(name: string): Begin {
  return (pp) => {
    const spelling = pp.table.interner.find(name);
    const macro = spelling === undefined ? undefined : pp.macros[spelling];
    if (macro === undefined || macro.isFunction) return false;
    pp.expander.position = macro.position | 0;
    pp.expander.line = macro.position | 0;
    return enterMacro(pp, macro.spelling << PACK_SHIFT);
  };
}

const OPEN = known("(");
const CLOSE = known(")");
const COMMA = known(",");

/** `name(args)`, as it would stand in no file. */
function beginInvocation(name: SpellingId, args: readonly SpellingId[]): Begin {
  return (pp) => {
    coverSpellings(pp);
    const { expander } = pp;
    const start = expander.top;
    const append = (spelling: SpellingId): void =>
      appendPacked(expander, spelling << PACK_SHIFT, NO_POSITION, NO_POSITION);
    reserveContext(pp, 2 * args.length + 3);
    append(name);
    append(OPEN);
    for (let index = 0; index < args.length; index++) {
      if (index > 0) append(COMMA);
      append(args[index] as SpellingId);
    }
    append(CLOSE);
    pushContext(pp, null, start);
    return true;
  };
}

function beginText(text: string): Begin {
  return (pp) => {
    const input = pushText(pp, new SourceFile("<expansion>", "<expansion>", text));
    input.limit = input.lexed.count;
    return true;
  };
}

/** The expansion as if it stood at the end of the unit; null when it has none within the limits. */
function expandOnDemand(pp: Preprocessor, begin: Begin): TokenRange | null {
  const start = pp.expanded.length;
  const { counter } = pp;
  pp.diagnostics.length = 0;
  pp.inDirective = true;
  let range: TokenRange | null = null;
  try {
    if (begin(pp) && copyExpansion(pp) && pp.diagnostics.every((diagnostic) => diagnostic.severity !== "error")) {
      range = { buffer: pp.expanded, start, end: pp.expanded.length };
    }
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
  }
  if (range === null) pp.expanded.length = start;
  resetExpander(pp);
  pp.counter = counter;
  pp.input = null;
  return range;
}

/** Copies what the expander gives to the buffer of expansions; false when it is too much. */
function copyExpansion(pp: Preprocessor): boolean {
  const { expander } = pp;
  const out = pp.expanded;
  const end = out.length + EXPANSION_LIMIT;
  let spacing: Spacing = 0;
  for (let token = nextToken(pp); token !== EOF_TOKEN; token = nextToken(pp)) {
    if (token >= FIRST_TOKEN) {
      if (out.length >= end) return false;
      const flags = isSpaced(spacing, token) ? PACKED_SPACE : 0;
      pushToken(out, token >>> PACK_SHIFT, flags, expander.position, expander.position);
      spacing = 0;
    } else if (token !== MARKER) spacing = padSpacing(spacing, token);
  }
  return true;
}
