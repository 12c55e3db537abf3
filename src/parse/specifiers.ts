/**
 * declaration-specifiers and specifier-qualifier-list (C11 6.7p1, 6.7.2.1p1) with GNU's extensions, read from the
 * token stream into one object.
 */

import { rangeText, type TokenRange, tokenSpelling, tokenText } from "../preprocess/tokens.js";
import type { AnnotationUse } from "../preprocess/types.js";
import { addressSpaceOf, nameOfAddressSpace, withoutAddressSpace } from "./address-spaces.js";
import type { Attribute, DeclarationSpecifiers, Qualifiers, StorageClass, TypeSpecifier } from "./ast.js";
import { Qualifier } from "./ast.js";
import { startsAttribute, takeAttribute } from "./attributes.js";
import { enumSpecifier } from "./enums.js";
import { recordSpecifier } from "./records.js";
import {
  closingOf,
  enter,
  expected,
  isIdentifier,
  isTypedefName,
  leave,
  quoted,
  rangeOf,
  type Scan,
  SyntaxFailure,
  takeAnnotations,
  wordAt,
} from "./scan.js";
import { appended, NONE } from "./shapes.js";
import { typeNameIn } from "./type-names.js";
import { multisetOf, typeOfMultiset, withKeyword } from "./type-specifiers.js";
import { END, FIRST_TYPE_WORD, Word } from "./words.js";

/** Specifiers while they are being read; `DeclarationSpecifiers` when their type is known. */
interface OpenSpecifiers {
  storage: StorageClass | null;
  threadLocal: boolean;
  inline: boolean;
  noreturn: boolean;
  /** A specifier other than the keywords of a multiset. */
  type: TypeSpecifier | null;
  /** Of keywords (`withKeyword`). */
  multiset: number;
  qualifiers: Qualifiers;
  addressSpace: string | null;
  alignas: TokenRange[];
  attributes: Attribute[];
  annotations: AnnotationUse[];
  readonly token: number;
}

/** Reads the specifiers at the current token; fails when they name no type (C11 6.7.2p2: no implicit int). */
export function declarationSpecifiers(scan: Scan): DeclarationSpecifiers {
  return isAlone(scan) ? loneSpecifiers(scan) : anySpecifiers(scan);
}

/** Whether the current token, if it is the name of a type, is all that there is of specifiers. */
function isAlone(scan: Scan): boolean {
  const { at } = scan;
  const word = wordAt(scan, at);
  if (word !== Word.Identifier && (word < FIRST_TYPE_WORD || word === END)) return false;
  switch (wordAt(scan, at + 1)) {
    case Word.Identifier:
    case Word.Star:
    case Word.Comma:
    case Word.ParenClose:
    case Word.Semicolon:
      return scan.annotated > at + 1;
    default:
      return false;
  }
}

/** Half of all specifiers are one word: they are read once for each. */
function loneSpecifiers(scan: Scan): DeclarationSpecifiers {
  const { at } = scan;
  const spelling = tokenSpelling(scan.tokens, at);
  const known = scan.loneSpecifiers.get(spelling);
  if (known !== undefined) {
    scan.at++;
    return known;
  }
  const isType = wordAt(scan, at) !== Word.Identifier || isTypedefName(scan, at);
  const specifiers = anySpecifiers(scan);
  if (isType) scan.loneSpecifiers.set(spelling, specifiers);
  return specifiers;
}

function anySpecifiers(scan: Scan): DeclarationSpecifiers {
  const open = openSpecifiers(scan.at);
  readSpecifiers(scan, open);
  open.type = finishedType(scan, open);
  if (open.attributes.length > 0) {
    open.addressSpace = addressSpaceOf(open.attributes, open.addressSpace);
    open.attributes = withoutAddressSpace(open.attributes);
  }
  return open as DeclarationSpecifiers;
}

function openSpecifiers(token: number): OpenSpecifiers {
  return {
    storage: null,
    threadLocal: false,
    inline: false,
    noreturn: false,
    type: null,
    multiset: 0,
    qualifiers: 0,
    addressSpace: null,
    alignas: NONE,
    attributes: NONE,
    annotations: NONE,
    token,
  };
}

function readSpecifiers(scan: Scan, open: OpenSpecifiers): void {
  do {
    open.annotations = takeAnnotations(scan, open.annotations);
  } while (readSpecifier(scan, open));
}

