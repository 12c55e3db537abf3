/** The drop-in's loader, which keeps compiled code beside a program. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";

const LOADER = join(import.meta.dirname, "../../bin/load-with-code.js");
const work = mkdtempSync(join(tmpdir(), "kbindgen-code-"));
const program = join(work, "program.cjs");
/** Loads the program, calls it, keeps its code and prints what it has returned. */
const MAIN = `
const { exports: program, keepCode } = require(${JSON.stringify(LOADER)}).loadWithCode(${JSON.stringify(program)});
console.log(program.answer());
keepCode();
`;

afterAll(() => rmSync(work, { recursive: true, force: true }));

beforeEach(() => {
  for (const name of readdirSync(work)) rmSync(join(work, name));
  const path = JSON.stringify("node:path");
  writeFileSync(program, `exports.answer = () => [require(${path}).basename(__filename), typeof module].join(" ");\n`);
});

function run(...flags: string[]): string {
  return spawnSync(process.execPath, [...flags, "-e", MAIN], { encoding: "utf8" }).stdout.trim();
}

function kept(): string {
  const [name, ...more] = readdirSync(work).filter((file) => file !== "program.cjs");
  expect(more).toEqual([]);
  return join(work, name ?? "");
}

describe("code that is kept", () => {
  it("is what a run has compiled, and is left alone by the next", () => {
    expect(run()).toBe("program.cjs object");
    const { ino } = statSync(kept());
    expect(kept()).toContain(process.version);
    expect(run()).toBe("program.cjs object");
    expect(statSync(kept()).ino).toBe(ino);
  });

  it("holds functions that were called", () => {
    const text = "a text that only the body of the function has";
    writeFileSync(program, `exports.answer = () => ${JSON.stringify(text)};\n`);
    expect(run()).toBe(text);
    expect(readFileSync(kept(), "latin1")).toContain(text);
  });

  it("is replaced where V8 cannot use it", () => {
    run();
    const path = kept();
    const { length } = readFileSync(path);
    writeFileSync(path, "nothing that V8 knows");
    expect(run()).toBe("program.cjs object");
    expect(readFileSync(kept()).length).toBe(length);
    const { ino } = statSync(path);
    expect(run("--no-lazy-feedback-allocation")).toBe("program.cjs object");
    expect(statSync(kept()).ino).not.toBe(ino);
  });
});
