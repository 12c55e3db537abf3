/** `#define` and `#undef` (C11 6.10.3, 6.10.3.5): replacement lists and the roles of their tokens. */
import type { SpellingId } from "../support/interner.js";
import type { Position } from "../support/source.js";
import { known } from "./known-spellings.js";
import { Macro } from "./macro.js";
import { report } from "./problems.js";
import { Builtin, type Input, Node, type Preprocessor } from "./state.js";
import { closeOfVaOpt, Role } from "./substitute.js";
import { grown, reserveTokens } from "./token-list.js";
import { TokenFlag, TokenKind } from "./tokens.js";

const OPEN = known("(");
const CLOSE = known(")");
const COMMA = known(",");
const ELLIPSIS = known("...");
const HASH = known("#");
const DIGRAPH_HASH = known("%:");
const PASTE = known("##");
const DIGRAPH_PASTE = known("%:%:");
const VA_ARGS = known("__VA_ARGS__");
const VA_OPT = known("__VA_OPT__");
const DEFINED = known("defined");

/** Of object-like macros. */
const NO_PARAMETERS: readonly SpellingId[] = [];

/** The part of a function-like definition in front of its replacement list. */
interface Head {
  readonly parameters: readonly SpellingId[];
  readonly variadic: boolean;
  /** Index of the first token of the replacement list. */
  readonly bodyStart: number;
}

/** Obeys a `#define` whose tokens behind `define` are those from `start` to `end` of the file. */
export function define(pp: Preprocessor, input: Input, start: number, end: number): void {
  const { spellings, flags, offsets } = input.lexed;
  const name = macroName(pp, input, start, end);
  if (name === 0) return;
  // C11 6.10.3p10: a parameter list begins when `(` follows the name without white space.
  const isFunction = start + 1 < end && spellings[start + 1] === OPEN && flags[start + 1] === 0;
  const head = isFunction ? readParameters(pp, input, start + 2, end) : null;
  if (isFunction && head === null) return;
  const bodyStart = pp.definitions.length;
  const plain = head === null ? copyPlain(pp, input, start + 1, end) : copyBody(pp, input, head, end);
  if (plain === null) {
    pp.definitions.length = bodyStart;
    return;
  }
  const macro = new Macro(
    name,
    head === null ? NO_PARAMETERS : head.parameters,
    isFunction,
    head?.variadic === true,
    pp.definitions,
    bodyStart,
    pp.definitions.length,
    plain,
    Builtin.None,
    (input.base + (offsets[start] as number)) as Position,
    pp.origin,
    pp.out.length,
  );
  const previous = pp.macros[name];
  if (previous !== undefined) warnRedefinition(pp, previous, macro);
  setMacro(pp, macro);
}

/** Puts a definition in force and in the history. */
export function setMacro(pp: Preprocessor, macro: Macro): void {
  pp.macros[macro.spelling] = macro;
  pp.nodes[macro.spelling] = (pp.nodes[macro.spelling] as number) | Node.Macro;
  pp.history.push(macro);
  pp.changes++;
  if (pp.consulted.has(macro.spelling)) pp.inertChanges++;
}

/** Obeys `#undef` (C11 6.10.3.5p2). */
export function undefine(pp: Preprocessor, input: Input, start: number, end: number): void {
  const name = macroName(pp, input, start, end);
  if (name === 0) return;
  const position = input.base + (input.lexed.offsets[start] as number);
  if (end > start + 1) report(pp, "warning", "extra-tokens", "extra tokens at the end of #undef", position);
  const macro = pp.macros[name];
  if (macro === undefined) return;
  if (macro.builtin !== Builtin.None) {
    report(pp, "warning", "builtin-macro-redefined", `undefining "${macro.name}"`, position);
  }
  removeMacro(pp, macro, position as Position);
}

/** Takes a definition out of force. */
export function removeMacro(pp: Preprocessor, macro: Macro, position: Position): void {
  pp.macros[macro.spelling] = undefined;
  pp.nodes[macro.spelling] = (pp.nodes[macro.spelling] as number) & ~(Node.Macro | Node.Disabled);
  pp.history.push({ kind: "undef", name: macro.name, position, at: pp.out.length });
  pp.changes++;
  if (pp.consulted.has(macro.spelling)) pp.inertChanges++;
}

