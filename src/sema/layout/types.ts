/**
 * What record layout is told and what it answers. It knows no C types: whoever calls it has already turned each
 * member's type into a size, an alignment and whether that alignment was written by somebody.
 */
import type { SizeAlign } from "../../kernel/abi/types.js";
import type { RecordLayout } from "../types.js";

/** Of a complete object type, in bytes. A `RecordLayout` is one as well. */
export interface TypeLayout extends SizeAlign {
  /**
   * The alignment comes from an `aligned` attribute: on a typedef, on a record, or on a member of that record
   * (GCC's TYPE_USER_ALIGN). Where it raises a
   * member, that member is not lowered to `fieldAlign`.
   */
  readonly userAligned?: boolean;
}

export interface LayoutMember {
  /**
   * Of the declared type, typedef alignment applied, be it raised or lowered. A flexible array has size 0 and the
   * alignment of its element. Of a bit-field: of the declared type, whose size is the storage unit.
   */
  readonly type: TypeLayout;
  /** Bits; null when it is not a bit-field. */
  readonly bitWidth: number | null;
  /** False for an unnamed bit-field. Anonymous records count as named. */
  readonly named: boolean;
  /** `packed` on the member itself. */
  readonly packed: boolean;
  /** Bytes; what `aligned`/`_Alignas` on the member itself come to (`combineAligned`). */
  readonly aligned: number | null;
}

export interface LayoutInput {
  readonly tagKind: "struct" | "union";
  /** `packed` on the record. */
  readonly packed: boolean;
  /** Bytes; what the `aligned` attributes of the definition come to (`combineAligned`). */
  readonly aligned: number | null;
  /** Bytes, null without: clang takes `#pragma pack` at the opening brace, GCC at the closing one. */
  readonly pack: { readonly atOpen: number | null; readonly atClose: number | null };
  /** `ms_struct`, or `#pragma ms_struct on`. */
  readonly msStruct: boolean;
  /** `scalar_storage_order`, by attribute or pragma. */
  readonly storageOrder: "default" | "big-endian" | "little-endian";
  readonly members: readonly LayoutMember[];
}

export type LayoutResult = RecordLayout | { readonly unsupported: string };
