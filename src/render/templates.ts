/**
 * Handlebars templates: they lay out, view models decide. No escaping (the output is not HTML), unknown names
 * throw, no helpers but `each` and `if`.
 */
import { LongText } from "../support/long-text.js";
import { compiledTemplates } from "./compiled-templates.js";

export const TEMPLATE_NAMES = [
  "Cargo.toml",
  "build.rs",
  "lib.rs",
  "bindings.rs",
  "prelude.rs",
  "bitfield_unit.rs",
  "incomplete_array.rs",
  "union_field.rs",
  "unaligned.rs",
  "complex.rs",
  "inside.rs",
  "constants.rs",
  "const_fns.rs",
  "enums.rs",
  "enum_modules.rs",
  "enum_structs.rs",
  "rust_enums.rs",
  "typedefs.rs",
  "alias_structs.rs",
  "aliases.rs",
  "foreign.rs",
  "library.rs",
  "incomplete_records.rs",
  "records.rs",
  "bitfields.rs",
  "bytes.rs",
  "abi_check.c",
  "helpers.c",
  "shims.c",
  "helpers.h",
  "shims.h",
  "inline.sh",
] as const;
export type TemplateName = (typeof TEMPLATE_NAMES)[number];

/** Fills a template; throws when the view lacks a name that it uses. */
export type Templates = (name: TemplateName, view: object) => string;

/** The templates, ready for use. */
export function loadTemplates(): Templates {
  const compiled = compiledTemplates();
  return (name, view) => {
    const fill = compiled[name];
    if (fill === undefined) throw new Error(`there is no template ${name}`);
    return fill(view);
  };
}

/** As `templates`, for a view that has long texts too: these go into the result piece by piece. */
export function fillLong(templates: Templates, name: TemplateName, view: object): LongText {
  const inserted: LongText[] = [];
  const place = (value: unknown): unknown => {
    if (!(value instanceof LongText)) return value;
    return value.isEmpty ? "" : `${MARK}${inserted.push(value) - 1}${MARK}`;
  };
  const places = Object.fromEntries(Object.entries(view).map(([key, value]) => [key, place(value)]));
  const text = new LongText();
  for (const [index, part] of templates(name, places).split(MARK).entries()) {
    const long = index % 2 === 0 ? undefined : inserted[Number(part)];
    if (long === undefined) text.add(part);
    else text.append(long);
  }
  return text;
}

/** Stands around the number of a long text; no other text has it. */
const MARK = "\0";
