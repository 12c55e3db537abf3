/** What becomes of single macros: constants with C's own type, aliases, types, and reasons for the rest. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { resolveTarget } from "../../src/kernel/index.js";
import { classifyMacros } from "../../src/macros/index.js";
import type { MacroItem } from "../../src/macros/types.js";
import { parse } from "../../src/parse/index.js";
import { preprocess } from "../../src/preprocess/index.js";
import type { SemaContext } from "../../src/sema/context.js";
import { analyse, declare } from "../../src/sema/index.js";
import type { ConstantValue } from "../../src/sema/types.js";
import { hasProgram } from "../kernel/compilers.js";

const folder = mkdtempSync(join(tmpdir(), "kbindgen-macros-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The macros that a header defines, described in one line each. */
function macrosOf(header: string, cflags: readonly string[] = [], arch = "x86_64", cc = "gcc"): Record<string, string> {
  const path = join(folder, "header.h");
  writeFileSync(path, header);
  const target = resolveTarget({ family: "none", cc, cache: false, arch, cflags });
  const unit = preprocess(target, [path]);
  const { program, context } = analyse(unit, parse(unit), target);
  const own = classifyMacros(unit, program, context).filter(({ definition }) => definition.origin === "file");
  return Object.fromEntries(own.map((item) => [item.definition.name, describeItem(item, context)]));
}

function describeItem(item: MacroItem, context: SemaContext): string {
  switch (item.kind) {
    case "constant":
      return `${describeValue(item.value)}: ${declare(item.type, "", context)}`;
    case "value-alias":
      return `= ${item.target}`;
    case "object":
      return `${declare(item.type, "", context)} at ${item.object} + ${item.offset}`;
    case "type-alias":
      return `type ${declare(item.type, "", context)}`;
    case "const-fn":
      return `fn(${item.parameters.map(({ name, type }) => `${name}: ${type}`).join(", ")}) -> ${declare(item.type, "", context)}`;
    case "shim": {
      const parameters = item.parameters.map(({ name, type }) => declare(type, name, context));
      return `shim(${parameters.join(", ")}) -> ${declare(item.result, "", context)}`;
    }
    case "unsupported":
      return `${item.reason}: ${item.detail}`;
  }
}

function describeValue(value: ConstantValue): string {
  if (value.kind === "object") return `{${Array.from(value.bytes, (byte) => byte.charCodeAt(0)).join(" ")}}`;
  return value.kind === "string" ? JSON.stringify(value.bytes) : `${value.value}`;
}

