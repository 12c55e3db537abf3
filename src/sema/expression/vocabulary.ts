/**
 * Punctuators and keywords that expressions consist of, as small codes indexed by interned spelling, so that
 * the parser compares numbers and never texts (C11 6.4.1, 6.4.6; GCC manual: Alternate Keywords).
 */
import type { Interner, SpellingId } from "../../support/interner.js";

/** 0 is everything else: ordinary identifiers, constants, stray characters. */
export const Code = {
  Other: 0,
  // Binary operators, in the order of the table below.
  Comma: 1,
  OrOr: 2,
  AndAnd: 3,
  Or: 4,
  Xor: 5,
  And: 6,
  Equal: 7,
  NotEqual: 8,
  Less: 9,
  Greater: 10,
  LessEqual: 11,
  GreaterEqual: 12,
  ShiftLeft: 13,
  ShiftRight: 14,
  Plus: 15,
  Minus: 16,
  Star: 17,
  Slash: 18,
  Percent: 19,
  // Other punctuators.
  OpenParen: 20,
  CloseParen: 21,
  OpenBracket: 22,
  CloseBracket: 23,
  OpenBrace: 24,
  CloseBrace: 25,
  Dot: 26,
  Arrow: 27,
  Not: 28,
  Tilde: 29,
  Question: 30,
  Colon: 31,
  Semicolon: 32,
  Increment: 33,
  Decrement: 34,
  Assign: 35,
  CompoundAssign: 36,
  // Keywords of expressions.
  Sizeof: 40,
  Alignof: 41,
  PreferredAlignof: 42,
  Extension: 43,
  Real: 44,
  Imaginary: 45,
  Generic: 46,
  FunctionName: 47,
  BuiltinOffsetof: 48,
  BuiltinTypesCompatible: 49,
  BuiltinChooseExpr: 50,
  BuiltinVaArg: 51,
  BuiltinConstantP: 52,
  BuiltinHasAttribute: 53,
  BuiltinOther: 54,
  // What can begin a type name, apart from typedef names.
  BasicType: 60,
  Qualifier: 61,
  Record: 62,
  Enum: 63,
  Typeof: 64,
  OtherType: 65,
  Attribute: 66,
  /** Statements and declarations, which end an expression. */
  Statement: 70,
} as const;
export type Code = (typeof Code)[keyof typeof Code];

/** Precedence of binary operators: more binds tighter, 0 is none (C11 6.5.5 to 6.5.14); the comma is not among them. Indexed by code. */
export const PRECEDENCE = new Uint8Array(128);
PRECEDENCE.set([0, 0, 1, 2, 3, 4, 5, 6, 6, 7, 7, 7, 7, 8, 8, 9, 9, 10, 10, 10]);

