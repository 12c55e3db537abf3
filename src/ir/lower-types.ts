/**
 * Lowers C types to the types of the IR. A type that the IR cannot say is an `Unsupported` with its reason;
 * whatever mentions it is then reported, not guessed.
 */
import { type Architecture, INTEGER_KINDS, type IntegerKind, type TargetAbi } from "../kernel/abi/types.js";
import { Qualifier } from "../parse/ast.js";
import type { AnnotationUse } from "../preprocess/types.js";
import type { SemaContext } from "../sema/context.js";
import { declare } from "../sema/print.js";
import type {
  CType,
  EnumId,
  FunctionParameter,
  FunctionType,
  Program,
  QualType,
  RecordId,
  TypedefId,
} from "../sema/types.js";
import { assertNever } from "../support/brand.js";
import { NameSpace, type RustIdentifiers, rustIdentifier } from "./rust-names.js";
import type { TypeNames } from "./type-names.js";
import type { IrFunctionType, IrItemType, IrParameter, IrQualType, IrType, SkipReason } from "./types.js";

/** Why something has no place in the IR. */
export class Unsupported extends Error {
  constructor(
    readonly reason: SkipReason,
    readonly detail: string,
  ) {
    super(detail);
    this.name = "Unsupported";
  }
}

export interface TypeLowering {
  readonly context: SemaContext;
  readonly names: TypeNames;
  readonly identifiers: RustIdentifiers;
  /** `array`: parameters that are declared as arrays are lowered as such. */
  readonly arrayParameters: "element" | "array";
  /** Types that need no more than a name, by their ids: each is made once, and so are pointers to it; for a typedef also why Rust cannot say it. */
  readonly made: {
    readonly void: NamedType;
    readonly integers: Readonly<Record<IntegerKind, NamedType>>;
    readonly records: (NamedType<IrItemType> | undefined)[];
    readonly enums: (NamedType<IrItemType> | undefined)[];
    readonly typedefs: (NamedType | Unsupported | undefined)[];
  };
  /** The names of one parameter list or record while they are made. */
  readonly taken: NameSpace;
  /** How many records and enums the translation unit declares; those with higher ids exist only inside a macro's expansion. */
  readonly declared: { readonly records: number; readonly enums: number };
}

/** A type, and what most mentions of it are; null until somebody asks. */
interface NamedType<Type extends IrType = IrType> {
  readonly type: Type;
  /** Without qualifiers. */
  readonly plain: IrQualType;
  /** With `const` and no more. */
  constant: IrQualType | null;
  pointerToPlain: NamedType | null;
  pointerToConstant: NamedType | null;
}

export function typeLowering(
  program: Program,
  settings: Pick<TypeLowering, "context" | "names" | "identifiers" | "arrayParameters">,
): TypeLowering {
  const integers = INTEGER_KINDS.map((name) => [name, namedType({ kind: "integer", name })]);
  return {
    ...settings,
    made: {
      void: namedType({ kind: "void" }),
      integers: Object.fromEntries(integers) as Readonly<Record<IntegerKind, NamedType>>,
      records: [],
      enums: [],
      typedefs: [],
    },
    taken: new NameSpace(),
    declared: program.declared,
  };
}

function namedType<Type extends IrType>(type: Type): NamedType<Type> {
  return { type, plain: qualified(type, false), constant: null, pointerToPlain: null, pointerToConstant: null };
}

function qualified(type: IrType, isConst: boolean): IrQualType {
  return { type, const: isConst, volatile: false, restrict: false, addressSpace: null, annotations: NOTHING };
}

/** Calling conventions that are the C one on an architecture, so that `extern "C"` is right (GCC manual, x86 Function Attributes). */
const SAME_AS_C: Readonly<Partial<Record<Architecture, ReadonlySet<string>>>> = {
  x86_64: new Set(["sysv_abi", "cdecl", "stdcall", "fastcall", "thiscall", "regparm"]),
  i686: new Set(["cdecl"]),
};

