/** `#[cfg(…)]`: what rustc leaves out under this kernel's conditions is not read (The Rust Reference, "Conditional compilation"). */
import { childIn, leavesOf, type RustNode } from "./tree.js";

/** Whether `name` or `name = "value"` is set; null when that cannot be known here. */
export type Condition = (name: string, value: string | null) => boolean | null;

/** Nodes of which an attribute is the first child; others follow theirs. */
const OWNERS = new Set(["match_arm", "field_initializer", "shorthand_field_initializer", "field_pattern"]);

function isAttribute(node: RustNode): boolean {
  return node.type === "attribute_item";
}

/** Takes away what a condition that does not hold leaves out. */
export function dropDisabled(root: RustNode, condition: Condition): void {
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    let disabled = false;
    const kept: RustNode[] = [];
    if (
      OWNERS.has(node.type) &&
      node.children.some((child) => isAttribute(child) && holds(child, condition) === false)
    ) {
      node.children = [];
      continue;
    }
    for (const child of node.children) {
      if (isAttribute(child)) {
        disabled ||= holds(child, condition) === false;
      } else if (child.type !== "line_comment" && child.type !== "block_comment" && /^\w/.test(child.type)) {
        if (!disabled) kept.push(child);
        disabled = false;
        continue;
      }
      kept.push(child);
    }
    node.children = kept;
    pending.push(...kept);
  }
}

/** Whether the attribute lets its item be compiled; null when that depends on something else. */
function holds(attributeItem: RustNode, condition: Condition): boolean | null {
  const attribute = attributeItem.children.find((child) => child.type === "attribute");
  const tree = attribute === undefined ? undefined : childIn(attribute, "arguments");
  if (attribute?.children[0]?.text !== "cfg" || tree === undefined) return null;
  return new Predicate(leavesOf(tree), condition).all("(", ")");
}

class Predicate {
  #at = 0;

  constructor(
    readonly tokens: readonly RustNode[],
    readonly condition: Condition,
  ) {}

  #take(): string {
    return this.tokens[this.#at++]?.text ?? "";
  }

  #takeIf(text: string): boolean {
    if (this.tokens[this.#at]?.text !== text) return false;
    this.#at++;
    return true;
  }

  #list(open: string, close: string): (boolean | null)[] {
    const values: (boolean | null)[] = [];
    if (!this.#takeIf(open)) return [null];
    while (this.#at < this.tokens.length && !this.#takeIf(close)) {
      values.push(this.#one());
      this.#takeIf(",");
    }
    return values;
  }

  all(open: string, close: string): boolean | null {
    const values = this.#list(open, close);
    return values.includes(false) ? false : values.includes(null) ? null : true;
  }

  #one(): boolean | null {
    const name = this.#take();
    switch (name) {
      case "all":
        return this.all("(", ")");
      case "any": {
        const values = this.#list("(", ")");
        return values.includes(true) ? true : values.includes(null) ? null : false;
      }
      case "not": {
        const value = this.all("(", ")");
        return value === null ? null : !value;
      }
      default:
        return this.condition(name, this.#takeIf("=") ? this.#string() : null);
    }
  }

  /** `"`, the content, `"`; or `""`. */
  #string(): string {
    let text = "";
    if (!this.#takeIf('"')) return this.#take();
    while (this.#at < this.tokens.length && !this.#takeIf('"')) text += this.#take();
    return text;
  }
}
