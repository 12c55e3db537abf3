/** Dependency files for make. */
import type { Analysis } from "./pipeline.js";
import { statOf } from "./support/stat.js";

/**
 * A rule that makes `products` depend on every file that was read (GNU make manual, "Rule Syntax": blanks and `#` are
 * escaped, `$` doubled), and an empty rule for each of these, so that one may vanish.
 */
export function dependencyText(products: readonly string[], { unit, target, used }: Analysis): string {
  const escaped = (path: string): string => path.replace(/[ #]/g, "\\$&").replaceAll("$", "$$$$");
  const headers = unit.files.map((file) => file.path);
  const inputs = new Set([...headers, ...target.inputs, ...(used?.files ?? [])].filter(isOnDisk));
  const list = [...inputs].map(escaped);
  return `${products.map(escaped).join(" ")}: ${list.join(" \\\n  ")}\n\n${list.map((path) => `${path}:\n`).join("")}`;
}

/** Whether the path is that of a file, and no name of ours such as `<predefined>`. */
export function isOnDisk(path: string): boolean {
  return statOf(path)?.isFile() ?? false;
}
