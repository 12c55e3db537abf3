/**
 * Against the kernel's own Rust build: with its flags, as its Makefiles say, and a specification with what its
 * `generate_rust_target` writes, rustc must make the very same LLVM code as with ours. Where the kernel has no specification
 * the flags must be the same.
 */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import type { Architecture } from "../../src/kernel/abi/types.js";
import { linuxConfiguration } from "../../src/kernel/linux.js";
import { run } from "../../src/kernel/process.js";
import { rustTarget } from "../../src/rust-target/index.js";
import { linuxTable } from "../../src/rust-target/linux/index.js";
import { askRustc, builtinSpecification } from "../../src/rust-target/rustc.js";
import type { Json, Specification } from "../../src/rust-target/types.js";
import { ARCH_SYMBOLS, compileCrate, flagsOf, kernelWith, rustcMinor } from "./kernel.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const minor = rustcMinor() ?? 0;

/** `KBUILD_RUSTFLAGS` of a module, as kbuild hands them to the module's Makefile. */
function kbuildFlags(build: string, more: readonly string[]): string[] {
  const module = mkdtempSync(join(scratch, "module-"));
  writeFileSync(
    join(module, "Kbuild"),
    "$(info rustflags: $(KBUILD_RUSTFLAGS) $(KBUILD_RUSTFLAGS_MODULE))\nobj-m :=\n",
  );
  const { stdout, stderr } = run(["make", "-C", build, `M=${module}`, ...more, "modules"]);
  const words = /^rustflags: (.*)$/m.exec(stdout)?.[1]?.split(/\s+/);
  if (words === undefined) throw new Error(stderr);
  return words;
}

/** Rust as configured with rustc 1.MINOR (`CONFIG_RUSTC_VERSION`: major, two digits of minor, two of patch). */
function rustSymbols(rustcMinor: number): string[] {
  return ["CONFIG_RUST=y", `CONFIG_RUSTC_VERSION=${100_000 + 100 * rustcMinor}`];
}

/** Lints, the edition and paths are no matter of the target. */
function codeFlags(words: readonly string[]): string[] {
  const other = /^-[WDA]|^--edition|^--target|^-Zbinary_dep_depinfo|^--cfg$|^MODULE$/;
  return words.filter((word) => word !== "" && !other.test(word));
}

/** What `scripts/generate_rust_target.rs` decides for x86-64: 6.12.117 and 7.2.12, which differ in `-apxf` only. */
function kernelSpecification(config: ReadonlyMap<string, string>): Specification {
  const features = ["-mmx", "+soft-float"];
  if (config.has("CONFIG_MITIGATION_RETPOLINE")) {
    features.push("+retpoline-external-thunk", "+retpoline-indirect-branches", "+retpoline-indirect-calls");
  }
  if (config.has("CONFIG_MITIGATION_SLS")) features.push("+harden-sls-ijmp", "+harden-sls-ret");
  const abi: Record<string, Json> =
    minor >= 98 ? { "rustc-abi": "softfloat" } : minor >= 86 ? { "rustc-abi": "x86-softfloat" } : {};
  return {
    arch: "x86_64",
    ...abi,
    "data-layout": "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128",
    features: features.join(","),
    "llvm-target": "x86_64-linux-gnu",
    "supported-sanitizers": ["kcfi", "kernel-address"],
    "target-pointer-width": minor >= 91 ? 64 : "64",
    "emit-debug-gdb-scripts": false,
    "frame-pointer": "may-omit",
    "stack-probes": { kind: "none" },
  };
}

/** Without what names files, and with the features of each function in order: which come last decides nothing here. */
function comparable(file: string): string {
  return readFileSync(file, "utf8")
    .replace(/^(?:; ModuleID|source_filename|!\d+ = .*(?:DIFile|DICompileUnit|DIBasicType)).*$/gm, "")
    .replace(/"target-features"="([^"]*)"/g, (_, list: string) => {
      const features = list.split(",").filter((it) => it.startsWith("+") || BASELINE.has(it.slice(1)));
      return `"target-features"="${[...new Set(features)].sort().join(",")}"`;
    });
}

/** Features that x86-64 has; that others are off says nothing, and rustc before 1.91 says it of all that follow from these. */
const BASELINE: ReadonlySet<string> = new Set(["mmx", "sse", "sse2", "x87"]);

// Configurations beside the packaged one, as make variables and as lines of .config.
const VARIANTS: readonly [string, readonly string[]][] = [
  ["as packaged", []],
  ["frame pointers", ["CONFIG_FRAME_POINTER=y"]],
  ["KCFI", ["CONFIG_CFI=y", "CONFIG_CFI_CLANG=y", "CONFIG_CFI_ICALL_NORMALIZE_INTEGERS=y"]],
  ["for size", ["CONFIG_CC_OPTIMIZE_FOR_PERFORMANCE=", "CONFIG_CC_OPTIMIZE_FOR_SIZE=y"]],
  ["no retpolines, no return thunks", ["CONFIG_MITIGATION_RETPOLINE=", "CONFIG_MITIGATION_RETHUNK="]],
  ["no IBT, no padding, no SLS", ["CONFIG_X86_KERNEL_IBT=", "CONFIG_CALL_PADDING=", "CONFIG_MITIGATION_SLS="]],
  ["debugging", ["CONFIG_RUST_DEBUG_ASSERTIONS=y", "CONFIG_RUST_OVERFLOW_CHECKS=y", "CONFIG_DEBUG_INFO_REDUCED=y"]],
];

