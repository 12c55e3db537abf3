/**
 * What a record becomes in Rust: its form, its members (bit-fields gathered into storage units), its layout
 * plan, and the traits that it can soundly derive. Made once for each record, innermost first.
 */
import type { IrField, IrType, RecordItem, TypedefItem } from "../../ir/types.js";
import { assertNever } from "../../support/brand.js";
import { factsOf, itemOf, type RenderModel, resolve } from "../model.js";
import { styleOf } from "../options.js";
import { gatherUnits, type StorageUnit } from "./bitfields.js";
import { enumStyle, isInteger } from "./enum-style.js";
import { type LayoutMember, type LayoutPlan, planLayout, type RustLayout } from "./layout.js";
import { alignPrimitive, complexPart, hasInt128, namedType, primitiveFloat, rustLayout } from "./types.js";
import { mayDerive, mayHold } from "./wanted-traits.js";

export type PlainField = Extract<IrField, { kind: "field" }>;

export type RecordMember =
  /** `flexible`: an array without length, shown as `__IncompleteArrayField<T>`. */
  | { readonly kind: "field"; readonly field: PlainField; readonly flexible: boolean }
  | { readonly kind: "unit"; readonly unit: StorageUnit };

export interface Traits {
  readonly copy: boolean;
  /** Of a record's own plan: it is derived. */
  readonly debug: boolean;
  /** `#[derive(Default)]` compiles; a zeroing `impl` is possible for every record. */
  readonly deriveDefault: boolean;
  /** `PartialEq` and `PartialOrd`. */
  readonly equal: boolean;
  readonly hash: boolean;
  /** No value is unequal to itself, as a floating NaN is: `Eq`, `Ord` and `Hash` are possible too. */
  readonly total: boolean;
}

/**
 * `union-wrapper`: bindgen's `__BindgenUnionField` struct for a union with members that are not `Copy`;
 * `blob`: bytes only (asked to be opaque, or nothing that Rust could name).
 */
export type RecordForm = "struct" | "union" | "union-wrapper" | "blob";

export interface RecordPlan {
  readonly form: RecordForm;
  /** A union whose members are `ManuallyDrop`. */
  readonly manuallyDrop: boolean;
  readonly members: readonly RecordMember[];
  /** Those of the members that are storage units. */
  readonly units: readonly StorageUnit[];
  readonly layout: RustLayout;
  readonly plan: LayoutPlan;
  readonly traits: Traits;
  /** Those of a value of the record: where it derives no Default, there is an `impl`, if there may be. */
  readonly valueTraits: Traits;
}

/** The plan of a record. @throws Error when a record holds itself by value. */
export function recordPlan(model: RenderModel, record: RecordItem): RecordPlan {
  const known = model.plans.get(record);
  if (known === null) throw new Error(`the record "${record.id}" holds itself by value`);
  if (known !== undefined) return known;
  model.plans.set(record, null);
  const plan = makePlan(model, record);
  model.plans.set(record, plan);
  return plan;
}

function makePlan(model: RenderModel, record: RecordItem): RecordPlan {
  const { members, units } = record.opaque ? NO_MEMBERS : membersOf(model, record);
  const traits = membersTraits(model, record, members);
  const form = formOf(model, record, members, traits);
  const places = form === "struct" || form === "union" ? members.map((member) => layoutMember(model, member)) : null;
  const plan = places === null ? planBlob(model, record) : planMembers(model, record, places);
  const packed = plan.packed !== null;
  // What is derived compares members by reference, or copies of them when packed (E0793).
  const comparable =
    form === "struct" &&
    (!packed || traits.copy) &&
    plan.slots.every((slot) => slot.kind === "padding" || slot.mode !== "unaligned");
  const own: Traits = {
    copy: mayDerive(model, record, "copy") && (form === "blob" || (traits.copy && form !== "union-wrapper")),
    // A derived Debug borrows members, or copies them when packed (E0793); bindgen derives none for unions.
    debug:
      mayDerive(model, record, "debug") &&
      (form === "blob" ||
        (form === "struct" && traits.debug && (!packed || traits.copy) && unalignedAreCopy(model, members, plan))),
    deriveDefault:
      mayDerive(model, record, "default") && form === "struct" && traits.deriveDefault && paddingHasDefault(plan),
    equal: mayHold(model, record, "partial-eq") && (form === "blob" || (comparable && traits.equal)),
    hash: mayHold(model, record, "hash") && (form === "blob" || (comparable && traits.hash)),
    total: form === "blob" || traits.total,
  };
  const hasDefault = mayDerive(model, record, "default");
  return {
    form,
    manuallyDrop: form === "union" && isManuallyDrop(model, record, traits),
    members,
    units,
    plan,
    layout: {
      size: record.size,
      align: record.align,
      aligned: plan.align !== null || holdsAligned(places ?? [], plan),
    },
    traits: own,
    valueTraits: own.deriveDefault === hasDefault ? own : { ...own, deriveDefault: hasDefault },
  };
}

