/**
 * The text of a comment as a structured `DocComment`: kernel-doc (Documentation/doc-guide/kernel-doc.rst of Linux)
 * or Apple's HeaderDoc (`header-doc.ts`), or a plain comment. Input: the bytes of one comment, or of adjacent line comments, as latin1 text.
 */

import { STAR } from "../preprocess/characters.js";
import type { Position } from "../support/source.js";
import { readHeaderDoc } from "./header-doc.js";

export interface DocComment {
  readonly style: "kernel-doc" | "header-doc" | "plain";
  /** Of the comment itself. */
  readonly position: Position;
  /** The name that a kernel-doc comment says it documents: `foo` for `foo()` and for `struct foo`; null if it says none. */
  readonly subject: string | null;
  /** The brief description, or all of a plain comment up to the first blank line; lines joined with blanks. */
  readonly summary: string;
  /** What follows: paragraphs with their line breaks and their indentation relative to the comment. */
  readonly description: string;
  /** `@name:` descriptions of parameters, members or enumerators in order; `@a.b:` of nested members, `...` too. */
  readonly members: readonly DocEntry[];
  /** `Return:`, `Context:`, `Note:`, `Example:` in order; `Returns:` is called `Return`. */
  readonly sections: readonly DocEntry[];
}
export interface DocEntry {
  readonly name: string;
  readonly text: string;
}

/** Reads a comment. `position` is where it begins. */
export function readDocComment(raw: string, position: Position): DocComment {
  const lines = commentLines(decoded(raw));
  if (isHeaderDoc(raw)) return { style: "header-doc", position, ...readHeaderDoc(lines) };
  return isKernelDoc(raw) ? readKernelDoc(lines, position) : readPlain(lines, position);
}

/** Most comments are ASCII, which is the same in both encodings. */
function decoded(raw: string): string {
  return /[\x80-\xff]/.test(raw) ? Buffer.from(raw, "latin1").toString("utf8") : raw;
}

/** Whether the comment opens as HeaderDoc's do and has a tag of it. */
export function isHeaderDoc(raw: string): boolean {
  return raw.startsWith("/*!") && /(?:^\/\*!|\n)[\s*]*@[a-z]/.test(raw);
}

/** Whether the comment opens with exactly two stars. */
export function isKernelDoc(raw: string): boolean {
  return raw.startsWith("/**") && raw[3] !== "*" && raw[3] !== "/";
}

/** The description of one member in a comment: `bar` is found under `@bar:` and under `@bar[]:`. */
export function memberText(comment: DocComment, name: string): string | null {
  return comment.members.find((member) => member.name === name)?.text ?? null;
}

/** The lines of a comment without its marks; indentation beyond the first blank is kept. */
function commentLines(text: string): string[] {
  if (text.startsWith("//"))
    return text.split("\n").map((line) =>
      line
        .trim()
        .replace(/^\/\/+[!<]? ?/, "")
        .trimEnd(),
    );
  // The dash of `/*-` tells indent(1) to leave the comment alone (style(9) of the BSDs).
  const inner = withoutEnd(text.replace(/^\/\*(?:-(?=\s)|\**[!<]?)/, ""));
  if (!inner.includes("\n")) return [inner.trim()];
  return inner.split("\n").map((line, index) => (index === 0 ? line.trim() : withoutStar(line.trimEnd())));
}

function withoutEnd(text: string): string {
  if (!text.endsWith("*/")) return text;
  let end = text.length - 2;
  while (text.charCodeAt(end - 1) === STAR) end--;
  return text.slice(0, end);
}

/** A line without the star that goes before it and one blank, or without its indentation. */
function withoutStar(line: string): string {
  const text = line.trimStart();
  if (!text.startsWith("*") || text.startsWith("*/")) return text;
  return text.slice(text.startsWith("* ") ? 2 : 1);
}

function readPlain(lines: readonly string[], position: Position): DocComment {
  const [only = "", second] = lines;
  if (second === undefined) return plainComment(isRuler(only) ? "" : only.trim(), "", position);
  const text = trimBlankLines(lines.filter((line) => !isRuler(line)));
  const blank = text.indexOf("");
  const head = blank === -1 ? text : text.slice(0, blank);
  const tail = blank === -1 ? [] : text.slice(blank);
  return plainComment(head.map((line) => line.trim()).join(" "), trimBlankLines(tail).join("\n"), position);
}

function plainComment(summary: string, description: string, position: Position): DocComment {
  return { style: "plain", position, subject: null, summary, description, members: [], sections: [] };
}

