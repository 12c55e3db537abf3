#!/usr/bin/env node
// Compiles templates/*.hbs into <out>/render/templates.precompiled.cjs (default: dist), so that a run needs only
// Handlebars' runtime. The compiler is that of src/render/template-compiler.ts, as last built.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = process.argv[2] ?? `${root}dist`;
const { COMPILE_OPTIONS, readProperties } = await import("../dist/render/template-compiler.js");
const handlebars = createRequire(import.meta.url)("handlebars").create();
readProperties(handlebars);
const lines = ["// Written by scripts/precompile-templates.mjs."];
for (const file of readdirSync(`${root}templates`).sort()) {
  if (!file.endsWith(".hbs")) continue;
  const text = readFileSync(`${root}templates/${file}`, "utf8");
  lines.push(
    `exports[${JSON.stringify(file.slice(0, -".hbs".length))}] = ${handlebars.precompile(text, COMPILE_OPTIONS)};`,
  );
}
mkdirSync(`${out}/render`, { recursive: true });
writeFileSync(`${out}/render/templates.precompiled.cjs`, `${lines.join("\n")}\n`);
