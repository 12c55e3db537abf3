/** Constant expressions against gcc: what it folds, we fold, to the same value, size and sign; and nothing else. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { abiFor } from "../../src/kernel/abi/index.js";
import type { TargetAbi } from "../../src/kernel/abi/types.js";
import { evaluate } from "../../src/sema/expression/index.js";
import { describeVerdict, judge, lexText, plainContext, type Verdict, verdictOf } from "./expression-support.js";

/** Cross compilers that are not installed are skipped; gcc itself never is. */
const TARGETS = [
  ["x86_64", "gcc"],
  ["i686", "i686-linux-gnu-gcc"],
  ["armv7", "arm-linux-gnueabihf-gcc"],
  ["aarch64", "aarch64-linux-gnu-gcc"],
  ["s390x", "s390x-linux-gnu-gcc"],
  ["powerpc64le", "powerpc64le-linux-gnu-gcc"],
  ["riscv64", "riscv64-linux-gnu-gcc"],
  ["mips64el", "mips64el-linux-gnuabi64-gcc"],
] as const;

/** One expression to a line. */
const TABLES: Readonly<Record<string, string>> = {
  "integer constants": `
0
007
0x7fffffff
0x80000000
0xffffffff
4294967295
4294967296
2147483648
0x7fffffffffffffff
0x8000000000000000
0x8000000000000000ull
0xffffffffffffffff
9223372036854775807
1u
1U
1l
1ul
1LU
1ll
1uLL
1llu
0b1011
0B1u
0x10UL
037777777777
040000000000
1lL
1x
08
0x
1uu`,
  "character constants": String.raw`
'a'
'\n'
'\e'
'\0'
'\377'
'\x7f'
'\xff'
'\x1ff'
'\777'
'ab'
'abcd'
'abcde'
'\'' + '"'
L'a'
L'\377'
L'\xffffffff'
u'a'
u'\xffff'
U'a'
U'\U0001F600'
L'ab'
'\q'`,
  "promotions and conversions": `
(u8)255 + (u8)1
(u8)255 << 8
(signed char)-1 == (unsigned char)-1
-1 < 0u
-1L < 0u
-1 < 0ul
(short)40000
(unsigned short)-1
(char)300
(char)200
(_Bool)2
(_Bool)0.5
(_Bool)2 + (_Bool)2
~(u8)0
~0u
-(u8)1
-1u
-SMALL_B
SMALL_B
(enum small)3
(enum small)3 - 4
(enum negative)3 - 4
(enum small)-1 > 0
(s64)1 << 40
(u32)1 << 31
(__int128)1 << 3
1 ? 1 : 1u
1 ? -1 : 1u
0 ? 1 : -1L
1 ? (u8)1 : (u8)2
1u - 2 < 0
sizeof(int) - 5 > 0
(int)3000000000
(long)(int)0x80000000
(unsigned long)(int)-1
(unsigned long)(unsigned)-1
1UL << 63
3 / -2
-3 / 2
-3 % 2
3 % -2
-8 >> 1
-8u >> 1`,
  "overflow, shifts, division as gcc folds them": `
2147483647 + 1
-2147483647 - 1
-(-2147483647 - 1)
(-2147483647 - 1) / -1
(-2147483647 - 1) % -1
(-2147483647 - 1) * -1
0x7fffffffffffffff + 1
1 << 31
1 << 32
1 << 40
1u << 40
1 >> 40
-1 >> 33
-1 << 3
1 << -1
1 >> -1
1 / 0
1 % 0
1 ? 2 : 1 / 0
0 && 1 / 0
1 || 1 / 0
0 * (1 / 0)`,
  "operands that are not constant": `
x
x + 0
x * 0
0 * x
x & 0
x | ~0
x | -1
u | ~0u
u | 0xffffffff
x - x
x ^ x
x == x
x != x
x < x
x <= x
x % 1
0 % x
0 / x
0 << x
0 >> x
-1 >> x
u < 0
u >= 0
0 > u
0 <= u
vx * 0
vx - vx
f(1) * 0
x && 0
0 && x
0 && f(1)
f(1) && 0
x || 1
1 || f(1)
x ? 3 : 3
x ? 3 : 4
f(1) ? 3 : 3
x ? 0 : 0
1 ? 2 : f(1)
0 ? f(1) : 3
x, 5
(5, 6)
(x, 3) * 0
x = 3
x++
!x
3 ?: 4
0 ?: 4
x ?: 0
({ 1; })
sizeof(({ long q = 1; q; }))
sizeof(({ int q = 1; long r[3]; if (q) r[0] = 1; r; }))
sizeof(({ __typeof__(x) a = x; __auto_type b = a + 1l; b; }))
undeclared
1 ? 2 : undeclared`,
  "sizeof, alignof, types": `
sizeof(int)
sizeof(u8)
sizeof x
sizeof x + 1
sizeof(x)++
sizeof(x++)
sizeof(arr)
sizeof arr[0]
sizeof(arr) / sizeof(arr[0])
sizeof(&arr)
sizeof(*&arr)
sizeof("abc")
sizeof "abc" "d"
sizeof(L"abc")
sizeof(u8 *)
sizeof(int[3][4])
sizeof(int *[3])
sizeof(unsigned long int)
sizeof(long unsigned)
sizeof(long long unsigned int)
sizeof(char signed)
sizeof(const volatile int)
sizeof(void)
sizeof(f)
sizeof(f(1))
sizeof(__typeof__(x) *)
sizeof(__typeof__(int[2]))
sizeof((int[]){1, 2, 3})
sizeof((int[]){[5] = 1, 2})
sizeof((char){1})
sizeof(enum small)
sizeof(int (*)(int))
sizeof(int[x])
sizeof(1 ? 1 : 1ull)
sizeof('a')
sizeof((u8)1 + (u8)1)
sizeof((char)1)
sizeof(1.0f)
sizeof(1.0)
sizeof(1.0L)
sizeof -1ll
-sizeof(int)
__alignof__(int)
_Alignof(double)
_Alignof(long long)
__alignof__(double)
__alignof__(long long)
__alignof__(x)`,
  "pointers and addresses": `
(long)(void *)5
(unsigned char)(unsigned long)(void *)0x1ff
(void *)5 == (void *)5
(int *)8 - (int *)0
(void *)8 - (void *)0
(int *)0 + 3 == (int *)12
(long)((int *)4 + 2)
(long)&((int *)0)[3]
(long)&((int (*)[4])0)[1][2]
!(void *)0
!(void *)8
(void *)0 ? 1 : 2
&arr[1] - &arr[0]
&arr[1] > &arr[0]
&arr[2] - arr
&arr[2] == &arr[2]
&arr[1] != arr
(long)&x
(unsigned long)"abc"
"abc" != 0
!"abc"
(_Bool)"a"
(long)text
sizeof(*(8 ? ((void *)((long)(x) * 0l)) : (int *)8))
sizeof(*(8 ? ((void *)((long)(5) * 0l)) : (int *)8))
sizeof(*(1 ? (void *)0 : (int *)0))
sizeof(*(1 ? (void *)x : (int *)0))
(void *)0
&x
"abc"`,
  "floating arithmetic": `
1.0
(int)(5 / 2.0)
(int)1e10
(unsigned)-1.0
(unsigned char)300.0
(int)(0.0 / 0.0)
(int)(1.0 / 0.0)
1.0 < 2.0
!1.5
1.5 && 2
1.5 ? 3 : 4
0.1 + 0.2 == 0.3
0.1f + 0.2f == 0.3f
0.1L + 0.2L == 0.3L
16777217.0f == 16777216.0f
16777217 == 16777216.0f
9007199254740993 == 9007199254740992.0
9007199254740993 == 9007199254740992.0L
(int)(0.1L * 30)
(long)1e18
1e400 > 1
0x1p-3 * 8 == 1
0x1.8p1 == 3
(int)(3.7f)
(int)-3.7
1e-400 == 0
1e-310 > 0
5e-324 == 4e-324
1.f == 1.
.5 + .5 == 1
(float)0.1 == 0.1
(double)0.1f == 0.1f
1 == 1.0L
-0.0 == 0.0
2.5e1 == 25
__builtin_inf() == __builtin_huge_val()
__builtin_nan("") != __builtin_nan("")
__builtin_isnan(1.0)
__builtin_isinf_sign(-1e400)
__builtin_signbit(-1.0)
__builtin_fabs(-2.0) == 2`,
  "built-in functions": `
__builtin_ffs(8)
__builtin_ffs(0)
__builtin_ffsll(1ull << 40)
__builtin_ffs(-1)
__builtin_clz(1)
__builtin_clz(0)
__builtin_clz(-1)
__builtin_clzl(1)
__builtin_clzll(0xff)
__builtin_ctz(0)
__builtin_ctzll(8)
__builtin_popcount(255)
__builtin_popcountll(-1)
__builtin_popcount(0x1ffffffffull)
__builtin_parity(7)
__builtin_clrsb(0)
__builtin_clrsb(-1)
__builtin_clrsb(-100)
__builtin_clrsbll(1)
__builtin_bswap16(0x1234)
__builtin_bswap16(0x123456)
__builtin_bswap32(0x12345678)
__builtin_bswap64(1)
__builtin_abs(-3)
__builtin_labs(-3)
__builtin_abs(-2147483647 - 1)
__builtin_strlen("abc")
__builtin_strlen("abc" + 1)
__builtin_strlen("a\\0bc")
__builtin_strcmp("a", "b")
__builtin_strcmp("b", "a")
__builtin_strcmp("ab", "ab")
__builtin_strncmp("ab", "ac", 1)
__builtin_memcmp("ab", "ac", 2)
__builtin_expect(3, 1)
__builtin_expect(!!(3), 1)
__builtin_expect(x, 1)
__builtin_popcount(x)
__builtin_ffs(x * 0)
__builtin_choose_expr(1, 2, f(1))
__builtin_choose_expr(0, f(1), (u8)2)
__builtin_choose_expr(x, 1, 2)
__builtin_choose_expr(sizeof(int) == 4, 7, 8)
__builtin_types_compatible_p(int, const int)
__builtin_types_compatible_p(enum negative, int)
__builtin_types_compatible_p(enum small, unsigned)
__builtin_types_compatible_p(enum small, enum negative)
__builtin_types_compatible_p(int *, const int *)
__builtin_types_compatible_p(int[], int[3])
__builtin_types_compatible_p(int[4], int[3])
__builtin_types_compatible_p(char, signed char)
__builtin_types_compatible_p(long, long long)
__builtin_types_compatible_p(u32, unsigned)
__builtin_types_compatible_p(u32, u8)
__builtin_types_compatible_p(__typeof__(arr), __typeof__(&arr[0]))
__builtin_types_compatible_p(__typeof__(x), int)
__builtin_types_compatible_p(__typeof__(x + 1u), u32)
__builtin_constant_p(3)
__builtin_constant_p("a")
__builtin_constant_p(f(1))
__builtin_constant_p(&x)
__builtin_constant_p(3.5)
__builtin_constant_p((void *)8)
__builtin_constant_p(&"abc"[1])
__builtin_constant_p(x * 0)
__builtin_constant_p(arr)
__builtin_object_size(&x, 0)
__builtin_mul_overflow_p(1, 2, (int)0)
__builtin_add_overflow_p(2147483647, 2, (int)0)
__builtin_sub_overflow_p(0u, 1u, 0u)
__builtin_unreachable()
_Generic(x, int : 1, default : 2)
_Generic((const int)x, int : 1, default : 2)
_Generic(&arr, int (*)[4] : 1, default : 2)
_Generic("a", char * : 1, default : 2)
_Generic(text, char * : 1, const char * : 3)
_Generic(1ul, long : 1, default : 4, unsigned long : 5)
_Generic((u8)1, u8 : 1, int : 2)
__extension__ 3
__real__ 3
__imag__ 3`,
};

for (const [arch, cc] of TARGETS) {
  const missing = cc !== "gcc" && spawnSync(cc, ["--version"]).status !== 0;
  describe.skipIf(missing)(`${cc} judges`, () => {
    for (const [name, table] of Object.entries(TABLES)) {
      it(name, () => judgeTable(table.trim().split("\n"), abiFor(arch, "gcc", "12.2.0"), cc));
    }
  });
}

function judgeTable(lines: readonly string[], abi: TargetAbi, cc: string): void {
  const context = plainContext(abi);
  const expressions = lines.filter((text) => abi.int128 || !text.includes("__int128"));
  const verdicts = judge(expressions, cc, abi);
  expect(verdicts.filter((verdict) => verdict !== null).length).toBeGreaterThan(expressions.length / 4);
  const found = expressions.map((text) => verdictOf(evaluate(lexText(text), context, "function"), context));
  const describeAll = (all: readonly (Verdict | null)[]) =>
    expressions.map((text, index) => describeVerdict(text, all[index] ?? null));
  expect(describeAll(found)).toEqual(describeAll(verdicts));
}
