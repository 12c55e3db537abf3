/**
 * `src/bindings.rs`: items in the order of C, consecutive ones of one kind laid out by one template.
 */
import type { AliasItem, FunctionItem, Item, VariableItem } from "../../ir/types.js";
import { assertNever } from "../../support/brand.js";
import { LongText } from "../../support/long-text.js";
import type { RenderModel } from "../model.js";
import { fillLong, type TemplateName, type Templates } from "../templates.js";
import { aliasStructView, isAliasStruct } from "./alias-struct.js";
import { constFnView } from "./const-fn.js";
import { enumTemplate, enumView } from "./enum.js";
import { aliasView, constantType, constantView, functionView, typedefView, variableView } from "./items.js";
import { libraryView } from "./library.js";
import { incompleteRecordView, type RecordView, recordView, vaListTagFields } from "./record.js";

interface Context {
  readonly model: RenderModel;
  readonly templates: Templates;
}

/** The text of `bindings.rs`. `isSkipped` is asked about each item, in order. */
export function renderBindings(model: RenderModel, templates: Templates, isSkipped: (item: Item) => boolean): LongText {
  const context = { model, templates };
  const sections = new LongText();
  let views: object[] = [];
  let key: RunKey | null = null;
  let isOpen = false;
  const flush = (): void => {
    if (key === null || views.length === 0) return;
    const text = renderRun(context, key, views);
    sections.add(isOpen ? text : `\n${text}`);
    isOpen = true;
    views = [];
  };
  const endSection = (): void => {
    flush();
    isOpen = false;
  };
  const { library } = model.options;
  const symbols: (FunctionItem | VariableItem)[] = [];
  const add = (item: Item): void => {
    if (isSkipped(item)) return;
    if (library !== null && (item.kind === "function" || item.kind === "variable")) {
      symbols.push(item);
      return;
    }
    const next = runKey(model, item);
    if (next !== key) endSection();
    else if (views.length >= MAX_RUN && !isForeign(next)) flush();
    key = next;
    const view = itemView(context, item);
    if (view !== null) views.push(view);
  };
  model.bindings.items.forEach(add);
  endSection();
  if (library !== null) sections.add(`\n${templates("library.rs", libraryView(model, library, symbols))}`);
  // Rendering the items has shown which helper types they need.
  const prelude = renderPrelude(model, templates);
  const { headComment, rawLines } = model.options;
  return fillLong(templates, "bindings.rs", { headComment, rawLines, prelude, sections });
}

/** The text of one item alone, as it stands in `bindings.rs`. */
export function renderItem(model: RenderModel, templates: Templates, item: Item): string {
  const context = { model, templates };
  const view = itemView(context, item);
  return view === null ? "" : renderRun(context, runKey(model, item), [view]);
}

/** What longer runs are made of would leave the processor's cache before it is joined. */
export const MAX_RUN = 64;

type RunKey = TemplateName | `foreign ${string}`;

function isForeign(key: RunKey): key is `foreign ${string}` {
  return key.startsWith("foreign ");
}

/** Items with equal keys go into one template, which the key names, or into one block of an ABI. */
function runKey(model: RenderModel, item: Item): RunKey {
  switch (item.kind) {
    case "function":
      return item.type.callingConvention === null ? "foreign C" : `foreign ${item.type.callingConvention.rust}`;
    case "variable":
      return "foreign C";
    case "record":
      return "records.rs";
    case "incomplete-record":
      return "incomplete_records.rs";
    case "enum":
      return enumTemplate(model, item);
    case "typedef":
      return isAliasStruct(model, item) ? "alias_structs.rs" : "typedefs.rs";
    case "constant":
      return "constants.rs";
    case "alias":
      return "aliases.rs";
    case "const-fn":
      return "const_fns.rs";
    default:
      return assertNever(item, "item");
  }
}

function renderRun({ model, templates }: Context, key: RunKey, items: readonly object[]): string {
  if (!isForeign(key)) return templates(key, { items });
  const keyword = model.features.unsafeExtern ? "unsafe extern" : "extern";
  const { externAttributes } = model.options;
  return templates("foreign.rs", { externAttributes, keyword, abi: key.slice("foreign ".length), items });
}

function itemView(context: Context, item: Item): object | null {
  const { model, templates } = context;
  switch (item.kind) {
    case "record": {
      const view = recordView(model, item);
      return view.units.length === 0 && view.bytes.length === 0 ? view : withAccessors(templates, view);
    }
    case "incomplete-record":
      return incompleteRecordView(model, item);
    case "enum":
      return enumView(model, item);
    case "typedef":
      return isAliasStruct(model, item) ? aliasStructView(model, item) : typedefView(model, item);
    case "constant":
      return constantView(model, item);
    case "function":
      return functionView(model, item);
    case "variable":
      return variableView(model, item);
    case "alias":
      return renderAlias(model, item);
    case "const-fn":
      return constFnView(model, item);
    default:
      return assertNever(item, "item");
  }
}

function withAccessors(templates: Templates, view: RecordView): object {
  return {
    ...view,
    units: view.units.map((unit) => templates("bitfields.rs", unit).trimEnd()),
    bytes: view.bytes.map((field) => templates("bytes.rs", field).trimEnd()),
  };
}

function renderAlias(model: RenderModel, item: AliasItem): object {
  if (item.aliasOf.kind === "type") return aliasView(model, item, null);
  return aliasView(model, item, constantType(model, item.aliasOf.name));
}

function renderPrelude(model: RenderModel, templates: Templates): string {
  const { needs, features, options } = model;
  const constMut = features.constMut ? "const " : "";
  const part = (needed: boolean, name: TemplateName): string =>
    needed ? templates(name, { constMut }).replace(/\n$/, "") : "";
  const opaqueArrays = [...needs.opaqueAligns].sort((a, b) => a - b);
  const hasRecords = model.bindings.items.some((item) => item.kind === "record");
  const exports =
    needs.bitfieldUnit ||
    needs.incompleteArray ||
    needs.unionField ||
    needs.unaligned ||
    needs.complex ||
    needs.inside ||
    opaqueArrays.length > 0;
  const asserts = options.layoutAsserts && hasRecords;
  return templates("prelude.rs", {
    asserts,
    offsetMacro: asserts && !features.offsetOf,
    offsetOf: features.offsetOf ? "::core::mem::offset_of!" : "__bindgen_offset_of!",
    helpers: asserts || exports,
    exports,
    constMut,
    visibility: options.visibility,
    val: model.valueParameter,
    self: model.thisParameter,
    enums: needs.enums,
    zeroedDefault: needs.zeroedDefault,
    bitfieldUnit: part(needs.bitfieldUnit, "bitfield_unit.rs"),
    incompleteArray: part(needs.incompleteArray, "incomplete_array.rs"),
    unionField: part(needs.unionField, "union_field.rs"),
    unaligned: part(needs.unaligned, "unaligned.rs"),
    complex: part(needs.complex, "complex.rs"),
    inside: part(needs.inside, "inside.rs"),
    opaqueArrays,
    vaListTag: needs.vaListTag ? vaListTagFields(model) : null,
  });
}
