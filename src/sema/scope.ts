/** Scopes and name spaces of identifiers (C11 6.2.1, 6.2.3): tags and ordinary identifiers of file and prototype scope. */
import { NO_POSITION } from "../support/source.js";
import type { Scope, SemaState, TagTarget } from "./state.js";
import type { Declared, FunctionParameter, OrdinaryIdentifier, QualType, VariableDecl } from "./types.js";

/** Opens a function prototype scope (C11 6.2.1p4). */
export function openScope(state: SemaState): Scope {
  const scope: Scope = { tags: null, enumerators: null, parameters: [] };
  state.scopes.push(scope);
  return scope;
}

/** Closes the innermost scope. */
export function closeScope(state: SemaState): void {
  state.scopes.pop();
}

/** What a tag denotes here; inner scopes hide outer ones. */
export function findTag(state: SemaState, tag: string): TagTarget | undefined {
  for (let depth = state.scopes.length - 1; depth >= 0; depth--) {
    const found = state.scopes[depth]?.tags?.get(tag);
    if (found !== undefined) return found;
  }
  return state.tags.get(tag);
}

/** What a tag denotes in the innermost scope itself, which is where a definition completes it (C11 6.7.2.3p4). */
export function findTagHere(state: SemaState, tag: string): TagTarget | undefined {
  const scope = state.scopes.at(-1);
  return scope === undefined ? state.tags.get(tag) : scope.tags?.get(tag);
}

/** Declares a tag in the innermost scope. Records do not open a scope in C (6.2.1p4). */
export function declareTag(state: SemaState, tag: string, target: TagTarget): void {
  const scope = state.scopes.at(-1);
  if (scope === undefined) {
    state.tags.set(tag, target);
    return;
  }
  scope.tags ??= new Map();
  scope.tags.set(tag, target);
}

type Enumerator = Extract<OrdinaryIdentifier, { kind: "enumerator" }>;

/** Declares an enumerator in an inner scope. */
export function declareLocalEnumerator(scope: Scope, name: string, target: Enumerator): void {
  scope.enumerators ??= new Map();
  scope.enumerators.set(name, target);
}

/** What an ordinary identifier denotes here. A parameter looks like a variable: see `findLocalVariable`. */
export function findOrdinary(state: SemaState, name: string): OrdinaryIdentifier | undefined {
  for (let depth = state.scopes.length - 1; depth >= 0; depth--) {
    const scope = state.scopes[depth];
    const found = scope?.enumerators?.get(name);
    if (found !== undefined) return found;
    if (scope !== undefined && parameterNamed(scope, name) !== undefined) return { kind: "variable", name };
  }
  return state.ordinary.get(name);
}

/** The parameter of an open prototype scope, as a variable without initializer. */
export function findLocalVariable(state: SemaState, name: string): VariableDecl | undefined {
  for (let depth = state.scopes.length - 1; depth >= 0; depth--) {
    const scope = state.scopes[depth];
    const parameter = scope === undefined ? undefined : parameterNamed(scope, name);
    if (parameter !== undefined) return parameterAsVariable(state, name, parameter.type);
  }
  return undefined;
}

function parameterNamed(scope: Scope, name: string): FunctionParameter | undefined {
  for (const parameter of scope.parameters) if (parameter.name === name) return parameter;
  return undefined;
}

function parameterAsVariable(state: SemaState, name: string, type: QualType): VariableDecl {
  return {
    name,
    type,
    linkage: "internal",
    threadLocal: false,
    initializer: null,
    value: null,
    attributes: [],
    asmLabel: null,
    unsupported: null,
    origin: { position: NO_POSITION, macro: null, range: { buffer: state.unit.tokens, start: 0, end: 0 } },
  };
}

/** Notes that the translation unit declares something, in order. */
export function enlist(state: SemaState, declared: Declared): void {
  if (!state.sealed) state.order.push(declared);
}
