/** What becomes of single function-like macros: types of parameters and results, the Rust text, and reasons for the rest. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { classifyFunctionLike } from "../../src/macros/function-like.js";
import { Words } from "../../src/macros/words.js";
import { analyseHeaders } from "../../src/pipeline.js";
import { type RenderOptions, renderBindingsOnly, renderProof } from "../../src/render/index.js";
import { failure, isPresent } from "../render/compile.js";
import { OPTIONS } from "../render/ir.js";

const folder = mkdtempSync(join(tmpdir(), "kbindgen-function-like-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function analyse(header: string, arch = "x86_64", cflags: readonly string[] = [], cc = "gcc") {
  const path = join(folder, "header.h");
  writeFileSync(path, header);
  return analyseHeaders({ headers: [path], family: "none", cc, cache: false, arch, cflags });
}

/** `name(parameters) -> result { body }` of each `const fn`, without the path of C's types. */
function functionsOf(header: string, arch?: string, cflags?: readonly string[]): Record<string, string> {
  const { lowered } = analyse(header, arch, cflags);
  const options: RenderOptions = { ...OPTIONS, docs: false };
  const text = String(renderBindingsOnly(lowered.bindings, options)).replaceAll("::core::ffi::", "");
  const found = [...text.matchAll(/^pub const fn (\w+)(\([^{]*?)\s*\{\n {4}([\s\S]*?)\n\}$/gm)];
  return Object.fromEntries(
    found.map(([, name = "", head = "", body = ""]) => {
      const signature = head
        .replace(/\s*\n\s*/g, " ")
        .replace("( ", "(")
        .replace(", )", ")");
      return [name, `${signature} { ${body.replaceAll("\n   ", "")} }`];
    }),
  );
}

/** Why each function-like macro computes no integer of integers. */
function reasonsOf(header: string): Record<string, string> {
  const { unit, program, context } = analyse(header);
  const { macros, tokens } = unit;
  const words = new Words(tokens.interner);
  const around = { context, macros, words, records: program.records.length, enums: program.enums.length };
  const own = [...unit.macros.live.values()].filter(
    ({ origin, parameters }) => origin === "file" && parameters !== null,
  );
  return Object.fromEntries(
    own.map((definition) => {
      const { outcome } = classifyFunctionLike(definition, unit, around);
      return [definition.name, outcome.kind === "unsupported" ? `${outcome.reason}: ${outcome.detail}` : outcome.kind];
    }),
  );
}

describe("types of parameters", () => {
  it("are what the body converts them to, the widest of several", () => {
    const header = `
      typedef unsigned char u8; typedef unsigned short u16; typedef unsigned long long u64;
      #define LOW(x) ((u8)(x) & 0xf)
      #define BOTH(x) ((u8)(x) | (u16)(x))
      #define WIDE(x) ((u64)(x) << 12)
      #define FLAG(x) ((_Bool)(x))
      #define LOCAL(x) ({ u16 copy = (x); copy + 1; })
      #define SWAP(x) __builtin_bswap32(x)
      #define MIXED(x) ((u8)(x) + ((x) >> 8))`;
    expect(functionsOf(header)).toEqual({
      LOW: "(x: c_uchar) -> c_int { (x as c_int) & 0xf }",
      BOTH: "(x: c_ushort) -> c_int { (x as c_uchar as c_int) | (x as c_int) }",
      WIDE: "(x: c_ulonglong) -> u64_ { x << 12 }",
      FLAG: "(x: bool) -> bool { x }",
      LOCAL: "(x: c_ushort) -> c_int { (x as c_int).wrapping_add(1) }",
      SWAP: "(x: c_uint) -> c_uint { x.swap_bytes() }",
      MIXED: "(x: c_ulong) -> c_ulong { (x as c_uchar as c_ulong).wrapping_add(x >> 8) }",
    });
  });

  it("are unsigned int for shift counts and for what is packed into one word", () => {
    const header = `
      #define BIT(n) (1UL << (n))
      #define GENMASK(h, l) ((~0UL << (l)) & (~0UL >> (64 - 1 - (h))))
      #define VERSION(a, b, c) (((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))
      #define IOC(dir, type, nr) (((dir) << 30) | ((type) << 8) | (nr))
      #define PAIR(hi, lo) ((unsigned long)(hi) << 32 | (lo))
      #define ENTRY(base, n) ((base) + ((n) << 3))`;
    expect(functionsOf(header)).toEqual({
      BIT: "(n: c_uint) -> c_ulong { (1 as c_ulong).wrapping_shl(n) }",
      GENMASK:
        "(h: c_uint, l: c_uint) -> c_ulong { (0xffffffffffffffff as c_ulong).wrapping_shl(l) & " +
        "(0xffffffffffffffff as c_ulong).wrapping_shr((63 as c_uint).wrapping_sub(h)) }",
      VERSION:
        "(a: c_uint, b: c_uint, c: c_uint) -> c_uint { (a << 16).wrapping_add(b << 8).wrapping_add(if c > 255 { 255 } else { c }) }",
      IOC: "(dir: c_uint, type_: c_uint, nr: c_uint) -> c_uint { (dir << 30) | (type_ << 8) | nr }",
      PAIR: "(hi: c_ulong, lo: c_ulong) -> c_ulong { (hi << 32) | lo }",
      ENTRY: "(base: c_ulong, n: c_ulong) -> c_ulong { base.wrapping_add(n << 3) }",
    });
  });

  it("are unsigned long else, whatever its size", () => {
    const header = `
      #define TWICE(x) ((x) * 2)
      #define HIGH(x) ((unsigned)((x) >> 20))
      #define UNUSED(x) 7`;
    const expected = {
      TWICE: "(x: c_ulong) -> c_ulong { x.wrapping_mul(2) }",
      HIGH: "(x: c_ulong) -> c_uint { (x >> 20) as c_uint }",
      UNUSED: "(_x: c_ulong) -> c_int { 7 }",
    };
    expect(functionsOf(header)).toEqual(expected);
    expect(functionsOf(header, "i686", ["-m32"])).toEqual({
      ...expected,
      HIGH: "(x: c_ulong) -> c_uint { (x >> 20) as c_uint }",
    });
  });
});

describe("C's conversions", () => {
  it("promote small types, follow the sign of char and convert to the common type", () => {
    const header = `
      #define NOT(x) (~(unsigned char)(x))
      #define NEGATE(x) (-(unsigned short)(x))
      #define CHAR(c) ((char)(c) >> 1)
      #define LESS(a, b) ((int)(a) < (unsigned)(b))
      #define SUM(a, b) ((int)(a) + (long)(b))
      #define BOOL(x) ((_Bool)((x) & 4) + 1)
      #define CONST(x) ((int)(x) & 0xffffffff)`;
    expect(functionsOf(header)).toEqual({
      NOT: "(x: c_uchar) -> c_int { !(x as c_int) }",
      NEGATE: "(x: c_ushort) -> c_int { (x as c_int).wrapping_neg() }",
      CHAR: "(c: c_char) -> c_int { (c as c_int) >> 1 }",
      LESS: "(a: c_int, b: c_uint) -> c_int { ((a as c_uint) < b) as c_int }",
      SUM: "(a: c_int, b: c_long) -> c_long { (a as c_long).wrapping_add(b) }",
      BOOL: "(x: c_ulong) -> c_int { (((x & 4) != 0) as c_int).wrapping_add(1) }",
      CONST: "(x: c_int) -> c_uint { (x as c_uint) & 0xffffffff }",
    });
    expect(functionsOf("#define CHAR(c) ((char)(c) >> 1)", "x86_64", ["-funsigned-char"])).toEqual({
      CHAR: "(c: u8) -> c_int { (c as c_int) >> 1 }",
    });
  });

  it("decide conditions and logical operators", () => {
    const header = `
      #define PICK(c, a) ((c) ? (unsigned char)(a) : -1)
      #define ELVIS(a, b) ((a) ?: (b))
      #define BOTH(a, b) ((a) && !(b))
      #define EITHER(a, b, c) ((a) == 1 || ((b) && (c)))
      #define TWICE(x) (!!(x))`;
    expect(functionsOf(header)).toEqual({
      PICK: "(c: c_ulong, a: c_uchar) -> c_int { if c != 0 { a as c_int } else { -1 } }",
      ELVIS: "(a: c_ulong, b: c_ulong) -> c_ulong { if a != 0 { a } else { b } }",
      BOTH: "(a: c_ulong, b: c_ulong) -> c_int { (a != 0 && b == 0) as c_int }",
      EITHER: "(a: c_ulong, b: c_ulong, c: c_ulong) -> c_int { (a == 1 || (b != 0 && c != 0)) as c_int }",
      TWICE: "(x: c_ulong) -> c_int { (x != 0) as c_int }",
    });
  });

  it("pass no number where a function wants a pointer, not even unevaluated (gcc 14 refuses it)", () => {
    const header = `
      struct page { int flags; };
      int is_poisoned(const struct page *page);
      int is_even(int number);
      #define CHECKED(page) ({ ((void)sizeof(is_poisoned(page))); page; })
      #define COUNTED(number) ({ ((void)sizeof(is_even(number))); number; })`;
    expect(Object.keys(functionsOf(header))).toEqual(["COUNTED"]);
  });

  it("divide as C does where Rust could overflow", () => {
    const header = `
      #define UP(n, d) (((n) + (d) - 1) / (d))
      #define SIGNED(n, d) ((int)(n) / (int)(d))
      #define HALF(n) ((int)(n) / 2)
      #define REST(n) ((int)(n) % -1)`;
    expect(functionsOf(header)).toEqual({
      UP: "(n: c_ulong, d: c_ulong) -> c_ulong { n.wrapping_add(d).wrapping_sub(1) / d }",
      SIGNED: "(n: c_int, d: c_int) -> c_int { n.wrapping_div(d) }",
      HALF: "(n: c_int) -> c_int { n / 2 }",
      REST: "(_n: c_ulong) -> c_int { 0 }",
    });
  });
});

describe("what kernels write", () => {
  it("is read through other macros, statement expressions and compile-time choices", () => {
    const header = `
      #define __is_constexpr(x) (sizeof(int) == sizeof(*(8 ? ((void *)((long)(x) * 0l)) : (int *)8)))
      #define ALIGN_MASK(x, mask) (((x) + (mask)) & ~(mask))
      #define ALIGN(x, a) ALIGN_MASK(x, (__typeof__(x))(a) - 1)
      #define min(x, y) ({ const __typeof__(x) __x = (x); const __typeof__(y) __y = (y); (void)(&__x == &__y); __x < __y ? __x : __y; })
      #define choose(x) __builtin_choose_expr(__is_constexpr(x), (x) + 1, ({ __auto_type copy = (x); copy + 1; }))
      int slow(unsigned);
      #define order(n) (__builtin_constant_p(n) ? 63 - __builtin_clzll(n) : slow(n))
      #define error(x) ((unsigned long)(void *)(x) >= (unsigned long)-4095)
      #define checked(x) ((x) + sizeof(struct { int : -!!(sizeof(x) != 8); }))
      #define NOTHING() (3 + 4)`;
    expect(functionsOf(header)).toEqual({
      ALIGN_MASK: "(x: c_ulong, mask: c_ulong) -> c_ulong { x.wrapping_add(mask) & !mask }",
      ALIGN: "(x: c_ulong, a: c_ulong) -> c_ulong { x.wrapping_add(a.wrapping_sub(1)) & !a.wrapping_sub(1) }",
      min: "(x: c_ulong, y: c_ulong) -> c_ulong { if x < y { x } else { y } }",
      choose: "(x: c_ulong) -> c_ulong { x.wrapping_add(1) }",
      order: "(n: c_ulonglong) -> c_int { (63 as c_int).wrapping_sub(n.leading_zeros() as c_int) }",
      error: "(x: c_ulong) -> c_int { (x >= 0xfffffffffffff001) as c_int }",
      checked: "(x: c_ulong) -> c_ulong { x }",
      NOTHING: "() -> c_int { 7 }",
    });
  });

  it("may have names that Rust does not have or that are taken", () => {
    const header = `
      #define len 3
      #define KEYWORDS(type, self, len) ((type) + (self) * (len))`;
    expect(functionsOf(header)).toEqual({
      KEYWORDS:
        "(type_: c_ulong, self_: c_ulong, len_: c_ulong) -> c_ulong { type_.wrapping_add(self_.wrapping_mul(len_)) }",
    });
  });
});

describe("assertions at compile time", () => {
  const ASSERT = `
    #define assert_as(condition, name) do { __attribute__((noreturn)) extern void name(void) \\
      __attribute__((__error__("bad: " #condition))); if (!(condition)) name(); } while (0)
    #define assert(condition) assert_as(condition, never_called)
    #define CHECK(mask) ({ assert(__builtin_constant_p(mask)); assert((mask) != 0); assert((mask) < 256); })\n`;

  it("are assertions of the function, in order and where C has them", () => {
    const header = `${ASSERT}
      #define prepare(mask, value) ({ CHECK(mask); ((value) << __builtin_ctzl(mask)) & (mask); })
      #define nested(mask) (2 * ({ CHECK(mask); ~(mask); }))
      #define branch(mask) ((mask) > 9 ? ({ CHECK(mask); 1; }) : 2)
      #define narrow(mask) ((unsigned char)({ CHECK(mask); (mask); }))
      #define holds(x) ({ assert(sizeof(int) == 4); (x) + 1; })
      #define negative(x) ({ assert(!((x) & 1)); assert(!((x) == 3 || (x) > 9)); x; })`;
    const three = (value: string) => `assert!(mask != 0); assert!(mask < 256); ${value}`;
    expect(functionsOf(header)).toEqual({
      prepare: `(mask: c_ulong, value: c_ulong) -> c_ulong { ${three(
        "value.wrapping_shl(mask.trailing_zeros() as c_int as u32) & mask",
      )} }`,
      nested: expect.stringContaining(`{ ${three("!mask")} }`),
      branch: `(mask: c_ulong) -> c_int { if mask > 9 { { ${three("1")} } } else { 2 } }`,
      narrow: `(mask: c_ulong) -> c_uchar { ${three("mask as c_uchar")} }`,
      holds: "(x: c_ulong) -> c_ulong { x.wrapping_add(1) }",
      negative: "(x: c_ulong) -> c_ulong { assert!((x & 1) == 0); assert!(!(x == 3 || x > 9)); x }",
    });
  });

  it("are none when they could mean something else", () => {
    const header = `${ASSERT}
      extern int calls;
      extern void other(void);
      #define reads(x) ({ assert((x) < calls); x; })
      #define refused(x) ({ assert(0); x; })
      #define twice(x) ({ do { extern void f(void) __attribute__((error("no"))); if ((x) > 1) other(); } while (0); x; })
      #define plain(x) ({ do { extern void f(void); if ((x) > 1) f(); } while (0); x; })
      #define loops(x) ({ do { extern void f(void) __attribute__((error("no"))); if ((x) > 1) f(); } while (1); x; })
      #define token(x, text) ({ do { extern void f(void) __attribute__((error(text "no"))); if ((x) > 1) f(); } while (0); x; })`;
    const names = ["reads", "refused", "twice", "plain", "loops", "token"];
    const reasons = reasonsOf(header);
    expect(names.filter((name) => reasons[name] === "const-fn")).toEqual([]);
  });

  it.skipIf(!isPresent("rustc"))("are proven, and fail rustc where they do not hold", () => {
    const text = `${ASSERT}#define prepare(mask, value) ({ CHECK(mask); ((value) << __builtin_ctzl(mask)) & (mask); })\n`;
    const { bindings } = analyse(text).lowered;
    const path = join(folder, "assert");
    writeFileSync(`${path}.c`, renderProof(bindings));
    writeFileSync(join(folder, "header.h"), text);
    for (const cc of ["gcc", "clang"].filter((name) => isPresent(name))) {
      expect(failure(cc, ["-O2", "-Wall", "-Werror", "-I", folder, "-c", "-o", `${path}.o`, `${path}.c`])).toBeNull();
    }
    const rust = String(renderBindingsOnly(bindings, { ...OPTIONS, docs: false }));
    const compiled = (call: string): string | null => {
      writeFileSync(`${path}.rs`, `${rust}\nconst _: ::core::ffi::c_ulong = ${call};\n`);
      return failure("rustc", [
        "--edition=2021",
        "--crate-type=lib",
        "--emit=metadata",
        "-Aunused",
        "-o",
        `${path}.rmeta`,
        `${path}.rs`,
      ]);
    };
    expect(compiled("prepare(0xf0, 3)")).toBeNull();
    expect(compiled("prepare(0, 3)")).toContain("mask != 0");
    expect(compiled("prepare(256, 3)")).toContain("mask < 256");
  });
});

describe("the proof", () => {
  const header = `
    typedef unsigned char u8; typedef unsigned long long u64; typedef unsigned long size_t;
    #define VERSION(a, b, c) (((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))
    #define BIT(n) (1UL << (n))
    #define WIDE(x) ((u64)(x) << 33 | 1)
    #define CHAR(c) ((char)(c) >> 1)
    #define MIXED(a, b) ((int)(a) < (unsigned)(b) ? -1 : (u8)(a))
    #define SUM(a, b) a + (short)b
    #define COMMA(a, b) a, b
    #define SIZE(n) ((size_t)(n) * sizeof(long))
    #define LONGS(n) (((n) + 8 * sizeof(long) - 1) / (8 * sizeof(long)))
    #define LAST(x) ({ const __typeof__(x) kept = (x); __builtin_ffs((int)kept) ? (_Bool)kept : ~0; })
    #define ORDER(n) (__builtin_constant_p(n) ? 63 - __builtin_clzll((u64)(n) | 1) : -1)
    #define SWAP(x) (__builtin_bswap16(x) ^ (unsigned short)__builtin_bswap32(x))`;
  const compilers = [
    ["gcc", "x86_64", []],
    ["gcc", "x86_64", ["-funsigned-char"]],
    ["gcc", "i686", ["-m32"]],
    ["clang", "x86_64", []],
    ["clang", "i686", ["-m32"]],
  ] as const;
  for (const [command, arch, flags] of compilers) {
    it.runIf(isPresent(command))(`holds for ${command} on ${arch} ${flags.join(" ")}`, () => {
      const { bindings } = analyse(header, arch, flags, command).lowered;
      expect(bindings.items.filter((item) => item.kind === "const-fn")).toHaveLength(12);
      writeFileSync(join(folder, "proof.c"), renderProof(bindings));
      const args = [...flags, "-O2", "-w", "-fwrapv", "-c", "-o", "/dev/null", join(folder, "proof.c")];
      expect(failure(command, args)).toBeNull();
    });
  }
});

describe("other macros", () => {
  it("each have a reason", () => {
    const header = `
      struct s { int a; }; extern int global; int call(int);
      #define EMPTY(x)
      #define ANY(...) (__VA_ARGS__)
      #define GNU(args...) (args)
      #define LOOP(x) do { call(x); } while (0)
      #define DECLARES(x) int x;
      #define PASTES(x) (global_##x)
      #define STRING(x) #x
      #define NESTED_STRING(x) STRING(x)
      #define PROBE_1 0,
      #define SECOND(a, b, ...) b
      #define IS_ON(x) IS_ON_(PROBE_##x)
      #define IS_ON_(x) SECOND(x 1, 0, 0)
      #define TOKEN(x) IS_ON(x)
      #define MEMBER(p, m) (((struct s *)(p))->m)
      #define CAST(type, x) ((type)(x) + 1)
      #define SIZE(type) sizeof(type *)
      #define OFFSET(type, m) __builtin_offsetof(type, m)
      #define SET(x) ((x) = 1)
      #define COUNT(x) ((x)++)
      #define ADDRESS(x) (&(x))
      #define CALLS(x) call(x)
      #define READS(x) (global + (x))
      #define MODIFIES(x) ({ int y = (x); y += 2; y; })
      #define BRANCHES(x) ({ int y = (x); if (y) y = 2; y; })
      #define EFFECT(x) ({ int y = call(3); (x); })
      #define POINTER(x) ((void *)(x))
      #define DEREFERENCES(x) ((x)->a)
      #define UNKNOWN(x) ((x) + nowhere)
      #define RECURSES(x) (1 + RECURSES(x))
      #define OPEN(x) (x
      #define CONSTANT(x) (sizeof(int) == sizeof(*(8 ? ((void *)((long)(x) * 0l)) : (int *)8)))
      #define TOO_FAR(x) ((unsigned)(x) << 32)
      #define ZERO(x) ((x) / 0)`;
    expect(reasonsOf(header)).toEqual({
      EMPTY: "empty-macro: it expands to nothing",
      ANY: "variadic-macro: it takes any number of arguments",
      GNU: "variadic-macro: it takes any number of arguments",
      LOOP: 'macro-is-statement: it begins with "do"',
      DECLARES: 'macro-is-statement: it begins with "int"',
      PASTES: 'macro-needs-token: its parameter "x" is an operand of # or ##',
      STRING: 'macro-needs-token: its parameter "x" is an operand of # or ##',
      NESTED_STRING: 'macro-needs-token: it makes "x" of its parameters',
      SECOND: "variadic-macro: it takes any number of arguments",
      IS_ON: 'macro-needs-token: its parameter "x" is an operand of # or ##',
      IS_ON_: "const-fn",
      TOKEN: "macro-needs-token: a macro in its expansion makes a token of an argument",
      MEMBER: 'macro-needs-token: its parameter "m" stands where a member or tag does',
      CAST: 'macro-needs-type: its parameter "type" stands where a type does',
      SIZE: 'macro-needs-type: its parameter "type" stands where a type does',
      OFFSET: 'macro-needs-type: its parameter "type" stands where a type does',
      SET: 'macro-needs-lvalue: its parameter "x" is assigned to, or its address taken',
      COUNT: 'macro-needs-lvalue: its parameter "x" is assigned to, or its address taken',
      ADDRESS: 'macro-needs-lvalue: its parameter "x" is assigned to, or its address taken',
      CALLS: "macro-needs-shim: it calls a function",
      READS: 'macro-needs-shim: it reads the variable "global"',
      MODIFIES: "macro-needs-shim: a statement expression is not constant",
      BRANCHES: "macro-needs-shim: it has statements",
      EFFECT: "macro-needs-shim: a statement expression is not constant",
      POINTER: "macro-needs-shim: it is no integer",
      DEREFERENCES: "macro-needs-shim: it is no pointer",
      UNKNOWN: 'macro-undeclared-name: "nowhere" is not declared',
      RECURSES: 'macro-undeclared-name: "RECURSES" is not declared',
      OPEN: expect.stringMatching(/^macro-not-an-expression: /),
      CONSTANT: "macro-not-constant: it tells whether its argument is constant",
      TOO_FAR: expect.stringMatching(/^macro-needs-shim: /),
      ZERO: expect.stringMatching(/^macro-needs-shim: /),
    });
  });

  it("have a value that depends on where they stand", () => {
    const { report } = analyse("#define HERE(x) ((x) + __LINE__)").lowered;
    expect(report).toContainEqual(expect.objectContaining({ name: "HERE", reason: "macro-not-constant" }));
  });

  it("MASKED is no address", () => {
    expect(functionsOf("#define MASKED(x) (1 &(x))")).toEqual({ MASKED: "(x: c_ulong) -> c_ulong { 1 & x }" });
  });
});
