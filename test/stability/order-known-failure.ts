/**
 * The order of includes does not matter: `wide.h` in shuffled orders gives the same items, enums that are used before
 * their definition included (issue rust-lang/rust-bindgen#3179 is what happens otherwise).
 *
 * Only `_bindgen_ty_N`, the names of untagged types at file scope, count in the order of the source as bindgen's do;
 * they are compared by the place of their declaration. `KBINDGEN_SHUFFLES` sets the number of orders.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import type { Bindings } from "../../src/ir/types.js";
import { analyseHeaders } from "../../src/pipeline.js";
import { seededRandom } from "../random/prng.js";

const WRAPPER = resolve(import.meta.dirname, "../../headers/linux/wide.h");
const SHUFFLES = Number(process.env["KBINDGEN_SHUFFLES"] ?? 20);
const KERNEL = "bookworm-6.12-amd64";

describe("the order of includes", () => {
  const kernelDir = kernelBuild(KERNEL);
  it.skipIf(kernelDir === null)(
    `does not matter in ${SHUFFLES} shuffles of wide.h on ${KERNEL}`,
    () => {
      const headers = [...readFileSync(WRAPPER, "utf8").matchAll(/^#include <(.+)>$/gm)].map((match) => match[1] ?? "");
      expect(headers.length).toBeGreaterThanOrEqual(150);
      const itemsOf = (order: readonly string[]): Map<string, string> => {
        const { lowered } = analyseHeaders({ headers: order, kernelDir: kernelDir ?? "", docs: false });
        return fingerprints(lowered.bindings);
      };
      const straight = itemsOf(headers);
      expect(straight.size).toBeGreaterThan(10_000);
      for (let seed = 1; seed <= SHUFFLES; seed++) {
        expect(differences(straight, itemsOf(shuffled(headers, seed))), `seed ${seed}`).toEqual([]);
      }
    },
    3_600_000,
  );
});

/** A hash of everything about each item but its documentation. */
function fingerprints(bindings: Bindings): Map<string, string> {
  const places = new Map<string, string>();
  for (const { id, location } of bindings.items) {
    const name = /^(?:struct|union|enum) (_bindgen_ty_\d+)$/.exec(id)?.[1];
    if (name !== undefined) places.set(name, `untagged@${location}`);
  }
  const placed = (text: string): string =>
    text.replace(/(?<!\w)_bindgen_ty_\d+(?!\d)/g, (name) => places.get(name) ?? name);
  const withoutDocs = (key: string, value: unknown): unknown => (key === "docs" ? undefined : value);
  return new Map(
    bindings.items.map((item) => [
      placed(`${item.kind} ${item.id}`),
      createHash("sha1")
        .update(placed(JSON.stringify(item, withoutDocs)))
        .digest("base64"),
    ]),
  );
}

/** Items that one has and the other lacks, or that differ; the first few. */
function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  for (const [id, hash] of one) {
    const there = other.get(id);
    if (there === undefined) found.push(`missing: ${id}`);
    else if (there !== hash) found.push(`differs: ${id}`);
  }
  for (const id of other.keys()) if (!one.has(id)) found.push(`added: ${id}`);
  return found.slice(0, 20);
}

/** Fisher and Yates, seeded. */
function shuffled(list: readonly string[], seed: number): string[] {
  const random = seededRandom(seed, 0);
  const result = [...list];
  for (let at = result.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [result[at], result[other]] = [result[other] ?? "", result[at] ?? ""];
  }
  return result;
}
