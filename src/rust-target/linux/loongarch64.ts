/** `arch/loongarch/Makefile`. */
import type { RustTargetTable } from "../types.js";

export const LOONGARCH64: RustTargetTable = {
  builtin: [{ name: "loongarch64-unknown-none-softfloat", flags: [] }],
  specification: null,
  flags: [
    // objtool cannot follow jumps through a table that is not annotated.
    {
      when: ["OBJTOOL"],
      ways: [["-Cjump-tables=n"], ["-Zno-jump-tables"]],
      lacking: "switches that objtool understands",
    },
    { ways: [["-Ccode-model=small"]], lacking: null },
    // Modules lie far from the kernel: its data is reached through the GOT.
    { ways: [["-Zdirect-access-external-data=no"]], lacking: "access to the kernel's data from where modules lie" },
  ],
  gaps: [],
};
