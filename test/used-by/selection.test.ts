/** What `--used-by` keeps of C, judged by rustc: a crate that mentions it compiles, and what nobody mentions is away. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { checkCrate } from "../../src/check/index.js";
import { type GenerateResult, generate } from "../../src/generate.js";
import type { GenerateOptions } from "../../src/options.js";
import { analyseHeaders } from "../../src/pipeline.js";
import { formatDiagnostic } from "../../src/support/diagnostics.js";
import { hasProgram } from "../kernel/compilers.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-used-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let folders = 0;
function prepare(rust: string): { out: string; source: string; folder: string } {
  const folder = join(scratch, String(++folders));
  mkdirSync(folder);
  const source = join(folder, "user.rs");
  writeFileSync(source, `#![no_std]\n#![allow(unused)]\n${rust}`);
  return { out: join(folder, "kernel-sys"), source, folder };
}

const C = `
  struct deep { int nothing; };
  struct leaf { struct deep *deep; int value; };
  struct inode { int i_mode; struct leaf leaf; };
  struct file { struct inode *f_inode; void (*call)(struct file *, struct leaf); union { int f_a; struct leaf f_b; }; };
  struct bits { unsigned flag : 1; unsigned other : 2; };
  struct holder { struct bits b; };
  typedef struct { int counter; } atomic_t;
  struct pair { int a, b; };
  struct lone { int counter; }; typedef struct lone *lone_p; struct keeper { lone_p first; struct { lone_p second; }; };
  struct outer { struct nested { int n; } nested; };
  typedef unsigned long u32;
  enum color { RED, GREEN }; enum { LONE = 3 };
  struct file *open(const char *name); int close(struct file *f); struct pair swap(struct pair p);
  void bump(atomic_t *a); struct holder *held(void); int type(u32 x);
  static inline int twice(int x) { return 2 * x; }
  static const int ANSWER = 42;
  extern int jiffies; extern struct inode root;
  #define EINVAL 22
  #define SHIFT(x) ((x) << 3)
  #define fopen open
  #define file_t struct file
`;

function settings(
  rust: string,
  options: Partial<GenerateOptions>,
): GenerateOptions & { folder: string; source: string } {
  const { out, source, folder } = prepare(rust);
  const header = join(folder, "a.h");
  writeFileSync(header, C);
  return {
    headers: [header],
    family: "none",
    cc: "gcc",
    cache: false,
    out,
    usedBy: [source],
    ...options,
    folder,
    source,
  };
}

function run(
  rust: string,
  options: Partial<GenerateOptions> = {},
): GenerateResult & { folder: string; source: string } {
  const all = settings(rust, options);
  return { ...generate(all), folder: all.folder, source: all.source };
}

/** Names of the items, in the order of the alphabet. */
function kept(rust: string, options: Partial<GenerateOptions> = {}): string[] {
  const { items } = analyseHeaders(settings(rust, options)).lowered.bindings;
  const names = items.flatMap((item) => [
    item.name,
    ...(item.kind === "enum" ? item.enumerators : []).map(({ name }) => name),
  ]);
  return [...new Set(names)].sort();
}

function rustProblem(folder: string, source: string): string {
  const [library, args] = [
    join(folder, "libkernel_sys.rmeta"),
    ["--edition=2021", "--crate-type=lib", "--emit=metadata"],
  ];
  const crate = join(folder, "kernel-sys/src/lib.rs");
  const first = spawnSync("rustc", [...args, "--crate-name=kernel_sys", "-o", library, crate], { encoding: "utf8" });
  const extern = `kernel_sys=${library}`;
  const second = spawnSync("rustc", [...args, "-o", join(folder, "u.rmeta"), "--extern", extern, source], {
    encoding: "utf8",
  });
  return first.stderr + second.stderr;
}

