/**
 * Spellings that the preprocessor itself knows. They are interned first and in this order, so that their
 * ids are the same numbers in every table and can be constants here.
 */
import type { SpellingId } from "../support/interner.js";

/** C11 6.4.6, all of them, digraphs included. Longer ones are found before shorter ones by `punctuatorAt`. */
export const PUNCTUATORS = (
  "[ ] ( ) { } . -> ++ -- & * + - ~ ! / % << >> < > <= >= == != ^ | && || ? : ; ... = *= /= %= += -= <<= >>= " +
  "&= ^= |= , # ## <: :> <% %> %: %:%:"
).split(" ");

const NAMES = (
  "define undef include include_next import if ifdef ifndef elif elifdef elifndef else endif error warning line " +
  "pragma ident sccs assert unassert defined __VA_ARGS__ __VA_OPT__ once push_macro pop_macro GCC poison " +
  "system_header dependency _Pragma __has_include __has_include_next __LINE__ __FILE__ __BASE_FILE__ " +
  "__FILE_NAME__ __COUNTER__ __INCLUDE_LEVEL__ __DATE__ __TIME__ __TIMESTAMP__ __has_attribute " +
  "__has_c_attribute __has_builtin __has_feature __has_extension __has_declspec_attribute __has_warning " +
  "__is_identifier __building_module 0 1 true false message redefine_extname clang STDC " +
  "static inline __inline __inline__"
).split(" ");

/** Id 0 is the empty spelling: no token has it. "any argument" is none either; see effects.ts. */
export const KNOWN_SPELLINGS: readonly string[] = ["", ...PUNCTUATORS, ...NAMES, "any argument"];

const IDS = new Map(KNOWN_SPELLINGS.map((text, id) => [text, id as SpellingId]));

/** The constant id of a known spelling. */
export function known(text: string): SpellingId {
  const id = IDS.get(text);
  if (id === undefined) throw new Error(`${text} is not a known spelling`);
  return id;
}