/** The traits for comparing and hashing that the user wants, in bindgen's order. */
export function comparisons(
  model: RenderModel,
  item: { readonly name: string },
  { equal, hash, total }: Pick<Traits, "equal" | "hash" | "total">,
): string[] {
  const names: string[] = [];
  if (hash && total && mayDerive(model, item, "hash")) names.push("Hash");
  if (!equal || !mayHold(model, item, "partial-eq")) return names;
  if (mayDerive(model, item, "partial-ord")) names.push("PartialOrd");
  if (total && mayDerive(model, item, "ord")) names.push("Ord");
  if (mayDerive(model, item, "partial-eq")) names.push("PartialEq");
  if (total && mayDerive(model, item, "eq")) names.push("Eq");
  return names;
}

function formOf(model: RenderModel, record: RecordItem, members: readonly RecordMember[], traits: Traits): RecordForm {
  if (record.opaque) return "blob";
  if (record.tagKind === "struct") return "struct";
  // Rust has no union without fields.
  if (members.length === 0) return record.size === 0 ? "struct" : "blob";
  return traits.copy || isManuallyDrop(model, record, traits) ? "union" : "union-wrapper";
}

/** bindgen: `--no-copy` makes a union one with members that are not `Copy`. */
function isManuallyDrop(model: RenderModel, { name }: RecordItem, { copy }: Traits): boolean {
  if (styleOf(model.options.unionStyles, name, "wrapper") === "wrapper") return false;
  return !copy || !mayHold(model, { name }, "copy");
}

const NO_MEMBERS = { members: [], units: [] };

function membersOf(model: RenderModel, record: RecordItem): Pick<RecordPlan, "members" | "units"> {
  const members: RecordMember[] = [];
  const units: StorageUnit[] = [];
  let index = 0;
  while (index < record.fields.length) {
    const field = record.fields[index];
    if (field === undefined) break;
    if (field.kind === "field") {
      members.push({ kind: "field", field, flexible: isFlexible(record, field) });
      index++;
      continue;
    }
    const run = gatherUnits(model, record, index, units.length + 1);
    if (run.unit !== null) {
      members.push({ kind: "unit", unit: run.unit });
      units.push(run.unit);
    }
    index = run.next;
  }
  return { members, units };
}

/** bindgen shows arrays without length and of length 0 alike, except in unions. */
function isFlexible(record: RecordItem, field: PlainField): boolean {
  return record.tagKind === "struct" && field.type.type.kind === "array" && (field.type.type.length ?? 0) === 0;
}

function planMembers(model: RenderModel, record: RecordItem, members: readonly LayoutMember[]): LayoutPlan {
  return planLayout({
    tagKind: record.tagKind,
    size: record.size,
    align: record.align,
    members,
    markerAligns: model.markerAligns,
    explicitPadding: model.options.explicitPadding,
    avoidAlign: model.insidePacked.has(record.id),
  });
}

function layoutMember(model: RenderModel, member: RecordMember): LayoutMember {
  if (member.kind === "unit") {
    const { offset, size, align } = member.unit;
    return { offset, size, rust: { size, align: 1, aligned: false }, marker: align };
  }
  const { field } = member;
  return { offset: field.offset, size: field.size, rust: rustLayout(model, field.type.type), marker: 0 };
}

