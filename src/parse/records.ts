/**
 * struct-or-union-specifier (C11 6.7.2.1) with GNU's extensions: attributes after the keyword and behind the
 * closing brace belong to the record (GCC manual, Attribute Syntax); stray semicolons and empty lists are allowed.
 */
import { tokenText } from "../preprocess/tokens.js";
import type { Declarator, Member, RecordSpecifier } from "./ast.js";
import { attributesBehindBrace, takeAttributes } from "./attributes.js";
import { attributedDeclarator, declaratorTail } from "./declarators.js";
import { NO_PRAGMAS, pragmasAt } from "./pragmas.js";
import {
  type Annotated,
  closingOf,
  enter,
  expected,
  isIdentifier,
  leave,
  rangeOf,
  type Scan,
  SyntaxFailure,
  skipExpression,
  takeAnnotations,
  wordAt,
} from "./scan.js";
import { NONE, type OpenDeclarator, openDeclarator } from "./shapes.js";
import { declarationSpecifiers } from "./specifiers.js";
import { startsStaticAssert, staticAssert } from "./static-assert.js";
import { Word } from "./words.js";

/** Reads `struct …` or `union …`, annotations before the tag into `around`. */
export function recordSpecifier(scan: Scan, around: Annotated): RecordSpecifier {
  const start = scan.at;
  const tagKind = wordAt(scan, start) === Word.Union ? "union" : "struct";
  scan.at++;
  let attributes = takeAttributes(scan, NONE);
  around.annotations = takeAnnotations(scan, around.annotations);
  let tag: string | null = null;
  let token = start;
  if (isIdentifier(scan, scan.at)) {
    tag = tokenText(scan.tokens, scan.at);
    token = scan.at++;
  }
  const open = scan.at;
  if (wordAt(scan, open) !== Word.BraceOpen) {
    if (tag === null) expected(scan, `a tag or '{' of a ${tagKind}`);
    const range = rangeOf(scan, start, open);
    return {
      kind: "record",
      tagKind,
      tag,
      members: null,
      attributes,
      pack: UNPACKED,
      pragmas: NO_PRAGMAS.layout,
      token,
      range,
    };
  }
  const members = memberList(scan);
  // clang takes the pragmas in force where the list opens, GCC those where it closes.
  const atOpen = pragmasAt(scan.pragmas, open).pack;
  const { pack: atClose, layout: pragmas } = pragmasAt(scan.pragmas, scan.at - 1);
  const pack = atOpen === null && atClose === null ? UNPACKED : { atOpen, atClose };
  attributes = attributesBehindBrace(scan, attributes, around);
  const range = rangeOf(scan, start, scan.at);
  return { kind: "record", tagKind, tag, members, attributes, pack, pragmas, token, range };
}

/** What a record is where no `#pragma pack` is in force: shared, as most are. */
const UNPACKED: RecordSpecifier["pack"] = { atOpen: null, atClose: null };

/** `{ struct-declaration-list }`, C11 6.7.2.1p1. */
function memberList(scan: Scan): Member[] {
  const close = closingOf(scan, scan.at);
  const members: Member[] = [];
  enter(scan);
  scan.at++;
  while (scan.at < close) {
    if (wordAt(scan, scan.at) === Word.Semicolon) scan.at++;
    else if (startsStaticAssert(scan)) members.push({ kind: "static-assert", assertion: staticAssert(scan) });
    else members.push(member(scan, close));
  }
  scan.at = close + 1;
  leave(scan);
  return members;
}

/** struct-declaration: `specifier-qualifier-list [struct-declarator-list] ;` */
function member(scan: Scan, close: number): Member {
  const start = scan.at;
  const specifiers = declarationSpecifiers(scan);
  if (specifiers.storage !== null) {
    throw new SyntaxFailure(start, `'${specifiers.storage}' in a member declaration (C11 6.7.2.1p1)`);
  }
  const declarators = wordAt(scan, scan.at) === Word.Semicolon || scan.at === close ? NONE : structDeclaratorList(scan);
  endOfMember(scan, close);
  const { pack } = pragmasAt(scan.pragmas, start);
  return { kind: "member", specifiers, declarators, pack, range: rangeOf(scan, start, scan.at) };
}

/** struct-declarator-list: `struct-declarator {, struct-declarator}` */
function structDeclaratorList(scan: Scan): Declarator[] {
  const declarators = [structDeclarator(scan)];
  while (wordAt(scan, scan.at) === Word.Comma) {
    scan.at++;
    declarators.push(structDeclarator(scan));
  }
  return declarators;
}

/** GNU: the last semicolon may lack. */
function endOfMember(scan: Scan, close: number): void {
  if (wordAt(scan, scan.at) === Word.Semicolon) scan.at++;
  else if (scan.at !== close) expected(scan, "';' after a member");
}

/** struct-declarator: `declarator`, or `[declarator] : constant-expression`, attributes around it. */
function structDeclarator(scan: Scan): OpenDeclarator {
  const unnamed = wordAt(scan, scan.at) === Word.Colon;
  const open = unnamed ? openDeclarator(scan.at) : attributedDeclarator(scan);
  declaratorTail(scan, open);
  if (wordAt(scan, scan.at) === Word.Colon) {
    scan.at++;
    open.bitWidth = skipExpression(scan, endsBitWidth);
    declaratorTail(scan, open);
  }
  return open;
}

function endsBitWidth(word: number): boolean {
  return word === Word.Comma || word === Word.Semicolon || word === Word.Attribute;
}
