/**
 * Interned token spellings: every distinct spelling has one small number, so that tokens are
 * compared as numbers and each text is kept once.
 */
import type { Brand } from "./brand.js";

export type SpellingId = Brand<number, "SpellingId">;

/** What an interner keeps its spellings in; ids count from 0 in the order of adding. */
export interface SpellingStore {
  /** The id of `text`, added when it is new. */
  intern(text: string): SpellingId;
  /** The id of `text` if it was seen before. */
  find(text: string): SpellingId | undefined;
  /** The spelling behind an id; undefined for an id that there is not. */
  text(id: SpellingId): string | undefined;
  readonly size: number;
}

export class Interner {
  readonly #store: SpellingStore;

  /** @param store the preprocessor has one of its own, which makes strings only when somebody asks */
  constructor(store: SpellingStore = mapStore()) {
    this.#store = store;
  }

  /** The id of `text`, made at first sight. */
  intern(text: string): SpellingId {
    return this.#store.intern(text);
  }

  /** The id of `text` if it was seen before. */
  find(text: string): SpellingId | undefined {
    return this.#store.find(text);
  }

  /** The spelling behind an id. */
  text(id: SpellingId): string {
    const text = this.#store.text(id);
    if (text === undefined) throw new RangeError(`no spelling has the id ${id}`);
    return text;
  }

  get size(): number {
    return this.#store.size;
  }
}

/** A store of strings in a `Map`. */
function mapStore(): SpellingStore {
  const texts: string[] = [];
  const ids = new Map<string, SpellingId>();
  return {
    intern(text) {
      let id = ids.get(text);
      if (id === undefined) {
        id = texts.length as SpellingId;
        texts.push(text);
        ids.set(text, id);
      }
      return id;
    },
    find: (text) => ids.get(text),
    text: (id) => texts[id],
    get size() {
      return texts.length;
    },
  };
}
