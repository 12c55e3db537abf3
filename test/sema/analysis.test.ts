/** What analysis says beyond sizes and types: scopes, linkage, origins, parents, annotations, diagnostics. */
import { describe, expect, it } from "vitest";
import { rangeText } from "../../src/preprocess/tokens.js";
import { evaluate } from "../../src/sema/expression/index.js";
import {
  analyseText,
  declarationOf,
  diagnosticLines,
  functionNamed,
  recordNamed,
  variableNamed,
} from "./analysis-support.js";

describe("functions", () => {
  it("keeps internal linkage after a static forward declaration (C11 6.2.2p5)", () => {
    const analysed = analyseText(
      "static int f(int); int f(int x) { return x; } static int g(void) { return 1; } extern int g(void);",
    );
    expect(functionNamed(analysed, "f")).toMatchObject({ linkage: "internal", inline: false });
    expect(functionNamed(analysed, "g").linkage).toBe("internal");
    expect(functionNamed(analysed, "f").body).not.toBeNull();
    expect(declarationOf(analysed, "f")).toBe("int f(int x)");
  });

  it("merges attributes of all declarations", () => {
    const analysed =
      analyseText(`int f(void); int f(void) __attribute__((warn_unused_result)); __attribute__((warn_unused_result, cold)) int f(void);
      extern void die(void) __attribute__((__noreturn__)); void die(void); _Noreturn void die2(void); void die2(void);
      inline int late(void) { return 1; } extern int late(void) asm("label"); int plain(void);`);
    expect(functionNamed(analysed, "f").attributes.map(({ name }) => name)).toEqual(["warn_unused_result", "cold"]);
    expect(functionNamed(analysed, "die").noreturn).toBe(true);
    expect(functionNamed(analysed, "die2").noreturn).toBe(true);
    expect(functionNamed(analysed, "plain").noreturn).toBe(false);
    expect(functionNamed(analysed, "late")).toMatchObject({ inline: true, asmLabel: "label", linkage: "external" });
  });

  it("declares through a typedef name and through typeof", () => {
    const analysed = analyseText("typedef int fn(long); fn f; extern __typeof__(f) g; struct s { fn *member; };");
    expect(declarationOf(analysed, "f")).toBe("int f(long)");
    expect(declarationOf(analysed, "g")).toBe("int g(long)");
    expect(analysed.program.variables).toHaveLength(0);
  });

  it("adjusts parameters and remembers what was declared (C11 6.7.6.3p7-8)", () => {
    const analysed = analyseText(
      "typedef const int row[4]; void f(char a[const 3], row b, int cb(void), struct s *p, int n, int v[n]);",
    );
    expect(declarationOf(analysed, "f")).toBe(
      "void f(char *const a, const int *b, int (*cb)(void), struct s *p, int n, int *v)",
    );
    const { parameters } = functionNamed(analysed, "f").type;
    expect(parameters.map(({ declared }) => declared?.type.kind ?? null)).toEqual([
      "array",
      "typedef",
      "function",
      null,
      null,
      "array",
    ]);
  });

  it("tells () from (void)", () => {
    const analysed = analyseText("int f(); int g(void);");
    expect(functionNamed(analysed, "f").type.unprototyped).toBe(true);
    expect(functionNamed(analysed, "g").type.unprototyped).toBe(false);
  });

  it("keeps calling conventions in the type, also of clang's", () => {
    const analysed = analyseText(
      "void __attribute__((preserve_most)) f(void); void (*p)(void) __attribute__((preserve_all)); void f(void);",
      { cc: "clang-16" },
    );
    expect(functionNamed(analysed, "f").type.callingConvention).toBe("preserve_most");
    expect(declarationOf(analysed, "p")).toBe("void (__attribute__((preserve_all)) *p)(void)");
    expect(diagnosticLines(analysed)).toEqual([]);
  });

  it("says why a function cannot be used", () => {
    const analysed = analyseText("extern undeclared_t *f(int); int g(missing x);");
    expect(functionNamed(analysed, "f").unsupported).toBe('unknown type name "undeclared_t"');
    expect(functionNamed(analysed, "g").unsupported).toBe('unknown type name "missing"');
    expect(diagnosticLines(analysed)).toEqual(["1: unknown-type-name", "1: unknown-type-name"]);
  });
});