/** Conventions that Rust can spell, by their GNU name (The Rust Reference, "Extern"). */
const RUST_CONVENTIONS: Readonly<Partial<Record<Architecture, Readonly<Record<string, string>>>>> = {
  x86_64: { ms_abi: "win64", nocf_check: "C" },
  i686: { stdcall: "stdcall", fastcall: "fastcall", nocf_check: "C" },
};

/** @throws Unsupported */
export function lowerQualType(type: QualType, lowering: TypeLowering): IrQualType {
  return madeQualType(type, lowering) ?? newQualType(type, lowering);
}

function newQualType(type: QualType, lowering: TypeLowering): IrQualType {
  return {
    type: lowerType(type.type, lowering),
    const: (type.qualifiers & Qualifier.Const) !== 0,
    volatile: (type.qualifiers & Qualifier.Volatile) !== 0,
    restrict: (type.qualifiers & Qualifier.Restrict) !== 0,
    addressSpace: type.addressSpace,
    annotations: type.annotations === undefined ? NOTHING : type.annotations.map(annotationText),
  };
}

const NOTHING: readonly string[] = [];
const NO_PARAMETERS: readonly IrParameter[] = [];

/** A type that is made once, with no more than `const`; null for others. @throws Unsupported */
function madeQualType(type: QualType, lowering: TypeLowering): IrQualType | null {
  if (!isSimple(type)) return null;
  const made = madeType(type.type, lowering);
  if (made === null) return null;
  return type.qualifiers === 0 ? made.plain : constantOf(made);
}

function isSimple({ qualifiers, addressSpace, annotations }: QualType): boolean {
  return (qualifiers === 0 || qualifiers === Qualifier.Const) && addressSpace === null && annotations === undefined;
}

function constantOf(made: NamedType): IrQualType {
  made.constant ??= qualified(made.type, true);
  return made.constant;
}

/** A type that needs no more than a name, or a pointer to such a one; null for others. @throws Unsupported */
function madeType(type: CType, lowering: TypeLowering): NamedType | null {
  switch (type.kind) {
    case "void":
      return lowering.made.void;
    case "integer":
      return lowering.made.integers[type.name];
    case "record":
      return namedRecord(type.id, lowering);
    case "enum":
      return namedEnum(type.id, lowering);
    case "typedef":
      return typedefType(type.id, lowering);
    case "pointer":
      return madePointer(type.to, lowering);
    default:
      return null;
  }
}

function madePointer(to: QualType, lowering: TypeLowering): NamedType | null {
  const target = isSimple(to) ? madeType(to.type, lowering) : null;
  if (target === null) return null;
  if (to.qualifiers === 0) {
    target.pointerToPlain ??= namedType({ kind: "pointer", to: target.plain });
    return target.pointerToPlain;
  }
  target.pointerToConstant ??= namedType({ kind: "pointer", to: constantOf(target) });
  return target.pointerToConstant;
}

/** `__must_hold(lock)` as written. */
export function annotationText(annotation: AnnotationUse): string {
  return annotation.name + annotation.args;
}

/** @throws Unsupported */
export function lowerType(type: CType, lowering: TypeLowering): IrType {
  switch (type.kind) {
    case "void":
      return lowering.made.void.type;
    case "integer":
      return lowering.made.integers[type.name].type;
    case "floating":
      return lowerFloating(type, lowering.context.abi);
    case "complex":
    case "vector":
    case "bit-int":
      return lowerOpaque(type, lowering);
    case "pointer":
      return madePointer(type.to, lowering)?.type ?? { kind: "pointer", to: newQualType(type.to, lowering) };
    case "block":
      return { kind: "block", to: lowerQualType(type.to, lowering) };
    case "array":
      return lowerArray(type, lowering);
    case "function":
      return lowerFunction(type, lowering);
    case "record":
      return recordType(type, lowering);
    case "enum":
      return enumType(type, lowering);
    case "typedef":
      return typedefType(type.id, lowering).type;
    case "atomic":
      return { kind: "atomic", of: lowerQualType(type.of, lowering) };
    case "va-list":
      return { kind: "va-list" };
    case "error":
      throw new Unsupported("unsupported-type", type.reason);
    default:
      return assertNever(type);
  }
}

