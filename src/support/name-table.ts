/** What names denote, found by the id of their spelling: a lookup is an index, and needs no hash. */
import type { Interner, SpellingId } from "./interner.js";

/** @typeParam Deferred of what an entry is made when somebody asks for it */
export class NameTable<Entry, Deferred = never> {
  readonly #interner: Interner;
  /** By id: place in `#entries`, counted from 1; below 0: place in `#deferred`, from -1 down; 0 for nothing. */
  #places: Int32Array;
  /** In the order of adding; of the same place, the id. */
  readonly #entries: Entry[] = [];
  readonly #ids: SpellingId[] = [];
  readonly #deferred: Deferred[] = [];
  readonly #add: (deferred: Deferred) => void;

  /** @param add adds the entry of something that was deferred */
  constructor(interner: Interner, add: (deferred: Deferred) => void = () => {}) {
    this.#interner = interner;
    this.#add = add;
    this.#places = new Int32Array(interner.size);
  }

  get size(): number {
    return this.#ids.length;
  }

  /** Of those that have an entry, in the order of adding. */
  get ids(): readonly SpellingId[] {
    return this.#ids;
  }

  at(id: SpellingId): Entry | undefined {
    const place = this.#places[id];
    if (place === undefined || place === 0) return undefined;
    return place > 0 ? this.#entries[place - 1] : this.#made(id, place);
  }

  /** Lets the entry be made of `deferred` as soon as somebody asks for it. Until then it is not there otherwise. */
  defer(id: SpellingId, deferred: Deferred): void {
    this.#put(id, -this.#deferred.push(deferred));
  }

  #made(id: SpellingId, place: number): Entry | undefined {
    this.#places[id] = 0;
    this.#add(this.#deferred[-place - 1] as Deferred);
    return this.at(id);
  }

  set(id: SpellingId, entry: Entry): void {
    const place = this.#places[id];
    if (place !== undefined && place > 0) {
      this.#entries[place - 1] = entry;
    } else {
      this.#ids.push(id);
      this.#put(id, this.#entries.push(entry));
    }
  }

  /** Later spellings than those at the start have ids too. */
  #put(id: SpellingId, place: number): void {
    if (id >= this.#places.length) {
      const longer = new Int32Array(Math.max(id + 1, this.#places.length * 2));
      longer.set(this.#places);
      this.#places = longer;
    }
    this.#places[id] = place;
  }

  /** As `at`, for who has the text only. */
  get(name: string): Entry | undefined {
    const id = this.#interner.find(name);
    return id === undefined ? undefined : this.at(id);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** In the order of adding. */
  *keys(): Generator<string> {
    for (const id of this.#ids) yield this.#interner.text(id);
  }

  /** In the order of adding. */
  values(): IterableIterator<Entry> {
    return this.#entries.values();
  }

  /** In the order of adding. */
  *[Symbol.iterator](): Generator<readonly [name: string, entry: Entry]> {
    for (const [place, id] of this.#ids.entries()) yield [this.#interner.text(id), this.#entries[place] as Entry];
  }
}
