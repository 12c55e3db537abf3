/** Directives: conditions, inclusion, lines, pragmas, and where the shortcuts must not fire. */
import { describe, expect, it } from "vitest";
import { failureOf, problemsOf, textOf, tokensOf, unitOf } from "./support.js";

/** The value of a condition. */
function holds(condition: string, target = {}): boolean {
  return tokensOf(`#if ${condition}\nyes\n#else\nno\n#endif`, target) === "yes";
}

describe("#if", () => {
  it.each([
    ["1", true],
    ["0", false],
    ["undefined_name", false],
    ["-1 < 0", true],
    ["-1 > 0u", true],
    ["-1 > 0U ? 0 : 1", false],
    ["(2 || 1/0) && !(0 && 1/0)", true],
    ["1 ? 2 : 1/0", true],
    ["0x7fffffffffffffff + 0 > 0", true],
    ["0xffffffffffffffff == -1", true],
    ["0xffffffffffffffff > 0", true],
    ["-9223372036854775807 - 1 < 0", true],
    ["~0 == -1", true],
    ["~0u == 0xffffffffffffffff", true],
    ["1 << 63 < 0", true],
    ["1u << 63 > 0", true],
    ["-8 >> 1 == -4", true],
    ["7 / -2 == -3 && 7 % -2 == 1", true],
    ["1 << -1 == 0", true],
    ["010 == 8 && 0b101 == 5 && 0X1F == 31", true],
    ["1L == 1ull && 1LU == 1lu", true],
    ["'a' == 97 && '\\n' == 10 && '\\x41' == 65 && '\\101' == 65", true],
    ["'ab' == 'a' * 256 + 'b'", true],
    ["'\\377' < 0", true],
    ["L'\\xff' == 255 && u'a' == 97", true],
    ["2 + 3 * 4 == 14 && (2 + 3) * 4 == 20", true],
    ["1 == 1 == 1 && 3 - 2 - 1 == 0", true],
    ["4 & 6 ^ 2 | 1", true],
    ["1 ? 0 : 1 ? 1 : 0", false],
    ["!defined X && !defined(X)", true],
    ["defined __LINE__ && defined __COUNTER__", true],
    ["__has_attribute(packed) && !__has_attribute(nonsense)", true],
    ["__has_attribute(__packed__)", true],
    ["__has_c_attribute(gnu::packed) && __has_c_attribute(fallthrough) > 1", true],
    ["__has_builtin(__builtin_expect)", true],
    ['defined __has_include && __has_include("main.h") && !__has_include(<nothing.h>)', true],
    ["true", false],
  ])("%s", (condition, expected) => {
    expect(holds(condition)).toBe(expected);
    expect(problemsOf(`#if ${condition}\n#endif`)).toEqual([]);
  });

  it("knows true from C23 on", () => {
    expect(holds("true && !false", { standard: "gnu2x" })).toBe(true);
  });

  it("obeys `defined` that a macro gives, as gcc and clang do", () => {
    expect(tokensOf("#define D defined(Y)\n#define Y\n#if D\nyes\n#endif")).toBe("yes");
  });

  it("expands macros, over several contexts", () => {
    const kconfig = `#define __ARG_PLACEHOLDER_1 0,
#define __take_second_arg(__ignored, val, ...) val
#define __is_defined(x) ___is_defined(x)
#define ___is_defined(val) ____is_defined(__ARG_PLACEHOLDER_##val)
#define ____is_defined(arg1_or_junk) __take_second_arg(arg1_or_junk 1, 0)
#define CONFIG_A 1
`;
    expect(tokensOf(`${kconfig}#if __is_defined(CONFIG_A) && !__is_defined(CONFIG_B)\nyes\n#endif`)).toBe("yes");
  });

  it.each([
    ["", "no expression"],
    ["1 +", "ends"],
    ["(1", "missing ')'"],
    ["1)", 'missing "("'],
    ["1 2", "missing binary operator"],
    ["f(1)", "missing binary operator"],
    ["1.0", "floating constant"],
    ["1e5", "floating constant"],
    ["09", "not a valid integer"],
    ["1uu", "not a valid integer"],
    ['"a"', "string literal"],
    ["1 ? 2", "':'"],
    ["1/0", "division by zero"],
    ["1 = 1", "not valid"],
    ["defined", "requires an identifier"],
    ["defined(X", 'missing ")"'],
    ["''", "not a valid character constant"],
    ["1 @", "missing binary operator"],
    [`${"(".repeat(2000)}1${")".repeat(2000)}`, "deep"],
  ])("is an error and false: %s", (condition, message) => {
    const unit = unitOf(`#if ${condition}\nno\n#else\nyes\n#endif`);
    expect(unit.diagnostics.map(({ id }) => id)).toEqual(["bad-condition"]);
    expect(unit.diagnostics[0]?.message).toContain(message);
    expect(textOf(unit)).toBe("yes");
  });
});

