/**
 * External declarations (C11 6.9, 6.7): typedef names, functions and variables, with linkage (6.2.2) and what
 * several declarations of one entity say together (6.2.7).
 */
import type {
  Attribute,
  DeclarationSpecifiers,
  Declarator,
  DeferredDefinition,
  ExternalDeclaration,
} from "../parse/ast.js";
import { Qualifier } from "../parse/ast.js";
import { type TokenRange, tokenExpansion, tokenSpelling } from "../preprocess/tokens.js";
import { assertNever } from "../support/brand.js";
import type { Position } from "../support/source.js";
import { alignments, hasAttribute } from "./attribute-arguments.js";
import { compositeFunction, compositeType } from "./composite.js";
import { declaredType } from "./declarator.js";
import { bare, canonical, compatible } from "./expression/ctype.js";
import { autoType, completedByInitializer, scalarValue } from "./initializer.js";
import { combineAligned } from "./layout.js";
import { originOf } from "./origin.js";
import { joined } from "./records.js";
import {
  comparePlaces,
  mergedAnnotations,
  mergedAttributes,
  noteRedeclaration,
  type Redeclaration,
} from "./redeclared.js";
import { enlist } from "./scope.js";
import { resolveSpecifiers } from "./specifiers.js";
import { errorType, plain, report, type SemaState } from "./state.js";
import { checkStaticAssert } from "./static-assert.js";
import { typedefDepth } from "./type-bounds.js";
import { functionProblem, problemOf } from "./type-problem.js";
import type { FunctionDecl, FunctionType, QualType, TypedefDecl, TypedefId, VariableDecl } from "./types.js";

/** Analyses one external declaration. */
export function declareExternal(external: ExternalDeclaration, state: SemaState): void {
  switch (external.kind) {
    case "declaration":
      return declaration(external, state);
    case "function-definition": {
      const base = specifiedType(external.specifiers, external.range, false, state);
      return declarator(external.declarator, { ...external, base, body: external.body }, state);
    }
    case "deferred":
      return deferFunction(external, state);
    case "static-assert":
      checkStaticAssert(external.assertion, state);
      return;
    case "asm":
      return;
    case "unparsed":
      state.unparsed.push({ reason: external.reason, position: external.position, range: external.range });
      return;
    default:
      return assertNever(external);
  }
}

/** Declares a function when its name is looked up. */
function deferFunction(deferred: DeferredDefinition, state: SemaState): void {
  const spelling = tokenSpelling(state.unit.tokens, deferred.name);
  // What several declarations say together is worked out in their order.
  if (state.ordinary.at(spelling) === undefined) state.ordinary.defer(spelling, deferred);
  else declareDeferred(deferred, state);
}

/** Wherever its name is looked up, it is declared as at file scope. */
export function declareDeferred(deferred: DeferredDefinition, state: SemaState): void {
  const { enclosing, nesting } = state;
  const scopes = state.scopes.splice(0);
  state.enclosing = null;
  state.nesting = 0;
  try {
    const read = deferred.read();
    if (read !== null) declareExternal(read, state);
  } finally {
    state.scopes.push(...scopes);
    state.enclosing = enclosing;
    state.nesting = nesting;
  }
}

/** What all declarators of one declaration share. */
interface Shared {
  readonly specifiers: DeclarationSpecifiers;
  readonly base: QualType;
  readonly range: TokenRange;
  readonly body: TokenRange | null;
}

function declaration(external: Extract<ExternalDeclaration, { kind: "declaration" }>, state: SemaState): void {
  const { specifiers, declarators, range } = external;
  const base = specifiedType(specifiers, range, declarators.length === 0, state);
  declarators.forEach((one) => {
    declarator(one, { specifiers, base, range, body: null }, state);
  });
}

function specifiedType(
  specifiers: DeclarationSpecifiers,
  range: TokenRange,
  alone: boolean,
  state: SemaState,
): QualType {
  return resolveSpecifiers(specifiers, range.buffer, alone, state);
}

function declarator(declared: Declarator, shared: Shared, state: SemaState): void {
  const { name } = declared;
  if (name === null) return;
  const { specifiers, range } = shared;
  const type = declaredType(initialBase(declared, shared, state), declared, specifiers.attributes, range.buffer, state);
  if (specifiers.storage === "typedef") return declareTypedef(name, type, declared, shared, state);
  const target = type.type.kind === "function" ? type.type : bare(type.type, state.context);
  if (target.kind === "function") declareFunction(name, target, declared, shared, state);
  else declareVariable(name, type, declared, shared, state);
}

