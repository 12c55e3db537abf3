/**
 * What the views of one rendering share: items by id, features of the chosen Rust, plans of records
 * (made once each), and which helper types the output turns out to need.
 */

import type { Bindings, IrQualType, IrType, Item, ItemId, RecordItem } from "../ir/types.js";
import type { IntegerKind } from "../kernel/abi/types.js";
import { type HelpersView, helpersView, type LaidOutShims } from "./c/helpers.js";
import { type ItemIndex, indexItems, THIS, type TypeItem, VALUE } from "./item-index.js";
import {
  type RenderOptions,
  type ResolvedOptions,
  type RustFeatures,
  resolveOptions,
  rustFeatures,
  styleOf,
} from "./options.js";
import { enumStyle, isInteger } from "./rust/enum-style.js";
import type { RustLayout } from "./rust/layout.js";
import { type PrimitiveAlignments, primitiveAlignments } from "./rust/primitives.js";
import type { RecordPlan, Traits } from "./rust/record-plan.js";

/** Helper types that the output refers to; grows while records are rendered. */
export interface Needs {
  bitfieldUnit: boolean;
  /** `__bindgen_enum!` and `__bindgen_zeroed!`. */
  enums: boolean;
  zeroedDefault: boolean;
  incompleteArray: boolean;
  unionField: boolean;
  unaligned: boolean;
  complex: boolean;
  /** `__BindgenInside<OFFSET, T>`. */
  inside: boolean;
  vaListTag: boolean;
  /** Alignments (bytes) of `__BindgenOpaqueArray<N>`. */
  readonly opaqueAligns: Set<number>;
}

/** What has been found about a type; null, or undefined for a layout, until somebody asks. */
export interface TypeFacts {
  resolved: IrType | null;
  text: string | null;
  layout: RustLayout | null | undefined;
  traits: Traits | null;
}

export interface RenderModel {
  readonly bindings: Bindings;
  readonly options: ResolvedOptions;
  readonly features: RustFeatures;
  readonly primitives: PrimitiveAlignments;
  /** Alignments that a zero-length array of a primitive type can give, ascending. */
  readonly markerAligns: readonly number[];
  readonly index: ItemIndex;
  /** The shims that C can declare, laid out when somebody asks. */
  readonly helpers: HelpersView;
  /** See `factsOf`. */
  readonly facts: Map<IrType, TypeFacts>;
  /** Items that the user has elsewhere: nobody knows which traits they have there. */
  readonly leftOut: ReadonlySet<Item>;
  /** null while one is made: a record that holds itself by value is an error of the IR. */
  readonly plans: Map<RecordItem, RecordPlan | null>;
  /** Records that lie by value in a packed record. */
  readonly insidePacked: ReadonlySet<ItemId>;
  readonly needs: Needs;
  /** Rust names of constants and statics, as far as parameters are called like them: that is E0530. */
  readonly valueNames: ReadonlySet<string>;
  /** `val` and `this` of accessors, renamed if a constant or static has that name. */
  readonly valueParameter: string;
  readonly thisParameter: string;
}

/** Indexes `bindings` for rendering. Throws FatalError for options that contradict each other. */
export function buildModel(
  bindings: Bindings,
  chosen: RenderOptions,
  leftOut: ReadonlySet<Item> = new Set(),
  shims: LaidOutShims | null = null,
): RenderModel {
  const options = resolveOptions(chosen);
  const features = rustFeatures(options);
  const primitives = primitiveAlignments(bindings.target.arch, features.minor);
  const index = shims?.index ?? indexItems(bindings.items);
  const valueNames = collectValueNames(index, options);
  let helpers = shims?.view ?? null;
  return {
    bindings,
    options,
    features,
    primitives,
    markerAligns: markerAligns(primitives),
    index,
    facts: new Map(),
    get helpers() {
      helpers ??= helpersView(bindings, index, options.shimAttributes);
      return helpers;
    },
    leftOut,
    plans: new Map(),
    insidePacked: recordsInsidePacked(index),
    needs: {
      bitfieldUnit: false,
      enums: false,
      zeroedDefault: false,
      incompleteArray: false,
      unionField: false,
      unaligned: false,
      complex: false,
      inside: false,
      vaListTag: false,
      opaqueAligns: new Set(),
    },
    valueNames,
    valueParameter: freeName(VALUE, valueNames),
    thisParameter: freeName(THIS, valueNames),
  };
}

function markerAligns(primitives: PrimitiveAlignments): number[] {
  const aligns = [1, 2, 4];
  if (primitives.u64 === 8) aligns.push(8);
  if (primitives.u128 === 16) aligns.push(16);
  return aligns;
}

/** `name`, with underscores behind it as long as it is taken. */
export function freeName(name: string, ...taken: readonly ReadonlySet<string>[]): string {
  let free = name;
  while (taken.some((names) => names.has(free))) free += "_";
  return free;
}

