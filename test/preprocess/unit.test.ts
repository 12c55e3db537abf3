/** What the unit tells besides tokens: macros, annotations, positions, expansions on demand; and bounds. */
import { describe, expect, it } from "vitest";
import {
  makeLexCache,
  memoryFileSystem,
  printUnit,
  rangeText,
  tokenExpansion,
  tokenPosition,
  tokenText,
} from "../../src/preprocess/index.js";
import { failureOf, textOf, tokensOf, unitOf } from "./support.js";

describe("macro table", () => {
  const unit = unitOf(
    "#define A 1\n#define F(x, ...) x + __VA_ARGS__\n#define N(a...) a\nint x;\n#undef A\n#define B A\n#define A  2 3\n",
    {
      predefined: "#define __STDC__ 1\n",
      macros: [
        { kind: "define", name: "C", parameters: null, body: "1" },
        { kind: "define", name: "D", parameters: "(x)", body: "x" },
        { kind: "undefine", name: "C" },
      ],
    },
  );

  it("has the definitions in force, in the order of definition", () => {
    const own = [...unit.macros.live.values()].filter(({ origin }) => origin !== "built-in");
    expect(own.map(({ name, origin }) => `${name} ${origin}`)).toEqual([
      "__STDC__ predefined",
      "D command-line",
      "F file",
      "N file",
      "B file",
      "A file",
    ]);
    expect(rangeText(unit.macros.live.get("A")?.body ?? { buffer: unit.tokens, start: 0, end: 0 })).toBe("2 3");
    expect(unit.macros.live.get("F")).toMatchObject({ parameters: ["x", "__VA_ARGS__"], variadic: true, at: 0 });
    expect(unit.macros.live.get("N")).toMatchObject({ parameters: ["a"], variadic: true });
    expect(unit.macros.live.get("A")?.at).toBe(3);
    expect(unit.sources.describe(unit.macros.live.get("A")?.position ?? (0 as never))).toBe("main.h:7");
  });

  it("has the history", () => {
    const events = unit.macros.history.filter((event) => event.kind === "undef" || event.definition.origin === "file");
    expect(events.map((event) => (event.kind === "undef" ? `-${event.name}` : event.definition.name))).toEqual([
      "-C",
      "A",
      "F",
      "N",
      "-A",
      "B",
      "A",
    ]);
  });

  it("is printed by -dD", () => {
    const text = printUnit(unitOf("#define A 1\nx A\n#undef A\n#define F(a,b...) a #b\ny\n"), {
      macros: true,
      lineMarkers: false,
    });
    expect(text).toBe("#define A 1\nx 1\n#undef A\n#define F(a,b...) a #b\ny\n");
  });
});

describe("positions", () => {
  it("are the spelling, expansions the outermost invocation", () => {
    const unit = unitOf("#define B b\n#define A(x) B x\n  A(c) d");
    const at = (position: number) => {
      const location = unit.sources.locate(position as never);
      return `${location?.line}:${location?.column}`;
    };
    const rows = [0, 1, 2].map((index) => [
      tokenText(unit.tokens, index),
      at(tokenPosition(unit.tokens, index)),
      at(tokenExpansion(unit.tokens, index)),
    ]);
    expect(rows).toEqual([
      ["b", "1:11", "3:3"],
      ["c", "3:5", "3:3"],
      ["d", "3:8", "3:8"],
    ]);
  });
});

describe("annotations", () => {
  const annotations = ["__user", "__must_hold", "__acquires"];
  const uses = (text: string) => {
    const unit = unitOf(text, {}, { annotations });
    return { text: textOf(unit), uses: unit.annotations.map(({ name, args, before }) => `${before} ${name}${args}`) };
  };

  it("are recorded before the token that follows, at any depth", () => {
    const text = `#define __user
#define __must_hold(x)
#define __acquires(x) __attribute__((a(x)))
#define U __user
#define ID(x) x
#define TWICE(x) x x
int __user *a; int U *b; ID(char __user *) c; TWICE(int __user *d;)
void f(void) __must_hold( &l->a  + g(1, 2)) ; int __acquires( q ) e;`;
    expect(uses(text)).toEqual({
      text: "int * a ; int * b ; char * c ; int * d ; int * d ; void f ( void ) ; int __attribute__ ( ( a ( q ) ) ) e ;",
      uses: [
        "1 __user",
        "5 __user",
        "9 __user",
        "13 __user",
        "17 __user",
        "25 __must_hold(&l->a + g(1, 2))",
        "27 __acquires(q)",
      ],
    });
  });

  it("are not in directives, in # operands or when they are no macros", () => {
    expect(uses("#define __user\n#define s(x) #x\n#if 1 __user\n#endif\ns(__user)").uses).toEqual([]);
    expect(uses("int __user *a;")).toEqual({ text: "int __user * a ;", uses: [] });
  });
});

