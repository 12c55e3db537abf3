/**
 * The proof `c/abi_check.c`: every fact of the IR as an assertion that the kernel's own compiler judges.
 *
 * Layout, types and integer values are `_Static_assert`s (C11 6.7.10; GCC manual, Other Builtins:
 * `__builtin_offsetof`, `__builtin_types_compatible_p`). Where bit-fields lie no constant expression can tell:
 * a constant record with only that bit-field set is compared byte by byte, and the optimiser must remove the
 * call of a function that may not be called (GCC manual, Common Function Attributes: `error`). Floating and
 * pointer constants, constant variables and function-like macros are judged the same way.
 *
 * Constants come first. Then every identifier that names an entity is `#undef`ined, so that no macro of the
 * same name stands in for it.
 */
import { itemId } from "../../ir/item-id.js";
import type {
  AliasItem,
  Bindings,
  ConstantItem,
  ConstFnItem,
  EnumItem,
  FunctionItem,
  IrField,
  IrFunctionType,
  IrQualType,
  IrType,
  Item,
  ItemId,
  RecordItem,
  Shim,
  TypedefItem,
  VariableItem,
} from "../../ir/types.js";
import { assertNever } from "../../support/brand.js";
import { LongText } from "../../support/long-text.js";
import { samplesOf } from "../expression.js";
import { type ItemIndex, indexItems, type ValueItem } from "../item-index.js";
import { bitPattern } from "./bit-pattern.js";
import { declare, prototype, type SpellingContext, typeName } from "./declarator.js";
import { includeOperand } from "./include.js";
import { cString, floatingLiteral, integerLiteral } from "./literals.js";

export interface CoveredItem {
  readonly id: ItemId;
  readonly name: string;
  /** Number of assertions about it. */
  readonly facts: number;
}
export interface UnprovenFact {
  readonly id: ItemId;
  readonly name: string;
  /** `size`, `type of foo.bar`, … */
  readonly what: string;
  readonly reason: string;
}
export interface ProofCoverage {
  readonly asserted: readonly CoveredItem[];
  readonly unproven: readonly UnprovenFact[];
}

/** What the template `abi_check.c` lays out; each list or text holds finished assertions, a text one in each line. */
export interface ProofView {
  readonly headers: readonly string[];
  /** There are assertions that only an optimising compiler judges. */
  readonly needsOptimiser: boolean;
  readonly constants: LongText;
  /** Function-like macros; each is a function with its proof. */
  readonly functions: LongText;
  /** Inside a function. */
  readonly foldedConstants: readonly string[];
  readonly shims: readonly ProvenShim[];
  /** Macros to take away behind the constants. */
  readonly identifiers: readonly string[];
  readonly declarations: LongText;
  /** One function for each record with bit-fields. */
  readonly bitfields: readonly { readonly name: string; readonly asserts: readonly string[] }[];
  readonly foldedVariables: readonly string[];
}

/** A function with the parameters of a shim, in which the type of the macro is asserted. */
interface ProvenShim {
  readonly head: string;
  /** Empty for a statement. */
  readonly assertion: string;
}

interface Proof {
  readonly bindings: Bindings;
  readonly index: ItemIndex;
  readonly context: SpellingContext;
  /** `Bindings.shadowingMacros` */
  readonly shadowing: ReadonlySet<string>;
  readonly constants: LongText;
  readonly functions: LongText;
  readonly foldedConstants: string[];
  readonly shims: ProvenShim[];
  readonly declarations: LongText;
  readonly bitfields: { readonly name: string; readonly asserts: string[] }[];
  readonly foldedVariables: string[];
  /** Number of assertions so far. */
  facts: number;
  readonly unproven: UnprovenFact[];
  /** Unnamed records whose fields were asserted through the record around them. */
  readonly throughParent: Set<ItemId>;
}

/**
 * The view model of the proof.
 * @param only ids of the items to prove, for tests; all by default
 */
