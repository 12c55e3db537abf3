/** A module author's use of FreeBSD's bindings: the names of an existing kernel crate, with its types, under rustc. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild, zigProgram } from "../../scripts/kernels.mjs";
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
