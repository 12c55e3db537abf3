/** Shims that the compiler refuses are left out with its words, and the lock file remembers them. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { type GenerateResult, generate } from "../../src/generate.js";
import type { GenerateOptions } from "../../src/options.js";
import { hasProgram } from "../kernel/compilers.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-refused-"));
afterEach(() => void vi.unstubAllEnvs());
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Functions by what the compiler has against them; `good…` stay. */
const HEADER = `
extern __attribute__((error("never called this way"))) void bad_call(void);
static inline int good(int a) { return a + 1; }
static inline void calls_error(void) { bad_call(); }
static inline void calls_through(void) { calls_error(); }
static inline __attribute__((always_inline)) void needs_constant(int n) { asm volatile("# %0" :: "i"(n)); }
static inline void bad_assembly(void) { asm volatile("no_such_instruction"); }
static inline void bad_operand(unsigned long n) { asm volatile("movb %0, %%al" :: "r"(n) : "rax"); }
static inline __attribute__((always_inline)) void size_known(unsigned long n)
{ if (!__builtin_constant_p(n)) bad_call(); }
static inline int good_again(int a) { return good(a) * 2; }
struct item { int value; };
extern void on_item(struct item *i);
#define good_macro(i) on_item(i)
#define jumps(c) do { if (c) goto out; } while (0)
`;

const REFUSED = [
  ...["bad_assembly", "bad_operand", "calls_error", "calls_through", "jumps", "needs_constant", "size_known"],
];
const KEPT = ["good", "good_again", "good_macro"];

let folders = 0;

interface Place {
  readonly folder: string;
  readonly header: string;
  readonly out: string;
}

/** A folder with a cache of its own. */
function place(text: string): Place {
  const folder = join(scratch, `${++folders}`);
  mkdirSync(join(folder, "cache"), { recursive: true });
  vi.stubEnv("XDG_CACHE_HOME", join(folder, "cache"));
  const header = join(folder, "input.h");
  writeFileSync(header, text);
  return { folder, header, out: join(folder, "crate") };
}

function run({ header, out }: Place, options: Partial<GenerateOptions> = {}): GenerateResult & { stages: string[] } {
  const stages: string[] = [];
  const result = generate({
    ...{ headers: [header], family: "none", arch: "x86_64", cc: "gcc", out, cflags: ["-O2"] },
    onProgress: (stage) => stages.push(stage),
    ...options,
  });
  return { ...result, stages };
}

function outputs({ out }: Place): string[] {
  return ["c/helpers.c", "c/helpers.h", "src/bindings.rs"].map((name) => readFileSync(join(out, name), "utf8"));
}

function forget({ folder }: Place): void {
  rmSync(join(folder, "cache"), { recursive: true });
}

function refusedOf({ report }: GenerateResult): string[] {
  return report
    .filter(({ reason }) => reason === "shim-refused-by-compiler")
    .map(({ name }) => name)
    .sort();
}

