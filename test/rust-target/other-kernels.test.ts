/** Targets for FreeBSD and XNU: what rustc makes with them, against LLVM's own idea of these systems and clang's flags. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { run } from "../../src/kernel/process.js";
import { type RustTargetOptions, rustTarget } from "../../src/rust-target/index.js";
import { askRustc, builtinSpecification } from "../../src/rust-target/rustc.js";
import { FatalError } from "../../src/support/diagnostics.js";
import { hasProgram } from "../kernel/compilers.js";
import { judgeObject, KINDS, type ObjectKind } from "../modules/judge.js";
import { compileCrate, rustcMinor } from "./kernel.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const minor = rustcMinor() ?? 0;
const llvm = /^LLVM version: (\d+)/m.exec(run(["rustc", "-vV"]).stdout)?.[1];
/** clang of rustc's LLVM; another one has other data layouts. */
const clang = `clang-${llvm}`;

interface Case {
  readonly family: "freebsd" | "xnu";
  readonly arch: string;
  readonly system: string;
  readonly triple: string;
  readonly kind: ObjectKind;
  /** What the kernel's Makefiles tell clang of code generation. */
  readonly cflags: readonly string[];
  /** Keys of the specification by which the kernel's code differs from that of programs. */
  readonly keys: Readonly<Record<string, unknown>>;
}

const X86_FLAGS = ["-mno-red-zone", "-mno-mmx", "-mno-sse", "-msoft-float", "-mno-aes", "-mno-avx"];
const POINTERS = ["-fno-omit-frame-pointer", "-mno-omit-leaf-frame-pointer"];

const CASES: readonly Case[] = [
  {
    ...{ family: "freebsd", arch: "amd64", system: "x86_64-unknown-freebsd", triple: "x86_64-unknown-freebsd14" },
    kind: KINDS.freebsdAmd64,
    cflags: ["-mcmodel=kernel", "-fno-pic", ...X86_FLAGS, ...POINTERS],
    keys: { os: "freebsd", "code-model": "kernel", "relocation-model": "static", "linker-flavor": "gnu-lld" },
  },
  {
    ...{ family: "freebsd", arch: "arm64", system: "aarch64-unknown-freebsd", triple: "aarch64-unknown-freebsd14" },
    kind: KINDS.arm64Elf,
    cflags: ["-mgeneral-regs-only", "-ffixed-x18", "-fPIC", "-mbranch-protection=standard", ...POINTERS],
    keys: { os: "freebsd", "relocation-model": "pic", "linker-flavor": "gnu-lld" },
  },
  {
    ...{ family: "xnu", arch: "x86_64", system: "x86_64-apple-darwin", triple: "x86_64-apple-macosx11" },
    kind: KINDS.xnuX86,
    cflags: ["-mkernel", "-msoft-float", "-mno-sse", "-mno-mmx", ...POINTERS],
    keys: { os: "macos", vendor: "apple", "relocation-model": "static", "linker-flavor": "darwin-lld" },
  },
  {
    ...{ family: "xnu", arch: "arm64", system: "aarch64-apple-darwin", triple: "arm64-apple-macosx11" },
    kind: KINDS.xnuArm64,
    cflags: ["-mkernel", "-mgeneral-regs-only", ...POINTERS],
    keys: { os: "macos", vendor: "apple", "relocation-model": "static", "linker-flavor": "darwin-lld" },
  },
];

/** What functions and modules are marked with in LLVM's code. */
const MARKS = [
  ...[/\bnoredzone\b/, /"frame-pointer"="all"/, /"Code Model", i32 2/, /"branch-target-enforcement"/],
  ...[/"sign-return-address"/, /"target-features"="[^"]*-neon/, /"target-features"="[^"]*-sse2?,/, /\+soft-float/],
  ...[/\+reserve-x18/, /"PIC Level"/],
];

const target = ({ family, arch }: Case, more: RustTargetOptions = {}) => rustTarget({ family, arch, ...more });

