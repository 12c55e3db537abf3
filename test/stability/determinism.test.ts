/**
 * Same inputs, same bytes: two runs, another folder, another time zone and locale, no cache, and the same kernel
 * tree at another path give one and the same crate.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { buildProgram } from "../hostile/build.js";

const WRAPPER = resolve(import.meta.dirname, "../../headers/linux/snapshot.h");
const KERNEL = "bookworm-6.1-amd64";
const kernelDir = kernelBuild(KERNEL);

const work = mkdtempSync(join(tmpdir(), "kbindgen-determinism-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe.skipIf(kernelDir === null)("one crate from the same inputs", () => {
  let program = "";
  let first = "";
  beforeAll(() => {
    program = buildProgram(join(work, "program"));
    first = run({ folder: "first" });
  });

  interface Circumstances {
    readonly folder: string;
    readonly kernel?: string;
    readonly args?: readonly string[];
    readonly env?: NodeJS.ProcessEnv;
  }

  /** Names and hashes of the crate's files. */
  function run({ folder, kernel = kernelDir ?? "", args = [], env = {} }: Circumstances): string {
    const cwd = join(work, folder);
    mkdirSync(cwd);
    const command = [program, "generate", WRAPPER, "--kernel-dir", kernel, "--out", "crate", ...args];
    const done = spawnSync(process.execPath, command, {
      cwd,
      encoding: "utf8",
      env: { ...process.env, XDG_CACHE_HOME: join(work, "cache"), ...env },
    });
    expect(done.stderr).not.toMatch(/error/);
    expect(done.status).toBe(0);
    return hashes(join(cwd, "crate"));
  }

  it("in a second run, with the cache of the first", () => {
    expect(run({ folder: "second" })).toBe(first);
  });

  it("at another time, in another place and language", () => {
    const env = { TZ: "Asia/Tokyo", LC_ALL: "tr_TR.UTF-8", SOURCE_DATE_EPOCH: undefined, HOME: join(work, "home") };
    expect(run({ folder: "elsewhere in the world", env, args: ["--no-cache"] })).toBe(first);
  });

  it("from the same tree at another path", () => {
    const copy = join(work, "moved", "deeper");
    mkdirSync(dirname(copy), { recursive: true });
    copyTree(dirname(kernelDir ?? ""), copy);
    expect(run({ folder: "third", kernel: join(copy, "build"), args: ["--no-cache"] })).toBe(first);
  });
});

/** Hard links where the file system allows them: header trees are large. */
function copyTree(from: string, to: string): void {
  const source = realpathSync(from);
  if (spawnSync("cp", ["-al", source, to]).status === 0) return;
  rmSync(to, { recursive: true, force: true });
  execFileSync("cp", ["-a", source, to]);
}

function hashes(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return files
    .map((path) => `${path.slice(folder.length)} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`)
    .join("\n");
}
