/**
 * Rust spelling and Rust layout of IR types.
 *
 * Names follow bindgen 0.72: `::core::ffi::c_int`, `size_t` is `usize`, the fixed-width typedefs are `u8` to
 * `i64`, a function pointer is `Option<unsafe extern "C" fn(…)>`, an incomplete array has length 0.
 */

import type { IrFunctionType, IrOpaqueType, IrQualType, IrType } from "../../ir/types.js";
import type { FloatingKind, IntegerKind } from "../../kernel/abi/types.js";
import { assertNever } from "../../support/brand.js";
import type { TypeItem } from "../item-index.js";
import { factsOf, integerKindOf, isConst, isSigned, itemOf, type RenderModel, resolve } from "../model.js";
import { callProblem } from "./call.js";
import { enumTypeName } from "./enum-style.js";
import type { RustLayout } from "./layout.js";
import { coreCharSigned, vaListShape } from "./primitives.js";
import { recordPlan } from "./record-plan.js";

/** Typedef names with a Rust type of their own (C11 7.20, 7.19; POSIX `ssize_t`). */
const NAMED_TYPES: ReadonlyMap<
  string,
  { readonly rust: string; readonly bytes: number | "pointer"; readonly signed: boolean }
> = new Map([
  ["int8_t", { rust: "i8", bytes: 1, signed: true }],
  ["int16_t", { rust: "i16", bytes: 2, signed: true }],
  ["int32_t", { rust: "i32", bytes: 4, signed: true }],
  ["int64_t", { rust: "i64", bytes: 8, signed: true }],
  ["uint8_t", { rust: "u8", bytes: 1, signed: false }],
  ["uint16_t", { rust: "u16", bytes: 2, signed: false }],
  ["uint32_t", { rust: "u32", bytes: 4, signed: false }],
  ["uint64_t", { rust: "u64", bytes: 8, signed: false }],
  ["size_t", { rust: "usize", bytes: "pointer", signed: false }],
  ["uintptr_t", { rust: "usize", bytes: "pointer", signed: false }],
  ["ssize_t", { rust: "isize", bytes: "pointer", signed: true }],
  ["intptr_t", { rust: "isize", bytes: "pointer", signed: true }],
  ["ptrdiff_t", { rust: "isize", bytes: "pointer", signed: true }],
]);

/** The Rust type of a typedef that has one by its name, if size and sign are what the name promises. */
export function namedType(model: RenderModel, name: string, type: IrType): string | null {
  if (model.options.sizeTypes === "c" && (name === "size_t" || name === "ssize_t")) return null;
  const named = NAMED_TYPES.get(name);
  if (named === undefined) return null;
  const kind = integerKindOf(model, type);
  if (kind === null) return null;
  const bytes = named.bytes === "pointer" ? model.bindings.target.pointerSize : named.bytes;
  return model.bindings.target.integers[kind].size === bytes && isSigned(model, kind) === named.signed
    ? named.rust
    : null;
}

/** Rust spelling of a type on one line. */
export function rustType(model: RenderModel, type: IrType): string {
  const facts = factsOf(model, type);
  facts.text ??= typeText(model, type);
  return facts.text;
}

function typeText(model: RenderModel, type: IrType): string {
  switch (type.kind) {
    case "void":
      return `${model.options.ctypesPrefix}::c_void`;
    case "integer":
      return rustInteger(model, type.name);
    case "floating":
      return rustFloating(model, type.name, type.size, type.align);
    case "opaque":
      return rustOpaque(model, type);
    case "pointer":
      return rustPointer(model, type.to);
    case "block":
      return `*mut ${model.options.ctypesPrefix}::c_void`;
    case "array":
      return `[${rustType(model, type.of.type)}; ${type.length ?? 0}usize]`;
    case "function":
      return rustFunctionPointer(model, type);
    case "item":
      return itemText(model, itemOf(model, type.id));
    case "va-list":
      return rustVaList(model);
    case "atomic":
      return rustType(model, type.of.type);
    default:
      return assertNever(type, "type");
  }
}

