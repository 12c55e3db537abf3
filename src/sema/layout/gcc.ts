/**
 * Record layout as GCC does it (GCC internals, "Storage Layout": PCC_BITFIELD_TYPE_MATTERS,
 * TARGET_ALIGN_ANON_BITFIELD, ADJUST_FIELD_ALIGN; the steps are those of its stor-layout.c: a field is laid out
 * alone, then raises the alignment of the record, then is placed).
 *
 * In: the members' sizes and alignments in bytes and what was written about them. Out: positions in bits.
 */
import type { TargetAbi } from "../../kernel/abi/types.js";
import type { FieldLayout, RecordLayout } from "../types.js";
import { alignTo, lowestSetBit } from "./bits.js";
import type { LayoutInput, LayoutMember } from "./types.js";

const BYTE = 8;

/** A record that is being laid out; all alignments in bits. */
interface RecordState {
  readonly abi: TargetAbi;
  readonly union: boolean;
  readonly packed: boolean;
  /** `#pragma pack` or `-fpack-struct=N`; 0 without. */
  readonly maxFieldAlign: number;
  /** `-fpack-struct=N` alone, which zero-width bit-fields obey; 0 without. */
  readonly initialMaxFieldAlign: number;
  /** Positions are kept as a multiple of this plus a rest. */
  readonly offsetAlign: number;
  recordAlign: number;
  userAligned: boolean;
  /** Bits; a multiple of `offsetAlign`. */
  offset: number;
  /** Bits; below `offsetAlign`. */
  rest: number;
  /** Bits; of the largest member of a union. */
  unionSize: number;
}

/** A member laid out on its own. */
interface FieldState {
  readonly member: LayoutMember;
  /** Bits. */
  readonly size: number;
  readonly packed: boolean;
  align: number;
  userAligned: boolean;
  /** Still accessed as a bit-field, not as an integer of its width. */
  bitField: boolean;
}

/** Lays out a record by GCC's rules; nothing in `input` may be `msStruct` or reversed. */
export function layoutGcc(input: LayoutInput, abi: TargetAbi): RecordLayout {
  const state = startRecord(input, abi);
  const fields = input.members.map((member) => {
    const field = startField(state, member);
    return state.union ? placeInUnion(state, field) : placeInStruct(state, field);
  });
  return finishRecord(state, fields);
}

function startRecord(input: LayoutInput, abi: TargetAbi): RecordState {
  const initial = (abi.packStruct ?? 0) * BYTE;
  const pragma = abi.packAllRecords ? null : input.pack.atClose;
  const recordAlign = (input.aligned ?? 1) * BYTE;
  return {
    abi,
    union: input.tagKind === "union",
    packed: input.packed || abi.packAllRecords,
    maxFieldAlign: pragma === null ? initial : pragma * BYTE,
    initialMaxFieldAlign: initial,
    offsetAlign: Math.max(recordAlign, abi.biggestAlignment * BYTE),
    recordAlign,
    userAligned: input.aligned !== null,
    offset: 0,
    rest: 0,
    unionSize: 0,
  };
}

function startField(state: RecordState, member: LayoutMember): FieldState {
  return {
    member,
    size: member.bitWidth ?? member.type.size * BYTE,
    // GCC manual, Common Type Attributes, `packed`: as if each member had it.
    packed: state.packed || member.packed,
    align: member.aligned === null ? 1 : member.aligned * BYTE,
    userAligned: member.aligned !== null,
    bitField: member.bitWidth !== null,
  };
}

/** `knownAlign`: bits, what the position before it is aligned to; 0 at the start of the record. */
function layoutField(state: RecordState, field: FieldState, knownAlign: number): void {
  const explicit = field.userAligned;
  const zeroWidth = field.member.bitWidth === 0;
  // A zero-width bit-field is not influenced by packing.
  const packed = field.packed && !zeroWidth;
  if (field.bitField) layoutBitField(state, field, knownAlign, zeroWidth);
  // `packed` supersedes the alignment of the type, but not one written on the member.
  else if (!(packed && field.userAligned)) alignToType(field);
  if (packed && !explicit) field.align = Math.min(field.align, BYTE);
  if (!packed && !field.userAligned) field.align = Math.min(field.align, memberLimit(field.member));
  const limit = zeroWidth ? state.initialMaxFieldAlign : state.maxFieldAlign;
  if (limit !== 0) field.align = Math.min(field.align, limit);
}

function layoutBitField(state: RecordState, field: FieldState, knownAlign: number, zeroWidth: boolean): void {
  if (zeroWidth && state.abi.bitfields.typeMatters) alignToType(field);
  else if (zeroWidth) field.align = Math.max(field.align, state.abi.bitfields.zeroWidthBoundary);
  const mode = integerModeAlign(state.abi, field.size);
  if (mode === null || (mode > BYTE && field.packed)) return;
  if (knownAlign !== 0 && knownAlign < mode) return;
  // As wide as an integer and aligned like one: it becomes an ordinary member.
  field.align = Math.max(field.align, mode);
  field.bitField = false;
}

