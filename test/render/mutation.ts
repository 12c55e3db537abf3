/**
 * Mutation testing of the proof: one fact of the IR is changed (an offset, width, size, value, type, parameter or body),
 * and the proof of that item must then have an assertion that the compiler refuses.
 *
 * Many mutants share one compilation: only the assertions that a mutation changes go into the file, each with a
 * comment that names its mutant. Static assertions and those for the optimiser are compiled apart, since a compiler
 * that has seen the former fail does not optimise.
 */
import { itemId } from "../../src/ir/item-id.js";
import type {
  Bindings,
  BindingsTarget,
  ConstFnItem,
  IrExpression,
  IrField,
  IrFunctionType,
  IrQualType,
  IrType,
  Item,
  ItemId,
  RecordItem,
} from "../../src/ir/types.js";
import { type ProofView, proofView } from "../../src/render/c/proof.js";
import { evaluateExpression, limitsOf, operandsOf } from "../../src/render/expression.js";
import { indexItems } from "../../src/render/item-index.js";
import { fillLong, loadTemplates } from "../../src/render/templates.js";
import { assertNever } from "../../src/support/brand.js";
import { LongText } from "../../src/support/long-text.js";
import { type Random, seededRandom } from "../random/prng.js";

export interface Mutant {
  /** `struct foo: offset of a.b`. */
  readonly what: string;
  readonly item: Item;
}

export interface MutantFile {
  readonly text: string;
  /** Line (from 1) to the number of the mutant whose assertion stands there. */
  readonly mutantAt: ReadonlyMap<number, number>;
}

export interface Batch {
  readonly statics: MutantFile;
  readonly optimised: MutantFile;
  /** Mutants that change no assertion: the proof cannot notice them. */
  readonly unnoticed: readonly number[];
}

type Mutation = readonly [what: string, item: Item];

/** `count` mutants of facts picked by `seed`, each of one item. */
export function makeMutants(
  bindings: Bindings,
  seed: number,
  count: number,
  isWanted: (item: Item) => boolean = (item) => item.kind !== "incomplete-record" && item.kind !== "alias",
): Mutant[] {
  const mutants: Mutant[] = [];
  const items = bindings.items.filter(isWanted);
  for (let number = 0; mutants.length < count; number++) {
    if (number > count * 50) throw new Error("hardly any item can be mutated");
    const random = seededRandom(seed, number);
    const item = random.pick(items);
    const mutation = mutate(item, random, bindings.target);
    if (mutation !== null) mutants.push({ what: `${itemId(item)}: ${mutation[0]}`, item: mutation[1] });
  }
  return mutants;
}

function mutate(item: Item, random: Random, target: BindingsTarget): Mutation | null {
  switch (item.kind) {
    case "record":
      return mutateRecord(item, random);
    case "enum":
      return mutateEnum(item, random);
    case "typedef": {
      const changed = mutateType(item.type, random);
      if (item.size !== null && random.chance(30)) return ["size", { ...item, size: item.size + 1 }];
      return ["type", { ...item, type: changed }];
    }
    case "constant":
      return mutateConstant(item, random);
    case "function":
      return mutateFunction(item, random);
    case "variable":
      if (item.inside !== null && random.chance(50))
        return ["offset", { ...item, inside: { ...item.inside, offset: item.inside.offset + 1 } }];
      return ["type", { ...item, type: mutateType(item.type, random) }];
    case "const-fn":
      return mutateConstFn(item, random, target);
    case "incomplete-record":
    case "alias":
      return null;
    default:
      return assertNever(item);
  }
}

function mutateRecord(item: RecordItem, random: Random): Mutation | null {
  const choice = random.below(10);
  // The size of an unnamed record is no fact of its own.
  if (item.c !== null && (choice === 0 || item.fields.length === 0))
    return ["size", { ...item, size: item.size + item.align }];
  if (item.c !== null && choice === 1) return ["alignment", { ...item, align: item.align * 2 }];
  const named = item.fields.flatMap((field, index) => (field.c === null ? [] : [index]));
  if (named.length === 0) return null;
  const index = random.pick(named);
  const field = item.fields[index];
  if (field === undefined) return null;
  const mutation = field.kind === "field" ? mutateField(field, random) : mutateBitField(field, random);
  const fields = item.fields.with(index, mutation[1]);
  return [`${mutation[0]} of ${field.c}`, { ...item, fields }];
}

