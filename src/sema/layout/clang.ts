/**
 * Record layout as clang does it for the Itanium family of ABIs (all Linux targets). It agrees with the psABIs and
 * mostly with GCC; it differs in which moment `#pragma pack` counts, in aligned bit-fields, in typedef alignment of
 * bit-fields and in packed bit-fields under `#pragma pack`.
 *
 * In: the members' sizes and alignments in bytes and what was written about them. Out: positions in bits.
 */
import type { TargetAbi } from "../../kernel/abi/types.js";
import type { FieldLayout, RecordLayout } from "../types.js";
import { alignTo } from "./bits.js";
import type { LayoutInput, LayoutMember } from "./types.js";

const BYTE = 8;

/** A record that is being laid out; everything in bits. */
interface RecordState {
  readonly abi: TargetAbi;
  readonly union: boolean;
  readonly packed: boolean;
  /** `#pragma pack` or `-fpack-struct`; 0 without. */
  readonly maxFieldAlign: number;
  align: number;
  /** End of the data so far, in whole bytes. */
  dataSize: number;
  /** Bits of the last byte that the bit-field before left free. */
  unfilled: number;
}

/** Lays out a record by clang's rules; nothing in `input` may be `msStruct` or reversed. */
export function layoutClang(input: LayoutInput, abi: TargetAbi): RecordLayout {
  const state: RecordState = {
    abi,
    union: input.tagKind === "union",
    packed: input.packed,
    maxFieldAlign: (input.pack.atOpen ?? abi.packStruct ?? 0) * BYTE,
    align: (input.aligned ?? 1) * BYTE,
    dataSize: 0,
    unfilled: 0,
  };
  const fields = input.members.map((member) =>
    member.bitWidth === null ? placeField(state, member) : placeBitField(state, member, member.bitWidth),
  );
  return { size: alignTo(state.dataSize, state.align) / BYTE, align: state.align / BYTE, fields };
}

/** `_Alignof` the type, in bits: on i386 a `long long` counts 4 bytes everywhere. */
function typeAlign(member: LayoutMember): number {
  const { align, fieldAlign, userAligned } = member.type;
  return (userAligned === true ? align : (fieldAlign ?? align)) * BYTE;
}

function placeField(state: RecordState, member: LayoutMember): FieldLayout {
  const explicit = (member.aligned ?? 1) * BYTE;
  const packed = state.packed || member.packed;
  let align = packed ? explicit : Math.max(typeAlign(member), explicit);
  if (state.maxFieldAlign !== 0) align = Math.min(align, state.maxFieldAlign);
  const sizeBits = member.type.size * BYTE;
  const offsetBits = state.union ? 0 : alignTo(state.dataSize, align);
  state.dataSize = Math.max(state.dataSize, offsetBits + sizeBits);
  state.unfilled = 0;
  state.align = Math.max(state.align, align);
  return { offsetBits, sizeBits };
}

function placeBitField(state: RecordState, member: LayoutMember, width: number): FieldLayout {
  const explicit = member.aligned === null ? 0 : member.aligned * BYTE;
  let align = bitFieldAlign(state, member, width, explicit);
  const next = state.union ? 0 : state.dataSize - state.unfilled;
  const offsetBits = bitFieldOffset(state, member, width, explicit, align, next);
  // psABI, Bit-Fields: unnamed ones do not affect the alignment of a record; AAPCS 8.1.7.1 and AAPCS64 10.1.8.1: they do.
  if (!member.named && !state.abi.bitfields.unnamedAffectsAlignment) align = 1;
  const end = offsetBits + width;
  const dataEnd = alignTo(end, BYTE);
  if (state.union) state.dataSize = Math.max(state.dataSize, dataEnd);
  else {
    state.dataSize = dataEnd;
    state.unfilled = dataEnd - end;
  }
  state.align = Math.max(state.align, align);
  return { offsetBits, sizeBits: width };
}

function bitFieldAlign(state: RecordState, member: LayoutMember, width: number, explicit: number): number {
  const natural = typeAlign(member);
  const packed = (state.packed || member.packed) && width !== 0;
  const align = Math.max(packed ? 1 : natural, explicit);
  if (state.maxFieldAlign === 0 || width === 0) return align;
  // A packed one under `#pragma pack` is aligned as if it were not packed.
  return Math.min(packed ? Math.max(natural, explicit) : align, state.maxFieldAlign);
}

function bitFieldOffset(
  state: RecordState,
  member: LayoutMember,
  width: number,
  explicit: number,
  align: number,
  next: number,
): number {
  const unit = member.type.size * BYTE;
  if (width === 0 || (state.maxFieldAlign === 0 && (next % align) + width > unit)) return alignTo(next, align);
  if (explicit !== 0 && (state.maxFieldAlign === 0 || explicit <= state.maxFieldAlign)) return alignTo(next, explicit);
  return next;
}