/** The type that a record is. @throws Unsupported */
export function recordType({ id }: { readonly id: RecordId }, lowering: TypeLowering): IrItemType {
  return namedRecord(id, lowering).type;
}

/** The type that an enum is. @throws Unsupported */
export function enumType({ id }: { readonly id: EnumId }, lowering: TypeLowering): IrItemType {
  return namedEnum(id, lowering).type;
}

function namedRecord(id: RecordId, lowering: TypeLowering): NamedType<IrItemType> {
  let made = lowering.made.records[id];
  if (made === undefined) {
    if (id >= lowering.declared.records) throw newTypeAtEachUse("record");
    const { tagKind } = lowering.context.record(id);
    made = namedType({ kind: "item", id: `${tagKind} ${lowering.names.record(id).rust}` });
    lowering.made.records[id] = made;
  }
  return made;
}

function namedEnum(id: EnumId, lowering: TypeLowering): NamedType<IrItemType> {
  let made = lowering.made.enums[id];
  if (made === undefined) {
    if (id >= lowering.declared.enums) throw newTypeAtEachUse("enum");
    made = namedType({ kind: "item", id: `enum ${lowering.names.enumeration(id).rust}` });
    lowering.made.enums[id] = made;
  }
  return made;
}

/** C11 6.7.2.3p5: each use of `struct { … }` is a distinct type. */
function newTypeAtEachUse(kind: "record" | "enum"): Unsupported {
  return new Unsupported("unsupported-type", `each use of the macro defines another ${kind} type`);
}

function lowerFloating(type: Extract<CType, { kind: "floating" }>, abi: TargetAbi): IrType {
  const shape = abi.floats[type.name];
  if (shape === undefined) throw new Unsupported("unsupported-type", `${type.name} does not exist on ${abi.arch}`);
  return { kind: "floating", name: type.name, size: shape.size, align: shape.align };
}

function lowerOpaque(type: CType, lowering: TypeLowering): IrType {
  const size = lowering.context.sizeOf(type);
  const align = lowering.context.alignOf(type);
  if (size === null || align === null) throw new Unsupported("unsupported-type", `a ${type.kind} type of unknown size`);
  const c = declare({ type, qualifiers: 0, addressSpace: null }, "", lowering.context);
  return { kind: "opaque", size, align, c, ...(type.kind === "complex" ? { complex: type.name } : {}) };
}

function lowerArray(type: Extract<CType, { kind: "array" }>, lowering: TypeLowering): IrType {
  const of = lowerQualType(type.of, lowering);
  switch (type.length.kind) {
    case "known":
      requireBytes(type.of, "repeats", lowering);
      return { kind: "array", of, length: type.length.count };
    case "incomplete":
    case "variable":
      return { kind: "array", of, length: null };
    default:
      return assertNever(type.length);
  }
}

/** In Rust a record without a layout has no bytes: it is used behind pointers only. */
function requireBytes(type: QualType, use: string, lowering: TypeLowering): void {
  const { context } = lowering;
  let bare = type.type;
  while (bare.kind === "typedef") bare = context.typedef(bare.id).type.type;
  if (bare.kind !== "record") return;
  const record = context.record(bare.id);
  if (record.layout !== null) return;
  const { rust, c } = lowering.names.record(record.id);
  const name = c ?? rust;
  if (record.members === null) throw new Unsupported("incomplete-type", `it ${use} ${name}, which is incomplete`);
  const why = record.unsupported ?? "it has no layout";
  throw new Unsupported("unsupported-layout", `it ${use} ${name} by value: ${why}`);
}

