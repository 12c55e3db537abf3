/**
 * Structures and unions (C11 6.7.2.1, 6.7.2.3): tags, members, packing facts and layout. A record has its layout
 * as soon as its definition ends.
 */
import type { Attribute, DeclarationSpecifiers, Declarator, Member, RecordSpecifier } from "../parse/ast.js";
import { tokenExpansion, tokenSpelling } from "../preprocess/tokens.js";
import { alignments, hasAttribute } from "./attribute-arguments.js";
import { countConstant } from "./constant.js";
import { declaredType } from "./declarator.js";
import { bare } from "./expression/ctype.js";
import { combineAligned } from "./layout.js";
import { originOf } from "./origin.js";
import { layOut } from "./record-layout.js";
import { noteMention } from "./redeclared.js";
import { declareTag, enlist, foundTag } from "./scope.js";
import { resolveSpecifiers } from "./specifiers.js";
import { errorType, report, type SemaState } from "./state.js";
import { checkStaticAssert } from "./static-assert.js";
import type { Field, QualType, RecordDecl, RecordId } from "./types.js";

/** The record that a specifier denotes; defines it when the specifier has a member list. */
export function resolveRecord(specifier: RecordSpecifier, alone: boolean, state: SemaState): RecordId {
  if (specifier.members === null) return referToRecord(specifier, alone, state);
  const known = state.records.length;
  const record = openRecord(specifier, state);
  if (record.members !== null || state.defining.includes(record)) {
    reportRedefinition(specifier, record, state);
    return record.id;
  }
  const isNew = record.id >= known;
  if (!isNew) record.origin = originOf(state.unit.sources, specifier.token, specifier.range);
  // What file scope has declared before is no part of the record inside which it is defined.
  record.parent = isNew || state.mentionedInside.has(record.id) ? state.enclosing : null;
  defineRecord(record, specifier, specifier.members, state);
  return record.id;
}

/** C11 6.7.2.3p8: a tag that is not visible yet is declared, incomplete. */
function referToRecord(specifier: RecordSpecifier, alone: boolean, state: SemaState): RecordId {
  const found = foundTag(specifier, alone, state);
  if (found?.kind === "record") {
    if (found.tagKind !== specifier.tagKind) reportOtherTag(specifier, state);
    if (found.members === null) noteMention(found, specifier, state);
    return found.id;
  }
  if (found !== undefined) reportOtherTag(specifier, state);
  const record = newRecord(specifier, state);
  if (state.enclosing !== null) state.mentionedInside.add(record.id);
  return record.id;
}

/** The record that a definition completes: one declared in this very scope, or a new one. */
function openRecord(specifier: RecordSpecifier, state: SemaState): RecordDecl {
  const found = foundTag(specifier, true, state);
  if (found?.kind === "record" && found.tagKind === specifier.tagKind) return found;
  if (found !== undefined) reportOtherTag(specifier, state);
  return newRecord(specifier, state);
}

function newRecord(specifier: RecordSpecifier, state: SemaState): RecordDecl {
  const record: RecordDecl = {
    kind: "record",
    id: state.records.length as RecordId,
    tagKind: specifier.tagKind,
    tag: specifier.tag,
    members: null,
    layout: null,
    attributes: specifier.attributes,
    packed: false,
    aligned: null,
    transparentUnion: false,
    unsupported: null,
    parent: null,
    origin: originOf(state.unit.sources, specifier.token, specifier.range),
  };
  state.records.push(record);
  if (specifier.tag !== null) declareTag(state, tokenSpelling(specifier.range.buffer, specifier.token), record);
  enlist(state, record);
  return record;
}

function defineRecord(record: RecordDecl, specifier: RecordSpecifier, list: readonly Member[], state: SemaState): void {
  const { attributes } = specifier;
  record.attributes = attributes;
  record.packed = hasAttribute(attributes, "packed");
  record.aligned = combineAligned(alignments(attributes, [], state), "type", state.abi);
  record.transparentUnion = record.tagKind === "union" && hasAttribute(attributes, "transparent_union");
  state.defining.push(record);
  const { fields, refused } = resolveMembers(record, list, state);
  state.defining.pop();
  record.members = fields;
  // A declaration with such an assertion is an error of the headers, and reported; an expression has no value.
  const layout = state.sealed && refused !== null ? refused : layOut(record, specifier, fields, state);
  if (typeof layout !== "string") {
    record.layout = layout;
    return;
  }
  record.unsupported = layout;
  const name = `${record.tagKind} ${record.tag ?? "without a tag"}`;
  report(state, "warning", "unsupported-layout", `${name} has no layout: ${layout}`, record.origin.position);
}