/** Layout of a record that is one array of bytes or words: only its alignment needs saying. */
function planBlob(model: RenderModel, record: RecordItem): LayoutPlan {
  const natural = blobElement(model, record.size, record.align) !== null;
  return { packed: null, align: natural ? null : record.align, marker: null, slots: [] };
}

/** The primitive that gives a blob of `size` bytes its alignment by itself, or null. */
export function blobElement(model: RenderModel, size: number, align: number): string | null {
  return align <= 8 && size % align === 0 ? alignPrimitive(model, align) : null;
}

function holdsAligned(members: readonly LayoutMember[], plan: LayoutPlan): boolean {
  return plan.slots.some(
    (slot) => slot.kind === "member" && slot.mode === "direct" && members[slot.index]?.rust?.aligned === true,
  );
}

/** `__BindgenUnaligned<T>` is `Debug` only for `T: Copy`. */
function unalignedAreCopy(model: RenderModel, members: readonly RecordMember[], plan: LayoutPlan): boolean {
  return plan.slots.every((slot) => {
    const member = slot.kind === "member" && slot.mode === "unaligned" ? members[slot.index] : undefined;
    return member?.kind !== "field" || member.flexible || typeTraits(model, member.field.type.type).copy;
  });
}

/** `[T; N]` implements Default up to 32 elements. */
const MAX_DEFAULT_ARRAY = 32;

function paddingHasDefault(plan: LayoutPlan): boolean {
  return plan.slots.every((slot) => {
    if (slot.kind === "padding") return slot.size <= MAX_DEFAULT_ARRAY;
    return slot.mode !== "bytes";
  });
}

function membersTraits(model: RenderModel, record: RecordItem, members: readonly RecordMember[]): Traits {
  let copy = true;
  let debug = true;
  let deriveDefault = true;
  let equal = true;
  let hash = true;
  let total = true;
  members.forEach((member) => {
    const traits = memberTraits(model, record, member);
    if (traits === ALL) return;
    copy &&= traits.copy;
    debug &&= traits.debug;
    deriveDefault &&= traits.deriveDefault;
    equal &&= traits.equal;
    hash &&= traits.hash;
    total &&= traits.total;
  });
  return { copy, debug, deriveDefault, equal, hash, total };
}

const ALL: Traits = { copy: true, debug: true, deriveDefault: true, equal: true, hash: true, total: true };
const NO_DEFAULT: Traits = { ...ALL, deriveDefault: false };
const UNCOMPARABLE = { equal: false, hash: false, total: false } as const;
const FLOATING: Traits = { ...ALL, hash: false, total: false };
const NO_COPY: Traits = { ...ALL, ...UNCOMPARABLE, copy: false };
const NO_DEBUG: Traits = { ...ALL, ...UNCOMPARABLE, debug: false };
const NONE: Traits = { ...UNCOMPARABLE, copy: false, debug: false, deriveDefault: false };

function memberTraits(model: RenderModel, record: RecordItem, member: RecordMember): Traits {
  if (member.kind === "unit") return ALL;
  // Whoever copies a record with a flexible array would lose the elements behind it.
  if (member.flexible) return NO_COPY;
  const traits = typeTraits(model, member.field.type.type);
  // bindgen: an array without elements makes the union one with members that are not Copy.
  return record.tagKind === "union" && isEmptyArray(member.field.type.type) ? { ...traits, copy: false } : traits;
}

function isEmptyArray(type: IrType): boolean {
  return type.kind === "array" && (type.length ?? 0) === 0;
}

function typeTraits(model: RenderModel, type: IrType): Traits {
  const facts = factsOf(model, type);
  facts.traits ??= traitsOf(model, type);
  return facts.traits;
}

