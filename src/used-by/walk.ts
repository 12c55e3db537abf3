/**
 * Which names of the bindings a Rust file mentions. Names are resolved as far as that needs no knowledge of other
 * crates: paths through a name of the bindings for certain, other names where a glob may bring the bindings in, unless
 * a local variable or an item of the module has the name (The Rust Reference, "Names", "Scopes").
 */
import type { OutsidePlace } from "../support/diagnostics.js";
import { importsOf, plainName, type Roots, type Segment } from "./roots.js";
import { childIn, leavesOf, type RustFile, type RustNode } from "./tree.js";

/** Each name with the first place where it stands. */
export interface FoundNames {
  readonly types: Map<string, OutsidePlace>;
  readonly values: Map<string, OutsidePlace>;
  /** Names in patterns: a constant where there is one of that name, a new variable otherwise. */
  readonly patterns: Map<string, OutsidePlace>;
  /** Of fields, and of methods, which accessors of bit-fields are. */
  readonly members: Set<string>;
  /** Those that can be nothing but items of the bindings, with the path that says so. */
  readonly explicit: Map<string, { readonly path: string; readonly where: OutsidePlace }>;
}

export function noNames(): FoundNames {
  return { types: new Map(), values: new Map(), patterns: new Map(), members: new Set(), explicit: new Map() };
}

/** Adds what a file mentions. */
export function collectNames(file: RustFile, roots: Roots, into: FoundNames): void {
  const walk = new Walk(roots, roots.open.has(file), into);
  // Where the grammar is lost, every word may be a name.
  if (file.problem !== null) walk.tokens(leavesOf(file.root), walk.open);
  else walk.module(file.root);
}

type NameSpaceOf = "type" | "value" | "both";

interface Scope {
  readonly types: Set<string>;
  readonly values: Set<string>;
}

const newScope = (): Scope => ({ types: new Set(), values: new Set() });

/** Path segments that lead to a module instead of naming one. */
const LEADING = new Set(["crate", "self", "super"]);

/** Node types whose field `name` is a name that they give. */
const GIVES_TYPE = new Set(["struct_item", "enum_item", "union_item", "type_item", "trait_item", "mod_item"]);
const GIVES_VALUE = new Set(["function_item", "function_signature_item", "const_item", "static_item"]);
const GIVES_OTHER = new Set([
  ...["field_declaration", "enum_variant", "type_parameter", "const_parameter", "type_binding", "associated_type"],
]);
/** Nodes that hold words, but no names of items. */
const NAMELESS = new Set([
  ...["line_comment", "block_comment", "extern_crate_declaration", "label", "lifetime", "visibility_modifier"],
]);
/** Leaves that are words of a path. */
const WORDS = new Set([
  ...["identifier", "type_identifier", "field_identifier", "shorthand_field_identifier", "self", "super", "crate"],
]);

class Walk {
  #module: Scope = newScope();
  /** Innermost last: the blocks of one function. */
  #locals: Scope[] = [];

  constructor(
    readonly roots: Roots,
    /** A name without a path may be one of the bindings. */
    readonly open: boolean,
    readonly found: FoundNames,
  ) {}

