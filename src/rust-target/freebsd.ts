/**
 * FreeBSD: `sys/conf/kmod.mk` and `sys/conf/kern.mk`, whose flags are those of clang. They depend on the architecture
 * alone, for the options of a kernel's configuration change no code generation.
 */
import type { Architecture } from "../kernel/abi/types.js";
import { BRANCH_PROTECTION, FEW_SECTIONS, KERNEL_FLAGS, KERNEL_KEYS } from "./common.js";
import type { FlagRule, RustTargetTable } from "./types.js";

const LINKER = { linker: "ld.lld", "linker-flavor": "gnu-lld" };

/** `-O2 -fno-omit-frame-pointer -mno-omit-leaf-frame-pointer`; signed integers wrap (`-fwrapv`), as Rust's do. */
const FLAGS: readonly FlagRule[] = [
  KERNEL_FLAGS,
  FEW_SECTIONS,
  { ways: [["-Copt-level=2", "-Cforce-frame-pointers=y"]], lacking: null },
];

/** `-mcmodel=kernel -mno-red-zone -mno-mmx -mno-sse -msoft-float -mno-aes -mno-avx`; modules are linked with `ld -r`. */
const AMD64: RustTargetTable = {
  // It has soft float, no SSE, no red zone and the kernel's code model.
  builtin: [{ name: "x86_64-unknown-none", flags: [] }],
  specification: {
    system: "x86_64-unknown-freebsd",
    keys: {
      ...KERNEL_KEYS,
      ...LINKER,
      cpu: "x86-64",
      "code-model": "kernel",
      "relocation-model": "static",
      "disable-redzone": true,
    },
    features: [],
    featureRules: [],
    framePointers: {},
  },
  flags: [...FLAGS, { ways: [["-Crelocation-model=static", "-Cno-redzone=y", "-Ccode-model=kernel"]], lacking: null }],
  gaps: [],
};

/** `-mgeneral-regs-only -ffixed-x18 -fPIC`; modules are linked with `ld -Bshareable`. */
const ARM64: RustTargetTable = {
  builtin: [{ name: "aarch64-unknown-none-softfloat", flags: [] }],
  specification: {
    system: "aarch64-unknown-freebsd",
    keys: { ...KERNEL_KEYS, ...LINKER, "relocation-model": "pic", "disable-redzone": true },
    features: [],
    featureRules: [],
    framePointers: {},
  },
  flags: [
    ...FLAGS,
    { ways: [["-Crelocation-model=pic", "-Cno-redzone=y"]], lacking: null },
    // It points to the data of the processor (sys/arm64/include/pcpu.h).
    { ways: [["-Zfixed-x18"]], lacking: "the promise not to use x18" },
    BRANCH_PROTECTION,
  ],
  gaps: [],
};

/** null: modules of that architecture are none that rustc could make here. */
export function freebsdTable(arch: Architecture): RustTargetTable | null {
  if (arch === "x86_64") return AMD64;
  return arch === "aarch64" ? ARM64 : null;
}
