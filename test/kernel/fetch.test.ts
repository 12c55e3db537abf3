import { describe, expect, it } from "vitest";
import { compareReleases, parseSpec } from "../../scripts/fetch-kernel-headers.mjs";

describe("specs of kernel headers", () => {
  it("know the architecture of Debian's flavours", () => {
    expect(parseSpec("bookworm:6.1:armmp")).toEqual({
      suite: "bookworm",
      version: "6.1",
      flavour: "armmp",
      arch: "armhf",
      name: "bookworm-6.1-armmp",
    });
    expect(parseSpec("bookworm:6.1:mine:riscv64").name).toBe("bookworm-6.1-mine-riscv64");
  });

  it("know what Zig's Python package has", () => {
    const name = "ziglang-0.17.1-freebsd-arm64";
    expect(parseSpec("ziglang:0.17.1:freebsd-arm64")).toMatchObject({ suite: "ziglang", version: "0.17.1", name });
  });

  it.each([
    "ziglang:0.17.1:linux",
    "ziglang:0.17.1:darwin:arm64",
    "bookworm",
    "bookworm:6.1",
    "bookworm:six:amd64",
    "../x:6.1:amd64",
    "bookworm:6.1:unknown",
  ])("refuses %s", (text) => {
    expect(() => parseSpec(text)).toThrow();
  });

  it("orders releases by their numbers", () => {
    const releases = ["6.12.117+deb12", "6.12.9+deb12", "6.1.0-9", "6.1.0-56"];
    expect(releases.sort(compareReleases)).toEqual(["6.1.0-9", "6.1.0-56", "6.12.9+deb12", "6.12.117+deb12"]);
  });
});
