import { describe, expect, it } from "vitest";
import type { Declarator } from "../../src/parse/index.js";
import { seededRandom } from "../random/prng.js";
import { dump, linesWithErrors, parseText, problems } from "./support.js";

describe("declarators (C11 6.7.6)", () => {
  it.each([
    ["int *a[3];", "a: array [3] of pointer to int"],
    ["int (*a)[3];", "a: pointer to array [3] of int"],
    ["int *(*a[2])(void);", "a: array [2] of pointer to function () returning pointer to int"],
    [
      "void (*signal(int sig, void (*func)(int)))(int);",
      "signal: function (sig: int; func: pointer to function (-: int) returning void) returning pointer to function (-: int) returning void",
    ],
    ["int (*(*f)(int))[4];", "f: pointer to function (-: int) returning pointer to array [4] of int"],
    ["int ((x)), (*((y)));", ["x: int", "y: pointer to int"]],
    ["int *const *volatile *restrict p;", "p: restrict pointer to volatile pointer to const pointer to int"],
    ["char a[2][3], *b, c[];", ["a: array [2] of array [3] of char", "b: pointer to char", "c: array [] of char"]],
    ["int ((a)[1])[2];", "a: array [1] of array [2] of int"],
    ["int (*((*x)[2]))(void);", "x: pointer to array [2] of pointer to function () returning int"],
  ])("%s", (text, expected) => {
    expect(dump(text)).toEqual(typeof expected === "string" ? [expected] : expected);
  });

  it("of blocks (clang, Language Specification for Blocks)", () => {
    expect(
      dump(
        "typedef int (^b)(void *); void f(int (^ _Nonnull run)(int), void (^)(void)); int (^*p)(void), (^g(void))(int);",
      ),
    ).toEqual([
      "b: block pointer to function (-: pointer to void) returning typedef int",
      "f: function (run: @_Nonnull block pointer to function (-: int) returning int; -: block pointer to function () returning void) returning void",
      "p: pointer to block pointer to function () returning int",
      "g: function () returning block pointer to function (-: int) returning int",
    ]);
  });

  it("with signed pointers (clang, Pointer Authentication)", () => {
    expect(dump("struct s { int *__ptrauth(1, 1, 7) p, *q; }; void f(void (*__ptrauth(0, 0, 0) g)(void));")).toEqual([
      "struct s { p: @__ptrauth(1, 1, 7) pointer to int; q: pointer to int }",
      "f: function (g: @__ptrauth(0, 0, 0) pointer to function () returning void) returning void",
    ]);
  });

  it("of parameters may be abstract or named", () => {
    expect(
      dump("int f(int, char *, int (*)(long), int [static 3], int [const *], int a[restrict static 1], ...);"),
    ).toEqual([
      "f: function (-: int; -: pointer to char; -: pointer to function (-: long) returning int; -: array [3] of int; " +
        "-: const array [*] of int; a: restrict array [1] of int; ...) returning int",
    ]);
    expect(dump("int f(struct s { int x; } *, enum e { A } b, union u);")).toEqual([
      "f: function (-: pointer to struct s { x: int }; b: enum e { A }; -: union u) returning int",
    ]);
  });

  it("in parentheses are parameter lists when a typedef name stands there (C11 6.7.6.3p11)", () => {
    const typedef = "typedef char T;\n";
    expect(dump(`${typedef}int f(int (T));`)[1]).toBe("f: function (-: function (-: <T>) returning int) returning int");
    expect(dump(`${typedef}int f(int (x));`)[1]).toBe("f: function (x: int) returning int");
    expect(dump(`${typedef}int f(int T);`)[1]).toBe("f: function (T: int) returning int");
    expect(dump(`${typedef}int f(T);`)[1]).toBe("f: function (-: <T>) returning int");
    expect(dump(`${typedef}int f(const T, T *T);`)[1]).toBe(
      "f: function (-: const <T>; T: pointer to <T>) returning int",
    );
    expect(dump(`${typedef}int f(int (()));`)[1]).toBe("f: function (-: function (?) returning int) returning int");
    expect(dump(`${typedef}int f(int ((*))(T));`)[1]).toBe(
      "f: function (-: pointer to function (-: <T>) returning int) returning int",
    );
    expect(dump(`${typedef}T (x); struct s { int (T); };`).slice(1)).toEqual(["x: <T>", "struct s { T: int }"]);
  });

  it("tell (void), () and (...) apart", () => {
    expect(dump("int f(void), g(), h(void *), k(void (void));")).toEqual([
      "f: function () returning int",
      "g: function (?) returning int",
      "h: function (-: pointer to void) returning int",
      "k: function (-: function () returning void) returning int",
    ]);
  });

  it("that are none are rejected with what was expected", () => {
    expect(
      problems("int (*);\nint 3;\nint *;\nint f(int a b);\nint a[3;\nint f(a, b);\nint f(int, );\nint (int);"),
    ).toEqual([
      "1:7: error: expected a name before ')'",
      "2:5: error: expected a name before '3'",
      "3:6: error: expected a name before ';'",
      "4:13: error: expected ')' after the parameters before 'b'",
      "5:6: error: unterminated '['",
      "6:7: error: 'a' is not the name of a type",
      "7:12: error: expected a declaration before ')'",
      "8:5: error: expected a name before '('",
    ]);
  });
});