function collectValueNames({ values, valueAliases, types }: ItemIndex, options: ResolvedOptions): Set<string> {
  const names = new Set<string>();
  for (const [name, { kind }] of values) if (kind !== "function" && kind !== "const-fn") names.add(name);
  for (const { name } of valueAliases) names.add(name);
  if (options.enumStyles.length === 0 && options.aliasStyles.length === 0) return names;
  for (const item of types.values()) {
    // A tuple struct's name is that of its constructor as well.
    if (item.kind === "enum" && !isInteger(enumStyle({ options }, item))) names.add(item.name);
    else if (item.kind === "typedef" && styleOf(options.aliasStyles, item.name, "alias") !== "alias")
      names.add(item.name);
  }
  return names;
}

/** Every record that a packed record holds by value, at any depth. */
function recordsInsidePacked({ types, records }: ItemIndex): Set<ItemId> {
  const inside = new Set<ItemId>();
  const visit = (record: RecordItem): void => {
    for (const field of record.fields) {
      const held = recordByValue(types, field.type.type);
      if (held === null || inside.has(held.id)) continue;
      inside.add(held.id);
      visit(held);
    }
  };
  for (const record of records) if (record.packed) visit(record);
  return inside;
}

function recordByValue(types: ItemIndex["types"], type: IrType): RecordItem | null {
  const inner = arrayElement(resolveIn(types, type));
  if (inner.kind === "array") return recordByValue(types, inner.of.type);
  if (inner.kind !== "item") return null;
  const item = types.get(inner.id);
  return item?.kind === "record" ? item : null;
}

function arrayElement(type: IrType): IrType {
  let element = type;
  while (element.kind === "array") element = element.of.type;
  return element.kind === "atomic" ? element.of.type : element;
}

/** The item that a type refers to. @throws Error when the IR has no such type. */
export function itemOf(model: RenderModel, id: ItemId): TypeItem {
  const item = model.index.types.get(id);
  if (item === undefined) throw new Error(`the IR refers to "${id}" but has no such type`);
  return item;
}

/** The type behind typedefs and type aliases. */
export function resolve(model: RenderModel, type: IrType): IrType {
  if (type.kind !== "item") return type;
  const facts = factsOf(model, type);
  facts.resolved ??= resolveIn(model.index.types, type);
  return facts.resolved;
}

/** The IR has one object for most mentions of a type: what is found about it is kept. */
export function factsOf({ facts }: RenderModel, type: IrType): TypeFacts {
  let known = facts.get(type);
  if (known === undefined) {
    known = { resolved: null, text: null, layout: undefined, traits: null };
    facts.set(type, known);
  }
  return known;
}

const MAX_TYPEDEF_DEPTH = 200;

function resolveIn(types: ItemIndex["types"], type: IrType): IrType {
  let current = type;
  for (let depth = 0; current.kind === "item" && depth < MAX_TYPEDEF_DEPTH; depth++) {
    const item = types.get(current.id);
    if (item?.kind === "typedef") current = item.type.type;
    else if (item?.kind === "alias" && item.aliasOf.kind === "type") current = item.aliasOf.type.type;
    else break;
  }
  return current;
}

/** Whether an object of this type is const: by itself, by its typedef, or (arrays) by its elements. */
export function isConst(model: RenderModel, type: IrQualType): boolean {
  let current = type;
  for (let depth = 0; depth < MAX_TYPEDEF_DEPTH; depth++) {
    if (current.const) return true;
    if (current.type.kind === "array") current = current.type.of;
    else if (current.type.kind === "item") {
      const item = model.index.types.get(current.type.id);
      if (item?.kind !== "typedef") return false;
      current = item.type;
    } else return false;
  }
  return false;
}

/** The integer type that a type is or is made on (enums, `_Atomic`); null for others. */
export function integerKindOf(model: RenderModel, type: IrType): IntegerKind | null {
  const resolved = resolve(model, type);
  switch (resolved.kind) {
    case "integer":
      return resolved.name;
    case "atomic":
      return integerKindOf(model, resolved.of.type);
    case "item": {
      const item = itemOf(model, resolved.id);
      return item.kind === "enum" ? item.underlying : null;
    }
    default:
      return null;
  }
}

/** Whether an integer type can hold negative values; plain `char` as the target says (C11 6.2.5p15). */
export function isSigned(model: RenderModel, kind: IntegerKind): boolean {
  switch (kind) {
    case "char":
      return model.bindings.target.charSigned;
    case "_Bool":
    case "unsigned char":
    case "unsigned short":
    case "unsigned int":
    case "unsigned long":
    case "unsigned long long":
    case "unsigned __int128":
      return false;
    case "signed char":
    case "short":
    case "int":
    case "long":
    case "long long":
    case "__int128":
      return true;
  }
}
