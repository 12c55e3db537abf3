/**
 * Names and shapes are bindgen's: for each header here, kbindgen declares what bindgen 0.72.1 does, except what
 * `NAME.differs` lists with a reason. `NAME.items` was recorded from bindgen; where one is found (in PATH, or as
 * `KBINDGEN_BINDGEN`) of that version, the record itself is compared with it too.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { generate } from "../../src/generate.js";
import { rustItems } from "./rust-items.js";

const FOLDER = import.meta.dirname;
const bindgen = process.env["KBINDGEN_BINDGEN"] ?? "bindgen";
const hasBindgen = /^bindgen 0\.72\./.test(spawnSync(bindgen, ["--version"], { encoding: "utf8" }).stdout ?? "");
const recording = process.env["KBINDGEN_BLESS"] !== undefined && hasBindgen;

const work = mkdtempSync(join(tmpdir(), "kbindgen-naming-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const headers = readdirSync(FOLDER).filter((name) => name.endsWith(".h"));

describe("names and shapes of bindgen 0.72", () => {
  for (const header of headers) {
    it(header, () => {
      const theirs = lines(header, "items");
      const { added, missing } = expectedDifferences(header);
      const expected = [...theirs.filter((line) => !missing.includes(line)), ...added].sort();
      expect(missing.filter((line) => !theirs.includes(line))).toEqual([]);
      expect(ownItems(header)).toEqual(expected);
    });
  }
});

describe.skipIf(!hasBindgen)(`the records, against ${bindgen}`, () => {
  for (const header of headers) {
    it(header, () => {
      const out = join(work, `${header}.rs`);
      const run = spawnSync(bindgen, ["--no-layout-tests", "-o", out, join(FOLDER, header)], { encoding: "utf8" });
      expect(run.status, run.stderr).toBe(0);
      const found = rustItems(readFileSync(out, "utf8"));
      if (recording) writeFileSync(join(FOLDER, header.replace(/h$/, "items")), `${found.join("\n")}\n`);
      expect(lines(header, "items")).toEqual(found);
    });
  }
});

function ownItems(header: string): string[] {
  const result = generate({
    headers: [join(FOLDER, header)],
    family: "none",
    cc: "none",
    arch: "x86_64",
    out: join(work, header),
    rustTarget: "1.85",
    ...(header === "constants.h" ? { macroTypes: "bindgen" as const } : {}),
    block: ["__.*", "linux|unix", "_(?:LP64|STDC_PREDEF_H|FORTIFY_SOURCE)"],
  });
  expect(result.diagnostics).toEqual([]);
  return rustItems(result.bindings);
}

/** `- line` is bindgen's alone, `+ line` ours alone; other lines say why. */
function expectedDifferences(header: string): { added: string[]; missing: string[] } {
  const marked = (mark: string): string[] =>
    lines(header, "differs").flatMap((line) => (line.startsWith(mark) ? [line.slice(2)] : []));
  return { added: marked("+ "), missing: marked("- ") };
}

function lines(header: string, extension: string): string[] {
  const path = join(FOLDER, header.replace(/h$/, extension));
  return existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n") : [];
}
