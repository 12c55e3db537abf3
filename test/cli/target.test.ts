/** `kbindgen target` as users and Makefiles call it. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { hasProgram } from "../kernel/compilers.js";
import { kernelWith } from "../rust-target/kernel.js";
import { runCli } from "./run.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const x86 = ["--kernel-dir", kernelWith(scratch, "x86_64", ["MITIGATION_RETPOLINE=y"]), "--project", "none"];
const arm = ["--kernel-dir", kernelWith(scratch, "aarch64", []), "--project", "none"];

describe.skipIf(!hasProgram("rustc"))("kbindgen target", () => {
  it("writes specification and flags, which rustc reads, and says how", async () => {
    const out = join(scratch, "x86");
    const { code, stdout, stderr } = await runCli(["target", ...x86, "--out", out]);
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toContain(`rustc @${join(out, "rustflags")}`);
    const lines = readFileSync(join(out, "rustflags"), "utf8").trimEnd().split("\n");
    expect(lines[0]).toBe(`--target=${join(out, "target.json")}`);
    expect(lines).toContain("-Ccode-model=kernel");
    const asked = spawnSync("rustc", [`@${join(out, "rustflags")}`, "--print", "cfg"], {
      encoding: "utf8",
      env: { ...process.env, RUSTC_BOOTSTRAP: "1" },
    });
    expect([asked.status, asked.stderr]).toEqual([0, ""]);
    for (const line of ['target_arch="x86_64"', 'target_os="none"', 'panic="abort"']) {
      expect(asked.stdout.split("\n")).toContain(line);
    }
    expect(asked.stdout).not.toMatch(/target_feature="(?:sse|mmx|avx)/);
  });

  it("keeps the time stamps of what has not changed, for make", async () => {
    const out = join(scratch, "stamps");
    const words = ["target", ...x86, "-o", out, "--quiet"];
    expect((await runCli(words)).code).toBe(0);
    const old = new Date(1e12);
    for (const name of ["rustflags", "target.json"]) utimesSync(join(out, name), old, old);
    expect((await runCli(words)).code).toBe(0);
    for (const name of ["rustflags", "target.json"]) expect(statSync(join(out, name)).mtimeMs).toBe(1e12);
  });

  it("writes flags alone where the built-in target serves", async () => {
    const out = join(scratch, "arm");
    expect((await runCli(["target", ...arm, "--out", out])).code).toBe(0);
    expect(readFileSync(join(out, "rustflags"), "utf8")).toMatch(/^--target=aarch64-unknown-none-softfloat\n/);
    expect(existsSync(join(out, "target.json"))).toBe(false);
  });

  it("needs no RUSTC_BOOTSTRAP for what --stable writes", async () => {
    const out = join(scratch, "stable");
    const { code, stderr } = await runCli(["target", ...x86, "--out", out, "--stable"]);
    expect(code).toBe(0);
    expect(stderr).toContain("warning: stable flags of rustc cannot give retpolines (CONFIG_MITIGATION_RETPOLINE)");
    expect(stderr).not.toContain("RUSTC_BOOTSTRAP=1 rustc");
    const { RUSTC_BOOTSTRAP: _, ...env } = process.env;
    expect(spawnSync("rustc", [`@${join(out, "rustflags")}`, "--print", "cfg"], { env }).status).toBe(0);
  });

  it("prints one of the two", async () => {
    const spec = await runCli(["target", ...x86, "--print", "spec"]);
    expect(JSON.parse(spec.stdout)).toMatchObject({ arch: "x86_64", "disable-redzone": true });
    const flags = await runCli(["target", ...x86, "--print", "flags", "--builtin"]);
    expect(flags.stdout).toMatch(/^--target=x86_64-unknown-none\n-C/);
    const none = await runCli(["target", ...arm, "--print", "spec"]);
    expect(none.code).toBe(2);
    expect(none.stderr).toContain("there is no specification to print");
  });

  it("prints everything as JSON", async () => {
    const out = join(scratch, "json");
    const { code, stdout, stderr } = await runCli(["target", ...x86, "--out", out, "--json"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({
      status: "ok",
      family: "linux",
      arch: "x86_64",
      release: "7.2.0-test",
      rustc: expect.stringMatching(/^1\.\d+\.\d+$/),
      builtin: "x86_64-unknown-none",
      specification: { arch: "x86_64" },
      flags: expect.arrayContaining(["-Cpanic=abort"]),
      bootstrap: expect.any(Boolean),
      files: [join(out, "target.json"), join(out, "rustflags")],
      diagnostics: [],
    });
  });

  it("does not take the folder of the crate from the project file", async () => {
    const project = join(scratch, "kbindgen.toml");
    writeFileSync(project, 'out = "crate-of-bindings"\n');
    const { stdout } = await runCli(["target", ...x86.slice(0, 2), "--project", project, "--print", "flags"]);
    expect(stdout).toMatch(/^--target=rust-target\/target\.json\n/);
  });

  it.each<[string, string[], number, string]>([
    ["no such kernel", ["--kernel-dir", "/nonexistent"], 1, "there is no such directory"],
    ["another architecture", [...x86, "--arch", "arm64"], 1, "the kernel is configured for x86_64, not for aarch64"],
    ["no such rustc", [...x86, "--rustc", "no-such-rustc"], 1, "there is no Rust compiler 'no-such-rustc'"],
    ["a place that cannot be written", [...x86, "--out", join(import.meta.filename, "x")], 1, "cannot write"],
    ["two documents", [...x86, "--json", "--print", "spec"], 2, "both want standard output"],
    ["nothing that can be printed", [...x86, "--print", "all"], 2, "choose from"],
  ])("refuses %s", async (_, words, expected, text) => {
    const { code, stderr, stdout } = await runCli(["target", ...words]);
    const said = words.includes("--json") ? stdout : stderr;
    expect(said).toContain(text);
    expect(code).toBe(expected);
  });
});