describe("conditional groups", () => {
  it("takes the first group that holds", () => {
    const text = "#if A\na\n#elif B\nb\n#elif C\nc\n#else\nd\n#endif\n";
    expect(tokensOf(text)).toBe("d");
    expect(tokensOf(`#define A 1\n#define B 1\n${text}`)).toBe("a");
    expect(tokensOf(`#define B 1\n#define C 1\n${text}`)).toBe("b");
    expect(tokensOf(`#define C 1\n${text}`)).toBe("c");
  });

  it("does not evaluate what it need not", () => {
    expect(
      problemsOf("#if 1\n#elif 1/0\n#endif\n#if 0\n#if 1/0\n#elif (\n#endif\n#error no\n#include <no.h>\n#endif"),
    ).toEqual([]);
  });

  it("skips nested groups and text that is no C", () => {
    expect(tokensOf("#if 0\ndon't \"\n#if 1\n#else\n#endif\n'\n#else\nyes\n#endif")).toBe("yes");
  });

  it("knows #elifdef and #elifndef", () => {
    expect(tokensOf("#define A\n#if 0\n#elifdef A\nyes\n#endif\n#if 0\n#elifndef A\nno\n#else\nyes\n#endif")).toBe(
      "yes yes",
    );
  });

  it.each([
    ["#if 1\n#if 0\n#endif", "unterminated-conditional"],
    ["#if 0", "unterminated-conditional"],
    ["#endif", "endif-without-if"],
    ["#else", "else-without-if"],
    ["#elif 1", "else-without-if"],
    ["#if 1\n#else\n#else\n#endif", "else-after-else"],
    ["#if 0\n#else\n#elif 1\n#endif", "else-after-else"],
    ["#error out of order", "error-directive"],
    ["/* never", "unterminated-comment"],
    ["#define f(x) x\nf(1", "unterminated-macro-call"],
    ["#include <linux/modul.h>", "include-not-found"],
  ])("%s ends the run", (text, id) => {
    expect(failureOf(text).id).toBe(id);
  });

  it("names the conditional that is open", () => {
    const failure = failureOf({ "main.h": '#include "a.h"\n', "a.h": "\n#ifdef X\n#if 1\n#endif\n" });
    expect(failure.message).toBe("unterminated #ifdef");
  });
});

