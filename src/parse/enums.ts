/**
 * enum-specifier (C11 6.7.2.2; C23 6.7.3.3 for `enum e : type`). Attributes stand after the keyword, behind the
 * closing brace and after an enumerator's name (GCC manual, Attribute Syntax and Enumerator Attributes).
 */
import { tokenText } from "../preprocess/tokens.js";
import type { Enumerator, EnumSpecifier, TypeName } from "./ast.js";
import { attributesBehindBrace, takeAttributes } from "./attributes.js";
import {
  type Annotated,
  closingOf,
  expected,
  isIdentifier,
  isTypedefName,
  rangeOf,
  type Scan,
  SyntaxFailure,
  skipExpression,
  takeAnnotations,
  wordAt,
} from "./scan.js";
import { NONE, openDeclarator } from "./shapes.js";
import { declarationSpecifiers } from "./specifiers.js";
import { END, FIRST_TYPE_WORD, Word } from "./words.js";

/** Reads `enum …`, annotations before the tag into `around`. */
export function enumSpecifier(scan: Scan, around: Annotated): EnumSpecifier {
  const start = scan.at++;
  let attributes = takeAttributes(scan, NONE);
  around.annotations = takeAnnotations(scan, around.annotations);
  let tag: string | null = null;
  let token = start;
  if (isIdentifier(scan, scan.at)) {
    tag = tokenText(scan.tokens, scan.at);
    token = scan.at++;
  }
  const fixedType = startsFixedType(scan) ? fixedTypeOf(scan) : null;
  let enumerators: Enumerator[] | null = null;
  if (wordAt(scan, scan.at) === Word.BraceOpen) {
    enumerators = enumeratorList(scan);
    attributes = attributesBehindBrace(scan, attributes, around);
  } else if (tag === null) {
    expected(scan, "a tag or '{' of an enum");
  }
  return { kind: "enum", tag, enumerators, fixedType, attributes, token, range: rangeOf(scan, start, scan.at) };
}

/** `: type` fixes the type; `: 3` in a record is an unnamed bit-field of enumerated type. */
function startsFixedType(scan: Scan): boolean {
  if (wordAt(scan, scan.at) !== Word.Colon) return false;
  const word = wordAt(scan, scan.at + 1);
  if (word >= FIRST_TYPE_WORD && word !== END) return true;
  switch (word) {
    case Word.Const:
    case Word.Volatile:
    case Word.Typeof:
    case Word.TypeofUnqual:
    case Word.BitInt:
      return true;
    default:
      return isTypedefName(scan, scan.at + 1);
  }
}

/** enum-type-specifier: `: specifier-qualifier-list`, C23 6.7.3.3. */
function fixedTypeOf(scan: Scan): TypeName {
  scan.at++;
  const specifiers = declarationSpecifiers(scan);
  return { specifiers, declarator: openDeclarator(scan.at) };
}

/** `{ enumerator {, enumerator} [,] }` */
function enumeratorList(scan: Scan): Enumerator[] {
  const close = closingOf(scan, scan.at);
  const enumerators: Enumerator[] = [];
  scan.at++;
  while (scan.at < close) {
    enumerators.push(enumerator(scan));
    if (scan.at === close) break;
    if (wordAt(scan, scan.at) !== Word.Comma) expected(scan, "',' or '}' in an enumerator list");
    scan.at++;
  }
  // C11 6.7.2.2p1: at least one.
  if (enumerators.length === 0) throw new SyntaxFailure(close, "an enum without enumerators");
  scan.at = close + 1;
  return enumerators;
}

/** enumerator: `identifier [attributes] [= constant-expression]` */
function enumerator(scan: Scan): Enumerator {
  if (!isIdentifier(scan, scan.at)) expected(scan, "the name of an enumerator");
  const token = scan.at++;
  const attributes = takeAttributes(scan, NONE);
  let value = null;
  if (wordAt(scan, scan.at) === Word.Equals) {
    scan.at++;
    value = skipExpression(scan, endsEnumerator);
  }
  return { name: tokenText(scan.tokens, token), value, attributes, token };
}

function endsEnumerator(word: number): boolean {
  return word === Word.Comma || word === Word.Semicolon;
}