const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  ["a type with its members", "fn f(x: &kernel_sys::pair) -> i32 { x.a }", ["pair"]],
  [
    "what a record needs, without members that nobody mentions",
    "fn f(x: *mut kernel_sys::file) {}",
    ["deep", "file", "file__bindgen_ty_1", "inode", "leaf"],
  ],
  [
    "members that are mentioned",
    "fn f(x: &kernel_sys::file) -> i32 { unsafe { (*(*x.f_inode).leaf.deep).nothing } }",
    ["deep", "file", "file__bindgen_ty_1", "inode", "leaf"],
  ],
  [
    "what a function passes by value",
    "use kernel_sys::*; fn f() { unsafe { swap(core::mem::zeroed()).b; } }",
    ["pair", "swap"],
  ],
  [
    "members of a type that is inferred",
    "use kernel_sys::*; fn f() { unsafe { let x = open(core::ptr::null()); (*(*x).f_inode).i_mode; } }",
    ["deep", "file", "file__bindgen_ty_1", "inode", "leaf", "open"],
  ],
  ["accessors of bit-fields", "fn f() { unsafe { (*kernel_sys::held()).b.set_flag(1); } }", ["bits", "held", "holder"]],
  ["a typedef", "fn f(x: &kernel_sys::atomic_t) -> i32 { x.counter }", ["atomic_t"]],
  ["an enumerator brings its enum", "const X: u32 = kernel_sys::color_GREEN;", ["color", "color_GREEN", "color_RED"]],
  ["an enumerator without an enum's name", "const X: u32 = kernel_sys::LONE;", ["LONE", "_bindgen_ty_1"]],
  ["names that Rust reserves", "fn f(x: kernel_sys::u32_) { unsafe { kernel_sys::type_(x); } }", ["type_", "u32_"]],
  [
    "inline functions, macros, constants, variables",
    "use kernel_sys::*; fn f() -> i32 { unsafe { twice(ANSWER) + jiffies + SHIFT(2) as i32 } }",
    ["ANSWER", "SHIFT", "jiffies", "twice"],
  ],
  [
    "constants in patterns",
    "use kernel_sys::*; fn f(x: i32) -> i32 { match x { EINVAL | ANSWER => 1, jiffies => jiffies } }",
    ["ANSWER", "EINVAL"],
  ],
  [
    "aliases with what they stand for",
    "fn f(x: *mut kernel_sys::file_t) { unsafe { kernel_sys::fopen(core::ptr::null()); } }",
    ["deep", "file", "file__bindgen_ty_1", "file_t", "fopen", "inode", "leaf", "open"],
  ],
  ["nested records", "fn f(x: kernel_sys::outer_nested) -> i32 { x.n }", ["outer_nested"]],
  [
    "a nameless record",
    "fn f(x: &kernel_sys::file__bindgen_ty_1) -> i32 { unsafe { x.f_b.value } }",
    ["deep", "file", "file__bindgen_ty_1", "inode", "leaf"],
  ],
  ["variables that are records", "fn f() -> i32 { unsafe { kernel_sys::root.i_mode } }", ["inode", "leaf", "root"]],
  [
    "arguments of macros",
    "use kernel_sys::*; fn f() -> usize { core::mem::offset_of!(inode, i_mode) + [EINVAL].len() }",
    ["EINVAL", "inode", "leaf"],
  ],
];

describe.skipIf(!hasProgram("gcc"))("keeps", () => {
  it.each(CASES)("%s", (_what, rust, expected) => {
    const result = run(rust);
    expect(result.diagnostics.map((diagnostic) => formatDiagnostic(diagnostic))).toEqual([]);
    expect(kept(rust)).toEqual(expected);
    if (hasProgram("rustc")) expect(rustProblem(result.folder, result.source)).toBe("");
    expect(checkCrate(join(result.folder, "kernel-sys"), { cc: "gcc" }).status).toBe("ok");
  });

  it("what is allowed too, and never what is blocked", () => {
    const rust = "fn f() { unsafe { kernel_sys::close(core::ptr::null_mut()); kernel_sys::jiffies; } }";
    expect(kept(rust, { allow: ["pair"], block: ["file", "jiffies"] })).toEqual(["close", "file", "pair"]);
    // An allowed record shows its members.
    expect(run(rust, { allow: ["inode"] }).bindings).toContain("pub i_mode:");
    expect(run(rust).bindings).not.toContain("pub i_mode:");
  });

  it("no members of a record that only a member which nobody mentions leads to", () => {
    const shown = (rust: string) => run(rust).bindings.split("pub counter:").length - 1;
    const counter = "fn f(x: &kernel_sys::keeper, y: &kernel_sys::atomic_t) { y.counter;";
    expect(shown(`${counter} }`)).toBe(1);
    expect(shown(`${counter} x.first; }`)).toBe(2);
    expect(shown(`${counter} unsafe { x.__bindgen_anon_1.second; } }`)).toBe(2);
    expect(shown(`${counter} } fn g(x: *mut kernel_sys::lone) {}`)).toBe(2);
  });

  it("nothing, and then says so", () => {
    const result = run("fn f() {}");
    expect(kept("fn f() {}")).toEqual([]);
    expect(result.diagnostics.map(({ id, severity }) => [id, severity])).toEqual([["used-by-nothing", "warning"]]);
  });
});

