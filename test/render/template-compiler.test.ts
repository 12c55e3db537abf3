import Handlebars from "handlebars";
import { describe, expect, it } from "vitest";
import { compileTemplates, HELPERS, type Parse } from "../../src/render/template-compiler.js";

function code(text: string): string {
  return compileTemplates(Handlebars.parse as unknown as Parse, [["t", text]]);
}

function fill(text: string, view: object): string {
  return new Function(`return ${code(text)}`)()(HELPERS).t(view);
}

describe("compiled templates", () => {
  it("say what Handlebars says", () => {
    const text =
      '{{#each items}}\n{{name}}: "{{#each bytes}}{{this}}, {{/each}}"\n{{~#if more}} +{{else}} -{{/if}}\n{{/each}}\n';
    const items = [
      { name: "<a>", bytes: [0, 1], more: [] },
      { name: null, bytes: [], more: "x" },
    ];
    expect(fill(text, { items })).toBe(Handlebars.compile(text, { noEscape: true })({ items }));
    expect(fill(text, { items })).toBe('<a>: "0, 1, " -\n: "" +\n');
  });

  it("refuse what they do not know", () => {
    expect(() => code("{{#with a}}{{/with}}")).toThrow("{{#with}}");
    expect(() => code("{{#each a}}{{../b}}{{/each}}")).toThrow("{{../b}}");
    expect(() => code("{{a.b}}")).toThrow("{{a.b}}");
    expect(() => code("{{> other}}")).toThrow("PartialStatement");
    expect(() => code("{{a b}}")).toThrow("{{a}}");
    expect(() => fill("{{#each a}}{{/each}}", { a: "text" })).toThrow("no list");
  });
});
