/**
 * XNU: `makedefs/MakeInc.def`, which compiles with clang's `-mkernel`: no red zone, static relocation, and no vector
 * registers that the code does not ask for (clang's driver, `lib/Driver/ToolChains/Clang.cpp`).
 */
import type { Architecture } from "../kernel/abi/types.js";
import { KERNEL_FLAGS, KERNEL_KEYS } from "./common.js";
import type { FlagRule, RustTargetTable, SpecificationTable } from "./types.js";

/** rustc cannot forbid vector registers for integers alone (`-mno-implicit-float`); it has none at all. */
function specification(system: string, keys: SpecificationTable["keys"]): SpecificationTable {
  return {
    system,
    keys: {
      ...KERNEL_KEYS,
      ...{ linker: "ld64.lld", "linker-flavor": "darwin-lld", "lld-flavor": "darwin", "linker-is-gnu": false },
      ...{ "relocation-model": "static", "disable-redzone": true, "eh-frame-header": false },
      ...keys,
    },
    features: [],
    featureRules: [],
    framePointers: {},
  };
}

const FLAGS: readonly FlagRule[] = [
  KERNEL_FLAGS,
  {
    ways: [["-Copt-level=2", "-Crelocation-model=static", "-Cno-redzone=y", "-Cforce-frame-pointers=y"]],
    lacking: null,
  },
];

/** `-mkernel -msoft-float`. */
const X86_64: RustTargetTable = {
  // For its registers and calls; the objects are Mach-O.
  builtin: [{ name: "x86_64-unknown-none", flags: [] }],
  specification: specification("x86_64-apple-darwin", { cpu: "penryn" }),
  specificationOnly: true,
  flags: FLAGS,
  gaps: [],
};

/** `-mkernel`, which has BTI on arm64. x18 is the system's on all of Apple's. */
const ARM64: RustTargetTable = {
  builtin: [{ name: "aarch64-unknown-none-softfloat", flags: [] }],
  specification: specification("aarch64-apple-darwin", {}),
  specificationOnly: true,
  flags: [...FLAGS, { ways: [["-Zbranch-protection=bti"]], lacking: "landing pads for indirect branches (BTI)" }],
  gaps: [{ lacking: "signed pointers to functions (arm64e)" }],
};

/** null: XNU runs on no such machine. */
export function xnuTable(arch: Architecture): RustTargetTable | null {
  if (arch === "x86_64") return X86_64;
  return arch === "aarch64" ? ARM64 : null;
}
