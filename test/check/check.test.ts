import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { type CheckStep, checkCrate } from "../../src/check/index.js";
import { generate } from "../../src/generate.js";
import { FatalError } from "../../src/support/diagnostics.js";
import { hasProgram } from "../kernel/compilers.js";
import { makeCrate } from "./crate.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const TEXT = `
struct pair { char a; int b; unsigned flag : 3; long c[2]; };
union both { int i; double d; };
enum color { RED, GREEN = 5 };
typedef unsigned long word;
#define LIMIT (4 << 1)
#define NAME "pair"
int take(struct pair *p, enum color c);
extern word counter;
`;

const side = (steps: readonly CheckStep[], name: string) => steps.find((step) => step.name.startsWith(name));

/** A copy of a crate with one text in one file replaced. */
function damaged(crate: string, name: string, file: string, from: RegExp, to: string): string {
  const copy = join(scratch, name);
  cpSync(crate, copy, { recursive: true });
  const text = readFileSync(join(copy, file), "utf8");
  expect(text).toMatch(from);
  writeFileSync(join(copy, file), text.replace(from, to));
  return copy;
}

describe.skipIf(!hasProgram("gcc"))("a crate for this machine", () => {
  const crate = makeCrate(join(scratch, "host"), TEXT);

  it("is proven, and says how much", () => {
    const result = checkCrate(crate, { cache: false });
    expect(result.status).toBe("ok");
    const c = side(result.steps, "C, gcc");
    expect(c?.state).toBe("proven");
    expect(c?.counts).toMatchObject({
      constants: expect.any(Number),
      fields: expect.any(Number),
      "bit-fields": 1,
      enums: 1,
    });
    expect(c?.counts).not.toHaveProperty("other facts");
    expect(c?.detail).toContain("fields");
    if (hasProgram("rustc")) {
      const rust = side(result.steps, "Rust");
      expect(rust?.state).toBe("proven");
      expect(rust?.counts["layout assertions"]).toBe(2 + 4 + 2 + 2);
    }
  });

  it.runIf(hasProgram("clang-16"))("is proven by the clang that it was made with", () => {
    const made = makeCrate(join(scratch, "clang"), "struct one { int a; };\n", { cc: "clang-16" });
    const result = checkCrate(made, { cache: false, rustc: "none" });
    expect(side(result.steps, "C, clang")?.name).toMatch(/^C, clang 16\./);
  });

  it.skipIf(!hasProgram("clang"))("is proven by clang too", () => {
    const result = checkCrate(crate, { cache: false, cc: "clang", rustc: "none" });
    expect(side(result.steps, "C, clang")?.state).toBe("proven");
    expect(side(result.steps, "Rust")?.state).toBe("not-run");
  });

  it.each([
    ["offset", /(KBINDGEN_\w+\(struct pair, b, )4/, "$18", "struct pair.b"],
    ["constant", /(KBINDGEN_\w+\(LIMIT, )8/, "$19", "LIMIT is 9"],
    ["size", /(KBINDGEN_\w+\(union both, )8/, "$14", "union both has size 4"],
  ])("fails for a wrong %s and names it, with gcc and clang", (name, from, to, expected) => {
    const copy = damaged(crate, `wrong-${name}`, "c/abi_check.c", from, to);
    for (const cc of ["gcc", "clang"].filter(hasProgram)) {
      const result = checkCrate(copy, { cache: false, cc, rustc: "none" });
      expect(result.status).toBe("failed");
      const [diagnostic] = side(result.steps, "C")?.diagnostics ?? [];
      expect(diagnostic?.id).toBe("abi-mismatch");
      expect(diagnostic?.message).toContain(expected);
      const lines = readFileSync(join(copy, "c/abi_check.c"), "utf8").split("\n");
      const where = diagnostic?.where;
      if (typeof where !== "object") throw new Error("the diagnostic has no place");
      expect(where.path).toBe("c/abi_check.c");
      expect(lines[where.line - 1]).toContain(expected.split(/[ .]/)[0]);
    }
  });

  it("compiles the shims as a step of its own, and names the one that does not compile", () => {
    const text = "struct s { int x; };\nstatic inline int get(struct s *s) { return s->x; }\n#define GET(s) get(s)\n";
    const shims = makeCrate(join(scratch, "shims"), text);
    const good = checkCrate(shims, { cache: false, rustc: "none" });
    expect(side(good.steps, "shims, gcc")).toMatchObject({
      state: "proven",
      detail: "2 compile",
      counts: { shims: 2 },
    });
    const copy = damaged(shims, "wrong-shim", "c/helpers.c", /return \(get\)\(s\);/, "return (get)(&s);");
    const result = checkCrate(copy, { cache: false, rustc: "none" });
    expect(result.status).toBe("failed");
    expect(side(result.steps, "C, gcc")?.state).toBe("proven");
    const [diagnostic] = side(result.steps, "shims, gcc")?.diagnostics ?? [];
    expect(diagnostic).toMatchObject({ id: "shim-does-not-compile", where: { path: "c/helpers.c" } });
    expect(side(checkCrate(crate, { cache: false, rustc: "none" }).steps, "shims")).toBeUndefined();
  });

  it.skipIf(!hasProgram("rustc"))("fails when the Rust side differs", () => {
    const copy = damaged(crate, "rust", "src/bindings.rs", /pub b: [\w:]+,/, "pub b: u64,");
    const result = checkCrate(copy, { cache: false });
    expect(result.status).toBe("failed");
    expect(side(result.steps, "C")?.state).toBe("proven");
    const rust = side(result.steps, "Rust");
    expect(rust?.state).toBe("failed");
    expect(rust?.diagnostics[0]?.where).toMatchObject({ path: "src/bindings.rs" });
  });
});

describe("a crate for another architecture", () => {
  it("is not proven where no compiler is, and that is said and no success", () => {
    const crate = makeCrate(join(scratch, "cross"), TEXT, { arch: "loongarch64", cc: "none" });
    const result = checkCrate(crate, { cache: false, cc: "none", rustc: "none" });
    expect(result.status).toBe("failed");
    expect(result.steps.map((step) => step.state)).toEqual(["not-run", "not-run"]);
    expect(result.steps[0]?.detail).toContain("no C compiler for loongarch64");
  });

  it.skipIf(!hasProgram("s390x-linux-gnu-gcc"))("is proven by the cross compiler", () => {
    const crate = makeCrate(join(scratch, "s390x"), TEXT, { arch: "s390x" });
    const result = checkCrate(crate, { cache: false, rustc: "none" });
    expect(side(result.steps, "C, gcc")?.state).toBe("proven");
  });
});

describe("what is no crate", () => {
  const id = (dir: string) => {
    try {
      checkCrate(dir, { cache: false });
    } catch (error) {
      if (error instanceof FatalError) return error.diagnostic.id;
      throw error;
    }
    return "none";
  };

  it("is refused", () => {
    expect(id(join(scratch, "nothing"))).toBe("not-a-crate");
    writeFileSync(join(scratch, "kbindgen.lock.json"), "{");
    expect(id(scratch)).toBe("lock-damaged");
    writeFileSync(join(scratch, "kbindgen.lock.json"), "{}");
    expect(id(scratch)).toBe("lock-damaged");
  });
});

describe("a kernel crate", () => {
  const kernelDir = kernelBuild("bookworm-6.1-amd64") ?? undefined;
  const other = kernelBuild("bookworm-6.12-amd64") ?? undefined;
  const out = join(scratch, "kernel");

  it.skipIf(kernelDir === undefined || !hasProgram("gcc-12"))(
    "is proven with the kernel's flags, and only for its kernel",
    () => {
      const made = generate({ headers: ["linux/list.h", "linux/completion.h"], kernelDir, out, cache: false });
      expect(made.status).toBe("ok");
      const result = checkCrate(out, { kernelDir, cache: false, rustc: "none" });
      expect(result.status).toBe("ok");
      if (other === undefined) return;
      expect(() => checkCrate(out, { kernelDir: other, cache: false })).toThrow(/was generated for release/);
    },
  );

  it.skipIf(kernelDir === undefined || !hasProgram("gcc-12"))("made with another configuration needs that one", () => {
    const config = join(scratch, "up.config");
    const text = readFileSync(join(kernelDir ?? "", ".config"), "latin1");
    writeFileSync(
      config,
      text.replace("CONFIG_HZ=250", "CONFIG_HZ=333").replace("CONFIG_NR_CPUS=8192", "CONFIG_NR_CPUS=64"),
    );
    const made = generate({ headers: ["linux/cpumask.h"], kernelDir, config, out: join(scratch, "up"), cache: false });
    expect(made.status).toBe("ok");
    expect(() => checkCrate(join(scratch, "up"), { kernelDir, cache: false })).toThrow(/another configuration/);
    const result = checkCrate(join(scratch, "up"), { kernelDir, config, cache: false, rustc: "none" });
    expect(side(result.steps, "C")?.diagnostics).toEqual([]);
    expect(result.status).toBe("ok");
  });
});
