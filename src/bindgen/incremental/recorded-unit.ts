/**
 * A translation unit as columns that are read back in a moment: its spellings, its tokens by external declaration, and
 * its macro definitions. By it the declarations and definitions are found that a few lines of C need.
 */
import { isKeyword } from "../../parse/index.js";
import { findSpelling, hashBytes, type PreprocessedUnit, type SpellingIndex } from "../../preprocess/index.js";
import type { TokenBuffer } from "../../preprocess/tokens.js";
import type { SpellingId } from "../../support/interner.js";
import type { Column } from "./columns.js";

/** In `macros`, beside one more than the index of a definition, and 0 for no macro. */
const PREDEFINED = 0xffff_fffe;
/** Undefined somewhere, or defined more than once: what it means depends on the place. */
const AMBIGUOUS = 0xffff_ffff;

/** What a name is as a macro. `at`: number of tokens in front of the definition, `position`: of the name in it. */
export type RecordedMacro =
  | { readonly kind: "none" | "predefined" | "ambiguous" }
  | { readonly kind: "defined"; readonly position: number; readonly at: number };

/**
 * The columns of a unit.
 * @param starts first token of each external declaration
 * @param start first position of the header that bindgen was given, in which changes are looked for later
 * @param end behind its last
 */
export function unitColumns(
  { spellings: table, tokens, macros: { history } }: PreprocessedUnit,
  starts: readonly number[],
  start: number,
  end: number,
): Record<string, Column> {
  const { count } = table;
  const macros = new Uint32Array(count);
  const macroPositions = new Uint32Array(history.length);
  const macroPlaces = new Uint32Array(history.length);
  let bodies = tokens;
  for (let index = 0; index < history.length; index++) {
    const event = history[index];
    if (event?.kind !== "define") {
      const spelling = event === undefined ? undefined : table.interner.find(event.name);
      if (spelling !== undefined) macros[spelling] = AMBIGUOUS;
      continue;
    }
    const { spelling, position, at, origin } = event.definition;
    macros[spelling] = macros[spelling] !== 0 ? AMBIGUOUS : origin === "file" ? index + 1 : PREDEFINED;
    macroPositions[index] = position;
    macroPlaces[index] = at;
    if (bodies === tokens) bodies = event.definition.body.buffer;
  }
  const declarations = new Uint32Array(starts.length + 1);
  declarations.set(starts);
  declarations[starts.length] = tokens.length;
  const own = Uint32Array.from(declarationsWithin(declarations, tokens.expansions, start, end));
  return {
    macros,
    macroPositions,
    macroPlaces,
    bodies: bodies.spellings.subarray(0, bodies.length),
    tokens: tokens.spellings.subarray(0, tokens.length),
    declarations,
    own,
    ownOffsets: own.map((declaration) => (tokens.expansions[declarations[declaration] ?? 0] ?? 0) - start),
    slots: table.slots,
    hashes: table.hashes.subarray(0, count),
    starts: table.starts.subarray(0, count + 1),
    pool: table.pool.subarray(0, table.starts[count]),
  };
}

/** The declarations of which all tokens lie between two positions. */
function declarationsWithin(
  declarations: Uint32Array,
  positions: TokenBuffer["expansions"],
  start: number,
  end: number,
): number[] {
  const within: number[] = [];
  for (let declaration = 0; declaration + 1 < declarations.length; declaration++) {
    const behind = declarations[declaration + 1] as number;
    let token = declarations[declaration] as number;
    while (token < behind && (positions[token] as number) >= start && (positions[token] as number) < end) token++;
    if (token === behind) within.push(declaration);
  }
  return within;
}

export class RecordedUnit {
  readonly #columns: ReadonlyMap<string, Column>;
  readonly #table: SpellingIndex;
  readonly #texts = new Map<SpellingId, string>();
  readonly #tokens: Uint32Array;
  /** First token of each declaration; each ends where the next begins. */
  readonly #starts: Uint32Array;

