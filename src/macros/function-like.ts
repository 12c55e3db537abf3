/**
 * Function-like macros. Comes in: a definition. Goes out: what its expansion makes of integer arguments, or why it
 * is no such thing.
 *
 * The macro is invoked with names that nothing else has, and its expansion read as the body of a function with
 * these parameters. Nothing about the arguments is known in C, so a macro becomes a function of the types that
 * `parameter-types.ts` chooses: exactly `static inline R NAME(T a, …) { return NAME(a, …); }`.
 */
import type { IntegerKind } from "../kernel/abi/types.js";
import { TokenKind, type TokenRange, tokenKind, tokenSpelling, tokenText } from "../preprocess/tokens.js";
import type { MacroDefinition, PreprocessedUnit } from "../preprocess/types.js";
import { integerKindOf } from "../sema/expression/ctype.js";
import { beginsTypeName, evaluateOver, operandsOf, type Parameter, type Residual } from "../sema/expression/index.js";
import { bitsOf } from "../sema/expression/integer.js";
import type { QualType } from "../sema/types.js";
import { assertNever } from "../support/brand.js";
import { isDeclared, type Outcome, type Surroundings, unsupported } from "./classify.js";
import { DEFAULT_PARAMETER, inferParameterTypes, packedParameterTypes } from "./parameter-types.js";
import { isTypeof } from "./tokens.js";
import { type Expansion, PLACEHOLDER, Word } from "./words.js";

/** Larger trees are no readable function: locals of statement expressions stand for their initialisers. */
const MAX_NODES = 1000;

export interface FunctionLike {
  readonly outcome: Outcome;
  /** Of the macro with `placeholders` for arguments; null where it was not needed, or cannot be had. */
  readonly expansion: Expansion | null;
}

/** What a function-like macro is. */
export function classifyFunctionLike(
  definition: MacroDefinition,
  unit: PreprocessedUnit,
  around: Surroundings,
): FunctionLike {
  const { parameters } = definition;
  if (parameters === null) throw new Error(`${definition.name} takes no arguments`);
  const early = withoutExpansion(definition, parameters, around);
  if (early !== null) return { outcome: early, expansion: null };
  const expansion = invoke(definition, parameters.length, unit, around);
  if (expansion === null) return { outcome: TOO_LARGE, expansion };
  if (expansion.range.start >= expansion.range.end) return { outcome: NOTHING, expansion };
  const outcome = classifyExpansion(expansion, parameters, around);
  if (outcome.kind !== "const-fn" || parameters.length === 0) return { outcome, expansion };
  return { outcome: objectionOfConstants(outcome, definition, unit, around) ?? outcome, expansion };
}

const NOTHING = unsupported("empty-macro", "it expands to nothing");
const TOO_LARGE = unsupported("macro-expansion-too-large", "it cannot be expanded, or only to too many tokens");

/** What the replacement list alone tells: expanding and reading takes most of the time. */
function withoutExpansion(
  { body, variadic }: MacroDefinition,
  parameters: readonly string[],
  around: Surroundings,
): Outcome | null {
  if (body.start >= body.end) return NOTHING;
  if (variadic) return unsupported("variadic-macro", "it takes any number of arguments");
  const statement = statementIn(body, around);
  if (statement !== null) return statement;
  const operator = operatorOn(parameters, body, around);
  if (operator !== null)
    return unsupported("macro-needs-token", `its parameter "${operator}" is an operand of # or ##`);
  if (hasStatement(body, around)) return reasonInBody(body, parameters) ?? NEEDS_STATEMENTS;
  return null;
}

