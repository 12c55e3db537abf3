/** Preprocessing directives (C11 6.10): one function for each, and the conditional groups of 6.10.1. */
import { assertNever } from "../support/brand.js";
import type { Position } from "../support/source.js";
import { evaluateCondition } from "./condition.js";
import { define, macroName, undefine } from "./define.js";
import { nextRealToken } from "./expand.js";
import { include } from "./include.js";
import { DirectiveKind, NO_DIRECTIVE } from "./lexed-file.js";
import type { Macro } from "./macro.js";
import { EOF_TOKEN, PACK_SHIFT } from "./packed.js";
import { pragma } from "./pragma.js";
import { fail, report } from "./problems.js";
import { type Input, Node, type Preprocessor } from "./state.js";
import { TokenKind } from "./tokens.js";

/** Obeys the directive that begins at `input.limit`; `pp.input` may be another file afterwards. */
export function obeyDirective(pp: Preprocessor, input: Input): void {
  const { directives } = input.lexed;
  const directive = input.directive;
  const hash = directives.hashes[directive] as number;
  const end = directives.ends[directive] as number;
  const kind = directives.kinds[directive] as DirectiveKind;
  continueAt(input, directive + 1, end);
  if (kind === DirectiveKind.Define) {
    define(pp, input, hash + 2, end);
    return;
  }
  const position = input.base + (input.lexed.offsets[hash] as number);
  obey(pp, input, kind, directive, hash, end, position);
}

/** Goes on reading at token `cursor`, up to `directive`. */
function continueAt(input: Input, directive: number, cursor: number): void {
  input.directive = directive;
  input.cursor = cursor;
  input.limit = input.lexed.directives.hashes[directive] as number;
}

function obey(
  pp: Preprocessor,
  input: Input,
  kind: DirectiveKind,
  directive: number,
  hash: number,
  end: number,
  position: number,
): void {
  switch (kind) {
    case DirectiveKind.Null:
      return;
    case DirectiveKind.If:
    case DirectiveKind.Ifdef:
    case DirectiveKind.Ifndef:
      return openConditional(pp, input, directive);
    case DirectiveKind.Elif:
    case DirectiveKind.Elifdef:
    case DirectiveKind.Elifndef:
    case DirectiveKind.Else:
      return leaveGroup(pp, input, position);
    case DirectiveKind.Endif:
      return closeConditional(pp, input, position);
    case DirectiveKind.Define:
      return define(pp, input, hash + 2, end);
    case DirectiveKind.Undef:
      return undefine(pp, input, hash + 2, end);
    case DirectiveKind.Include:
      return within(pp, input, hash + 2, end, () => include(pp, input, position, "include"));
    case DirectiveKind.IncludeNext:
      return within(pp, input, hash + 2, end, () => include(pp, input, position, "next"));
    case DirectiveKind.Import:
      return within(pp, input, hash + 2, end, () => include(pp, input, position, "import"));
    case DirectiveKind.Error:
      return errorDirective(pp, input, hash, end, position);
    case DirectiveKind.Warning:
      return report(pp, "warning", "warning-directive", `#warning ${lineText(input, hash + 2, end)}`, position);
    case DirectiveKind.Line:
      return within(pp, input, hash + 2, end, () => changeLine(pp, input, position));
    case DirectiveKind.LineMarker:
      return within(pp, input, hash + 1, end, () => changeLine(pp, input, position));
    case DirectiveKind.Pragma:
      return within(pp, input, hash + 2, end, () => pragma(pp, input, position));
    case DirectiveKind.Ident:
      return;
    case DirectiveKind.Assert:
      return report(pp, "warning", "assertion-ignored", "#assert and #unassert are ignored", position);
    case DirectiveKind.Unknown:
      return report(
        pp,
        "error",
        "invalid-directive",
        `invalid preprocessing directive ${nameText(pp, input, hash)}`,
        position,
      );
    default:
      return assertNever(kind);
  }
}

/** Runs `read` so that the expander reads the tokens of a directive, and nothing else. */
function within(pp: Preprocessor, input: Input, start: number, end: number, read: () => void): void {
  const { limit } = input;
  const { inDirective } = pp;
  input.cursor = Math.min(start, end);
  input.limit = end;
  pp.inDirective = true;
  read();
  pp.inDirective = inDirective;
  input.cursor = end;
  input.limit = limit;
}

/** `#if`, `#ifdef`, `#ifndef`: takes the first group whose condition holds. */
function openConditional(pp: Preprocessor, input: Input, directive: number): void {
  input.conditionals.push(directive);
  chooseGroup(pp, input, directive);
}

/** From the conditional directive `directive` on, skips groups up to the one to be taken, or behind `#endif`. */
function chooseGroup(pp: Preprocessor, input: Input, directive: number): void {
  const { directives } = input.lexed;
  for (let at = directive; ; at = nextOf(pp, input, at)) {
    const kind = directives.kinds[at] as DirectiveKind;
    if (kind === DirectiveKind.Endif) {
      input.conditionals.pop();
      return continueAt(input, at + 1, directives.ends[at] as number);
    }
    if (kind === DirectiveKind.Else || conditionHolds(pp, input, at, kind)) {
      input.conditionals[input.conditionals.length - 1] = at;
      return continueAt(input, at + 1, directives.ends[at] as number);
    }
  }
}

