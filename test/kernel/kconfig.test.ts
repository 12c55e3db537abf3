import { describe, expect, it } from "vitest";
import { autoconfText, configHash, parseConfig, withHexPrefixes } from "../../src/kernel/kconfig.js";
import { FatalError } from "../../src/support/diagnostics.js";

const TEXT = `#
# Automatically generated file; DO NOT EDIT.
# Linux/arm64 6.1.192 Kernel Configuration
#
CONFIG_SMP=y
CONFIG_EXT4_FS=m
# CONFIG_TINY is not set
CONFIG_HZ=250
CONFIG_OFFSET=-5
CONFIG_BASE=0x1000
CONFIG_PLAIN_HEX=ff
CONFIG_NAME="a \\"b\\" c"
CONFIG_EMPTY=""
CONFIG_OFF=n
`;

describe("parseConfig", () => {
  const config = parseConfig(TEXT, ".config");

  it("keeps values as written and knows what is not set", () => {
    expect(Object.fromEntries(config.values)).toEqual({
      CONFIG_SMP: "y",
      CONFIG_EXT4_FS: "m",
      CONFIG_HZ: "250",
      CONFIG_OFFSET: "-5",
      CONFIG_BASE: "0x1000",
      CONFIG_PLAIN_HEX: "ff",
      CONFIG_NAME: '"a \\"b\\" c"',
      CONFIG_EMPTY: '""',
    });
    expect([...config.unset]).toEqual(["CONFIG_TINY", "CONFIG_OFF"]);
    expect(config.kernelArch).toBe("arm64");
    expect(config.lines.get("CONFIG_HZ")).toBe(8);
  });

  it("lets the last assignment count", () => {
    expect(parseConfig("CONFIG_A=y\n# CONFIG_A is not set\n", "x").values.has("CONFIG_A")).toBe(false);
    expect(parseConfig("# CONFIG_A is not set\nCONFIG_A=m\n", "x").values.get("CONFIG_A")).toBe("m");
  });

  it.each([
    ["CONFIG_A=y\nhello\n", 2],
    ["CONFIG_A=maybe\n", 1],
    ['\n\nCONFIG_A="open\n', 3],
  ])("names the line of a mistake in %j", (text, line) => {
    try {
      parseConfig(text, "my.config");
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(FatalError);
      if (!(error instanceof FatalError)) return;
      expect(error.diagnostic.id).toBe("config-syntax");
      expect(error.diagnostic.where).toEqual({ path: "my.config", line, column: 1 });
    }
  });
});

describe("autoconfText", () => {
  it("writes each kind of symbol as Kconfig does", () => {
    const { values } = parseConfig(TEXT, ".config");
    expect(
      autoconfText(withHexPrefixes(values, new Set(["CONFIG_BASE", "CONFIG_PLAIN_HEX"])))
        .split("\n")
        .slice(1),
    ).toEqual([
      "#define CONFIG_SMP 1",
      "#define CONFIG_EXT4_FS_MODULE 1",
      "#define CONFIG_HZ 250",
      "#define CONFIG_OFFSET -5",
      "#define CONFIG_BASE 0x1000",
      "#define CONFIG_PLAIN_HEX 0xff",
      '#define CONFIG_NAME "a \\"b\\" c"',
      '#define CONFIG_EMPTY ""',
      "",
    ]);
  });
});

describe("configHash", () => {
  it("depends on what is set, not on order and comments", () => {
    const a = parseConfig("CONFIG_A=y\n# note\nCONFIG_B=1\n", "x").values;
    const b = parseConfig("CONFIG_B=1\nCONFIG_A=y\n", "x").values;
    const c = parseConfig("CONFIG_B=1\nCONFIG_A=m\n", "x").values;
    expect(configHash(a)).toBe(configHash(b));
    expect(configHash(a)).not.toBe(configHash(c));
  });
});
