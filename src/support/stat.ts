/** What is at a path. */
import { type Stats, statSync } from "node:fs";

/**
 * What is at `path`; undefined where nothing is.
 * @throws what `statSync` throws for other reasons
 */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A file where the path has a folder; Node 20 does not count that as missing.
    if (error instanceof Error && "code" in error && error.code === "ENOTDIR") return undefined;
    throw error;
  }
}
