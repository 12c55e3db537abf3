/**
 * Handlebars templates: they lay out, view models decide. No escaping (the output is not HTML), unknown names
 * throw, no helpers but the built-in ones.
 *
 * The build puts precompiled templates beside this module (`scripts/precompile-templates.mjs`), for which the
 * small runtime is enough; without them (running from source) they are compiled when first used.
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LongText } from "../support/long-text.js";
import { packageFile } from "../support/package-files.js";
import { requirePackage } from "../support/require-package.js";
import { COMPILE_OPTIONS, type CompilerParts, readProperties } from "./template-compiler.js";

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

type Fill = (view: object) => string;

interface BlockOptions {
  fn(context: unknown): string;
  inverse(context: unknown): string;
}
interface HandlebarsRuntime {
  create(): this;
  registerHelper(name: string, helper: (this: unknown, argument: unknown, options: BlockOptions) => string): void;
  template(specification: unknown): Fill;
}
interface HandlebarsCompiler extends HandlebarsRuntime, CompilerParts {
  compile(text: string, options: typeof COMPILE_OPTIONS): Fill;
}

/**
 * Handlebars' own block helpers do more than these templates need: an own environment.
 */
function environment<Runtime extends HandlebarsRuntime>(handlebars: Runtime): Runtime {
  const own = handlebars.create();
  own.registerHelper("each", (items, { fn }) => {
    if (!Array.isArray(items)) throw new Error("a template goes through what is no list");
    let text = "";
    for (const item of items) text += fn(item);
    return text;
  });
  own.registerHelper("if", function (condition, { fn, inverse }) {
    const holds = Array.isArray(condition) ? condition.length > 0 : Boolean(condition);
    return holds ? fn(this) : inverse(this);
  });
  return own;
}

/** The templates, ready for use; each is prepared when it is first filled. */
export function loadTemplates(): Templates {
  const prepared = new Map<TemplateName, Fill>();
  const prepare = preparation();
  return (name, view) => {
    let fill = prepared.get(name);
    if (fill === undefined) {
      fill = prepare(name);
      prepared.set(name, fill);
    }
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

function preparation(): (name: TemplateName) => Fill {
  const precompiled = fileURLToPath(new URL("./templates.precompiled.cjs", import.meta.url));
  if (existsSync(precompiled)) {
    const specifications = requirePackage(precompiled) as Readonly<Record<string, unknown>>;
    const runtime = environment(
      requirePackage("handlebars/dist/cjs/handlebars.runtime.js").default as HandlebarsRuntime,
    );
    return (name) => runtime.template(specifications[name]);
  }
  const compiler = environment(requirePackage("handlebars/dist/cjs/handlebars.js").default as HandlebarsCompiler);
  readProperties(compiler);
  return (name) => {
    return compiler.compile(readFileSync(packageFile(`templates/${name}.hbs`), "utf8"), COMPILE_OPTIONS);
  };
}