export function proofView(
  bindings: Bindings,
  index: ItemIndex = indexItems(bindings.items),
  only: ReadonlySet<ItemId> | null = null,
): ProofView {
  const proof = emptyProof(bindings, index);
  for (const item of bindings.items) if (only === null || only.has(itemId(item))) proveItem(proof, item);
  const { constants, functions, foldedConstants, shims, declarations, bitfields, foldedVariables } = proof;
  return {
    headers: bindings.headers.map(includeOperand),
    needsOptimiser: !functions.isEmpty || [foldedConstants, foldedVariables, bitfields].some((list) => list.length > 0),
    identifiers: bindings.shadowingMacros,
    ...{ constants, functions, foldedConstants, shims, declarations, bitfields, foldedVariables },
  };
}

/** Which items the proof asserts, with which facts, and which facts it cannot, with the reason. */
export function proofCoverage(bindings: Bindings): ProofCoverage {
  const proof = emptyProof(bindings, indexItems(bindings.items));
  const asserted: CoveredItem[] = [];
  for (const item of bindings.items) {
    const before = proof.facts;
    proveItem(proof, item);
    const facts = proof.facts - before;
    if (facts > 0) asserted.push({ id: itemId(item), name: item.name, facts });
  }
  const unheld = proof.index.records.filter(({ id, c }) => c === null && !proof.throughParent.has(id));
  const reason = "the record has no name in C and no named record holds it";
  return {
    asserted,
    unproven: [...proof.unproven, ...unheld.map(({ id, name }) => ({ id, name, what: "everything", reason }))],
  };
}

function emptyProof(bindings: Bindings, index: ItemIndex): Proof {
  return {
    bindings,
    index,
    context: { types: index.types, annotations: false },
    shadowing: new Set(bindings.shadowingMacros),
    constants: new LongText(),
    functions: new LongText(),
    foldedConstants: [],
    shims: [],
    declarations: new LongText(),
    bitfields: [],
    foldedVariables: [],
    facts: 0,
    unproven: [],
    throughParent: new Set(),
  };
}

function count(proof: Proof, facts: number): void {
  proof.facts += facts;
}

function cannot(proof: Proof, item: Item, what: string, reason: string): void {
  proof.unproven.push({ id: itemId(item), name: item.name, what, reason });
}

const UNNAMED_TYPE = "a type in it has no name in C";

function proveItem(proof: Proof, item: Item): void {
  switch (item.kind) {
    case "record":
      return proveRecord(proof, item);
    case "incomplete-record":
      return;
    case "enum":
      return proveEnum(proof, item);
    case "typedef":
      return proveTypedef(proof, item);
    case "constant":
      return proveConstant(proof, item);
    case "const-fn":
      return proveConstFn(proof, item);
    case "function":
      return proveFunction(proof, item);
    case "variable":
      return proveVariable(proof, item);
    case "alias":
      return proveAlias(proof, item);
    default:
      return assertNever(item, "item");
  }
}

function proveConstant(proof: Proof, item: ConstantItem): void {
  const { value } = item;
  // A comma outside parentheses would split the argument of the macro.
  const expression = /^[\w$]+$/.test(item.c) ? item.c : `(${item.c})`;
  if (value.kind === "string") {
    const bytes = [...value.bytes, 0];
    proof.constants.addLine(`KBINDGEN_STRING(${expression}, ${bytes.length}, ${cString(value.bytes)});`);
    return count(proof, 1);
  }
  const type = typeName(value.type, proof.context);
  const statics = item.source === "variable" ? proof.declarations : proof.constants;
  const folded = item.source === "variable" ? proof.foldedVariables : proof.foldedConstants;
  if (type === null) cannot(proof, item, "type", UNNAMED_TYPE);
  if (value.kind === "integer" && item.source === "macro" && !item.readsVariable) {
    const literal = integerLiteral(BigInt(value.value));
    statics.addLine(
      type === null
        ? `KBINDGEN_VALUE(${expression}, ${literal});`
        : `KBINDGEN_INTEGER(${expression}, ${literal}, ${type});`,
    );
    return count(proof, 1);
  }
  if (type !== null) statics.addLine(`KBINDGEN_TYPE(${expression}, ${type});`);
  folded.push(...foldedConstant(proof, expression, value));
  count(proof, 2);
}