  module(node: RustNode): void {
    const outer = { module: this.#module, locals: this.#locals };
    this.#module = newScope();
    this.#locals = [];
    declare(node, this.#module);
    for (const child of node.children) this.#visit(child);
    this.#module = outer.module;
    this.#locals = outer.locals;
  }

  /** Words that a macro is given: what they are is for the macro to say. */
  tokens(leaves: readonly RustNode[], open: boolean): void {
    for (let at = 0; at < leaves.length; at++) {
      const leaf = leaves[at];
      if (leaf === undefined) return;
      if (leaf.type === "string_content") this.#captures(leaf, open);
      const before = leaves[at - 1]?.text ?? "";
      // A lifetime is `'` and a word.
      if (!WORDS.has(leaf.type) || before === "'") continue;
      this.found.members.add(plainName(leaf));
      if (before === "." || isMacroName(leaves, at)) continue;
      at = this.#tokenPath(leaves, at, before, open);
    }
  }

  /** A path of tokens, with the list behind it; the index of its last token. */
  #tokenPath(leaves: readonly RustNode[], start: number, before: string, open: boolean): number {
    const path: Segment[] = [];
    let at = start;
    for (;;) {
      const leaf = leaves[at];
      if (leaf === undefined) break;
      path.push({ name: plainName(leaf), node: leaf });
      if (leaves[at + 1]?.text !== "::" || !WORDS.has(leaves[at + 2]?.type ?? "")) break;
      at += 2;
    }
    // `use bindings::{a, b}` where the grammar is lost, or in the words of a macro.
    if (leaves[at + 1]?.text === "::" && leaves[at + 2]?.text === "{") {
      const end = closing(leaves, at + 2);
      for (let inner = at + 3; inner < end; inner++) {
        const leaf = leaves[inner];
        if (leaf !== undefined && WORDS.has(leaf.type)) {
          this.#path([...path, { name: plainName(leaf), node: leaf }], "both", false);
        }
      }
      return end;
    }
    const isType = before === "as" || before === "->" || leaves[at + 1]?.text === "::";
    this.#path(path, isType ? "type" : "both", open);
    return at;
  }

  /** `"{name}"` in a format string (Rust's `std::fmt`, "Named parameters"). */
  #captures(leaf: RustNode, open: boolean): void {
    for (const [, name = ""] of leaf.text.matchAll(/(?<!\{)\{([A-Za-z_]\w*)(?=[:}])/g)) {
      this.#path([{ name, node: leaf }], "value", open);
    }
  }

  #visit(node: RustNode): void {
    if (NAMELESS.has(node.type)) return;
    switch (node.type) {
      case "attribute_item":
      case "inner_attribute_item":
        return this.tokens(leavesOf(node), false);
      case "ERROR":
        return this.tokens(leavesOf(node), this.open);
      case "use_declaration":
        for (const { path } of importsOf(node)) if (!this.#isRoot(path)) this.#path(path, "both", this.open);
        return;
      case "macro_invocation":
        for (const child of node.children) if (child.type === "token_tree") this.tokens(leavesOf(child), this.open);
        return;
      case "macro_definition":
        // It means what it means where it is used.
        for (const child of node.children)
          if (child.field !== "name") this.tokens(leavesOf(child), this.roots.open.size > 0);
        return;
      case "mod_item":
        for (const child of node.children) if (child.type === "declaration_list") this.module(child);
        return;
      case "function_item":
        return this.#function(node);
      case "closure_expression":
      case "match_arm":
      case "for_expression":
      case "if_expression":
      case "while_expression":
      case "block":
        this.#locals.push(newScope());
        if (node.type === "block") declare(node, this.#locals.at(-1) ?? newScope());
        this.#scoped(node);
        this.#locals.pop();
        return;
      case "let_declaration":
      case "let_condition":
        // The new variables are not in scope in their own initializer.
        for (const child of node.children) if (child.field !== "pattern") this.#visit(child);
        return this.#bindField(node);
      case "parameter":
        for (const child of node.children) if (child.field !== "pattern") this.#visit(child);
        return this.#bindField(node);
      case "field_expression":
        this.#member(childIn(node, "field"));
        return this.#visitField(node, "value");
      case "field_initializer":
        this.#member(childIn(node, "field"));
        return this.#visitField(node, "value");
      case "shorthand_field_initializer":
        for (const child of node.children) this.#member(child);
        return this.#children(node);
      case "identifier":
        return this.#path([{ name: plainName(node), node }], "value", this.open);
      case "type_identifier":
        return this.#path([{ name: plainName(node), node }], "type", this.open);
      case "scoped_identifier":
        return this.#path(this.#segments(node), "value", this.open);
      case "scoped_type_identifier":
        return this.#path(this.#segments(node), "type", this.open);
      default:
        if (GIVES_OTHER.has(node.type) || GIVES_TYPE.has(node.type) || GIVES_VALUE.has(node.type)) {
          for (const child of node.children) if (child.field !== "name") this.#visit(child);
          return;
        }
        this.#children(node);
    }
  }

  #children(node: RustNode): void {
    for (const child of node.children) this.#visit(child);
  }

  #visitField(node: RustNode, field: string): void {
    const child = childIn(node, field);
    if (child !== undefined) this.#visit(child);
  }

