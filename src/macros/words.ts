/** The spellings that replacement lists and expansions are searched for, as ids. */
import { type TokenRange, tokenSpelling } from "../preprocess/tokens.js";
import type { Interner, SpellingId } from "../support/interner.js";

/** What begins a statement, or can only stand in one (C11 6.8; GCC manual, Extended Asm). */
const STATEMENTS = [
  ..."{ ; if else while do for switch case default break continue goto return".split(" "),
  ..."asm __asm__ __asm".split(" "),
];

/** No identifier of a kernel begins so; the number is that of the parameter, from 1. */
export const PLACEHOLDER = "__kbindgen_argument_";

/** Bits of `Expansion.words`. `Error`: the names of an attribute (GCC manual, Common Function Attributes). */
export const Word = { Statement: 1, Return: 2, Error: 4 } as const;

/** What a macro makes of placeholders. */
export interface Expansion {
  readonly range: TokenRange;
  /** Where identifiers are that are placeholders, or made of one by `##`, and strings that are made of one by `#`. */
  readonly places: readonly number[];
  /** Bits of `Word`: what there is in it. */
  readonly words: number;
}

export class Words {
  readonly hash: SpellingId | undefined;
  readonly paste: SpellingId | undefined;
  readonly statements: ReadonlySet<SpellingId>;
  /** Bits of `Word`, indexed by spelling. */
  readonly #bits: Uint8Array;
  /** What stands for the arguments, by the number of the parameter from 0. */
  readonly #placeholders: SpellingId[] = [];

  constructor(readonly interner: Interner) {
    this.hash = interner.find("#");
    this.paste = interner.find("##");
    this.statements = new Set(this.#known(STATEMENTS));
    this.#bits = new Uint8Array(interner.size);
    this.#mark(this.#known(STATEMENTS.filter((text) => /^\w/.test(text))), Word.Statement);
    this.#mark(this.#known(["return"]), Word.Return);
    this.#mark(this.#known(["error", "__error__"]), Word.Error);
    this.placeholders(1);
  }

  /** What stands for so many arguments in an invocation. */
  placeholders(count: number): readonly SpellingId[] {
    const made = this.#placeholders;
    while (made.length < count) made.push(this.interner.intern(`${PLACEHOLDER}${made.length + 1}`));
    return made.slice(0, count);
  }

  /** Bits of `Word` for a spelling. */
  of(spelling: SpellingId): number {
    return this.#bits[spelling] ?? 0;
  }

  /** Looks through the expansion of an invocation with placeholders. */
  expansion(range: TokenRange): Expansion {
    const places: number[] = [];
    let words = 0;
    // All that has a placeholder in it was made after the first of them.
    const first = this.#placeholders[0] ?? 0;
    for (let index = range.start; index < range.end; index++) {
      const spelling = tokenSpelling(range.buffer, index);
      words |= this.of(spelling);
      if (spelling >= first && this.interner.text(spelling).includes(PLACEHOLDER)) places.push(index);
    }
    return { range, places, words };
  }

  #known(texts: readonly string[]): SpellingId[] {
    return texts.map((text) => this.interner.find(text)).filter((id) => id !== undefined);
  }

  #mark(spellings: readonly SpellingId[], bit: number): void {
    for (const spelling of spellings) this.#bits[spelling] = this.of(spelling) | bit;
  }
}
