/** C declarations: printed as C11 6.7.6 wants them, and read back by gcc and clang. */
import { describe, expect, it } from "vitest";
import type { IrQualType } from "../../../src/ir/types.js";
import { declare, typeName } from "../../../src/render/c/declarator.js";
import { indexItems } from "../../../src/render/item-index.js";
import { failure, isPresent } from "../compile.js";
import { array, bindings, enumItem, func, incomplete, int, item, pointer, qual, struct, typedef } from "../ir.js";

const ITEMS = [
  incomplete("page"),
  enumItem("mode", "unsigned int", { OFF: "0" }),
  typedef("gfp_t", int("unsigned int"), 4, 4),
  struct("anon", 4, 4, [], { c: null }),
];
const { types } = indexItems(bindings(ITEMS).items);
const context = { types, annotations: false };
const VOID = { kind: "void" } as const;
const constant = { const: true };

const CASES: readonly (readonly [IrQualType, string, string])[] = [
  [qual(int("int")), "x", "int x"],
  [qual(int("unsigned long long")), "", "unsigned long long"],
  [qual(int("char"), { const: true, volatile: true }), "x", "const volatile char x"],
  [qual(pointer(qual(int("char"), constant))), "s", "const char *s"],
  [qual(pointer(int("char")), constant), "s", "char *const s"],
  [qual(pointer(int("char")), { restrict: true }), "s", "char *__restrict s"],
  [qual(pointer(pointer(VOID))), "", "void **"],
  [qual(pointer(qual(pointer(VOID), constant))), "p", "void *const *p"],
  [qual(array(array(int("int"), 3), 2)), "a", "int a[2][3]"],
  [qual(array(int("int"), null)), "a", "int a[]"],
  [qual(pointer(array(int("int"), 4))), "p", "int (*p)[4]"],
  [qual(pointer(array(int("int"), 4))), "", "int (*)[4]"],
  [qual(array(pointer(int("int")), 4)), "a", "int *a[4]"],
  [qual(array(qual(int("int"), constant), 4)), "a", "const int a[4]"],
  [qual(pointer(func(int("int"), [int("char"), pointer(VOID)]))), "f", "int (*f)(char, void *)"],
  [qual(func(VOID, [])), "f", "void f(void)"],
  [qual(func(VOID, [], { unprototyped: true })), "f", "void f()"],
  [qual(func(int("int"), [pointer(qual(int("char"), constant))], { variadic: true })), "", "int (const char *, ...)"],
  [qual(func(pointer(array(int("int"), 4)), [pointer(array(int("int"), 4))])), "g", "int (*g(int (*)[4]))[4]"],
  [
    qual(func(pointer(func(VOID, [int("int")])), [int("int"), pointer(func(VOID, [int("int")]))])),
    "signal",
    "void (*signal(int, void (*)(int)))(int)",
  ],
  [qual(array(pointer(func(VOID, [])), 2)), "v", "void (*v[2])(void)"],
  [qual(pointer(item("struct page"))), "p", "struct page *p"],
  [qual(item("enum mode")), "m", "enum mode m"],
  [qual(item("typedef gfp_t"), { volatile: true }), "g", "volatile gfp_t g"],
  [qual({ kind: "va-list" }), "ap", "__builtin_va_list ap"],
  [qual({ kind: "atomic", of: qual(pointer(int("int"))) }), "p", "_Atomic(int *) p"],
  [qual({ kind: "opaque", size: 16, align: 16, c: "long double _Complex" }), "z", "long double _Complex z"],
  [
    qual(
      array(
        qual({ kind: "opaque", size: 8, align: 8, c: "char __attribute__((vector_size(8)))" }, { volatile: true }),
        1,
      ),
    ),
    "v",
    "volatile __typeof__(char __attribute__((vector_size(8)))) v[1]",
  ],
  [
    qual(pointer(func(int("int"), [], { callingConvention: { c: "ms_abi", rust: "win64" } }))),
    "f",
    "int (__attribute__((ms_abi)) *f)(void)",
  ],
];

describe("declare", () => {
  it.each(CASES)("%#: %s %s", (type, name, text) => {
    expect(declare(type, name, context)).toBe(text);
  });

  it("shows annotations and address spaces to people, only address spaces to compilers", () => {
    const type = qual(pointer(qual(VOID, { annotations: ["__user"], addressSpace: "__seg_gs" })));
    expect(declare(type, "p", { types, annotations: true })).toBe(
      "void __seg_gs __user *p".replace("void __seg_gs __user", "__seg_gs __user void"),
    );
    expect(declare(type, "p", context)).toBe("__seg_gs void *p");
  });

  it("has no spelling for what has no name in C", () => {
    expect(declare(qual(pointer(item("struct anon"))), "p", context)).toBeNull();
    expect(typeName(func(VOID, [pointer(item("struct anon"))]), context)).toBeNull();
  });

  it("throws for what the IR lacks", () => {
    expect(() => typeName(item("struct nowhere"), context)).toThrow("struct nowhere");
  });
});

describe("compilers read declarations back", () => {
  const prelude = "struct page;\nenum mode { OFF };\ntypedef unsigned int gfp_t;\n";
  const text = CASES.map(([type], index) => {
    const name = `n${index}`;
    const declared = declare(type, name, context);
    // The type name of what was declared is the same type, also behind one more pointer.
    const again = declare(type, "", context);
    const behind = declare(qual(pointer(type)), "", context);
    return [
      `extern ${declared};`,
      `_Static_assert(__builtin_types_compatible_p(__typeof__(${name}), ${again}), "${index}");`,
      `_Static_assert(__builtin_types_compatible_p(__typeof__(&${name}), ${behind}), "&${index}");`,
    ].join("\n");
  }).join("\n");

  for (const compiler of ["gcc", "clang"]) {
    it.runIf(isPresent(compiler))(compiler, () => {
      expect(failure(compiler, ["-std=gnu11", "-w", "-fsyntax-only", "-x", "c", "-"], prelude + text)).toBeNull();
    });
  }
});
