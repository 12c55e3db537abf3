/**
 * Questions about C types that expressions ask: what a typedef stands for, integer kind, compatibility
 * (C11 6.2.7, 6.7.6), composite pointers, members of records (6.5.2.3, anonymous ones included).
 */
import type { IntegerKind } from "../../kernel/abi/types.js";
import { assertNever } from "../../support/brand.js";
import type { SemaContext } from "../context.js";
import type { CType, Field, FunctionType, QualType, RecordId } from "../types.js";

function integer(name: IntegerKind): QualType {
  return { type: { kind: "integer", name }, qualifiers: 0, addressSpace: null };
}

/** One shared value for each integer type. */
const INTEGER_TYPES: Readonly<Record<IntegerKind, QualType>> = {
  _Bool: integer("_Bool"),
  char: integer("char"),
  "signed char": integer("signed char"),
  "unsigned char": integer("unsigned char"),
  short: integer("short"),
  "unsigned short": integer("unsigned short"),
  int: integer("int"),
  "unsigned int": integer("unsigned int"),
  long: integer("long"),
  "unsigned long": integer("unsigned long"),
  "long long": integer("long long"),
  "unsigned long long": integer("unsigned long long"),
  __int128: integer("__int128"),
  "unsigned __int128": integer("unsigned __int128"),
};

export const VOID: QualType = { type: { kind: "void" }, qualifiers: 0, addressSpace: null };

export function integerType(kind: IntegerKind): QualType {
  return INTEGER_TYPES[kind];
}

export function pointerTo(to: QualType): QualType {
  return { type: { kind: "pointer", to }, qualifiers: 0, addressSpace: null };
}

export function arrayOf(element: QualType, count: number): QualType {
  return { type: { kind: "array", of: element, length: { kind: "known", count } }, qualifiers: 0, addressSpace: null };
}

export function unqualified(type: QualType): QualType {
  return type.qualifiers === 0 && type.addressSpace === null
    ? type
    : { type: type.type, qualifiers: 0, addressSpace: null };
}

/** Typedefs nested deeper than this are a broken program. */
const MAX_TYPEDEFS = 500;
const TOO_DEEP: CType = { kind: "error", reason: "typedefs nested too deeply" };

/** The type behind typedefs (and `_Atomic`), qualifiers of all levels together (C11 6.7.8p3). */
export function canonical(type: QualType, context: SemaContext): QualType {
  let at = type;
  for (let depth = 0; at.type.kind === "typedef" || at.type.kind === "atomic"; depth++) {
    const inner = at.type.kind === "typedef" ? context.typedef(at.type.id).type : at.type.of;
    if (depth > MAX_TYPEDEFS) return { ...at, type: TOO_DEEP };
    at = {
      type: inner.type,
      qualifiers: inner.qualifiers | at.qualifiers,
      addressSpace: inner.addressSpace ?? at.addressSpace,
    };
  }
  return at;
}

/** GCC manual, Typeof; C23 6.7.3.6: `typeof_unqual` strips qualifiers, those of typedefs too, and `_Atomic`. */
export function typeofUnqual(type: QualType, context: SemaContext): QualType {
  const known = canonical(type, context);
  if (known.qualifiers === 0 && known.addressSpace === null && type.type.kind !== "atomic") return unqualified(type);
  return { type: known.type, qualifiers: 0, addressSpace: null };
}

/** As `canonical`, without the qualifiers of the type itself. */
export function bare(type: CType, context: SemaContext): CType {
  let plain = type;
  for (let depth = 0; plain.kind === "typedef" || plain.kind === "atomic"; depth++) {
    if (depth > MAX_TYPEDEFS) return TOO_DEEP;
    plain = plain.kind === "typedef" ? context.typedef(plain.id).type.type : plain.of.type;
  }
  return plain;
}

/** The integer kind that arithmetic on this type uses; null when it is no integer type (C11 6.2.5p17). */
export function integerKindOf(type: CType, context: SemaContext): IntegerKind | null {
  const plain = bare(type, context);
  if (plain.kind === "integer") return plain.name;
  return plain.kind === "enum" ? context.enumeration(plain.id).underlying : null;
}

/** Arrays of elements keep their qualifiers on the element (C11 6.7.3p9). */
export function elementOf(type: QualType, context: SemaContext): QualType | null {
  const plain = canonical(type, context);
  if (plain.type.kind === "pointer") return plain.type.to;
  if (plain.type.kind !== "array") return null;
  return withQualifiers(plain.type.of, plain.qualifiers, plain.addressSpace);
}

export function withQualifiers(type: QualType, qualifiers: number, addressSpace: string | null): QualType {
  if ((type.qualifiers | qualifiers) === type.qualifiers && (addressSpace === null || type.addressSpace !== null)) {
    return type;
  }
  return {
    ...type,
    qualifiers: type.qualifiers | qualifiers,
    addressSpace: type.addressSpace ?? addressSpace,
  };
}

