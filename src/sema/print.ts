/**
 * C declarations of types (C11 6.7): specifiers and a declarator that grows from the name outwards (6.7.6).
 * In: a type and a name. Out: text that declares the name with that type; a type name (6.7.7) for the empty name.
 */
import { type Attribute, Qualifier } from "../parse/ast.js";
import { rangeText } from "../preprocess/tokens.js";
import type { AnnotationUse } from "../preprocess/types.js";
import { assertNever } from "../support/brand.js";
import type { SemaContext } from "./context.js";
import type { CType, FunctionType, QualType } from "./types.js";

export interface PrintOptions {
  /** Show annotation macros (`__user`), which mean something only where their macros are defined. Default false. */
  readonly annotations?: boolean;
}

/**
 * The declaration of `name` with `type`, without storage class and semicolon.
 * @param name empty for a type name
 */
export function declare(type: QualType, name: string, context: SemaContext, options: PrintOptions = {}): string {
  return declarator(type, name, { context, annotations: options.annotations ?? false });
}

interface Printing {
  readonly context: SemaContext;
  readonly annotations: boolean;
}

/** Wraps `inner` by one derivation, until a type that specifiers can name is left. */
function declarator(type: QualType, inner: string, printing: Printing): string {
  const target = type.type;
  switch (target.kind) {
    case "pointer":
    case "block":
      return declarator(target.to, pointerText(target.kind === "block" ? "^" : "*", type, inner, printing), printing);
    case "array":
      return declarator(elementOf(type, target), `${grouped(inner)}[${lengthText(target)}]`, printing);
    case "function":
      return functionDeclarator(target, inner, printing);
    default:
      return joinWords(specifiers(type, target, printing), inner);
  }
}

function pointerText(star: "*" | "^", type: QualType, inner: string, printing: Printing): string {
  return `${star}${joinWords(levelWords(type, printing), inner)}`;
}

/** C11 6.7.6p1: `*` binds less tightly than `[` and `(`; so does `^`. */
function grouped(inner: string): string {
  return /^[*^]/.test(inner) ? `(${inner})` : inner;
}

/** C11 6.7.3p9: a qualified array is an array of qualified elements. */
function elementOf(type: QualType, array: Extract<CType, { kind: "array" }>): QualType {
  if (type.qualifiers === 0 && type.addressSpace === null) return array.of;
  return {
    ...array.of,
    qualifiers: array.of.qualifiers | type.qualifiers,
    addressSpace: array.of.addressSpace ?? type.addressSpace,
  };
}

function lengthText(array: Extract<CType, { kind: "array" }>): string {
  switch (array.length.kind) {
    case "known":
      return String(array.length.count);
    case "incomplete":
      return "";
    case "variable":
      return "*";
    default:
      return assertNever(array.length);
  }
}

function functionDeclarator(type: FunctionType, inner: string, printing: Printing): string {
  const { result, noreturn, callingConvention } = type;
  const parameters = `(${parametersText(type, printing)})`;
  const traits = [callingConvention, noreturn ? "noreturn" : null].filter((trait) => trait !== null).join(", ");
  if (traits === "") return declarator(result, grouped(inner) + parameters, printing);
  // GCC manual, Attribute Syntax: an attribute at the start of a nested declarator belongs to the function type.
  const convention = `__attribute__((${traits}))`;
  if (/^[*^]/.test(inner)) return declarator(result, `(${convention} ${inner})${parameters}`, printing);
  // Behind a `*` it would belong to the pointer.
  return `__typeof__(${declarator(result, "", printing)}) ${joinWords(convention, inner)}${parameters}`;
}

function parametersText(type: FunctionType, printing: Printing): string {
  if (type.unprototyped) return "";
  const texts = type.parameters.map(({ name, type: parameter }) => declarator(parameter, name ?? "", printing));
  if (type.variadic) texts.push("...");
  return texts.length === 0 ? "void" : texts.join(", ");
}

