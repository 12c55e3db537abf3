/** Values of character constants in `#if` (C11 6.4.4.4, 6.10.1p4), with GCC's choices where C leaves one. */
import { Buffer } from "node:buffer";
import type { TargetAbi } from "../kernel/abi/types.js";
import type { ConditionValue } from "./condition.js";

/** C11 6.4.4.4p3, and GNU's `\e`. */
const SIMPLE_ESCAPES: ReadonlyMap<string, number> = new Map([
  ["'", 0x27],
  ['"', 0x22],
  ["?", 0x3f],
  ["\\", 0x5c],
  ["a", 7],
  ["b", 8],
  ["f", 12],
  ["n", 10],
  ["r", 13],
  ["t", 9],
  ["v", 11],
  ["e", 27],
  ["E", 27],
]);

const CHARACTER = /\\x([0-9a-fA-F]+)|\\([0-7]{1,3})|\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\(.)|([^\\])/gsy;

/** The value of a character constant as it is spelled; null when it is not valid. */
export function characterValue(text: string, abi: TargetAbi): ConditionValue | null {
  const prefix = /^[LuU]?/.exec(text)?.[0] ?? "";
  const body = text.slice(prefix.length + 1, -1);
  if (prefix === "") return narrow(body, abi);
  const units = codesOf(Buffer.from(body, "latin1").toString("utf8"));
  const last = units?.at(-1);
  if (last === undefined) return null;
  const kind = prefix === "L" ? abi.wcharType : prefix === "u" ? abi.char16Type : abi.char32Type;
  const bits = abi.integers[kind].size * 8;
  const isSigned = !kind.startsWith("unsigned") && kind !== "_Bool" && (kind !== "char" || abi.charSigned);
  return { value: isSigned ? BigInt.asIntN(bits, last) : BigInt.asUintN(bits, last), unsigned: !isSigned };
}

/** The codes of the characters and escape sequences; null when one of them is not valid. */
function codesOf(body: string): bigint[] | null {
  const codes: bigint[] = [];
  let end = 0;
  for (const match of body.matchAll(CHARACTER)) {
    const [whole, hex, octal, short, long, simple, plain] = match;
    const digits = hex ?? short ?? long;
    end = match.index + whole.length;
    if (digits !== undefined) codes.push(BigInt(`0x${digits}`));
    else if (octal !== undefined) codes.push(BigInt(`0o${octal}`));
    else if (plain !== undefined) codes.push(BigInt(plain.codePointAt(0) ?? 0));
    else codes.push(BigInt(SIMPLE_ESCAPES.get(simple ?? "") ?? (simple ?? "\0").charCodeAt(0)));
  }
  return end === body.length && codes.length > 0 ? codes : null;
}

/** GCC manual, Characters implementation: several characters are shifted into an `int`, the last one lowest. */
function narrow(body: string, abi: TargetAbi): ConditionValue | null {
  const codes = codesOf(body);
  if (codes === null) return null;
  let value = 0n;
  for (const code of codes) value = (value << 8n) | BigInt.asUintN(8, code);
  if (codes.length === 1) value = abi.charSigned ? BigInt.asIntN(8, value) : value;
  else value = BigInt.asIntN(32, value);
  return { value, unsigned: !abi.charSigned && codes.length === 1 };
}
