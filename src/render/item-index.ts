/**
 * What rendering looks up among the items of an IR, gathered once. Only what somebody may ask for is in the tables: those
 * of all items would be far larger than any cache of the machine.
 */
import type {
  AliasItem,
  ConstantItem,
  ConstFnItem,
  EnumItem,
  FunctionItem,
  Item,
  ItemId,
  OpaqueRecordItem,
  RecordItem,
  TypedefItem,
  VariableItem,
} from "../ir/types.js";
import { assertNever } from "../support/brand.js";

/** What a type can refer to. */
export type TypeItem = RecordItem | OpaqueRecordItem | EnumItem | TypedefItem | AliasItem;

/** What has a name among the values of Rust; an enum by its enumerators. */
export type ValueItem = ConstantItem | EnumItem | FunctionItem | VariableItem | ConstFnItem;

export interface ItemIndex {
  readonly types: ReadonlyMap<ItemId, TypeItem>;
  readonly records: readonly RecordItem[];
  /** Macros that are other names of values. */
  readonly valueAliases: readonly AliasItem[];
  /** Values by Rust name: those that an alias names, and those that a parameter could hide (with underscores behind it). */
  readonly values: ReadonlyMap<string, ValueItem>;
}

/** Parameters of accessors. */
export const VALUE = "val";
export const THIS = "this";

export function indexItems(items: readonly Item[]): ItemIndex {
  const types = new Map<ItemId, TypeItem>();
  const records: RecordItem[] = [];
  const valueAliases: AliasItem[] = [];
  const stems = new Set<string>([VALUE, THIS]);
  // No loop, which V8 would interpret to its end: it compiles functions that are called often.
  items.forEach((item) => {
    switch (item.kind) {
      case "record":
        types.set(item.id, item);
        records.push(item);
        item.fields.forEach((field) => {
          if (field.kind === "bitfield" && field.name !== null) stems.add(stem(field.name));
        });
        break;
      case "incomplete-record":
      case "enum":
      case "typedef":
        types.set(item.id, item);
        break;
      case "alias":
        if (item.aliasOf.kind === "type") types.set(item.id, item);
        else {
          valueAliases.push(item);
          stems.add(stem(item.aliasOf.name));
        }
        break;
      case "const-fn":
        for (const { name } of item.parameters) stems.add(stem(name));
        break;
      case "constant":
      case "function":
      case "variable":
        break;
      default:
        assertNever(item, "item");
    }
  });
  return { types, records, valueAliases, values: valuesCalled(stems, items, valueAliases.length > 0) };
}

/** @param functions whether to look at functions too, which no parameter hides */
function valuesCalled(stems: ReadonlySet<string>, items: readonly Item[], functions: boolean): Map<string, ValueItem> {
  const values = new Map<string, ValueItem>();
  const add = (name: string, item: ValueItem): void => {
    if (stems.has(stem(name))) values.set(name, item);
  };
  items.forEach((item) => {
    switch (item.kind) {
      case "constant":
      case "variable":
        add(item.name, item);
        break;
      case "function":
      case "const-fn":
        if (functions) add(item.name, item);
        break;
      case "enum":
        for (const { name } of item.enumerators) add(name, item);
        break;
      case "record":
      case "incomplete-record":
      case "typedef":
      case "alias":
        break;
      default:
        assertNever(item, "item");
    }
  });
  return values;
}

/** The index of the same items without some aliases, and without functions that they alone name. */
export function withoutAliases(index: ItemIndex, left: ReadonlySet<ItemId>): ItemIndex {
  return { ...index, valueAliases: index.valueAliases.filter(({ id }) => !left.has(id)) };
}

/** A name without underscores at its end. */
function stem(name: string): string {
  return name.endsWith("_") ? name.replace(/_+$/, "") : name;
}