const C_INTEGERS: Readonly<Record<Exclude<IntegerKind, "_Bool" | "char" | "__int128" | "unsigned __int128">, string>> =
  {
    "signed char": "c_schar",
    "unsigned char": "c_uchar",
    short: "c_short",
    "unsigned short": "c_ushort",
    int: "c_int",
    "unsigned int": "c_uint",
    long: "c_long",
    "unsigned long": "c_ulong",
    "long long": "c_longlong",
    "unsigned long long": "c_ulonglong",
  };

function rustInteger(model: RenderModel, kind: IntegerKind): string {
  const prefix = model.options.ctypesPrefix;
  switch (kind) {
    case "_Bool":
      return "bool";
    case "char":
      return rustChar(model, prefix);
    case "__int128":
      return hasInt128(model) ? "i128" : opaqueInt128(model, kind);
    case "unsigned __int128":
      return hasInt128(model) ? "u128" : opaqueInt128(model, kind);
    default:
      return `${prefix}::${C_INTEGERS[kind]}`;
  }
}

/** `-funsigned-char` and `-fsigned-char` may make `char` another type than `core::ffi::c_char`. */
function rustChar(model: RenderModel, prefix: string): string {
  const { target } = model.bindings;
  const { charSigned } = target;
  if (prefix !== "::core::ffi" || coreCharSigned(target) === charSigned) return `${prefix}::c_char`;
  return charSigned ? "i8" : "u8";
}

/** Whether rustc aligns `i128` as C aligns `__int128`, in every supported compiler. */
export function hasInt128(model: RenderModel): boolean {
  const align = model.bindings.target.integers.__int128?.align;
  return align !== undefined && model.primitives.u128 === align;
}

function opaqueInt128(model: RenderModel, kind: IntegerKind): string {
  const { size, align } = model.bindings.target.integers[kind];
  return opaqueBytes(model, size, align);
}

function rustFloating(model: RenderModel, name: FloatingKind, size: number, align: number): string {
  const primitive = primitiveFloat(name, size);
  if (primitive === null) return opaqueBytes(model, size, align);
  if (model.options.floats === "rust") return primitive;
  return `${model.options.ctypesPrefix}::${primitive === "f32" ? "c_float" : "c_double"}`;
}

/** `f32` or `f64` if that is the very format (C11 annex F.2, TS 18661-3); `long double` is binary64 where it has 8 bytes. */
export function primitiveFloat(name: FloatingKind, size: number): "f32" | "f64" | null {
  switch (name) {
    case "float":
    case "_Float32":
      return "f32";
    case "double":
    case "_Float64":
    case "_Float32x":
      return "f64";
    case "long double":
      return size === 8 ? "f64" : null;
    case "__float128":
    case "_Float16":
    case "_Float128":
    case "_Float64x":
    case "__bf16":
    case "__fp16":
      return null;
  }
}

/** The type of both parts of a complex type; null for other types. */
export function complexPart({ complex, size }: IrOpaqueType): "f32" | "f64" | null {
  return complex === undefined ? null : primitiveFloat(complex, size / 2);
}

function rustOpaque(model: RenderModel, type: IrOpaqueType): string {
  if (type.complex === undefined || complexPart(type) === null) return opaqueBytes(model, type.size, type.align);
  model.needs.complex = true;
  return `__BindgenComplex<${rustFloating(model, type.complex, type.size / 2, type.align)}>`;
}

function complexLayout(model: RenderModel, type: IrOpaqueType): RustLayout {
  return { size: type.size, align: complexPart(type) === "f32" ? 4 : model.primitives.f64, aligned: false };
}

const UNSIGNED_BY_SIZE: ReadonlyMap<number, string> = new Map([
  [1, "u8"],
  [2, "u16"],
  [4, "u32"],
  [8, "u64"],
  [16, "u128"],
]);

/** The primitive whose alignment is exactly `align` bytes on the target, or null. */
export function alignPrimitive(model: RenderModel, align: number): string | null {
  return model.markerAligns.includes(align) ? (UNSIGNED_BY_SIZE.get(align) ?? null) : null;
}

