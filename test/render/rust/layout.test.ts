/** The layout planner: plans by hand first, then thousands of random requests judged by a model of rustc's rules. */
import { describe, expect, it } from "vitest";
import {
  type LayoutMember,
  type LayoutPlan,
  type LayoutRequest,
  planLayout,
  roundUp,
} from "../../../src/render/rust/layout.js";
import { seededRandom } from "../../random/prng.js";

const MARKERS = [1, 2, 4, 8, 16];

function member(offset: number, size: number, align = size, aligned = false): LayoutMember {
  return { offset, size, rust: { size, align, aligned }, marker: 0 };
}
function request(
  size: number,
  align: number,
  members: LayoutMember[],
  changes: Partial<LayoutRequest> = {},
): LayoutRequest {
  return {
    tagKind: "struct",
    size,
    align,
    members,
    markerAligns: MARKERS,
    explicitPadding: false,
    avoidAlign: false,
    ...changes,
  };
}
/** `packed(2) align(16) marker(4): 0 pad3 ~1 bytes2` */
function show(plan: LayoutPlan): string {
  const head = [
    plan.packed === null ? "" : `packed(${plan.packed})`,
    plan.align === null ? "" : `align(${plan.align})`,
    plan.marker === null ? "" : `marker(${plan.marker})`,
  ].filter((part) => part !== "");
  const slots = plan.slots.map((slot) => {
    if (slot.kind === "padding") return `pad${slot.size}`;
    const marker = slot.marker === 0 ? "" : `[${slot.marker}]`;
    return `${marker}${slot.mode === "direct" ? "" : slot.mode === "unaligned" ? "~" : "bytes"}${slot.index}`;
  });
  return `${head.join(" ")}: ${slots.join(" ")}`;
}

describe("structs", () => {
  it.each<[string, LayoutRequest, string]>([
    ["plain repr(C)", request(16, 8, [member(0, 4), member(8, 8)]), ": 0 1"],
    ["no members", request(0, 1, []), ": "],
    ["packed", request(5, 1, [member(0, 1), member(1, 4)]), "packed(1): 0 1"],
    ["packed to 2", request(6, 2, [member(0, 1), member(2, 4)]), "packed(2): 0 1"],
    ["aligned beyond its members", request(64, 64, [member(0, 4)]), "align(64): 0"],
    ["a hole that alignment does not make", request(16, 4, [member(0, 4), member(12, 4)]), ": 0 pad8 1"],
    ["a tail", request(12, 4, [member(0, 4)]), ": 0 pad8"],
    [
      "packed and aligned: only what is misplaced is wrapped",
      request(64, 64, [member(0, 1), member(1, 8), member(16, 8)]),
      "align(64): 0 ~1 2",
    ],
    ["packed and aligned to 4, which a marker can say", request(8, 4, [member(0, 1), member(1, 4)]), "align(4): 0 ~1"],
    ["packed(4) with an under-aligned u64", request(12, 4, [member(0, 8, 8), member(8, 4)]), "packed(4): 0 1"],
    ["packed holding an aligned record", request(17, 1, [member(0, 1), member(1, 16, 16, true)]), "packed(1): 0 ~1"],
    [
      "a size that Rust does not have",
      request(8, 8, [{ offset: 0, size: 8, rust: { size: 4, align: 4, aligned: false }, marker: 0 }]),
      "align(8): bytes0",
    ],
    ["a type without size", request(8, 4, [{ offset: 0, size: 8, rust: null, marker: 0 }]), "align(4): bytes0"],
    [
      "inside packed: a marker instead of an attribute",
      request(8, 8, [member(0, 4)], { avoidAlign: true }),
      "marker(8): 0",
    ],
    ["no primitive of that alignment", request(32, 32, [member(0, 4)], { avoidAlign: true }), "align(32): 0"],
    [
      "flexible array of over-aligned elements",
      request(16, 16, [member(0, 1), { offset: 16, size: 0, rust: { size: 0, align: 16, aligned: true }, marker: 0 }]),
      ": 0 1",
    ],
    [
      "storage unit with the alignment of its type",
      request(8, 4, [member(0, 4), { ...member(4, 1), marker: 4 }]),
      ": 0 [4]1",
    ],
    [
      "storage unit in the padding of its neighbour",
      request(16, 8, [member(0, 4), { ...member(4, 12, 1), marker: 8 }]),
      "align(8): 0 [4]1",
    ],
    ["storage unit in a packed record", request(4, 1, [member(0, 1), { ...member(1, 3, 1), marker: 4 }]), ": 0 [1]1"],
  ])("%s", (_, wanted, plan) => {
    expect(show(planLayout(wanted))).toBe(plan);
  });

  it("refuses members that overlap", () => {
    expect(() => planLayout(request(4, 4, [member(0, 4), member(2, 2)]))).toThrow(RangeError);
    expect(() => planLayout(request(4, 4, [member(4, 4)]))).toThrow(RangeError);
  });
});

