/** Definitions of static inline functions that are read when somebody asks for their name. */
import { describe, expect, it } from "vitest";
import { parse } from "../../src/parse/index.js";
import { externalLines, unitOf } from "./support.js";

function kindsOf(text: string): string[] {
  return [...parse(unitOf(text), { defersInline: true }).declarations].map(({ kind }) => kind);
}

describe("which are deferred", () => {
  it.each([
    ["static inline int f(int x) { return x; }", "deferred"],
    ["static inline __attribute__((unused)) void *f(void) __attribute__((cold)) { return 0; }", "deferred"],
    ["inline static unsigned long f(int (*g)(int)) { return 0; }", "deferred"],
    ["inline int f(void) { return 1; }", "function-definition"],
    ["static int f(void) { return 1; }", "function-definition"],
    ["static inline int f(void);", "declaration"],
    // The tag is declared for all that follows (C11 6.7.2.3p8).
    ["static inline struct s *f(void) { return 0; }", "function-definition"],
    ["static inline int (*f(void))(int) { return 0; }", "function-definition"],
    ["static inline __typeof__(1) f(void) { return 0; }", "function-definition"],
    ["static inline int f(x) int x; { return x; }", "function-definition"],
  ])("%s", (text, kind) => {
    expect(kindsOf(text)[0]).toBe(kind);
  });
});

it("is read with the names of types that were in force", () => {
  const unit = unitOf("typedef int early; static inline early f(early late) { } typedef int late;");
  const [, deferred] = [...parse(unit, { defersInline: true }).declarations];
  const read = deferred?.kind === "deferred" ? deferred.read() : null;
  expect(read === null ? null : externalLines(read)).toEqual([
    "f: function (late: <early>) returning static inline <early> body { }",
  ]);
});

it("is refused where it uses the name of a type that came later", () => {
  const unit = unitOf("static inline int f(int a, late) { return a; } typedef int late; late v;");
  const [deferred] = [...parse(unit, { defersInline: true }).declarations];
  expect(deferred?.kind === "deferred" ? deferred.read()?.kind : null).toBe("unparsed");
});
