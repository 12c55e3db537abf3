/** In which directives and declarations two versions of a header differ. */
import { DirectiveKind, type LexedFile } from "../../preprocess/index.js";
import type { SpellingId } from "../../support/interner.js";

/** A directive, or what stands between two directives up to a `;` outside of brackets. */
export interface SourcePart {
  readonly kind: "include" | "directive" | "declaration";
  /** Byte offsets in the header, half open. */
  readonly start: number;
  readonly end: number;
  readonly spellings: readonly SpellingId[];
}

export interface Change {
  /** What was there, and what is there now; both may be empty. */
  readonly old: readonly SourcePart[];
  readonly new: readonly SourcePart[];
  /** The parts of the old header in front of the change, and behind it; the same as in the new one. */
  readonly before: readonly SourcePart[];
  readonly behind: readonly SourcePart[];
}

/** The one stretch in which the parts differ. Comments and white space do not count. */
export function changeOf(old: LexedFile, now: LexedFile): Change {
  const was = partsOf(old);
  const is = partsOf(now);
  const shorter = Math.min(was.length, is.length);
  let front = 0;
  while (front < shorter && isSame(was[front], is[front])) front++;
  let back = 0;
  while (back < shorter - front && isSame(was.at(-1 - back), is.at(-1 - back))) back++;
  return {
    old: was.slice(front, was.length - back),
    new: is.slice(front, is.length - back),
    before: was.slice(0, front),
    behind: was.slice(was.length - back),
  };
}

function isSame(a: SourcePart | undefined, b: SourcePart | undefined): boolean {
  if (a === undefined || b === undefined || a.kind !== b.kind || a.spellings.length !== b.spellings.length)
    return false;
  return a.spellings.every((spelling, index) => spelling === b.spellings[index]);
}

function partsOf(file: LexedFile): SourcePart[] {
  const { directives } = file;
  const parts: SourcePart[] = [];
  let at = 0;
  for (let index = 0; index < directives.count; index++) {
    const hash = directives.hashes[index] ?? 0;
    const end = directives.ends[index] ?? hash;
    addDeclarations(parts, file, at, hash);
    const isInclude = directives.kinds[index] === DirectiveKind.Include;
    parts.push(partOf(file, isInclude ? "include" : "directive", hash, end));
    at = end;
  }
  addDeclarations(parts, file, at, file.count);
  return parts;
}

function addDeclarations(parts: SourcePart[], file: LexedFile, start: number, end: number): void {
  let depth = 0;
  let from = start;
  for (let at = start; at < end; at++) {
    const character = String.fromCharCode(file.bytes[file.offsets[at] ?? 0] ?? 0);
    if (character === "{" || character === "(" || character === "[") depth++;
    else if (character === "}" || character === ")" || character === "]") depth--;
    else if (character === ";" && depth === 0) {
      parts.push(partOf(file, "declaration", from, at + 1));
      from = at + 1;
    }
  }
  if (from < end) parts.push(partOf(file, "declaration", from, end));
}

/** @param end behind the last token */
function partOf(file: LexedFile, kind: SourcePart["kind"], start: number, end: number): SourcePart {
  const offset = file.offsets[start] ?? 0;
  const behind = end < file.count ? (file.offsets[end] ?? 0) : file.bytes.length;
  return {
    kind,
    start: offset,
    end: behind,
    spellings: Array.from(file.spellings.subarray(start, end)) as SpellingId[],
  };
}
