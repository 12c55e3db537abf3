/** What each flag that changes the output makes of a small header: bindgen 0.72's facts, and Rust that compiles. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { expandBindings } from "../../scripts/expand-bindings.mjs";
import { runBindgen, rustcProblems } from "./run.js";

const work = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(work, { recursive: true }));

let files = 0;

/** The bindings of `c`, which rustc has nothing against. */
async function bindings(c: string, flags: readonly string[], before = ""): Promise<string> {
  const header = join(work, `h${++files}.h`);
  writeFileSync(header, c);
  const run = await runBindgen([header, "--formatter", "none", ...flags]);
  expect([run.code, run.stderr]).toEqual([0, ""]);
  expect(rustcProblems(work, run.stdout, before)).toBe("");
  return run.stdout;
}

interface Case {
  readonly flags: readonly string[];
  readonly c: string;
  readonly has: readonly string[];
  readonly lacks?: readonly string[];
  /** Rust that the user has beside the bindings. */
  readonly before?: string;
}

/** By what the flags are about. */
const CASES: Readonly<Record<string, Case>> = {
  "allow-lists, each for its kind": {
    flags: ["--allowlist-function", "a", "--allowlist-type", "b_t", "--allowlist-var", "C|E"],
    c: "void a(void); struct a { int x; }; typedef int b_t; void b_t_call(b_t); void C(void);\n#define C 1\n#define a 2\nenum { D, E }; enum tagged { F };",
    has: ["pub fn a();", "pub type b_t", "pub const C: u32 = 1;", "pub const E: "],
    lacks: ["struct a", "fn b_t_call", "fn C", "const a", "tagged"],
  },
  "a type by the name that it has in Rust": {
    flags: ["--allowlist-type", "outer_inner"],
    c: "struct outer { struct inner { int x; } i; }; struct other { int y; };",
    has: ["pub struct outer_inner"],
    lacks: ["other"],
  },
  "a rule for variables is none for types": {
    flags: ["--allowlist-var", "x"],
    c: "struct x { int a; }; extern int x; void x_f(struct x *);",
    has: ["pub static mut x: "],
    lacks: ["struct", "fn"],
  },
  "lists for all kinds": {
    flags: ["--allowlist-item", "a.*", "--blocklist-item", "a2"],
    c: "void a1(void); void a2(void); typedef int a3; void b(void);",
    has: ["fn a1", "type a3"],
    lacks: ["a2", "fn b"],
  },
  "only what is listed, and what it declares inside": {
    flags: ["--no-recursive-allowlist", "--allowlist-type", "foo"],
    c: "struct bar { int x; }; struct foo { struct bar *p; union { int a; float b; } u; };",
    has: ["pub struct foo {", "pub union foo__bindgen_ty_1", "*mut bar"],
    lacks: ["pub struct bar"],
    before: "pub struct bar;",
  },
  "kinds of items": {
    flags: ["--generate", "types,vars"],
    c: "struct a { int x; }; void f(void); extern int v;",
    has: ["pub struct a", "static mut v"],
    lacks: ["fn f"],
  },
  "no functions": { flags: ["--ignore-functions"], c: "void f(void); extern int v;", has: ["v"], lacks: ["fn f"] },
  "calling conventions": {
    flags: ["--override-abi", "foo|cb=C-unwind", "--override-abi", "bar=system"],
    c: "void foo(void); void bar(void); void baz(void); typedef void (*cb)(int);",
    has: [
      'extern "C-unwind" {\n    pub fn foo',
      'extern "system" {\n    pub fn bar',
      'extern "C" {\n    pub fn baz',
      'unsafe extern "C-unwind" fn(arg1',
    ],
  },
  "names of members without one": {
    flags: ["--anon-fields-prefix", "u"],
    c: "struct s { union { int a; }; struct { int b; }; };",
    has: ["pub u1: s__bindgen_ty_1", "pub u2: s__bindgen_ty_2"],
  },
  "names of tags with their keyword": {
    flags: ["--c-naming"],
    c: "struct a { int x; struct in { int y; } i; }; typedef struct a a; enum e { A }; union b { int z; };",
    has: [
      "pub struct struct_a {",
      "pub struct struct_a_in",
      "pub type a = struct_a;",
      "pub const enum_e_A: enum_e",
      "union union_b",
    ],
  },
  "names of nested tags alone": {
    flags: ["--disable-nested-struct-naming"],
    c: "struct foo { struct bar { int x; struct { int y; } z; } b; };",
    has: ["pub struct bar {", "pub b: bar,", "pub struct bar__bindgen_ty_1"],
    lacks: ["foo_bar"],
  },
  "enumerators as in C": {
    flags: ["--no-prepend-enum-name"],
    c: "enum e { A = 1, type = 2 };",
    has: ["pub const A: e = 1;", "pub const type_: e = 2;"],
  },
  "enumerators of enums without a name": {
    flags: ["--default-enum-style", "rust"],
    c: "struct foo { enum { A, B } x; }; enum { C };",
    has: [
      "pub const foo_A: foo__bindgen_ty_1 = foo__bindgen_ty_1::A;",
      "pub const C: _bindgen_ty_1 = _bindgen_ty_1::C;",
      "    C = 0,",
    ],
  },
  "flags without a name": {
    flags: ["--default-enum-style", "bitfield"],
    c: "struct foo { enum { A, B } x; }; enum named { C };",
    has: ["pub const foo_B: foo__bindgen_ty_1 = foo__bindgen_ty_1(1);", "    pub const C: named = named(0);"],
    lacks: ["    pub const A"],
  },
  "bit-fields of enums and of typedefs that are types": {
    flags: ["--rustified-enum", "r", "--newtype-enum", "n", "--new-type-alias", "t"],
    c: "enum r { A, B }; enum n { C }; enum i { D }; typedef unsigned t; struct s { enum r r : 2; enum n n : 3; enum i i : 2; t t : 4; };",
    has: [
      "pub const unsafe fn r_raw(this: *const Self) -> r {}",
      "pub const unsafe fn n_raw(this: *const Self) -> n {}",
      "pub const unsafe fn i_raw(this: *const Self) -> i {}",
      "pub const unsafe fn t_raw(this: *const Self) -> t {}",
    ],
    before:
      "fn all(s: &mut s) { s.set_r(r::B); let _: r = s.r(); s.set_n(n(1)); let _: n = s.n(); s.set_t(t(3)); let _ = s::new_bitfield_1(r::A, n::C, i_D, t(1)); }",
  },
  "symbols with a prefix": {
    flags: ["--prefix-link-name", "lib_"],
    c: "int bar(void); extern int v;",
    has: ['#[link_name = "\\u{1}lib_bar"]\n    pub fn bar()', '#[link_name = "\\u{1}lib_v"]'],
  },
  "attributes of extern blocks": {
    flags: ["--extern-fn-block-attrs", "#[allow(unused)]", "--wasm-import-module-name", "m"],
    c: "void f(void);",
    has: ['#[link(wasm_import_module = "m")]\n#[allow(unused)]\nunsafe extern "C" {'],
  },
  "visibility and attributes of members": {
    flags: [
      "--default-visibility",
      "crate",
      "--field-attr",
      "p::x=doc(hidden)",
      "--field-attr",
      "t::0=doc(hidden)",
      "--new-type-alias",
      "t",
    ],
    c: "struct p { int x; int y; }; typedef int t;",
    has: [
      "    #[doc(hidden)]\n    pub(crate) x: ",
      "    pub(crate) y: ",
      "pub struct t(#[doc(hidden)] pub(crate) ::core::ffi::c_int);",
    ],
  },
  "private members": {
    flags: ["--default-visibility", "private"],
    c: "struct p { int x; };",
    has: ["\n    x: ::core::ffi::c_int,"],
  },
  "typedefs that are types": {
    flags: [
      "--new-type-alias",
      "a|p",
      "--new-type-alias-deref",
      "d",
      "--with-derive-default",
      "--with-derive-partialeq",
    ],
    c: "typedef unsigned long a; typedef void *p; typedef a d; typedef int n; static const a A = 5; static const d D = 6; struct s { a x; p y; };",
    has: [
      "#[repr(transparent)]\n#[derive(Debug, Default, Copy, Clone, PartialEq)]\npub struct a(pub ::core::ffi::c_ulong);",
      "#[derive(Debug, Copy, Clone, PartialEq)]\npub struct p(",
      "impl ::core::ops::DerefMut for d",
      "pub type n = ",
      "pub const A: a = a(5);",
      "pub const D: d = d(a(6));",
    ],
  },
  "typedefs by default": {
    flags: ["--default-alias-style", "new_type", "--normal-alias", "b"],
    c: "typedef int a; typedef int b; typedef unsigned long size_t;",
    has: ["pub struct a(", "pub type b"],
  },
  "unions with members that are not Copy": {
    flags: ["--manually-drop-union", "m", "--no-copy", "n"],
    c: "struct n { int x; }; union m { struct n n; int i; }; union w { struct n n; int i; };",
    has: [
      "pub union m {\n    pub n: ::core::mem::ManuallyDrop<n>,\n    pub i: ::core::mem::ManuallyDrop<::core::ffi::c_int>,",
      "pub struct w {\n    pub n: __BindgenUnionField<n>",
    ],
  },
  "enums that are not Copy": {
    flags: ["--default-enum-style", "rust", "--no-copy", "e"],
    c: "enum e { A };",
    has: ["#[derive(Debug, Clone, Hash, PartialEq, Eq)]"],
  },
  "Debug written out": {
    flags: ["--impl-debug"],
    c: "union u { int a; float b; }; struct s { int type; union u u; int b : 3; int list[40]; };",
    has: [
      'write!(f, "u {{ union }}")',
      'write!(f, "s {{ type: {:?}, u: {:?}, b: {:?}, list: {:?} }}", self.type_, self.u, self.b(), self.list)',
    ],
  },
  "padding written out": {
    flags: ["--explicit-padding"],
    c: "struct s { char a; int b; short c; }; union u { char a; int b; };",
    has: ["    pub __bindgen_padding_0: [u8; 3usize],\n    pub b:", "    pub __bindgen_padding_1: [u8; 2usize],\n}"],
    lacks: ["__bindgen_padding_2"],
  },
  "types of macros, signed": {
    flags: ["--default-macro-constant-type", "signed"],
    c: "#define A 1\n#define B 4294967295\n#define C -5",
    has: ["A: i32 = 1;", "B: i64 = 4294967295;", "C: i32 = -5;"],
  },
  "types of macros, the smallest": {
    flags: ["--fit-macro-constant-types"],
    c: "#define A 1\n#define B 300\n#define C -5\n#define D -40000",
    has: ["A: u8 = 1;", "B: u16 = 300;", "C: i8 = -5;", "D: i32 = -40000;"],
  },
  "macros that clang evaluates": {
    flags: ["--clang-macro-fallback"],
    c: "#define U(x) x##U\n#define A U(5)\n#define B sizeof(int)",
    has: ["A: u32 = 5;", "B: u32 = 4;"],
  },
  "integers of enums in Rust": {
    flags: ["--translate-enum-integer-types", "--newtype-enum", "n"],
    c: "enum e { A = -1 }; enum n { B }; enum __attribute__((packed)) small { C };",
    has: ["pub type e = i32;", "pub struct n(pub u32);", "pub type small = u8;"],
  },
  "variables with values": {
    flags: [],
    c: 'int number = 5; unsigned long big = 18446744073709551615UL; const double real = 1.5; const char *text = "a\\0b"; volatile int any; int list[2] = { 1, 2 }; void *none = 0;',
    has: [
      "pub const number: ::core::ffi::c_int = 5;",
      "= 18446744073709551615;",
      "pub const real: f64 = 1.5;",
      'pub const text: &[u8; 2usize] = b"a\\0";',
      "static mut any",
      "static mut list",
      "static mut none",
    ],
  },
  "complex numbers": {
    flags: ["--with-derive-default", "--with-derive-partialeq"],
    c: "struct s { char c; float _Complex f; double _Complex d; }; float _Complex f(double _Complex); long double _Complex l(void);",
    has: [
      "#[derive(Debug, Default, Copy, Clone, PartialEq)]\npub struct s",
      "pub f: __BindgenComplex<f32>,",
      "pub fn f(arg1: __BindgenComplex<f64>) -> __BindgenComplex<f32>;",
    ],
    lacks: ["fn l"],
  },
  "macros of macros that are defined anew behind them": {
    flags: [],
    c: "#define A 64\n#define B A\n#undef A\n#define A 32\n#define C D\n#define D 1\n#define E 5\n#define F E\n#undef E",
    has: ["const A: u32 = 32;", "const B: u32 = 32;", "const D: u32 = 1;"],
    lacks: ["const C", "const E", "const F"],
  },
  "floating types of C": {
    flags: ["--no-convert-floats"],
    c: "struct s { float f; double d; float _Complex z; };",
    has: [
      "pub z: __BindgenComplex<::core::ffi::c_float>,",
      "pub f: ::core::ffi::c_float,",
      "pub d: ::core::ffi::c_double,",
    ],
  },
  "size_t of C": {
    flags: ["--no-size_t-is-usize"],
    c: "typedef unsigned long size_t; typedef long ssize_t; struct s { size_t a; ssize_t b; };",
    has: ["pub type size_t = ::core::ffi::c_ulong;", "pub a: size_t,", "pub b: ssize_t,"],
  },
  "strings of C without literals for them": {
    flags: ["--generate-cstr", "--rust-edition", "2018"],
    c: '#define S "a\\xff"',
    has: [
      'pub const S: &::core::ffi::CStr = unsafe { ::core::ffi::CStr::from_bytes_with_nul_unchecked(b"a\\xFF\\0") };',
    ],
  },
  "array parameters": {
    flags: ["--use-array-pointers-in-arguments"],
    c: "typedef char list[20]; int f(const float a[3], int b[]); void g(list l); typedef void h(list l);",
    has: ["a: *const [f32; 3usize], b: *mut ::core::ffi::c_int", "pub fn g(l: *mut list);", "fn(l: *mut list)"],
  },
  "results that must be used": {
    flags: ["--must-use-type", "M.*"],
    c: "typedef int Mint; struct Ms { int a; }; struct Mi; Mint f(void); struct Ms g(void); int h(void);",
    has: [
      "#[must_use]\n    pub fn f()",
      "#[must_use]\n    pub fn g()",
      "#[must_use]\n#[derive(Debug, Copy, Clone)]\npub struct Ms",
      "pub fn h()",
    ],
    lacks: ["#[must_use]\n    pub fn h"],
  },
  "no comment in front": {
    flags: ["--disable-header-comment"],
    c: "typedef int a;",
    has: ["pub type a"],
    lacks: ["Written by"],
  },
  "no documentation": {
    flags: ["--no-doc-comments"],
    c: "/** Says. */\nstruct a {\n /** Says too. */\n int x; int b : 2; /**< And this. */ };\n/** Of f. */ int f(void) __attribute__((deprecated));\n/** Of e. */ enum e { A /**< Of A. */ };",
    has: ["pub struct a", "fn f", "A"],
    lacks: ["Says", "And this", "Of f", "Of e", "Of A"],
  },
  nightly: {
    flags: ["--rust-target", "nightly", "--default-enum-style", "rust_non_exhaustive"],
    c: "enum e { A }; void f(void);",
    has: ["#[non_exhaustive]", "unsafe extern"],
  },
};

