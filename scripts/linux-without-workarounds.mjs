#!/usr/bin/env node
// Stands in for bindgen in Linux's rust/Makefile, and takes bindgen's workarounds away: of `bindgen_parameters` only the
// three blocked size types, the documentation switch and the derives are kept, and `bindings_helper.h` loses its
// `RUST_CONST_HELPER_*` constants and the includes that were moved up for enums.
//
// usage: make … BINDGEN="node scripts/linux-without-workarounds.mjs"
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Flags with a value that stay when their value matches. */
const KEPT = new Map([
  ["--blocklist-type", /^__kernel_|^\.\*$/],
  ["--opaque-type", /^$/],
  ["--newtype-enum", /^$/],
  ["--with-attribute-custom-enum", /^$/],
  ["--blocklist-function", /^$/],
  ["--blocklist-item", /^$/],
]);

const words = process.argv.slice(2);
const end = words.indexOf("--");
const own = end === -1 ? words : words.slice(0, end);
const kept = [];
for (let at = 0; at < own.length; at++) {
  const [name, joined] = own[at].split(/=(.*)/s);
  const rule = KEPT.get(name);
  if (rule === undefined) kept.push(own[at]);
  else if (joined !== undefined) rule.test(joined) && kept.push(own[at]);
  else if (rule.test(own[++at])) kept.push(name, own[at]);
}
const output = own[own.indexOf("-o") + 1];
const header = kept.findIndex((word) => word.endsWith("/bindings_helper.h"));
if (header !== -1) {
  const copy = output.replace(/[^/]*$/, "bindings_helper.h");
  writeFileSync(copy, withoutWorkarounds(readFileSync(kept[header], "utf8")));
  kept[header] = copy;
  kept.push("--kbindgen-macros", "all");
}
const program = fileURLToPath(new URL("../bin/kbindgen-bindgen.js", import.meta.url));
const rest = end === -1 ? [] : words.slice(end);
process.exitCode = spawnSync(process.execPath, [program, ...kept, ...rest], { stdio: "inherit" }).status ?? 1;

function withoutWorkarounds(text) {
  const lines = text.split("\n");
  // From the comment about `enum` to the next blank line.
  const comment = lines.findIndex((line) => line.includes("avoid forward references to `enum` types"));
  if (comment !== -1) {
    const start = lines.findLastIndex((line, at) => at < comment && line.startsWith("/*"));
    lines.splice(start, lines.findIndex((line, at) => at > comment && line === "") - start);
  }
  return lines.join("\n").replace(/^(?:static )?const [^;]*RUST_CONST_HELPER_[^;]*;\n/gm, "");
}
