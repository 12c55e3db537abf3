/**
 * `#pragma` (C11 6.10.6, GCC manual: Pragmas) and `_Pragma` (6.10.9). What concerns the preprocessor alone is
 * obeyed here and ends here; everything else is kept for later stages beside the stream.
 */
import type { SpellingId } from "../support/interner.js";
import type { Position } from "../support/source.js";
import { removeMacro, setMacro } from "./define.js";
import { backUp, nextRealToken, pushContext, pushMarker } from "./expand.js";
import { identityOf } from "./include.js";
import { known } from "./known-spellings.js";
import { lexedText } from "./lex-cache.js";
import { EOF_TOKEN, PACK_SHIFT, PACKED_SPACE } from "./packed.js";
import { report } from "./problems.js";
import { coverSpellings, type Input, Node, type Preprocessor } from "./state.js";
import { pushToken } from "./token-list.js";
import { TokenFlag, TokenKind } from "./tokens.js";

const OPEN = known("(");
const CLOSE = known(")");
const GCC = known("GCC");

/** The tokens of a pragma as spellings, with flags and offsets. */
interface PragmaLine {
  readonly spellings: readonly number[];
  readonly flags: readonly number[];
  readonly positions: readonly number[];
}

/** Obeys `#pragma`: the tokens of `input` from its cursor to its limit. */
export function pragma(pp: Preprocessor, input: Input, position: number): void {
  const line = readLine(pp, input, position);
  if (obeyPragma(pp, line, position)) return;
  const start = pp.pragmaTokens.length;
  appendLine(pp, line);
  keepPragma(pp, start, pp.pragmaTokens.length, position as Position);
}

/** Puts a pragma beside the stream at its present end. */
export function keepPragma(pp: Preprocessor, start: number, end: number, position: Position): void {
  pp.pragmas.push({ before: pp.out.length, tokens: { buffer: pp.pragmaTokens, start, end }, position });
}

function appendLine(pp: Preprocessor, line: PragmaLine): void {
  for (const [index, spelling] of line.spellings.entries()) {
    const position = line.positions[index] ?? 0;
    pushToken(pp.pragmaTokens, spelling, line.flags[index] ?? 0, position, position);
  }
}

/** gcc expands macros in few pragmas only (`c_register_pragma_with_expansion`); clang in none with `-E`. */
const EXPANDED: ReadonlySet<number> = new Set([known("message"), known("redefine_extname")]);

function readLine(pp: Preprocessor, input: Input, position: number): PragmaLine {
  const { spellings, flags, offsets } = input.lexed;
  const line = { spellings: [] as number[], flags: [] as number[], positions: [] as number[] };
  const first = input.cursor;
  const expands = !pp.isClang && first < input.limit && EXPANDED.has(spellings[first] as number);
  const plainEnd = expands ? first + 1 : input.limit;
  for (; input.cursor < plainEnd; input.cursor++) {
    line.spellings.push(spellings[input.cursor] as number);
    line.flags.push((flags[input.cursor] as number) & TokenFlag.LeadingSpace);
    line.positions.push(input.base + (offsets[input.cursor] as number));
  }
  if (!expands) return line;
  for (let token = nextRealToken(pp); token !== EOF_TOKEN; token = nextRealToken(pp)) {
    line.spellings.push(token >>> PACK_SHIFT);
    line.flags.push(token & PACKED_SPACE);
    line.positions.push(position);
  }
  return line;
}

/** Obeys the pragmas of the preprocessor; whether it was one. */
function obeyPragma(pp: Preprocessor, line: PragmaLine, position: number): boolean {
  const text = (index: number) => pp.table.interner.text((line.spellings[index] ?? 0) as SpellingId);
  if (line.spellings[0] === GCC) {
    switch (text(1)) {
      case "poison":
        return poison(pp, line, position);
      case "system_header":
      case "dependency":
        return true;
      case "warning":
      case "error":
        if (pp.isClang) return false;
        report(pp, text(1) === "error" ? "error" : "warning", `pragma-${text(1)}`, text(2), position);
        return true;
      default:
        return false;
    }
  }
  switch (text(0)) {
    case "mark":
      // A heading for editors; clang's preprocessor ends it (PragmaMarkHandler).
      return pp.isClang;
    case "once":
      if (pp.input !== null) pp.once.add(identityOf(pp, pp.input.file.path));
      return true;
    case "push_macro":
      return pushMacro(pp, line);
    case "pop_macro":
      return popMacro(pp, line, position as Position);
    default:
      return false;
  }
}

