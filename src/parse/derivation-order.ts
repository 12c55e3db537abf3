/** The end of a declarator: its shape is looked up, or parsed when it is new, and its derivations are put in order. */
import { type Scan, SyntaxFailure } from "./scan.js";
import { type OpenDeclarator, type OpenDerivation, type Shape, type ShapeTable, textOf } from "./shapes.js";
import { parseShape } from "./tree.js";

/** Completes a declarator that has been read. Fails when tree-sitter finds a syntax error in it. */
export function finishDeclarator(scan: Scan, open: OpenDeclarator): void {
  if (open.derivations.length === 0) return;
  const table = scan.vocabulary.shapes;
  const { order, errors } = table.shapes[open.shape] ?? newShape(table, open.shape);
  if (errors > 0) {
    scan.syntaxErrors.count += errors;
    throw new SyntaxFailure(scan.at, "syntax error in a declarator");
  }
  if (order !== null) open.derivations = inOrder(open.derivations, order);
}

function inOrder(derivations: readonly OpenDerivation[], order: readonly number[]): OpenDerivation[] {
  return order.map((index) => {
    const derivation = derivations[index];
    if (derivation === undefined) throw new Error(`a shape asks for derivation ${index} of ${derivations.length}`);
    return derivation;
  });
}

function newShape(table: ShapeTable, node: number): Shape {
  const shape = parseShape(table, textOf(table, node));
  table.shapes[node] = shape;
  return shape;
}