/** Comparisons that only the optimiser can decide. */
function foldedConstant(
  proof: Proof,
  expression: string,
  value: Exclude<ConstantItem["value"], { kind: "string" }>,
): string[] {
  switch (value.kind) {
    case "integer":
      return [`KBINDGEN_FOLDED(${expression}, ${integerLiteral(BigInt(value.value))}, (${expression}));`];
    case "floating":
      return foldedFloating(expression, value.value);
    case "object":
      return [foldedObject(proof, expression, value)];
    case "pointer":
      return [
        `KBINDGEN_FOLDED(${expression}, (__UINTPTR_TYPE__)${integerLiteral(BigInt(value.value))}, (__UINTPTR_TYPE__)(${expression}));`,
      ];
    default:
      return assertNever(value, "constant");
  }
}

/**
 * Every byte of a constant object that the expression initializes. For clang those of members that are no pointers: it
 * leaves padding undefined, and folds no byte of a pointer.
 */
function foldedObject(
  proof: Proof,
  expression: string,
  { bytes, type }: Extract<ConstantItem["value"], { kind: "object" }>,
): string {
  const members = new Set<number>();
  markMembers(proof, type, 0, bytes.length, members);
  const differs = bytes.flatMap((byte, index) => (members.has(index) ? [`KBINDGEN_BYTE(${index}, ${byte})`] : []));
  const each = differs.length === 0 ? "0" : differs.join(" || ");
  return `KBINDGEN_OBJECT(${expression}, ${bytes.length}, ${cString(bytes)}, ${each});`;
}

/** Marks the bytes of an object of `size` bytes at `base` that members other than pointers lie in. */
function markMembers(proof: Proof, type: IrType, base: number, size: number, members: Set<number>): void {
  if (type.kind === "array" && type.length !== null && type.length > 0) {
    const element = size / type.length;
    for (let at = 0; at < size; at += element) markMembers(proof, type.of.type, base + at, element, members);
    return;
  }
  const record = recordOf(proof, type);
  if (record === null) {
    if (!isPointer(proof, type)) for (let byte = 0; byte < size; byte++) members.add(base + byte);
    return;
  }
  for (const field of record.fields) {
    if (field.kind === "field") markMembers(proof, field.type.type, base + field.offset, field.size, members);
    else if (field.name !== null) {
      const last = field.offsetBits + field.width - 1;
      for (let byte = field.offsetBits >> 3; byte <= last >> 3; byte++) members.add(base + byte);
    }
  }
}

function isPointer(proof: Proof, type: IrType): boolean {
  if (type.kind !== "item") return type.kind === "pointer";
  const item = proof.index.types.get(type.id);
  return item?.kind === "typedef" && isPointer(proof, item.type.type);
}

/** `==` holds for no NaN, and for zeros of either sign (C11 F.9.3): what it cannot tell is asked otherwise. */
function foldedFloating(expression: string, value: string): string[] {
  const number = Number(value);
  const equals = (asked: string, literal: string, operand = asked): string =>
    `KBINDGEN_FOLDED(${asked}, ${literal}, ${operand});`;
  if (Number.isNaN(number)) return [equals(`!!__builtin_isnan(${expression})`, "1")];
  const plain = equals(expression, floatingLiteral(value), `(double)(${expression})`);
  if (number !== 0) return [plain];
  return [plain, equals(`__builtin_copysign(1.0, ${expression})`, Object.is(number, -0) ? "-1.0" : "1.0")];
}

/**
 * The function that a macro is, with the type of its result and its values for sampled arguments. The optimiser
 * judges: neither statement expressions nor calls are constant expressions.
 */
function proveConstFn(proof: Proof, item: ConstFnItem): void {
  const samples = samplesOf(item, proof.bindings.target);
  if (samples.length === 0) {
    return cannot(proof, item, "everything", "C is undefined for all arguments that were tried");
  }
  // Names that no macro declares inside.
  const names = item.parameters.map((_, index) => `kbindgen_${index + 1}`);
  const declared = item.parameters.map(({ type }, index) => `${type} ${names[index]}`).join(", ");
  const parameters = `(${declared === "" ? "void" : declared})`;
  // In parentheses: the expansion may have none around its operators and commas.
  const call = `(${item.c}(${names.join(", ")}))`;
  const result = typeName(item.result, proof.context) ?? item.body.type;
  const differs = samples.map(({ args, value }) => {
    const list = args.map((argument) => integerLiteral(argument)).join(", ");
    return `KBINDGEN_CALL(${list}) != ${integerLiteral(value)}`;
  });
  proof.constants.addLine(`KBINDGEN_RESULT(${item.c}, ${parameters}, ${call}, ${result});`);
  proof.functions.addLine(
    `KBINDGEN_FUNCTION(${item.c}, ${item.body.type}, ${parameters}, ${call}, ${differs.join(" || ")})`,
  );
  count(proof, samples.length + 1);
}

