/** Lowers records and enums: members with offsets, bit-fields, enumerators. */
import { declare } from "../sema/print.js";
import type { EnumDecl, EnumeratorDecl, Field, FieldLayout, RecordDecl, RecordLayout } from "../sema/types.js";
import type { Documentation } from "./docs.js";
import { enumType, lowerQualType, recordType, type TypeLowering, Unsupported } from "./lower-types.js";
import type { EnumItem, IrEnumerator, IrField, IrQualType, OpaqueRecordItem, RecordItem } from "./types.js";

/** A record with its layout, or what stands for it where C knows no layout. */
export function lowerRecord(
  record: RecordDecl,
  opaque: boolean,
  docs: Documentation,
  lowering: TypeLowering,
): RecordItem | OpaqueRecordItem {
  const { rust: name, c } = lowering.names.record(record.id);
  const { id } = recordType(record, lowering);
  const { tagKind } = record;
  const { position, macro } = record.origin;
  const lines = docs.tagged(record);
  if (record.members === null || record.layout === null) {
    return { kind: "incomplete-record", id, name, c, docs: lines, position, macro, tagKind };
  }
  return {
    kind: "record",
    id,
    name,
    c,
    docs: lines,
    position,
    macro,
    tagKind,
    size: record.layout.size,
    align: record.layout.align,
    packed: record.packed,
    aligned: record.aligned,
    fields: opaque ? [] : lowerFields(record, record.members, record.layout, docs, lowering),
    opaque,
  };
}

function lowerFields(
  record: RecordDecl,
  members: readonly Field[],
  layout: RecordLayout,
  docs: Documentation,
  lowering: TypeLowering,
): IrField[] {
  const fields = new Array<IrField>(members.length);
  const names = memberNames(members, lowering);
  for (let index = 0; index < members.length; index++) {
    const place = layout.fields[index];
    if (place === undefined) throw new RangeError(`the layout of ${record.tag ?? "a record"} lacks member ${index}`);
    const member = members[index] as Field;
    const name = names[index] ?? null;
    const lines = docs.member(record, member);
    fields[index] =
      name === null || member.bitWidth !== null
        ? lowerBitfield(member, place, name, lines, lowering)
        : lowerField(member, place, name, lines, lowering);
  }
  return fields;
}

/** The Rust names of members; null for a bit-field without one. */
function memberNames(members: readonly Field[], { taken, identifiers }: TypeLowering): (string | null)[] {
  const names = new Array<string | null>(members.length);
  let anonymous = 0;
  taken.clear();
  for (let index = 0; index < members.length; index++) {
    const { name, spelling, bitWidth } = members[index] as Field;
    if (name !== null && spelling !== null) names[index] = taken.unique(identifiers.of(name, spelling));
    else if (bitWidth !== null) names[index] = null;
    // C11 6.7.2.1p13: a record without a name is an anonymous member.
    else names[index] = taken.unique(`__bindgen_anon_${++anonymous}`);
  }
  return names;
}

function lowerField(
  member: Field,
  place: FieldLayout,
  name: string,
  docs: readonly string[],
  lowering: TypeLowering,
): IrField {
  return {
    kind: "field",
    name,
    c: member.name,
    type: lowerMemberType(member, place, lowering),
    offset: place.offsetBits / 8,
    size: place.sizeBits / 8,
    align: lowering.context.alignOf(member.type.type) ?? 1,
    docs,
  };
}

function lowerBitfield(
  member: Field,
  place: FieldLayout,
  name: string | null,
  docs: readonly string[],
  lowering: TypeLowering,
): IrField {
  return {
    kind: "bitfield",
    name,
    c: member.name,
    type: lowerQualType(member.type, lowering),
    offsetBits: place.offsetBits,
    width: place.sizeBits,
    docs,
  };
}

/** A member whose type Rust cannot say keeps its place as bytes; its documentation says why. */
function lowerMemberType(member: Field, place: FieldLayout, lowering: TypeLowering): IrQualType {
  try {
    return lowerQualType(member.type, lowering);
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    const align = lowering.context.alignOf(member.type.type) ?? 1;
    const c = declare(member.type, "", lowering.context);
    return {
      type: { kind: "opaque", size: place.sizeBits / 8, align, c },
      const: false,
      volatile: false,
      restrict: false,
      addressSpace: null,
      annotations: [error.detail],
    };
  }
}

/** `nameOf` gives each enumerator its final Rust name, or null to leave it out. */
export function lowerEnum(
  declared: EnumDecl,
  docs: Documentation,
  lowering: TypeLowering,
  nameOf: (enumerator: EnumeratorDecl) => string | null,
): EnumItem {
  const { rust: name, c } = lowering.names.enumeration(declared.id);
  const { position, macro } = declared.origin;
  const type = { kind: "enum", id: declared.id } as const;
  const enumerators: IrEnumerator[] = [];
  for (const enumerator of declared.enumerators ?? []) {
    const rust = nameOf(enumerator);
    if (rust === null) continue;
    enumerators.push({
      name: rust,
      c: enumerator.name,
      value: enumerator.value.toString(),
      type: enumerator.type,
      docs: docs.enumerator(declared, enumerator),
    });
  }
  return {
    kind: "enum",
    id: enumType(declared, lowering).id,
    name,
    c,
    docs: docs.tagged(declared),
    position,
    macro,
    underlying: declared.underlying,
    size: lowering.context.sizeOf(type) ?? 0,
    align: lowering.context.alignOf(type) ?? 1,
    enumerators,
  };
}
