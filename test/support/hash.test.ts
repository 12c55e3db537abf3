import { describe, expect, it } from "vitest";
import { nameHash, sha256 } from "../../src/support/hash.js";

describe("sha256", () => {
  it("is that of FIPS 180-4 over all parts", () => {
    expect(sha256("a", Buffer.from("bc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});

describe("nameHash", () => {
  it("is another one for each of many texts that are alike", () => {
    const texts = Array.from({ length: 50_000 }, (_, n) => [
      `["-DA=${n}"]`,
      `["-DA=","${n}"]`,
      "\0".repeat(n % 2000) + n,
    ]);
    const hashes = texts.flat().map(nameHash);
    expect(new Set(hashes).size).toBe(new Set(texts.flat()).size);
    // Each half alone, too: of 150,000 random ones of 32 bits some three have the same.
    for (const half of [0, 8])
      expect(new Set(hashes.map((hash) => hash.slice(half, half + 8))).size).toBeGreaterThan(149_980);
    for (const hash of hashes) if (!/^[0-9a-f]{16}$/.test(hash)) throw new Error(hash);
  });

  it("changes in half of its bits with one bit of the text", () => {
    const text = "clang -O2 -nostdinc";
    const bits = (hash: string) => BigInt(`0x${hash}`);
    let changed = 0;
    for (let at = 0; at < text.length; at++) {
      const other = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      changed += (bits(nameHash(text)) ^ bits(nameHash(other))).toString(2).replaceAll("0", "").length;
    }
    expect(Math.abs(changed / text.length - 32)).toBeLessThan(4);
  });
});
