/** Names that Rust sources take from the bindings (`--used-by`), and that the bindings do not have. */
import type { Bindings, Item, ReportEntry } from "./ir/index.js";
import type { Diagnostic, Severity } from "./support/diagnostics.js";
import { nearest } from "./support/nearest.js";
import type { UsedNames } from "./used-by/index.js";

/** Of the support types that bindings bring with them. */
const OUR_OWN = /^__(?:Bindgen|Incomplete|bindgen)/;

/**
 * @param bindings without what the compiler refuses
 * @param unsupported what Rust cannot say
 * @param report with all of that
 */
export function unboundNames(
  used: UsedNames,
  bindings: Bindings,
  unsupported: ReadonlySet<Item>,
  report: readonly ReportEntry[],
  severity: Severity,
): Diagnostic[] {
  const bound = new Set<string>();
  for (const item of bindings.items) {
    if (unsupported.has(item)) continue;
    bound.add(item.name);
    if (item.kind === "enum") for (const { name } of item.enumerators) bound.add(name);
  }
  const missing = [...used.explicit].filter(([name]) => !bound.has(name) && !OUR_OWN.test(name));
  if (missing.length === 0) return [];
  const skipped = new Map(report.flatMap((entry) => (entry.status === "skipped" ? [[entry.name, entry]] : [])));
  return missing.flatMap(([name, { path, where }]) => {
    const entry = skipped.get(name) ?? skipped.get(name.replace(/_$/, ""));
    // Said elsewhere, with similar names.
    if (entry?.reason === "not-exported") return [];
    if (entry !== undefined) {
      const detail = entry.detail === undefined ? "" : `, ${entry.detail}`;
      return [
        { id: "used-not-bound", severity, message: `${path} is left out: ${entry.reason ?? ""}${detail}`, where },
      ];
    }
    const [guess] = nearest(
      name,
      report.map((known) => known.name),
      1,
    );
    const hint = guess === undefined ? "" : `; did you mean ${guess}?`;
    return [{ id: "used-not-found", severity, message: `${path}: no such item in these headers${hint}`, where }];
  });
}
