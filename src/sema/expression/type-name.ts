/**
 * Type names inside expressions (C11 6.7.7): where one begins, and which type it denotes. The plain shapes that
 * nearly all casts have (`u32`, `unsigned long`, `struct s *`, `typeof(x)`) are read here without the parser of
 * declarations; every other shape goes to it.
 */
import type { FloatingKind } from "../../kernel/abi/types.js";
import { type DeclarationSpecifiers, Qualifier, type TypeSpecifier } from "../../parse/ast.js";
import { parseTypeName } from "../../parse/index.js";
import { TokenKind, tokenKind, tokenSpelling, tokenText } from "../../preprocess/tokens.js";
import type { CType, QualType } from "../types.js";
import { integerType, pointerTo, typeofUnqual, VOID } from "./ctype.js";
import { decay } from "./operand.js";
import { readAssignment, readExpression } from "./parser.js";
import { accept, codeAt, currentText, fail, findOutside, matching, type Reader, unexpected } from "./reader.js";
import { Code } from "./vocabulary.js";

/** Whether a type name begins at token `index`. */
export function startsTypeName(reader: Reader, index: number): boolean {
  const code = codeAt(reader, index);
  if (code >= Code.BasicType && code <= Code.Attribute) return true;
  if (code !== Code.Other || index >= reader.end) return false;
  return isTypedefName(reader, index);
}

/** Whether the identifier at `index` is a typedef name that no local object hides (C11 6.2.1p4). */
export function isTypedefName(reader: Reader, index: number): boolean {
  if (tokenKind(reader.buffer, index) !== TokenKind.Identifier) return false;
  const name = tokenSpelling(reader.buffer, index);
  if (reader.locals?.has(name) === true) return false;
  return reader.context.lookup(name)?.kind === "typedef";
}

/**
 * Reads a type name up to a `)`, `,` or `:` outside of brackets, or the end. null after a failure, which the
 * reader then holds.
 */
export function readTypeName(reader: Reader): QualType | null {
  const start = reader.at;
  const plain = readPlainTypeName(reader);
  if (plain !== null || reader.failure !== null) return plain;
  reader.at = start;
  const end = findOutside(reader, start, ENDS);
  const parsed = parseTypeName({ buffer: reader.buffer, start, end });
  if (parsed === null) {
    unexpected(reader, "a type name");
    return null;
  }
  reader.at = end;
  const { context } = reader;
  const around = context.locals;
  context.locals = reader.locals;
  const type = context.resolveTypeName(parsed, reader.buffer);
  context.locals = around;
  return type;
}

const ENDS = [Code.CloseParen, Code.Comma, Code.Colon, Code.Semicolon];

/**
 * Whether a type name has one of the plain shapes, as far as its brackets tell. Asked before anything is read:
 * what is inside `typeof` must not be read once here and once more by the parser of declarations.
 */
function looksPlain(reader: Reader): boolean {
  for (let index = reader.at; index < reader.end; index++) {
    const code = codeAt(reader, index);
    if (code === Code.OpenBracket || (code === Code.OpenParen && codeAt(reader, index - 1) === Code.Typeof)) {
      index = matching(reader, index);
    } else if (code === Code.OpenParen || code === Code.OpenBrace || code === Code.Attribute) {
      return false;
    } else if (ENDS.includes(code as (typeof ENDS)[number])) {
      return true;
    }
  }
  return true;
}

/** null when it has another shape; the cursor is then anywhere. */
function readPlainTypeName(reader: Reader): QualType | null {
  if (!looksPlain(reader)) return null;
  const base = readPlainSpecifiers(reader);
  if (base === null) return null;
  const pointed = readPointers(reader, base);
  const type = codeAt(reader, reader.at) === Code.OpenBracket ? readArrays(reader, pointed) : pointed;
  const atEnd = reader.at >= reader.end || ENDS.includes(codeAt(reader, reader.at) as (typeof ENDS)[number]);
  return atEnd ? type : null;
}

/** `*` with qualifiers, any number of times. */
export function readPointers(reader: Reader, base: QualType): QualType {
  let type = base;
  while (accept(reader, Code.Star)) {
    type = { ...pointerTo(type), qualifiers: readQualifiers(reader) };
  }
  return type;
}

function readQualifiers(reader: Reader): number {
  let qualifiers = 0;
  while (codeAt(reader, reader.at) === Code.Qualifier) {
    qualifiers |= qualifierBit(currentText(reader));
    reader.at++;
  }
  return qualifiers;
}

