/**
 * Tokens as single numbers, for the contexts of the macro expander: `spelling << 4`, and flags. Numbers
 * below 16 are no tokens; paddings are gcc's: they carry white space from a token that was replaced to the
 * token that follows (GCC internals, "Token Spacing").
 */

export const PACK_SHIFT = 4;

/** White space stood before the token. */
export const PACKED_SPACE = 1;
/** It named a disabled macro and is never expanded again (C11 6.10.3.4p2). */
export const PACKED_NO_EXPAND = 2;

/** Padding behind an expansion: it cancels a padding without white space. */
export const PADDING_NULL = 0;
/** Padding before what replaces a token with white space before it, and one without. */
export const PADDING_SPACE = 1;
export const PADDING_TIGHT = 2;
/** An annotation or pragma; the token's position is the index in `Preprocessor.markers`. */
export const MARKER = 3;
/** End of the file, the directive or the argument. */
export const EOF_TOKEN = 4;
/** The least packed number that is a token. */
export const FIRST_TOKEN = 16;

/** State of white space between two tokens: nothing known, white space, none. */
export type Spacing = 0 | 1 | 2;

/** The spacing behind a padding. */
export function padSpacing(spacing: Spacing, padding: number): Spacing {
  if (padding === PADDING_NULL) return spacing === 2 ? 0 : spacing;
  return spacing === 0 ? (padding as Spacing) : spacing;
}

/** Whether white space stands before `token` after paddings that gave `spacing`. */
export function isSpaced(spacing: Spacing, token: number): boolean {
  return spacing === 0 ? (token & PACKED_SPACE) !== 0 : spacing === 1;
}

/** The padding that goes before what replaces `token`. */
export function paddingFor(token: number): number {
  return (token & PACKED_SPACE) !== 0 ? PADDING_SPACE : PADDING_TIGHT;
}
