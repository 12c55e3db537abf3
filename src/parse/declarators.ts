/**
 * declarator and abstract-declarator (C11 6.7.6, 6.7.7), read from the token stream into the text of a shape.
 *
 * This file finds out where the name stands (or would stand) and what each parenthesis is; which derivation
 * applies to what is left to the grammar. Parentheses that group without need are not written, so that the text
 * has one reading only: `(*` groups, every other `(` begins a parameter list.
 */
import { tokenText } from "../preprocess/tokens.js";
import type { AnnotationUse } from "../preprocess/types.js";
import { addressSpaceOf, nameOfAddressSpace, withoutAddressSpace } from "./address-spaces.js";
import type { Attribute, Qualifiers } from "./ast.js";
import { afterAttributes, startsAttribute, takeAttribute, withAttributes } from "./attributes.js";
import { finishDeclarator } from "./derivation-order.js";
import { parameterTypeList } from "./parameters.js";
import {
  closingOf,
  enter,
  expected,
  expectWord,
  isIdentifier,
  isTypedefName,
  rangeOf,
  type Scan,
  takeAnnotations,
  wordAt,
} from "./scan.js";
import {
  append,
  appended,
  NONE,
  type OpenDeclarator,
  type OpenFunction,
  openDeclarator,
  ShapeSymbol,
} from "./shapes.js";
import { qualifierOf } from "./specifiers.js";
import { Word } from "./words.js";

/** `named` in declarations and members, `abstract` in type names, `either` in parameters. */
export type DeclaratorMode = "named" | "abstract" | "either";

/** Reads one declarator, but for what may stand behind it (`declaratorTail`). */
export function declarator(scan: Scan, mode: DeclaratorMode): OpenDeclarator {
  const { depth } = scan;
  const open = openDeclarator(scan.at);
  nestedDeclarator(scan, open, mode);
  finishDeclarator(scan, open);
  scan.depth = depth;
  return open;
}

/**
 * As `declarator`, with attributes before it, which belong to it alone: before the second or a later declarator of a
 * declaration (GCC manual, Attribute Syntax).
 */
export function attributedDeclarator(scan: Scan): OpenDeclarator {
  if (!isDecorated(scan)) return declarator(scan, "named");
  const before = takeDecorations(scan, { attributes: NONE, annotations: NONE });
  const open = declarator(scan, "named");
  open.annotations = before.annotations.length === 0 ? open.annotations : [...before.annotations, ...open.annotations];
  open.attributes = withAttributes(before.attributes, open.attributes);
  return open;
}

/** Whether attributes, annotations or `__extension__` may stand here. Most declarators have none. */
function isDecorated(scan: Scan): boolean {
  const word = wordAt(scan, scan.at);
  return (word !== Word.Identifier && word !== Word.Star) || scan.annotated <= scan.at;
}

/** What attributes and annotations are attached to. */
interface Decorated {
  attributes: Attribute[];
  annotations: AnnotationUse[];
}

/** Steps over attributes, annotations between them and `__extension__`, adding them to `owner`. */
function takeDecorations<Owner extends Decorated>(scan: Scan, owner: Owner): Owner {
  for (;;) {
    owner.annotations = takeAnnotations(scan, owner.annotations);
    if (wordAt(scan, scan.at) === Word.Extension) scan.at++;
    else if (startsAttribute(scan, scan.at)) owner.attributes = takeAttribute(scan, owner.attributes);
    else return owner;
  }
}

/** Attributes and annotations behind a declarator. */
export function declaratorTail(scan: Scan, open: OpenDeclarator): void {
  takeDecorations(scan, open);
}

/** declarator: `[pointer] direct-declarator` */
function nestedDeclarator(scan: Scan, open: OpenDeclarator, mode: DeclaratorMode): void {
  const outer = open.derivations.length;
  while (isPointer(wordAt(scan, scan.at))) pointer(scan, open);
  if (wordAt(scan, scan.at) === Word.ParenOpen && opensGroup(scan, mode)) {
    group(scan, open, mode, open.derivations.length - outer > 0 ? open.derivations.length - 1 : -1);
    return;
  }
  nameOf(scan, open, mode);
  suffixes(scan, open, NONE);
}

function nameOf(scan: Scan, open: OpenDeclarator, mode: DeclaratorMode): void {
  open.token = scan.at;
  append(scan.vocabulary.shapes, open, ShapeSymbol.Name);
  if (mode !== "abstract" && isIdentifier(scan, scan.at)) {
    open.name = tokenText(scan.tokens, scan.at);
    scan.at++;
  } else if (mode === "named") {
    expected(scan, "a name");
  }
}

/** `^` declares a block pointer where `*` declares a pointer (clang, "Language Specification for Blocks"). */
function isPointer(word: number): boolean {
  return word === Word.Star || word === Word.Caret;
}

/** pointer: `* [type-qualifier-list]` with attributes and a named address space. */
function pointer(scan: Scan, open: OpenDeclarator): void {
  enter(scan);
  const block = wordAt(scan, scan.at) === Word.Caret;
  scan.at++;
  let attributes: Attribute[] = NONE;
  let annotations: AnnotationUse[] = NONE;
  let qualifiers: Qualifiers = 0;
  let addressSpace: string | null = null;
  for (;;) {
    annotations = takeAnnotations(scan, annotations);
    const word = wordAt(scan, scan.at);
    if (word === Word.Const || word === Word.Volatile || word === Word.Restrict || word === Word.Atomic) {
      qualifiers |= qualifierOf(word);
      scan.at++;
    } else if (word === Word.AddressSpace) {
      addressSpace = nameOfAddressSpace(scan);
      scan.at++;
    } else if (startsAttribute(scan, scan.at)) {
      attributes = takeAttribute(scan, attributes);
    } else {
      break;
    }
  }
  open.derivations = appended(open.derivations, {
    kind: "pointer",
    block,
    qualifiers,
    addressSpace: addressSpaceOf(attributes, addressSpace),
    attributes: withoutAddressSpace(attributes),
    annotations,
  });
  append(scan.vocabulary.shapes, open, ShapeSymbol.Star);
}

