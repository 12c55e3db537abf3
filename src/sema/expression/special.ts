/**
 * Operators whose operands are types or are not evaluated: `sizeof`, `_Alignof`, `_Generic`, compound literals, and
 * GCC's built-ins that look like functions and are none (C11 6.5.1.1, 6.5.2.5, 6.5.3.4; GCC manual: Other Builtins).
 */
import type { SemaContext } from "../context.js";
import { problemOf } from "../type-problem.js";
import type { QualType } from "../types.js";
import { isTrue } from "./conversion.js";
import { arrayOf, canonical, compatible, findMember, integerKindOf, integerType, unqualified } from "./ctype.js";
import { decay, integerConstant, lvalue, type Operand, unknown } from "./operand.js";
import { readAssignment, readExpression, readPostfix, readUnary } from "./parser.js";
import {
  accept,
  codeAt,
  currentCode,
  currentText,
  descend,
  expect,
  fail,
  findOutside,
  matching,
  poisoned,
  type Reader,
  unexpected,
} from "./reader.js";
import { readTypeName, startsTypeName } from "./type-name.js";
import { Code } from "./vocabulary.js";

/** `sizeof unary-expression | sizeof ( type-name )`, 6.5.3.4 */
export function readSizeof(reader: Reader): Operand {
  if (!descend(reader)) return unexpected(reader, "less nesting");
  reader.at++;
  const operand = readTypeOrUnary(reader);
  reader.depth--;
  if (operand === null) return unexpected(reader, "an expression");
  if ("lvalue" in operand && operand.bits !== null) return poisoned("sizeof applied to a bit-field");
  return sizeOfType("lvalue" in operand ? operand.type : operand, reader.context);
}

function sizeOfType(type: QualType, context: SemaContext): Operand {
  const plain = canonical(type, context).type;
  if (plain.kind === "error") return poisoned(plain.reason);
  const result = integerType(context.abi.sizeType);
  const size = context.sizeOf(type.type);
  if (size !== null) return integerConstant(BigInt(size), context.abi.sizeType);
  return isIncomplete(type, context)
    ? poisoned("sizeof needs a complete type")
    : unknown(result, "the size of its type is not known", true);
}

/** Declared but not completed (C11 6.2.5p1): an error wherever it stands. */
function isIncomplete(type: QualType, context: SemaContext): boolean {
  const plain = canonical(type, context).type;
  switch (plain.kind) {
    case "record":
      return context.record(plain.id).members === null;
    case "array":
      return plain.length.kind === "incomplete" || isIncomplete(plain.of, context);
    default:
      return false;
  }
}

/** A parenthesized type name that is not the head of a compound literal, or a unary expression. */
function readTypeOrUnary(reader: Reader): Operand | QualType | null {
  if (currentCode(reader) !== Code.OpenParen || !startsTypeName(reader, reader.at + 1)) return readUnary(reader);
  reader.at++;
  const type = readTypeName(reader);
  if (type === null || !expect(reader, Code.CloseParen, '")"')) return null;
  return currentCode(reader) === Code.OpenBrace ? readPostfix(reader, readCompoundLiteral(reader, type)) : type;
}

/** `_Alignof ( type-name )`, 6.5.3.4; GNU `__alignof__` also of expressions (GCC manual, Alignment). */
export function readAlignof(reader: Reader): Operand {
  if (!descend(reader)) return unexpected(reader, "less nesting");
  const preferred = currentCode(reader) === Code.PreferredAlignof;
  reader.at++;
  const operand = readTypeOrUnary(reader);
  reader.depth--;
  if (operand === null) return unexpected(reader, "an expression");
  const { context } = reader;
  const type = "lvalue" in operand ? operand.type : operand;
  const plain = canonical(type, context).type;
  if (plain.kind === "error") return poisoned(plain.reason);
  const alignment = preferred ? context.preferredAlignOf(type.type) : context.alignOf(type.type);
  if (alignment === null) return unknown(integerType(context.abi.sizeType), "its alignment is not known", true);
  return integerConstant(BigInt(alignment), context.abi.sizeType);
}

