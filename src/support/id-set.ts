/** A set of small numbers: a look-up is an index, and needs no hash. */
export class IdSet<Id extends number> {
  #flags: Uint8Array;

  /** @param expected ids are mostly below this */
  constructor(expected = 1 << 10) {
    this.#flags = new Uint8Array(expected);
  }

  has(id: Id): boolean {
    return this.#flags[id] === 1;
  }

  add(id: Id): void {
    if (id >= this.#flags.length) this.#grow(id);
    this.#flags[id] = 1;
  }

  #grow(id: Id): void {
    const flags = new Uint8Array(Math.max(id + 1, this.#flags.length * 2));
    flags.set(this.#flags);
    this.#flags = flags;
  }
}
