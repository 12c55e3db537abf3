/**
 * Planning of Rust record layouts: given where C puts the members, find the simplest `repr` with which rustc
 * puts them at exactly the same places.
 *
 * Input: size, alignment and member offsets as C has them, with the size and alignment that each member's
 * Rust type has. Output: the `repr`, explicit padding, and which members need a wrapper.
 * All figures are bytes. Rules of rustc: Rust Reference, Type Layout, "The C Representation" and "The alignment
 * modifiers"; E0587 (packed with align) and E0588 (packed containing align).
 */

/** Size and alignment of a Rust type. */
export interface RustLayout {
  readonly size: number;
  readonly align: number;
  /** The type is, or has inside, a record with `repr(align)`: it must not lie directly in a packed record (E0588). */
  readonly aligned: boolean;
}

export interface LayoutMember {
  /** Bytes from the start of the record, as in C. */
  readonly offset: number;
  /** Bytes that C gives the member. */
  readonly size: number;
  /** null when the type has no size in Rust. */
  readonly rust: RustLayout | null;
  /** Alignment of a zero-length marker array before the member (storage units of bit-fields), at most; 0 without. */
  readonly marker: number;
}

export interface LayoutRequest {
  readonly tagKind: "struct" | "union";
  readonly size: number;
  readonly align: number;
  readonly members: readonly LayoutMember[];
  /** Alignments for which a primitive type exists, ascending: `[u64; 0]` can stand for 8. */
  readonly markerAligns: readonly number[];
  /** Padding that rustc would put there by itself is said too, but for that in unions. */
  readonly explicitPadding: boolean;
  /** Prefer marker fields over `repr(align)`, because a packed record contains this one. */
  readonly avoidAlign: boolean;
}

/** `direct`: its own type; `unaligned`: in a packed wrapper; `bytes`: an array of bytes, reached by pointer. */
export type MemberMode = "direct" | "unaligned" | "bytes";

export type Slot =
  | { readonly kind: "padding"; readonly size: number }
  /** `marker`: alignment of the zero-length array that goes before the member, 0 for none. */
  | { readonly kind: "member"; readonly index: number; readonly mode: MemberMode; readonly marker: number };

export interface LayoutPlan {
  /** N of `packed(N)`. */
  readonly packed: number | null;
  /** N of `repr(align(N))`. */
  readonly align: number | null;
  /** Alignment of the zero-length array that opens the record. */
  readonly marker: number | null;
  readonly slots: readonly Slot[];
}

interface Attempt {
  readonly packed: number | null;
  readonly modes: readonly MemberMode[];
}

/**
 * The simplest plan that gives the C layout. Always succeeds for members that do not overlap: what cannot be
 * said otherwise becomes bytes with accessors.
 * @throws RangeError when members overlap or lie outside the record; no C compiler makes such a record.
 */
export function planLayout(request: LayoutRequest): LayoutPlan {
  const direct = request.members.map((member): MemberMode => (fits(member) ? "direct" : "bytes"));
  const simplest = place(request, { packed: null, modes: direct });
  if (simplest !== null) return simplest;
  for (const attempt of furtherAttempts(request, direct)) {
    const plan = place(request, attempt);
    if (plan !== null) return plan;
  }
  throw new RangeError(`no Rust layout of ${request.size} bytes holds the members at ${offsets(request)}`);
}

function offsets(request: LayoutRequest): string {
  return request.members.map((member) => `${member.offset}+${member.size}`).join(", ");
}

/** From the simpler to the most general. */
function* furtherAttempts(request: LayoutRequest, direct: readonly MemberMode[]): Generator<Attempt> {
  const wrapAligned = direct.map((mode, index) =>
    mode === "direct" && request.members[index]?.rust?.aligned === true ? "unaligned" : mode,
  );
  const wrapMisplaced = direct.map((mode, index) =>
    mode === "direct" && misplaced(request, request.members[index]) ? "unaligned" : mode,
  );
  const packed = { packed: request.align, modes: wrapAligned };
  const loose = { packed: null, modes: wrapMisplaced };
  if (wrapped(wrapAligned) <= wrapped(wrapMisplaced)) yield* [packed, loose];
  else yield* [loose, packed];
  yield { packed: null, modes: request.members.map((): MemberMode => "bytes") };
}

function wrapped(modes: readonly MemberMode[]): number {
  return modes.reduce((count, mode) => count + (mode === "unaligned" ? 1 : 0), 0);
}

