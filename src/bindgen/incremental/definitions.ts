/** The text of a recorded macro definition, from the file that has it. */
import { readFileSync } from "node:fs";
import type { KernelTarget } from "../../kernel/types.js";
import { DirectiveKind, type LexCache, lexText } from "../../preprocess/index.js";
import type { RecordedInclusion, Run } from "./record.js";

/**
 * The directive around the name at `position`, as it is spelled, comments and spliced lines included.
 * @returns null when there is no `#define` there
 */
export function definitionText(run: Run, target: KernelTarget, position: number, cache: LexCache): string | null {
  const inclusion = inclusionAt(run.inclusions, position);
  if (inclusion === null) return null;
  const text = readFileSync(inclusion.path, "latin1");
  const hash = text.lastIndexOf("#", position - inclusion.base);
  // The lexer knows where the line ends.
  const rest = text.slice(hash);
  const { directives, offsets, count } = lexText(target, rest, cache);
  if (hash === -1 || directives.kinds[0] !== DirectiveKind.Define || directives.hashes[0] !== 0) return null;
  const next = directives.ends[0] ?? count;
  const end = next < count ? offsets[next] : rest.length;
  return `${rest.slice(0, end).trimEnd()}\n`;
}

function inclusionAt(inclusions: readonly RecordedInclusion[], position: number): RecordedInclusion | null {
  return inclusions.findLast(({ base }) => base <= position) ?? null;
}