describe("constants", () => {
  it("come out of function-like macros (rust-bindgen #753)", () => {
    const header = `
      struct s { int a[3]; };
      #define IOW(n, T) ((n) << 8 | sizeof(T))
      #define CMD IOW(3, struct s)
      #define BIT(n) (1UL << (n))
      #define FLAG BIT(3)
      #define BOTH (FLAG | BIT(0))`;
    expect(macrosOf(header)).toMatchObject({
      CMD: "780: unsigned long",
      FLAG: "8: unsigned long",
      BOTH: "9: unsigned long",
    });
  });

  it("survive casts and keep the name of their type (#316)", () => {
    const header = `
      typedef unsigned int gfp_t; typedef unsigned char u8; typedef long long s64; enum color { RED, BLUE };
      #define ERR ((short)-3)
      #define IO ((gfp_t)0x40u)
      #define FS ((gfp_t)0x80u)
      #define KERNEL (IO | FS)
      #define SHIFTED (IO << 2)
      #define INVERTED (~IO)
      #define MIXED (IO | 1)
      #define SMALL ((u8)300)
      #define PROMOTED ((u8)300 + 0)
      #define ENUM ((enum color)1)
      #define BIG ((s64)1 << 40)`;
    expect(macrosOf(header)).toEqual({
      ERR: "-3: short",
      IO: "64: gfp_t",
      FS: "128: gfp_t",
      KERNEL: "192: gfp_t",
      SHIFTED: "256: gfp_t",
      INVERTED: "4294967231: gfp_t",
      MIXED: "65: unsigned int",
      SMALL: "44: u8",
      PROMOTED: "44: int",
      ENUM: "1: enum color",
      BIG: "1099511627776: s64",
    });
  });

  it("are the same everywhere, or none", () => {
    const header = `
      #define PASTE2(a, b) a##b
      #define PASTE(a, b) PASTE2(a, b)
      #define ONCE(x, unique) ({ int unique = x; unique; })
      #define CHOSEN __builtin_choose_expr(1, 9u, ONCE(9u, PASTE(unique_, __COUNTER__)))
      #define POSITIVE (__LINE__ > 0)
      #define HERE __LINE__
      #define INDIRECT (HERE + 1)
      #define UNIQUE __COUNTER__
      #define NAME __FILE__
      #define LENGTH sizeof(__FILE__)
      #define BUILT __DATE__
      extern int name_0;
      #define RENAMED PASTE(name_, __COUNTER__)`;
    const reason = "macro-not-constant: its value depends on where it stands";
    expect(macrosOf(header)).toMatchObject({
      CHOSEN: "9: unsigned int",
      POSITIVE: "1: int",
      HERE: reason,
      INDIRECT: reason,
      UNIQUE: reason,
      NAME: reason,
      LENGTH: reason,
      BUILT: reason,
      RENAMED: reason,
    });
  });

  it("may be made of enumerators (#258)", () => {
    const header = `
      enum { A, B = 5 };
      #define F (1u << B)
      #define RENAMED B
      #define B B
      #define NEXT (A + 1)`;
    expect(macrosOf(header)).toEqual({ F: "32: unsigned int", RENAMED: "5: int", B: "5: int", NEXT: "1: int" });
  });

  it("have C's own type, not one guessed from the value (#923, #1594, #2965)", () => {
    const header = `
      #define M 0x8000000000000000ull
      #define HEX 0xffffffff
      #define DEC 4294967295
      #define U 1u
      #define L 1L
      #define ALL (~0UL)
      #define CHAR 'x'
      #define SIZE sizeof(int)
      #define NEGATIVE (-1)
      #define LESS (1 < 2)
      #define WIDE 18446744073709551615ull`;
    expect(macrosOf(header)).toEqual({
      M: "9223372036854775808: unsigned long long",
      HEX: "4294967295: unsigned int",
      DEC: "4294967295: long",
      U: "1: unsigned int",
      L: "1: long",
      ALL: "18446744073709551615: unsigned long",
      CHAR: "120: int",
      SIZE: "4: unsigned long",
      NEGATIVE: "-1: int",
      LESS: "1: int",
      WIDE: "18446744073709551615: unsigned long long",
    });
  });

  it("follow the sign of char", () => {
    const header = String.raw`
      #define C '\xff'`;
    expect(macrosOf(header)).toEqual({ C: "-1: int" });
    expect(macrosOf(header, ["-funsigned-char"])).toEqual({ C: "255: int" });
  });

  it("ask for sizes, offsets and types", () => {
    const header = `
      struct s { char c; union { int i; struct { short x, y; }; }; unsigned long tail[4]; };
      extern int array[7];
      #define offsetof(t, m) __builtin_offsetof(t, m)
      #define Y offsetof(struct s, y)
      #define TAIL2 offsetof(struct s, tail[2])
      #define OLD_STYLE ((unsigned long)&((struct s *)0)->tail[1])
      #define COUNT (sizeof(array) / sizeof(array[0]))
      #define MEMBER sizeof(((struct s *)0)->tail)
      #define SAME __builtin_types_compatible_p(__typeof__(array[0]), int)
      #define CHECKED (COUNT + sizeof(struct { int : (-!!(COUNT != 7)); }))
      #define ALIGNED (((COUNT) + ((__typeof__(COUNT))(8) - 1)) & ~((__typeof__(COUNT))(8) - 1))`;
    expect(macrosOf(header)).toMatchObject({
      Y: "6: unsigned long",
      TAIL2: "24: unsigned long",
      OLD_STYLE: "16: unsigned long",
      COUNT: "7: unsigned long",
      MEMBER: "32: unsigned long",
      SAME: "1: int",
      CHECKED: "7: unsigned long",
      ALIGNED: "8: unsigned long",
    });
  });

  it("may read constants of the program, as gcc does inside functions", () => {
    const header = `
      static const unsigned long long revision = 3;
      extern const int elsewhere;
      #define REVISION (revision)
      #define NEXT (revision + 1)
      #define OTHER elsewhere`;
    expect(macrosOf(header)).toEqual({
      REVISION: "3: unsigned long long",
      NEXT: "4: unsigned long long",
      OTHER: "= elsewhere",
    });
  });

  it("may be floating, strings and pointers", () => {
    const header = `
      #define PI 3.5
      #define HALF .5f
      #define NAME "a" "b\\0c"
      #define ALSO NAME
      #define NIL ((void *)0)
      #define BAD ((int *)-1L)
      #define WIDE L"x"`;
    expect(macrosOf(header)).toEqual({
      PI: "3.5: double",
      HALF: "0.5: float",
      NAME: String.raw`"ab\u0000c\u0000": char[5]`,
      ALSO: String.raw`"ab\u0000c\u0000": char[5]`,
      NIL: "0: void *",
      BAD: "18446744073709551615: int *",
      WIDE: String.raw`"x\u0000\u0000\u0000\u0000\u0000\u0000\u0000": int[2]`,
    });
  });
});

