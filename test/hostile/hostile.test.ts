/**
 * Wrong, huge and hostile input: each case gives exactly the expected diagnostics, in bounded time and memory,
 * writes everything or nothing, and never shows a stack trace. `npm run bless` rewrites `expected.txt`.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildProgram } from "./build.js";
import { CASES } from "./cases.js";
import { type Outcome, runCase } from "./run.js";

const EXPECTED = join(import.meta.dirname, "expected.txt");
const blessing = process.env["KBINDGEN_BLESS"] !== undefined;
/** How much slower a busy machine may be than the stated bounds. */
const PATIENCE = Number(process.env["KBINDGEN_PATIENCE"] ?? 6);

const work = mkdtempSync(join(tmpdir(), "kbindgen-hostile-"));
const expected = readExpected();
const outcomes = new Map<string, Outcome>();
let program = "";

beforeAll(() => {
  program = buildProgram(join(work, "program"));
});
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
  if (blessing) bless();
});

describe("hostile input", () => {
  for (const one of CASES) {
    it.skipIf(one.needsPermissions === true && userInfo().uid === 0)(one.name, () => {
      const outcome = runCase(program, join(work, one.name), one);
      outcomes.set(one.name, outcome);
      expect(outcome.accident).toBeNull();
      if (!blessing) expect(outcome.text).toBe(expected.get(one.name));
      expect(outcome.seconds).toBeLessThan((one.seconds ?? 10) * PATIENCE);
      expect(outcome.megabytes).toBeLessThan(one.megabytes ?? 400);
    });
  }

  it("has a case for every expectation, and at least 60", () => {
    const names = CASES.map((one) => one.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(60);
    if (!blessing) expect([...expected.keys()].filter((name) => !names.includes(name))).toEqual([]);
  });
});

/** Sections of `expected.txt`: `== name`, then the outcome. */
function readExpected(): Map<string, string> {
  const sections = new Map<string, string>();
  for (const section of readFileSync(EXPECTED, "utf8").split(/^== /m).slice(1)) {
    const end = section.indexOf("\n");
    sections.set(section.slice(0, end), section.slice(end + 1).trimEnd());
  }
  return sections;
}

/** Keeps the order of the cases; a case that did not run keeps its old text. */
function bless(): void {
  const sections = CASES.flatMap(({ name }) => {
    const text = outcomes.get(name)?.text ?? expected.get(name);
    return text === undefined ? [] : [`== ${name}\n${text}\n`];
  });
  writeFileSync(EXPECTED, sections.join("\n"));
}
