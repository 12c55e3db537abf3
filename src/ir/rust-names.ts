/**
 * Rust identifiers: what a C name is called in Rust. The escaping is bindgen's (a trailing underscore for
 * names that Rust or bindgen reserve), so that code written against its output compiles unchanged.
 */

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

/** The Rust identifier for a C identifier; `$` (GCC manual, Dollar Signs) becomes an underscore. */
export function rustIdentifier(name: string): string {
  const plain = name.includes("$") ? name.replaceAll("$", "_") : name;
  return RESERVED.has(plain) ? `${plain}_` : plain;
}

/** So many names are compared one by one: parameter lists and most records have fewer. */
const FEW = 12;

/** Hands out names that are unique in one Rust name space. */
export class NameSpace {
  readonly #few: string[] = [];
  /** All of them, once they are not few. */
  #many: Set<string> | null = null;

  has(name: string): boolean {
    return this.#many?.has(name) ?? this.#few.includes(name);
  }

  /** Takes `name` if it is free. */
  claim(name: string): boolean {
    if (this.has(name)) return false;
    if (this.#many !== null) this.#many.add(name);
    else if (this.#few.length < FEW) this.#few.push(name);
    else this.#many = new Set([...this.#few, name]);
    return true;
  }

  /** `name`, or `name` with the first free number behind it. */
  unique(name: string): string {
    let candidate = name;
    for (let number = 1; !this.claim(candidate); number++) candidate = `${name}_${number}`;
    return candidate;
  }
}
