/** What make does again and what not, and what it refuses. */
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkCrate } from "../../src/check/index.js";
import { buildProgram } from "../hostile/build.js";
import { canBuild, copyExample, KERNELS, type Made, make } from "./build.js";

const [first, second] = KERNELS.map(({ build }) => build);
const scratch = mkdtempSync(join(tmpdir(), "kbindgen-rebuild-"));
const program = join(scratch, "program", "bin/kbindgen.js");
const folder = join(scratch, "device");
const crate = join(folder, "kernel-sys");
/** A kernel of the test's own, beside the one that it is a copy of: its makefile finds the tree by its own place. */
let ownKernel = "";

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  if (ownKernel !== "") rmSync(ownKernel, { recursive: true, force: true });
});

function edit(path: string, from: string | RegExp, to: string): void {
  const text = readFileSync(path, "utf8");
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
}

function built(kernel: string): Made {
  const made = make(folder, program, [`KDIR=${kernel}`]);
  expect({ ...made, steps: [] }).toMatchObject({ status: 0 });
  return made;
}

describe.skipIf(!canBuild || !first || !second)("make again", () => {
  beforeAll(() => {
    const kernel = realpathSync(first ?? "");
    ownKernel = mkdtempSync(join(dirname(kernel), ".kbindgen-test-"));
    cpSync(kernel, ownKernel, { recursive: true, verbatimSymlinks: true });
    buildProgram(join(scratch, "program"));
    copyExample("linux-misc-device", folder);
    const { steps } = built(ownKernel);
    expect(steps).toEqual(expect.arrayContaining(["BINDGEN", "TARGET", "CORE", "RUSTC", "CC", "MODPOST"]));
  });

  it("does nothing when nothing has changed", () => {
    expect(built(ownKernel).steps).toEqual([]);
  });

  it("compiles a touched Rust file and leaves the bindings alone", () => {
    const bindings = statSync(join(crate, "src/bindings.rs"), { bigint: true }).mtimeNs;
    utimesSync(join(folder, "src/user.rs"), new Date(), new Date());
    const { steps } = built(ownKernel);
    expect(steps.filter((step) => step === "RUSTC")).toHaveLength(1);
    expect(steps).not.toContain("BINDGEN");
    expect(statSync(join(crate, "src/bindings.rs"), { bigint: true }).mtimeNs).toBe(bindings);
  });

  it("compiles bindings again only when the Rust code uses other names", () => {
    edit(join(folder, "src/lib.rs"), "struct Module(", "// A remark.\nstruct Module(");
    const remark = built(ownKernel).steps;
    expect(remark).toContain("BINDGEN");
    expect(remark.filter((step) => step === "RUSTC")).toHaveLength(1);
    edit(join(folder, "src/lib.rs"), "// A remark.", "const _: core::ffi::c_int = kernel_sys::EBUSY;");
    expect(built(ownKernel).steps.filter((step) => step === "RUSTC")).toHaveLength(2);
    expect(readFileSync(join(crate, "src/bindings.rs"), "utf8")).toContain("pub const EBUSY");
  });

  it("generates again for another configuration", () => {
    for (const file of [".config", "include/config/auto.conf"]) {
      edit(join(ownKernel, file), /^CONFIG_LOG_BUF_SHIFT=\d+$/m, "CONFIG_LOG_BUF_SHIFT=19");
    }
    edit(join(ownKernel, "include/generated/autoconf.h"), /CONFIG_LOG_BUF_SHIFT \d+/, "CONFIG_LOG_BUF_SHIFT 19");
    expect(built(ownKernel).steps).toEqual(expect.arrayContaining(["BINDGEN", "TARGET"]));
    expect(readFileSync(join(crate, "rustc_cfg"), "utf8")).toContain('CONFIG_LOG_BUF_SHIFT="19"');
  });

  it("generates again for another kernel", () => {
    expect(built(second ?? "").steps).toEqual(expect.arrayContaining(["BINDGEN", "TARGET", "RUSTC", "CC"]));
    expect(readFileSync(join(crate, "rustc_cfg"), "utf8")).toContain('linux_at_least="6.12"');
    expect(built(first ?? "").steps).toContain("BINDGEN");
    expect(readFileSync(join(crate, "rustc_cfg"), "utf8")).not.toContain('linux_at_least="6.12"');
  });

  it("refuses a wrong offset in the proof, and names the field", () => {
    const proof = join(crate, "c/abi_check.c");
    const right = readFileSync(proof, "utf8");
    edit(proof, /(KBINDGEN_FIELD\(struct miscdevice, fops, )16\b/, "$124");
    const made = make(folder, program, [`KDIR=${first}`]);
    expect(made.status).not.toBe(0);
    expect(made.text).toMatch(
      /abi_check\.c:\d+:\d+: error: static assertion failed: "struct miscdevice\.fops lies at 24/,
    );
    const checked = checkCrate(crate, { kernelDir: first ?? "", cc: "gcc" });
    expect(checked.status).toBe("failed");
    const messages = checked.steps.flatMap((step) => step.diagnostics.map((diagnostic) => diagnostic.message));
    expect(messages.join("\n")).toMatch(/struct miscdevice\.fops/);
    writeFileSync(proof, right);
  });

  it("refuses a wrong offset in the Rust code, and names the field", () => {
    const bindings = join(crate, "src/bindings.rs");
    const right = readFileSync(bindings, "utf8");
    edit(bindings, /(__bindgen_layout!\(\s*miscdevice,[^)]*\bfops @ )16\b/, "$124");
    const made = make(folder, program, [`KDIR=${first}`]);
    expect(made.status).not.toBe(0);
    expect(made.text).toMatch(/offset of field miscdevice::fops/);
    const checked = checkCrate(crate, { kernelDir: first ?? "", cc: "gcc" });
    expect(checked.status).toBe("failed");
    const messages = checked.steps.flatMap((step) => step.diagnostics.map((diagnostic) => diagnostic.message));
    expect(messages.join("\n")).toMatch(/miscdevice::fops/);
    writeFileSync(bindings, right);
    expect(built(first ?? "").steps).toContain("RUSTC");
  });

  it("stops at a name that the kernel does not have, where it stands", () => {
    edit(join(folder, "src/lib.rs"), "kernel_sys::misc_deregister", "kernel_sys::misc_deregistr");
    const made = make(folder, program, [`KDIR=${first}`]);
    expect(made.status).not.toBe(0);
    expect(made.text).toMatch(
      /src\/lib\.rs:\d+:\d+: error: kernel_sys::misc_deregistr: .*did you mean misc_deregister/,
    );
    expect(made.steps).not.toContain("RUSTC");
    edit(join(folder, "src/lib.rs"), "kernel_sys::misc_deregistr", "kernel_sys::misc_deregister");
  });

  it("inserts and removes what it has built", () => {
    rmSync(join(folder, "echo.ko"));
    const load = make(folder, program, [`KDIR=${first}`, "SUDO=echo +", "load", "ARGS=capacity=7"]);
    expect(load.text).toContain("+ insmod echo.ko capacity=7\n");
    expect(load.text).toMatch(/^device: built in \d+ s\n/m);
    expect(make(folder, program, ["SUDO=echo +", "unload"]).text).toContain("+ rmmod echo\n");
  });

  it("removes everything with make clean", () => {
    expect(make(folder, program, [`KDIR=${first}`, "clean"]).status).toBe(0);
    const fresh = join(scratch, "fresh");
    copyExample("linux-misc-device", fresh);
    const listing = (path: string) =>
      make(path, program, ["-f", "/dev/null", "--eval", "all:;@find . | sort", "all"]).text;
    expect(listing(folder)).toBe(listing(fresh));
  });
});
