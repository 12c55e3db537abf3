/** Seeded random numbers, so that every generated declaration can be made again from its seed and number. */

export interface Random {
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean;
  /** One of the items, all equally likely. */
  pick<T>(items: readonly T[]): T;
}

/** Random numbers that depend on nothing but `seed` and `stream` (Weyl sequence with a 32-bit mixing function). */
export function seededRandom(seed: number, stream: number): Random {
  let state = (mix(seed >>> 0) ^ mix((stream + 0x9e3779b9) >>> 0)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    return mix(state);
  };
  const below = (limit: number): number => next() % limit;
  return {
    below,
    chance: (percent) => below(100) < percent,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError("nothing to pick from");
      return item;
    },
  };
}

function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
