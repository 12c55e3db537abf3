/** What Linux asks of rustc on every architecture (`Makefile`, `scripts/Makefile.debug`). */
import { FEW_SECTIONS, KERNEL_FLAGS } from "../common.js";
import type { FlagRule, GapRule } from "../types.js";

/** `KBUILD_RUSTFLAGS` without lints, edition and paths. */
export const COMMON_FLAGS: readonly FlagRule[] = [
  KERNEL_FLAGS,
  { ways: [["-Crelocation-model=static"]], lacking: null },
  FEW_SECTIONS,
  { unless: ["CC_OPTIMIZE_FOR_SIZE"], ways: [["-Copt-level=2"]], lacking: null },
  { when: ["CC_OPTIMIZE_FOR_SIZE"], ways: [["-Copt-level=s"]], lacking: null },
  { when: ["RUST_DEBUG_ASSERTIONS"], ways: [["-Cdebug-assertions=y"]], lacking: null },
  { unless: ["RUST_DEBUG_ASSERTIONS"], ways: [["-Cdebug-assertions=n"]], lacking: null },
  { when: ["RUST_OVERFLOW_CHECKS"], ways: [["-Coverflow-checks=y"]], lacking: null },
  { unless: ["RUST_OVERFLOW_CHECKS"], ways: [["-Coverflow-checks=n"]], lacking: null },
  { when: ["FRAME_POINTER"], ways: [["-Cforce-frame-pointers=y"]], lacking: null },
  // rust-lang/rust#156980: functions that LLVM makes itself have no frame pointer before 1.98.
  {
    when: ["FRAME_POINTER"],
    ways: [["-Zllvm_module_flag=frame-pointer:u32:2:max"]],
    lacking: null,
    until: "1.98",
  },
  { when: ["DEBUG_INFO_DWARF4"], ways: [["-Cdwarf-version=4"], ["-Zdwarf-version=4"]], lacking: null },
  { when: ["DEBUG_INFO_DWARF5"], ways: [["-Cdwarf-version=5"], ["-Zdwarf-version=5"]], lacking: null },
  { when: ["DEBUG_INFO_REDUCED"], ways: [["-Cdebuginfo=1"]], lacking: null },
  { when: ["DEBUG_INFO"], unless: ["DEBUG_INFO_REDUCED"], ways: [["-Cdebuginfo=2"]], lacking: null },
  {
    when: ["SHADOW_CALL_STACK"],
    unless: ["DYNAMIC_SCS"],
    ways: [["-Zsanitizer=shadow-call-stack"]],
    lacking: "return addresses on the shadow call stack",
  },
  // CFI_CLANG until 6.17. Functions whose types differ must not be merged, for they differ in their hash.
  {
    when: ["CFI", "CFI_CLANG"],
    ways: [["-Zsanitizer=kcfi", "-Zmerge-functions=disabled"], ["-Zsanitizer=kcfi"]],
    lacking: "type hashes before functions: the kernel stops at the first indirect call of one",
  },
  {
    when: ["CFI_ICALL_NORMALIZE_INTEGERS"],
    ways: [["-Zsanitizer-cfi-normalize-integers"]],
    lacking: "type hashes that agree with those of C",
  },
];

/** Instrumentation, which code works without. */
export const COMMON_GAPS: readonly GapRule[] = [
  { when: ["KASAN"], lacking: "checks of each memory access (KASAN)" },
  { when: ["KCSAN"], lacking: "detection of data races (KCSAN)" },
  { when: ["KMSAN"], lacking: "detection of uninitialised memory (KMSAN)" },
  { when: ["KCOV_INSTRUMENT_ALL"], lacking: "coverage (KCOV)" },
  // KCFI without normalised integers: rustc encodes i64 as C's long, never as long long (its KCFI documentation).
  {
    when: ["CFI", "CFI_CLANG"],
    unless: ["CFI_ICALL_NORMALIZE_INTEGERS"],
    lacking: "type hashes that agree with those of C for all integer types",
  },
];