/** One specifier; false when the current token is none. */
function readSpecifier(scan: Scan, open: OpenSpecifiers): boolean {
  const word = wordAt(scan, scan.at);
  if (word === Word.Identifier) return readTypedefName(scan, open);
  if (word >= FIRST_TYPE_WORD && word !== END) return readTypeKeyword(scan, open, word);
  switch (word) {
    // What most specifiers end at.
    case Word.Star:
    case Word.ParenClose:
    case Word.Comma:
    case Word.Semicolon:
      return false;
    case Word.Const:
    case Word.Volatile:
    case Word.Restrict:
      open.qualifiers |= qualifierOf(word);
      scan.at++;
      return true;
    case Word.Struct:
    case Word.Union:
      setType(scan, open, recordSpecifier(scan, open));
      return true;
    case Word.Enum:
      setType(scan, open, enumSpecifier(scan, open));
      return true;
    case Word.Typedef:
    case Word.Extern:
    case Word.Static:
    case Word.Auto:
    case Word.Register:
      return readStorageClass(scan, open, word);
    case Word.ThreadLocal:
      open.threadLocal = true;
      scan.at++;
      return true;
    case Word.Constexpr:
      // C23 6.7.2p10: the object is const.
      open.qualifiers |= Qualifier.Const;
      scan.at++;
      return true;
    case Word.Inline:
      open.inline = true;
      scan.at++;
      return true;
    case Word.Noreturn:
      open.noreturn = true;
      scan.at++;
      return true;
    case Word.Extension:
      scan.at++;
      return true;
    case Word.AddressSpace:
      open.addressSpace = nameOfAddressSpace(scan);
      scan.at++;
      return true;
    case Word.Atomic:
      readAtomic(scan, open);
      return true;
    case Word.Alignas:
      open.alignas = appended(open.alignas, parenthesized(scan));
      return true;
    case Word.Typeof:
    case Word.TypeofUnqual:
      setType(scan, open, { kind: "typeof", operand: parenthesized(scan), unqualified: word === Word.TypeofUnqual });
      return true;
    case Word.AutoType:
      setType(scan, open, { kind: "auto-type" });
      scan.at++;
      return true;
    case Word.VaList:
      setType(scan, open, { kind: "va-list" });
      scan.at++;
      return true;
    case Word.BitInt:
      readBitInt(scan, open);
      return true;
    case Word.UnsupportedType:
      throw new SyntaxFailure(scan.at, `the type ${quoted(scan, scan.at)} is not supported`, true);
    default:
      if (!startsAttribute(scan, scan.at)) return false;
      open.attributes = takeAttribute(scan, open.attributes);
      return true;
  }
}

/** The bit of a type qualifier (C11 6.7.3). */
export function qualifierOf(word: number): Qualifiers {
  switch (word) {
    case Word.Const:
      return Qualifier.Const;
    case Word.Volatile:
      return Qualifier.Volatile;
    case Word.Restrict:
      return Qualifier.Restrict;
    default:
      return Qualifier.Atomic;
  }
}

function readStorageClass(scan: Scan, open: OpenSpecifiers, word: number): true {
  // C11 6.7.1p2: at most one; C23 lets `auto` stand beside another to infer the type.
  const storage = storageClassOf(word);
  if (open.storage !== null && open.storage !== storage && !(scan.vocabulary.dialect.c23 && storage === "auto")) {
    throw new SyntaxFailure(scan.at, `${quoted(scan, scan.at)} after '${open.storage}' (C11 6.7.1p2)`);
  }
  open.storage = storage;
  scan.at++;
  return true;
}

function storageClassOf(word: number): StorageClass {
  switch (word) {
    case Word.Typedef:
      return "typedef";
    case Word.Extern:
      return "extern";
    case Word.Static:
      return "static";
    case Word.Auto:
      return "auto";
    default:
      return "register";
  }
}

function readTypeKeyword(scan: Scan, open: OpenSpecifiers, word: number): true {
  const bitInt = open.type?.kind === "bit-int" && (word === Word.Unsigned || word === Word.Signed);
  if (open.type !== null && !bitInt) {
    throw new SyntaxFailure(scan.at, `${quoted(scan, scan.at)} after another type (C11 6.7.2p2)`);
  }
  const multiset = withKeyword(open.multiset, word);
  if (multiset === 0) throw new SyntaxFailure(scan.at, `${quoted(scan, scan.at)} once too often (C11 6.7.2p2)`);
  open.multiset = multiset;
  scan.at++;
  return true;
}