describe("other macros", () => {
  it("rename what is declared", () => {
    const header = `
      int real(int); extern long counter; typedef unsigned u32; struct s;
      #define alias real
      #define alias2 alias
      #define current (counter)
      #define real real
      #define dword u32
      #define handle struct s *
      #define uint unsigned int
      #define array_t int[3]
      #define aligned_u32 u32 __attribute__((aligned(4)))
      #define wide_u32 u32 __attribute__((aligned(64)))
      #define fresh struct nowhere *
      #define defines struct { int a; }`;
    expect(macrosOf(header)).toEqual({
      alias: "= real",
      alias2: "= real",
      current: "= counter",
      real: "= real",
      dword: "type u32",
      handle: "type struct s *",
      uint: "type unsigned int",
      array_t: "type int[3]",
      aligned_u32: "type u32",
      wide_u32: "unsupported-type: its attributes are no part of a type that Rust can name",
      fresh: "macro-undeclared-name: it names a structure, union or enum that nothing declares",
      defines: "macro-undeclared-name: it names a structure, union or enum that nothing declares",
    });
  });

  it("each have a reason", () => {
    const header = `
      extern int x; int f(int); struct s { int a; };
      #define EMPTY
      #define EMPTY2 EMPTY
      #define max(a, b) ((a) > (b) ? (a) : (b))
      #define renames max
      #define READS (x + 1)
      #define CALLS f(3)
      #define BLOCK do { } while (0)
      #define PREFIX static inline
      #define ATTRIBUTE __attribute__((packed))
      #define UNKNOWN (nowhere + 1)
      #define OPEN (
      #define INIT { 1, 2 }
      #define LITERAL ((struct s){ .a = 3 })
      #define STATEMENT ({ int y = x; y; })
      #define BAD_TYPES (f + 1.0)
      #define ZERO (1 / 0)
      #define INCOMPLETE sizeof(struct nowhere)
      #define SELF SELF`;
    expect(macrosOf(header)).toEqual({
      EMPTY: "empty-macro: it expands to nothing",
      EMPTY2: "empty-macro: it expands to nothing",
      max: "fn(a: unsigned long, b: unsigned long) -> unsigned long",
      renames: "= max",
      READS: "shim() -> int",
      CALLS: "shim() -> int",
      BLOCK: "shim() -> void",
      PREFIX: expect.stringMatching(/^macro-not-an-expression: /),
      ATTRIBUTE: expect.stringMatching(/^macro-not-an-expression: /),
      UNKNOWN: 'macro-undeclared-name: "nowhere" is not declared',
      OPEN: "macro-not-an-expression: expected an expression before the end",
      INIT: 'macro-not-an-expression: expected an expression before "{"',
      LITERAL: "{3 0 0 0}: struct s",
      STATEMENT: "shim() -> int",
      BAD_TYPES: "macro-not-constant: invalid operands",
      INCOMPLETE: "macro-not-constant: sizeof needs a complete type",
      ZERO: "shim() -> int",
      SELF: 'macro-undeclared-name: "SELF" is not declared',
    });
  });

  it("are lvalues in objects that have a symbol", () => {
    const header = `
      struct pair { char tag; const int value; unsigned bits : 3; int many[2]; };
      extern int levels[4], *pointer, open_end[];
      extern struct pair one, two[2], *several, incomplete_array[];
      extern struct later later;
      extern __thread struct pair own;
      extern __seg_gs struct pair per_cpu;
      extern char bytes[8];
      static int hidden[2];
      static inline struct pair *get(void) { return 0; }
      #define first (levels[0])
      #define last levels[3]
      #define member (one.value)
      #define deep (((two[1]).many)[1])
      #define whole two[1]
      #define array one.many
      #define cast (*(int *)&bytes[4])
      #define through (*&levels[2])
      #define all (levels)
      #define unaligned (*(int *)&bytes[2])
      #define beyond (levels[4])
      #define before (levels[-1])
      #define larger (*(long long *)&levels[3])
      #define bits (one.bits)
      #define behind (*pointer)
      #define member_behind (several->tag)
      #define unsized (open_end[1])
      #define called (get()->tag)
      #define thread (own.tag)
      #define segment (per_cpu.tag)
      #define internal (hidden[1])
      #define one (one.many[0])
      #define sum (levels[0] + 1)
      #define address (&levels[1])
      #define text ("abc"[1])
      #define literal ((struct pair){ .tag = 1 }).tag`;
    expect(macrosOf(header)).toMatchObject({
      first: "int at levels + 0",
      last: "int at levels + 12",
      deep: "int at two + 36",
      whole: "struct pair at two + 20",
      cast: "int at bytes + 4",
      through: "int at levels + 8",
      all: "= levels",
      unaligned: "shim() -> int",
      beyond: "shim() -> int",
      before: "shim() -> int",
      larger: "shim() -> long long",
      behind: "shim() -> int",
      member_behind: "shim() -> char",
      unsized: "int at open_end + 4",
      called: "shim() -> char",
      thread: "shim() -> char",
      segment: "shim() -> char",
      internal: "shim() -> int",
      // Where the name is written, the macro is meant.
      one: "shim() -> int",
      member: expect.stringMatching(/./),
      sum: "shim() -> int",
      address: "shim() -> int *",
    });
    const others = macrosOf(header.replace(/ +#define one .*\n/, ""));
    expect(others).toMatchObject({
      member: "const int at one + 4",
      array: "int[2] at one + 12",
      bits: "shim() -> unsigned int",
    });
    for (const { text, literal } of [others]) for (const found of [text, literal]) expect(found).not.toContain(" at ");
  });

  it.skipIf(!hasProgram("clang-16"))(
    "that are lists are no numbers for clang either, which folds comma operators",
    () => {
      const header = `
      #define FORMAT 36, 2, 0xFF
      #define LAST (36, 2, 0xFF)
      #define SIZE sizeof(char[2][3])`;
      expect(macrosOf(header, [], "x86_64", "clang-16")).toEqual({
        FORMAT: "macro-not-an-expression: it is a list",
        LAST: "255: int",
        SIZE: "6: unsigned long",
      });
    },
  );

  it("lead back to themselves", () => {
    const header = `
      extern int a, b;
      #define a b
      #define b a
      #define c a
      enum { MAX = 3 };
      #define MAX (MAX - 1)`;
    expect(macrosOf(header)).toEqual({ a: "= a", b: "= b", c: "= a", MAX: "2: int" });
  });

  it("are bounded on hostile input", () => {
    const bomb = Array.from({ length: 40 }, (_, n) => `#define B${n + 1} B${n} + B${n}\n`).join("");
    const deep = `#define DEEP ${"(".repeat(5000)}1${")".repeat(5000)}\n`;
    const long = `#define LONG ${"1 + ".repeat(20_000)}1\n`;
    const minus = `#define MINUS ${"- ".repeat(20_000)}1\n`;
    const chain = Array.from({ length: 5000 }, (_, n) => `#define C${n + 1} C${n}\n`).reverse();
    let nested = "int";
    for (let depth = 0; depth < 60; depth++) nested = `__typeof__(sizeof(${nested} (*)(int)))`;
    const header = `#define NESTED sizeof(${nested} (*)(int))\n#define B0 1\n#define C0 7\n${bomb}${deep}${long}${minus}${chain.join("")}`;
    const { NESTED, B40, DEEP, LONG, MINUS, C5000 } = macrosOf(header);
    expect(NESTED).toMatch(/^(8: unsigned long|macro-not-)/);
    expect(B40).toMatch(/^macro-expansion-too-large: /);
    expect(DEEP).toMatch(/nested too deeply/);
    expect(LONG).toBe("20001: int");
    expect(MINUS).toMatch(/nested too deeply/);
    expect(C5000).toBe("7: int");
  });
});
