import { describe, expect, it } from "vitest";
import { dump, linesWithErrors, parseAll, parseText, problems, typeText, unitOf } from "./support.js";

/** All multisets of up to `size` of the words. */
function multisets(words: readonly string[], size: number): string[][] {
  if (size === 0) return [[]];
  const smaller = multisets(words, size - 1);
  const longest = smaller.filter((set) => set.length === size - 1);
  return [
    ...smaller,
    ...longest.flatMap((set) =>
      words
        .filter((word) => words.indexOf(word) >= words.indexOf(set.at(-1) ?? words[0] ?? ""))
        .map((word) => [...set, word]),
    ),
  ];
}

const WORDS = [
  ...["void", "char", "short", "int", "long", "float", "double", "signed", "unsigned", "_Bool", "_Complex"],
  ...["__int128", "__float128", "_Float128", "_Float32x"],
];

describe("multisets of type specifiers (C11 6.7.2p2)", () => {
  const sets = multisets(WORDS, 4).filter((set) => set.length > 0);
  const lines = sets.map((set, index) => `typedef ${[...set].reverse().join(" ")} t${index};`);
  const unit = unitOf(lines.join("\n"));
  const { declarations } = parseAll(unit);

  it("are accepted exactly where gcc accepts them", () => {
    const rejected = linesWithErrors(lines.join("\n"));
    const differing = declarations.flatMap((declaration, index) => {
      // A complex integer type is C for gcc; here it is refused as unsupported.
      const unsupported = declaration.kind === "unparsed" && declaration.reason.includes("complex integer");
      const accepted = declaration.kind === "declaration" || unsupported;
      return accepted === rejected.has(index + 1) ? [`${lines[index]} ${accepted ? "accepted" : "rejected"}`] : [];
    });
    expect(declarations).toHaveLength(lines.length);
    expect(rejected.size).toBeGreaterThan(1000);
    expect(differing).toEqual([]);
  });

  it("denote the types that gcc gives them", () => {
    const checks = declarations.flatMap((declaration, index) => {
      if (declaration.kind !== "declaration") return [];
      const { type } = declaration.specifiers;
      const spelled = typeText(type).replace(/^complex /, "_Complex ");
      return [`${lines[index]} _Static_assert(__builtin_types_compatible_p(t${index}, ${spelled}), "");`];
    });
    expect(checks.length).toBeGreaterThan(40);
    expect([...linesWithErrors(checks.join("\n"))].map((line) => checks[line - 1])).toEqual([]);
  });

  it("have at most two longs, and five words at most", () => {
    expect(dump("long unsigned int long a; long long int signed b;")).toEqual([
      "a: unsigned long long",
      "b: long long",
    ]);
    expect(problems("long long long c;")).toEqual(["1:11: error: 'long' once too often (C11 6.7.2p2)"]);
  });
});

