/** Character classes of single bytes, as tables for the lexer (C11 5.2.1, 6.4). */

/** What a preprocessing token that begins with a byte can be. */
export const CharClass = {
  Other: 0,
  Space: 1,
  Newline: 2,
  /** Letter, underscore, GNU `$`, or a byte of a UTF-8 sequence (C11 6.4.2.1, GCC manual: Dollar Signs). */
  Letter: 3,
  Digit: 4,
  Quote: 5,
  Apostrophe: 6,
  Slash: 7,
  Dot: 8,
  Punctuator: 9,
  Backslash: 10,
  Less: 11,
} as const;

export const SPACE = 0x20;
export const NEWLINE = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const APOSTROPHE = 0x27;
export const BACKSLASH = 0x5c;
export const SLASH = 0x2f;
export const STAR = 0x2a;
export const DOT = 0x2e;
export const LESS = 0x3c;
export const GREATER = 0x3e;
export const PAREN_OPEN = 0x28;
export const PAREN_CLOSE = 0x29;
export const COMMA = 0x2c;
export const SEMICOLON = 0x3b;
export const BRACE_OPEN = 0x7b;
export const BRACE_CLOSE = 0x7d;

function classOf(byte: number): number {
  const character = String.fromCharCode(byte);
  if (byte === NEWLINE) return CharClass.Newline;
  // A NUL is white space to gcc and clang, outside of literals.
  if (" \t\v\f\r\0".includes(character)) return CharClass.Space;
  if (/[A-Za-z_$\x80-\xff]/.test(character)) return CharClass.Letter;
  if (/[0-9]/.test(character)) return CharClass.Digit;
  switch (character) {
    case '"':
      return CharClass.Quote;
    case "'":
      return CharClass.Apostrophe;
    case "/":
      return CharClass.Slash;
    case ".":
      return CharClass.Dot;
    case "\\":
      return CharClass.Backslash;
    case "<":
      return CharClass.Less;
    default:
      return "[](){}*&+-~!>^|?:;=,#%".includes(character) ? CharClass.Punctuator : CharClass.Other;
  }
}

/** `CharClass` of each byte. */
export const CHAR_CLASS = Uint8Array.from({ length: 256 }, (_, byte) => classOf(byte));

/** 1 for bytes that continue an identifier (C11 6.4.2.1). */
export const CONTINUES_IDENTIFIER = Uint8Array.from({ length: 256 }, (_, byte) =>
  classOf(byte) === CharClass.Letter || classOf(byte) === CharClass.Digit ? 1 : 0,
);
