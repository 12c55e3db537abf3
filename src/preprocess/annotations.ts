/** Which macros are annotations: they expand to nothing or to an attribute, and say something all the same. */
import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import type { Family } from "../kernel/types.js";
import { packageFile } from "../support/package-files.js";

/** The annotation macros of a kernel family, from `grammars/FAMILY.toml`. */
export function annotationNames(family: Family): readonly string[] {
  if (family === "none") return [];
  const text = readFileSync(packageFile(`grammars/${family}.toml`), "utf8");
  const { annotations } = parse(text);
  if (annotations === undefined || typeof annotations !== "object" || Array.isArray(annotations)) return [];
  return Object.keys(annotations);
}
