/**
 * Documentation of items: the comments of the headers and the annotation macros written on a declaration, as
 * plain text lines. How they become safe rustdoc is the render stage's business.
 */

import { docsOf } from "../parse/comments.js";
import { type DocComment, memberText } from "../parse/kernel-doc.js";
import type { AnnotationUse, PreprocessedUnit } from "../preprocess/types.js";
import type { EnumDecl, EnumeratorDecl, Field, QualType, RecordDecl } from "../sema/types.js";
import type { Position } from "../support/source.js";

/** Plain text lines for each documented thing; empty where nothing is said. */
export interface Documentation {
  /** Of a declaration whose name stands at `position`. */
  declaration(name: string, position: Position, annotations?: readonly AnnotationUse[]): readonly string[];
  macro(name: string, position: Position): readonly string[];
  member(record: RecordDecl, field: Field): readonly string[];
  enumerator(declared: EnumDecl, enumerator: EnumeratorDecl): readonly string[];
}

/** For `--no-docs`. */
export const NO_DOCUMENTATION: Documentation = {
  declaration: () => [],
  macro: () => [],
  member: () => [],
  enumerator: () => [],
};

/** The documentation that the headers of a translation unit carry. */
export function documentationOf(unit: PreprocessedUnit): Documentation {
  /** The comment above a record or enum describes its members too; it is read once. */
  const ofOwners = new Map<RecordDecl | EnumDecl, DocComment | null>();
  const ownerComment = (owner: RecordDecl | EnumDecl): DocComment | null => {
    let comment = ofOwners.get(owner);
    if (comment === undefined) {
      comment = docsOf(unit, owner.origin.position, "item", owner.tag ?? "");
      ofOwners.set(owner, comment);
    }
    return comment;
  };
  return {
    declaration: (name, position, annotations = []) =>
      annotated(commentLines(docsOf(unit, position, "item", name)), annotations),
    macro: (name, position) => commentLines(docsOf(unit, position, "macro", name)),
    member: (record, field) => {
      if (field.name === null) return [];
      const lines =
        memberOf(ownerComment(record), field.name) ??
        memberLines(docsOf(unit, field.position, "member", field.name), field.name);
      const ofType = typeAnnotations(field.type);
      const annotations = field.annotations.length === 0 ? ofType : [...field.annotations, ...ofType];
      return annotated(lines, annotations);
    },
    enumerator: (declared, enumerator) =>
      memberOf(ownerComment(declared), enumerator.name) ??
      memberLines(docsOf(unit, enumerator.position, "enumerator", enumerator.name), enumerator.name),
  };
}

function memberOf(comment: DocComment | null, name: string): string[] | null {
  const text = comment === null ? null : memberText(comment, name);
  return text === null ? null : text.split("\n");
}

/** A comment beside a member may name it once more. */
function memberLines(comment: DocComment | null, name: string): readonly string[] {
  const named = comment?.members.length === 1 ? memberOf(comment, name) : null;
  return named ?? commentLines(comment);
}

/** Summary, description, parameters, sections: paragraphs with a blank line between. */
function commentLines(comment: DocComment | null): readonly string[] {
  if (comment === null) return NOTHING;
  const paragraphs = [comment.summary, comment.description];
  if (comment.members.length > 0) {
    paragraphs.push(comment.members.map((member) => `- ${member.name}: ${hanging(member.text)}`).join("\n"));
  }
  for (const section of comment.sections) paragraphs.push(`${section.name}: ${section.text}`);
  return paragraphs
    .filter((paragraph) => paragraph !== "")
    .join("\n\n")
    .split("\n");
}

/** A list entry of several lines is indented under its first (CommonMark 5.2). */
function hanging(text: string): string {
  return text.split("\n").join("\n  ");
}

const NOTHING: readonly never[] = [];

function annotated(lines: readonly string[], annotations: readonly AnnotationUse[]): readonly string[] {
  if (annotations.length === 0) return lines;
  const names = [...new Set(annotations.map((annotation) => annotation.name + annotation.args))];
  return [...lines, "", `Annotated in C: ${names.join(", ")}`];
}

/** Annotations on every level of a type: `__user` stands on what a pointer points to. */
function typeAnnotations(type: QualType): readonly AnnotationUse[] {
  const here = type.annotations ?? NOTHING;
  if (type.type.kind !== "pointer") return here;
  const beyond = typeAnnotations(type.type.to);
  return beyond.length === 0 ? here : [...here, ...beyond];
}

/** The annotations of a function and of its parameters, as its documentation shows them. */
export function signatureAnnotations(
  own: readonly AnnotationUse[] | undefined,
  types: readonly QualType[],
): readonly AnnotationUse[] {
  let all = own ?? NOTHING;
  for (const type of types) {
    const more = typeAnnotations(type);
    if (more.length > 0) all = [...all, ...more];
  }
  return all;
}
