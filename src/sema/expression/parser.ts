/**
 * Reads expressions (C11 6.5, 6.6) by precedence climbing and works out type and value on the way, as GCC's
 * front end does: no tree is built. Function by function along the grammar; what only GNU C has is marked.
 */
import { TokenKind, tokenKind, tokenSpelling } from "../../preprocess/tokens.js";
import type { SemaContext } from "../context.js";
import type { FunctionType } from "../types.js";
import { castTo } from "./conversion.js";
import {
  bare,
  canonical,
  elementOf,
  findMember,
  integerKindOf,
  pointerTo,
  unqualified,
  withQualifiers,
} from "./ctype.js";

import { type Address, constant, decay, lvalue, type Operand, unknown, withResidual } from "./operand.js";
import { binary, conditional, logicalNot, unaryArithmetic } from "./operators.js";
import { moved, offsetPointer } from "./pointer-operators.js";
import { readPrimary } from "./primary.js";
import {
  accept,
  checked,
  currentCode,
  currentText,
  descend,
  expect,
  fail,
  poisoned,
  type Reader,
  unexpected,
} from "./reader.js";
import { hasNoEffect, type Residual, residualOf } from "./residual.js";
import { readAlignof, readCompoundLiteral, readSizeof } from "./special.js";
import { readTypeName, startsTypeName } from "./type-name.js";
import { Code, PRECEDENCE } from "./vocabulary.js";

/** expression: assignment-expression { "," assignment-expression } (6.5.17) */
export function readExpression(reader: Reader): Operand {
  let left = readAssignment(reader);
  while (accept(reader, Code.Comma)) {
    const right = decay(readAssignment(reader), reader.context);
    const pure = left.pure && right.pure;
    // 6.6p3 bars it from constant expressions: GCC folds none, clang does where nothing is lost.
    const foldable = reader.context.abi.compiler === "clang" && left.pure && right.value !== null;
    left = foldable
      ? { ...right, strict: false }
      : withResidual(unknown(right.type, "a comma operator is not constant", pure), behindComma(left, right, reader));
  }
  return left;
}

function behindComma(left: Operand, right: Operand, reader: Reader): Residual | null {
  const kind = hasNoEffect(left) ? integerKindOf(right.type.type, reader.context) : null;
  return kind === null ? null : residualOf(right, kind, reader.context);
}

/** assignment-expression: conditional-expression | unary-expression assignment-operator assignment-expression (6.5.16) */
export function readAssignment(reader: Reader): Operand {
  const left = readConditional(reader);
  const code = currentCode(reader);
  if (code !== Code.Assign && code !== Code.CompoundAssign) return left;
  reader.at++;
  readAssignment(reader);
  return unknown(unqualified(left.type), "it assigns", false);
}

/** conditional-expression: binary [ "?" [expression] ":" conditional-expression ] (6.5.15; GNU: the middle may be missing) */
export function readConditional(reader: Reader): Operand {
  const condition = readBinary(reader, 1);
  if (!accept(reader, Code.Question)) return condition;
  if (!descend(reader)) return condition;
  const yes = currentCode(reader) === Code.Colon ? condition : readExpression(reader);
  expect(reader, Code.Colon, '":"');
  const no = readConditional(reader);
  reader.depth--;
  if (reader.failure !== null) return no;
  return checked(reader, conditional(condition, yes, no, reader.context), yes, no);
}

/** The binary operators of 6.5.5 to 6.5.14 that bind at least as tightly as `least`. */
function readBinary(reader: Reader, least: number): Operand {
  const start = reader.at;
  let left = readCast(reader);
  for (;;) {
    const code = currentCode(reader);
    const precedence = PRECEDENCE[code] ?? 0;
    if (precedence < least) return left;
    reader.at++;
    const middle = reader.at;
    const right = readBinary(reader, precedence + 1);
    if (reader.failure !== null) return right;
    const same =
      left.value === null && right.value === null && sameTokens(reader, start, middle - 1, middle, reader.at);
    left = checked(reader, binary(code, left, right, same, reader.context), left, right);
    if (reader.failure !== null) return left;
  }
}

/** Whether two runs of tokens are spelled alike. */
function sameTokens(reader: Reader, start: number, end: number, otherStart: number, otherEnd: number): boolean {
  if (end - start !== otherEnd - otherStart) return false;
  for (let index = 0; index < end - start; index++) {
    if (tokenSpelling(reader.buffer, start + index) !== tokenSpelling(reader.buffer, otherStart + index)) return false;
  }
  return true;
}