/** `( type-name ) { initializer-list }`, 6.5.2.5; the cursor is at the brace. GCC folds none of its members. */
export function readCompoundLiteral(reader: Reader, type: QualType): Operand {
  const close = matching(reader, reader.at);
  if (close >= reader.end) return unexpected(reader, '"}"');
  const plain = canonical(type, reader.context).type;
  const whole =
    plain.kind === "array" && plain.length.kind === "incomplete"
      ? arrayOf(plain.of, countInitializers(reader, reader.at + 1, close))
      : type;
  const braces = { buffer: reader.buffer, start: reader.at, end: close + 1 };
  reader.at = close + 1;
  return { ...lvalue(whole, null, "a compound literal is an object", false), braces };
}

/** Elements of an array of unknown size (6.7.9p22), constant designators included. */
function countInitializers(reader: Reader, start: number, close: number): number {
  let count = 0;
  let next = 0;
  let index = start;
  while (index < close) {
    next = designatedEnd(reader, index, next) + 1;
    count = Math.max(count, next);
    index = findOutside(reader, index, COMMA) + 1;
  }
  return count;
}

const COMMA = [Code.Comma];

/** Index of the element that the initializer at `index` ends at: `[n]`, GNU `[n ... m]`, or the next one. */
function designatedEnd(reader: Reader, index: number, next: number): number {
  if (codeAt(reader, index) !== Code.OpenBracket) return next;
  const saved = reader.at;
  reader.at = index + 1;
  let value = decay(readAssignment(reader), reader.context).value;
  if (currentText(reader) === "...") {
    reader.at++;
    value = decay(readAssignment(reader), reader.context).value;
  }
  reader.at = reader.failure === null ? saved : reader.end;
  return value?.kind === "integer" ? Number(value.value) : next;
}

/** generic-selection, 6.5.1.1: the association whose type the controlling expression has. */
export function readGeneric(reader: Reader): Operand {
  if (!descend(reader)) return unexpected(reader, "less nesting");
  reader.at++;
  expect(reader, Code.OpenParen, '"("');
  const control = decay(readAssignment(reader), reader.context);
  const controlType = unqualified(control.type);
  let chosen: Operand | null = null;
  let fallback: Operand | null = null;
  while (accept(reader, Code.Comma)) {
    const isDefault = currentText(reader) === "default";
    if (isDefault) reader.at++;
    const type = isDefault ? null : readTypeName(reader);
    expect(reader, Code.Colon, '":"');
    const value = readAssignment(reader);
    if (reader.failure !== null) return value;
    if (type === null) fallback = value;
    else if (chosen === null && compatible(controlType, type, reader.context)) chosen = value;
  }
  reader.depth--;
  if (!expect(reader, Code.CloseParen, '")"')) return control;
  return chosen ?? fallback ?? poisoned("no association of _Generic fits");
}

/** Built-ins with a syntax of their own; the cursor is at the name. */
export function readSpecialBuiltin(reader: Reader, code: number): Operand {
  if (!descend(reader)) return unexpected(reader, "less nesting");
  reader.at++;
  if (!expect(reader, Code.OpenParen, '"("')) return unexpected(reader, '"("');
  const result = readSpecialArguments(reader, code);
  reader.depth--;
  return expect(reader, Code.CloseParen, '")"') ? result : unexpected(reader, '")"');
}

function readSpecialArguments(reader: Reader, code: number): Operand {
  switch (code) {
    case Code.BuiltinOffsetof:
      return readOffsetof(reader);
    case Code.BuiltinTypesCompatible:
      return readTypesCompatible(reader);
    case Code.BuiltinChooseExpr:
      return readChooseExpr(reader);
    case Code.BuiltinConstantP:
      return readConstantP(reader);
    case Code.BuiltinVaArg:
      return readVaArg(reader);
    default:
      reader.at = findOutside(reader, reader.at, CLOSE);
      return poisoned("the type of this built-in function is not known");
  }
}

const CLOSE = [Code.CloseParen];

