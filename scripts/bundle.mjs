#!/usr/bin/env node
// Bundles what the two executables run into <out>/bundle (default out: dist): a run loads a few files instead of some
// 250 modules. The library, which others import, stays in modules. Native packages are found at run time as before.
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const out = process.argv[2] ?? fileURLToPath(new URL("../dist", import.meta.url));
// Chunks are called by their contents: those of an earlier build would stay, and the code that was kept of it.
rmSync(`${out}/bundle`, { recursive: true, force: true });
const options = {
  outdir: `${out}/bundle`,
  bundle: true,
  platform: "node",
  target: "node20",
  logLevel: "warning",
};
// Commands are loaded when they are run.
await build({
  ...options,
  entryPoints: { kbindgen: `${out}/cli/main.js` },
  format: "esm",
  splitting: true,
  // CommonJS packages among the dependencies ask for Node's modules by `require`.
  banner: {
    js: 'import { createRequire as nodeRequire } from "node:module"; const require = nodeRequire(import.meta.url);',
  },
});
// What builds call for each header is one file, CommonJS for bin/load-with-code.js.
await build({
  ...options,
  entryPoints: { "kbindgen-bindgen": `${out}/bindgen/index.js` },
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  banner: { js: 'const selfUrl = require("node:url").pathToFileURL(__filename).href;' },
  define: { "import.meta.url": "selfUrl" },
});
