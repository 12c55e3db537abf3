/**
 * Attributes that make another type of the one they stand at (GCC manual, Common Type Attributes and Common
 * Variable Attributes `mode`, `vector_size`; target function attributes for calling conventions).
 */
import type { IntegerKind, TargetAbi } from "../kernel/abi/types.js";
import type { Attribute } from "../parse/ast.js";
import { attributeText, identifierArgument } from "./attribute-arguments.js";
import { countConstant } from "./constant.js";
import { bare } from "./expression/ctype.js";
import { isSigned } from "./expression/integer.js";
import { errorType, plain, type SemaState } from "./state.js";
import { sizeOf } from "./type-layout.js";
import type { CType, FunctionType, QualType } from "./types.js";

/** Which convention a function is called by, where it is not the ABI's own. */
const CALLING_CONVENTIONS: ReadonlySet<string> = new Set([
  "ms_abi",
  "sysv_abi",
  "cdecl",
  "stdcall",
  "fastcall",
  "thiscall",
  "vectorcall",
  "regcall",
  "pascal",
  "regparm",
  "sseregparm",
  "force_align_arg_pointer",
  "no_caller_saved_registers",
  "no_callee_saved_registers",
  "interrupt",
  "interrupt_handler",
  "signal",
  "isr",
  "preserve_most",
  "preserve_all",
  "preserve_none",
  "swiftcall",
  "swiftasynccall",
  "intel_ocl_bicc",
  "pcs",
  "aarch64_vector_pcs",
  "aarch64_sve_pcs",
  "riscv_vector_cc",
  // Calls as usual, but makes another type (GCC manual, x86 Function Attributes).
  "nocf_check",
]);

/** Attributes that qualify a type without changing what it is; they stay with it. */
const TYPE_ANNOTATIONS: ReadonlySet<string> = new Set([
  "btf_type_tag",
  "noderef",
  "may_alias",
  "ptrauth",
  // Clang: such a parameter brings a hidden one with it.
  "pass_object_size",
  "pass_dynamic_object_size",
]);

/** The attributes among these that stay with the type; `undefined` for none. */
export function typeAnnotations(attributes: readonly Attribute[]): readonly Attribute[] | undefined {
  if (attributes.length === 0) return undefined;
  const kept = attributes.filter((attribute) => TYPE_ANNOTATIONS.has(attribute.name));
  return kept.length === 0 ? undefined : kept;
}

/** `force_align_arg_pointer` concerns the callee alone. */
function isConvention(attribute: Attribute): boolean {
  return attribute.name !== "force_align_arg_pointer" && CALLING_CONVENTIONS.has(attribute.name);
}

/** The calling convention that attributes spell (`regparm(3)`), null for none. */
function callingConvention(attributes: readonly Attribute[]): string | null {
  if (attributes.length === 0) return null;
  let text: string | null = null;
  for (const attribute of attributes) {
    if (!isConvention(attribute)) continue;
    const one = attributeText(attribute);
    text = text === null || text === one ? one : `${text}, ${one}`;
  }
  return text;
}

/** What attributes say about a function type. */
export interface FunctionTraits {
  readonly callingConvention: string | null;
  readonly noreturn: boolean;
}

/** The traits that attributes spell, null for none. */
export function functionTraits(attributes: readonly Attribute[]): FunctionTraits | null {
  if (attributes.length === 0) return null;
  const traits = {
    callingConvention: callingConvention(attributes),
    noreturn: attributes.some((attribute) => attribute.name === "noreturn"),
  };
  return traits.callingConvention === null && !traits.noreturn ? null : traits;
}

/**
 * Gives the function that a declaration declares or points to its traits: an attribute that stands at a pointer to
 * function means the function (GCC manual, Attribute Syntax).
 */
export function withFunctionTraits(type: QualType, traits: FunctionTraits | null, state: SemaState): QualType {
  if (traits === null) return type;
  const target = bare(type.type, state.context);
  switch (target.kind) {
    case "function":
      return { ...type, type: functionWithTraits(target, traits) };
    case "pointer":
    case "block":
      return { ...type, type: { kind: target.kind, to: withFunctionTraits(target.to, traits, state) } };
    case "array": {
      // GCC lets `noreturn` reach through pointers only and ignores it elsewhere.
      const reaching = state.abi.compiler === "gcc" ? { ...traits, noreturn: false } : traits;
      return { ...type, type: { ...target, of: withFunctionTraits(target.of, reaching, state) } };
    }
    default:
      return type;
  }
}

