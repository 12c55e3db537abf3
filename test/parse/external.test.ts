import { describe, expect, it } from "vitest";
import type { RecordSpecifier } from "../../src/parse/index.js";
import { parseTypeName } from "../../src/parse/index.js";
import { MAX_DEPTH } from "../../src/parse/scan.js";
import { declaratorText, dump, parseText, problems, unitOf } from "./support.js";

describe("external declarations (C11 6.9)", () => {
  it("of every kind, with stray semicolons and __extension__", () => {
    expect(
      dump(`;; asm("nop"); __asm__ volatile ("x" : : ); _Static_assert(sizeof(int) == 4, "in" "t"); _Static_assert(1);
            __extension__ typedef struct { int a; } S; struct f; enum e; union u { int a; };;
            int a = 3, b[] = { 1, 2, [4] = 5 }, c = ({ int x; x; }); [[maybe]];
            static inline int g(int x) { if (x) { return ";}"[0]; } return 1; } extern int h(void) asm("hh" "i");
            extern int d;`),
    ).toEqual([
      'asm("nop");',
      '__asm__ volatile ("x" : : );',
      'assert sizeof(int) == 4 "int"',
      'assert 1 ""',
      "S: typedef struct { a: int }",
      "struct f",
      "enum e",
      "union u { a: int }",
      "a: int = 3",
      "b: array [] of int = { 1, 2, [4] = 5 }",
      "c: int = ({ int x; x; })",
      'g: function (x: int) returning static inline int body { if (x) { return ";}"[0]; } return 1; }',
      "h: function () returning extern int asm hhi",
      "d: extern int",
    ]);
  });

  it("old-style definitions say nothing about parameters (C11 6.9.1p6)", () => {
    expect(dump("int f(a, b) int a; char *b, c; { return a; } int g() { return 0; } int x;")).toEqual([
      "f: function (?) returning int body { return a; }",
      "g: function (?) returning int body { return 0; }",
      "x: int",
    ]);
  });

  it("are the same wherever they stand", () => {
    // Forms with a semicolon inside, or without one at their end.
    const forms = `int a, b[2]; int old(c, d) int c; int (*d)(int); { return c; } struct s { int m; struct { int n; }; } v;
      static inline int f(int x) { return x; } int (broken; int g(void) { } ; ] ) int h(k) int k; { } asm("nop");`;
    const lines = dump(forms);
    expect(lines).toHaveLength(9);
    // 4096 tokens are looked at together: that border is put at each place in the forms.
    for (let before = 4096 - 3 * 32; before <= 4096; before += 3) {
      expect(dump("int i;".repeat(before / 3) + forms).slice(-lines.length)).toEqual(lines);
    }
  });

  it("that fail end where they seem to end, and nothing after them is lost", () => {
    const text = `int a; foo bar baz; int b;
BROKEN(x) { int c; } int d;
struct { int e } f g h; int i;
int j(int) { } ) int k;
struct s { int 3; }; int l; int m[ ; int n;
typedef int T; T o;
int p = ( ; int q;`;
    expect(
      dump(text)
        .filter((line) => !line.startsWith("unparsed"))
        .map((line) => line.split(":")[0]),
    ).toEqual(["a", "b", "d", "i", "j", "l", "n", "T", "o", "q"].flatMap((name) => (name === "k" ? [] : [name])));
    expect(problems(text)).toEqual([
      "1:16: error: expected ';' before 'baz'",
      "2:1: error: 'BROKEN' is not the name of a type",
      "3:20: error: expected ';' before 'g'",
      "4:16: error: expected a declaration before ')'",
      "5:16: error: expected a name before '3'",
      "5:34: error: unterminated '['",
      "7:9: error: unterminated '('",
    ]);
  });

  it("cut off by the end of the input are reported once", () => {
    expect(problems("int a; struct s { int b; ")).toEqual(["1:17: error: unterminated '{'"]);
    expect(problems("int f(int a")).toEqual(["1:6: error: unterminated '('"]);
    expect(problems("int x")).toEqual(["1:5: error: expected ';' before the end of the input"]);
    expect(problems("void f(void) { if (1) {")).toEqual(["1:14: error: unterminated '{'"]);
    expect(problems("__attribute__((packed))")).toEqual(["1:23: error: expected a type before the end of the input"]);
  });

  it("a block behind something that is no function is no body", () => {
    expect(problems("int (*f)(void) { return 0; }")).toEqual(["1:16: error: expected ';' before '{'"]);
    expect(problems("int f(void), g(void) { }")).toEqual(["1:22: error: expected ';' before '{'"]);
  });
});

