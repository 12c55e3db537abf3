/** What every kernel asks of rustc, whatever its family and architecture. */
import type { FlagRule, Json } from "./types.js";

/** Keys of every specification. */
export const KERNEL_KEYS: Readonly<Record<string, Json>> = {
  "panic-strategy": "abort",
  "emit-debug-gdb-scripts": false,
  // Kernel stacks have guard pages, and nothing grows them.
  "stack-probes": { kind: "none" },
};

/** Code as kernels have it, and objects that their linkers take: nothing unwinds, and nothing is linked here. */
export const KERNEL_FLAGS: FlagRule = {
  ways: [
    [
      ...["-Cpanic=abort", "-Cembed-bitcode=n", "-Clto=n", "-Cforce-unwind-tables=n", "-Ccodegen-units=1"],
      "-Csymbol-mangling-version=v0",
    ],
  ],
  lacking: null,
};

/** Loaders want few sections; rustc's default is one for each function. */
export const FEW_SECTIONS: FlagRule = { ways: [["-Zfunction-sections=n"]], lacking: null };

/** `-mbranch-protection=standard` on arm64. */
export const BRANCH_PROTECTION: FlagRule = {
  ways: [["-Zbranch-protection=bti,pac-ret"]],
  lacking: "landing pads for indirect branches (BTI) and signed return addresses",
};
