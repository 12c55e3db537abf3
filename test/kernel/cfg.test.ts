/** Conditions for rustc, compared with the kernel's own file and tried with rustc. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { resolveTarget } from "../../src/kernel/index.js";
import type { KernelTarget } from "../../src/kernel/types.js";
import { render } from "../../src/render/index.js";
import { cfgFiles } from "../../src/rustc-cfg.js";
import { bindings, OPTIONS } from "../render/ir.js";
import { testTarget } from "../support/target.js";
import { hasProgram } from "./compilers.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-cfg-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function linux(release: string | null, config: Readonly<Record<string, string>> = {}): KernelTarget {
  const unsetConfig = new Set(["CONFIG_OFF"]);
  return { ...testTarget({ family: "linux" }), release, config: new Map(Object.entries(config)), unsetConfig };
}

function linesOf(target: KernelTarget, path: string): string[] {
  const text = cfgFiles(target).find((file) => file.path === path)?.text ?? "";
  return text.split("\n").slice(0, -1);
}

function releasesOf(release: string): string[] {
  return linesOf(linux(release), "rustc_cfg").map((line) => /^--cfg=linux_at_least="(.*)"$/.exec(line)?.[1] ?? line);
}

describe("versions", () => {
  it.each([
    ["4.19.0-5-amd64", ["4.19"]],
    ["5.1.0", ["4.19", "4.20", "5.0", "5.1"]],
    ["3.16.0", ["3.16"]],
  ])("%s", (release, expected) => {
    expect(releasesOf(release)).toEqual(expected);
  });

  it("steps over the ends of major versions", () => {
    const releases = releasesOf("7.2.0-rc1+deb14-amd64");
    expect(releases.slice(-4)).toEqual(["6.19", "7.0", "7.1", "7.2"]);
    expect(releases).not.toContain("5.20");
    expect(releases).toHaveLength(2 + 20 + 20 + 3);
  });

  it("knows a release beyond the table, and nothing where the kernel has no name", () => {
    expect(releasesOf("6.42.1").slice(-2)).toEqual(["6.41", "6.42"]);
    expect(linesOf(linux(null), "rustc_cfg")).toEqual([]);
  });
});

describe.each(["bookworm-6.1-amd64", "bookworm-6.12-amd64", "bookworm-6.1-s390x", "forky-7.2-amd64"])("%s", (name) => {
  const kernelDir = kernelBuild(name);

  it.skipIf(kernelDir === null)("has the conditions of the kernel's own rustc_cfg", () => {
    const own = readFileSync(join(kernelDir ?? "", "include/generated/rustc_cfg"), "utf8")
      .split("\n")
      .slice(0, -1);
    const target = resolveTarget({ kernelDir: kernelDir ?? "", cc: "none" });
    const ours = linesOf(target, "rustc_cfg").filter((line) => line.startsWith("--cfg=CONFIG_"));
    expect(ours.sort()).toEqual([...new Set(own)].sort());
  });
});

const SOURCE = `
#![no_std]
#![deny(unexpected_cfgs)]
#[cfg(not(linux_at_least = "6.12"))] compile_error!("6.12 has a 6.12");
#[cfg(linux_at_least = "6.13")] compile_error!("6.12 is no 6.13");
#[cfg(linux_at_least = "7.3")] compile_error!("6.12 is no 7.3");
#[cfg(not(CONFIG_SMP = "y"))] compile_error!("built in");
#[cfg(not(CONFIG_EXT4_FS))] compile_error!("enabled");
#[cfg(not(CONFIG_EXT4_FS = "m"))] compile_error!("a module");
#[cfg(any(CONFIG_OFF, CONFIG_OFF = "y"))] compile_error!("not set");
#[cfg(not(CONFIG_HZ = "250"))] compile_error!("a number");
#[cfg(not(CONFIG_TEXT = "a \\"b\\" ä"))] compile_error!("a string");
`;
const CONFIG = {
  CONFIG_SMP: "y",
  CONFIG_EXT4_FS: "m",
  CONFIG_HZ: "250",
  // `.config` is read byte by byte.
  CONFIG_TEXT: Buffer.from('"a \\"b\\" ä"').toString("latin1"),
};

describe.skipIf(!hasProgram("rustc"))("rustc", () => {
  const target = linux("6.12.9", CONFIG);
  const [cfg = "", check = ""] = cfgFiles(target).map(({ path, text }) => {
    const file = join(scratch, path);
    writeFileSync(file, text);
    return file;
  });
  const checks = Number(/^rustc 1\.(\d+)/.exec(spawnSync("rustc", ["-V"], { encoding: "utf8" }).stdout)?.[1]) >= 80;
  const compile = (source: string, args: readonly string[]) => {
    const out = ["--crate-type=lib", "--emit=metadata", "-o", join(scratch, "x.rmeta"), "-"];
    return spawnSync("rustc", [...args, ...out], { input: source, encoding: "utf8" });
  };

  it("takes the conditions", () => {
    expect(compile(SOURCE, [`@${cfg}`]).stderr).toBe("");
    expect(compile(SOURCE, []).stderr).toContain("6.12 has a 6.12");
  });

  it.skipIf(!checks)("takes the checks, and warns of misspelt conditions", () => {
    expect(compile(SOURCE, [`@${cfg}`, `@${check}`]).stderr).toBe("");
    for (const wrong of ['linux_at_last = "6.1"', 'linux_at_least = "6.21"', "CONFIG_OF", 'CONFIG_SMP = "n"']) {
      const source = `#![no_std]\n#[cfg(${wrong})] const X: () = ();`;
      expect(compile(source, [`@${cfg}`, `@${check}`]).stderr, wrong).toContain("unexpected `cfg` condition");
    }
  });

  it("has a build script that says where they are", () => {
    const { target: irTarget, ...rest } = bindings([]);
    const crate = render({ ...rest, target: { ...irTarget, family: "linux", release: "6.12.9" } }, OPTIONS);
    const folder = join(scratch, "a crate");
    mkdirSync(folder);
    writeFileSync(join(folder, "build.rs"), String(crate.find(({ path }) => path === "build.rs")?.text));
    execFileSync("rustc", ["--edition=2021", "-Dwarnings", "build.rs"], { cwd: folder });
    const env = { ...process.env, CARGO_MANIFEST_DIR: folder };
    const told = execFileSync(join(folder, "build"), { env, encoding: "utf8" }).split("\n");
    expect(told).toContain(`cargo:cfg=${join(folder, "rustc_cfg")}`);
    expect(told).toContain(`cargo:check_cfg=${join(folder, "rustc_check_cfg")}`);
    expect(crate.find(({ path }) => path === "Cargo.toml")?.text).toContain(`links = "${OPTIONS.crateName}"`);
  });
});

describe.skipIf(!hasProgram("cargo"))("Cargo", () => {
  it("takes them through the build script that the guide shows", () => {
    const { target: irTarget, ...rest } = bindings([]);
    const target = linux("6.12.9", CONFIG);
    const crate = render(
      { ...rest, target: { ...irTarget, family: "linux" } },
      { ...OPTIONS, crateName: "kernel-sys" },
    );
    const guide = readFileSync(new URL("../../docs/guide.md", import.meta.url), "utf8");
    const script = /```rust\n(fn main[\s\S]*?)```/.exec(guide)?.[1] ?? "";
    const manifest =
      '[package]\nname = "m"\nedition = "2021"\n[dependencies]\nkernel-sys = { path = "../kernel-sys" }\n';
    for (const { path, text } of [
      ...[...crate, ...cfgFiles(target)].map(({ path, text }) => ({ path: `kernel-sys/${path}`, text })),
      { path: "m/Cargo.toml", text: manifest },
      { path: "m/build.rs", text: script },
      { path: "m/src/lib.rs", text: SOURCE },
    ]) {
      mkdirSync(dirname(join(scratch, path)), { recursive: true });
      writeFileSync(join(scratch, path), String(text));
    }
    const run = spawnSync("cargo", ["build", "--offline"], { cwd: join(scratch, "m"), encoding: "utf8" });
    expect(run.stderr).not.toMatch(/^(?:error|warning)/m);
    expect(run.status).toBe(0);
  });
});

describe("without a kernel", () => {
  it("there are no conditions and no build script", () => {
    expect(cfgFiles(testTarget())).toEqual([]);
    const crate = render(bindings([]), OPTIONS);
    expect(crate.map(({ path }) => path)).not.toContain("build.rs");
    expect(crate.find(({ path }) => path === "Cargo.toml")?.text).not.toContain("links");
  });
});