function proveEnum(proof: Proof, item: EnumItem): void {
  if (item.c === null) cannot(proof, item, "size and type", "the enum has no name in C");
  else if (item.enumerators.length === 0) cannot(proof, item, "size and type", "the enum is never defined");
  else {
    proof.declarations.addLine(`KBINDGEN_ENUM(${item.c}, ${item.size}, ${item.align}, ${item.underlying});`);
    count(proof, 1);
  }
  for (const enumerator of item.enumerators) {
    proof.declarations.addLine(
      `KBINDGEN_INTEGER(${enumerator.c}, ${integerLiteral(BigInt(enumerator.value))}, ${enumerator.type});`,
    );
  }
  if (item.enumerators.length > 0) count(proof, item.enumerators.length);
}

function proveTypedef(proof: Proof, item: TypedefItem): void {
  const type = declare(item.type, "", proof.context);
  if (type === null) cannot(proof, item, "type", UNNAMED_TYPE);
  else {
    proof.declarations.addLine(`KBINDGEN_TYPE(${item.c}, ${type});`);
    count(proof, 1);
  }
  if (item.size !== null && item.align !== null && isObjectType(proof, item.type.type)) {
    proof.declarations.addLine(`KBINDGEN_SIZE(${item.c}, ${item.size}, ${item.align});`);
    count(proof, 1);
  }
}

/** C11 6.5.3.4p1: functions and void have no size, although GNU says 1. */
function isObjectType(proof: Proof, type: IrType): boolean {
  if (type.kind !== "item") return type.kind !== "function" && type.kind !== "void";
  const item = proof.index.types.get(type.id);
  return item?.kind === "typedef" ? isObjectType(proof, item.type.type) : true;
}

function proveFunction(proof: Proof, item: FunctionItem): void {
  if (item.shim?.wraps === "macro") return proveMacroShim(proof, item, item.shim);
  const type = typeName(item.type, proof.context);
  if (type === null) return cannot(proof, item, "type", UNNAMED_TYPE);
  proof.declarations.addLine(`KBINDGEN_TYPE(${item.c}, ${type});`);
  count(proof, 1);
}

/**
 * What a macro gives for arguments of these types; helpers.c itself has the compiler's word that they can be passed. A
 * result that the user has stated is converted to, and has no other fact.
 */
function proveMacroShim(proof: Proof, item: FunctionItem, shim: Shim): void {
  const result = declare(item.type.result, "", proof.context);
  const name = `kbindgen_shim_${proof.shims.length + 1}`;
  const type: IrFunctionType = { ...item.type, result: VOID };
  const head = prototype(type, name, shim.parameters, proof.context);
  if (result === null || head === null) return cannot(proof, item, "type", UNNAMED_TYPE);
  const hidden = (head.match(/[A-Za-z_]\w*/g) ?? []).find((word) => proof.shadowing.has(word));
  if (hidden !== undefined) return cannot(proof, item, "type", `the macro ${hidden} hides a name in it`);
  // Behind a comma it is a value: arrays are pointers, and bit-fields have a type (C11 6.3.2.1, 6.5.17p2).
  const assertion = shim.exact && result !== "void" ? `KBINDGEN_TYPE((0, ${shim.body}), ${result});` : "";
  proof.shims.push({ head, assertion });
  count(proof, 1);
}

const VOID: IrQualType = {
  type: { kind: "void" },
  const: false,
  volatile: false,
  restrict: false,
  addressSpace: null,
  annotations: [],
};