describe("records (C11 6.7.2.1)", () => {
  it("with bit-fields, anonymous and nested members, stray semicolons and assertions", () => {
    expect(
      dump(`struct s { int a : 3, : 2, b : sizeof(int); unsigned : 0; ; struct { int c; }; union { int d; struct t *e; } u;
            struct t; int f[]; _Static_assert(1, ""); __extension__ int *g, h; enum { A, B, } i : 2; int last };
            struct empty { }; union { int x; } v, *w;`),
    ).toEqual([
      "struct s { a: int : 3; -: int : 2; b: int : sizeof(int); -: unsigned int : 0; struct { c: int }; " +
        "u: union { d: int; e: pointer to struct t }; struct t; f: array [] of int; assert 1; g: pointer to int; h: int; " +
        "i: enum { A, B } : 2; last: int }",
      "struct empty {  }",
      "v: union { x: int }",
      "w: pointer to union { x: int }",
    ]);
  });

  it("refuse what no member can be", () => {
    expect(
      problems("struct s { static int a; };\nstruct { int a b; } x;\nstruct;\nstruct s { int f(int a : 3); };"),
    ).toEqual([
      "1:12: error: 'static' in a member declaration (C11 6.7.2.1p1)",
      "2:16: error: expected ';' after a member before 'b'",
      "3:7: error: expected a tag or '{' of a struct before ';'",
      "4:24: error: expected ')' after the parameters before ':'",
    ]);
  });
});

describe("enums (C11 6.7.2.2, C23 6.7.3.3)", () => {
  it("keep values as tokens, and a fixed type", () => {
    expect(
      dump(`enum e { A, B = 1 << (2, 3), C = 'x', }; enum f : unsigned char { D }; typedef int T; enum g : T;
            struct s { enum e : 3; enum e x : 4; };`),
    ).toEqual([
      "enum e { A, B = 1 << (2, 3), C = 'x' }",
      "enum f : unsigned char { D }",
      "T: typedef int",
      "enum g : <T>",
      "struct s { -: enum e : 3; x: enum e : 4 }",
    ]);
  });

  it("refuse lists that are none", () => {
    expect(problems("enum e { };\nenum f { A B };\nenum g { 3 };\nenum h { A = };")).toEqual([
      "1:10: error: an enum without enumerators",
      "2:12: error: expected ',' or '}' in an enumerator list before 'B'",
      "3:10: error: expected the name of an enumerator before '3'",
      "4:14: error: expected an expression before '}'",
    ]);
  });
});

describe("pragmas that change layout", () => {
  it("are in force from where they stand", () => {
    const { declarations } = parseText(`#pragma pack(push, 2)
struct a { int x;
#pragma pack(1)
int y; };
#pragma pack(pop)
struct b { int x; };
#pragma pack(push, name, 4)
#pragma pack(push)
#pragma pack(8)
#pragma pack(pop, name)
#pragma scalar_storage_order big-endian
#pragma ms_struct on
struct c { int x; };
#pragma scalar_storage_order default
#pragma ms_struct reset
#pragma pack()
struct d { int x; };`);
    const records = declarations.map(
      (one) => (one.kind === "declaration" ? one.specifiers.type : null) as RecordSpecifier,
    );
    expect(
      records.map(({ tag, pack, pragmas }) => [tag, pack.atOpen, pack.atClose, pragmas.msStruct, pragmas.storageOrder]),
    ).toEqual([
      ["a", 2, 1, false, "default"],
      ["b", null, null, false, "default"],
      ["c", null, null, true, "big-endian"],
      ["d", null, null, false, "default"],
    ]);
    expect(records[0]?.members?.map((member) => (member.kind === "member" ? member.pack : -1))).toEqual([2, 1]);
  });

  it("of Apple's compilers are kept on the stack of pack", () => {
    const text = `#pragma pack(2)
#pragma options align=natural
struct a { int x; };
#pragma options align=packed
struct b { int x; };
#pragma options align=reset
#pragma align=reset
struct c { int x; };`;
    const packs = (compiler: "gcc" | "clang") =>
      parseText(text, { predefined: compiler === "clang" ? "#define __clang__ 1\n" : "" }).declarations.map((one) =>
        one.kind === "declaration" && one.specifiers.type.kind === "record" ? one.specifiers.type.pack.atOpen : -1,
      );
    expect(packs("clang")).toEqual([null, 1, 2]);
    expect(packs("gcc")).toEqual([2, 2, 2]);
    expect(problems("#pragma options align=mac68k\nint x;", { predefined: "#define __clang__ 1\n" })).toEqual([
      "1:1: error: '#pragma options align = mac68k' lays records out by rules that kbindgen does not have",
    ]);
  });

  it("that are malformed are ignored with a warning", () => {
    expect(problems("#pragma pack(3)\n#pragma pack 2\n#pragma scalar_storage_order sideways\nint x;")).toHaveLength(3);
  });
});

