/**
 * Types that declarations mention again and again exist once, and so do their `const` versions and the pointers to both: they
 * take no memory then, and equal types are mostly identical.
 */
import type { IntegerKind } from "../kernel/abi/types.js";
import { Qualifier } from "../parse/ast.js";
import { integerType, pointerTo, VOID } from "./expression/ctype.js";
import { plain, type SemaState } from "./state.js";
import type { QualType, RecordId, TypedefId } from "./types.js";

/** A type without qualifiers, and what is made of it, once somebody has asked. */
export interface SharedType {
  readonly plain: QualType;
  constant: QualType | null;
  pointer: QualType | null;
  pointerToConstant: QualType | null;
}

function shared(type: QualType): SharedType {
  return { plain: type, constant: null, pointer: null, pointerToConstant: null };
}

const SHARED_VOID = shared(VOID);
const SHARED_INTEGERS = new Map<IntegerKind, SharedType>();

/** The type of a record. */
export function recordType(id: RecordId, state: SemaState): QualType {
  state.recordTypes[id] ??= shared(plain({ kind: "record", id }));
  return state.recordTypes[id].plain;
}

/** The type that a typedef name denotes, by that name. */
export function typedefType(id: TypedefId, state: SemaState): QualType {
  state.typedefTypes[id] ??= shared(plain({ kind: "typedef", id }));
  return state.typedefTypes[id].plain;
}

/** What is shared of a type that may be: then `type` is one of its members. */
function sharedOf({ type }: QualType, state: SemaState): SharedType | undefined {
  switch (type.kind) {
    case "record":
      return state.recordTypes[type.id];
    case "typedef":
      return state.typedefTypes[type.id];
    case "void":
      return SHARED_VOID;
    case "integer":
      return sharedInteger(type.name);
    default:
      return undefined;
  }
}

function sharedInteger(name: IntegerKind): SharedType {
  let known = SHARED_INTEGERS.get(name);
  if (known === undefined) {
    known = shared(integerType(name));
    SHARED_INTEGERS.set(name, known);
  }
  return known;
}

/** A type that has no qualifiers, as `const`. */
export function constant(type: QualType, state: SemaState): QualType {
  const known = sharedOf(type, state);
  if (known?.plain !== type) return withConst(type);
  known.constant ??= withConst(type);
  return known.constant;
}

function withConst(type: QualType): QualType {
  return { ...type, qualifiers: Qualifier.Const };
}

/** The pointer to a type. */
export function sharedPointerTo(to: QualType, state: SemaState): QualType {
  const known = sharedOf(to, state);
  if (known?.plain === to) {
    known.pointer ??= pointerTo(to);
    return known.pointer;
  }
  if (known !== undefined && known.constant === to) {
    known.pointerToConstant ??= pointerTo(to);
    return known.pointerToConstant;
  }
  return pointerTo(to);
}