/** The directive that ends the group which `directive` begins. */
function nextOf(pp: Preprocessor, input: Input, directive: number): number {
  const { directives } = input.lexed;
  const next = directives.next[directive] as number;
  if (next === NO_DIRECTIVE) failUnterminated(pp, input);
  const wasElse = directives.kinds[directive] === DirectiveKind.Else;
  if (wasElse && directives.kinds[next] !== DirectiveKind.Endif) {
    const position = input.base + (input.lexed.offsets[directives.hashes[next] as number] as number);
    fail(pp, "else-after-else", "#else or #elif after #else", position);
  }
  return next;
}

function failUnterminated(pp: Preprocessor, input: Input): never {
  const { directives, offsets } = input.lexed;
  const directive = input.conditionals.at(-1) ?? 0;
  const hash = directives.hashes[directive] as number;
  const name = pp.table.interner.text((input.lexed.spellings[hash + 1] ?? 0) as Macro["spelling"]);
  fail(
    pp,
    "unterminated-conditional",
    `unterminated #${name}`,
    input.base + (offsets[hash] as number),
    "add the missing #endif",
  );
}

function conditionHolds(pp: Preprocessor, input: Input, directive: number, kind: DirectiveKind): boolean {
  const { directives, offsets } = input.lexed;
  const hash = directives.hashes[directive] as number;
  const start = hash + 2;
  const end = directives.ends[directive] as number;
  if (kind === DirectiveKind.If || kind === DirectiveKind.Elif) {
    let holds = false;
    within(pp, input, start, end, () => {
      holds = evaluateCondition(pp, input.base + (offsets[hash] as number));
    });
    return holds;
  }
  const name = macroName(pp, input, start, end);
  if (name === 0) return false;
  const isDefined = ((pp.nodes[name] as number) & Node.Macro) !== 0;
  return isDefined === (kind === DirectiveKind.Ifdef || kind === DirectiveKind.Elifdef);
}

/** `#elif` or `#else` behind the group that was taken: everything up to `#endif` is skipped. */
function leaveGroup(pp: Preprocessor, input: Input, position: number): void {
  const taken = input.conditionals.at(-1);
  if (taken === undefined) return fail(pp, "else-without-if", "#else or #elif without #if", position);
  const { directives } = input.lexed;
  let at = nextOf(pp, input, taken);
  while (directives.kinds[at] !== DirectiveKind.Endif) at = nextOf(pp, input, at);
  input.conditionals.pop();
  continueAt(input, at + 1, directives.ends[at] as number);
}

function closeConditional(pp: Preprocessor, input: Input, position: number): void {
  if (input.conditionals.pop() === undefined) fail(pp, "endif-without-if", "#endif without #if", position);
}

/** At the end of a file all its conditionals must be closed. */
export function checkConditionals(pp: Preprocessor, input: Input): void {
  if (input.conditionals.length > 0) failUnterminated(pp, input);
}

function errorDirective(pp: Preprocessor, input: Input, hash: number, end: number, position: number): never {
  const text = lineText(input, hash + 2, end);
  fail(
    pp,
    "error-directive",
    `#error ${text}`,
    position,
    "the header refuses this configuration or this order of includes",
  );
}

/** The text of a directive from token `start` to its end, as written. */
function lineText(input: Input, start: number, end: number): string {
  if (start >= end) return "";
  const { text } = input.file;
  const { offsets } = input.lexed;
  const newline = text.indexOf("\n", offsets[end - 1]);
  const stop = newline === -1 ? text.length : newline;
  return text.slice(offsets[start], Math.min(stop, (offsets[start] as number) + 1000)).trim();
}

function nameText(pp: Preprocessor, input: Input, hash: number): string {
  return `#${pp.table.interner.text((input.lexed.spellings[hash + 1] ?? 0) as Macro["spelling"])}`;
}

/** `#line`, and the line markers of preprocessed text (C11 6.10.4). */
function changeLine(pp: Preprocessor, input: Input, position: number): void {
  const token = nextRealToken(pp);
  const digits = token === EOF_TOKEN ? "" : pp.table.interner.text((token >>> PACK_SHIFT) as Macro["spelling"]);
  if (!/^[0-9]{1,10}$/.test(digits)) {
    report(pp, "error", "line-number", `"${digits}" after #line is not a positive integer`, position);
    return;
  }
  const location = pp.sources.locate(position as Position);
  if (location !== undefined) {
    // The line that follows the directive gets the number.
    pp.lineChanges.push({ position, delta: Number(digits) - (location.line + 1) });
  }
  const name = nextRealToken(pp) >>> PACK_SHIFT;
  if (pp.table.kinds[name] !== TokenKind.String) return;
  const text = pp.table.interner.text(name as Macro["spelling"]);
  input.presumedName = text.slice(text.indexOf('"') + 1, -1).replace(/\\(.)/g, "$1");
}