const SPELLINGS: readonly (readonly [Code, string])[] = [
  [Code.Comma, ","],
  [Code.OrOr, "||"],
  [Code.AndAnd, "&&"],
  [Code.Or, "|"],
  [Code.Xor, "^"],
  [Code.And, "&"],
  [Code.Equal, "=="],
  [Code.NotEqual, "!="],
  [Code.Less, "<"],
  [Code.Greater, ">"],
  [Code.LessEqual, "<="],
  [Code.GreaterEqual, ">="],
  [Code.ShiftLeft, "<<"],
  [Code.ShiftRight, ">>"],
  [Code.Plus, "+"],
  [Code.Minus, "-"],
  [Code.Star, "*"],
  [Code.Slash, "/"],
  [Code.Percent, "%"],
  [Code.OpenParen, "("],
  [Code.CloseParen, ")"],
  [Code.OpenBracket, "[ <:"],
  [Code.CloseBracket, "] :>"],
  [Code.OpenBrace, "{ <%"],
  [Code.CloseBrace, "} %>"],
  [Code.Dot, "."],
  [Code.Arrow, "->"],
  [Code.Not, "!"],
  [Code.Tilde, "~"],
  [Code.Question, "?"],
  [Code.Colon, ":"],
  [Code.Semicolon, ";"],
  [Code.Increment, "++"],
  [Code.Decrement, "--"],
  [Code.Assign, "="],
  [Code.CompoundAssign, "+= -= *= /= %= <<= >>= &= |= ^="],
  [Code.Sizeof, "sizeof"],
  [Code.Alignof, "_Alignof"],
  [Code.PreferredAlignof, "__alignof__ __alignof"],
  [Code.Extension, "__extension__"],
  [Code.Real, "__real__ __real"],
  [Code.Imaginary, "__imag__ __imag"],
  [Code.Generic, "_Generic"],
  [Code.FunctionName, "__func__ __FUNCTION__ __PRETTY_FUNCTION__"],
  [Code.BuiltinOffsetof, "__builtin_offsetof"],
  [Code.BuiltinTypesCompatible, "__builtin_types_compatible_p"],
  [Code.BuiltinChooseExpr, "__builtin_choose_expr"],
  [Code.BuiltinVaArg, "__builtin_va_arg"],
  [Code.BuiltinConstantP, "__builtin_constant_p"],
  [Code.BuiltinHasAttribute, "__builtin_has_attribute"],
  [Code.BuiltinOther, "__builtin_convertvector __builtin_shuffle __builtin_call_with_static_chain __builtin_complex"],
  [Code.BasicType, "void char short int long float double signed __signed__ __signed unsigned _Bool __int128"],
  [Code.Qualifier, "const __const__ __const volatile __volatile__ __volatile restrict __restrict__ __restrict"],
  [Code.Record, "struct union"],
  [Code.Enum, "enum"],
  [Code.Typeof, "typeof __typeof__ __typeof typeof_unqual __typeof_unqual__ __typeof_unqual"],
  [
    Code.OtherType,
    "_Complex __complex__ __complex _Atomic _BitInt __auto_type __builtin_va_list __float128 __ibm128 __bf16 __fp16 _Float16 " +
      "_Float32 _Float64 _Float128 _Float32x _Float64x _Decimal32 _Decimal64 _Decimal128 _Fract _Accum _Sat " +
      "__int128_t __uint128_t __seg_gs __seg_fs _Alignas _Noreturn inline __inline __inline__ _Thread_local __thread " +
      "extern static register auto typedef _Nonnull _Nullable",
  ],
  [Code.Attribute, "__attribute__ __attribute"],
  [
    Code.Statement,
    "if else while do for switch case default break continue goto return asm __asm__ __asm __label__ _Static_assert",
  ],
];

const CODES: ReadonlyMap<string, Code> = new Map(
  SPELLINGS.flatMap(([code, texts]) => texts.split(" ").map((text) => [text, code] as const)),
);

/** Codes of the spellings that one interner knows. */
interface Vocabulary {
  /** Indexed by `SpellingId`; ids beyond its end are `Code.Other`. */
  codes: Uint8Array;
  /** Spellings looked at so far: an interner grows while macros are expanded. */
  seen: number;
}

/** Owned by the interner it belongs to: lives and dies with it. */
const BY_INTERNER = new WeakMap<Interner, Vocabulary>();

/** The codes of all spellings that an interner has by now, indexed by `SpellingId`. */
export function codesOf(interner: Interner): Uint8Array {
  let vocabulary = BY_INTERNER.get(interner);
  if (vocabulary === undefined) {
    vocabulary = firstVocabulary(interner);
    BY_INTERNER.set(interner, vocabulary);
  }
  while (vocabulary.seen < interner.size) {
    const id = vocabulary.seen++ as SpellingId;
    const code = CODES.get(interner.text(id));
    if (code !== undefined) assign(vocabulary, id, code);
  }
  return vocabulary.codes;
}

/** An interner that has grown large before is asked for our spellings, not each of its own. */
function firstVocabulary(interner: Interner): Vocabulary {
  const vocabulary: Vocabulary = { codes: new Uint8Array(1024), seen: interner.size };
  for (const [text, code] of CODES) {
    const id = interner.find(text);
    if (id !== undefined) assign(vocabulary, id, code);
  }
  return vocabulary;
}

function assign(vocabulary: Vocabulary, id: SpellingId, code: Code): void {
  if (id >= vocabulary.codes.length) {
    const larger = new Uint8Array(Math.max(id + 1, vocabulary.codes.length * 2));
    larger.set(vocabulary.codes);
    vocabulary.codes = larger;
  }
  vocabulary.codes[id] = code;
}