describe.skipIf(minor === 0).each(CASES)("$family on $arch", (it_) => {
  it("is what kernels want, in the words of the system's own target", () => {
    const { specification, builtin, release } = target(it_);
    const system = builtinSpecification(askRustc("rustc"), it_.system);
    expect({ builtin, release }).toEqual({ builtin: expect.stringContaining("-none"), release: null });
    expect(specification).toMatchObject({
      ...it_.keys,
      "llvm-target": system?.["llvm-target"],
      "data-layout": system?.["data-layout"],
      "disable-redzone": true,
      "panic-strategy": "abort",
      "stack-probes": { kind: "none" },
      "frame-pointer": "always",
    });
  });

  it.skipIf(!hasProgram(clang))("has the data layout of clang, and its marks on functions", () => {
    const source = ["-O2", "-S", "-emit-llvm", "-x", "c", "-", "-o", "-"];
    const c = execFileSync(clang, [`--target=${it_.triple}`, ...it_.cflags, ...source], {
      encoding: "utf8",
      input: "unsigned long leaf(unsigned long n) { volatile unsigned long m = n; return m; }",
    });
    const rust = execFileSync("cat", [compileCrate(scratch, minor, target(it_), "llvm-ir")], { encoding: "utf8" });
    const layout = (ir: string) => /^target datalayout = "(.*)"/m.exec(ir)?.[1];
    expect(layout(rust)).toBe(layout(c));
    const lacks = MARKS.filter((mark) => mark.test(c) && !mark.test(rust));
    expect(lacks).toEqual([]);
    expect(MARKS.filter((mark) => mark.test(c)).length).toBeGreaterThan(1);
  });

  it.skipIf(!hasProgram("llvm-objdump"))("makes code without vector registers and red zone", () => {
    for (const level of ["-Copt-level=0", "-Copt-level=2"]) {
      const judgement = judgeObject(compileCrate(scratch, minor, target(it_), "obj", [level]), it_.kind);
      expect(judgement.instructions).toBeGreaterThan(20);
      expect(judgement.wrong).toEqual([]);
    }
  });

  it.skipIf(!hasProgram("llvm-objdump"))("would have both for a process", () => {
    const cpu = it_.kind === KINDS.xnuX86 ? ["-Ctarget-cpu=x86-64-v2"] : [];
    const process = { specification: null, builtin: it_.system, flags: ["-Cpanic=abort", ...cpu] };
    const wrong = ["-Copt-level=0", "-Copt-level=2"].flatMap(
      (level) => judgeObject(compileCrate(scratch, minor, process, "obj", [level]), it_.kind).wrong,
    );
    expect(wrong).toContainEqual(expect.stringContaining("floating point"));
    // LLVM uses no red zone on arm64.
    if (it_.system.startsWith("x86_64"))
      expect(wrong).toContainEqual(expect.stringContaining("below the stack pointer"));
  });
});

describe.skipIf(minor === 0)("headers of FreeBSD", () => {
  const kernelDir = kernelBuild("ziglang-0.17.1-freebsd-arm64");

  it.skipIf(kernelDir === null)("say whose kernel it is, which machine and which release", () => {
    const { family, arch, release } = rustTarget({ kernelDir: kernelDir ?? "" });
    expect({ family, arch, release }).toEqual({ family: "freebsd", arch: "aarch64", release: "15.0-1500068" });
  });
});

describe.skipIf(minor === 0)("what cannot be had", () => {
  it("is said: stable flags reserve no x18, and have no landing pads", () => {
    const { flags, bootstrap, specification, diagnostics } = rustTarget({
      ...{ family: "freebsd", arch: "arm64", stable: true },
    });
    expect({ bootstrap, specification }).toEqual({ bootstrap: false, specification: null });
    expect(flags).toContain("-Crelocation-model=pic");
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "stable flags of rustc cannot give the promise not to use x18",
      expect.stringContaining("landing pads"),
    ]);
  });

  it.each<[RustTargetOptions, string]>([
    [{ family: "xnu", arch: "x86_64", builtin: true }, "no-builtin-target"],
    [{ family: "xnu", arch: "arm64", stable: true }, "no-builtin-target"],
    [{ family: "xnu", arch: "riscv64" }, "arch-without-rust-target"],
    [{ family: "freebsd", arch: "i386" }, "arch-without-rust-target"],
    [{ family: "none" }, "target-without-kernel"],
  ])("%j", (options, id) => {
    try {
      rustTarget(options);
      expect.unreachable();
    } catch (error) {
      expect(error instanceof FatalError && error.diagnostic.id).toBe(id);
    }
  });

  it("notes that rustc signs no pointers", () => {
    const { diagnostics } = rustTarget({ family: "xnu", arch: "arm64" });
    expect(diagnostics).toMatchObject([{ id: "rust-target-gap", message: expect.stringContaining("arm64e") }]);
  });
});