/** cast-expression: unary-expression | "(" type-name ")" cast-expression (6.5.4); compound literals begin alike (6.5.2.5) */
export function readCast(reader: Reader): Operand {
  if (currentCode(reader) !== Code.OpenParen || !startsTypeName(reader, reader.at + 1)) return readUnary(reader);
  if (!descend(reader)) return unexpected(reader, "less nesting");
  reader.at++;
  const type = readTypeName(reader);
  if (type === null || !expect(reader, Code.CloseParen, '")"')) return unexpected(reader, "a type name");
  const result =
    currentCode(reader) === Code.OpenBrace
      ? readPostfix(reader, readCompoundLiteral(reader, type))
      : castTo(readCast(reader), type, reader.context);
  reader.depth--;
  return result;
}

/** unary-expression (6.5.3) */
export function readUnary(reader: Reader): Operand {
  const code = currentCode(reader);
  switch (code) {
    case Code.Plus:
    case Code.Minus:
    case Code.Tilde:
    case Code.Not:
    case Code.And:
    case Code.Star:
    case Code.Extension:
    case Code.Real:
    case Code.Imaginary:
      return readPrefix(reader, code);
    case Code.Increment:
    case Code.Decrement:
      reader.at++;
      return descend(reader)
        ? unknown(unqualified(readUnary(reader).type), "it assigns", false)
        : fail(reader, "syntax", "");
    case Code.Sizeof:
      return readSizeof(reader);
    case Code.Alignof:
    case Code.PreferredAlignof:
      return readAlignof(reader);
    case Code.AndAnd:
      return fail(reader, "syntax", "the address of a label is no constant");
    default:
      return readPostfix(reader, readPrimary(reader));
  }
}

/** unary-operator cast-expression */
function readPrefix(reader: Reader, code: number): Operand {
  if (!descend(reader)) return unexpected(reader, "less nesting");
  reader.at++;
  const operand = readCast(reader);
  reader.depth--;
  return reader.failure === null ? checked(reader, applyPrefix(reader, code, operand), operand) : operand;
}

function applyPrefix(reader: Reader, code: number, operand: Operand): Operand {
  switch (code) {
    case Code.Not:
      return logicalNot(operand, reader.context);
    case Code.And:
      return addressOf(operand, reader);
    case Code.Star:
      return dereference(operand, reader);
    case Code.Extension:
      return operand;
    case Code.Real:
      return realPart(operand, reader);
    case Code.Imaginary:
      return imaginaryPart(operand, reader);
    default:
      return unaryArithmetic(code, operand, reader.context);
  }
}

/** 6.5.3.2p3 */
function addressOf(operand: Operand, reader: Reader): Operand {
  const plain = canonical(operand.type, reader.context).type;
  if (plain.kind === "error") return poisoned(plain.reason);
  if (operand.bits !== null || (!operand.lvalue && plain.kind !== "function")) return poisoned("it has no address");
  const type = pointerTo(operand.type);
  if (operand.place === null) return unknown(type, operand.why, operand.pure);
  return constant(type, operand.place, false);
}

/** 6.5.3.2p4 */
function dereference(operand: Operand, reader: Reader): Operand {
  const { context } = reader;
  const pointer = decay(operand, context);
  const plain = bare(pointer.type.type, context);
  if (plain.kind === "error") return poisoned(plain.reason);
  if (plain.kind !== "pointer") return poisoned("it is no pointer");
  const place = pointer.value?.kind === "address" ? pointer.value : null;
  return lvalue(plain.to, place, place === null ? pointer.why : "it reads memory", pointer.pure);
}

/** GNU `__real__`: of a real operand the operand itself. */
function realPart(operand: Operand, reader: Reader): Operand {
  const value = decay(operand, reader.context);
  const plain = bare(value.type.type, reader.context);
  if (plain.kind !== "complex") return value;
  return unknown(
    { type: { kind: "floating", name: plain.name }, qualifiers: 0, addressSpace: null },
    value.why,
    value.pure,
  );
}

/** GNU `__imag__`: of a real operand 0 of its type. */
function imaginaryPart(operand: Operand, reader: Reader): Operand {
  const value = decay(operand, reader.context);
  if (integerKindOf(value.type.type, reader.context) === null) return realPart(operand, reader);
  const zero = constant(value.type, { kind: "integer", value: 0n }, value.strict);
  return value.pure ? zero : unknown(value.type, value.why, false);
}