/** What speaks against a function when the macro is used as in C, with constants. */
function objectionOfConstants(
  outcome: ConstFn,
  definition: MacroDefinition,
  unit: PreprocessedUnit,
  around: Surroundings,
): Outcome | null {
  const { body } = outcome;
  if (body.kind !== "constant" && !mentionsMacro(definition, around)) return null;
  const constants = outcome.parameters.map(({ type }) => `((${type})3)`);
  const range = unit.expandText(`${definition.name}(${constants.join(", ")})`);
  // A parenthesis cannot be pasted (C11 6.10.3.3p3): a macro inside makes a token of the argument and drops it.
  if (range === null) return unsupported("macro-needs-token", "a macro in its expansion makes a token of an argument");
  if (body.kind !== "constant") return null;
  const result = evaluateOver(range, [], around.context);
  const same =
    result.kind === "residual" && result.residual.kind === "constant" && result.residual.value === body.value;
  return same ? null : unsupported("macro-not-constant", "it tells whether its argument is constant");
}

function mentionsMacro({ body: { buffer, start, end } }: MacroDefinition, { macros }: Surroundings): boolean {
  for (let index = start; index < end; index++) {
    if (macros.live.at(tokenSpelling(buffer, index)) !== undefined) return true;
  }
  return false;
}

/**
 * Whether the macro gives the same function at another place too. Its expansion has `__LINE__` or `__COUNTER__` in it,
 * which is harmless where only names are made with them (`__UNIQUE_ID`).
 */
export function isSameElsewhere(
  outcome: ConstFn,
  definition: MacroDefinition,
  unit: PreprocessedUnit,
  around: Surroundings,
): boolean {
  if (definition.parameters === null) return false;
  const range = unit.expandText(`__COUNTER__\n\n${definition.name}(${placeholders(definition.parameters).join(", ")})`);
  if (range === null) return false;
  const behind = { ...range, start: range.start + 1 };
  const types = outcome.parameters.map((parameter) => parameter.type);
  const other = evaluateWith(behind, definition.parameters, types, around);
  return other.kind === "const-fn" && isSameTree(outcome.body, other.body);
}

function isSameTree(a: Residual, b: Residual): boolean {
  const text = (residual: Residual): string =>
    JSON.stringify(residual, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value));
  return text(a) === text(b);
}

/** What stands for the arguments in an expansion. */
export function placeholders(parameters: readonly string[]): string[] {
  return parameters.map((_, index) => `${PLACEHOLDER}${index + 1}`);
}

/** The expansion of an invocation with so many placeholders; null when it cannot be expanded, or only to too many tokens. */
export function invoke(
  definition: MacroDefinition,
  count: number,
  unit: PreprocessedUnit,
  { words }: Surroundings,
): Expansion | null {
  const range = unit.expandInvocation(definition.spelling, words.placeholders(count));
  return range === null ? null : words.expansion(range);
}

function classifyExpansion(expansion: Expansion, names: readonly string[], around: Surroundings): Outcome {
  const { range, words } = expansion;
  const statement = statementIn(range, around);
  if (statement !== null) return statement;
  // Its statements may be assertions at compile time: they declare functions that must not be called.
  if ((words & Word.Statement) !== 0 && (words & Word.Error) === 0) {
    return reasonByUse(expansion, names) ?? NEEDS_STATEMENTS;
  }
  const found = evaluateWith(
    range,
    names,
    names.map(() => DEFAULT_PARAMETER),
    around,
  );
  switch (found.kind) {
    case "const-fn":
      return isDeclared(found.type, around) ? withBestTypes(found, range, names, around) : undeclaredType();
    case "impure":
      return reasonByUse(expansion, names) ?? unsupported("macro-needs-shim", readable(found.reason, names));
    case "needs-type":
      return reasonByUse(expansion, names) ?? unsupported("macro-needs-shim", readable(found.reason, names));
    case "undeclared":
      return reasonByUse(expansion, names) ?? unsupported("macro-undeclared-name", readable(found.reason, names));
    case "syntax-error":
      return reasonByUse(expansion, names) ?? notAnExpression(range, found.reason, names, around);
    default:
      return assertNever(found);
  }
}

function undeclaredType(): Outcome {
  return unsupported("macro-undeclared-name", "it names a structure, union or enum that nothing declares");
}

type ConstFn = Extract<Outcome, { kind: "const-fn" }>;
type Evaluated = ConstFn | Exclude<ReturnType<typeof evaluateOver>, { kind: "residual" }>;

