/**
 * Types that declaration specifiers denote (C11 6.7.2, 6.7.3, 6.7.8; GCC manual, Typeof): base type, qualifiers,
 * address space, annotations and the attributes that belong to a type.
 */

import type { IntegerKind } from "../kernel/abi/types.js";
import { type DeclarationSpecifiers, Qualifier, type TypeSpecifier } from "../parse/ast.js";
import type { TokenBuffer, TokenRange } from "../preprocess/tokens.js";
import { tokenExpansion, tokenSpelling } from "../preprocess/tokens.js";
import { assertNever } from "../support/brand.js";
import { countConstant, typeOfOperand } from "./constant.js";
import { resolveTypeName } from "./declarator.js";
import { resolveEnum } from "./enums.js";
import { integerType, typeofUnqual, unqualified, VOID, withQualifiers } from "./expression/ctype.js";
import { resolveRecord } from "./records.js";
import { findOrdinary } from "./scope.js";
import { constant, recordType, typedefType } from "./shared-types.js";
import { errorType, plain, report, type SemaState } from "./state.js";
import { typeAnnotations, withTypeAttributes } from "./type-attributes.js";
import type { CType, QualType } from "./types.js";

/**
 * The type that specifiers denote, before any declarator. Declares the tags and enumerators in it.
 * @param buffer what the specifiers' token numbers refer to
 * @param alone no declarator follows: `struct tag;` then declares the tag anew in this scope (C11 6.7.2.3p7)
 */
export function resolveSpecifiers(
  specifiers: DeclarationSpecifiers,
  buffer: TokenBuffer,
  alone: boolean,
  state: SemaState,
): QualType {
  const base = resolveTypeSpecifier(specifiers.type, buffer, alone, state);
  const { attributes, annotations, addressSpace, qualifiers } = specifiers;
  const isPlain = attributes.length === 0 && annotations.length === 0 && addressSpace === null;
  if (isPlain && qualifiers === 0) return base;
  if (isPlain && qualifiers === Qualifier.Const && base.qualifiers === 0) return constant(base, state);
  const typed = withTypeAttributes(base, attributes, state);
  return qualified(typed, qualifiers, addressSpace, annotations, typeAnnotations(attributes));
}

/** A type with what one level of a declaration adds to it. */
export function qualified(
  base: QualType,
  qualifiers: number,
  addressSpace: string | null,
  annotations: DeclarationSpecifiers["annotations"],
  attributes: QualType["attributes"],
): QualType {
  if (qualifiers === 0 && addressSpace === null && annotations.length === 0 && attributes === undefined) return base;
  const atomic = (qualifiers & Qualifier.Atomic) !== 0;
  // C11 6.7.2.4p4: the qualifier and the specifier `_Atomic` mean the same type.
  const under = atomic ? plain({ kind: "atomic", of: unqualified(base) }) : base;
  const all = (base.qualifiers | qualifiers) & ~Qualifier.Atomic;
  const notes = annotations.length === 0 ? base.annotations : [...(base.annotations ?? []), ...annotations];
  const kept = attributes === undefined ? base.attributes : [...(base.attributes ?? []), ...attributes];
  return {
    type: under.type,
    qualifiers: all,
    addressSpace: addressSpace ?? base.addressSpace,
    ...(notes === undefined ? {} : { annotations: notes }),
    ...(kept === undefined ? {} : { attributes: kept }),
  };
}

function resolveTypeSpecifier(type: TypeSpecifier, buffer: TokenBuffer, alone: boolean, state: SemaState): QualType {
  switch (type.kind) {
    case "void":
      return VOID;
    case "integer":
      return resolveInteger(type.name, state);
    case "floating":
      return resolveFloating(type, state);
    case "va-list":
      return VA_LIST;
    case "typedef-name":
      return resolveTypedefName(type, buffer, state);
    case "typeof":
      return resolveTypeof(type.operand, type.unqualified, state);
    case "auto-type":
      return errorType("__auto_type needs an initializer");
    case "atomic":
      return plain({ kind: "atomic", of: resolveTypeName(type.typeName, buffer, state) });
    case "bit-int":
      return resolveBitInt(type.width, type.unsigned, state);
    case "record":
      return recordType(resolveRecord(type, alone, state), state);
    case "enum":
      return plain({ kind: "enum", id: resolveEnum(type, alone, state) });
    default:
      return assertNever(type);
  }
}

const VA_LIST: QualType = plain({ kind: "va-list" });

function resolveInteger(name: IntegerKind, state: SemaState): QualType {
  if (!state.abi.int128 && (name === "__int128" || name === "unsigned __int128")) {
    return errorType(`${state.abi.arch} has no __int128`);
  }
  return integerType(name);
}

function resolveFloating(type: Extract<TypeSpecifier, { kind: "floating" }>, state: SemaState): QualType {
  if (state.abi.floats[type.name] === undefined) return errorType(`${state.abi.arch} has no ${type.name}`);
  return plain({ kind: type.complex ? "complex" : "floating", name: type.name });
}

/** Typedef names that GCC and clang declare themselves (GCC manual, __int128). */
const BUILTIN_TYPEDEFS: ReadonlyMap<string, CType> = new Map<string, CType>([
  ["__int128_t", { kind: "integer", name: "__int128" }],
  ["__uint128_t", { kind: "integer", name: "unsigned __int128" }],
  ["__builtin_va_list", { kind: "va-list" }],
]);

function resolveTypedefName(
  type: Extract<TypeSpecifier, { kind: "typedef-name" }>,
  buffer: TokenBuffer,
  state: SemaState,
): QualType {
  const found = findOrdinary(state, tokenSpelling(buffer, type.token));
  if (found?.kind === "typedef") return typedefType(found.id, state);
  const builtin = found === undefined ? BUILTIN_TYPEDEFS.get(type.name) : undefined;
  if (builtin !== undefined) return plain(builtin);
  report(state, "error", "unknown-type-name", `unknown type name "${type.name}"`, tokenExpansion(buffer, type.token), {
    help: "include the header that declares it",
  });
  return errorType(`unknown type name "${type.name}"`);
}

function resolveTypeof(operand: TokenRange, unqual: boolean, state: SemaState): QualType {
  const type = typeOfOperand(operand, state);
  return unqual ? typeofUnqual(type, state.context) : type;
}

function resolveBitInt(width: TokenRange, unsigned: boolean, state: SemaState): QualType {
  const { count, why } = countConstant(width, state);
  if (count === null) return errorType(`the width of _BitInt is not known: ${why}`);
  if (count < (unsigned ? 1 : 2) || count > MAX_BIT_INT) return errorType(`_BitInt(${count}) does not exist`);
  return plain({ kind: "bit-int", signed: !unsigned, bits: count });
}

/** clang 16's BITINT_MAXWIDTH. */
const MAX_BIT_INT = 8_388_608;

/** C11 6.7.3p9: qualifiers of an array type are those of its elements. */
export function elementWithQualifiers(array: QualType, element: QualType): QualType {
  return withQualifiers(element, array.qualifiers, array.addressSpace);
}
