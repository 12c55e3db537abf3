#!/usr/bin/env node
// Writes docs/cli.md from the table of options, and the table of flags in docs/bindgen.md; run after a build.
import { readFileSync, writeFileSync } from "node:fs";
import { flagsReference } from "../dist/bindgen/reference.js";
import { cliReference } from "../dist/cli/reference.js";

writeFileSync(new URL("../docs/cli.md", import.meta.url), cliReference());

const bindgen = new URL("../docs/bindgen.md", import.meta.url);
const MARK = "<!-- The rest is written by `npm run docs`. -->\n";
const [text] = readFileSync(bindgen, "utf8").split(MARK);
writeFileSync(bindgen, `${text}${MARK}\n${flagsReference()}`);