function configWith(build: string, changes: readonly string[]): string {
  const path = join(mkdtempSync(join(scratch, "config-")), ".config");
  const lines = changes.map((line) => line.replace(/=$/, "=n"));
  writeFileSync(path, `${readFileSync(join(build, ".config"), "latin1")}\n${lines.join("\n")}\n`);
  return path;
}

describe.each(["bookworm-6.12-amd64", "forky-7.2-amd64"])("%s", (name) => {
  const build = kernelBuild(name) ?? "";
  it.skipIf(build === "" || minor === 0).each(VARIANTS)("%s: the same code as the kernel's own Rust", (_, changes) => {
    const config = configWith(build, changes);
    const target = rustTarget({ kernelDir: build, config });
    const theirs = {
      specification: kernelSpecification(linuxConfiguration({ kernelDir: build, config }).values),
      builtin: "",
      flags: ["-Zunstable-options", ...codeFlags(kbuildFlags(build, [...rustSymbols(minor), ...changes]))],
    };
    const [own, expected] = [target, theirs].map((it) => comparable(compileCrate(scratch, minor, it, "llvm-ir")));
    expect(own).toBe(expected);
  });
});

/** A build directory for another architecture over the source tree that 7.2's packages have for all of them. */
function otherBuild(tree: string, arch: Architecture, symbols: readonly string[]): string {
  const build = kernelWith(scratch, arch, []);
  const lines = [...ARCH_SYMBOLS[arch], ...symbols, "MODULES=y"].map((symbol) => `CONFIG_${symbol}`);
  mkdirSync(join(build, "include/config"));
  writeFileSync(join(build, "include/config/auto.conf"), `${[...lines, ...rustSymbols(95)].join("\n")}\n`);
  writeFileSync(join(build, "include/generated/rustc_cfg"), "");
  writeFileSync(join(build, "Module.symvers"), "");
  symlinkSync(realpathSync(join(tree, "build/scripts")), join(build, "scripts"));
  const source = realpathSync(join(tree, "source"));
  writeFileSync(join(build, "Makefile"), `KBUILD_OUTPUT = ${build}\ninclude ${source}/Makefile\n`);
  return build;
}

const PERFORMANCE = "CC_OPTIMIZE_FOR_PERFORMANCE=y";
const OTHERS: readonly [Architecture, string, readonly string[]][] = [
  ["aarch64", "arm64", [PERFORMANCE]],
  ["aarch64", "arm64", [PERFORMANCE, "UNWIND_TABLES=y", "ARM64_PTR_AUTH_KERNEL=y", "FRAME_POINTER=y"]],
  ["aarch64", "arm64", ["CC_OPTIMIZE_FOR_SIZE=y", "ARM64_PTR_AUTH_KERNEL=y", "ARM64_BTI_KERNEL=y"]],
  ["aarch64", "arm64", [PERFORMANCE, "SHADOW_CALL_STACK=y"]],
  ["aarch64", "arm64", [PERFORMANCE, "SHADOW_CALL_STACK=y", "DYNAMIC_SCS=y", "UNWIND_TABLES=y"]],
  ["aarch64", "arm64", [PERFORMANCE, "CFI=y", "CFI_ICALL_NORMALIZE_INTEGERS=y"]],
  ["riscv64", "riscv", [PERFORMANCE, "ARCH_RV64I=y", "RISCV_ISA_C=y"]],
  ["riscv64", "riscv", [PERFORMANCE, "ARCH_RV64I=y"]],
  ["s390x", "s390", [PERFORMANCE, "MARCH_Z10=y"]],
  ["s390x", "s390", [PERFORMANCE, "MARCH_ZEC12=y"]],
  ["s390x", "s390", [PERFORMANCE, "MARCH_Z16=y"]],
  ["loongarch64", "loongarch", [PERFORMANCE, "OBJTOOL=y"]],
  ["loongarch64", "loongarch", [PERFORMANCE]],
  ["armv7", "arm", [PERFORMANCE]],
];

describe("other architectures", () => {
  const tree = dirname(kernelBuild("forky-7.2-amd64") ?? "/");
  it.skipIf(tree === "/").each(OTHERS)("%s %s %j: the flags of the kernel's Makefiles", (arch, kernelArch, symbols) => {
    const words = kbuildFlags(otherBuild(tree, arch, symbols), [`ARCH=${kernelArch}`]);
    const { chosen, lacks } = flagsOf(arch, symbols);
    expect(lacks).toEqual([]);
    // Some Makefiles repeat a flag.
    expect(new Set(chosen)).toEqual(new Set(codeFlags(words)));
    expect(words).toContain(`--target=${linuxTable(arch)?.builtin[0]?.name}`);
  });
});

it.skipIf(minor === 0)("the layout of data that the kernel writes down is rustc's own", () => {
  const { "data-layout": layout } = kernelSpecification(new Map());
  expect(builtinSpecification(askRustc("rustc"), "x86_64-unknown-none")?.["data-layout"]).toBe(layout);
});
