/**
 * What stable Rust cannot express although C can: such an item is left out of `bindings.rs`, never written
 * wrongly. The list goes to the report.
 */
import type { FunctionItem, IrType, Item, ItemId, SkipReason } from "../../ir/types.js";
import { assertNever } from "../../support/brand.js";
import { isShim, shimPrototype } from "../c/helpers.js";
import { itemOf, type RenderModel, resolve } from "../model.js";
import { isFunctionAddress } from "./items.js";
import { hasInt128, primitiveFloat } from "./types.js";

export interface Unsupported {
  readonly id: ItemId;
  readonly name: string;
  readonly reason: SkipReason;
  readonly detail: string;
}

/** The items of the IR that `render` leaves out of the Rust text, in order. */
export function findUnsupported(model: RenderModel): Unsupported[] {
  const typeNames = rustTypeNames(model.bindings.items);
  const found: Unsupported[] = [];
  for (const item of model.bindings.items) {
    const problem = problemOf(model, item, typeNames);
    if (problem !== null) found.push({ id: item.id, name: item.name, ...problem });
  }
  return found;
}

type Problem = Pick<Unsupported, "reason" | "detail">;

function rustTypeNames(items: readonly Item[]): Set<string> {
  const names = new Set<string>();
  for (const item of items) {
    if (
      item.kind === "record" ||
      item.kind === "incomplete-record" ||
      item.kind === "enum" ||
      item.kind === "typedef"
    ) {
      names.add(item.name);
    } else if (item.kind === "alias" && item.aliasOf.kind === "type") names.add(item.name);
  }
  return names;
}

function problemOf(model: RenderModel, item: Item, typeNames: ReadonlySet<string>): Problem | null {
  switch (item.kind) {
    case "function":
      return functionProblem(model, item);
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

function functionProblem(model: RenderModel, item: FunctionItem): Problem | null {
  const { type } = item;
  if (isShim(item) && shimPrototype(item, { items: model.items, annotations: false }) === null) {
    return { reason: "shim-unnamed-type", detail: "C has no name for a type in its prototype" };
  }
  if (type.variadic && type.callingConvention !== null && type.callingConvention.rust !== "C") {
    return { reason: "unsupported-calling-convention", detail: "only the C calling convention can be variadic" };
  }
  if (type.variadic && type.parameters.length === 0) {
    return { reason: "unsupported-type", detail: "a variadic function without named parameters" };
  }
  for (const passed of [type.result.type, ...type.parameters.map((parameter) => parameter.type.type)]) {
    const detail = passedWrongly(model, passed, 0);
    if (detail !== null)
      return { reason: "unsupported-type", detail: `passes ${detail} by value, which Rust would pass otherwise` };
  }
  return null;
}

const MAX_NESTING = 100;

/** A type that has only bytes in Rust is passed in other registers than in C. */
function passedWrongly(model: RenderModel, type: IrType, depth: number): string | null {
  const resolved = resolve(model, type);
  switch (resolved.kind) {
    case "integer":
      return resolved.name.includes("__int128") && !hasInt128(model) ? resolved.name : null;
    case "floating":
      return primitiveFloat(resolved.name, resolved.size) === null ? resolved.name : null;
    case "opaque":
      return resolved.c;
    case "atomic":
      return passedWrongly(model, resolved.of.type, depth);
    case "array":
      return depth === 0 ? null : passedWrongly(model, resolved.of.type, depth);
    case "item":
      return depth > MAX_NESTING ? null : recordPassedWrongly(model, resolved.id, depth);
    case "void":
    case "pointer":
    case "function":
    case "va-list":
      return null;
    default:
      return assertNever(resolved, "type");
  }
}

function recordPassedWrongly(model: RenderModel, id: ItemId, depth: number): string | null {
  const item = itemOf(model, id);
  if (item.kind !== "record") return null;
  for (const field of item.fields) {
    const detail = passedWrongly(model, field.type.type, depth + 1);
    if (detail !== null) return detail;
  }
  return null;
}
