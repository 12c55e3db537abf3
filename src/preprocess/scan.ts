/**
 * Scanners for single preprocessing tokens (C11 6.4). Each takes the bytes and the offset where the token
 * begins and returns the offset behind it. The bytes end in zeros, so no scanner runs past the end.
 */
import {
  APOSTROPHE,
  BACKSLASH,
  CHAR_CLASS,
  CharClass,
  CONTINUES_IDENTIFIER,
  DOT,
  GREATER,
  NEWLINE,
  QUOTE,
  SLASH,
  STAR,
} from "./characters.js";
import { known, PUNCTUATORS } from "./known-spellings.js";

/** Identifier, C11 6.4.2.1. Universal character names are parts of identifiers as well. */
export function scanIdentifier(bytes: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    while (CONTINUES_IDENTIFIER[bytes[at] as number] === 1) at++;
    if (bytes[at] !== BACKSLASH) return at;
    const after = scanUniversalCharacterName(bytes, at);
    if (after === 0) return at;
    at = after;
  }
}

/** `\uXXXX` or `\UXXXXXXXX` (C11 6.4.3); 0 when there is none at `start`. */
export function scanUniversalCharacterName(bytes: Uint8Array, start: number): number {
  const letter = bytes[start + 1];
  const digits = letter === 0x75 ? 4 : letter === 0x55 ? 8 : 0;
  if (digits === 0) return 0;
  for (let at = start + 2; at < start + 2 + digits; at++) {
    if (!isHexDigit(bytes[at] as number)) return 0;
  }
  return start + 2 + digits;
}

function isHexDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
}

/** pp-number, C11 6.4.8: a sign belongs to it behind `e`, `E`, `p` and `P`. */
export function scanNumber(bytes: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    const byte = bytes[at] as number;
    if (CONTINUES_IDENTIFIER[byte] === 1 || byte === DOT) {
      at++;
      continue;
    }
    if (byte !== 0x2b && byte !== 0x2d) return at;
    const before = (bytes[at - 1] as number) | 0x20;
    if (before !== 0x65 && before !== 0x70) return at;
    at++;
  }
}

/**
 * Character constant or string literal (C11 6.4.4.4, 6.4.5) whose opening quote is at `start`.
 * Returns the negative of where the line ends when nothing closes it.
 */
export function scanQuoted(bytes: Uint8Array, start: number, end: number): number {
  const quote = bytes[start];
  for (let at = start + 1; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === quote) return at + 1;
    if (byte === NEWLINE) return -at;
    if (byte === BACKSLASH && bytes[at + 1] !== NEWLINE) at++;
  }
  return -end;
}

/** Header name (C11 6.4.7) that begins at `start` with `<` or a quote; 0 when it does not end on the line. */
export function scanHeaderName(bytes: Uint8Array, start: number, end: number): number {
  const closing = bytes[start] === QUOTE ? QUOTE : GREATER;
  for (let at = start + 1; at < end; at++) {
    if (bytes[at] === closing) return at + 1;
    if (bytes[at] === NEWLINE) return 0;
  }
  return 0;
}

/** The offset behind a block comment that begins at `start`; -1 when it is not ended. */
export function scanBlockComment(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start + 3; ; at++) {
    at = bytes.indexOf(SLASH, at);
    if (at === -1 || at >= end) return -1;
    if (bytes[at - 1] === STAR) return at + 1;
  }
}

/** The offset of the newline that ends a line comment. */
export function scanLineComment(bytes: Uint8Array, start: number, end: number): number {
  const at = bytes.indexOf(NEWLINE, start);
  return at === -1 ? end : Math.min(at, end);
}

/** Length of each punctuator by its id. */
const PUNCTUATOR_LENGTHS = Uint8Array.from(["", ...PUNCTUATORS], (text) => text.length);

