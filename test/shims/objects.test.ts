/** Macros that are lvalues of static storage: statics in Rust, which read and write the very objects of C. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { checkCrate } from "../../src/check/index.js";
import { generate } from "../../src/generate.js";
import { makeCrate } from "../check/crate.js";
import { hasProgram } from "../kernel/compilers.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-objects-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const HEADER = `
struct settings { char tag; const int limit; struct { short low, high; } range; const char *name; long slots[3]; };
extern int levels[4];
extern struct settings all[2];
extern struct settings renamed __asm__("settings_by_symbol");
#define level_now (levels[0])
#define level_default (levels[2])
#define limit_of_second (all[1].limit)
#define high (all[1].range.high)
#define second all[1]
#define first_slots (all[0].slots)
#define last_slot (renamed.slots[2])
`;

const C = `
#include <stdio.h>
#include "crate/c/input.h"
int levels[4] = { 1, 2, 3, 4 };
struct settings all[2] = { { .slots = { 5, 6, 7 } }, { 'x', 80, { 9, 10 }, "second", { 11, 12, 13 } } };
struct settings renamed = { .slots = { 14, 15, 16 } };
void change(void);
int main(void)
{
  change();
  printf("%d %d %d %d\\n", levels[0], levels[1], levels[2], levels[3]);
  printf("%c %d %d %d %s\\n", second.tag, second.limit, second.range.low, high, second.name);
  printf("%ld %ld %ld %ld\\n", first_slots[0], first_slots[1], first_slots[2], last_slot);
  return 0;
}
`;

const RUST = `
use input_sys::*;
#[no_mangle]
pub extern "C" fn change() {
    unsafe {
        level_now += 100;
        level_default.value *= 7;
        high.value += limit_of_second.value as i16;
        assert!(second.value.tag as u8 == b'x' && second.value.range.high == high.value);
        second.value.range.low = -1;
        first_slots.value[1] = first_slots.value[2] + last_slot.value;
        last_slot.value = 0;
    }
}
`;

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: scratch, encoding: "utf8", stdio: "pipe" });
}

describe.skipIf(!hasProgram("rustc"))("lvalues in objects, with rustc", () => {
  it.each([["gcc"], ["clang"]])("are proven by %s, and read and written where C has them", (cc) => {
    if (!hasProgram(cc)) return;
    const crate = makeCrate(scratch, HEADER, { cc, cflags: ["-O2"] });
    const rust = readFileSync(join(crate, "src/bindings.rs"), "utf8").replaceAll("::core::ffi::", "");
    expect(rust).toContain('    #[link_name = "\\u{1}levels"]\n    pub static mut level_now: c_int;\n');
    expect(rust).toContain("    pub static mut level_default: __BindgenInside<8, c_int>;\n");
    expect(rust).toContain("    pub static limit_of_second: __BindgenInside<52, c_int>;\n");
    const { steps } = checkCrate(crate, { cc });
    expect(steps.map(({ name, state }) => `${name.split(",")[0]} ${state}`)).toEqual(["C proven", "Rust proven"]);

    writeFileSync(join(scratch, "main.c"), C);
    writeFileSync(join(scratch, "change.rs"), RUST);
    const rustc = ["--edition=2021", "-Dwarnings", "-Cpanic=abort", "-O"];
    run("rustc", ...rustc, "--crate-type=rlib", "--crate-name=input_sys", `${crate}/src/lib.rs`);
    const allow = ["-Astatic_mut_refs", "--extern", "input_sys=libinput_sys.rlib"];
    run("rustc", ...rustc, ...allow, "--crate-type=staticlib", "-o", "libchange.a", "change.rs");
    run(cc, "-o", "main", "main.c", "libchange.a", "-lpthread", "-ldl", "-lm");
    expect(run(join(scratch, "main")).trim().split("\n")).toEqual(["101 2 21 4", "x 80 -1 90 second", "5 23 7 0"]);
  });
});

describe.skipIf(kernelBuild("bookworm-6.12-amd64") === null)("of Linux 6.12", () => {
  it("are statics", () => {
    const header = join(scratch, "kernel.h");
    writeFileSync(header, "#include <linux/printk.h>\n#include <linux/nodemask.h>\n");
    const names = ["console_loglevel", "default_message_loglevel", "node_possible_map", "node_online_map"];
    const kernelDir = kernelBuild("bookworm-6.12-amd64") ?? "";
    const made = generate({
      headers: [header],
      kernelDir,
      out: join(scratch, "kernel-sys"),
      allow: names,
      docs: false,
    });
    expect(made.status).toBe("ok");
    const rust = made.bindings.replaceAll("::core::ffi::", "");
    expect(rust).toContain("pub static mut console_loglevel: c_int;");
    expect(rust).toContain("pub static mut default_message_loglevel: __BindgenInside<4, c_int>;");
    expect(rust).toContain("pub static mut node_possible_map: nodemask_t;");
    expect(rust).toMatch(/pub static mut node_online_map: __BindgenInside<\d+, nodemask_t>;/);
  });
});
