/**
 * Headers and command lines that are wrong, huge or hostile. Each case runs in a folder of its own; what must come
 * out lies in `expected.txt` under its name.
 */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface HostileCase {
  /** What is wrong; also the name of the expectation. */
  readonly name: string;
  /** Content by path, made before the run; `latin1` so that every byte can be said. */
  readonly files?: Readonly<Record<string, string | (() => string)>>;
  /** Anything else that must exist: folders, links, permissions. */
  readonly prepare?: (folder: string) => void;
  /** Arguments; default: generate `a.h` for family none without a compiler. */
  readonly args?: readonly string[];
  /** Arguments behind the default ones. */
  readonly extra?: readonly string[];
  /** Seconds on a quiet machine; default 10. */
  readonly seconds?: number;
  /** MiB; default 400. */
  readonly megabytes?: number;
  /** Does not hold for the superuser, who may write everywhere. */
  readonly needsPermissions?: boolean;
}

export const DEFAULT_ARGS = [
  ...["generate", "a.h", "--family", "none", "--cc", "none", "--arch", "x86_64", "--out", "out", "--json"],
];

/** A case of one header, `a.h`. */
function header(name: string, text: string | (() => string), rest: Partial<HostileCase> = {}): HostileCase {
  return { name, files: { "a.h": text }, ...rest };
}

/** A case of arguments beside a good header. */
function line(name: string, args: readonly string[], rest: Partial<HostileCase> = {}): HostileCase {
  return { name, files: { "a.h": "int fine;\n" }, ...rest, args: args.length === 0 ? args : withJson(args) };
}

/** `--json` shows the ids of diagnostics; it belongs before the compiler's flags. */
function withJson(args: readonly string[]): readonly string[] {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  return [...args.slice(0, end), "--json", ...args.slice(end)];
}

function repeat(text: string, times: number): string {
  return text.repeat(times);
}

/** `#define A1 A0 A0` and so on: 2^levels tokens. */
function doubling(levels: number, body: string): string {
  const lines = [`#define A0 ${body}`];
  for (let level = 1; level <= levels; level++) lines.push(`#define A${level} A${level - 1} A${level - 1}`);
  return `${lines.join("\n")}\n`;
}

const NONE = ["--family", "none", "--cc", "none", "--arch", "x86_64"];
const MIB = 1 << 20;

