/** Bodies that nobody needs are left empty, and what stands behind them is as it would be. */
import { describe, expect, it } from "vitest";
import { textOf, unitOf } from "./support.js";

const emptied = (source: string): string => textOf(unitOf(source, {}, { skipsInlineBodies: true }));

describe("bodies of static inline functions", () => {
  it.each([
    ["static inline int f(int x) { return x + 1; } int after;", "static inline int f ( int x ) { } int after ;"],
    [
      "#define I inline __attribute__((unused))\nstatic I int f(void)\n{ { } }",
      "static inline __attribute__ ( ( unused ) ) int f ( void ) { }",
    ],
    ["#define M(x) ({ x; })\nstatic __inline int f(void) { return M(M(1)); }", "static __inline int f ( void ) { }"],
    ["#define self self\nstatic inline int f(int self) { return self; }", "static inline int f ( int self ) { }"],
    [
      "inline static int f(int a) __attribute__((pure)) { return a; }",
      "inline static int f ( int a ) __attribute__ ( ( pure ) ) { return a ; }",
    ],
  ])("%s", (source, expected) => {
    expect(emptied(source)).toBe(expected);
  });
});

describe("bodies that are left empty for all they do", () => {
  it.each([
    [
      "counting",
      "#define C __COUNTER__\nstatic inline int f(void) { return C + C; } int a = __COUNTER__;",
      "int a = 2 ;",
    ],
    [
      "braces of macros",
      "#define BEGIN {\n#define END }\nstatic inline int f(void) { BEGIN return 1; END } int a;",
      "int a ;",
    ],
    [
      "pasting",
      "#define CAT(a, b) a##b\nstatic inline int f(void) { return CAT(__COUNT, ER__); } int a = __COUNTER__;",
      "int a = 1 ;",
    ],
    ["a directive", "static inline int f(void) {\n#ifdef X\nif (1) {\n#else\n{\n#endif\n} }\nint a;", "int a ;"],
    ["an annotation", "#define CAT(a, b) a##b\nstatic inline int f(void) { CAT(__us, er) } int a;", "int a ;"],
  ])("%s", (_, source, after) => {
    const unit = unitOf(source, {}, { skipsInlineBodies: true, annotations: ["__user"] });
    expect(textOf(unit)).toBe(`static inline int f ( void ) { } ${after}`);
    expect(unit.annotations).toEqual([]);
  });
});

describe("what is left as it is", () => {
  it.each([
    ["other functions", "inline int f(void) { return 1; } static int g(void) { return 2; }"],
    ["records and initializers", "static struct s { int x; } v = { 1 }; static inline struct t { int y; } w(void);"],
    ["a body with a directive", "static inline int f(void) {\n#ifdef X\nreturn 1; }\n#else\nreturn 2; }\n#endif"],
    [
      "a body in a group",
      "#ifndef X\nstatic inline int f(void) {\n#else\nint f(void) {\n#endif\nif (0) {\n#ifdef Y\n}\n#endif",
    ],
    ["a pragma", '#define P _Pragma("pack(1)")\nstatic inline int f(void) { P return 1; } struct s { int x; };'],
    ["a macro that closes", "#define END return 1; }\nstatic inline int f(void) { END int a;"],
    ["digraphs", "static inline int f(void) { <% return 1; %> } int a;"],
  ])("%s", (_, source) => {
    expect(emptied(source)).toBe(textOf(unitOf(source)));
  });

  it("a body with a definition, whose place is among its tokens", () => {
    const source = "static inline int f(void) {\n#define X 1\nreturn X + 2; } int after;";
    expect(emptied(source)).toBe("static inline int f ( void ) { return + 2 ; } int after ;");
  });

  it("a macro that counts since another definition", () => {
    const source = `#define A B
static inline int f(void) { return A; }
#define B __COUNTER__
static inline int g(void) { return A; }
int a = __COUNTER__;`;
    expect(emptied(source)).toBe("static inline int f ( void ) { } static inline int g ( void ) { } int a = 1 ;");
  });
});

it("bodies that do not end are not looked through again and again", () => {
  const start = performance.now();
  const head = "static inline int f(void) {\n";
  const unit = unitOf(head.repeat(60_000), {}, { skipsInlineBodies: true });
  expect(unit.tokens.length).toBe(60_000 * 8);
  expect(performance.now() - start).toBeLessThan(5000);
});
