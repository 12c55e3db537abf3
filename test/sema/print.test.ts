/** The printer of C declarations: exact text, and the same type when the text is parsed again. */
import { describe, expect, it } from "vitest";
import { declare } from "../../src/sema/print.js";
import { analyseText, declarationOf, diagnosticLines, variableNamed } from "./analysis-support.js";

const GCC = [
  "int x",
  "const volatile int *const restrict *x",
  "int *const x[3]",
  "int (*x)[3]",
  "char x[2][3][4]",
  "const char *const x[5]",
  "unsigned long long x",
  "int (*x)(void)",
  "int x()",
  "int (*(*x)(int (*)[3], void (*)(int)))[5]",
  "int (*x(int (*p)[4]))[4]",
  "void (*(*x)(int, void (*)(int)))(int)",
  "int (*(*(*x)[2])(void))(long, ...)",
  "struct s *x",
  "enum e x",
  "u32 (*x[4])(union u *, _Bool, ...)",
  "const u32 x[2]",
  "_Complex long double x",
  "int __attribute__((vector_size(16))) *x",
  "_Atomic(int *) x",
  "_Atomic(const char *) *x",
  "__builtin_va_list x",
  "unsigned __int128 x",
  "const __seg_gs int *const __seg_fs x",
  "int (__attribute__((ms_abi)) *x)(int)",
  "__typeof__(int *) __attribute__((ms_abi)) x(long)",
  "int (*(__attribute__((ms_abi)) *x)(int))[4]",
];

const CLANG = [
  "_BitInt(7) x",
  "unsigned _BitInt(33) *x",
  'const __attribute__((btf_type_tag("rcu"))) struct s *x',
  "__attribute__((address_space(7))) int *x",
  "void (__attribute__((preserve_most)) *x)(void)",
  "int x(const char *const __attribute__((pass_object_size(1))) p)",
];

const PREFIX = "typedef unsigned int u32; struct s; union u; enum e { E };";

describe("declare", () => {
  for (const [cc, texts] of [
    ["gcc", GCC],
    ["clang-16", CLANG],
  ] as const) {
    for (const text of texts) {
      it(`${text} (${cc})`, () => {
        const analysed = analyseText(`${PREFIX} extern ${text};`, { cc });
        expect(diagnosticLines(analysed)).toEqual([]);
        expect(declarationOf(analysed, "x")).toBe(text);
      });
    }
  }

  it("prints type names, also of what has no tag", () => {
    const analysed = analyseText(
      "extern struct { int x; } *a[2]; extern enum { E } b; extern int (*c)(char[3]); extern missing d;",
    );
    const typeName = (name: string) => declare(variableNamed(analysed, name).type, "", analysed.context);
    expect(typeName("a")).toBe("struct { … } *[2]");
    expect(typeName("b")).toBe("enum { … }");
    expect(typeName("c")).toBe("int (*)(char *)");
    expect(typeName("d")).toBe('void /* unknown type: unknown type name "missing" */');
  });

  it("shows annotations only when asked", () => {
    const analysed = analyseText("#define __user\nextern const char __user *p;", { family: "linux" });
    const { type } = variableNamed(analysed, "p");
    expect(declare(type, "p", analysed.context)).toBe("const char *p");
    expect(declare(type, "p", analysed.context, { annotations: true })).toBe("const __user char *p");
  });
});