/** The name that a directive is about (C11 6.10.8p4 for the names that are no good); 0 when there is none. */
export function macroName(pp: Preprocessor, input: Input, start: number, end: number): SpellingId {
  const none = 0 as SpellingId;
  const spelling = input.lexed.spellings[start] as SpellingId;
  const position = input.base + (input.lexed.offsets[Math.min(start, end - 1)] as number);
  if (start >= end) {
    report(pp, "error", "macro-name", "no macro name given in the directive", position);
    return none;
  }
  if (pp.table.kinds[spelling] !== TokenKind.Identifier) {
    report(pp, "error", "macro-name", "macro names must be identifiers", position);
    return none;
  }
  if (spelling === DEFINED) {
    report(pp, "error", "macro-name", '"defined" cannot be used as a macro name', position);
    return none;
  }
  if (((pp.nodes[spelling] as number) & Node.Poisoned) !== 0) {
    report(
      pp,
      "error",
      "poisoned-identifier",
      `attempt to use poisoned "${pp.table.interner.text(spelling)}"`,
      position,
    );
    return none;
  }
  return spelling;
}

/** identifier-list, `...`, or GNU's `name...` (GCC manual, Variadic Macros). */
function readParameters(pp: Preprocessor, input: Input, start: number, end: number): Head | null {
  const { spellings } = input.lexed;
  const parameters: SpellingId[] = [];
  const bad = (message: string): null => badParameters(pp, input, Math.min(at, end - 1), message);
  let at = start;
  if (spellings[at] === CLOSE && at < end) return { parameters, variadic: false, bodyStart: at + 1 };
  for (;;) {
    if (at >= end) return bad("the macro parameter list is not closed");
    const spelling = spellings[at] as SpellingId;
    const isName = pp.table.kinds[spelling] === TokenKind.Identifier;
    if (!isName && spelling !== ELLIPSIS) return bad("expected a parameter name in the macro parameter list");
    const parameter = isName ? spelling : VA_ARGS;
    if (parameters.includes(parameter)) return bad("duplicate macro parameter");
    parameters.push(parameter);
    at++;
    const variadic = !isName || (at < end && spellings[at] === ELLIPSIS);
    if (isName && variadic) at++;
    if (at < end && spellings[at] === CLOSE) return { parameters, variadic, bodyStart: at + 1 };
    if (variadic || at >= end || spellings[at] !== COMMA) return bad('expected "," or ")" in the macro parameter list');
    at++;
  }
}

function badParameters(pp: Preprocessor, input: Input, at: number, message: string): null {
  report(pp, "error", "macro-parameters", message, input.base + (input.lexed.offsets[at] as number));
  return null;
}

/** Copies the replacement list of an object-like macro; whether it holds no `##`, null when it is bad. */
function copyPlain(pp: Preprocessor, input: Input, from: number, end: number): boolean | null {
  const start = pp.definitions.length;
  if (!copyTokens(pp, input, from, end)) return true;
  return assignRoles(pp, start, null) ? false : null;
}

/** Copies the replacement list of a function-like macro; whether no token has a role, null when it is bad. */
function copyBody(pp: Preprocessor, input: Input, head: Head, end: number): boolean | null {
  const { parameters } = head;
  const start = pp.definitions.length;
  copyTokens(pp, input, head.bodyStart, end);
  for (let index = 0; index < parameters.length; index++) pp.parameterOf[parameters[index] as number] = index + 1;
  const good = assignRoles(pp, start, head);
  for (let index = 0; index < parameters.length; index++) pp.parameterOf[parameters[index] as number] = 0;
  if (!good) return null;
  for (let at = start; at < pp.definitions.length; at++) {
    if (pp.roles[at] !== 0) return false;
  }
  return true;
}

/** Appends the replacement list to `definitions`; whether there is a `##` in it. */
function copyTokens(pp: Preprocessor, input: Input, from: number, end: number): boolean {
  const { definitions } = pp;
  reserveTokens(definitions, end - from);
  const { spellings, flags, offsets } = input.lexed;
  const { kinds, spellings: copies, flags: copiedFlags, positions, expansions } = definitions;
  const kindOf = pp.table.kinds;
  let pastes = false;
  let to = definitions.length;
  for (let at = from; at < end; at++, to++) {
    const spelling = spellings[at] as number;
    if (spelling === PASTE || spelling === DIGRAPH_PASTE) pastes = true;
    const position = input.base + (offsets[at] as number);
    kinds[to] = kindOf[spelling] as number;
    copies[to] = spelling;
    // White space before the first token is not part of the replacement list (C11 6.10.3p7).
    copiedFlags[to] = at === from ? 0 : (flags[at] as number) & TokenFlag.LeadingSpace;
    positions[to] = position;
    expansions[to] = position;
  }
  definitions.length = to;
  return pastes;
}

function coverRoles(pp: Preprocessor): void {
  if (pp.roles.length >= pp.definitions.length) return;
  pp.roles = grown(pp.roles, new Uint32Array(pp.definitions.spellings.length));
}

