/**
 * How a function is called, as one word for each parameter: `u32` and `i64` integers, `ptr` pointers, `struct:16`
 * records by size. Types of different names that are passed alike have the same word.
 */
import type { BindingsTarget, FunctionItem, IrType, Item, ItemId } from "../../src/ir/types.js";

/** Types by what they are passed as, for the items of one crate. */
export interface Passing {
  readonly target: BindingsTarget;
  readonly items: ReadonlyMap<ItemId, Item>;
}

export function passingOf(bindings: { readonly target: BindingsTarget; readonly items: readonly Item[] }): Passing {
  return { target: bindings.target, items: new Map(bindings.items.map((item) => [item.id, item])) };
}

/** `i32(ptr, u64)`. */
export function signatureOf({ type, noreturn }: FunctionItem, passing: Passing): string {
  const parameters = type.parameters.map((parameter) => passedAs(parameter.type.type, passing));
  return `${noreturn ? "never" : passedAs(type.result.type, passing)}(${parameters.join(", ")})`;
}

export function passedAs(type: IrType, passing: Passing): string {
  switch (type.kind) {
    case "void":
      return "void";
    case "integer": {
      if (type.name === "_Bool") return "bool";
      const bits = passing.target.integers[type.name].size * 8;
      return `${isSigned(type.name, passing.target) ? "i" : "u"}${bits}`;
    }
    case "pointer":
    case "array":
    case "function":
    case "va-list":
      return "ptr";
    case "atomic":
      return passedAs(type.of.type, passing);
    case "floating":
      return `f${type.size * 8}`;
    case "opaque":
      return `struct:${type.size}`;
    case "item":
      return itemPassedAs(passing.items.get(type.id), passing);
  }
}

function itemPassedAs(item: Item | undefined, passing: Passing): string {
  switch (item?.kind) {
    case "typedef":
      return passedAs(item.type.type, passing);
    case "enum":
      return passedAs({ kind: "integer", name: item.underlying }, passing);
    case "record":
      return `${item.tagKind}:${item.size}`;
    default:
      throw new Error(`${item?.id} is no type that can be passed`);
  }
}

function isSigned(name: string, target: BindingsTarget): boolean {
  return name === "char" ? target.charSigned : !/^unsigned|^_Bool/.test(name);
}
