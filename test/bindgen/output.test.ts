/** What the drop-in writes: bindgen's items and no others, and Rust that compiles. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { hasProgram } from "../kernel/compilers.js";
import { runBindgen, rustcProblems } from "./run.js";

const work = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(work, { recursive: true }));

const HEADER = `
#define SEVEN 7
#define NEXT (SEVEN + 1)
#define LETTER 'x'
#define ALSO_LETTER LETTER
#define CAST ((unsigned char)9)
#define SIZE sizeof(int)
#define NAMED COLOUR_RED
#define TWICE(x) ((x) * 2)
#define OTHER_NAME plain
enum colour { COLOUR_RED, COLOUR_GREEN = 4, COLOUR_AGAIN = 4 };
typedef unsigned long word_t;
struct real { float f; double d[40]; };
struct pointers { void *p; int (*call)(int, struct forward *); int list[50]; };
struct __attribute__((packed)) tight { char c; int i; };
struct tail { int n; int more[]; };
struct record { enum colour colour : 5; unsigned bits : 3; int : 5; word_t word; };
struct plain { char type; };
union mixed { struct record record; int number; };
struct forward;
const int answer = 42;
extern const int unknown;
int plain(struct forward *forward) __attribute__((warn_unused_result, deprecated));
void stop(void) __attribute__((noreturn));
int twice(int x);
extern inline __attribute__((gnu_inline)) int twice(int x) { return 2 * x; }
static inline int local(int x) { return x; }
`;
const header = join(work, "items.h");
writeFileSync(header, HEADER);

async function output(...words: readonly string[]): Promise<string> {
  const run = await runBindgen([header, "--formatter", "none", ...words]);
  expect([run.code, run.stderr]).toEqual([0, ""]);
  return run.stdout;
}

/** What rustc has against the text; empty for nothing. */
function problemsOf(text: string, before = ""): string {
  return rustcProblems(work, text, `#![allow(unpredictable_function_pointer_comparisons)]\n${before}`);
}

it("inline functions are read where declarations need them", async () => {
  const inline = join(work, "inline.h");
  writeFileSync(
    inline,
    `#define BOUND(n) (__builtin_constant_p(n) ? (n) : pick(n))
static inline int pick(int late) { return late + BOUND(late); }
typedef int late;
struct uses { char size[sizeof(__typeof__(pick(0)))]; int list[BOUND(3)]; };
static inline long twice(void) { return 1; }
extern long twice(void);
long before(void);
static inline struct declared *tagged(void) { return 0; }
struct declared { late x; };
`,
  );
  const flags = [inline, "--formatter", "none"];
  const run = await runBindgen(flags);
  expect([run.code, run.stderr]).toEqual([0, ""]);
  expect(run.stdout).toContain("pub size: [::core::ffi::c_char; 4usize]");
  expect(run.stdout).toContain("pub list: [::core::ffi::c_int; 3usize]");
  expect(run.stdout).not.toContain("fn twice");
  // That run reads everything, for its notes.
  expect((await runBindgen([...flags, "--verbose"])).stdout).toBe(run.stdout);
});

