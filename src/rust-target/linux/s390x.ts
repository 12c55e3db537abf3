/** `arch/s390/Makefile`. */
import type { RustTargetTable } from "../types.js";

export const S390X: RustTargetTable = {
  builtin: [{ name: "s390x-unknown-none-softfloat", flags: [] }],
  specification: null,
  flags: [
    // The kernel's unwinder follows the back chain, whose place in the frame -mpacked-stack decides.
    {
      ways: [["-Zpacked-stack", "-Ctarget-feature=+backchain"]],
      lacking: "a back chain where the kernel looks for it: stack traces end here",
    },
    ...["Z10", "Z196", "ZEC12", "Z13", "Z14", "Z15", "Z16", "Z17"].map((name) => ({
      when: [`MARCH_${name}`],
      ways: [[`-Ctarget-cpu=${name === "ZEC12" ? "zEC12" : name.toLowerCase()}`]],
      lacking: null,
    })),
  ],
  gaps: [{ when: ["EXPOLINE"], lacking: "expolines" }],
};
