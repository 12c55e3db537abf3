/** Arithmetic on bit positions. Numbers stay below 2^53: `%` and division, and 32-bit operators where they fit. */

/** The next multiple of `align` (at least 1) that is not below `value`. */
export function alignTo(value: number, align: number): number {
  const over = value % align;
  return over === 0 ? value : value + (align - over);
}

const MAX_INT = 0x7fff_ffff;

/** The largest power of two that divides `value`, which is positive. */
export function lowestSetBit(value: number): number {
  if (value <= MAX_INT) return value & -value;
  let bit = 1;
  while (value % (bit * 2) === 0) bit *= 2;
  return bit;
}
