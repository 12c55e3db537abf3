/**
 * Character constants and string literals (C11 6.4.4.4, 6.4.5; translation phases 5 and 6).
 * Comes in: spellings of tokens, one character for each byte of the source. Goes out: code units and type.
 */
import type { IntegerKind, TargetAbi } from "../../kernel/abi/types.js";
import { bitsOf, shapeOf, wrap } from "./integer.js";

export type TextPrefix = "" | "L" | "u" | "U" | "u8";

/** Code units of a literal, escapes resolved, without a terminator. */
export interface Units {
  readonly prefix: TextPrefix;
  readonly units: readonly number[];
}

export interface Invalid {
  readonly invalid: string;
}

/** Element type of a literal with this prefix (C11 6.4.5p6). */
export function elementKind(prefix: TextPrefix, abi: TargetAbi): IntegerKind {
  switch (prefix) {
    case "":
    case "u8":
      return "char";
    case "L":
      return abi.wcharType;
    case "u":
      return abi.char16Type;
    case "U":
      return abi.char32Type;
  }
}

/** Value and type of a character constant. */
export function readCharacter(
  text: string,
  abi: TargetAbi,
): { readonly value: bigint; readonly type: IntegerKind } | Invalid {
  const literal = readUnits(text, "'", abi);
  if ("invalid" in literal) return literal;
  if (literal.units.length === 0) return { invalid: "empty character constant" };
  if (literal.prefix === "") return { value: multiCharacter(literal.units, abi), type: "int" };
  const type = literal.prefix === "u8" ? "unsigned char" : elementKind(literal.prefix, abi);
  const last = literal.units[literal.units.length - 1] ?? 0;
  return { value: wrap(BigInt(last), shapeOf(type, abi)), type };
}

/** GCC manual, Characters Implementation: one `char` converts to `int`; several are shifted together, the last lowest. */
function multiCharacter(units: readonly number[], abi: TargetAbi): bigint {
  const only = units[0];
  if (units.length === 1 && only !== undefined) return wrap(BigInt(only), shapeOf("char", abi));
  let value = 0n;
  for (const unit of units) value = (value << 8n) | BigInt(unit & 0xff);
  return wrap(value, shapeOf("int", abi));
}

/** Prefix and code units of a token that is a character constant or a string literal. */
export function readUnits(text: string, quote: '"' | "'", abi: TargetAbi): Units | Invalid {
  const open = text.indexOf(quote);
  const prefix = text.slice(0, open);
  if (prefix.includes("R")) return readRaw(text, prefix, abi);
  if (open < 0 || !isPrefix(prefix) || text.length < open + 2 || !text.endsWith(quote)) {
    return { invalid: "unterminated literal" };
  }
  const body = text.slice(open + 1, -1);
  if (prefix === "" && !body.includes("\\")) return { prefix, units: bytesOf(body) };
  const units: number[] = [];
  const bad = readEscapes(body, prefix, abi, units);
  return bad === null ? { prefix, units } : { invalid: bad };
}

function isPrefix(text: string): text is TextPrefix {
  return text === "" || text === "L" || text === "u" || text === "U" || text === "u8";
}

/** GNU: `R"delimiter(…)delimiter"` in gnu99 and later. */
function readRaw(text: string, prefix: string, abi: TargetAbi): Units | Invalid {
  const kind = prefix.replace("R", "");
  const open = text.indexOf("(");
  const delimiter = text.slice(prefix.length + 1, open);
  const tail = `)${delimiter}"`;
  if (!isPrefix(kind) || open < 0 || !text.endsWith(tail)) return { invalid: "unterminated raw string" };
  const units: number[] = [];
  encode(text.slice(open + 1, -tail.length), kind, abi, units);
  return { prefix: kind, units };
}

function bytesOf(body: string): number[] {
  const units = new Array<number>(body.length);
  for (let at = 0; at < body.length; at++) units[at] = body.charCodeAt(at) & 0xff;
  return units;
}

/** Appends what `body` stands for; a message when an escape sequence is wrong. */
function readEscapes(body: string, prefix: TextPrefix, abi: TargetAbi, units: number[]): string | null {
  let at = 0;
  while (at < body.length) {
    const backslash = body.indexOf("\\", at);
    const plainEnd = backslash < 0 ? body.length : backslash;
    encode(body.slice(at, plainEnd), prefix, abi, units);
    if (backslash < 0) return null;
    const next = readEscape(body, backslash + 1, prefix, abi, units);
    if (next < 0) return "incomplete escape sequence";
    at = next;
  }
  return null;
}

