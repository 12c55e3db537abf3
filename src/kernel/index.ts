/**
 * Stage `kernel`: finds out everything that later stages may know of the kernel to be bound.
 *
 * In: what the user said. Out: a `KernelTarget`: include path, macros, forced includes, configuration, ABI, and what
 * the compiler answers about itself.
 */
import { assertNever } from "../support/brand.js";
import type { Architecture } from "./abi/types.js";
import { hostSystem, type System } from "./architecture.js";
import { assembleTarget, type TargetParts } from "./assemble.js";
import { type Cache, cacheDirectory, openCache } from "./cache.js";
import { findRelease } from "./find-kernel.js";
import { findFreebsdRelease, isFreebsd, resolveFreebsd } from "./freebsd/index.js";
import { resolveLinux } from "./linux.js";
import { resolveNone } from "./none.js";
import type { Family, KernelTarget, TargetOptions } from "./types.js";
import { isXnu, resolveXnu } from "./xnu.js";

export type { KernelTarget, TargetOptions } from "./types.js";

/**
 * Finds the kernel and its compiler and asks both.
 * @throws FatalError whenever a target cannot be had: no kernel, not prepared, no compiler, …
 */
export function resolveTarget(options: TargetOptions): KernelTarget {
  const cache = openCache(options.cache === false ? null : cacheDirectory());
  return assembleTarget(resolveParts(options, cache));
}

/** The kernel that a directory holds; without one, this machine's. */
export function familyOf(kernelDir: string | undefined): Family {
  if (kernelDir === undefined) {
    const families: Readonly<Record<System, Family>> = { linux: "linux", freebsd: "freebsd", darwin: "xnu" };
    return families[hostSystem()];
  }
  if (isXnu(kernelDir)) return "xnu";
  return isFreebsd(kernelDir) ? "freebsd" : "linux";
}

/**
 * The directory of the very kernel that a crate was made for, where this machine has it.
 * @param fetched folders that may hold `NAME/build`
 */
export function findKernel(
  { family, release, arch }: { readonly family: Family; readonly release: string; readonly arch: Architecture },
  fetched: readonly string[],
): string | null {
  switch (family) {
    case "linux":
      return findRelease(release, fetched);
    case "freebsd":
      return findFreebsdRelease(release, arch, fetched);
    // Which of its headers lie where, only the user knows.
    case "xnu":
    case "none":
      return null;
    default:
      return assertNever(family, "kernel family");
  }
}

function resolveParts(options: TargetOptions, cache: Cache): TargetParts {
  const family = options.family ?? familyOf(options.kernelDir);
  switch (family) {
    case "linux":
      return resolveLinux(options, cache);
    case "freebsd":
      return resolveFreebsd(options, cache);
    case "xnu":
      return resolveXnu(options, cache);
    case "none":
      return resolveNone(options, cache);
    default:
      return assertNever(family, "kernel family");
  }
}
