/**
 * What stable Rust cannot express although C can: such an item is left out of `bindings.rs`, never written
 * wrongly. The list goes to the report.
 */
import type { FunctionItem, Item } from "../../ir/types.js";
import { assertNever } from "../../support/brand.js";
import { isShim } from "../c/helpers.js";
import type { RenderModel } from "../model.js";
import { callProblem, type Problem } from "./call.js";
import { isFunctionAddress } from "./items.js";

export interface Unsupported extends Problem {
  readonly item: Item;
}

/** The items of the IR that `render` leaves out of the Rust text, in order. */
export function findUnsupported(model: RenderModel): Unsupported[] {
  const problemOf = problems(model);
  const found: Unsupported[] = [];
  model.bindings.items.forEach((item) => {
    const problem = problemOf(item);
    if (problem !== null) found.push({ item, ...problem });
  });
  return found;
}

/** A function that says why Rust cannot say an item, null where it can; it must be asked about each item of the IR, in order. */
export function problems(model: RenderModel): (item: Item) => Problem | null {
  const typeNames = rustTypeNames(model);
  // The view has the shims that C can declare, in order.
  let shims = 0;
  const isDeclared = (item: FunctionItem): boolean => {
    if (model.helpers.shims[shims]?.item !== item) return false;
    shims++;
    return true;
  };
  /** By the Rust name of the value: an alias of it has the same problem. Aliases come behind what they name. */
  const values = new Map<string, Problem>();
  return (item) => {
    const problem =
      isShim(item) && !isDeclared(item) ? UNDECLARED : (inherited(item, values) ?? problemOf(model, item, typeNames));
    if (problem !== null) values.set(item.name, problem);
    return problem;
  };
}

function inherited(item: Item, values: ReadonlyMap<string, Problem>): Problem | null {
  if (item.kind !== "alias" || item.aliasOf.kind !== "value") return null;
  const problem = values.get(item.aliasOf.name);
  return problem === undefined ? null : { ...problem, detail: `${item.aliasOf.name} is left out: ${problem.detail}` };
}

const UNDECLARED: Problem = { reason: "shim-unnamed-type", detail: "C has no name for a type in its prototype" };

function rustTypeNames({ index }: RenderModel): Set<string> {
  const names = new Set<string>();
  if (index.valueAliases.length > 0) for (const { name } of index.types.values()) names.add(name);
  return names;
}

function problemOf(model: RenderModel, item: Item, typeNames: ReadonlySet<string>): Problem | null {
  switch (item.kind) {
    case "function":
      return callProblem(model, item.type);
    case "variable":
      return item.threadLocal
        ? { reason: "unsupported-type", detail: "thread-local variables need an unstable attribute" }
        : null;
    case "constant":
      return isFunctionAddress(model, item)
        ? { reason: "unsupported-type", detail: "Rust has no function pointer constant with a number for its address" }
        : null;
    case "alias":
      // `pub use` would bring the type of the same name along, onto a name that is taken.
      return item.aliasOf.kind === "value" && typeNames.has(item.name) && typeNames.has(item.aliasOf.name)
        ? { reason: "name-conflict", detail: `${item.aliasOf.name} and ${item.name} are types as well` }
        : null;
    case "record":
    case "incomplete-record":
    case "enum":
    case "typedef":
    case "const-fn":
      return null;
    default:
      return assertNever(item, "item");
  }
}
