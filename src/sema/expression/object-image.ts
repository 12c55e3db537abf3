/**
 * The bytes of an object that an initializer list with constant members makes (C11 6.7.9): designators, GNU ranges,
 * braces left out, strings for arrays of characters. Comes in: the tokens of the list and the type. Goes out: the object
 * representation, unnamed members and padding zero (p10, p21), or null where a member is no constant known here.
 */
import { TokenKind, type TokenRange, tokenKind } from "../../preprocess/tokens.js";
import type { SemaContext } from "../context.js";
import type { CType, Field, QualType, RecordDecl } from "../types.js";
import { castTo } from "./conversion.js";
import { bare, findMember, integerKindOf } from "./ctype.js";
import type { Operand } from "./operand.js";
import { readAssignment, readConditional } from "./parser.js";
import { accept, currentCode, currentText, openReader, type Reader } from "./reader.js";
import { Code } from "./vocabulary.js";

/** Larger objects are left to a function. */
const MAX_BYTES = 512;
const MAX_NESTING = 50;

interface Image {
  readonly reader: Reader;
  readonly context: SemaContext;
  readonly bytes: Uint8Array;
  depth: number;
}

/**
 * The object representation, one character below 256 for each byte.
 * @param list the initializer list with its braces
 */
export function objectImage(list: TokenRange, type: QualType, context: SemaContext): string | null {
  const size = context.sizeOf(type.type);
  if (size === null || size === 0 || size > MAX_BYTES) return null;
  const reader = openReader(list, context, "function");
  const image: Image = { reader, context, bytes: new Uint8Array(size), depth: 0 };
  if (!fillBraces(image, type, 0) || reader.failure !== null || reader.at < reader.end) return null;
  return String.fromCharCode(...image.bytes);
}

/** A subobject: where it lies, in bits, and how wide it is if it is a bit-field. */
interface Place {
  readonly type: QualType;
  readonly offsetBits: number;
  readonly width: number | null;
}

/** The subobjects of an aggregate in order (C11 6.7.9p17); of a union the first named one. */
function subobject(image: Image, type: QualType, offsetBits: number, index: number): Place | null {
  const plain = bare(type.type, image.context);
  if (plain.kind === "array") {
    const size = image.context.sizeOf(plain.of.type);
    if (size === null || plain.length.kind !== "known" || index >= plain.length.count) return null;
    return { type: plain.of, offsetBits: offsetBits + index * size * 8, width: null };
  }
  if (plain.kind !== "record") return null;
  const record = image.context.record(plain.id);
  const member = initializable(record)[index];
  if (member === undefined || (record.tagKind === "union" && index > 0)) return null;
  const at = record.layout?.fields[member.index]?.offsetBits;
  return at === undefined
    ? null
    : { type: member.field.type, offsetBits: offsetBits + at, width: member.field.bitWidth };
}

/** p9: unnamed members are not initialized, apart from anonymous records. */
function initializable(record: RecordDecl): { readonly field: Field; readonly index: number }[] {
  return (record.members ?? [])
    .map((field, index) => ({ field, index }))
    .filter(({ field }) => field.name !== null || field.bitWidth === null);
}

/** "{" … "}" for an object; the cursor is at the brace. */
function fillBraces(image: Image, type: QualType, offsetBits: number): boolean {
  const { reader } = image;
  if (++image.depth > MAX_NESTING || !accept(reader, Code.OpenBrace)) return false;
  // p19: a later initializer takes the place of an earlier one for the whole subobject.
  image.bytes.fill(0, offsetBits / 8, offsetBits / 8 + (image.context.sizeOf(type.type) ?? 0));
  let next = 0;
  while (currentCode(reader) !== Code.CloseBrace) {
    const targets = designated(image, type, offsetBits) ?? [subobject(image, type, offsetBits, next)];
    const [first] = targets;
    if (first === undefined || first === null || !initialize(image, first)) return false;
    for (const other of targets.slice(1)) if (other === null || !copyOver(image, first, other)) return false;
    next = indexBehind(image, type, offsetBits, targets.at(-1) ?? first);
    if (!accept(reader, Code.Comma) && currentCode(reader) !== Code.CloseBrace) return false;
  }
  reader.at++;
  image.depth--;
  return true;
}

/** Subobjects until the aggregate is full: its braces are left out (p20). */
function fillWithoutBraces(image: Image, type: QualType, offsetBits: number): boolean {
  const { reader } = image;
  if (++image.depth > MAX_NESTING) return false;
  for (let index = 0; ; index++) {
    const place = subobject(image, type, offsetBits, index);
    if (place === null || !initialize(image, place)) return false;
    if (subobject(image, type, offsetBits, index + 1) === null || currentCode(reader) === Code.CloseBrace) break;
    const comma = reader.at;
    if (!accept(reader, Code.Comma)) return false;
    if (currentCode(reader) === Code.CloseBrace || startsDesignator(reader)) {
      reader.at = comma;
      break;
    }
  }
  image.depth--;
  return true;
}

function startsDesignator(reader: Reader): boolean {
  const code = currentCode(reader);
  return code === Code.Dot || code === Code.OpenBracket;
}

/** designation (p1): the subobjects that it names, several for a GNU range; null where there is none. */
function designated(image: Image, type: QualType, offsetBits: number): (Place | null)[] | null {
  const { reader } = image;
  if (!startsDesignator(reader)) return null;
  let places: (Place | null)[] = [{ type, offsetBits, width: null }];
  while (startsDesignator(reader)) {
    places = accept(reader, Code.Dot) ? byMember(image, places) : byIndex(image, places);
  }
  return accept(reader, Code.Assign) ? places : [];
}

