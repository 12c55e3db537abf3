/** Whole kernels: every declaration of the wrapper headers parses, and clang sees no file-scope name that we do not. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveTarget } from "../../src/kernel/index.js";
import { type PreprocessedUnit, preprocess, printUnit } from "../../src/preprocess/index.js";
import { parseAll, type WholeUnit } from "./support.js";

const KERNELS = process.env["KBINDGEN_TEST_KERNELS"] ?? join(homedir(), ".cache/kbindgen/kernels");

/** `kind name` of every function, variable, typedef and enumerator of file scope, and of every defined tag. */
function namesOf(parsed: WholeUnit): Set<string> {
  const names = new Set<string>();
  for (const declaration of parsed.declarations) {
    if (declaration.kind !== "declaration" && declaration.kind !== "function-definition") continue;
    const { type, storage } = declaration.specifiers;
    if (type.kind === "record" && type.members !== null && type.tag !== null) names.add(`tag ${type.tag}`);
    if (type.kind === "enum" && type.enumerators !== null) {
      if (type.tag !== null) names.add(`tag ${type.tag}`);
      for (const { name } of type.enumerators) names.add(`enumerator ${name}`);
    }
    for (const { name } of declaration.kind === "declaration" ? declaration.declarators : [declaration.declarator]) {
      names.add(`${storage === "typedef" ? "typedef" : "object"} ${name ?? ""}`);
    }
  }
  return names;
}

/** The same of clang's syntax tree, printed one declaration to a line. Declarations that clang refuses are not in it. */
function namesOfClang(file: string): Set<string> {
  const { stdout } = spawnSync(
    "clang",
    [
      "-fsyntax-only",
      "-std=gnu11",
      "-w",
      "-ferror-limit=0",
      "-fms-extensions",
      "-fshort-wchar",
      "-Xclang",
      "-ast-dump",
      "-fno-color-diagnostics",
      file,
    ],
    { encoding: "latin1", maxBuffer: 2 ** 31 - 1 },
  );
  const names = new Set<string>();
  let inEnum = false;
  for (const line of stdout.split("\n")) {
    const match =
      /^(?:[|`]-|([|` ] ?)[|`]-)(\w+)Decl 0x\w+ (?:parent 0x\w+ )?(?:prev 0x\w+ )?<(?:<[^>]*>|[^>])*> (?:\S+:\d+(?::\d+)?|col:\d+|<[^>]*>) (.*)$/.exec(
        line,
      );
    if (match === null) continue;
    const [, nested, kind, rest = ""] = match;
    const name = /^(?:implicit |used |referenced |invalid )*(?:struct |union )?(\w+)/.exec(rest)?.[1] ?? "";
    if (nested === undefined) inEnum = kind === "Enum";
    if (/^(?:\w+ )*implicit /.test(rest) || name === "") continue;
    if (nested !== undefined) {
      if (inEnum && kind === "EnumConstant") names.add(`enumerator ${name}`);
    } else if (kind === "Function" || kind === "Var") names.add(`object ${name}`);
    else if (kind === "Typedef") names.add(`typedef ${name}`);
    else if (kind === "Record" && rest.endsWith(" definition") && name !== "definition") names.add(`tag ${name}`);
  }
  return names;
}

const CASES = ["bookworm-6.1-amd64", "bookworm-6.12-amd64", "forky-7.2-amd64"].map((kernel) => ({
  kernel,
  directory: join(KERNELS, kernel, "build"),
}));

describe.each(CASES.filter(({ directory }) => existsSync(directory)))("$kernel", ({ directory }) => {
  let unit: PreprocessedUnit;
  let parsed: WholeUnit;
  let scratch: string;
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), "kbindgen-parse-"));
    const target = resolveTarget({ family: "linux", kernelDir: directory });
    unit = preprocess(target, [resolve("headers/linux/module.h")]);
    parsed = parseAll(unit);
  });
  afterAll(() => rmSync(scratch, { recursive: true }));

  it("has no syntax error and nothing unparsed", () => {
    expect(parsed.syntaxErrors).toBe(0);
    expect(parsed.diagnostics).toEqual([]);
    expect(parsed.declarations.filter(({ kind }) => kind === "unparsed")).toEqual([]);
    expect(parsed.declarations.length).toBeGreaterThan(10_000);
  });

  it("loses no name that clang sees", () => {
    const file = join(scratch, "unit.c");
    writeFileSync(file, printUnit(unit, { lineMarkers: false }), "latin1");
    expect(readFileSync(file).length).toBeGreaterThan(1_000_000);
    execFileSync("clang", ["--version"]);
    const ours = namesOf(parsed);
    const theirs = namesOfClang(file);
    expect(theirs.size).toBeGreaterThan(10_000);
    expect([...theirs].filter((name) => !ours.has(name))).toEqual([]);
  });
});
