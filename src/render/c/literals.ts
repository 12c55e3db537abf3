/** C literals: integers with a type that holds them (C11 6.4.4.1), floating constants, strings (6.4.5). */

const MAX_INT = (1n << 31n) - 1n;
const MAX_LONG_LONG = (1n << 63n) - 1n;
const MAX_UNSIGNED_LONG_LONG = (1n << 64n) - 1n;

/** A C expression with this value, in a type wide enough for it; negative ones in parentheses. */
export function integerLiteral(value: bigint): string {
  if (value < 0n) return negativeLiteral(value);
  if (value <= MAX_INT) return `${value}`;
  if (value <= MAX_LONG_LONG) return `${value}LL`;
  if (value <= MAX_UNSIGNED_LONG_LONG) return `${value}ULL`;
  return `((unsigned __int128)${integerLiteral(value >> 64n)} << 64 | ${integerLiteral(value & MAX_UNSIGNED_LONG_LONG)})`;
}

/** There are no negative constants in C: -2^63 would be the negation of one that does not fit. */
function negativeLiteral(value: bigint): string {
  if (value >= -MAX_INT) return `(${value})`;
  if (value >= -MAX_LONG_LONG) return `(${value}LL)`;
  if (value === -MAX_LONG_LONG - 1n) return `(-${MAX_LONG_LONG}LL - 1)`;
  return `(__int128)${integerLiteral(BigInt.asUintN(128, value))}`;
}

/** A `double` constant expression; `value` is decimal, `Infinity` or `NaN`. */
export function floatingLiteral(value: string): string {
  const number = Number(value);
  if (Number.isNaN(number)) return '__builtin_nan("")';
  if (!Number.isFinite(number)) return number < 0 ? "-__builtin_inf()" : "__builtin_inf()";
  return /[.eE]/.test(value) ? value : `${value}.0`;
}

/** A string literal of these bytes; everything but plain characters in octal, which takes at most three digits. */
export function cString(bytes: readonly number[]): string {
  let text = "";
  for (const byte of bytes) {
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c && byte !== 0x3f;
    text += plain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
  }
  return `"${text}"`;
}
