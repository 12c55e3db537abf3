/** The sources of XNU, where `KBINDGEN_TEST_XNU` names them: they are in no package that CI could fetch. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { shimsDeclared } from "../shims/whole.js";
import { expectClangsTokens, expectProven } from "./judge.js";

const kernelDir = process.env["KBINDGEN_TEST_XNU"];
const scratch = mkdtempSync(join(tmpdir(), "kbindgen-xnu-tree-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const CASES = ["arm64", "x86_64"].flatMap((arch) => ["module", "wide"].map((header) => [arch, header] as const));

describe.skipIf(kernelDir === undefined).each(CASES)("XNU for %s, %s.h", (arch, name) => {
  it("is proven, with the same tokens, and every inline function has a shim", () => {
    const header = resolve(`headers/xnu/${name}.h`);
    const options = { kernelDir: kernelDir ?? "", arch } as const;
    expect(expectClangsTokens(options, header)).toBeGreaterThan(name === "wide" ? 90_000 : 45_000);
    const out = join(scratch, `${arch}-${name}`);
    const { report } = expectProven(options, [header], out);
    const shims = shimsDeclared(out);
    // What C itself cannot call by its name alone has none.
    const without = report.filter(
      ({ kind, status, reason }) => kind === "function" && status === "skipped" && reason !== "unavailable",
    );
    expect(without.filter(({ reason }) => reason !== "unsupported-type" && reason !== "shim-variadic")).toEqual([]);
    expect(shims.size).toBeGreaterThan(name === "wide" ? 400 : 150);
  }, 300_000);
});
