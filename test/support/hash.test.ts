import { describe, expect, it } from "vitest";
import { sha256 } from "../../src/support/hash.js";

describe("sha256", () => {
  it("is that of FIPS 180-4 over all parts", () => {
    expect(sha256("a", Buffer.from("bc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});