describe.skipIf(!hasProgram("gcc"))("says what it does not have", () => {
  const told = (rust: string, options: Partial<GenerateOptions> = {}) => {
    const { diagnostics, folder } = run(rust, options);
    return diagnostics.map((diagnostic) => formatDiagnostic(diagnostic).replaceAll(`${folder}/`, ""));
  };

  it("with the nearest name and the place", () => {
    expect(told("use kernel_sys::{opan, file};\nfn f() { kernel_sys::xyzzy_frobnicate(); }")).toEqual([
      "user.rs:3:18: warning: kernel_sys::opan: no such item in these headers; did you mean open?",
      "user.rs:4:22: warning: kernel_sys::xyzzy_frobnicate: no such item in these headers",
    ]);
  });

  it("with the reason why it is left out", () => {
    expect(told("use kernel_sys::twice;", { shims: "none" })).toEqual([
      "user.rs:3:17: warning: kernel_sys::twice is left out: static-inline-needs-shim, has no symbol to link with, and --shims leaves it out",
    ]);
  });

  it("as an error with --deny-skipped", () => {
    expect(run("use kernel_sys::opan;", { denySkipped: true }).status).toBe("failed");
    expect(run("use kernel_sys::open;", { denySkipped: true }).status).toBe("ok");
  });

  it("but not of names that a condition of this kernel leaves out", () => {
    expect(told('#[cfg(linux_at_least = "6.1")] use kernel_sys::opan; use kernel_sys::open;')).toHaveLength(1);
  });
});

const DEVICE = `
use core::ffi::{c_int, c_uchar, c_void};
use kernel_sys::{self as bindings, file, file_operations, inode, loff_t, miscdevice};
unsafe extern "C" fn open(_inode: *mut inode, file: *mut file) -> c_int {
    let data = unsafe { bindings::kmalloc(4096, bindings::GFP_KERNEL) };
    if data.is_null() {
        return -bindings::ENOMEM;
    }
    unsafe { (*file).private_data = data };
    0
}
unsafe extern "C" fn release(_inode: *mut inode, file: *mut file) -> c_int {
    unsafe { bindings::kfree((*file).private_data) };
    0
}
unsafe extern "C" fn read(file: *mut file, to: *mut c_uchar, size: usize, _position: *mut loff_t) -> isize {
    let left = unsafe { bindings::copy_to_user(to.cast(), (*file).private_data, size as _) };
    if left != 0 { -(bindings::EFAULT as isize) } else { size as isize }
}
pub unsafe fn register(device: *mut miscdevice, operations: &mut file_operations) -> c_int {
    operations.owner = &raw mut bindings::__this_module;
    operations.open = Some(open);
    operations.release = Some(release);
    operations.read = Some(read);
    unsafe {
        (*device).fops = operations;
        (*device).minor = bindings::MISC_DYNAMIC_MINOR as _;
        bindings::misc_register(device)
    }
}
pub const COMMAND: u32 = bindings::_IOC(2, b'e' as u32, 1, 4);
`;

describe.each(["bookworm-6.12-amd64"])("%s", (name) => {
  const kernelDir = kernelBuild(name);
  const here = kernelDir !== null && hasProgram("gcc-12") && hasProgram("rustc");

  it.skipIf(!here)("a character device needs less than 5 % of the bindings", { timeout: 120_000 }, () => {
    const { out, source, folder } = prepare(DEVICE);
    const header = join(folder, "my.h");
    writeFileSync(
      header,
      "#include <linux/fs.h>\n#include <linux/miscdevice.h>\n#include <linux/module.h>\n#include <linux/slab.h>\n#include <linux/uaccess.h>\n",
    );
    const options = { headers: [header], kernelDir: kernelDir ?? "", out };
    const all = generate({ ...options, out: join(folder, "all") });
    const few = generate({ ...options, usedBy: [source] });
    expect(few.diagnostics.map((diagnostic) => formatDiagnostic(diagnostic))).toEqual([]);
    expect(few.bindings.length / all.bindings.length).toBeLessThan(0.05);
    expect(few.summary.emitted / all.summary.emitted).toBeLessThan(0.05);
    expect(rustProblem(folder, source)).toBe("");
    expect(checkCrate(out, { kernelDir: kernelDir ?? "" }).steps.map(({ state }) => state)).not.toContain("failed");
    // Without a change in what is mentioned nothing is written again.
    const lock = readFileSync(join(out, "kbindgen.lock.json"), "utf8");
    writeFileSync(source, `${readFileSync(source, "utf8")}\n// A remark.\n`);
    generate({ ...options, usedBy: [source] });
    expect(readFileSync(join(out, "kbindgen.lock.json"), "utf8")).toBe(lock);
  });
});