describe("type names (C11 6.7.7)", () => {
  const show = (text: string): string => {
    const { tokens } = unitOf(text);
    const name = parseTypeName({ buffer: tokens, start: 0, end: tokens.length });
    return name === null ? "none" : declaratorText(name.declarator, name.specifiers);
  };

  it.each([
    ["int", "-: int"],
    ["const struct s *", "-: pointer to const struct s"],
    ["foo", "-: <foo>"],
    ["unsigned long *const *", "-: pointer to const pointer to unsigned long"],
    ["struct { int x; } *", "-: pointer to struct { x: int }"],
    ["int (*)(foo, char *)", "-: pointer to function (-: <foo>; -: pointer to char) returning int"],
    ["int [sizeof(x)][2]", "-: array [sizeof(x)] of array [2] of int"],
    ["int (*(*)(void))[3]", "-: pointer to function () returning pointer to array [3] of int"],
    ["int (foo)", "-: function (-: <foo>) returning int"],
    ["typeof(x) *", "-: pointer to typeof(x)"],
    ["void __attribute__((noderef)) *", "-: pointer to void @noderef"],
    ["_Atomic(int) *", "-: pointer to atomic(-: int)"],
    ["x + 1", "none"],
    ["int x", "none"],
    ["static int", "none"],
    ["int *)", "none"],
    ["3", "none"],
    ["", "none"],
  ])("%s", (text, expected) => {
    expect(show(text)).toBe(expected);
  });

  it("ask whether a name is a type when told how", () => {
    const { tokens } = unitOf("int (*)(int (x), int (T))");
    const range = { buffer: tokens, start: 0, end: tokens.length };
    const name = parseTypeName(range, { isTypedefName: (text) => text === "T" });
    expect(name === null ? "" : declaratorText(name.declarator, name.specifiers)).toBe(
      "-: pointer to function (x: int; -: function (-: <T>) returning int) returning int",
    );
  });
});

describe("hostile input", () => {
  const deep = 100_000;
  const repeated = (text: string, count = deep): string => text.repeat(count);

  it.each([
    ["parentheses around a name", `int ${repeated("(")}x${repeated(")")};`],
    ["groups of pointers", `int ${repeated("(*")}x${repeated(")")};`],
    ["pointers", `int ${repeated("*")}x;`],
    ["arrays", `int x${repeated("[1]")};`],
    ["parameter lists", `int f${repeated("(int g")}${repeated(")")};`],
    ["records", `${repeated("struct { ")}int x;${repeated("};")}`],
    ["open records", repeated("struct { ")],
    ["_Atomic", `${repeated("_Atomic(")}int${repeated(")")} x;`],
    ["functions returning functions", `int f${repeated("()")};`],
    ["attributes in groups", `int ${repeated("(__attribute__((a)) ")}x${repeated(")")};`],
  ])("nested too deep: %s", (_, text) => {
    const { declarations, diagnostics } = parseText(`${text}\nint after;`, {});
    expect(declarations[0]?.kind).toBe("unparsed");
    expect(diagnostics.length).toBeGreaterThan(0);
  });

  it.each([
    ["brackets in expressions", `int x = ${repeated("(")}1${repeated(")")};`],
    ["brackets in attributes", `int x __attribute__((a(${repeated("(")}${repeated(")")})));`],
    ["blocks", `void f(void) ${repeated("{")}${repeated("}")}`],
    ["attributes", `int ${repeated("__attribute__((a)) ", 20_000)}x;`],
    ["specifiers", `${repeated("const ")}int x;`],
    ["enumerators", `enum { ${Array.from({ length: deep }, (_, index) => `E${index}`).join(",")} };`],
    ["declarators", `int ${Array.from({ length: 20_000 }, (_, index) => `x${index}`).join(",")};`],
  ])("large but well-formed: %s", (_, text) => {
    const { declarations, diagnostics } = parseText(text);
    expect(diagnostics).toEqual([]);
    expect(declarations).toHaveLength(1);
  });

  it.each([
    ["closing brackets", repeated(")]}")],
    ["opening brackets", repeated("([{")],
    ["one kind opened, another closed", `${repeated("[")}${repeated(")")}${repeated("}")}`],
    ["names", repeated("foo ")],
    ["half declarations", repeated("int ( ; struct { ;", 10_000)],
    ["characters that are no tokens of C", repeated("@ ` \\ $ ")],
  ])("garbage ends soon: %s", (_, text) => {
    const start = performance.now();
    const { declarations } = parseText(text);
    expect(declarations.every(({ kind }) => kind === "unparsed")).toBe(true);
    expect(performance.now() - start).toBeLessThan(30_000);
  });

  it("up to the limit is parsed", () => {
    const inside = MAX_DEPTH - 4;
    expect(dump(`int ${"*".repeat(inside)}x;`)[0]).toMatch(/^x: pointer to/);
    expect(dump(`int ${"(".repeat(inside)}x${")".repeat(inside)};`)).toEqual(["x: int"]);
    expect(dump(`int ${"(*".repeat(inside >> 1)}x${")".repeat(inside >> 1)};`)[0]).toMatch(/^x: pointer to/);
  });
});