describe("variables", () => {
  it("knows the values of constant scalars, converted to their type", () => {
    const analysed =
      analyseText(`static const unsigned char byte = 0x1ff; static const int sum = 3 + 4; static const _Bool yes = 7; static const double half = 1 / 2.0;
      static const long braced = { -1 }; static int variable = 3; static const volatile int io = 3; extern const int elsewhere; static const char text[] = "abc"; static const int other = sum;`);
    const value = (name: string) => variableNamed(analysed, name).value;
    expect(value("byte")).toMatchObject({ kind: "integer", value: 0xffn });
    expect(value("sum")).toMatchObject({ kind: "integer", value: 7n });
    expect(value("yes")).toMatchObject({ kind: "integer", value: 1n });
    expect(value("half")).toMatchObject({ kind: "floating", value: 0.5 });
    expect(value("braced")).toMatchObject({ kind: "integer", value: -1n });
    for (const name of ["variable", "io", "elsewhere", "text"]) expect(value(name)).toBeNull();
  });

  it("keeps storage, labels and register variables apart", () => {
    const analysed = analyseText(
      `extern __thread int tls; extern int renamed asm("other"); register unsigned long sp asm("rsp"); static int hidden; int tentative; int tentative = 3;`,
    );
    expect(variableNamed(analysed, "tls").threadLocal).toBe(true);
    expect(variableNamed(analysed, "renamed").asmLabel).toBe("other");
    expect(variableNamed(analysed, "sp").unsupported).toBe("a global register variable (rsp)");
    expect(variableNamed(analysed, "hidden").linkage).toBe("internal");
    const { initializer } = variableNamed(analysed, "tentative");
    expect(initializer === null ? null : rangeText(initializer)).toBe("3");
  });
});

describe("where things come from", () => {
  it("names the macro that made a declaration, not one that only renames it", () => {
    const analysed = analyseText(
      [
        "#define DECLARE(type, name) extern type name##_var; struct name##_tag { type x; }",
        "#define renamed real_name",
        "",
        "DECLARE(int, foo);",
        "int renamed(void);",
        "extern int direct;",
      ].join("\n"),
    );
    const { sources } = analysed.unit;
    const variable = variableNamed(analysed, "foo_var").origin;
    expect(variable.macro).toBe("DECLARE");
    expect(sources.locate(variable.position)).toMatchObject({ line: 4, column: 1 });
    expect(recordNamed(analysed, "foo_tag").origin.macro).toBe("DECLARE");
    expect(functionNamed(analysed, "real_name").origin.macro).toBeNull();
    expect(sources.locate(functionNamed(analysed, "real_name").origin.position)?.line).toBe(5);
    expect(variableNamed(analysed, "direct").origin.macro).toBeNull();
  });

  it("takes the origin of a definition, and the order of the first declaration", () => {
    const analysed = analyseText(
      "struct a;\nstruct b { struct a *p; };\nstruct a { int x; };\nint f(void);\nint f(void) { return 1; }\n",
    );
    expect(
      analysed.program.order.map((declared) => (declared.kind === "record" ? declared.tag : declared.kind)),
    ).toEqual(["a", "b", "function"]);
    expect(analysed.unit.sources.locate(recordNamed(analysed, "a").origin.position)?.line).toBe(3);
    expect(analysed.unit.sources.locate(functionNamed(analysed, "f").origin.position)?.line).toBe(5);
    expect(rangeText(recordNamed(analysed, "a").origin)).toBe("struct a { int x; }");
  });

  it("links nested records and enums to the member that they declare", () => {
    const analysed =
      analyseText(`struct outer { struct { int x; } named, second; union { int y; }; struct tagged { enum inner { I } e; } *p; struct lone { int z; }; struct elsewhere *q; void (*f)(struct in_parameter { int k; } *); };
      struct elsewhere { int w; };`);
    const { records, enums, tags } = analysed.program;
    const outer = recordNamed(analysed, "outer").id;
    expect(records.filter(({ tag }) => tag === null).map(({ parent }) => parent)).toEqual([
      { record: outer, field: "named" },
      { record: outer, field: null },
    ]);
    expect(recordNamed(analysed, "tagged").parent).toEqual({ record: outer, field: "p" });
    expect(recordNamed(analysed, "lone").parent).toEqual({ record: outer, field: null });
    expect(recordNamed(analysed, "elsewhere").parent).toBeNull();
    expect(enums[0]?.parent).toEqual({ record: recordNamed(analysed, "tagged").id, field: "e" });
    expect(records.find(({ tag }) => tag === "in_parameter")?.parent).toEqual({ record: outer, field: "f" });
    expect(tags.has("in_parameter")).toBe(false);
    expect(recordNamed(analysed, "outer").members?.map(({ name }) => name)).toEqual([
      "named",
      "second",
      null,
      "p",
      "q",
      "f",
    ]);
  });

  it("keeps annotation macros on the level where they were written", () => {
    const analysed = analyseText(
      [
        "#define __user",
        "#define __rcu",
        "#define __iomem",
        "#define __must_hold(x)",
        "#define __init",
        "struct s { char __user *buffer; void __iomem *__rcu *p; };",
        "int __init f(const void __user *p) __must_hold(lock);",
      ].join("\n"),
      { family: "linux" },
    );
    const [buffer, p] = recordNamed(analysed, "s").members ?? [];
    const names = (uses: readonly { readonly name: string; readonly args: string }[] | undefined) =>
      uses?.map(({ name, args }) => name + args);
    const pointee = buffer?.type.type.kind === "pointer" ? buffer.type.type.to : undefined;
    expect(names(pointee?.annotations)).toEqual(["__user"]);
    expect(names(p?.type.annotations)).toBeUndefined();
    const outer = p?.type.type.kind === "pointer" ? p.type.type.to : undefined;
    expect(names(outer?.annotations)).toEqual(["__rcu"]);
    expect(names(functionNamed(analysed, "f").annotations)).toEqual(["__init", "__must_hold(lock)"]);
  });

  it("keeps btf_type_tag and the qualifiers beside it", () => {
    const analysed = analyseText('extern const char __attribute__((btf_type_tag("user"))) *p;', { cc: "clang-16" });
    expect(declarationOf(analysed, "p")).toBe('const __attribute__((btf_type_tag("user"))) char *p');
  });
});

