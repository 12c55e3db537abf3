/**
 * Function-like macros that are no functions of integers: called through a shim where the types of their arguments can
 * be inferred. A macro that hands any number of arguments on to one function (`alloc_pages(...)`) has the parameters
 * of that function.
 */
import { TokenKind, type TokenRange, tokenKind, tokenSpelling, tokenText } from "../preprocess/tokens.js";
import type { MacroDefinition, PreprocessedUnit } from "../preprocess/types.js";
import type { FunctionParameter } from "../sema/types.js";
import type { SpellingId } from "../support/interner.js";
import { isDeclared, type Outcome, type Surroundings, unsupported } from "./classify.js";
import { type FunctionLike, invoke } from "./function-like.js";
import { type InferenceScope, inferShim, isStatement, neverReturns } from "./infer-shim.js";
import { commasBetween, type Tokens, tokensOf } from "./tokens.js";
import type { MacroParameter, MacroSkipReason } from "./types.js";
import { type Expansion, Word } from "./words.js";

/** Nothing is left that a shim could evaluate. */
const FINAL: ReadonlySet<MacroSkipReason> = new Set<MacroSkipReason>(["empty-macro", "macro-expansion-too-large"]);

/** Longer expansions are not worth their time. */
const MAX_TOKENS = 3000;

/** What begins a statement that goes on behind the macro, or that only its caller can have. */
const UNFINISHED: ReadonlySet<string> = new Set(
  "for while if switch case default goto break continue return".split(" "),
);

/** A shim for a macro that is not bound otherwise; else the outcome there is, with the finest reason. */
export function shimInstead(
  { outcome, expansion: known }: FunctionLike,
  definition: MacroDefinition,
  unit: PreprocessedUnit,
  around: Surroundings,
  scope: InferenceScope,
): Outcome {
  if (outcome.kind !== "unsupported" || FINAL.has(outcome.reason)) return outcome;
  if (beginsUnfinished(definition, around)) return outcome;
  const names = parameterNames(definition, unit, around, scope);
  if (names === null) return outcome;
  const expansion = (definition.variadic ? null : known) ?? invoke(definition, names.length, unit, around);
  if (expansion === null) return outcome;
  const { range } = expansion;
  const length = range.end - range.start;
  if (length <= 0) return outcome;
  if (length > MAX_TOKENS) return unsupported("macro-expansion-too-large", `it expands to ${length} tokens`);
  const tokens = tokensOf(range);
  const stands = around.words.placeholders(names.length);
  if (pastes(expansion, stands) || UNFINISHED.has(tokens.text(0))) return outcome;
  // `return` would leave the shim instead of its caller.
  if ((expansion.words & Word.Return) !== 0)
    return unsupported("macro-is-statement", "it leaves the function that uses it");
  const types = inferShim(tokens, expansion.places, stands, names, definition.position, scope);
  if ("objection" in types) {
    if (outcome.reason !== "macro-needs-shim" && !isStatement(tokens)) return outcome;
    return unsupported(types.objection === "lvalue" ? "macro-needs-lvalue" : "macro-type-unknown", types.detail);
  }
  if (!isDeclared(types.result, around)) return outcome;
  const free = freeNames(names, tokens);
  const parameters = types.parameters.map((type, index): MacroParameter => ({ name: free[index] ?? "", type }));
  const noreturn = neverReturns(tokens);
  return { kind: "shim", parameters, result: types.result, body: null, exact: types.exact, noreturn };
}

/** Whether the replacement list tells already that the expansion will begin so. */
function beginsUnfinished({ body: { buffer, start, end } }: MacroDefinition, { macros, words }: Surroundings): boolean {
  const first = tokenSpelling(buffer, start);
  const isPasted = start + 1 < end && tokenSpelling(buffer, start + 1) === words.paste;
  return UNFINISHED.has(tokenText(buffer, start)) && macros.live.at(first) === undefined && !isPasted;
}

/** The names of the parameters; null for a variadic macro that does not hand its arguments on to one function. */
function parameterNames(
  definition: MacroDefinition,
  unit: PreprocessedUnit,
  around: Surroundings,
  { context }: InferenceScope,
): readonly string[] | null {
  const own = definition.parameters ?? [];
  if (!definition.variadic) return own;
  const named = own.slice(0, -1);
  const rest = around.words.placeholders(own.length).at(-1);
  if (rest === undefined) return null;
  const expansion = invoke(definition, own.length, unit, around);
  const forwarded =
    expansion === null ? null : forwardedTo(expansion.range, rest, (callee) => context.functionNamed(callee)?.type);
  if (forwarded === null) return null;
  return [...named, ...forwarded.map(({ name }, index) => name ?? `arg${named.length + index + 1}`)];
}

type Signature = { readonly parameters: readonly FunctionParameter[]; readonly variadic: boolean } | undefined;

/** The parameters that `rest`, the last argument of every call it stands in, takes the place of; null for others. */
function forwardedTo(
  expansion: TokenRange,
  rest: SpellingId,
  signatureOf: (callee: SpellingId) => Signature,
): readonly FunctionParameter[] | null {
  const tokens = tokensOf(expansion);
  let callee: SpellingId | null = null;
  let position = 0;
  for (let index = 0; index < tokens.length; index++) {
    if (tokens.spelling(index) !== rest) continue;
    const open = tokens.enclosing(index);
    if (!tokens.isIdentifier(open - 1) || tokens.text(index + 1) !== ")") return null;
    const name = tokens.spelling(open - 1);
    if (callee !== null && name !== callee) return null;
    callee = name;
    position = commasBetween(tokens, open, index);
  }
  const signature = callee === null ? undefined : signatureOf(callee);
  if (signature === undefined || signature.variadic || signature.parameters.length <= position) return null;
  return signature.parameters.slice(position);
}

/** Whether an argument became part of another token (C11 6.10.3.3); one that is only spelled in a string is none. */
function pastes({ range: { buffer }, places }: Expansion, stands: readonly SpellingId[]): boolean {
  return places.some(
    (index) => tokenKind(buffer, index) === TokenKind.Identifier && !stands.includes(tokenSpelling(buffer, index)),
  );
}

/** Names that the expansion has for nothing else: an object in it of that name would hide the parameter. */
function freeNames(names: readonly string[], tokens: Tokens): string[] {
  return names.map((name) => {
    let free = name;
    while (isUsed(free, tokens)) free += "_";
    return free;
  });
}

function isUsed(name: string, tokens: Tokens): boolean {
  const spelling = tokens.range.buffer.interner.find(name);
  if (spelling === undefined) return false;
  for (let index = 0; index < tokens.length; index++) if (tokens.spelling(index) === spelling) return true;
  return false;
}