/**
 * An identifier is a type specifier when no other one was seen (C11 6.7.8p3); afterwards it is the declarator's name,
 * even if it also names a type.
 */
function readTypedefName(scan: Scan, open: OpenSpecifiers): boolean {
  if (open.type !== null || open.multiset !== 0) return false;
  if (!isTypedefName(scan, scan.at) && !mustBeType(scan, scan.at)) return false;
  open.type = { kind: "typedef-name", name: tokenText(scan.tokens, scan.at), token: scan.at };
  scan.at++;
  return true;
}

/** Whether only a type can stand here, so that an undeclared name is left to `sema` to report. */
function mustBeType(scan: Scan, index: number): boolean {
  switch (wordAt(scan, index + 1)) {
    case Word.Identifier:
    case Word.Star:
    case Word.Const:
    case Word.Volatile:
    case Word.Restrict:
      return true;
    default:
      return false;
  }
}

function setType(scan: Scan, open: OpenSpecifiers, type: TypeSpecifier): void {
  if (open.type !== null || (open.multiset !== 0 && type.kind !== "bit-int")) {
    throw new SyntaxFailure(open.token, `two types in one declaration (C11 6.7.2p2): ${specifierText(scan, open)}`);
  }
  open.type = type;
}

/** `( … )` after the keyword at the current token; steps over both. */
function parenthesized(scan: Scan): TokenRange {
  scan.at++;
  if (wordAt(scan, scan.at) !== Word.ParenOpen) expected(scan, "'('");
  const open = scan.at;
  const close = closingOf(scan, open);
  scan.at = close + 1;
  if (close === open + 1) throw new SyntaxFailure(close, "expected an operand between '(' and ')'");
  return rangeOf(scan, open + 1, close);
}

/** `_Atomic` followed by `(` is a type specifier, else a qualifier (C11 6.7.2.4p4). */
function readAtomic(scan: Scan, open: OpenSpecifiers): void {
  if (wordAt(scan, scan.at + 1) !== Word.ParenOpen) {
    open.qualifiers |= Qualifier.Atomic;
    scan.at++;
    return;
  }
  const operand = parenthesized(scan);
  enter(scan);
  setType(scan, open, { kind: "atomic", typeName: typeNameIn(scan, operand.start, operand.end) });
  leave(scan);
}

/** `_BitInt ( constant-expression )` with at most a sign beside it (C23 6.7.3.1). */
function readBitInt(scan: Scan, open: OpenSpecifiers): void {
  setType(scan, open, { kind: "bit-int", unsigned: false, width: parenthesized(scan) });
}

function finishedType(scan: Scan, open: OpenSpecifiers): TypeSpecifier {
  const { type, multiset } = open;
  if (type === null) return multiset === 0 ? missingType(scan, open) : multisetType(scan, open);
  if (type.kind !== "bit-int" || multiset === 0) return type;
  if (multiset === multisetOf(Word.Signed)) return type;
  if (multiset === multisetOf(Word.Unsigned)) return { ...type, unsigned: true };
  throw new SyntaxFailure(open.token, `'${specifierText(scan, open)}' is not a type (C23 6.7.3.1)`);
}

function multisetType(scan: Scan, open: OpenSpecifiers): TypeSpecifier {
  const type = typeOfMultiset(open.multiset);
  if (type !== undefined) return type;
  const real = typeOfMultiset(open.multiset & ~multisetOf(Word.Complex));
  if (real?.kind === "integer" && real.name !== "_Bool") {
    // GNU: GCC manual, Complex.
    throw new SyntaxFailure(
      open.token,
      `the complex integer type '${specifierText(scan, open)}' is not supported`,
      true,
    );
  }
  throw new SyntaxFailure(open.token, `'${specifierText(scan, open)}' is not a type (C11 6.7.2p2)`);
}

function missingType(scan: Scan, open: OpenSpecifiers): TypeSpecifier {
  // C23 6.7.10: `auto` without a type infers it.
  if (scan.vocabulary.dialect.c23 && open.storage === "auto") return { kind: "auto-type" };
  if (isIdentifier(scan, scan.at)) {
    throw new SyntaxFailure(scan.at, `${quoted(scan, scan.at)} is not the name of a type`);
  }
  return expected(scan, scan.at === open.token ? "a declaration" : "a type");
}

function specifierText(scan: Scan, open: OpenSpecifiers): string {
  const text = rangeText(rangeOf(scan, open.token, scan.at));
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
