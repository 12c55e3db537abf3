/** Random macro programs: gcc and clang are the judges. `KBINDGEN_RANDOM_MACROS` sets the number of them. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FatalError } from "../../src/support/diagnostics.js";
import { randomProgram } from "./random-macros.js";
import { readBack, streamOf, unitOf } from "./support.js";

const COUNT = Number(process.env["KBINDGEN_RANDOM_MACROS"] ?? 1000);
const FIRST = Number(process.env["KBINDGEN_RANDOM_SEED"] ?? 1);
const BATCH = 500;
/** Programs whose expansion needs more tokens than this are left out: their number grows exponentially. */
const LIMITS = { expansionTokens: 5000 };

type Verdict = { readonly kind: "tokens"; readonly text: string } | { readonly kind: "error" | "too-large" };

/** What a compiler says of each program. Each is a file of its own, so that what is cut by its end stays in it. */
function judge(compiler: "gcc" | "clang", programs: readonly string[]): Verdict[] {
  const directory = mkdtempSync(join(tmpdir(), "kbindgen-macros-"));
  try {
    for (const [index, program] of programs.entries()) writeFileSync(join(directory, `p${index}.h`), program);
    writeFileSync(join(directory, "undef.h"), [..."abcdefghij"].map((name) => `#undef ${name}\n`).join(""));
    const main = programs.map((_, index) => `#include "p${index}.h"\n@@ ${index}\n#include "undef.h"\n`);
    writeFileSync(join(directory, "main.h"), main.join(""));
    const flags = ["-E", "-P", "-std=gnu11", "-w", ...(compiler === "clang" ? ["-ferror-limit=0"] : [])];
    const run = spawnSync(compiler, [...flags, "main.h"], { cwd: directory, encoding: "latin1", maxBuffer: 1 << 28 });
    const errors = run.stderr.matchAll(/^(?:\.\/)?p([0-9]+)\.h:[0-9]+:[0-9]+: error/gm);
    return verdicts(readBack(run.stdout), new Set(Array.from(errors, (match) => Number(match[1]))), programs.length);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Cuts the output of a batch at its marks. */
function verdicts(words: readonly string[], bad: ReadonlySet<number>, count: number): Verdict[] {
  const results: Verdict[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    let end = at;
    while (end < words.length && !(words[end] === "@" && words[end + 1] === "@" && words[end + 2] === String(index)))
      end++;
    if (bad.has(index) || end === words.length) results.push({ kind: "error" });
    else results.push({ kind: "tokens", text: words.slice(at, end).join("\n") });
    if (end < words.length) at = end + 3;
  }
  return results;
}

function ours(program: string, compiler: "gcc" | "clang"): Verdict {
  try {
    const unit = unitOf(program, { compiler }, { limits: LIMITS });
    if (unit.diagnostics.some(({ severity }) => severity === "error")) return { kind: "error" };
    return { kind: "tokens", text: streamOf(unit).join("\n") };
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    return { kind: error.diagnostic.id === "macro-expansion-too-large" ? "too-large" : "error" };
  }
}

/** The words around the first difference of two texts. */
function contrast(mine: Verdict, theirs: Verdict): string {
  if (mine.kind !== "tokens" || theirs.kind !== "tokens") return `theirs: ${show(theirs)}\nours: ${show(mine)}\n`;
  const [a, b] = [mine.text.split("\n"), theirs.text.split("\n")];
  const at = a.findIndex((word, index) => word !== b[index]);
  const window = (words: readonly string[]) => words.slice(Math.max(0, at - 15), at + 10).join(" ");
  return `theirs: ${window(b)}\nours:   ${window(a)}\n`;
}

/** gcc 12 prints no blank where `, ##` took a comma away, so that two tokens read as one: then only their text counts. */
function isSame(mine: Verdict, theirs: Verdict): boolean {
  return show(mine) === show(theirs) || show(mine).replaceAll("\n", "") === show(theirs).replaceAll("\n", "");
}

function show(verdict: Verdict): string {
  return verdict.kind === "tokens" ? verdict.text : verdict.kind;
}

/** Programs on which we and a compiler differ. */
function differences(compiler: "gcc" | "clang"): { readonly compared: number; readonly different: string[] } {
  const different: string[] = [];
  let compared = 0;
  for (let seed = FIRST; seed < FIRST + COUNT; seed += BATCH) {
    const all = Array.from({ length: Math.min(BATCH, FIRST + COUNT - seed) }, (_, index) =>
      randomProgram(seed + index),
    );
    const mine = all.map((program) => ({ program, verdict: ours(program, compiler) }));
    // clang goes on in the including file where an argument list is not closed, and would spoil the batch.
    const fit = mine.filter(
      ({ verdict }) => verdict.kind === "tokens" || (compiler === "gcc" && verdict.kind === "error"),
    );
    const judged = judge(
      compiler,
      fit.map(({ program }) => program),
    );
    for (const [index, { program, verdict }] of fit.entries()) {
      const theirs = judged[index] ?? { kind: "error" };
      compared++;
      if (!isSame(verdict, theirs)) different.push(`${program}${contrast(verdict, theirs)}`);
    }
  }
  return { compared, different };
}

describe.each(["gcc", "clang"] as const)("random macro programs as %s expands them", (compiler) => {
  it("has the same tokens, and errors in the same programs", () => {
    const { compared, different } = differences(compiler);
    expect(
      different
        .sort((a, b) => a.length - b.length)
        .slice(0, 4)
        .join("\n"),
    ).toBe("");
    expect(compared).toBeGreaterThan(COUNT / 5);
  });
});