const PREPROCESSING: readonly HostileCase[] = [
  header("include-missing", '#include "absent.h"\nint a;\n'),
  header("include-missing-angle", "int a;\n  #include <linux/absent.h>\n"),
  {
    name: "include-missing-nested",
    files: { "a.h": '#include "b.h"\n', "b.h": '\n#include "c.h"\n', "c.h": "#include <nowhere.h>\n" },
  },
  header("include-itself", '#include "a.h"\n'),
  {
    name: "include-cycle",
    files: { "a.h": '#include "b.h"\n', "b.h": '#include "c.h"\n', "c.h": '#include "a.h"\n' },
  },
  header("include-directory", '#include "folder"\n', { prepare: (at) => mkdirSync(join(at, "folder")) }),
  header("include-no-name", "#include\n#include 42\n#include FOO\n"),
  header("include-unclosed-angle", "#include <linux/fs.h\nint a;\n"),
  header("include-dangling-link", '#include "link.h"\n', { prepare: (at) => symlinkSync("gone", join(at, "link.h")) }),
  header("error-directive", "int a;\n#error   this kernel is too old\n"),
  header("error-directive-nested", '#include "b.h"\n', { files: { "a.h": '#include "b.h"\n', "b.h": "#error no\n" } }),
  header("warning-directive", "#warning please note\nint a;\n"),
  header("pragma-unknown", "#pragma frobnicate(all)\nint a;\n"),
  header("pragma-pack-bad", "#pragma pack(3)\n#pragma pack(pop)\n#pragma pack(push, 1\nstruct s { char a; int b; };\n"),
  header("directive-unknown", '#inclued <a.h>\n#\n# 17 "x.h"\n#frob\nint a;\n'),
  header("if-unterminated", "#if 1\nint a;\n#ifdef B\nint b;\n"),
  header("if-stray-endif", "#endif\n#else\n#elif 1\nint a;\n"),
  header("if-else-after-else", "#if 0\n#else\n#else\n#endif\n#if 1\n#else\n#elif 1\n#endif\n"),
  header("if-bad-expression", "#if 1 +\n#endif\n#if (1\n#endif\n#if 1 1\n#endif\n#if\n#endif\n"),
  header("if-division-by-zero", "#if 1 / 0\n#endif\n#if 1 % (2 - 2)\n#endif\n#if 0 && 1 / 0\n#endif\nint a;\n"),
  header("if-string-operand", '#if "text"\n#endif\n#if 1.0\n#endif\n#if a = 1\n#endif\n'),
  header("if-defined-malformed", "#if defined(\n#endif\n#if defined 7\n#endif\n#ifdef\n#endif\n#ifndef 3\n#endif\n"),
  header("comment-unterminated", "int a;\n/* no end\nint b;\n"),
  header("string-unterminated", 'const char *a = "no end;\nint b;\n'),
  header("character-unterminated", "#define C 'x\nint a = C;\nint b = '';\n"),
  header("macro-arguments-unterminated", "#define F(x) x\nint a = F(1;\nint b;\n"),
  header(
    "macro-arguments-count",
    "#define F(x, y) x y\nint a = F(1);\nint b = F(1, 2, 3);\n#define G() 1\nint c = G(7);\n",
  ),
  header("macro-redefined", "#define M 1\n#define M 2\n#define F(x) x\n#define F(y) y\nint a = M;\n"),
  header(
    "macro-malformed",
    "#define\n#define 3\n#define F(x\n#define G(x,) x\n#define H(x, x) x\n#define I(..., x) x\n",
  ),
  header(
    "macro-bad-operators",
    "#define A(x) #y\n#define B ## 1\n#define C(x) x ##\n#define D(x, y) x ## y\nint a = D(+, 3);\n",
  ),
  header("macro-defined-name", "#define defined 1\n#undef defined\n#undef __FILE__\n#define __COUNTER__ 3\nint a;\n"),
  header("macro-bomb", () => `${doubling(40, "x")}int a = sizeof(A40);\n`, { seconds: 20, megabytes: 800 }),
  header("macro-bomb-in-if", () => `${doubling(40, "1 +")}#if A40 0\n#endif\n`, { seconds: 20, megabytes: 800 }),
  header(
    "macro-bomb-arguments",
    () => `#define F(x) x x x x\n#define G(x) F(F(F(F(F(F(F(F(F(F(F(F(F(x)))))))))))))\nint a = G(G(1));\n`,
    { seconds: 20, megabytes: 800 },
  ),
  header(
    "macro-bomb-pasting",
    () =>
      `#define P(x) x ## x\n${Array.from({ length: 40 }, (_, at) => `#define A${at + 1}(x) A${at}(x ## x)`).join("\n")}\n#define A0(x) x\nint A40(aaaaaaaaaaaaaaaa);\n`,
    { seconds: 20, megabytes: 800 },
  ),
  header("macro-bomb-not-used", () => `${doubling(40, "x")}int a;\n`, { seconds: 20 }),
  header(
    "macro-recursive",
    "#define A B\n#define B A\n#define F(x) F(x) + G(x)\n#define G(x) F(x)\nint A;\nenum { X = sizeof(F(int)) };\n",
  ),
  header("macro-nested-deep", () => `#define F(x) x\nint a = ${repeat("F(", 5000)}1${repeat(")", 5000)};\n`, {
    seconds: 20,
  }),
  header("includes-nested-deep", '#if __INCLUDE_LEVEL__ < 100000\n#include "a.h"\n#endif\nint a;\n'),
  header("ifs-nested-deep", () => `${repeat("#if 1\n", 100_000)}int a;\n${repeat("#endif\n", 100_000)}`),
  header("if-parentheses-deep", () => `#if ${repeat("(", 100_000)}1${repeat(")", 100_000)}\nint a;\n#endif\n`),
  header("line-of-100-megabytes", () => `int a; /* ${repeat("x", 100 * MIB)} */ int b;\n`, {
    seconds: 40,
    megabytes: 1500,
  }),
  header("identifier-of-10-megabytes", () => `int ${repeat("x", 10 * MIB)};\n`, { seconds: 30, megabytes: 1200 }),
  header("tokens-of-16-megabytes", () => repeat("+-*/ ", (16 * MIB) / 5), { seconds: 60, megabytes: 2000 }),
];

