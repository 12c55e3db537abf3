/**
 * Kernels: what bindgen has of their headers we have under the same name with the same type, but for differences with a
 * reason. With the bindgen of Debian 12 for headers of Linux 6.1; and in a build tree in which the kernel has been built
 * with Rust and bindgen, if there is one:
 *
 *     KBINDGEN_TEST_LINUX_RUST=/path/to/build npx vitest run test/bindgen/linux.test.ts
 *
 * The generated files of that tree are the reference. KBINDGEN_TEST_LINUX_RUST_MAKE=1 also builds its `rust/` anew with
 * ours, in the tree itself, which is no reference then before bindgen has built it again.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bindingsOf, compareBindings } from "../../scripts/bindings-items.mjs";
import { resolveTarget } from "../../src/kernel/index.js";
import { hasProgram } from "../kernel/compilers.js";
import { reasonOf } from "./differences.js";
import { runBindgen } from "./run.js";

const PROGRAM = join(import.meta.dirname, "../../bin/kbindgen-bindgen.js");
const WITHOUT_WORKAROUNDS = join(import.meta.dirname, "../../scripts/linux-without-workarounds.mjs");
const KERNELS = process.env["KBINDGEN_TEST_KERNELS"] ?? join(homedir(), ".cache/kbindgen/kernels");
/** Which bindgen 0.60 can use: later ones give records without a name other names. */
const LIBCLANG = "/usr/lib/llvm-14/lib";

const work = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(work, { recursive: true }));

/** What ours lacks or says otherwise without a reason, and how often each reason was one. */
function judge(reference: string, ours: string): { unexplained: object[]; reasons: Map<string, number>; same: number } {
  const { counts, different, missing } = compareBindings(bindingsOf(reference), bindingsOf(ours));
  const reasons = new Map<string, number>();
  const unexplained = [...different, ...missing].filter((difference) => {
    const reason = reasonOf(difference);
    if (reason !== null) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    return reason === null;
  });
  const same = [...counts.values()].reduce((sum, one) => sum + one.same, 0);
  return { unexplained, reasons, same };
}

describe.skipIf(!hasProgram("bindgen") || !existsSync(LIBCLANG))("Linux 6.1, against bindgen 0.60", () => {
  const INCLUDES = ["slab", "mutex", "refcount", "sched", "fs", "miscdevice"];
  /** Of the flags that only gcc has, and of what does not change declarations. */
  const ONLY_GCC =
    /^-m(?!cmodel|64|no-(?:sse|mmx|avx|red-zone|80387))|^-f(?:align|no-allow|conserve|no-stack|trivial)|^-[Wpg]/;

  it("every item, but for reasons", async () => {
    const kernel = join(KERNELS, "bookworm-6.1-amd64/build");
    const { cflags } = resolveTarget({ kernelDir: kernel });
    const header = join(work, "helper.h");
    writeFileSync(header, INCLUDES.map((name) => `#include <linux/${name}.h>\n`).join(""));
    const own = [header, "--no-layout-tests", "--no-doc-comments", "--ctypes-prefix", "::core::ffi", "--use-core"];
    const flags = [...own, "--no-rustfmt-bindings", "--with-derive-default"];
    const theirs = spawnSync(
      "bindgen",
      [...flags, "--size_t-is-usize", "--", ...cflags.filter((flag) => !ONLY_GCC.test(flag))],
      { encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, LIBCLANG_PATH: LIBCLANG } },
    );
    expect(theirs.status, theirs.stderr).toBe(0);
    const ours = await runBindgen([...flags, "--", ...cflags]);
    expect([ours.code, ours.stderr]).toEqual([0, ""]);
    const { unexplained, reasons, same } = judge(theirs.stdout, ours.stdout);
    expect(unexplained).toEqual([]);
    expect(same).toBeGreaterThan(23_000);
    expect([...reasons.values()].reduce((sum, count) => sum + count, 0)).toBeLessThan(100);
  });
});

const tree = process.env["KBINDGEN_TEST_LINUX_RUST"];
const makes = process.env["KBINDGEN_TEST_LINUX_RUST_MAKE"] !== undefined;
const GENERATED = [
  "rust/bindings/bindings_generated.rs",
  "rust/bindings/bindings_helpers_generated.rs",
  "rust/uapi/uapi_generated.rs",
];

describe.skipIf(tree === undefined)(`the kernel in ${tree}`, () => {
  const inTree = (file: string): string => join(tree ?? "", file);
  const make = (bindgen: string, ...goals: readonly string[]) =>
    spawnSync("make", ["-C", tree ?? "", "LLVM=", `BINDGEN=${bindgen}`, ...goals], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });

  it("takes ours for a bindgen", () => {
    const asked = make(PROGRAM, "rustavailable");
    expect(asked.stdout + asked.stderr).toContain("Rust is available");
  });

  it.each(GENERATED)("%s has every item, but for reasons", (file) => {
    const output = join(work, "generated.rs");
    const text = readFileSync(inTree(file.replace(/([^/]*)$/, ".$1.cmd")), "utf8");
    // make writes `#` so in a saved command; what sed does to the file afterwards is another command.
    const [, command = ""] = /^savedcmd_\S+ := (.*?)(?:;|$)/m.exec(text.replaceAll("$(pound)", "#")) ?? [];
    const line = command
      .replace(/^\S+/, `${process.execPath} ${PROGRAM}`)
      .replace(` -o ${file} `, ` -o ${output} `)
      .replace(/-Wp,-MMD,\S+/, "");
    const run = spawnSync("sh", ["-c", line], { cwd: tree, encoding: "utf8" });
    expect([run.status, run.stderr]).toEqual([0, ""]);
    // What the kernel's makefile does by sed.
    const ours = readFileSync(output, "utf8").replace(/pub fn rust_helper_(\w+)/g, (_, name) => `pub fn ${name}`);
    const { unexplained } = judge(plain(readFileSync(inTree(file), "utf8")), plain(ours));
    expect(unexplained).toEqual([]);
  });

  it.runIf(makes).each([PROGRAM, WITHOUT_WORKAROUNDS])(
    "builds its crates with %s",
    (program) => {
      for (const file of GENERATED) rmSync(inTree(file), { force: true });
      const start = Date.now();
      const built = make(program, "prepare");
      expect([built.status, built.stderr]).toEqual([0, ""]);
      for (const file of [...GENERATED, "rust/kernel.o"]) expect(statSync(inTree(file)).mtimeMs).toBeGreaterThan(start);
    },
    1_800_000,
  );
});

/** Without what the kernel's makefile does to constants by sed. */
function plain(text: string): string {
  return text.replaceAll("pub const RUST_CONST_HELPER_", "pub const ");
}
