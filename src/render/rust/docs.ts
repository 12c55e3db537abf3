/**
 * Documentation: plain text of C comments as `///` lines that never break a doc build. No doctest (nothing is
 * ever an untagged code block), no link, no HTML tag, no bare URL, no control or bidirectional character.
 *
 * Input: text lines, possibly latin1-decoded UTF-8. Output: finished Rust lines with their line ends.
 * Rules: CommonMark 0.31 (2.4 backslash escapes, 4.4 indented code, 4.5 fenced code, 6.5 autolinks).
 */

/** Rust doc lines for `lines`, each indented by `indent`; empty without documentation. */
export function docLines(lines: readonly string[], indent: string): string {
  if (lines.length === 0) return "";
  let text = "";
  for (const line of isPlain(lines) ? lines : markdown(lines))
    text += line === "" ? `${indent}///\n` : `${indent}/// ${line}\n`;
  return text;
}

/** Whether Markdown shows the lines as they are, and none at the ends is blank. */
function isPlain(lines: readonly string[]): boolean {
  if (lines[0] === "" || lines[lines.length - 1] === "") return false;
  for (const line of lines) if (!PLAIN.test(line)) return false;
  return true;
}

/** Printable ASCII with single blanks inside, and nothing that is escaped below. */
const PLAIN = (() => {
  const safe = "[!\"#%'()+,\\-./0-9;=?@A-Za-z{}]*";
  const single = " (?! |$)|:(?!//)|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])";
  return new RegExp(`^(?![ #=+]|-(?:-|$))${safe}(?:(?:${single})${safe})*$`);
})();

/** The lines as Markdown that shows the text as it was written. */
export function markdown(lines: readonly string[]): string[] {
  const clean = lines.map(cleanLine);
  while (clean[0]?.trim() === "") clean.shift();
  while (clean[clean.length - 1]?.trim() === "") clean.pop();
  const out: string[] = [];
  for (let index = 0; index < clean.length; ) {
    const line = clean[index] ?? "";
    if (PLAIN.test(line)) {
      out.push(line);
      index++;
      continue;
    }
    const end = codeBlockEnd(clean, index);
    if (end > index) {
      out.push(...fenced(clean.slice(index, end)));
      index = end;
      continue;
    }
    out.push(escapeLine(line));
    index++;
  }
  return out;
}

/** Control characters (a bare CR is an error in a doc comment) and what reorders text (a denied lint). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
const UNWANTED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const NEWLINES = /\r\n?|\n/g;

/** Printable ASCII only: nothing to clean. */
const CLEAN = /^[ -~]*$/;

function cleanLine(line: string): string {
  if (CLEAN.test(line)) return line.trimEnd();
  const text = decodeUtf8(line).replace(NEWLINES, " ").replace(/\t/g, "        ");
  return text.replace(UNWANTED, "").trimEnd();
}

const HIGH = /[\u0080-\u00ff]/;
const BEYOND = /[\u0100-\uffff]/;

/** Source texts are read as latin1; a comment in UTF-8 is read back here. */
function decodeUtf8(line: string): string {
  if (!HIGH.test(line) || BEYOND.test(line)) return line;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(line, "latin1"));
  } catch {
    return line;
  }
}

const CODE_INDENT = 4;

/** An indented block after an empty line or a line that ends in `::` (reStructuredText literal block). */
function codeBlockEnd(lines: readonly string[], start: number): number {
  const before = start === 0 ? null : (lines[start - 1] ?? "");
  const opens = before === null || before.trim() === "" || before.endsWith("::");
  if (!opens || indentation(lines[start] ?? "") < CODE_INDENT) return start;
  let end = start;
  for (let index = start; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (line.trim() === "") continue;
    if (indentation(line) < CODE_INDENT) break;
    end = index + 1;
  }
  return end;
}

function indentation(line: string): number {
  return line.trim() === "" ? 0 : line.length - line.trimStart().length;
}

function fenced(lines: readonly string[]): string[] {
  const margin = Math.min(...lines.filter((line) => line.trim() !== "").map(indentation));
  const longest = Math.max(
    0,
    ...lines.map((line) => Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length))),
  );
  const fence = "`".repeat(Math.max(3, longest + 1));
  return [`${fence}text`, ...lines.map((line) => line.slice(margin)), fence];
}

const URL = /https?:\/\/[^\s<>"'`)\]}]+/gi;

/** One line of running text. */
function escapeLine(line: string): string {
  // Without leading or repeated blanks nothing can be an indented code block, not even behind a list marker.
  const trimmed = line.trim();
  if (!ACTIVE.test(trimmed)) return escapeLineStart(trimmed);
  const text = trimmed.replace(/ {2,}/g, " ");
  let out = "";
  let at = 0;
  for (const match of text.matchAll(URL)) {
    const url = match[0].replace(/[.,;:!?*_~]+$/, "");
    out += `${escapeText(text.slice(at, match.index))}<${url}>`;
    at = match.index + url.length;
  }
  out += escapeText(text.slice(at));
  return escapeLineStart(out);
}

/** Most lines have nothing of what `escapeText` changes, no URL and no run of blanks. */
const ACTIVE = /[\\`*[\]<>|~$&^]|:\/\/|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])| {2}/;

function escapeText(text: string): string {
  return (
    text
      .replace(/[\\`*[\]<>|~$&^]/g, "\\$&")
      // Underscores inside words are no emphasis; at the edges of one they may be.
      .replace(/(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])/g, (run) => run.replace(/_/g, "\\_"))
      // A scheme that the pattern above did not take whole would still be a bare URL.
      .replace(/(https?):\/\//gi, "$1:\\/\\/")
  );
}

/** What makes a heading, a quotation, a rule or an underlined heading only at the start of a line. */
function escapeLineStart(text: string): string {
  return text.replace(/^(?:[#>=+]|-(?=-|$))/, "\\$&");
}
