/** Documentation that never breaks a doc build: escaping by hand, then rustdoc on the worst comments. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { docLines, markdown } from "../../../src/render/rust/docs.js";
import { seededRandom } from "../../random/prng.js";
import { failure, isPresent } from "../compile.js";

describe("markdown", () => {
  it.each([
    ["plain text stays.", "plain text stays."],
    ["an array cs[x] and <asm/io.h>", "an array cs\\[x\\] and \\<asm/io.h\\>"],
    ["see https://example.org/a_b?c=1.", "see <https://example.org/a_b?c=1>."],
    ["(http://example.org)", "(<http://example.org>)"],
    ["a * b ** c `code` ``", "a \\* b \\*\\* c \\`code\\` \\`\\`"],
    ["snake_case stays, __init and end_ not", "snake_case stays, \\_\\_init and end\\_ not"],
    ["# no heading", "\\# no heading"],
    ["> no quotation", "\\> no quotation"],
    ["---", "\\---"],
    ["- a list stays", "- a list stays"],
    ["-     no code in a list", "- no code in a list"],
    ["\tindented in the middle", "indented in the middle", "x"],
    ["tail   ", "tail"],
    ["bell\u0007 and \u202eoverride\u202c", "bell and override"],
    ["caf\u00c3\u00a9 is UTF-8 read as latin1", "café is UTF-8 read as latin1"],
    ["caf\u00e9 is latin1", "café is latin1"],
  ])("%j", (line, wanted, before = "") => {
    const lines = before === "" ? [line] : [before, line];
    expect(markdown(lines).at(-1)).toBe(wanted);
  });

  it("fences indented blocks as text", () => {
    expect(markdown(["Use it so::", "", "    int x = 3;", "", "      y[x];", "", "and go on"])).toEqual([
      "Use it so::",
      "",
      "```text",
      "int x = 3;",
      "",
      "  y[x];",
      "```",
      "",
      "and go on",
    ]);
  });

  it("makes fences longer than any in the block", () => {
    expect(markdown(["", "x", "", "    ```", "    ````"])).toEqual(["x", "", "`````text", "```", "````", "`````"]);
  });

  it("drops empty lines at both ends", () => {
    expect(docLines(["", "x", "", ""], "  ")).toBe("  /// x\n");
    expect(docLines([], "")).toBe("");
  });
});

describe("rustdoc", () => {
  const work = mkdtempSync(join(tmpdir(), "kbindgen-docs-"));
  afterAll(() => rmSync(work, { recursive: true, force: true }));
  const NASTY = [
    "<b>html</b> <script> </unclosed <!-- --> &amp; &nosuch; <a@b.c>",
    "[link] [link](x) [a][b] [`c`] ![img](x) [^1] [x]: y",
    "[ref]: http://a.b",
    "```",
    "~~~",
    "    code();",
    "\tcode();",
    "1.      code();",
    "*      code();",
    "+      code();",
    "-\t\tcode();",
    ">       code();",
    "```rust",
    "assert!(false);",
    "https://a.b/c_d_[e] http:// https://",
    "<https://x.y>",
    "HTTP://UPPER.case",
    "ftp://a.b www.example.org",
    "a | b",
    "--- | ---",
    "Setext",
    "====",
    "-----",
    "@x: the %X of &struct y",
    "``x` `` y`",
    "\\ \\[ \\` \\",
    "*/ /* //",
    "\"quoted\" 'x' {braces} #[attr] $x$",
    "fn main() { panic!() }",
    "\r\nx",
    "\u0000\u001b[0m",
    "\u2028x",
    "Foo<Bar<Baz>>",
    "!x",
    "term\n: def",
    "",
  ];

  it.runIf(isPresent("rustdoc"))("has nothing to say against the worst comments, and finds no doctest", () => {
    let text = "//! Crate.\n#![deny(warnings)]\n";
    const random = seededRandom(3, 1);
    for (let number = 0; number < 400; number++) {
      const lines =
        number < NASTY.length
          ? [NASTY[number] ?? ""]
          : Array.from({ length: 1 + random.below(6) }, () => random.pick(NASTY));
      text += `${docLines(lines, "")}pub const C${number}: u8 = 0;\n`;
    }
    const file = join(work, "docs.rs");
    writeFileSync(file, text);
    expect(failure("rustdoc", ["--edition", "2021", "-Dwarnings", "-o", join(work, "out"), file])).toBeNull();
    expect(failure("sh", ["-c", 'rustdoc --test --edition 2021 "$0" | grep -q "running 0 tests"', file])).toBeNull();
  });
});