function byMember({ reader, context }: Image, places: readonly (Place | null)[]): (Place | null)[] {
  const name = currentText(reader);
  reader.at++;
  return places.map((place) => {
    const plain = place === null ? null : bare(place.type.type, context);
    const found = plain?.kind === "record" ? findMember(plain.id, name, context) : null;
    if (place === null || found === null || found.offsetBits === null) return null;
    return { type: found.field.type, offsetBits: place.offsetBits + found.offsetBits, width: found.field.bitWidth };
  });
}

/** `[n]`, and GNU's `[first ... last]` (GCC manual, Designated Inits). */
function byIndex(image: Image, places: readonly (Place | null)[]): (Place | null)[] {
  const { reader } = image;
  reader.at++;
  const first = readIndex(reader);
  let last = first;
  if (currentText(reader) === "...") {
    reader.at++;
    last = readIndex(reader);
  }
  if (!accept(reader, Code.CloseBracket) || first === null || last === null || last - first > MAX_BYTES) return [];
  const indices = Array.from({ length: last - first + 1 }, (_, step) => first + step);
  return places.flatMap((place) =>
    indices.map((index) => (place === null ? null : subobject(image, place.type, place.offsetBits, index))),
  );
}

function readIndex(reader: Reader): number | null {
  const { value } = readConditional(reader);
  return value?.kind === "integer" && value.value >= 0n ? Number(value.value) : null;
}

/** The subobject of `type` behind the one in which `place` lies (p17): what is initialized next without a designator. */
function indexBehind(image: Image, type: QualType, offsetBits: number, place: Place): number {
  for (let index = 0; ; index++) {
    const next = subobject(image, type, offsetBits, index);
    if (next === null || next.offsetBits > place.offsetBits) return index;
  }
}

function initialize(image: Image, place: Place): boolean {
  const { reader, context } = image;
  const plain = bare(place.type.type, context);
  const aggregate = plain.kind === "record" || plain.kind === "array";
  if (currentCode(reader) === Code.OpenBrace)
    return aggregate ? braced(image, place, plain) : bracedScalar(image, place);
  if (!aggregate) return store(image, place, readAssignment(reader));
  if (plain.kind === "array")
    return isText(reader) ? storeText(image, place, plain) : fillWithoutBraces(image, place.type, place.offsetBits);
  return initializeRecord(image, place);
}

/** p14: the literal of an array of characters may stand in braces. */
function braced(image: Image, place: Place, plain: CType): boolean {
  const { reader } = image;
  if (plain.kind !== "array" || tokenKind(reader.buffer, reader.at + 1) !== TokenKind.String) {
    return fillBraces(image, place.type, place.offsetBits);
  }
  reader.at++;
  return storeText(image, place, plain) && accept(reader, Code.CloseBrace);
}

/** p11 */
function bracedScalar(image: Image, place: Place): boolean {
  const { reader } = image;
  reader.at++;
  const stored = currentCode(reader) === Code.CloseBrace || store(image, place, readAssignment(reader));
  accept(reader, Code.Comma);
  return stored && accept(reader, Code.CloseBrace);
}

/** An expression of the record's type (p13) is no constant to gcc; otherwise the braces of the record are left out. */
function initializeRecord(image: Image, place: Place): boolean {
  const { reader, context } = image;
  const start = reader.at;
  const operand = readAssignment(reader);
  if (reader.failure === null && bare(operand.type.type, context).kind === "record") return false;
  reader.failure = null;
  reader.at = start;
  return fillWithoutBraces(image, place.type, place.offsetBits);
}

function isText(reader: Reader): boolean {
  return reader.at < reader.end && tokenKind(reader.buffer, reader.at) === TokenKind.String;
}

/** p14: the terminator is left out where there is no room for it. */
function storeText(image: Image, place: Place, array: Extract<CType, { kind: "array" }>): boolean {
  const { literal } = readAssignment(image.reader);
  const plainText = literal !== null && (literal.prefix === "" || literal.prefix === "u8");
  if (!plainText || image.context.sizeOf(array.of.type) !== 1 || array.length.kind !== "known") return false;
  const units = literal.units.slice(0, array.length.count);
  for (const [index, unit] of units.entries()) image.bytes[place.offsetBits / 8 + index] = unit;
  return true;
}

/** Writes a scalar, converted as if by assignment (p11). */
function store(image: Image, place: Place, operand: Operand): boolean {
  const { context, bytes } = image;
  const converted = castTo(operand, place.type, context);
  const { value } = converted;
  const kind = integerKindOf(place.type.type, context);
  const number =
    value?.kind === "integer" ? value.value : value?.kind === "address" && value.symbol === null ? value.offset : null;
  const size = context.sizeOf(place.type.type);
  if (number === null || size === null || (value?.kind === "integer" && kind === null)) return false;
  const width = place.width ?? size * 8;
  const little = context.abi.endian === "little";
  if (!little && (width % 8 !== 0 || place.offsetBits % 8 !== 0)) return false;
  for (let bit = 0; bit < width; bit++) {
    // On big-endian targets whole bytes only: the lowest byte comes last.
    const at = little ? place.offsetBits + bit : place.offsetBits + (width / 8 - 1 - (bit >> 3)) * 8 + (bit & 7);
    const mask = 1 << (at & 7);
    const byte = bytes[at >> 3] ?? 0;
    bytes[at >> 3] = (number >> BigInt(bit)) & 1n ? byte | mask : byte & ~mask;
  }
  return true;
}

/** GNU ranges: the same bytes for each element. */
function copyOver(image: Image, from: Place, to: Place): boolean {
  const size = image.context.sizeOf(from.type.type);
  if (size === null || from.width !== null || from.offsetBits % 8 !== 0) return false;
  image.bytes.copyWithin(to.offsetBits / 8, from.offsetBits / 8, from.offsetBits / 8 + size);
  return true;
}
