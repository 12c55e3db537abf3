/** View models of records: fields in order of their places, accessors of bit-fields, assertions. */
import type { OpaqueRecordItem, RecordItem } from "../../ir/types.js";
import type { RenderModel } from "../model.js";
import { matchesAny, type Visibility } from "../options.js";
import { type BitField, type UnitView, unitField, unitType, unitView } from "./bitfields.js";
import { decorationOf } from "./decoration.js";
import { itemDocs, memberDocs } from "./docs-of.js";
import { formatType } from "./format.js";
import type { MemberMode, Slot } from "./layout.js";
import { vaListShape } from "./primitives.js";
import {
  blobElement,
  comparisons,
  derivesOf,
  implementsDebug,
  isCopy,
  isDebug,
  type PlainField,
  type RecordMember,
  type RecordPlan,
  recordPlan,
} from "./record-plan.js";
import { alignPrimitive, opaqueBytes, rustType } from "./types.js";
import { mayDerive } from "./wanted-traits.js";

export interface FieldView {
  /** With the attributes behind it. */
  readonly docs: string;
  readonly visibility: Visibility;
  readonly name: string;
  readonly type: string;
}

/** A field that is only bytes in Rust; its type is reached by pointer. */
export interface BytesView {
  readonly name: string;
  readonly type: string;
  readonly self: string;
}

export interface RecordView {
  readonly docs: string;
  readonly name: string;
  readonly keyword: "struct" | "union";
  /** Lines with their line ends: layout, the user's, what is derived. */
  readonly attributes: string;
  readonly fields: readonly FieldView[];
  readonly units: readonly UnitView[];
  readonly bytes: readonly BytesView[];
  readonly zeroedDefault: boolean;
  /** Body of an `impl` of Debug; empty for none. */
  readonly debug: string;
  /** Arguments of the layout assertion: name, size, alignment, `field @ offset`; empty for none. */
  readonly layout: string;
}

/** The view of a complete record. */
export function recordView(model: RenderModel, record: RecordItem): RecordView {
  const plan = recordPlan(model, record);
  const fields = fieldViews(model, record, plan);
  const keyword = plan.form === "union" ? "union" : "struct";
  const decoration = decorationOf(model, keyword, record.name);
  const zeroedDefault = !plan.traits.deriveDefault && mayDerive(model, record, "default");
  if (zeroedDefault) model.needs.zeroedDefault = true;
  const mustUse = matchesAny(model.options.mustUseTypes, record.name);
  return {
    docs: itemDocs(model, record, null),
    name: record.name,
    keyword,
    attributes: attributeLines(
      plan.plan,
      mustUse ? [...decoration.attributes, "#[must_use]"] : decoration.attributes,
      // In bindgen's order.
      derivesOf(plan.traits).concat(comparisons(model, record, plan.traits), decoration.derives),
    ),
    fields,
    units: unitViews(model, record, plan),
    bytes: bytesViews(model, plan),
    debug: implementsDebug(model, record) && !plan.traits.debug ? debugBody(model, record, plan) : "",
    zeroedDefault,
    layout: model.options.layoutAsserts ? layoutArguments(model, record, plan) : "",
  };
}

function attributeLines(
  { packed, align }: RecordPlan["plan"],
  attributes: readonly string[],
  derives: readonly string[],
): string {
  let lines = `#[repr(${packed === null ? "C" : packed === 1 ? "C, packed" : `C, packed(${packed})`})]\n`;
  if (align !== null) lines += `#[repr(align(${align}))]\n`;
  if (attributes.length > 0) lines += `${attributes.join("\n")}\n`;
  return derives.length === 0 ? lines : `${lines}#[derive(${derives.join(", ")})]\n`;
}

function unitViews(model: RenderModel, record: RecordItem, { units }: RecordPlan): UnitView[] {
  if (units.length === 0) return [];
  const docsOf = (field: BitField): string => memberDocs(model, field.docs, null, "");
  return units.map((unit) => unitView(model, record, unit, docsOf));
}

function fieldViews(model: RenderModel, record: RecordItem, plan: RecordPlan): FieldView[] {
  switch (plan.form) {
    case "blob":
      return [blobField(model, record, plan, "_bindgen_opaque_blob")];
    case "union-wrapper":
      return wrapperFields(model, record, plan);
    case "struct":
    case "union":
      return plannedFields(model, record, plan);
  }
}

