/** `arch/powerpc/Makefile`: what it tells the C compiler, for it has no flags of rustc. */
import { KERNEL_KEYS } from "../common.js";
import type { RustTargetTable } from "../types.js";

export const POWERPC64LE: RustTargetTable = {
  builtin: [{ name: "powerpc64le-unknown-linux-gnu", flags: [] }],
  // -msoft-float -mno-altivec -mno-vsx -mno-mma: the built-in target is a hosted one with all registers.
  specification: {
    system: null,
    keys: {
      ...KERNEL_KEYS,
      // POWER8, the oldest that Linux runs on in little endian.
      cpu: "ppc64le",
      "code-model": "medium",
      "relocation-model": "static",
    },
    features: ["-hard-float", "-altivec", "-vsx", "-mma"],
    featureRules: [],
    framePointers: { when: ["FRAME_POINTER"] },
  },
  flags: [{ ways: [["-Ccode-model=medium"]], lacking: null }],
  gaps: [],
};
