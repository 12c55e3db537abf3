/**
 * Handlebars' compiler with other code for names: each is a property of its view, read as such. The compiler's own strict mode
 * asks functions of the runtime for each of them, with the name as a value, which takes most of the time of a template.
 */

/** No escaping, no `@index` and no `@root`, for which frames would be made; names are looked up by `nameLookup`. */
export const COMPILE_OPTIONS = { noEscape: true, assumeObjects: true, knownHelpersOnly: true, data: false } as const;

export interface CompilerParts {
  JavaScriptCompiler: new () => {
    /** Handlebars' documented way to change what a name in a template becomes. */
    nameLookup(parent: unknown, name: string, type: string): unknown;
  };
}

/** Makes a Handlebars instance compile for `COMPILE_OPTIONS`. A name that a view lacks is an error when it is met. */
export function readProperties(handlebars: CompilerParts): void {
  const Base = handlebars.JavaScriptCompiler;
  class PropertyCompiler extends Base {
    /** Of the templates of blocks inside. */
    readonly compiler = PropertyCompiler;

    override nameLookup(parent: unknown, name: string, type: string): unknown {
      if (type !== "context") return [parent, ".", name];
      return ["(", parent, ".", name, " ?? container.strict(", parent, ", ", JSON.stringify(name), "))"];
    }
  }
  handlebars.JavaScriptCompiler = PropertyCompiler;
}