describe("records without a layout", () => {
  const RANDSTRUCT = new Map([["CONFIG_RANDSTRUCT", "y"]]);

  it("refuses what CONFIG_RANDSTRUCT shuffles, and what contains it", () => {
    const text = `struct marked { int a, b; } __attribute__((randomize_layout)); struct ops { int (*f)(void); void (*g)(int); }; struct one { int (*f)(void); };
      struct kept { int (*f)(void); void (*g)(int); } __attribute__((no_randomize_layout)); struct plain { int a; void (*g)(int); }; struct holds { struct marked m; }; struct points { struct marked *m; };`;
    const off = analyseText(text);
    expect(off.program.records.every(({ unsupported }) => unsupported === null)).toBe(true);
    const on = analyseText(text, { config: RANDSTRUCT });
    const unsupported = on.program.records.filter((record) => record.unsupported !== null).map(({ tag }) => tag);
    expect(unsupported).toEqual(["marked", "ops", "holds"]);
    expect(recordNamed(on, "holds")).toMatchObject({
      layout: null,
      unsupported: expect.stringContaining("struct marked has no layout"),
    });
    expect(diagnosticLines(on)).toEqual(["1: unsupported-layout", "1: unsupported-layout", "2: unsupported-layout"]);
  });

  it("says which member is at fault", () => {
    const analysed =
      analyseText(`struct self { struct self inner; }; struct incomplete { struct nowhere n; }; struct width { int x : 33; }; struct zero { int x : 0; };
      struct fn { int f(void); }; struct count { int a[unknown]; }; struct bits { float f : 3; }; struct reversed { int x; } __attribute__((scalar_storage_order("big-endian")));
      struct after { struct self s; int y; }; enum undefined_enum; struct e { enum undefined_enum e; }; struct v { void v; }; struct large { long x[0x1fffffffffffff]; };`);
    expect(
      analysed.program.records
        .filter(({ members }) => members !== null)
        .map(({ tag, layout, unsupported }) => [tag, layout, unsupported]),
    ).toEqual([
      ["self", null, "member inner: struct self is incomplete"],
      ["incomplete", null, "member n: struct nowhere is incomplete"],
      ["width", null, "member x: its width of 33 exceeds its type"],
      ["zero", null, "member x: a named bit-field of width 0"],
      ["fn", null, "member f: a member of function or void type"],
      ["count", null, 'member a: the size of an array is not known: "unknown" is not declared'],
      ["bits", null, "member f: a bit-field of no integer type"],
      ["reversed", null, "scalar_storage_order reverses the bytes of its members"],
      ["after", null, "member s: struct self has no layout (member inner: struct self is incomplete)"],
      ["e", null, "member e: enum undefined_enum is incomplete"],
      ["v", null, "member v: a member of function or void type"],
      ["large", null, "member x: an array too large for any object"],
    ]);
  });

  it("accepts the target's own storage order and marks transparent unions", () => {
    const analysed = analyseText(
      'struct s { int x; } __attribute__((scalar_storage_order("little-endian"))); typedef union t { int a; } t __attribute__((transparent_union));',
    );
    expect(recordNamed(analysed, "s").layout?.size).toBe(4);
    expect(recordNamed(analysed, "t").transparentUnion).toBe(true);
  });
});