/** C11 6.4.4.4p3-7 and GNU's `\e`. */
const SIMPLE_ESCAPES: ReadonlyMap<string, number> = new Map([
  ["n", 10],
  ["t", 9],
  ["r", 13],
  ["a", 7],
  ["b", 8],
  ["f", 12],
  ["v", 11],
  ["e", 27],
  ["E", 27],
]);

/** Reads one escape sequence from behind its backslash; gives where it ends, -1 when it is incomplete. */
function readEscape(body: string, at: number, prefix: TextPrefix, abi: TargetAbi, units: number[]): number {
  const letter = body.charAt(at);
  if (letter === "") return -1;
  if (letter === "x") return readNumeric(body, at + 1, 16, body.length, prefix, abi, units);
  if (letter >= "0" && letter <= "7") return readNumeric(body, at, 8, at + 3, prefix, abi, units);
  if (letter === "u" || letter === "U") return readUniversal(body, at, prefix, abi, units);
  units.push(SIMPLE_ESCAPES.get(letter) ?? letter.charCodeAt(0) & 0xff);
  return at + 1;
}

function readNumeric(
  body: string,
  start: number,
  radix: 8 | 16,
  limit: number,
  prefix: TextPrefix,
  abi: TargetAbi,
  units: number[],
): number {
  const mask = (1n << BigInt(bitsOf(elementKind(prefix, abi), abi))) - 1n;
  let value = 0n;
  let at = start;
  while (at < body.length && at < limit) {
    const digit = Number.parseInt(body.charAt(at), radix);
    if (Number.isNaN(digit)) break;
    value = ((value * BigInt(radix)) & MASK_64) + BigInt(digit);
    at++;
  }
  if (at === start) return -1;
  units.push(Number(value & mask));
  return at;
}

const MASK_64 = 0xffff_ffff_ffff_ffffn;

function readUniversal(body: string, at: number, prefix: TextPrefix, abi: TargetAbi, units: number[]): number {
  const length = body.charAt(at) === "u" ? 4 : 8;
  const digits = body.slice(at + 1, at + 1 + length);
  const code = Number.parseInt(digits, 16);
  if (digits.length < length || Number.isNaN(code) || code > 0x10ffff) return -1;
  pushCodePoint(code, prefix, abi, units);
  return at + 1 + length;
}

/** Source bytes are UTF-8; narrow literals keep them, wide ones are decoded (GCC: -finput-charset, -fwide-exec-charset). */
function encode(body: string, prefix: TextPrefix, abi: TargetAbi, units: number[]): void {
  if (prefix === "" || prefix === "u8") {
    for (let at = 0; at < body.length; at++) units.push(body.charCodeAt(at) & 0xff);
    return;
  }
  const decoded = Buffer.from(body, "latin1").toString("utf8");
  for (const character of decoded) pushCodePoint(character.codePointAt(0) ?? 0, prefix, abi, units);
}

function pushCodePoint(code: number, prefix: TextPrefix, abi: TargetAbi, units: number[]): void {
  if (prefix === "" || prefix === "u8") {
    units.push(...Buffer.from(String.fromCodePoint(code), "utf8"));
  } else if (code > 0xffff && bitsOf(elementKind(prefix, abi), abi) === 16) {
    units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
  } else {
    units.push(code);
  }
}

/** Adjacent literals as one (C11 6.4.5p5): any one prefix makes the whole so. */
export function concatenate(texts: readonly string[], abi: TargetAbi): Units | Invalid {
  let prefix: TextPrefix = "";
  for (const text of texts) {
    const own = text.slice(0, text.indexOf('"')).replace("R", "");
    if (!isPrefix(own)) return { invalid: "unknown string prefix" };
    if (own !== "" && prefix !== "" && own !== prefix) return { invalid: "unsupported non-standard concatenation" };
    if (own !== "") prefix = own;
  }
  const units: number[] = [];
  for (const text of texts) {
    const bare = text.startsWith(prefix) ? text : prefix + text;
    const part = readUnits(bare, '"', abi);
    if ("invalid" in part) return part;
    for (const unit of part.units) units.push(unit);
  }
  return { prefix, units };
}
