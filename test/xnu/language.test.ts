/** What Apple's headers have that Linux's have not, for both machines: the Rust that it becomes, and clang's word on it. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ReportEntry } from "../../src/ir/types.js";
import { hasProgram } from "../kernel/compilers.js";
import { expectClangsTokens, expectProven } from "./judge.js";

const HEADER = resolve("test/xnu/apple.h");
const scratch = mkdtempSync(join(tmpdir(), "kbindgen-apple-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const CASES = ["clang-16", "clang-22"].flatMap((cc) => ["arm64", "x86_64"].map((machine) => [cc, machine] as const));

describe.skipIf(!hasProgram("clang-16")).each(CASES)("apple.h with %s for %s", (cc, machine) => {
  const options = { family: "none", cc, cflags: [`--target=${machine}-apple-macosx11`, "-O1"] } as const;

  it.skipIf(!hasProgram(cc))(
    "is proven, with the same tokens",
    () => {
      expectClangsTokens(options, HEADER);
      const out = join(scratch, `${cc}-${machine}`);
      const { bindings, report } = expectProven(options, [HEADER], out);
      const text = bindings.replace(/\s+/g, " ");
      for (const expected of [
        // Blocks are opaque.
        "pub type compare_block = *mut ::core::ffi::c_void;",
        "pub run: *mut ::core::ffi::c_void,",
        "pub table: *mut *mut ::core::ffi::c_void,",
        "pub fn handler_of(id: ::core::ffi::c_int) -> *mut ::core::ffi::c_void;",
        "pub fn apply(body: *mut ::core::ffi::c_void, times: ::core::ffi::c_int) -> ::core::ffi::c_int;",
        // A label is the whole symbol, Mach-O's `_` included; C's own name is what rustc makes of it.
        '#[link_name = "\\u{1}_open_dir$INODE64"] pub fn open_dir(',
        '#[link_name = "\\u{1}_ticks$VARIANT$CAN_RESUME"] pub static mut ticks:',
        "; pub fn same(arg1: ::core::ffi::c_int)",
        '#[link_name = "\\u{1}_fn"] pub fn fn_(',
        "kind_t: ::core::ffi::c_uchar;",
        "options: ::core::ffi::c_ulong; options_OPTION_X = 1099511627776;",
        "signed_e: ::core::ffi::c_short;",
        // HeaderDoc.
        "/// Bytes and how many there are.",
        "/// how many",
        "/// Adds the bytes up. /// /// Wraps around. /// /// - what: the bytes /// /// Return: the sum",
        "pub const APPLE_FEATURES: ::core::ffi::c_int = 1;",
        "__bindgen_layout!(packed_4, 12, 4,",
        "__bindgen_layout!(packed_1, 9, 1,",
        machine === "arm64" ? "__bindgen_layout!(wide, 32, 16," : "__bindgen_layout!(wide, 48, 16,",
      ]) {
        expect.soft(text).toContain(expected);
      }
      expect(text.includes("pub const ON_ARM64")).toBe(machine === "arm64");
      expect(reasonsOf(report)).toEqual({
        forbidden: "unavailable: the header says so: overflows",
        gone: "unavailable: no longer on this macOS",
        not_here: "unavailable: not on macOS",
        reset: "unsupported-type: several functions have this name, and C tells them apart by the types of arguments",
        strictly_13: "unavailable: not yet on this macOS",
      });
      const shims = readFileSync(join(out, "c/helpers.h"), "latin1");
      expect([...shims.matchAll(/rust_helper_(\w+)/g)].map(([, name]) => name)).toEqual([
        "counted_sum",
        "run_block",
        "only",
      ]);
    },
    120_000,
  );
});

/** Why functions are left out. */
function reasonsOf(report: readonly ReportEntry[]): Record<string, string> {
  const left = report.filter(({ kind, status }) => kind === "function" && status === "skipped");
  return Object.fromEntries(left.map(({ name, reason, detail }) => [name, `${reason}: ${detail}`]).sort());
}
