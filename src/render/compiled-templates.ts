/**
 * The templates as functions. Where this runs from source, they are compiled when they are first asked for; the build
 * (`scripts/precompile-templates.mjs`) puts their code in the place of this module, which then needs nothing of Handlebars.
 */
import { HELPERS, templatesCode } from "./template-compiler.js";

export type CompiledTemplates = Readonly<Record<string, (view: object) => string>>;

let compiled: CompiledTemplates | null = null;

export function compiledTemplates(): CompiledTemplates {
  compiled ??= new Function(`return ${templatesCode()}`)()(HELPERS) as CompiledTemplates;
  return compiled;
}
