/** Scopes and name spaces of identifiers (C11 6.2.1, 6.2.3): tags and ordinary identifiers of file and prototype scope. */
import type { EnumSpecifier, RecordSpecifier } from "../parse/ast.js";
import { tokenSpelling } from "../preprocess/tokens.js";
import type { SpellingId } from "../support/interner.js";
import { NO_POSITION } from "../support/source.js";
import type { Scope, SemaState } from "./state.js";
import type { Declared, EnumeratorDecl, FunctionParameter, OrdinaryIdentifier, Tagged, VariableDecl } from "./types.js";

/** Opens a function prototype scope (C11 6.2.1p4). Lists that grow would be longer than they must. */
export function openScope(state: SemaState, parameters = 0): Scope {
  const scope: Scope = {
    tags: null,
    enumerators: null,
    parameters: new Array<FunctionParameter>(parameters),
    names: new Array<SpellingId>(parameters),
  };
  state.scopes.push(scope);
  return scope;
}

/** Closes the innermost scope. */
export function closeScope(state: SemaState): void {
  state.scopes.pop();
}

/** What a tag denotes here; inner scopes hide outer ones. */
function findTag(state: SemaState, tag: SpellingId): Tagged | undefined {
  const { scopes } = state;
  for (let depth = scopes.length - 1; depth >= 0; depth--) {
    const found = scopes[depth]?.tags?.get(tag);
    if (found !== undefined) return found;
  }
  return state.tags.at(tag);
}

/** What the tag of a specifier denotes here, or only in this very scope. */
export function foundTag({ tag, token, range }: TagSpecifier, here: boolean, state: SemaState): Tagged | undefined {
  if (tag === null) return undefined;
  const spelling = tokenSpelling(range.buffer, token);
  return here ? findTagHere(state, spelling) : findTag(state, spelling);
}

type TagSpecifier = Pick<RecordSpecifier | EnumSpecifier, "tag" | "token" | "range">;

/** What a tag denotes in the innermost scope itself, which is where a definition completes it (C11 6.7.2.3p4). */
function findTagHere(state: SemaState, tag: SpellingId): Tagged | undefined {
  const scope = state.scopes.at(-1);
  return scope === undefined ? state.tags.at(tag) : scope.tags?.get(tag);
}

/** Declares a tag in the innermost scope. Records do not open a scope in C (6.2.1p4). */
export function declareTag(state: SemaState, tag: SpellingId, target: Tagged): void {
  const scope = state.scopes.at(-1);
  if (scope === undefined) {
    state.tags.set(tag, target);
    return;
  }
  scope.tags ??= new Map();
  scope.tags.set(tag, target);
}

/** Declares an enumerator in an inner scope. */
export function declareLocalEnumerator(scope: Scope, enumerator: EnumeratorDecl): void {
  scope.enumerators ??= new Map();
  scope.enumerators.set(enumerator.spelling, enumerator);
}

/** What an ordinary identifier denotes here. */
export function findOrdinary(state: SemaState, name: SpellingId): OrdinaryIdentifier | undefined {
  const { scopes } = state;
  for (let depth = scopes.length - 1; depth >= 0; depth--) {
    const scope = scopes[depth];
    if (scope === undefined) continue;
    const found = scope.enumerators?.get(name);
    if (found !== undefined) return found;
    const parameter = scope.parameters[scope.names.indexOf(name)];
    if (parameter !== undefined) return parameterAsVariable(state, name, parameter);
  }
  return state.ordinary.at(name);
}

/** A parameter of an open prototype scope looks like a variable without initializer. */
function parameterAsVariable(state: SemaState, spelling: SpellingId, { name, type }: FunctionParameter): VariableDecl {
  return {
    kind: "variable",
    name: name ?? "",
    spelling,
    type,
    linkage: "internal",
    threadLocal: false,
    initializer: null,
    value: null,
    attributes: [],
    asmLabel: null,
    annotations: [],
    unsupported: null,
    origin: { position: NO_POSITION, macro: null, buffer: state.unit.tokens, start: 0, end: 0 },
  };
}

/** Notes that the translation unit declares something, in order. */
export function enlist(state: SemaState, declared: Declared): void {
  if (!state.sealed) state.order.push(declared);
}
