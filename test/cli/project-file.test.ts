import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { OPTIONS } from "../../src/cli/option-table.js";
import { projectOf } from "../../src/cli/project-file.js";
import { FatalError, formatDiagnostic } from "../../src/support/diagnostics.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function message(text: string): string {
  try {
    projectOf(text, "kbindgen.toml");
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    expect(error.usage).toBe(true);
    return formatDiagnostic(error.diagnostic);
  }
  throw new Error("it is valid");
}

describe("a project file", () => {
  it("can hold every option that is not for the command line alone", () => {
    const lines = OPTIONS.filter((option) => option.commandLineOnly !== true).map((option) => {
      const text = option.choices?.[0] ?? "x";
      const value = option.kind === "switch" ? "true" : option.kind === "strings" ? `["${text}"]` : `"${text}"`;
      return `${option.name} = ${value}`;
    });
    const { values } = projectOf(lines.join("\n"), "kbindgen.toml");
    expect([...values.keys()].sort()).toEqual(lines.map((line) => line.split(" ")[0] ?? "").sort());
  });

  it("has paths relative to itself, and headers so where they exist", () => {
    writeFileSync(join(scratch, "mine.h"), "");
    const text =
      'headers = ["mine.h", "linux/fs.h"]\nkernel-dir = "../linux"\nout = "/abs"\nbindings = "-"\nused-by = ["src"]\n';
    const project = projectOf(text, join(scratch, "kbindgen.toml"));
    expect(project.headers).toEqual([join(scratch, "mine.h"), "linux/fs.h"]);
    expect(project.values.get("used-by")).toEqual([relative(process.cwd(), join(scratch, "src"))]);
    expect(project.values.get("kernel-dir")).toBe(relative(process.cwd(), join(scratch, "../linux")));
    expect(project.values.get("out")).toBe("/abs");
    expect(project.values.get("bindings")).toBe("-");
  });

  it.each([
    [
      "an unknown key, with a suggestion and its line",
      '\nallow = []\nkernel_dir = "x"\n',
      "kbindgen.toml:3:1: error: unknown key 'kernel_dir'; did you mean 'kernel-dir'?",
    ],
    ["a table", "[generate]\nallow = []\n", "kbindgen.toml:1:1: error: unknown key 'generate'"],
    ["a key of the command line only", "debug = true\n", "kbindgen.toml:1:1: error: unknown key 'debug'"],
    ["a string for a list", '# note\nallow = "a"\n', "kbindgen.toml:2:1: error: 'allow' must be a list of strings"],
    ["a number in a list", "headers = [1]\n", "'headers' must be a list of strings"],
    ["a list for a string", 'cc = ["gcc"]\n', "'cc' must be a string"],
    ["a word for a switch", 'docs = "no"\n', "'docs' must be true or false"],
    ["a value that is no choice", 'family = "bsd"\n', `'family' must be "linux" or `],
    ["broken TOML", 'cc = "gcc\n', "kbindgen.toml:1:"],
    ["a key given twice", 'cc = "a"\ncc = "b"\n', "kbindgen.toml:2:"],
  ])("refuses %s", (_, text, expected) => {
    expect(message(text)).toContain(expected);
  });
});