describe("unions", () => {
  const union = { tagKind: "union" } as const;
  it.each<[string, LayoutRequest, string]>([
    ["plain", request(8, 8, [member(0, 4), member(0, 8)], union), ": 0 1"],
    ["packed", request(8, 1, [member(0, 8)], union), "packed(1): 0"],
    ["aligned", request(16, 16, [member(0, 8)], union), "align(16): 0"],
    ["larger than its members", request(12, 4, [member(0, 4)], union), ": 0 pad12"],
    [
      "packed holding an aligned record",
      request(16, 1, [member(0, 16, 16, true), member(0, 4)], union),
      "packed(1): ~0 1",
    ],
  ])("%s", (_, wanted, plan) => {
    expect(show(planLayout(wanted))).toBe(plan);
  });
});

/** Offsets, size and alignment that rustc gives the plan (Rust Reference, Type Layout); throws for E0587 and E0588. */
function rustcLayout(
  plan: LayoutPlan,
  wanted: LayoutRequest,
): { offsets: Map<number, number>; size: number; align: number } {
  if (plan.packed !== null && plan.align !== null) throw new Error("E0587");
  const limit = plan.packed ?? Number.POSITIVE_INFINITY;
  const offsets = new Map<number, number>();
  let end = 0;
  let largest = plan.marker === null ? 1 : Math.min(plan.marker, limit);
  const place = (size: number, align: number): number => {
    const own = Math.min(align, limit);
    const at = wanted.tagKind === "union" ? 0 : roundUp(end, own);
    end = wanted.tagKind === "union" ? Math.max(end, size) : at + size;
    largest = Math.max(largest, own);
    return at;
  };
  for (const slot of plan.slots) {
    if (slot.kind === "padding") {
      place(slot.size, 1);
      continue;
    }
    const of = wanted.members[slot.index];
    if (of === undefined) throw new Error("no such member");
    if (slot.marker > 0) place(0, slot.marker);
    if (slot.mode === "direct" && of.rust?.aligned === true && plan.packed !== null) throw new Error("E0588");
    const direct = slot.mode === "direct" ? of.rust : null;
    offsets.set(slot.index, place(direct?.size ?? of.size, direct?.align ?? 1));
  }
  const align = Math.max(largest, plan.align ?? 1);
  return { offsets, size: roundUp(end, align), align };
}

describe("random records", () => {
  it("have the C layout in Rust, each of 20,000", () => {
    for (let number = 0; number < 20_000; number++) {
      const wanted = randomRequest(number);
      const got = rustcLayout(planLayout(wanted), wanted);
      const offsets = wanted.members.map((_, index) => got.offsets.get(index));
      expect({ ...got, offsets }, JSON.stringify(wanted)).toEqual({
        size: wanted.size,
        align: wanted.align,
        offsets: wanted.members.map(({ offset }) => offset),
      });
    }
  });
});

function randomRequest(number: number): LayoutRequest {
  const random = seededRandom(7, number);
  const tagKind = random.chance(30) ? "union" : "struct";
  const members: LayoutMember[] = [];
  let end = 0;
  for (let count = random.below(6); count > 0; count--) {
    const align = random.pick([1, 2, 4, 8, 16, 32]);
    const size = align * random.below(4);
    const unit = random.chance(20);
    const gap = random.chance(30) ? random.below(9) : 0;
    // Placed as the type wants it, or anywhere.
    const offset = tagKind === "union" ? 0 : random.chance(60) ? roundUp(end + gap, align) : end + gap;
    const rust = random.chance(4)
      ? null
      : { size: random.chance(4) ? size + 1 : size, align, aligned: align > 8 && random.chance(50) };
    members.push(
      unit
        ? { offset, size, rust: { size, align: 1, aligned: false }, marker: align }
        : { offset, size, rust, marker: 0 },
    );
    end = tagKind === "union" ? Math.max(end, size) : offset + size;
  }
  const align = random.pick([1, 2, 4, 8, 16, 64]);
  const markerAligns = random.pick([[1, 2, 4], [1, 2, 4, 8], MARKERS]);
  return {
    tagKind,
    size: roundUp(end + random.below(5), align),
    align,
    members,
    markerAligns,
    avoidAlign: random.chance(30),
    explicitPadding: random.chance(30),
  };
}
