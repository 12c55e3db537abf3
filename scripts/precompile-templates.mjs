#!/usr/bin/env node
// Compiles templates/*.hbs into <out>/render/compiled-templates.js (default out: dist), in the place of the module that compiles
// them at run time. The compiler is that of src/render/template-compiler.ts, as last built.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const out = process.argv[2] ?? fileURLToPath(new URL("../dist", import.meta.url));
const { templatesCode } = await import("../dist/render/template-compiler.js");
mkdirSync(`${out}/render`, { recursive: true });
writeFileSync(
  `${out}/render/compiled-templates.js`,
  `// Written by scripts/precompile-templates.mjs.
import { HELPERS } from "./template-compiler.js";
const templates = (${templatesCode()})(HELPERS);
export const compiledTemplates = () => templates;
`,
);
