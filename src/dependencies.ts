/** Dependency files for make. */
import type { Analysis } from "./pipeline.js";
import { statOf } from "./support/stat.js";

/** Every file that was read. */
export function dependenciesOf({ unit, target, used }: Analysis): string[] {
  const headers = unit.files.map((file) => file.path);
  const paths = new Set([...headers, ...target.inputs, ...(used?.files ?? [])]);
  return [...paths].filter((path) => unit.wasRead(path) || isOnDisk(path));
}

/**
 * A rule that makes `products` depend on files (GNU make manual, "Rule Syntax": blanks and `#` are escaped, `$` doubled), and
 * an empty rule for each of these, so that one may vanish.
 */
export function dependencyText(products: readonly string[], files: readonly string[]): string {
  const escaped = (path: string): string => path.replace(/[ #]/g, "\\$&").replaceAll("$", "$$$$");
  const list = files.map(escaped);
  return `${products.map(escaped).join(" ")}: ${list.join(" \\\n  ")}\n\n${list.map((path) => `${path}:\n`).join("")}`;
}

/** Whether the path is that of a file, and no name of ours such as `<predefined>`. */
export function isOnDisk(path: string): boolean {
  return statOf(path)?.isFile() ?? false;
}
