/**
 * GNU statement expressions `({ … })` (GCC manual, Statement Exprs): never constant, but they have a type, that of
 * the last statement. Declarations of local objects in it are read for their types, other statements skipped. Where
 * all that happens is that objects are initialised, the last statement is what is left of it.
 */
import { TokenKind, tokenKind } from "../../preprocess/tokens.js";
import type { QualType } from "../types.js";
import { castTo } from "./conversion.js";
import { integerKindOf, VOID } from "./ctype.js";
import { decay, type Operand, unknown, withResidual } from "./operand.js";
import { readAssignment, readExpression } from "./parser.js";
import {
  accept,
  codeAt,
  currentCode,
  currentText,
  findOutside,
  type Local,
  matching,
  poisoned,
  type Reader,
  unexpected,
} from "./reader.js";
import { hasNoEffect, residualOf } from "./residual.js";
import { isTypedefName, readArrays, readPlainSpecifiers, readPointers, startsTypeName } from "./type-name.js";
import { Code } from "./vocabulary.js";

const WHY = "a statement expression is not constant";

/** "(" "{" … "}" ")"; the cursor is at the parenthesis and moves behind the closing one. */
export function readStatementExpression(reader: Reader): Operand {
  const close = matching(reader, reader.at + 1);
  const after = matching(reader, reader.at) + 1;
  if (close >= reader.end || after !== close + 2) return unexpected(reader, '"}"');
  const result = readInside(reader, reader.at + 2, close);
  reader.at = after;
  return result;
}

/** What is wrong inside makes the type unknown, not the whole expression wrong: statements are not parsed fully. */
function readInside(reader: Reader, start: number, close: number): Operand {
  const locals = new Map(reader.locals ?? []);
  const inner: Reader = { ...reader, at: start, end: close, locals };
  const result = readBlock(inner, { locals, pure: true });
  if (inner.failure !== null) return poisoned(inner.failure.reason);
  return result;
}

interface Block {
  readonly locals: Map<string, Local>;
  /** Nothing so far does more than to initialise objects. */
  pure: boolean;
}

function readBlock(reader: Reader, block: Block): Operand {
  let last = unknown(VOID, WHY, false);
  while (reader.at < reader.end) {
    const code = currentCode(reader);
    if (code === Code.Semicolon) {
      reader.at++;
    } else if (startsDeclaration(reader)) {
      if (!readDeclaration(reader, block)) return poisoned("a declaration in a statement expression is too complex");
    } else if (code === Code.OpenBrace || code === Code.Statement) {
      skipStatement(reader);
      last = unknown(VOID, WHY, false);
      block.pure = false;
    } else {
      const operand = readExpressionStatement(reader);
      block.pure &&= hasNoEffect(operand);
      last = operand.type.type.kind === "error" ? operand : worthOf(operand, block, reader);
    }
  }
  return last;
}

function readExpressionStatement(reader: Reader): Operand {
  const operand = decay(readExpression(reader), reader.context);
  if (reader.failure === null && !accept(reader, Code.Semicolon) && reader.at < reader.end) unexpected(reader, '";"');
  return operand;
}

/** What a block is worth that ends in this operand. */
function worthOf(operand: Operand, block: Block, reader: Reader): Operand {
  const kind = block.pure ? integerKindOf(operand.type.type, reader.context) : null;
  const residual = kind === null ? null : residualOf(operand, kind, reader.context);
  return withResidual(unknown(operand.type, WHY, false), residual);
}

function startsDeclaration(reader: Reader): boolean {
  if (currentCode(reader) === Code.Other) {
    // A label, or an expression statement that calls something named like a type.
    return isTypedefName(reader, reader.at) && codeAt(reader, reader.at + 1) !== Code.Colon;
  }
  return currentCode(reader) !== Code.Attribute && startsTypeName(reader, reader.at);
}

/** declaration-specifiers init-declarator { "," init-declarator } ";" in plain shapes; false for others. */
function readDeclaration(reader: Reader, block: Block): boolean {
  skipStorage(reader);
  const autoType = currentText(reader) === "__auto_type";
  if (autoType) reader.at++;
  const base = autoType ? VOID : readPlainSpecifiers(reader);
  if (base === null) return false;
  do {
    if (!readDeclarator(reader, base, autoType, block)) return false;
  } while (accept(reader, Code.Comma));
  return accept(reader, Code.Semicolon) || reader.at >= reader.end;
}

const STORAGE: ReadonlySet<string> = new Set(["static", "register", "auto", "extern"]);

function skipStorage(reader: Reader): void {
  while (STORAGE.has(currentText(reader))) reader.at++;
}

function readDeclarator(reader: Reader, base: QualType, autoType: boolean, block: Block): boolean {
  const { locals } = block;
  let type = readPointers(reader, base);
  skipAttributes(reader);
  if (reader.at >= reader.end || tokenKind(reader.buffer, reader.at) !== TokenKind.Identifier) return false;
  const name = currentText(reader);
  reader.at++;
  if (currentCode(reader) === Code.OpenBracket) type = readArrays(reader, type);
  skipAttributes(reader);
  if (currentCode(reader) === Code.OpenParen) return false;
  locals.set(name, { type, residual: null });
  if (!accept(reader, Code.Assign)) return !autoType;
  if (currentCode(reader) === Code.OpenBrace) {
    reader.at = matching(reader, reader.at) + 1;
    block.pure = false;
    return true;
  }
  const initializer = decay(readAssignment(reader), reader.context);
  block.pure &&= hasNoEffect(initializer);
  if (autoType) type = initializer.type;
  const kind = integerKindOf(type.type, reader.context);
  // C11 6.7.9p11: converted as by assignment.
  const residual = kind === null ? null : residualOf(castTo(initializer, type, reader.context), kind, reader.context);
  locals.set(name, { type, residual });
  return reader.failure === null;
}

function skipAttributes(reader: Reader): void {
  while (currentCode(reader) === Code.Attribute) {
    reader.at++;
    if (currentCode(reader) === Code.OpenParen) reader.at = matching(reader, reader.at) + 1;
  }
}

/** A compound statement, or any other up to its semicolon; the parts of `if` and loops follow as statements. */
function skipStatement(reader: Reader): void {
  if (currentCode(reader) === Code.OpenBrace) {
    reader.at = Math.min(matching(reader, reader.at) + 1, reader.end);
    return;
  }
  const end = findOutside(reader, reader.at, STATEMENT_ENDS);
  reader.at = codeAt(reader, end) === Code.OpenBrace ? end : Math.min(end + 1, reader.end);
}

const STATEMENT_ENDS = [Code.Semicolon, Code.OpenBrace];