function poison(pp: Preprocessor, line: PragmaLine, position: number): true {
  for (const spelling of line.spellings.slice(2)) {
    if (pp.table.kinds[spelling] !== TokenKind.Identifier) {
      report(pp, "error", "pragma-poison", "invalid #pragma GCC poison directive", position);
      return true;
    }
    const macro = pp.macros[spelling];
    if (macro !== undefined) removeMacro(pp, macro, position as Position);
    pp.nodes[spelling] = (pp.nodes[spelling] as number) | Node.Poisoned;
  }
  return true;
}

/** The name in `push_macro("NAME")`; 0 when the pragma is not of that form. */
function namedMacro(pp: Preprocessor, line: PragmaLine): SpellingId {
  const [, open, name, close] = line.spellings;
  if (open !== OPEN || close !== CLOSE || pp.table.kinds[name ?? 0] !== TokenKind.String) return 0 as SpellingId;
  const text = pp.table.interner.text(name as SpellingId).slice(1, -1);
  const lexed = lexedText(pp.cache, text, pp.dialect);
  coverSpellings(pp);
  return (lexed.count === 1 ? (lexed.spellings[0] ?? 0) : 0) as SpellingId;
}

/** GCC manual, Push/Pop Macro Pragmas. */
function pushMacro(pp: Preprocessor, line: PragmaLine): true {
  const name = namedMacro(pp, line);
  if (name === 0) return true;
  const stack = pp.pushed.get(name) ?? [];
  stack.push(pp.macros[name]);
  pp.pushed.set(name, stack);
  return true;
}

function popMacro(pp: Preprocessor, line: PragmaLine, position: Position): true {
  const name = namedMacro(pp, line);
  const stack = pp.pushed.get(name);
  if (stack === undefined || stack.length === 0) return true;
  const saved = stack.pop();
  const present = pp.macros[name];
  if (saved === present) return true;
  if (present !== undefined) removeMacro(pp, present, position);
  if (saved !== undefined) setMacro(pp, saved.again(pp.out.length));
  return true;
}

/** `_Pragma ( string-literal )`; false when the operand is no string literal. */
export function pragmaOperator(pp: Preprocessor): boolean {
  const { expander } = pp;
  const position = expander.invocation;
  expander.preventExpansion++;
  const open = nextRealToken(pp);
  const literal = open >>> PACK_SHIFT === OPEN ? nextRealToken(pp) : EOF_TOKEN;
  const close = literal === EOF_TOKEN ? EOF_TOKEN : nextRealToken(pp);
  expander.preventExpansion--;
  const isString = pp.table.kinds[literal >>> PACK_SHIFT] === TokenKind.String;
  if (close >>> PACK_SHIFT !== CLOSE || !isString) {
    if (open >>> PACK_SHIFT !== OPEN && open !== EOF_TOKEN) backUp(pp);
    report(pp, "error", "pragma-operator", "_Pragma takes a parenthesized string literal", position);
    return false;
  }
  const line = destringized(pp, pp.table.interner.text((literal >>> PACK_SHIFT) as SpellingId), position);
  if (pp.onDemand || obeyPragma(pp, line, position)) {
    pushContext(pp, null, expander.top);
    return true;
  }
  const start = pp.pragmaTokens.length;
  appendLine(pp, line);
  pushMarker(pp, { kind: "pragma", start, end: pp.pragmaTokens.length, position: position as Position });
  return true;
}

/** C11 6.10.9p1: prefix and quotes are dropped, `\"` and `\\` become one character. */
function destringized(pp: Preprocessor, literal: string, position: number): PragmaLine {
  const text = literal
    .replace(/^(?:L|u8|u|U)?"/, "")
    .slice(0, -1)
    .replace(/\\(["\\])/g, "$1");
  const lexed = lexedText(pp.cache, text, pp.dialect);
  coverSpellings(pp);
  return {
    spellings: Array.from(lexed.spellings),
    flags: Array.from(lexed.flags, (flags) => flags & TokenFlag.LeadingSpace),
    positions: Array.from(lexed.spellings, () => position),
  };
}
