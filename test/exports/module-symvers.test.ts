import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { parseModuleSymvers, readModuleSymvers } from "../../src/kernel/module-symvers.js";
import { exportText } from "../../src/select/linkable.js";
import { FatalError } from "../../src/support/diagnostics.js";

function failure(run: () => unknown): string {
  try {
    run();
    return "none";
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    const { id, where } = error.diagnostic;
    return typeof where === "object" ? `${id} ${where.path}:${where.line}` : id;
  }
}

const TEXT = [
  "0x4c9d28b0\tphys_base\tvmlinux\tEXPORT_SYMBOL\t",
  "0x815f2897\tlibphy\tdrivers/net/phy/libphy\tEXPORT_SYMBOL_GPL\tNET_PHY",
  "0x00000000\told\tvmlinux\tEXPORT_SYMBOL_GPL",
  "0x00000000\tmiddle\tNS\tdrivers/x\tEXPORT_SYMBOL",
  "0x00000000\tkvm\tvmlinux\tEXPORT_SYMBOL_GPL\tmodule:kvm-amd,kvm-intel",
  "0x00000000\tgone\tvmlinux\tEXPORT_UNUSED_SYMBOL_GPL\t",
].join("\n");

describe("Module.symvers", () => {
  it("has the fields of every kernel version", () => {
    const symvers = parseModuleSymvers(`${TEXT}\n`, "Module.symvers");
    expect(symvers.find("phys_base")).toEqual({ kind: "exported", module: "vmlinux", gplOnly: false, namespace: null });
    expect(symvers.find("libphy")).toEqual({
      kind: "exported",
      module: "drivers/net/phy/libphy",
      gplOnly: true,
      namespace: "NET_PHY",
    });
    expect(symvers.find("old")).toEqual({ kind: "exported", module: "vmlinux", gplOnly: true, namespace: null });
    expect(symvers.find("middle")).toEqual({ kind: "exported", module: "drivers/x", gplOnly: false, namespace: "NS" });
    expect(symvers.find("gone")).toEqual({ kind: "exported", module: "vmlinux", gplOnly: true, namespace: null });
    expect(symvers.find("vmlinux")).toBeNull();
    expect([...symvers.names()]).toHaveLength(6);
    expect([...parseModuleSymvers(TEXT, "Module.symvers").names()]).toHaveLength(6);
    expect([...parseModuleSymvers("", "Module.symvers").names()]).toEqual([]);
  });

  it("says what is wrong, and where", () => {
    expect(failure(() => parseModuleSymvers("0x0\ta\tvmlinux\tEXPORT_SYMBOL\t\nrubbish\n", "m"))).toBe(
      "module-symvers-syntax m:2",
    );
    expect(failure(() => parseModuleSymvers("\xff\x00\x01", "m"))).toBe("module-symvers-syntax m:1");
    const odd = parseModuleSymvers("0x0\ta\tvmlinux\tEXPORT_SYMBOL\t\n0x0\tb\tvmlinux\tODD\t\n", "m");
    expect(failure(() => odd.find("b"))).toBe("module-symvers-syntax m:2");
    expect(failure(() => readModuleSymvers("/nowhere/Module.symvers"))).toBe(
      "module-symvers-not-readable /nowhere/Module.symvers:0",
    );
  });

  it.each(["bookworm-6.1-amd64", "bookworm-6.12-amd64", "forky-7.2-amd64"])("of %s", (name) => {
    const kernel = kernelBuild(name);
    if (kernel === null) return;
    const path = join(kernel, "Module.symvers");
    const symvers = readModuleSymvers(path);
    let wrong = 0;
    const lines = readFileSync(path, "latin1").split("\n").slice(0, -1);
    for (const line of lines) {
      const [, symbol = "", module = "", kind = "", namespace = ""] = line.split("\t");
      const found = symvers.find(symbol);
      if (found?.module !== module || found.gplOnly !== kind.endsWith("_GPL") || (found.namespace ?? "") !== namespace)
        wrong++;
    }
    expect([wrong, [...symvers.names()].length]).toEqual([0, lines.length]);
  });
});

describe("in words", () => {
  it.each([
    [{ kind: "not-exported" }, "not exported: modules cannot link with it"],
    [{ kind: "exported", module: "vmlinux", gplOnly: false, namespace: null }, "exported by vmlinux"],
    [{ kind: "exported", module: "a/b", gplOnly: true, namespace: null }, "exported by a/b, to GPL modules only"],
    [
      { kind: "exported", module: "a/b", gplOnly: true, namespace: "N" },
      "exported by a/b in the namespace N, to GPL modules only",
    ],
    [
      { kind: "exported", module: "kvm", gplOnly: true, namespace: "module:x,y" },
      "exported by kvm to the modules x, y only",
    ],
  ] as const)("%j", (state, text) => {
    expect(exportText(state)).toBe(text);
  });
});