/** `__builtin_offsetof ( type-name , member-designator )`, GCC manual: Offsetof. */
function readOffsetof(reader: Reader): Operand {
  const type = readTypeName(reader);
  if (type === null || !expect(reader, Code.Comma, '","')) return unexpected(reader, "a type name");
  const { context } = reader;
  const result = integerType(context.abi.sizeType);
  let at: QualType = type;
  let bits: bigint | null = 0n;
  let first = true;
  while (currentCode(reader) !== Code.CloseParen && reader.failure === null) {
    if (accept(reader, Code.OpenBracket)) {
      const index = decay(readExpression(reader), context);
      expect(reader, Code.CloseBracket, '"]"');
      const plain = canonical(at, context).type;
      if (plain.kind !== "array") return skipTo(reader, "the designator indexes what is no array");
      at = plain.of;
      const size = context.sizeOf(at.type);
      bits =
        bits === null || size === null || index.value?.kind !== "integer"
          ? null
          : bits + index.value.value * BigInt(size) * 8n;
    } else {
      if (!first && !expect(reader, Code.Dot, '"."')) break;
      const name = currentText(reader);
      reader.at++;
      const plain = canonical(at, context).type;
      const found = plain.kind === "record" ? findMember(plain.id, name, context) : null;
      if (found === null) return skipTo(reader, `there is no member "${name}"`);
      at = found.field.type;
      bits = bits === null || found.offsetBits === null ? null : bits + BigInt(found.offsetBits);
    }
    first = false;
  }
  if (bits === null) return unknown(result, "the offset is not known", true);
  return integerConstant(BigInt.asUintN(context.abi.pointer.size * 8, bits / 8n), context.abi.sizeType);
}

/** Gives up on the arguments of a built-in, whose closing parenthesis comes next. */
function skipTo(reader: Reader, reason: string): Operand {
  reader.at = findOutside(reader, reader.at, CLOSE);
  return poisoned(reason);
}

/** `__builtin_types_compatible_p ( type , type )`: qualifiers of the types themselves do not count. */
function readTypesCompatible(reader: Reader): Operand {
  const first = readTypeName(reader);
  if (first === null || !expect(reader, Code.Comma, '","')) return unexpected(reader, "a type name");
  const second = readTypeName(reader);
  if (second === null) return unexpected(reader, "a type name");
  for (const type of [first, second]) {
    const problem = problemOf(canonical(type, reader.context).type);
    if (problem !== null) return poisoned(problem);
  }
  return integerConstant(compatible(first, second, reader.context, false) ? 1n : 0n, "int");
}

/** `__builtin_choose_expr ( constant , expr , expr )`: the chosen one as it is, unevaluated and unconverted. */
function readChooseExpr(reader: Reader): Operand {
  const condition = decay(readAssignment(reader), reader.context);
  expect(reader, Code.Comma, '","');
  const yes = readAssignment(reader);
  expect(reader, Code.Comma, '","');
  const no = readAssignment(reader);
  if (condition.value === null) return poisoned("the condition of __builtin_choose_expr is not constant");
  return isTrue(condition.value) ? yes : no;
}

/** GCC manual, Other Builtins: 1 for what folds; outside functions 0 for everything else. */
function readConstantP(reader: Reader): Operand {
  const operand = decay(readAssignment(reader), reader.context);
  const { value } = operand;
  if (value !== null) {
    const known = value.kind !== "address" || value.symbol === null || (value.text !== null && value.offset === 0n);
    return integerConstant(known ? 1n : 0n, "int");
  }
  // Of parameters: the compiler takes either branch as it can fold the argument, and the one for constants is the
  // one that computes; the other often calls a function. A `const fn` gives what C gives for constant arguments.
  // In a type the answer is not left to the optimiser (`HWEIGHT8`: only for constants).
  if (operand.residual !== null && reader.scope === "function") return integerConstant(1n, "int", false);
  const arithmetic =
    integerKindOf(operand.type.type, reader.context) !== null ||
    canonical(operand.type, reader.context).type.kind === "floating";
  if (reader.scope === "file" || !operand.pure || !arithmetic) return integerConstant(0n, "int");
  return unknown(integerType("int"), "__builtin_constant_p is decided by the optimiser", true);
}

/** `__builtin_va_arg ( expression , type-name )` */
function readVaArg(reader: Reader): Operand {
  readAssignment(reader);
  expect(reader, Code.Comma, '","');
  const type = readTypeName(reader);
  return type === null
    ? fail(reader, "syntax", "expected a type name")
    : unknown(unqualified(type), "it reads arguments", false);
}
