import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { COMMAND_NAMES, COMMANDS, optionsOf } from "../../src/cli/option-table.js";
import { VERSION } from "../../src/version.js";
import { hasProgram } from "../kernel/compilers.js";
import { runCli } from "./run.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const header = join(scratch, "x.h");
writeFileSync(
  header,
  "/* A pair. */\nstruct pair { char a; int b; };\n#define LIMIT (4 << 1)\nint f(struct pair *p);\n",
);
const NONE = ["--family", "none", "--cc", "none", "--project", "none"];

describe("wrong usage ends with 2 and says what to do", () => {
  it.each<[string, string[], string]>([
    ["no command", [], "no command is given"],
    ["an unknown command", ["generat"], "unknown command 'generat'\n  help: did you mean 'generate'?"],
    [
      "an unknown option",
      ["generate", "x.h", "--alow", "a"],
      "unknown option '--alow'\n  help: did you mean '--allow'?",
    ],
    ["an option of another command", ["check", "--allow", "a"], "unknown option '--allow'"],
    ["a short option that is none", ["generate", "-z", "x.h"], "unknown option '-z'"],
    ["an option without its value", ["generate", "x.h", "--out"], "the option '--out' wants a value"],
    ["an empty value", ["generate", "x.h", "--out="], "--out wants a value"],
    ["a value that is no choice", ["generate", "x.h", "--family", "bsd"], 'choose from "linux", '],
    ["no header", ["generate", "--project", "none"], "no header is given"],
    [
      "an unknown architecture",
      ["generate", "x.h", "--arch", "arm65"],
      "unknown architecture 'arm65'; did you mean 'arm64'?",
    ],
    ["a bad expression", ["generate", header, "--allow", "(", ...NONE], "is not a regular expression"],
    ["a source file among the flags", ["generate", header, ...NONE, "--", "x.c"], "'x.c' is not a compiler flag"],
    ["no name to explain", ["explain"], "not enough non-option arguments"],
    ["two crates to check", ["check", "a", "b"], "unknown"],
    ["a project file that is not there", ["generate", "--project", "/nonexistent.toml"], "cannot be read"],
  ])("%s", async (_, words, text) => {
    const { code, stdout, stderr } = await runCli(words);
    expect(code).toBe(2);
    expect(stderr.toLowerCase()).toContain(text.toLowerCase());
    expect(stderr).toMatch(/^(?:\S+: )?error: /m);
    expect(stdout).toBe("");
  });
});

it("does not print two documents on standard output", async () => {
  const { code, stdout } = await runCli(["generate", "x.h", "--json", "--bindings", "-"]);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ diagnostics: [{ id: "conflicting-options" }] });
});

describe("failures end with 1", () => {
  it.each<[string, string[], string]>([
    ["no kernel", ["generate", "x.h", "--kernel-dir", "/nonexistent"], "there is no such directory"],
    ["no such compiler", ["generate", header, "--family", "none", "--cc", "no-such-cc"], "there is no compiler"],
    ["no such header", ["generate", "nonexistent.h", ...NONE], "nonexistent.h"],
    ["not a crate", ["check", scratch], "no crate that kbindgen wrote"],
  ])("%s", async (_, words, text) => {
    const { code, stderr } = await runCli(words);
    expect(code).toBe(1);
    expect(stderr).toContain(text);
  });

  it("as JSON as well", async () => {
    const { code, stdout, stderr } = await runCli(["check", scratch, "--json"]);
    expect(code).toBe(1);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({
      status: "failed",
      diagnostics: [{ id: "not-a-crate", severity: "error" }],
    });
  });
});

describe("help", () => {
  it("names every option of each command, its examples and the flags", async () => {
    for (const command of COMMAND_NAMES) {
      const { code, stdout } = await runCli([command, "--help"]);
      expect(code).toBe(0);
      for (const option of optionsOf(command)) expect(stdout).toContain(`--${option.name}`);
      expect(stdout).toContain("Examples:");
      expect(stdout.includes("-- [cflags..]")).toBe(COMMANDS[command].takesCflags);
    }
  });

  it("prints the version and a completion script", async () => {
    expect((await runCli(["--version"])).stdout.trim()).toBe(VERSION);
    expect((await runCli(["completion"])).stdout).toContain("kbindgen");
  });
});