const LEXICAL: readonly HostileCase[] = [
  header("empty-file", ""),
  header("no-newline-at-end", "int a;\n#define B 1"),
  header("no-newline-after-directive", "int a;\n#include"),
  header("backslash-at-end", "int a;\\"),
  header("carriage-returns", "int a;\r\n#define B \\\r\n 7\r\nstruct s {\r\n\tint x;\r\n};\r\nint bad bad;\r\n"),
  header("lone-carriage-returns", "int a;\rint b;\r#define C 3\rint d;\n"),
  header("nul-bytes", "int a;\0\0\nint b\0;\nint c;\n"),
  header("byte-order-mark", "\xef\xbb\xbfint a;\n"),
  header("utf-16", () => Buffer.from("\ufeffint a;\n", "utf16le").toString("latin1")),
  header("binary-garbage", () =>
    Array.from({ length: 4096 }, (_, at) => String.fromCharCode((at * 167 + (at >> 3) * 31) % 256)).join(""),
  ),
  header("elf-file", "\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x01\0>\0\x01\0\0\0"),
  header("stray-characters", "int a;\n@ ` \\ \x01\nint b;\n"),
  header("invalid-utf-8", 'const char *s = "\xff\xfe";\nint \xc3\x28;\nint a;\n'),
];

const DECLARATIONS: readonly HostileCase[] = [
  header("syntax-error", "int a;\nstruct s { int x; int };\nint b;\n"),
  header("brace-missing", "struct s { int a;\nint b;\n"),
  header("brace-stray", "int a;\n}\nint b;\n"),
  header("parenthesis-missing", "int f(int a;\nint b;\n"),
  header("not-c-at-all", 'fn main() -> i32 { println!("hi"); }\nimport os\n'),
  header("c-plus-plus", "class A { public: int x; };\ntemplate <typename T> T f(T);\nnamespace n { int y; }\n"),
  header("type-unknown", "undefined_t a;\nstruct s { missing_t b; };\nint f(nowhere_t x);\n"),
  header("record-recursive", "struct s { int a; struct s inner; };\n"),
  header("record-mutually-recursive", "struct b;\nstruct a { struct b x; };\nstruct b { struct a y; };\n"),
  header("record-redefined", "struct s { int a; };\nstruct s { long b; };\n"),
  header("record-other-tag-kind", "struct s { int a; };\nunion s *p;\nenum s q;\n"),
  header("member-twice", "struct s { int a; long a; struct { char a; }; };\n"),
  header("typedef-redefined", "typedef int t;\ntypedef long t;\nt x;\n"),
  header("function-redeclared", "int f(int);\nlong f(int);\nextern int v;\nextern char v;\n"),
  header("name-as-other-kind", "int a;\ntypedef int a;\nenum { b };\nint b;\n"),
  header("enumerator-twice", "enum { A };\nenum { B, A };\n"),
  header(
    "enumerator-overflow",
    "enum { A = 0xffffffffffffffffULL, B };\nenum { C = -1, D = 0xffffffffffffffffULL };\n",
  ),
  header("enumerator-not-constant", "extern int v;\nenum { A = v, B = 1 / 0, C = sizeof(struct nowhere), D };\n"),
  header(
    "static-assert-false",
    '_Static_assert(1, "fine");\n_Static_assert(sizeof(int) == 5, "int has five bytes");\n',
  ),
  header("static-assert-not-constant", 'extern int v;\n_Static_assert(v, "no constant");\n_Static_assert(1;\n'),
  header("bit-field-too-wide", "struct s { int a : 33; char b : 9; _Bool c : 2; };\n"),
  header("bit-field-negative", "struct s { int a : -1; int b : 3 - 5; };\n"),
  header("bit-field-zero-named", "struct s { int a : 0; };\n"),
  header("bit-field-bad-type", "struct s { float a : 3; int *b : 3; struct t { int x; } c : 2; };\n"),
  header("bit-field-not-constant", "extern int n;\nstruct s { int a : n; };\n"),
  header("array-negative", "int a[-1];\nstruct s { char b[sizeof(int) - 5 < 0 ? 1 : -3]; };\n"),
  header(
    "array-huge",
    "struct s { char a[0x7fffffffffffffff]; char b[0x7fffffffffffffff]; };\nint big[1ul << 62][1ul << 62];\n",
  ),
  header("array-of-incomplete", "struct nowhere;\nstruct nowhere a[3];\nvoid b[2];\nint c[][];\n"),
  header("array-size-not-constant", "extern int n;\nint a[n];\nstruct s { int b[n]; };\n"),
  header("flexible-array-first", "struct s { int a[]; int b; };\nunion u { int c[]; };\n"),
  header("member-incomplete", "struct nowhere;\nstruct s { struct nowhere x; void y; int f(void); };\n"),
  header(
    "attribute-bad",
    "struct s { int a; } __attribute__((aligned(3), packed(7), frob));\nint b __attribute__((aligned(0x7fffffffffff)));\nint c __attribute__((;\n",
  ),
  header("specifiers-bad", "long long long a;\nunsigned float b;\nsigned _Bool c;\nint double d;\n"),
  header("storage-bad", "extern static int a;\ntypedef extern int b;\nregister int c;\n"),
  header("parentheses-deep", () => `int ${repeat("(", 20_000)}a${repeat(")", 20_000)};\nint fine;\n`, { seconds: 30 }),
  header(
    "expression-deep",
    () => `enum { A = ${repeat("(", 20_000)}1${repeat(")", 20_000)} };\nint b[${repeat("-", 20_001)}1];\n`,
    { seconds: 30 },
  ),
  header("braces-deep", () => `int a = ${repeat("{", 50_000)}1${repeat("}", 50_000)};\nint fine;\n`, { seconds: 30 }),
  header("records-deep", () => `${repeat("struct { ", 3_000)}int a;${repeat(" } x;", 3_000)}\nint fine;\n`, {
    seconds: 30,
  }),
  header("pointers-deep", () => `int ${repeat("*", 50_000)}a;\nint fine;\n`, { seconds: 30 }),
  header("functions-deep", () => `int f(${repeat("int (*)(", 3_000)}void${repeat(")", 3_000)});\nint fine;\n`, {
    seconds: 30,
  }),
  header("arrays-deep", () => `int a${repeat("[1]", 20_000)};\nint fine;\n`, { seconds: 30 }),
  header(
    "typedefs-doubling",
    () =>
      `typedef char t0[2];\n${Array.from({ length: 100 }, (_, at) => `typedef t${at} t${at + 1}[2];`).join("\n")}\n`,
  ),
  header(
    "many-members",
    () => `struct s {\n${Array.from({ length: 50_000 }, (_, at) => `int m${at} : ${(at % 31) + 1};`).join("\n")}\n};\n`,
    { seconds: 60, megabytes: 1500 },
  ),
  header(
    "many-enumerators",
    () => `enum e {\n${Array.from({ length: 50_000 }, (_, at) => `E${at},`).join("\n")}\n};\n`,
    { seconds: 60, megabytes: 1500 },
  ),
];

