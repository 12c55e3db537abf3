/**
 * The vocabulary of declarations: every token spelling that the grammar of declarations knows has a small
 * number, its word, so that the scanner compares numbers.
 *
 * Input: the interned spellings of a token buffer and the dialect table `grammars/gnu.json`.
 * Output: one byte for each spelling. Keywords of C11 6.4.1, punctuators of 6.4.6 (digraphs 6.4.6p3 too).
 */
import { readFileSync } from "node:fs";
import type { Interner } from "../support/interner.js";
import { packageFile } from "../support/package-files.js";

/** What a token is to the grammar of declarations. All spellings of one keyword share a word, and so do all names. */
export const Word = {
  /** A token that no declaration needs to know. */
  Other: 0,
  ParenOpen: 1,
  ParenClose: 2,
  BracketOpen: 3,
  BracketClose: 4,
  BraceOpen: 5,
  BraceClose: 6,
  Semicolon: 7,
  Comma: 8,
  Star: 9,
  Equals: 10,
  Colon: 11,
  Ellipsis: 12,
  Scope: 13,
  Typedef: 14,
  Extern: 15,
  Static: 16,
  Auto: 17,
  Register: 18,
  ThreadLocal: 19,
  Constexpr: 20,
  Inline: 21,
  Noreturn: 22,
  Const: 23,
  Volatile: 24,
  Restrict: 25,
  Atomic: 26,
  Extension: 27,
  Alignas: 28,
  Attribute: 29,
  Declspec: 30,
  Asm: 31,
  StaticAssert: 32,
  Struct: 33,
  Union: 34,
  Enum: 35,
  Typeof: 36,
  TypeofUnqual: 37,
  AutoType: 38,
  BitInt: 39,
  VaList: 40,
  AddressSpace: 41,
  AttributeKeyword: 42,
  UnsupportedType: 43,
  /** A keyword that begins or belongs to an expression or a statement: never a name. */
  Reserved: 44,
  /** An identifier that is no keyword. */
  Identifier: 45,
  /** Of a block pointer (clang, "Language Specification for Blocks"). */
  Caret: 46,
  /** The type specifiers of C11 6.7.2p1 that form multisets, to the end of the table. */
  Void: 47,
  Char: 48,
  Short: 49,
  Int: 50,
  Long: 51,
  Float: 52,
  Double: 53,
  Signed: 54,
  Unsigned: 55,
  Bool: 56,
  Complex: 57,
  Int128: 58,
  Float128Gnu: 59,
  Float16: 60,
  Float32: 61,
  Float64: 62,
  Float128: 63,
  Float32x: 64,
  Float64x: 65,
  Bfloat16: 66,
  StorageFloat16: 67,
} as const;
export type Word = (typeof Word)[keyof typeof Word];

/** The words of multisets of type specifiers are those from here on. */
export const FIRST_TYPE_WORD = Word.Void;

/** Past the last token. */
export const END = 255;

const KEYWORD_WORDS: Readonly<Record<string, Word>> = {
  typedef: Word.Typedef,
  extern: Word.Extern,
  static: Word.Static,
  auto: Word.Auto,
  register: Word.Register,
  "thread-local": Word.ThreadLocal,
  constexpr: Word.Constexpr,
  inline: Word.Inline,
  noreturn: Word.Noreturn,
  const: Word.Const,
  volatile: Word.Volatile,
  restrict: Word.Restrict,
  atomic: Word.Atomic,
  extension: Word.Extension,
  alignas: Word.Alignas,
  attribute: Word.Attribute,
  declspec: Word.Declspec,
  asm: Word.Asm,
  "static-assert": Word.StaticAssert,
  struct: Word.Struct,
  union: Word.Union,
  enum: Word.Enum,
  typeof: Word.Typeof,
  "typeof-unqual": Word.TypeofUnqual,
  "auto-type": Word.AutoType,
  "bit-int": Word.BitInt,
  "va-list": Word.VaList,
  "unsupported-type": Word.UnsupportedType,
  reserved: Word.Reserved,
  void: Word.Void,
  char: Word.Char,
  short: Word.Short,
  int: Word.Int,
  long: Word.Long,
  float: Word.Float,
  double: Word.Double,
  signed: Word.Signed,
  unsigned: Word.Unsigned,
  _Bool: Word.Bool,
  _Complex: Word.Complex,
  __int128: Word.Int128,
  __float128: Word.Float128Gnu,
  _Float16: Word.Float16,
  _Float32: Word.Float32,
  _Float64: Word.Float64,
  _Float128: Word.Float128,
  _Float32x: Word.Float32x,
  _Float64x: Word.Float64x,
  __bf16: Word.Bfloat16,
  __fp16: Word.StorageFloat16,
};

