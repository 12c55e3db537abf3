/** What modules can link with: the symbols that the kernel exports, and what is none of the kernel's. */
import type { ModuleSymvers, SymbolExport } from "../kernel/module-symvers.js";
import type { Origin } from "../sema/types.js";

/** Of something with a symbol of the kernel. */
export type ExportState = SymbolExport | { readonly kind: "not-exported" };

/** A function or variable, as far as linking is concerned. */
export interface Linked {
  readonly name: string;
  readonly asmLabel: string | null;
  readonly origin: Origin;
}

/** What every module has itself: `__this_module` is modpost's (Linux scripts/mod/modpost.c), the others its own entry points. */
const OF_THE_MODULE = new Set(["__this_module", "init_module", "cleanup_module"]);

export class Linkage {
  constructor(
    readonly exports: ModuleSymvers,
    /** Whether a header of the kernel declares it; what others declare may be the module's own. */
    readonly isOfKernel: (origin: Origin) => boolean,
  ) {}

  /** null for what need not be the kernel's. */
  stateOf({ name, asmLabel, origin }: Linked): ExportState | null {
    const symbol = asmLabel ?? name;
    const found = this.exports.find(symbol);
    if (found !== null) return found;
    return OF_THE_MODULE.has(symbol) || !this.isOfKernel(origin) ? null : { kind: "not-exported" };
  }

  canLink(linked: Linked): boolean {
    const state = this.stateOf(linked);
    return state === null || isLinkable(state);
  }

  /** Of a symbol in an object file. */
  canLinkSymbol(symbol: string): boolean {
    const found = this.exports.find(symbol);
    return OF_THE_MODULE.has(symbol) || (found !== null && isLinkable(found));
  }
}

/** Linux 6.16's `EXPORT_SYMBOL_FOR_MODULES` is for modules of certain names. */
export function isLinkable(state: ExportState): boolean {
  return state.kind === "exported" && state.namespace?.startsWith("module:") !== true;
}

/** In words, as a predicate: `exported by vmlinux, to GPL modules only`. */
export function exportText(state: ExportState): string {
  if (state.kind === "not-exported") return "not exported: modules cannot link with it";
  const { module, gplOnly, namespace } = state;
  const gpl = gplOnly ? ", to GPL modules only" : "";
  if (namespace === null) return `exported by ${module}${gpl}`;
  const names = /^module:(.*)$/.exec(namespace)?.[1];
  if (names !== undefined) return `exported by ${module} to the modules ${names.replaceAll(",", ", ")} only`;
  return `exported by ${module} in the namespace ${namespace}${gpl}`;
}
