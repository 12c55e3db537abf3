/** What the bindings say of exported symbols, and what `--exported-only` leaves out; modpost is the judge. */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { explainName } from "../../src/explain.js";
import { type GenerateResult, generate } from "../../src/generate.js";
import type { GenerateOptions } from "../../src/options.js";
import { analyseHeaders } from "../../src/pipeline.js";
import { FatalError, formatDiagnostic } from "../../src/support/diagnostics.js";
import { hasProgram } from "../kernel/compilers.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-exports-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const kernelDir = kernelBuild("bookworm-6.12-amd64") ?? "";
const here = kernelDir !== "" && hasProgram("gcc-12");

let folders = 0;
function newFolder(): string {
  const folder = join(scratch, String(++folders));
  mkdirSync(folder);
  return folder;
}

function run(headers: readonly string[], options: Partial<GenerateOptions> = {}): GenerateResult & { out: string } {
  const out = join(newFolder(), "kernel-sys");
  return { ...generate({ headers, kernelDir, out, ...options }), out };
}

function told({ diagnostics }: GenerateResult): string[] {
  return diagnostics.map((diagnostic) => formatDiagnostic(diagnostic).replaceAll(/\S*\/(?=\w+\.rs)/g, ""));
}

describe.skipIf(!here)("bindings", { timeout: 60_000 }, () => {
  const headers = ["linux/miscdevice.h", "linux/sched/signal.h", "linux/dma-buf.h", "linux/usb.h"];
  const names = [
    "misc_register",
    "tasklist_lock",
    "sysfs_create_group",
    "dma_buf_export",
    "usb_register_driver",
    "do_exit",
  ];

  it("say of each function and variable who exports it, in documentation and IR", () => {
    const options = { headers, kernelDir, allow: [...names, "__this_module"] };
    const { lowered } = analyseHeaders(options);
    const states = lowered.bindings.items.flatMap((item) =>
      (item.kind === "function" && item.shim === null) || item.kind === "variable" ? [[item.c, item.exported]] : [],
    );
    const usbcore = "drivers/usb/core/usbcore";
    expect(Object.fromEntries(states)).toEqual({
      misc_register: { kind: "exported", module: "vmlinux", gplOnly: false, namespace: null },
      sysfs_create_group: { kind: "exported", module: "vmlinux", gplOnly: true, namespace: null },
      dma_buf_export: { kind: "exported", module: "vmlinux", gplOnly: true, namespace: "DMA_BUF" },
      usb_register_driver: { kind: "exported", module: usbcore, gplOnly: true, namespace: null },
      tasklist_lock: { kind: "not-exported" },
      do_exit: { kind: "not-exported" },
      __this_module: null,
    });
    const { bindings } = run(headers, options);
    expect(bindings).toContain("    /// Exported by vmlinux in the namespace DMA_BUF, to GPL modules only.\n");
    expect(bindings).toContain("    /// Not exported: modules cannot link with it.\n    pub static mut tasklist_lock:");
    expect(run(headers, { ...options, docs: false }).bindings).not.toMatch(/Exported by vmlinux|Not exported: modules/);
  });

  it("are explained with it", () => {
    const analysis = analyseHeaders({ headers, kernelDir });
    expect(explainName("misc_register", analysis)).toContain("\n  exported by vmlinux\n");
    expect(explainName("tasklist_lock", analysis)).toContain("\n  not exported: modules cannot link with it\n");
    expect(explainName("usb_fill_int_urb", analysis)).not.toContain("exported");
  });
});

