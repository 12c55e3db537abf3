/** Hand-made IR: short constructors with everything that a test does not care about filled in. */

import type {
  Bindings,
  BindingsTarget,
  ConstantItem,
  ConstFnItem,
  IrExpression,
  IrField,
  IrFunctionType,
  IrQualType,
  IrType,
  Item,
  RecordItem,
  TypedefItem,
} from "../../src/ir/types.js";
import type { FloatingKind, IntegerKind } from "../../src/kernel/abi/types.js";
import { INTEGER_KINDS } from "../../src/kernel/abi/types.js";
import type { RenderOptions } from "../../src/render/index.js";
import { NO_POSITION } from "../../src/support/source.js";

/** x86-64: sizes of INTEGER_KINDS in order; alignment equals size. */
const SIZES = [1, 1, 1, 1, 2, 2, 4, 4, 8, 8, 8, 8, 16, 16];

export const TARGET: BindingsTarget = {
  family: "none",
  arch: "x86_64",
  platform: "elf",
  release: null,
  compiler: { kind: "gcc", version: "12.2.0" },
  endian: "little",
  pointerSize: 8,
  charSigned: true,
  integers: Object.fromEntries(
    INTEGER_KINDS.map((kind, index) => [kind, { size: SIZES[index] ?? 0, align: SIZES[index] ?? 0 }]),
  ) as unknown as BindingsTarget["integers"],
  vaList: { kind: "va-list" },
};

export const OPTIONS: RenderOptions = {
  rustTarget: "1.78",
  edition: "2021",
  macroTypes: "c",
  docs: true,
  crateName: "sample-sys",
  version: "0.0.0",
};

export function bindings(items: readonly Item[], target: Partial<BindingsTarget> = {}): Bindings {
  return { format: 1, target: { ...TARGET, ...target }, headers: ['"sample.h"'], items, shadowingMacros: [] };
}

export function qual(type: IrType, changes: Partial<IrQualType> = {}): IrQualType {
  return { type, const: false, volatile: false, restrict: false, addressSpace: null, annotations: [], ...changes };
}

export function int(name: IntegerKind): IrType {
  return { kind: "integer", name };
}
export function floating(name: FloatingKind, size: number, align = size): IrType {
  return { kind: "floating", name, size, align };
}
export function pointer(to: IrType | IrQualType): IrType {
  return { kind: "pointer", to: isQual(to) ? to : qual(to) };
}
export function array(of: IrType | IrQualType, length: number | null): IrType {
  return { kind: "array", of: isQual(of) ? of : qual(of), length };
}
export function item(id: string): IrType {
  return { kind: "item", id };
}
export function func(
  result: IrType,
  parameters: readonly IrType[],
  changes: Partial<IrFunctionType> = {},
): IrFunctionType {
  return {
    kind: "function",
    result: qual(result),
    parameters: parameters.map((type, index) => ({ name: `arg${index + 1}`, type: qual(type) })),
    variadic: false,
    unprototyped: false,
    callingConvention: null,
    noreturn: false,
    ...changes,
  };
}

function isQual(type: IrType | IrQualType): type is IrQualType {
  return "annotations" in type;
}

const BASE = { docs: [], position: NO_POSITION, macro: null };

/** A field at `offset` bytes. */
export function field(
  name: string,
  type: IrType,
  offset: number,
  size: number,
  changes: Partial<Extract<IrField, { kind: "field" }>> = {},
): IrField {
  return { kind: "field", name, c: name, type: qual(type), offset, size, align: 1, docs: [], ...changes };
}
/** A bit-field at `offsetBits` bits. */
export function bits(name: string | null, type: IrType, offsetBits: number, width: number): IrField {
  return { kind: "bitfield", name, c: name, type: qual(type), offsetBits, width, docs: [] };
}
export function struct(
  name: string,
  size: number,
  align: number,
  fields: readonly IrField[],
  changes: Partial<RecordItem> = {},
): RecordItem {
  return {
    ...BASE,
    kind: "record",
    id: `struct ${name}`,
    name,
    tagKind: "struct",
    c: `struct ${name}`,
    size,
    align,
    packed: false,
    aligned: null,
    fields,
    opaque: false,
    ...changes,
  };
}
export function union(
  name: string,
  size: number,
  align: number,
  fields: readonly IrField[],
  changes: Partial<RecordItem> = {},
): RecordItem {
  return struct(name, size, align, fields, { id: `union ${name}`, tagKind: "union", c: `union ${name}`, ...changes });
}
export function typedef(
  name: string,
  type: IrType,
  size: number | null,
  align: number | null,
  changes: Partial<TypedefItem> = {},
): TypedefItem {
  return { ...BASE, kind: "typedef", id: `typedef ${name}`, name, c: name, type: qual(type), size, align, ...changes };
}
export function constant(
  name: string,
  value: ConstantItem["value"],
  changes: Partial<ConstantItem> = {},
): ConstantItem {
  return {
    ...BASE,
    kind: "constant",
    name,
    c: name,
    source: "macro",
    readsVariable: false,
    value,
    ...changes,
  };
}
export function constFn(
  name: string,
  parameters: Readonly<Record<string, IntegerKind>>,
  body: IrExpression,
  result: IrType = int(body.type),
): ConstFnItem {
  const list = Object.entries(parameters).map(([c, type]) => ({ name: c, c, type }));
  return { ...BASE, kind: "const-fn", name, c: name, parameters: list, result, body };
}
export function functionItem(name: string, type: IrFunctionType): Extract<Item, { kind: "function" }> {
  return {
    ...BASE,
    kind: "function",
    name,
    c: name,
    type,
    linkName: null,
    noreturn: false,
    mustUse: false,
    exported: null,
    deprecated: null,
    shim: null,
  };
}
export function variable(name: string, type: IrQualType): Extract<Item, { kind: "variable" }> {
  return {
    ...BASE,
    kind: "variable",
    name,
    c: name,
    type,
    linkName: null,
    threadLocal: false,
    exported: null,
    inside: null,
  };
}
export function enumItem(
  name: string,
  underlying: IntegerKind,
  enumerators: Readonly<Record<string, string>>,
  changes: Partial<Extract<Item, { kind: "enum" }>> = {},
): Extract<Item, { kind: "enum" }> {
  const { size, align } = TARGET.integers[underlying];
  return {
    ...BASE,
    kind: "enum",
    id: `enum ${name}`,
    name,
    c: `enum ${name}`,
    underlying,
    size,
    align,
    enumerators: Object.entries(enumerators).map(([c, value]) => ({
      name: `${name}_${c}`,
      c,
      value,
      type: "int",
      docs: [],
    })),
    ...changes,
  };
}
export function incomplete(name: string): Extract<Item, { kind: "incomplete-record" }> {
  return { ...BASE, kind: "incomplete-record", id: `struct ${name}`, name, tagKind: "struct", c: `struct ${name}` };
}
