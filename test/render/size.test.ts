/** Budgets for what there is most of in the output of a kernel: no item may cost more than what only it can say. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { analyseHeaders } from "../../src/pipeline.js";
import { renderBindingsOnly } from "../../src/render/index.js";
import { OPTIONS } from "./ir.js";

const work = mkdtempSync(join(tmpdir(), "kbindgen-size-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

function rendered(c: string, lineWidth = 100): string {
  const header = join(work, "size.h");
  writeFileSync(header, c);
  const { lowered } = analyseHeaders({ headers: [header], family: "none", arch: "x86_64", cc: "none" });
  const shown = {
    ...OPTIONS,
    layoutAsserts: false,
    ctypesPrefix: "ffi",
    derive: new Set(["copy", "default"] as const),
  };
  return String(renderBindingsOnly(lowered.bindings, { ...shown, lineWidth }));
}

/** Bytes and lines that one more of `part` costs; `#` stands for a number of two digits. */
function costOfOne(whole: (parts: string) => string, part: string): { bytes: number; lines: number } {
  const parts = (count: number): string =>
    Array.from({ length: count }, (_, nth) => part.replaceAll("#", String(nth + 10))).join(" ");
  const [few, many] = [rendered(whole(parts(2))), rendered(whole(parts(22)))];
  return {
    bytes: (Buffer.byteLength(many) - Buffer.byteLength(few)) / 20,
    lines: (many.split("\n").length - few.split("\n").length) / 20,
  };
}

describe("bytes of the output", () => {
  it("of a bit-field: its four names, its type and its bits", () => {
    const { bytes, lines } = costOfOne((parts) => `struct s { ${parts} };`, "unsigned long long field_# : 40;");
    const names = "    field_10 set_field_10 field_10_raw set_field_10_raw: ffi::c_ulonglong = read(1000, 40);\n";
    expect(lines).toBe(1);
    expect(bytes).toBeLessThanOrEqual(names.length);
  });

  it("of an enumerator: its name and its value", () => {
    const { bytes, lines } = costOfOne((parts) => `enum kind { ${parts} };`, "ENUMERATOR_# = 7#,");
    expect(lines).toBe(1);
    expect(bytes).toBe("    kind_ENUMERATOR_10 = 710;\n".length);
  });

  it("of a record that cannot derive Default: one line more", () => {
    const derived = costOfOne((parts) => parts, "struct record_# { unsigned long member; };");
    const zeroed = costOfOne((parts) => parts, "struct record_# { const char *member; };");
    expect(derived.lines).toBe(5);
    expect(zeroed.lines).toBe(6);
    expect(zeroed.bytes - derived.bytes).toBeLessThanOrEqual("__bindgen_zeroed!(record_10);\n".length);
  });

  it("of a long prototype: one line where no lines are to be broken", () => {
    const parameters = Array.from({ length: 12 }, (_, nth) => `unsigned long parameter_${nth}`).join(", ");
    const prototype = `void (*pointer)(${parameters}); long function(${parameters});`;
    expect(rendered(prototype).split("\n").length).toBeGreaterThan(24);
    expect(rendered(prototype, Number.POSITIVE_INFINITY).match(/^.*parameter_0.*parameter_11.*$/gm)).toHaveLength(2);
  });

  it("of the snapshot of Linux 6.12: what it says of each item", () => {
    const text = readFileSync("snapshots/linux-6.12-amd64/src/bindings.rs", "utf8");
    const fields = text.match(/^ {4}\w+ \w+ \w+_raw \w+_raw: .* = read(?:_signed)?\(\d+, \d+\);$/gm) ?? [];
    expect(fields.length).toBeGreaterThan(5);
    expect(text).not.toMatch(/^impl (?!<|::core)\w+ \{/m);
  });
});
