/**
 * The tags of a HeaderDoc comment (Apple, "HeaderDoc User Guide", "HeaderDoc Tags"): `@abstract`, `@discussion`, `@param`.
 * Input: the lines of the comment without its marks. Output: its parts.
 */
import type { DocComment, DocEntry } from "./kernel-doc.js";

/** What a comment can be about; the name follows. In a comment about something else, constants are its members. */
const SUBJECT =
  /^(?:function|method|struct|union|typedef|enum|const|constant|define|defined|definedblock|var|callback)$/;
const MEMBER = /^(?:param|field|const|constant)$/;
const BRIEF = /^(?:abstract|brief)$/;
const DISCUSSION = /^(?:discussion|details)$/;
/** Tags with a name of their own in documentation; any other keeps its word. */
const SECTIONS: Readonly<Record<string, string>> = {
  result: "Return",
  return: "Return",
  returns: "Return",
  see: "See also",
  seealso: "See also",
};

/** About a file or a group of declarations, and so about none. */
export const OVERVIEW = /^\/\*![\s*]*@(?:header|file|group|functiongroup|framework|language|charset)\b/;

type Text = Omit<DocComment, "style" | "position">;

/** Reads the lines of a comment that begins with `/*!`. */
export function readHeaderDoc(lines: readonly string[]): Text {
  let subject: string | null = null;
  let summary: string[] = [];
  let description: string[] = [];
  const members: DocEntry[] = [];
  const sections: DocEntry[] = [];
  for (const { tag, name, text } of tagged(lines)) {
    if (tag === null) [summary, description] = split(text, summary, description);
    else if (BRIEF.test(tag)) summary = [...summary, ...text];
    else if (DISCUSSION.test(tag)) description = [...description, ...text];
    else if (SUBJECT.test(tag) && subject === null && members.length === 0) {
      subject = name;
      [summary, description] = split(text, summary, description);
    } else if (MEMBER.test(tag)) members.push({ name, text: joined(text) });
    else sections.push({ name: SECTIONS[tag] ?? capitalised(tag), text: joined([name, ...text]) });
  }
  return { subject, summary: joined(summary), description: description.join("\n").trim(), members, sections };
}

interface Tagged {
  /** null: what stands before the first tag. */
  readonly tag: string | null;
  /** The word behind the tag, for tags that name something; else empty. */
  readonly name: string;
  readonly text: string[];
}

function tagged(lines: readonly string[]): Tagged[] {
  const parts: Tagged[] = [{ tag: null, name: "", text: [] }];
  for (const line of lines) {
    const [, tag, rest = ""] = /^\s*@([a-z]+)\b\s*(.*)$/.exec(line) ?? [];
    if (tag === undefined) {
      parts.at(-1)?.text.push(line.trimEnd());
      continue;
    }
    const named = SUBJECT.test(tag) || MEMBER.test(tag);
    const [, name = "", text = ""] = (named ? /^(\S*)\s*(.*)$/.exec(rest) : null) ?? [];
    parts.push(named ? { tag, name: name.replace(/\(.*$/, ""), text: [text] } : { tag, name: "", text: [rest] });
  }
  return parts;
}

/** Text without a tag: its first paragraph is the brief description, unless there is one. */
function split(text: readonly string[], summary: string[], description: string[]): [string[], string[]] {
  const start = text.findIndex((line) => line.trim() !== "");
  if (start === -1) return [summary, description];
  if (summary.length > 0) return [summary, [...description, ...text]];
  const blank = text.findIndex((line, index) => index > start && line.trim() === "");
  const end = blank === -1 ? text.length : blank;
  return [text.slice(start, end), [...description, ...text.slice(end)]];
}

function joined(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ");
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
