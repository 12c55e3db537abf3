/** Where a declaration comes from: its place as the user sees it, and the macro that made it. */
import { CHAR_CLASS, CharClass, CONTINUES_IDENTIFIER } from "../preprocess/characters.js";
import { type TokenBuffer, type TokenRange, tokenExpansion, tokenPosition } from "../preprocess/tokens.js";
import { bufferOf, type Position, type SourceMap } from "../support/source.js";
import type { Origin } from "./types.js";

/**
 * The origin of a declaration.
 * @param token index of the token that names it, or of its first token
 * @param range its tokens
 */
export function originOf(sources: SourceMap, token: number, range: TokenRange): Origin {
  const { buffer, start, end } = range;
  const position = tokenExpansion(buffer, token);
  const macro = cameFromMacro(buffer, token, range) ? macroName(sources, position) : null;
  return { position, macro, buffer, start, end };
}

/**
 * A macro made the declaration when the name and a neighbour came out of one invocation; one that only renames
 * (`#define memcpy __memcpy`) did not.
 */
function cameFromMacro(buffer: TokenBuffer, token: number, range: TokenRange): boolean {
  const invocation = tokenExpansion(buffer, token);
  if (isSpelledInPlace(buffer, token)) return false;
  return (
    sharesInvocation(buffer, token - 1, range, invocation) || sharesInvocation(buffer, token + 1, range, invocation)
  );
}

/** A pasted token keeps its operand's position, so both columns may agree only for a token outside of macros. */
function isSpelledInPlace(buffer: TokenBuffer, token: number): boolean {
  return tokenPosition(buffer, token) === tokenExpansion(buffer, token);
}

function sharesInvocation(buffer: TokenBuffer, token: number, range: TokenRange, invocation: Position): boolean {
  return token >= range.start && token < range.end && tokenExpansion(buffer, token) === invocation;
}

/** The identifier that the source spells at `position`. Of the file's bytes: a text of the whole file would be large. */
function macroName(sources: SourceMap, position: Position): string | null {
  const inclusion = sources.inclusionAt(position);
  if (inclusion === undefined) return null;
  const { bytes } = inclusion.file;
  const start = position - inclusion.base;
  if (CHAR_CLASS[bytes[start] ?? 0] !== CharClass.Letter) return null;
  let end = start + 1;
  while (CONTINUES_IDENTIFIER[bytes[end] ?? 0] === 1) end++;
  return bufferOf(bytes).toString("latin1", start, end);
}
