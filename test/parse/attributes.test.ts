import { describe, expect, it } from "vitest";
import { dump, problems } from "./support.js";

const A = (name: string): string => `__attribute__((${name}))`;

describe("attributes are attached where GCC attaches them", () => {
  it.each([
    ["specifiers", `${A("a")} int x, *y;`, ["x: int @a", "y: pointer to int @a"]],
    ["specifiers, behind the type", `int ${A("a")} x;`, ["x: int @a"]],
    ["a later declarator", `int x, ${A("a")} *y, z;`, ["x: int", "y: pointer to int @a", "z: int"]],
    ["a declarator", `int x ${A("a")}, y ${A("b")} = 1;`, ["x: int @a", "y: int @b = 1"]],
    ["a pointer", `int * ${A("a")} const * ${A("b")} x;`, ["x: @b pointer to const @a pointer to int"]],
    ["a record, behind the keyword", `struct ${A("a")} s { int m; };`, ["struct s @a { m: int }"]],
    ["a record, behind the brace", `struct s { int m; } ${A("a")} x ${A("b")};`, ["x: struct s @a { m: int } @b"]],
    ["specifiers, behind a tag alone", `struct s ${A("a")} x;`, ["x: struct s @a"]],
    ["specifiers, behind a qualifier", `struct { int m; } const ${A("a")} x;`, ["x: const struct { m: int } @a"]],
    [
      "a member",
      `struct s { int m ${A("a")}, ${A("b")} n : 3 ${A("c")}; };`,
      ["struct s { m: int @a; n: int @b @c : 3 }"],
    ],
    ["an enum", `enum ${A("a")} e { X } ${A("b")};`, ["enum e @a @b { X }"]],
    ["an enumerator", `enum e { X ${A("a")} = 1, Y ${A("b")} };`, ["enum e { X @a = 1, Y @b }"]],
    [
      "a parameter",
      `int f(int a ${A("a")}, ${A("b")} int, int * ${A("c")});`,
      ["f: function (a: int @a; -: int @b; -: @c pointer to int) returning int"],
    ],
    ["a function", `int f(void) asm("g") ${A("a")};`, ["f: function () returning int @a asm g"]],
    [
      "a function type in parentheses",
      `void (${A("noreturn")} **f)(void);`,
      ["f: pointer to pointer to @noreturn function () returning void"],
    ],
    ["a pointer outside parentheses", `int *(${A("a")} *x);`, ["x: pointer to @a pointer to int"]],
    ["a parenthesised name", `int (${A("a")} x);`, ["x: int @a"]],
    [
      "the end of a group",
      `int (*f(void) ${A("a")})(int);`,
      ["f: @a function () returning pointer to function (-: int) returning int"],
    ],
    [
      "a definition",
      `static int ${A("a")} f(int x) ${A("b")} { return x; }`,
      ["f: function (x: int) returning static int @a @b body { return x; }"],
    ],
    ["C23: an entity", "int x [[a]], y [[b]][3];", ["x: int @a", "y: array [3] of int @b"]],
    ["C23: a function type", "int f(void) [[a]];", ["f: @a function () returning int"]],
    [
      "C23: a record and an enumerator",
      "struct [[a]] s { int m [[b]]; }; enum { X [[c]] = 1 };",
      ["struct s @a { m: int @b }", "enum { X @c = 1 }"],
    ],
  ])("%s", (_, text, expected) => {
    expect(dump(text)).toEqual(expected);
  });

  it("with normalised names, arguments cut at top-level commas, several in one list", () => {
    expect(
      dump(`int x ${A("__packed__, , aligned(sizeof(int[2]) + (1,2)), format(printf, 1, 2), const")}, y ${A("")};
            int z [[gnu::aligned(8), clang::annotate("a,b"), vendor::thing, deprecated("no")]];
            __declspec(align(16)) int d; int *_Nonnull p; int (__cdecl *g)(void);`),
    ).toEqual([
      "x: int @packed @aligned(sizeof(int[2]) + (1,2)) @format(printf, 1, 2) @const",
      "y: int",
      'z: int @aligned(8) @annotate("a,b") @vendor::thing @deprecated("no")',
      "d: int @align(16)",
      "p: @_Nonnull pointer to int",
      "g: pointer to @cdecl function () returning int",
    ]);
  });

  it("that are malformed are syntax errors", () => {
    expect(
      problems(`int x __attribute__(a);\nint y ${A("3")};\nint z __attribute__((a) b);\nint w ${A("a b")};`),
    ).toEqual([
      "1:20: error: expected '((' of an attribute before '('",
      "2:22: error: expected an attribute name",
      "3:25: error: expected '))' to end an attribute",
      "4:24: error: expected ',' between two attributes",
    ]);
  });
});

describe("annotations are attached like attributes", () => {
  const options = {
    annotations: ["__user", "__rcu", "__init", "__must_hold"],
    predefined: "#define __user\n#define __rcu\n#define __init\n#define __must_hold(x)\n",
  };

  it.each([
    ["char __user *p;", "p: pointer to char #__user"],
    ["char * __user p;", "p: #__user pointer to char"],
    ["struct s __rcu * __user *p;", "p: pointer to #__user pointer to struct s #__rcu"],
    [
      "int f(const char __user *s, int __user n) __must_hold(x);",
      "f: function (s: pointer to const char #__user; n: int #__user) returning int #__must_hold",
    ],
    ["static int __init f(void);", "f: function () returning static int #__init"],
    ["int f(void __user *);", "f: function (-: pointer to void #__user) returning int"],
    [
      "int f(void) __must_hold(x) { return g(1, (int __user *)0); }",
      "f: function () returning int #__must_hold body { return g(1, (int *)0); }",
    ],
  ])("%s", (text, expected) => {
    expect(dump(text, options)).toEqual([expected]);
  });

  it("also where the macro expands to an attribute, between others", () => {
    const macros = "#define __layout __attribute__((l))\n#define __user __attribute__((u))\n";
    const annotations = { annotations: ["__layout", "__user"], predefined: macros };
    expect(
      dump(
        `struct s { int m __user; } __attribute__((a)) __layout x __attribute__((b)) __user; int * __attribute__((c)) __user p;
         int f(void) __attribute__((d)) __user;`,
        annotations,
      ),
    ).toEqual([
      "x: struct s @a @l { m: int @u #__user } #__layout @b @u #__user",
      "p: @c @u #__user pointer to int",
      "f: function () returning int @d @u #__user",
    ]);
  });

  it("those inside a body belong to nothing", () => {
    expect(dump("void f(void) { int __user *p; }\nint x;", options)).toEqual([
      "f: function () returning void body { int *p; }",
      "x: int",
    ]);
  });
});
