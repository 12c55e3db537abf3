/**
 * Macros that no `#define` gives: C11 6.10.8.1, GCC manual "Standard Predefined Macros" and "Common
 * Predefined Macros", the operators `__has_…`, and `_Pragma` (C11 6.10.9).
 */

import { assertNever } from "../support/brand.js";
import { NO_POSITION, type Position } from "../support/source.js";
import { setMacro } from "./define.js";
import { appendPacked, nextRealToken, pushContext, reserveContext } from "./expand.js";
import { hasInclude } from "./include.js";
import { known } from "./known-spellings.js";
import { Macro } from "./macro.js";
import { EOF_TOKEN, FIRST_TOKEN, PACK_SHIFT, PACKED_SPACE } from "./packed.js";
import { literalSpelling, spellingOfText } from "./paste.js";
import { pragmaOperator } from "./pragma.js";
import { fileNameOf, presumedLine } from "./presumed.js";
import { report } from "./problems.js";
import { Builtin, type Preprocessor } from "./state.js";
import { TokenKind } from "./tokens.js";

const OPEN = known("(");
const CLOSE = known(")");

const ALWAYS: readonly [string, Builtin][] = [
  ["__LINE__", Builtin.Line],
  ["__FILE__", Builtin.File],
  ["__DATE__", Builtin.Date],
  ["__TIME__", Builtin.Time],
  ["_Pragma", Builtin.Pragma],
];

/** Those that only some compilers have; others of `FeatureOracle.builtinMacros` are operators that give 0. */
const SOMETIMES: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ["__BASE_FILE__", Builtin.BaseFile],
  ["__FILE_NAME__", Builtin.FileName],
  ["__COUNTER__", Builtin.Counter],
  ["__INCLUDE_LEVEL__", Builtin.IncludeLevel],
  ["__TIMESTAMP__", Builtin.Timestamp],
  ["__has_include", Builtin.HasInclude],
  ["__has_include_next", Builtin.HasIncludeNext],
  ["__has_attribute", Builtin.HasAttribute],
  ["__has_c_attribute", Builtin.HasCAttribute],
  ["__has_cpp_attribute", Builtin.HasCAttribute],
  ["__has_builtin", Builtin.HasBuiltin],
  ["__has_feature", Builtin.HasFeature],
  ["__has_extension", Builtin.HasExtension],
  ["__has_declspec_attribute", Builtin.HasDeclspecAttribute],
  ["__is_identifier", Builtin.IsIdentifier],
  ...["arch", "vendor", "os", "environment", "variant_os", "variant_environment"].map((part): [string, Builtin] => [
    `__is_target_${part}`,
    Builtin.IsTarget,
  ]),
]);

/** Operators of clang that parse no differently from the others, and are 0 for kernel headers. */
const ZERO_OPERATORS: ReadonlySet<string> = new Set([
  ...["__has_warning", "__building_module", "__has_constexpr_builtin", "__has_embed"],
]);

/** Defines the built-in macros of the target's compiler. */
export function defineBuiltins(pp: Preprocessor): void {
  for (const [name, builtin] of ALWAYS) defineBuiltin(pp, name, builtin);
  for (const name of pp.target.features.builtinMacros) {
    const builtin = SOMETIMES.get(name) ?? (ZERO_OPERATORS.has(name) ? Builtin.Zero : Builtin.None);
    if (builtin !== Builtin.None) defineBuiltin(pp, name, builtin);
  }
}

function defineBuiltin(pp: Preprocessor, name: string, builtin: Builtin): void {
  const spelling = spellingOfText(pp, name, TokenKind.Identifier) as Macro["spelling"];
  const end = pp.definitions.length;
  setMacro(
    pp,
    new Macro(spelling, [], false, false, pp.definitions, end, end, true, builtin, NO_POSITION, "built-in", 0),
  );
}

/** Pushes what the built-in macro that `token` names stands for; false when it is left as it is. */
export function enterBuiltin(pp: Preprocessor, macro: Macro, token: number): boolean {
  pp.expander.dependent = true;
  if (macro.builtin === Builtin.Pragma) {
    // As in gcc and clang it waits for the rescan when an argument is expanded, so that `#` still sees it.
    if ((pp.inDirective && !pp.onDemand) || pp.expander.argumentDepth > 0) return false;
    return pragmaOperator(pp);
  }
  const { position, line } = pp.expander;
  const here = builtinSpelling(pp, macro, position, line);
  const spelling = pp.elsewhere ? (elsewhereSpelling(pp, macro) ?? here) : here;
  const start = pp.expander.top;
  reserveContext(pp, 1);
  appendPacked(pp.expander, (spelling << PACK_SHIFT) | (token & PACKED_SPACE), position, line);
  pushContext(pp, null, start);
  pp.expander.position = position;
  pp.expander.line = line;
  return true;
}

