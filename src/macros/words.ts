/** The spellings that replacement lists and expansions are searched for, as ids. */
import type { Interner, SpellingId } from "../support/interner.js";

/** What begins a statement, or can only stand in one (C11 6.8; GCC manual, Extended Asm). */
const STATEMENTS = [
  ..."{ ; if else while do for switch case default break continue goto return".split(" "),
  ..."asm __asm__ __asm".split(" "),
];

/** No identifier of a kernel begins so; the number is that of the parameter, from 1. */
export const PLACEHOLDER = "__kbindgen_argument_";

export class Words {
  readonly hash: SpellingId | undefined;
  readonly paste: SpellingId | undefined;
  readonly returns: SpellingId | undefined;
  readonly statements: ReadonlySet<SpellingId>;
  /** Names of the attribute `error` (GCC manual, Common Function Attributes). */
  readonly errors: ReadonlySet<SpellingId>;
  /** What stands for the arguments, by the number of the parameter from 0. */
  readonly #placeholders: SpellingId[] = [];

  constructor(readonly interner: Interner) {
    this.hash = interner.find("#");
    this.paste = interner.find("##");
    this.returns = interner.find("return");
    this.statements = this.#known(STATEMENTS);
    this.errors = this.#known(["error", "__error__"]);
    this.placeholders(1);
  }

  /** What stands for so many arguments in an invocation. */
  placeholders(count: number): readonly SpellingId[] {
    const made = this.#placeholders;
    while (made.length < count) made.push(this.interner.intern(`${PLACEHOLDER}${made.length + 1}`));
    return made.slice(0, count);
  }

  /** Whether a placeholder is in a spelling: those were all made after the first of them. */
  hasPlaceholder(spelling: SpellingId): boolean {
    return spelling >= (this.#placeholders[0] ?? 0) && this.interner.text(spelling).includes(PLACEHOLDER);
  }

  #known(texts: readonly string[]): Set<SpellingId> {
    return new Set(texts.map((text) => this.interner.find(text)).filter((id) => id !== undefined));
  }
}
