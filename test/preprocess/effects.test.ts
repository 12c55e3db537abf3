/** Stepping over bodies gives what expanding them gives, as far as anyone can tell from what follows. */
import { describe, expect, it } from "vitest";
import { FatalError } from "../../src/support/diagnostics.js";
import { randomProgram } from "./random-macros.js";
import { textOf, unitOf } from "./support.js";

/** The text of a program with all bodies left out; null for one with errors. */
function outline(source: string, skipsInlineBodies: boolean): string | null {
  try {
    const unit = unitOf(source, {}, { skipsInlineBodies, limits: { expansionTokens: 5000 } });
    if (unit.diagnostics.some(({ severity }) => severity === "error")) return null;
    return textOf(unit).replace(/\( void \) \{.*?\} int/g, "( void ) { } int");
  } catch (error) {
    if (error instanceof FatalError) return null;
    throw error;
  }
}

/** Macros that count now and then, used in bodies, with a look at the counter behind each. */
function randomBodies(seed: number): string {
  let count = 0;
  const program = randomProgram(seed).replace(/\b[12]\b(?![,)])|\br\b/g, (word) =>
    ++count % 3 === 0 ? "__COUNTER__" : word,
  );
  return program
    .replace(/^(?:[^#\n].*\n)+/gm, (lines) =>
      lines.replace(/([^;]*);\n/g, "static inline int body(void) {\n$1}\nint n = __COUNTER__;\n"),
    )
    .concat("int last = __COUNTER__;\n");
}

it("random bodies", () => {
  let compared = 0;
  for (let seed = 1; seed <= 3000; seed++) {
    const program = randomBodies(seed);
    const expected = outline(program, false);
    if (expected === null) continue;
    compared++;
    expect(outline(program, true), program).toBe(expected);
  }
  expect(compared).toBeGreaterThan(800);
});

it("a wrong number of arguments is an error still", () => {
  const source = "#define TWO(a, b) a##1\n#define T() TWO(1, 2)\nstatic inline int f(void) { TWO(1) T(1) }";
  expect(unitOf(source, {}, { skipsInlineBodies: true }).diagnostics.map(({ id }) => id)).toEqual([
    "macro-argument-count",
    "macro-argument-count",
  ]);
});

it("macros that lead to each other in many steps", () => {
  const macros = Array.from({ length: 30_000 }, (_, index) => `#define A${index} A${index + 1}\n`).join("");
  const source = `${macros}static inline int f(void) { return A0; } int n = A5;`;
  expect(textOf(unitOf(source, {}, { skipsInlineBodies: true }))).toBe(
    "static inline int f ( void ) { } int n = A30000 ;",
  );
});

it("arguments in arguments without end", () => {
  const start = performance.now();
  const source = `#define a a\n#define b(x) x\nstatic inline int f(void) { ${"a ( b ( ".repeat(60_000)} }`;
  expect(() => unitOf(source, {}, { skipsInlineBodies: true })).toThrow("b");
  expect(performance.now() - start).toBeLessThan(5000);
});

describe("macros whose effect depends on their arguments", () => {
  it.each([
    ["an argument that is not used", "#define NONE(x)\n#define TWO(x) x x", "NONE(__COUNTER__) TWO(__COUNTER__)"],
    ["an argument that is pasted", "#define CAT(a) a##_\n#define C_ __COUNTER__", "CAT(C)"],
    ["a macro as an argument", "#define C __COUNTER__\n#define CALL(f) f(C)\n#define NONE(x)", "CALL(NONE)"],
    ["a macro as an argument of an inert one", "#define C(x) __COUNTER__ x##1\n#define CALL(f) f(1)", "CALL(C)"],
    [
      "a macro with half of the parentheses",
      "#define C(x) __COUNTER__ x##1\n#define TWO(x) x x\n#define CALL TWO(",
      "CALL C(1))",
    ],
    ["a macro behind a name", "#define C(x) __COUNTER__\n#define NAME() C\n#define P ()", "NAME()(1) NAME P(2)"],
    ["arguments in parentheses", "#define C(x) __COUNTER__\n#define USE(a) C a", "USE((1)) USE(2)"],
    [
      "a comma of a macro",
      "#define PAIR 1, 2\n#define ONE(a, ...) C##__VA_OPT__(_)\n#define C_ __COUNTER__\n#define TO(a) ONE(a)",
      "TO(PAIR) TO(1)",
    ],
    [
      "a comma of a macro that pastes",
      "#define PAIR 1, CAT(2, 3)\n#define CAT(a, b) a##b\n#define ONE(a, ...) C##__VA_OPT__(_)\n#define C_ __COUNTER__\n#define TO(a) ONE(a)",
      "TO(PAIR) TO(1)",
    ],
    ["no argument", "#define C __COUNTER__\n#define OPT(...) __VA_OPT__(C)\n#define TO(a) OPT(a)", "TO() TO(1)"],
    [
      "a macro with the counter's value in its name",
      "#define x_1 __COUNTER__\n#define CAT(a, b) a##b\n#define NAME(a, b) CAT(a, b)\n#define C NAME(x_, __COUNTER__)",
      "C; C; C",
    ],
    [
      "a macro with a line in its name",
      "#define x_8 __COUNTER__\n#define CAT(a, b) a##b\n#define NAME(a, b) CAT(a, b)\n#define L() NAME(x_, __LINE__)",
      "\n\n\nL()",
    ],
  ])("%s", (_, macros, body) => {
    const source = `${macros}\nstatic inline int f(void) { ${body} } int n = __COUNTER__;\n`;
    expect(outline(source, true)).toBe(outline(source, false));
  });
});