/** In order; types that a member declares are nested in this record and that member. `refused`: an assertion that does not hold. */
function resolveMembers(
  record: RecordDecl,
  list: readonly Member[],
  state: SemaState,
): { readonly fields: Field[]; readonly refused: string | null } {
  const fields: Field[] = [];
  let refused: string | null = null;
  const outer = state.enclosing;
  for (const member of list) {
    if (member.kind === "static-assert") {
      refused ??= checkStaticAssert(member.assertion, state);
      continue;
    }
    state.enclosing = { record: record.id, field: member.declarators[0]?.name ?? null };
    addMember(member, fields, state);
  }
  state.enclosing = outer;
  // Without the room that growing has left.
  return { fields: fields.slice(), refused };
}

type MemberDeclaration = Extract<Member, { kind: "member" }>;

function addMember(member: MemberDeclaration, fields: Field[], state: SemaState): void {
  const { specifiers, declarators } = member;
  const { buffer } = member.range;
  const base = resolveSpecifiers(specifiers, buffer, declarators.length === 0, state);
  if (declarators.length === 0) {
    if (isAnonymousMember(specifiers, base, state)) fields.push(anonymousField(member, base, state));
    return;
  }
  for (const declarator of declarators) fields.push(namedField(member, declarator, base, state));
}

/** C11 6.7.2.1p13; with `-fms-extensions` or `-fplan9-extensions` the record may have a tag or a typedef name too. */
function isAnonymousMember(specifiers: DeclarationSpecifiers, base: QualType, state: SemaState): boolean {
  if (bare(base.type, state.context).kind !== "record") return false;
  if (specifiers.type.kind === "record" && specifiers.type.tag === null) return true;
  return state.target.dialect.msExtensions;
}

function anonymousField(member: MemberDeclaration, base: QualType, state: SemaState): Field {
  const { specifiers } = member;
  const { attributes } = specifiers;
  return {
    name: null,
    spelling: null,
    type: base,
    bitWidth: null,
    attributes,
    annotations: specifiers.annotations,
    packed: hasAttribute(attributes, "packed"),
    aligned: memberAlignment(attributes, specifiers, state),
    pack: member.pack,
    position: tokenExpansion(member.range.buffer, member.range.start),
  };
}

function namedField(member: MemberDeclaration, declarator: Declarator, base: QualType, state: SemaState): Field {
  const { specifiers } = member;
  const { buffer } = member.range;
  const type = declaredType(base, declarator, specifiers.attributes, buffer, state);
  const width = declarator.bitWidth === null ? null : bitWidth(declarator, state);
  const attributes = joined(specifiers.attributes, declarator.attributes);
  return {
    name: declarator.name,
    spelling: declarator.name === null ? null : tokenSpelling(buffer, declarator.token),
    type: typeof width === "string" ? errorType(width) : type,
    bitWidth: typeof width === "string" ? null : width,
    attributes,
    annotations: joined(specifiers.annotations, declarator.annotations),
    packed: hasAttribute(attributes, "packed"),
    aligned: memberAlignment(attributes, specifiers, state),
    pack: member.pack,
    position: tokenExpansion(buffer, declarator.name === null ? member.range.start : declarator.token),
  };
}

/** The width in bits (C11 6.7.2.1p4), or why it is not known. */
function bitWidth(declarator: Declarator, state: SemaState): number | string | null {
  if (declarator.bitWidth === null) return null;
  const { count, why } = countConstant(declarator.bitWidth, state);
  return count ?? `the width of a bit-field is not known: ${why}`;
}

function memberAlignment(
  attributes: readonly Attribute[],
  specifiers: DeclarationSpecifiers,
  state: SemaState,
): number | null {
  if (attributes.length === 0 && specifiers.alignas.length === 0) return null;
  return combineAligned(alignments(attributes, specifiers.alignas, state), "member", state.abi);
}

/** Both lists, without a copy where one is empty. */
export function joined<Element>(first: readonly Element[], second: readonly Element[]): readonly Element[] {
  if (second.length === 0) return first;
  return first.length === 0 ? second : [...first, ...second];
}

function reportRedefinition(specifier: RecordSpecifier, record: RecordDecl, state: SemaState): void {
  const where = tokenExpansion(specifier.range.buffer, specifier.token);
  report(state, "error", "redefinition", `redefinition of ${record.tagKind} ${record.tag ?? ""}`, where, {
    notes: [{ message: "defined before here", where: record.origin.position }],
  });
}

/** C11 6.7.2.3p2. */
function reportOtherTag(specifier: RecordSpecifier, state: SemaState): void {
  const where = tokenExpansion(specifier.range.buffer, specifier.token);
  const message = `the tag ${specifier.tag ?? ""} was declared as another kind of type than ${specifier.tagKind}`;
  report(state, "error", "wrong-tag-kind", message, where);
}