/** A typedef stands for its target: where that cannot be said, the name has no item either. */
function typedefType(id: TypedefId, lowering: TypeLowering): NamedType {
  let made = lowering.made.typedefs[id];
  if (made === undefined) {
    made = newTypedefType(id, lowering);
    lowering.made.typedefs[id] = made;
  }
  if (made instanceof Unsupported) throw made;
  return made;
}

function newTypedefType(id: TypedefId, lowering: TypeLowering): NamedType | Unsupported {
  try {
    const { type } = lowering.context.typedef(id).type;
    const target = madeType(type, lowering) ?? namedType(lowerType(type, lowering));
    const name = lowering.names.typedef(id);
    // Without a name of its own it is only another name of a record or enum.
    return name === null ? target : namedType({ kind: "item", id: `typedef ${name.rust}` });
  } catch (error) {
    if (error instanceof Unsupported) return error;
    throw error;
  }
}

/** @throws Unsupported when Rust has no such calling convention. */
export function lowerFunction(
  type: FunctionType,
  lowering: TypeLowering,
  parameterNames?: readonly (string | null)[],
): IrFunctionType {
  requireBytes(type.result, "returns", lowering);
  for (let index = 0; index < type.parameters.length; index++) {
    requireBytes((type.parameters[index] as FunctionParameter).type, "is passed", lowering);
  }
  return {
    kind: "function",
    result: lowerQualType(type.result, lowering),
    parameters:
      type.parameters.length === 0 ? NO_PARAMETERS : lowerParameters(type.parameters, lowering, parameterNames),
    variadic: type.variadic,
    unprototyped: type.unprototyped,
    noreturn: type.noreturn,
    callingConvention: rustConvention(type.callingConvention, lowering.context.abi.arch),
  };
}

function lowerParameters(
  parameters: readonly FunctionParameter[],
  lowering: TypeLowering,
  names: readonly (string | null)[] | undefined,
): IrParameter[] {
  const lowered = new Array<IrParameter>(parameters.length);
  const rustNames = parameterNames(parameters, lowering, names);
  for (let index = 0; index < parameters.length; index++) {
    const parameter = parameters[index] as FunctionParameter;
    const type = isArrayParameter(parameter, lowering) ? parameter.declared : parameter.type;
    lowered[index] = { name: rustNames[index] as string, type: lowerQualType(type, lowering) };
  }
  return lowered;
}

/** At once: the type of a parameter may have parameters of its own. */
function parameterNames(
  parameters: readonly FunctionParameter[],
  { taken }: TypeLowering,
  names: readonly (string | null)[] | undefined,
): string[] {
  const unique = new Array<string>(parameters.length);
  let nameless = 0;
  taken.clear();
  for (let index = 0; index < parameters.length; index++) {
    const name = names?.[index] ?? (parameters[index] as FunctionParameter).name;
    if (name === null) nameless++;
    unique[index] = taken.unique(name === null ? `arg${nameless}` : rustIdentifier(name));
  }
  return unique;
}

function isArrayParameter(
  parameter: FunctionParameter,
  { arrayParameters, context }: TypeLowering,
): parameter is FunctionParameter & { readonly declared: QualType } {
  if (arrayParameters === "element" || parameter.declared === null) return false;
  let { type } = parameter.declared;
  while (type.kind === "typedef") type = context.typedef(type.id).type.type;
  return type.kind === "array" && type.length.kind === "known";
}

function rustConvention(convention: string | null, arch: Architecture): IrFunctionType["callingConvention"] {
  if (convention === null) return null;
  const name = convention.replace(/\(.*$/s, "");
  if (SAME_AS_C[arch]?.has(name) === true) return null;
  const known = RUST_CONVENTIONS[arch]?.[name];
  if (known !== undefined) return { c: convention, rust: known };
  throw new Unsupported("unsupported-calling-convention", `Rust has no calling convention ${convention} on ${arch}`);
}
