/** View models of typedefs, constants, functions, variables and aliases. */
import type { AliasItem, ConstantItem, FunctionItem, IrType, TypedefItem, VariableItem } from "../../ir/types.js";
import { assertNever } from "../../support/brand.js";
import { integerKindOf, isConst, itemOf, type RenderModel, resolve } from "../model.js";
import { matchesAny } from "../options.js";
import { newtypeValue } from "./alias-struct.js";
import { exportDocs, itemDocs, memberDocs } from "./docs-of.js";
import { enumTypeName } from "./enum-style.js";
import { formatSignature, formatType } from "./format.js";
import { namedType, primitiveFloat, rustParameters, rustResult, rustType } from "./types.js";

export interface ConstantView {
  readonly docs: string;
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

export interface TypedefView {
  readonly docs: string;
  readonly name: string;
  readonly type: string;
}

/** null when Rust would have a type named after itself (`typedef struct foo foo`). */
export function typedefView(model: RenderModel, item: TypedefItem): TypedefView | null {
  const before = `pub type ${item.name} = `.length;
  const type = namedType(model, item.c, item.type.type) ?? formatType(model, item.type.type, 0, before, 1);
  return type === item.name ? null : { docs: itemDocs(model, item, item.type.type), name: item.name, type };
}

/** null for a constant that Rust cannot say (see `unsupportedInRust`). */
export function constantView(model: RenderModel, item: ConstantItem): ConstantView | null {
  const text = constantText(model, item);
  if (text === null) return null;
  return { docs: itemDocs(model, item, null), name: item.name, type: text.type, value: text.value };
}

function constantText(model: RenderModel, item: ConstantItem): { type: string; value: string } | null {
  const { value } = item;
  switch (value.kind) {
    case "integer":
      return integerConstant(model, item, value.value, value.type);
    case "floating":
      return floatingConstant(model, item, value.value, value.type);
    case "string":
      return stringConstant(model, value.bytes);
    case "pointer":
      return pointerConstant(model, value.value, value.type);
    case "object":
      return objectConstant(model, value.bytes, value.type);
    default:
      return assertNever(value, "constant");
  }
}

function integerConstant(
  model: RenderModel,
  item: ConstantItem,
  value: string,
  type: IrType,
): { type: string; value: string } {
  if (model.options.macroTypes === "bindgen" && item.source === "macro")
    return { type: typeByValue(model, value), value };
  switch (integerKindOf(model, type)) {
    case "_Bool":
      return { type: rustType(model, type), value: newtypeValue(model, type, String(value !== "0")) };
    // A value has no alignment to keep: 128 bits are Rust's own integer even where a member must be bytes.
    case "__int128":
      return { type: "i128", value };
    case "unsigned __int128":
      return { type: "u128", value };
    default:
      return { type: rustType(model, type), value: newtypeValue(model, type, value) };
  }
}

/** bindgen 0.72: unsigned unless negative or asked for, 32 bits if they suffice. */
function typeByValue({ options }: RenderModel, text: string): string {
  const { signed, smallest } = options.macroIntegers;
  const number = Number(text);
  // Nearly all are so small, and numbers are much faster.
  if (!smallest && Number.isSafeInteger(number)) {
    if (signed || number < 0) return number >= -0x8000_0000 && number <= 0x7fff_ffff ? "i32" : "i64";
    return number <= 0xffff_ffff ? "u32" : "u64";
  }
  return wideTypeByValue(signed, smallest, BigInt(text));
}

function wideTypeByValue(signed: boolean, smallest: boolean, value: bigint): string {
  const minus = signed || value < 0n;
  const widths = [...(smallest ? [8, 16] : []), 32, 64];
  const width = widths.find((bits) => (minus ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value)) === value);
  // bindgen wraps these around to i64.
  return `${minus && (value < 0n || width !== undefined) ? "i" : "u"}${width ?? (signed && value < 1n << 64n && value >= 0n ? 64 : 128)}`;
}

