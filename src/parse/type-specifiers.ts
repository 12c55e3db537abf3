/**
 * The legal multisets of type specifiers (C11 6.7.2p2, with GNU's `__int128` and TS 18661-3's floating types)
 * as one table. A multiset is one number, a bit for each keyword and one for a second `long`.
 */
import type { FloatingKind, IntegerKind } from "../kernel/abi/types.js";
import type { TypeSpecifier } from "./ast.js";
import { FIRST_TYPE_WORD, keywordWord, Word } from "./words.js";

/** Spellings in any order: `long unsigned int` is the multiset of `unsigned long int`. */
const INTEGERS: Readonly<Record<IntegerKind, readonly string[]>> = {
  _Bool: ["_Bool"],
  char: ["char"],
  "signed char": ["signed char"],
  "unsigned char": ["unsigned char"],
  short: ["short", "signed short", "short int", "signed short int"],
  "unsigned short": ["unsigned short", "unsigned short int"],
  int: ["int", "signed", "signed int"],
  "unsigned int": ["unsigned", "unsigned int"],
  long: ["long", "signed long", "long int", "signed long int"],
  "unsigned long": ["unsigned long", "unsigned long int"],
  "long long": ["long long", "signed long long", "long long int", "signed long long int"],
  "unsigned long long": ["unsigned long long", "unsigned long long int"],
  // GNU: GCC manual, __int128.
  __int128: ["__int128", "signed __int128"],
  "unsigned __int128": ["unsigned __int128"],
};

const FLOATING: Readonly<Record<FloatingKind, readonly string[]>> = {
  float: ["float"],
  double: ["double"],
  "long double": ["long double"],
  __float128: ["__float128"],
  _Float16: ["_Float16"],
  _Float32: ["_Float32"],
  _Float64: ["_Float64"],
  _Float128: ["_Float128"],
  _Float32x: ["_Float32x"],
  _Float64x: ["_Float64x"],
  __bf16: ["__bf16"],
  // GCC manual, Half-Precision: Arm's; clang has it everywhere.
  __fp16: ["__fp16"],
};

const SECOND_LONG = 1 << 30;

/** The multiset of one keyword. */
export function multisetOf(word: number): number {
  return 1 << (word - FIRST_TYPE_WORD);
}

/** A multiset with one more keyword; 0 when that is once too often: `long` may stand there twice, the others once (C11 6.7.2p2). */
export function withKeyword(multiset: number, word: number): number {
  const bit = multisetOf(word);
  if ((multiset & bit) === 0) return multiset | bit;
  return word === Word.Long && (multiset & SECOND_LONG) === 0 ? multiset | SECOND_LONG : 0;
}

/** The type that a multiset denotes, or `undefined` when it is none. */
export function typeOfMultiset(multiset: number): TypeSpecifier | undefined {
  return MULTISETS.get(multiset);
}

const MULTISETS: ReadonlyMap<number, TypeSpecifier> = buildTable();

function buildTable(): Map<number, TypeSpecifier> {
  const table = new Map<number, TypeSpecifier>();
  table.set(multisetOfSpelling("void"), { kind: "void" });
  for (const [name, spellings] of Object.entries(INTEGERS) as [IntegerKind, readonly string[]][]) {
    for (const spelling of spellings) table.set(multisetOfSpelling(spelling), { kind: "integer", name });
  }
  for (const [name, spellings] of Object.entries(FLOATING) as [FloatingKind, readonly string[]][]) {
    for (const spelling of spellings) {
      table.set(multisetOfSpelling(spelling), { kind: "floating", name, complex: false });
      // For GCC `__float128` is the name of a type, not a specifier that combines (GCC manual, Floating Types).
      if (name !== "__float128")
        table.set(multisetOfSpelling(`${spelling} _Complex`), { kind: "floating", name, complex: true });
    }
  }
  // GNU: `_Complex` alone is `_Complex double` (GCC manual, Complex).
  table.set(multisetOfSpelling("_Complex"), { kind: "floating", name: "double", complex: true });
  return table;
}

function multisetOfSpelling(spelling: string): number {
  let multiset = 0;
  for (const keyword of spelling.split(" ")) {
    const word = keywordWord(keyword);
    if (word === undefined || word < FIRST_TYPE_WORD) throw new Error(`${keyword} is not a type specifier`);
    multiset = withKeyword(multiset, word);
  }
  return multiset;
}
