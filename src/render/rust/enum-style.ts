/** How an enum is shown. */
import type { EnumItem } from "../../ir/types.js";
import type { RenderModel } from "../model.js";
import { type EnumStyle, styleOf } from "../options.js";

/** The style that the options choose; what they say nothing about is constants. */
export function enumStyle({ options }: Pick<RenderModel, "options">, { name }: EnumItem): EnumStyle {
  return styleOf(options.enumStyles, name, "consts");
}

/** Whether values of the enum are of an integer type in Rust too. */
export function isInteger(style: EnumStyle): boolean {
  return style === "consts" || style === "module-consts";
}

/** The type of its values. */
export function enumTypeName(model: RenderModel, item: EnumItem): string {
  return enumStyle(model, item) === "module-consts" ? `${item.name}::Type` : item.name;
}
