/** View models of enums, one shape for each style. */
import { rustIdentifier } from "../../ir/rust-names.js";
import type { EnumItem, IrEnumerator } from "../../ir/types.js";
import { assertNever } from "../../support/brand.js";
import type { RenderModel } from "../model.js";
import type { EnumStyle } from "../options.js";
import type { TemplateName } from "../templates.js";
import { decorationOf } from "./decoration.js";
import { itemDocs, memberDocs } from "./docs-of.js";
import { enumStyle } from "./enum-style.js";
import type { ConstantView } from "./items.js";
import { comparisons } from "./record-plan.js";
import { rustType } from "./types.js";
import { mayDerive } from "./wanted-traits.js";

interface EnumView {
  readonly docs: string;
  readonly name: string;
  /** The integer type. */
  readonly type: string;
  readonly enumerators: readonly ConstantView[];
}

interface DecoratedEnumView extends EnumView {
  readonly derive: string;
  /** Lines before the item. */
  readonly attributes: readonly string[];
  /** bindgen: enumerators of an enum that nobody can name are constants as well. */
  readonly constants: readonly ConstantView[];
}

interface EnumStructView extends DecoratedEnumView {
  readonly bitfield: boolean;
}

interface RustEnumView extends DecoratedEnumView {
  readonly repr: string;
  readonly nonExhaustive: boolean;
  /** Enumerators with the value of an earlier one, which `value` names: Rust has one variant for each value. */
  readonly same: readonly ConstantView[];
}

export type AnyEnumView = EnumView | EnumStructView | RustEnumView;

/** The template for the style that the options choose for an enum. */
export function enumTemplate(model: RenderModel, item: EnumItem): TemplateName {
  const style = enumStyle(model, item);
  switch (style) {
    case "consts":
      return "enums.rs";
    case "module-consts":
      return "enum_modules.rs";
    case "newtype":
    case "newtype-global":
    case "bitfield":
      return "enum_structs.rs";
    case "rust":
    case "rust-non-exhaustive":
      // Rust has no enum of a size without variants.
      return item.enumerators.length === 0 ? "enum_structs.rs" : "rust_enums.rs";
    default:
      return assertNever(style);
  }
}

/** The view for `enumTemplate`. */
export function enumView(model: RenderModel, item: EnumItem): AnyEnumView {
  const style = enumStyle(model, item);
  const global = style === "consts" || style === "newtype-global";
  const template = enumTemplate(model, item);
  const macro = template === "enums.rs";
  if (macro) model.needs.enums = true;
  const view: EnumView = {
    docs: itemDocs(model, item, null, macro ? "    " : ""),
    name: item.name,
    type:
      model.options.enumIntegers === "c"
        ? rustType(model, { kind: "integer", name: item.underlying })
        : repr(model, item),
    enumerators: item.enumerators.map((enumerator) => ({
      docs: memberDocs(model, enumerator.docs, null, "", style === "newtype-global" ? "" : "    "),
      name: global ? enumerator.name : rustIdentifier(enumerator.c),
      type: item.name,
      value: valueText(item, enumerator),
    })),
  };
  switch (template) {
    case "enum_structs.rs":
      return enumStruct(model, item, view, style);
    case "rust_enums.rs":
      return { ...rustEnum(model, item, view), nonExhaustive: style === "rust-non-exhaustive" };
    default:
      // bindgen's default: constants first, then the integer type that the enum is.
      return view;
  }
}

function enumStruct(model: RenderModel, item: EnumItem, view: EnumView, style: EnumStyle): EnumStructView {
  const wrapped = view.enumerators.map((one) => ({ ...one, value: `${item.name}(${one.value})` }));
  const associated = style !== "newtype-global" && !isNameless(item);
  return {
    ...view,
    ...decorated(model, item),
    enumerators: associated ? wrapped : [],
    constants: associated ? [] : wrapped.map((one, index) => ({ ...one, name: item.enumerators[index]?.name ?? "" })),
    bitfield: style === "bitfield",
  };
}

/** Neither a tag nor a typedef names it. */
function isNameless({ name }: EnumItem): boolean {
  return /_bindgen_ty_\d+$/.test(name);
}

function valueText(item: EnumItem, enumerator: IrEnumerator): string {
  return item.underlying === "_Bool" ? String(enumerator.value !== "0") : enumerator.value;
}

/** In bindgen's order. */
function decorated(model: RenderModel, item: EnumItem): Pick<DecoratedEnumView, "derive" | "attributes"> {
  const { derives, attributes } = decorationOf(model, "enum", item.name);
  const ordered = comparisons(model, item, { equal: true, hash: false, total: true }).filter((name) =>
    name.endsWith("Ord"),
  );
  const debug = mayDerive(model, item, "debug") ? ["Debug"] : [];
  const copy = mayDerive(model, item, "copy") ? ["Copy"] : [];
  const list = [...debug, ...copy, "Clone", "Hash", ...ordered, "PartialEq", "Eq", ...derives];
  return { derive: list.join(", "), attributes };
}

function rustEnum(model: RenderModel, item: EnumItem, view: EnumView): Omit<RustEnumView, "nonExhaustive"> {
  const first = new Map<string, string>();
  const variants: ConstantView[] = [];
  const same: ConstantView[] = [];
  for (const enumerator of view.enumerators) {
    const known = first.get(enumerator.value);
    if (known === undefined) variants.push(enumerator);
    else same.push({ ...enumerator, value: known });
    if (known === undefined) first.set(enumerator.value, enumerator.name);
  }
  const constants = isNameless(item)
    ? view.enumerators.map(({ name, docs }, index) => ({
        docs,
        name: item.enumerators[index]?.name ?? "",
        type: item.name,
        value: `${item.name}::${name}`,
      }))
    : [];
  return { ...view, ...decorated(model, item), repr: repr(model, item), enumerators: variants, same, constants };
}

/** The integer type of Rust. */
function repr({ bindings }: RenderModel, { underlying, size }: EnumItem): string {
  const signed = underlying === "char" ? bindings.target.charSigned : !/^unsigned|^_Bool$/.test(underlying);
  return `${signed ? "i" : "u"}${size * 8}`;
}