  #member(node: RustNode | undefined): void {
    if (node !== undefined) this.found.members.add(plainName(node));
  }

  /** No variable of the outer function is in scope in an inner one. */
  #function(node: RustNode): void {
    const outer = this.#locals;
    this.#locals = [newScope()];
    for (const child of node.children) if (child.field !== "name") this.#visit(child);
    this.#locals = outer;
  }

  /** The parts in the order in which their variables come into scope. */
  #scoped(node: RustNode): void {
    const late: RustNode[] = [];
    this.#visitField(node, "alternative");
    for (const child of node.children) {
      if (child.field === "alternative") continue;
      if (node.type === "for_expression" && child.field === "body") late.push(child);
      else if (child.field === "pattern" && node.type === "for_expression") late.unshift(child);
      else if (child.field === "pattern") this.#bind(child);
      else if (child.type === "closure_parameters") for (const parameter of child.children) this.#bind(parameter);
      else this.#visit(child);
    }
    for (const child of late) {
      if (child.field === "pattern") this.#bind(child);
      else this.#visit(child);
    }
  }

  #bindField(node: RustNode): void {
    const pattern = childIn(node, "pattern");
    if (pattern !== undefined) this.#bind(pattern);
  }

  /** A pattern: its variables come into scope (The Rust Reference, "Patterns"). */
  #bind(pattern: RustNode): void {
    switch (pattern.type) {
      case "identifier":
      case "shorthand_field_identifier": {
        const name = plainName(pattern);
        if (this.open && !this.found.patterns.has(name)) this.found.patterns.set(name, pattern.where);
        this.#locals.at(-1)?.values.add(name);
        return;
      }
      case "parameter":
        return this.#visit(pattern);
      case "tuple_struct_pattern":
      case "struct_pattern":
        for (const child of pattern.children) {
          if (child.field === "type") this.#visit(child);
          else this.#bind(child);
        }
        return;
      case "field_pattern":
        this.#member(childIn(pattern, "name"));
        for (const child of pattern.children) {
          if (child.type !== "field_identifier") this.#bind(child);
        }
        return;
      case "match_pattern":
        for (const child of pattern.children) {
          if (child.field === "condition") this.#visit(child);
          else this.#bind(child);
        }
        return;
      case "tuple_pattern":
      case "slice_pattern":
      case "or_pattern":
      case "mut_pattern":
      case "ref_pattern":
      case "reference_pattern":
      case "captured_pattern":
        for (const child of pattern.children) this.#bind(child);
        return;
      default:
        this.#visit(pattern);
    }
  }

  /** The segments of a path; generic arguments in it are visited. What follows `<T as U>` names nothing of its own. */
  #segments(node: RustNode): Segment[] {
    switch (node.type) {
      case "scoped_identifier":
      case "scoped_type_identifier": {
        const path = childIn(node, "path");
        const name = childIn(node, "name");
        const before = path === undefined ? [] : this.#segments(path);
        if (path !== undefined && before.length === 0) return [];
        return name === undefined ? before : [...before, { name: plainName(name), node: name }];
      }
      case "generic_type":
      case "generic_type_with_turbofish": {
        const type = childIn(node, "type");
        for (const child of node.children) if (child.field !== "type") this.#visit(child);
        return type === undefined ? [] : this.#segments(type);
      }
      case "bracketed_type":
        this.#children(node);
        return [];
      default:
        return [{ name: plainName(node), node }];
    }
  }

  #path(path: readonly Segment[], space: NameSpaceOf, open: boolean): void {
    const spaceAt = (index: number): NameSpaceOf => (index === path.length - 1 ? space : "type");
    const root = path.findIndex(({ name }, index) => index < path.length - 1 && this.roots.kinds.has(name));
    const rooted = path[root + 1];
    if (root >= 0 && rooted !== undefined) {
      const kind = this.roots.kinds.get(path[root]?.name ?? "");
      this.#mention(rooted, spaceAt(root + 1));
      if (kind === "strict" && !this.found.explicit.has(rooted.name)) {
        const text = path.slice(0, root + 2).map(({ name }) => name);
        this.found.explicit.set(rooted.name, { path: text.join("::"), where: rooted.node.where });
      }
      return;
    }
    if (!open || path[0]?.name === "Self") return;
    const first = path.findIndex(({ name }) => !LEADING.has(name));
    const segment = path[first];
    if (segment === undefined || (first === 0 && this.#isOwn(segment.name, spaceAt(first)))) return;
    this.#mention(segment, spaceAt(first));
  }

  /** The bindings themselves, of which nothing is named. */
  #isRoot(path: readonly Segment[]): boolean {
    return path.findIndex(({ name }) => this.roots.kinds.has(name)) === path.length - 1;
  }

  #mention({ name, node: { where } }: Segment, space: NameSpaceOf): void {
    const { types, values } = this.found;
    if (space !== "value" && !types.has(name)) types.set(name, where);
    if (space !== "type" && !values.has(name)) values.set(name, where);
  }

  /** Whether something of this module or function has the name. */
  #isOwn(name: string, space: NameSpaceOf): boolean {
    return [this.#module, ...this.#locals].some(({ types, values }) => {
      // In the words of a macro a variable is more likely than a type of the same name.
      return (space !== "value" && types.has(name)) || (space !== "type" && values.has(name));
    });
  }
}

/** The items that a module or block has, whatever their order. */
function declare(node: RustNode, scope: Scope): void {
  for (const child of node.children) {
    if (child.type === "use_declaration") {
      for (const { alias } of importsOf(child)) {
        if (alias === null) continue;
        scope.types.add(alias);
        scope.values.add(alias);
      }
    }
    if (child.type === "foreign_mod_item" || child.type === "declaration_list") declare(child, scope);
    const name = childIn(child, "name");
    if (name === undefined) continue;
    if (GIVES_TYPE.has(child.type)) scope.types.add(plainName(name));
    // The constructor of a tuple or unit structure is a value; one with named fields has none, and nothing is lost.
    if (GIVES_VALUE.has(child.type) || child.type === "struct_item") scope.values.add(plainName(name));
  }
}

function isMacroName(leaves: readonly RustNode[], at: number): boolean {
  return leaves[at + 1]?.text === "!" && /^[([{]$/.test(leaves[at + 2]?.text ?? "");
}

/** The index of the brace that closes the one at `start`. */
function closing(leaves: readonly RustNode[], start: number): number {
  let depth = 0;
  for (let at = start; at < leaves.length; at++) {
    const text = leaves[at]?.text;
    if (text === "{") depth++;
    if (text === "}" && --depth === 0) return at;
  }
  return leaves.length - 1;
}
