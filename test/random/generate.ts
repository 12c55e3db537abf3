/** Makes random declarations that gcc and clang accept for the target. */
import type { FloatingKind, IntegerKind, TargetAbi } from "../../src/kernel/abi/types.js";
import type {
  CaseModel,
  DeclarationModel,
  EnumModel,
  MemberModel,
  PragmaModel,
  RecordModel,
  TypedefModel,
  TypeModel,
} from "./model.js";
import { type Random, seededRandom } from "./prng.js";

const BIT_FIELD_KINDS: readonly IntegerKind[] = [
  "_Bool",
  "char",
  "signed char",
  "unsigned char",
  "short",
  "unsigned short",
  "int",
  "unsigned int",
  "long",
  "unsigned long",
  "long long",
  "unsigned long long",
  "__int128",
  "unsigned __int128",
];
const ALIGNMENTS = [0, 1, 2, 4, 8, 16, 32, 64] as const;
const PACKS = [1, 2, 4, 8, 16] as const;
const MAX_DEPTH = 3;
const MAX_MEMBERS = 7;

/** What may be referred to, and how. */
interface Scope {
  readonly random: Random;
  readonly abi: TargetAbi;
  readonly prefix: string;
  readonly names: { next: number };
  readonly integers: readonly IntegerKind[];
  readonly floats: readonly FloatingKind[];
  readonly enums: { readonly tag: string; readonly bits: number }[];
  /** `bits`: width when it can be the type of a bit-field; `element`: it can be the element of an array. */
  readonly typedefs: { readonly name: string; readonly bits: number | null; readonly element: boolean }[];
  readonly records: { readonly tagKind: "struct" | "union"; readonly tag: string; readonly flexible: boolean }[];
}

/** The case `number` of the sequence that `seed` starts. */
export function generateCase(seed: number, number: number, abi: TargetAbi): CaseModel {
  const random = seededRandom(seed, number);
  const prefix = `c${number}_`;
  const scope: Scope = {
    random,
    abi,
    prefix,
    names: { next: 0 },
    integers: BIT_FIELD_KINDS.filter((kind) => abi.int128 || !kind.endsWith("__int128")),
    floats: (["float", "double", "long double", "__float128"] as const).filter((kind) => usableFloat(abi, kind)),
    enums: [],
    typedefs: [],
    records: [],
  };
  return { prefix, declarations: declarations(scope) };
}

/** gcc names `__float128` on x86 and, as clang does not, on POWER. */
function usableFloat(abi: TargetAbi, kind: FloatingKind): boolean {
  if (abi.floats[kind] === undefined) return false;
  return kind !== "__float128" || abi.arch === "x86_64" || abi.arch === "i686";
}

function declarations(scope: Scope): DeclarationModel[] {
  const { random } = scope;
  const list: DeclarationModel[] = [];
  const steps = 2 + random.below(5);
  for (let step = 0; step < steps; step++) {
    const dice = random.below(100);
    if (dice < 15) list.push(enumeration(scope));
    else if (dice < 45) list.push(typedefinition(scope));
    else if (dice < 60) list.push(pragma(scope));
    else list.push(namedRecord(scope));
  }
  list.push(namedRecord(scope));
  return list;
}

function fresh(scope: Scope, kind: string): string {
  return `${scope.prefix}${kind}${scope.names.next++}`;
}

function enumeration(scope: Scope): EnumModel {
  const { random } = scope;
  const packed = random.chance(40);
  const negative = random.chance(30);
  const widest = random.pick([4, 7, 8, 15, 16, 31, 31, 32, 33, negative ? 62 : 63]);
  const enumerators = Array.from({ length: 1 + random.below(3) }, (_, index) => {
    const bits = BigInt(1 + random.below(widest));
    const sign = negative && index === 0 ? -1n : 1n;
    return { name: fresh(scope, "e"), value: sign * (1n << bits) - (random.chance(50) ? sign : 0n) };
  });
  const tag = fresh(scope, "E");
  const bits = packed || scope.abi.shortEnums ? 8 : 32;
  scope.enums.push({ tag, bits });
  return { kind: "enum", tag, packed, enumerators };
}

function pragma(scope: Scope): PragmaModel {
  const { random } = scope;
  const action = random.pick(["push", "push", "pop", "set", "reset"] as const);
  const valued = action === "set" || (action === "push" && random.chance(80));
  return { kind: "pragma", action, value: valued ? random.pick(PACKS) : null };
}

