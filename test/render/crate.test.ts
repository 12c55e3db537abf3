/** Whole crates from hand-made IR, judged by rustc (oldest and newest), gcc and clang. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { itemId } from "../../src/ir/item-id.js";
import type { Item } from "../../src/ir/types.js";
import { proofCoverage, type RenderOptions, render, unsupportedInRust } from "../../src/render/index.js";
import type { Trait } from "../../src/render/options.js";
import { HELPERS } from "../../src/render/template-compiler.js";
import { loadTemplates, TEMPLATE_NAMES } from "../../src/render/templates.js";
import { failure, isPresent, proofProblem, rustProblem, writeCrate } from "./compile.js";
import {
  bindings,
  constant,
  field,
  floating,
  func,
  functionItem,
  incomplete,
  int,
  item,
  OPTIONS,
  pointer,
  qual,
  struct,
  typedef,
  variable,
} from "./ir.js";
import { SAMPLE_HEADER, SAMPLE_ITEMS } from "./sample.js";

const work = mkdtempSync(join(tmpdir(), "kbindgen-crate-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

let crates = 0;
function crate(items: readonly Item[], options: Partial<RenderOptions> = {}, header = SAMPLE_HEADER): string {
  const folder = join(work, String(++crates));
  writeCrate(folder, render(bindings(items), { ...OPTIONS, ...options }), header);
  return folder;
}
function rust(items: readonly Item[], options: Partial<RenderOptions> = {}): string {
  const files = render(bindings(items), { ...OPTIONS, layoutAsserts: false, ...options });
  return String(files.find((file) => file.path === "src/bindings.rs")?.text);
}

describe("the sample crate", () => {
  it("has the four files, and the same bytes every time", () => {
    const files = render(bindings(SAMPLE_ITEMS), OPTIONS);
    expect(files.map((file) => file.path)).toEqual(["Cargo.toml", "src/lib.rs", "src/bindings.rs", "c/abi_check.c"]);
    const again = render(bindings(SAMPLE_ITEMS), OPTIONS);
    expect(again.map(({ text }) => String(text))).toEqual(files.map(({ text }) => String(text)));
  });

  const rustcs: readonly (readonly [string, string, Partial<RenderOptions>])[] = [
    ["2021", "", {}],
    ["2021", "", { rustTarget: "1.68" }],
    ["2018", "", { rustTarget: "1.70", edition: "2018", docs: false }],
    ["2021", "", { rustTarget: "1.90", strings: "cstr" }],
    ["2024", "", { rustTarget: "1.85", edition: "2024" }],
    ["2021", "", { macroTypes: "bindgen", derive: new Set<Trait>(["copy"]), layoutAsserts: false }],
    ["2021", "+1.68.0", { rustTarget: "1.68" }],
  ];
  it.each(rustcs)("rustc --edition %s %s %j", (edition, toolchain, options) => {
    const chosen = toolchain === "" ? [] : [toolchain];
    if (!isPresent("rustc", ...chosen)) return;
    expect(rustProblem(crate(SAMPLE_ITEMS, options), edition, chosen)).toBeNull();
  });

  it("may be empty", () => {
    if (isPresent("rustc")) expect(rustProblem(crate([]), "2021", [])).toBeNull();
  });

  it("passes rustdoc without a warning or a doctest", () => {
    const folder = crate(SAMPLE_ITEMS);
    const args = ["--edition", "2021", "-Dwarnings", "-o", join(folder, "doc"), join(folder, "src/lib.rs")];
    expect(failure("rustdoc", args)).toBeNull();
  });

  it.each([["gcc"], ["gcc", "-Os"], ["clang"], ["clang-16"]])("proof by %s %s", (...compiler) => {
    if (!isPresent(compiler[0] ?? "")) return;
    expect(proofProblem(crate(SAMPLE_ITEMS), compiler)).toBeNull();
  });

  it("refuses to be compiled where it would prove less", () => {
    const folder = crate(SAMPLE_ITEMS);
    expect(failure("gcc", ["-O0", "-c", "-o", "/dev/null", join(folder, "c/abi_check.c")])).toContain("-O1 or higher");
  });

  it("asserts everything that has a name", () => {
    const coverage = proofCoverage(bindings(SAMPLE_ITEMS));
    expect(coverage.unproven.map((fact) => `${fact.name}: ${fact.what}`)).toEqual([]);
    const asserted = new Set(coverage.asserted.map((covered) => covered.id));
    const rest = SAMPLE_ITEMS.filter((it) => !asserted.has(itemId(it))).map((it) => it.name);
    expect(rest).toEqual(["unknown", "value__bindgen_ty_1", "nested__bindgen_ty_1", "nested__bindgen_ty_2"]);
  });

  it("leaves nothing out of Rust", () => {
    expect(unsupportedInRust(bindings(SAMPLE_ITEMS), OPTIONS)).toEqual([]);
  });
});

describe("shapes that bindgen's users rely on", () => {
  const text = rust(SAMPLE_ITEMS);
  it.each([
    "#[repr(C)]\n#[derive(Debug, Copy, Clone)]\npub struct unknown {\n    _unused: [u8; 0],\n}",
    "__bindgen_enum! {\n    mode: ::core::ffi::c_int;\n    mode_OFF = 0;\n    mode_ON = 5;\n    mode_NEGATIVE = -1;\n}",
    "pub type size_t = usize;",
    'pub type callback_t = ::core::option::Option<\n    unsafe extern "C" fn(arg1: *mut ::core::ffi::c_void, arg2: u32_) -> ::core::ffi::c_int,\n>;',
    "    pub call: callback_t,\n",
    "#[repr(C, packed)]\n#[derive(Debug, Default, Copy, Clone)]\npub struct packed {",
    "#[repr(C)]\n#[repr(align(64))]\n#[derive(Debug, Default, Copy, Clone)]\npub struct line {\n    pub tag: ::core::ffi::c_uchar,\n    pub value: __BindgenUnaligned<u64_>,\n    pub tail: __BindgenUnaligned<::core::ffi::c_long>,\n}",
    "    pub cell: cell,\n",
    "pub struct cell {\n    pub __bindgen_align: [u128; 0],\n",
    "#[repr(C)]\n#[derive(Copy, Clone)]\npub union value {",
    "pub struct tailed {\n    pub count: __BindgenUnionField<u32_>,\n    pub bytes: __BindgenUnionField<[::core::ffi::c_char; 0usize]>,\n    pub bindgen_union_field: u32,\n}",
    "    pub entries: __IncompleteArrayField<plain>,\n",
    "    pub _bitfield_align_1: [u64; 0],\n    pub _bitfield_1: __BindgenBitfieldUnit<[u8; 17usize]>,\n",
    "pub struct empty {}",
    "    pub fn sum(arg1: *const ::core::ffi::c_int, arg2: usize) -> ::core::ffi::c_int;\n",
    "    pub fn report(arg1: *const ::core::ffi::c_char, ...) -> ::core::ffi::c_int;\n",
    "    pub fn stop() -> !;\n",
    '    #[link_name = "\\u{1}type"]\n    #[must_use]\n    pub fn type_(\n        arg1: *mut plain,\n        arg2: range_t,\n        arg3: callback_t,\n        arg4: *mut __va_list_tag,\n    ) -> ::core::ffi::c_int;\n',
    "    pub static names: [*const ::core::ffi::c_char; 4usize];\n",
    "    pub static mut ticks: ::core::ffi::c_int;\n",
    "pub const MINUS: ::core::ffi::c_int = -3;\n",
    "pub const YES: bool = true;\n",
    "pub const FLAG: u32_ = 8;\n",
    'pub const TEXT: &[u8; 16usize] = b"tab\\there \\"x\\" \\xFF?\\0";\n',
    "pub const THIRD: f32 = 0.10000000149011612;\n",
    "pub const FAR: *mut plain = 18446744073709547520usize as *mut plain;\n",
    "pub const ALSO_TWELVE: ::core::ffi::c_int = TWELVE;\n",
    "pub use self::sum as add_up;\n",
    "pub type number_t = u32_;\n",
    "    /// The \\<first\\> one.\n    pub c: ::core::ffi::c_char,\n",
  ])("%j", (expected) => {
    expect(text).toContain(expected);
  });

  it("gives macro constants bindgen's types when asked to", () => {
    const values = ["0", "4294967295", "4294967296", "18446744073709551615", "-1", "-2147483649"];
    const items = values.map((value, index) => constant(`C${index}`, { kind: "integer", value, type: int("int") }));
    const types = [...rust(items, { macroTypes: "bindgen" }).matchAll(/: (\w+) = /g)].map((match) => match[1]);
    expect(types).toEqual(["u32", "u32", "u64", "u64", "i32", "i64"]);
  });

  it("writes C strings as literals where the compiler has them", () => {
    const text = constant("S", { kind: "string", bytes: [104, 105] });
    const inner = constant("N", { kind: "string", bytes: [0, 105] });
    const cstr = { strings: "cstr" } as const;
    expect(rust([text], cstr)).toContain('&::core::ffi::CStr = c"hi";');
    expect(rust([text], { ...cstr, rustTarget: "1.76" })).toContain('CStr::from_bytes_with_nul_unchecked(b"hi\\0")');
    expect(rust([text], { ...cstr, edition: "2018" })).toContain('CStr::from_bytes_with_nul_unchecked(b"hi\\0")');
    expect(rust([inner], cstr)).toContain('b"\\x00i\\0"');
  });

  it("says what Rust cannot, instead of writing it wrongly", () => {
    const VOID = { kind: "void" } as const;
    const handler = pointer(func(VOID, [int("int")]));
    const items = [
      functionItem("precise", func(floating("long double", 16), [])),
      functionItem("by_value", func(VOID, [item("struct holder")])),
      struct("holder", 16, 16, [field("x", floating("_Float128", 16), 0, 16)]),
      { ...variable("local", qual(int("int"))), threadLocal: true },
      constant("SIG_ERR", { kind: "pointer", value: "-1", type: handler }),
      constant("SIG_DFL", { kind: "pointer", value: "0", type: handler }),
      functionItem("fine", func(VOID, [pointer(item("struct holder"))])),
    ];
    const left = unsupportedInRust(bindings(items), OPTIONS);
    expect(left.map((one) => one.item.name)).toEqual(["precise", "by_value", "local", "SIG_ERR"]);
    const text = rust(items);
    for (const { item } of left) expect(text).not.toMatch(new RegExp(`\\b${item.name}\\b`));
    expect(text).toContain("pub fn fine(");
    expect(text).toContain("::core::option::Option::None;");
  });

  it("keeps the signedness of char", () => {
    const items = [typedef("c", int("char"), 1, 1)];
    const text = (charSigned: boolean): string => {
      const files = render(bindings(items, { charSigned }), OPTIONS);
      return String(files.find((file) => file.path === "src/bindings.rs")?.text);
    };
    expect(text(true)).toContain("pub type c = ::core::ffi::c_char;");
    expect(text(false)).toContain("pub type c = u8;");
  });
});

describe("names that could interfere", () => {
  it("compiles with constants and statics called as what accessors use", () => {
    const flags = struct("flags", 4, 4, [
      { kind: "bitfield", name: "val", c: "val", type: qual(int("int")), offsetBits: 0, width: 3, docs: [] },
    ]);
    const names = ["val", "this", "index", "value", "storage", "byte", "fmt", "record", "N"];
    const items = [flags, ...names.map((name) => variable(name, qual(int("int"))))];
    expect(rustProblem(crate(items))).toBeNull();
    const constants = names.map((name) => constant(name, { kind: "integer", value: "1", type: int("int") }));
    expect(rustProblem(crate([flags, ...constants], { rustTarget: "1.68" }))).toBeNull();
  });

  it("compiles with types called as what derives use", () => {
    const names = ["Option", "Default", "Copy", "Clone", "Debug", "Sized", "Self_", "core", "Some", "None"];
    const records = names.map((name) =>
      struct(name, 16, 8, [field("a", int("int"), 0, 4), field("p", pointer(int("int")), 8, 8)]),
    );
    expect(rustProblem(crate([...records, incomplete("Ok")]))).toBeNull();
  });
});

describe("the proof notices", () => {
  it("every wrong fact at its own line, in words", () => {
    const wrong = [
      typedef("u32", int("int"), 4, 4),
      struct("range_t", 8, 4, [field("lo", int("int"), 4, 4)], { c: "range_t" }),
      constant("TWELVE", { kind: "integer", value: "13", type: int("int") }),
      functionItem("sum", func(int("int"), [pointer(int("int")), int("unsigned long")])),
      variable("ticks", qual(int("int"))),
    ];
    const folder = crate(wrong);
    const said = proofProblem(folder, ["gcc"]) ?? "";
    expect(said).toContain("u32 has type int");
    expect(said).toContain("range_t.lo lies at 4, has size 4 and type int");
    expect(said).toContain("TWELVE is 13 of type int");
    expect(said).toContain("sum has type int (int *, unsigned long)");
    expect(said).toContain("&ticks has type int *");
  });
});

describe("options", () => {
  it.each([
    [{ rustTarget: "1.67" }, "older than the oldest"],
    [{ rustTarget: "nightly" }, "is not a Rust version"],
    [{ rustTarget: "1.84", edition: "2024" as const }, "edition 2024 needs Rust 1.85"],
  ])("%j", (options, message) => {
    expect(() => rust([], options)).toThrow(message);
  });
});

describe("the IR's broken promises", () => {
  it("throw", () => {
    expect(() => rust([struct("s", 4, 4, [field("x", item("struct nowhere"), 0, 4)])])).toThrow("struct nowhere");
    expect(() => rust([struct("s", 4, 4, [field("x", item("struct s"), 0, 4)])])).toThrow("by value");
    expect(() =>
      rust([
        struct("s", 4, 4, [field("x", item("macro M"), 0, 4)]),
        constant("M", { kind: "integer", value: "1", type: int("int") }),
      ]),
    ).toThrow("has no such type");
  });
});

describe("precompiled templates", () => {
  it("give the same text as those compiled on the fly", () => {
    const out = join(work, "dist");
    expect(failure(process.execPath, ["scripts/precompile-templates.mjs", out])).toBeNull();
    const module = readFileSync(join(out, "render/compiled-templates.js"), "utf8");
    const [, code] = /^const templates = \((.*)\)\(HELPERS\);$/ms.exec(module) ?? [];
    const precompiled = new Function(`return ${code}`)()(HELPERS);
    expect(Object.keys(precompiled).sort()).toEqual([...TEMPLATE_NAMES].sort());
    const view = { items: [{ docs: "/// x\n", name: "A<B>", type: "u8", value: "'&'" }] };
    const text = precompiled["constants.rs"](view);
    expect(text).toBe("/// x\npub const A<B>: u8 = '&';\n");
    expect(loadTemplates()("constants.rs", view)).toBe(text);
  });

  it("throw for a name that the view lacks", () => {
    expect(() => loadTemplates()("constants.rs", { items: [{ docs: "", name: "A", type: "u8" }] })).toThrow("value");
    expect(() => loadTemplates()("constants.rs", {})).toThrow("items");
    expect(() => loadTemplates()("lib.rs", { description: "" })).toThrow("deprecated");
  });
});
