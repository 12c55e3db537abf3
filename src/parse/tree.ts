/**
 * Parses the text of a shape with tree-sitter-c and reads the structure of its declarators from the tree, walking
 * with a cursor on numeric node types.
 */
import type Parser from "tree-sitter";
import { parserFor } from "../support/tree-sitter.js";
import type { DeclaratorShape, DerivationShape, Shape, ShapeTable } from "./shapes.js";

/** Characters that tree-sitter's binding takes at a time; more must come through its callback. */
const CHUNK = 16_384;

/** Parses one declaration of normalised text. */
export function parseShape(table: ShapeTable, text: string): Shape {
  table.parser ??= parserFor("tree-sitter-c");
  const tree = table.parser.parse(text.length <= CHUNK ? text : (index: number) => text.slice(index, index + CHUNK));
  if (tree.rootNode.hasError) return { declarators: [], inOrder: false, errors: countErrors(tree.walk()) };
  return readDeclaration(tree.walk());
}

function countErrors(cursor: Parser.TreeCursor): number {
  let errors = 0;
  for (;;) {
    if (cursor.nodeIsMissing || cursor.nodeType === "ERROR") errors++;
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return Math.max(1, errors);
    }
  }
}

/** Node types of tree-sitter-c that occur in shapes. */
type NodeType =
  | "declaration"
  | "identifier"
  | "pointer_declarator"
  | "array_declarator"
  | "function_declarator"
  | "parenthesized_declarator"
  | "parameter_declaration";

/** A cursor, the names of numeric node types met so far, and how many leaves of each kind were passed. */
interface Walk {
  readonly cursor: Parser.TreeCursor;
  readonly typeNames: string[];
  names: number;
  derivations: number;
  parameters: number;
}

function typeOf(walk: Walk): string {
  const id = walk.cursor.nodeTypeId;
  const known = walk.typeNames[id];
  if (known !== undefined) return known;
  const name = walk.cursor.nodeType;
  walk.typeNames[id] = name;
  return name;
}

/** translation_unit: one declaration, `primitive_type declarator {, declarator} ;` */
function readDeclaration(cursor: Parser.TreeCursor): Shape {
  const walk: Walk = { cursor, typeNames: [], names: 0, derivations: 0, parameters: 0 };
  const declarators: DeclaratorShape[] = [];
  if (!cursor.gotoFirstChild() || typeOf(walk) !== "declaration") return { declarators, inOrder: false, errors: 1 };
  cursor.gotoFirstChild();
  do {
    cursor.gotoNextSibling();
    declarators.push(readDeclarator(walk));
  } while (cursor.gotoNextSibling() && typeOf(walk) === ",");
  cursor.gotoParent();
  return { declarators, inOrder: isInOrder(declarators), errors: cursor.gotoNextSibling() ? 1 : 0 };
}

function isInOrder([only, ...others]: readonly DeclaratorShape[]): boolean {
  return others.length === 0 && (only?.derivations.every(({ index }, place) => index === place) ?? false);
}

/** The declarator under the cursor, derivations from the name outwards (C11 6.7.6). */
function readDeclarator(walk: Walk): DeclaratorShape {
  const derivations: DerivationShape[] = [];
  const name = readDerivations(walk, derivations);
  return { name, derivations };
}

/** Adds the derivations of the declarator under the cursor; leaves are numbered in the order of the text. */
function readDerivations(walk: Walk, into: DerivationShape[]): number {
  const { cursor } = walk;
  const type = typeOf(walk) as NodeType;
  switch (type) {
    case "identifier":
      return walk.names++;
    case "pointer_declarator": {
      const index = walk.derivations++;
      const name = readSecondChild(walk, into);
      into.push({ index, firstParameter: 0, endParameter: 0 });
      return name;
    }
    case "parenthesized_declarator":
      return readSecondChild(walk, into);
    case "array_declarator": {
      cursor.gotoFirstChild();
      const name = readDerivations(walk, into);
      cursor.gotoParent();
      into.push({ index: walk.derivations++, firstParameter: 0, endParameter: 0 });
      return name;
    }
    case "function_declarator": {
      cursor.gotoFirstChild();
      const name = readDerivations(walk, into);
      cursor.gotoNextSibling();
      const index = walk.derivations++;
      const firstParameter = walk.parameters;
      countParameters(walk);
      cursor.gotoParent();
      into.push({ index, firstParameter, endParameter: walk.parameters });
      return name;
    }
    default:
      throw new Error(`unexpected node ${type} in a declarator`);
  }
}

/** The declarator behind `*` or `(` in the node under the cursor. */
function readSecondChild(walk: Walk, into: DerivationShape[]): number {
  walk.cursor.gotoFirstChild();
  walk.cursor.gotoNextSibling();
  const name = readDerivations(walk, into);
  walk.cursor.gotoParent();
  return name;
}

/** parameter_list: `( [parameter_declaration {, parameter_declaration}] [...] )` */
function countParameters(walk: Walk): void {
  if (!walk.cursor.gotoFirstChild()) return;
  while (walk.cursor.gotoNextSibling()) {
    if (typeOf(walk) === ("parameter_declaration" satisfies NodeType)) walk.parameters++;
  }
  walk.cursor.gotoParent();
}
