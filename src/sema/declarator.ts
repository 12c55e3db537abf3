/** Types that declarators make of a base type (C11 6.7.6, 6.7.7): pointers, arrays, functions and their parameters. */
import type { Attribute, Declarator, Derivation, Parameter, TypeName } from "../parse/ast.js";
import { type TokenBuffer, tokenSpelling } from "../preprocess/tokens.js";
import { assertNever } from "../support/brand.js";
import type { SpellingId } from "../support/interner.js";
import { countConstant } from "./constant.js";
import { bare, canonical, pointerTo } from "./expression/ctype.js";
import { closeScope, openScope } from "./scope.js";
import { sharedPointerTo } from "./shared-types.js";
import { elementWithQualifiers, qualified, resolveSpecifiers } from "./specifiers.js";
import { plain, type SemaState } from "./state.js";
import {
  functionTraits,
  functionWithTraits,
  typeAnnotations,
  withFunctionTraits,
  withTypeAttributes,
} from "./type-attributes.js";
import type { ArrayLength, FunctionParameter, FunctionType, QualType } from "./types.js";

/** The type that a type name denotes (C11 6.7.7). */
export function resolveTypeName(typeName: TypeName, buffer: TokenBuffer, state: SemaState): QualType {
  const base = resolveSpecifiers(typeName.specifiers, buffer, false, state);
  return declaredType(base, typeName.declarator, typeName.specifiers.attributes, buffer, state);
}

/**
 * The type of what a declarator declares.
 * @param base as the specifiers denote it
 * @param attributes those of the specifiers, of which calling conventions mean the declared function
 */
export function declaredType(
  base: QualType,
  declarator: Declarator,
  attributes: readonly Attribute[],
  buffer: TokenBuffer,
  state: SemaState,
): QualType {
  const own = declarator.attributes;
  const typed = own.length === 0 ? base : withTypeAttributes(base, own, state);
  const { derivations } = declarator;
  let type = typed;
  for (let index = derivations.length - 1; index >= 0; index--) {
    const derivation = derivations[index];
    if (derivation !== undefined) type = derive(type, derivation, buffer, state);
  }
  if (own.length === 0 && attributes.length === 0) return type;
  const noted = own.length === 0 ? undefined : typeAnnotations(own);
  const kept = noted === undefined ? type : qualified(type, 0, null, [], noted);
  return withFunctionTraits(withFunctionTraits(kept, functionTraits(own), state), functionTraits(attributes), state);
}

function derive(type: QualType, derivation: Derivation, buffer: TokenBuffer, state: SemaState): QualType {
  switch (derivation.kind) {
    case "pointer":
      return derivePointer(type, derivation, state);
    case "array":
      return deriveArray(type, derivation, state);
    case "function":
      return plain(deriveFunction(type, derivation, buffer, state));
    default:
      return assertNever(derivation);
  }
}

function derivePointer(to: QualType, pointer: Extract<Derivation, { kind: "pointer" }>, state: SemaState): QualType {
  const { attributes, annotations, qualifiers, addressSpace } = pointer;
  // GCC manual, Attribute Syntax: a function attribute at the pointer means the function.
  const target = withFunctionTraits(to, functionTraits(attributes), state);
  const type = pointer.block ? plain({ kind: "block", to: target }) : sharedPointerTo(target, state);
  return qualified(type, qualifiers, addressSpace, annotations, typeAnnotations(attributes));
}

function deriveArray(of: QualType, array: Extract<Derivation, { kind: "array" }>, state: SemaState): QualType {
  const length = arrayLength(array, state);
  if ("reason" in length) return plain({ kind: "error", reason: length.reason });
  return plain({ kind: "array", of, length });
}

/** C11 6.7.6.2p3-5; at file scope the size must be constant. */
function arrayLength(
  array: Extract<Derivation, { kind: "array" }>,
  state: SemaState,
): ArrayLength | { readonly reason: string } {
  if (array.unspecified) return { kind: "variable" };
  if (array.size === null) return { kind: "incomplete" };
  const { count, why } = countConstant(array.size, state);
  if (count !== null) return { kind: "known", count };
  if (state.scopes.length > 0) return { kind: "variable" };
  return { reason: `the size of an array is not known: ${why}` };
}

function deriveFunction(
  result: QualType,
  derivation: Extract<Derivation, { kind: "function" }>,
  buffer: TokenBuffer,
  state: SemaState,
): FunctionType {
  const type: FunctionType = {
    kind: "function",
    result,
    parameters: resolveParameters(derivation.parameters, buffer, state),
    variadic: derivation.variadic,
    unprototyped: derivation.unprototyped,
    callingConvention: null,
    noreturn: false,
  };
  return functionWithTraits(type, functionTraits(derivation.attributes));
}

function resolveParameters(
  parameters: readonly Parameter[],
  buffer: TokenBuffer,
  state: SemaState,
): readonly FunctionParameter[] {
  if (parameters.length === 0) return NO_PARAMETERS;
  const scope = openScope(state, parameters.length);
  for (let index = 0; index < parameters.length; index++) {
    const parameter = parameters[index] as Parameter;
    const { name, token } = parameter.declarator;
    scope.parameters[index] = resolveParameter(parameter, buffer, state);
    scope.names[index] = name === null ? NO_NAME : tokenSpelling(buffer, token);
  }
  closeScope(state);
  return isVoidList(scope.parameters, state) ? NO_PARAMETERS : scope.parameters;
}

/** No identifier has this spelling. */
const NO_NAME = -1 as SpellingId;

const NO_PARAMETERS: readonly FunctionParameter[] = [];

/** C11 6.7.6.3p10: one unnamed parameter of type `void` (also by a typedef name) means none. */
function isVoidList(parameters: readonly FunctionParameter[], state: SemaState): boolean {
  const only = parameters[0];
  if (parameters.length !== 1 || only === undefined || only.name !== null) return false;
  return bare(only.type.type, state.context).kind === "void";
}

function resolveParameter(parameter: Parameter, buffer: TokenBuffer, state: SemaState): FunctionParameter {
  const { specifiers, declarator } = parameter;
  const base = resolveSpecifiers(specifiers, buffer, false, state);
  const declared = declaredType(base, declarator, specifiers.attributes, buffer, state);
  const type = adjustParameter(declared, declarator, state);
  return { name: declarator.name, type, declared: type === declared ? null : declared };
}

/** C11 6.7.6.3p7-8: an array is a pointer to its element, a function a pointer to it. */
function adjustParameter(declared: QualType, declarator: Declarator, state: SemaState): QualType {
  const { kind } = bare(declared.type, state.context);
  if (kind === "function") return pointerTo(declared);
  if (kind !== "array") return declared;
  const actual = canonical(declared, state.context);
  if (actual.type.kind !== "array") return declared;
  const [outermost] = declarator.derivations;
  const pointer = pointerTo(elementWithQualifiers(actual, actual.type.of));
  // C11 6.7.6.3p7: qualifiers between the brackets are those of the pointer.
  return outermost?.kind === "array" ? qualified(pointer, outermost.qualifiers, null, [], undefined) : pointer;
}
