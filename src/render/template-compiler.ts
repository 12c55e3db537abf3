/**
 * Compiles Handlebars' syntax, as its own parser reads it, to plain functions: a name is read as a property of its view, `each`
 * is a loop and `if` a condition. Handlebars' own code asks a runtime for each of these, which took most of the time of a
 * template. No escaping, since the output is not HTML, and nothing that the templates do not use.
 */
import { readdirSync, readFileSync } from "node:fs";
import { packageFile } from "../support/package-files.js";
import { requirePackage } from "../support/require-package.js";

/** All of `templates/`, as `compileTemplates` gives them. */
export function templatesCode(): string {
  const { parse } = requirePackage("handlebars") as { parse: Parse };
  const files = readdirSync(packageFile("templates")).filter((file) => file.endsWith(SUFFIX));
  return compileTemplates(
    parse,
    files.sort().map((file) => [file.slice(0, -SUFFIX.length), readFileSync(packageFile(`templates/${file}`), "utf8")]),
  );
}

const SUFFIX = ".hbs";

/** Source text of a function that takes `HELPERS` and returns the templates by name, each from a view to its text. */
export function compileTemplates(parse: Parse, sources: readonly (readonly [name: string, text: string])[]): string {
  const templates = sources.map(([name, text]) => `  ${JSON.stringify(name)}: ${templateCode(parse(text))},\n`);
  return `({ list, holds, lacking }) => ({\n${templates.join("")}})`;
}

export type Parse = (text: string) => Program;

interface Program {
  readonly body: readonly Statement[];
}

type Statement =
  | { readonly type: "ContentStatement"; readonly value: string }
  | { readonly type: "MustacheStatement"; readonly path: Path; readonly params: readonly Path[] }
  | BlockStatement;

interface BlockStatement {
  readonly type: "BlockStatement";
  readonly path: Path;
  readonly params: readonly Path[];
  readonly program: Program;
  readonly inverse?: Program;
}

interface Path {
  readonly original: string;
  readonly depth: number;
  readonly parts: readonly string[];
}

/** What the code of templates calls. */
export const HELPERS = {
  list(value: unknown): readonly unknown[] {
    if (!Array.isArray(value)) throw new Error("a template goes through what is no list");
    return value;
  },
  holds(value: unknown): boolean {
    return Array.isArray(value) ? value.length > 0 : Boolean(value);
  },
  /** Stands for what is null. A name that a view lacks is an error when it is met. */
  lacking(view: object, name: string): string {
    if (!(name in view)) throw new Error(`a template says "${name}", which its view lacks`);
    return "";
  },
};

function templateCode(program: Program): string {
  return `(v0) => {\n    let text = "";\n${blockCode(program, 0)}    return text;\n  }`;
}

/** Statements that append what a block says of the view that lies `depth` lists deep. */
function blockCode({ body }: Program, depth: number): string {
  let code = "";
  let terms: string[] = [];
  const flush = (): void => {
    if (terms.length > 0) code += `text += ${terms.join(" + ")};\n`;
    terms = [];
  };
  for (const statement of body) {
    switch (statement.type) {
      case "ContentStatement":
        if (statement.value !== "") terms.push(JSON.stringify(statement.value));
        break;
      case "MustacheStatement":
        if (statement.params.length > 0)
          throw new Error(`no template has a {{${statement.path.original}}} of something`);
        terms.push(valueCode(statement.path, depth));
        break;
      case "BlockStatement":
        flush();
        code += nestedCode(statement, depth);
        break;
      default:
        throw new Error(`no template has a ${(statement as { type: string }).type}`);
    }
  }
  flush();
  return code;
}

function nestedCode({ path, params, program, inverse }: BlockStatement, depth: number): string {
  const [subject] = params;
  if (subject === undefined) throw new Error(`{{#${path.original}}} of what?`);
  const value = valueCode(subject, depth);
  switch (path.original) {
    case "each":
      return loopCode(value, depth + 1, blockCode(program, depth + 1));
    case "if": {
      const otherwise = inverse === undefined ? "" : ` else {\n${blockCode(inverse, depth)}}`;
      return `if (holds(${value})) {\n${blockCode(program, depth)}}${otherwise}\n`;
    }
    default:
      throw new Error(`no template has a {{#${path.original}}}`);
  }
}

/** By index: V8 makes an object for each step of `for (… of …)` until it has optimized the function. */
function loopCode(list: string, depth: number, block: string): string {
  const [all, at] = [`all${depth}`, `at${depth}`];
  return `for (let ${all} = list(${list}), ${at} = 0; ${at} < ${all}.length; ${at}++) {\nconst v${depth} = ${all}[${at}];\n${block}}\n`;
}

function valueCode({ original, depth: above, parts }: Path, depth: number): string {
  const view = `v${depth}`;
  const [name, ...more] = parts;
  if (above > 0 || more.length > 0) throw new Error(`a template says {{${original}}}, not a name of its view`);
  return name === undefined ? view : `(${view}.${name} ?? lacking(${view}, ${JSON.stringify(name)}))`;
}
