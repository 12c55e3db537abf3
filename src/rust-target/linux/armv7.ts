/** `arch/arm/Makefile`. */
import type { RustTargetTable } from "../types.js";

export const ARMV7: RustTargetTable = {
  builtin: [{ name: "arm-unknown-linux-gnueabi", flags: [] }],
  specification: null,
  flags: [],
  gaps: [],
};
