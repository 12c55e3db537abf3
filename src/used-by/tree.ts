/** Rust source as a plain tree, read with tree-sitter-rust. */
import type Parser from "tree-sitter";
import type { OutsidePlace } from "../support/diagnostics.js";
import { parserFor } from "../support/tree-sitter.js";

export interface RustNode {
  /** As the grammar names it: `identifier`, `use_declaration`, or a token such as `::`. */
  readonly type: string;
  /** The field of the parent that this is, if any: `name`, `path`. */
  readonly field: string | null;
  /** What was written, of nodes without children; empty of others. */
  readonly text: string;
  readonly where: OutsidePlace;
  children: RustNode[];
}

export interface RustFile {
  readonly path: string;
  readonly root: RustNode;
  /** Where the first thing stands that the grammar does not know, or that nests too deep to be followed. */
  readonly problem: OutsidePlace | null;
}

/** Characters that tree-sitter's binding takes at a time; more must come through its callback. */
const CHUNK = 16_384;
/** Levels of nesting that a walk follows; rustc's own limit (`recursion_limit`) is 128. */
const MAX_DEPTH = 1000;

let parser: Parser | null = null;

/** Reads the text of one file. */
export function parseRust(path: string, text: string): RustFile {
  const known = withoutNewWords(text);
  parser ??= parserFor("tree-sitter-rust");
  const tree = parser.parse((index: number) => known.slice(index, index + CHUNK));
  const { root, problem } = plainTree(tree.walk(), path, known);
  return { path, root, problem };
}

/** The grammar is older than `unsafe extern` and `safe fn` (Rust 1.82); without these words the blocks are the same. */
function withoutNewWords(text: string): string {
  return text.replace(/\bunsafe(?=\s+extern\s*(?:"[^"\n]*"\s*)?\{)|\bsafe(?=\s+(?:fn|static)\b)/g, (word) =>
    " ".repeat(word.length),
  );
}

function plainTree(cursor: Parser.TreeCursor, path: string, text: string): Omit<RustFile, "path"> {
  let problem: OutsidePlace | null = null;
  const take = (): RustNode => {
    const { row, column } = cursor.startPosition;
    const where = { path, line: row + 1, column: column + 1 };
    if (cursor.nodeIsMissing || cursor.nodeType === "ERROR" || open.length > MAX_DEPTH) problem ??= where;
    return { type: cursor.nodeType, field: cursor.currentFieldName ?? null, text: "", where, children: [] };
  };
  const open: RustNode[] = [];
  const root = take();
  let node = root;
  for (;;) {
    if (cursor.gotoFirstChild()) {
      open.push(node);
    } else {
      Object.assign(node, { text: text.slice(cursor.startIndex, cursor.endIndex) });
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return { root, problem };
        open.pop();
      }
    }
    node = take();
    open.at(-1)?.children.push(node);
  }
}

/** The tokens below a node, in order, without comments. */
export function leavesOf(node: RustNode): RustNode[] {
  const leaves: RustNode[] = [];
  const pending = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.type === "line_comment" || next.type === "block_comment") continue;
    if (next.children.length === 0) leaves.push(next);
    for (let at = next.children.length - 1; at >= 0; at--) {
      const child = next.children[at];
      if (child !== undefined) pending.push(child);
    }
  }
  return leaves;
}

/** The child in a field of the grammar. */
export function childIn(node: RustNode, field: string): RustNode | undefined {
  return node.children.find((child) => child.field === field);
}