function shimsIn({ out }: Place): string[] {
  const text = readFileSync(join(out, "c/helpers.c"), "utf8");
  return [...text.matchAll(/rust_helper_(\w+)\(/g)].map(([, name = ""]) => name).sort();
}

describe.each(["gcc", "clang", "clang-16", "clang-22"])("%s", (cc) => {
  it.skipIf(!hasProgram(cc))("refuses shims by name and says why", () => {
    const at = place(HEADER);
    const result = run(at, { cc });
    expect(result.diagnostics).toEqual([]);
    expect(refusedOf(result)).toEqual(REFUSED);
    expect(shimsIn(at)).toEqual(KEPT);
    const detail = (name: string) => result.report.find((entry) => entry.name === name)?.detail;
    expect(detail("calls_error")).toContain("never called this way");
    expect(detail("calls_through")).toContain("never called this way");
    expect(detail("size_known")).toContain("never called this way");
    expect(detail("bad_assembly")).toMatch(/no such instruction|invalid instruction/);
    expect(detail("jumps")).toMatch(/label .*out/);
    const rust = readFileSync(join(at.out, "src/bindings.rs"), "utf8");
    for (const name of REFUSED) expect(rust).not.toContain(`pub fn ${name}(`);
    for (const name of KEPT) expect(rust).toContain(`pub fn ${name}(`);
  });
});

describe("warnings in headers", () => {
  it.each(["clang", "clang-16", "clang-22"].filter(hasProgram))("are no shim's fault for %s", (cc) => {
    const at = place(`
      extern void late(struct nowhere *n);
      struct item { int value; };
      extern void on_item(struct item *i);
      #define good_macro(i) on_item(i)
      static inline int good(int a) { return a + 1; }`);
    const result = run(at, { cc });
    expect(refusedOf(result)).toEqual([]);
    expect(shimsIn(at)).toEqual(["good", "good_macro"]);
    // A tag of a prototype's own scope has no name elsewhere: the proof leaves the type of `late` alone.
    expect(readFileSync(join(at.out, "c/abi_check.c"), "utf8")).not.toContain("late");
  });
});

/** From assembly alone clang 16 does not take the directive; as object code it does. */
describe("assembly that turns an extension of the architecture on and off", () => {
  it.each(["clang-16", "clang-22"].filter(hasProgram))("is no reason to refuse for %s", (cc) => {
    const at = place(`static inline void add(int *p, int v) {
      int t;
      asm volatile(".arch_extension lse\\nldadd %w2, %w0, [%1]\\n.arch_extension nolse\\n" : "=r"(t) : "r"(p), "r"(v));
    }`);
    const result = run(at, { cc, arch: "aarch64" });
    expect([refusedOf(result), shimsIn(at)]).toEqual([[], ["add"]]);
  });
});

describe("many shims that the compiler's last stage refuses, among good ones", () => {
  const functions = Array.from({ length: 60 }, (_, index) =>
    index % 3 === 1
      ? `static inline __attribute__((always_inline)) void f${index}(int n) { constant(n); }`
      : `static inline int f${index}(int n) { return n + ${index}; }`,
  );
  const text = `
    static inline __attribute__((always_inline)) void constant(int n) { asm volatile("# %c0" :: "i"(n)); }
    static __attribute__((noinline)) void apart(int n) { constant(n); }
    static inline void outside(int n) { apart(n); }
    ${functions.join("\n")}`;

  it.each(["gcc", "clang", "clang-16", "clang-22"].filter(hasProgram))("are told apart by %s", (cc) => {
    const at = place(text);
    // Flags of Linux for clang (scripts/Makefile.clang).
    const cflags = cc === "gcc" ? ["-O2"] : ["-O2", "-Werror=unused-command-line-argument"];
    const result = run(at, { cc, cflags });
    expect(result.diagnostics).toEqual([]);
    const bad = functions.flatMap((_, index) => (index % 3 === 1 ? [`f${index}`] : []));
    expect(refusedOf(result)).toEqual(["apart", ...bad, "constant", "outside"].sort());
  });
});

describe("what was refused", () => {
  it("is remembered in the lock file: without compiler and cache the same crate comes out", () => {
    const at = place(HEADER);
    expect(run(at).stages).toContain("shims");
    const before = outputs(at);
    forget(at);
    const again = run(at, { cc: "none" });
    expect(again.stages).not.toContain("shims");
    expect(again.diagnostics.map(({ id }) => id)).toEqual([]);
    expect(outputs(at)).toEqual(before);
  });

  it("is remembered in the user's cache for crates elsewhere", () => {
    const at = place(HEADER);
    run(at);
    const before = outputs(at);
    rmSync(at.out, { recursive: true });
    expect(run(at).stages).not.toContain("shims");
    expect(outputs(at)).toEqual(before);
  });

  it("is asked again when a header changes", () => {
    const at = place(HEADER);
    run(at);
    writeFileSync(at.header, HEADER.replace('asm volatile("no_such_instruction")', 'asm volatile("nop")'));
    const again = run(at);
    expect(again.stages).toContain("shims");
    expect(refusedOf(again)).toEqual(REFUSED.filter((name) => name !== "bad_assembly"));
    expect(shimsIn(at)).toContain("bad_assembly");
  });

  it("is asked again of another compiler", () => {
    if (!hasProgram("clang")) return;
    const at = place(HEADER);
    run(at);
    expect(run(at, { cc: "clang" }).stages).toContain("shims");
  });

  it("does not hold for changed headers where there is no compiler", () => {
    const at = place(HEADER);
    run(at);
    forget(at);
    writeFileSync(at.header, `${HEADER}\nextern int more;\n`);
    const again = run(at, { cc: "none" });
    expect(again.diagnostics.map(({ id }) => id)).toEqual(["shims-not-compiled"]);
    expect(refusedOf(again)).toEqual([]);
  });
});

describe("without a compiler and a lock file", () => {
  it("all shims are written, with a warning", () => {
    const at = place(HEADER);
    const result = run(at, { cc: "none" });
    expect(result.status).toBe("ok");
    expect(result.diagnostics).toMatchObject([{ id: "shims-not-compiled", severity: "warning" }]);
    expect(shimsIn(at)).toEqual([...KEPT, ...REFUSED].sort());
    const lock = JSON.parse(readFileSync(join(at.out, "kbindgen.lock.json"), "utf8")) as object;
    expect(lock).not.toHaveProperty("shims");
  });

  it("nothing is said where there are no shims", () => {
    const at = place("int fine;\n");
    expect(run(at, { cc: "none" }).diagnostics).toEqual([]);
    expect(existsSync(join(at.out, "c/helpers.c"))).toBe(false);
  });
});

describe("a lock file that is damaged", () => {
  it.each([
    "",
    "[]",
    "null",
    "{",
    '{"shims":null}',
    '{"shims":{"inputs":"x","refused":3}}',
  ])("%o counts as none", (text) => {
    const at = place(HEADER);
    mkdirSync(at.out);
    writeFileSync(join(at.out, "kbindgen.lock.json"), text);
    expect(refusedOf(run(at))).toEqual(REFUSED);
  });
});
