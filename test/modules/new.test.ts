/** `kbindgen new`: examples under another name, written as a whole or not at all. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { TEMPLATE_NAMES, type TemplateName } from "../../src/scaffold.js";
import { runCli } from "../cli/run.js";

const EXAMPLES = resolve(import.meta.dirname, "../../examples");
/** The only file that has the module's name, and how. */
const NAMED = (template: TemplateName, name: string): readonly [file: string, line: string] => {
  switch (template) {
    case "freebsd-module":
      return ["Makefile", `KMOD = ${name}\n`];
    case "xnu-kext":
      return ["Makefile", `KMOD := ${name}\n`];
    default:
      return ["Kbuild", `obj-m := ${name}.o\n`];
  }
};
const OF: Readonly<Record<TemplateName, { example: string; name: string }>> = {
  "linux-module": { example: "linux-hello", name: "hello" },
  "linux-misc-device": { example: "linux-misc-device", name: "echo" },
  "linux-sysctl": { example: "linux-sysctl", name: "bit" },
  "freebsd-module": { example: "freebsd-echo", name: "echo" },
  "xnu-kext": { example: "xnu-kext", name: "hello" },
};
const scratch = mkdtempSync(join(tmpdir(), "kbindgen-new-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = paths.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(names.map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
}

/** What is committed of an example, links followed. */
function committed(example: string): Record<string, string> {
  const text = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "."], {
    cwd: join(EXAMPLES, example),
    encoding: "utf8",
  });
  const paths = text.split("\n").filter((path) => path !== "");
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(EXAMPLES, example, path), "utf8")]));
}

describe.each(TEMPLATE_NAMES)("--template %s", (template) => {
  const { example, name } = OF[template];
  const place = join(scratch, template);
  mkdirSync(place);

  it("writes the example", async () => {
    const { code, stderr } = await runCli(["new", name, "--template", template], place);
    expect(code).toBe(0);
    expect(stderr).toContain(`${name}/: ${NAMED(template, name)[0]}, `);
    const { ".gitignore": ignored, ...files } = filesIn(join(place, name));
    expect(files).toEqual(committed(example));
    expect(ignored).toBe(readFileSync(join(EXAMPLES, "common/gitignore"), "utf8"));
  });

  it("differs in one file only when it is called otherwise", async () => {
    const other = `other_${name}`;
    expect((await runCli(["new", other, "--template", template], place)).code).toBe(0);
    const [was, is] = [filesIn(join(place, name)), filesIn(join(place, other))];
    expect(Object.keys(is)).toEqual(Object.keys(was));
    const [file, line] = NAMED(template, other);
    expect(Object.keys(is).filter((path) => is[path] !== was[path])).toEqual([file]);
    expect(is[file]).toContain(line);
  });
});

it("starts a module that says hello unless told", async () => {
  expect((await runCli(["new", "plain"], scratch)).code).toBe(0);
  expect(filesIn(join(scratch, "plain"))["src/lib.rs"]).toContain("Hello from Rust");
});

it("ignores in examples what a new module ignores", () => {
  const ignored = (path: string) =>
    readFileSync(join(EXAMPLES, path), "utf8").replaceAll("\n/", "\n").replace(/^\//, "");
  expect(ignored(".gitignore").split("\n").sort()).toEqual(ignored("common/gitignore").split("\n").sort());
});

it.each([
  ["a folder that exists", "there", /^error: 'there' exists already\n {2}help: .*nothing was written/],
  ["a file of that name", "file", /^error: 'file' exists already/],
  ["a path", "../up", /^error: a module cannot be called '\.\.\/up'\n {2}help: /],
  ["capitals", "Hello", /^error: a module cannot be called 'Hello'/],
  ["a name that the kernel cuts off", "a".repeat(56), /^error: a module cannot be called/],
])("refuses %s", async (_what, name, message) => {
  const folder = mkdtempSync(join(scratch, "refused-"));
  mkdirSync(join(folder, "there"));
  writeFileSync(join(folder, "file"), "");
  const { code, stderr } = await runCli(["new", name], folder);
  expect(code).toBe(1);
  expect(stderr).toMatch(message);
  expect(readdirSync(folder).sort()).toEqual(["file", "there"]);
  expect(readdirSync(join(folder, "there"))).toEqual([]);
});

it("refuses a template that is none", async () => {
  const { code, stderr } = await runCli(["new", "x", "--template", "linux-modul"], scratch);
  expect(code).toBe(2);
  expect(stderr).toContain('choose from "linux-module"');
});
