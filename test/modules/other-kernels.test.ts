/** The examples for FreeBSD and XNU, built as users build them, by their object code. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kernelBuild, zigProgram } from "../../scripts/kernels.mjs";
import type { ReportEntry } from "../../src/ir/types.js";
import { buildProgram } from "../hostile/build.js";
import { hasProgram } from "../kernel/compilers.js";
import { readMachObjects } from "../random/mach-o.js";
import { canBuild, copyExample, makeModule } from "./build.js";
import { judgeObject, KINDS } from "./judge.js";
import { declarationsOf } from "./linker-sets.js";

const ROOT = resolve(import.meta.dirname, "../..");
const ZIG = "0.17.1";
const CLANG = "clang-16";
const scratch = mkdtempSync(join(tmpdir(), "kbindgen-other-"));
const program = join(scratch, "program", "bin/kbindgen.js");
const canBuildOther = canBuild && [CLANG, "ld.lld", "llvm-nm", "llvm-objdump", "bmake"].every(hasProgram);

beforeAll(() => {
  if (canBuildOther) buildProgram(join(scratch, "program"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** What compilers call of their own accord (GCC manual, "Standards"; on x86_64 LLVM calls Apple's __bzero). */
const COMPILERS = new Set(["memcpy", "memmove", "memset", "memcmp", "bcmp", "bzero", "__bzero"]);

/** Names that the objects need of others. */
function undefinedIn(objects: readonly string[], words: readonly string[] = []): string[] {
  const names = (flag: string) =>
    execFileSync("llvm-nm", [flag, "-j", ...words, ...objects], { encoding: "utf8" })
      .split("\n")
      .filter((line) => line !== "" && !line.endsWith(":"));
  const defined = new Set(names("--defined-only"));
  return [...new Set(names("--undefined-only"))].filter((name) => !defined.has(name)).sort();
}

/** Functions and variables that the headers of an example declare, by the report of `generate` without `--used-by`. */
function declared(folder: string, words: readonly string[]): ReadonlySet<string> {
  const out = join(folder, "all-of-it");
  execFileSync(
    process.execPath,
    [program, "generate", "bindings.h", "--project", "none", "--quiet", "--out", out, ...words],
    { cwd: folder, stdio: "pipe" },
  );
  const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8")) as ReportEntry[];
  const names = report.filter(({ kind }) => kind === "function" || kind === "variable").map(({ name }) => name);
  return new Set(names);
}

describe.skipIf(!canBuildOther).each([
  { arch: "amd64", make: "bmake", kind: KINDS.freebsdAmd64, format: /relocatable/, dynamic: [] },
  { arch: "arm64", make: "make", kind: KINDS.freebsdArm64, format: /shared object/, dynamic: ["-D"] },
])("freebsd-echo on $arch, with $make", ({ arch, make, kind, format, dynamic }) => {
  const headers = kernelBuild(`ziglang-${ZIG}-freebsd-${arch}`);
  const folder = join(scratch, `freebsd-${arch}`);
  const module = join(folder, "echo.ko");
  const kernel = ["--family", "freebsd", "--kernel-dir", headers ?? "", "--arch", arch, "--cc", CLANG];

  it.skipIf(headers === null)("is built without a warning, and not again", () => {
    copyExample("freebsd-echo", folder);
    const words = [`CC=${CLANG}`, `ARCH=${arch}`, `SYSDIR=${headers}`];
    const made = makeModule(folder, program, words, make);
    expect(made.text).not.toMatch(/warning|error/i);
    expect(made.status).toBe(0);
    expect(execFileSync("file", ["-b", module], { encoding: "utf8" })).toMatch(format);
    expect(makeModule(folder, program, words, make).text).not.toMatch(/rustc|clang/);
  });

  it.skipIf(headers === null)("needs of the kernel what its headers declare, and nothing else", () => {
    const needed = undefinedIn([module], dynamic);
    const setEnds = needed.filter((name) => /^__(?:start|stop)_set_/.test(name));
    const api = needed.filter((name) => !setEnds.includes(name));
    expect(api.filter((name) => !COMPILERS.has(name))).toEqual([
      ...["M_DEVBUF", "__mtx_lock_flags", "__mtx_unlock_flags", "_mtx_destroy", "_mtx_init", "destroy_dev", "free"],
      ...["make_dev_args_init_impl", "make_dev_s", "malloc", "module_register_init", "panic", "printf", "uiomove"],
    ]);
    const known = declared(folder, kernel);
    expect(api.filter((name) => !known.has(name))).toEqual([]);
    // sys/pcpu.h names the ends of its own set, whatever is used of it.
    expect(setEnds.filter((name) => !/set_(?:pcpu|modmetadata_set|sysinit_set)$/.test(name))).toEqual([]);
  });

  it.skipIf(headers === null)("holds nothing that the kernel cannot bear", () => {
    const { instructions, relocations, wrong } = judgeObject(module, kind);
    expect(wrong).toEqual([]);
    expect(instructions).toBeGreaterThan(500);
    expect(relocations).toBeGreaterThan(40);
  });

  // The kernel's pages are guarded: a jump to what has no landing pad stops it. One object without them is enough.
  it.runIf(headers !== null && arch === "arm64")("has landing pads throughout", () => {
    const notes = execFileSync("llvm-readobj", ["-n", module], { encoding: "utf8" });
    expect(notes).toContain("aarch64 feature: BTI, PAC");
  });

  it.skipIf(headers === null)("declares itself as DECLARE_MODULE and MODULE_VERSION of C do", () => {
    const [source, object] = [join(folder, "declared.c"), join(folder, "declared.o")];
    writeFileSync(
      source,
      `#include "bindings.h"
static int handler(module_t module, int event, void *data) { return 0; }
static moduledata_t data = { "echo", handler, 0 };
DECLARE_MODULE(echo, data, SI_SUB_DRIVERS, SI_ORDER_MIDDLE);
MODULE_VERSION(echo, 1);
`,
    );
    execFileSync(CLANG, ["@.cflags", "-c", "-o", object, source], { cwd: folder });
    const c = declarationsOf([object], join(folder, "c.linked"));
    const objects = ["echo_rust.o", "helpers.o"].map((name) => join(folder, name));
    expect(declarationsOf(objects, join(folder, "rust.linked"))).toEqual(c);
    expect(c.metadata).toHaveLength(3);
    expect(c.sysinit).toEqual([expect.stringMatching(/^\w+ \w+ echo$/)]);
  });
});