function mutateField(field: Extract<IrField, { kind: "field" }>, random: Random): readonly [string, IrField] {
  const choice = random.below(3);
  if (choice === 0) return ["offset", { ...field, offset: field.offset + random.pick([1, 4, 8, -1]) }];
  const incomplete = field.type.type.kind === "array" && field.type.type.length === null;
  if (choice === 1 && !incomplete) return ["size", { ...field, size: field.size + random.pick([1, 4]) }];
  return ["type", { ...field, type: mutateType(field.type, random) }];
}

function mutateBitField(field: Extract<IrField, { kind: "bitfield" }>, random: Random): readonly [string, IrField] {
  if (random.chance(50)) return ["bit offset", { ...field, offsetBits: field.offsetBits + random.pick([1, 8, 32]) }];
  return ["width", { ...field, width: field.width + (field.width > 1 && random.chance(50) ? -1 : 1) }];
}

function mutateEnum(item: Extract<Item, { kind: "enum" }>, random: Random): Mutation | null {
  if (item.enumerators.length === 0) return null;
  if (item.c !== null && random.chance(20)) {
    return ["underlying type", { ...item, underlying: item.underlying === "int" ? "unsigned int" : "int" }];
  }
  const index = random.below(item.enumerators.length);
  const enumerator = item.enumerators[index];
  if (enumerator === undefined) return null;
  const changed = random.chance(20)
    ? { ...enumerator, type: enumerator.type === "int" ? ("unsigned int" as const) : ("int" as const) }
    : { ...enumerator, value: otherValue(enumerator.value, random) };
  return [`enumerator ${enumerator.c}`, { ...item, enumerators: item.enumerators.with(index, changed) }];
}

function mutateConstant(item: Extract<Item, { kind: "constant" }>, random: Random): Mutation {
  const { value } = item;
  switch (value.kind) {
    case "integer":
      return random.chance(30)
        ? ["type", { ...item, value: { ...value, type: otherType(value.type, random) } }]
        : ["value", { ...item, value: { ...value, value: otherValue(value.value, random) } }];
    case "floating":
      return ["value", { ...item, value: { ...value, value: String(Number(value.value) * 2 + 1) } }];
    case "pointer":
      return ["value", { ...item, value: { ...value, value: otherValue(value.value, random) } }];
    case "object":
    case "string":
      return ["bytes", { ...item, value: { ...value, bytes: otherBytes(value.bytes, random) } }];
    default:
      return assertNever(value);
  }
}

function otherValue(value: string, random: Random): string {
  const number = BigInt(value);
  const other = random.pick([number + 1n, number - 1n, number ^ 0x8000n, number * 2n + 1n]);
  return String(other === number ? number + 2n : other);
}

function otherBytes(bytes: readonly number[], random: Random): number[] {
  if (bytes.length === 0 || random.chance(20)) return [...bytes, 65];
  const index = random.below(bytes.length);
  return bytes.map((byte, at) => (at === index ? byte ^ 1 : byte));
}

/** The parameters of a macro's shim are chosen, and `helpers.c` has them from the same IR: only its result is a fact. */
function mutateFunction(item: Extract<Item, { kind: "function" }>, random: Random): Mutation | null {
  const { shim, type } = item;
  if (shim?.wraps === "macro") {
    if (!shim.exact || type.result.type.kind === "void") return null;
    const result = { ...type.result, type: otherType(type.result.type, random) };
    return ["type of the result", { ...item, type: { ...type, result } }];
  }
  return ["type", { ...item, type: mutatePrototype(item.type, random) }];
}

