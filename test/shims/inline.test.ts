/**
 * Shims inlined into Rust: the same code without and with `--shim-bitcode`, disassembled and run. Needed are clang,
 * objdump and rustc with an lld that reads its bitcode: its own rust-lld, or an `ld.lld-N` of its LLVM version or newer.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { generate } from "../../src/generate.js";
import type { GenerateOptions } from "../../src/options.js";
import { makeCrate } from "../check/crate.js";
import { hasProgram } from "../kernel/compilers.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const CLANG = ["clang-16", "clang"].find(hasProgram);
const LLD = findLld();
const CAN_LINK = CLANG !== undefined && LLD !== null && hasProgram("objdump");

/** The environment for `inline.sh`; null when no lld reads what rustc writes. */
function findLld(): NodeJS.ProcessEnv | null {
  if (!hasProgram("rustc")) return null;
  const version = execFileSync("rustc", ["-vV"], { encoding: "utf8" });
  const host = /^host: (.*)$/m.exec(version)?.[1] ?? "";
  const sysroot = execFileSync("rustc", ["--print", "sysroot"], { encoding: "utf8" }).trim();
  if (existsSync(join(sysroot, "lib/rustlib", host, "bin/rust-lld"))) return {};
  const llvm = Number(/^LLVM version: (\d+)/m.exec(version)?.[1]);
  const names = [0, 1, 2, 3].map((newer) => `ld.lld-${llvm + newer}`);
  const found = names.find(hasProgram);
  return found === undefined ? null : { LLD: found };
}

const HEADER = `
typedef struct { int counter; } atomic_t;
struct refcount { atomic_t refs; unsigned flags : 3; };
static inline void atomic_inc(atomic_t *v) { __atomic_fetch_add(&v->counter, 1, __ATOMIC_SEQ_CST); }
static inline void refcount_inc(struct refcount *r) { atomic_inc(&r->refs); }
static inline int refcount_read(const struct refcount *r) { return r->refs.counter; }
#define refcount_is_one(r) (refcount_read(r) == 1)
`;

const USE = `
#![no_std]
use input_sys::*;
#[no_mangle]
pub unsafe extern "C" fn twice(r: *mut refcount) -> i32 {
    refcount_inc(r);
    refcount_inc(r);
    refcount_read(r)
}
`;

const MAIN = `
#include <stdio.h>
struct refcount { int refs; unsigned flags : 3; };
int twice(struct refcount *r);
int main(void) { struct refcount r = { 40, 0 }; int n = twice(&r); printf("%d %d\\n", n, r.refs); return 0; }
`;

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, {
    cwd: scratch,
    encoding: "utf8",
    stdio: "pipe",
    env: { ...process.env, ...LLD },
  });
}

/** The object file of \`USE\`, the crate that it uses built with the same flags. */
function rustObject(crate: string, name: string, ...flags: string[]): string {
  const common = ["--edition=2021", "-O", "-Cpanic=abort", ...flags];
  run(
    "rustc",
    ...common,
    "--crate-type=rlib",
    "--crate-name=input_sys",
    "-o",
    "libinput_sys.rlib",
    `${crate}/src/lib.rs`,
  );
  const object = join(scratch, name);
  const uses = ["--extern", "input_sys=libinput_sys.rlib", "--crate-type=lib", "--emit=obj", "-o", object, "use.rs"];
  run("rustc", ...common, ...uses);
  return object;
}

/** The code of one function, relocations included. */
function codeOf(object: string, name: string): string {
  const text = run("objdump", "-dr", object);
  return new RegExp(`^[0-9a-f]+ <${name}>:\\n((?:.+\\n)+)`, "m").exec(text)?.[1] ?? "";
}

/** Links with \`MAIN\` and runs it. */
function result(...objects: string[]): string {
  run("gcc", "-no-pie", "-o", "main", "main.c", ...objects);
  return run(join(scratch, "main")).trim();
}

function makeWithBitcode(name: string, options: Partial<GenerateOptions> = {}): string {
  return makeCrate(join(scratch, name), HEADER, { cc: CLANG, shimBitcode: true, ...options });
}

