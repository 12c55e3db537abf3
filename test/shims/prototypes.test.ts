/** What the user states of macros: in comments of a wrapper header, on the command line and in the library. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { NO_POSITION } from "../../src/support/source.js";
import { runCli } from "../cli/run.js";
import { shimsOf } from "./macros.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-prototypes-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const DECLARED = `
struct item { int value; };
struct list { struct item *head; };
struct queue { struct item *head; };
extern struct item *current_item;
extern int print(const char *format, ...);
#define first(l) ((l)->head)
#define current (current_item)
#define INIT(n) { (n) }
`;

function stated(...texts: readonly string[]): Record<string, string> {
  return shimsOf(
    DECLARED,
    texts.map((text) => ({ text, position: NO_POSITION })),
  );
}

let folders = 0;

/** Generates from the text of a header; returns how it went and the folder of the crate. */
async function generated(header: string, ...args: readonly string[]) {
  const folder = join(scratch, `${++folders}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "wrapper.h"), header);
  const fixed = ["generate", "wrapper.h", "--family", "none", "--cc", "none", "--arch", "x86_64", "--out", "crate"];
  const ran = await runCli([
    ...fixed.map((word) => (/^(?:wrapper\.h|crate)$/.test(word) ? join(folder, word) : word)),
    ...args,
  ]);
  const read = (name: string): string => readFileSync(join(folder, "crate", name), "utf8");
  return { ...ran, stderr: ran.stderr.replaceAll(`${folder}/`, ""), read };
}

describe("a prototype", () => {
  it("says which of several records is meant, and wins over what is inferred", () => {
    expect(stated("struct item *first(struct queue *q)")).toMatchObject({
      first: "struct item *first(struct queue *q)",
    });
  });

  it("makes functions of object-like macros, under their own or another name", () => {
    const all = shimsOf(
      DECLARED,
      ["struct item *current(void)", "struct item *get_current(void) = current"].map((text) => ({
        text,
        position: NO_POSITION,
      })),
    );
    expect(all).toMatchObject({ current: "struct item *current(void)" });
  });

  it.each([
    ["", "it has not the form RESULT NAME(PARAMETERS)"],
    ["first", "it has not the form RESULT NAME(PARAMETERS)"],
    ["first(struct list *l)", "it has not the form RESULT NAME(PARAMETERS)"],
    ["int first", "it has not the form RESULT NAME(PARAMETERS)"],
    ["int first(struct list *l) {}", "it has not the form RESULT NAME(PARAMETERS)"],
    ["int first(struct list *l", "it has not the form RESULT NAME(PARAMETERS)"],
    ["int first(struct list *)", "a parameter has no name"],
    ["int first(nowhere_t *l)", 'unknown type name "nowhere_t"'],
    ["int first(struct nowhere *l)", "it names a structure, union or enum that nothing declares"],
    ["struct nowhere *first(struct list *l)", "it names a structure, union or enum that nothing declares"],
    ["int first(void (*l)(nowhere_t))", 'unknown type name "nowhere_t"'],
    ["nowhere_t first(struct list *l)", '"nowhere_t" is not declared'],
    ["int first(struct list *l, ...)", "it is no prototype of a function with a fixed number of parameters"],
    ["int second(int a)", 'there is no macro second; what it is to evaluate goes behind "="'],
  ])("%o is refused: %s", (text, why) => {
    expect(() => stated(text)).toThrow(why);
  });
});

describe("in a comment", () => {
  it("is read where the wrapper has it, also with what it evaluates", async () => {
    const ran = await generated(`${DECLARED}
      /* kbindgen: struct item *first(struct list *l) */
      // kbindgen: struct item *get_current(void) = current
      /** kbindgen:
       struct item make(int n) = (struct item)INIT(n);
       */`);
    expect(ran.code).toBe(0);
    const helpers = ran.read("c/helpers.c");
    for (const body of ["return first(l);", "return current;", "return (struct item)INIT(n);"]) {
      expect(helpers).toContain(body);
    }
    expect(ran.read("src/bindings.rs")).toContain("pub fn get_current() -> *mut item;");
  });

  it("is not read in headers that the wrapper includes: they are the kernel's", async () => {
    const folder = join(scratch, "included");
    mkdirSync(folder);
    writeFileSync(join(folder, "inner.h"), "/* kbindgen: this is no prototype */\n");
    const ran = await generated(`#include "${join(folder, "inner.h")}"\nint fine;\n`);
    expect(ran.code).toBe(0);
  });

  it("gives one diagnostic with its position when it is bad", async () => {
    const ran = await generated(`${DECLARED}\n  /* kbindgen: int first(nowhere_t *l) */\n`, "--json");
    expect(ran.code).toBe(1);
    const { diagnostics } = JSON.parse(ran.stdout) as { diagnostics: { id: string; severity: string }[] };
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ id: "bad-prototype", severity: "error", line: 11, column: 3 });
    expect(() => ran.read("src/bindings.rs")).toThrow("ENOENT");
  });
});

describe("of a function", () => {
  const FUNCTIONS =
    "static inline void set_bit(long nr, unsigned long *p) { *p |= 1UL << nr; }\nextern int plain(long n);\n";

  it("binds it with other types, in the place of its own", async () => {
    const ran = await generated(
      `${FUNCTIONS}/* kbindgen: void set_bit(unsigned long nr, unsigned long *p) */
      // kbindgen: int plain(int n)\n`,
    );
    expect(ran.code).toBe(0);
    expect(ran.read("c/helpers.c")).toContain("set_bit(nr, p);");
    const rust = ran.read("src/bindings.rs").replaceAll("::core::ffi::", "");
    expect(rust.match(/fn set_bit\(.*/g)).toEqual(["fn set_bit(nr: c_ulong, p: *mut c_ulong);"]);
    expect(rust.match(/fn plain\(.*/g)).toEqual(["fn plain(n: c_int) -> c_int;"]);
    const report = JSON.parse(ran.read("report.json")) as { kind: string; name: string; status: string }[];
    expect(report.filter(({ name }) => name === "set_bit")).toMatchObject([
      { kind: "function", status: "derived", detail: "a stated prototype has its name" },
      { kind: "macro", status: "emitted" },
    ]);
  });
});

describe("on the command line", () => {
  it("is used like one in a comment", async () => {
    const ran = await generated(DECLARED, "--macros", "struct item *first(struct list *l)");
    expect(ran.code).toBe(0);
    expect(ran.read("src/bindings.rs")).toContain("pub fn first(l: *mut list) -> *mut item;");
  });

  it("is a mistake of usage when it is bad", async () => {
    const ran = await generated(DECLARED, "--macros", "int first(nowhere_t *l)");
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("the prototype 'int first(nowhere_t *l)' cannot be used");
  });
});
