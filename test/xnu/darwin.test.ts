/** Apple's own headers, as the Python package of Zig has them: all that stand on their own, for both machines. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { hasProgram } from "../kernel/compilers.js";
import { expectClangsTokens, expectProven } from "./judge.js";

const HEADER = resolve("test/xnu/darwin.h");
const scratch = mkdtempSync(join(tmpdir(), "kbindgen-darwin-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe.each(["arm64", "x86_64"])("Apple's headers for %s", (machine) => {
  const include = kernelBuild("ziglang-0.17.1-darwin");
  it.skipIf(include === null || !hasProgram("clang-16"))(
    "are proven, with the same tokens",
    () => {
      const cflags = [`--target=${machine}-apple-macosx11`, "-isystem", include ?? "", "-O1"];
      const options = { family: "none", cc: "clang-16", cflags } as const;
      expect(expectClangsTokens(options, HEADER)).toBeGreaterThan(100_000);
      const { summary } = expectProven(options, [HEADER], join(scratch, machine));
      expect(summary.emitted).toBeGreaterThan(12_000);
    },
    180_000,
  );
});