function fits(member: LayoutMember): boolean {
  return member.rust !== null && member.rust.size === member.size;
}

/** Rust would not put the member there, or the member would raise the record's alignment. */
function misplaced(request: LayoutRequest, member: LayoutMember | undefined): boolean {
  const align = member?.rust?.align ?? 1;
  return align > request.align || (member?.offset ?? 0) % align !== 0;
}

function modeAlign(member: LayoutMember, mode: MemberMode, packed: number | null): number {
  const natural = mode === "direct" ? (member.rust?.align ?? 1) : 1;
  return packed === null ? natural : Math.min(natural, packed);
}

/** The largest alignment that the marker of a storage unit may have without moving anything. */
function markerAlign(request: LayoutRequest, member: LayoutMember): number {
  if (member.marker === 0) return 0;
  let best = 1;
  for (const align of request.markerAligns) {
    if (align <= member.marker && align <= request.align && member.offset % align === 0) best = align;
  }
  return best;
}

function place(request: LayoutRequest, attempt: Attempt): LayoutPlan | null {
  return request.tagKind === "struct" ? placeStruct(request, attempt) : placeUnion(request, attempt);
}

function placeStruct(request: LayoutRequest, attempt: Attempt): LayoutPlan | null {
  const slots: Slot[] = [];
  let cursor = 0;
  let align = 1;
  for (let index = 0; index < request.members.length; index++) {
    const member = request.members[index];
    if (member === undefined) break;
    const mode = attempt.modes[index] ?? "bytes";
    const marker = markerAlign(request, member);
    const own = Math.max(modeAlign(member, mode, attempt.packed), Math.min(marker, attempt.packed ?? marker));
    if (member.offset < cursor || member.offset % own !== 0) return null;
    if ((request.explicitPadding ? cursor : roundUp(cursor, own)) < member.offset) {
      slots.push({ kind: "padding", size: member.offset - cursor });
    }
    slots.push({ kind: "member", index, mode, marker });
    cursor = member.offset + member.size;
    align = Math.max(align, own);
  }
  return finish(request, attempt, slots, cursor, align);
}

function placeUnion(request: LayoutRequest, attempt: Attempt): LayoutPlan | null {
  const slots: Slot[] = [];
  let cursor = 0;
  let align = 1;
  for (let index = 0; index < request.members.length; index++) {
    const member = request.members[index];
    if (member === undefined) break;
    const mode = attempt.modes[index] ?? "bytes";
    const marker = markerAlign(request, member);
    const own = Math.max(modeAlign(member, mode, attempt.packed), Math.min(marker, attempt.packed ?? marker));
    if (member.offset !== 0) return null;
    slots.push({ kind: "member", index, mode, marker });
    cursor = Math.max(cursor, member.size);
    align = Math.max(align, own);
  }
  return finish(request, attempt, slots, cursor, align);
}

/** Raises the alignment to C's and pads the end, if that is possible. */
function finish(
  request: LayoutRequest,
  attempt: Attempt,
  slots: readonly Slot[],
  end: number,
  align: number,
): LayoutPlan | null {
  if (align > request.align || end > request.size || request.size % request.align !== 0) {
    // GNU: an array of over-aligned elements may make a record whose size is no multiple of its alignment; rustc has none.
    return null;
  }
  const raise = raising(request, attempt, align);
  if (raise === null) return null;
  const explicit = request.explicitPadding && request.tagKind === "struct";
  if ((explicit ? end : roundUp(end, request.align)) >= request.size) {
    return { packed: attempt.packed, ...raise, slots };
  }
  // What pads a union is one more member of its whole size.
  const size = request.tagKind === "struct" ? request.size - end : request.size;
  return { packed: attempt.packed, ...raise, slots: [...slots, { kind: "padding", size }] };
}

/** How the alignment comes from `align` to what C has. */
function raising(
  request: LayoutRequest,
  attempt: Attempt,
  align: number,
): { align: number | null; marker: number | null } | null {
  if (align === request.align) return { align: null, marker: null };
  const canMark = request.markerAligns.includes(request.align);
  // E0587: packed and align exclude each other, but a marker in packed(N) raises it to N.
  if (attempt.packed !== null) return canMark ? { align: null, marker: request.align } : null;
  if (canMark && request.avoidAlign) return { align: null, marker: request.align };
  return { align: request.align, marker: null };
}

/** `value` rounded up to a multiple of `align`. */
export function roundUp(value: number, align: number): number {
  return Math.ceil(value / align) * align;
}
