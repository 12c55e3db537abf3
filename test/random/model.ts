/**
 * Random C declarations as data. A case is a short list of declarations that stands on its own; it can be printed as
 * C (`print.ts`), laid out without a parser (`expect.ts`) and made smaller (`shrink.ts`).
 */
import type { FloatingKind, IntegerKind } from "../../src/kernel/abi/types.js";

export type TypeModel =
  | { readonly kind: "integer"; readonly name: IntegerKind }
  | { readonly kind: "floating"; readonly name: FloatingKind; readonly complex: boolean }
  | { readonly kind: "pointer" }
  /** GNU vector of `char`; the whole size in bytes. */
  | { readonly kind: "vector"; readonly bytes: number }
  | { readonly kind: "atomic"; readonly of: TypeModel }
  /** An enum, typedef or record declared earlier in the case, by tag or name. */
  | { readonly kind: "enum"; readonly tag: string }
  | { readonly kind: "typedef"; readonly name: string }
  | { readonly kind: "tagged"; readonly tagKind: "struct" | "union"; readonly tag: string }
  /** A record defined where it is used. */
  | { readonly kind: "inline"; readonly record: RecordModel }
  /** `count` null: a flexible array member. */
  | { readonly kind: "array"; readonly of: TypeModel; readonly count: number | null };

/** `#pragma pack`. */
export interface PragmaModel {
  readonly kind: "pragma";
  readonly action: "push" | "pop" | "set" | "reset";
  /** Bytes; null where the action takes none. */
  readonly value: number | null;
}

export interface MemberModel {
  readonly kind: "member";
  /** null: an unnamed bit-field or an anonymous record. */
  readonly name: string | null;
  readonly type: TypeModel;
  readonly bitWidth: number | null;
  readonly volatile: boolean;
  readonly packed: boolean;
  /** Bytes of each `aligned` in order; 0 is a bare `aligned`. */
  readonly aligned: readonly number[];
  /** Bytes of `_Alignas`; null without. */
  readonly alignas: number | null;
}

export interface RecordModel {
  readonly tagKind: "struct" | "union";
  /** null: neither it nor its members can be named from outside. */
  readonly tag: string | null;
  readonly packed: boolean;
  readonly aligned: readonly number[];
  /** Attributes stand after the closing brace, or after `struct`. */
  readonly attributesLast: boolean;
  readonly items: readonly (MemberModel | PragmaModel)[];
}

export interface EnumModel {
  readonly kind: "enum";
  readonly tag: string;
  readonly packed: boolean;
  readonly enumerators: readonly { readonly name: string; readonly value: bigint }[];
}

export interface TypedefModel {
  readonly kind: "typedef";
  readonly name: string;
  readonly type: TypeModel;
  readonly aligned: readonly number[];
}

export type DeclarationModel =
  | EnumModel
  | TypedefModel
  | PragmaModel
  | { readonly kind: "record"; readonly record: RecordModel };

export interface CaseModel {
  /** Prefix of every name in it, so that cases can share a file. */
  readonly prefix: string;
  readonly declarations: readonly DeclarationModel[];
}

/** The same case under other names, so that variants of one case can share a file. */
export function renameCase(model: CaseModel, prefix: string): CaseModel {
  return renameIn(model, model.prefix, prefix);
}

function renameIn<Value>(value: Value, from: string, to: string): Value;
function renameIn(value: unknown, from: string, to: string): unknown {
  if (typeof value === "string") return value.startsWith(from) ? to + value.slice(from.length) : value;
  if (Array.isArray(value)) return value.map((item) => renameIn(item, from, to));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renameIn(item, from, to)]));
}
