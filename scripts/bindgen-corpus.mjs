#!/usr/bin/env node
// Runs `kbindgen-bindgen` on bindgen's own C test headers, each with the flags of its first lines, and compiles what comes
// out together with the layout assertions of bindgen's expectation for it.
//
// usage: node scripts/bindgen-corpus.mjs RUST_BINDGEN_CHECKOUT [--only REGEX] [--show N]
//
// Prints how many headers are bound, compile and have bindgen's layouts, and why others do not.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  options: { only: { type: "string", default: "" }, show: { type: "string", default: "20" } },
  allowPositionals: true,
});
const [checkout] = positionals;
if (checkout === undefined) {
  console.error("usage: bindgen-corpus.mjs RUST_BINDGEN_CHECKOUT [--only REGEX] [--show N]");
  process.exit(2);
}
const tests = join(checkout, "bindgen-tests/tests");
const program = fileURLToPath(new URL("../bin/kbindgen-bindgen.js", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "kbindgen-corpus-"));
const only = new RegExp(values.only);
try {
  const headers = readdirSync(join(tests, "headers")).filter((name) => name.endsWith(".h") && only.test(name));
  const problems = headers.map((name) => ({ name, problem: problemOf(name) }));
  const bad = problems.filter(({ problem }) => problem !== null);
  for (const { name, problem } of bad.slice(0, Number(values.show))) console.log(`${name}: ${problem}`);
  const good = headers.length - bad.length;
  console.log(`${good} of ${headers.length} headers (${((100 * good) / headers.length).toFixed(1)} %)`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** null when all is well. */
function problemOf(name) {
  const path = join(tests, "headers", name);
  const flags = flagsIn(readFileSync(path, "utf8"));
  const end = flags.indexOf("--");
  const own = end === -1 ? flags : flags.slice(0, end);
  const ours = spawnSync(
    process.execPath,
    [program, path, ...own, "--formatter", "none", "--", ...(end === -1 ? [] : flags.slice(end + 1))],
    {
      cwd: join(tests, "headers", "../.."),
      encoding: "utf8",
      timeout: 60_000,
    },
  );
  if (ours.status !== 0) return `not bound: ${ours.stderr.split("\n").slice(0, 2).join(" ")}`;
  const compiled = compile(ours.stdout);
  if (compiled !== "") return `does not compile: ${compiled}`;
  const expectation = join(tests, "expectations/tests", name.replace(/\.h$/, ".rs"));
  if (!existsSync(expectation)) return null;
  const withLayouts = compile(`${ours.stdout}\n${layoutsIn(readFileSync(expectation, "utf8"))}`);
  return withLayouts === "" ? null : `layouts: ${withLayouts}`;
}

/** The words of the lines `// bindgen-flags: …`, quoted as for a shell. */
function flagsIn(text) {
  const lines = [...text.matchAll(/^\/\/ bindgen-flags:(.*)$/gm)].map(([, line]) => line).join(" ");
  return [...lines.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/["']/g, (quote, at) => (isQuote(word, at) ? "" : quote)),
  );
}

/** Whether the quote at `at` opens or closes a quoted part. */
function isQuote(word, at) {
  let open = "";
  for (let index = 0; index <= at; index++) {
    const character = word[index];
    if (open === "" && (character === '"' || character === "'")) {
      open = character;
      if (index === at) return true;
    } else if (character === open) {
      open = "";
      if (index === at) return true;
    }
  }
  return false;
}

/** `const _: () = { ["Size of …"][…]; … };` */
function layoutsIn(text) {
  return [...text.matchAll(/^( *)const _: \(\) = \{\n(?:\1 .*\n)*?\1\};$/gm)]
    .map(([block]) => block.replace(/^ +#\[allow.*\n/, ""))
    .join("\n");
}

function compile(text) {
  const path = join(work, "bindings.rs");
  writeFileSync(path, `#![allow(warnings)]\n${text}`);
  const done = spawnSync(
    "rustc",
    [
      "--edition",
      "2021",
      "--crate-type",
      "lib",
      "--emit=metadata",
      "--error-format=short",
      "-o",
      join(work, "bindings.rmeta"),
      path,
    ],
    { encoding: "utf8" },
  );
  return done.status === 0
    ? ""
    : done.stderr
        .split("\n")
        .filter((line) => line.includes("error"))
        .slice(0, 2)
        .join(" | ")
        .replaceAll(path, "");
}
