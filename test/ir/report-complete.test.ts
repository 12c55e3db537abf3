/**
 * The report has a line for every macro, tag, typedef, enumerator, function and variable of a kernel's headers, and
 * for nothing else. What there is, gcc (macros) and clang's syntax tree (the rest) say of what gcc preprocesses.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import type { KernelTarget } from "../../src/kernel/types.js";
import { analyseHeaders } from "../../src/pipeline.js";
import { hasProgram } from "../kernel/compilers.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-report-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const HEADER = resolve("headers/linux/module.h");

describe("the report", () => {
  for (const kernel of ["bookworm-6.1-amd64", "bookworm-6.12-amd64"]) {
    const build = kernelBuild(kernel);
    it.skipIf(build === null || !hasProgram("clang"))(`is complete for module.h of ${kernel}`, () => {
      const { lowered, target } = analyseHeaders({ headers: [HEADER], kernelDir: build ?? "", docs: false });
      const ours = new Map<string, number>();
      for (const { kind, name } of lowered.report) {
        const key = `${/^(?:struct|union|enum)$/.test(kind) ? "tag" : kind} ${name}`;
        ours.set(key, (ours.get(key) ?? 0) + 1);
      }
      const theirs = new Set([...macrosOf(target), ...declarationsOf(target)]);
      expect(theirs.size).toBeGreaterThan(40_000);
      expect([...theirs].filter((key) => !ours.has(key))).toEqual([]);
      // The preprocessor's own macros are in no list of gcc's.
      expect([...ours.keys()].filter((key) => !theirs.has(key) && !/^macro (?:__\w+|_Pragma)$/.test(key))).toEqual([]);
      expect([...ours].filter(([, count]) => count > 1)).toEqual([]);
      expect(lowered.report.filter(({ status, reason }) => (status === "skipped") !== (reason !== undefined))).toEqual(
        [],
      );
    });
  }
});

describe("an overload of clang's, which shares its name with the plain function", () => {
  it("has a line of its own", () => {
    const header = join(scratch, "overloads.h");
    writeFileSync(
      header,
      `int plain(const void *p);
extern inline __attribute__((gnu_inline, overloadable, always_inline))
int plain(const void *const __attribute__((pass_object_size(0))) p) { return 1; }
static inline __attribute__((overloadable)) int only(char *const __attribute__((pass_object_size(1))) p) { return 1; }
`,
    );
    const { lowered } = analyseHeaders({ headers: [header], family: "none", cc: "none", cache: false, arch: "x86_64" });
    expect(lowered.report.filter(({ name }) => name === "plain")).toMatchObject([
      { kind: "function", status: "emitted", location: expect.stringContaining(":1") },
      { kind: "declaration", status: "skipped", reason: "name-conflict", location: expect.stringContaining(":3") },
    ]);
    expect(lowered.report.filter(({ name }) => name === "only")).toMatchObject([
      {
        kind: "function",
        status: "skipped",
        reason: "unsupported-type",
        detail: expect.stringContaining("sizes of objects"),
      },
    ]);
  });
});

function preprocessed(target: KernelTarget, ...options: readonly string[]): string {
  const [command = "gcc", ...words] = (target.compiler?.command ?? "gcc").split(" ");
  const run = spawnSync(command, [...words, ...target.cflags, "-E", ...options, "-x", "c", HEADER], {
    encoding: "latin1",
    maxBuffer: 1 << 29,
  });
  expect(run.status, run.stderr).toBe(0);
  return run.stdout;
}

function macrosOf(target: KernelTarget): string[] {
  return [...preprocessed(target, "-dM").matchAll(/^#define ([A-Za-z_$][\w$]*)/gm)].map(([, name]) => `macro ${name}`);
}

const KINDS: Readonly<Record<string, string>> = {
  Record: "tag",
  Enum: "tag",
  EnumConstant: "enumerator",
  Function: "function",
  Var: "variable",
  Typedef: "typedef",
};

/** Of clang's tree, printed one node to a line: tags and enumerators at any depth but in bodies, the rest of file scope. */
function declarationsOf(target: KernelTarget): string[] {
  const file = join(scratch, "unit.c");
  writeFileSync(file, preprocessed(target, "-P"), "latin1");
  const options = ["-std=gnu11", "-fms-extensions", "-fshort-wchar", "-w", "-ferror-limit=0", "-fno-color-diagnostics"];
  const { stdout } = spawnSync("clang", ["-fsyntax-only", ...options, "-Xclang", "-ast-dump", file], {
    encoding: "latin1",
    maxBuffer: 2 ** 31 - 1,
  });
  const found: string[] = [];
  let body = Number.POSITIVE_INFINITY;
  for (const line of stdout.split("\n")) {
    const depth = /^[|` ]*/.exec(line)?.[0].length ?? 0;
    if (depth > body) continue;
    body = /^[|` -]*CompoundStmt/.test(line) ? depth : Number.POSITIVE_INFINITY;
    const match = /^[|` -]*(\w+)Decl 0x(?:\w+ (?:parent|prev) 0x)*\w+ <(?:<[^>]*>|[^>])*> (?:<[^>]*>|\S+) (.*)$/.exec(
      line,
    );
    const [, node = "", rest = ""] = match ?? [];
    const kind = KINDS[node];
    if (kind === undefined || /^(?:\w+ )*implicit /.test(rest)) continue;
    const name = /^(?:(?:used|referenced|invalid) )*(?:struct |union )?(\w+)/.exec(rest)?.[1] ?? "";
    const nested = kind === "tag" || kind === "enumerator";
    if (!nested && depth > 1) continue;
    if (name !== "" && !(node === "Record" && /^(?:definition|struct|union)$/.test(name)))
      found.push(`${kind} ${name}`);
  }
  return found;
}