/** Ids of the punctuators that begin with a byte, longest first (C11 6.4p4). */
const PUNCTUATORS_BY_BYTE: readonly (readonly { id: number; bytes: Uint8Array }[])[] = Array.from(
  { length: 128 },
  (_, byte) =>
    PUNCTUATORS.filter((text) => text.charCodeAt(0) === byte)
      .sort((a, b) => b.length - a.length)
      .map((text) => ({ id: known(text), bytes: Uint8Array.from(text, (character) => character.charCodeAt(0)) })),
);

/** 1 for bytes that can follow the first one of a punctuator. */
const SECOND_BYTE = Uint8Array.from({ length: 256 }, (_, byte) =>
  PUNCTUATORS.some((text) => text.charCodeAt(1) === byte) ? 1 : 0,
);

/** Id of the one-byte punctuator for each byte; 0 without. */
const SINGLE = Uint8Array.from({ length: 256 }, (_, byte) => {
  const text = String.fromCharCode(byte);
  return PUNCTUATORS.includes(text) ? known(text) : 0;
});

/** The id of the longest punctuator at `start`, 0 when there is none. */
export function punctuatorAt(bytes: Uint8Array, start: number): number {
  const first = bytes[start] as number;
  if (SECOND_BYTE[bytes[start + 1] as number] === 0) return SINGLE[first] as number;
  for (const candidate of PUNCTUATORS_BY_BYTE[first] ?? []) {
    if (matches(bytes, start, candidate.bytes)) return candidate.id;
  }
  return 0;
}

function matches(bytes: Uint8Array, start: number, wanted: Uint8Array): boolean {
  for (let at = 1; at < wanted.length; at++) {
    if (bytes[start + at] !== wanted[at]) return false;
  }
  return true;
}

/** In bytes. */
export function punctuatorLength(id: number): number {
  return PUNCTUATOR_LENGTHS[id] as number;
}

/** Length of the encoding prefix in front of a quote at `start` (C11 6.4.4.4, 6.4.5), 0 when there is none. */
export function literalPrefix(bytes: Uint8Array, start: number, unicode: boolean): number {
  const first = bytes[start];
  const second = bytes[start + 1] as number;
  const isQuote = second === QUOTE || second === APOSTROPHE;
  if (first === 0x4c) return isQuote ? 1 : 0;
  if (!unicode) return 0;
  if (first === 0x55) return isQuote ? 1 : 0;
  if (first !== 0x75) return 0;
  if (isQuote) return 1;
  return second === 0x38 && bytes[start + 2] === QUOTE ? 2 : 0;
}

/** Length of a raw string's prefix up to its quote (`R`, `LR`, `u8R`, …), 0 when there is none at `start`. */
export function rawPrefix(bytes: Uint8Array, start: number): number {
  let at = start;
  if (bytes[at] === 0x75 && bytes[at + 1] === 0x38) at += 2;
  else if (bytes[at] === 0x4c || bytes[at] === 0x75 || bytes[at] === 0x55) at++;
  return bytes[at] === 0x52 && bytes[at + 1] === QUOTE ? at + 1 - start : 0;
}

/** True when `bytes` up to `end` are exactly one preprocessing token; what `##` must give (C11 6.10.3.3p3). */
export function isSingleToken(bytes: Uint8Array, end: number, unicode: boolean): boolean {
  const first = bytes[0] as number;
  switch (CHAR_CLASS[first]) {
    case CharClass.Letter: {
      const prefix = literalPrefix(bytes, 0, unicode);
      return prefix > 0 ? scanQuoted(bytes, prefix, end) === end : scanIdentifier(bytes, 0) === end;
    }
    case CharClass.Digit:
      return scanNumber(bytes, 0) === end;
    case CharClass.Dot:
      if (CHAR_CLASS[bytes[1] as number] === CharClass.Digit) return scanNumber(bytes, 0) === end;
      return punctuatorLength(punctuatorAt(bytes, 0)) === end;
    case CharClass.Quote:
    case CharClass.Apostrophe:
      return scanQuoted(bytes, 0, end) === end;
    case CharClass.Slash:
    case CharClass.Less:
    case CharClass.Punctuator:
      return punctuatorLength(punctuatorAt(bytes, 0)) === end;
    default:
      return false;
  }
}
