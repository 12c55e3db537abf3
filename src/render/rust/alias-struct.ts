/** Typedefs that are types of their own in Rust: a struct of what they name. */
import type { IrType, ItemId, TypedefItem } from "../../ir/types.js";
import type { RenderModel } from "../model.js";
import { styleOf } from "../options.js";
import { itemDocs } from "./docs-of.js";
import { formatType } from "./format.js";
import { aliasDerives } from "./record-plan.js";
import { namedType } from "./types.js";

export interface AliasStructView {
  readonly docs: string;
  readonly name: string;
  readonly type: string;
  readonly derive: string;
  /** In front of the type: attributes and visibility. */
  readonly before: string;
  readonly deref: boolean;
}

/** Whether the options make a struct of a typedef. */
export function isAliasStruct(model: RenderModel, item: TypedefItem): boolean {
  const { aliasStyles } = model.options;
  // A name that has a type of Rust's own stays that.
  return styleOf(aliasStyles, item.name, "alias") !== "alias" && namedType(model, item.c, item.type.type) === null;
}

export function aliasStructView(model: RenderModel, item: TypedefItem): AliasStructView {
  const { fieldAttributes, visibility, aliasStyles } = model.options;
  const attributes = (fieldAttributes.get(`${item.name}::0`) ?? []).map((attribute) => `${attribute} `).join("");
  const before = attributes + visibility;
  const column = `pub struct ${item.name}(${before}`.length;
  return {
    docs: itemDocs(model, item, item.type.type),
    name: item.name,
    type: formatType(model, item.type.type, 0, column, 2),
    derive: aliasDerives(model, item).join(", "),
    before,
    deref: styleOf(aliasStyles, item.name, "alias") === "newtype-deref",
  };
}

/** The typedef that is a struct and that `type` names, if it is one. */
export function aliasStructOf(model: RenderModel, type: IrType): TypedefItem | null {
  if (type.kind !== "item" || model.options.aliasStyles.length === 0) return null;
  return aliasStructItem(model, type.id);
}

function aliasStructItem(model: RenderModel, id: ItemId): TypedefItem | null {
  const item = model.index.types.get(id);
  if (item?.kind !== "typedef") return null;
  return isAliasStruct(model, item) ? item : aliasStructOf(model, item.type.type);
}

/** `value` as one of `type`, through each struct between that and the integer. */
export function newtypeValue(model: RenderModel, type: IrType, value: string): string {
  const struct = aliasStructOf(model, type);
  return struct === null ? value : `${struct.name}(${newtypeValue(model, struct.type.type, value)})`;
}
