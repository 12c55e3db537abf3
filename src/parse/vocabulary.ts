/**
 * What is worth keeping as long as an interner lives: the words of its spellings, normalised attribute names
 * and the parsed shapes of declarators. Held weakly, so the interner owns it.
 */
import type { Interner, SpellingId } from "../support/interner.js";
import { createShapeTable, type ShapeTable } from "./shapes.js";
import { type Dialect, wordsOf } from "./words.js";

export interface Vocabulary {
  readonly dialect: Dialect;
  /** By the id of a spelling. */
  readonly words: Uint8Array;
  /** Attribute name by the spelling of its token. */
  readonly attributeNames: Map<SpellingId, string>;
  readonly shapes: ShapeTable;
}

const vocabularies = new WeakMap<Interner, Vocabulary>();

/**
 * The vocabulary of an interner, made at first sight.
 * @param wanted the dialect in force; a vocabulary made for another one is replaced
 */
export function vocabularyOf(interner: Interner, wanted?: Dialect): Vocabulary {
  let vocabulary = vocabularies.get(interner);
  const dialect = wanted ?? vocabulary?.dialect ?? { c23: false, clang: false };
  if (vocabulary === undefined || !sameDialect(dialect, vocabulary.dialect)) {
    const words = wordsOf(interner, dialect);
    vocabulary = {
      dialect,
      words,
      attributeNames: new Map(),
      shapes: vocabulary?.shapes ?? createShapeTable(),
    };
    vocabularies.set(interner, vocabulary);
  }
  return vocabulary;
}

function sameDialect(left: Dialect, right: Dialect): boolean {
  return left.c23 === right.c23 && left.clang === right.clang;
}
