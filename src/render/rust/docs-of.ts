/** Documentation of items and fields: the C comment, and what C says of the type that Rust cannot. */
import type { IrQualType, IrType, ItemBase } from "../../ir/types.js";
import { type ExportState, exportText } from "../../select/linkable.js";
import { declare } from "../c/declarator.js";
import type { RenderModel } from "../model.js";
import { docLines } from "./docs.js";

/** Doc lines of an item; `type` adds its C spelling where annotations or address spaces would be lost. */
export function itemDocs(
  model: RenderModel,
  item: ItemBase & { readonly c?: string | null },
  type: IrType | null,
  indent = "",
): string {
  if (!model.options.docs) return "";
  const note = type === null || !isAnnotatedType(type) ? null : annotationNote(model, plain(type), item.c ?? item.name);
  return withNote(item.docs, note, indent);
}

/** Doc lines that say whether modules can link with an item, below those that it has already. */
export function exportDocs(model: RenderModel, docs: string, exported: ExportState | null, indent: string): string {
  if (exported === null || !model.options.docs) return docs;
  return `${docs}${docs === "" ? "" : `${indent}///\n`}${docLines([sentence(exportText(exported))], indent)}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Doc lines of a field, an enumerator or a bit-field. */
export function memberDocs(
  model: RenderModel,
  docs: readonly string[],
  type: IrQualType | null,
  name: string,
  indent = "    ",
): string {
  if (!model.options.docs) return "";
  const note = type === null ? null : annotationNote(model, type, name);
  return withNote(docs, note, indent);
}

/** Doc lines of an item, and a paragraph of its own below them. */
export function notedDocs(model: RenderModel, docs: readonly string[], note: string): string {
  if (!model.options.docs) return "";
  const text = docLines(docs, "");
  return `${text}${text === "" ? "" : "///\n"}/// ${note}\n`;
}

function withNote(docs: readonly string[], note: string | null, indent: string): string {
  const text = docLines(docs, indent);
  if (note === null) return text;
  return `${text}${text === "" ? "" : `${indent}///\n`}${indent}/// C: \`${note}\`\n`;
}

function plain(type: IrType): IrQualType {
  return { type, const: false, volatile: false, restrict: false, addressSpace: null, annotations: [] };
}

/** The C declaration if some level of the type is annotated or lies in a named address space. */
function annotationNote(model: RenderModel, type: IrQualType, name: string): string | null {
  if (!isAnnotated(type)) return null;
  const text = declare(type, name, { types: model.index.types, annotations: true });
  return text === null || /[`\n\r]/.test(text) ? null : text;
}

function isAnnotated(type: IrQualType): boolean {
  return type.annotations.length > 0 || type.addressSpace !== null || isAnnotatedType(type.type);
}

function isAnnotatedType(inner: IrType): boolean {
  switch (inner.kind) {
    case "pointer":
    case "block":
      return isAnnotated(inner.to);
    case "array":
    case "atomic":
      return isAnnotated(inner.of);
    case "function":
      return isAnnotated(inner.result) || inner.parameters.some((parameter) => isAnnotated(parameter.type));
    case "void":
    case "integer":
    case "floating":
    case "opaque":
    case "item":
    case "va-list":
      return false;
  }
}