describe("flags", () => {
  it.each(Object.entries(CASES))("%s", async (_, { flags, c, has, lacks = [], before }) => {
    const text = expandBindings(await bindings(c, flags, before));
    for (const part of has) expect(text).toContain(part);
    for (const part of lacks) expect(text).not.toContain(part);
  });
});

describe("--sort-semantically", () => {
  it("types, structs, constants, enums, unions, functions", async () => {
    const c = "void f(void); enum e { A }; union u { int a; }; struct s { int a; }; typedef int t;\n#define M 1";
    const text = expandBindings(await bindings(c, ["--sort-semantically"]));
    const places = ["type t ", "struct s ", "const M:", "type e ", "union u ", "fn f("].map((part) =>
      text.indexOf(part),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });
});

describe("names", () => {
  it("enumerators of an enum that a typedef of its name gives an integer type", async () => {
    const c = "typedef short int16_t; enum E { A, B = -1 }; typedef int16_t E; struct s { E e; enum E whole; };";
    const text = expandBindings(await bindings(c, []));
    expect(text).toContain("pub type E = i16;");
    expect(text).toContain("pub const E_B: E = -1;");
    expect(text).toContain("pub e: E,\n    pub whole: enum_E,");
  });

  it("a typedef of a pointer to the type with the same tag", async () => {
    const text = await bindings("typedef struct a { int x; } *a; typedef enum e { E } *e; void f(a, struct a, e);", []);
    expect(text).toContain("pub type a_ptr = *mut a;");
    expect(text).toContain("pub type e_ptr = *mut e;");
    expect(text).toContain("arg1: a_ptr, arg2: a, arg3: e_ptr");
  });

  it("a record that file scope declares before another one defines it inside", async () => {
    const text = await bindings("struct foo; struct bar { struct foo { int x; } f; struct in { int y; } i; };", []);
    expect(text).toContain("pub f: foo,");
    expect(text).toContain("pub i: bar_in,");
  });
});

describe("files of declarations", () => {
  const folder = join(work, "inc");
  mkdirSync(folder);
  writeFileSync(join(folder, "one.h"), "struct one { int x; };\nvoid f1(struct one *);\n#define ONE 1\n");
  writeFileSync(
    join(folder, "two.h"),
    '#include "one.h"\nstruct two { struct one o; };\nstruct rest { int y; };\n#define TWO 2\n',
  );
  const of = async (...flags: readonly string[]): Promise<string> => {
    const run = await runBindgen([join(folder, "two.h"), "--formatter", "none", ...flags]);
    expect([run.code, run.stderr]).toEqual([0, ""]);
    return run.stdout;
  };

  it("allowed", async () => {
    const text = await of("--allowlist-file", ".*/one\\.h");
    for (const name of ["struct one", "fn f1", "ONE"]) expect(text).toContain(name);
    for (const name of ["struct two", "rest", "TWO"]) expect(text).not.toContain(name);
  });

  it("blocked", async () => {
    const text = await of("--blocklist-file", ".*/one\\.h");
    for (const name of ["pub struct one", "fn f1", "ONE"]) expect(text).not.toContain(name);
    for (const name of ["struct two", "pub o: one", "TWO"]) expect(text).toContain(name);
  });
});

describe("--dynamic-loading", () => {
  /** As much of the crate `libloading` as the output uses. */
  const LIBLOADING = `
    extern crate self as libloading;
    pub struct Library; pub struct Error; pub struct Symbol<T>(T);
    impl<T> ::std::ops::Deref for Symbol<T> { type Target = T; fn deref(&self) -> &T { &self.0 } }
    impl ::std::fmt::Debug for Error { fn fmt(&self, _: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { Ok(()) } }
    impl Library {
      pub unsafe fn new<P: AsRef<::std::ffi::OsStr>>(_: P) -> Result<Library, Error> { Err(Error) }
      pub unsafe fn get<T>(&self, _: &[u8]) -> Result<Symbol<T>, Error> { Err(Error) }
    }`;
  const C =
    "int foo(int x, int y); int many(int n, ...); void stop(void) __attribute__((noreturn)); extern int v; struct s { int a; };";

  it.each([
    [
      [],
      'pub foo: Result<unsafe extern "C" fn(x: ::core::ffi::c_int, y: ::core::ffi::c_int) -> ::core::ffi::c_int, ::libloading::Error>,',
    ],
    [["--dynamic-link-require-all"], "pub v: *mut ::core::ffi::c_int,"],
  ])("%j", async (flags, member) => {
    const text = await bindings(C, ["--dynamic-loading", "Lib", ...flags], LIBLOADING);
    expect(text).toContain(member);
    expect(text).toContain(
      "pub unsafe fn foo(&self, x: ::core::ffi::c_int, y: ::core::ffi::c_int) -> ::core::ffi::c_int {",
    );
    expect(text).toContain('(b"foo\\0")');
    expect(text).not.toContain('unsafe extern "C" {');
  });
});

describe("complex numbers by value", () => {
  it("go to C and back", async () => {
    const text = await bindings(
      "float _Complex f(float _Complex, int); double _Complex d(double _Complex, float _Complex);",
      [],
    );
    const [c, object, rust, program] = ["z.c", "z.o", "z.rs", "z"].map((name) => join(work, name)) as [
      string,
      string,
      string,
      string,
    ];
    writeFileSync(
      c,
      "float _Complex f(float _Complex z, int n) { return z * n + 1; }\ndouble _Complex d(double _Complex a, float _Complex b) { return a - b; }\n",
    );
    writeFileSync(
      rust,
      `#![allow(dead_code)]\n${text}
fn main() {
    let f = unsafe { f(__BindgenComplex { re: 1.5, im: -2.0 }, 3) };
    let d = unsafe { d(__BindgenComplex { re: 10.0, im: 20.0 }, f) };
    println!("{} {} {} {}", f.re, f.im, d.re, d.im);
}`,
    );
    expect(spawnSync("gcc", ["-c", "-o", object, c], { encoding: "utf8" }).stderr).toBe("");
    const link = ["--edition", "2021", "-o", program, "-C", `link-arg=${object}`, rust];
    expect(spawnSync("rustc", link, { encoding: "utf8" }).stderr).toBe("");
    expect(spawnSync(program, { encoding: "utf8" }).stdout).toBe("5.5 -6 4.5 26\n");
  });
});

describe("--formatter rustfmt", () => {
  it("hands the text to rustfmt and back as it is", async () => {
    const header = join(work, "text.h");
    writeFileSync(header, '/** Größe, 大小 */\nstruct s { int x; };\n#define TEXT "é"\n');
    const rustfmt = join(work, "rustfmt");
    writeFileSync(rustfmt, "#!/bin/sh\ncat\n", { mode: 0o755 });
    const plain = await runBindgen([header, "--formatter", "none"]);
    vi.stubEnv("RUSTFMT", rustfmt);
    const formatted = await runBindgen([header]);
    expect(plain.stdout).toContain("/// Größe, 大小\n");
    expect(formatted).toEqual(plain);
  });
});

describe("--wrap-static-fns-path", () => {
  it("below a file is an error with a message", async () => {
    const header = join(work, "wrapped.h");
    writeFileSync(header, "static inline int f(int a) { return a; }\n");
    const run = await runBindgen([header, "--wrap-static-fns", "--wrap-static-fns-path", join(header, "extern")]);
    expect([run.code, run.stderr.split("\n")[0]]).toEqual([1, `error: cannot write ${header}: EEXIST`]);
  });
});

describe("--verbose", () => {
  it("says what is left out, and why", async () => {
    const header = join(work, "verbose.h");
    writeFileSync(
      header,
      "#include <stdarg.h>\nlong double l(long double x); struct fwd; void by(struct fwd f); int here(void); static inline int va(va_list l) { return 0; }\n",
    );
    const words = [header, "--formatter", "none", "--wrap-static-fns", "--wrap-static-fns-path", join(work, "v")];
    const silent = await runBindgen(words);
    const told = await runBindgen([...words, "--verbose"]);
    expect([silent.code, silent.stderr]).toEqual([0, ""]);
    expect(told.stdout).toBe(silent.stdout);
    expect(told.stderr.split("\n").filter((line) => !line.includes("stdarg.h"))).toEqual([
      "note: verbose.h:2: function by is left out: it is passed struct fwd, which is incomplete",
      "note: verbose.h:2: function va is left out: it takes a va_list, which Rust cannot make",
      "note: function l is left out: passes long double by value, which Rust would pass otherwise",
      "",
    ]);
  });
});

describe("--wrap-static-fns", () => {
  const C =
    "static inline int twice(int x) { return 2 * x; }\nstatic int many(int n, ...);\nint out(void);\ninline int plain(void) { return 1; }\n";

  it("names symbols of a C file that compiles", async () => {
    const path = join(work, "wrappers/extern");
    const text = await bindings(C, ["--wrap-static-fns", "--wrap-static-fns-path", path]);
    expect(text).toContain('#[link_name = "twice__extern"]\n    pub fn twice(');
    expect(text).not.toContain("plain");
    const c = readFileSync(`${path}.c`, "utf8");
    expect(c).toContain("int twice__extern(int x)");
    const compiled = spawnSync(
      "gcc",
      ["-Wall", "-Wno-unused-function", "-c", "-o", join(work, "extern.o"), `${path}.c`],
      {
        encoding: "utf8",
      },
    );
    expect(compiled.stderr).toBe("");
  });

  it("with another suffix, and no file without functions", async () => {
    const text = await bindings(C, [
      "--wrap-static-fns",
      "--wrap-static-fns-suffix",
      "_w",
      "--wrap-static-fns-path",
      join(work, "w"),
    ]);
    expect(text).toContain('"twice_w"');
    await bindings("int f(void);", ["--wrap-static-fns", "--wrap-static-fns-path", join(work, "none")]);
    expect(existsSync(join(work, "none.c"))).toBe(false);
  });
});
