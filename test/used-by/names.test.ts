/** Which names Rust sources mention: each case is a source and what must be found in it. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { FatalError } from "../../src/support/diagnostics.js";
import { readUsedNames, type UsedBySettings, type UsedNames } from "../../src/used-by/index.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-used-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let folders = 0;
function write(files: Readonly<Record<string, string>>): string {
  const folder = join(scratch, String(++folders));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function used(files: Readonly<Record<string, string>>, settings: Partial<UsedBySettings> = {}): UsedNames {
  return readUsedNames({
    paths: [write(files)],
    names: ["kernel_sys"],
    bindingsFile: "bindings.rs",
    leaveOut: [],
    condition: (name, value) => (name === "linux_at_least" ? value === "6.1" : name === "CONFIG_OFF" ? false : null),
    ...settings,
  });
}

/** `type:a value:b` in the order of the alphabet. */
function names(source: string | Readonly<Record<string, string>>, settings: Partial<UsedBySettings> = {}): string {
  const { types, values } = used(typeof source === "string" ? { "lib.rs": source } : source, settings);
  return [...[...types.keys()].map((name) => `type:${name}`), ...[...values.keys()].map((name) => `value:${name}`)]
    .sort()
    .join(" ");
}

describe("paths through the crate", () => {
  it.each([
    ["fn f(x: *mut kernel_sys::file) {}", "type:file"],
    ["fn f() { kernel_sys::foo(kernel_sys::BAR); }", "value:BAR value:foo"],
    ["fn f() { ::kernel_sys::foo(); }", "value:foo"],
    ["fn f() { let x = kernel_sys::file::f_pos; }", "type:file"],
    ["fn f() { kernel_sys::list_head { next: x, prev: y }; }", "type:list_head"],
    ["fn f() { if let kernel_sys::FOO = x {} }", "value:FOO"],
    ["fn f() { x as kernel_sys::loff_t; <kernel_sys::inode as Default>::default(); }", "type:inode type:loff_t"],
    ['type F = Option<unsafe extern "C" fn(a: *mut kernel_sys::file) -> kernel_sys::pid_t>;', "type:file type:pid_t"],
    ["impl T for kernel_sys::foo { const A: u32 = kernel_sys::A; }", "type:foo value:A"],
    ["static X: [u8; kernel_sys::N as usize] = [0; kernel_sys::N as usize];", "value:N"],
    ["fn f() { kernel_sys::r#type; }", "value:type"],
    [
      "fn f() { m!(kernel_sys::foo, [kernel_sys::Bar { x: kernel_sys::BAZ }]); }",
      "type:BAZ type:Bar type:foo value:BAZ value:Bar value:foo",
    ],
    ["#[attribute(kernel_sys::foo)] fn f() {}", "type:foo value:foo"],
    ["macro_rules! m { ($x:expr) => { kernel_sys::foo($x) } }", "type:foo value:foo"],
    // Not the crate.
    ["fn f() { other::foo(); kernel_sys(); let kernel_sys = 1; x.kernel_sys.foo; }", ""],
    ['// kernel_sys::foo\n/* kernel_sys::foo */ /// kernel_sys::foo\nfn f() { "kernel_sys::foo"; }', ""],
  ])("%s", (source, expected) => {
    expect(names(source)).toBe(expected);
  });
});

describe("use", () => {
  it.each([
    ["use kernel_sys::foo;", "type:foo value:foo"],
    [
      "use kernel_sys::{a, b as c, d::{self, E}, f as _};",
      "type:a type:b type:d type:f value:a value:b value:d value:f",
    ],
    ["use kernel_sys as k; fn f() { k::foo(); }", "value:foo"],
    ["use kernel_sys::{self as k}; fn f() { k::foo(); }", "value:foo"],
    ["use kernel_sys as k; use k as l; fn f() { l::foo(); }", "value:foo"],
    ["extern crate kernel_sys as k; fn f() { k::foo(); }", "value:foo"],
    ["use {kernel_sys::a, core::ptr};", "type:a value:a"],
    ["mod m { pub use kernel_sys as k; } fn f() { crate::m::k::foo(); }", "value:foo"],
    ["fn f() { use kernel_sys::foo; }", "type:foo value:foo"],
  ])("%s", (source, expected) => {
    expect(names(source)).toBe(expected);
  });
});

