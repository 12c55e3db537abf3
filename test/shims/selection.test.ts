/** Which functions and macros get a shim, and what `--shim-prefix` and `--shim-attributes` make of them. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { GenerateOptions } from "../../src/options.js";
import { makeCrate } from "../check/crate.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-selection-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const HEADER = `
struct item { int value; };
struct other { int value_of_other; };
extern void keep(struct item *i);
extern void drop(struct other *o);
static inline int value(const struct item *i) { return i->value; }
static inline int other_value(const struct other *o) { return o->value_of_other; }
static inline int plain(int a) { return a + 1; }
#define drop_it(o) drop(o)
#define keep_it(i) keep(i)
`;

let folders = 0;

/** The crate of the header: what it has shims of, and its files. */
function made(options: Partial<GenerateOptions>) {
  const folder = join(scratch, `${++folders}`);
  mkdirSync(folder);
  const out = makeCrate(folder, HEADER, { cc: "gcc", ...options });
  const helpers = join(out, "c/helpers.c");
  const text = existsSync(helpers) ? readFileSync(helpers, "utf8") : "";
  const shims = [...text.matchAll(/\b\w+\(.*\)\n\{/g)].map(([head]) => /(\w+)\(/.exec(head)?.[1]);
  return { shims, text, out, rust: readFileSync(join(out, "src/bindings.rs"), "utf8") };
}

const ALL = ["value", "other_value", "plain", "drop_it", "keep_it"].map((name) => `rust_helper_${name}`);

/** Names in the order of the file, without the prefix. */
function names(options: Partial<GenerateOptions>): string[] {
  return made(options)
    .shims.map((name) => (name ?? "").replace("rust_helper_", ""))
    .sort();
}

describe("shims are made of", () => {
  it("everything kept, by default all", () => {
    expect(made({}).shims.sort()).toEqual([...ALL].sort());
    expect(names({ allow: ["value", "keep_it"] })).toEqual(["keep_it", "value"]);
    expect(names({ allow: ["keep"] })).toEqual([]);
  });

  it("all that the headers have, whatever is allowed", () => {
    expect(names({ allow: ["keep"], shims: "all" })).toEqual(["drop_it", "keep_it", "other_value", "plain", "value"]);
  });

  it("what needs no types but those that are kept", () => {
    expect(names({ allow: ["keep"], shims: "reachable" })).toEqual(["keep_it", "plain", "value"]);
  });

  it("what a pattern matches as a whole, also beyond what is kept", () => {
    expect(names({ allow: ["keep"], shims: "(?:other_)?value" })).toEqual(["other_value", "value"]);
    expect(names({ shims: "value" })).toEqual(["value"]);
  });

  it("nothing", () => {
    const { text, out, rust } = made({ shims: "none" });
    expect(text).toBe("");
    expect(existsSync(join(out, "c/helpers.h"))).toBe(false);
    expect(rust).toContain("pub fn keep(");
    expect(rust).not.toContain("pub fn value(");
    const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8")) as { name: string; reason?: string }[];
    expect(report.find(({ name }) => name === "value")?.reason).toBe("static-inline-needs-shim");
    expect(report.find(({ name }) => name === "keep_it")?.reason).toBe("macro-needs-shim");
  });

  it("nothing, where an earlier run made some; what is not ours stays", () => {
    const folder = join(scratch, "again");
    const out = makeCrate(folder, HEADER, { cc: "gcc" });
    expect(existsSync(join(out, "c/helpers.c"))).toBe(true);
    makeCrate(folder, HEADER, { cc: "gcc", shims: "none" });
    expect(existsSync(join(out, "c/helpers.c"))).toBe(false);
    expect(existsSync(join(out, "c/helpers.h"))).toBe(false);
    const foreign = join(scratch, "foreign");
    mkdirSync(join(foreign, "crate/c"), { recursive: true });
    writeFileSync(join(foreign, "crate/c/helpers.c"), "/* mine */");
    makeCrate(foreign, HEADER, { cc: "gcc", shims: "none" });
    expect(readFileSync(join(foreign, "crate/c/helpers.c"), "utf8")).toBe("/* mine */");
  });

  it("nothing that is blocked", () => {
    for (const shims of [undefined, "all", "reachable", ".*"]) {
      expect(names({ shims, block: ["value", "drop_it"] })).toEqual(["keep_it", "other_value", "plain"]);
    }
  });

  it("what keeps the types of a shim, which the rest need not have", () => {
    const { rust } = made({ allow: ["keep"], shims: "other_value" });
    expect(rust).toContain("pub struct other {");
  });
});

describe("a shim", () => {
  it("begins with the prefix in C and has its own name in Rust", () => {
    const { text, rust } = made({ allow: ["value"], shimPrefix: "my_" });
    expect(text).toContain("int my_value(const struct item *i)\n{\n\treturn (value)(i);\n}");
    expect(rust).toContain('#[link_name = "my_value"]');
    expect(rust).toMatch(/pub fn value\(i: \*const item\) -> \S*c_int;/);
  });

  it("has the attributes before it, in helpers.c alone", () => {
    const attributes = '__attribute__((__section__(".helpers")))';
    const { text, out } = made({ allow: ["value"], shimAttributes: attributes });
    expect(text).toContain(`${attributes}\nint rust_helper_value(`);
    expect(readFileSync(join(out, "c/helpers.h"), "utf8")).not.toContain(attributes);
  });
});