function qualifierBit(text: string): number {
  if (text.includes("const")) return Qualifier.Const;
  return text.includes("volatile") ? Qualifier.Volatile : Qualifier.Restrict;
}

/** Array derivations of a type name or declarator; the first applies outermost (C11 6.7.6.2). */
export function readArrays(reader: Reader, element: QualType): QualType {
  const open = reader.at;
  const close = matching(reader, open);
  reader.at = open + 1;
  const length = readLength(reader, close);
  reader.at = Math.min(close + 1, reader.end);
  const inner = codeAt(reader, reader.at) === Code.OpenBracket ? readArrays(reader, element) : element;
  return { type: { kind: "array", of: inner, length }, qualifiers: 0, addressSpace: null };
}

type Length = Extract<CType, { kind: "array" }>["length"];

function readLength(reader: Reader, close: number): Length {
  if (reader.at === close) return { kind: "incomplete" };
  const operand = decay(readAssignment(reader), reader.context);
  const { value } = operand;
  if (value?.kind !== "integer" || reader.at !== close) return { kind: "variable" };
  return { kind: "known", count: Number(value.value) };
}

/** Specifiers and qualifiers of the plain shapes; null for others. */
export function readPlainSpecifiers(reader: Reader): QualType | null {
  let qualifiers = 0;
  let words = "";
  let type: QualType | null = null;
  for (;;) {
    const code = codeAt(reader, reader.at);
    if (code === Code.Qualifier) {
      qualifiers |= qualifierBit(currentText(reader));
      reader.at++;
    } else if (code === Code.BasicType && type === null) {
      words += `${currentText(reader)} `;
      reader.at++;
    } else if (code === Code.Extension) {
      reader.at++;
    } else if (type === null && words === "") {
      type = readOtherSpecifier(reader, code);
      if (type === null) return null;
    } else {
      break;
    }
  }
  if (words !== "") type = basicType(words);
  if (type === null || qualifiers === 0) return type;
  return { ...type, qualifiers: type.qualifiers | qualifiers };
}

function readOtherSpecifier(reader: Reader, code: number): QualType | null {
  switch (code) {
    case Code.Other:
      return readTypedefName(reader);
    case Code.Record:
    case Code.Enum:
      return readTagged(reader, code);
    case Code.Typeof:
      return readTypeof(reader);
    case Code.OtherType:
      return readNamedType(reader);
    default:
      return null;
  }
}

function readTypedefName(reader: Reader): QualType | null {
  if (reader.at >= reader.end || tokenKind(reader.buffer, reader.at) !== TokenKind.Identifier) return null;
  const name = tokenSpelling(reader.buffer, reader.at);
  if (reader.locals?.has(name) === true) return null;
  const found = reader.context.lookup(name);
  if (found?.kind !== "typedef") return null;
  reader.at++;
  return { type: { kind: "typedef", id: found.id }, qualifiers: 0, addressSpace: null };
}

/** `struct tag`, `union tag`, `enum tag` without a body. */
function readTagged(reader: Reader, code: number): QualType | null {
  const start = reader.at;
  const keyword = currentText(reader);
  const tagAt = start + 1;
  if (tagAt >= reader.end || tokenKind(reader.buffer, tagAt) !== TokenKind.Identifier) return null;
  if (codeAt(reader, tagAt) !== Code.Other || codeAt(reader, tagAt + 1) === Code.OpenBrace) return null;
  reader.at = tagAt + 1;
  const range = { buffer: reader.buffer, start, end: reader.at };
  const tag = tokenText(reader.buffer, tagAt);
  const type: TypeSpecifier =
    code === Code.Enum
      ? { kind: "enum", tag, enumerators: null, fixedType: null, attributes: [], token: tagAt, range }
      : {
          kind: "record",
          tagKind: keyword === "union" ? "union" : "struct",
          tag,
          members: null,
          attributes: [],
          pack: { atOpen: null, atClose: null },
          pragmas: { msStruct: false, storageOrder: "default" },
          token: tagAt,
          range,
        };
  const typeName = { specifiers: specifiersOf(type), declarator: abstract(reader.at) };
  return reader.context.resolveTypeName(typeName, reader.buffer);
}

function specifiersOf(type: TypeSpecifier): DeclarationSpecifiers {
  return {
    storage: null,
    threadLocal: false,
    inline: false,
    noreturn: false,
    type,
    qualifiers: 0,
    addressSpace: null,
    alignas: [],
    attributes: [],
    annotations: [],
  };
}