describe.skipIf(!here)("names that no module can link with", { timeout: 60_000 }, () => {
  const RUST = `use kernel_sys as k;
    fn f() { unsafe { k::misc_register(core::ptr::null_mut()); k::do_exit(1); k::bitmap_or_equal(k::tasklist_lock); } }`;
  const headers = ["linux/miscdevice.h", "linux/sched/signal.h", "linux/sched/task.h", "linux/bitmap.h"];
  const source = (): string => {
    const path = join(newFolder(), "user.rs");
    writeFileSync(path, RUST);
    return path;
  };
  const expected = [
    "user.rs:2:67: `do_exit` is not exported by this kernel",
    "user.rs:2:82: `bitmap_or_equal` uses `__bitmap_or_equal`, which is not exported by this kernel; 1 similar exported name: __bitmap_equal",
    "user.rs:2:101: `tasklist_lock` is not exported by this kernel; 3 similar exported names: leds_list_lock, tasklet_unlock, vcc_sklist_lock",
  ];

  it.each([
    [false, "warning", "ok"],
    [true, "error", "failed"],
  ] as const)("are told with similar ones and their place in the Rust code; --exported-only: %s", (exportedOnly, severity, status) => {
    const result = run(headers, { usedBy: [source()], exportedOnly });
    expect(told(result)).toEqual(expected.map((text) => text.replace(": `", `: ${severity}: \``)));
    expect(result.status).toBe(status);
  });

  it("may be macros that are lvalues in an object", () => {
    const path = join(newFolder(), "parts.h");
    const includes = ["linux/sched/task.h", "linux/printk.h"].map((name) => `#include <${name}>\n`).join("");
    writeFileSync(path, `${includes}#define lock_part (*(int *)&tasklist_lock)\n`);
    const parts = (options: Partial<GenerateOptions>): string[] =>
      run([path], { allow: ["(lock_part|console_loglevel)"], ...options })
        .report.filter(({ name }) => name === "lock_part" || name === "console_loglevel")
        .map(({ name, status, reason }) => `${name} ${reason ?? status}`);
    expect(parts({})).toEqual(["console_loglevel emitted", "lock_part emitted"]);
    expect(parts({ exportedOnly: true })).toEqual(["console_loglevel emitted", "lock_part not-exported"]);
  });

  it("are told of --allow with a plain name, and left out of a pattern", () => {
    expect(told(run(headers, { allow: ["do_exit"] }))).toEqual([
      expect.stringMatching(/^warning: `do_exit` is not exported/),
    ]);
    const result = run(headers, { allow: ["(do_exit|misc_register|bitmap_or_equal|bitmap_or)"], exportedOnly: true });
    expect(told(result)).toEqual([]);
    const reasons = result.report
      .filter(({ reason }) => reason === "not-exported")
      .map(({ name, detail }) => [name, detail]);
    expect(reasons.sort()).toEqual([
      ["bitmap_or_equal", "uses __bitmap_or_equal, which the kernel does not export"],
      ["do_exit", undefined],
    ]);
    expect(result.bindings).toContain("pub fn misc_register(");
    expect(result.bindings).toContain("pub fn bitmap_or(");
    expect(result.bindings).not.toMatch(/pub fn (?:do_exit|bitmap_or_equal)\(/);
  });

  it("may be declared by the user, who may have them in the module", () => {
    const folder = newFolder();
    writeFileSync(
      join(folder, "own.h"),
      "void my_own(void);\nextern int my_state;\nstatic inline void call(void) { my_own(); }\n",
    );
    const options = { allow: ["my_own", "my_state", "call"], exportedOnly: true };
    const result = run([join(folder, "own.h")], options);
    expect(told(result)).toEqual([]);
    expect(result.bindings).toMatch(/pub fn my_own[\s\S]*pub fn call|pub fn call[\s\S]*pub fn my_own/);
  });
});

/** The unpacked packages with another `Module.symvers` in the build directory, or none. */
function kernelWith(symvers: string | null): string {
  const build = realpathSync(kernelDir);
  const [sources, place] = [dirname(build), join(newFolder(), "usr/src")];
  mkdirSync(join(place, basename(build)), { recursive: true });
  symlinkSync(join(sources, "../lib"), join(place, "../lib"));
  for (const name of readdirSync(sources)) {
    if (name !== basename(build)) symlinkSync(join(sources, name), join(place, name));
  }
  const copy = join(place, basename(build));
  for (const name of readdirSync(build)) {
    if (name !== "Module.symvers") symlinkSync(join(build, name), join(copy, name));
  }
  if (symvers !== null) writeFileSync(join(copy, "Module.symvers"), symvers);
  return copy;
}

describe.skipIf(!here)("a kernel", { timeout: 60_000 }, () => {
  it("without Module.symvers is bound with a note, but not --exported-only", () => {
    const options = { kernelDir: kernelWith(null), allow: ["misc_register"] };
    const result = run(["linux/miscdevice.h"], options);
    expect(result.diagnostics.map(({ id, severity }) => [id, severity])).toEqual([["no-module-symvers", "note"]]);
    expect(result.bindings).not.toMatch(/Exported by vmlinux|Not exported: modules/);
    expect(() => run(["linux/miscdevice.h"], { ...options, exportedOnly: true })).toThrow(FatalError);
  });

  it("with a damaged one is refused with the line", () => {
    const broken = { kernelDir: kernelWith("0x0\ta\tvmlinux\tEXPORT_SYMBOL\t\n\x00\xff<<<<\n") };
    expect(() => run(["linux/miscdevice.h"], broken)).toThrow("this is no line of a Module.symvers");
  });
});

/** Symbols that modpost misses in a module of all shims. */
function missedByModpost(crate: string): string[] {
  const folder = newFolder();
  cpSync(join(crate, "c"), folder, { recursive: true });
  writeFileSync(join(folder, "glue.c"), '#include <linux/module.h>\nMODULE_LICENSE("GPL");\n');
  // Some shims are no code that objtool likes; modpost comes behind it.
  writeFileSync(
    join(folder, "Kbuild"),
    "obj-m := all.o\nall-y := glue.o helpers.o\nccflags-y := -w\nOBJECT_FILES_NON_STANDARD := y\n",
  );
  const { stderr, stdout } = spawnSync(
    "make",
    ["-C", kernelDir, `M=${folder}`, "CC=gcc-12", "CONFIG_DEBUG_INFO_BTF_MODULES=", "modules"],
    {
      encoding: "utf8",
    },
  );
  expect(stdout).toContain("MODPOST");
  return [...stderr.matchAll(/modpost: "(.*?)" .* undefined!/g)].map(([, name = ""]) => name).sort();
}

describe.skipIf(!here)("modpost", { timeout: 120_000 }, () => {
  it("misses nothing in the shims of --exported-only, and what is left out otherwise", () => {
    // Few enough that modpost names all that it misses.
    const allow = ["bitmap_\\w+", "cpumask_\\w+", "get_task_\\w+", "pfn_\\w+", "virt_\\w+"];
    const headers = ["linux/cpumask.h", "linux/sched/task.h", "linux/mm.h"];
    const few = run(headers, { allow, exportedOnly: true });
    const all = run(headers, { allow });
    const left = few.report.flatMap(({ detail, reason }) =>
      reason === "not-exported" && detail !== undefined ? [detail] : [],
    );
    const symbols = new Set(left.map((detail) => /^uses (\S+),/.exec(detail)?.[1]));
    expect(symbols.size).toBeGreaterThan(2);
    expect(missedByModpost(few.out)).toEqual([]);
    // Of a shim that uses several only one is told.
    expect(missedByModpost(all.out)).toEqual(expect.arrayContaining([...symbols]));
  });

  it("need not be asked again: the lock file remembers", () => {
    const options = { allow: ["bitmap_or_equa[l]"], exportedOnly: true, cache: false };
    const { out } = run(["linux/bitmap.h"], options);
    const lock = readFileSync(join(out, "kbindgen.lock.json"), "utf8");
    expect(lock).toContain("__bitmap_or_equal");
    const again = generate({ headers: ["linux/bitmap.h"], kernelDir, out, ...options, cc: "none" });
    expect(again.bindings).not.toContain("pub fn bitmap_or_equal");
    expect(again.diagnostics.map(({ id }) => id)).not.toContain("shims-not-linked");
  });
});

describe("another architecture", () => {
  const other = kernelBuild("bookworm-6.1-powerpc64le");
  const can = other !== null && hasProgram("powerpc64le-linux-gnu-gcc-12");

  it.skipIf(!can)("keeps addresses apart from code: who uses them is told all the same", { timeout: 60_000 }, () => {
    // In the table of contents of powerpc64le, an entry stands behind the function in front of the one that uses it.
    const allow = [
      "get_boot_cpu_i[d]",
      "set_hard_smp_processor_i[d]",
      "page_ext_nex[t]",
      "page_ext_init_flatmem_lat[e]",
    ];
    const options = { kernelDir: other ?? "", allow, exportedOnly: true, cache: false };
    const { report } = run(["linux/smp.h", "linux/mm.h", "linux/page_ext.h"], options);
    const left = report.filter(({ reason }) => reason === "not-exported").map(({ name }) => name);
    expect(left.sort()).toEqual(["get_boot_cpu_id", "page_ext_next"]);
  });
});
