/** What names denote, found by the id of their spelling: a lookup is an index, and needs no hash. */
import type { Interner, SpellingId } from "./interner.js";

export class NameTable<Entry> {
  readonly #interner: Interner;
  readonly #entries: (Entry | undefined)[];
  /** Those that have an entry, in the order of adding. */
  readonly #ids: SpellingId[] = [];
  /** What adds an entry when somebody asks for it. */
  readonly #deferred = new Map<SpellingId, () => void>();

  constructor(interner: Interner) {
    this.#interner = interner;
    this.#entries = new Array<Entry | undefined>(interner.size);
  }

  get size(): number {
    return this.#ids.length;
  }

  /** Of those that have an entry, in the order of adding. */
  get ids(): readonly SpellingId[] {
    return this.#ids;
  }

  at(id: SpellingId): Entry | undefined {
    return this.#entries[id] ?? this.#made(id);
  }

  /** Calls `add`, which is to add the entry, as soon as somebody asks for it. Until then it is not there otherwise. */
  defer(id: SpellingId, add: () => void): void {
    this.#deferred.set(id, add);
  }

  #made(id: SpellingId): Entry | undefined {
    const add = this.#deferred.get(id);
    if (add === undefined) return undefined;
    this.#deferred.delete(id);
    add();
    return this.#entries[id];
  }

  set(id: SpellingId, entry: Entry): void {
    if (this.#entries[id] === undefined) this.#ids.push(id);
    this.#entries[id] = entry;
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
  *values(): Generator<Entry> {
    for (const id of this.#ids) yield this.#entries[id] as Entry;
  }

  /** In the order of adding. */
  *[Symbol.iterator](): Generator<readonly [name: string, entry: Entry]> {
    for (const id of this.#ids) yield [this.#interner.text(id), this.#entries[id] as Entry];
  }
}
