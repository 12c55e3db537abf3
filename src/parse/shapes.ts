/**
 * Shapes of declarators: what is left of a declarator for tree-sitter when everything that is no structure has been
 * lifted out. Its name is `a`; qualifiers, array sizes, attributes and parameters, which are declarations of their own,
 * are gone: `*(*a[])()`. What was lifted waits in the order of the text.
 *
 * Since no name is left in it, a shape means the same wherever it stands. A few dozen are all of a kernel's, and each is
 * parsed once: the tree says in which order derivations apply (C11 6.7.6).
 *
 * The texts of all shapes form a trie, so that reading a declarator again builds no string.
 */
import type Parser from "tree-sitter";
import type { TokenRange } from "../preprocess/tokens.js";
import type { AnnotationUse } from "../preprocess/types.js";
import type { Attribute, Derivation, Parameter, Qualifiers } from "./ast.js";

/** What shapes are made of; the texts are in `SHAPE_TEXTS`. */
export const ShapeSymbol = {
  Name: 0,
  Star: 1,
  Array: 2,
  /** A parameter list. */
  Call: 3,
  Open: 4,
  Close: 5,
} as const;
export type ShapeSymbol = (typeof ShapeSymbol)[keyof typeof ShapeSymbol];
const SHAPE_TEXTS = ["a", "*", "[]", "()", "(", ")"] as const;

/** The list of most declarations: shared, so that it costs nothing. */
export const NONE = Object.freeze([]) as unknown as never[];

/** `list` with one more element: itself, or a new one when it was empty (empty lists are shared). */
export function appended<Element>(list: Element[], element: Element): Element[] {
  if (list.length === 0) return [element];
  list.push(element);
  return list;
}

/** A declarator while it is being read; `Declarator` when it is done. */
export interface OpenDeclarator {
  name: string | null;
  token: number;
  /** One for each `*`, `[` and `(` that begins a parameter list, in the order of the text until it is finished. */
  derivations: OpenDerivation[];
  attributes: Attribute[];
  annotations: AnnotationUse[];
  asmLabel: string | null;
  bitWidth: TokenRange | null;
  initializer: TokenRange | null;
  /** Node of the trie that its text so far leads to. */
  shape: number;
}

export interface OpenPointer {
  readonly kind: "pointer";
  readonly block: boolean;
  readonly qualifiers: Qualifiers;
  readonly addressSpace: string | null;
  attributes: Attribute[];
  readonly annotations: AnnotationUse[];
}
export interface OpenFunction {
  readonly kind: "function";
  parameters: Parameter[];
  variadic: boolean;
  unprototyped: boolean;
  attributes: Attribute[];
  /** It has an identifier list (C11 6.9.1p6), so that a declaration list may follow. */
  oldStyle: boolean;
}
export type OpenDerivation = OpenPointer | OpenFunction | Extract<Derivation, { kind: "array" }>;

/** What tree-sitter says about a shape. */
export interface Shape {
  /** Indexes of the derivations from the name outwards; null where that is the order of the text. */
  readonly order: readonly number[] | null;
  /** ERROR and MISSING nodes. */
  readonly errors: number;
}

/** The trie of all shapes seen. Node 0 is the root. */
export interface ShapeTable {
  /** Child of node `n` by symbol `s` at `n * 6 + s`, 0 for none. */
  readonly children: number[];
  /** Of each node, its parent and the symbol that leads to it. */
  readonly parents: number[];
  readonly symbols: number[];
  /** By node, once somebody has asked. */
  readonly shapes: (Shape | null)[];
  /** Made when the first shape is parsed. */
  parser: Parser | null;
}

const ARITY = SHAPE_TEXTS.length;

export function createShapeTable(): ShapeTable {
  return { children: new Array(ARITY).fill(0), parents: [0], symbols: [-1], shapes: [null], parser: null };
}

/** A declarator of which nothing has been read; `token` is where its name would stand. */
export function openDeclarator(token: number): OpenDeclarator {
  return {
    name: null,
    token,
    derivations: NONE,
    attributes: NONE,
    annotations: NONE,
    asmLabel: null,
    bitWidth: null,
    initializer: null,
    shape: 0,
  };
}

/** Adds a symbol to the text of a declarator. */
export function append(table: ShapeTable, open: OpenDeclarator, symbol: ShapeSymbol): void {
  const slot = open.shape * ARITY + symbol;
  open.shape = table.children[slot] || addNode(table, open.shape, symbol);
}

function addNode(table: ShapeTable, parent: number, symbol: ShapeSymbol): number {
  const node = table.parents.length;
  table.parents.push(parent);
  table.symbols.push(symbol);
  table.shapes.push(null);
  table.children[parent * ARITY + symbol] = node;
  for (let child = 0; child < ARITY; child++) table.children.push(0);
  return node;
}

/** The symbol that a declarator's text ends with. */
export function lastSymbol(table: ShapeTable, open: OpenDeclarator): number {
  return table.symbols[open.shape] ?? -1;
}

/** The text that leads to a node. */
export function textOf(table: ShapeTable, node: number): string {
  const texts: string[] = [];
  for (let at = node; at !== 0; at = table.parents[at] ?? 0) texts.push(SHAPE_TEXTS[table.symbols[at] ?? 0] ?? "");
  return texts.reverse().join("");
}