/** A type of `size` bytes aligned to `align` bytes without any meaning. */
export function opaqueBytes(model: RenderModel, size: number, align: number): string {
  const primitive = align <= 8 ? alignPrimitive(model, align) : null;
  if (primitive !== null && size % align === 0) return `[${primitive}; ${size / align}usize]`;
  model.needs.opaqueAligns.add(align);
  return `__BindgenOpaqueArray${align}<[u8; ${size}usize]>`;
}

function opaqueLayout(model: RenderModel, size: number, align: number): RustLayout {
  const primitive = align <= 8 && alignPrimitive(model, align) !== null && size % align === 0;
  return { size, align, aligned: !primitive };
}

function rustPointer(model: RenderModel, to: IrQualType): string {
  if (to.type.kind === "item") {
    const item = itemOf(model, to.type.id);
    const isItself = item.kind !== "typedef" && item.kind !== "alias";
    if (isItself) return `${to.const ? "*const" : "*mut"} ${itemText(model, item)}`;
  }
  const pointee = resolve(model, to.type);
  // A pointer to a function type is the `Option` itself, also behind a typedef.
  if (pointee.kind === "function") return rustType(model, to.type);
  return `${isConst(model, to) ? "*const" : "*mut"} ${rustType(model, withoutConstTypedef(model, to))}`;
}

/** bindgen: behind a pointer, a typedef that adds `const` is what it stands for. */
function withoutConstTypedef(model: RenderModel, to: IrQualType): IrType {
  const item = to.type.kind === "item" ? model.index.types.get(to.type.id) : undefined;
  return item?.kind === "typedef" && item.type.const && item.type.type.kind !== "pointer" ? item.type.type : to.type;
}

function itemText(model: RenderModel, item: TypeItem): string {
  switch (item.kind) {
    case "typedef":
      return namedType(model, item.c, item.type.type) ?? item.name;
    case "record":
    case "incomplete-record":
    case "alias":
      return item.name;
    case "enum":
      return enumTypeName(model, item);
    default:
      return assertNever(item, "item");
  }
}

function rustVaList(model: RenderModel): string {
  switch (vaListShape(model.bindings.target).kind) {
    case "array":
      model.needs.vaListTag = true;
      return "[__va_list_tag; 1usize]";
    case "record":
      model.needs.vaListTag = true;
      return "__va_list_tag";
    case "pointer":
      return `*mut ${model.options.ctypesPrefix}::c_void`;
  }
}

/** An array of one record is passed as a pointer to it (C11 6.7.6.3p7). */
function rustVaListParameter(model: RenderModel): string {
  if (vaListShape(model.bindings.target).kind !== "array") return rustVaList(model);
  model.needs.vaListTag = true;
  return "*mut __va_list_tag";
}

/** `Option<unsafe extern "C" fn(…)>`; an address that cannot be called where Rust would call it wrongly. */
function rustFunctionPointer(model: RenderModel, type: IrFunctionType): string {
  if (callProblem(model, type) !== null) {
    return `::core::option::Option<::core::ptr::NonNull<${model.options.ctypesPrefix}::c_void>>`;
  }
  const { head, parameters, result } = functionPointerSignature(model, type);
  return `::core::option::Option<${head}(${parameters.join(", ")})${result}>`;
}

export interface Signature {
  /** `unsafe extern "C" fn`. */
  readonly head: string;
  /** `name: type`, and `...` at the end of a variadic one. */
  readonly parameters: readonly string[];
  /** ` -> T`, or empty. */
  readonly result: string;
}

/** The parts of a function pointer's type. */
export function functionPointerSignature(model: RenderModel, type: IrFunctionType): Signature {
  return {
    head: `unsafe extern "${type.callingConvention?.rust ?? "C"}" fn`,
    parameters: rustParameters(model, type),
    result: type.noreturn ? " -> !" : rustResult(model, type.result),
  };
}