function evaluateWith(
  range: TokenRange,
  names: readonly string[],
  types: readonly IntegerKind[],
  around: Surroundings,
): Evaluated {
  const spellings = around.words.placeholders(names.length);
  const parameters = spellings.map(
    (spelling, index): Parameter => ({ spelling, type: types[index] ?? DEFAULT_PARAMETER }),
  );
  const result = evaluateOver(range, parameters, around.context);
  if (result.kind !== "residual") return result;
  if (sizeOf(result.residual, MAX_NODES) > MAX_NODES)
    return { kind: "impure", reason: "its expansion is too large", type: result.type };
  return {
    kind: "const-fn",
    parameters: types.map((type, index) => ({ name: names[index] ?? "", type })),
    body: result.residual,
    type: result.type,
  };
}

/** The macro with the types that its body asks for; what cannot be had with these is had with the default ones. */
function withBestTypes(plain: ConstFn, range: TokenRange, names: readonly string[], around: Surroundings): ConstFn {
  const { abi } = around.context;
  const types = inferParameterTypes(plain.body, names.length, abi);
  const packed = packedParameterTypes(plain.body, types);
  if (packed !== null) {
    const small = evaluateWith(range, names, packed, around);
    if (small.kind === "const-fn" && bitsOfResult(small.type, around) <= bitsOf("int", abi)) return small;
  }
  if (types.every((type) => type === DEFAULT_PARAMETER)) return plain;
  const found = evaluateWith(range, names, types, around);
  return found.kind === "const-fn" ? found : plain;
}

function bitsOfResult(type: QualType, { context }: Surroundings): number {
  return bitsOf(integerKindOf(type.type, context) ?? "int", context.abi);
}

/** Nodes of a tree, counted up to `limit`. */
function sizeOf(residual: Residual, limit: number): number {
  let count = 0;
  const open: Residual[] = [residual];
  for (let node = open.pop(); node !== undefined && count <= limit; node = open.pop()) {
    count++;
    open.push(...operandsOf(node));
  }
  return count;
}

/** With the macro's own names of its parameters. */
function readable(reason: string, names: readonly string[]): string {
  return reason.replace(PLACEHOLDERS, (text, number: string) => names[Number(number) - 1] ?? text);
}

const PLACEHOLDERS = new RegExp(`${PLACEHOLDER}(\\d+)`, "g");

/** A statement, or a declaration with its semicolon: nothing that has a value (C11 6.8). */
function statementIn({ buffer, start, end }: TokenRange, { words }: Surroundings): Outcome | null {
  if (end <= start) return null;
  const isStatement = words.statements.has(tokenSpelling(buffer, start)) || tokenText(buffer, end - 1) === ";";
  return isStatement ? unsupported("macro-is-statement", `it begins with "${tokenText(buffer, start)}"`) : null;
}

const NEEDS_STATEMENTS = unsupported("macro-needs-shim", "it has statements");

/** Whether statements stand inside, as in `({ if (x) f(); })`. */
function hasStatement({ buffer, start, end }: TokenRange, { words }: Surroundings): boolean {
  for (let index = start; index < end; index++) {
    if ((words.of(tokenSpelling(buffer, index)) & Word.Statement) !== 0) return true;
  }
  return false;
}

/** A parameter beside `#` or `##` (C11 6.10.3.2, 6.10.3.3). */
function operatorOn(
  parameters: readonly string[],
  { buffer, start, end }: TokenRange,
  { words }: Surroundings,
): string | null {
  for (let index = start; index < end; index++) {
    const spelling = tokenSpelling(buffer, index);
    if (spelling !== words.hash && spelling !== words.paste) continue;
    for (const side of [index + 1, ...(spelling === words.paste ? [index - 1] : [])]) {
      if (side < start || side >= end) continue;
      const operand = tokenText(buffer, side);
      if (parameters.includes(operand)) return operand;
    }
  }
  return null;
}

