/**
 * `Module.symvers`: the symbols that a kernel and its modules export, one a line, fields separated by tabulators: CRC,
 * symbol, exporting module, kind of export, namespace (Linux Documentation/kbuild/modules.rst, "Symbols From the Kernel").
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FatalError } from "../support/diagnostics.js";
import { sha256 } from "../support/hash.js";

export interface SymbolExport {
  readonly kind: "exported";
  /** `vmlinux`, or the path of a module in the kernel tree: `drivers/net/phy/libphy`. */
  readonly module: string;
  /** `EXPORT_SYMBOL_GPL`: modules with another licence may not link with it. */
  readonly gplOnly: boolean;
  /** `MODULE_IMPORT_NS(NAME)` is wanted; `module:a,b` (Linux 6.16) exports to these modules only. null: none. */
  readonly namespace: string | null;
}

/** The file of one kernel. */
export interface ModuleSymvers {
  readonly path: string;
  /** sha256 of the file, hexadecimal. */
  readonly hash: string;
  find(symbol: string): SymbolExport | null;
  names(): Iterable<string>;
}

/** The file's place in a build directory; null when it has none, as after `make modules_prepare` alone. */
export function moduleSymversIn(build: string): string | null {
  const path = join(build, "Module.symvers");
  return existsSync(path) ? path : null;
}

/** @throws FatalError `module-symvers-syntax`, `module-symvers-not-readable` */
export function readModuleSymvers(path: string): ModuleSymvers {
  let text: string;
  try {
    text = readFileSync(path, "latin1");
  } catch {
    throw fatal("module-symvers-not-readable", path, 0, "the list of exported symbols cannot be read");
  }
  return parseModuleSymvers(text, path);
}

/** Only places are noted at first: most symbols are never asked for. */
export function parseModuleSymvers(text: string, path: string): ModuleSymvers {
  const lines = new Map<string, number>();
  /** By what a line has behind the symbol, which is the same for most. */
  const exports = new Map<string, SymbolExport>();
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    const first = text.indexOf("\t", start) + 1;
    const second = text.indexOf("\t", first);
    if (first === 0 || second === -1 || second >= end) {
      if (text.slice(start, end).trim() !== "") throw badLine(text, path, start);
    } else {
      lines.set(text.slice(first, second), start);
    }
    start = end + 1;
  }
  return {
    path,
    hash: sha256(Buffer.from(text, "latin1")),
    find(symbol) {
      const start = lines.get(symbol);
      if (start === undefined) return null;
      const newline = text.indexOf("\n", start);
      const rest = text.slice(text.indexOf("\t", start) + symbol.length + 1, newline === -1 ? text.length : newline);
      let found = exports.get(rest);
      if (found === undefined) {
        found = exportOf(rest.split("\t")) ?? undefined;
        if (found === undefined) throw badLine(text, path, start);
        exports.set(rest, found);
      }
      return found;
    },
    names: () => lines.keys(),
  };
}

/** The fields behind the symbol. Linux 5.3 to 5.6 have the namespace before the module, older ones have none. */
function exportOf(fields: readonly string[]): SymbolExport | null {
  const kind = fields.findIndex((field, index) => index >= 2 && field.startsWith("EXPORT_"));
  const module = fields[kind - 1];
  if (kind === -1 || module === undefined) return null;
  const namespace = (kind === 3 ? fields[1] : fields[kind + 1]) ?? "";
  const gplOnly = fields[kind]?.includes("_GPL") === true;
  return { kind: "exported", module, gplOnly, namespace: namespace.trim() === "" ? null : namespace.trim() };
}

function badLine(text: string, path: string, start: number): FatalError {
  const line = text.slice(0, start).split("\n").length;
  return fatal("module-symvers-syntax", path, line, "this is no line of a Module.symvers");
}

function fatal(id: string, path: string, line: number, message: string): FatalError {
  const help =
    "a line has CRC, symbol, module, EXPORT_SYMBOL or EXPORT_SYMBOL_GPL, and namespace, separated by tabulators";
  return new FatalError({ id, severity: "error", message, where: { path, line, column: line === 0 ? 0 : 1 }, help });
}
