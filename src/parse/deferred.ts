/**
 * Definitions of `static inline` functions are most of a kernel's headers. Where they have no place in the output, they are
 * stepped over, and read when something asks for the name after all (`typeof`, a constant expression that is not evaluated).
 */

import type { TokenRange } from "../preprocess/tokens.js";
import type { AnnotationUse } from "../preprocess/types.js";
import type { DeferredDefinition, ExternalDeclaration } from "./ast.js";
import { annotatedToken, closing, isIdentifier, rangeOf, type Scan, wordAt } from "./scan.js";
import { END, Word } from "./words.js";

/** 1 for what can stand in front of the name and declares something else, or belongs to another form of declaration. */
const OTHERS = new Uint8Array(END + 1);
for (const word of [
  ...[Word.Struct, Word.Union, Word.Enum, Word.Typeof, Word.Alignas, Word.Extern, Word.Asm, Word.Typedef],
  ...[Word.Semicolon, Word.Comma, Word.Equals, Word.BraceOpen, Word.BraceClose, Word.BracketOpen, Word.ParenClose],
]) {
  OTHERS[word] = 1;
}

/** Where definitions are stepped over, and what reads one after all. */
export interface Deferring {
  readonly scan: Scan;
  read(scan: Scan): ExternalDeclaration | null;
}

/** A definition that was stepped over. There are thousands, and few are read: it holds no more than it must. */
class SteppedOver implements DeferredDefinition {
  readonly name: number;
  readonly #of: Deferring;
  readonly #start: number;
  readonly #end: number;
  /** How many names of types there were: what becomes one later is none in it. */
  readonly #typedefs: number;

  constructor(of: Deferring, start: number, name: number) {
    const { at, typedefs } = of.scan;
    this.name = name;
    this.#of = of;
    this.#start = start;
    this.#end = at;
    this.#typedefs = typedefs?.count ?? 0;
  }

  get kind(): "deferred" {
    return "deferred";
  }

  get range(): TokenRange {
    return rangeOf(this.#of.scan, this.#start, this.#end);
  }

  read(): ExternalDeclaration | null {
    const { scan } = this.#of;
    const at = this.#start;
    const typedefs = scan.typedefs?.first(this.#typedefs) ?? null;
    const annotation = annotationFrom(scan.annotations, at);
    const annotated = annotatedToken(scan.annotations, annotation);
    const loneSpecifiers: Scan["loneSpecifiers"] = new Map();
    return this.#of.read({ ...scan, typedefs, loneSpecifiers, end: this.#end, at, annotation, annotated, depth: 0 });
  }
}

/**
 * Steps over `static inline SPECIFIERS NAME ( … ) { … }` at the current token, if that is what stands there.
 * @returns null for anything else, and where the specifiers could declare a tag
 */
export function deferredDefinition(deferring: Deferring): DeferredDefinition | null {
  const { scan } = deferring;
  const start = scan.at;
  const open = parameters(scan, start);
  if (open === 0) return null;
  const body = behindAttributes(scan, closing(scan, open) + 1);
  const end = closing(scan, body) + 1;
  if (wordAt(scan, body) !== Word.BraceOpen || end <= body) return null;
  scan.at = end;
  return new SteppedOver(deferring, start, open - 1);
}

/** The parenthesis behind the name of a function that is static and inline; 0 when there is none. */
function parameters(scan: Scan, start: number): number {
  let isStatic = false;
  let isInline = false;
  for (let at = start; at < scan.end; at++) {
    const word = wordAt(scan, at);
    if (word === Word.Static) isStatic = true;
    else if (word === Word.Inline) isInline = true;
    else if (word === Word.Attribute) at = behindAttributes(scan, at) - 1;
    else if (word === Word.ParenOpen) return isStatic && isInline && isIdentifier(scan, at - 1) ? at : 0;
    else if (OTHERS[word] === 1) return 0;
  }
  return 0;
}

function behindAttributes(scan: Scan, from: number): number {
  let at = from;
  while (wordAt(scan, at) === Word.Attribute) {
    const close = closing(scan, at + 1);
    if (close === 0) return scan.end;
    at = close + 1;
  }
  return at;
}

/** The index of the first annotation that stands before token `start` or behind it. */
function annotationFrom(annotations: readonly AnnotationUse[], start: number): number {
  let low = 0;
  let high = annotations.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (annotatedToken(annotations, middle) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
