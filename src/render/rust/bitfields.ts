/**
 * Bit-fields: consecutive ones share a storage unit, an array of bytes that starts at the byte of the first
 * one (as bindgen allocates them, but at the true bit offsets of the IR), and are reached through accessors.
 */
import type { IrField, RecordItem } from "../../ir/types.js";
import { freeName, integerKindOf, isSigned, itemOf, type RenderModel, resolve } from "../model.js";
import { enumStyle, isInteger } from "./enum-style.js";
import { rustType } from "./types.js";

export type BitField = Extract<IrField, { kind: "bitfield" }>;

export interface StorageUnit {
  /** Counted from 1 in its record. */
  readonly nth: number;
  /** Bytes from the start of the record. */
  readonly offset: number;
  /** Bytes. */
  readonly size: number;
  /** Bytes: the largest alignment of the named bit-fields' types. */
  readonly align: number;
  readonly fields: readonly BitField[];
}

/**
 * The storage unit of the run of bit-fields that begins at `fields[start]`, also where none of them is named; `unit` is
 * null when they have no bits. `next` is the index behind the run.
 */
export function gatherUnits(
  model: RenderModel,
  record: RecordItem,
  start: number,
  nth: number,
): { readonly unit: StorageUnit | null; readonly next: number } {
  const run: BitField[] = [];
  let next = start;
  for (let field = record.fields[next]; field?.kind === "bitfield"; field = record.fields[next]) {
    // Zero-width ones only move what follows (C11 6.7.2.1p12).
    if (field.width > 0) run.push(field);
    next++;
  }
  if (run.length === 0) return { unit: null, next };
  const named = run.filter((field) => field.name !== null);
  const first = Math.floor(Math.min(...run.map((field) => field.offsetBits)) / 8);
  const end = Math.ceil(Math.max(...run.map((field) => field.offsetBits + field.width)) / 8);
  const align = Math.max(1, ...named.map((field) => typeAlign(model, field)));
  return { unit: { nth, offset: first, size: end - first, align, fields: named }, next };
}

function typeAlign(model: RenderModel, field: BitField): number {
  const kind = integerKindOf(model, field.type.type);
  return kind === null ? 1 : model.bindings.target.integers[kind].align;
}

/** Text of `__BindgenBitfieldUnit<[u8; N]>`. */
export function unitType(unit: StorageUnit): string {
  return `__BindgenBitfieldUnit<[u8; ${unit.size}usize]>`;
}

/** `_bitfield_N` */
export function unitField(unit: StorageUnit): string {
  return `_bitfield_${unit.nth}`;
}

/** How the accessors of a record reach a storage unit. */
export interface UnitAccess {
  /** Place of the unit in `self`; in a union behind `unsafe {`. */
  readonly getBefore: string;
  readonly getAfter: string;
  readonly setBefore: string;
  readonly setAfter: string;
  /** The raw pointer to the field as one to the unit. */
  readonly rawCast: string;
  readonly rawCastMut: string;
  /** `const ` where it may be one. */
  readonly getConst: string;
  readonly setConst: string;
}

/** Names and expressions of one bit-field's accessors. */
export interface AccessorView extends UnitAccess {
  readonly docs: string;
  readonly name: string;
  /** What stands behind `set_`: bindgen's setter of `type_` is `set_type`. */
  readonly setter: string;
  readonly type: string;
  /** Offset in the unit and width. */
  readonly bits: string;
  readonly get: string;
  readonly rawGet: string;
  readonly set: string;
  readonly rawSet: string;
  /** The value parameter as the unit takes it. */
  readonly value: string;
  /** Behind the unit's result: a cast or a comparison. */
  readonly convert: string;
  readonly val: string;
  readonly self: string;
  readonly unit: string;
  readonly field: string;
}

export interface ConstructorView {
  readonly constructorName: string;
  /** Parameters on one line, or one on each line. */
  readonly parameters: string;
  readonly unit: string;
  readonly size: number;
  readonly steps: readonly string[];
}

/** Bits that `get` and `set` move at once; wider fields take the 128-bit variants. */
const WORD_BITS = 64;

/** The accessors of one bit-field. `docs` is finished text. */
export function accessorView(
  model: RenderModel,
  unit: StorageUnit,
  field: BitField,
  access: UnitAccess,
  docs: string,
): AccessorView {
  const name = field.name ?? "";
  const type = accessorType(model, field);
  const kind = integerKindOf(model, field.type.type) ?? "unsigned int";
  const bool = kind === "_Bool";
  const wide = field.width > WORD_BITS ? "_wide" : "";
  const signed = !bool && isSigned(model, kind) ? "_signed" : "";
  return {
    ...access,
    docs,
    name,
    setter: name === `${field.c ?? ""}_` ? name.slice(0, -1) : name,
    type,
    bits: bitsOf(unit, field),
    get: `get${wide}${signed}`,
    rawGet: `raw_get${wide}${signed}`,
    set: `set${wide}`,
    rawSet: `raw_set${wide}`,
    value: `${model.valueParameter} as ${wide === "" ? "u64" : "u128"}`,
    convert: bool ? " != 0" : ` as ${type}`,
    val: model.valueParameter,
    self: model.thisParameter,
    unit: unitType(unit),
    field: unitField(unit),
  };
}

function bitsOf(unit: StorageUnit, field: BitField): string {
  return `${field.offsetBits - unit.offset * 8}, ${field.width}`;
}

/**
 * A value has no alignment to keep, so 128 bits are Rust's own integer here even where a member must be bytes. Bits may
 * hold what no enumerator has: of an enum that is a type of its own in Rust they are the integer.
 */
function accessorType(model: RenderModel, field: BitField): string {
  const resolved = resolve(model, field.type.type);
  const item = resolved.kind === "item" ? itemOf(model, resolved.id) : null;
  if (item?.kind === "enum" && !isInteger(enumStyle(model, item))) {
    return rustType(model, { kind: "integer", name: item.underlying });
  }
  switch (integerKindOf(model, field.type.type)) {
    case "__int128":
      return "i128";
    case "unsigned __int128":
      return "u128";
    default:
      return rustType(model, field.type.type);
  }
}

/** `new_bitfield_N`: the storage unit made from the values of its fields. */
export function constructorView(model: RenderModel, unit: StorageUnit): ConstructorView {
  const taken = new Set<string>();
  const parameters: string[] = [];
  const steps: string[] = [];
  for (const field of unit.fields) {
    const name = freeName(field.name ?? "", model.valueNames, taken);
    taken.add(name);
    parameters.push(`${name}: ${accessorType(model, field)}`);
    const wide = field.width > WORD_BITS;
    steps.push(`.with${wide ? "_wide" : ""}(${bitsOf(unit, field)}, ${name} as ${wide ? "u128" : "u64"})`);
  }
  const name = `new_bitfield_${unit.nth}`;
  const head = `    pub const fn ${name}() -> ${unitType(unit)} {`;
  const flat = parameters.join(", ");
  const fits = head.length + flat.length <= 100;
  return {
    constructorName: name,
    parameters: fits ? flat : `\n        ${parameters.join(",\n        ")},\n    `,
    unit: unitType(unit),
    size: unit.size,
    steps,
  };
}
