/** What items are told apart by. */
import { assertNever } from "../support/brand.js";
import type { Item, ItemId } from "./types.js";

/** The id of an item. Types have it with them, because others refer to it; of tens of thousands of values it is seldom asked for. */
export function itemId(item: Item): ItemId {
  switch (item.kind) {
    case "record":
    case "incomplete-record":
    case "enum":
    case "typedef":
    case "alias":
      return item.id;
    case "function":
      return item.shim?.wraps === "macro" ? `macro ${item.c}` : `function ${item.c}`;
    case "variable":
      return item.inside !== null ? `macro ${item.c}` : `variable ${item.c}`;
    case "constant":
      return `${item.source} ${item.c}`;
    case "const-fn":
      return `macro ${item.c}`;
    default:
      return assertNever(item);
  }
}
