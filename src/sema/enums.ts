/** Enumerations (C11 6.7.2.2, 6.7.2.3; GCC manual, Incomplete Enums): tags, values in order, and their types. */
import type { IntegerKind } from "../kernel/abi/types.js";
import type { Enumerator, EnumSpecifier } from "../parse/ast.js";
import { tokenExpansion, tokenSpelling } from "../preprocess/tokens.js";
import type { Position } from "../support/source.js";
import { findAttribute, hasAttribute, identifierArgument } from "./attribute-arguments.js";
import { integerConstant } from "./constant.js";
import { resolveTypeName } from "./declarator.js";
import { chooseEnumType } from "./enum-type.js";
import { integerKindOf } from "./expression/ctype.js";
import { limitsOf, promote, shapeOf } from "./expression/integer.js";
import { originOf } from "./origin.js";
import { noteMention } from "./redeclared.js";
import { declareLocalEnumerator, declareTag, enlist, foundTag } from "./scope.js";
import { report, type SemaState } from "./state.js";
import { integerOfSize, modeBytes } from "./type-attributes.js";
import type { EnumDecl, EnumeratorDecl, EnumId } from "./types.js";

/** The enum that a specifier denotes; defines it when the specifier has a list. */
export function resolveEnum(specifier: EnumSpecifier, alone: boolean, state: SemaState): EnumId {
  if (specifier.enumerators === null) return referToEnum(specifier, alone, state);
  const declared = openEnum(specifier, state);
  if (declared.enumerators !== null) {
    reportRedefinition(specifier, declared, state);
    return declared.id;
  }
  declared.origin = originOf(state.unit.sources, specifier.token, specifier.range);
  declared.parent = state.enclosing;
  defineEnum(declared, specifier, specifier.enumerators, state);
  return declared.id;
}

/** C11 6.7.2.3p9: a tag that is not visible yet is declared; that of an enum only as GCC's extension. */
function referToEnum(specifier: EnumSpecifier, alone: boolean, state: SemaState): EnumId {
  const found = foundTag(specifier, alone, state);
  if (found?.kind === "enum") {
    if (found.enumerators === null) noteMention(found, specifier, state);
    return found.id;
  }
  if (found !== undefined) reportOtherTag(specifier, state);
  const declared = newEnum(specifier, state);
  if (specifier.fixedType !== null) declared.underlying = fixedType(specifier, state) ?? declared.underlying;
  return declared.id;
}

/** The enum that a definition completes: one declared in this very scope, or a new one. */
function openEnum(specifier: EnumSpecifier, state: SemaState): EnumDecl {
  const found = foundTag(specifier, true, state);
  if (found?.kind === "enum") return found;
  if (found !== undefined) reportOtherTag(specifier, state);
  return newEnum(specifier, state);
}

function newEnum(specifier: EnumSpecifier, state: SemaState): EnumDecl {
  const declared: EnumDecl = {
    kind: "enum",
    id: state.enums.length as EnumId,
    tag: specifier.tag,
    enumerators: null,
    underlying: "unsigned int",
    attributes: specifier.attributes,
    packed: false,
    unsupported: null,
    parent: null,
    origin: originOf(state.unit.sources, specifier.token, specifier.range),
  };
  state.enums.push(declared);
  if (specifier.tag !== null) declareTag(state, tokenSpelling(specifier.range.buffer, specifier.token), declared);
  enlist(state, declared);
  return declared;
}

function defineEnum(declared: EnumDecl, specifier: EnumSpecifier, list: readonly Enumerator[], state: SemaState): void {
  declared.attributes = specifier.attributes;
  declared.packed = hasAttribute(specifier.attributes, "packed");
  const fixed = specifier.fixedType === null ? null : fixedType(specifier, state);
  if (fixed !== null) declared.underlying = fixed;
  const values: EnumeratorDecl[] = [];
  // Each enumerator is visible right behind its definition (6.2.1p7), also for the values of the next ones.
  declared.enumerators = values;
  state.defining.push(declared);
  let next = 0n;
  list.forEach((enumerator) => {
    const value = enumeratorValue(enumerator, next, fixed, declared, specifier, state);
    values.push(value);
    declareEnumerator(value, state);
    next = value.value + 1n;
  });
  state.defining.pop();
  settleTypes(declared, values, fixed, state);
}

function fixedType(specifier: EnumSpecifier, state: SemaState): IntegerKind | null {
  if (specifier.fixedType === null) return null;
  const type = resolveTypeName(specifier.fixedType, specifier.range.buffer, state);
  return integerKindOf(type.type, state.context);
}

