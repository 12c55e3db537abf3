/** What is no file is written to, not replaced: `-o /dev/null` of a process that may do anything must leave it. */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, expect, it } from "vitest";
import { writeFiles } from "../../src/output.js";

const work = mkdtempSync(join(tmpdir(), "kbindgen-output-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

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
