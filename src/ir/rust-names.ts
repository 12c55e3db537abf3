/**
 * Rust identifiers: what a C name is called in Rust. The escaping is bindgen's (a trailing underscore for
 * names that Rust or bindgen reserve), so that code written against its output compiles unchanged.
 */
import type { SpellingTable } from "../preprocess/spellings.js";
import { IdSet } from "../support/id-set.js";
import type { Interner, SpellingId } from "../support/interner.js";

/** Strict, weak and reserved keywords of every edition (The Rust Reference, "Keywords"), and the names of primitive types. */
const RESERVED = new Set(
  (
    "abstract alignof as async await become box break const continue crate do dyn else enum extern false final fn for gen " +
    "if impl in let loop macro match mod move mut offsetof override priv proc pub pure ref return Self self sizeof static " +
    "struct super trait true try type typeof unsafe unsized use virtual where while yield " +
    "str bool f16 f32 f64 f128 usize isize u128 u64 u32 u16 u8 i128 i64 i32 i16 i8 char _"
  ).split(" "),
);
// `char` is no C identifier anyway; bindgen does not reserve it.
RESERVED.delete("char");

/** Most names are longer, and need no hash. */
const LONGEST_RESERVED = Math.max(...Array.from(RESERVED, (word) => word.length));

/** The Rust identifier for a C identifier; `$` (GCC manual, Dollar Signs) becomes an underscore. */
export function rustIdentifier(name: string): string {
  const plain = name.includes("$") ? name.replaceAll("$", "_") : name;
  return plain.length <= LONGEST_RESERVED && RESERVED.has(plain) ? `${plain}_` : plain;
}

/**
 * Rust identifiers of the spellings of a translation unit. Most are the C name: that is known by the spelling's id, without
 * a look at the text, which mostly is in no cache of the processor.
 */
export class RustIdentifiers {
  /** Spellings that are something else in Rust, or may be. */
  readonly #others: IdSet<SpellingId>;

  constructor({ interner, pool, starts, count }: SpellingTable) {
    this.#others = new IdSet(count);
    for (const word of RESERVED) {
      const spelling = interner.find(word);
      if (spelling !== undefined) this.#others.add(spelling);
    }
    let spelling = 0;
    for (
      let at = pool.indexOf(DOLLAR);
      at !== -1 && at < (starts[count] as number);
      at = pool.indexOf(DOLLAR, at + 1)
    ) {
      while ((starts[spelling + 1] as number) <= at) spelling++;
      this.#others.add(spelling as SpellingId);
    }
  }

  /** As `rustIdentifier`, for who has the spelling. */
  of(name: string, spelling: SpellingId): string {
    return this.#others.has(spelling) ? rustIdentifier(name) : name;
  }
}

const DOLLAR = 0x24;

/**
 * Rust's value name space, of thousands of names. Most are spelled as in C, where names are told apart by the ids of
 * their spellings.
 */
export class ValueNames {
  readonly #interner: Interner;
  readonly #identifiers: RustIdentifiers;
  readonly #spelled: IdSet<SpellingId>;
  /** Those that C does not spell. */
  readonly #others = new NameSpace();

  constructor(interner: Interner, identifiers: RustIdentifiers) {
    this.#interner = interner;
    this.#identifiers = identifiers;
    this.#spelled = new IdSet(interner.size);
  }

  /** The Rust name of what C calls `name`; null when it is taken. */
  claim(name: string, spelling: SpellingId): string | null {
    const rust = this.#identifiers.of(name, spelling);
    if (rust !== name) return this.#claimText(rust) ? rust : null;
    return this.#claimSpelled(spelling) ? rust : null;
  }

  /** As `claim`, with the first free number behind it where it is taken. */
  unique(name: string, spelling: SpellingId): string {
    return this.claim(name, spelling) ?? this.uniqueText(this.#identifiers.of(name, spelling));
  }

  /** `name`, which is made of several, or `name` with the first free number behind it. */
  uniqueText(name: string): string {
    return this.#claimText(name) ? name : firstFree(name, (candidate) => this.#claimText(candidate));
  }

  #claimText(name: string): boolean {
    const spelling = this.#interner.find(name);
    return spelling === undefined ? this.#others.claim(name) : this.#claimSpelled(spelling);
  }

  #claimSpelled(spelling: SpellingId): boolean {
    if (this.#spelled.has(spelling)) return false;
    this.#spelled.add(spelling);
    return true;
  }
}

/** So many names are compared one by one: parameter lists and most records have fewer. */
const FEW = 12;

/** Hands out names that are unique in one Rust name space. */
export class NameSpace {
  readonly #few: string[] = [];
  #fewCount = 0;
  /** All of them, once they are not few. */
  #many: Set<string> | null = null;

  has(name: string): boolean {
    if (this.#many !== null) return this.#many.has(name);
    for (let index = 0; index < this.#fewCount; index++) if (this.#few[index] === name) return true;
    return false;
  }

  /** Takes `name` if it is free. */
  claim(name: string): boolean {
    if (this.#many === null) {
      if (this.has(name)) return false;
      if (this.#fewCount < FEW) {
        this.#few[this.#fewCount++] = name;
        return true;
      }
      this.#many = new Set(this.#few);
    }
    const { size } = this.#many;
    return this.#many.add(name).size !== size;
  }

  /** `name`, or `name` with the first free number behind it. */
  unique(name: string): string {
    return this.claim(name) ? name : firstFree(name, (candidate) => this.claim(candidate));
  }

  /** Starts anew, for the next of many small name spaces. */
  clear(): void {
    this.#fewCount = 0;
    this.#many = null;
  }
}

/** `name` with the first number behind it that makes it free. */
function firstFree(name: string, claim: (candidate: string) => boolean): string {
  let candidate: string;
  let number = 1;
  do candidate = `${name}_${number++}`;
  while (!claim(candidate));
  return candidate;
}
