/** `kbindgen core`: Rust's core library for a kernel's target, built once. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rustSource } from "../../scripts/rust-source.mjs";
import { MOST_KEPT } from "../../src/rust-core.js";
import { runCli } from "../cli/run.js";
import { hasProgram } from "../kernel/compilers.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-core-"));
const cache = process.env["XDG_CACHE_HOME"];
beforeAll(() => {
  process.env["XDG_CACHE_HOME"] = join(scratch, "cache");
});
afterAll(() => {
  if (cache === undefined) delete process.env["XDG_CACHE_HOME"];
  else process.env["XDG_CACHE_HOME"] = cache;
  rmSync(scratch, { recursive: true });
});

function targetFolder(flags: readonly string[]): string {
  const folder = mkdtempSync(join(scratch, "target-"));
  writeFileSync(join(folder, "rustflags"), flags.map((flag) => `${flag}\n`).join(""));
  return folder;
}

/** A library that stands for core: what is built of it, and how often, is what matters. */
function smallLibrary(source: string): string {
  const library = mkdtempSync(join(scratch, "library-"));
  mkdirSync(join(library, "core/src"), { recursive: true });
  writeFileSync(join(library, "core/src/lib.rs"), source);
  return library;
}

describe.skipIf(!hasProgram("rustc"))("kbindgen core", () => {
  const flags = ["--target=x86_64-unknown-none", "-Crelocation-model=static"];

  it("says what is missing", async () => {
    const none = await runCli(["core", join(scratch, "nowhere")]);
    expect(none).toMatchObject({ code: 1, stdout: "" });
    expect(none.stderr).toMatch(
      /^error: cannot read the flags in '.*nowhere\/rustflags'\n {2}help: .*kbindgen target --out/,
    );
    const source = await runCli(["core", targetFolder(flags), "--rust-src", scratch]);
    expect(source.code).toBe(1);
    expect(source.stderr).toMatch(/^error: the source of Rust's core library is not in '.*'\n {2}help: install it: /);
    const rustc = await runCli(["core", targetFolder(flags), "--rustc", "no-such-rustc"]);
    expect(rustc.stderr).toMatch(/^error: there is no Rust compiler 'no-such-rustc'/);
    const other = await runCli(["core", targetFolder(flags), "--rustc", "true"]);
    expect(other.stderr).toMatch(/^error: 'true -vV' does not say which rustc it is/);
    const target = await runCli(["core", targetFolder(["--target=missing.json"])]);
    expect(target.stderr).toMatch(/^error: cannot read the target 'missing\.json'/);
    expect((await runCli(["core", targetFolder(["-Cpanic=abort"])])).stderr).toMatch(/'-Cpanic=abort' names no target/);
    expect((await runCli(["core", "a", "b"])).code).toBe(2);
  });

  it("shows why a library does not build, and keeps nothing of it", async () => {
    const { code, stderr, stdout } = await runCli([
      "core",
      targetFolder(flags),
      "--rust-src",
      smallLibrary("what is it"),
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^error: core does not build for x86_64-unknown-none\n.*error: expected/);
    const again = await runCli(["core", targetFolder(flags), "--rust-src", smallLibrary("nor that")]);
    expect(again.code).toBe(1);
  });

  it.skipIf(process.arch !== "x64")("builds the library of this rustc, once for each set of flags", async () => {
    const folder = targetFolder(flags);
    const words = ["core", folder, "--rust-src", rustSource()];
    const shelf = join(scratch, "cache/kbindgen/core");
    const shelved = (name: string, daysAgo: number) => {
      mkdirSync(join(shelf, name), { recursive: true });
      const time = new Date(Date.now() - daysAgo * 24 * 60 * 60 * 1000);
      utimesSync(join(shelf, name), time, time);
    };
    for (let daysAgo = 1; daysAgo <= MOST_KEPT + 2; daysAgo++) shelved(`made-${daysAgo}`, daysAgo);
    shelved(".stage-killed", 2);
    shelved(".stage-at-work", 0);
    const first = await runCli(words);
    expect(first).toMatchObject({ code: 0, stderr: "" });
    const sysroot = first.stdout.trim();
    // With the new one, those that were used last.
    const kept = Array.from({ length: MOST_KEPT - 1 }, (_, index) => `made-${index + 1}`);
    expect(readdirSync(shelf).sort()).toEqual([".stage-at-work", basename(sysroot), ...kept].sort());
    utimesSync(sysroot, 0, 0);
    const library = join(sysroot, "lib/rustlib/x86_64-unknown-none/lib/libcore.rlib");
    const made = statSync(library, { bigint: true }).mtimeNs;
    // Found by what it is made of, not by where the flags lie; nobody needs the source any more.
    const copy = await runCli(["core", targetFolder(flags), "--rust-src", smallLibrary("nothing")]);
    expect(copy.stdout).toBe(first.stdout);
    expect(statSync(sysroot).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
    expect(statSync(library, { bigint: true }).mtimeNs).toBe(made);
    const source = join(scratch, "x.rs");
    writeFileSync(
      source,
      "#![no_std]\npub fn middle(text: &str) -> Option<char> { text.chars().nth(text.len() / 2) }\n",
    );
    const command = [`@${join(folder, "rustflags")}`, "--sysroot", sysroot, "--crate-type=lib", "--emit=obj", source];
    execFileSync("rustc", [...command, "-o", join(scratch, "x.o")], { env: { ...process.env, RUSTC_BOOTSTRAP: "1" } });
    expect(existsSync(join(scratch, "x.o"))).toBe(true);
    const other = targetFolder([...flags, "-Copt-level=1"]);
    expect((await runCli(["core", other, "--rust-src", smallLibrary("nothing")])).code).toBe(1);
  });
});
