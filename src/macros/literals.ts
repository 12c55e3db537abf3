/**
 * Which macros bindgen has constants of. It reads replacement lists when they are defined, unexpanded, as expressions
 * of literals and of names of such macros before; casts, `sizeof`, enumerators and invocations it does not know.
 */
import { TokenKind, tokenKind, tokenText } from "../preprocess/tokens.js";
import type { MacroDefinition } from "../preprocess/types.js";

/** What stands between the operands of such an expression. */
const OPERATORS: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "~", "<<", ">>", "&", "|", "^", "(", ")"]);

/** `character`: nothing but one character constant, which bindgen shows as a `u8`. */
export type LiteralKind = "character" | "expression";

/** Those of `definitions`, which are in order, that are expressions of literals, by name. */
export function literalMacros(definitions: Iterable<MacroDefinition>): ReadonlyMap<string, LiteralKind> {
  const known = new Map<string, LiteralKind>();
  for (const definition of definitions) {
    const kind = definition.parameters === null ? literalKind(definition, known) : null;
    if (kind === null) known.delete(definition.name);
    else known.set(definition.name, kind);
  }
  return known;
}

function literalKind({ body }: MacroDefinition, known: ReadonlyMap<string, LiteralKind>): LiteralKind | null {
  let operands = 0;
  let characters = 0;
  for (let index = body.start; index < body.end; index++) {
    const text = tokenText(body.buffer, index);
    switch (tokenKind(body.buffer, index)) {
      case TokenKind.Identifier: {
        const kind = known.get(text);
        if (kind === undefined) return null;
        operands++;
        if (kind === "character") characters++;
        break;
      }
      case TokenKind.Punctuator:
        if (!OPERATORS.has(text)) return null;
        if (text !== "(" && text !== ")") operands++;
        break;
      case TokenKind.Character:
        operands++;
        characters++;
        break;
      default:
        operands++;
        break;
    }
  }
  if (operands === 0) return null;
  return operands === 1 && characters === 1 ? "character" : "expression";
}
