/**
 * Whole kernels, as a user makes and checks them: the crate is generated, its proof compiled by the kernel's compiler
 * with the kernel's flags, and the crate itself by rustc. Nothing that the crate holds is without an assertion, apart
 * from what C cannot name. With the widest headers every static inline function has a shim, or a reason for none.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { checkCrate } from "../../src/check/index.js";
import { generate } from "../../src/generate.js";
import { itemId } from "../../src/ir/item-id.js";
import type { Item } from "../../src/ir/types.js";
import { familyOf, resolveTarget } from "../../src/kernel/index.js";
import type { GenerateOptions } from "../../src/options.js";
import { analyseHeaders } from "../../src/pipeline.js";
import { proofCoverage } from "../../src/render/index.js";
import { hasProgram } from "../kernel/compilers.js";
import { expectAllShims } from "../shims/whole.js";

interface Row {
  readonly kernel: string;
  readonly header: "module.h" | "wide.h";
  readonly cc: string;
  /** Assertions there must be at least, so that an empty proof is none. */
  readonly least: number;
  /** rustc has the core library of this machine only. */
  readonly rust: boolean;
  /** `--shims`: those of one row suffice for a compiler. */
  readonly shims?: "none";
  /** Static functions with a definition there must be at least, and that may at most have no shim. */
  readonly statics?: readonly [least: number, most: number];
}

const ROWS: readonly Row[] = [
  {
    kernel: "ziglang-0.17.1-freebsd-amd64",
    header: "wide.h",
    cc: "clang-16",
    least: 38_000,
    rust: true,
    statics: [650, 1],
  },
  {
    kernel: "ziglang-0.17.1-freebsd-arm64",
    header: "wide.h",
    cc: "clang-16",
    least: 38_000,
    rust: false,
    statics: [650, 1],
  },
  { kernel: "ziglang-0.17.1-freebsd-amd64", header: "module.h", cc: "clang-14", least: 3_000, rust: true },
  { kernel: "ziglang-0.17.1-freebsd-arm64", header: "module.h", cc: "clang-22", least: 5_000, rust: false },
  { kernel: "bookworm-6.1-amd64", header: "wide.h", cc: "gcc-12", least: 120_000, rust: true, statics: [12_000, 80] },
  { kernel: "bookworm-6.12-amd64", header: "wide.h", cc: "gcc-12", least: 130_000, rust: true, statics: [12_500, 100] },
  { kernel: "bookworm-6.1-amd64", header: "module.h", cc: "clang-16", least: 35_000, rust: true, shims: "none" },
  { kernel: "bookworm-6.12-amd64", header: "module.h", cc: "clang-16", least: 35_000, rust: true },
  { kernel: "bookworm-6.1-arm64", header: "module.h", cc: "aarch64-linux-gnu-gcc-12", least: 35_000, rust: false },
  {
    kernel: "bookworm-6.1-armmp",
    header: "module.h",
    cc: "arm-linux-gnueabihf-gcc-12",
    least: 30_000,
    rust: false,
    shims: "none",
  },
  { kernel: "bookworm-6.1-s390x", header: "module.h", cc: "s390x-linux-gnu-gcc-12", least: 30_000, rust: false },
  {
    kernel: "bookworm-6.1-powerpc64le",
    header: "module.h",
    cc: "powerpc64le-linux-gnu-gcc-12",
    least: 35_000,
    rust: false,
    shims: "none",
  },
];

/** Milliseconds: the shims of a whole kernel are compiled several times over on what may be a busy machine. */
const PATIENCE = 1_800_000;

/** At most this part of what the headers declare may be beyond Rust. */
const UNSUPPORTED = 0.001;

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-check-kernel-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function isIncompleteEnum(item: Item): boolean {
  return item.kind === "enum" && item.enumerators.length === 0;
}

describe("crates of whole kernels", () => {
  for (const { kernel, header, cc, least, rust, statics, shims } of ROWS) {
    const build = kernelBuild(kernel);
    it.skipIf(build === null || !hasProgram(cc))(
      `${header} of ${kernel} is proven by ${cc}`,
      () => {
        const kernelDir = build ?? "";
        const out = join(scratch, kernel);
        const headers = [resolve("headers", familyOf(kernelDir), header)];
        const options: GenerateOptions = { headers, kernelDir, cc, out, shims };
        const made = generate(options);
        expect(made.status).toBe("ok");
        const beyond = made.report.filter(
          ({ reason }) => reason?.startsWith("unsupported-") || reason === "syntax-error",
        );
        expect(beyond.length).toBeLessThanOrEqual(made.report.length * UNSUPPORTED);

        const { status, steps } = checkCrate(out, { kernelDir, cc, rustc: rust ? undefined : "none" });
        expect(steps.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
        expect(status).toBe("ok");
        const proven = Object.values(steps[0]?.counts ?? {}).reduce((sum, count) => sum + count, 0);
        expect(proven).toBeGreaterThan(least);
        if (statics !== undefined) {
          const target = resolveTarget({ kernelDir, cc });
          const header = options.headers[0] ?? "";
          expectAllShims({ target, header, out, report: made.report, scratch }, ...statics);
        }
        rmSync(out, { recursive: true });
      },
      PATIENCE,
    );
  }
});

describe("the proof of a whole kernel", () => {
  const kernelDir = kernelBuild("bookworm-6.12-amd64");
  it.skipIf(kernelDir === null)("asserts every complete record, enum, constant, function and variable", () => {
    const headers = [resolve("headers/linux/wide.h")];
    const { lowered } = analyseHeaders({ headers, kernelDir: kernelDir ?? "", docs: false });
    const { asserted, unproven } = proofCoverage(lowered.bindings);
    const covered = new Set(asserted.map(({ id }) => id));
    const throughOthers = lowered.bindings.items.filter(
      (item) => !covered.has(itemId(item)) && item.kind !== "incomplete-record" && !isIncompleteEnum(item),
    );
    // What has no name in C is asserted through what holds it.
    expect(throughOthers.filter((item) => !("c" in item) || item.c !== null).map((item) => itemId(item))).toEqual([]);
    const reasons = new Set(unproven.map(({ reason }) => reason));
    expect([...reasons].sort()).toEqual(["the enum has no name in C", "the enum is never defined"]);
  });
});