describe("items", async () => {
  const text = await output("--enable-function-attribute-detection");

  it("macros that are expressions of literals, with bindgen's types", async () => {
    expect(text).toContain("pub const SEVEN: u32 = 7;\n");
    expect(text).toContain("pub const NEXT: u32 = 8;\n");
    expect(text).toContain("pub const LETTER: ::core::ffi::c_uchar = 120;\n");
    expect(text).toContain("pub const ALSO_LETTER: ::core::ffi::c_uchar = 120;\n");
    for (const name of ["CAST", "SIZE", "NAMED", "TWICE", "OTHER_NAME"]) expect(text).not.toContain(` ${name}`);
  });

  it("all constants on request, the others with C's types", async () => {
    const all = await output("--kbindgen-macros", "all");
    expect(all).toContain("pub const SEVEN: u32 = 7;\n");
    expect(all).toContain("pub const CAST: ::core::ffi::c_uchar = 9;\n");
    expect(all).toContain("pub const SIZE: ::core::ffi::c_ulong = 4;\n");
    expect(all).not.toContain(" TWICE");
  });

  it("constant variables, and functions that have a symbol somewhere", async () => {
    expect(text).toContain("pub const answer: ::core::ffi::c_int = 42;\n");
    expect(text).toContain("    pub static unknown: ::core::ffi::c_int;\n");
    expect(text).toContain("    pub fn twice(x: ::core::ffi::c_int) -> ::core::ffi::c_int;\n");
    expect(text).not.toContain("local");
  });

  it("attributes of functions as bindgen detects them, when asked", async () => {
    expect(text).toContain("    #[must_use]\n    pub fn plain(");
    expect(text).toContain("    pub fn stop() -> !;\n");
    expect(text).not.toContain("deprecated");
    const without = await output();
    expect(without).not.toContain("must_use");
    expect(without).toContain("    pub fn stop();\n");
  });

  it("allow-lists and block-lists", async () => {
    const kept = await output("--allowlist-function", "twice");
    expect(kept).toContain("pub fn twice(");
    expect(kept).not.toContain("struct");
    const blocked = await output(
      "--blocklist-type",
      "word_t|colour",
      "--blocklist-function",
      "tw.*",
      "--blocklist-item",
      "SEVEN",
    );
    for (const name of ["pub type word_t", "COLOUR_RED", "twice", "SEVEN"]) expect(blocked).not.toContain(name);
    // Nobody knows whether what stands in for it can be copied.
    expect(blocked).toContain("#[repr(C)]\npub struct record {");
    expect(blocked).toContain("pub word: word_t,");
    expect(blocked).toContain("pub record: __BindgenUnionField<record>,");
  });

  it.runIf(hasProgram("rustc"))("compile with every trait that can be derived, and only there", async () => {
    const traits = ["default", "hash", "partialeq", "eq", "partialord", "ord"].map((name) => `--with-derive-${name}`);
    const derived = await output(...traits);
    const derives = (name: string): string | undefined =>
      new RegExp(`#\\[derive\\(([^)]*)\\)\\]\npub (?:struct|union) ${name} \\{`).exec(derived)?.[1];
    expect(derives("plain")).toBe("Debug, Default, Copy, Clone, Hash, PartialOrd, Ord, PartialEq, Eq");
    expect(derives("real")).toBe("Debug, Copy, Clone, PartialOrd, PartialEq");
    expect(derives("pointers")).toBe("Debug, Copy, Clone, Hash, PartialOrd, Ord, PartialEq, Eq");
    expect(derives("tight")).toBe("Debug, Default, Copy, Clone, Hash, PartialOrd, Ord, PartialEq, Eq");
    expect(derives("tail")).toBe("Debug, Default");
    expect(derives("mixed")).toBe("Copy, Clone");
    expect(problemsOf(derived)).toBe("");
    const fewer = await output(...traits, "--no-hash", "plain", "--no-partialeq", "real");
    expect(fewer).toContain(
      "#[derive(Debug, Default, Copy, Clone, PartialOrd, Ord, PartialEq, Eq)]\npub struct plain {",
    );
    expect(fewer).toContain("#[derive(Debug, Copy, Clone)]\npub struct real {");
    expect(problemsOf(fewer)).toBe("");
    expect(problemsOf(await output(...traits, "--default-enum-style", "newtype"))).toBe("");
    expect(problemsOf(await output(...traits, "--default-enum-style", "rust"))).toBe("");
  });

  it.runIf(hasProgram("rustc"))("compile without the traits and with the derives that are asked for", async () => {
    const derived = await output(
      ...["--no-debug", "rec.*", "--no-copy", "plain", "--with-derive-default", "--no-default", "forward"],
      ...[
        "--with-derive-custom-struct",
        "rec.*=PartialEq,Eq",
        "--with-attribute-custom-struct",
        "plain=#[allow(unused)],#[must_use]",
      ],
    );
    expect(derived).toContain("#[derive(Default, Copy, Clone, PartialEq, Eq)]\npub struct record {");
    expect(derived).toContain("#[allow(unused)]\n#[must_use]\n#[derive(Debug, Default)]\npub struct plain {");
    expect(problemsOf(derived)).toBe("");
  });
});

describe.runIf(hasProgram("rustc"))("enums", () => {
  const uses: Readonly<Record<string, string>> = {
    consts: "pub const C: colour = colour_COLOUR_GREEN;",
    moduleconsts: "pub const C: colour::Type = colour::COLOUR_AGAIN;",
    newtype: "pub const C: colour = colour::COLOUR_AGAIN;",
    newtype_global: "pub const C: colour = colour_COLOUR_GREEN;",
    bitfield: "pub fn c() -> colour { colour::COLOUR_RED | colour::COLOUR_AGAIN }",
    rust: "pub const C: colour = colour::COLOUR_AGAIN;",
    rust_non_exhaustive: "pub const C: colour = colour::COLOUR_GREEN;",
  };
  it.each(Object.entries(uses))("%s", async (style, use) => {
    const text = await output("--default-enum-style", style);
    expect(problemsOf(text, use)).toBe("");
  });

  it("a style and an attribute for one enum", async () => {
    const text = await output("--newtype-enum", "colour", "--with-attribute-custom-enum", `colour='#[doc = "one"]'`);
    expect(text).toContain(
      '#[repr(transparent)]\n#[doc = "one"]\n#[derive(Debug, Copy, Clone, Hash, PartialEq, Eq)]\npub struct colour(',
    );
    expect(problemsOf(text)).toBe("");
  });
});

describe("files", () => {
  it("output and the dependency files of bindgen and of the compiler", async () => {
    const [rust, depfile, make] = [join(work, "out.rs"), join(work, "out.d"), join(work, ".out.rs.d")];
    const run = await runBindgen([
      header,
      "-o",
      rust,
      "--depfile",
      depfile,
      "--formatter=none",
      "--",
      `-Wp,-MMD,${make}`,
    ]);
    expect([run.code, run.stdout, run.stderr]).toEqual([0, "", ""]);
    expect(readFileSync(rust, "utf8")).toContain("pub struct record");
    expect(readFileSync(depfile, "utf8").split("\n")[0]).toBe(`${rust}: ${header}`);
    expect(readFileSync(make, "utf8").split("\n")[0]).toBe(`items.o: ${header}`);
  });

  it("the architecture of clang's --target", async () => {
    const run = await runBindgen([header, "--formatter", "none", "--", "--target=aarch64-linux-gnu"], "none");
    expect([run.code, run.stderr]).toEqual([0, ""]);
    expect(run.stdout).toContain("pub struct record");
  });
});