describe("globs", () => {
  const glob = "use kernel_sys::*;\n";
  it.each([
    ["fn f(x: file) -> T { foo(BAR) }", "type:T type:file value:BAR value:foo"],
    // Fields, methods, variables, and items of the module are none.
    ["fn f(a: u8, (b, mut c): (u8, u8)) { let d = a; b; c; d; x.jiffies; x.open(); g(|e| e); }", "value:g value:x"],
    ["fn f() { let current = current(); current; }", "value:current"],
    [
      "fn f() { for i in n {} if let Some(v) = o { v } else { v } while let Some(w) = p { w } }",
      "value:Some value:n value:o value:p value:v",
    ],
    [
      "fn f() { match x { Some(y) if y > z => y, file { f_pos, f_mode: mode } => f_pos + mode, } }",
      "type:file value:Some value:x value:z",
    ],
    ["fn outer(a: u8) { fn inner() { a; } }", "value:a"],
    ["struct file; fn f() { let x: file = file; } fn foo() {} fn g() { foo(); inode::new(); }", "type:inode"],
    ['extern "C" { fn foo(); static bar: u8; } fn f() { foo(); bar; }', ""],
    ["use core::ptr; fn f() { ptr::null(); }", "type:core"],
    ["mod m { fn foo() {} } fn f() { foo(); }", "value:foo"],
    ["fn f() { 'retry: loop { break 'retry; } }", ""],
    ["fn f<'a>(x: &'a u8) { self::foo(); Self::new(); }", "value:foo"],
    // Words of a macro: a variable is no name, neither is a member; a format string may capture names.
    [
      'fn f(x: u8) { m!(x, y.z, "{jiffies} {x} {{no}} {0}", a: b); }',
      "type:a type:b type:y value:a value:b value:jiffies value:y",
    ],
    ["fn f(file: u8) { m!(x as file, file::new); }", "type:file type:x value:x"],
    ["macro_rules! m { () => { foo() } }", "type:foo value:foo"],
  ])("%s", (source, expected) => {
    expect(names(glob + source)).toBe(expected);
  });

  it("have patterns apart: only a constant is no new variable", () => {
    const { patterns, values } = used({
      "lib.rs": `${glob}fn f() { match x { EINVAL | ENOMEM => 0, other => other } }`,
    });
    expect([...patterns.keys()].sort()).toEqual(["EINVAL", "ENOMEM", "other"]);
    expect([...values.keys()]).toEqual(["x"]);
  });

  it("reach other files through globs, and no further", () => {
    expect(names({ "lib.rs": "mod a; mod b; use kernel_sys::*;", "a.rs": "use super::*; fn f() { foo(); }" })).toBe(
      "value:foo",
    );
    expect(names({ "lib.rs": "mod a; mod b; use kernel_sys::*;", "b.rs": "fn f() { foo(); }" })).toBe("");
    expect(names({ "k/mod.rs": "pub use kernel_sys::*;", "b.rs": "fn f() { crate::k::foo(); }" })).toBe("value:foo");
  });
});

describe("bindings as a module", () => {
  const names1 = (source: string) => names(source, { names: ["sys"], bindingsFile: "sys.rs" });
  it.each([
    ["mod sys; fn f() { sys::foo(); crate::sys::BAR; }", "value:BAR value:foo"],
    ['#[path = "../gen/sys.rs"] mod raw; fn f() { raw::foo(); }', "value:foo"],
    ['mod raw { include!(concat!(env!("OUT_DIR"), "/sys.rs")); } fn f() { raw::foo(); }', "value:foo"],
    ['include!("sys.rs"); fn f() { foo(); }', "value:foo"],
    ['include!("other.rs"); fn f() { foo(); }', ""],
  ])("%s", (source, expected) => {
    expect(names1(source)).toBe(expected);
  });

  it("is not read itself, neither are hidden folders and what Cargo builds", () => {
    const text = "fn f() { kernel_sys::foo(); }";
    const folder = write({
      "lib.rs": "fn f() { kernel_sys::bar(); }",
      ...{ "gen/bindings.rs": text, "kernel-sys/src/lib.rs": text, ".git/x.rs": text },
      ...{ "target/CACHEDIR.TAG": "", "target/debug/build.rs": text },
    });
    symlinkSync(folder, join(folder, "loop"));
    const leaveOut = [join(folder, "gen/bindings.rs"), join(folder, "kernel-sys")];
    const found = readUsedNames({
      ...{ paths: [folder], names: ["kernel_sys"] },
      bindingsFile: "bindings.rs",
      leaveOut,
      condition: () => null,
    });
    expect([...found.values.keys()]).toEqual(["bar"]);
    expect(found.files).toEqual([join(folder, "lib.rs")]);
  });
});

