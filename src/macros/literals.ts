/**
 * Which macros bindgen has constants of. It reads replacement lists when they are defined, unexpanded, as expressions
 * of literals and of names of such macros before; casts, `sizeof`, enumerators and invocations it does not know.
 */
import { type TokenBuffer, TokenKind, tokenKind, tokenSpelling } from "../preprocess/tokens.js";
import type { MacroDefinition, PreprocessedUnit } from "../preprocess/types.js";
import type { Interner, SpellingId } from "../support/interner.js";
import type { NameTable } from "../support/name-table.js";

/** What stands between the operands of such an expression. */
const OPERATORS = ["+", "-", "*", "/", "%", "~", "<<", ">>", "&", "|", "^"];
const PARENTHESES = ["(", ")"];

/** Macros in force at the end that are expressions of literals. */
export interface LiteralMacros {
  /** In order of definition. */
  readonly definitions: readonly MacroDefinition[];
  /** The names of those that are nothing but one character constant, which bindgen shows as a `u8`. */
  readonly characters: ReadonlySet<string>;
  has(name: string): boolean;
}

/**
 * Finds them. A name counts as one from its first such definition on, whatever becomes of it: bindgen looks at what was
 * defined before, and does not see `#undef`.
 */
export function literalMacros({ tokens, macros }: PreprocessedUnit): LiteralMacros {
  const reader = new LiteralReader(tokens.interner, macros.live);
  macros.history.forEach((event) => {
    if (event.kind === "define" && !event.definition.isFunction) reader.read(event.definition);
  });
  return reader;
}

const NONE = 0;
const CHARACTER = 1;
const EXPRESSION = 2;
type LiteralKind = typeof NONE | typeof CHARACTER | typeof EXPRESSION;

class LiteralReader implements LiteralMacros {
  readonly definitions: MacroDefinition[] = [];
  readonly characters = new Set<string>();
  /** What a name was defined as first, indexed by spelling. */
  readonly #known: Uint8Array;
  /** 1 for one in force. */
  readonly #inForce: Uint8Array;
  readonly #operators: ReadonlySet<SpellingId | undefined>;
  readonly #parentheses: ReadonlySet<SpellingId | undefined>;

  constructor(
    readonly interner: Interner,
    readonly live: NameTable<MacroDefinition>,
  ) {
    this.#known = new Uint8Array(interner.size);
    this.#inForce = new Uint8Array(interner.size);
    this.#operators = new Set(OPERATORS.map((text) => interner.find(text)));
    this.#parentheses = new Set(PARENTHESES.map((text) => interner.find(text)));
  }

  has(name: string): boolean {
    const spelling = this.interner.find(name);
    return spelling !== undefined && this.#inForce[spelling] === 1;
  }

  /** Takes the next definition of an object-like macro. */
  read(definition: MacroDefinition): void {
    const kind = this.#kindOf(definition.definitions, definition.bodyStart, definition.bodyEnd);
    if (kind === NONE) return;
    const { spelling } = definition;
    if (this.#known[spelling] === NONE) this.#known[spelling] = kind;
    if (this.live.at(spelling) !== definition) return;
    this.#inForce[spelling] = 1;
    this.definitions.push(definition);
    if (kind === CHARACTER) this.characters.add(definition.name);
  }

  #kindOf(buffer: TokenBuffer, start: number, end: number): LiteralKind {
    let operands = 0;
    let characters = 0;
    for (let index = start; index < end; index++) {
      const spelling = tokenSpelling(buffer, index);
      switch (tokenKind(buffer, index)) {
        case TokenKind.Identifier: {
          const kind = this.#known[spelling];
          if (kind === NONE) return NONE;
          operands++;
          if (kind === CHARACTER) characters++;
          break;
        }
        case TokenKind.Punctuator:
          if (this.#parentheses.has(spelling)) break;
          if (!this.#operators.has(spelling)) return NONE;
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
    if (operands === 0) return NONE;
    return operands === 1 && characters === 1 ? CHARACTER : EXPRESSION;
  }
}