/** Another type of the result, or a node of the body that is another one; null for a mutant that computes the same. */
function mutateConstFn(item: ConstFnItem, random: Random, target: BindingsTarget): Mutation | null {
  if (random.chance(15)) return ["type of the result", { ...item, result: otherType(item.result, random) }];
  const nodes = nodesOf(item.body);
  const chosen = random.pick(nodes);
  const other = otherNode(chosen, item, random);
  if (other === null) return null;
  const body = replaced(item.body, chosen, other);
  const mutant: ConstFnItem = { ...item, body };
  return isSameFunction(item, mutant, random, target) ? null : [`${chosen.kind} in the body`, mutant];
}

/** Conditions of assertions aside: a program that C refuses proves nothing. */
function nodesOf(node: IrExpression): IrExpression[] {
  if (node.kind === "assert") return nodesOf(node.operand);
  return [node, ...operandsOf(node).flatMap(nodesOf)];
}

function otherNode(node: IrExpression, item: ConstFnItem, random: Random): IrExpression | null {
  switch (node.kind) {
    case "parameter": {
      const others = item.parameters.flatMap(({ type }, index) =>
        type === node.type && index !== node.index ? [index] : [],
      );
      return others.length === 0 ? null : { ...node, index: random.pick(others) };
    }
    case "constant":
      return { ...node, value: String(BigInt(node.value) + (random.chance(50) && node.value !== "0" ? -1n : 1n)) };
    case "convert":
      return node.operand.kind === "convert" ? { ...node, operand: node.operand.operand } : null;
    case "unary":
      return { ...node, operator: node.operator === "-" ? "~" : "-" };
    case "binary":
      return random.chance(30)
        ? { ...node, left: node.right, right: node.left }
        : {
            ...node,
            operator: random.pick((["+", "-", "*", "&", "|", "^"] as const).filter((o) => o !== node.operator)),
          };
    case "shift":
      return { ...node, operator: node.operator === "<<" ? ">>" : "<<" };
    case "compare":
      return {
        ...node,
        operator: random.pick((["==", "!=", "<", ">", "<=", ">="] as const).filter((o) => o !== node.operator)),
      };
    case "not":
      return null;
    case "logical":
      return { ...node, operator: node.operator === "&&" ? "||" : "&&" };
    case "conditional":
      return { ...node, yes: node.no, no: node.yes };
    case "assert":
    case "call":
      return null;
    default:
      return assertNever(node);
  }
}

/** `node` with `other` for `chosen`. */
function replaced(node: IrExpression, chosen: IrExpression, other: IrExpression): IrExpression {
  if (node === chosen) return other;
  const entries = Object.entries(node).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === "object" ? replaced(value as IrExpression, chosen, other) : value,
  ]);
  return Object.fromEntries(entries) as IrExpression;
}

const TRIES = 300;

/** As far as random arguments tell, those apart for which C is undefined. */
function isSameFunction(a: ConstFnItem, b: ConstFnItem, random: Random, target: BindingsTarget): boolean {
  for (let index = 0; index < TRIES; index++) {
    const args = a.parameters.map(({ type }) => {
      const { least, most } = limitsOf(type, target);
      const value = BigInt(random.below(2 ** 32)) >> BigInt(random.below(32));
      return random.chance(20) && most - value >= least ? most - value : value > most ? most : value;
    });
    const x = evaluateExpression(a.body, args, target);
    const y = evaluateExpression(b.body, args, target);
    if (x !== null && y !== null && x !== y) return false;
  }
  return true;
}

function mutatePrototype(type: IrFunctionType, random: Random): IrFunctionType {
  // `f()` is compatible with every prototype of promoted parameters (C11 6.7.6.3p15).
  const { parameters } = type;
  if (type.unprototyped || random.chance(30)) return { ...type, result: mutateType(type.result, random) };
  if (parameters.length === 0 || random.chance(20)) {
    const extra = { name: "extra", type: unqualified({ kind: "integer", name: "int" }) };
    return { ...type, parameters: [...parameters, extra], variadic: false };
  }
  const index = random.below(parameters.length);
  const parameter = parameters[index];
  if (parameter === undefined || random.chance(15)) return { ...type, parameters: parameters.slice(0, -1) };
  return { ...type, parameters: parameters.with(index, { ...parameter, type: mutateType(parameter.type, random) }) };
}