const COMMAND_LINES: readonly HostileCase[] = [
  line("no-arguments", []),
  line("no-headers", ["generate", ...NONE]),
  line("command-unknown", ["generat", "a.h"]),
  line("option-unknown", ["generate", "a.h", "--kernel-dri", "x"]),
  line("option-without-value", ["generate", "a.h", "--out"]),
  line("option-bad-choice", ["generate", "a.h", "--family", "windows"]),
  line("arch-unknown", ["generate", "a.h", "--family", "none", "--cc", "none", "--arch", "x86-65"]),
  line("rust-target-not-a-version", ["generate", "a.h", ...NONE, "--rust-target", "new"]),
  line("rust-target-too-old", ["generate", "a.h", ...NONE, "--rust-target", "1.60"]),
  line("rust-edition-too-new", ["generate", "a.h", ...NONE, "--rust-target", "1.78", "--rust-edition", "2024"]),
  line("regex-bad", ["generate", "a.h", ...NONE, "--allow", "(unclosed"]),
  line("header-missing", ["generate", "absent.h", ...NONE]),
  line("header-is-directory", ["generate", "folder", ...NONE], { prepare: (at) => mkdirSync(join(at, "folder")) }),
  line("header-two-missing", ["generate", "absent.h", "also-absent.h", ...NONE]),
  line("compiler-missing", ["generate", "a.h", "--family", "none", "--cc", "no-such-cc"]),
  line("compiler-is-no-compiler", ["generate", "a.h", "--family", "none", "--cc", "cat"]),
  line("flag-incomplete", ["generate", "a.h", ...NONE, "--", "-I"]),
  line("flag-is-a-file", ["generate", "a.h", ...NONE, "--", "b.c"]),
  line("forced-include-missing", ["generate", "a.h", ...NONE, "--", "-include", "gone.h"]),
  line("define-malformed", ["generate", "a.h", ...NONE, "--", "-D3=4"]),
  line("kernel-dir-missing", ["generate", "a.h", "--kernel-dir", "nowhere"]),
  line("kernel-dir-no-kernel", ["generate", "a.h", "--kernel-dir", "."]),
  line("kernel-dir-is-file", ["generate", "a.h", "--kernel-dir", "a.h"]),
  line("kernel-not-configured", ["generate", "a.h", "--kernel-dir", "tree"], {
    files: {
      "tree/Makefile": "VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 0\nEXTRAVERSION =\nNAME = x\n",
      "tree/Kbuild": "\n",
      "tree/Kconfig": "\n",
      "tree/include/linux/kconfig.h": "\n",
      "tree/scripts/Makefile.build": "\n",
    },
  }),
  line("kernel-not-prepared", ["generate", "a.h", "--kernel-dir", "tree"], {
    files: {
      "tree/Makefile": "VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 0\nEXTRAVERSION =\nNAME = x\n",
      "tree/.config": "CONFIG_X86_64=y\nCONFIG_64BIT=y\n",
      "tree/include/linux/kconfig.h": "\n",
      "tree/scripts/Makefile.build": "\n",
    },
  }),
  line("out-is-a-file", ["generate", "a.h", ...NONE, "--out", "taken"], {
    files: { "a.h": "int a;\n", taken: "text\n" },
  }),
  line("out-below-a-file", ["generate", "a.h", ...NONE, "--out", "taken/crate"], {
    files: { "a.h": "int a;\n", taken: "text\n" },
  }),
  // Node 20 takes a file among the folders of a path for an error, later ones for nothing there.
  line("header-below-a-file", ["generate", "taken/a.h", ...NONE], { files: { taken: "text\n" } }),
  line("kernel-dir-below-a-file", ["generate", "a.h", "--kernel-dir", "taken/build"], {
    files: { "a.h": "int a;\n", taken: "text\n" },
  }),
  line("include-path-below-a-file", ["generate", "a.h", ...NONE, "--", "-I", "taken/include"], {
    files: { "a.h": "#include <missing.h>\n", taken: "text\n" },
  }),
  line("used-by-below-a-file", ["generate", "a.h", ...NONE, "--used-by", "taken/src"], {
    files: { "a.h": "int a;\n", taken: "text\n" },
  }),
  line("out-where-no-folder-can-be", ["generate", "a.h", ...NONE, "--out", "/proc/kbindgen/crate"], {
    files: { "a.h": "int a;\n" },
  }),
  line("out-not-writable", ["generate", "a.h", ...NONE, "--out", "locked/crate"], {
    prepare: (at) => {
      mkdirSync(join(at, "locked"));
      chmodSync(join(at, "locked"), 0o555);
    },
    needsPermissions: true,
  }),
  line("bindings-is-a-directory", ["generate", "a.h", ...NONE, "--bindings", "folder"], {
    prepare: (at) => mkdirSync(join(at, "folder")),
  }),
  line("report-below-a-file", ["generate", "a.h", ...NONE, "--out", "out", "--report", "a.h/report.json"]),
  line("json-and-standard-output", ["generate", "a.h", ...NONE, "--bindings", "-"]),
  line("project-missing", ["generate", "a.h", "--project", "gone.toml"]),
  line("project-not-toml", ["generate", "a.h"], {
    files: { "a.h": "int a;\n", "kbindgen.toml": "family = \nheaders = [\n" },
  }),
  line("project-unknown-key", ["generate", "a.h"], {
    files: { "a.h": "int a;\n", "kbindgen.toml": 'familly = "none"\n' },
  }),
  line("project-wrong-type", ["generate", "a.h"], { files: { "a.h": "int a;\n", "kbindgen.toml": "allow = 3\n" } }),
  line("project-bad-choice", ["generate", "a.h"], {
    files: { "a.h": "int a;\n", "kbindgen.toml": 'family = "bsd"\n' },
  }),
  line("project-is-directory", ["generate", "a.h"], { prepare: (at) => mkdirSync(join(at, "kbindgen.toml")) }),
  line("project-nested-table", ["generate", "a.h"], {
    files: { "a.h": "int a;\n", "kbindgen.toml": "[generate]\nallow = []\n" },
  }),
  line("check-no-crate", ["check", "nowhere"]),
  line("check-empty-folder", ["check", "folder"], { prepare: (at) => mkdirSync(join(at, "folder")) }),
  line("check-damaged-lock", ["check", "crate"], {
    files: { "a.h": "", "crate/kbindgen.lock.json": "{", "crate/c/abi_check.c": "" },
  }),
  line("explain-unknown-name", ["explain", "fime", "--header", "a.h", ...NONE]),
  line("deny-skipped", ["generate", "a.h", ...NONE, "--deny-skipped", "--allow", "f"], {
    files: { "a.h": "static inline int f(int a, ...) { return a; }\n" },
  }),
  line("used-by-missing", ["generate", "a.h", ...NONE, "--used-by", "absent"]),
  line("used-by-no-rust", ["generate", "a.h", ...NONE, "--used-by", "folder"], {
    prepare: (at) => mkdirSync(join(at, "folder")),
  }),
  line("used-by-bytes", ["generate", "a.h", ...NONE, "--used-by", "a.rs"], {
    files: { "a.h": "int fine;\n", "a.rs": "\xff\x00\x80 kernel_sys::fine {{{ \xfe" },
  }),
  line("used-by-nothing", ["generate", "a.h", ...NONE, "--used-by", "a.rs"], {
    files: { "a.h": "int fine;\n", "a.rs": "use core::ptr;\n" },
  }),
  line("used-by-unknown-names", ["generate", "a.h", ...NONE, "--used-by", "a.rs"], {
    files: { "a.h": "int fine;\n", "a.rs": "use kernel_sys::{fine, fone};\nfn f() { kernel_sys::other(); }\n" },
  }),
  line("used-by-deep", ["generate", "a.h", ...NONE, "--used-by", "a.rs"], {
    files: { "a.h": "int fine;\n", "a.rs": () => `fn f() { ${repeat("(", 100_000)}kernel_sys::fine` },
  }),
];

export const CASES: readonly HostileCase[] = [...PREPROCESSING, ...LEXICAL, ...DECLARATIONS, ...COMMAND_LINES];

/** Makes the case's folder. */
export function prepareCase(folder: string, one: HostileCase): void {
  for (const [path, content] of Object.entries(one.files ?? {})) {
    const at = join(folder, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, Buffer.from(typeof content === "string" ? content : content(), "latin1"));
  }
  one.prepare?.(folder);
}
