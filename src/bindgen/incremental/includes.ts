/** Which `#include` of the header leaves the translation unit as it is. */
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import type { KernelTarget } from "../../kernel/types.js";
import { type LexCache, lexText, stampAt } from "../../preprocess/index.js";
import type { SourcePart } from "./change.js";
import type { Run } from "./record.js";
import type { RecordedUnit } from "./recorded-unit.js";

/** Whether the recorded run found nothing to read at a directive. */
export function wasIdle(run: Run, part: SourcePart): boolean {
  return run.inclusions.every(({ through }) => through !== part.start);
}

/**
 * Whether a new directive would find a header that has been read at this place and that its guard closes (GCC manual,
 * Once-Only Headers).
 * @param place byte offset in the recorded header
 */
export function isIdle(
  { header, target, cache }: { readonly header: string; readonly target: KernelTarget; readonly cache: LexCache },
  run: Run,
  unit: RecordedUnit,
  part: SourcePart,
  place: number,
): boolean {
  const [, , operand, more] = part.spellings;
  if (operand === undefined || more !== undefined) return false;
  const [, angle, quoted] = /^(?:<([^>]+)>|"([^"]+)")$/.exec(cache.table.interner.text(operand)) ?? [];
  const path = found(header, target, angle, quoted);
  const inclusion = run.inclusions.find((one) => one.path === path);
  if (path === null || inclusion === undefined) return false;
  if (inclusion.through !== null && inclusion.through >= place) return false;
  const { guard } = lexText(target, readFileSync(path, "latin1"), cache);
  if (guard === 0) return false;
  const id = unit.find(cache.table.interner.text(guard));
  // Defined once and for all, so that it was while the file was read.
  return id !== undefined && unit.macro(id).kind === "defined";
}

function found(
  header: string,
  { includePath }: KernelTarget,
  angle: string | undefined,
  quoted: string | undefined,
): string | null {
  const name = angle ?? quoted;
  if (name === undefined || posix.isAbsolute(name)) return null;
  const beside = header.slice(0, header.lastIndexOf("/") + 1) + name;
  const places = [
    ...(angle === undefined ? [beside, ...includePath.quote.map((folder) => `${folder}/${name}`)] : []),
    ...includePath.angle.map((folder) => `${folder}/${name}`),
  ];
  return places.find((path) => /^\d/.test(stampAt(path))) ?? null;
}
