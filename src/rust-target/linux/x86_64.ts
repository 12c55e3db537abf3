/** `arch/x86/Makefile`, and `scripts/generate_rust_target.rs`. */
import { KERNEL_KEYS } from "../common.js";
import type { RustTargetTable } from "../types.js";

// MITIGATION_… since 6.9.
const RETPOLINE = ["MITIGATION_RETPOLINE", "RETPOLINE"];
const SLS = ["MITIGATION_SLS", "SLS"];

export const X86_64: RustTargetTable = {
  // It has soft float, no SSE, no red zone and the kernel's code model.
  builtin: [{ name: "x86_64-unknown-none", flags: [] }],
  specification: {
    system: null,
    keys: {
      ...KERNEL_KEYS,
      "llvm-target": "x86_64-linux-gnu",
      "code-model": "kernel",
      "relocation-model": "static",
      "disable-redzone": true,
    },
    features: [],
    // What -mretpoline-external-thunk and -mharden-sls=all mean to clang.
    featureRules: [
      {
        when: RETPOLINE,
        features: ["+retpoline-external-thunk", "+retpoline-indirect-branches", "+retpoline-indirect-calls"],
        lacking: "retpolines",
      },
      {
        when: SLS,
        features: ["+harden-sls-ijmp", "+harden-sls-ret"],
        lacking: "int3 behind returns and indirect jumps",
      },
      // The kernel does not save the registers r16 to r31.
      { when: ["X86_NATIVE_CPU"], features: ["-apxf"], lacking: "the promise not to use r16 to r31" },
    ],
    framePointers: { when: ["FRAME_POINTER"] },
  },
  flags: [
    { when: ["X86_NATIVE_CPU"], ways: [["-Ctarget-cpu=native"]], lacking: null },
    { when: ["MK8"], ways: [["-Ctarget-cpu=k8"]], lacking: null },
    { when: ["MPSC"], ways: [["-Ctarget-cpu=nocona"]], lacking: null },
    { when: ["MCORE2"], ways: [["-Ctarget-cpu=core2"]], lacking: null },
    { when: ["MATOM"], ways: [["-Ctarget-cpu=atom"]], lacking: null },
    // Until 6.15.
    { when: ["GENERIC_CPU"], ways: [["-Ztune-cpu=generic"]], lacking: null },
    {
      unless: ["X86_NATIVE_CPU", "MK8", "MPSC", "MCORE2", "MATOM", "GENERIC_CPU"],
      ways: [["-Ctarget-cpu=x86-64", "-Ztune-cpu=generic"], ["-Ctarget-cpu=x86-64"]],
      lacking: null,
    },
    { ways: [["-Cno-redzone=y", "-Ccode-model=kernel"]], lacking: null },
    {
      when: ["X86_KERNEL_IBT"],
      ways: [["-Zcf-protection=branch"]],
      lacking: "endbr64 at targets of indirect calls: the processor stops there (IBT)",
    },
    // Jump tables are reached by notrack jumps, which the kernel does not allow.
    {
      when: ["X86_KERNEL_IBT"],
      ways: [["-Cjump-tables=n"], ["-Zno-jump-tables"]],
      lacking: "switches without jump tables (IBT)",
    },
    {
      when: RETPOLINE,
      ways: [["-Zretpoline-external-thunk"]],
      lacking: "retpolines",
      builtinOnly: true,
    },
    { when: SLS, ways: [], lacking: "int3 behind returns and indirect jumps", builtinOnly: true },
    {
      when: ["MITIGATION_RETHUNK", "RETHUNK"],
      ways: [["-Zfunction-return=thunk-extern"]],
      lacking: "return thunks",
    },
    {
      when: ["CALL_PADDING"],
      ways: [["-Zpatchable-function-entry={FUNCTION_PADDING_BYTES},{FUNCTION_PADDING_BYTES}"]],
      lacking: "room before functions for call depth tracking and FineIBT",
    },
    {
      when: ["FINEIBT_BHI"],
      ways: [["-Zsanitizer-kcfi-arity"]],
      lacking: "the number of arguments in type hashes (FineIBT+BHI)",
    },
  ],
  gaps: [],
};