/** `__auto_type` takes its type from the initializer (GCC manual, Typeof). */
function initialBase(declared: Declarator, shared: Shared, state: SemaState): QualType {
  if (shared.specifiers.type.kind !== "auto-type" || declared.initializer === null) return shared.base;
  const found = autoType(declared.initializer, state);
  return found === null ? shared.base : { ...found, qualifiers: shared.base.qualifiers };
}

/** C11 6.7.8; a typedef name may be declared again for the same type (6.7p3). */
function declareTypedef(name: string, type: QualType, declared: Declarator, shared: Shared, state: SemaState): void {
  const { buffer } = shared.range;
  const position = tokenExpansion(buffer, declared.token);
  const spelling = tokenSpelling(buffer, declared.token);
  const earlier = state.ordinary.at(spelling);
  if (earlier !== undefined) {
    if (earlier.kind !== "typedef") return reportOtherKind(name, position, state);
    if (!agree(earlier.type, type, state)) return reportConflict(name, position, earlier.origin.position, state);
    if (comparePlaces(position, earlier.origin.position, state.unit.sources) < 0) {
      earlier.origin = originOf(state.unit.sources, declared.token, shared.range);
    }
    return;
  }
  const attributes = joined(shared.specifiers.attributes, declared.attributes);
  const depth = typedefDepth(type.type, state);
  const target = depth === null ? errorType("typedef names nested too deeply") : type;
  const typedef: TypedefDecl = {
    kind: "typedef",
    id: state.typedefs.length as TypedefId,
    name,
    type: target,
    aligned: combineAligned(alignments(attributes, shared.specifiers.alignas, state), "type", state.abi),
    attributes,
    unsupported: problemOf(target.type),
    origin: originOf(state.unit.sources, declared.token, shared.range),
  };
  state.typedefs.push(typedef);
  state.typedefDepths.push(depth ?? 0);
  state.ordinary.set(spelling, typedef);
  enlist(state, typedef);
  markTransparentUnion(typedef, state);
}

/** GCC manual, Common Type Attributes: `transparent_union` on a typedef marks the union that it defines. */
function markTransparentUnion(typedef: TypedefDecl, state: SemaState): void {
  const { type } = typedef.type;
  if (type.kind !== "record" || !hasAttribute(typedef.attributes, "transparent_union")) return;
  const record = state.context.record(type.id);
  if (record.tagKind === "union") record.transparentUnion = true;
}

/** Whether two declarations may be of one entity; what could not be worked out is given the benefit of the doubt. */
function agree(first: QualType, second: QualType, state: SemaState): boolean {
  return compatible(first, second, state.context) || problemOf(first.type) !== null || problemOf(second.type) !== null;
}

function declareFunction(
  name: string,
  type: FunctionType,
  declared: Declarator,
  shared: Shared,
  state: SemaState,
): void {
  const { specifiers, body } = shared;
  const attributes = functionAttributes(declared, specifiers);
  const { buffer } = shared.range;
  const spelling = tokenSpelling(buffer, declared.token);
  const earlier = state.ordinary.at(spelling);
  if (earlier?.kind === "function") return redeclareFunction(earlier, type, attributes, declared, shared, state);
  if (earlier !== undefined) return reportOtherKind(name, tokenExpansion(buffer, declared.token), state);
  const annotations = joined(specifiers.annotations, declared.annotations);
  const entity: FunctionDecl = {
    kind: "function",
    name,
    spelling,
    type,
    linkage: specifiers.storage === "static" ? "internal" : "external",
    body,
    inline: specifiers.inline,
    attributes,
    noreturn: isNoreturn(specifiers, attributes),
    asmLabel: declared.asmLabel,
    annotations,
    overloaded: false,
    unsupported: functionProblem(type) ?? mangled(type, attributes, declared.asmLabel, body),
    origin: originOf(state.unit.sources, declared.token, shared.range),
  };
  state.functions.push(entity);
  state.ordinary.set(spelling, entity);
  enlist(state, entity);
}

function functionAttributes(declared: Declarator, specifiers: DeclarationSpecifiers): readonly Attribute[] {
  const outermost = declared.derivations[0];
  const own = outermost?.kind === "function" ? joined(outermost.attributes, declared.attributes) : declared.attributes;
  return joined(specifiers.attributes, own);
}

