#!/usr/bin/env node
// Compares two files of Rust bindings item by item: what the first has, the second must have under the same name with
// the same type.
//
// usage: node scripts/compare-bindings.mjs REFERENCE.rs OURS.rs [--show N]
//
// Prints a line for each kind of item (same, different, missing, only in ours), and up to N items of each kind of
// difference. Exit status 1 when anything is missing or different.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { bindingsOf, compareBindings } from "./bindings-items.mjs";

const { values, positionals } = parseArgs({
  options: { show: { type: "string", default: "10" } },
  allowPositionals: true,
});
const [reference, ours] = positionals;
if (reference === undefined || ours === undefined) {
  console.error("usage: compare-bindings.mjs REFERENCE.rs OURS.rs [--show N]");
  process.exit(2);
}
const result = compareBindings(bindingsOf(readFileSync(reference, "utf8")), bindingsOf(readFileSync(ours, "utf8")));
for (const [kind, counts] of result.counts) {
  const { same, different, missing, extra } = counts;
  console.log(`${kind}: ${same} same, ${different} different, ${missing} missing, ${extra} only in ours`);
}
const show = Number(values.show);
for (const [kind, list] of Object.entries({ different: result.different, missing: result.missing })) {
  for (const { key, before, after } of list.slice(0, show)) {
    console.log(`${kind} ${key}\n  reference ${before}${after === null ? "" : `\n  ours      ${after}`}`);
  }
}
process.exitCode = result.different.length + result.missing.length > 0 ? 1 : 0;