function traitsOf(model: RenderModel, type: IrType): Traits {
  switch (type.kind) {
    case "integer":
      return type.name.endsWith("__int128") && !hasInt128(model) ? opaqueTraits(16) : ALL;
    case "floating":
      return primitiveFloat(type.name, type.size) === null ? opaqueTraits(type.size) : FLOATING;
    case "opaque":
      return complexPart(type) === null ? opaqueTraits(type.size) : FLOATING;
    case "pointer": {
      const pointee = resolve(model, type.to.type);
      return pointee.kind === "function" ? functionTraits(model, pointee.parameters.length) : NO_DEFAULT;
    }
    case "block":
      return NO_DEFAULT;
    case "array":
      return arrayTraits(typeTraits(model, type.of.type), type.length ?? 0);
    case "function":
      return functionTraits(model, type.parameters.length);
    case "item":
      return itemTraits(model, type.id);
    case "void":
    case "va-list":
      return { ...NO_DEFAULT, ...UNCOMPARABLE };
    case "atomic":
      return typeTraits(model, type.of.type);
    default:
      return assertNever(type, "type");
  }
}

function opaqueTraits(size: number): Traits {
  return { ...(size <= MAX_DEFAULT_ARRAY ? ALL : NO_DEFAULT), ...UNCOMPARABLE };
}

function arrayTraits(element: Traits, length: number): Traits {
  return length <= MAX_DEFAULT_ARRAY || !element.deriveDefault ? element : { ...element, deriveDefault: false };
}

/** Before Rust 1.70 function pointers implement Debug up to 12 parameters; `Option` is Default always. */
function functionTraits(model: RenderModel, parameters: number): Traits {
  return model.features.functionPointerTraits || parameters <= 12 ? ALL : NO_DEBUG;
}

function itemTraits(model: RenderModel, id: string): Traits {
  const item = itemOf(model, id);
  if (model.leftOut.has(item)) return NONE;
  switch (item.kind) {
    case "record":
      return recordPlan(model, item).valueTraits;
    case "typedef":
      return namedType(model, item.c, item.type.type) === null ? typedefTraits(model, item) : ALL;
    case "alias":
      return item.aliasOf.kind === "type" ? typeTraits(model, item.aliasOf.type.type) : NONE;
    case "enum":
      return isInteger(enumStyle(model, item)) ? ALL : { ...NO_DEFAULT, copy: mayDerive(model, item, "copy") };
    case "incomplete-record":
      return NO_DEFAULT;
    default:
      return assertNever(item, "item");
  }
}

/** Whether a record has an `impl` of Debug where it cannot derive it. */
export function implementsDebug(model: RenderModel, record: RecordItem): boolean {
  return model.options.implementDebug && mayDerive(model, record, "debug");
}

function typedefTraits(model: RenderModel, item: TypedefItem): Traits {
  const traits = typeTraits(model, item.type.type);
  if (styleOf(model.options.aliasStyles, item.name, "alias") === "alias") return traits;
  // `c_void` is nothing to copy.
  const copy = traits.copy && resolve(model, item.type.type).kind !== "void";
  return {
    copy: copy && mayDerive(model, item, "copy"),
    debug: traits.debug && mayDerive(model, item, "debug"),
    deriveDefault: traits.deriveDefault && mayDerive(model, item, "default"),
    equal: traits.equal && mayHold(model, item, "partial-eq"),
    hash: traits.hash && mayHold(model, item, "hash"),
    total: traits.total,
  };
}

/** What a typedef that is a struct derives, in bindgen's order. */
export function aliasDerives(model: RenderModel, item: TypedefItem): string[] {
  const traits = typedefTraits(model, item);
  return [...derivesOf(traits), ...comparisons(model, item, traits)];
}

/** In bindgen's order. */
export function derivesOf({ debug, deriveDefault, copy }: Traits): string[] {
  const names: string[] = [];
  if (debug) names.push("Debug");
  if (deriveDefault) names.push("Default");
  if (copy) names.push("Copy", "Clone");
  return names;
}

/** Whether a value of this type can be formatted with `{:?}`. */
export function isDebug(model: RenderModel, type: IrType): boolean {
  const resolved = resolve(model, type);
  if (resolved.kind === "array" || resolved.kind === "atomic") return isDebug(model, resolved.of.type);
  const item = resolved.kind === "item" ? itemOf(model, resolved.id) : null;
  const implemented = item?.kind === "record" && !model.leftOut.has(item) && implementsDebug(model, item);
  return implemented || typeTraits(model, type).debug;
}

/** Whether a value of this type can be copied out of where it lies. */
export function isCopy(model: RenderModel, type: IrType): boolean {
  return typeTraits(model, type).copy;
}
