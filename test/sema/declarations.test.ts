/** Declarations judged by compilers: each text is analysed, and every fact about it compiled as an assertion. */
import { describe, expect, it } from "vitest";
import { analyseText } from "./analysis-support.js";
import { assertions, compilerErrors, conditions } from "./proof.js";

interface Fixture {
  readonly c: string;
  /** Compilers that know this C; default gcc and clang. */
  readonly compilers?: readonly ("gcc" | "clang-16" | "aarch64-linux-gnu-gcc" | "i686-linux-gnu-gcc")[];
  readonly cflags?: readonly string[];
}

const FIXTURES: Readonly<Record<string, Fixture>> = {
  "tag scopes (C11 6.2.1p4): records and parameters declare tags around them": {
    c: `struct outer { struct inner { int x; } a; enum nested { N0, N1 = 9 } e; struct later *p; };
        struct inner use_inner; enum nested use_nested; struct later { long l; };
        extern int sized[sizeof(struct in_sizeof { char c[3]; })]; struct in_sizeof use_sizeof;
        extern __typeof__(struct in_typeof { short s; }) of_typeof; struct in_typeof use_typeof;`,
  },
  "a prototype has its own tag scope": {
    c: `void f(struct proto { int a; } *p, int n[sizeof(struct proto)]); void f2(struct shared { int a; } *p, int n[sizeof(struct shared)]); struct shared { char c; } v;
        struct seen; void g(struct seen *p); struct seen { long a; }; void g(struct seen *q);`,
  },
  "forward references and completion": {
    c: `struct list; union u; typedef struct list list_t; extern list_t *head;
        struct list { struct list *next; union u *u; }; union u { int i; long l; }; list_t node; union u value;`,
  },
  "enums used before they are defined (GCC manual, Incomplete Enums)": {
    c: `enum before *p; enum before after(enum before *); enum before { B0, B1 = 5 };
        enum before after(enum before *); enum negative; enum negative { M = -1 };
        enum wide; struct has { enum wide *w; }; enum wide { W = 0x100000000 };`,
  },
  "composite types (C11 6.2.7p3)": {
    c: `extern int a[]; extern int a[3]; extern int a[]; int (*f(int (*)[], int (*)[4]))(); int (*f(int (*)[2], int (*)[]))(long);
        typedef int arr_t[]; extern arr_t b; extern int b[7]; extern arr_t c;
        int old(); int old(int, char *); int old(); static int s(int); int s(int x) { return x; }
        inline int in(void) { return 1; } extern int in(void); extern const char *const t[]; extern const char *const t[2];`,
  },
  "typedefs may be repeated (C11 6.7p3)": {
    c: "typedef int T; typedef int T; typedef struct S T2; typedef struct S T2; struct S { T x; }; typedef T T3[2]; typedef int T3[2];",
  },
  "qualifiers on every level": {
    c: `extern const volatile int *restrict const p; typedef const int ci; extern ci *volatile q; typedef int a3[3];
        extern const a3 m; extern const a3 *pm; struct s { const a3 x; volatile int *const y; int *restrict z; };
        void f(const a3 x, int *restrict y, const volatile void *z); extern int (*const table[4])(void);`,
  },
  "declarators from the name outwards (C11 6.7.6)": {
    c: `extern int *(*(*fp)(int (*)[3], void (*)(void)))[5]; int (*ret(int (*p)[4]))[4]; typedef void (*handler_t)(int);
        handler_t set(int, handler_t); void (*(*signal2)(int, void (*)(int)))(int); extern char grid[2][3][4], *argv[]; extern char *argv[5];
        typedef int fn(int, ...); fn vararg; extern fn *pf; struct s { fn *f; int (*(*g)[2])(void); };`,
  },
  "parameters are adjusted (C11 6.7.6.3p7-8)": {
    c: `typedef int row[4]; typedef void cb(int); void f(int a[3], row b, row c[2], cb d, char e[const restrict static 8], const row g);
        void vla(int n, int a[n], int b[n][n], int c[*], int d[sizeof n]); void none(void); typedef void nothing; int k(); int variadic(const char *, ...);`,
  },
  "arrays of every kind": {
    c: `enum { N = 3 }; struct f { int n; char data[]; }; struct z { int n; long data[0]; }; extern int m[N][N + 1][sizeof(long)];
        struct n { struct f f; }; union uf { int a; char b[0]; }; struct fam2 { struct { struct {} e; int a[]; }; };
        int done[] = { 1, 2, 3 }; int designated[] = { [4] = 1, 2, [0] = 7 }; char text[] = "abc"; int ranged[] = { [0 ... 9] = 1, };
        struct p { int x, y; }; struct p ps[] = { { 1, 2 }, { 3 }, }; char *names[] = { "a", "b" }; static const char t2[] = "x" "yz"; char t3[] = { "abcd" };`,
  },
  "anonymous members and nested records": {
    c: `struct a { int x; union { struct { char c; long l; }; struct tagged { int i; } t; const struct { short s; }; }; int y; } v;
        typedef struct { union { int i; float f; }; struct { int k; } named[2]; } anon_t; anon_t arr[2]; typedef union { int x; } *up;`,
  },
  "bit-fields of every type": {
    c: `typedef unsigned int u32; enum e { E0, E1 }; struct b { u32 a : 3; int : 0; unsigned long c : 40; _Bool d : 1; enum e f : 2; signed char g : sizeof(int); int : 5; u32 h : 1 + 2; };
        union ub { u32 x : 3; char y; };`,
  },
  "packed and aligned everywhere": {
    c: `struct p { char a; long b; } __attribute__((packed)); struct __attribute__((packed, aligned(4))) pa { char a; long b; };
        struct m { char a; int b __attribute__((packed)); long c __attribute__((aligned(32))); _Alignas(16) char d; _Alignas(long) char e; };
        typedef int ai __attribute__((aligned(16))); typedef long low __attribute__((aligned(2))); struct t { char c; low l; char d; ai i; };
        struct al { int x; } __attribute__((aligned)); typedef struct { char c; } __attribute__((aligned(8))) ta, tb __attribute__((aligned(64)));
        extern struct al v __attribute__((aligned(128))); enum __attribute__((packed)) pe { P0, P1 = 300 }; enum { X } __attribute__((packed)) pev; struct pem { char a; enum pe b; };
        union pu { char a; long b; } __attribute__((packed)); struct inner { long l; }; struct packs { char c; struct inner i; struct p p; } __attribute__((packed));`,
  },
  "#pragma pack": {
    c: `#pragma pack(push, 1)
        struct a { char c; int i; struct { short s; long l; } n; };
        #pragma pack(2)
        struct b { char c; int i; long l; };
        #pragma pack(pop)
        struct c { char c; int i; struct a a; };`,
  },
  "enum constants and types": {
    c: `enum small { A, B = 5, C, D = -2, E }; enum u { U = 0xffffffffu, V = 1 }; enum big { G = 0x8000000000000000ull, H = 3 }; enum neg { I = -1, J = 0x7fffffff };
        enum s64 { K = -1, L = 0xffffffff, M = sizeof(K), N = 'a', O = (int)sizeof(enum u) }; enum { Q = B << 2, R = Q | 1 }; struct s { enum { IN = 7 } e; int b[IN]; };`,
  },
  "mode on enums": {
    c: `enum a { A0, A1 } __attribute__((__mode__(byte))); enum b { B0 = -1 } __attribute__((mode(HI))); struct s { char c; enum a a; enum b b; enum c { C0 = 0xffffffff, C1 = 2 } __attribute__((mode(DI))) d; };`,
  },
  nocf_check: {
    c: "__attribute__((nocf_check)) long f(int); struct s { void (*p)(void) __attribute__((nocf_check)); };",
    cflags: ["-fcf-protection=branch"],
  },
  typeof: {
    c: `extern int x; extern __typeof__(x) y; extern __typeof__(int *) p; extern typeof(&x) q; extern const int cx; extern __typeof__(cx) cy; int f(int); extern __typeof__(f) g;
        extern __typeof__(f(1)) r; extern int a[4]; extern __typeof__(a) b; extern __typeof__(*a) c; extern __typeof__(const char [3]) d; extern __typeof__(sizeof(int)) z;
        struct s { int m; char n[6]; }; extern __typeof__(((struct s *)0)->n) e; extern __typeof__(struct s) h;
        extern __typeof__(a[0] + 1L) i; extern __typeof__(struct s *[2]) j;`,
  },
  __auto_type: { c: "static __auto_type a = 1; static const __auto_type b = 2UL; __auto_type c = (short)3;" },
  "floating and complex types": {
    c: `struct f { char a; float b; char c; double d; char e; long double f; }; struct c { char a; _Complex float b; char d; double _Complex e; _Complex long double g; };
        struct g { char a; __float128 b; }; _Float16 h(void);`,
    compilers: ["gcc"],
  },
  "half precision for storage": {
    c: "struct h { char a; __fp16 b; __fp16 *p; }; extern __fp16 v[3]; extern __typeof__((__fp16)1 + (__fp16)1) sum; extern __typeof__((__fp16)1 * 2) mixed;",
    compilers: ["clang-16", "aarch64-linux-gnu-gcc"],
  },
  "__int128 and mode": {
    c: `struct i { char a; __int128 b; unsigned __int128 c; __int128_t d; }; typedef int di __attribute__((mode(DI))); typedef unsigned int ti __attribute__((__mode__(__TI__)));
        typedef int w __attribute__((mode(word))); typedef unsigned int b8 __attribute__((mode(byte))); typedef int hi __attribute__((mode(HI))); typedef float df __attribute__((mode(DF)));
        extern unsigned w2 __attribute__((mode(pointer)));`,
  },
  "mode on 32 bits": {
    c: "typedef int di __attribute__((mode(DI))); typedef int w __attribute__((mode(word))); struct s { char c; long long l; double d; di e; _Alignas(8) di f; };",
    compilers: ["i686-linux-gnu-gcc"],
  },
  vectors: {
    c: `typedef int v4 __attribute__((vector_size(16))); typedef float v2 __attribute__((vector_size(8))); struct v { char c; v4 a; v2 b; }; extern __attribute__((vector_size(16))) int *pv;`,
  },
  "vectors as elements": {
    c: "typedef unsigned char v16[2] __attribute__((vector_size(16))); extern v16 v;",
    compilers: ["gcc"],
  },
  "clang's vectors and _BitInt": {
    c: `typedef int e3 __attribute__((ext_vector_type(3))); typedef float e4 __attribute__((ext_vector_type(4))); struct e { char c; e3 a; e4 b; };
        struct bi { char c; _BitInt(7) a; unsigned _BitInt(33) b; _BitInt(65) d; unsigned _BitInt(128) e; _BitInt(200) f; };`,
    compilers: ["clang-16"],
  },
  _Atomic: {
    c: `struct p { char c[3]; }; struct a { char x; _Atomic int i; _Atomic(long) l; _Atomic struct p p; int *_Atomic q; const _Atomic char r; }; typedef _Atomic(unsigned short) au; struct q { char a[16]; };
        struct b { char x; _Atomic struct q q; _Atomic(_Bool) z; };`,
  },
  __builtin_va_list: {
    c: "typedef __builtin_va_list va_list; struct v { char c; va_list a; }; int vp(const char *, va_list); extern va_list *pv; typedef __builtin_va_list again;",
  },
  "__builtin_va_list of aarch64": {
    c: "typedef __builtin_va_list va_list; struct v { char c; va_list a; }; int vp(const char *, va_list); extern va_list *pv;",
    compilers: ["aarch64-linux-gnu-gcc"],
  },
  "calling conventions": {
    c: `int __attribute__((ms_abi)) f(int); int g(int) __attribute__((ms_abi)); struct s { int (__attribute__((ms_abi)) *p)(int, long); void (*q)(void) __attribute__((ms_abi)); };
        typedef int __attribute__((ms_abi)) (*fp)(int); extern fp table[2]; typedef int mf(int) __attribute__((ms_abi)); mf *m; __attribute__((sysv_abi)) void h(void); void take(int (__attribute__((ms_abi)) *cb)(void));`,
  },
  "conventions that save registers": {
    c: "struct frame; void __attribute__((interrupt)) isr(struct frame *); void __attribute__((no_caller_saved_registers)) f(int); void (*p)(int) __attribute__((no_caller_saved_registers)); void __attribute__((interrupt)) (*q)(struct frame *);",
    cflags: ["-mgeneral-regs-only"],
  },
  "aarch64 calling conventions": {
    c: "void __attribute__((aarch64_vector_pcs)) f(int); extern void (*p)(int) __attribute__((aarch64_vector_pcs)); int g(int);",
    compilers: ["aarch64-linux-gnu-gcc"],
  },
  "functions that clang overloads by object size": {
    c: `int plain(const void *p); extern inline __attribute__((gnu_inline, overloadable, always_inline)) int plain(const void *const __attribute__((pass_object_size(0))) p) { return 1; }
        extern inline __attribute__((gnu_inline, overloadable, always_inline)) int only(char *const __attribute__((pass_object_size(1))) p) { return 1; }`,
    compilers: ["clang-16"],
  },
  "functions that clang overloads by type": {
    c: `__attribute__((overloadable)) void one(int); __attribute__((overloadable)) void one(char *); __attribute__((overloadable)) void one(int);
        static inline __attribute__((overloadable)) int lone(int x) { return x; } __attribute__((overloadable)) void mangled(int); int plain(int);`,
    compilers: ["clang-16"],
  },
  "blocks (clang, Language Specification for Blocks)": {
    c: `typedef int (^b)(void *, ...); extern b x; struct s { void (^f)(int); b a[2]; int (^*p)(void); }; void f(void (^)(b), int (^const _Nonnull c)(void));
        extern void (^g(void))(int); extern __typeof__(x) y; extern void (^volatile z)(struct s *);`,
    compilers: ["clang-16"],
    cflags: ["-fblocks"],
  },
  "typeof_unqual (C23 6.7.3.6)": {
    c: `extern const volatile int x; extern typeof_unqual(x) a; extern typeof(x) b; extern typeof_unqual(const char *const) c; extern _Atomic const int at; extern typeof_unqual(at) d; extern typeof_unqual(const int [3]) e;
        extern typeof_unqual(unsigned long) f; typedef const int ci; extern ci y; extern typeof((typeof_unqual(y) *)0) g; extern typeof((typeof_unqual(at) *)0) h;
        extern typeof((typeof_unqual(c) *)0) i; extern int j[sizeof(typeof_unqual(x))];`,
    compilers: ["clang-16"],
    cflags: ["-std=c2x"],
  },
  "i386 calling conventions": {
    c: `int __attribute__((regparm(3))) f(int, int); void __attribute__((stdcall)) g(int); struct s { void (__attribute__((fastcall)) *p)(int); }; int (*(__attribute__((regparm(2))) h)(int))(void);
        extern int x; int __attribute__((regparm(0))) k(int);`,
    compilers: ["i686-linux-gnu-gcc"],
  },
  "address spaces": {
    c: "extern int __seg_gs v; extern int __seg_gs *p; struct s { const int __seg_fs *q; }; void f(int __seg_gs *x, __seg_gs long *const *y); extern int __seg_gs *__seg_gs r; typedef __seg_gs unsigned long pl;",
    compilers: ["gcc"],
  },
  "transparent unions": {
    c: "typedef union { int *a; const int *b; } tu __attribute__((transparent_union)); void f(tu); union tv { int i; unsigned u; } __attribute__((transparent_union)); void g(union tv);",
  },
  "static const scalars and asserts": {
    c: `static const int a = 3; static const unsigned char b = 300 - 1; _Static_assert(sizeof(int) == 4, "int"); struct s { int x; _Static_assert(sizeof(int) == 4, "inside"); char y; }; _Static_assert(__builtin_offsetof(struct s, y) == 4, "");
        static_assert(1 + 1 == 2); _Static_assert(__builtin_types_compatible_p(__typeof__(a), const int), "t");`,
    cflags: ["-Dstatic_assert=_Static_assert"],
  },
  "MS anonymous members": {
    c: "struct in { int x; }; typedef struct { long l; } in_t; struct out { struct in; in_t; union { struct in2 { char c; }; }; int y; }; struct o2 { const struct in; };",
    cflags: ["-fms-extensions"],
  },
  "tagged members without -fms-extensions declare only the tag": {
    c: "struct out { struct in { int x; }; int y; }; struct in v;",
  },
  "short enums": {
    c: "enum a { A }; enum b { B = 256 }; enum c { C = -129 }; struct s { enum a a; enum b b; enum c c; };",
    cflags: ["-fshort-enums"],
  },
  "pack all records": {
    c: "struct a { char c; long l; }; struct b { char c; struct a a; int i; };",
    cflags: ["-fpack-struct"],
  },
};

describe("declarations agree with the compiler", () => {
  for (const [name, { c, compilers = ["gcc", "clang-16"], cflags = [] }] of Object.entries(FIXTURES)) {
    for (const cc of compilers) {
      it(`${name} (${cc})`, () => {
        const analysed = analyseText(c, { cc, cflags });
        expect(analysed.diagnostics.map(({ id, message }) => `${id}: ${message}`)).toEqual([]);
        expect(analysed.program.staticAsserts).toMatchObject({ failed: 0, unknown: 0 });
        const list = conditions(analysed);
        expect(list.length).toBeGreaterThan(0);
        expect(compilerErrors(cc, cflags, `${c}\n${assertions(list)}\n`)).toEqual([]);
      });
    }
  }
});
