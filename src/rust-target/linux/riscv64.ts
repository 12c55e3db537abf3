/** `arch/riscv/Makefile`. */
import type { RustTargetTable } from "../types.js";

export const RISCV64: RustTargetTable = {
  builtin: [{ name: "riscv64imac-unknown-none-elf", flags: [] }],
  specification: null,
  flags: [
    { ways: [["-Ctarget-cpu=generic-rv64", "-Cno-redzone"]], lacking: null },
    { unless: ["RISCV_ISA_C"], ways: [["-Ctarget-feature=-c"]], lacking: null },
  ],
  gaps: [],
};
