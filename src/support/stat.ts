/** What is at a path. */
import { type BigIntStats, type Stats, statSync } from "node:fs";

/**
 * What is at `path`; undefined where nothing is.
 * @throws what `statSync` throws for other reasons
 */
export function statOf(path: string): Stats | undefined {
  return unlessMissing(() => statSync(path, { throwIfNoEntry: false }));
}

/** As `statOf`, with times in nanoseconds. */
export function bigintStatOf(path: string): BigIntStats | undefined {
  return unlessMissing(() => statSync(path, { bigint: true, throwIfNoEntry: false }));
}

function unlessMissing<Found>(look: () => Found): Found | undefined {
  try {
    return look();
  } catch (error) {
    // A file where the path has a folder; Node 20 does not count that as missing.
    if (error instanceof Error && "code" in error && error.code === "ENOTDIR") return undefined;
    throw error;
  }
}