describe("specifiers", () => {
  it("may come in any order, with GNU's spellings", () => {
    expect(
      dump(`unsigned const typedef long __volatile__ int t; __signed__ char __const c; inline static void f(void);
            extern _Thread_local int a; static __thread int b; _Noreturn void g(void); register int r;`),
    ).toEqual([
      "t: typedef const volatile unsigned long",
      "c: const signed char",
      "f: function () returning static inline void",
      "a: extern thread-local int",
      "b: static thread-local int",
      "g: function () returning noreturn void",
      "r: register int",
    ]);
  });

  it("of typeof, _Atomic, _Alignas and _BitInt keep their operands", () => {
    expect(
      dump(`typeof(x + 1) a; __typeof__(int *) b; __typeof_unqual__(a) u; _Atomic(int *(*)(void)) c; _Atomic int d;
            _Alignas(16) _Alignas(long) char e; unsigned _BitInt(12) f; _BitInt(3) signed g; __auto_type h = 1;`),
    ).toEqual([
      "a: typeof(x + 1)",
      "b: typeof(int *)",
      "u: typeof_unqual(a)",
      "c: atomic(-: pointer to function () returning pointer to int)",
      "d: atomic int",
      "e: alignas(16) alignas(long) char",
      "f: unsigned bit-int(12)",
      "g: bit-int(3)",
      "h: auto-type = 1",
    ]);
  });

  it("take a typedef name only while no other type was seen (C11 6.7.8p3)", () => {
    expect(dump("typedef int T; T a; const T b; unsigned T; long T2; struct s { T T; unsigned T2; };")).toEqual([
      "T: typedef int",
      "a: <T>",
      "b: const <T>",
      "T: unsigned int",
      "T2: long",
      "struct s { T: <T>; T2: unsigned int }",
    ]);
  });

  it("know named address spaces by keyword and by clang's attribute", () => {
    expect(
      dump(`int __seg_gs *p; int *__seg_fs q; const __seg_gs struct s r;
            int __attribute__((address_space(256))) *a; int * __attribute__((address_space(1), noderef)) b;`),
    ).toEqual([
      "p: pointer to __seg_gs int",
      "q: __seg_fs pointer to int",
      "r: __seg_gs const struct s",
      "a: pointer to __seg_gs int",
      "b: address_space(1) @noderef pointer to int",
    ]);
  });

  it("that name no type are rejected: there is no implicit int", () => {
    expect(problems('static x;\nfoo(int a);\nMODULE_LICENSE("GPL");\nconst y;\nint f(const z);\nextern;')).toEqual([
      "1:8: error: 'x' is not the name of a type",
      "2:1: error: 'foo' is not the name of a type",
      "3:1: error: 'MODULE_LICENSE' is not the name of a type",
      "4:7: error: 'y' is not the name of a type",
      "5:13: error: 'z' is not the name of a type",
      "6:7: error: expected a type before ';'",
    ]);
  });

  it("leave an undeclared type name to sema where only a type can stand", () => {
    expect(dump("foo a; foo *b; int f(foo *x, foo const y);")).toEqual([
      "a: <foo>",
      "b: pointer to <foo>",
      "f: function (x: pointer to <foo>; y: const <foo>) returning int",
    ]);
  });

  it("contradicting each other are rejected with what is wrong", () => {
    expect(problems("long float a;\nint struct s b;\ntypedef static int c;\nshort short d;\nstruct s int e;")).toEqual([
      "1:1: error: 'long float' is not a type (C11 6.7.2p2)",
      "2:1: error: two types in one declaration (C11 6.7.2p2): int struct s",
      "3:9: error: 'static' after 'typedef' (C11 6.7.1p2)",
      "4:7: error: 'short' once too often (C11 6.7.2p2)",
      "5:10: error: 'int' after another type (C11 6.7.2p2)",
    ]);
  });

  it("this tool does not know are unsupported, not a syntax error", () => {
    expect(problems("_Decimal64 d;\n_Complex int i;\nint ok;")).toEqual([
      "1:1: warning: the type '_Decimal64' is not supported",
      "2:1: warning: the complex integer type '_Complex int' is not supported",
    ]);
    expect(parseText("_Decimal64 d; int ok;").declarations.map(({ kind }) => kind)).toEqual([
      "unparsed",
      "declaration",
    ]);
  });

  it("follow the dialect: C23's keywords, and names that are keywords for GCC alone", () => {
    const c23 = "#define __STDC_VERSION__ 202311L\n#define __GNUC__ 14\n";
    expect(dump("bool b; constexpr int n = 3; typeof_unqual(b) c; int f();", { predefined: c23 })).toEqual([
      "b: _Bool",
      "n: const int = 3",
      "c: typeof_unqual(b)",
      "f: function () returning int",
    ]);
    expect(dump("typedef _Bool bool; bool b; int f();")).toEqual([
      "bool: typedef _Bool",
      "b: <bool>",
      "f: function (?) returning int",
    ]);
    const clang = { predefined: "#define __clang__ 1\n" };
    expect(dump("typedef float _Float32; _Float32 f;", clang)).toEqual(["_Float32: typedef float", "f: <_Float32>"]);
  });
});
