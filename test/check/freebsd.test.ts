/** A module author's use of FreeBSD's bindings: the names of an existing kernel crate, with its types, under rustc. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild, zigProgram } from "../../scripts/kernels.mjs";
import { checkCrate } from "../../src/check/index.js";
import { generate } from "../../src/generate.js";
import { resolveTarget } from "../../src/kernel/index.js";
import { LOCK_FILE, type LockFile } from "../../src/lock.js";
import { hasProgram } from "../kernel/compilers.js";

const ZIG = "0.17.1";
/** Zig's words for the target; it has flags such as `-ffixed-x18` as features of the processor. */
const MACHINES = {
  amd64: ["-target", "x86_64-freebsd"],
  arm64: ["-target", "aarch64-freebsd", "-mcpu=generic+reserve_x18"],
} as const;

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-check-freebsd-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const AMD64 = kernelBuild(`ziglang-${ZIG}-freebsd-amd64`);

it.skipIf(AMD64 === null || !hasProgram("clang-16"))("what FreeBSD's C has beyond Linux's is in the bindings", () => {
  const header = join(scratch, "own.h");
  writeFileSync(
    header,
    `#include <sys/param.h>
     #include <sys/systm.h>
     #include <sys/kernel.h>
     #include <sys/module.h>
     #include <sys/malloc.h>
     #include <sys/lock.h>
     #include <sys/mutex.h>
     #include <sys/queue.h>
     MALLOC_DECLARE(M_OWN);
     /*-
      * One of the queue.
      */
     struct entry { int value; TAILQ_ENTRY(entry) link; };
     TAILQ_HEAD(entries, entry);
     void locked(struct mtx *m) __requires_exclusive(m);
     int * _Nullable maybe(const char * _Nonnull s);
     int renamed(int) __asm("renamed@FBSD_1.0");
     typedef int (^block_t)(int);
     void take(block_t b);
     static int event(module_t m, int what, void *arg) { return (0); }
     static moduledata_t own_module = { "own", event, NULL };
     DECLARE_MODULE(own, own_module, SI_SUB_DRIVERS, SI_ORDER_MIDDLE);
    `,
  );
  const options = { kernelDir: AMD64 ?? "", cc: "clang-16", cflags: ["-fblocks"] };
  const prototype = "struct entry *TAILQ_FIRST(struct entries *head)";
  const out = join(scratch, "own");
  const made = generate({ headers: [header], out, macros: [prototype], ...options });
  expect(made.status).toBe("ok");
  const rust = made.bindings.replace(/\s+/g, " ");
  for (const text of [
    "pub static mut M_OWN: [malloc_type; 1usize];",
    "/// One of the queue. #[repr(C)]",
    "pub struct entry { pub value: ::core::ffi::c_int, pub link: entry__bindgen_ty_1, }",
    "/// Annotated in C: \\_\\_requires_exclusive(m) pub fn locked(m: *mut mtx);",
    "pub fn maybe(s: *const ::core::ffi::c_char) -> *mut ::core::ffi::c_int;",
    '#[link_name = "\\u{1}renamed@FBSD_1.0"] pub fn renamed(',
    "pub type block_t = *mut ::core::ffi::c_void;",
    "pub fn TAILQ_FIRST(head: *mut entries) -> *mut entry;",
    "pub struct moduledata {",
    "pub struct sysinit {",
  ]) {
    expect(rust).toContain(text);
  }
  // The licences of FreeBSD's files begin so too.
  expect(rust).not.toMatch(/SPDX|All rights reserved/);
  const { steps } = checkCrate(out, { ...options, rustc: "none" });
  expect(steps.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
});

describe.each(Object.entries(MACHINES))("module.h of FreeBSD for %s", (machine, target) => {
  const kernelDir = kernelBuild(`ziglang-${ZIG}-freebsd-${machine}`);
  const out = join(scratch, machine);

  it.skipIf(kernelDir === null || !hasProgram("clang"))(
    "has what bsd-kernel uses, and compiles with it",
    () => {
      const headers = [resolve("headers/freebsd/module.h")];
      const made = generate({ headers, kernelDir: kernelDir ?? "", out });
      expect(made.status).toBe("ok");
      // Both machines have the layouts of this one: the core library that is there will do.
      const library = join(out, "libkernel_sys.rmeta");
      const rustc = (...words: readonly string[]) =>
        execFileSync("rustc", [...words, "--edition=2021", "--emit=metadata"], { stdio: "pipe" });
      rustc("--crate-type=lib", "--crate-name=kernel_sys", "-o", library, join(out, "src/lib.rs"));
      const uses = resolve("test/check/bsd-kernel.rs");
      rustc("--crate-type=lib", "--extern", `kernel_sys=${library}`, "-o", join(out, "uses.rmeta"), uses);
    },
    120_000,
  );

  const zig = zigProgram(ZIG);
  it.skipIf(kernelDir === null || zig === null)("is as the clang of Zig has it for that target", () => {
    const lock = JSON.parse(readFileSync(join(out, LOCK_FILE), "utf8")) as LockFile;
    const { roots } = resolveTarget({ kernelDir: kernelDir ?? "" });
    const flags = lock.cflags
      .filter((flag) => !flag.startsWith("--target="))
      .map((flag) => flag.replace(/\$\{KERNEL(\d+)\}/g, (_, root: string) => roots[Number(root)] ?? ""));
    const words = ["cc", ...target, ...flags, "-fno-sanitize=undefined", "-w", "-g0", "-c"];
    for (const file of ["abi_check.c", "helpers.c"]) {
      const run = spawnSync(zig ?? "", [...words, join(out, "c", file), "-o", join(out, "zig.o")], {
        encoding: "latin1",
        env: { ...process.env, ZIG_GLOBAL_CACHE_DIR: join(scratch, "zig") },
        timeout: 60_000,
      });
      expect([file, run.status, run.stderr]).toEqual([file, 0, ""]);
    }
  });
});