/** postfix-expression (6.5.2): what may follow a primary expression */
export function readPostfix(reader: Reader, primary: Operand): Operand {
  let operand = primary;
  for (;;) {
    switch (currentCode(reader)) {
      case Code.OpenBracket:
        operand = readSubscript(reader, operand);
        break;
      case Code.OpenParen:
        operand = readCall(reader, operand);
        break;
      case Code.Dot:
        reader.at++;
        operand = readMember(reader, operand);
        break;
      case Code.Arrow:
        reader.at++;
        operand = readMember(reader, dereference(operand, reader));
        break;
      case Code.Increment:
      case Code.Decrement:
        reader.at++;
        operand = unknown(unqualified(operand.type), "it assigns", false);
        break;
      default:
        return operand;
    }
  }
}

/** 6.5.2.1p2: `a[b]` is `*(a + b)`, in either order. */
function readSubscript(reader: Reader, base: Operand): Operand {
  if (!descend(reader)) return unexpected(reader, "less nesting");
  reader.at++;
  const index = readExpression(reader);
  reader.depth--;
  if (!expect(reader, Code.CloseBracket, '"]"')) return index;
  const { context } = reader;
  const left = decay(base, context);
  const right = decay(index, context);
  const reversed = elementOf(left.type, context) === null;
  const sum = reversed ? offsetPointer(right, left, 1n, context) : offsetPointer(left, right, 1n, context);
  return dereference(sum, reader);
}

/** 6.5.2.2 */
function readCall(reader: Reader, callee: Operand): Operand {
  const operands = readArguments(reader);
  if (operands === null) return callee;
  const { context } = reader;
  let type = bare(decay(callee, context).type.type, context);
  if (type.kind === "pointer") type = bare(type.to.type, context);
  if (type.kind === "error") return poisoned(type.reason);
  if (type.kind !== "function") return poisoned("it is no function");
  if (passesNumberAsPointer(operands, type, context)) return fail(reader, "type", "it passes a number for a pointer");
  return unknown(unqualified(type.result), "it calls a function", false);
}

/**
 * 6.5.2.2p2: an integer parameter of ours is no pointer, also where the call is not evaluated. What headers write
 * themselves is left to the compiler, for gcc before 14 only warns of it.
 */
function passesNumberAsPointer(operands: readonly Operand[], type: FunctionType, context: SemaContext): boolean {
  return operands.some((operand, index) => {
    const parameter = type.parameters[index];
    if (operand.residual === null || parameter === undefined) return false;
    const isNumber = integerKindOf(decay(operand, context).type.type, context) !== null;
    return isNumber && bare(parameter.type.type, context).kind === "pointer";
  });
}

/** The arguments of a call with their parentheses; null after a failure. */
export function readArguments(reader: Reader): Operand[] | null {
  if (!descend(reader)) return null;
  expect(reader, Code.OpenParen, '"("');
  const operands: Operand[] = [];
  if (currentCode(reader) !== Code.CloseParen) {
    do operands.push(readAssignment(reader));
    while (accept(reader, Code.Comma));
  }
  reader.depth--;
  return expect(reader, Code.CloseParen, '")"') ? operands : null;
}

/** 6.5.2.3; the cursor is behind `.` or `->`. */
function readMember(reader: Reader, record: Operand): Operand {
  if (reader.at >= reader.end || tokenKind(reader.buffer, reader.at) !== TokenKind.Identifier) {
    return unexpected(reader, "a member");
  }
  const name = currentText(reader);
  reader.at++;
  return memberOf(record, name, reader);
}

/** The member `name` of a record that is an lvalue or a value. */
export function memberOf(record: Operand, name: string, reader: Reader): Operand {
  const { context } = reader;
  const plain = canonical(record.type, context);
  if (plain.type.kind === "error") return poisoned(plain.type.reason);
  if (plain.type.kind !== "record") return poisoned("it is no structure or union");
  const found = findMember(plain.type.id, name, context);
  if (found === null) return poisoned(`there is no member "${name}"`);
  const type = withQualifiers(found.field.type, plain.qualifiers, plain.addressSpace);
  const place = memberPlace(record.place, found.field.bitWidth === null ? found.offsetBits : null, reader);
  const member = lvalue(type, place, record.place === null ? record.why : "it reads memory", record.pure);
  return { ...member, lvalue: record.lvalue, bits: found.field.bitWidth };
}

function memberPlace(place: Address | null, offsetBits: number | null, reader: Reader): Address | null {
  if (place === null || offsetBits === null) return null;
  return moved(place, BigInt(offsetBits) / 8n, reader.context);
}