/** Compatible types, C11 6.2.7; `qualified` also compares the qualifiers of this level. */
export function compatible(left: QualType, right: QualType, context: SemaContext, qualified = true): boolean {
  if (left === right) return true;
  const a = canonical(left, context);
  const b = canonical(right, context);
  if (qualified && (a.qualifiers !== b.qualifiers || a.addressSpace !== b.addressSpace)) return false;
  return compatibleTypes(a.type, b.type, context);
}

function compatibleTypes(a: CType, b: CType, context: SemaContext): boolean {
  if (a === b) return true;
  if (a.kind === "enum" || b.kind === "enum") return compatibleEnum(a, b, context);
  switch (a.kind) {
    case "void":
    case "va-list":
      return b.kind === a.kind;
    case "integer":
      return b.kind === "integer" && b.name === a.name;
    case "floating":
    case "complex":
      return b.kind === a.kind && b.name === a.name;
    case "pointer":
    case "block":
      return b.kind === a.kind && compatible(a.to, b.to, context);
    case "array":
      return b.kind === "array" && compatibleLengths(a, b) && compatible(a.of, b.of, context);
    case "function":
      return b.kind === "function" && compatibleFunctions(a, b, context);
    case "record":
      return b.kind === "record" && b.id === a.id;
    case "vector":
      return (
        b.kind === "vector" && b.bytes === a.bytes && compatibleTypes(bare(a.of, context), bare(b.of, context), context)
      );
    case "bit-int":
      return b.kind === "bit-int" && b.signed === a.signed && b.bits === a.bits;
    case "typedef":
    case "atomic":
    case "error":
      return false;
    default:
      return assertNever(a);
  }
}

/** C11 6.7.2.2p4; two different enums are never compatible. */
function compatibleEnum(a: CType, b: CType, context: SemaContext): boolean {
  if (a.kind === "enum" && b.kind === "enum") return a.id === b.id;
  const kind = (type: CType): IntegerKind | null =>
    type.kind === "enum" ? context.enumeration(type.id).underlying : type.kind === "integer" ? type.name : null;
  return kind(a) !== null && kind(a) === kind(b);
}

type ArrayType = Extract<CType, { kind: "array" }>;

function compatibleLengths(a: ArrayType, b: ArrayType): boolean {
  return a.length.kind !== "known" || b.length.kind !== "known" || a.length.count === b.length.count;
}

/** C11 6.7.6.3p15. */
function compatibleFunctions(a: FunctionType, b: FunctionType, context: SemaContext): boolean {
  if (!compatible(a.result, b.result, context)) return false;
  if (a.callingConvention !== b.callingConvention) return false;
  if (a.unprototyped || b.unprototyped)
    return a.unprototyped ? promotedAlready(b, context) : promotedAlready(a, context);
  if (a.variadic !== b.variadic || a.parameters.length !== b.parameters.length) return false;
  return a.parameters.every((parameter, index) => {
    const other = b.parameters[index];
    return other !== undefined && compatible(parameter.type, other.type, context, false);
  });
}

/** Whether a prototype agrees with `()`: no ellipsis, parameters as the default argument promotions leave them. */
function promotedAlready(type: FunctionType, context: SemaContext): boolean {
  if (type.unprototyped) return true;
  return !type.variadic && type.parameters.every((parameter) => !isPromotable(bare(parameter.type.type, context)));
}

const PROMOTABLE: ReadonlySet<string> = new Set([
  "_Bool",
  "char",
  "signed char",
  "unsigned char",
  "short",
  "unsigned short",
  "float",
]);

function isPromotable(type: CType): boolean {
  return (type.kind === "integer" || type.kind === "floating") && PROMOTABLE.has(type.name);
}

/** A member found in a record: through which offset, with which type. */
export interface FoundMember {
  readonly field: Field;
  /** Bits from the start of the record that was asked; null while the record has no layout. */
  readonly offsetBits: number | null;
}

/** Records nested deeper than this are a broken program. */
const MAX_NESTING = 100;

/** The member `name` of a record, also inside anonymous members (C11 6.7.2.1p13). */
export function findMember(id: RecordId, name: string, context: SemaContext, depth = 0): FoundMember | null {
  const record = context.record(id);
  const members = record.members;
  if (members === null || depth > MAX_NESTING) return null;
  for (let index = 0; index < members.length; index++) {
    const field = members[index];
    if (field === undefined) continue;
    const offset = record.layout?.fields[index]?.offsetBits ?? null;
    if (field.name === name) return { field, offsetBits: offset };
    if (field.name !== null || field.bitWidth !== null) continue;
    const inner = bare(field.type.type, context);
    const found = inner.kind === "record" ? findMember(inner.id, name, context, depth + 1) : null;
    if (found === null) continue;
    const both = offset === null || found.offsetBits === null ? null : offset + found.offsetBits;
    const type = withQualifiers(found.field.type, field.type.qualifiers, field.type.addressSpace);
    return { field: type === found.field.type ? found.field : { ...found.field, type }, offsetBits: both };
  }
  return null;
}