/** What a parameter would have to be, by where it stands in an expansion that is no integer function. */
function reasonByUse({ range, places }: Expansion, names: readonly string[]): Outcome | null {
  for (const index of places) {
    const name = readable(tokenText(range.buffer, index), names);
    if (!names.includes(name)) return unsupported("macro-needs-token", `it makes ${name} of its parameters`);
    const reason = reasonAt(range, index);
    if (reason !== null) return needs(reason, name);
  }
  return null;
}

/** As `reasonByUse`, of the replacement list with the parameters under their names. */
function reasonInBody(body: TokenRange, names: readonly string[]): Outcome | null {
  for (let index = body.start; index < body.end; index++) {
    const text = tokenText(body.buffer, index);
    const reason = names.includes(text) ? reasonAt(body, index) : null;
    if (reason !== null) return needs(reason, text);
  }
  return null;
}

function needs(reason: keyof typeof NEEDS, name: string): Outcome {
  return unsupported(reason, `its parameter "${name}" ${NEEDS[reason]}`);
}

const NEEDS = {
  "macro-needs-type": "stands where a type does",
  "macro-needs-token": "stands where a member or tag does",
  "macro-needs-lvalue": "is assigned to, or its address taken",
} as const;

function reasonAt({ buffer, start, end }: TokenRange, index: number): keyof typeof NEEDS | null {
  const text = (at: number): string => (at >= start && at < end ? tokenText(buffer, at) : "");
  const [previous, next] = [text(index - 1), text(index + 1)];
  if (previous === "." || previous === "->" || /^(?:struct|union|enum|goto)$/.test(previous))
    return "macro-needs-token";
  if (previous === "," && next === ")" && isOffsetof(text, index)) return "macro-needs-token";
  if (standsAsType({ buffer, start, end }, index)) return "macro-needs-type";
  let [left, right] = [index - 1, index + 1];
  while (text(left) === "(" && text(right) === ")") {
    left--;
    right++;
  }
  if (/^(?:[-+*/%&|^]|<<|>>)?=$|^(?:\+\+|--)$/.test(text(right)) || /^(?:\+\+|--)$/.test(text(left)))
    return "macro-needs-lvalue";
  const takesAddress = text(left) === "&" && !endsOperand(text(left - 1)) && !/^(?:->|\.|\[)$/.test(text(right));
  return takesAddress ? "macro-needs-lvalue" : null;
}

/** `__builtin_offsetof(type, member)` with plain words. */
function isOffsetof(text: (at: number) => string, index: number): boolean {
  for (let at = index - 2; text(at) !== ""; at--) if (text(at) === "(") return text(at - 1) === "__builtin_offsetof";
  return false;
}

/** `(T *)`, `(T) operand`, `T name`, and the operands of built-ins that take types. */
function standsAsType({ buffer, start, end }: TokenRange, index: number): boolean {
  const text = (at: number): string => (at >= start && at < end ? tokenText(buffer, at) : "");
  const kind = (at: number): TokenKind | null => (at < end ? tokenKind(buffer, at) : null);
  const [previous, next] = [text(index - 1), text(index + 1)];
  if (kind(index + 1) === TokenKind.Identifier) return true;
  if (next === "*" && (text(index + 2) === ")" || text(index + 2) === "*")) return true;
  if (previous === "(" && TYPE_OPERATORS.test(text(index - 2))) return true;
  if (previous !== "(" || next !== ")" || isTypeof(text(index - 2))) return false;
  const behind = kind(index + 2);
  return (
    (behind !== null && behind !== TokenKind.Punctuator && behind !== TokenKind.Other) || /^[{(]$/.test(text(index + 2))
  );
}

const TYPE_OPERATORS = /^(?:__builtin_offsetof|__builtin_types_compatible_p|_Alignof)$/;

/** Whether an operand may end here, so that `&` behind it has two operands. */
function endsOperand(text: string): boolean {
  return /^[\w$)\]'"]/.test(text) && text !== "return";
}

function notAnExpression(range: TokenRange, reason: string, names: readonly string[], around: Surroundings): Outcome {
  if (beginsTypeName(range, around.context))
    return unsupported("macro-not-an-expression", "it spells a type or declares something");
  return unsupported("macro-not-an-expression", readable(reason, names));
}
