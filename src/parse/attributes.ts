/**
 * GNU attributes (GCC manual, Attribute Syntax), C23 attribute specifiers (C23 6.7.13), `__declspec` and the
 * keywords that stand for an attribute (`_Nonnull`, `__cdecl`). They are lifted out of the token stream.
 */
import { TokenKind, tokenKind, tokenSpelling, tokenText } from "../preprocess/tokens.js";
import type { Attribute } from "./ast.js";
import {
  type Annotated,
  closingOf,
  expected,
  type Scan,
  SyntaxFailure,
  splitArguments,
  takeAnnotations,
  wordAt,
} from "./scan.js";
import { appended, NONE } from "./shapes.js";
import { GNU_DIALECT, Word } from "./words.js";

/** Whether an attribute of any syntax begins at token `index`. */
export function startsAttribute(scan: Scan, index: number): boolean {
  const word = wordAt(scan, index);
  switch (word) {
    case Word.Attribute:
    case Word.Declspec:
    case Word.AttributeKeyword:
      return true;
    case Word.BracketOpen:
      return wordAt(scan, index + 1) === Word.BracketOpen;
    default:
      return false;
  }
}

/**
 * Steps over attributes and `__extension__`, adding them to `list`.
 * @returns the list, a new one when it was empty
 */
export function takeAttributes(scan: Scan, list: Attribute[]): Attribute[] {
  let into = list;
  for (;;) {
    if (wordAt(scan, scan.at) === Word.Extension) scan.at++;
    else if (startsAttribute(scan, scan.at)) into = takeAttribute(scan, into);
    else return into;
  }
}

/**
 * GNU attributes directly behind a closing brace, which belong to the record or enum (GCC manual, Attribute Syntax).
 * Annotations among them have no place there and go to `around`.
 */
export function attributesBehindBrace(scan: Scan, list: Attribute[], around: Annotated): Attribute[] {
  let into = list;
  for (;;) {
    around.annotations = takeAnnotations(scan, around.annotations);
    if (wordAt(scan, scan.at) !== Word.Attribute) return into;
    into = takeAttribute(scan, into);
  }
}

/** `list` with the elements of `more`, as `appended`. */
export function withAttributes(list: Attribute[], more: readonly Attribute[]): Attribute[] {
  let into = list;
  for (const attribute of more) into = appended(into, attribute);
  return into;
}

/** Index of the first token from `index` on that is no attribute. Annotates nothing. */
export function afterAttributes(scan: Scan, index: number): number {
  let next = index;
  while (startsAttribute(scan, next)) next = endOfAttribute(scan, next);
  return next;
}

function endOfAttribute(scan: Scan, index: number): number {
  const word = wordAt(scan, index);
  if (word === Word.AttributeKeyword && !takesArguments(scan, index)) return index + 1;
  if (word === Word.BracketOpen) return closingOf(scan, index) + 1;
  return wordAt(scan, index + 1) === Word.ParenOpen ? closingOf(scan, index + 1) + 1 : index + 1;
}

/** `__ptrauth(key, address, discriminator)`: the one keyword with arguments (clang, "Pointer Authentication"). */
function takesArguments(scan: Scan, index: number): boolean {
  return tokenText(scan.tokens, index) === "__ptrauth" && wordAt(scan, index + 1) === Word.ParenOpen;
}

/** Steps over the one attribute specifier that begins at the current token; as `takeAttributes`. */
export function takeAttribute(scan: Scan, list: Attribute[]): Attribute[] {
  switch (wordAt(scan, scan.at)) {
    case Word.Attribute:
      return takeGnuAttribute(scan, list);
    case Word.Declspec:
      return takeDeclspec(scan, list);
    case Word.BracketOpen:
      return takeStandardAttribute(scan, list);
    default: {
      const token = scan.at;
      const spelled = tokenText(scan.tokens, token);
      const close = takesArguments(scan, token) ? closingOf(scan, token + 1) : token;
      const args = close > token ? splitArguments(scan, token + 2, close) : NONE;
      scan.at = close + 1;
      return appended(list, { name: GNU_DIALECT.attributeKeywords[spelled] ?? spelled, args, token });
    }
  }
}