function blobField(model: RenderModel, record: RecordItem, plan: RecordPlan, name: string): FieldView {
  const element = plan.plan.align === null ? blobElement(model, record.size, record.align) : null;
  const type = element === null ? `[u8; ${record.size}usize]` : wordsType(element, record.size / record.align);
  return ownField(model, name, type);
}

function wordsType(word: string, count: number): string {
  return count === 1 ? word : `[${word}; ${count}usize]`;
}

/** bindgen's shape for unions whose members are not all `Copy`: accessors into one blob. */
function wrapperFields(model: RenderModel, record: RecordItem, plan: RecordPlan): FieldView[] {
  model.needs.unionField = true;
  const fields = plan.members.map((member): FieldView => {
    if (member.kind === "unit") {
      model.needs.bitfieldUnit = true;
      return ownField(model, unitField(member.unit), `__BindgenUnionField<${unitType(member.unit)}>`);
    }
    const { field } = member;
    return fieldView(model, record, field, `__BindgenUnionField<${rustType(model, field.type.type)}>`);
  });
  return [...fields, blobField(model, record, plan, "bindgen_union_field")];
}

/** One that C does not have. */
function ownField(model: RenderModel, name: string, type: string): FieldView {
  return { docs: "", visibility: model.options.visibility, name, type };
}

function fieldView(model: RenderModel, record: RecordItem, field: PlainField, type: string): FieldView {
  const { visibility, fieldAttributes } = model.options;
  const docs = memberDocs(model, field.docs, field.type, field.c ?? "");
  const attributes = fieldAttributes.size === 0 ? undefined : fieldAttributes.get(`${record.name}::${field.name}`);
  const lines = attributes === undefined ? "" : attributes.map((attribute) => `    ${attribute}\n`).join("");
  return { docs: docs + lines, visibility, name: field.name, type };
}

function plannedFields(model: RenderModel, record: RecordItem, plan: RecordPlan): FieldView[] {
  const views: FieldView[] = [];
  if (plan.plan.marker !== null) views.push(markerField(model, "__bindgen_align", plan.plan.marker));
  let paddings = 0;
  plan.plan.slots.forEach((slot) => {
    if (slot.kind === "padding") views.push(paddingField(model, paddings++, slot.size));
    else pushMember(model, record, plan, slot, views);
  });
  return views;
}

function markerField(model: RenderModel, name: string, align: number): FieldView {
  const primitive = alignPrimitive(model, align);
  if (primitive === null) throw new Error(`no primitive type is aligned to ${align} bytes`);
  return ownField(model, name, `[${primitive}; 0]`);
}

function paddingField(model: RenderModel, nth: number, size: number): FieldView {
  return ownField(model, `__bindgen_padding_${nth}`, size === 1 ? "u8" : `[u8; ${size}usize]`);
}

function pushMember(
  model: RenderModel,
  record: RecordItem,
  plan: RecordPlan,
  slot: Extract<Slot, { kind: "member" }>,
  views: FieldView[],
): void {
  const member = plan.members[slot.index];
  if (member === undefined) return;
  if (member.kind === "unit") {
    model.needs.bitfieldUnit = true;
    views.push(markerField(model, `_bitfield_align_${member.unit.nth}`, slot.marker));
    views.push(ownField(model, unitField(member.unit), unitType(member.unit)));
    return;
  }
  const type = memberType(model, member, slot.mode);
  views.push(fieldView(model, record, member.field, plan.manuallyDrop ? `::core::mem::ManuallyDrop<${type}>` : type));
}

function memberType(model: RenderModel, member: Extract<RecordMember, { kind: "field" }>, mode: MemberMode): string {
  const { field } = member;
  if (mode === "bytes") return `[u8; ${field.size}usize]`;
  if (mode === "unaligned") model.needs.unaligned = true;
  if (member.flexible) return flexibleType(model, field, mode);
  const before = 4 + "pub : ".length + field.name.length;
  if (mode === "direct") return formatType(model, field.type.type, 4, before, 1);
  return `__BindgenUnaligned<${rustType(model, field.type.type)}>`;
}

function flexibleType(model: RenderModel, field: PlainField, mode: MemberMode): string {
  model.needs.incompleteArray = true;
  const element = field.type.type.kind === "array" ? rustType(model, field.type.type.of.type) : "u8";
  return `__IncompleteArrayField<${mode === "unaligned" ? `__BindgenUnaligned<${element}>` : element}>`;
}

