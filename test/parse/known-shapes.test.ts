import { describe, expect, it } from "vitest";
import { KNOWN_SHAPES } from "../../src/parse/known-shapes.js";
import { parseShape } from "../../src/parse/tree.js";

describe("known shapes of declarators", () => {
  const owner = { parser: null };

  it.each(Object.entries(KNOWN_SHAPES))("%s is what tree-sitter says", (text, order) => {
    expect(parseShape(owner, text)).toEqual({ order, errors: 0 });
  });

  it("are compared with a parser that sees errors", () => {
    expect(parseShape(owner, "a[)")).toMatchObject({ order: null });
    expect(parseShape(owner, "a[)").errors).toBeGreaterThan(0);
  });
});