/** Applies the traits to a function type only. */
export function functionWithTraits(type: FunctionType, traits: FunctionTraits | null): FunctionType {
  if (traits === null) return type;
  return {
    ...type,
    callingConvention: traits.callingConvention ?? type.callingConvention,
    noreturn: type.noreturn || traits.noreturn,
  };
}

/** Applies `mode`, `vector_size` and `ext_vector_type` to the type that specifiers name, in the order of writing. */
export function withTypeAttributes(base: QualType, attributes: readonly Attribute[], state: SemaState): QualType {
  if (attributes.length === 0) return base;
  let type = base;
  for (const attribute of attributes) {
    switch (attribute.name) {
      case "mode":
        type = withMode(type, identifierArgument(attribute.args[0]), state);
        break;
      case "vector_size":
        type = withVectorSize(type, attribute, state);
        break;
      case "ext_vector_type":
        type = withVectorCount(type, attribute, state);
        break;
      default:
        break;
    }
  }
  return type;
}

/** Bytes of the machine modes that `mode` may name (GCC internals, Machine Modes). */
const MODE_BYTES: Readonly<Record<string, number>> = {
  QI: 1,
  byte: 1,
  HI: 2,
  SI: 4,
  DI: 8,
  TI: 16,
  SF: 4,
  DF: 8,
};

/** The size that a mode names, in bytes; null for modes that no kernel type uses. */
export function modeBytes(mode: string | null, abi: TargetAbi): number | null {
  if (mode === "word" || mode === "pointer" || mode === "unwind_word") return abi.pointer.size;
  return MODE_BYTES[mode ?? ""] ?? null;
}

function withMode(type: QualType, mode: string | null, state: SemaState): QualType {
  const bytes = modeBytes(mode, state.abi);
  const target = bare(type.type, state.context);
  if (bytes !== null && sizeOf(target, state) === bytes && target.kind !== "enum") return type;
  const changed = bytes === null ? null : typeOfMode(target, mode ?? "", bytes, state.abi);
  return changed === null
    ? errorType(`the mode ${mode ?? "?"} of a type is not supported`)
    : { ...type, type: changed };
}

/** GCC takes the first type of that size in this order. */
const MODE_CANDIDATES: readonly (readonly [IntegerKind, IntegerKind])[] = [
  ["int", "unsigned int"],
  ["signed char", "unsigned char"],
  ["short", "unsigned short"],
  ["long", "unsigned long"],
  ["long long", "unsigned long long"],
  ["__int128", "unsigned __int128"],
];

function typeOfMode(type: CType, mode: string, bytes: number, abi: TargetAbi): CType | null {
  if (type.kind === "floating" && mode.endsWith("F")) {
    return { kind: "floating", name: bytes === 4 ? "float" : "double" };
  }
  if (type.kind !== "integer" || mode.endsWith("F")) return null;
  const name = integerOfSize(bytes, isSigned(type.name, abi), abi);
  return name === null ? null : { kind: "integer", name };
}

/** The integer type that a machine mode of `bytes` has in C; null without one. */
export function integerOfSize(bytes: number, signed: boolean, abi: TargetAbi): IntegerKind | null {
  const found = MODE_CANDIDATES.find(([kind]) => abi.integers[kind].size === bytes);
  if (found === undefined || (bytes === 16 && !abi.int128)) return null;
  return signed ? found[0] : found[1];
}

/** The argument is the size of the whole vector in bytes; it applies to the innermost element type. */
function withVectorSize(type: QualType, attribute: Attribute, state: SemaState): QualType {
  const [argument] = attribute.args;
  const size = argument === undefined ? null : countConstant(argument, state).count;
  if (size === null || size === 0) return errorType("the size of a vector is no constant");
  return mapElement(type, state, (element) => plain({ kind: "vector", of: element, bytes: size }));
}

/** Clang's: the argument counts elements. */
function withVectorCount(type: QualType, attribute: Attribute, state: SemaState): QualType {
  const [argument] = attribute.args;
  const count = argument === undefined ? null : countConstant(argument, state).count;
  return mapElement(type, state, (element) => {
    const size = sizeOf(element, state);
    if (count === null || count === 0 || size === null) return errorType("the size of a vector is no constant");
    return plain({ kind: "vector", of: element, bytes: size * count });
  });
}

function mapElement(type: QualType, state: SemaState, make: (element: CType) => QualType): QualType {
  const target = bare(type.type, state.context);
  if (target.kind === "pointer") return { ...type, type: { kind: "pointer", to: mapElement(target.to, state, make) } };
  if (target.kind === "array") return { ...type, type: { ...target, of: mapElement(target.of, state, make) } };
  return { ...type, type: make(type.type).type };
}
