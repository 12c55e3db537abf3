/** A set of small numbers: a look-up is an index, and needs no hash. */
export class IdSet<Id extends number> {
  #flags = new Uint8Array(1024);
  readonly #ids: Id[] = [];

  has(id: Id): boolean {
    return this.#flags[id] === 1;
  }

  add(id: Id): void {
    if (this.#flags[id] === 1) return;
    if (id >= this.#flags.length) this.#grow(id);
    this.#flags[id] = 1;
    this.#ids.push(id);
  }

  #grow(id: Id): void {
    const flags = new Uint8Array(Math.max(id + 1, this.#flags.length * 2));
    flags.set(this.#flags);
    this.#flags = flags;
  }

  get size(): number {
    return this.#ids.length;
  }

  /** In the order of adding. */
  [Symbol.iterator](): IterableIterator<Id> {
    return this.#ids.values();
  }
}
