/** Where this package's own files are: its grammars, templates, headers and examples. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = packageRoot(dirname(fileURLToPath(import.meta.url)));

/**
 * The absolute path of a file or folder of this package.
 * @param path relative to the package's root, such as `grammars/linux.toml`
 */
export function packageFile(path: string): string {
  return join(ROOT, path);
}

/** The nearest folder above with a package.json: the code runs from `src`, from `dist` and from a bundle there. */
function packageRoot(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error("kbindgen is not in its package's folder");
  return packageRoot(above);
}
