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

/** Goes through the items once: they lie far apart in memory, and looking at each costs more than what is done with it. */
export function indexItems(items: readonly Item[]): ItemIndex {
  const types = new Map<ItemId, TypeItem>();
  const records: RecordItem[] = [];
  const valueAliases: AliasItem[] = [];
  const stems = new Set<string>([VALUE, THIS]);
  const functions: (FunctionItem | ConstFnItem)[] = [];
  /** Names of other values, and the item of each. */
  const names: string[] = [];
  const owners: ValueItem[] = [];
  const add = (item: Item): void => {
    switch (item.kind) {
      case "record":
        types.set(item.id, item);
        records.push(item);
        item.fields.forEach((field) => {
          if (field.kind === "bitfield" && field.name !== null) stems.add(stem(field.name));
        });
        break;
      case "incomplete-record":
      case "typedef":
        types.set(item.id, item);
        break;
      case "enum":
        types.set(item.id, item);
        item.enumerators.forEach(({ name }) => {
          names.push(name);
          owners.push(item);
        });
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
        functions.push(item);
        break;
      case "function":
        functions.push(item);
        break;
      case "constant":
      case "variable":
        names.push(item.name);
        owners.push(item);
        break;
      default:
        assertNever(item, "item");
    }
  };
  // No loop, which V8 would interpret to its end: it compiles functions that are called often.
  items.forEach(add);
  const values = new Map<string, ValueItem>();
  names.forEach((name, index) => {
    const owner = owners[index];
    if (owner !== undefined && stems.has(stem(name))) values.set(name, owner);
  });
  // No parameter hides a function.
  if (valueAliases.length > 0)
    for (const item of functions) if (stems.has(stem(item.name))) values.set(item.name, item);
  return { types, records, valueAliases, values };
}

/** The index of the same items without some aliases, and without functions that they alone name. */
export function withoutAliases(index: ItemIndex, left: ReadonlySet<ItemId>): ItemIndex {
  return { ...index, valueAliases: index.valueAliases.filter(({ id }) => !left.has(id)) };
}

/** A name without underscores at its end. */
function stem(name: string): string {
  return name.endsWith("_") ? name.replace(/_+$/, "") : name;
}