/** attribute-specifier: `__attribute__ (( attribute-list ))`, GCC manual, Attribute Syntax. */
function takeGnuAttribute(scan: Scan, list: Attribute[]): Attribute[] {
  const outer = scan.at + 1;
  if (wordAt(scan, outer) !== Word.ParenOpen || wordAt(scan, outer + 1) !== Word.ParenOpen) {
    scan.at = Math.min(outer, scan.end);
    expected(scan, "'((' of an attribute");
  }
  const close = closingOf(scan, outer);
  const innerClose = closingOf(scan, outer + 1);
  if (innerClose + 1 !== close) throw new SyntaxFailure(innerClose + 1, "expected '))' to end an attribute");
  return takeAttributeList(scan, outer + 2, innerClose, list, close);
}

/** `__declspec ( attribute-list )`, clang's and GCC's (for some targets) other spelling. */
function takeDeclspec(scan: Scan, list: Attribute[]): Attribute[] {
  scan.at++;
  if (wordAt(scan, scan.at) !== Word.ParenOpen) expected(scan, "'('");
  const close = closingOf(scan, scan.at);
  return takeAttributeList(scan, scan.at + 1, close, list, close);
}

/** attribute-specifier: `[[ attribute-list ]]`, C23 6.7.13.2. */
function takeStandardAttribute(scan: Scan, list: Attribute[]): Attribute[] {
  const close = closingOf(scan, scan.at);
  const innerClose = closingOf(scan, scan.at + 1);
  if (innerClose + 1 !== close) throw new SyntaxFailure(innerClose + 1, "expected ']]' to end an attribute");
  return takeAttributeList(scan, scan.at + 2, innerClose, list, close);
}

/**
 * attribute-list: `[name [( arguments )]] {, …}`, names may be scoped (`gnu::packed`).
 * @param close the bracket that ends the specifier; the current token is the one behind it afterwards
 */
function takeAttributeList(scan: Scan, start: number, end: number, list: Attribute[], close: number): Attribute[] {
  let into = list;
  scan.at = start;
  while (scan.at < end) {
    if (wordAt(scan, scan.at) === Word.Comma) {
      scan.at++;
      continue;
    }
    into = appended(into, oneAttribute(scan, end));
    if (scan.at < end && wordAt(scan, scan.at) !== Word.Comma) {
      throw new SyntaxFailure(scan.at, "expected ',' between two attributes");
    }
  }
  scan.at = close + 1;
  return into;
}

/** attribute: name, scoped name or keyword, with optional arguments. */
function oneAttribute(scan: Scan, end: number): Attribute {
  const start = scan.at;
  let token = start;
  let scope = "";
  const colons = scopeColons(scan, start + 1);
  if (colons > 0) {
    scope = attributeName(scan, start);
    token = start + 1 + colons;
  }
  const plain = attributeName(scan, token);
  // `gnu::` and `clang::` attributes mean what the GNU spelling means (GCC manual, Attribute Syntax).
  const name = scope === "" || scope === "gnu" || scope === "clang" ? plain : `${scope}::${plain}`;
  const open = token + 1;
  if (open >= end || wordAt(scan, open) !== Word.ParenOpen) {
    scan.at = open;
    return { name, args: NONE, token };
  }
  const close = closingOf(scan, open);
  scan.at = close + 1;
  return { name, args: splitArguments(scan, open + 1, close), token };
}

/** Number of tokens of `::` at `index`: one where the lexer knows it (C23), two colons before. */
function scopeColons(scan: Scan, index: number): number {
  if (wordAt(scan, index) === Word.Scope) return 1;
  return wordAt(scan, index) === Word.Colon && wordAt(scan, index + 1) === Word.Colon ? 2 : 0;
}

/** `__packed__` is `packed` (GCC manual, Attribute Syntax). */
function attributeName(scan: Scan, index: number): string {
  if (tokenKind(scan.tokens, index) !== TokenKind.Identifier)
    throw new SyntaxFailure(index, "expected an attribute name");
  const spelling = tokenSpelling(scan.tokens, index);
  let name = scan.vocabulary.attributeNames.get(spelling);
  if (name === undefined) {
    name = tokenText(scan.tokens, index);
    if (name.length > 4 && name.startsWith("__") && name.endsWith("__")) name = name.slice(2, -2);
    scan.vocabulary.attributeNames.set(spelling, name);
  }
  return name;
}
