/** Files that stand in for the kernel's own (`--config` replaces `autoconf.h`), for a compiler that reads from disk. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { KernelTarget } from "../kernel/types.js";

/** Writes them to `scratch` and returns the flags with which that directory is searched first. */
export function overlayFlags(scratch: string, target: KernelTarget): string[] {
  if (target.overlay.size === 0) return [];
  for (const [path, text] of target.overlay) {
    const directory = target.includePath.angle.find((candidate) => path.startsWith(`${candidate}/`));
    if (directory === undefined) continue;
    const copy = join(scratch, path.slice(directory.length));
    mkdirSync(resolve(copy, ".."), { recursive: true });
    writeFileSync(copy, text, "latin1");
  }
  return [`-I${scratch}`];
}
