/** Texts of megabytes that are made of many small ones. */

/** Characters that are joined at a time: so few that all their parts are still in the processor's cache. */
const BLOCK = 1 << 13;

/**
 * A text that grows at its end. What it is made of is joined a block at a time and soon is garbage: kept to the end, all of it
 * would be copied by each collection. A character beyond Latin-1 makes its own block twice as large, not the whole text.
 */
export class LongText {
  readonly #blocks: string[] = [];
  #open: string[] = [];
  #openLength = 0;

  constructor(text = "") {
    this.add(text);
  }

  get isEmpty(): boolean {
    return this.#openLength === 0 && this.#blocks.length === 0;
  }

  add(text: string): void {
    this.#open.push(text);
    this.#openLength += text.length;
    if (this.#openLength >= BLOCK) this.#close();
  }

  /** Lines are separated, not ended. */
  addLine(line: string): void {
    this.add(this.isEmpty ? line : `\n${line}`);
  }

  append(text: LongText): void {
    this.#close();
    this.#blocks.push(...text.blocks());
  }

  /** Its parts, in order. */
  blocks(): readonly string[] {
    this.#close();
    return this.#blocks;
  }

  toString(): string {
    return this.blocks().join("");
  }

  #close(): void {
    if (this.#openLength > 0) this.#blocks.push(this.#open.join(""));
    this.#open = [];
    this.#openLength = 0;
  }
}
