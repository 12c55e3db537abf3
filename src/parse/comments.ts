/**
 * Finds the comment that documents a declaration, a member, an enumerator or a macro: directly above it in the same
 * file, or behind it on the same line.
 *
 * Input: the position of the declared name, as the user sees it. Output: the comment, structured. The comments of a
 * file are sorted, so a binary search finds the neighbours; what lies between comment and name decides.
 */
import { BRACE_CLOSE, BRACE_OPEN, COMMA, HASH, SEMICOLON } from "../preprocess/characters.js";
import type { PreprocessedUnit } from "../preprocess/types.js";
import type { Position, SourceFile } from "../support/source.js";
import { OVERVIEW } from "./header-doc.js";
import { type DocComment, isHeaderDoc, isKernelDoc, readDocComment } from "./kernel-doc.js";

export type DocumentedKind = "item" | "member" | "enumerator" | "macro";

/** More code than this between a comment and the name it documents is not looked at, in bytes. */
const MAX_GAP = 2000;

/**
 * The comment that documents what is declared at `position`.
 * @param position of the declared name (or of the macro invocation that declares it)
 * @param name the declared name: a kernel-doc comment about it may stand a little further away
 * @returns null when there is none
 */
export function docsOf(
  unit: PreprocessedUnit,
  position: Position,
  kind: DocumentedKind,
  name: string,
): DocComment | null {
  const inclusion = unit.sources.inclusionAt(position);
  if (inclusion === undefined) return null;
  const { file, base } = inclusion;
  const comments = unit.commentsOf(file);
  const at = position - base;
  const next = firstCommentAfter(comments, at);
  const above = commentAbove(file, comments, next - 1, at, kind, name);
  const behind = commentBehind(file, comments, next, at, kind);
  const aboveDoc = above === null ? null : readDocComment(above.text, (base + above.start) as Position);
  if (behind === null) return aboveDoc;
  const behindDoc = readDocComment(file.text.slice(behind.start, behind.end), (base + behind.start) as Position);
  return aboveDoc === null ? behindDoc : combined(aboveDoc, behindDoc);
}

/** Both say something: the one above first. */
function combined(above: DocComment, behind: DocComment): DocComment {
  const extra = [behind.summary, behind.description].filter((text) => text !== "").join("\n\n");
  const description = [above.description, extra].filter((text) => text !== "").join("\n\n");
  return { ...above, description, members: [...above.members, ...behind.members] };
}

interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Index (of pairs) of the first comment that begins behind `offset`. */
function firstCommentAfter(comments: Uint32Array, offset: number): number {
  let low = 0;
  let high = comments.length >>> 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((comments[middle * 2] ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

function commentAt(comments: Uint32Array, index: number): ByteRange {
  return { start: comments[index * 2] ?? 0, end: comments[index * 2 + 1] ?? 0 };
}

/** The comment on its own lines above the name, with only the beginning of the declaration between. */
function commentAbove(
  file: SourceFile,
  comments: Uint32Array,
  index: number,
  at: number,
  kind: DocumentedKind,
  name: string,
): (ByteRange & { readonly text: string }) | null {
  const start = kind === "macro" ? startOfDefine(file.text, at) : at;
  let last = index;
  let until = start;
  // Comments inside the declaration are stepped over.
  for (; last >= 0; last--) {
    const comment = commentAt(comments, last);
    if (start - comment.end > MAX_GAP) return null;
    const ownLine = isOnOwnLine(file.text, comment.start);
    const isPlain = ownLine && !opensDocumentation(file.text, comment.start);
    // Most names have no comment: the code since the last one says so without being copied.
    if (endsReach(file.text, comment.end, until, kind, isPlain)) return null;
    if (isPlain && blankLinesBehind(file.text, comment.end, start) > 0) return null;
    if (ownLine) break;
    until = comment.start;
  }
  if (last < 0) return null;
  const gap = codeBetween(file.text, comments, last, index, start);
  const range = mergedLineComments(file, comments, last);
  const text = file.text.slice(range.start, range.end);
  return isAbout(text, gap, name) && !isContinuation(file.text, range, start) ? { ...range, text } : null;
}

/** What is behind the comment `from` and before `end`, without the comments up to `to`. */
function codeBetween(text: string, comments: Uint32Array, from: number, to: number, end: number): string {
  let code = "";
  for (let index = from; index < to; index++) {
    code += text.slice(commentAt(comments, index).end, commentAt(comments, index + 1).start);
  }
  return code + text.slice(commentAt(comments, to).end, end);
}

/** Where the `#` of the `#define` stands that names what is at `at`. */
function startOfDefine(text: string, at: number): number {
  const hash = text.lastIndexOf("#", at);
  return hash >= 0 && at - hash < 100 ? hash : at;
}

/** A plain comment must be on the line before; a kernel-doc or HeaderDoc comment may have more between. */
function opensDocumentation(text: string, start: number): boolean {
  return text.startsWith("/**", start) || text.startsWith("/*!", start);
}

/** Number of blank lines directly behind a comment. */
function blankLinesBehind(text: string, from: number, to: number): number {
  let breaks = 0;
  for (let at = from; at < to; at++) {
    const character = text.charCodeAt(at);
    if (character === 0x0a) breaks++;
    else if (character !== 0x20 && character !== 0x09 && character !== 0x0d) break;
  }
  return Math.max(0, breaks - 1);
}

/** Nothing but white space before it on its line. */
function isOnOwnLine(text: string, start: number): boolean {
  let at = start;
  while (at > 0 && (text[at - 1] === " " || text[at - 1] === "\t")) at--;
  return at === 0 || text[at - 1] === "\n";
}

/** Whether code in this range, in bytes, is more than the beginning of a declaration, or a directive behind a plain comment. */
function endsReach(text: string, from: number, to: number, kind: DocumentedKind, isPlain: boolean): boolean {
  for (let at = from; at < to; at++) {
    switch (text.charCodeAt(at)) {
      case SEMICOLON:
      case BRACE_OPEN:
      case BRACE_CLOSE:
        return true;
      case COMMA:
        if (kind === "enumerator") return true;
        break;
      case HASH:
        if (isPlain && isOnOwnLine(text, at)) return true;
    }
  }
  return false;
}

/** `//` comments on adjacent lines are one comment. */
function mergedLineComments(file: SourceFile, comments: Uint32Array, last: number): ByteRange {
  const range = commentAt(comments, last);
  if (!file.text.startsWith("//", range.start)) return range;
  let first = last;
  while (first > 0) {
    const before = commentAt(comments, first - 1);
    const between = file.text.slice(before.end, commentAt(comments, first).start);
    const adjacent = /^\n?[ \t]*$/.test(between) && file.text.startsWith("//", before.start);
    if (!adjacent || !isOnOwnLine(file.text, before.start)) break;
    first--;
  }
  return { start: commentAt(comments, first).start, end: range.end };
}

/** Whether a comment with `gap` between it and the name documents the name. */
function isAbout(text: string, gap: string, name: string): boolean {
  if (isNotDocumentation(text)) return false;
  const hasDirective = /^[ \t]*#/m.test(gap);
  if (!isKernelDoc(text) && !isHeaderDoc(text)) return !hasDirective && codeIsShort(gap);
  // Directives (`#ifdef CONFIG_X`) and blank lines may stand between when the comment says whom it is about.
  if (isSubject(text, name)) return true;
  return !hasDirective && blankLinesBehind(gap, 0, gap.length) <= 1 && codeIsShort(gap);
}

/** Whether a kernel-doc comment opens with the name, or with a keyword and the name. */
function isSubject(text: string, name: string): boolean {
  const words = /^\/\*[*!][\s*]*@?(\w+)(?:\s+(\w+))?/.exec(text);
  return words !== null && (words[1] === name || words[2] === name);
}

/** A comment above several macros that together make one declaration is too far from the name in it. */
function codeIsShort(code: string): boolean {
  return code.trim().split("\n").length <= 4;
}

/** Licences, editor settings and overviews of kernel-doc and HeaderDoc are about no declaration. */
function isNotDocumentation(text: string): boolean {
  if (text.includes("SPDX-License-Identifier") || text.includes("Copyright")) return true;
  if ((text.includes("private:") || text.includes("public:")) && /\b(?:private|public):/.test(text)) return true;
  return OVERVIEW.test(text) || /^\/\*\*\s*(?:\*\s*)?DOC:/.test(text);
}

/** A comment further to the right than the declaration goes on with the comment behind the one before. */
function isContinuation(text: string, comment: ByteRange, at: number): boolean {
  return indentation(text, comment.start) > indentation(text, at) + 8;
}

/** Width of the white space that begins the line of `offset`, tabs as eight columns. */
function indentation(text: string, offset: number): number {
  let column = 0;
  for (let at = text.lastIndexOf("\n", offset - 1) + 1; at < offset; at++) {
    if (text[at] === "\t") column += 8 - (column % 8);
    else if (text[at] === " ") column++;
    else break;
  }
  return column;
}

/** The comment behind the declaration: on the line on which it ends, nothing else between. */
function commentBehind(
  file: SourceFile,
  comments: Uint32Array,
  index: number,
  at: number,
  kind: DocumentedKind,
): ByteRange | null {
  if (index * 2 >= comments.length) return null;
  const range = commentAt(comments, index);
  if (range.start - at > MAX_GAP || isOnOwnLine(file.text, range.start)) return null;
  if (!endsBefore(file.text.slice(at, range.start), kind)) return null;
  return isNotDocumentation(file.text.slice(range.start, range.end)) ? null : range;
}

function endsBefore(between: string, kind: DocumentedKind): boolean {
  switch (kind) {
    case "macro":
      return !between.includes("\n");
    case "enumerator":
      return /^[^\n;{}]*$/.test(between) && !/,.*\S/.test(withoutParentheses(between));
    case "member":
      return /^[^;{}]*[;,][ \t]*$/.test(between) && endsOutsideParentheses(between) && !endsOnLaterLine(between);
    case "item":
      return /^[^\n;{}]*;[ \t]*$/.test(between);
  }
}

function withoutParentheses(text: string): string {
  let result = "";
  let depth = 0;
  for (const character of text) {
    if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (depth <= 0) result += character;
  }
  return result;
}

/** Behind the last parameter list, not inside it (the name may stand in parentheses itself). */
function endsOutsideParentheses(between: string): boolean {
  let depth = 0;
  let least = 0;
  for (const character of between) {
    if (character === "(") depth++;
    else if (character === ")") least = Math.min(least, --depth);
  }
  return depth === least;
}

/** A line break is allowed in a parameter list only. */
function endsOnLaterLine(between: string): boolean {
  return between.includes("\n") && !between.includes("(");
}
