/**
 * From a record with resolved members to its layout: collects what `layoutRecord` is told, or the reason why
 * there can be no layout.
 */
import type { KernelTarget } from "../kernel/types.js";
import type { RecordSpecifier } from "../parse/ast.js";
import { assertNever } from "../support/brand.js";
import { findAttribute, hasAttribute, stringArgument } from "./attribute-arguments.js";
import { bare, integerKindOf } from "./expression/ctype.js";
import { isLaidOut, type LayoutInput, type LayoutMember, layoutRecord, type TypeLayout } from "./layout.js";
import type { SemaState } from "./state.js";
import { typeLayout } from "./type-layout.js";
import type { CType, Field, QualType, RecordDecl, RecordLayout } from "./types.js";

/** The layout of a record whose members are known, or why there is none. */
export function layOut(
  record: RecordDecl,
  specifier: RecordSpecifier,
  members: readonly Field[],
  state: SemaState,
): RecordLayout | string {
  if (isRandomized(record, members, state)) {
    return "CONFIG_RANDSTRUCT: the order of the members is decided when the kernel is built";
  }
  const described: LayoutMember[] = [];
  for (let index = 0; index < members.length; index++) {
    const member = members[index] as Field;
    const result = describeMember(member, state);
    if (typeof result === "string") return `${memberName(member)}: ${result}`;
    described.push(result);
  }
  const result = layoutRecord(layoutInput(record, specifier, described), state.abi);
  return isLaidOut(result) ? result : result.unsupported;
}

function memberName(member: Field): string {
  return member.name === null ? "an unnamed member" : `member ${member.name}`;
}

function layoutInput(record: RecordDecl, specifier: RecordSpecifier, members: readonly LayoutMember[]): LayoutInput {
  const { attributes, pragmas } = specifier;
  return {
    tagKind: record.tagKind,
    packed: record.packed,
    aligned: record.aligned,
    pack: specifier.pack,
    // GCC manual, x86 Type Attributes: `ms_struct` and `gcc_struct` overrule the pragma and the target.
    msStruct: hasAttribute(attributes, "ms_struct") || (pragmas.msStruct && !hasAttribute(attributes, "gcc_struct")),
    storageOrder: storageOrder(specifier),
    members,
  };
}

/** GCC manual, Common Type Attributes: `scalar_storage_order`; the attribute overrules the pragma. */
function storageOrder(specifier: RecordSpecifier): LayoutInput["storageOrder"] {
  const attribute = findAttribute(specifier.attributes, "scalar_storage_order");
  const written = stringArgument(attribute?.args[0]);
  return written === "big-endian" || written === "little-endian" ? written : specifier.pragmas.storageOrder;
}

/**
 * Linux, CONFIG_RANDSTRUCT: structures marked `randomize_layout` and, without a mark, those of only function
 * pointers are shuffled (fixture `records.test.ts`).
 */
function isRandomized(record: RecordDecl, members: readonly Field[], state: SemaState): boolean {
  if (record.tagKind !== "struct" || !state.randomizes) return false;
  if (hasAttribute(record.attributes, "randomize_layout")) return true;
  if (hasAttribute(record.attributes, "no_randomize_layout") || members.length < 2) return false;
  return members.every((member) => isFunctionPointer(member.type, state));
}

/** Whether the order of members is decided when the kernel is built. */
export function randomizesRecords({ config }: KernelTarget): boolean {
  return ["CONFIG_RANDSTRUCT", "CONFIG_GCC_PLUGIN_RANDSTRUCT"].some((name) => config.get(name) === "y");
}

function isFunctionPointer(type: QualType, state: SemaState): boolean {
  const target = bare(type.type, state.context);
  return target.kind === "pointer" && bare(target.to.type, state.context).kind === "function";
}

function describeMember(member: Field, state: SemaState): LayoutMember | string {
  const type = memberLayout(member.type.type, state);
  if (typeof type === "string") return type;
  if (member.bitWidth !== null) {
    const problem = bitFieldProblem(member, member.bitWidth, type, state);
    if (problem !== null) return problem;
  }
  const { bitWidth, packed, aligned } = member;
  return { type, bitWidth, named: member.name !== null || bitWidth === null, packed, aligned };
}

/** C11 6.7.2.1p4-5. */
function bitFieldProblem(member: Field, width: number, type: TypeLayout, state: SemaState): string | null {
  const target = bare(member.type.type, state.context);
  const isBool = target.kind === "integer" && target.name === "_Bool";
  if (integerKindOf(target, state.context) === null && target.kind !== "bit-int")
    return "a bit-field of no integer type";
  if (width > (isBool ? 1 : type.size * 8)) return `its width of ${width} exceeds its type`;
  return width === 0 && member.name !== null ? "a named bit-field of width 0" : null;
}

/** Size and alignment of a member's type; a flexible array has size 0 (C11 6.7.2.1p18). */
function memberLayout(type: CType, state: SemaState): TypeLayout | string {
  const target = bare(type, state.context);
  if (target.kind === "error") return target.reason;
  if (target.kind === "function" || target.kind === "void") return "a member of function or void type";
  const layout = typeLayout(type, state);
  if (layout !== null) return layout;
  if (target.kind === "array" && target.length.kind === "incomplete") {
    const element = memberLayout(target.of.type, state);
    return typeof element === "string" ? element : { ...element, size: 0 };
  }
  return whyIncomplete(target, state);
}

/** Why a type has no size. */
export function whyIncomplete(type: CType, state: SemaState): string {
  switch (type.kind) {
    case "error":
      return type.reason;
    case "record": {
      const record = state.context.record(type.id);
      const name = `${record.tagKind} ${record.tag ?? "without a tag"}`;
      return record.unsupported === null ? `${name} is incomplete` : `${name} has no layout (${record.unsupported})`;
    }
    case "enum":
      return `enum ${state.context.enumeration(type.id).tag ?? "without a tag"} is incomplete`;
    case "array":
      return whyNoArray(type, state);
    case "floating":
    case "complex":
      return `${state.abi.arch} has no ${type.name}`;
    case "void":
    case "integer":
    case "pointer":
    case "block":
    case "function":
    case "typedef":
    case "vector":
    case "atomic":
    case "va-list":
    case "bit-int":
      return "its type has no size";
    default:
      return assertNever(type);
  }
}

function whyNoArray(type: Extract<CType, { kind: "array" }>, state: SemaState): string {
  if (type.length.kind !== "known") return "an array of unknown size";
  if (typeLayout(type.of.type, state) !== null) return "an array too large for any object";
  return whyIncomplete(bare(type.of.type, state.context), state);
}
