/**
 * Which macros bindgen has constants of. It reads replacement lists when they are defined, unexpanded, as expressions
 * of literals and of names of such macros before; casts, `sizeof`, enumerators and invocations it does not know.
 */
import { TokenKind, tokenKind, tokenText } from "../preprocess/tokens.js";
import type { MacroDefinition, MacroTable } from "../preprocess/types.js";

/** What stands between the operands of such an expression. */
const OPERATORS: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "~", "<<", ">>", "&", "|", "^", "(", ")"]);

/** `character`: nothing but one character constant, which bindgen shows as a `u8`. */
export type LiteralKind = "character" | "expression";

/**
 * The macros in force at the end that are expressions of literals, by name. A name counts as one from its first such
 * definition on, whatever becomes of it: bindgen looks at what was defined before, and does not see `#undef`.
 */
export function literalMacros({ live, history }: MacroTable): ReadonlyMap<string, LiteralKind> {
  const known = new Map<string, LiteralKind>();
  const found = new Map<string, LiteralKind>();
  for (const event of history) {
    if (event.kind === "undef") continue;
    const { definition } = event;
    const kind = definition.parameters === null ? literalKind(definition, known) : null;
    if (kind === null) continue;
    known.set(definition.name, known.get(definition.name) ?? kind);
    if (live.get(definition.name) === definition) found.set(definition.name, kind);
  }
  return found;
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
