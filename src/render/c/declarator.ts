/**
 * Prints IR types as C declarations: specifiers, then the declarator built from the name outwards
 * (C11 6.7.6 declarators, 6.7.7 type names).
 */
import type { IrFunctionType, IrQualType, IrType, ItemId } from "../../ir/types.js";
import { assertNever } from "../../support/brand.js";
import type { ItemIndex } from "../item-index.js";

export interface SpellingContext {
  readonly types: ItemIndex["types"];
  /** Print annotations such as `__user` too: for people, not for compilers. */
  readonly annotations: boolean;
}

/**
 * A declaration of `name` (empty: a type name) with type `type`, without a semicolon.
 * @returns null when a part of the type has no name in C (an unnamed record or enum).
 */
export function declare(type: IrQualType, name: string, context: SpellingContext): string | null {
  return print(type, name, context);
}

/** A type name (C11 6.7.7) for a type without qualifiers of its own; null as for `declare`. */
export function typeName(type: IrType, context: SpellingContext): string | null {
  return printType(type, "", "", context);
}

/**
 * The prototype of a function `name` whose parameters have the given names, without a semicolon; null as for `declare`.
 * @param parameters one C name for each parameter of `type`
 */
export function prototype(
  type: IrFunctionType,
  name: string,
  parameters: readonly string[],
  context: SpellingContext,
): string | null {
  return printFunction(type, name, context, parameters);
}

function print(type: IrQualType, declarator: string, context: SpellingContext): string | null {
  return printType(type.type, qualifiers(type, context), declarator, context);
}

/** `quals` belong to this level, `declarator` is what was built so far. */
function printType(type: IrType, quals: string, declarator: string, context: SpellingContext): string | null {
  switch (type.kind) {
    case "pointer":
    case "block":
      return printPointer(type, quals, declarator, context);
    case "array":
      return printArray(type.of, quals, `${declarator}[${type.length ?? ""}]`, context);
    case "function":
      return printFunction(type, declarator, context);
    case "atomic": {
      const inner = print(type.of, "", context);
      return inner === null ? null : specifier(quals, `_Atomic(${inner})`, declarator);
    }
    case "void":
      return specifier(quals, "void", declarator);
    case "integer":
    case "floating":
      return specifier(quals, type.name, declarator);
    case "opaque":
      // Beside `vector_size` a qualifier would be the element's, not the vector's.
      return specifier(quals, type.c.includes("__attribute__") ? `__typeof__(${type.c})` : type.c, declarator);
    case "va-list":
      return specifier(quals, "__builtin_va_list", declarator);
    case "item": {
      const spelling = itemSpelling(type.id, context);
      return spelling === null ? null : specifier(quals, spelling, declarator);
    }
    default:
      return assertNever(type, "type");
  }
}

function specifier(quals: string, name: string, declarator: string): string {
  const head = quals === "" ? name : `${quals} ${name}`;
  if (declarator === "") return head;
  return `${head} ${declarator}`;
}

/** The C name of a record, enum or typedef; null when it has none. */
export function itemSpelling(id: ItemId, { types }: SpellingContext): string | null {
  const item = types.get(id);
  if (item === undefined) throw new Error(`the IR refers to "${id}" but has no such type`);
  return item.c;
}

/** 6.7.6.1; a declarator that starts with `*` or a block's `^` binds less tightly than `[]` and `()` and needs parentheses. */
function printPointer(
  { kind, to }: Extract<IrType, { kind: "pointer" | "block" }>,
  quals: string,
  declarator: string,
  context: SpellingContext,
): string | null {
  const star = kind === "block" ? "^" : "*";
  if (to.type.kind === "function" && to.type.noreturn) return printNoreturn(star, to.type, quals, declarator, context);
  const convention = to.type.kind === "function" ? conventionAttribute(to.type) : "";
  const pointer = join(`${star}${quals}`, declarator, quals !== "");
  const wrap = to.type.kind === "function" || to.type.kind === "array";
  return print(to, wrap ? `(${convention}${pointer})` : pointer, context);
}

/** `noreturn` makes another type, but only a declaration can carry it (GCC manual, Common Function Attributes): a member does. */
function printNoreturn(
  star: "*" | "^",
  type: IrFunctionType,
  quals: string,
  declarator: string,
  context: SpellingContext,
): string | null {
  const member = printFunction(type, `(${conventionAttribute(type)}${star}f)`, context);
  if (member === null) return null;
  const spelling = `__typeof__(((struct { ${member} __attribute__((__noreturn__)); } *)0)->f)`;
  return specifier(quals, spelling, declarator);
}

function join(star: string, declarator: string, spaced: boolean): string {
  return spaced && declarator !== "" ? `${star} ${declarator}` : `${star}${declarator}`;
}

/** 6.7.3p9: qualifiers of an array are qualifiers of its elements. */
function printArray(of: IrQualType, quals: string, declarator: string, context: SpellingContext): string | null {
  const own = qualifiers(of, context);
  return printType(of.type, mergeQualifiers(quals, own), declarator, context);
}

function mergeQualifiers(outer: string, own: string): string {
  if (outer === "") return own;
  return own === "" ? outer : [...new Set(`${outer} ${own}`.split(" "))].join(" ");
}

/** 6.7.6.3 */
function printFunction(
  type: IrFunctionType,
  declarator: string,
  context: SpellingContext,
  names: readonly string[] = [],
): string | null {
  const parameters = printParameters(type, context, names);
  if (parameters === null) return null;
  // A bare function's convention stands among the specifiers, a pointed-to one's inside the parentheses.
  const lone = declarator.startsWith("(") ? "" : conventionAttribute(type);
  const head = print(type.result, `${declarator}(${parameters})`, context);
  return head === null ? null : `${lone}${head}`;
}

function printParameters(type: IrFunctionType, context: SpellingContext, names: readonly string[]): string | null {
  if (type.unprototyped) return "";
  if (type.parameters.length === 0) return type.variadic ? "..." : "void";
  const texts: string[] = [];
  for (const [index, parameter] of type.parameters.entries()) {
    const text = print(parameter.type, names[index] ?? "", context);
    if (text === null) return null;
    texts.push(text);
  }
  if (type.variadic) texts.push("...");
  return texts.join(", ");
}

function conventionAttribute(type: IrFunctionType): string {
  return type.callingConvention === null ? "" : `__attribute__((${type.callingConvention.c})) `;
}

/** 6.7.3, and named address spaces (TR 18037 5.1.2) where a qualifier may stand. */
function qualifiers(type: IrQualType, context: SpellingContext): string {
  if (!type.const && !type.volatile && !type.restrict && type.addressSpace === null && !context.annotations) return "";
  const words: string[] = [];
  if (type.const) words.push("const");
  if (type.volatile) words.push("volatile");
  if (type.restrict) words.push("__restrict");
  if (type.addressSpace !== null) words.push(type.addressSpace);
  if (context.annotations) words.push(...type.annotations);
  return words.join(" ");
}
