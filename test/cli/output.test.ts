/** How output is written: whole, piece by piece, and not again where it is there already. */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, expect, it } from "vitest";
import { writeFiles } from "../../src/output.js";

const work = mkdtempSync(join(tmpdir(), "kbindgen-output-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

// `-o /dev/null` of a process that may do anything must leave it.
it("a pipe stays one", async () => {
  const pipe = join(work, "pipe");
  execFileSync("mkfifo", [pipe]);
  const reader = spawn("cat", [pipe], { stdio: ["ignore", "pipe", "inherit"] });
  const read = text(reader.stdout);
  writeFiles([
    { path: pipe, content: "through\n" },
    { path: join(work, "file"), content: "beside\n" },
  ]);
  expect(await read).toBe("through\n");
  expect(statSync(pipe).isFIFO()).toBe(true);
  expect(readFileSync(join(work, "file"), "utf8")).toBe("beside\n");
});

// Two UTF-16 code units each, so that with one before them pieces of any even length end between the two.
const PAIRS = `a${"\u{1f980}".repeat(300_000)}`;

it.each([
  ["nothing", ""],
  ["pairs, one at the end of a piece", PAIRS],
  ["pairs between the pieces", `b${PAIRS}`],
  ["ASCII with one wide character", `${"x".repeat(600_000)}–${"y".repeat(600_000)}`],
])("%s is written as UTF-8", (name, content) => {
  const path = join(work, name);
  writeFiles([{ path, content }]);
  expect(readFileSync(path).equals(Buffer.from(content))).toBe(true);
});

it("what is there already keeps its time stamp, what differs in its last byte does not", () => {
  const path = join(work, "stamped");
  const before = new Date(1_000_000);
  writeFileSync(path, `${PAIRS}1`);
  utimesSync(path, before, before);
  writeFiles([{ path, content: `${PAIRS}1` }]);
  expect(statSync(path).mtimeMs).toBe(before.getTime());
  writeFiles([{ path, content: `${PAIRS}2` }]);
  expect(readFileSync(path, "utf8")).toBe(`${PAIRS}2`);
});