function proveVariable(proof: Proof, item: VariableItem): void {
  // Through its address, so that qualifiers count as well.
  const type = declare(item.type, pointerTo(item.type.type), proof.context);
  if (type === null) return cannot(proof, item, "type", UNNAMED_TYPE);
  const statics = item.inside === null ? proof.declarations : proof.constants;
  statics.addLine(`KBINDGEN_VARIABLE(${item.c}, ${type});`);
  count(proof, 1);
  if (item.inside === null) return;
  proof.foldedConstants.push(`KBINDGEN_INSIDE(${item.c}, ${item.inside.object}, ${item.inside.offset});`);
  count(proof, 1);
}

function pointerTo(type: IrType): string {
  return type.kind === "array" || type.kind === "function" ? "(*)" : "*";
}

function proveAlias(proof: Proof, item: AliasItem): void {
  const { aliasOf } = item;
  switch (aliasOf.kind) {
    case "type": {
      const type = declare(aliasOf.type, "", proof.context);
      if (type === null) return cannot(proof, item, "type", UNNAMED_TYPE);
      proof.constants.addLine(`KBINDGEN_TYPE(${item.c}, ${type});`);
      return count(proof, 1);
    }
    case "value": {
      const value = proof.index.values.get(aliasOf.name);
      // The name of a function-like macro has no type: what the alias expands to is compared as text.
      if (value !== undefined && isFunctionLike(value)) {
        proof.constants.addLine(`KBINDGEN_RENAMES(${item.c}, "${value.c}");`);
        return count(proof, 1);
      }
      const target = value === undefined ? aliasOf.name : spellingOf(value, aliasOf.name);
      proof.constants.addLine(`KBINDGEN_TYPE(${item.c}, __typeof__(${target}));`);
      return count(proof, 1);
    }
    default:
      return assertNever(aliasOf, "alias");
  }
}

/** What C calls the value with this Rust name. */
function spellingOf(value: ValueItem, name: string): string {
  if (value.kind !== "enum") return value.c;
  return value.enumerators.find((enumerator) => enumerator.name === name)?.c ?? name;
}

function isFunctionLike(value: ValueItem): value is ConstFnItem | FunctionItem {
  return value.kind === "const-fn" || (value.kind === "function" && value.shim?.wraps === "macro");
}

/** Where an assertion finds a field: the spelled record, the designator to the record at hand, its place in bytes. */
interface FieldPlace {
  /** The item that is asserted, for coverage. */
  readonly root: RecordItem;
  readonly spelling: string;
  /** `a.b[0].`, or empty. */
  readonly prefix: string;
  /** Bytes. */
  readonly base: number;
  readonly bits: string[];
}

function proveRecord(proof: Proof, item: RecordItem): void {
  if (item.c === null) return;
  proof.declarations.addLine(`KBINDGEN_RECORD(${item.c}, ${item.size}, ${item.align});`);
  count(proof, 1);
  const bits: string[] = [];
  proveFields(proof, item, { root: item, spelling: item.c, prefix: "", base: 0, bits }, 0);
  if (bits.length > 0)
    proof.bitfields.push({ name: `kbindgen_bitfields_${proof.bitfields.length + 1}`, asserts: bits });
}

const MAX_NESTING = 100;

function proveFields(proof: Proof, record: RecordItem, place: FieldPlace, depth: number): void {
  if (depth > MAX_NESTING) return;
  for (const field of record.fields) {
    if (field.kind === "bitfield") proveBitField(proof, place, field);
    else proveField(proof, place, field, depth);
  }
}

function proveField(proof: Proof, place: FieldPlace, field: Extract<IrField, { kind: "field" }>, depth: number): void {
  const unnamed = unnamedRecord(proof, field.type.type);
  if (field.c === null) {
    // C11 6.7.2.1p13: members of an anonymous member are members of the record around it.
    const anonymous = unnamed?.record ?? recordOf(proof, field.type.type);
    if (anonymous === null) return;
    proof.throughParent.add(anonymous.id);
    proveFields(proof, anonymous, { ...place, base: place.base + field.offset }, depth + 1);
    return;
  }
  const designator = place.prefix + field.c;
  const offset = place.base + field.offset;
  const type = declare(field.type, "", proof.context);
  proof.declarations.addLine(fieldAssertion(place.spelling, designator, offset, field, type));
  count(proof, 1);
  if (unnamed === null) {
    if (type === null) cannot(proof, place.root, `type of ${designator}`, UNNAMED_TYPE);
    return;
  }
  proof.throughParent.add(unnamed.record.id);
  const prefix = `${designator}${unnamed.subscripts}.`;
  proveFields(proof, unnamed.record, { ...place, prefix, base: offset }, depth + 1);
}

