/** Which bytes of a record change when all bits of one bit-field are ones. */
import type { Bindings } from "../../ir/types.js";

/**
 * A C expression that is true when `object` is not as it must be: the bytes of the bit-field and one on each side.
 * @param offset bits from the start of the record, numbered as in the IR
 * @param width bits
 * @param size of the record, bytes
 * @param constant the object is a static const one: `KBINDGEN_BYTES` then compares what the compiler can fold
 */
export function bitPattern(
  endian: Bindings["target"]["endian"],
  offset: number,
  width: number,
  size: number,
  constant: boolean,
): string {
  const first = Math.max(0, Math.floor(offset / 8) - 1);
  const last = Math.min(size - 1, Math.floor((offset + width - 1) / 8) + 1);
  const bytes: number[] = [];
  for (let byte = first; byte <= last; byte++) bytes.push(onesIn(endian, byte, offset, width));
  const each = compareBytes(first, bytes);
  if (!constant) return each;
  // clang leaves the padding of a constant object undefined: there only bytes that the bit-field has are compared.
  const own = bytes.flatMap((value, index) => (value === 0 ? [] : [compareBytes(first + index, [value])]));
  return compareMemory(first, bytes, own.join(" || "));
}

/** The bits of `byte` that lie in the bit-field. */
function onesIn(endian: "little" | "big", byte: number, offset: number, width: number): number {
  let value = 0;
  for (let bit = 0; bit < 8; bit++) {
    const position = byte * 8 + bit;
    if (position < offset || position >= offset + width) continue;
    value |= endian === "little" ? 1 << bit : 0x80 >> bit;
  }
  return value;
}

function compareBytes(first: number, bytes: readonly number[]): string {
  return bytes.map((value, index) => `KBINDGEN_BYTE(${first + index}, ${hex(value)})`).join(" || ");
}

function compareMemory(first: number, bytes: readonly number[], each: string): string {
  const text = bytes.map((value) => `\\${value.toString(8).padStart(3, "0")}`).join("");
  return `KBINDGEN_BYTES(${first}, ${bytes.length}, "${text}", ${each})`;
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(2, "0")}`;
}
