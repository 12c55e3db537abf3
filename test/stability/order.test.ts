/**
 * The order of includes does not matter: `wide.h` in shuffled orders gives the same items with the same documentation,
 * and the same report. Enums that are used before their definition are included (issue rust-lang/rust-bindgen#3179 is
 * what happens otherwise).
 *
 * Three things do depend on the order, in C itself or by bindgen's scheme, and are set aside: which of several
 * different definitions of a macro (`TRACE_SYSTEM`, never a constant) is the last; numbers that `__COUNTER__` gave to
 * names; and `_bindgen_ty_N`, the names of untagged types at file scope, which are compared by the place of their
 * declaration. `KBINDGEN_SHUFFLES` sets the number of orders.
 */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import type { LowerResult } from "../../src/ir/index.js";
import { itemId } from "../../src/ir/item-id.js";
import type * as Pipeline from "../../src/pipeline.js";
import { type PreprocessedUnit, rangeText } from "../../src/preprocess/index.js";
import type { Position } from "../../src/support/source.js";
import { buildProgram } from "../hostile/build.js";
import { seededRandom } from "../random/prng.js";

const WRAPPER = resolve(import.meta.dirname, "../../headers/linux/wide.h");
const SHUFFLES = Number(process.env["KBINDGEN_SHUFFLES"] ?? 20);
const KERNEL = "bookworm-6.12-amd64";

describe("the order of includes", () => {
  const kernelDir = kernelBuild(KERNEL);
  const program = mkdtempSync(join(tmpdir(), "kbindgen-built-"));
  afterAll(() => rmSync(program, { recursive: true, force: true }));
  it.skipIf(kernelDir === null)(
    `does not matter in ${SHUFFLES} shuffles of wide.h on ${KERNEL}`,
    async () => {
      buildProgram(program);
      const { analyseHeaders }: typeof Pipeline = await import(pathToFileURL(join(program, "dist/pipeline.js")).href);
      const headers = [...readFileSync(WRAPPER, "utf8").matchAll(/^#include <(.+)>$/gm)].map((match) => match[1] ?? "");
      expect(headers.length).toBeGreaterThanOrEqual(150);
      const itemsOf = (order: readonly string[]): Map<string, string> => {
        const { lowered, unit } = analyseHeaders({ headers: order, kernelDir: kernelDir ?? "" });
        return descriptions(lowered, unit);
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

/** Object-like and function-like macros that have had more than one replacement list. */
function redefined(unit: PreprocessedUnit): Set<string> {
  const bodies = new Map<string, string>();
  const found = new Set<string>();
  for (const event of unit.macros.history) {
    if (event.kind === "undef") continue;
    const { name, body } = event.definition;
    const text = rangeText(body);
    if ((bodies.get(name) ?? text) !== text) found.add(name);
    bodies.set(name, text);
  }
  return found;
}

/** Everything about each item, and report entries as they are. */
function descriptions({ bindings, report }: LowerResult, unit: PreprocessedUnit): Map<string, string> {
  const unstable = redefined(unit);
  const place = (position: Position): string => unit.sources.describe(position);
  const places = new Map<string, string>();
  for (const item of bindings.items) {
    const name = /^(?:struct|union|enum) (_bindgen_ty_\d+)$/.exec(itemId(item))?.[1];
    if (name !== undefined) places.set(name, `untagged@${place(item.position)}`);
  }
  const placed = (text: string): string =>
    text.includes("_bindgen_ty_")
      ? text.replace(/(?<!\w)_bindgen_ty_\d+(?!\d)/g, (name) => places.get(name) ?? name)
      : text;
  const found = new Map<string, string>();
  for (const item of bindings.items) {
    found.set(
      placed(`${item.kind} ${itemId(item)}`),
      placed(JSON.stringify({ ...item, position: place(item.position) })),
    );
  }
  for (const entry of report) {
    if (entry.kind === "macro" && entry.status === "skipped" && unstable.has(entry.name)) continue;
    found.set(placed(JSON.stringify(entry)).replace(/(__UNIQUE_ID_\w+?)\d+"/, '$1"'), "reported");
  }
  return found;
}

/** Items that one has and the other lacks, or that differ; the first few. */
function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  for (const [id, text] of one) {
    const there = other.get(id);
    if (there === undefined) found.push(`missing: ${id}`);
    else if (there !== text) found.push(`differs: ${id}`);
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
