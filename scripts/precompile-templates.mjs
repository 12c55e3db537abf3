#!/usr/bin/env node
// Compiles templates/*.hbs into <out>/render/templates.precompiled.cjs (default: dist), so that a run needs nothing of
// Handlebars. The compiler is that of src/render/template-compiler.ts, as last built.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import handlebars from "handlebars";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = process.argv[2] ?? `${root}dist`;
const { compileTemplates } = await import("../dist/render/template-compiler.js");
const files = readdirSync(`${root}templates`).filter((file) => file.endsWith(".hbs"));
const sources = files
  .sort()
  .map((file) => [file.slice(0, -".hbs".length), readFileSync(`${root}templates/${file}`, "utf8")]);
const code = compileTemplates(handlebars.parse, sources);
mkdirSync(`${out}/render`, { recursive: true });
writeFileSync(
  `${out}/render/templates.precompiled.cjs`,
  `// Written by scripts/precompile-templates.mjs.\nmodule.exports = ${code};\n`,
);
