/** Parsers by tree-sitter. */
import type Parser from "tree-sitter";
import { requirePackage } from "./require-package.js";

/** More types of nodes than a grammar has. */
const NODE_TYPES = 1 << 12;

/** A parser for the language of a grammar's package. */
export function parserFor(grammar: "tree-sitter-c" | "tree-sitter-rust"): Parser {
  const package_ = requirePackage("tree-sitter") as typeof Parser & { readonly SyntaxNode: unknown };
  const language = requirePackage(grammar) as Parser.Language & { nodeSubclasses?: unknown[] };
  // Otherwise the package makes a class for each type of node, by `eval`; a cursor needs none.
  language.nodeSubclasses ??= new Array(NODE_TYPES).fill(package_.SyntaxNode);
  const parser = new package_();
  parser.setLanguage(language);
  return parser;
}