describe("expansion on demand", () => {
  const unit = unitOf(
    "#define A (1 + B)\n#define B C(2)\n#define C(x) x x\n#define L A(\n#define E\n#define V __COUNTER__\n#define D a ## +\n#define Z C\n__COUNTER__",
  );

  it.each([
    ["A", "(1 + 2 2)"],
    ["E", ""],
    ["Z", "C"],
    ["V", "1"],
  ])("of the macro %s", (name, text) => {
    const range = unit.expandMacro(name);
    expect(range === null ? null : rangeText(range)).toBe(text);
    expect(range?.buffer).not.toBe(unit.tokens);
  });

  it("is null for what is no object-like macro, or goes wrong", () => {
    expect(unit.expandMacro("C")).toBeNull();
    expect(unit.expandMacro("nothing")).toBeNull();
    expect(unit.expandMacro("D")).toBeNull();
    expect(unit.expandText("C(1")).toBeNull();
    expect(unit.expandText("C(1, 2)")).toBeNull();
  });

  it("of a text, and again after a failure", () => {
    expect(rangeText(unit.expandText("x C(A) y") ?? { buffer: unit.tokens, start: 0, end: 0 })).toBe(
      "x (1 + 2 2) (1 + 2 2) y",
    );
    expect(rangeText(unit.expandMacro("A") ?? { buffer: unit.tokens, start: 0, end: 0 })).toBe("(1 + 2 2)");
    expect(unit.diagnostics.map(({ id }) => id)).toEqual([]);
  });
});

describe("one cache for several runs", () => {
  it("lexes each file once, and keeps runs apart", () => {
    const files = memoryFileSystem({
      "main.h": '#include "a.h"\nA',
      "a.h": "#ifdef X\n#define A 1\n#else\n#define A 2\n#endif\n",
    });
    let reads = 0;
    const cache = makeLexCache({
      ...files,
      read: (path, maximum) => {
        reads++;
        return files.read(path, maximum);
      },
    });
    const define = [{ kind: "define", name: "X", parameters: null, body: "" }] as const;
    expect(textOf(unitOf("", { macros: define }, { cache }))).toBe("1");
    const before = reads;
    expect(textOf(unitOf("", {}, { cache }))).toBe("2");
    expect(reads).toBe(before);
  });

  it("tells overlays apart", () => {
    const cache = makeLexCache(memoryFileSystem({ "main.h": '#include "/a.h"' }));
    expect(textOf(unitOf("", { overlay: { "/a.h": "1" } }, { cache }))).toBe("1");
    expect(textOf(unitOf("", { overlay: { "/a.h": "2" } }, { cache }))).toBe("2");
  });
});

describe("bounds", () => {
  const limits = { expansionTokens: 1 << 18, expansionText: 1 << 20 };
  const bomb = Array.from({ length: 60 }, (_, index) => `#define b${index + 1} b${index} b${index}\n`).join("");

  it("a macro bomb ends the run, wherever it goes off", () => {
    expect(failureOf(`#define b0 x\n${bomb}b60`, {}, { limits }).id).toBe("macro-expansion-too-large");
    expect(failureOf(`#define b0\n${bomb}b60`, {}, { limits }).id).toBe("macro-expansion-too-large");
    expect(failureOf(`#define b0 1 +\n${bomb}#if b60 1\n#endif`, {}, { limits }).id).toBe("macro-expansion-too-large");
    expect(unitOf(`#define b0 x\n${bomb}`).expandMacro("b60")).toBeNull();
  });

  it("so does a bomb of strings", () => {
    const strings = Array.from({ length: 60 }, (_, index) => `#define s${index + 1}(x) s${index}(x x)\n`).join("");
    expect(failureOf(`#define s0(x) #x\n${strings}s60(x)`, {}, { limits }).id).toBe("macro-expansion-too-large");
    const pastes = Array.from(
      { length: 60 },
      (_, index) => `#define p${index + 1}(x) q${index}(x ## x)\n#define q${index}(x) p${index}(x)\n`,
    ).join("");
    expect(failureOf(`#define p0(x) x\n${pastes}p60(x)`, {}, { limits }).id).toBe("macro-expansion-too-large");
  });

  it("deep nesting of invocations", () => {
    expect(failureOf(`#define f(x) x\n${"f(".repeat(1500)}${")".repeat(1500)}`).id).toBe("macro-nesting-too-deep");
    expect(tokensOf(`#define f(x) x\n${"f(".repeat(200)}1${")".repeat(200)}`)).toBe("1");
  });

  it("deep nesting of conditionals", () => {
    const depth = 30_000;
    expect(tokensOf(`${"#if 1\n".repeat(depth)}x\n${"#endif\n".repeat(depth)}`)).toBe("x");
    expect(failureOf("#if 1\n".repeat(depth)).id).toBe("unterminated-conditional");
  });

  it("a line of 10 MB", () => {
    expect(unitOf(`"${"x".repeat(10_000_000)}"`).tokens.length).toBe(1);
    expect(unitOf(`// ${"x".repeat(10_000_000)}\ny`).tokens.length).toBe(1);
    expect(unitOf("a ".repeat(1_000_000)).tokens.length).toBe(1_000_000);
  });

  it("files and units that are too large", () => {
    expect(failureOf("a".repeat(2000), {}, { limits: { fileSize: 1000 } }).id).toBe("file-unreadable");
    expect(failureOf("a ".repeat(2000), {}, { limits: { unitTokens: 1000 } }).id).toBe("unit-too-large");
  });

  it("many errors", () => {
    expect(unitOf("#nonsense\n".repeat(10_000)).diagnostics).toHaveLength(200);
  });
});
