/** parameter-type-list and identifier-list of a function declarator (C11 6.7.6.3, 6.9.1p6). */
import type { Attribute, Parameter } from "./ast.js";
import { declarator, declaratorTail } from "./declarators.js";
import { closingOf, expected, isIdentifier, isTypedefName, quoted, type Scan, SyntaxFailure, wordAt } from "./scan.js";
import { append, appended, NONE, type OpenDeclarator, type OpenFunction, ShapeSymbol } from "./shapes.js";
import { declarationSpecifiers } from "./specifiers.js";
import { Word } from "./words.js";

/**
 * Reads `( … )` at the current token and adds a function derivation to a declarator.
 * @param attributes those that were written before it and belong to the function type
 */
export function parameterTypeList(scan: Scan, owner: OpenDeclarator, attributes: Attribute[]): OpenFunction {
  const close = closingOf(scan, scan.at);
  const open: OpenFunction = {
    kind: "function",
    parameters: NONE,
    variadic: false,
    unprototyped: false,
    attributes,
    oldStyle: false,
  };
  owner.derivations = appended(owner.derivations, open);
  append(scan.vocabulary.shapes, owner, ShapeSymbol.Call);
  scan.at++;
  if (scan.at === close) {
    // C11 6.7.6.3p14: no information; C23 6.7.7.4: no parameters.
    open.unprototyped = !scan.vocabulary.dialect.c23;
  } else if (wordAt(scan, scan.at) === Word.Void && scan.at + 1 === close) {
    // C11 6.7.6.3p10: `(void)`.
    scan.at = close;
  } else if (startsIdentifierList(scan)) {
    identifierList(scan, open, close);
  } else {
    parameterList(scan, open, close);
  }
  if (scan.at !== close) expected(scan, "')' after the parameters");
  scan.at++;
  return open;
}

/** parameter-list: `parameter-declaration {, parameter-declaration} [, ...]`; C23 allows `(...)` too. */
function parameterList(scan: Scan, open: OpenFunction, close: number): void {
  for (;;) {
    if (wordAt(scan, scan.at) === Word.Ellipsis) {
      open.variadic = true;
      scan.at++;
      return;
    }
    open.parameters = appended(open.parameters, parameter(scan));
    if (wordAt(scan, scan.at) !== Word.Comma || scan.at >= close) return;
    scan.at++;
  }
}

/** parameter-declaration: `declaration-specifiers [declarator | abstract-declarator]`, attributes behind it. */
function parameter(scan: Scan): Parameter {
  const specifiers = declarationSpecifiers(scan);
  const open = declarator(scan, "either");
  declaratorTail(scan, open);
  return { specifiers, declarator: open };
}

/** A parameter never begins with a name that is no type, so such a name begins an identifier list. */
function startsIdentifierList(scan: Scan): boolean {
  if (!isIdentifier(scan, scan.at) || isTypedefName(scan, scan.at)) return false;
  const next = wordAt(scan, scan.at + 1);
  return next === Word.Comma || next === Word.ParenClose;
}

/** identifier-list of a function definition (C11 6.9.1p6); elsewhere it must be empty (6.7.6.3p3). */
function identifierList(scan: Scan, open: OpenFunction, close: number): void {
  const first = scan.at;
  for (; scan.at < close; scan.at++) {
    const wanted = (scan.at - first) % 2 === 0 ? isIdentifier(scan, scan.at) : wordAt(scan, scan.at) === Word.Comma;
    if (!wanted) expected(scan, "an identifier list");
  }
  switch (wordAt(scan, close + 1)) {
    case Word.Semicolon:
    case Word.Comma:
    case Word.ParenClose:
    case Word.Equals:
      throw new SyntaxFailure(first, `${quoted(scan, first)} is not the name of a type`);
    default:
      break;
  }
  open.unprototyped = true;
  open.oldStyle = true;
}
