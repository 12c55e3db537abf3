/**
 * Primary expressions (C11 6.5.1): constants, string literals, names, parentheses and what GNU C puts into them.
 */
import { TokenKind, tokenKind, tokenSpelling, tokenText } from "../../preprocess/tokens.js";
import type { FunctionDecl, VariableDecl } from "../types.js";
import { callBuiltin, isBuiltinName } from "./builtins.js";
import { arrayOf, integerType, withQualifiers } from "./ctype.js";
import { readNumber } from "./number-literal.js";
import { type Address, constant, integerConstant, lvalue, type Operand, withResidual } from "./operand.js";
import { readArguments, readExpression } from "./parser.js";
import {
  codeAt,
  currentCode,
  currentText,
  descend,
  expect,
  fail,
  poisoned,
  type Reader,
  unexpected,
} from "./reader.js";
import { readGeneric, readSpecialBuiltin } from "./special.js";
import { readStatementExpression } from "./statement-expression.js";
import { concatenate, elementKind, readCharacter } from "./text-literal.js";
import { Code } from "./vocabulary.js";

/** primary-expression (6.5.1) */
export function readPrimary(reader: Reader): Operand {
  if (reader.at >= reader.end) return unexpected(reader, "an expression");
  switch (tokenKind(reader.buffer, reader.at)) {
    case TokenKind.Number:
      return readNumberToken(reader);
    case TokenKind.Identifier:
      return readIdentifier(reader);
    case TokenKind.Character:
      return readCharacterToken(reader);
    case TokenKind.String:
      return readStrings(reader);
    default:
      return currentCode(reader) === Code.OpenParen ? readParenthesized(reader) : unexpected(reader, "an expression");
  }
}

/** "(" expression ")" and GNU's statement expression "({ … })" */
function readParenthesized(reader: Reader): Operand {
  if (!descend(reader)) return unexpected(reader, "less nesting");
  if (codeAt(reader, reader.at + 1) === Code.OpenBrace) {
    const value = readStatementExpression(reader);
    reader.depth--;
    return value;
  }
  reader.at++;
  const inner = readExpression(reader);
  reader.depth--;
  return expect(reader, Code.CloseParen, '")"') ? inner : inner;
}

function readNumberToken(reader: Reader): Operand {
  const literal = readNumber(tokenText(reader.buffer, reader.at), reader.context.abi);
  switch (literal.kind) {
    case "integer":
      reader.at++;
      return integerConstant(literal.value, literal.type);
    case "floating": {
      reader.at++;
      const type = { type: { kind: "floating", name: literal.type }, qualifiers: 0, addressSpace: null } as const;
      return constant(type, { kind: "floating", value: literal.value }, false);
    }
    case "invalid":
      return fail(reader, "syntax", literal.reason);
  }
}

function readCharacterToken(reader: Reader): Operand {
  const literal = readCharacter(tokenText(reader.buffer, reader.at), reader.context.abi);
  if ("invalid" in literal) return fail(reader, "syntax", literal.invalid);
  reader.at++;
  return integerConstant(literal.value, literal.type);
}

/** One or more adjacent string literals (6.4.5): an array that is an lvalue. */
function readStrings(reader: Reader): Operand {
  const start = reader.at;
  const texts: string[] = [];
  while (reader.at < reader.end && tokenKind(reader.buffer, reader.at) === TokenKind.String) {
    texts.push(tokenText(reader.buffer, reader.at));
    reader.at++;
  }
  const text = concatenate(texts, reader.context.abi);
  if ("invalid" in text) return fail(reader, "syntax", text.invalid);
  const element = integerType(elementKind(text.prefix, reader.context.abi));
  const type = arrayOf(element, text.units.length + 1);
  const place: Address = { kind: "address", symbol: `"${start}`, offset: 0n, text };
  return { ...lvalue(type, place, "it reads memory", true), literal: text };
}

/** An identifier, or a built-in function or keyword that looks like one. */
function readIdentifier(reader: Reader): Operand {
  const code = currentCode(reader);
  switch (code) {
    case Code.Other:
      return readOrdinary(reader);
    case Code.Generic:
      return readGeneric(reader);
    case Code.FunctionName:
      reader.at++;
      return lvalue(arrayOf(withQualifiers(integerType("char"), 1, null), 1), null, "it names a function", true);
    default:
      if (code >= Code.BuiltinOffsetof && code <= Code.BuiltinOther) return readSpecialBuiltin(reader, code);
      return unexpected(reader, "an expression");
  }
}

/** An ordinary identifier (6.5.1p2). */
function readOrdinary(reader: Reader): Operand {
  const name = tokenSpelling(reader.buffer, reader.at);
  const local = reader.locals?.get(name);
  if (local !== undefined) {
    reader.at++;
    const why = local.residual === null ? "it reads a local variable" : "it needs more than integer arguments";
    return withResidual(lvalue(local.type, null, why, true), local.residual);
  }
  const found = reader.context.lookup(name);
  if (found === undefined) return readUndeclared(reader, currentText(reader));
  switch (found.kind) {
    case "enumerator":
      reader.at++;
      return integerConstant(found.value, found.type);
    case "variable":
      reader.at++;
      return variableOperand(reader, found);
    case "function":
      reader.at++;
      return functionOperand(found);
    case "typedef":
      return unexpected(reader, "an expression");
  }
}

function variableOperand(reader: Reader, { name, type, threadLocal, value }: VariableDecl): Operand {
  const place: Address | null = threadLocal ? null : { kind: "address", symbol: name, offset: 0n, text: null };
  const operand = lvalue(type, place, `it reads the variable "${name}"`, true);
  // GCC (c_fully_fold) reads constants inside functions when it optimises, as every kernel is built.
  if (reader.scope !== "function" || value?.kind !== "integer") return operand;
  return { ...operand, value: { kind: "integer", value: value.value } };
}

function functionOperand({ name, type, overloaded }: FunctionDecl): Operand {
  if (overloaded) return poisoned(`several functions are called "${name}"`);
  const plain = { type, qualifiers: 0, addressSpace: null };
  return { ...lvalue(plain, { kind: "address", symbol: name, offset: 0n, text: null }, "", true), lvalue: false };
}

/** A built-in function, or nothing that C knows. */
function readUndeclared(reader: Reader, name: string): Operand {
  if (!isBuiltinName(name)) return fail(reader, "undeclared", `"${name}" is not declared`);
  reader.at++;
  if (currentCode(reader) !== Code.OpenParen) return poisoned(`"${name}" is a built-in function`);
  const operands = readArguments(reader);
  return operands === null ? poisoned("syntax error") : callBuiltin(name, operands, reader.context);
}
