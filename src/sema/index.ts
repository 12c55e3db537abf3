/**
 * The sema stage: name spaces, types, constant expressions, attributes and record layout (C11 6.2, 6.7, 6.9).
 *
 * In: the syntax of external declarations and the target. Out: the resolved program, and a context that later
 * stages ask about names, sizes and type names. Nothing is thrown for what the input says: an entity that cannot be
 * worked out has `unsupported` with the reason.
 */
import type { KernelTarget } from "../kernel/types.js";
import type { ExternalDeclaration, ParsedUnit } from "../parse/ast.js";
import { tokenExpansion } from "../preprocess/tokens.js";
import type { PreprocessedUnit } from "../preprocess/types.js";
import { IdSet } from "../support/id-set.js";
import { NameTable } from "../support/name-table.js";
import type { SemaContext } from "./context.js";
import { declareDeferred, declareExternal } from "./declarations.js";
import { contextOver } from "./program-context.js";
import { randomizesRecords } from "./record-layout.js";
import { nothingRedeclared, settleRedeclared } from "./redeclared.js";
import { openScope } from "./scope.js";
import { report, type SemaState } from "./state.js";
import type { Program } from "./types.js";

export type { SemaContext } from "./context.js";
export { declare } from "./print.js";
export type * from "./types.js";

export interface SemaResult {
  readonly program: Program;
  readonly context: SemaContext;
}

/** Analyses all declarations of a translation unit. See the head of the file. */
export function analyse(unit: PreprocessedUnit, parsed: ParsedUnit, target: KernelTarget): SemaResult {
  const state = initialState(unit, target);
  for (const external of parsed.declarations) guarded(external, state);
  settleRedeclared(state);
  seal(state);
  return { program: programOf(state), context: state.context };
}

/** Hostile nesting may exhaust the stack in spite of all bounds: that declaration is then given up, nothing else. */
function guarded(external: ExternalDeclaration, state: SemaState): void {
  try {
    declareExternal(external, state);
  } catch (error) {
    if (!(error instanceof RangeError) || !error.message.includes("call stack")) throw error;
    giveUp(external, state);
  }
}

function giveUp(external: ExternalDeclaration, state: SemaState): void {
  const { range } = external;
  const position = tokenExpansion(range.buffer, range.start);
  const reason = "the declaration is nested too deeply";
  state.scopes.length = 0;
  state.defining.length = 0;
  state.enclosing = null;
  state.nesting = 0;
  state.unparsed.push({ reason, position, range });
  report(state, "error", "nested-too-deeply", reason, position);
}

function initialState(unit: PreprocessedUnit, target: KernelTarget): SemaState {
  const { abi } = target;
  const state: SemaState = {
    unit,
    target,
    abi,
    context: contextOver(() => state, abi),
    records: [],
    enums: [],
    typedefs: [],
    functions: [],
    variables: [],
    ordinary: new NameTable(unit.tokens.interner, (deferred) => declareDeferred(deferred, state)),
    tags: new NameTable(unit.tokens.interner),
    order: [],
    unparsed: [],
    overloads: [],
    diagnostics: [],
    redeclared: nothingRedeclared(),
    staticAsserts: { held: 0, failed: 0, unknown: 0 },
    randomizes: randomizesRecords(target),
    scopes: [],
    defining: [],
    mentionedInside: new IdSet(),
    enclosing: null,
    sealed: false,
    typedefTypes: [],
    recordTypes: [],
    typedefLayouts: [],
    typedefDepths: [],
    nesting: 0,
  };
  return state;
}

/** Later, macros may still declare types in their expansions (`sizeof(struct { … })`): in a scope of their own. */
function seal(state: SemaState): void {
  state.sealed = true;
  openScope(state);
}

function programOf(state: SemaState): Program {
  const { records, enums, typedefs, functions, variables, ordinary, tags, order, unparsed, overloads } = state;
  const { staticAsserts, diagnostics } = state;
  return {
    records,
    enums,
    typedefs,
    declared: { records: records.length, enums: enums.length },
    functions,
    variables,
    ordinary,
    tags,
    order,
    unparsed,
    overloads,
    staticAsserts,
    diagnostics,
  };
}