function typedefinition(scope: Scope): TypedefModel {
  const { random } = scope;
  const name = fresh(scope, "T");
  const aligned = random.chance(65) ? alignments(scope) : [];
  const integral = random.chance(50);
  const type = integral ? integralType(scope).type : memberType(scope, MAX_DEPTH, false);
  const bits = integral ? widthOf(scope, type) : null;
  scope.typedefs.push({ name, bits, element: aligned.length === 0 && isElement(scope, type) });
  return { kind: "typedef", name, type, aligned };
}

function alignments(scope: Scope): number[] {
  const { random } = scope;
  return Array.from({ length: random.chance(10) ? 2 : 1 }, () => random.pick(ALIGNMENTS));
}

function namedRecord(scope: Scope): DeclarationModel {
  const tag = fresh(scope, "R");
  const model = record(scope, tag, 0);
  scope.records.push({ tagKind: model.tagKind, tag, flexible: isFlexible(model) });
  return { kind: "record", record: model };
}

function record(scope: Scope, tag: string | null, depth: number): RecordModel {
  const { random } = scope;
  const tagKind = random.chance(75) ? "struct" : "union";
  const bitFieldShare = random.pick([0, 30, 60, 90]);
  const length = random.chance(5) ? 0 : 1 + random.below(MAX_MEMBERS);
  const items: (MemberModel | PragmaModel)[] = [];
  for (let index = 0; index < length; index++) {
    if (random.chance(3)) items.push(pragma(scope));
    items.push(member(scope, depth, bitFieldShare));
  }
  if (tagKind === "struct" && depth === 0 && random.chance(10)) items.push(...flexibleTail(scope, items));
  return {
    tagKind,
    tag,
    packed: random.chance(30),
    aligned: random.chance(25) ? alignments(scope) : [],
    attributesLast: random.chance(50),
    items,
  };
}

/** C11 6.7.2.1p18: a flexible array member needs a named member before it. */
function flexibleTail(scope: Scope, items: readonly (MemberModel | PragmaModel)[]): MemberModel[] {
  if (!items.some((item) => item.kind === "member" && item.name !== null)) return [];
  const type: TypeModel = { kind: "array", of: elementType(scope), count: null };
  return [{ ...attributes(scope), name: fresh(scope, "m"), type, bitWidth: null }];
}

function attributes(scope: Scope): Omit<MemberModel, "name" | "type" | "bitWidth"> {
  const { random } = scope;
  return {
    kind: "member",
    volatile: random.chance(5),
    packed: random.chance(12),
    aligned: random.chance(15) ? alignments(scope) : [],
    alignas: null,
  };
}

function member(scope: Scope, depth: number, bitFieldShare: number): MemberModel {
  const { random } = scope;
  if (random.chance(bitFieldShare)) return bitField(scope);
  if (depth < MAX_DEPTH && random.chance(8)) return anonymousMember(scope, depth);
  const type = memberType(scope, depth, true);
  const alignas = random.chance(4) ? 128 : null;
  const own = attributes(scope);
  // GCC forgets that a typedef lowered the alignment of an atomic type when it adds a qualifier: not modelled.
  const volatile = own.volatile && type.kind !== "typedef";
  return { ...own, name: fresh(scope, "m"), type, bitWidth: null, volatile, alignas };
}

function anonymousMember(scope: Scope, depth: number): MemberModel {
  const type: TypeModel = { kind: "inline", record: record(scope, null, depth + 1) };
  // Attributes behind its brace would be those of the record.
  return {
    kind: "member",
    name: null,
    type,
    bitWidth: null,
    volatile: false,
    packed: false,
    aligned: [],
    alignas: null,
  };
}

function bitField(scope: Scope): MemberModel {
  const { random } = scope;
  const { type, bits } = integralType(scope);
  const unnamed = random.chance(15);
  const width = unnamed && random.chance(50) ? 0 : bitWidth(scope, bits);
  return { ...attributes(scope), name: unnamed ? null : fresh(scope, "b"), type, bitWidth: width };
}

function bitWidth(scope: Scope, bits: number): number {
  const { random } = scope;
  const usual = [1, 8, 16, 32, 64, 128, bits].filter((width) => width <= bits);
  return random.chance(25) ? random.pick(usual) : 1 + random.below(bits);
}

