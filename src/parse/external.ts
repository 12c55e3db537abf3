/**
 * The loop over external declarations (C11 6.9): cuts the token stream, reads each declaration, and turns a
 * failure into an `unparsed` entry that ends where the declaration seems to end.
 */
import type { TokenRange } from "../preprocess/tokens.js";
import type { Diagnostic } from "../support/diagnostics.js";
import type { DeclarationSpecifiers, ExternalDeclaration } from "./ast.js";
import { takeAttributes } from "./attributes.js";
import { attributedDeclarator, declarator, declaratorTail } from "./declarators.js";
import { deferredDefinition } from "./deferred.js";
import {
  closing,
  closingOf,
  expected,
  expectWord,
  joinStrings,
  positionOf,
  rangeOf,
  type Scan,
  SyntaxFailure,
  skipExpression,
  wordAt,
} from "./scan.js";
import { lastSymbol, NONE, type OpenDeclarator, ShapeSymbol } from "./shapes.js";
import { declarationSpecifiers } from "./specifiers.js";
import { startsStaticAssert, staticAssert } from "./static-assert.js";
import { Word } from "./words.js";

/**
 * The external declarations of the scan's range in order, each read when it is asked for. Its first token is added to `starts`,
 * why it cannot be read to `diagnostics`.
 * @param defersInline see `deferred.ts`
 */
export function* externalDeclarations(
  scan: Scan,
  starts: number[],
  diagnostics: Diagnostic[],
  defersInline: boolean,
): Generator<ExternalDeclaration> {
  const deferring = defersInline ? { scan, read: (from: Scan) => guarded(from, diagnostics) } : null;
  while (scan.at < scan.end) {
    scan.lookahead.reach(scan.at);
    // A stray semicolon (GNU) declares nothing.
    if (wordAt(scan, scan.at) === Word.Semicolon) {
      scan.at++;
      continue;
    }
    starts.push(scan.at);
    const deferred = deferring === null ? null : deferredDefinition(deferring);
    const declaration = deferred ?? guarded(scan, diagnostics);
    if (declaration !== null) yield declaration;
  }
}

/** One external declaration; a failure becomes data here and nowhere else. */
function guarded(scan: Scan, diagnostics: Diagnostic[]): ExternalDeclaration | null {
  const start = scan.at;
  try {
    return externalDeclaration(scan);
  } catch (failure) {
    if (!(failure instanceof SyntaxFailure)) throw failure;
    scan.depth = 0;
    scan.at = recoveryPoint(scan, start);
    diagnostics.push(diagnosticOf(scan, failure));
    const range = rangeOf(scan, start, scan.at);
    return { kind: "unparsed", reason: failure.reason, position: positionOf(scan, start), range };
  }
}

function diagnosticOf(scan: Scan, failure: SyntaxFailure): Diagnostic {
  const where = positionOf(scan, failure.token);
  return failure.unsupported
    ? {
        id: "unsupported-syntax",
        severity: "warning",
        message: failure.reason,
        where,
        help: "the declaration is left out of the bindings",
      }
    : {
        id: "syntax-error",
        severity: "error",
        message: failure.reason,
        where,
        help: "check that the compiler accepts this header with the same flags and the same includes before it",
      };
}

/**
 * Where the declaration at `start` ends as far as brackets tell: behind a semicolon outside brackets, or behind what
 * looks like a function body. Always beyond `start`.
 */
function recoveryPoint(scan: Scan, start: number): number {
  let index = start;
  while (index < scan.end) {
    const word = wordAt(scan, index);
    if (word === Word.Semicolon) return index + 1;
    const close = closing(scan, index);
    if (word === Word.BraceOpen && close > 0 && wordAt(scan, index - 1) === Word.ParenClose) {
      return wordAt(scan, close + 1) === Word.Semicolon ? close + 2 : close + 1;
    }
    index = close > index ? close + 1 : index + 1;
  }
  return scan.end;
}

/** external-declaration, C11 6.9p1; null for what declares nothing. */
function externalDeclaration(scan: Scan): ExternalDeclaration | null {
  if (wordAt(scan, scan.at) === Word.Asm) return asmDeclaration(scan);
  const start = scan.at;
  if (startsStaticAssert(scan)) {
    const assertion = staticAssert(scan);
    return { kind: "static-assert", assertion, range: rangeOf(scan, start, scan.at) };
  }
  if (attributeDeclaration(scan)) return null;
  return declaration(scan);
}

/** attribute-declaration: `[[…]] ;`, C23 6.7.1. */
function attributeDeclaration(scan: Scan): boolean {
  if (wordAt(scan, scan.at) !== Word.BracketOpen) return false;
  const start = scan.at;
  takeAttributes(scan, NONE);
  if (wordAt(scan, scan.at) === Word.Semicolon) {
    scan.at++;
    return true;
  }
  scan.at = start;
  return false;
}