/** Where `config/*.exports` of XNU has each symbol: a key of `OSBundleLibraries`. */
const KPI: Readonly<Record<string, string>> = {
  IOLog: "com.apple.kpi.iokit",
  panic: "com.apple.kpi.libkern",
  sysctl__debug_children: "com.apple.kpi.bsd",
  sysctl_handle_int: "com.apple.kpi.bsd",
  sysctl_register_oid: "com.apple.kpi.bsd",
  sysctl_unregister_oid: "com.apple.kpi.bsd",
};

describe.skipIf(!canBuildOther).each([
  { arch: "x86_64", kind: KINDS.xnuX86 },
  { arch: "arm64", kind: KINDS.xnuArm64 },
])("xnu-kext on $arch", ({ arch, kind }) => {
  const sdk = kernelBuild(`ziglang-${ZIG}-darwin`);
  const folder = join(scratch, `xnu-${arch}`);
  const objects = ["hello_rust.o", "helpers.o", "sysctl.o"].map((name) => join(folder, name));
  // What the family xnu tells the compiler, and headers that no Kernel.framework is needed for.
  const machine = { x86_64: ["-msoft-float", "-mno-sse", "-mno-mmx"], arm64: ["-mgeneral-regs-only"] }[arch] ?? [];
  const flags = [
    ...[`--target=${arch}-apple-macosx11.0`, "-mkernel", "-std=gnu11", "-Os", "-nostdlibinc", "-fno-builtin"],
    ...["-fno-common", "-fno-strict-aliasing", "-DKERNEL", "-DAPPLE", ...machine],
    ...[`-I${ROOT}/headers/xnu/stand-in`, "-isystem", sdk ?? ""],
  ];
  const headers = ["--family", "none", "--", ...flags];
  const zig = zigProgram(ZIG);

  it.skipIf(sdk === null)("is built up to what Apple's linker takes", () => {
    copyExample("xnu-kext", folder);
    const merge = zig === null ? [] : [`ZIG=${zig}`];
    const env = { ZIG_GLOBAL_CACHE_DIR: join(scratch, "zig"), ZIG_LOCAL_CACHE_DIR: join(scratch, "zig") };
    const made = makeModule(
      folder,
      program,
      [`CC=${CLANG}`, `ARCH=${arch}`, `HEADERS=${headers.join(" ")}`, ...merge],
      "make",
      env,
    );
    expect(made.text).not.toMatch(/warning|error/i);
    expect(made.status).toBe(0);
    expect(made.text).toContain("-Xlinker -kext");
  });

  it.skipIf(sdk === null)("needs of the kernel what it exports, and its headers declare", () => {
    const names = undefinedIn(objects).map((name) => name.replace(/^_/, ""));
    const api = names.filter((name) => !COMPILERS.has(name));
    expect(api).toEqual(Object.keys(KPI));
    const known = declared(folder, ["--cc", CLANG, ...headers]);
    expect(api.filter((name) => !known.has(name))).toEqual([]);
    const plist = readFileSync(join(folder, ".Info.plist"), "utf8");
    expect([...plist.matchAll(/<key>(com\.apple\.kpi\.\w+)</g)].map((match) => match[1])).toEqual(
      [...new Set(Object.values(KPI))].sort(),
    );
  });

  it.skipIf(sdk === null)("holds nothing that the kernel cannot bear", () => {
    const judgements = objects.map((object) => judgeObject(object, kind));
    expect(judgements.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(judgements[0]?.instructions).toBeGreaterThan(500);
  });

  it.skipIf(sdk === null)("has the kmod_info that KMOD_EXPLICIT_DECL makes in C", () => {
    const [source, object] = [join(folder, "declared.c"), join(folder, "declared.o")];
    writeFileSync(
      source,
      `#include "bindings.h"
extern kmod_start_func_t start;
extern kmod_stop_func_t stop;
KMOD_EXPLICIT_DECL(org.example.hello, "1.0.0", start, stop)
`,
    );
    execFileSync(CLANG, ["@.cflags", "-c", "-o", object, source], { cwd: folder });
    // Up to the addresses of the functions, which the linker fills in.
    const info = (path: string) => readMachObjects(readFileSync(path)).get("kmod_info")?.subarray(0, 180);
    expect(info(objects[0] ?? "")).toEqual(info(object));
    const named = readFileSync(join(folder, ".Info.plist"), "utf8");
    expect(named).toContain("<string>org.example.hello</string>");
    expect(named).not.toContain("@");
  });

  it.skipIf(sdk === null || zig === null)("becomes one relocatable object with the same needs", () => {
    const merged = join(folder, "hello.o");
    expect(execFileSync("file", ["-b", merged], { encoding: "utf8" })).toMatch(/Mach-O 64-bit .* object/);
    expect(undefinedIn([merged])).toEqual(undefinedIn(objects));
    expect(judgeObject(merged, kind).wrong).toEqual([]);
  });
});