/** Alignment in bits of the integer machine mode that is exactly `bits` wide, null without one. */
function integerModeAlign(abi: TargetAbi, bits: number): number | null {
  const widest = abi.int128 ? 128 : 64;
  if (bits < BYTE || bits > widest || lowestSetBit(bits) !== bits) return null;
  return Math.min(bits, abi.biggestAlignment * BYTE);
}

function alignToType(field: FieldState): void {
  const align = field.member.type.align * BYTE;
  if (align <= field.align) return;
  field.align = align;
  field.userAligned = field.member.type.userAligned ?? false;
}

/** i386 psABI 2.1: `long long` and `double` are aligned to 4 bytes as members (ADJUST_FIELD_ALIGN). */
function memberLimit(member: LayoutMember): number {
  return (member.type.fieldAlign ?? Number.POSITIVE_INFINITY) * BYTE;
}

/** The alignment (bits) of a bit-field's declared type as a member. */
function bitFieldTypeAlign(member: LayoutMember): number {
  const align = member.type.align * BYTE;
  return (member.type.userAligned ?? false) ? align : Math.min(align, memberLimit(member));
}

/** Lays the field out and raises the record's alignment; gives the alignment that the field wants, in bits. */
function raiseRecordAlign(state: RecordState, field: FieldState, knownAlign: number): number {
  layoutField(state, field, knownAlign);
  let userAligned = field.userAligned;
  const rules = state.abi.bitfields;
  if (field.member.bitWidth !== null && rules.typeMatters) {
    // psABI, Bit-Fields: unnamed ones do not affect the alignment of a record; AAPCS 8.1.7.1 and AAPCS64 10.1.8.1: they do.
    if (field.member.named || rules.unnamedAffectsAlignment) {
      state.recordAlign = Math.max(state.recordAlign, field.align, packedTypeAlign(state, field));
      userAligned ||= field.member.type.userAligned ?? false;
    }
  } else {
    state.recordAlign = Math.max(state.recordAlign, field.align);
  }
  state.userAligned ||= userAligned;
  return field.align;
}

function packedTypeAlign(state: RecordState, field: FieldState): number {
  const align = bitFieldTypeAlign(field.member);
  if (field.size === 0) return state.initialMaxFieldAlign === 0 ? align : Math.min(align, state.initialMaxFieldAlign);
  if (state.maxFieldAlign !== 0) return Math.min(align, state.maxFieldAlign);
  return field.packed ? Math.min(align, BYTE) : align;
}

function placeInUnion(state: RecordState, field: FieldState): FieldLayout {
  raiseRecordAlign(state, field, 0);
  state.unionSize = Math.max(state.unionSize, alignTo(field.size, BYTE));
  return { offsetBits: 0, sizeBits: field.size };
}

function placeInStruct(state: RecordState, field: FieldState): FieldLayout {
  const position = state.offset + state.rest;
  const known = position === 0 ? 0 : lowestSetBit(position);
  const desired = raiseRecordAlign(state, field, known);
  const available = position === 0 ? Math.max(state.abi.biggestAlignment * BYTE, state.recordAlign) : known;
  if (available < desired) skipTo(state, desired);
  if (mayNotSpan(state, field)) keepWithinUnits(state, field);
  normalise(state);
  const offsetBits = state.offset + state.rest;
  state.rest += field.size;
  normalise(state);
  return { offsetBits, sizeBits: field.size };
}

function skipTo(state: RecordState, align: number): void {
  if (align < state.offsetAlign) {
    state.rest = alignTo(state.rest, align);
    return;
  }
  state.offset = alignTo(state.offset + alignTo(state.rest, BYTE), align);
  state.rest = 0;
}

/** psABI, Bit-Fields: one lies wholly in a storage unit of its declared type; packing of any kind lifts that. */
function mayNotSpan(state: RecordState, field: FieldState): boolean {
  return (
    state.abi.bitfields.typeMatters && field.bitField && !field.packed && state.maxFieldAlign === 0 && field.size !== 0
  );
}

function keepWithinUnits(state: RecordState, field: FieldState): void {
  const align = bitFieldTypeAlign(field.member);
  const unitSize = field.member.type.size * BYTE;
  const within = (state.offset + state.rest) % align;
  const units = Math.floor((within + field.size + align - 1) / align);
  if (units > Math.floor(unitSize / align)) state.rest = alignTo(state.rest, align);
  state.userAligned ||= field.member.type.userAligned ?? false;
}

function normalise(state: RecordState): void {
  if (state.rest < state.offsetAlign) return;
  const rest = state.rest % state.offsetAlign;
  state.offset += state.rest - rest;
  state.rest = rest;
}

function finishRecord(state: RecordState, fields: readonly FieldLayout[]): RecordLayout {
  const used = state.union ? state.unionSize : alignTo(state.offset + state.rest, BYTE);
  const size = alignTo(used, state.recordAlign) / BYTE;
  const align = state.recordAlign / BYTE;
  const plain = { size, align, fields, userAligned: state.userAligned };
  // A record of 8 bytes has the machine mode of an integer, so on i386 it is a member like a `long long`.
  const { fieldAlign } = state.abi.integers["long long"];
  return fieldAlign !== undefined && size === 8 && align === 8 ? { ...plain, fieldAlign } : plain;
}