/** `asm [qualifiers] ( … ) ;` at file scope, GCC manual, Basic Asm. */
function asmDeclaration(scan: Scan): ExternalDeclaration {
  const start = scan.at++;
  while (isAsmQualifier(wordAt(scan, scan.at))) scan.at++;
  if (wordAt(scan, scan.at) !== Word.ParenOpen) expected(scan, "'(' of 'asm'");
  scan.at = closingOf(scan, scan.at) + 1;
  expectWord(scan, Word.Semicolon, "';' after 'asm'");
  return { kind: "asm", range: rangeOf(scan, start, scan.at) };
}

function isAsmQualifier(word: number): boolean {
  return word === Word.Volatile || word === Word.Inline;
}

/** declaration or function-definition: `declaration-specifiers [init-declarator-list] ;` or a body. */
function declaration(scan: Scan): ExternalDeclaration {
  const start = scan.at;
  const specifiers = declarationSpecifiers(scan);
  let declarators: OpenDeclarator[] = NONE;
  if (wordAt(scan, scan.at) !== Word.Semicolon) {
    const first = initDeclarator(scan, specifiers);
    const body = functionBody(scan, first);
    if (body !== null) {
      if (first.derivations[0]?.kind !== "function") throw new SyntaxFailure(body.start, "expected ';' before '{'");
      return { kind: "function-definition", specifiers, declarator: first, body, range: rangeOf(scan, start, scan.at) };
    }
    declarators = [first];
    while (wordAt(scan, scan.at) === Word.Comma) {
      scan.at++;
      declarators.push(initDeclarator(scan, specifiers));
    }
  }
  expectWord(scan, Word.Semicolon, "';'");
  return { kind: "declaration", specifiers, declarators, range: rangeOf(scan, start, scan.at) };
}

/**
 * init-declarator: `declarator [asm-label] [attributes] [= initializer]`. Attributes before a later declarator belong to
 * that one alone (GCC manual, Attribute Syntax). A typedef name is in force from the end of its declarator on
 * (C11 6.2.1p7).
 */
function initDeclarator(scan: Scan, specifiers: DeclarationSpecifiers): OpenDeclarator {
  const open = attributedDeclarator(scan);
  if (specifiers.storage === "typedef") scan.typedefs?.add(scan.tokens.spellings[open.token] ?? 0);
  labelledTail(scan, open);
  if (wordAt(scan, scan.at) === Word.Equals) {
    scan.at++;
    open.initializer = skipExpression(scan, endsInitializer);
  }
  return open;
}

function endsInitializer(word: number): boolean {
  return word === Word.Comma || word === Word.Semicolon;
}

/** Attributes, annotations and the GNU asm label behind a declarator, in any order. */
function labelledTail(scan: Scan, open: OpenDeclarator): void {
  declaratorTail(scan, open);
  while (wordAt(scan, scan.at) === Word.Asm) {
    open.asmLabel = asmLabel(scan);
    declaratorTail(scan, open);
  }
}

/** `asm ( string-literals )`, GCC manual, Asm Labels. */
function asmLabel(scan: Scan): string {
  scan.at++;
  if (wordAt(scan, scan.at) !== Word.ParenOpen) expected(scan, "'(' of an asm label");
  const open = scan.at;
  const close = closingOf(scan, open);
  scan.at = close + 1;
  return joinStrings(scan, open + 1, close);
}

/** compound-statement of a function definition (C11 6.9.1), with the declaration list of an old-style one before it. */
function functionBody(scan: Scan, first: OpenDeclarator): TokenRange | null {
  if (first.initializer !== null || !mayHaveBody(scan, first)) return null;
  if (wordAt(scan, scan.at) !== Word.BraceOpen) {
    if (!hasIdentifierList(first)) return null;
    while (wordAt(scan, scan.at) !== Word.BraceOpen) oldStyleDeclaration(scan);
  }
  const open = scan.at;
  scan.at = closingOf(scan, open) + 1;
  return rangeOf(scan, open, scan.at);
}

/** `int (*f(void))[4] {`: what the function returns may be written behind its parameters (C11 6.7.6.3). */
function mayHaveBody(scan: Scan, first: OpenDeclarator): boolean {
  const last = lastSymbol(scan.vocabulary.shapes, first);
  return last === ShapeSymbol.Call || last === ShapeSymbol.Close || last === ShapeSymbol.Array;
}

function hasIdentifierList({ derivations }: OpenDeclarator): boolean {
  for (let index = 0; index < derivations.length; index++) {
    const derivation = derivations[index];
    if (derivation?.kind === "function" && derivation.oldStyle) return true;
  }
  return false;
}

/** One declaration of an old-style definition's parameters (C11 6.9.1p6): read, but the types stay unprototyped. */
function oldStyleDeclaration(scan: Scan): void {
  declarationSpecifiers(scan);
  declarator(scan, "named");
  while (wordAt(scan, scan.at) === Word.Comma) {
    scan.at++;
    declarator(scan, "named");
  }
  expectWord(scan, Word.Semicolon, "';'");
  scan.lookahead.reach(scan.at);
}
