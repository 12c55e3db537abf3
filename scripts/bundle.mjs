#!/usr/bin/env node
// Bundles what the two executables run into <out>/bundle (default out: dist): a run loads a few files instead of some
// 250 modules. The library, which others import, stays in modules. Native packages are found at run time as before.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
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
  write: false,
};
// Commands are loaded when they are run.
const commands = await build({
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
const dropIn = await build({
  ...options,
  entryPoints: { "kbindgen-bindgen": `${out}/bindgen/index.js` },
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  banner: { js: 'const selfUrl = require("node:url").pathToFileURL(__filename).href;' },
  define: { "import.meta.url": "selfUrl" },
});
mkdirSync(`${out}/bundle`);
for (const { path, text } of [...commands.outputFiles, ...dropIn.outputFiles]) writeFileSync(path, asciiOnly(text));

/**
 * esbuild escapes strings, but no comments and regular expressions. With one character beyond Latin-1 V8 would take two bytes
 * for each of the file.
 */
function asciiOnly(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
