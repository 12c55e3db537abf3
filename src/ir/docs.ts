/**
 * Documentation of items: the comments of the headers and the annotation macros written on a declaration, as
 * plain text lines. How they become safe rustdoc is the render stage's business.
 */

import { docsOf } from "../parse/comments.js";
import { type DocComment, memberText } from "../parse/kernel-doc.js";
import type { AnnotationUse, PreprocessedUnit } from "../preprocess/types.js";
import type {
  EnumDecl,
  EnumeratorDecl,
  Field,
  FunctionDecl,
  FunctionType,
  QualType,
  RecordDecl,
  TypedefDecl,
  VariableDecl,
} from "../sema/types.js";
import type { Position } from "../support/source.js";

/** Plain text lines for each documented thing; empty where nothing is said. */
export interface Documentation {
  tagged(owner: RecordDecl | EnumDecl): readonly string[];
  typedef(declared: TypedefDecl): readonly string[];
  /** With the annotations of its parameters and result. */
  function(declared: FunctionDecl): readonly string[];
  /** With the annotations of its type. */
  variable(declared: VariableDecl): readonly string[];
  /** Of a variable that is no more than its value. */
  constant(declared: VariableDecl): readonly string[];
  macro(name: string, position: Position): readonly string[];
  member(record: RecordDecl, field: Field): readonly string[];
  enumerator(declared: EnumDecl, enumerator: EnumeratorDecl): readonly string[];
}

const NOTHING: readonly never[] = [];

/** For `--no-docs`. */
export const NO_DOCUMENTATION: Documentation = {
  tagged: () => NOTHING,
  typedef: () => NOTHING,
  function: () => NOTHING,
  variable: () => NOTHING,
  constant: () => NOTHING,
  macro: () => NOTHING,
  member: () => NOTHING,
  enumerator: () => NOTHING,
};

/** The documentation that the headers of a translation unit carry. */
export function documentationOf(unit: PreprocessedUnit): Documentation {
  /** The comment above a record or enum describes its members too, which are asked for one after the other. */
  let lastOwner: RecordDecl | EnumDecl | null = null;
  let lastComment: DocComment | null = null;
  const ownerComment = (owner: RecordDecl | EnumDecl): DocComment | null => {
    if (owner !== lastOwner) {
      lastOwner = owner;
      lastComment = docsOf(unit, owner.origin.position, "item", owner.tag ?? "");
    }
    return lastComment;
  };
  const own = ({ name, origin }: TypedefDecl | FunctionDecl | VariableDecl): readonly string[] =>
    commentLines(docsOf(unit, origin.position, "item", name));
  return {
    tagged: (owner) => commentLines(ownerComment(owner)),
    typedef: own,
    function: (declared) => annotated(own(declared), signatureAnnotations(declared.annotations, declared.type)),
    variable: (declared) => annotated(own(declared), joined(declared.annotations, typeAnnotations(declared.type))),
    constant: (declared) => annotated(own(declared), declared.annotations ?? NOTHING),
    macro: (name, position) => commentLines(docsOf(unit, position, "macro", name)),
    member: (record, field) => {
      if (field.name === null) return [];
      const lines =
        memberOf(ownerComment(record), field.name) ??
        memberLines(docsOf(unit, field.position, "member", field.name), field.name);
      return annotated(lines, joined(field.annotations, typeAnnotations(field.type)));
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
  if (comment.description === "" && comment.members.length === 0 && comment.sections.length === 0) {
    return comment.summary.includes("\n") ? comment.summary.split("\n") : [comment.summary];
  }
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

function annotated(lines: readonly string[], annotations: readonly AnnotationUse[]): readonly string[] {
  if (annotations.length === 0) return lines;
  const names = [...new Set(annotations.map((annotation) => annotation.name + annotation.args))];
  return [...lines, "", `Annotated in C: ${names.join(", ")}`];
}

/** Annotations on every level of a type: `__user` stands on what a pointer points to. */
function typeAnnotations(type: QualType): readonly AnnotationUse[] {
  return type.type.kind === "pointer"
    ? joined(type.annotations, typeAnnotations(type.type.to))
    : (type.annotations ?? NOTHING);
}

/** The annotations of a function and of its parameters. */
function signatureAnnotations(
  own: readonly AnnotationUse[] | undefined,
  { result, parameters }: FunctionType,
): readonly AnnotationUse[] {
  let all = joined(own, typeAnnotations(result));
  for (const { type } of parameters) all = joined(all, typeAnnotations(type));
  return all;
}

/** Mostly there are none. */
function joined(some: readonly AnnotationUse[] | undefined, more: readonly AnnotationUse[]): readonly AnnotationUse[] {
  if (some === undefined || some.length === 0) return more;
  return more.length === 0 ? some : [...some, ...more];
}
