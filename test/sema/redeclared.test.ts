/** Which of several declarations stands for an entity: the same one in whatever order they are read. */
import { describe, expect, it } from "vitest";
import { resolveTarget } from "../../src/kernel/index.js";
import { parse } from "../../src/parse/index.js";
import { makeLexCache, memoryFileSystem, preprocess } from "../../src/preprocess/index.js";
import { analyse, declare } from "../../src/sema/index.js";

const FILES: Readonly<Record<string, string>> = {
  "/m/a.h": `
struct tag;
int named(int first, const char *);
extern int table[];
__attribute__((deprecated("a"))) void old(void);
typedef struct tag tag_t;
enum early *use_a(void);`,
  "/m/b.h": `
extern struct tag *one, *two;
int named(int, const char *text);
extern int table[4];
__attribute__((deprecated("b"))) void old(void);
typedef struct tag tag_t;
enum early;`,
  "/m/c.h": `
struct tag *three;
int named(int other, const char *other_text);
int defined(int n);
static inline int local(int x);`,
  "/m/d.h": `
int defined(int count) { return count; }
int named(int last, const char *last_text);
static inline int local(int y) { return y; }
extern struct tag *four;`,
};

/** What is said about each entity after reading the files in this order. */
function described(order: readonly string[]): Record<string, string> {
  const target = resolveTarget({ family: "none", cc: "gcc", cache: false });
  const cache = makeLexCache(memoryFileSystem(FILES));
  const unit = preprocess(target, order, { cache });
  const { program, context } = analyse(unit, parse(unit), target);
  expect(program.diagnostics).toEqual([]);
  const found: Record<string, string> = {};
  const add = (name: string, position: Parameters<typeof unit.sources.describe>[0], text: string): void => {
    found[name] = `${unit.sources.describe(position).replace(/^.*\//, "")} ${text}`;
  };
  for (const { name, type, origin, attributes } of program.functions) {
    const spelled = type.parameters
      .map((parameter) => declare(parameter.type, parameter.name ?? "", context))
      .join(", ");
    add(name, origin.position, `(${spelled}) ${attributes.map((attribute) => attribute.name).join(" ")}`.trim());
  }
  for (const { name, type, origin } of program.variables) add(name, origin.position, declare(type, "", context));
  for (const { tag, origin } of [...program.records, ...program.enums]) add(tag ?? "", origin.position, "tag");
  for (const { name, origin } of program.typedefs) add(name, origin.position, "typedef");
  return found;
}

const NAMES = Object.keys(FILES);

describe("an entity with several declarations", () => {
  const straight = described(NAMES);

  it("is led by its definition, else by the file that comes first by name", () => {
    expect(straight).toMatchObject({
      tag: "a.h:2 tag",
      early: "a.h:7 tag",
      tag_t: "a.h:6 typedef",
      named: "a.h:3 (int first, const char *text)",
      table: "a.h:4 int[4]",
      defined: "d.h:2 (int count)",
      local: "d.h:4 (int y)",
    });
  });

  it("is the same in every order", () => {
    for (const order of permutations(NAMES)) expect(described(order), order.join()).toEqual(straight);
  });
});

function permutations<Element>(list: readonly Element[]): Element[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((element, at) =>
    permutations([...list.slice(0, at), ...list.slice(at + 1)]).map((rest) => [element, ...rest]),
  );
}