function abstract(token: number) {
  return {
    name: null,
    token,
    derivations: [],
    attributes: [],
    annotations: [],
    asmLabel: null,
    bitWidth: null,
    initializer: null,
  };
}

/** GNU `typeof (expression)` and `typeof (type name)`; keeps the qualifiers of an lvalue, unless it is `typeof_unqual`. */
function readTypeof(reader: Reader): QualType | null {
  const unqual = currentText(reader).includes("unqual");
  reader.at++;
  if (!accept(reader, Code.OpenParen)) {
    unexpected(reader, '"("');
    return null;
  }
  const type = startsTypeName(reader, reader.at) ? readTypeName(reader) : typeofExpression(reader);
  if (type === null || !accept(reader, Code.CloseParen)) {
    unexpected(reader, '")"');
    return null;
  }
  return unqual ? typeofUnqual(type, reader.context) : type;
}

function typeofExpression(reader: Reader): QualType | null {
  const operand = readExpression(reader);
  if (reader.failure !== null) return null;
  if (operand.bits !== null) {
    fail(reader, "syntax", "typeof applied to a bit-field");
    return null;
  }
  return operand.type;
}

/** Types that GCC predeclares under one name. */
function readNamedType(reader: Reader): QualType | null {
  const text = currentText(reader);
  const type = NAMED_TYPES.get(text);
  if (type === undefined) return null;
  reader.at++;
  return type;
}

function floating(name: FloatingKind): QualType {
  return { type: { kind: "floating", name }, qualifiers: 0, addressSpace: null };
}

const NAMED_TYPES: ReadonlyMap<string, QualType> = new Map<string, QualType>([
  ["__int128_t", integerType("__int128")],
  ["__uint128_t", integerType("unsigned __int128")],
  ["__builtin_va_list", { type: { kind: "va-list" }, qualifiers: 0, addressSpace: null }],
  ["__float128", floating("__float128")],
  ["__bf16", floating("__bf16")],
  ["__fp16", floating("__fp16")],
  ["_Float16", floating("_Float16")],
  ["_Float32", floating("_Float32")],
  ["_Float64", floating("_Float64")],
  ["_Float128", floating("_Float128")],
  ["_Float32x", floating("_Float32x")],
  ["_Float64x", floating("_Float64x")],
]);

/** The legal multisets of C11 6.7.2p2 (and `__int128`), their words counted; null for an illegal one. */
function basicType(words: string): QualType | null {
  const counts = { signed: 0, unsigned: 0, short: 0, long: 0, base: "" };
  for (const word of words.trimEnd().split(" ")) {
    switch (word) {
      case "signed":
      case "__signed__":
      case "__signed":
        counts.signed++;
        break;
      case "unsigned":
        counts.unsigned++;
        break;
      case "short":
        counts.short++;
        break;
      case "long":
        counts.long++;
        break;
      default:
        if (counts.base !== "") return null;
        counts.base = word;
    }
  }
  if (counts.signed + counts.unsigned > 1 || counts.short > 1 || counts.long > 2) return null;
  const size = counts.short === 1 ? "short" : counts.long === 0 ? "" : counts.long === 1 ? "long" : "long long";
  if (counts.short === 1 && counts.long > 0) return null;
  return withBase(counts.base, size, counts.signed === 1, counts.unsigned === 1);
}

function withBase(base: string, size: string, signed: boolean, unsigned: boolean): QualType | null {
  const signless = !signed && !unsigned;
  switch (base) {
    case "":
    case "int": {
      const plain = (size === "" ? "int" : size) as "int" | "short" | "long" | "long long";
      return integerType(unsigned ? `unsigned ${plain}` : plain);
    }
    case "char":
      if (size !== "") return null;
      return integerType(unsigned ? "unsigned char" : signed ? "signed char" : "char");
    case "__int128":
      return size === "" ? integerType(unsigned ? "unsigned __int128" : "__int128") : null;
    case "_Bool":
      return size === "" && signless ? integerType("_Bool") : null;
    case "void":
      return size === "" && signless ? VOID : null;
    case "float":
      return size === "" && signless ? floating("float") : null;
    case "double":
      if (!signless || size === "short" || size === "long long") return null;
      return floating(size === "long" ? "long double" : "double");
    default:
      return null;
  }
}
