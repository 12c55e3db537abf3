/**
 * What users of binding generators suffer from, one header each: `test/field/*.h`. Each fixture's facts are first
 * judged by gcc and clang as static assertions, then kbindgen must find the same, its proof must compile with the
 * same compiler, and rustc must take the crate without a warning.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { generate } from "../../src/generate.js";
import type { GenerateOptions } from "../../src/options.js";
import { type Analysis, analyseHeaders } from "../../src/pipeline.js";
import { formatDiagnostic } from "../../src/support/diagnostics.js";
import { assertionFile } from "./assertions.js";
import { compileErrors, compilerFor, isPresent, type JudgeCompiler } from "./compilers.js";
import { wrongFact } from "./facts.js";
import { type Manifest, parseManifest } from "./manifest.js";

const FOLDER = import.meta.dirname;
const work = mkdtempSync(join(tmpdir(), "kbindgen-field-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const fixtures = readdirSync(FOLDER).filter((name) => name.endsWith(".h"));

describe("facts of the fixtures, judged by compilers", () => {
  for (const name of fixtures) {
    it(name, () => {
      const manifest = read(name);
      for (const compiler of judges(manifest)) {
        const args = [...compiler.targetFlags, "-std=gnu11", "-w", ...manifest.flags, "-fsyntax-only", "-x", "c", "-"];
        const text = assertionFile(join(FOLDER, name), manifest, compiler.arch);
        expect(compileErrors(compiler.command, args, text), `${compiler.command} ${compiler.arch}`).toBeNull();
      }
    });
  }
});

describe("kbindgen on the fixtures", () => {
  for (const name of fixtures) {
    it(name, () => {
      const manifest = read(name);
      const problems = judges(manifest).flatMap((compiler) => problemsWith(name, manifest, compiler));
      if (manifest.expectedFailure === null) expect(problems).toEqual([]);
      else expect(problems, `holds, although xfail says: ${manifest.expectedFailure}`).not.toEqual([]);
    });
  }
});

describe("manifests", () => {
  it("are refused when missing, unknown or empty", () => {
    expect(() => parseManifest("int a;\n", "a.h")).toThrow("no manifest");
    expect(() => parseManifest("/*\n * targets: x86_64\n */\n", "a.h")).toThrow("expects nothing");
    expect(() => parseManifest("/*\n * targets: vax\n * expect:\n *   A = 1 : int\n */\n", "a.h")).toThrow("vax");
    expect(() => parseManifest("/*\n * targets: i686\n * expect:\n *   A is 1\n */\n", "a.h")).toThrow("is no fact");
  });
});

function read(name: string): Manifest {
  return parseManifest(readFileSync(join(FOLDER, name), "utf8"), name);
}

function judges(manifest: Manifest): JudgeCompiler[] {
  return manifest.targets
    .flatMap((arch) => manifest.compilers.map((kind) => compilerFor(kind, arch)))
    .filter((compiler) => isPresent(compiler));
}

/** Everything that is wrong with what kbindgen makes of a fixture for one compiler and target. */
function problemsWith(name: string, manifest: Manifest, compiler: JudgeCompiler): string[] {
  const say = (problem: string): string => `${compiler.kind} ${compiler.arch}: ${problem}`;
  const out = join(work, `${name}-${compiler.kind}-${compiler.arch}`);
  const options = generateOptions(name, manifest, compiler, out);
  const analysis = analyseHeaders(options);
  const result = generate(options);
  if (result.status === "failed") {
    return result.diagnostics.map((diagnostic) => say(formatDiagnostic(diagnostic, result.sources)));
  }
  const problems = manifest.facts
    .filter(({ on }) => on === null || on === compiler.arch)
    .flatMap(({ fact, line }) => {
      const problem = wrongFact(fact, analysis, result);
      return problem === null ? [] : [`${line}: ${problem}`];
    });
  return [
    ...problems,
    ...compiledC(analysis, join(out, "c/abi_check.c"), []),
    ...compiledC(analysis, join(out, "c/helpers.c"), ["-Wall", "-Wextra", "-Wmissing-prototypes", "-Werror"]),
    ...rustProblems(manifest, compiler, out),
  ].map(say);
}

function generateOptions(name: string, manifest: Manifest, compiler: JudgeCompiler, out: string): GenerateOptions {
  const lists = new Map<string, string[]>();
  let docs = true;
  for (let index = 0; index < manifest.options.length; index++) {
    const option = manifest.options[index] ?? "";
    if (option === "--no-docs") docs = false;
    else lists.set(option, [...(lists.get(option) ?? []), manifest.options[++index] ?? ""]);
  }
  return {
    headers: [join(FOLDER, name)],
    family: "none",
    arch: compiler.arch,
    cc: compiler.command,
    cflags: ["-std=gnu11", ...manifest.flags],
    out,
    allow: lists.get("--allow"),
    block: lists.get("--block"),
    opaque: lists.get("--opaque"),
    docs,
  };
}

/** What the compiler says of a C file of the crate, where there is one. */
function compiledC(analysis: Analysis, file: string, flags: readonly string[]): string[] {
  if (!existsSync(file)) return [];
  const words = (analysis.target.compiler?.command ?? "").split(" ");
  const args = [...words.slice(1), ...analysis.target.cflags, ...flags, "-O2", "-c", "-o", "/dev/null", file];
  const errors = compileErrors(words[0] ?? "", args);
  return errors === null ? [] : [`${basename(file)} does not compile: ${errors}`];
}

/** rustc is asked for the host only: other targets' core is not installed. */
function rustProblems(manifest: Manifest, compiler: JudgeCompiler, out: string): string[] {
  if (compiler.arch !== "x86_64") return [];
  const source = join(out, "src/lib.rs");
  const flags = ["--edition", "2021", "--crate-type", "lib", "--crate-name", "fixture"];
  const rustc = compileErrors("rustc", [...flags, "--emit=metadata", "-Dwarnings", "-o", join(out, "m.rmeta"), source]);
  const problems = rustc === null ? [] : [`rustc refuses the crate: ${rustc}`];
  if (!manifest.rustdoc) return problems;
  const rustdoc = compileErrors("rustdoc", ["--edition", "2021", "-Dwarnings", "-o", join(out, "doc"), source]);
  if (rustdoc !== null) problems.push(`rustdoc complains: ${rustdoc}`);
  const doctests = compileErrors("sh", [
    "-c",
    `rustdoc --test --edition 2021 "$0" | grep -q "running 0 tests"`,
    source,
  ]);
  if (doctests !== null) problems.push("there are doctests");
  return problems;
}
