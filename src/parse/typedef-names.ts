/** Typedef names in force (C11 6.7.8), by the ids of their spellings. */
export class TypedefNames {
  /** Id -> how many names there were before it. */
  readonly #places: Map<number, number>;
  readonly #size: number;

  private constructor(places: Map<number, number>, size: number) {
    this.#places = places;
    this.#size = size;
  }

  static of(names: Iterable<number>): TypedefNames {
    const made = new TypedefNames(new Map(), Number.POSITIVE_INFINITY);
    for (const name of names) made.add(name);
    return made;
  }

  has(name: number): boolean {
    const place = this.#places.get(name);
    return place !== undefined && place < this.#size;
  }

  add(name: number): void {
    if (!this.#places.has(name)) this.#places.set(name, this.#places.size);
  }

  get count(): number {
    return this.#places.size;
  }

  /** The first `count` of them, also when more come. */
  first(count: number): TypedefNames {
    return new TypedefNames(this.#places, count);
  }
}