  /** @throws Error when one of the columns is missing */
  constructor(columns: ReadonlyMap<string, Column>) {
    this.#columns = columns;
    this.#table = {
      slots: this.#signed("slots"),
      hashes: this.#signed("hashes"),
      starts: this.#words("starts"),
      pool: this.#bytes("pool"),
    };
    this.#tokens = this.#words("tokens");
    this.#starts = this.#words("declarations");
  }

  /** The id of a spelling; undefined for one that the unit does not have, not even within a macro. */
  find(text: string): SpellingId | undefined {
    const bytes = Uint8Array.from(Buffer.from(text, "latin1"));
    const id = findSpelling(this.#table, bytes, 0, bytes.length, hashBytes(bytes, 0, bytes.length));
    return id === 0 ? undefined : id;
  }

  /** Whether a spelling occurs outside of the header's own declarations: in another one, or in a macro's definition. */
  isElsewhere(id: SpellingId): boolean {
    if (this.#words("bodies").includes(id)) return true;
    const own = this.#words("own");
    for (let at = this.#tokens.indexOf(id); at !== -1; at = this.#tokens.indexOf(id, at + 1)) {
      if (!own.includes(this.#declarationAt(at))) return true;
    }
    return false;
  }

  macro(id: SpellingId): RecordedMacro {
    const found = this.#words("macros")[id] ?? 0;
    if (found === 0) return { kind: "none" };
    if (found === PREDEFINED) return { kind: "predefined" };
    if (found === AMBIGUOUS) return { kind: "ambiguous" };
    const index = found - 1;
    return {
      kind: "defined",
      position: this.#words("macroPositions")[index] ?? 0,
      at: this.#words("macroPlaces")[index] ?? 0,
    };
  }

  /**
   * The first external declaration that declares a name as a typedef or enumerator, or defines it as a tag; null when there
   * is none in front of token `before`.
   */
  declaring(id: SpellingId, before: number): number | null {
    for (let at = this.#tokens.indexOf(id); at !== -1 && at < before; at = this.#tokens.indexOf(id, at + 1)) {
      const declaration = this.#declarationAt(at);
      if (this.#declares(declaration, at)) return declaration;
    }
    return null;
  }

  /** The spellings of a declaration's identifiers, each once. */
  identifiersOf(declaration: number): Set<SpellingId> {
    const { start, end } = this.rangeOf(declaration);
    const ids = new Set<SpellingId>();
    for (let at = start; at < end; at++) {
      const id = this.#tokens[at] as SpellingId;
      const text = this.text(id);
      if (/^[A-Za-z_$]/.test(text) && !isKeyword(text)) ids.add(id);
    }
    return ids;
  }

  /** A declaration after all macros are expanded. */
  declarationText(declaration: number): string {
    const { start, end } = this.rangeOf(declaration);
    const words: string[] = [];
    for (let at = start; at < end; at++) words.push(this.text(this.#tokens[at] as SpellingId));
    return words.join(" ");
  }

  /** Token indexes, half open. */
  rangeOf(declaration: number): { readonly start: number; readonly end: number } {
    return { start: this.#starts[declaration] ?? 0, end: this.#starts[declaration + 1] ?? 0 };
  }

  /** The first token of the header's own declaration that begins at this byte offset; null when none does. */
  ownDeclaration(offset: number): number | null {
    const index = this.#words("ownOffsets").indexOf(offset);
    return index === -1 ? null : this.rangeOf(this.#words("own")[index] ?? 0).start;
  }

  #declarationAt(token: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#starts[middle] ?? 0) <= token) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Whether the name at token `name` is declared there: C11 6.7.2.2 (enumerators), 6.7.2.3 (tags), 6.7.8 (typedefs). */
  #declares(declaration: number, name: number): boolean {
    const { start, end } = this.rangeOf(declaration);
    const before = this.#word(name - 1);
    const behind = this.#word(name + 1);
    if (before === "struct" || before === "union" || before === "enum") return behind === "{";
    const isListed = (before === "{" || before === ",") && (behind === "=" || behind === "," || behind === "}");
    const isTypedef = this.#word(start) === "typedef" || this.#word(start + 1) === "typedef";
    if (!isListed && !isTypedef) return false;
    const enclosing: { readonly at: number; readonly isEnum: boolean }[] = [];
    for (let at = start; at < name; at++) {
      const word = this.#word(at);
      if (word === "{" || word === "(" || word === "[") {
        const isEnum = word === "{" && (this.#word(at - 1) === "enum" || this.#word(at - 2) === "enum");
        enclosing.push({ at, isEnum });
      } else if (word === "}" || word === ")" || word === "]") enclosing.pop();
    }
    if (enclosing.at(-1)?.isEnum === true) return isListed;
    const [outermost] = enclosing;
    if (!isTypedef || !";,)[(".includes(behind)) return false;
    // `(*name)(…)`: only a declarator, and no list of parameters, has another one or an array behind it.
    return outermost === undefined || (this.#word(outermost.at) === "(" && this.#isDeclarator(outermost.at, end));
  }

  /** Whether the parenthesis at token `open` is closed in front of a derivation. */
  #isDeclarator(open: number, end: number): boolean {
    let depth = 0;
    for (let at = open; at < end; at++) {
      const word = this.#word(at);
      if (word === "(") depth++;
      else if (word === ")") depth--;
      if (depth === 0) return this.#word(at + 1) === "(" || this.#word(at + 1) === "[";
    }
    return false;
  }

  #word(token: number): string {
    return token < 0 || token >= this.#tokens.length ? "" : this.text(this.#tokens[token] as SpellingId);
  }

  /** The spelling behind an id. */
  text(id: SpellingId): string {
    let text = this.#texts.get(id);
    if (text === undefined) {
      const { pool, starts } = this.#table;
      text = Buffer.from(pool.subarray(starts[id], starts[id + 1])).toString("latin1");
      this.#texts.set(id, text);
    }
    return text;
  }

  #bytes(name: string): Uint8Array {
    const column = this.#columns.get(name);
    if (column instanceof Uint8Array) return column;
    throw new Error(`there is no column ${name} of bytes`);
  }

  #words(name: string): Uint32Array {
    const column = this.#columns.get(name);
    if (column instanceof Uint32Array) return column;
    throw new Error(`there is no column ${name} of words`);
  }

  #signed(name: string): Int32Array {
    const column = this.#columns.get(name);
    if (column instanceof Int32Array) return column;
    throw new Error(`there is no column ${name} of signed words`);
  }
}
