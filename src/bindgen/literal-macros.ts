/**
 * Which macros bindgen has constants of. It reads replacement lists when they are defined, unexpanded, as expressions
 * of literals and of names of such macros before; casts, `sizeof`, enumerators and invocations it does not know.
 */

import { TokenKind, tokenKind, tokenText } from "../preprocess/tokens.js";
import type { MacroDefinition } from "../preprocess/types.js";

/** What stands between the operands of such an expression. */
const OPERATORS: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "~", "<<", ">>", "&", "|", "^", "(", ")"]);

/** Names of the object-like macros among `definitions`, which are in order, that are expressions of literals. */
export function literalMacros(definitions: Iterable<MacroDefinition>): ReadonlySet<string> {
  const known = new Set<string>();
  for (const definition of definitions) {
    if (definition.parameters !== null) continue;
    if (isLiteral(definition, known)) known.add(definition.name);
    else known.delete(definition.name);
  }
  return known;
}

function isLiteral({ body }: MacroDefinition, known: ReadonlySet<string>): boolean {
  for (let index = body.start; index < body.end; index++) {
    const text = tokenText(body.buffer, index);
    switch (tokenKind(body.buffer, index)) {
      case TokenKind.Identifier:
        if (!known.has(text)) return false;
        break;
      case TokenKind.Punctuator:
        if (!OPERATORS.has(text)) return false;
        break;
      default:
        break;
    }
  }
  return body.end > body.start;
}