describe("diagnostics", () => {
  const CASES: Readonly<Record<string, readonly [c: string, expected: readonly string[]]>> = {
    "a struct defined twice": ["struct s { int a; };\nstruct s { int b; };", ["2: redefinition"]],
    "an enum defined twice": ["enum e { A };\nenum e { B };", ["2: redefinition"]],
    "a struct defined inside itself": [
      "struct s {\nstruct s { int b; } m; };",
      ["2: redefinition", "1: unsupported-layout"],
    ],
    "a tag of another kind": [
      "struct s { int a; };\nunion s *p;\nenum s { X };",
      ["2: wrong-tag-kind", "3: wrong-tag-kind"],
    ],
    "an identifier of another kind": [
      "typedef int a; int b; void c(void);\nint a;\ntypedef int b;\nint c;\nenum { b };",
      [
        "2: redeclared-as-different-kind",
        "3: redeclared-as-different-kind",
        "4: redeclared-as-different-kind",
        "5: redeclared-as-different-kind",
      ],
    ],
    "conflicting declarations": [
      "int f(int); extern int v; typedef int t;\nint f(long);\nextern long v;\ntypedef long t;",
      ["2: conflicting-types", "3: conflicting-types", "4: conflicting-types"],
    ],
    "a false assertion": [
      '_Static_assert(1, "fine");\n_Static_assert(sizeof(int) == 5, "five");\nstruct s { int x; _Static_assert(0, ""); };',
      ["2: static-assert-failed", "3: static-assert-failed"],
    ],
    "an assertion that nobody can evaluate": ['_Static_assert(unknown_name, "?");', ["1: static-assert-unknown"]],
    "an enumerator without a constant": ["enum e { A = unknown_name, B };", ["1: enumerator-not-constant"]],
    "an alignment that is none": ["struct s { int x __attribute__((aligned(3))); };", ["1: bad-alignment"]],
  };
  for (const [name, [c, expected]] of Object.entries(CASES)) {
    it(name, () => expect(diagnosticLines(analyseText(c))).toEqual(expected));
  }

  it("counts assertions and shows the message of a false one", () => {
    const { program } = analyseText(
      '_Static_assert(1, "a"); _Static_assert(0, "the message"); _Static_assert(nothing, "c"); _Static_assert(0 == 1, "");',
    );
    expect(program.staticAsserts).toEqual({ held: 1, failed: 2, unknown: 1 });
    expect(program.diagnostics.map(({ message }) => message)).toContain("static assertion failed: the message");
  });

  it("passes on what did not parse", () => {
    const { program } = analyseText("int ok; int 3 broken; int fine;");
    expect(program.unparsed).toHaveLength(1);
    expect(program.variables.map(({ name }) => name)).toEqual(["ok", "fine"]);
  });
});

describe("the context after the end of the unit", () => {
  it("resolves the types of macros without adding to the program", () => {
    const analysed = analyseText("struct s { int x; };");
    const { order, tags, ordinary } = analysed.program;
    const before = [order.length, tags.size, ordinary.size];
    for (const [text, value] of [
      ["sizeof(struct fresh { char c[5]; enum { INNER = 3 } e; })", 12n],
      ["sizeof(struct fresh)", 12n],
      ["INNER + 1", 4n],
      ["sizeof(struct s)", 4n],
    ] as const) {
      const range = analysed.unit.expandText(text);
      if (range === null) throw new Error(text);
      expect(evaluate(range, analysed.context)).toMatchObject({ kind: "constant", value: { value } });
    }
    expect([order.length, tags.size, ordinary.size]).toEqual(before);
    expect(diagnosticLines(analysed)).toEqual([]);
  });
});
