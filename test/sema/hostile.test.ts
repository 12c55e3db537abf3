/** Hostile input: bounded, and never an exception. */
import { describe, expect, it } from "vitest";
import { declare } from "../../src/sema/print.js";
import { analyseText, variableNamed } from "./analysis-support.js";

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("\n");
}

const TEXTS: Readonly<Record<string, string>> = {
  "a chain of typedef names": `typedef int t0;\n${lines(20_000, (i) => `typedef t${i} t${i + 1};`)}\nextern t20000 last; int a[sizeof(t20000)]; extern t20000 last;`,
  "a chain of pointers by typedef names": `typedef int t0;\n${lines(5_000, (i) => `typedef t${i} *t${i + 1};`)}\nextern t5000 last; extern t5000 last;`,
  "a chain of typeof": `extern int v0;\n${lines(5_000, (i) => `extern __typeof__(&v${i}) v${i + 1};`)}\nextern __typeof__(v5000) v5000;`,
  "functions that double by typeof": `void f0(void);\n${lines(60, (i) => `void f${i + 1}(__typeof__(f${i}) *, __typeof__(f${i}) *);`)}`,
  "arrays that double by typedef names": `typedef char t0[2];\n${lines(150, (i) => `typedef t${i} t${i + 1}[2];`)}\nextern t150 v; int a[sizeof(t150)]; struct s { t150 m; int n; };`,
  "records inside records": `struct s0 { int x; };\n${lines(5_000, (i) => `struct s${i + 1} { struct s${i} m; };`)}\nint a[sizeof(struct s5000)];`,
  "anonymous records inside one another": `${"struct { ".repeat(400)}int x;${" };".repeat(400)}`,
  "type names inside sizes": `int a${"[sizeof(struct { int b".repeat(300)}[1]${"; })]".repeat(300)};`,
  "typeof inside typeof": `${"__typeof__(".repeat(2_000)}int${")".repeat(2_000)} x;`,
  "parentheses in a size": `int a[${"(".repeat(20_000)}1${")".repeat(20_000)}];`,
  "pointers to functions": `int ${"(*".repeat(300)}f${")(void)".repeat(300)};`,
  "huge sizes":
    "extern char a[0x7fffffffffffffff]; extern char b[0xffffffffffffffff]; struct s { char x[0x1fffffffffffff], y[9]; }; struct w { int f : 99999999999; }; extern int v __attribute__((vector_size(0x100000000000))); struct t { char c; } __attribute__((aligned(0x10000000)));",
  "division by zero and overflow":
    "int a[1 / 0]; enum e { A = 1 % 0, B = 1 << 999, C = 0xffffffffffffffff, D }; struct s { int x : 1 / 0; }; int b[-1];",
  "attributes without arguments":
    "int a __attribute__((mode)); int b __attribute__((vector_size)); int c __attribute__((aligned())); void d(void) __attribute__((regparm())); int e __attribute__((mode(XYZ))); struct f { int x; } __attribute__((scalar_storage_order)); int g __attribute__((vector_size(0)));",
  "bare tags":
    "struct s; union s; enum s; struct s { struct s *s; } s, *s2; enum { s3 }; void f(struct f f, int f2[sizeof(f)]);",
};

describe("hostile declarations", () => {
  for (const [name, text] of Object.entries(TEXTS)) {
    it(name, { timeout: 20_000 }, () => {
      const analysed = analyseText(text);
      const { program, context } = analysed;
      for (const { type } of program.variables) {
        declare(type, "x", context);
        context.sizeOf(type.type);
        context.alignOf(type.type);
      }
      for (const { type } of program.functions) {
        expect(declare({ type, qualifiers: 0, addressSpace: null }, "x", context).length).toBeLessThan(2_000_000);
      }
      expect(program.order.length + program.unparsed.length).toBeGreaterThan(0);
    });
  }

  it("gives up only what is too deep", () => {
    const analysed = analyseText(`${TEXTS["a chain of typeof"]}\nint fine;`);
    expect(variableNamed(analysed, "v10").unsupported).toBeNull();
    expect(variableNamed(analysed, "v1000").unsupported).toMatch(/nested too deeply/);
    expect(variableNamed(analysed, "fine").unsupported).toBeNull();
  });

  it("never throws on damaged text", () => {
    const text = `typedef unsigned int u32; struct s { u32 a : 3, b; struct { int c[sizeof(u32)]; } *d; } __attribute__((packed, aligned(4))) v; enum e { A, B = 4 };
      static inline int f(const struct s *p, enum e e, int (*cb)(void *), ...) { return 0; } extern __typeof__(f) g; _Static_assert(sizeof(struct s) > 1, "m"); u32 (*table[B])(u32);`;
    const tokens = text.match(/\w+|"[^"]*"|\S/g) ?? [];
    let seed = 1;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 300; round++) {
      const damaged = [...tokens];
      for (let hits = 1 + random(3); hits > 0; hits--) {
        const at = random(damaged.length);
        const other = damaged[random(damaged.length)] ?? "";
        if (random(3) === 0) damaged.splice(at, 1);
        else damaged[at] = other;
      }
      const damagedText = damaged.join(" ");
      expect(() => analyseText(damagedText), damagedText).not.toThrow();
    }
  });
});
