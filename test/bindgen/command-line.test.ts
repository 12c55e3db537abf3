/** bindgen's command line: what is taken, and how the rest is refused. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readCommandLine } from "../../src/bindgen/command-line.js";
import { FLAGS } from "../../src/bindgen/flags.js";
import { flagsReference } from "../../src/bindgen/reference.js";
import { FatalError } from "../../src/support/diagnostics.js";
import { runBindgen } from "./run.js";

/** Answers these without anything that is built. */
const PROGRAM = join(import.meta.dirname, "../../bin/kbindgen-bindgen.js");

const work = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(work, { recursive: true }));
const header = join(work, "one.h");
writeFileSync(header, "struct one { int a; };\n");

describe("the words", () => {
  it("header, flags with joined and separate values, and the compiler's flags", () => {
    const line = readCommandLine([
      "x.h",
      "-o",
      "a.rs",
      "--opaque-type=s",
      "--opaque-type",
      "t",
      "--use-core",
      "--",
      "-Iinc",
      "-o",
    ]);
    expect(line.header).toBe("x.h");
    expect(line.cflags).toEqual(["-Iinc", "-o"]);
    expect(line.given.get("output")).toEqual(["a.rs"]);
    expect(line.given.get("opaque-type")).toEqual(["s", "t"]);
    expect(line.given.has("use-core")).toBe(true);
  });

  it.each(FLAGS)("--$name", ({ name, values, status, why }) => {
    const words = ["x.h", `--${name}`, ...Array.from({ length: values }, () => "x")];
    if (status === "refused") {
      expect(() => readCommandLine(words)).toThrow(FatalError);
      expect(why).toBeTruthy();
    } else {
      expect(readCommandLine(words).given.get(name)).toEqual([values === 0 ? "" : "x"]);
    }
    if (values > 0 && status !== "refused") {
      expect(() => readCommandLine(["x.h", `--${name}`])).toThrow("wants a value");
    }
  });

  it("each flag has a line in docs/bindgen.md", () => {
    expect(readFileSync(join(import.meta.dirname, "../../docs/bindgen.md"), "utf8")).toContain(flagsReference());
  });
});

describe("what is wrong ends in one message", () => {
  it.each([
    [["x.h", "--opaque-typ", "s"], 2, "unknown option '--opaque-typ'\n  help: did you mean '--opaque-type'?"],
    [[header, header], 2, "a second header"],
    [[], 2, "no header given"],
    [["nowhere.h"], 2, "there is no header 'nowhere.h'"],
    [[header, "--flexarray-dst"], 2, "'--flexarray-dst' is not supported\n  help: kbindgen has no such form of output"],
    [[header, "--opaque-type", "("], 2, "is not a regular expression"],
    [[header, "--with-derive-custom", "x"], 2, "'x' is not REGEX=LIST"],
    [
      [header, "--default-enum-style", "x"],
      2,
      "'x' is no value of --default-enum-style\n  help: it is one of bitfield,",
    ],
    [[header, "--override-abi", "x=y"], 2, "'y' is not a calling convention"],
    [[header, "--field-attr", "x=y"], 2, "'x=y' is not TYPE::FIELD=ATTRIBUTE"],
    [[header, "--generate", "functions,x"], 2, "'x' is nothing to generate"],
    [[header, "--formatter", "x"], 2, "'x' is not a formatter"],
    [[header, "--kbindgen-macros", "x"], 2, "'x' is no value of --kbindgen-macros"],
    [[header, "--rust-target", "1.2"], 2, "Rust 1.2 is older"],
    [[header, "--", "-include", "nowhere.h"], 1, "nowhere.h"],
  ] as const)("%j", async (words, code, message) => {
    const run = await runBindgen(words);
    expect([run.code, run.stdout]).toEqual([code, ""]);
    expect(run.stderr).toContain(message);
    expect(run.stderr).not.toContain("    at ");
  });
});

describe("what a kernel's build asks first", () => {
  const asked = (word: string) => spawnSync(process.execPath, [PROGRAM, word], { encoding: "utf8" });

  it("the version, behind bindgen in the first line", () => {
    const { status, stdout } = asked("--version");
    expect(status).toBe(0);
    // As `scripts/rust_is_available.sh` takes it: digits behind the last "bindgen " of the line.
    const [, version] = /^.*bindgen (\d+\.\d+\.\d+)/.exec(stdout.split("\n")[0] ?? "") ?? [];
    expect(version).toBe("0.72.1");
  });

  it("libclang's version", () => {
    const { status, stderr } = asked("scripts/rust_is_available_bindgen_libclang.h");
    expect(status).toBe(0);
    expect(Number(/clang version (\d+)\.\d+\.\d+/.exec(stderr)?.[1])).toBeGreaterThanOrEqual(17);
  });
});

describe("the process", () => {
  /** Prints what Node was started with, and the process's number. */
  const NOTE = "process.on('exit', () => process._rawDebug(JSON.stringify([process.pid, ...process.execArgv])))";
  // Node 22.15 has `process.execve`.
  const canRestart = "execve" in process;

  it("starts itself anew with flags for a short run, and stays the same process with the same words", () => {
    const hook = join(work, "note.cjs");
    writeFileSync(hook, NOTE);
    const given = ["--require", hook, "--max-semi-space-size=32"];
    const run = spawnSync(process.execPath, [...given, PROGRAM, header, "--formatter", "none"], { encoding: "utf8" });
    expect(run.stdout).toContain("pub struct");
    const [pid, ...flags] = JSON.parse(run.stderr.trim());
    expect(pid).toBe(run.pid);
    // Of two flags of one name V8 takes the later: the user's.
    expect(flags.slice(-given.length)).toEqual(given);
    expect(flags.includes("--v8-pool-size=1")).toBe(canRestart);
  });

  it("ends with the code of its last start", () => {
    const run = spawnSync(process.execPath, [PROGRAM, "nowhere.h"], { encoding: "utf8" });
    expect([run.status, run.stdout]).toEqual([2, ""]);
    expect(run.stderr).toContain("there is no header 'nowhere.h'");
  });
});
