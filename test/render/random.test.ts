/**
 * Random records with everything C allows (packed, aligned, nested, bit-fields, pragma pack): rustc must lay each
 * out as gcc does, and the proof must hold with gcc and, for IR made for clang, with clang.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { analyseHeaders } from "../../src/pipeline.js";
import { proofCoverage, render } from "../../src/render/index.js";
import { generateCase } from "../random/generate.js";
import { printCase } from "../random/print.js";
import { judgeFor } from "../random/targets.js";
import { isPresent, proofProblem, rustProblem, writeCrate } from "./compile.js";
import { OPTIONS } from "./ir.js";

const work = mkdtempSync(join(tmpdir(), "kbindgen-random-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const { KBINDGEN_RENDER_CASES, KBINDGEN_RENDER_SEED } = process.env;
const CASES = Number(KBINDGEN_RENDER_CASES ?? 200);
const SEED = Number(KBINDGEN_RENDER_SEED ?? 1);

describe("random declarations", () => {
  for (const cc of ["gcc", "clang"]) {
    it.runIf(isPresent(cc) && isPresent("rustc"))(`${CASES} cases for ${cc}`, () => {
      const { abi } = judgeFor("x86_64", cc);
      const text = Array.from({ length: CASES }, (_, number) => printCase(generateCase(SEED, number, abi))).join("\n");
      const folder = join(work, cc);
      const header = join(work, `${cc}.h`);
      writeFileSync(header, text);
      const { lowered, diagnostics } = analyseHeaders({
        headers: [header],
        family: "none",
        arch: "x86_64",
        cc,
        cflags: [],
      });
      expect(diagnostics.filter((diagnostic) => diagnostic.severity === "error")).toEqual([]);
      const bindings = { ...lowered.bindings, headers: ['"sample.h"'] };
      writeCrate(folder, render(bindings, OPTIONS), text);
      expect(proofProblem(folder, [cc, "-w"])).toBeNull();
      expect(rustProblem(folder)).toBeNull();
      expect(proofCoverage(bindings).unproven.filter((fact) => !/enum|volatile/.test(fact.reason))).toEqual([]);
    });
  }
});