describe("#include", () => {
  const files = {
    "main.h": '#include "a.h"\n#include <a.h>\n',
    "a.h": "here\n",
    "one/a.h": "one\n#include_next <a.h>\n",
    "two/a.h": "two\n#if __has_include_next(<a.h>)\nmore\n#include_next <a.h>\n#endif\n",
    "three/a.h": "three\n",
  };

  it("searches quoted names beside the file first, the others on the path; #include_next goes on", () => {
    expect(tokensOf(files, { angle: ["one", "two", "three"] })).toBe("here one two more three");
  });

  it("ignores directories that do not exist or come twice", () => {
    const main = { ...files, "main.h": "#include <a.h>\n" };
    expect(tokensOf(main, { angle: ["one", "none", "one", "two"] })).toBe("one two");
  });

  it("takes -iquote directories for quoted names only", () => {
    const main = { "main.h": '#include "b.h"\n#if __has_include(<b.h>)\nno\n#endif\n', "q/b.h": "b\n" };
    expect(tokensOf(main, { quote: ["q"] })).toBe("b");
  });

  it("is spelled by macros", () => {
    const main =
      '#define N a.h\n#define A <N>\n#define S "a.h"\n#define X(x) <x>\n#include A\n#include S\n#include X(a.h)\n';
    expect(tokensOf({ ...files, "main.h": main }, { angle: ["three"] })).toBe("three here three");
  });

  it("takes an overlay in place of a file", () => {
    expect(
      tokensOf(
        { "main.h": "#include <a.h>\n", "/k/a.h": "disk\n" },
        { angle: ["/k"], overlay: { "/k/a.h": "memory\n" } },
      ),
    ).toBe("memory");
  });

  it("skips a guarded file", () => {
    const guarded = "/* c */\n#ifndef G\n#define G\nbody\n#if 1\n#endif\n#endif /* G */\n";
    const unit = unitOf({ "main.h": '#include "g.h"\n#include "g.h"\n', "g.h": guarded });
    expect(textOf(unit)).toBe("body");
    expect(unit.sources.inclusions.filter(({ file }) => file.path === "g.h")).toHaveLength(1);
  });

  it.each([
    ["text before", "a\n#ifndef G\n#define G\n#endif\n"],
    ["text behind", "#ifndef G\n#define G\n#endif\na\n"],
    ["another group behind", "#ifndef G\n#define G\n#endif\n#if 1\na\n#endif\n"],
    ["#else", "#ifndef G\n#define G\n#else\na\n#endif\n"],
    ["#elif", "#ifndef G\n#define G\n#elif 1\na\n#endif\n"],
    ["a directive behind", "#ifndef G\n#define G\n#endif\n#undef G\n"],
    ["another condition", "#if !defined G || 1\n#define G\na\n#endif\n"],
    ["#ifdef", "#define G\n#ifdef G\na\n#endif\n"],
  ])("does not take this for a guard: %s", (_, text) => {
    const unit = unitOf({ "main.h": '#include "g.h"\n#include "g.h"\n', "g.h": text });
    expect(unit.sources.inclusions.filter(({ file }) => file.path === "g.h")).toHaveLength(2);
  });

  it("reads a guarded file again when the guard is undefined", () => {
    expect(
      tokensOf({ "main.h": '#include "g.h"\n#undef G\n#include "g.h"\n', "g.h": "#ifndef G\n#define G\nx\n#endif\n" }),
    ).toBe("x x");
  });

  it("obeys #pragma once and #import by file, not by name", () => {
    const once = { "main.h": '#include "d/a.h"\n#include "./d/../d/a.h"\n', "d/a.h": "#pragma once\nx\n" };
    expect(tokensOf(once)).toBe("x");
    expect(tokensOf({ "main.h": '#import "a.h"\n#import "a.h"\n#include "a.h"\n', "a.h": "x\n" })).toBe("x");
    expect(
      tokensOf({ "main.h": '#include "d/a.h"\n#include "e/a.h"\n', "d/a.h": "#pragma once\nx\n", "e/a.h": "y\n" }),
    ).toBe("x y");
  });

  it("says where a missing header was looked for, and what is near", () => {
    const failure = failureOf({ "main.h": "#include <linux/modul.h>\n", "k/linux/module.h": "" }, { angle: ["k"] });
    expect(failure).toMatchObject({
      id: "include-not-found",
      message: "linux/modul.h: no such header",
      help: "searched 1 directory; did you mean linux/module.h?",
    });
  });

  it("stops at a cycle", () => {
    const failure = failureOf({ "main.h": '#include "a.h"\n', "a.h": '#include "main.h"\n' });
    expect(failure.id).toBe("include-too-deep");
    expect(failure.help).toContain("include guard");
  });

  it("reads forced includes first, and only the macros of -imacros", () => {
    const forced = { "main.h": "A B C\n", "f.h": "first\n#define A 1\n", "m.h": "nothing\n#define B 2\n" };
    expect(tokensOf(forced, { forcedIncludes: ["f.h"], forcedMacros: ["m.h"] })).toBe("first 1 2 C");
  });
});

