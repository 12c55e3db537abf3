/** What the rules of `--allow`, `--block` and `--opaque` keep, as names of items. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { itemId } from "../../src/ir/item-id.js";
import type { GenerateOptions } from "../../src/options.js";
import { analyseHeaders } from "../../src/pipeline.js";

const folder = mkdtempSync(join(tmpdir(), "kbindgen-select-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Rules = Pick<GenerateOptions, "allow" | "block" | "opaque">;

/** Ids of the items that are kept; an opaque record is marked. */
function kept(c: string, rules: Rules): string[] {
  const header = join(folder, "header.h");
  writeFileSync(header, c);
  const { lowered } = analyseHeaders({ headers: [header], family: "none", cc: "gcc", cache: false, ...rules });
  return lowered.bindings.items
    .map((item) => (item.kind === "record" && item.opaque ? `${item.id} opaque` : itemId(item)))
    .sort();
}

describe("names of rules", () => {
  it("are whole names, of tags, typedefs, enumerators, functions, variables and macros", () => {
    const c = `
      struct foo { int a; }; struct foobar { int b; }; enum e { ONE, TWO }; typedef int num; typedef long number;
      int call(void); int caller(void); extern int var; extern int variable;
      #define LIMIT 1
      #define LIMITS 2`;
    expect(kept(c, { allow: ["foo", "num", "call", "var", "LIMIT"] })).toEqual([
      "function call",
      "macro LIMIT",
      "struct foo",
      "typedef num",
      "variable var",
    ]);
    expect(kept(c, { allow: ["TWO"] })).toEqual(["enum e"]);
    expect(kept(c, { allow: ["foo.*", "LIMITS?"], block: [".*bar"] })).toEqual([
      "macro LIMIT",
      "macro LIMITS",
      "struct foo",
    ]);
  });

  it("tell records from enums whose typedefs have other names", () => {
    // The first record and the first enum of a unit have the same number.
    const c = "typedef struct { int x; } first_record; typedef enum { A } first_enum;";
    expect(kept(c, { allow: ["first_record"] })).toEqual(["struct first_record"]);
    expect(kept(c, { allow: ["first_enum"] })).toEqual(["enum first_enum"]);
    expect(kept(c, { block: ["first_enum"] })).toEqual(["struct first_record"]);
    expect(kept(c, { opaque: ["first_record"] })).toContain("struct first_record opaque");
  });
});

describe("what is kept", () => {
  it("keeps what it needs, and nothing else", () => {
    const c = `
      struct unused { int u; }; typedef unsigned int word; struct leaf { word x; }; struct ahead;
      enum color { RED }; struct root { struct leaf leaf; struct ahead *next; enum color color; };
      struct root *make(int n);`;
    expect(kept(c, { allow: ["make"] })).toEqual([
      "enum color",
      "function make",
      "struct ahead",
      "struct leaf",
      "struct root",
      "typedef word",
    ]);
  });

  it("has opaque types for those that are blocked or asked to be opaque", () => {
    const c = `
      struct inner { int x; }; struct hidden { struct inner i; }; struct outer { struct hidden h; };
      typedef struct { struct inner i; } unnamed; void f(struct outer *, unnamed *);`;
    expect(kept(c, { allow: ["f"], opaque: ["hidden"], block: ["unnamed"] })).toEqual([
      "function f",
      "struct hidden opaque",
      "struct outer",
      "struct unnamed opaque",
    ]);
  });
});

describe("without rules", () => {
  it("keeps everything but records without a name that nothing mentions", () => {
    const c = `
      struct named { struct { int a; } inner; }; typedef struct { int b; } *pointer; enum e { SIZE = sizeof(struct { int c; }) };
      extern struct { int d; } variable; union { int f; } call(void);
      #define CONSTANT 1`;
    expect(kept(c, {})).toEqual(kept(c, { allow: [".*"] }));
    expect(kept(c, { opaque: ["named"] })).toEqual(kept(c, { allow: [".*"], opaque: ["named"] }));
    expect(kept(c, { opaque: ["named"] })).not.toContain("struct named__bindgen_ty_1");
  });

  it("gives like names in order of declaration, whatever else is kept", () => {
    const c = `
      struct outer { struct inner { int a; } member; }; struct outer_inner { int b; };
      int last(struct outer_inner *); int first(struct outer *);`;
    const records = (rules: Rules) => kept(c, rules).filter((id) => id.startsWith("struct"));
    expect(records({})).toEqual(records({ allow: ["last", "first"] }));
    expect(records({})).toEqual(["struct outer", "struct outer_inner", "struct struct_outer_inner"]);
  });
});
