/**
 * `c/helpers.c` and `c/helpers.h`: the shims, external functions for what has no symbol. What each evaluates stands in
 * the IR; here it is laid out.
 */
import type { Bindings, FunctionItem, Item, Shim } from "../../ir/types.js";
import type { ItemIndex } from "../item-index.js";
import { prototype, type SpellingContext } from "./declarator.js";
import { includeOperand } from "./include.js";

/** A function that is called through a shim. */
export type ShimItem = FunctionItem & { readonly shim: Shim };

export interface ShimView {
  readonly item: ShimItem;
  /** Without a semicolon. */
  readonly prototype: string;
  /** What stands before the body. */
  readonly head: string;
  readonly statement: string;
  /** Lines that put object-like macros aside which have a name in it, each with its line end. */
  readonly aside: string;
  /** Lines that bring them back, each behind a line end. */
  readonly back: string;
}

export interface HelpersView {
  /** Operands of `#include`. */
  readonly headers: readonly string[];
  readonly shims: readonly ShimView[];
}

/** The shims of some bindings, with the index of their items. */
export interface LaidOutShims {
  readonly index: ItemIndex;
  readonly view: HelpersView;
}

/**
 * The view model of both files. Shims whose types have no name in C are left out.
 * @param attributes C text before each definition, or empty
 */
export function helpersView(bindings: Bindings, { types }: ItemIndex, attributes: string): HelpersView {
  const context = { types, annotations: false };
  const shadowing = new Set(bindings.shadowingMacros);
  const shims: ShimView[] = [];
  for (const item of bindings.items) {
    if (!isShim(item)) continue;
    const view = shimView(item, attributes, shadowing, context);
    if (view !== null) shims.push(view);
  }
  return { headers: bindings.headers.map(includeOperand), shims };
}

export function isShim(item: Item): item is ShimItem {
  return item.kind === "function" && item.shim !== null;
}

/** The prototype of a shim; null when C has no name for one of its types. */
function shimPrototype(item: ShimItem, context: SpellingContext): string | null {
  // A definition with `()` has no parameters (C11 6.7.6.3p14): `(void)` says so.
  const type = { ...item.type, unprototyped: false };
  return prototype(type, item.linkName ?? item.name, item.shim.parameters, context);
}

function shimView(
  item: ShimItem,
  attributes: string,
  shadowing: ReadonlySet<string>,
  context: SpellingContext,
): ShimView | null {
  const bare = shimPrototype(item, context);
  if (bare === null) return null;
  const { wraps, body } = item.shim;
  const returns = item.type.result.type.kind !== "void" && !item.noreturn;
  const names = wraps === "function" ? `${bare} ${body}` : bare;
  const words = (names.match(/[A-Za-z_]\w*/g) ?? []).filter((word) => shadowing.has(word));
  const shadows = [...new Set(words)].sort();
  return {
    item,
    prototype: item.noreturn ? `__attribute__((__noreturn__)) ${bare}` : bare,
    head: attributes === "" ? bare : `${attributes}\n${bare}`,
    statement: returns ? `return ${body};` : `${body};`,
    aside: shadows.map((name) => `#pragma push_macro("${name}")\n#undef ${name}\n`).join(""),
    back: shadows.map((name) => `\n#pragma pop_macro("${name}")`).join(""),
  };
}