function floatingConstant(
  model: RenderModel,
  item: ConstantItem,
  value: string,
  type: IrType,
): { type: string; value: string } {
  const resolved = resolve(model, type);
  const primitive = resolved.kind === "floating" ? primitiveFloat(resolved.name, resolved.size) : null;
  const byRule = model.options.macroTypes === "bindgen" && item.source === "macro";
  if (primitive === null || byRule) return { type: "f64", value: floatLiteral(value, "f64") };
  return { type: rustType(model, type), value: newtypeValue(model, type, floatLiteral(value, primitive)) };
}

function floatLiteral(value: string, type: "f32" | "f64"): string {
  const number = Number(value);
  if (Number.isNaN(number)) return `::core::${type}::NAN`;
  if (!Number.isFinite(number)) return `::core::${type}::${number > 0 ? "INFINITY" : "NEG_INFINITY"}`;
  return /^-?\d+$/.test(value) ? `${value}.0` : value.replace("e+", "e");
}

function stringConstant(model: RenderModel, bytes: readonly number[]): { type: string; value: string } {
  const literal = bytes.map(rustByte).join("");
  if (model.options.strings === "cstr" && !bytes.includes(0)) {
    const type = "&::core::ffi::CStr";
    if (model.features.cStringLiterals) return { type, value: `c"${literal}"` };
    return { type, value: `unsafe { ::core::ffi::CStr::from_bytes_with_nul_unchecked(b"${literal}\\0") }` };
  }
  return { type: `&[u8; ${bytes.length + 1}usize]`, value: `b"${literal}\\0"` };
}

/** A record by its bytes: size and places are those of C, and C has proven the bytes. */
function objectConstant(model: RenderModel, bytes: readonly number[], type: IrType): { type: string; value: string } {
  const rust = rustType(model, type);
  const array = `[u8; ${bytes.length}usize]`;
  const [first] = bytes;
  const list = bytes.every((byte) => byte === first) ? `${first}; ${bytes.length}` : bytes.join(", ");
  return { type: rust, value: `unsafe { ::core::mem::transmute::<${array}, ${rust}>([${list}]) }` };
}

/** One byte inside a byte string literal (Rust Reference, Byte escapes). */
function rustByte(byte: number): string {
  switch (byte) {
    case 0x09:
      return "\\t";
    case 0x0a:
      return "\\n";
    case 0x0d:
      return "\\r";
    case 0x22:
      return '\\"';
    case 0x5c:
      return "\\\\";
    default:
      if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
      return `\\x${byte.toString(16).padStart(2, "0").toUpperCase()}`;
  }
}

/** null for what `isFunctionAddress` rules out. */
function pointerConstant(model: RenderModel, value: string, type: IrType): { type: string; value: string } | null {
  const address = BigInt.asUintN(model.bindings.target.pointerSize * 8, BigInt(value));
  const rust = rustType(model, type);
  if (!pointsToFunction(model, type)) return { type: rust, value: `${address}usize as ${rust}` };
  return address === 0n ? { type: rust, value: "::core::option::Option::None" } : null;
}

function pointsToFunction(model: RenderModel, type: IrType): boolean {
  const resolved = resolve(model, type);
  return resolved.kind === "pointer" && resolve(model, resolved.to.type).kind === "function";
}

/** A function pointer whose value is a number other than 0: no Rust constant may hold one. */
export function isFunctionAddress(model: RenderModel, item: ConstantItem): boolean {
  return item.value.kind === "pointer" && BigInt(item.value.value) !== 0n && pointsToFunction(model, item.value.type);
}

/** An item of an `extern` block. */
export interface ForeignView {
  readonly docs: string;
  /** Attribute lines with their line ends. */
  readonly attributes: string;
  readonly signature: string;
}

/** A function declaration. */
export function functionView(model: RenderModel, item: FunctionItem): ForeignView {
  const wanted = model.options.functionAttributes;
  const noreturn = item.noreturn && wanted !== "none";
  const result = noreturn ? " -> !" : rustResult(model, item.type.result);
  return {
    docs: exportDocs(model, itemDocs(model, item, item.type, "    "), item.exported, "    "),
    attributes: attributeLines(
      linkNameText(item),
      ((wanted !== "none" && item.mustUse) || mustUseResult(model, item)) && result !== "" && !noreturn,
      wanted === "all" ? item.deprecated : null,
    ),
    signature: formatSignature(model, `pub fn ${item.name}`, rustParameters(model, item.type), result, 4, ";"),
  };
}

