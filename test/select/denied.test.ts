/** `--deny-skipped`: what is asked for and left out is an error. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { generate } from "../../src/index.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-denied-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function errorsOf(header: string, allow: string): string[] {
  const file = join(scratch, "a.h");
  writeFileSync(file, header);
  const headers = [file];
  const { diagnostics } = generate({
    headers,
    family: "none",
    cc: "none",
    allow: [allow],
    denySkipped: true,
    out: scratch,
  });
  return diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
}

it("denies a macro whose types nobody knows", () => {
  expect(errorsOf("#define swap(a, b) ({ typeof(a) c = a; a = b; b = c; })\n", "swap")).toEqual([
    expect.stringMatching(/a\.h:1: macro swap is left out: /),
  ]);
});

it("lets a macro be whose name is a function's, which is bound", () => {
  const header = "unsigned long strlen(const char *);\n#define strlen(p) __builtin_strlen(p)\n";
  expect(errorsOf(header, "strlen")).toEqual([]);
});
