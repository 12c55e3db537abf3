/**
 * The integer type of an enumeration and of its constants (C11 6.7.2.2, which leaves the choice to the compiler;
 * GCC manual, "Structures unions enumerations and bit-fields implementation"; C23 6.7.3.3 for fixed types).
 *
 * In: the values of the enumerators. Out: types by their C names. GCC and clang choose alike.
 */
import type { IntegerKind, TargetAbi } from "../kernel/abi/types.js";
import { bitsOf, type Limits, limitsOf } from "./expression/integer.js";

export interface EnumFacts {
  /** `packed` on the enum. */
  readonly packed: boolean;
  /** C23 `enum e : type`. */
  readonly fixedType?: IntegerKind | undefined;
}

export interface EnumType {
  /** The compatible integer type. */
  readonly underlying: IntegerKind;
  /** Of each enumerator once the enum is complete, in the order of the values. */
  readonly constantTypes: readonly IntegerKind[];
}

/** Signed and unsigned type of each rank that an enum may take, narrowest first; GCC asks for them in this order. */
const RANKS: readonly (readonly [signed: IntegerKind, unsigned: IntegerKind])[] = [
  ["signed char", "unsigned char"],
  ["short", "unsigned short"],
  ["int", "unsigned int"],
  ["long", "unsigned long"],
  ["long long", "unsigned long long"],
  ["__int128", "unsigned __int128"],
];
const INT_RANK = 2;

/**
 * Chooses the types of an enumeration.
 * @param values of all enumerators, in order; may be empty only with a fixed type
 * @returns the types, or why no integer type holds all values
 */
export function chooseEnumType(
  values: readonly bigint[],
  facts: EnumFacts,
  abi: TargetAbi,
): EnumType | { readonly unsupported: string } {
  // C23 6.7.3.3p13: with a fixed type all constants have it.
  if (facts.fixedType !== undefined) {
    const fixed = facts.fixedType;
    return { underlying: fixed, constantTypes: values.map(() => fixed) };
  }
  const extremes = extremesOf(values);
  const underlying = narrowest(extremes, facts.packed || abi.shortEnums, abi);
  if (underlying === null) return { unsupported: "the values exceed the range of the largest integer type" };
  return { underlying, constantTypes: constantTypes(values, extremes, underlying, abi) };
}

/** Zero is among them: no choice depends on what lies above it or below. */
function extremesOf(values: readonly bigint[]): Limits {
  let least = 0n;
  let greatest = 0n;
  values.forEach((value) => {
    if (value < least) least = value;
    else if (value > greatest) greatest = value;
  });
  return { least, greatest };
}

/** Unsigned unless a value is negative; not below `int` unless packed. */
function narrowest(extremes: Limits, packed: boolean, abi: TargetAbi): IntegerKind | null {
  const signed = extremes.least < 0n;
  for (const [signedKind, unsignedKind] of RANKS.slice(packed ? 0 : INT_RANK)) {
    if (signedKind === "__int128" && !abi.int128) continue;
    if (isWithin(extremes, limitsOf({ width: bitsOf(signedKind, abi), signed }))) {
      return signed ? signedKind : unsignedKind;
    }
  }
  return null;
}

function constantTypes(
  values: readonly bigint[],
  extremes: Limits,
  underlying: IntegerKind,
  abi: TargetAbi,
): IntegerKind[] {
  const int = limitsOf({ width: bitsOf("int", abi), signed: true });
  if (isWithin(extremes, int)) return values.map(() => "int");
  if (abi.wideEnumerators === "enum-type") return values.map(() => underlying);
  return values.map((value) => (value >= int.least && value <= int.greatest ? "int" : underlying));
}

function isWithin({ least, greatest }: Limits, limits: Limits): boolean {
  return least >= limits.least && greatest <= limits.greatest;
}