function fieldAssertion(
  spelling: string,
  designator: string,
  offset: number,
  field: Extract<IrField, { kind: "field" }>,
  type: string | null,
): string {
  const incomplete = field.type.type.kind === "array" && field.type.type.length === null;
  if (incomplete) {
    return type === null
      ? `KBINDGEN_OFFSET(${spelling}, ${designator}, ${offset});`
      : `KBINDGEN_FLEXIBLE(${spelling}, ${designator}, ${offset}, ${type});`;
  }
  return type === null
    ? `KBINDGEN_PLACE(${spelling}, ${designator}, ${offset}, ${field.size});`
    : `KBINDGEN_FIELD(${spelling}, ${designator}, ${offset}, ${field.size}, ${type});`;
}

function proveBitField(proof: Proof, place: FieldPlace, field: Extract<IrField, { kind: "bitfield" }>): void {
  // An unnamed bit-field cannot be named, and holds nothing (6.7.2.1p12).
  if (field.c === null || field.width === 0) return;
  const bit = place.base * 8 + field.offsetBits;
  const { volatile } = field.type;
  const fixed = field.type.const || volatile;
  const pattern = (constant: boolean) =>
    bitPattern(proof.bindings.target.endian, bit, field.width, place.root.size, constant);
  const designator = place.prefix + field.c;
  const facts = `${unqualified(place.spelling)}, ${designator}, ${bit}, ${field.width}`;
  const negative = isSignedBitField(proof, field.type.type) ? 1 : 0;
  if (volatile) {
    place.bits.push(`KBINDGEN_BITFIELD_VOLATILE(${facts}, ${pattern(true)}, ${pattern(false)});`);
    cannot(proof, place.root, `sign of ${designator}`, "a volatile bit-field is read at run time only");
  } else place.bits.push(`KBINDGEN_BITFIELD${fixed ? "_CONST" : ""}(${facts}, ${negative}, ${pattern(fixed)});`);
  count(proof, 1);
}

/** A spelling through a member has the member's qualifiers; those of a value are dropped (C11 6.3.2.1p2). */
function unqualified(spelling: string): string {
  const through = /^__typeof__\((.*)\)$/s.exec(spelling);
  return through === null ? spelling : `__typeof__((0, ${through[1]}))`;
}

/** Whether all ones in the bit-field are a negative value; GCC: plain `int` is signed, plain `char` as without `:`. */
function isSignedBitField(proof: Proof, type: IrType): boolean {
  switch (type.kind) {
    case "integer":
      if (type.name === "char") return proof.bindings.target.charSigned;
      return type.name !== "_Bool" && !type.name.startsWith("unsigned");
    case "item": {
      const item = proof.index.types.get(type.id);
      if (item?.kind === "typedef") return isSignedBitField(proof, item.type.type);
      return item?.kind === "enum" && isSignedBitField(proof, { kind: "integer", name: item.underlying });
    }
    case "atomic":
      return isSignedBitField(proof, type.of.type);
    default:
      return false;
  }
}

function recordOf(proof: Proof, type: IrType): RecordItem | null {
  if (type.kind !== "item") return null;
  const item = proof.index.types.get(type.id);
  if (item?.kind === "typedef") return recordOf(proof, item.type.type);
  return item?.kind === "record" ? item : null;
}

/** The unnamed record that a field is, or is an array of; `subscripts` lead to its first element. */
function unnamedRecord(
  proof: Proof,
  type: IrType,
): { readonly record: RecordItem; readonly subscripts: string } | null {
  let element = type;
  let subscripts = "";
  while (element.kind === "array") {
    if (element.length === 0 || element.length === null) return null;
    element = element.of.type;
    subscripts += "[0]";
  }
  if (element.kind !== "item") return null;
  const item = proof.index.types.get(element.id);
  return item?.kind === "record" && item.c === null ? { record: item, subscripts } : null;
}