function builtinSpelling(pp: Preprocessor, macro: Macro, position: number, line: number): number {
  switch (macro.builtin) {
    case Builtin.Line:
      return number(pp, presumedLine(pp, (line >>> 0) as Position));
    case Builtin.File:
      return quoted(pp, fileNameOf(pp, pp.input));
    case Builtin.BaseFile:
      return quoted(pp, pp.baseFile);
    case Builtin.FileName:
      return quoted(pp, fileNameOf(pp, pp.input).replace(/^.*\//, ""));
    case Builtin.Counter:
      return number(pp, pp.counter++);
    case Builtin.IncludeLevel:
      return number(pp, pp.input?.level ?? 0);
    case Builtin.Date:
      return quoted(pp, dateText(pp.epoch));
    case Builtin.Time:
      return quoted(pp, new Date(pp.epoch * 1000).toISOString().slice(11, 19));
    case Builtin.Timestamp:
      return quoted(pp, timestampText(pp.epoch));
    case Builtin.HasInclude:
      return number(pp, Number(hasInclude(pp, macro, position, false)));
    case Builtin.HasIncludeNext:
      return number(pp, Number(hasInclude(pp, macro, position, true)));
    case Builtin.HasAttribute:
      return number(pp, pp.target.features.hasAttribute(operand(pp, macro, position, true)));
    case Builtin.HasCAttribute:
      return number(pp, pp.target.features.hasCAttribute(operand(pp, macro, position, true)));
    case Builtin.HasBuiltin:
      return number(pp, pp.target.features.hasBuiltin(operand(pp, macro, position, !pp.isClang)));
    case Builtin.HasFeature:
      return number(pp, pp.target.features.hasFeature(operand(pp, macro, position, !pp.isClang)));
    case Builtin.HasExtension:
      return number(pp, pp.target.features.hasExtension(operand(pp, macro, position, !pp.isClang)));
    case Builtin.HasDeclspecAttribute:
      return number(pp, pp.target.features.hasDeclspecAttribute(operand(pp, macro, position, true)));
    case Builtin.IsTarget:
      return number(pp, pp.target.features.isTarget(macro.name, operand(pp, macro, position, false)));
    case Builtin.IsIdentifier:
      return number(pp, Number(/^[A-Za-z_]\w*$/.test(operand(pp, macro, position, false))));
    case Builtin.Zero:
      operand(pp, macro, position, false);
      return number(pp, 0);
    case Builtin.None:
    case Builtin.Pragma:
      throw new Error(`${macro.name} has no value`);
    default:
      return assertNever(macro.builtin);
  }
}

/** Another value than any that a built-in macro has here, of the same kind; null for those that are the same everywhere. */
function elsewhereSpelling(pp: Preprocessor, macro: Macro): number | null {
  switch (macro.builtin) {
    case Builtin.Line:
    case Builtin.IncludeLevel:
      return number(pp, ELSEWHERE);
    case Builtin.Counter:
      return number(pp, ELSEWHERE + pp.counter);
    case Builtin.File:
    case Builtin.BaseFile:
    case Builtin.FileName:
    case Builtin.Date:
    case Builtin.Time:
    case Builtin.Timestamp:
      return quoted(pp, `somewhere else, at another time ${ELSEWHERE}`);
    default:
      return null;
  }
}

/** No file has so many lines. */
export const ELSEWHERE = 2_000_000_011;

function number(pp: Preprocessor, value: number): number {
  return spellingOfText(pp, String(value), TokenKind.Number);
}

function quoted(pp: Preprocessor, text: string): number {
  return literalSpelling(pp, `"${text.replace(/["\\]/g, "\\$&")}"`);
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const DAYS = "Sun Mon Tue Wed Thu Fri Sat".split(" ");

/** C11 6.10.8.1: `Mmm dd yyyy`, the day without a leading zero. */
function dateText(epoch: number): string {
  const date = new Date(epoch * 1000);
  return `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${date.getUTCFullYear()}`;
}

/** GCC manual, Common Predefined Macros: as `asctime` writes it. */
function timestampText(epoch: number): string {
  const date = new Date(epoch * 1000);
  const [month, day] = dateText(epoch).split(/ +/);
  const time = date.toISOString().slice(11, 19);
  return `${DAYS[date.getUTCDay()]} ${month} ${String(day).padStart(2)} ${time} ${date.getUTCFullYear()}`;
}

/** The operand of `__has_attribute(…)` and its kin as text, without the parentheses. */
function operand(pp: Preprocessor, macro: Macro, position: number, expands: boolean): string {
  const { expander } = pp;
  if (!expands) expander.preventExpansion++;
  let text: string | null = null;
  if (nextRealToken(pp) >>> PACK_SHIFT === OPEN) {
    text = "";
    for (let depth = 0; ; ) {
      const token = nextRealToken(pp);
      if (token === EOF_TOKEN || token < FIRST_TOKEN) {
        text = null;
        break;
      }
      const spelling = token >>> PACK_SHIFT;
      if (spelling === OPEN) depth++;
      else if (spelling === CLOSE && depth-- === 0) break;
      text += pp.table.interner.text(spelling as Macro["spelling"]);
    }
  }
  if (!expands) expander.preventExpansion--;
  if (text !== null && text !== "") return text;
  report(pp, "error", "feature-operand", `${macro.name} needs a name in parentheses`, position);
  return "";
}