/** C11 6.7.4p8 and the attribute. */
function isNoreturn(specifiers: DeclarationSpecifiers, attributes: readonly Attribute[]): boolean {
  return specifiers.noreturn || hasAttribute(attributes, "noreturn") || hasAttribute(attributes, "_Noreturn");
}

/** A later declaration adds what it knows (C11 6.2.7p4; GCC manual, Attribute Syntax: attributes accumulate). */
function redeclareFunction(
  earlier: FunctionDecl,
  type: FunctionType,
  attributes: readonly Attribute[],
  declared: Declarator,
  shared: Shared,
  state: SemaState,
): void {
  const { specifiers, body, range } = shared;
  const position = tokenExpansion(range.buffer, declared.token);
  if (isOtherOverload(earlier, type, attributes)) {
    state.overloads.push({ name: earlier.name, position, by: "object-size" });
    return;
  }
  const later = withConventionOf(type, earlier.type);
  const before = withConventionOf(earlier.type, type);
  if (!agree(plain(before), plain(later), state)) {
    if (![earlier.attributes, attributes].some((list) => hasAttribute(list, "overloadable"))) {
      return reportConflict(earlier.name, position, earlier.origin.position, state);
    }
    state.overloads.push({ name: earlier.name, position, by: "types" });
    earlier.overloaded = true;
    earlier.unsupported = OVERLOADED;
    return;
  }
  if (earlier.overloaded) return;
  const isDefinition = body !== null && earlier.body === null;
  const another = redeclaration(later, attributes, isDefinition, declared, shared, state);
  noteRedeclaration(
    state.redeclared.functions,
    earlier,
    () => asFirst(earlier, before, earlier.body !== null),
    another,
  );
  // The definition's parameter names are those its documentation speaks of.
  earlier.type = isDefinition ? compositeFunction(later, before, state) : compositeFunction(before, later, state);
  earlier.attributes = mergedAttributes(earlier.attributes, attributes);
  earlier.noreturn ||= isNoreturn(specifiers, attributes);
  earlier.inline ||= specifiers.inline;
  earlier.asmLabel ??= declared.asmLabel;
  earlier.annotations = mergedAnnotations(earlier.annotations, another.annotations);
  if (isDefinition) {
    earlier.body = body;
    earlier.origin = another.origin;
  }
  earlier.unsupported =
    functionProblem(earlier.type) ?? mangled(earlier.type, earlier.attributes, earlier.asmLabel, earlier.body);
}

function redeclaration<Type>(
  type: Type,
  attributes: readonly Attribute[],
  isDefinition: boolean,
  declared: Declarator,
  shared: Shared,
  state: SemaState,
): Redeclaration<Type> {
  const annotations = joined(shared.specifiers.annotations, declared.annotations);
  const origin = originOf(state.unit.sources, declared.token, shared.range);
  return { type, attributes, annotations, asmLabel: declared.asmLabel, isDefinition, origin };
}

/** The first declaration, as long as no other has added to it. */
function asFirst<Type>(
  { attributes, annotations = [], asmLabel, origin }: FunctionDecl | VariableDecl,
  type: Type,
  isDefinition: boolean,
): Redeclaration<Type> {
  return { type, attributes, annotations, asmLabel, isDefinition, origin };
}

/** Clang manual, `overloadable`: which one a call means, the types of its arguments say. */
const OVERLOADED = "several functions have this name, and C tells them apart by the types of arguments";

/** The symbol of an `overloadable` function is mangled as in C++, unless a label says which it is. */
function mangled(
  type: FunctionType,
  attributes: readonly Attribute[],
  asmLabel: string | null,
  body: TokenRange | null,
): string | null {
  if (body !== null || asmLabel !== null || !hasAttribute(attributes, "overloadable")) return null;
  return passesObjectSize(type) ? null : "its symbol is mangled for overloading";
}

/**
 * Clang's `overloadable`: a function whose parameters are passed with their object size is another one, with another
 * symbol. The plain one is what the name means to everybody else.
 */
function isOtherOverload(earlier: FunctionDecl, type: FunctionType, attributes: readonly Attribute[]): boolean {
  return hasAttribute(attributes, "overloadable") && passesObjectSize(type) && !passesObjectSize(earlier.type);
}