describe("conditions", () => {
  it.each([
    ["#[cfg(CONFIG_OFF)] use kernel_sys::a;", ""],
    ["#[cfg(not(CONFIG_OFF))] use kernel_sys::a;", "type:a value:a"],
    ['#[cfg(linux_at_least = "6.2")] fn f() { kernel_sys::a(); } fn g() { kernel_sys::b(); }', "value:b"],
    ['#[cfg(all(test, linux_at_least = "6.2"))] /* c */ #[inline] fn f() { kernel_sys::a(); }', ""],
    ['#[cfg(any(test, linux_at_least = "6.2"))] fn f() { kernel_sys::a(); }', "value:a"],
    ["fn f() { #[cfg(CONFIG_OFF)] kernel_sys::a(); kernel_sys::b(); }", "value:b"],
    ["fn f() { match x { #[cfg(CONFIG_OFF)] kernel_sys::A => kernel_sys::a(), _ => kernel_sys::b() } }", "value:b"],
    ["fn f() { S { #[cfg(CONFIG_OFF)] x: kernel_sys::a, y: kernel_sys::b } }", "value:b"],
    ["struct S { #[cfg(CONFIG_OFF)] x: kernel_sys::a, y: kernel_sys::b }", "type:b"],
    ['#[cfg(feature = "x")] use kernel_sys::a;', "type:a value:a"],
    ["#[cfg(] use kernel_sys::a;", "type:a value:a"],
  ])("%s", (source, expected) => {
    expect(names(source)).toBe(expected);
  });
});

describe("members", () => {
  it("are fields, methods and words of macros", () => {
    const source = "fn f() { x.a; x.b(); S { c: 1, d }; let S { e, f: g, .. } = y; offset_of!(S, h); }";
    const { members } = used({ "lib.rs": source });
    expect(["a", "b", "c", "d", "e", "f", "h"].filter((name) => !members.has(name))).toEqual([]);
    expect(["x", "y", "g"].filter((name) => members.has(name))).toEqual([]);
  });
});

describe("what is named for certain", () => {
  it("is told with path and place", () => {
    const { explicit } = used({ "lib.rs": "use kernel_sys as k;\n  fn f() { k::foo(); super::other(); }" });
    const [[name, { path, where }] = ["", { path: "", where: { line: 0, column: 0 } }]] = explicit;
    expect([name, path, where.line, where.column, explicit.size]).toEqual(["foo", "k::foo", 2, 15, 1]);
    expect([...used({ "lib.rs": "mod m { pub use kernel_sys::*; } use m::foo;" }).explicit.keys()]).toEqual([]);
  });
});

describe("wrong input", () => {
  it("counts every word where it is no Rust", () => {
    const found = used({ "lib.rs": "use kernel_sys::*; fn f( { foo } kernel_sys::{a, b}; x.field" });
    expect(found.diagnostics.map(({ id }) => id)).toEqual(["rust-syntax"]);
    for (const name of ["foo", "a", "b"]) expect(found.values.has(name), name).toBe(true);
    expect(found.values.has("field")).toBe(false);
  });

  it("does not lose itself in deep nesting", () => {
    const deep = `fn f() { ${"(".repeat(20_000)}kernel_sys::foo()${")".repeat(20_000)} }`;
    const found = used({ "lib.rs": deep });
    expect(found.diagnostics.map(({ id }) => id)).toEqual(["rust-syntax"]);
    expect(found.values.has("foo")).toBe(true);
  });

  it("knows blocks of Rust 2024", () => {
    const source =
      'unsafe extern "C" { pub safe fn f(x: kernel_sys::a); unsafe fn g(); }\n#[unsafe(no_mangle)] fn h() {}';
    const found = used({ "lib.rs": source });
    expect(found.diagnostics).toEqual([]);
    expect([...found.types.keys()]).toEqual(["a"]);
  });

  it("is told of, when nothing is mentioned or nothing is there", () => {
    expect(used({ "lib.rs": "fn f() {}" }).diagnostics.map(({ id }) => id)).toEqual(["used-by-nothing"]);
    const failure = (paths: readonly string[]): string => {
      try {
        used({}, { paths });
        return "none";
      } catch (error) {
        return error instanceof FatalError ? error.diagnostic.id : String(error);
      }
    };
    expect(failure([join(scratch, "absent")])).toBe("used-by-not-found");
    expect(failure([write({ "a.txt": "" })])).toBe("used-by-no-rust");
  });
});
