/**
 * Parses the text of a shape with tree-sitter-c and reads from the tree in which order derivations apply, walking with a
 * cursor.
 */
import type Parser from "tree-sitter";
import { parserFor } from "../support/tree-sitter.js";
import type { Shape } from "./shapes.js";

/** Where the parser is kept from one shape to the next. */
interface ParserOwner {
  parser: Parser | null;
}

/** Parses the text of one declarator. */
export function parseShape(owner: ParserOwner, text: string): Shape {
  owner.parser ??= parserFor("tree-sitter-c");
  const tree = owner.parser.parse(`int ${text};`);
  const cursor = tree.walk();
  return tree.rootNode.hasError ? { order: null, errors: countErrors(cursor) } : readDeclaration(cursor);
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

/** Node types of tree-sitter-c that occur in declarators. */
type NodeType =
  | "declaration"
  | "identifier"
  | "pointer_declarator"
  | "array_declarator"
  | "function_declarator"
  | "parenthesized_declarator";

/** A cursor, the order so far from the name outwards, and how many derivations were passed in the order of the text. */
interface Walk {
  readonly cursor: Parser.TreeCursor;
  readonly order: number[];
  derivations: number;
}

/** translation_unit: one declaration, `primitive_type declarator ;` */
function readDeclaration(cursor: Parser.TreeCursor): Shape {
  if (!cursor.gotoFirstChild() || cursor.nodeType !== ("declaration" satisfies NodeType))
    return { order: null, errors: 1 };
  const walk: Walk = { cursor, order: [], derivations: 0 };
  readSecondChild(walk);
  if (cursor.gotoNextSibling()) return { order: null, errors: 1 };
  const { order } = walk;
  return { order: order.every((index, place) => index === place) ? null : order, errors: 0 };
}

/** Adds the derivations of the declarator under the cursor, from the name outwards (C11 6.7.6). */
function readDeclarator(walk: Walk): void {
  const type = walk.cursor.nodeType as NodeType;
  switch (type) {
    case "identifier":
      return;
    case "parenthesized_declarator":
      return readSecondChild(walk);
    case "pointer_declarator": {
      const index = walk.derivations++;
      readSecondChild(walk);
      walk.order.push(index);
      return;
    }
    case "array_declarator":
    case "function_declarator":
      walk.cursor.gotoFirstChild();
      readDeclarator(walk);
      walk.cursor.gotoParent();
      walk.order.push(walk.derivations++);
      return;
    default:
      throw new Error(`unexpected node ${type} in a declarator`);
  }
}

/** The declarator behind `int`, `*` or `(` in the node under the cursor. */
function readSecondChild(walk: Walk): void {
  walk.cursor.gotoFirstChild();
  walk.cursor.gotoNextSibling();
  readDeclarator(walk);
  walk.cursor.gotoParent();
}