/** Whether the user wants no result of this type dropped. */
function mustUseResult(model: RenderModel, { type }: FunctionItem): boolean {
  const { type: result } = type.result;
  if (model.options.mustUseTypes.length === 0 || result.kind !== "item") return false;
  return matchesAny(model.options.mustUseTypes, itemOf(model, result.id).name);
}

/** A variable; C11 6.7.3: one that may not be assigned to is a `static`, any other a `static mut`. */
export function variableView(model: RenderModel, item: VariableItem): ForeignView {
  const offset = item.inside?.offset ?? 0;
  const [before, behind] = offset === 0 ? ["", ""] : [`__BindgenInside<${offset}, `, ">"];
  if (offset !== 0) model.needs.inside = true;
  const head = `pub ${isConst(model, item.type) ? "static" : "static mut"} ${item.name}: ${before}`;
  return {
    docs: exportDocs(model, memberDocs(model, item.docs, item.type, item.c), item.exported, "    "),
    attributes: attributeLines(linkNameText(item), false, null),
    signature: `${head}${formatType(model, item.type.type, 4, 4 + head.length, 1)}${behind};`,
  };
}

/**
 * `\u{1}` keeps LLVM from mangling, as bindgen's output does. A shim has the name that the C compiler gives any
 * function, and none in front: LLVM would take the two for different functions and inline neither.
 */
function linkNameText(item: FunctionItem | VariableItem): string | null {
  if (item.linkName === null) return null;
  const text = rustString(item.linkName);
  return item.kind === "function" && item.shim !== null ? text : `"\\u{1}${text.slice(1)}`;
}

function attributeLines(linkName: string | null, mustUse: boolean, deprecated: string | null): string {
  let text = "";
  if (linkName !== null) text += `    #[link_name = ${linkName}]\n`;
  if (mustUse) text += "    #[must_use]\n";
  if (deprecated !== null)
    text += deprecated === "" ? "    #[deprecated]\n" : `    #[deprecated = ${rustString(deprecated)}]\n`;
  return text;
}

/** A Rust string literal; anything beyond printable ASCII is escaped. */
export function rustString(text: string): string {
  if (UNESCAPED.test(text)) return `"${text}"`;
  let out = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === '"' || character === "\\") out += `\\${character}`;
    else if (code >= 0x20 && code < 0x7f) out += character;
    else out += `\\u{${code.toString(16)}}`;
  }
  return `"${out}"`;
}

const UNESCAPED = /^[ !#-[\]-~]*$/;

export interface AliasView {
  readonly docs: string;
  readonly text: string;
}

/**
 * A macro that renames a type becomes a type, one that renames a value a constant or a re-export.
 * `constantType`: Rust type of the constant that it renames, null if that is no constant.
 */
export function aliasView(model: RenderModel, item: AliasItem, constantType: string | null): AliasView {
  const docs = itemDocs(model, item, null);
  const { aliasOf } = item;
  switch (aliasOf.kind) {
    case "type":
      return { docs, text: `pub type ${item.name} = ${rustType(model, aliasOf.type.type)};` };
    case "value":
      if (constantType !== null) return { docs, text: `pub const ${item.name}: ${constantType} = ${aliasOf.name};` };
      return { docs, text: `pub use self::${aliasOf.name} as ${item.name};` };
    default:
      return assertNever(aliasOf, "alias");
  }
}

/** Rust type of the constant or enumerator with this Rust name; null when there is none. */
export function constantType(model: RenderModel, name: string): string | null {
  const item = model.index.values.get(name);
  if (item?.kind === "enum") return enumTypeName(model, item);
  return item?.kind === "constant" ? (constantText(model, item)?.type ?? null) : null;
}