function bytesViews(model: RenderModel, plan: RecordPlan): BytesView[] {
  const views: BytesView[] = [];
  plan.plan.slots.forEach((slot) => {
    const member = slot.kind === "member" && slot.mode === "bytes" ? plan.members[slot.index] : undefined;
    if (member?.kind !== "field") return;
    const { name, type } = member.field;
    views.push({ name, type: rustType(model, type.type), self: model.thisParameter });
  });
  return views;
}

/** bindgen's form: `name {{ a: {:?}, b: {:?} }}`. What has no Debug itself is left out. */
function debugBody(model: RenderModel, record: RecordItem, plan: RecordPlan): string {
  if (plan.form !== "struct") return `write!(f, "${record.name} {{ union }}")`;
  const packed = plan.plan.packed !== null;
  const shown = plan.members.flatMap((member): [name: string, value: string][] => {
    if (member.kind === "unit") {
      return member.unit.fields.map(({ c, name }) => [c ?? "", `self.${name ?? ""}()`]);
    }
    const { field, flexible } = member;
    const { type } = field.type;
    if (flexible ? packed : !isDebug(model, type) || (packed && !isCopy(model, type))) return [];
    return [[field.c ?? field.name, packed ? `{ self.${field.name} }` : `self.${field.name}`]];
  });
  const format = shown.map(([name]) => `${name}: {:?}`).join(", ");
  const values = shown.map(([, value]) => `, ${value}`).join("");
  return `write!(f, "${record.name} {{ ${format} }}"${values})`;
}

/** On one line, or one fact on each. */
function layoutArguments(model: RenderModel, record: RecordItem, plan: RecordPlan): string {
  const facts = [record.name, String(record.size), String(record.align)];
  if (plan.form !== "blob") {
    for (const member of plan.members) {
      if (member.kind === "unit") facts.push(`${unitField(member.unit)} @ ${member.unit.offset}`);
      else facts.push(`${member.field.name} @ ${member.field.offset}`);
    }
  }
  const flat = facts.join(", ");
  if ("__bindgen_layout!();".length + flat.length <= model.options.lineWidth) return flat;
  return `\n    ${facts.slice(0, 3).join(", ")},\n    ${facts.slice(3).join(",\n    ")}\n`;
}

export interface IncompleteRecordView {
  readonly docs: string;
  readonly name: string;
  readonly derive: string;
  readonly attributes: readonly string[];
}

/** The view of a record that is never completed. */
export function incompleteRecordView(model: RenderModel, record: OpaqueRecordItem): IncompleteRecordView {
  const decoration = decorationOf(model, "struct", record.name);
  const derives = [
    // bindgen: whatever C calls a union has no Debug.
    ...(mayDerive(model, record, "debug") && record.tagKind === "struct" ? ["Debug"] : []),
    ...(mayDerive(model, record, "copy") ? ["Copy", "Clone"] : []),
    ...comparisons(model, record, { equal: true, hash: true, total: true }),
    ...decoration.derives,
  ];
  return {
    docs: itemDocs(model, record, null),
    name: record.name,
    derive: derives.join(", "),
    attributes: decoration.attributes,
  };
}

/** Fields of `__va_list_tag`: what the psABI names, or bytes. */
export function vaListTagFields(model: RenderModel): FieldView[] {
  const { target } = model.bindings;
  const { arch } = target;
  const field = (name: string, type: string): FieldView => ({
    docs: "",
    visibility: "pub ",
    name,
    type: `${model.options.ctypesPrefix}::${type}`,
  });
  const area = (name: string): FieldView => ({
    ...field(name, ""),
    type: `*mut ${model.options.ctypesPrefix}::c_void`,
  });
  if (arch === "x86_64") {
    return [
      field("gp_offset", "c_uint"),
      field("fp_offset", "c_uint"),
      area("overflow_arg_area"),
      area("reg_save_area"),
    ];
  }
  if (arch === "s390x") {
    return [field("__gpr", "c_long"), field("__fpr", "c_long"), area("__overflow_arg_area"), area("__reg_save_area")];
  }
  const { size, align } = vaListShape(target);
  return [{ ...field("_bindgen_opaque_blob", ""), type: opaqueBytes(model, size, align) }];
}
