/** `Bindings.shadowingMacros`, noted while items are made. */
import type { MacroDefinition } from "../preprocess/types.js";
import type { SpellingId } from "../support/interner.js";
import type { NameTable } from "../support/name-table.js";

export class ShadowingMacros {
  readonly #macros: NameTable<MacroDefinition>;
  readonly #found = new Set<string>();

  /** @param macros those in force */
  constructor(macros: NameTable<MacroDefinition>) {
    this.#macros = macros;
  }

  /** In the order of their names. */
  get names(): string[] {
    return [...this.#found].sort();
  }

  /** A name of an item. */
  note(spelling: SpellingId): void {
    this.#add(this.#macros.at(spelling));
  }

  noteName(name: string): void {
    this.#add(this.#macros.get(name));
  }

  /** What C calls a type: `struct foo`. */
  noteWords(text: string | null): void {
    for (const word of text?.match(/[A-Za-z_$][\w$]*/g) ?? []) this.noteName(word);
  }

  #add(macro: MacroDefinition | undefined): void {
    if (macro?.isFunction === false) this.#found.add(macro.name);
  }
}
