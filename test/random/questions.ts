/**
 * What is asked of a compiler about a case: numbers that are constant expressions, and the bits that a bit-field
 * occupies, read from a constant object of its record in which only that bit-field is set.
 */
import { INTEGER_KINDS, type IntegerKind, type TargetAbi } from "../../src/kernel/abi/types.js";

export interface NumberQuestion {
  readonly kind: "number";
  /** For people: `sizeof(struct R1)`. */
  readonly what: string;
  /** An integer constant expression of C. */
  readonly expression: string;
  readonly expected: number;
}

export interface BitsQuestion {
  readonly kind: "bits";
  readonly what: string;
  /** Type of the object. */
  readonly record: string;
  /** Designator (C11 6.7.9) of the bit-field, without the leading dot. */
  readonly path: string;
  /** Bits, as in `FieldLayout`. */
  readonly offsetBits: number;
  readonly width: number;
}

/** Not asked: a compiler that accepts the case contradicts what we say of it. */
export interface ProblemQuestion {
  readonly kind: "problem";
  readonly what: string;
}

export type Question = NumberQuestion | BitsQuestion | ProblemQuestion;

/** One record as a route of ours laid it out. `fields` are flat, through anonymous and inline records. */
export interface RecordFacts {
  readonly type: string;
  readonly size: number;
  readonly align: number;
  readonly fields: readonly FieldFacts[];
}
export interface FieldFacts {
  /** `a.b`. */
  readonly path: string;
  readonly offsetBits: number;
  /** Of a bit-field, else null. */
  readonly bitWidth: number | null;
}

export interface EnumFacts {
  readonly type: string;
  readonly underlying: IntegerKind;
  readonly enumerators: readonly { readonly name: string; readonly type: IntegerKind }[];
}

export interface TypeFacts {
  readonly type: string;
  readonly size: number;
  readonly align: number;
}

export interface CaseFacts {
  readonly records: readonly RecordFacts[];
  readonly enums: readonly EnumFacts[];
  readonly typedefs: readonly TypeFacts[];
  /** What we could not make sense of. */
  readonly problems: readonly string[];
}

/** Everything that can be asked about the facts of a case, in order. */
export function questionsOf(facts: CaseFacts, abi: TargetAbi): Question[] {
  return [
    ...facts.problems.map((what): ProblemQuestion => ({ kind: "problem", what })),
    ...facts.enums.flatMap((it) => enumQuestions(it, abi)),
    ...facts.typedefs.flatMap(typeQuestions),
    ...facts.records.flatMap(recordQuestions),
  ];
}

function ask(expression: string, expected: number): NumberQuestion {
  return { kind: "number", what: expression, expression, expected };
}

function typeQuestions({ type, size, align }: TypeFacts): NumberQuestion[] {
  return [ask(`sizeof(${type})`, size), ask(`_Alignof(${type})`, align)];
}

function recordQuestions(record: RecordFacts): Question[] {
  return [...typeQuestions(record), ...record.fields.flatMap((field) => fieldQuestions(record, field))];
}

function fieldQuestions({ type }: RecordFacts, { path, offsetBits, bitWidth }: FieldFacts): Question[] {
  if (bitWidth === null) return [ask(`__builtin_offsetof(${type}, ${path})`, offsetBits / 8)];
  return [{ kind: "bits", what: `${type}.${path}`, record: type, path, offsetBits, width: bitWidth }];
}

function enumQuestions({ type, underlying, enumerators }: EnumFacts, abi: TargetAbi): NumberQuestion[] {
  const kindOf = (expression: string) => {
    const kinds = INTEGER_KINDS.map((kind, index) => ({ kind, index }));
    const known = kinds.filter(({ kind }) => abi.int128 || !kind.endsWith("__int128"));
    return `_Generic(${expression}, ${known.map(({ kind, index }) => `${kind}: ${index}`).join(", ")})`;
  };
  return [
    { ...ask(kindOf(`*(${type} *)0`), INTEGER_KINDS.indexOf(underlying)), what: `kind of ${type}` },
    ...enumerators.map((it) => ({
      ...ask(kindOf(it.name), INTEGER_KINDS.indexOf(it.type)),
      what: `kind of enumerator ${it.name}`,
    })),
  ];
}

/** The bits that are set, counted from the start of the object: from the least significant on little-endian. */
export function setBits(bytes: Uint8Array, endian: "little" | "big"): number[] {
  const bits: number[] = [];
  bytes.forEach((byte, index) => {
    for (let bit = 0; byte !== 0 && bit < 8; bit++) {
      if ((byte >> (endian === "little" ? bit : 7 - bit)) & 1) bits.push(index * 8 + bit);
    }
  });
  return bits;
}