describe("generate", () => {
  it("writes the crate where asked, and says so", async () => {
    const out = join(scratch, "crate");
    const { code, stdout, stderr } = await runCli(["generate", header, "--out", out, ...NONE]);
    expect(stderr).toContain("x86_64");
    expect([code, stdout]).toEqual([0, ""]);
    expect(readFileSync(join(out, "src/bindings.rs"), "utf8")).toContain("pub struct pair");
  });

  it("writes the flags of the shims as compilers read them", async () => {
    const folder = join(scratch, 'flags "quoted" and \\');
    mkdirSync(folder);
    writeFileSync(
      join(folder, "asked.h"),
      "#if ASKED - 42\n#error\n#endif\n#define ALSO TEXT\nextern char text[sizeof ALSO];\n",
    );
    const file = join(folder, "cflags");
    const own = [...NONE, "--", "-I", folder, "-DASKED=42", '-DTEXT="two words \\\\"'];
    const words = ["generate", join(folder, "asked.h"), "--out", join(folder, "out"), "--cflags-file", file, ...own];
    expect((await runCli(words)).code).toBe(0);
    const text = "#include <asked.h>\n_Static_assert(sizeof text == 12, ALSO);\n";
    const run = spawnSync("gcc", [`@${file}`, "-fsyntax-only", "-x", "c", "-"], { input: text, encoding: "utf8" });
    expect([run.stderr, run.status]).toEqual(["", 0]);
  });

  it("writes a dependency file that make understands", async () => {
    const folder = join(scratch, "with blank $ and #");
    mkdirSync(folder);
    writeFileSync(join(folder, "outer.h"), '#include "inner.h"\n');
    writeFileSync(join(folder, "inner.h"), "struct inner { int x; };\n");
    const [bindings, depfile] = [join(scratch, "b.rs"), join(scratch, "b.d")];
    const words = ["generate", join(folder, "outer.h"), "--bindings", bindings, "--depfile", depfile, ...NONE];
    expect((await runCli(words)).code).toBe(0);
    const remade = (): boolean => {
      const run = spawnSync("make", ["-q", "-f", depfile, `--eval=${bindings}: ; @:`, bindings], { encoding: "utf8" });
      expect(run.stderr).toBe("");
      return run.status === 1;
    };
    const [old, middle, late] = [new Date(1e12), new Date(1.1e12), new Date(1.2e12)] as const;
    expect(remade()).toBe(false);
    for (const name of ["inner.h", "outer.h"]) utimesSync(join(folder, name), old, old);
    utimesSync(bindings, middle, middle);
    for (const name of ["inner.h", "outer.h"]) {
      utimesSync(join(folder, name), late, late);
      expect(remade(), name).toBe(true);
      utimesSync(join(folder, name), old, old);
    }
    expect(remade()).toBe(false);
  });

  it("prints bindings alone to standard output", async () => {
    const { code, stdout, stderr } = await runCli(["generate", header, "--bindings", "-", "--quiet", ...NONE]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("pub struct pair");
  });

  it("takes several --allow, each with one value", async () => {
    const words = ["generate", "--allow", "LIMIT", "--allow=nothing", header, "--bindings", "-", "-q", ...NONE];
    const { code, stdout } = await runCli(words);
    expect(code).toBe(0);
    expect(stdout).toContain("LIMIT");
    expect(stdout).not.toContain("pub struct pair");
  });

  it("prints one JSON document", async () => {
    const { code, stdout } = await runCli(["generate", header, "--out", join(scratch, "j"), "--json", ...NONE]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ status: "ok", arch: "x86_64", release: null, diagnostics: [] });
  });

  it("takes options from kbindgen.toml, and flags over them", async () => {
    const project = join(scratch, "kbindgen.toml");
    writeFileSync(
      project,
      'headers = ["x.h"]\nfamily = "none"\ncc = "none"\narch = "s390x"\nallow = ["pair"]\ncflags = ["-DQ"]\nquiet = true\n',
    );
    const first = await runCli(["generate", "--project", project, "--bindings", "-"]);
    expect(first.code).toBe(0);
    expect(first.stdout).toContain("pub struct pair");
    expect(first.stdout).not.toContain("LIMIT");
    const out = join(scratch, "from-toml");
    const second = await runCli([
      "generate",
      "--project",
      project,
      "--arch",
      "arm64",
      "--allow",
      "LIMIT",
      "--out",
      out,
    ]);
    expect(second.code).toBe(0);
    const lock: unknown = JSON.parse(readFileSync(join(out, "kbindgen.lock.json"), "utf8"));
    expect(lock).toMatchObject({ kernel: { arch: "aarch64" }, cflags: ["-DQ"], options: { allow: ["LIMIT"] } });
  });
});

