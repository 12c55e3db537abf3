/** Arithmetic on bit positions. Numbers stay below 2^53, so `%` and division instead of 32-bit operators. */

/** The next multiple of `align` (at least 1) that is not below `value`. */
export function alignTo(value: number, align: number): number {
  const over = value % align;
  return over === 0 ? value : value + (align - over);
}

/** The largest power of two that divides `value`, which is positive. */
export function lowestSetBit(value: number): number {
  let bit = 1;
  while (value % (bit * 2) === 0) bit *= 2;
  return bit;
}