/** Declaration specifiers (C11 6.7p1) of a type that is no derived one. */
function specifiers(type: QualType, target: Underived, printing: Printing): string {
  return joinWords(levelWords(type, printing), typeSpecifier(target, printing));
}

/** Qualifiers, address space, attributes and annotations of one level. */
function levelWords(type: QualType, printing: Printing): string {
  if (isBare(type)) return "";
  const words = qualifierWords(type.qualifiers);
  if (type.addressSpace !== null) words.push(addressSpaceText(type.addressSpace));
  if (type.attributes !== undefined) words.push(...type.attributes.map(attributeSpecifier));
  if (printing.annotations && type.annotations !== undefined) words.push(...type.annotations.map(annotationText));
  return words.join(" ");
}

function isBare(type: QualType): boolean {
  return (
    type.qualifiers === 0 &&
    type.addressSpace === null &&
    type.attributes === undefined &&
    type.annotations === undefined
  );
}

function qualifierWords(qualifiers: number): string[] {
  const words: string[] = [];
  if ((qualifiers & Qualifier.Const) !== 0) words.push("const");
  if ((qualifiers & Qualifier.Volatile) !== 0) words.push("volatile");
  if ((qualifiers & Qualifier.Restrict) !== 0) words.push("restrict");
  if ((qualifiers & Qualifier.Atomic) !== 0) words.push("_Atomic");
  return words;
}

/** `__seg_gs` is a keyword; clang's numbered spaces are an attribute. */
function addressSpaceText(space: string): string {
  return space.startsWith("address_space(") ? `__attribute__((${space}))` : space;
}

function attributeSpecifier(attribute: Attribute): string {
  const args = attribute.args.map(rangeText).join(", ");
  return `__attribute__((${attribute.name}${args === "" ? "" : `(${args})`}))`;
}

function annotationText(annotation: AnnotationUse): string {
  return annotation.name + annotation.args;
}

type Underived = Exclude<CType, { kind: "pointer" | "block" | "array" | "function" }>;

function typeSpecifier(type: Underived, printing: Printing): string {
  switch (type.kind) {
    case "void":
      return "void";
    case "integer":
    case "floating":
      return type.name;
    case "complex":
      return `_Complex ${type.name}`;
    case "record":
      return recordText(type.id, printing);
    case "enum":
      return enumText(type.id, printing);
    case "typedef":
      return printing.context.typedef(type.id).name;
    case "vector":
      return vectorText(type, printing);
    case "atomic":
      return `_Atomic(${declarator(type.of, "", printing)})`;
    case "va-list":
      return "__builtin_va_list";
    case "bit-int":
      return `${type.signed ? "" : "unsigned "}_BitInt(${type.bits})`;
    case "error":
      return `void /* unknown type: ${type.reason.replaceAll("*/", "* /")} */`;
    default:
      return assertNever(type);
  }
}

/** What has no tag is shown as such: C has no name for it. */
function recordText(id: Extract<CType, { kind: "record" }>["id"], printing: Printing): string {
  const record = printing.context.record(id);
  return record.tag === null ? `${record.tagKind} { … }` : `${record.tagKind} ${record.tag}`;
}

function enumText(id: Extract<CType, { kind: "enum" }>["id"], printing: Printing): string {
  const { tag } = printing.context.enumeration(id);
  return tag === null ? "enum { … }" : `enum ${tag}`;
}

/** GCC manual, Vector Extensions. */
function vectorText(type: Extract<CType, { kind: "vector" }>, printing: Printing): string {
  const element = declarator({ type: type.of, qualifiers: 0, addressSpace: null }, "", printing);
  return `${element} __attribute__((vector_size(${type.bytes})))`;
}

function joinWords(first: string, second: string): string {
  if (first === "" || second === "") return first + second;
  return second.startsWith("[") ? first + second : `${first} ${second}`;
}