function unqualified(type: IrType): IrQualType {
  return { type, const: false, volatile: false, restrict: false, addressSpace: null, annotations: [] };
}

function mutateType(type: IrQualType, random: Random): IrQualType {
  return { ...type, type: otherType(type.type, random) };
}

/** A type that is not compatible with `type`. */
function otherType(type: IrType, random: Random): IrType {
  switch (type.kind) {
    case "integer":
      return { kind: "integer", name: random.pick(INTEGERS.filter((name) => name !== type.name)) };
    case "pointer":
      return otherPointer(type.to, random);
    case "array":
      if (type.length !== null && random.chance(50)) return { ...type, length: type.length + 1 };
      return { ...type, of: mutateType(type.of, random) };
    case "function":
      return mutatePrototype(type, random);
    case "void":
      return { kind: "integer", name: "int" };
    case "item":
      // Not a pointer to it: an unnamed record could not be spelled then.
      return { kind: "floating", name: "double", size: 8, align: 8 };
    case "floating":
    case "opaque":
    case "va-list":
    case "block":
    case "atomic":
      // Nothing of that kind is compatible with a pointer to a pointer to itself.
      return { kind: "pointer", to: unqualified({ kind: "pointer", to: unqualified(type) }) };
    default:
      return assertNever(type);
  }
}

const INTEGERS = [
  "signed char",
  "unsigned char",
  "short",
  "unsigned short",
  "int",
  "unsigned int",
  "long",
  "unsigned long",
  "long long",
] as const;

function otherPointer(to: IrQualType, random: Random): IrType {
  const choice = random.below(3);
  // Qualifiers of a function type mean nothing (C11 6.7.3p9), and a typedef may hide one.
  const qualifiable = to.type.kind !== "function" && !(to.type.kind === "item" && to.type.id.startsWith("typedef "));
  if (choice === 0 && qualifiable) return { kind: "pointer", to: { ...to, const: !to.const } };
  if (choice === 1 && qualifiable) return { kind: "pointer", to: { ...to, volatile: !to.volatile } };
  return { kind: "pointer", to: unqualified({ kind: "pointer", to }) };
}

/** Lays the changed assertions of all mutants out in two files. */
export function batchMutants(bindings: Bindings, mutants: readonly Mutant[]): Batch {
  const parents = unnamedParents(bindings);
  const marked: Marked = {
    constants: [],
    functions: [],
    shims: [],
    foldedConstants: [],
    declarations: [],
    bits: [],
    foldedVariables: [],
  };
  const unnoticed: number[] = [];
  const byId = new Map(bindings.items.map((item, index) => [itemId(item), index]));
  for (const [number, { item }] of mutants.entries()) {
    const only = rootsOf(itemId(item), parents);
    const index = byId.get(itemId(item));
    if (index === undefined) throw new Error(`no item ${itemId(item)}`);
    const before = proofView(bindings, indexItems(bindings.items), only);
    const changed = bindings.items.with(index, item);
    const after = proofView({ ...bindings, items: changed }, indexItems(changed), only);
    if (!mark(marked, before, after, number)) unnoticed.push(number);
  }
  const empty = {
    ...proofView(bindings, indexItems(bindings.items), new Set()),
    identifiers: bindings.shadowingMacros,
  };
  const { constants, declarations, functions, shims, foldedConstants, foldedVariables, bits } = marked;
  return {
    statics: layOut({ ...empty, constants: textOf(constants), shims, declarations: textOf(declarations) }),
    optimised: layOut({
      ...empty,
      needsOptimiser: true,
      functions: textOf(functions),
      foldedConstants,
      foldedVariables,
      bitfields: bits.map((assert, at) => ({ name: `mutant_bits_${at}`, asserts: [assert] })),
    }),
    unnoticed,
  };
}

