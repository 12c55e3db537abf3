/** Crates to check, generated from text. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generate } from "../../src/generate.js";
import type { GenerateOptions } from "../../src/options.js";

/** Generates a crate for family none; returns its folder. */
export function makeCrate(folder: string, text: string, options: Partial<GenerateOptions> = {}): string {
  mkdirSync(folder, { recursive: true });
  const header = join(folder, "input.h");
  writeFileSync(header, text);
  const out = join(folder, "crate");
  const result = generate({ headers: [header], family: "none", out, cache: false, ...options });
  if (result.status !== "ok") throw new Error(result.diagnostics.map((diagnostic) => diagnostic.message).join("\n"));
  return out;
}
