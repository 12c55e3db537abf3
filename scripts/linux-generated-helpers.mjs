#!/usr/bin/env node
// Writes what can stand in the place of Linux's `rust/helpers/`: the same files, in which the helpers that kbindgen makes of
// the headers replace the hand-written ones, under the same conditions of the configuration.
//
// usage: node scripts/linux-generated-helpers.mjs HELPERS BUILD OUT [--keep NAME]...
//
//   HELPERS  the folder rust/helpers of the kernel's source
//   BUILD    its configured build directory (after `make modules_prepare`)
//   OUT      folder to write; copy it over HELPERS, and build as ever
//   --keep   a helper that stays although it could be generated: its hand-written types are not C's, and callers
//            rely on them (of 7.2 set_bit, clear_bit and raw_smp_processor_id, whose hand-written types are unsigned)
//
// A helper stays hand-written when kbindgen binds nothing of its name: its types do not follow from the headers, and
// the hand-written prototype is what says them. Prints how many helpers became what, and the names of those that stay.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const ALL = "helpers.c";
/** A definition from its first line to the brace that ends it. */
const DEFINITION = /^__rust_helper\b[^;{]*?\brust_helper_(\w+)\s*\([^{]*\{\n[\s\S]*?^\}\n+/gm;
const INCLUDE = /^#include <[^>]+>$/gm;

/** Names of the helpers that a hand-written file defines. */
export function helperNames(text) {
  return [...text.matchAll(DEFINITION)].map(([, name]) => name);
}

/** A hand-written file with other texts for the helpers in `texts`. */
export function withHelpers(file, texts) {
  return file.replace(DEFINITION, (definition, name) => texts.get(name) ?? definition);
}

/**
 * The functions of a `helpers.c` of ours by name, each with the lines that put macros aside for it. Of those that never
 * return only the prototypes in `helpers.h` say so.
 */
export function shimsOf(source, header) {
  const noreturn = new Set(
    [...header.matchAll(/^__attribute__\(\(__noreturn__\)\) .*?\brust_helper_(\w+)\(/gm)].map(nameOf),
  );
  const parts = source.split("\n\n").filter((part) => /^(?:#pragma|__rust_helper)/.test(part));
  return new Map(
    parts.map((part) => {
      const name = nameOf(/\brust_helper_(\w+)\(/.exec(part));
      const text = noreturn.has(name) ? part.replace(/^__rust_helper$/m, "__rust_helper __noreturn") : part;
      return [name, `${text.trimEnd()}\n\n`];
    }),
  );
}

function nameOf([, name]) {
  return name;
}

/** What the hand-written files include, one header for all. */
export function headerOf(texts) {
  const lines = new Set(texts.flatMap((text) => text.match(INCLUDE) ?? []));
  // Defined by `helpers.c`, which this is part of.
  const attribute = "#ifndef __rust_helper\n#define __rust_helper\n#endif\n";
  return `${attribute}${[...lines].join("\n")}\n`;
}

/** `bindgen_parameters` blocks these names of types, and the `bindings` crate keeps its own ones private. */
function plainSizes(text) {
  return text.replace(/\b__kernel_(s?size_t|ptrdiff_t)\b/g, "$1");
}

function main([helpers, build, out], keep) {
  const files = readdirSync(helpers).filter((name) => name.endsWith(".c"));
  const texts = new Map(files.map((name) => [name, readFileSync(join(helpers, name), "utf8")]));
  const all = [...texts.values()].flatMap(helperNames);
  const names = all.filter((name) => !keep.includes(name));
  const work = mkdtempSync(join(tmpdir(), "kbindgen-helpers-"));
  try {
    const header = join(work, "rust_helpers.h");
    // In the order of `helpers.c`, which the headers depend on.
    const order = [ALL, ...[...texts.get(ALL).matchAll(/^#include "(.+)"$/gm)].map(([, name]) => name)];
    writeFileSync(header, headerOf(order.map((name) => texts.get(name))));
    const report = generate(header, build, work, names);
    const made = (name) => plainSizes(readFileSync(join(work, "crate/c", name), "utf8"));
    const shims = shimsOf(made("helpers.c"), made("helpers.h"));
    const bound = new Set(
      report.flatMap(({ kind, name, status }) => (kind === "function" && status === "emitted" ? [name] : [])),
    );
    const exported = names.filter((name) => !shims.has(name) && bound.has(name));
    const replaced = new Map([...shims, ...exported.map((name) => [name, ""])]);
    mkdirSync(out, { recursive: true });
    for (const [name, text] of texts) writeFileSync(join(out, name), withHelpers(text, replaced));
    const byHand = all.filter((name) => !replaced.has(name));
    console.log(`helpers: ${all.length}`);
    console.log(`generated: ${replaced.size - exported.length}`);
    console.log(`not needed, for the function itself has a symbol: ${exported.length}`);
    console.log(`hand-written: ${byHand.length}`);
    for (const name of byHand) console.log(`  ${name}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Makes a crate of the helpers' names, and returns its report. */
function generate(header, build, work, names) {
  const program = fileURLToPath(new URL("../bin/kbindgen.js", import.meta.url));
  const allow = names.flatMap((name) => ["--allow", name]);
  const options = ["--kernel-dir", build, "--no-docs", "--project", "none", "--shim-attributes", "__rust_helper"];
  const out = join(work, "crate");
  const { status } = spawnSync(process.execPath, [program, "generate", header, ...options, ...allow, "--out", out], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error(`kbindgen generate ended with status ${status}`);
  return JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values, positionals } = parseArgs({
    options: { keep: { type: "string", multiple: true, default: [] } },
    allowPositionals: true,
  });
  if (positionals.length === 3) main(positionals, values.keep);
  else {
    console.error("usage: linux-generated-helpers.mjs HELPERS BUILD OUT [--keep NAME]...");
    process.exitCode = 2;
  }
}