describe.skipIf(!CAN_LINK)("a call from Rust, with clang, objdump and an lld for rustc's bitcode", () => {
  it("is a call without the bitcode, and gone with it", () => {
    const crate = makeWithBitcode("host");
    writeFileSync(join(scratch, "use.rs"), USE);
    writeFileSync(join(scratch, "main.c"), MAIN);

    const called = rustObject(crate, "called.o");
    expect(codeOf(called, "twice").match(/rust_helper_refcount_inc/g)?.length).toBeGreaterThan(0);
    expect(codeOf(called, "twice")).toContain("rust_helper_refcount_read");
    run(CLANG ?? "", "-O2", "-c", "-o", "helpers.o", join(crate, "c/helpers.c"));
    expect(result(called, "helpers.o")).toBe("42 42");

    const bitcode = rustObject(crate, "bitcode.o", "-Clinker-plugin-lto");
    run("sh", join(crate, "c/inline.sh"), "inlined.o", bitcode);
    const code = codeOf(join(scratch, "inlined.o"), "twice");
    expect(code).not.toMatch(/rust_helper_|\bcall\b/);
    expect(code).not.toBe("");
    expect(result("inlined.o")).toBe("42 42");
  });

  it.skipIf(kernelBuild("bookworm-6.1-amd64") === null)(
    "is gone with a kernel's flags too, which Rust code is not made with",
    () => {
      const header = join(scratch, "kernel.h");
      writeFileSync(header, "#include <linux/refcount.h>\n");
      const out = join(scratch, "kernel-sys");
      const kernelDir = kernelBuild("bookworm-6.1-amd64") ?? "";
      const allow = ["refcount_(inc|read)", "struct refcount_struct"];
      const options = { headers: [header], kernelDir, cc: CLANG, allow, out, shimBitcode: true, cache: false };
      expect(generate(options).status).toBe("ok");
      const use = USE.replace("*mut refcount", "*mut refcount_struct").replace("-> i32", "-> u32");
      writeFileSync(join(scratch, "use.rs"), use);
      const bitcode = rustObject(out, "kernel.o", "-Clinker-plugin-lto", "-Ccode-model=kernel", "-Cno-redzone=yes");
      run("sh", join(out, "c/inline.sh"), "kernel-inlined.o", bitcode);
      const code = codeOf(join(scratch, "kernel-inlined.o"), "twice");
      expect(code).not.toContain("rust_helper_");
      expect(code).toContain("refcount_warn_saturate");
    },
  );
});

describe.skipIf(CLANG === undefined)("bitcode", () => {
  it("is the same wherever the headers lie, and names no folder", () => {
    const text = "static inline const char *here(void) { return __FILE__; }\n";
    const options = { cc: CLANG, shimBitcode: true } as const;
    const bytes = ["one", "another/deeper"].map((folder) => {
      mkdirSync(join(scratch, folder), { recursive: true });
      const crate = makeCrate(join(scratch, folder), text, options);
      return readFileSync(join(crate, "c/helpers.bc"));
    });
    expect(bytes[0]?.equals(bytes[1] ?? Buffer.of())).toBe(true);
    const assembly = run(CLANG ?? "", "-x", "ir", "-S", "-o", "-", join(scratch, "one/crate/c/helpers.bc"));
    expect(assembly).toContain('"input.h"');
    expect(assembly).not.toContain(scratch);
  });

  it("is not written when nobody asked for it", () => {
    const crate = makeCrate(join(scratch, "without"), HEADER, { cc: CLANG });
    expect(existsSync(join(crate, "c/helpers.c"))).toBe(true);
    expect(existsSync(join(crate, "c/helpers.bc"))).toBe(false);
    expect(existsSync(join(crate, "c/inline.sh"))).toBe(false);
  });
});

describe("bitcode without clang", () => {
  it.each(["gcc", "none"].filter((cc) => cc === "none" || hasProgram(cc)))("is an error with --cc %s", (cc) => {
    const header = join(scratch, "gcc.h");
    writeFileSync(header, HEADER);
    const out = join(scratch, `with-${cc}`);
    const made = generate({ headers: [header], family: "none", cc, out, shimBitcode: true, cache: false });
    expect(made.status).toBe("failed");
    expect(made.diagnostics.filter(({ severity }) => severity === "error")).toMatchObject([
      { id: "bitcode-needs-clang", help: expect.stringContaining("--cc clang") },
    ]);
    expect(existsSync(out)).toBe(false);
  });
});