/** A random declarator of `name` with needless parentheses, and what it must say about its type. */
function randomDeclarator(seed: number): string {
  const random = seededRandom(20_241_121, seed);
  const direct = (name: string, depth: number, within: "function" | "array" | "pointer" | "none"): string => {
    const inner = name !== "" && random.chance(25) ? `(${name})` : name;
    if (depth === 0) return inner;
    const choice = random.below(3);
    // No arrays of functions, no functions returning functions or arrays (C11 6.7.6.2p1, 6.7.6.3p1).
    if (choice === 0 && within !== "function") return direct(`${inner}[${1 + random.below(5)}]`, depth - 1, "array");
    if (choice === 1 && within !== "function" && within !== "array") {
      return direct(`${inner}(${parameters(depth)})`, depth - 1, "function");
    }
    const qualifier = random.pick(["", "const ", "volatile ", "restrict "]).replace("restrict", "__restrict");
    const pointed = direct(`(*${qualifier === "__restrict " ? "" : qualifier}${inner})`, depth - 1, "pointer");
    return pointed;
  };
  const parameters = (depth: number): string => {
    const count = random.below(4);
    if (count === 0) return random.pick(["void", ""]);
    const list = Array.from({ length: count }, (_, index) => {
      const name = random.chance(50) ? `p${index}` : "";
      return `${random.pick(["int", "T", "const char", "struct s"])} ${direct(name, Math.min(2, depth - 1), "none")}`;
    });
    return list.join(", ") + (random.chance(20) ? ", ..." : "");
  };
  return `T ${direct(`x${seed}`, 1 + random.below(5), "none")};`;
}

/** The same type spelled with one typedef for each derivation, so that no precedence is involved. */
function stepwise(declarator: Declarator, base: string, prefix: string): string {
  const lines: string[] = [];
  let type = base;
  let count = 0;
  const name = (): string => `${prefix}_${count++}`;
  for (const derivation of [...declarator.derivations].reverse()) {
    const next = name();
    switch (derivation.kind) {
      case "pointer": {
        const qualifiers = `${(derivation.qualifiers & 1) !== 0 ? "const " : ""}${(derivation.qualifiers & 2) !== 0 ? "volatile " : ""}`;
        lines.push(`typedef ${type} *${qualifiers}${next};`);
        break;
      }
      case "array": {
        const { size } = derivation;
        const text = size === null ? "" : size.buffer.interner.text((size.buffer.spellings[size.start] ?? 0) as never);
        lines.push(`typedef ${type} ${next}[${text}];`);
        break;
      }
      case "function": {
        const list = derivation.parameters.map((parameter) => {
          const { type: specifier, qualifiers } = parameter.specifiers;
          const spelled =
            specifier.kind === "typedef-name"
              ? "T"
              : specifier.kind === "record"
                ? "struct s"
                : specifier.kind === "integer"
                  ? specifier.name
                  : "?";
          const one = name();
          lines.push(stepwise(parameter.declarator, `${(qualifiers & 1) !== 0 ? "const " : ""}${spelled}`, one));
          return `${one}_t`;
        });
        if (derivation.variadic) list.push("...");
        lines.push(`typedef ${type} ${next}(${derivation.unprototyped ? "" : list.join(", ") || "void"});`);
        break;
      }
    }
    type = next;
  }
  lines.push(`typedef ${type} ${prefix}_t;`);
  return lines.join(" ");
}

describe("random declarators", () => {
  it("denote the types that gcc gives them", () => {
    const count = 500;
    const head = "typedef unsigned long T; struct s { int x; };";
    const texts = Array.from({ length: count }, (_, seed) => randomDeclarator(seed));
    const { declarations, syntaxErrors } = parseText([head, ...texts].join("\n"));
    expect(syntaxErrors).toBe(0);
    const checks = declarations.slice(2).map((declaration, index) => {
      if (declaration.kind !== "declaration") return `#error ${texts[index]}`;
      const [declarator] = declaration.declarators;
      if (declarator === undefined) throw new Error("no declarator");
      const spelled = stepwise(declarator, "T", `d${index}`);
      return `extern ${texts[index]} ${spelled} _Static_assert(__builtin_types_compatible_p(__typeof__(&x${index}), d${index}_t *), "");`;
    });
    const failed = [...linesWithErrors([head, ...checks].join("\n"))].map((line) => checks[line - 2]);
    expect(failed).toEqual([]);
    expect(checks).toHaveLength(count);
  });
});
