/**
 * GNU statement expressions `({ … })` (GCC manual, Statement Exprs): never constant, but they have a type, that of
 * the last statement. Declarations of local objects in it are read for their types, other statements skipped. Where
 * all that happens is that objects are initialised, the last statement is what is left of it.
 */
import { TokenKind, tokenKind, tokenSpelling, tokenText } from "../../preprocess/tokens.js";
import type { SpellingId } from "../../support/interner.js";
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
import { assertedResidual, hasNoEffect, negated, type Residual, residualOf, truthOf } from "./residual.js";
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
  const result = readBlock(inner, { locals, pure: true, asserted: [] });
  if (inner.failure !== null) return poisoned(inner.failure.reason);
  return result;
}

interface Block {
  readonly locals: Map<SpellingId, Local>;
  /** Nothing so far does more than to initialise objects. */
  pure: boolean;
  /** Conditions without which the compiler refuses what came so far. */
  readonly asserted: Residual[];
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
      if (!readAssertion(reader, block)) {
        skipStatement(reader);
        block.pure = false;
      }
      last = nothing(block);
    } else {
      const operand = readExpressionStatement(reader);
      block.pure &&= hasNoEffect(operand);
      for (let node = operand.residual; node?.kind === "assert"; node = node.operand)
        block.asserted.push(node.condition);
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
  if (operand.type.type.kind === "void") return nothing(block);
  const kind = block.pure ? integerKindOf(operand.type.type, reader.context) : null;
  const residual = kind === null ? null : residualOf(operand, kind, reader.context);
  return withResidual(
    unknown(operand.type, WHY, false),
    residual === null ? null : assertedResidual(block.asserted, residual),
  );
}

/** A block without a value; what it asserts is kept beside a number that nobody reads. */
function nothing({ pure, asserted }: Block): Operand {
  return withResidual(unknown(VOID, WHY, false), pure ? assertedResidual(asserted, NO_VALUE) : null);
}

const NO_VALUE: Residual = { kind: "constant", value: 0n, type: "int" };

/**
 * Linux, `BUILD_BUG_ON` and its kin: `do { extern void F(void) __attribute__((error("…"))); if (wrong) F(); } while (0)`.
 * The compiler refuses the call unless it is never made. false, and nothing read, for any other statement.
 */
function readAssertion(reader: Reader, block: Block): boolean {
  const text = (index: number): string => (index < reader.end ? tokenText(reader.buffer, index) : "");
  const open = reader.at + 1;
  if (!block.pure || currentText(reader) !== "do" || codeAt(reader, open) !== Code.OpenBrace) return false;
  const close = matching(reader, open);
  const declared = findOutside(reader, open + 1, [Code.Semicolon]);
  const condition = declared + 2;
  const call = matching(reader, condition) + 1;
  if (text(declared + 1) !== "if" || text(condition) !== "(" || close !== call + 4) return false;
  if ([call + 1, call + 2, call + 3].map(text).join("") !== "();") return false;
  if ([1, 2, 3, 4, 5].map((step) => text(close + step)).join("") !== "while(0);") return false;
  if (!declaresError(reader, open + 1, declared, text(call))) return false;

  const inner: Reader = { ...reader, at: condition + 1, end: call - 1 };
  const wrong = decay(readExpression(inner), inner.context);
  const kind = inner.failure === null && inner.at === inner.end ? integerKindOf(wrong.type.type, reader.context) : null;
  const residual = kind === null ? null : residualOf(wrong, kind, reader.context);
  if (residual === null || (residual.kind === "constant" && residual.value !== 0n)) return false;
  if (residual.kind !== "constant") block.asserted.push(negated(truthOf(residual)));
  reader.at = close + 6;
  return true;
}

/** Whether a declaration is of `name`, with the attribute `error` (GCC manual, Common Function Attributes) and its text. */
function declaresError({ buffer }: Reader, start: number, end: number, name: string): boolean {
  let named = false;
  let message = 0;
  for (let index = start; index < end; index++) {
    const word = tokenText(buffer, index);
    named ||= word === name;
    if (word === "__error__" || word === "error") message = index + 2;
  }
  if (message === 0) return false;
  let behind = message;
  while (behind < end && tokenKind(buffer, behind) === TokenKind.String) behind++;
  return named && behind > message && behind < end && tokenText(buffer, behind) === ")";
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
  const name = tokenSpelling(reader.buffer, reader.at);
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
