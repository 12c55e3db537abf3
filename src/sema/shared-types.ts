/**
 * Types that declarations mention again and again exist once, and so do their `const` versions and the pointers to both: they
 * take no memory then, and equal types are mostly identical.
 */
import type { IntegerKind } from "../kernel/abi/types.js";
import { Qualifier } from "../parse/ast.js";
import { integerType, pointerTo, VOID } from "./expression/ctype.js";
import type { SemaState } from "./state.js";
import type { QualType, RecordId, TypedefId } from "./types.js";

/** A type without qualifiers, and what is made of it, once somebody has asked. */
export interface SharedType {
  readonly plain: QualType;
  constant: QualType | null;
  pointer: QualType | null;
  pointerToConstant: QualType | null;
}

function shared(plain: QualType): SharedType {
  return { plain, constant: null, pointer: null, pointerToConstant: null };
}

const SHARED_VOID = shared(VOID);
const SHARED_INTEGERS = new Map<IntegerKind, SharedType>();

/** The type of a record. */
export function recordType(id: RecordId, state: SemaState): QualType {
  const known = state.recordTypes[id];
  if (known !== undefined) return known.plain;
  const plain: QualType = { type: { kind: "record", id }, qualifiers: 0, addressSpace: null };
  state.recordTypes[id] = shared(plain);
  return plain;
}

/** The type that a typedef name denotes, by that name. */
export function typedefType(id: TypedefId, state: SemaState): QualType {
  const known = state.typedefTypes[id];
  if (known !== undefined) return known.plain;
  const plain: QualType = { type: { kind: "typedef", id }, qualifiers: 0, addressSpace: null };
  state.typedefTypes[id] = shared(plain);
  return plain;
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
