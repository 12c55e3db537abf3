/**
 * Generated bindings, committed and reviewed. A run only compares; `npm run bless` rewrites, and its diff is to be
 * read. A snapshot belongs to one kernel release, named in its `RELEASE`; with headers of another one it is not
 * compared.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { generate } from "../../src/generate.js";
import { resolveTarget } from "../../src/kernel/index.js";
import { KEPT_FILES, SNAPSHOT_FOLDER, SNAPSHOTS, type Snapshot, snapshotOptions } from "./snapshot.js";

const blessing = process.env["KBINDGEN_BLESS"] !== undefined;
const work = mkdtempSync(join(tmpdir(), "kbindgen-snapshot-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe("snapshots", () => {
  for (const snapshot of SNAPSHOTS) {
    const kernelDir = kernelBuild(snapshot.kernel);
    const why = kernelDir === null ? "headers are not here" : reasonNotToCompare(snapshot, kernelDir);
    it.skipIf(why !== null)(`${snapshot.name}${why === null ? "" : `: ${why}`}`, () => {
      const out = join(work, snapshot.name);
      const result = generate(snapshotOptions(kernelDir ?? "", out));
      expect(result.status).toBe("ok");
      const folder = join(SNAPSHOT_FOLDER, snapshot.name);
      if (blessing) bless(folder, out, result.release ?? "");
      for (const file of KEPT_FILES) {
        expect(readFileSync(join(out, file), "utf8"), file).toBe(readFileSync(join(folder, file), "utf8"));
      }
    });
  }

  it("has no orphans", () => {
    const known = SNAPSHOTS.map(({ name }) => name);
    expect(readdirSync(SNAPSHOT_FOLDER).sort()).toEqual([...known].sort());
    for (const name of known) {
      const files = readdirSync(join(SNAPSHOT_FOLDER, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(join(SNAPSHOT_FOLDER, name).length + 1));
      expect(files.sort()).toEqual([...KEPT_FILES, "RELEASE"].sort());
    }
  });
});

function reasonNotToCompare(snapshot: Snapshot, kernelDir: string): string | null {
  const recorded = join(SNAPSHOT_FOLDER, snapshot.name, "RELEASE");
  if (blessing) return null;
  if (!existsSync(recorded)) return "was never blessed";
  const [then, now] = [readFileSync(recorded, "utf8").trim(), resolveTarget({ kernelDir }).release];
  return then === now ? null : `is of ${then}, the headers here are ${now}`;
}

function bless(folder: string, out: string, release: string): void {
  for (const file of KEPT_FILES) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), readFileSync(join(out, file)));
  }
  writeFileSync(join(folder, "RELEASE"), `${release}\n`);
}
