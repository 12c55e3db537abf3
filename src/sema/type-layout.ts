/**
 * Size and alignment of types (C11 6.5.3.4) as record layout wants them: from the tables of the psABI, from
 * records already laid out, and from `aligned` on typedefs.
 */
import type { SizeAlign, TargetAbi } from "../kernel/abi/types.js";
import { assertNever } from "../support/brand.js";
import { alignments } from "./attribute-arguments.js";
import {
  arrayTypeLayout,
  atomicTypeLayout,
  combineAligned,
  complexTypeLayout,
  minimumAlignment,
  type TypeLayout,
  typedefTypeLayout,
  vectorTypeLayout,
} from "./layout.js";
import type { SemaState } from "./state.js";
import type { CType, EnumDecl, TypedefId } from "./types.js";

/** `sizeof` in bytes; null for an incomplete or variable type. `void` and functions are 1 (GCC manual, Pointer Arith). */
export function sizeOf(type: CType, state: SemaState): number | null {
  return typeLayout(type, state)?.size ?? null;
}

/** `_Alignof` in bytes; null for an incomplete type. An array is aligned like its element, also of unknown length. */
export function alignOf(type: CType, state: SemaState): number | null {
  if (type.kind === "array") return alignOf(type.of.type, state);
  const layout = typeLayout(type, state);
  if (layout !== null) return minimumAlignment(layout, state.abi);
  return type.kind === "typedef" ? alignOfTypedef(type.id, state) : null;
}

/** `__alignof__` in bytes; null for an incomplete type. */
export function preferredAlignOf(type: CType, state: SemaState): number | null {
  if (type.kind === "array") return preferredAlignOf(type.of.type, state);
  return typeLayout(type, state)?.align ?? alignOf(type, state);
}

function alignOfTypedef(id: TypedefId, state: SemaState): number | null {
  const typedef = state.context.typedef(id);
  return typedef.aligned ?? alignOf(typedef.type.type, state);
}

/** Size and alignment of a complete type; null for others. */
export function typeLayout(type: CType, state: SemaState): TypeLayout | null {
  const { abi } = state;
  switch (type.kind) {
    case "void":
    case "function":
      return BYTE;
    case "integer":
      return abi.integers[type.name];
    case "floating":
      return abi.floats[type.name] ?? null;
    case "complex":
      return complexLayout(abi.floats[type.name]);
    case "pointer":
    case "block":
      return abi.pointer;
    case "array":
      return arrayLayout(type, state);
    case "record":
      return state.context.record(type.id).layout;
    case "enum":
      return enumLayout(state.context.enumeration(type.id), state);
    case "typedef":
      return typedefLayout(type.id, state);
    case "vector":
      return vectorTypeLayout(type.bytes, abi);
    case "atomic":
      return atomicLayout(type.of.type, state);
    case "va-list":
      return abi.vaList.kind === "pointer" ? abi.pointer : abi.vaList;
    case "bit-int":
      return bitIntLayout(type.bits, abi);
    case "error":
      return null;
    default:
      return assertNever(type);
  }
}

const BYTE: TypeLayout = { size: 1, align: 1 };

function complexLayout(real: SizeAlign | undefined): TypeLayout | null {
  return real === undefined ? null : complexTypeLayout(real);
}

function arrayLayout(type: Extract<CType, { kind: "array" }>, state: SemaState): TypeLayout | null {
  if (type.length.kind !== "known") return null;
  const element = typeLayout(type.of.type, state);
  if (element === null) return null;
  const layout = arrayTypeLayout(element, type.length.count);
  // Larger than any object: GCC refuses it from half the address space on.
  return Number.isSafeInteger(layout.size) ? layout : null;
}

/** The compatible integer type (C11 6.7.2.2p4), with what `aligned` on the enum says. */
function enumLayout(declared: EnumDecl, state: SemaState): TypeLayout | null {
  if (declared.enumerators === null || state.defining.includes(declared)) return null;
  const layout = state.abi.integers[declared.underlying];
  if (declared.attributes.length === 0) return layout;
  return typedefTypeLayout(layout, combineAligned(alignments(declared.attributes, [], state), "type", state.abi));
}

function typedefLayout(id: TypedefId, state: SemaState): TypeLayout | null {
  const known = state.typedefLayouts[id];
  if (known !== undefined) return known;
  const typedef = state.context.typedef(id);
  const target = typeLayout(typedef.type.type, state);
  if (target === null) return null;
  const layout = typedefTypeLayout(target, typedef.aligned);
  state.typedefLayouts[id] = layout;
  return layout;
}

function atomicLayout(of: CType, state: SemaState): TypeLayout | null {
  const layout = typeLayout(of, state);
  return layout === null ? null : atomicTypeLayout(layout, state.abi);
}

/** `_BitInt` (C23 6.2.5; x86-64 psABI 3.1.2, AAPCS64 5.2): like the next integer type up to 64 bits, then whole units. */
function bitIntLayout(bits: number, abi: TargetAbi): TypeLayout {
  const bytes = powerOfTwoFrom(Math.ceil(bits / 8));
  const unit = abi.arch === "aarch64" ? 16 : abi.pointer.size;
  if (bytes <= 8) return { size: bytes, align: Math.min(bytes, unit) };
  return { size: Math.ceil(bits / (8 * unit)) * unit, align: unit };
}

function powerOfTwoFrom(value: number): number {
  let power = 1;
  while (power < value) power *= 2;
  return power;
}
