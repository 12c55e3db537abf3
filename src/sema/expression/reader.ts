/**
 * State of reading one expression: a cursor over tokens, and the first thing that went wrong. Bad input is common
 * (most macro bodies are no expressions), so nothing is thrown: a failure moves the cursor to the end, where every
 * production stops by itself.
 */
import { type TokenBuffer, type TokenRange, tokenSpelling, tokenText } from "../../preprocess/tokens.js";
import type { SpellingId } from "../../support/interner.js";
import type { SemaContext } from "../context.js";
import type { QualType } from "../types.js";
import { canonical } from "./ctype.js";
import { type Operand, unknown } from "./operand.js";
import type { Residual } from "./residual.js";
import { Code, codesOf } from "./vocabulary.js";

/** Where the expression stands: GCC folds `__builtin_constant_p` of an unknown value only outside functions. */
export type EvaluationScope = "file" | "function";

export interface Failure {
  readonly kind: "syntax" | "undeclared" | "type";
  readonly reason: string;
}

/** An object that only the expression knows. */
export interface Local {
  readonly type: QualType;
  /** Its value, where it is initialised with parameters and constants. */
  readonly residual: Residual | null;
}

export type Locals = ReadonlyMap<SpellingId, Local>;

export interface Reader {
  readonly buffer: TokenBuffer;
  readonly codes: Uint8Array;
  readonly context: SemaContext;
  readonly scope: EvaluationScope;
  /** Parameters, and objects declared in the statement expressions around the cursor. */
  locals: Locals | null;
  at: number;
  end: number;
  depth: number;
  failure: Failure | null;
}

/** Deeper nesting of parentheses and unary operators is refused: each level takes several stack frames. */
const MAX_DEPTH = 400;

export function openReader(
  range: TokenRange,
  context: SemaContext,
  scope: EvaluationScope,
  locals: Locals | null = context.locals,
): Reader {
  return {
    buffer: range.buffer,
    codes: codesOf(range.buffer.interner),
    context,
    scope,
    locals,
    at: range.start,
    end: range.end,
    depth: 0,
    failure: null,
  };
}

/** Code of the token at `index`; `Code.Other` behind the end. */
export function codeAt(reader: Reader, index: number): number {
  if (index >= reader.end) return Code.Other;
  return reader.codes[tokenSpelling(reader.buffer, index)] ?? Code.Other;
}

export function currentCode(reader: Reader): number {
  return codeAt(reader, reader.at);
}

export function currentText(reader: Reader): string {
  return reader.at < reader.end ? tokenText(reader.buffer, reader.at) : "";
}

/** Moves over the current token if it has this code. */
export function accept(reader: Reader, code: number): boolean {
  if (codeAt(reader, reader.at) !== code) return false;
  reader.at++;
  return true;
}

/** As `accept`, a failure otherwise. */
export function expect(reader: Reader, code: number, what: string): boolean {
  if (accept(reader, code)) return true;
  unexpected(reader, what);
  return false;
}

const FAILED = unknown(
  { type: { kind: "error", reason: "syntax error" }, qualifiers: 0, addressSpace: null },
  "",
  false,
);

/** Notes the first failure and ends reading. */
export function fail(reader: Reader, kind: Failure["kind"], reason: string): Operand {
  reader.failure ??= { kind, reason };
  reader.at = reader.end;
  return FAILED;
}

export function unexpected(reader: Reader, wanted: string): Operand {
  if (reader.failure !== null) return FAILED;
  const found = reader.at < reader.end ? `"${currentText(reader)}"` : "the end";
  return fail(reader, "syntax", `expected ${wanted} before ${found}`);
}

/** An operand whose type could not be worked out: what is made of it has no type either. */
export function poisoned(reason: string): Operand {
  return unknown({ type: { kind: "error", reason }, qualifiers: 0, addressSpace: null }, reason, false);
}

/** Operands whose types are known and do not go together end the expression, as gcc rejects it wherever it stands. */
export function checked(reader: Reader, result: Operand, first: Operand, second: Operand = first): Operand {
  const { type } = result.type;
  if (type.kind !== "error" || isPoisoned(reader, first) || isPoisoned(reader, second)) return result;
  return fail(reader, "type", type.reason);
}

function isPoisoned(reader: Reader, operand: Operand): boolean {
  return canonical(operand.type, reader.context).type.kind === "error";
}

/** Counts one more level of nesting; false when there are too many. */
export function descend(reader: Reader): boolean {
  if (++reader.depth <= MAX_DEPTH) return true;
  fail(reader, "syntax", "the expression is nested too deeply");
  return false;
}

/** Index of the bracket that closes the one at `open`; `reader.end` when none does. */
export function matching(reader: Reader, open: number): number {
  let depth = 0;
  for (let index = open; index < reader.end; index++) {
    switch (codeAt(reader, index)) {
      case Code.OpenParen:
      case Code.OpenBracket:
      case Code.OpenBrace:
        depth++;
        break;
      case Code.CloseParen:
      case Code.CloseBracket:
      case Code.CloseBrace:
        if (--depth === 0) return index;
        break;
      default:
        break;
    }
  }
  return reader.end;
}

/** First index from `start` on that holds one of the codes outside of all brackets; `reader.end` for none. */
export function findOutside(reader: Reader, start: number, codes: readonly number[]): number {
  let index = start;
  while (index < reader.end) {
    const code = codeAt(reader, index);
    if (codes.includes(code)) return index;
    if (code === Code.OpenParen || code === Code.OpenBracket || code === Code.OpenBrace) {
      index = matching(reader, index);
    } else if (code === Code.CloseParen || code === Code.CloseBracket || code === Code.CloseBrace) {
      return reader.end;
    }
    index++;
  }
  return reader.end;
}
