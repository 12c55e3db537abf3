/** What rustc makes with a target, by its object code. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Architecture } from "../../src/kernel/abi/types.js";
import { rustTarget } from "../../src/rust-target/index.js";
import { hasProgram } from "../kernel/compilers.js";
import { compileCrate, kernelWith, rustcMinor } from "./kernel.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const minor = rustcMinor() ?? 0;
const here = minor > 0 && hasProgram("objdump");

function objdump(words: readonly string[], file: string, program = "objdump"): string {
  return execFileSync(program, [...words, file], { encoding: "utf8" });
}

/** Registers of SSE, MMX, x87 and AVX, and memory below the stack pointer. */
const VECTOR = /%(?:[xyz]?mm\d|st\b)/;
const RED_ZONE = /-0x[0-9a-f]+\(%rsp\)/;

const HARDENED = [
  ...["MITIGATION_RETPOLINE=y", "MITIGATION_SLS=y", "MITIGATION_RETHUNK=y", "X86_KERNEL_IBT=y"],
  ...["CALL_PADDING=y", "FUNCTION_PADDING_BYTES=16"],
];

describe.skipIf(!here)("x86-64", () => {
  const built = (symbols: readonly string[], more: readonly string[] = [], options: object = {}): string => {
    const target = rustTarget({ kernelDir: kernelWith(scratch, "x86_64", symbols), ...options });
    return objdump(["-dr"], compileCrate(scratch, minor, target, "obj", more));
  };

  // Without optimisation each local variable of a leaf function lies in the red zone, if there is one.
  it.each<[string, object]>([
    ["a specification", {}],
    ["the built-in target", { builtin: true }],
    ["the built-in target and stable flags", { stable: true }],
  ])("has neither vector registers nor a red zone with %s", (_, options) => {
    for (const level of ["-Copt-level=0", "-Copt-level=2"]) {
      const code = built(HARDENED, [level], options);
      expect(code).toMatch(/<leaf>:/);
      expect(code).not.toMatch(VECTOR);
      expect(code).not.toMatch(RED_ZONE);
    }
  });

  it("has none either where it is compiled for this very processor", () => {
    const code = built(["X86_NATIVE_CPU=y"]);
    expect(code).toMatch(/<leaf>:/);
    expect(code).not.toMatch(VECTOR);
  });

  it("would have both for a process", () => {
    const target = { specification: null, builtin: "x86_64-unknown-linux-gnu", flags: ["-Cpanic=abort"] };
    const code = ["-Copt-level=0", "-Copt-level=2"].map((level) =>
      objdump(["-dr"], compileCrate(scratch, minor, target, "obj", [level])),
    );
    expect(code.join("")).toMatch(VECTOR);
    expect(code.join("")).toMatch(RED_ZONE);
  });

  it("calls through retpolines and returns through thunks, where the kernel does", () => {
    const code = built(HARDENED);
    expect(code).toMatch(/R_X86_64_\w+\s+__x86_indirect_thunk_r11/);
    expect(code).toMatch(/R_X86_64_\w+\s+__x86_return_thunk/);
    expect(code).not.toMatch(/\b(?:ret|(?:call|jmp)\s+\*)/);
    const plain = built([]);
    expect(plain).not.toMatch(/thunk/);
    expect(plain).toMatch(/\bret\b/);
    expect(plain).toMatch(/(?:call|jmp)\s+\*/);
  });

  it("stops behind returns and indirect jumps against straight-line speculation", () => {
    expect(built(["SLS=y"])).toMatch(/ret\s*\n.*int3/);
    expect(built(["SLS=y"])).toMatch(/jmp\s+\*.*\n.*int3/);
    expect(built([])).not.toMatch(/int3/);
  });

  it("begins functions with endbr64 and has no jump tables, for IBT", () => {
    const code = built(["X86_KERNEL_IBT=y"]);
    expect(code).toMatch(/<switch>:\s*\n.*endbr64/);
    expect(code).not.toMatch(/notrack|jmp\s+\*.*\(,/);
    expect(built([])).toMatch(/jmp\s+\*.*\(,/);
    expect(built([])).not.toMatch(/endbr64/);
  });

  it("leaves room before functions", () => {
    const symbols = (config: readonly string[]) => {
      const target = rustTarget({ kernelDir: kernelWith(scratch, "x86_64", config) });
      return objdump(["-h"], compileCrate(scratch, minor, target));
    };
    expect(symbols(HARDENED)).toContain("__patchable_function_entries");
    expect(symbols([])).not.toContain("__patchable_function_entries");
  });

  it("puts a hash of the type before functions, for KCFI", () => {
    const config = ["CFI=y", "CFI_ICALL_NORMALIZE_INTEGERS=y"];
    const target = rustTarget({ kernelDir: kernelWith(scratch, "x86_64", config) });
    expect(target.diagnostics).toEqual([]);
    const file = compileCrate(scratch, minor, target);
    expect(objdump(["-h"], file)).toContain(".kcfi_traps");
    expect(objdump(["-t"], file)).toContain("__cfi_leaf");
  });

  it("keeps frame pointers where the kernel does", () => {
    const prologue = /push\s+%rbp\s*\n.*mov\s+%rsp,%rbp/;
    expect(built(["FRAME_POINTER=y"])).toMatch(prologue);
    expect(built([])).not.toMatch(prologue);
  });

  it("relocates nothing by way of a global offset table, which modules do not have", () => {
    expect(built(HARDENED)).not.toMatch(/GOTPC/);
  });
});

/** Of each architecture: what objdump calls it, what its code must not hold, and a program that can read it. */
const OTHERS: readonly [Architecture, readonly string[], string, RegExp | null][] = [
  ["aarch64", ["ARM64_PTR_AUTH_KERNEL=y", "UNWIND_TABLES=y"], "aarch64-linux-gnu-objdump", /\b[qdsv]\d+\b/],
  ["armv7", [], "arm-linux-gnueabihf-objdump", /\b[ds]\d+\b/],
  ["riscv64", ["RISCV_ISA_C=y"], "riscv64-linux-gnu-objdump", /\bf[sat]\d+\b/],
  ["s390x", ["MARCH_Z13=y"], "s390x-linux-gnu-objdump", /%[fv]\d+\b/],
  ["powerpc64le", [], "powerpc64le-linux-gnu-objdump", /\b(?:f|v|vs)\d+\b/],
  ["loongarch64", ["OBJTOOL=y"], "loongarch64-linux-gnu-objdump", /\$f[sat]\d+\b/],
];

describe.skipIf(!here).each(OTHERS)("%s", (arch, symbols, program, floating) => {
  // rustc has had a target for s390x's kernel since 1.95 only.
  it.skipIf(arch === "s390x" && minor < 95)(
    "is accepted by rustc, and compiles without floating-point registers",
    () => {
      const target = rustTarget({ kernelDir: kernelWith(scratch, arch, symbols) });
      // -Zpacked-stack came with 1.96, and +backchain is warned of: it is no stable feature.
      const expected = arch === "s390x" ? [expect.objectContaining({ severity: "warning" })] : [];
      expect(target.diagnostics).toEqual(expected);
      const file = compileCrate(scratch, minor, target);
      if (hasProgram(program) && floating !== null) {
        const code = objdump(["-d", "--no-show-raw-insn"], file, program);
        expect(code).toMatch(/<leaf>:/);
        // Without addresses, which may look like registers.
        expect(code.replace(/^\s*[0-9a-f]+:/gm, "")).not.toMatch(floating);
      }
    },
  );
});