describe("names and lines", () => {
  it("__FILE__, __BASE_FILE__, __INCLUDE_LEVEL__, __FILE_NAME__", () => {
    const main = {
      "main.h": '__FILE__ __INCLUDE_LEVEL__\n#include "d/a.h"\n',
      "d/a.h": "__FILE__ __BASE_FILE__ __INCLUDE_LEVEL__ __FILE_NAME__\n",
    };
    expect(tokensOf(main)).toBe('"main.h" 0 "d/a.h" "main.h" 1 "a.h"');
  });

  it("maps __FILE__ by -fmacro-prefix-map, the last that fits", () => {
    const main = { "main.h": "#include <a.h>\n", "/k/i/a.h": "__FILE__\n" };
    const cflags = ["-fmacro-prefix-map=/k/=", "-fmacro-prefix-map=/other/=x"];
    expect(tokensOf(main, { angle: ["/k/i"], cflags })).toBe('"i/a.h"');
  });

  it("names files relative to the innermost root", () => {
    const unit = unitOf({ "main.h": "#include <a.h>\n", "/k/i/a.h": "" }, { angle: ["/k/i"], roots: ["/", "/k"] });
    expect(unit.files.map(({ name }) => name)).toEqual(["main.h", "i/a.h"]);
  });

  it("#line and line markers", () => {
    expect(tokensOf('__LINE__\n#line 10 "x.c"\n__LINE__ __FILE__\n__LINE__\n# 5 "y.c" 2\n__LINE__ __FILE__')).toBe(
      '1 10 "x.c" 11 5 "y.c"',
    );
  });

  it("__DATE__ and __TIME__ are those of the epoch", () => {
    const unit = unitOf("__DATE__ __TIME__ __TIMESTAMP__", {}, { epoch: 1_700_000_000 });
    expect(textOf(unit)).toBe('"Nov 14 2023" "22:13:20" "Tue Nov 14 22:13:20 2023"');
  });

  it("counts physical lines over splices and comments", () => {
    expect(tokensOf("a \\\n __LINE__ /* \n */ __LINE__\n__LINE__")).toBe("a 2 3 4");
  });
});

describe("pragmas", () => {
  it("keeps them beside the stream", () => {
    const unit = unitOf(
      'a\n#pragma pack(push, 1)\nb _Pragma("GCC diagnostic push") c\n#define P(x) x _Pragma("p \\"q\\"") x\nP(d)',
    );
    const list = unit.pragmas.map(({ before, tokens }) => [
      before,
      Array.from({ length: tokens.end - tokens.start }, (_, index) =>
        unit.tokens.interner.text((tokens.buffer.spellings[tokens.start + index] ?? 0) as never),
      ).join(" "),
    ]);
    expect(textOf(unit)).toBe("a b c d d");
    expect(list).toEqual([
      [1, "pack ( push , 1 )"],
      [2, "GCC diagnostic push"],
      [4, 'p "q"'],
    ]);
  });

  it("leaves _Pragma in an argument to the rescan, as gcc and clang do", () => {
    const text = "#define S(x) #x\n#define XS(x) S(x)\n#define ID(x) x\n";
    expect(tokensOf(`${text}XS(_Pragma("p") b)`)).toBe(String.raw`"_Pragma(\"p\") b"`);
    expect(unitOf(`${text}ID(ID(_Pragma("p") b))`).pragmas).toHaveLength(1);
  });

  it("push_macro, pop_macro", () => {
    expect(
      tokensOf(
        '#define A 1\n#pragma push_macro("A")\n#undef A\n#define A 2\nA\n#pragma pop_macro("A")\nA\n#pragma push_macro("B")\n#define B 3\n#pragma pop_macro("B")\nB',
      ),
    ).toBe("2 1 B");
  });

  it("poison", () => {
    expect(problemsOf("#define A 1\n#pragma GCC poison A\nx A\n#define A\n")).toEqual([
      "error poisoned-identifier",
      "error poisoned-identifier",
    ]);
  });

  it("reports unknown directives, #warning and #assert", () => {
    expect(problemsOf('#nonsense\n#warning w\n#assert machine(x)\n#ident "x"\n#\n')).toEqual([
      "error invalid-directive",
      "warning warning-directive",
      "warning assertion-ignored",
    ]);
  });
});