/** 6.7.2.2p3: a constant without a value is one more than the constant before. */
function enumeratorValue(
  enumerator: Enumerator,
  next: bigint,
  fixed: IntegerKind | null,
  declared: EnumDecl,
  specifier: EnumSpecifier,
  state: SemaState,
): EnumeratorDecl {
  const position = tokenExpansion(specifier.range.buffer, enumerator.token);
  let value = next;
  let given: IntegerKind | null = null;
  if (enumerator.value !== null) {
    const result = integerConstant(enumerator.value, state);
    if (result.value === null) noteUnknownValue(declared, enumerator.name, result.why, position, state);
    else {
      value = result.value;
      given = integerKindOf(result.type, state.context);
    }
  }
  return {
    kind: "enumerator",
    enum: declared.id,
    name: enumerator.name,
    spelling: tokenSpelling(specifier.range.buffer, enumerator.token),
    value,
    type: fixed ?? typeInside(value, given, state),
    attributes: enumerator.attributes,
    position,
  };
}

/** Between the braces: `int` if that holds the value (6.7.2.2p3), else the type of the expression (GCC and clang). */
function typeInside(value: bigint, given: IntegerKind | null, state: SemaState): IntegerKind {
  if (holds("int", value, state)) return "int";
  if (given !== null) return promote(given, null, state.abi);
  return WIDER.find((kind) => holds(kind, value, state)) ?? "unsigned long long";
}

const WIDER: readonly IntegerKind[] = ["unsigned int", "long", "unsigned long", "long long", "unsigned long long"];

function holds(kind: IntegerKind, value: bigint, state: SemaState): boolean {
  const { least, greatest } = limitsOf(shapeOf(kind, state.abi));
  return value >= least && value <= greatest;
}

function noteUnknownValue(declared: EnumDecl, name: string, why: string, where: Position, state: SemaState): void {
  declared.unsupported ??= `the value of ${name} is not known: ${why}`;
  report(state, "error", "enumerator-not-constant", `the value of the enumerator ${name} is not known: ${why}`, where);
}

/** Enumerators are ordinary identifiers of the scope around the enum (6.2.3). */
function declareEnumerator(enumerator: EnumeratorDecl, state: SemaState): void {
  const scope = state.scopes.at(-1);
  if (scope !== undefined) {
    declareLocalEnumerator(scope, enumerator);
    return;
  }
  if (state.sealed) return;
  if (state.ordinary.at(enumerator.spelling) !== undefined) {
    const message = `the enumerator ${enumerator.name} redeclares an identifier of the same scope`;
    report(state, "error", "redeclared-as-different-kind", message, enumerator.position);
    return;
  }
  state.ordinary.set(enumerator.spelling, enumerator);
}

/** What is known only at the closing brace: the type of the enum, and those of its constants. */
function settleTypes(
  declared: EnumDecl,
  values: readonly EnumeratorDecl[],
  fixed: IntegerKind | null,
  state: SemaState,
): void {
  const facts = { packed: declared.packed, fixedType: fixed ?? undefined };
  const chosen = chooseEnumType(
    values.map((enumerator) => enumerator.value),
    facts,
    state.abi,
  );
  if ("unsupported" in chosen) {
    declared.unsupported ??= chosen.unsupported;
    report(state, "error", "enum-too-wide", `an enum without a type: ${chosen.unsupported}`, declared.origin.position);
    return;
  }
  declared.underlying = typeOfMode(declared, values, state) ?? chosen.underlying;
  for (let index = 0; index < values.length; index++) {
    const enumerator = values[index] as EnumeratorDecl;
    const ofEnum = chosen.constantTypes[index] ?? enumerator.type;
    if (!holdsAsInt(ofEnum, enumerator)) {
      enumerator.type = ofEnum === chosen.underlying ? declared.underlying : ofEnum;
    }
  }
}

/** A constant of type `int` keeps it, whatever `mode` makes of the enum. */
function holdsAsInt(type: IntegerKind, enumerator: EnumeratorDecl): boolean {
  return type === "int" && enumerator.type === "int";
}

/**
 * GCC manual, Common Type Attributes: `mode` on an enum gives the size of its type; it is unsigned unless a value is
 * negative, but always signed in clang. null without the attribute, or when the mode holds no integer.
 */
function typeOfMode(declared: EnumDecl, values: readonly EnumeratorDecl[], state: SemaState): IntegerKind | null {
  const mode = findAttribute(declared.attributes, "mode");
  const bytes = mode === undefined ? null : modeBytes(identifierArgument(mode.args[0]), state.abi);
  if (bytes === null) return null;
  const signed = state.abi.compiler === "clang" || values.some((enumerator) => enumerator.value < 0n);
  return integerOfSize(bytes, signed, state.abi);
}

function reportRedefinition(specifier: EnumSpecifier, declared: EnumDecl, state: SemaState): void {
  const where = tokenExpansion(specifier.range.buffer, specifier.token);
  report(state, "error", "redefinition", `redefinition of enum ${declared.tag ?? ""}`, where, {
    notes: [{ message: "defined before here", where: declared.origin.position }],
  });
}

/** C11 6.7.2.3p2. */
function reportOtherTag(specifier: EnumSpecifier, state: SemaState): void {
  const where = tokenExpansion(specifier.range.buffer, specifier.token);
  report(state, "error", "wrong-tag-kind", `the tag ${specifier.tag ?? ""} was declared as a struct or union`, where);
}