describe("preprocess and explain", () => {
  it("prints the translation unit, macros too with -dD, no marks with -P", async () => {
    const plain = await runCli(["preprocess", header, ...NONE]);
    expect(plain.code).toBe(0);
    expect(plain.stdout).toContain("struct pair { char a; int b; };");
    expect(plain.stdout).toMatch(/^# \d+ "/m);
    expect(plain.stdout).not.toContain("LIMIT");
    const full = await runCli(["preprocess", "-dD", "-P", header, ...NONE]);
    expect(full.stdout).toContain("#define LIMIT (4 << 1)");
    expect(full.stdout).not.toMatch(/^# \d+ "/m);
  });

  it.skipIf(!hasProgram("gcc"))("explains how inline functions and macros are called, and why not", async () => {
    const calls = join(scratch, "calls.h");
    writeFileSync(
      calls,
      [
        "struct s { int x; };",
        "static inline int get(const struct s *s) { return s->x; }",
        'static inline void never(int x) { extern void bad(void) __attribute__((error("no good"))); bad(); }',
        "#define PACK(hi, lo) (((hi) << 8) | (lo))",
        "#define GET(p) get(p)",
        "#define MEMBER(type, name) ((type *)0)->name",
        "#define SET(v) ((v) = 1)",
      ].join("\n"),
    );
    const explained = async (name: string) =>
      (await runCli(["explain", name, "--header", calls, "--family", "none", "--no-cache", "--project", "none"]))
        .stdout;

    const get = await explained("get");
    expect(get).toContain(
      "called through a shim in c/helpers.c: int rust_helper_get(const struct s *s) { return (get)(s); }",
    );
    expect(get).toContain('#[link_name = "rust_helper_get"]');
    const never = await explained("never");
    expect(never).toMatch(/left out \(shim-refused-by-compiler\): .*no good/);
    expect(never).not.toContain("called through a shim");
    const pack = await explained("PACK");
    expect(pack).toContain("as a function: unsigned int PACK(unsigned int hi, unsigned int lo)");
    expect(pack).toContain("pub const fn PACK(");
    expect(await explained("GET")).toContain("int rust_helper_GET(const struct s *p) { return GET(p); }");
    expect(await explained("MEMBER")).toContain("--macros 'RESULT my_MEMBER(TYPE a) = MEMBER(…)'");
    expect(await explained("SET")).toContain("--macros 'RESULT my_SET(TYPE *a) = SET(*a)'");
  });

  it("explains with the prototypes of kbindgen.toml or of the command line", async () => {
    const folder = mkdtempSync(join(scratch, "prototypes-"));
    const project = join(folder, "kbindgen.toml");
    writeFileSync(
      join(folder, "my.h"),
      "extern int things[2];\n#define thing(i) things[i]\n#define second (things[1])\n",
    );
    writeFileSync(
      project,
      'headers = ["my.h"]\nmacros = ["int thing(unsigned char i)", "int first(void) = thing(0)"]\n',
    );
    const explained = async (...words: string[]) => (await runCli(["explain", ...words, ...NONE.slice(0, 4)])).stdout;
    const inProject = ["--project", project];
    const typed = "int rust_helper_thing(unsigned char i) { return thing(i); }";
    expect(await explained("thing", ...inProject)).toContain(typed);
    expect(await explained("first", ...inProject)).toMatch(
      /^prototype first\n[\s\S]*int rust_helper_first\(void\) \{ return thing\(0\); \}/,
    );
    expect(await explained("second", ...inProject)).toContain(
      "pub static mut second: __BindgenInside<4, ::core::ffi::c_int>;",
    );
    // Those of the project belong to its headers.
    expect(await explained("thing", "--header", join(folder, "my.h"), ...inProject)).not.toContain(typed);
    const asked = [
      "thing",
      "--project",
      "none",
      "--header",
      join(folder, "my.h"),
      "--macros",
      "int thing(unsigned char i)",
    ];
    expect(await explained(...asked)).toContain(typed);
  });

  it("finds the prototypes in a header that is given by a relative path", async () => {
    const stated = join(scratch, "stated.h");
    writeFileSync(
      stated,
      "extern int things[2];\n#define thing(i) things[i]\n/* kbindgen: int thing(unsigned char i) */\n",
    );
    const { stdout } = await runCli(["generate", relative(process.cwd(), stated), "--bindings", "-", "-q", ...NONE]);
    expect(stdout).toContain("pub fn thing(i: ::core::ffi::c_uchar)");
  });

  it("explains a record and refuses an unknown name with a suggestion", async () => {
    const { code, stdout } = await runCli(["explain", "pair", "--header", header, ...NONE]);
    expect(code).toBe(0);
    expect(stdout).toContain("size 8 bytes, alignment 4");
    expect(stdout).toContain("hole: 3 bytes");
    const unknown = await runCli(["explain", "pear", "--header", header, ...NONE]);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain("pair");
  });
});
