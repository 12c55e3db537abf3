/** Compilers as judges in the tests of this stage. */
import { execFileSync } from "node:child_process";
import { findProgram } from "../../src/kernel/process.js";

export function hasProgram(name: string): boolean {
  return findProgram(name) !== null;
}

/** What `cc -dM -E` prints, by name. */
export function macrosOf(command: readonly string[], flags: readonly string[]): Map<string, string> {
  const [program = "", ...own] = command;
  const words = [...own, ...flags, "-dM", "-E", "-x", "c", "/dev/null"];
  const text = execFileSync(program, words, { encoding: "latin1", env: { ...process.env, LC_ALL: "C" } });
  return definesIn(text);
}

/** `#define` lines by name; parameters belong to the name. */
export function definesIn(text: string): Map<string, string> {
  const macros = new Map<string, string>();
  for (const match of text.matchAll(/^#define (\w+(?:\([^)]*\))?) ?(.*)$/gm))
    macros.set(match[1] ?? "", match[2] ?? "");
  return macros;
}
