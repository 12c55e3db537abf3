#!/usr/bin/env node
// Bundles what the two executables run into <out>/bundle (default out: dist): a run loads a few files instead of some
// 250 modules. The library, which others import, stays in modules. Native packages are found at run time as before.
import { copyFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const out = process.argv[2] ?? fileURLToPath(new URL("../dist", import.meta.url));
// Chunks are called by their contents: those of an earlier build would stay.
rmSync(`${out}/bundle`, { recursive: true, force: true });
const options = {
  outdir: `${out}/bundle`,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // CommonJS packages among the dependencies ask for Node's modules by `require`.
  banner: {
    js: 'import { createRequire as nodeRequire } from "node:module"; const require = nodeRequire(import.meta.url);',
  },
  logLevel: "warning",
};
// Commands are loaded when they are run; what builds call for each header is one file.
await build({ ...options, entryPoints: { kbindgen: `${out}/cli/main.js` }, splitting: true });
await build({ ...options, entryPoints: { "kbindgen-bindgen": `${out}/bindgen/index.js` } });
// It is looked for beside the code that fills the templates.
copyFileSync(`${out}/render/templates.precompiled.cjs`, `${out}/bundle/templates.precompiled.cjs`);
