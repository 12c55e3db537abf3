/**
 * Which macros bindgen has constants of. It reads replacement lists when they are defined, unexpanded, as expressions
 * of literals and of names of such macros before; casts, `sizeof`, enumerators and invocations it does not know.
 */
import { TokenKind, type TokenRange, tokenKind, tokenSpelling } from "../preprocess/tokens.js";
import type { PreprocessedUnit } from "../preprocess/types.js";
import type { SpellingId } from "../support/interner.js";
import { NameTable } from "../support/name-table.js";

/** What stands between the operands of such an expression. */
const OPERATORS = ["+", "-", "*", "/", "%", "~", "<<", ">>", "&", "|", "^"];
const PARENTHESES = ["(", ")"];

/** `character`: nothing but one character constant, which bindgen shows as a `u8`. */
export type LiteralKind = "character" | "expression";

/**
 * The macros in force at the end that are expressions of literals. A name counts as one from its first such
 * definition on, whatever becomes of it: bindgen looks at what was defined before, and does not see `#undef`.
 */
export function literalMacros({ tokens, macros }: PreprocessedUnit): NameTable<LiteralKind> {
  const { interner } = tokens;
  const known = new Uint8Array(interner.size);
  const found = new NameTable<LiteralKind>(interner);
  const idsOf = (texts: readonly string[]) => new Set(texts.map((text) => interner.find(text)));
  const spellings: Spellings = { known, operators: idsOf(OPERATORS), parentheses: idsOf(PARENTHESES) };
  for (const event of macros.history) {
    if (event.kind === "undef") continue;
    const { spelling, isFunction } = event.definition;
    const kind = isFunction ? null : literalKind(event.definition.body, spellings);
    if (kind === null) continue;
    if (known[spelling] === UNKNOWN) known[spelling] = kind === "character" ? CHARACTER : EXPRESSION;
    if (macros.live.at(spelling) === event.definition) found.set(spelling, kind);
  }
  return found;
}

const UNKNOWN = 0;
const CHARACTER = 1;
const EXPRESSION = 2;

interface Spellings {
  /** What a name was defined as, indexed by spelling. */
  readonly known: Uint8Array;
  readonly operators: ReadonlySet<SpellingId | undefined>;
  readonly parentheses: ReadonlySet<SpellingId | undefined>;
}

function literalKind(body: TokenRange, { known, operators, parentheses }: Spellings): LiteralKind | null {
  let operands = 0;
  let characters = 0;
  for (let index = body.start; index < body.end; index++) {
    const spelling = tokenSpelling(body.buffer, index);
    switch (tokenKind(body.buffer, index)) {
      case TokenKind.Identifier: {
        const kind = known[spelling];
        if (kind === UNKNOWN) return null;
        operands++;
        if (kind === CHARACTER) characters++;
        break;
      }
      case TokenKind.Punctuator:
        if (parentheses.has(spelling)) break;
        if (!operators.has(spelling)) return null;
        operands++;
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