interface Marked {
  readonly constants: string[];
  readonly functions: string[];
  readonly shims: ProofView["shims"][number][];
  readonly foldedConstants: string[];
  readonly declarations: string[];
  readonly bits: string[];
  readonly foldedVariables: string[];
}

function mark(marked: Marked, before: ProofView, after: ProofView, number: number): boolean {
  const bits = (view: ProofView): string[] => view.bitfields.flatMap((group) => group.asserts);
  const added = [
    addNew(marked.constants, linesOf(before.constants), linesOf(after.constants), number),
    addNew(marked.functions, linesOf(before.functions), linesOf(after.functions), number),
    addNew(marked.foldedConstants, before.foldedConstants, after.foldedConstants, number),
    addNew(marked.declarations, linesOf(before.declarations), linesOf(after.declarations), number),
    addShims(marked.shims, before.shims, after.shims, number),
    addNew(marked.foldedVariables, before.foldedVariables, after.foldedVariables, number),
    addNew(marked.bits, bits(before), bits(after), number),
  ];
  return added.some((some) => some);
}

function linesOf(text: LongText): string[] {
  return String(text).split("\n");
}

function textOf(lines: readonly string[]): LongText {
  const text = new LongText();
  for (const line of lines) text.addLine(line);
  return text;
}

function addNew(into: string[], before: readonly string[], after: readonly string[], number: number): boolean {
  const known = new Set(before);
  const fresh = after.filter((line) => !known.has(line));
  for (const line of fresh) into.push(`${line} /* mutant ${number} */`);
  return fresh.length > 0;
}

/** Each proof counts its shims from 1: here they stand in one file. */
function addShims(
  into: Marked["shims"],
  before: ProofView["shims"],
  after: ProofView["shims"],
  number: number,
): boolean {
  const known = new Set(before.map(({ assertion }) => assertion));
  const fresh = after.filter(({ assertion }) => !known.has(assertion));
  for (const { head, assertion } of fresh) {
    const own = head.replace(/kbindgen_shim_\d+/, `kbindgen_shim_of_${into.length}`);
    into.push({ head: own, assertion: `${assertion} /* mutant ${number} */` });
  }
  return fresh.length > 0;
}

function layOut(view: ProofView): MutantFile {
  const text = String(fillLong(loadTemplates(), "abi_check.c", view));
  const mutantAt = new Map<number, number>();
  for (const [index, line] of text.split("\n").entries()) {
    const match = /\/\* mutant (\d+) \*\/$/.exec(line);
    if (match !== null) mutantAt.set(index + 1, Number(match[1]));
  }
  return { text, mutantAt };
}

/** Unnamed records and the record that holds each. */
function unnamedParents(bindings: Bindings): Map<ItemId, ItemId> {
  const unnamed = new Set<ItemId>();
  for (const item of bindings.items) if (item.kind === "record" && item.c === null) unnamed.add(item.id);
  const parents = new Map<ItemId, ItemId>();
  for (const item of bindings.items) {
    if (item.kind !== "record") continue;
    for (const field of item.fields) {
      let type = field.type.type;
      while (type.kind === "array") type = type.of.type;
      if (type.kind === "item" && unnamed.has(type.id)) parents.set(type.id, item.id);
    }
  }
  return parents;
}

/** The record whose assertions speak of `id`, and those on the way to it. */
function rootsOf(id: ItemId, parents: ReadonlyMap<ItemId, ItemId>): Set<ItemId> {
  const roots = new Set<ItemId>();
  for (let root: ItemId | undefined = id; root !== undefined && !roots.has(root); root = parents.get(root))
    roots.add(root);
  return roots;
}

/** Numbers of the mutants at whose lines the compiler complains. */
export function killed(file: MutantFile, errors: string): Set<number> {
  const dead = new Set<number>();
  for (const match of errors.matchAll(/abi_check\.c:(\d+):\d+: (?:fatal )?error:/g)) {
    const number = file.mutantAt.get(Number(match[1]));
    if (number !== undefined) dead.add(number);
  }
  return dead;
}