/** `-----`, `=====`, `*****`: drawn, not said. */
function isRuler(line: string): boolean {
  return /^\s*[-=*_~#+]{4,}\s*$/.test(line);
}

/** A part of a kernel-doc comment that is being read. */
interface Part {
  readonly kind: "summary" | "description" | "member" | "section";
  readonly name: string;
  readonly lines: string[];
}

const SECTION = /^\s*(description|context|returns?|notes?|examples?)\s*:(?!:)\s*(.*)$/i;
const MEMBER = /^\s*@([\w.]+(?:\[\w*\])?|\.\.\.)(\.\.\.)?\s*:\s*(.*)$/;
const SUBJECT =
  /^\s*(?:(?:struct|union|enum|typedef|function|macro|define|var|const)\s+)?([A-Za-z_]\w*)\s*(?:\([^)]*\))?\s*(?:(?:-+|:|–)\s*(.*)|)$/;

function readKernelDoc(lines: readonly string[], position: Position): DocComment {
  const text = trimBlankLines(lines);
  const { subject, parts, rest } = openingPart(text);
  let afterBlank = false;
  for (const line of rest) {
    afterBlank = addLine(parts, line, afterBlank);
  }
  return {
    style: "kernel-doc",
    position,
    subject,
    summary: joined(parts, "summary").replace(/\s*\n\s*/g, " "),
    description: joined(parts, "description"),
    members: entries(parts, "member"),
    sections: entries(parts, "section"),
  };
}

/** The first line names the subject (`foo() - what it does`), or is an inline `@member:`. */
function openingPart(text: readonly string[]): { subject: string | null; parts: Part[]; rest: readonly string[] } {
  const first = text[0] ?? "";
  if (MEMBER.test(first)) return { subject: null, parts: [], rest: text };
  const match = SUBJECT.exec(first);
  // A line without a dash is a subject only if it is a single name; else it is prose.
  const named =
    match !== null && (match[2] !== undefined || text.length === 1 || (text[1] ?? "") === "" || isTagged(first));
  const brief = named ? (match?.[2] ?? "") : first;
  return {
    subject: named ? (match?.[1] ?? null) : null,
    parts: [{ kind: "summary", name: "", lines: [brief] }],
    rest: text.slice(1),
  };
}

function isTagged(line: string): boolean {
  return /^\s*(?:struct|union|enum|typedef)\s+\w+\s*$/.test(line) || /^\s*\w+\s*\(\)\s*$/.test(line);
}

/** Adds a line to the part it belongs to, opening a new one where it must. Returns whether the line was blank. */
function addLine(parts: Part[], line: string, afterBlank: boolean): boolean {
  const member = MEMBER.exec(line);
  if (member !== null) {
    const name = (member[1] ?? "").replace(/\[\w*\]$/, "");
    parts.push({ kind: "member", name, lines: [member[3] ?? ""] });
    return false;
  }
  const section = SECTION.exec(line);
  if (section !== null) {
    parts.push({ ...sectionPart(section[1] ?? ""), lines: [section[2] ?? ""] });
    return false;
  }
  if (line.trim() === "") {
    parts.at(-1)?.lines.push("");
    return true;
  }
  currentPart(parts, line, afterBlank).lines.push(line);
  return false;
}

function sectionPart(title: string): Pick<Part, "kind" | "name"> {
  const lower = title.toLowerCase();
  if (lower === "description") return { kind: "description", name: "" };
  const singular = lower.replace(/s$/, "");
  return { kind: "section", name: singular.charAt(0).toUpperCase() + singular.slice(1) };
}

/**
 * Where a line of text goes. After a blank line, text that is not indented ends the brief description, a member and
 * `Context:`, and belongs to the description; an inline comment about one member may have paragraphs.
 */
function currentPart(parts: Part[], line: string, afterBlank: boolean): Part {
  const last = parts.at(-1);
  const inline = parts[0]?.kind === "member" && parts.length === 1;
  const ends =
    last === undefined ||
    (afterBlank &&
      (last.kind === "summary" ||
        (!/^\s/.test(line) && !inline && (last.kind === "member" || last.name === "Context"))));
  if (last !== undefined && !ends) return last;
  const part: Part = { kind: "description", name: "", lines: [] };
  parts.push(part);
  return part;
}

function joined(parts: readonly Part[], kind: Part["kind"]): string {
  const texts = parts.filter((part) => part.kind === kind).map((part) => trimBlankLines(part.lines).join("\n"));
  return texts.filter((text) => text !== "").join("\n\n");
}

function entries(parts: readonly Part[], kind: Part["kind"]): DocEntry[] {
  return parts
    .filter((part) => part.kind === kind)
    .map((part) => ({ name: part.name, text: unindented(trimBlankLines(part.lines)).join("\n").trim() }));
}

/** Removes the indentation that all lines after the first share. */
function unindented(lines: readonly string[]): string[] {
  const [first = "", ...rest] = lines;
  const depths = rest.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const depth = depths.length === 0 ? 0 : Math.min(...depths);
  return [first.trim(), ...rest.map((line) => line.slice(depth))];
}

function trimBlankLines(lines: readonly string[]): string[] {
  let start = 0;
  let end = lines.length;
  while (start < end && (lines[start] ?? "").trim() === "") start++;
  while (end > start && (lines[end - 1] ?? "").trim() === "") end--;
  return lines.slice(start, end);
}
