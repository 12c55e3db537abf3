#!/usr/bin/env node
// Runs `kbindgen-bindgen` on bindgen's own C test headers, each with the flags of its first lines, and compiles what comes
// out together with the layout assertions of bindgen's expectation for it.
//
// usage: node scripts/bindgen-corpus.mjs RUST_BINDGEN_CHECKOUT [--only REGEX] [--items]
//
// As for bindgen's own tests, rustc is told `--cfg test`, and compiles for this machine whatever the target. Headers with
// `bindgen-parse-callbacks` are bound by a Rust program there, which may rename things: of these, ours has to compile only.
//
// CC is the compiler whose C is read, clang by default, as for bindgen. A header is none of C if its flags choose another
// language (`-x c++`, `-fblocks`), or if the compiler does not take it for C with its flags. Prints why a header fails, and
// with --items also which items of the expectation are missing or different in ours.
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bindingsOf, compareBindings } from "./bindings-items.mjs";

const { values, positionals } = parseArgs({
  options: { only: { type: "string", default: "" }, items: { type: "boolean", default: false } },
  allowPositionals: true,
});
const [checkout] = positionals;
if (checkout === undefined) {
  console.error("usage: bindgen-corpus.mjs RUST_BINDGEN_CHECKOUT [--only REGEX] [--items]");
  process.exit(2);
}
const root = join(checkout, "bindgen-tests");
const expectations = join(root, "tests/expectations/tests");
const program = fileURLToPath(new URL("../bin/kbindgen-bindgen.js", import.meta.url));
const cc = process.env.CC ?? "clang";
const work = mkdtempSync(join(tmpdir(), "kbindgen-corpus-"));
const only = new RegExp(values.only);
try {
  const libraries = buildLibloading();
  const counts = { same: 0, different: 0, missing: 0 };
  let good = 0;
  let callbacks = 0;
  let other = 0;
  const names = readdirSync(join(root, "tests/headers")).filter((name) => name.endsWith(".h") && only.test(name));
  for (const name of names) {
    const header = readHeader(name);
    const language = otherLanguage(header);
    if (language !== null) {
      other++;
      console.log(`${name}: not C: ${language}`);
      continue;
    }
    const ours = bind(header);
    if (header.callbacks) callbacks++;
    const problem = ours.problem ?? problemOf(header, ours.text, libraries);
    if (problem === null) good++;
    else console.log(`${name}: ${problem}`);
    if (ours.problem === null && !header.callbacks) compareItems(header, ours.text, counts);
  }
  const total = names.length - other;
  const { same, different, missing } = counts;
  console.log(`items of the expectations: ${same} same, ${different} different, ${missing} missing`);
  console.log(`${callbacks} C headers are bound by a Rust program: no layouts compared`);
  console.log(`${other} of ${names.length} headers are not C`);
  console.log(`${good} of ${total} C headers (${((100 * good) / total).toFixed(1)} %)`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function readHeader(name) {
  const text = readFileSync(join(root, "tests/headers", name), "utf8");
  const flags = wordsIn([...text.matchAll(/^\/\/ bindgen-flags:(.*)$/gm)].map(([, line]) => line).join(" "));
  const end = flags.indexOf("--");
  return {
    name,
    path: join("tests/headers", name),
    flags: end === -1 ? flags : flags.slice(0, end),
    cflags: end === -1 ? [] : flags.slice(end + 1),
    callbacks: text.includes("bindgen-parse-callbacks:"),
  };
}

/** Quoted as for a shell. */
function wordsIn(text) {
  return [...text.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single),
  );
}

/** Why a header is not one of C; null when it is. */
function otherLanguage({ path, cflags }) {
  const text = cflags.join(" ");
  const [, language] = /-x ?(\S+)/.exec(text) ?? [];
  if (language !== undefined && language !== "c") return `its flags say ${language}`;
  if (text.includes("-ObjC")) return "its flags say Objective-C";
  if (text.includes("-fblocks")) return "its flags say blocks";
  if (text.includes("-std=c++") || text.includes("--std=c++")) return "its flags say C++";
  const judged = spawnSync(cc, ["-fsyntax-only", "-w", "-x", "c", ...cflags, path], { cwd: root, encoding: "utf8" });
  const [error] = judged.stderr.split("\n").filter((line) => line.includes("error:"));
  return judged.status === 0 ? null : (error ?? judged.stderr.split("\n")[0]);
}

function bind({ path, flags, cflags }) {
  const ours = spawnSync(process.execPath, [program, path, ...flags, "--formatter", "none", "--", ...cflags], {
    cwd: root,
    encoding: "utf8",
    timeout: 60_000,
    env: { ...process.env, CC: cc },
  });
  if (ours.status === 0) return { text: ours.stdout, problem: null };
  return { text: "", problem: `not bound: ${ours.stderr.split("\n").slice(0, 2).join(" ")}` };
}

/** null when the text compiles, also with the expectation's layouts. */
function problemOf({ name, callbacks }, text, libraries) {
  const compiled = compile(text, libraries);
  if (compiled !== "") return `does not compile: ${compiled}`;
  const expectation = join(expectations, name.replace(/\.h$/, ".rs"));
  if (callbacks || !existsSync(expectation)) return null;
  const layouts = layoutsIn(readFileSync(expectation, "utf8"));
  const withLayouts = compile(`${text}\n${layouts}`, libraries);
  return withLayouts === "" ? null : `layouts: ${withLayouts}`;
}

/** `const _: () = { ["Size of …"][…]; … };` */
function layoutsIn(text) {
  return [...text.matchAll(/^( *)const _: \(\) = \{\n(?:\1 .*\n)*?\1\};$/gm)]
    .map(([block]) => block.replace(/^ +#\[allow.*\n/, ""))
    .join("\n");
}

function compareItems({ name }, text, counts) {
  const expectation = join(expectations, name.replace(/\.h$/, ".rs"));
  if (!existsSync(expectation)) return;
  const result = compareBindings(bindingsOf(readFileSync(expectation, "utf8")), bindingsOf(text));
  for (const kind of result.counts.values()) counts.same += kind.same;
  counts.different += result.different.length;
  counts.missing += result.missing.length;
  if (!values.items) return;
  for (const { key, before, after } of [...result.different, ...result.missing]) {
    console.log(`  ${name}: ${key}: ${before} -> ${after ?? "missing"}`);
  }
}

/** The crate that `--dynamic-loading` needs. */
function buildLibloading() {
  const crate = join(work, "libraries");
  mkdirSync(join(crate, "src"), { recursive: true });
  writeFileSync(join(crate, "src/lib.rs"), "");
  writeFileSync(
    join(crate, "Cargo.toml"),
    '[package]\nname = "libraries"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nlibloading = "0.8"\n[workspace]\n',
  );
  const built = spawnSync("cargo", ["build", "--quiet"], { cwd: crate, encoding: "utf8" });
  if (built.status !== 0) console.log(`libloading is not there: ${built.stderr?.split("\n")[0] ?? built.error}`);
  return join(crate, "target/debug/deps");
}

/** Empty, or what rustc says. */
function compile(text, libraries) {
  const path = join(work, "bindings.rs");
  for (const [, file] of text.matchAll(/#\[path = "\.\/([\w.]+)"\]/g))
    copyFileSync(join(expectations, file), join(work, file));
  writeFileSync(path, `#![allow(warnings)]\n${text}`);
  const flags = [
    "--edition",
    "2021",
    "--crate-type",
    "lib",
    "--emit=metadata",
    "--error-format=short",
    "--cfg",
    "test",
  ];
  const output = ["-o", join(work, "bindings.rmeta"), "-L", libraries, "--extern", "libloading"];
  const done = spawnSync("rustc", [...flags, ...output, path], { encoding: "utf8" });
  if (done.status === 0) return "";
  const errors = done.stderr.split("\n").filter((line) => line.includes("error"));
  return errors.slice(0, 2).join(" | ").replaceAll(path, "");
}
