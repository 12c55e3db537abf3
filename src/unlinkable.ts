/** Names that the user asks for, in Rust sources or with `--allow`, and that no module can link with. */
import type { Analysis } from "./pipeline.js";
import type { SettledShims } from "./refused-shims.js";
import { needsShim } from "./select/index.js";
import { exportText, isLinkable, type Linkage } from "./select/linkable.js";
import type { Diagnostic, OutsidePlace, Severity } from "./support/diagnostics.js";
import { nearest } from "./support/nearest.js";

const SIMILAR = 3;

/** @param allow rules; those that are plain names are asked for */
export function unlinkableNames(
  analysis: Analysis,
  shims: SettledShims,
  allow: readonly string[],
  severity: Severity,
): Diagnostic[] {
  const { linkage } = analysis;
  if (linkage === null) return [];
  const symbols = new Map(shims.unlinkable.map(({ id, symbol }) => [id, symbol]));
  return [...namesAsked(analysis, allow)].flatMap(([name, where]) => {
    const why = objection(name, analysis, linkage, symbols);
    return why === null ? [] : [{ id: "not-exported", severity, ...why, ...(where === null ? {} : { where }) }];
  });
}

function namesAsked({ used, selection }: Analysis, allow: readonly string[]): Map<string, OutsidePlace | null> {
  const names = new Map<string, OutsidePlace | null>();
  for (const rule of allow) if (/^[\w$]+$/.test(rule)) names.set(rule, null);
  for (const [name, where] of used?.values ?? []) names.set(name, where);
  for (const name of names.keys()) if (selection.isBlocked(name)) names.delete(name);
  return names;
}

function objection(
  asked: string,
  { program, macros }: Analysis,
  linkage: Linkage,
  symbols: ReadonlyMap<string, string>,
): { readonly message: string } | null {
  // Names that Rust reserves have an underscore more.
  const name = program.ordinary.has(asked) ? asked : asked.replace(/_$/, "");
  const shim = symbols.get(`function ${name}`) ?? symbols.get(`macro ${name}`);
  if (shim !== undefined) {
    return { message: `\`${name}\` uses \`${shim}\`, which is not exported by this kernel${similar(shim, linkage)}` };
  }
  const alias = macros.find((macro) => macro.kind === "value-alias" && macro.definition.name === name);
  const target = alias?.kind === "value-alias" ? alias.target : name;
  const declared = program.ordinary.get(target);
  if (declared?.kind !== "function" && declared?.kind !== "variable") return null;
  if (declared.linkage === "internal" || (declared.kind === "function" && needsShim(declared))) return null;
  const state = linkage.stateOf(declared);
  if (state === null || isLinkable(state)) return null;
  if (state.kind === "exported") return { message: `\`${target}\` is ${exportText(state)}` };
  return { message: `\`${target}\` is not exported by this kernel${similar(target, linkage)}` };
}

function similar(name: string, { exports }: Linkage): string {
  const names = nearest(name, exports.names(), SIMILAR);
  if (names.length === 0) return "";
  return `; ${names.length} similar exported name${names.length === 1 ? "" : "s"}: ${names.join(", ")}`;
}
