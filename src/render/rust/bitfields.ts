/**
 * Bit-fields: consecutive ones share a storage unit, an array of bytes that starts at the byte of the first
 * one (as bindgen allocates them, but at the true bit offsets of the IR), and are reached through accessors.
 */
import type { IrField, RecordItem } from "../../ir/types.js";
import { freeName, integerKindOf, isSigned, itemOf, type RenderModel, resolve } from "../model.js";
import { enumStyle, isInteger } from "./enum-style.js";
import { rustType } from "./types.js";
import { mayDerive } from "./wanted-traits.js";

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

/** One bit-field, as `__bindgen_bitfields!` takes it. */
export interface BitfieldView {
  readonly docs: string;
  readonly name: string;
  /** What stands behind `set_`: bindgen's setter of `type_` is `set_type`. */
  readonly setter: string;
  readonly type: string;
  /** The function of the unit that gets the value. */
  readonly read: "read" | "read_signed";
  /** Bits. */
  readonly offset: number;
  readonly width: number;
}

/** A storage unit: its accessors and its constructor. */
export interface UnitView {
  readonly record: string;
  readonly unit: string;
  /** Bytes. */
  readonly size: number;
  readonly constructor: string;
  /** In parentheses, where they cannot be named as the fields. */
  readonly parameters: string;
  readonly fields: readonly BitfieldView[];
}

/** The view of one storage unit. `docsOf` gives finished text. */
export function unitView(
  model: RenderModel,
  record: RecordItem,
  unit: StorageUnit,
  docsOf: (field: BitField) => string,
): UnitView {
  return {
    record: record.name,
    unit: unitField(unit),
    size: unit.size,
    constructor: `new_bitfield_${unit.nth}`,
    parameters: constructorParameters(model, unit),
    fields: unit.fields.map((field) => bitfieldView(model, unit, field, docsOf(field))),
  };
}

function bitfieldView(model: RenderModel, unit: StorageUnit, field: BitField, docs: string): BitfieldView {
  const name = field.name ?? "";
  const kind = integerKindOf(model, field.type.type) ?? "unsigned int";
  return {
    docs,
    name,
    setter: name === `${field.c ?? ""}_` ? name.slice(0, -1) : name,
    type: accessorType(model, field),
    read: isSigned(model, kind) ? "read_signed" : "read",
    offset: field.offsetBits - unit.offset * 8,
    width: field.width,
  };
}

/** A pattern that is the name of a constant or static would be that one (E0530). */
function constructorParameters(model: RenderModel, unit: StorageUnit): string {
  const taken = new Set<string>();
  for (const { name } of unit.fields) taken.add(freeName(name ?? "", model.valueNames, taken));
  const same = unit.fields.every(({ name }) => taken.has(name ?? ""));
  return same ? "" : `(${[...taken].join(" ")})`;
}

/**
 * A value has no alignment to keep, so 128 bits are Rust's own integer here even where a member must be bytes. Of an enum
 * that is a type of its own in Rust it is that, as bindgen has it: it must be one of the enumerators if Rust wants that.
 */
function accessorType(model: RenderModel, field: BitField): string {
  const { type } = field.type;
  const resolved = resolve(model, type);
  const item = resolved.kind === "item" ? itemOf(model, resolved.id) : null;
  if (item?.kind === "enum" && !isInteger(enumStyle(model, item)) && !mayDerive(model, item, "copy")) {
    return rustType(model, { kind: "integer", name: item.underlying });
  }
  switch (integerKindOf(model, type)) {
    case "__int128":
      return "i128";
    case "unsigned __int128":
      return "u128";
    default:
      return rustType(model, type);
  }
}
