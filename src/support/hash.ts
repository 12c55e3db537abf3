/** Hashes of texts. */
import { requirePackage } from "./require-package.js";

/** In hexadecimal digits. */
export function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const { createHash } = requirePackage("node:crypto") as typeof import("node:crypto");
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

/**
 * 64 bits for names of files that nobody forges, as 16 hexadecimal digits: Node's `crypto` would take 5 ms to be loaded.
 * Each half takes in a code unit as MurmurHash3 does its blocks, by multiplication and rotation.
 */
export function nameHash(text: string): string {
  let low = text.length;
  let high = ~text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = rotated(Math.imul(low ^ unit, 0xcc9e2d51), 15);
    high = rotated(Math.imul(high ^ unit, 0x1b873593), 13);
  }
  return [finished(low ^ rotated(high, 16)), finished(high)].map((half) => half.toString(16).padStart(8, "0")).join("");
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** Spreads each bit over all: the end of MurmurHash3. */
function finished(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
