import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { compareVersions, newestHeaders } from "../../src/kernel/find-kernel.js";
import { resolveTarget } from "../../src/kernel/index.js";
import type { TargetOptions } from "../../src/kernel/types.js";
import { FatalError, formatDiagnostic } from "../../src/support/diagnostics.js";
import { hasProgram } from "./compilers.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function tree(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(scratch, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function failure(options: TargetOptions): FatalError {
  try {
    resolveTarget({ cache: false, ...options });
  } catch (error) {
    if (error instanceof FatalError) return error;
    throw error;
  }
  throw new Error("it did not fail");
}

const PREPARED = { ".config": "CONFIG_X86_64=y\n", "include/generated/autoconf.h": "" };

describe("a directory that is no kernel to build against", () => {
  it.each([
    ["does not exist", "/nonexistent/kernel", "not-a-kernel-directory", "there is no such directory"],
    ["has no Makefile", tree("empty", { "x.txt": "" }), "not-a-kernel-directory", "it has no Makefile"],
    ["is another project", tree("other", { Makefile: "all:\n" }), "not-a-kernel-directory", "neither a .config nor"],
    ["has no configuration", tree("bare", { Makefile: "VERSION = 6\n" }), "kernel-not-configured", "no configuration"],
    [
      "was never prepared",
      tree("raw", { Makefile: "VERSION = 6\n", ".config": "CONFIG_X86_64=y\n" }),
      "kernel-not-prepared",
      "modules_prepare",
    ],
    [
      "is for an unknown architecture",
      tree("sparc", {
        ...PREPARED,
        Makefile: "VERSION = 6\n",
        ".config": "# Linux/sparc 6.1 Kernel Configuration\nCONFIG_SPARC=y\n",
      }),
      "arch-unsupported",
      "configured for sparc",
    ],
    [
      "is big-endian arm64",
      tree("be", { ...PREPARED, Makefile: "VERSION = 6\n", ".config": "CONFIG_ARM64=y\nCONFIG_CPU_BIG_ENDIAN=y\n" }),
      "arch-unsupported",
      "does not support",
    ],
    [
      "has a damaged .config",
      tree("torn", { ...PREPARED, Makefile: "VERSION = 6\n", ".config": "CONFIG_X86_64=y\n<<<<<<< HEAD\n" }),
      "config-syntax",
      ".config:2:1",
    ],
    [
      "has a kbuild that fails",
      tree("broken", { ...PREPARED, Makefile: "VERSION = 6\n$(error out of cheese)\n" }),
      "kbuild-failed",
      "out of cheese",
    ],
  ])("%s", (_, kernelDir, id, text) => {
    const error = failure({ kernelDir });
    expect(error.diagnostic.id).toBe(id);
    expect(error.usage).toBe(false);
    expect(formatDiagnostic(error.diagnostic)).toContain(text);
    expect(error.diagnostic.help).toBeTruthy();
  });
});

describe("wrong words", () => {
  it.each<[string, TargetOptions, string]>([
    ["an unknown architecture", { family: "none", arch: "x86_46" }, "unknown-arch"],
    ["an input file among the flags", { family: "none", cflags: ["x.c"] }, "not-a-flag"],
    ["a flag without its argument", { family: "none", cflags: ["-I"] }, "flag-incomplete"],
    ["a response file that is not there", { family: "none", cflags: ["@/nonexistent"] }, "response-file-not-readable"],
  ])("%s is wrong usage", (_, options, id) => {
    const error = failure(options);
    expect(error.diagnostic.id).toBe(id);
    expect(error.usage).toBe(true);
  });

  it.skipIf(!hasProgram("gcc"))("a flag that the compiler refuses is wrong usage", () => {
    expect(failure({ family: "none", cc: "gcc", cflags: ["-fno-such-thing"] }).diagnostic.id).toBe("flag-rejected");
    expect(failure({ family: "none", cc: "gcc", cflags: ["-march=none"] }).diagnostic.id).toBe("flag-rejected");
  });

  it("a compiler that is not there, or is none", () => {
    expect(failure({ family: "none", cc: "no-such-cc" }).diagnostic.id).toBe("compiler-not-found");
    expect(failure({ family: "none", cc: "true" }).diagnostic.id).toBe("compiler-failed");
  });

  it.skipIf(!hasProgram("s390x-linux-gnu-gcc"))("a compiler for another architecture", () => {
    const error = failure({ family: "none", arch: "aarch64", cc: "s390x-linux-gnu-gcc" });
    expect(error.diagnostic.id).toBe("arch-mismatch");
    expect(error.diagnostic.message).toContain("compiles for s390x");
  });
});

describe("a real kernel", () => {
  const kernelDir = kernelBuild("bookworm-6.1-amd64") ?? undefined;

  it.skipIf(kernelDir === undefined)("is refused for what it does not fit", () => {
    expect(failure({ kernelDir, arch: "arm64" }).diagnostic.id).toBe("arch-mismatch");
    expect(failure({ kernelDir, config: "/nonexistent" }).diagnostic.id).toBe("config-not-readable");
    const config = join(tree("cfg", { x: "CONFIG_ARM64=y\n" }), "x");
    expect(failure({ kernelDir, config }).diagnostic.id).toBe("config-arch-mismatch");
  });
});

describe("finding the newest headers", () => {
  it("sorts by version, and passes over the common part", () => {
    const files = { Makefile: "", ".config": "" };
    const names = [
      "linux-headers-6.1.0-9-amd64",
      "linux-headers-6.1.0-56-amd64",
      "linux-headers-6.1.0-56-common",
      "linux-headers-5.10.0-99-amd64",
    ];
    for (const name of names) tree(`src/${name}`, files);
    expect(newestHeaders(join(scratch, "src"))).toBe(join(scratch, "src/linux-headers-6.1.0-56-amd64"));
    expect(newestHeaders(join(scratch, "nothing"))).toBeNull();
  });

  it("compares runs of digits as numbers", () => {
    const sorted = ["6.12.1", "6.1.0", "6.2-rc1", "6.2"].sort(compareVersions);
    expect(sorted).toEqual(["6.1.0", "6.2", "6.2-rc1", "6.12.1"]);
  });
});
