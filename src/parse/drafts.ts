/** The end of a draft: its shape is looked up, or parsed when it is new, and its leaves are put in place. */
import { type Scan, SyntaxFailure } from "./scan.js";
import { append, fillIn, type Shape, type ShapeDraft, ShapeSymbol, type ShapeTable, textOf } from "./shapes.js";
import { parseShape } from "./tree.js";

/** Bound on the symbols of one declaration: some 30,000 declarators or parameters. */
const MAX_LENGTH = 1 << 16;

/** Completes the declarators of a draft. Fails when tree-sitter finds a syntax error in them. */
export function finishDraft(scan: Scan, draft: ShapeDraft): void {
  if (draft.length > MAX_LENGTH) {
    throw new SyntaxFailure(scan.at, "a declaration with too many declarators or parameters", true);
  }
  const table = scan.vocabulary.shapes;
  append(table, draft, ShapeSymbol.End);
  const shape = table.shapes[draft.node] ?? newShape(table, draft.node);
  if (shape.errors > 0) {
    scan.syntaxErrors.count += shape.errors;
    throw new SyntaxFailure(scan.at, "syntax error in a declarator");
  }
  fillIn(draft, shape);
}

function newShape(table: ShapeTable, node: number): Shape {
  const shape = parseShape(table, textOf(table, node));
  table.shapes[node] = shape;
  return shape;
}
