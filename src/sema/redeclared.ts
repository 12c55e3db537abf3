/**
 * What stands for an entity that the translation unit declares more than once. Headers may be included in any order,
 * so the first declaration seen is an accident: the definition leads, else the declaration whose file comes first by
 * name, and in it the first. The leader gives place, documentation and parameter names; the others add what they
 * know (C11 6.2.7p4).
 */
import type { Attribute, EnumSpecifier, RecordSpecifier } from "../parse/ast.js";
import { rangeText, tokenExpansion } from "../preprocess/tokens.js";
import type { AnnotationUse } from "../preprocess/types.js";
import { NO_POSITION, type Position, type SourceMap } from "../support/source.js";
import { compositeFunction, compositeType } from "./composite.js";
import { originOf } from "./origin.js";
import type { SemaState } from "./state.js";
import type { EnumDecl, FunctionDecl, FunctionType, Origin, QualType, RecordDecl, VariableDecl } from "./types.js";

/** One declaration of a function or object, as it is written. */
export interface Redeclaration<Type> {
  readonly type: Type;
  readonly attributes: readonly Attribute[];
  readonly annotations: readonly AnnotationUse[];
  readonly asmLabel: string | null;
  readonly isDefinition: boolean;
  readonly origin: Origin;
}

/** Entities that have more than one declaration so far, with all of these. */
export interface Redeclared {
  readonly functions: Map<FunctionDecl, Redeclaration<FunctionType>[]>;
  readonly variables: Map<VariableDecl, Redeclaration<QualType>[]>;
}

export function nothingRedeclared(): Redeclared {
  return { functions: new Map(), variables: new Map() };
}

/** Notes one more declaration of an entity; `first` says what its first one was. */
export function noteRedeclaration<Entity, Type>(
  table: Map<Entity, Redeclaration<Type>[]>,
  entity: Entity,
  first: () => Redeclaration<Type>,
  another: Redeclaration<Type>,
): void {
  const known = table.get(entity);
  if (known === undefined) table.set(entity, [first(), another]);
  else known.push(another);
}

/** A tag without a definition is mentioned again: the mention whose place comes first leads, until there is a definition. */
export function noteMention(
  declared: RecordDecl | EnumDecl,
  { token, range }: RecordSpecifier | EnumSpecifier,
  state: SemaState,
): void {
  if (state.sealed) return;
  const { sources } = state.unit;
  if (comparePlaces(tokenExpansion(range.buffer, token), declared.origin.position, sources) >= 0) return;
  declared.origin = originOf(sources, token, range);
}

/** At the end of the translation unit: lets the leaders lead. */
export function settleRedeclared(state: SemaState): void {
  const { sources } = state.unit;
  const { functions, variables } = state.redeclared;
  for (const [declared, list] of functions) {
    const types = settle(declared, list, sources);
    declared.type = types.reduce((first, second) => compositeFunction(first, second, state));
  }
  for (const [declared, list] of variables) {
    const types = settle(declared, list, sources);
    declared.type = types.reduce((first, second) => compositeType(first, second, state));
  }
}

/** Sets everything but the type; gives the types, that of the leader first. */
function settle<Type>(
  declared: FunctionDecl | VariableDecl,
  list: readonly Redeclaration<Type>[],
  sources: SourceMap,
): readonly Type[] {
  const ordered = [...list].sort(
    (one, other) =>
      Number(other.isDefinition) - Number(one.isDefinition) ||
      comparePlaces(one.origin.position, other.origin.position, sources),
  );
  declared.origin = ordered[0]?.origin ?? declared.origin;
  declared.asmLabel = ordered.find(({ asmLabel }) => asmLabel !== null)?.asmLabel ?? null;
  declared.attributes = ordered.map(({ attributes }) => attributes).reduce(mergedAttributes);
  declared.annotations = ordered.map(({ annotations }) => annotations).reduce(mergedAnnotations);
  return ordered.map(({ type }) => type);
}

/** By the name of the file, then by the place in it; what no file spells comes first. */
export function comparePlaces(one: Position, other: Position, sources: SourceMap): number {
  if (one === other) return 0;
  if (one === NO_POSITION) return -1;
  if (other === NO_POSITION) return 1;
  const a = sources.inclusionAt(one);
  const b = sources.inclusionAt(other);
  if (a === undefined || b === undefined) return one - other;
  if (a.file.name !== b.file.name) return a.file.name < b.file.name ? -1 : 1;
  return one - a.base - (other - b.base) || one - other;
}

/** Attributes accumulate (GCC manual, Attribute Syntax). */
export function mergedAttributes(first: readonly Attribute[], second: readonly Attribute[]): readonly Attribute[] {
  if (second.length === 0) return first;
  const added = second.filter((attribute) => !first.some((other) => sameAttribute(attribute, other)));
  return added.length === 0 ? first : [...first, ...added];
}

function sameAttribute(first: Attribute, second: Attribute): boolean {
  if (first.name !== second.name || first.args.length !== second.args.length) return false;
  return first.args.every((range, index) => {
    const other = second.args[index];
    return other !== undefined && rangeText(range) === rangeText(other);
  });
}

/** Each annotation once, in the order of the declarations. */
export function mergedAnnotations(
  first: readonly AnnotationUse[] | undefined,
  second: readonly AnnotationUse[],
): readonly AnnotationUse[] {
  if (first === undefined || first.length === 0) return second;
  const added = second.filter((use) => !first.some((other) => other.name === use.name && other.args === use.args));
  return added.length === 0 ? first : [...first, ...added];
}