/** The parameters of a prototype in Rust; none for `f()`. */
export function rustParameters(model: RenderModel, type: IrFunctionType): string[] {
  if (type.unprototyped) return [];
  const parameters = type.parameters.map((parameter) => `${parameter.name}: ${rustParameter(model, parameter.type)}`);
  if (type.variadic) parameters.push("...");
  return parameters;
}

/** C11 6.7.6.3p7-8: an array parameter is a pointer to its element, also behind a typedef such as `va_list`. */
function rustParameter(model: RenderModel, type: IrQualType): string {
  const resolved = resolve(model, type.type);
  if (resolved.kind === "array") return rustArrayParameter(model, type, resolved.of);
  return resolved.kind === "va-list" ? rustVaListParameter(model) : rustType(model, type.type);
}

function rustArrayParameter(model: RenderModel, type: IrQualType, element: IrQualType): string {
  if (model.options.arrayParameters === "element") return rustPointer(model, element);
  return `${isConst(model, type) ? "*const" : "*mut"} ${rustType(model, type.type)}`;
}

/** ` -> T`; empty for void. */
export function rustResult(model: RenderModel, result: IrQualType): string {
  return resolve(model, result.type).kind === "void" ? "" : ` -> ${rustType(model, result.type)}`;
}

/** Size and alignment of the Rust type; null for types without (void, incomplete records). */
export function rustLayout(model: RenderModel, type: IrType): RustLayout | null {
  const facts = factsOf(model, type);
  if (facts.layout === undefined) facts.layout = typeLayout(model, type);
  return facts.layout;
}

function typeLayout(model: RenderModel, type: IrType): RustLayout | null {
  switch (type.kind) {
    case "void":
      return null;
    case "integer":
      return integerLayout(model, type.name);
    case "floating":
      return floatingLayout(model, type.name, type.size, type.align);
    case "opaque":
      return complexPart(type) === null ? opaqueLayout(model, type.size, type.align) : complexLayout(model, type);
    case "pointer":
    case "block":
    case "function":
      return pointerLayout(model);
    case "array":
      return arrayLayout(model, type.of.type, type.length ?? 0);
    case "item":
      return itemLayout(model, itemOf(model, type.id));
    case "va-list":
      return { ...vaListShape(model.bindings.target), aligned: false };
    case "atomic":
      return rustLayout(model, type.of.type);
    default:
      return assertNever(type, "type");
  }
}

function pointerLayout(model: RenderModel): RustLayout {
  const size = model.bindings.target.pointerSize;
  return { size, align: size, aligned: false };
}

function integerLayout(model: RenderModel, kind: IntegerKind): RustLayout {
  const { size, align } = model.bindings.target.integers[kind];
  if (size === 16) return hasInt128(model) ? { size, align, aligned: false } : opaqueLayout(model, size, align);
  return { size, align: size === 8 ? model.primitives.u64 : size, aligned: false };
}

function floatingLayout(model: RenderModel, name: FloatingKind, size: number, align: number): RustLayout {
  switch (primitiveFloat(name, size)) {
    case "f32":
      return { size: 4, align: 4, aligned: false };
    case "f64":
      return { size: 8, align: model.primitives.f64, aligned: false };
    case null:
      return opaqueLayout(model, size, align);
  }
}

function arrayLayout(model: RenderModel, element: IrType, length: number): RustLayout | null {
  const of = rustLayout(model, element);
  return of === null ? null : { size: of.size * length, align: of.align, aligned: of.aligned };
}

function itemLayout(model: RenderModel, item: TypeItem): RustLayout | null {
  switch (item.kind) {
    case "record":
      return recordPlan(model, item).layout;
    case "enum":
      return integerLayout(model, item.underlying);
    case "typedef":
      return rustLayout(model, item.type.type);
    case "alias":
      return item.aliasOf.kind === "type" ? rustLayout(model, item.aliasOf.type.type) : null;
    case "incomplete-record":
      return null;
    default:
      return assertNever(item, "item");
  }
}
