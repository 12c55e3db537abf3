/** What each symbol of the configuration does to specification and flags, with the rustc that is installed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Architecture } from "../../src/kernel/abi/types.js";
import { chooseFlags } from "../../src/rust-target/choose.js";
import { type RustTarget, rustTarget } from "../../src/rust-target/index.js";
import { linuxTable } from "../../src/rust-target/linux/index.js";
import type { Rustc } from "../../src/rust-target/rustc.js";
import { FatalError } from "../../src/support/diagnostics.js";
import { hasProgram } from "../kernel/compilers.js";
import { ALL_OPTIONS, flagsOf, kernelWith, rustcKnowing } from "./kernel.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const PADDING = ["CALL_PADDING=y", "FUNCTION_PADDING_BYTES=16"];

// Flags of the kernel's own Makefiles (7.2), by hand.
describe("flags of one option", () => {
  it.each<[Architecture, string[], string[]]>([
    ["x86_64", ["CC_OPTIMIZE_FOR_SIZE=y"], ["-Copt-level=s"]],
    ["x86_64", ["CC_OPTIMIZE_FOR_PERFORMANCE=y"], ["-Copt-level=2"]],
    ["x86_64", ["RUST_DEBUG_ASSERTIONS=y"], ["-Cdebug-assertions=y"]],
    ["x86_64", ["RUST_OVERFLOW_CHECKS=y"], ["-Coverflow-checks=y"]],
    ["x86_64", ["FRAME_POINTER=y"], ["-Cforce-frame-pointers=y", "-Zllvm_module_flag=frame-pointer:u32:2:max"]],
    ["x86_64", ["DEBUG_INFO=y"], ["-Cdebuginfo=2"]],
    ["x86_64", ["DEBUG_INFO=y", "DEBUG_INFO_REDUCED=y"], ["-Cdebuginfo=1"]],
    ["x86_64", ["DEBUG_INFO=y", "DEBUG_INFO_DWARF5=y"], ["-Cdwarf-version=5", "-Cdebuginfo=2"]],
    ["x86_64", ["DEBUG_INFO=y", "DEBUG_INFO_DWARF4=y"], ["-Cdwarf-version=4", "-Cdebuginfo=2"]],
    ["x86_64", ["CFI_CLANG=y"], ["-Zsanitizer=kcfi", "-Zmerge-functions=disabled"]],
    ["x86_64", ["CFI=y"], ["-Zsanitizer=kcfi", "-Zmerge-functions=disabled"]],
    ["x86_64", ["CFI_ICALL_NORMALIZE_INTEGERS=y"], ["-Zsanitizer-cfi-normalize-integers"]],
    ["x86_64", ["FINEIBT_BHI=y"], ["-Zsanitizer-kcfi-arity"]],
    ["x86_64", ["X86_KERNEL_IBT=y"], ["-Zcf-protection=branch", "-Cjump-tables=n"]],
    ["x86_64", ["RETHUNK=y"], ["-Zfunction-return=thunk-extern"]],
    ["x86_64", ["MITIGATION_RETHUNK=y"], ["-Zfunction-return=thunk-extern"]],
    ["x86_64", PADDING, ["-Zpatchable-function-entry=16,16"]],
    ["x86_64", ["GENERIC_CPU=y"], ["-Ztune-cpu=generic"]],
    ["x86_64", ["MK8=y"], ["-Ctarget-cpu=k8"]],
    ["x86_64", ["MPSC=y"], ["-Ctarget-cpu=nocona"]],
    ["x86_64", ["MCORE2=y"], ["-Ctarget-cpu=core2"]],
    ["x86_64", ["MATOM=y"], ["-Ctarget-cpu=atom"]],
    ["x86_64", ["X86_NATIVE_CPU=y"], ["-Ctarget-cpu=native"]],
    ["aarch64", ["SHADOW_CALL_STACK=y"], ["-Zsanitizer=shadow-call-stack", "-Zfixed-x18"]],
    ["aarch64", ["SHADOW_CALL_STACK=y", "DYNAMIC_SCS=y"], ["-Zfixed-x18"]],
    [
      "aarch64",
      ["UNWIND_TABLES=y"],
      ["-Cforce-unwind-tables=y", "-Zuse-sync-unwind=n", "-Zllvm_module_flag=uwtable:u32:2:max"],
    ],
    ["aarch64", ["ARM64_PTR_AUTH_KERNEL=y"], ["-Zbranch-protection=pac-ret"]],
    ["aarch64", ["ARM64_PTR_AUTH_KERNEL=y", "ARM64_BTI_KERNEL=y"], ["-Zbranch-protection=bti,pac-ret"]],
    ["riscv64", ["RISCV_ISA_C=y"], []],
    ["loongarch64", ["OBJTOOL=y"], ["-Cjump-tables=n"]],
    ["s390x", ["MARCH_Z10=y"], ["-Ctarget-cpu=z10"]],
    ["s390x", ["MARCH_ZEC12=y"], ["-Ctarget-cpu=zEC12"]],
    ["s390x", ["MARCH_Z16=y"], ["-Ctarget-cpu=z16"]],
  ])("%s %j", (arch, symbols, expected) => {
    const without = flagsOf(arch, []).chosen;
    const { chosen, lacks } = flagsOf(arch, symbols);
    const isDefault = new Set(["-Copt-level=2", "-Ztune-cpu=generic"]);
    expect(
      chosen.filter((flag) => !without.includes(flag) || (isDefault.has(flag) && expected.includes(flag))),
    ).toEqual(expected);
    expect(lacks).toEqual([]);
  });

  it("drops what it replaces", () => {
    expect(flagsOf("x86_64", []).chosen).toContain("-Ctarget-cpu=x86-64");
    expect(flagsOf("x86_64", ["GENERIC_CPU=y"]).chosen).not.toContain("-Ctarget-cpu=x86-64");
    expect(flagsOf("x86_64", ["CC_OPTIMIZE_FOR_SIZE=y"]).chosen).not.toContain("-Copt-level=2");
    expect(flagsOf("riscv64", []).chosen).toContain("-Ctarget-feature=-c");
    expect(flagsOf("riscv64", ["RISCV_ISA_C=y"]).chosen).not.toContain("-Ctarget-feature=-c");
  });

  it("is there always", () => {
    expect(flagsOf("x86_64", []).chosen).toEqual(
      expect.arrayContaining([
        ...["-Cpanic=abort", "-Crelocation-model=static", "-Ccode-model=kernel", "-Cno-redzone=y"],
        ...["-Cforce-unwind-tables=n", "-Csymbol-mangling-version=v0", "-Ccodegen-units=1", "-Zfunction-sections=n"],
      ]),
    );
    expect(flagsOf("riscv64", []).chosen).toEqual(
      expect.arrayContaining(["-Ctarget-cpu=generic-rv64", "-Cno-redzone"]),
    );
    expect(flagsOf("s390x", []).chosen).toEqual(
      expect.arrayContaining(["-Zpacked-stack", "-Ctarget-feature=+backchain"]),
    );
    expect(flagsOf("loongarch64", []).chosen).toEqual(
      expect.arrayContaining(["-Ccode-model=small", "-Zdirect-access-external-data=no"]),
    );
  });
});

describe("what a rustc knows decides", () => {
  const x86 = linuxTable("x86_64");
  const config = new Map([
    ["CONFIG_X86_KERNEL_IBT", "y"],
    ["CONFIG_MITIGATION_RETHUNK", "y"],
    ["CONFIG_FRAME_POINTER", "y"],
  ]);
  const choose = (rustc: Rustc, wish = { builtin: false, stable: false }) =>
    chooseFlags(x86?.flags ?? [], config, rustc, wish);

  it("takes the option under the name that it has there", () => {
    const old = rustcKnowing("1.92.0", [...ALL_OPTIONS.filter((name) => name !== "Cjump-tables"), "Zno-jump-tables"]);
    expect(choose(old).chosen).toContain("-Zno-jump-tables");
    expect(choose(old).chosen).not.toContain("-Cjump-tables=n");
  });

  it("does not work around what rustc has repaired", () => {
    const flag = "-Zllvm_module_flag=frame-pointer:u32:2:max";
    expect(choose(rustcKnowing("1.97.1", ALL_OPTIONS)).chosen).toContain(flag);
    expect(choose(rustcKnowing("1.98.0", ALL_OPTIONS)).chosen).not.toContain(flag);
    expect(choose(rustcKnowing("2.0.0", ALL_OPTIONS)).chosen).not.toContain(flag);
  });

  it("tells what is lacking", () => {
    const old = rustcKnowing(
      "1.75.0",
      ALL_OPTIONS.filter((name) => name !== "Zfunction-return"),
    );
    expect(choose(old).lacks.map(({ lacking }) => lacking)).toEqual(["return thunks"]);
  });

  it("takes no -Z when stable flags are wanted, and tells of each protection that is lost", () => {
    const { chosen, lacks } = choose(rustcKnowing("1.95.0", ALL_OPTIONS), { builtin: true, stable: true });
    expect(chosen.filter((flag) => flag.startsWith("-Z"))).toEqual([]);
    expect(chosen).toEqual(expect.arrayContaining(["-Ctarget-cpu=x86-64", "-Cjump-tables=n", "-Ccode-model=kernel"]));
    expect(lacks.map(({ lacking }) => lacking)).toEqual([
      "endbr64 at targets of indirect calls: the processor stops there (IBT)",
      "return thunks",
    ]);
  });

  it("refuses a configuration without a value that is needed", () => {
    expect(() => flagsOf("x86_64", ["CALL_PADDING=y"])).toThrowError(/does not set CONFIG_FUNCTION_PADDING_BYTES/);
  });
});

describe.skipIf(!hasProgram("rustc"))("with the installed rustc", () => {
  const target = (arch: Architecture, symbols: readonly string[], more: object = {}): RustTarget =>
    rustTarget({ kernelDir: kernelWith(scratch, arch, symbols), ...more });
  const featuresOf = (symbols: readonly string[]) =>
    String(target("x86_64", symbols).specification?.["features"]).split(",");
  const base = featuresOf([]);

  it("makes a specification for x86-64 with what the kernel cannot do without", () => {
    const { specification, builtin, release, family, arch } = target("x86_64", []);
    expect({ builtin, release, family, arch }).toEqual({
      builtin: "x86_64-unknown-none",
      release: "7.2.0-test",
      family: "linux",
      arch: "x86_64",
    });
    expect(specification).toMatchObject({
      arch: "x86_64",
      "llvm-target": "x86_64-linux-gnu",
      "disable-redzone": true,
      "code-model": "kernel",
      "relocation-model": "static",
      "panic-strategy": "abort",
      "frame-pointer": "may-omit",
      "stack-probes": { kind: "none" },
      "emit-debug-gdb-scripts": false,
    });
    expect(base).toEqual(
      expect.arrayContaining(["-mmx", "-sse", "-sse2", "-sse3", "-ssse3", "-sse4.1", "-sse4.2", "-avx", "-avx2"]),
    );
    expect(base).toContain("+soft-float");
  });

  it.each<[string[], string[]]>([
    [["RETPOLINE=y"], ["+retpoline-external-thunk", "+retpoline-indirect-branches", "+retpoline-indirect-calls"]],
    [
      ["MITIGATION_RETPOLINE=y"],
      ["+retpoline-external-thunk", "+retpoline-indirect-branches", "+retpoline-indirect-calls"],
    ],
    [["SLS=y"], ["+harden-sls-ijmp", "+harden-sls-ret"]],
    [["MITIGATION_SLS=y"], ["+harden-sls-ijmp", "+harden-sls-ret"]],
    [["X86_NATIVE_CPU=y"], ["-apxf"]],
  ])("%j gives features %j", (symbols, expected) => {
    expect(featuresOf(symbols).filter((feature) => !base.includes(feature))).toEqual(expected);
  });

  it("keeps frame pointers where the kernel does", () => {
    expect(target("x86_64", ["FRAME_POINTER=y"]).specification).toMatchObject({ "frame-pointer": "always" });
  });

  it("warns of retpolines and SLS with the built-in target only where rustc has no flags for them", () => {
    const { specification, flags, diagnostics } = target("x86_64", ["RETPOLINE=y", "SLS=y"], { builtin: true });
    expect(specification).toBeNull();
    const warnings = diagnostics.map(({ message }) => message).join("\n");
    expect(flags.includes("-Zretpoline-external-thunk")).toBe(!/retpolines/.test(warnings));
    expect(warnings).toMatch(/cannot give int3 behind returns and indirect jumps \(CONFIG_SLS\)/);
  });

  it("needs no RUSTC_BOOTSTRAP for stable flags, which rustc takes without", () => {
    const { bootstrap, flags, specification, diagnostics } = target("x86_64", ["RETPOLINE=y"], { stable: true });
    expect({ bootstrap, specification }).toEqual({ bootstrap: false, specification: null });
    expect(flags.filter((flag) => flag.startsWith("-Z"))).toEqual([]);
    expect(diagnostics).toMatchObject([{ id: "rust-target-lacks", help: expect.stringContaining("--stable") }]);
  });

  it("says what instrumentation Rust code goes without", () => {
    const ids = (symbols: string[]) => target("x86_64", symbols).diagnostics.map(({ id }) => id);
    expect(ids(["KASAN=y"])).toEqual(["rust-target-gap"]);
    expect(ids([])).toEqual([]);
  });

  it("takes another configuration of the same tree", () => {
    const kernelDir = kernelWith(scratch, "x86_64", ["RETPOLINE=y"]);
    const other = join(kernelWith(scratch, "x86_64", []), ".config");
    expect(rustTarget({ kernelDir, config: other }).specification).toEqual(target("x86_64", []).specification);
  });

  it.each<[Architecture, string]>([
    ["i686", "arch-without-rust-target"],
    ["mips64el", "arch-without-rust-target"],
  ])("%s has no target", (arch, id) => {
    try {
      target(arch, []);
      expect.unreachable();
    } catch (error) {
      expect(error instanceof FatalError && error.diagnostic.id).toBe(id);
    }
  });

  it.each([
    ["no-such-rustc", "rustc-not-found"],
    ["true", "rustc-not-understood"],
  ])("refuses '%s' as rustc", (rustc, id) => {
    try {
      target("x86_64", [], { rustc });
      expect.unreachable();
    } catch (error) {
      expect(error instanceof FatalError && error.diagnostic.id).toBe(id);
    }
  });
});