/** A type that a bit-field may have, and its width. */
function integralType(scope: Scope): { readonly type: TypeModel; readonly bits: number } {
  const { random } = scope;
  const typedefs = scope.typedefs.filter((it) => it.bits !== null);
  if (typedefs.length > 0 && random.chance(30)) {
    const { name, bits } = random.pick(typedefs);
    return { type: { kind: "typedef", name }, bits: bits ?? 1 };
  }
  if (scope.enums.length > 0 && random.chance(15)) {
    const { tag, bits } = random.pick(scope.enums);
    return { type: { kind: "enum", tag }, bits };
  }
  const name = random.pick(scope.integers);
  return { type: { kind: "integer", name }, bits: integerBits(scope.abi, name) };
}

/** C11 6.7.2.1p4: a bit-field of type `_Bool` has at most one bit. */
function integerBits(abi: TargetAbi, name: IntegerKind): number {
  return name === "_Bool" ? 1 : abi.integers[name].size * 8;
}

function widthOf(scope: Scope, type: TypeModel): number | null {
  if (type.kind === "integer") return integerBits(scope.abi, type.name);
  if (type.kind === "enum") return scope.enums.find((it) => it.tag === type.tag)?.bits ?? null;
  if (type.kind === "typedef") return scope.typedefs.find((it) => it.name === type.name)?.bits ?? null;
  return null;
}

function memberType(scope: Scope, depth: number, arrays: boolean): TypeModel {
  const { random } = scope;
  const dice = random.below(100);
  if (dice < 20 && scope.typedefs.length > 0) return { kind: "typedef", name: random.pick(scope.typedefs).name };
  if (dice < 32 && scope.records.length > 0) {
    const { tagKind, tag } = random.pick(scope.records);
    return { kind: "tagged", tagKind, tag };
  }
  if (dice < 40 && depth < MAX_DEPTH) return inlineType(scope, depth);
  if (dice < 55 && arrays) return { kind: "array", of: elementType(scope), count: random.pick([0, 1, 1, 2, 3, 5, 7]) };
  return simpleType(scope);
}

function inlineType(scope: Scope, depth: number): TypeModel {
  const tag = scope.random.chance(60) ? fresh(scope, "R") : null;
  return { kind: "inline", record: record(scope, tag, depth + 1) };
}

function simpleType(scope: Scope): TypeModel {
  const { random } = scope;
  const dice = random.below(100);
  if (dice < 12) return { kind: "pointer" };
  if (dice < 28) {
    const name = random.pick(scope.floats);
    return { kind: "floating", name, complex: name !== "__float128" && random.chance(25) };
  }
  if (dice < 32) return { kind: "vector", bytes: random.pick(vectorSizes(scope.abi)) };
  if (dice < 36) return { kind: "atomic", of: atomicOperand(scope) };
  return integralType(scope).type;
}

/**
 * Where accesses must be aligned, GCC forgets of a record with the machine mode of an integer that somebody aligned
 * it, and so caps `_Alignof` of what holds it beside a vector beyond `__BIGGEST_ALIGNMENT__`: not modelled.
 */
function vectorSizes(abi: TargetAbi): readonly number[] {
  return abi.arch === "x86_64" || abi.arch === "i686" ? [4, 8, 16, 32] : [4, 8, 16];
}

function atomicOperand(scope: Scope): TypeModel {
  const { random } = scope;
  if (random.chance(20)) return { kind: "pointer" };
  if (random.chance(20))
    return { kind: "floating", name: random.pick(["float", "double", "long double"]), complex: false };
  return { kind: "integer", name: random.pick(scope.integers) };
}

/** GCC wants the size of an element to be a multiple of its alignment, so no typedef with `aligned`. */
function elementType(scope: Scope): TypeModel {
  const { random } = scope;
  if (random.chance(20)) return { kind: "array", of: elementType(scope), count: 1 + random.below(3) };
  for (let attempt = 0; attempt < 4; attempt++) {
    const type = memberType(scope, MAX_DEPTH, false);
    if (isElement(scope, type)) return type;
  }
  return { kind: "integer", name: random.pick(scope.integers) };
}

function isElement(scope: Scope, type: TypeModel): boolean {
  switch (type.kind) {
    case "typedef":
      return scope.typedefs.some((it) => it.name === type.name && it.element);
    case "tagged":
      return scope.records.some((it) => it.tag === type.tag && !it.flexible);
    case "array":
      return type.count !== null && isElement(scope, type.of);
    default:
      return true;
  }
}

function isFlexible(model: RecordModel): boolean {
  return model.items.some((item) => item.kind === "member" && item.type.kind === "array" && item.type.count === null);
}
