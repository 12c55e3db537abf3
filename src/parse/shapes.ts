/**
 * Shapes of declarators: what is left of a declaration for tree-sitter when everything that is no structure
 * has been lifted out. The specifiers are `int`, every name is `a`, array sizes, bit-field widths, attributes,
 * initializers, bodies and member lists are gone, and a parameter, which is a declaration of its own, is just
 * `int`: `int *a[],(*a)(int ,int ,...);`. What was lifted waits in lists in the order of the text.
 *
 * Since no name is left in it, a shape means the same wherever it stands. Each distinct one (a whole kernel has
 * a few hundred) is parsed once; the tree says in which order derivations apply (C11 6.7.6) and which parameters
 * belong to which function, and each declaration fills in its own leaves.
 *
 * The texts of all shapes form a trie, so that reading a declaration again builds no string.
 */
import type Parser from "tree-sitter";
import type { TokenRange } from "../preprocess/tokens.js";
import type { AnnotationUse } from "../preprocess/types.js";
import type { Attribute, Derivation, Parameter, Qualifiers } from "./ast.js";

/** What shapes are made of; the texts are in `SHAPE_TEXTS`. */
export const ShapeSymbol = {
  Specifiers: 0,
  Name: 1,
  Star: 2,
  Array: 3,
  Open: 4,
  Close: 5,
  Comma: 6,
  Ellipsis: 7,
  End: 8,
} as const;
export type ShapeSymbol = (typeof ShapeSymbol)[keyof typeof ShapeSymbol];
const SHAPE_TEXTS = ["int ", "a", "*", "[]", "(", ")", ",", "...", ";"] as const;

/** The list of most declarations: shared, so that it costs nothing. */
export const NONE = Object.freeze([]) as unknown as never[];

/** `list` with one more element: itself, or a new one when it was empty (empty lists are shared). */
export function appended<Element>(list: Element[], element: Element): Element[] {
  if (list.length === 0) return [element];
  list.push(element);
  return list;
}

/** A declarator while its declaration is being read; `Declarator` when it is done. */
export interface OpenDeclarator {
  name: string | null;
  token: number;
  derivations: readonly Derivation[];
  attributes: Attribute[];
  annotations: AnnotationUse[];
  asmLabel: string | null;
  bitWidth: TokenRange | null;
  initializer: TokenRange | null;
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
  parameters: readonly Parameter[];
  variadic: boolean;
  unprototyped: boolean;
  attributes: Attribute[];
}
export type OpenDerivation = OpenPointer | OpenFunction | Extract<Derivation, { kind: "array" }>;

/** One declaration: its place in the trie and what was lifted out of it. */
export interface ShapeDraft {
  /** Node of the trie that the text so far leads to. */
  node: number;
  /** Number of symbols so far. */
  length: number;
  /** One for each `a`. */
  names: OpenDeclarator[];
  /** One for each `*`, `[` and `(` that begins a parameter list. */
  derivations: OpenDerivation[];
  /** One for each `int` after the first. */
  parameters: Parameter[];
  /** A function in it has an identifier list (C11 6.9.1p6), so that a declaration list may follow. */
  oldStyle: boolean;
}

/** A declarator's structure: indexes into the lists of a draft. */
export interface DeclaratorShape {
  readonly name: number;
  readonly derivations: readonly DerivationShape[];
}
export interface DerivationShape {
  readonly index: number;
  /** Of a function: the range of its parameters in the draft's list, empty for others. */
  readonly firstParameter: number;
  readonly endParameter: number;
}
export interface Shape {
  readonly declarators: readonly DeclaratorShape[];
  /** There is one declarator, whose derivations apply in the order of the text. */
  readonly inOrder: boolean;
  /** tree-sitter's ERROR and MISSING nodes. */
  readonly errors: number;
}

/** The trie of all shapes seen, and what tree-sitter said about those that are whole. Node 0 is the root. */
export interface ShapeTable {
  /** Child of node `n` by symbol `s` at `n * 9 + s`, 0 for none. */
  children: Int32Array;
  /** Of each node, its parent and the symbol that leads to it. */
  readonly parents: number[];
  readonly symbols: number[];
  /** By node; only those of a text's `;` have one. */
  readonly shapes: (Shape | null)[];
  /** Made when the first shape is parsed. */
  parser: Parser | null;
}

const ARITY = SHAPE_TEXTS.length;

export function createShapeTable(): ShapeTable {
  return { children: new Int32Array(ARITY * 4096), parents: [0], symbols: [-1], shapes: [null], parser: null };
}

/** An empty draft of a declaration. */
export function openDraft(table: ShapeTable): ShapeDraft {
  const draft: ShapeDraft = { node: 0, length: 0, names: NONE, derivations: NONE, parameters: NONE, oldStyle: false };
  append(table, draft, ShapeSymbol.Specifiers);
  return draft;
}

/** Adds a symbol to the text of a draft. */
export function append(table: ShapeTable, draft: ShapeDraft, symbol: ShapeSymbol): void {
  draft.length++;
  const slot = draft.node * ARITY + symbol;
  const known = table.children[slot] ?? 0;
  draft.node = known === 0 ? addNode(table, draft.node, symbol) : known;
}

function addNode(table: ShapeTable, parent: number, symbol: ShapeSymbol): number {
  const node = table.parents.length;
  table.parents.push(parent);
  table.symbols.push(symbol);
  table.shapes.push(null);
  table.children[parent * ARITY + symbol] = node;
  if ((node + 1) * ARITY > table.children.length) {
    const grown = new Int32Array(table.children.length * 2);
    grown.set(table.children);
    table.children = grown;
  }
  return node;
}

/** The symbol that a draft's text ends with. */
export function lastSymbol(table: ShapeTable, draft: ShapeDraft): number {
  return table.symbols[draft.node] ?? -1;
}

/** The text that leads to a node. */
export function textOf(table: ShapeTable, node: number): string {
  const texts: string[] = [];
  for (let at = node; at !== 0; at = table.parents[at] ?? 0) texts.push(SHAPE_TEXTS[table.symbols[at] ?? 0] ?? "");
  return texts.reverse().join("");
}

/** Adds a name to a draft; `token` is where it stands or would stand. */
export function addName(table: ShapeTable, draft: ShapeDraft, name: string | null, token: number): OpenDeclarator {
  const declarator: OpenDeclarator = {
    name,
    token,
    derivations: NONE,
    attributes: NONE,
    annotations: NONE,
    asmLabel: null,
    bitWidth: null,
    initializer: null,
  };
  draft.names = appended(draft.names, declarator);
  append(table, draft, ShapeSymbol.Name);
  return declarator;
}

/** Puts the leaves of a draft in the places its shape gives them. */
export function fillIn(draft: ShapeDraft, shape: Shape): void {
  for (const { name, derivations } of shape.declarators) {
    const declarator = leaf(draft.names, name);
    for (const derivation of derivations) fillInParameters(draft, derivation);
    declarator.derivations = shape.inOrder
      ? draft.derivations
      : derivations.map((derivation) => leaf(draft.derivations, derivation.index));
  }
}

function fillInParameters(draft: ShapeDraft, { index, firstParameter, endParameter }: DerivationShape): void {
  if (endParameter === firstParameter) return;
  const open = leaf(draft.derivations, index);
  if (open.kind === "function") open.parameters = draft.parameters.slice(firstParameter, endParameter);
}

function leaf<Leaf>(leaves: readonly Leaf[], index: number): Leaf {
  const found = leaves[index];
  if (found === undefined) throw new Error(`a shape asks for leaf ${index} of ${leaves.length}`);
  return found;
}