/** The word of a keyword by its name in the dialect table, or `undefined`. */
export function keywordWord(name: string): Word | undefined {
  return KEYWORD_WORDS[name];
}

const PUNCTUATORS: readonly (readonly [string, Word])[] = [
  ["(", Word.ParenOpen],
  [")", Word.ParenClose],
  ["[", Word.BracketOpen],
  ["<:", Word.BracketOpen],
  ["]", Word.BracketClose],
  [":>", Word.BracketClose],
  ["{", Word.BraceOpen],
  ["<%", Word.BraceOpen],
  ["}", Word.BraceClose],
  ["%>", Word.BraceClose],
  [";", Word.Semicolon],
  [",", Word.Comma],
  ["*", Word.Star],
  ["^", Word.Caret],
  ["=", Word.Equals],
  [":", Word.Colon],
  ["...", Word.Ellipsis],
  ["::", Word.Scope],
];

/** Whose keywords are in force. */
export interface Dialect {
  /** The keywords that C23 made of C11's macros (C23 6.4.1). */
  readonly c23: boolean;
  readonly clang: boolean;
}

/** `grammars/gnu.json`. */
interface DialectTable {
  readonly keywords: Readonly<Record<string, readonly string[]>>;
  readonly c23Keywords: Readonly<Record<string, readonly string[]>>;
  /** Keywords of GCC that are plain names for clang. */
  readonly notClangKeywords: readonly string[];
  readonly attributeKeywords: Readonly<Record<string, string>>;
  readonly addressSpaces: readonly string[];
  readonly addressSpaceNumbers: Readonly<Record<string, string>>;
  readonly builtinTypedefs: readonly string[];
}

/** The dialect table that is shipped with the tool. */
export const GNU_DIALECT: DialectTable = JSON.parse(
  readFileSync(packageFile("grammars/gnu.json"), "utf8"),
) as DialectTable;

/** Whether the text is a keyword, in whichever dialect: no name of a parameter. */
export function isKeyword(text: string): boolean {
  return KEYWORDS.has(text);
}

const KEYWORDS: ReadonlySet<string> = new Set(
  [GNU_DIALECT.keywords, GNU_DIALECT.c23Keywords].flatMap((table) => Object.values(table).flat()),
);

/**
 * The word of every spelling known to `interner` (which is given the keywords first, so that later spellings
 * are never keywords).
 * @returns indexed by spelling id; spellings beyond its end are names or nothing that matters
 */
export function wordsOf(interner: Interner, dialect: Dialect): Uint8Array {
  const entries: [string, Word][] = PUNCTUATORS.map(([text, word]) => [text, word]);
  addKeywords(entries, GNU_DIALECT.keywords);
  if (dialect.c23) addKeywords(entries, GNU_DIALECT.c23Keywords);
  for (const text of Object.keys(GNU_DIALECT.attributeKeywords)) entries.push([text, Word.AttributeKeyword]);
  for (const text of GNU_DIALECT.addressSpaces) entries.push([text, Word.AddressSpace]);
  const ids = entries.map(([text]) => interner.intern(text));
  const words = new Uint8Array(interner.size);
  entries.forEach(([, word], index) => {
    words[ids[index] ?? 0] = word;
  });
  for (const text of dialect.clang ? GNU_DIALECT.notClangKeywords : []) words[interner.intern(text)] = Word.Other;
  return words;
}

function addKeywords(entries: [string, Word][], table: Readonly<Record<string, readonly string[]>>): void {
  for (const [name, spellings] of Object.entries(table)) {
    const word = keywordWord(name);
    if (word === undefined) throw new Error(`grammars/gnu.json names the keyword ${name}, which the parser lacks`);
    for (const text of spellings) entries.push([text, word]);
  }
}
