/** `arch/arm64/Makefile`. */
import { BRANCH_PROTECTION } from "../common.js";
import type { RustTargetTable } from "../types.js";

export const AARCH64: RustTargetTable = {
  builtin: [
    { name: "aarch64-unknown-none-softfloat", flags: [] },
    { name: "aarch64-unknown-none", flags: ["-Ctarget-feature=-neon"] },
  ],
  specification: null,
  flags: [
    { when: ["UNWIND_TABLES"], ways: [["-Cforce-unwind-tables=y"]], lacking: null },
    // Tables that hold between any two instructions: SCS patching reads them.
    {
      when: ["UNWIND_TABLES"],
      ways: [["-Zuse-sync-unwind=n"]],
      lacking: "asynchronous unwind tables",
    },
    // rust-lang/rust#156973, as for frame pointers.
    {
      when: ["UNWIND_TABLES"],
      ways: [["-Zllvm_module_flag=uwtable:u32:2:max"]],
      lacking: null,
      until: "1.98",
    },
    { when: ["ARM64_BTI_KERNEL"], ...BRANCH_PROTECTION },
    {
      when: ["ARM64_PTR_AUTH_KERNEL"],
      unless: ["ARM64_BTI_KERNEL"],
      ways: [["-Zbranch-protection=pac-ret"]],
      lacking: "signed return addresses",
    },
    // x18 points to the shadow call stack.
    { when: ["SHADOW_CALL_STACK"], ways: [["-Zfixed-x18"]], lacking: "the promise not to use x18" },
  ],
  gaps: [],
};
