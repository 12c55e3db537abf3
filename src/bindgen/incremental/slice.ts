/** The part of a recorded translation unit that a few declarations need, as a text of C that stands alone. */
import type { KernelTarget } from "../../kernel/types.js";
import { type LexCache, preprocess, TokenKind, tokenKind, tokenText } from "../../preprocess/index.js";
import { FatalError } from "../../support/diagnostics.js";
import type { SpellingId } from "../../support/interner.js";
import type { RecordedUnit } from "./recorded-unit.js";

/** A slice with more characters, or of more declarations, costs more than it saves. */
const MAX_TEXT = 1 << 16;
const MAX_DECLARATIONS = 1 << 10;

/** What depends on the place of a line, or on how often it was asked for before. */
const PLACE_DEPENDENT = /\b__(?:COUNTER|LINE|INCLUDE_LEVEL|FILE|BASE_FILE|FILE_NAME|TIMESTAMP)__\b/;

/** Declarations, in which all macros are expanded, then macro definitions. */
export interface Slice {
  readonly text: string;
  /** Names that it declares or defines. */
  readonly names: ReadonlySet<string>;
}

export interface Reading {
  /** The identifiers of a text after macro expansion, each once; null when it cannot be preprocessed. */
  readonly expandedNames: (text: string) => readonly string[] | null;
  /** The `#define` around the name at a position; null when there is none. */
  readonly definitionText: (position: number) => string | null;
}

/**
 * Collects declarations and definitions until every name is known that the recorded unit knows.
 * @param before number of tokens in front of `code` in the recorded unit
 * @returns null where a name means different things in different places, or the slice grows too large
 */
export function sliceFor(code: string, before: number, unit: RecordedUnit, reading: Reading): Slice | null {
  const slice = new SliceBuilder(unit, before, reading);
  // A definition brings further names, and an operator ## even such as no file spells.
  for (let isComplete = false; !isComplete; ) {
    const names = reading.expandedNames(slice.definitions() + code);
    if (names === null) return null;
    isComplete = true;
    for (const name of names) {
      if (slice.knows(name)) continue;
      isComplete = false;
      if (!slice.add(name)) return null;
    }
  }
  const text = slice.declarations() + slice.definitions();
  return text.length > MAX_TEXT ? null : { text, names: slice.names };
}

class SliceBuilder {
  readonly names = new Set<string>();
  readonly #unit: RecordedUnit;
  readonly #before: number;
  readonly #reading: Reading;
  readonly #asked = new Set<string>();
  readonly #macros: { readonly text: string; readonly at: number }[] = [];
  /** By index, which is their order. */
  readonly #declarations = new Map<number, string>();

  constructor(unit: RecordedUnit, before: number, reading: Reading) {
    this.#unit = unit;
    this.#before = before;
    this.#reading = reading;
  }

  knows(name: string): boolean {
    return this.#asked.has(name);
  }

  /** Adds what the unit knows by a name; false where that is not one thing only. */
  add(name: string): boolean {
    this.#asked.add(name);
    const id = this.#unit.find(name);
    if (id === undefined) return true;
    const macro = this.#unit.macro(id);
    if (macro.kind === "ambiguous") return false;
    if (macro.kind === "defined") {
      const text = macro.at > this.#before ? null : this.#reading.definitionText(macro.position);
      if (text === null || PLACE_DEPENDENT.test(text)) return false;
      this.#macros.push({ text, at: macro.at });
      this.names.add(name);
    }
    // What a macro leads to may have the macro's own name.
    this.#declare(id, this.#before);
    return this.#declarations.size <= MAX_DECLARATIONS;
  }

  declarations(): string {
    const inOrder = [...this.#declarations].sort(([a], [b]) => a - b);
    return inOrder.map(([, text]) => `${text}\n`).join("");
  }

  definitions(): string {
    const inOrder = this.#macros.toSorted((a, b) => a.at - b.at);
    return inOrder.map(({ text }) => text).join("");
  }

  /** Adds the declaration of a name, and those of the names in it. */
  #declare(name: SpellingId, before: number): void {
    const declaration = this.#unit.declaring(name, before);
    if (declaration === null) return;
    this.names.add(this.#unit.text(name));
    if (this.#declarations.has(declaration) || this.#declarations.size > MAX_DECLARATIONS) return;
    this.#declarations.set(declaration, this.#unit.declarationText(declaration));
    const { start } = this.#unit.rangeOf(declaration);
    for (const inner of this.#unit.identifiersOf(declaration)) this.#declare(inner, start);
  }
}

export function expandedNames(target: KernelTarget, header: string, text: string, cache: LexCache): string[] | null {
  try {
    const { tokens, diagnostics } = preprocess(servedAs(target, header, text), [header], { cache });
    if (diagnostics.length > 0) return null;
    const names = new Set<string>();
    for (let index = 0; index < tokens.length; index++) {
      if (tokenKind(tokens, index) === TokenKind.Identifier) names.add(tokenText(tokens, index));
    }
    return [...names];
  } catch (error) {
    if (error instanceof FatalError) return null;
    throw error;
  }
}

/** The target under which the header has another text, and is all that is read. */
export function servedAs(target: KernelTarget, header: string, text: string): KernelTarget {
  return { ...target, overlay: new Map([[header, text]]), forcedIncludes: [], forcedMacros: [] };
}