/** Whether clang passes the sizes of objects along with the arguments (Clang manual, `pass_object_size`). */
export function passesObjectSize(type: FunctionType): boolean {
  return type.parameters.some(
    ({ type: parameter }) =>
      parameter.attributes?.some(({ name }) => /^pass_(?:dynamic_)?object_size$/.test(name)) ?? false,
  );
}

/** A convention that one declaration states holds for all. */
function withConventionOf(type: FunctionType, other: FunctionType): FunctionType {
  if (type.callingConvention !== null || other.callingConvention === null) return type;
  return { ...type, callingConvention: other.callingConvention };
}

function declareVariable(name: string, type: QualType, declared: Declarator, shared: Shared, state: SemaState): void {
  const { specifiers } = shared;
  const { initializer } = declared;
  const completed = initializer === null ? type : completedByInitializer(type, initializer, state);
  const attributes = joined(specifiers.attributes, declared.attributes);
  const { buffer } = shared.range;
  const spelling = tokenSpelling(buffer, declared.token);
  const earlier = state.ordinary.at(spelling);
  if (earlier?.kind === "variable") return redeclareVariable(earlier, completed, attributes, declared, shared, state);
  if (earlier !== undefined) return reportOtherKind(name, tokenExpansion(buffer, declared.token), state);
  const entity: VariableDecl = {
    kind: "variable",
    name,
    spelling,
    type: completed,
    linkage: specifiers.storage === "static" ? "internal" : "external",
    threadLocal: specifiers.threadLocal,
    initializer,
    value: initializer === null ? null : constantValue(completed, initializer, state),
    attributes,
    asmLabel: declared.asmLabel,
    annotations: joined(specifiers.annotations, declared.annotations),
    unsupported: variableProblem(completed, declared, specifiers),
    origin: originOf(state.unit.sources, declared.token, shared.range),
  };
  state.variables.push(entity);
  state.ordinary.set(spelling, entity);
  enlist(state, entity);
}

/** GCC manual, Global Register Variables: such a variable has no address and no symbol. */
function variableProblem(type: QualType, declared: Declarator, specifiers: DeclarationSpecifiers): string | null {
  if (specifiers.storage === "register") return `a global register variable (${declared.asmLabel ?? "no register"})`;
  return problemOf(type.type);
}

/** Only of what can never change: a `const` scalar that is not `volatile`. */
function constantValue(type: QualType, initializer: TokenRange, state: SemaState): VariableDecl["value"] {
  const { qualifiers } = canonical(type, state.context);
  if ((qualifiers & Qualifier.Const) === 0 || (qualifiers & Qualifier.Volatile) !== 0) return null;
  return scalarValue(type, initializer, state);
}

function redeclareVariable(
  earlier: VariableDecl,
  type: QualType,
  attributes: readonly Attribute[],
  declared: Declarator,
  shared: Shared,
  state: SemaState,
): void {
  const { specifiers, range } = shared;
  if (!agree(earlier.type, type, state)) {
    return reportConflict(earlier.name, tokenExpansion(range.buffer, declared.token), earlier.origin.position, state);
  }
  const isDefinition = declared.initializer !== null && earlier.initializer === null;
  const another = redeclaration(type, attributes, isDefinition, declared, shared, state);
  const first = () => asFirst(earlier, earlier.type, earlier.initializer !== null);
  noteRedeclaration(state.redeclared.variables, earlier, first, another);
  earlier.type = compositeType(earlier.type, type, state);
  earlier.attributes = mergedAttributes(earlier.attributes, attributes);
  earlier.threadLocal ||= specifiers.threadLocal;
  earlier.asmLabel ??= declared.asmLabel;
  earlier.annotations = mergedAnnotations(earlier.annotations, another.annotations);
  if (declared.initializer === null || !isDefinition) return;
  earlier.initializer = declared.initializer;
  earlier.value = constantValue(earlier.type, declared.initializer, state);
  earlier.origin = another.origin;
}

function reportOtherKind(name: string, where: Position, state: SemaState): void {
  report(state, "error", "redeclared-as-different-kind", `${name} was declared as another kind of identifier`, where);
}

function reportConflict(name: string, where: Position, before: Position, state: SemaState): void {
  report(state, "error", "conflicting-types", `conflicting types for ${name}`, where, {
    notes: [{ message: "declared before here", where: before }],
  });
}