/**
 * Whether the `(` at the current token groups a declarator. Otherwise it begins a parameter list: a typedef name in
 * parentheses is taken as a parameter, not as a redeclared name (C11 6.7.6.3p11).
 */
function opensGroup(scan: Scan, mode: DeclaratorMode): boolean {
  const inside = afterAttributes(scan, scan.at + 1);
  switch (wordAt(scan, inside)) {
    case Word.Star:
    case Word.Caret:
    case Word.ParenOpen:
    case Word.BracketOpen:
      return true;
    case Word.Identifier:
      return mode === "named" || (mode === "either" && !isTypedefName(scan, inside));
    case Word.Other:
      return mode === "named";
    default:
      return false;
  }
}

/**
 * `( [attributes] declarator )` and what follows it. GCC manual, Attribute Syntax: attributes at the start of a nested
 * declarator belong to the type outside the parentheses, so to the function or pointer derivation that comes next.
 * @param pointerOutside index of the derivation of the `*` before the parenthesis, -1 without one
 */
function group(scan: Scan, open: OpenDeclarator, mode: DeclaratorMode, pointerOutside: number): void {
  enter(scan);
  const close = closingOf(scan, scan.at);
  scan.at++;
  const { attributes, annotations } = takeDecorations(scan, { attributes: NONE, annotations: NONE });
  const needed = isPointer(wordAt(scan, scan.at));
  if (needed) append(scan.vocabulary.shapes, open, ShapeSymbol.Open);
  const before = open.derivations.length;
  nestedDeclarator(scan, open, mode);
  attributesInside(scan, before, open);
  if (scan.at !== close) expected(scan, "')'");
  scan.at++;
  if (needed) append(scan.vocabulary.shapes, open, ShapeSymbol.Close);
  if (annotations.length > 0) open.annotations = [...annotations, ...open.annotations];
  const followed = wordAt(scan, scan.at) === Word.ParenOpen;
  const outside = open.derivations[pointerOutside];
  if (!followed && attributes.length > 0) {
    if (outside?.kind === "pointer") {
      outside.attributes = withAttributes(outside.attributes, attributes);
    } else {
      open.attributes = withAttributes(open.attributes, attributes);
    }
  }
  suffixes(scan, open, followed ? attributes : NONE);
}

/** Attributes before the closing parenthesis belong to the function declarator inside, if there is one (clang). */
function attributesInside(scan: Scan, before: number, open: OpenDeclarator): void {
  const { attributes, annotations } = takeDecorations(scan, { attributes: NONE, annotations: open.annotations });
  open.annotations = annotations;
  if (attributes.length === 0) return;
  // In the order of the text the first parameter list inside is the name's own.
  const inner = open.derivations.find((derivation, index) => index >= before && derivation.kind === "function");
  const owner = inner?.kind === "function" ? inner : open;
  owner.attributes = withAttributes(owner.attributes, attributes);
}

/** Array and function derivations behind a name or a group. */
function suffixes(scan: Scan, open: OpenDeclarator, forFunction: Attribute[]): void {
  let last: OpenFunction | null = null;
  let attributes = forFunction;
  for (;;) {
    open.annotations = takeAnnotations(scan, open.annotations);
    const word = wordAt(scan, scan.at);
    if (word === Word.ParenOpen) {
      enter(scan);
      last = parameterTypeList(scan, open, attributes);
      attributes = NONE;
    } else if (word === Word.BracketOpen && startsAttribute(scan, scan.at)) {
      // C23 6.7.7.1: behind a name for the entity, behind a parameter list for the function type.
      const owner = last ?? open;
      owner.attributes = takeAttribute(scan, owner.attributes);
    } else if (word === Word.BracketOpen) {
      enter(scan);
      arraySuffix(scan, open);
      last = null;
    } else {
      return;
    }
  }
}

/** `[ [static] [type-qualifier-list] [assignment-expression] ]` or `[ [type-qualifier-list] * ]`, C11 6.7.6.2. */
function arraySuffix(scan: Scan, open: OpenDeclarator): void {
  const close = closingOf(scan, scan.at);
  scan.at++;
  let qualifiers: Qualifiers = 0;
  for (;;) {
    const word = wordAt(scan, scan.at);
    if (word === Word.Const || word === Word.Volatile || word === Word.Restrict || word === Word.Atomic) {
      qualifiers |= qualifierOf(word);
      scan.at++;
    } else if (word === Word.Static) {
      scan.at++;
    } else if (scan.at < close && startsAttribute(scan, scan.at)) {
      // GCC accepts attributes here and gives none of them a meaning.
      takeAttribute(scan, []);
    } else {
      break;
    }
  }
  const unspecified = wordAt(scan, scan.at) === Word.Star && scan.at + 1 === close;
  const size = unspecified || scan.at === close ? null : rangeOf(scan, scan.at, close);
  open.derivations = appended(open.derivations, { kind: "array", size, unspecified, qualifiers });
  append(scan.vocabulary.shapes, open, ShapeSymbol.Array);
  scan.at = close;
  expectWord(scan, Word.BracketClose, "']'");
}