/** Sets the roles of the tokens of `definitions` from `start` on, the replacement list of a function-like macro if it has a head. */
function assignRoles(pp: Preprocessor, start: number, head: Head | null): boolean {
  coverRoles(pp);
  const { definitions, roles } = pp;
  const { spellings } = definitions;
  const isFunction = head !== null;
  roles.fill(0, start, definitions.length);
  for (let at = start; at < definitions.length; at++) {
    const spelling = spellings[at] as number;
    roles[at] = (roles[at] as number) | (pp.parameterOf[spelling] as number);
    if (spelling === PASTE || spelling === DIGRAPH_PASTE) {
      if (at === start || at === definitions.length - 1)
        return badOperator(pp, at, "'##' cannot be at either end of a macro");
      roles[at] = Role.Operator;
      roles[at - 1] = (roles[at - 1] as number) | Role.PasteLeft;
      roles[at + 1] = (roles[at + 1] as number) | Role.PasteRight;
    } else if (isFunction && (spelling === HASH || spelling === DIGRAPH_HASH)) {
      if (!assignStringify(pp, at)) return false;
    } else if (spelling === VA_OPT && head?.variadic === true && pp.vaOpt) {
      if (!assignVaOpt(pp, at)) return false;
    }
  }
  return true;
}

/** `#` must be followed by a parameter (C11 6.10.3.2p1), or by `__VA_OPT__`. */
function assignStringify(pp: Preprocessor, at: number): boolean {
  const { definitions, roles } = pp;
  const operand = at + 1 < definitions.length ? (definitions.spellings[at + 1] as number) : 0;
  if ((pp.parameterOf[operand] as number) === 0 && operand !== VA_OPT) {
    return badOperator(pp, at, "'#' is not followed by a macro parameter");
  }
  const spaced = ((definitions.flags[at] as number) | (definitions.flags[at + 1] as number)) & TokenFlag.LeadingSpace;
  const pastes = (roles[at] as number) & Role.PasteRight;
  roles[at] = Role.Operator;
  roles[at + 1] = (roles[at + 1] as number) | Role.Stringify | pastes | (spaced !== 0 ? Role.Space : 0);
  return true;
}

/** `__VA_OPT__ ( pp-tokens )`, C23 6.10.5.1. */
function assignVaOpt(pp: Preprocessor, at: number): boolean {
  const close = closeOfVaOpt(pp, at, pp.definitions.length);
  if (pp.definitions.spellings[at + 1] !== OPEN || close >= pp.definitions.length) {
    return badOperator(pp, at, "__VA_OPT__ must be followed by parentheses that are closed");
  }
  for (let inner = at + 2; inner < close; inner++) {
    if (pp.definitions.spellings[inner] === VA_OPT)
      return badOperator(pp, inner, "__VA_OPT__ may not appear in __VA_OPT__");
  }
  pp.roles[at] = (pp.roles[at] as number) | Role.VaOpt;
  return true;
}

function badOperator(pp: Preprocessor, at: number, message: string): false {
  report(pp, "error", "macro-operator", message, pp.definitions.positions[at] as number);
  return false;
}

/** C11 6.10.3p2: a second definition must be the same. gcc warns and takes the second one. */
function warnRedefinition(pp: Preprocessor, previous: Macro, macro: Macro): void {
  if (previous.builtin === Builtin.None && sameDefinition(pp, previous, macro)) return;
  const id = previous.builtin === Builtin.None ? "macro-redefined" : "builtin-macro-redefined";
  if (pp.diagnostics.length >= pp.limits.diagnostics) return;
  pp.diagnostics.push({
    id,
    severity: "warning",
    message: `"${macro.name}" redefined`,
    where: macro.position,
    notes:
      previous.builtin === Builtin.None
        ? [{ message: "this is the previous definition", where: previous.position }]
        : [],
  });
}

function sameDefinition(pp: Preprocessor, a: Macro, b: Macro): boolean {
  if (a.bodyEnd - a.bodyStart !== b.bodyEnd - b.bodyStart || a.variadic !== b.variadic) return false;
  if (a.isFunction !== b.isFunction) return false;
  if (a.parameterIds.length !== b.parameterIds.length) return false;
  if (!a.parameterIds.every((parameter, index) => parameter === b.parameterIds[index])) return false;
  const { spellings, flags } = pp.definitions;
  for (let index = 0; index < a.bodyEnd - a.bodyStart; index++) {
    if (spellings[a.bodyStart + index] !== spellings[b.bodyStart + index]) return false;
    if (flags[a.bodyStart + index] !== flags[b.bodyStart + index]) return false;
  }
  return true;
}
