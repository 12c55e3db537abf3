/**
 * Function-like macros that Rust can call through a shim: the types of the arguments as the expansion uses them, and
 * the type of the result. Comes in: a macro's expansion with a name of its own for each argument. Goes out: the types, or
 * why there are none. Nothing is guessed: an argument has the type that the functions it is passed to want, that of the
 * only record with the members that are taken of it, and so on; and the compiler tries every shim.
 */
import { Qualifier } from "../parse/ast.js";
import type { PreprocessedUnit } from "../preprocess/types.js";
import type { SemaContext } from "../sema/context.js";
import {
  bare,
  canonical,
  compatible,
  findMember,
  integerKindOf,
  integerType,
  pointerTo,
  unqualified,
  VOID,
} from "../sema/expression/ctype.js";
import { evaluateAmong } from "../sema/expression/index.js";
import { bitsOf } from "../sema/expression/integer.js";
import type { Program, QualType, RecordDecl } from "../sema/types.js";
import { assertNever } from "../support/brand.js";
import type { Interner, SpellingId } from "../support/interner.js";
import type { Position, SourceMap } from "../support/source.js";
import type { Tokens } from "./tokens.js";
import { callsFit, type Use, usesOf } from "./uses.js";

export interface ShimTypes {
  readonly parameters: readonly QualType[];
  /** `void` for a statement. */
  readonly result: QualType;
  /** False for a bit-field, whose type `typeof` does not tell (GCC manual, Typeof). */
  readonly exact: boolean;
}

/** What inference looks things up in. */
export interface InferenceScope {
  readonly context: SemaContext;
  readonly sources: SourceMap;
  /** Records with a member of that name, those of anonymous members included; in the order of their ids. */
  recordsWith(member: string): readonly RecordDecl[];
}

/** Prepares what all macros of a program share. */
export function inferenceScope(
  program: Program,
  context: SemaContext,
  { sources, tokens: { interner } }: PreprocessedUnit,
): InferenceScope {
  // What macros declare in their expansions comes behind these.
  const count = program.records.length;
  let index: MemberIndex | null = null;
  const recordsWith = (member: string): readonly RecordDecl[] => {
    index ??= new MemberIndex(program.records.slice(0, count), context, interner);
    return index.recordsWith(member);
  };
  return { context, sources, recordsWith };
}

export type Inference = ShimTypes | { readonly objection: "lvalue" | "unknown"; readonly detail: string };

/**
 * The types of a macro's shim.
 * @param tokens the macro's expansion, invoked with `names`
 * @param places where `names` occur in it, as indices into the buffer
 * @param names what stands for the arguments: identifiers that nothing else has
 * @param parameters what the macro calls them, for messages
 * @param position of the macro's definition
 */
export function inferShim(
  tokens: Tokens,
  places: readonly number[],
  names: readonly SpellingId[],
  parameters: readonly string[],
  position: Position,
  scope: InferenceScope,
): Inference {
  const uses = usesOf(tokens, places, names, scope.context);
  const known = new Map<SpellingId, QualType>();
  for (const [index, name] of names.entries()) {
    const found = uses.get(name) ?? [];
    if (found.some(({ kind }) => kind === "lvalue")) {
      return {
        objection: "lvalue",
        detail: `its parameter "${parameters[index]}" is assigned to, or its address taken`,
      };
    }
    const type = typeByConversion(found, scope.context);
    if (type !== null) known.set(name, type);
  }
  const open = names.filter((name) => !known.has(name));
  return withRecords(open, { tokens, names, parameters, uses, position, scope }, known);
}

function unknown(detail: string): Inference {
  return { objection: "unknown", detail };
}

interface Question {
  readonly tokens: Tokens;
  readonly names: readonly SpellingId[];
  readonly parameters: readonly string[];
  readonly uses: ReadonlyMap<SpellingId, readonly Use[]>;
  readonly position: Position;
  readonly scope: InferenceScope;
}

/** More records than this with the same members tell nothing. */
const MAX_CANDIDATES = 12;

/** Settles the first argument of which members are taken, each record with these members tried in turn. */
function withRecords(
  open: readonly SpellingId[],
  question: Question,
  known: ReadonlyMap<SpellingId, QualType>,
): Inference {
  const name = open.find((candidate) => pathsOf(question, candidate).length > 0);
  if (name === undefined) return withTheRest(open, question, known);
  const rest = open.filter((other) => other !== name);
  const candidates = recordsWithPaths(pathsOf(question, name), question.scope);
  const shown = question.parameters[question.names.indexOf(name)];
  if (candidates.length > MAX_CANDIDATES) return unknown(`${candidates.length} records have the members of "${shown}"`);
  const fitting: Candidate[] = [];
  let first: Inference | null = null;
  for (const record of candidates) {
    const type = pointerTo({ type: { kind: "record", id: record.id }, qualifiers: 0, addressSpace: null });
    const types = withRecords(rest, question, new Map([...known, [name, type]]));
    if ("result" in types) fitting.push({ record, types });
    first ??= types;
  }
  const distinct = withoutMirrors(fitting, question.scope.context);
  const chosen = distinct.length > 1 ? meant(distinct, question) : distinct;
  if (chosen.length === 1 && chosen[0] !== undefined) return chosen[0].types;
  if (fitting.length === 0) return first ?? unknown(`no record has the members of "${shown}"`);
  return unknown(`${listed(fitting)} all have the members of "${shown}"`);
}

/** By name, as the order of declaration depends on the order of includes. */
function listed(candidates: readonly Candidate[]): string {
  return candidates
    .map(({ record }) => `${record.tagKind} ${record.tag ?? "without a tag"}`)
    .sort()
    .join(", ");
}

interface Candidate {
  readonly record: RecordDecl;
  readonly types: ShimTypes;
}

/** A record that has another's members and only a stricter alignment is passed for that one (`mtx_padalign`, `mtx`). */
function withoutMirrors(candidates: readonly Candidate[], context: SemaContext): readonly Candidate[] {
  return candidates.filter(({ record }) => !candidates.some((other) => mirrors(record, other.record, context)));
}

function mirrors(strict: RecordDecl, plain: RecordDecl, context: SemaContext): boolean {
  if ((strict.layout?.align ?? 0) <= (plain.layout?.align ?? 0) || strict.tagKind !== plain.tagKind) return false;
  const theirs = plain.members ?? [];
  const own = strict.members ?? [];
  return (
    own.length === theirs.length &&
    own.every((field, index) => {
      const other = theirs[index];
      return (
        other !== undefined &&
        field.name === other.name &&
        field.bitWidth === other.bitWidth &&
        compatible(field.type, other.type, context)
      );
    })
  );
}

/** Several records fit: those with which the calls in it are right, and of these the one of the macro's own header. */
function meant(candidates: readonly Candidate[], question: Question): readonly Candidate[] {
  const { context } = question.scope;
  const right = candidates.filter(({ types }) => {
    const known = new Map(question.names.map((name, index) => [name, types.parameters[index] ?? VOID]));
    return callsFit(question.tokens, known, context);
  });
  return right.length > 1 ? right.filter(({ record }) => isNear(record, question)) : right;
}

function isNear(record: RecordDecl, { position, scope }: Question): boolean {
  const fileAt = (place: Position) => scope.sources.inclusionAt(place)?.file;
  return fileAt(record.origin.position) === fileAt(position);
}

/** Each once. */
function pathsOf({ uses }: Question, name: SpellingId): readonly (readonly string[])[] {
  const paths = new Map<string, readonly string[]>();
  for (const use of uses.get(name) ?? []) if (use.kind === "member") paths.set(use.path.join("."), use.path);
  return [...paths.values()];
}

function recordsWithPaths(paths: readonly (readonly string[])[], scope: InferenceScope): RecordDecl[] {
  const having = paths.map(([member = ""]) => scope.recordsWith(member)).sort((a, b) => a.length - b.length);
  const [fewest = [], ...others] = having;
  const longer = paths.filter((path) => path.length > 1);
  return fewest.filter(
    (record) =>
      others.every((list) => isAmong(list, record)) && longer.every((path) => hasPath(record, path, scope.context)),
  );
}

/** Of a list in the order of ids. */
function isAmong(list: readonly RecordDecl[], { id }: RecordDecl): boolean {
  let low = 0;
  for (let high = list.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.id ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return list[low]?.id === id;
}

function hasPath(record: RecordDecl, path: readonly string[], context: SemaContext): boolean {
  const [name = "", ...rest] = path;
  const found = findMember(record.id, name, context);
  if (found === null || rest.length === 0) return found !== null;
  const inner = bare(found.field.type.type, context);
  return inner.kind === "record" && hasPath(context.record(inner.id), rest, context);
}

/** Arguments whose uses only make sense with the types of others, or say no more than that they are numbers. */
function withTheRest(
  open: readonly SpellingId[],
  question: Question,
  settled: ReadonlyMap<SpellingId, QualType>,
): Inference {
  const known = new Map(settled);
  for (const name of open) {
    const type = typeByOthers(question, name, known) ?? typeByNature(question.uses.get(name) ?? []);
    const shown = question.parameters[question.names.indexOf(name)];
    if (type === null || !isComplete(type, question.scope.context)) {
      return unknown(`nothing in it tells the type of "${shown}"`);
    }
    known.set(name, type);
  }
  const result = resultType(question.tokens, known, question.scope.context);
  if ("error" in result) return unknown(result.error);
  return { parameters: question.names.map((name) => known.get(name) ?? VOID), ...result };
}

/** Whether a parameter can have the type (C11 6.7.6.3p4). */
function isComplete(type: QualType, context: SemaContext): boolean {
  const plain = canonical(type, context).type;
  return plain.kind !== "void" && plain.kind !== "function" && context.sizeOf(plain) !== null;
}

/** From what it is assigned to or compared with. */
function typeByOthers(question: Question, name: SpellingId, known: ReadonlyMap<SpellingId, QualType>): QualType | null {
  const { context } = question.scope;
  for (const use of question.uses.get(name) ?? []) {
    if (use.kind !== "like") continue;
    const result = evaluateAmong(use.expression, known, context);
    if (result.kind !== "constant" && result.kind !== "not-constant") continue;
    const type = canonical(result.type, context).type;
    // An integer constant says nothing about the width of what it is compared with.
    if (result.kind === "constant" && type.kind !== "pointer") continue;
    if (type.kind === "error" || (type.kind === "pointer" && canonical(type.to, context).type.kind === "void"))
      continue;
    return unqualified(result.type);
  }
  return null;
}

/** What the operators on it ask for; C11 6.5.3.3, 6.5.5 to 6.5.15. */
function typeByNature(uses: readonly Use[]): QualType | null {
  if (uses.some(({ kind }) => kind === "dereferenced")) return null;
  const cast = uses.find((use) => use.kind === "cast");
  if (cast?.kind === "cast") return unqualified(cast.type);
  if (uses.some(({ kind }) => kind === "arithmetic" || kind === "like")) return integerType("unsigned long");
  if (uses.some(({ kind }) => kind === "subscript")) return integerType("int");
  return uses.some(({ kind }) => kind === "truth") ? integerType("_Bool") : null;
}

/** The one type that all conversions of an argument agree on; null where there are none or they do not. */
function typeByConversion(uses: readonly Use[], context: SemaContext): QualType | null {
  let best: QualType | null = null;
  for (const use of uses) {
    if (use.kind !== "converted") continue;
    const type = unqualified(use.type);
    if (canonical(type, context).type.kind === "error") return null;
    best = best === null ? type : narrower(best, type, context);
    if (best === null) return null;
  }
  return best;
}

/** Of two types that one argument is converted to the one that the other takes; null when they exclude each other. */
function narrower(a: QualType, b: QualType, context: SemaContext): QualType | null {
  const [left, right] = [canonical(a, context).type, canonical(b, context).type];
  if (left.kind === "pointer" && right.kind === "pointer") {
    const [from, to] = [canonical(left.to, context), canonical(right.to, context)];
    if (to.type.kind === "void") return a;
    if (from.type.kind === "void") return b;
    if (!compatible(unqualified(left.to), unqualified(right.to), context)) return null;
    // C11 6.5.16.1p1: qualifiers may be added to what is pointed to, not dropped.
    return (from.qualifiers & Qualifier.Const) === 0 ? a : b;
  }
  const [kind, other] = [integerKindOf(a.type, context), integerKindOf(b.type, context)];
  if (kind !== null && other !== null) return bitsOf(kind, context.abi) >= bitsOf(other, context.abi) ? a : b;
  return compatible(a, b, context) ? a : null;
}

/** The type of a whole expansion: of a statement `void`. */
function resultType(
  tokens: Tokens,
  known: ReadonlyMap<SpellingId, QualType>,
  context: SemaContext,
): Pick<ShimTypes, "result" | "exact"> | { readonly error: string } {
  if (isStatement(tokens)) return { result: VOID, exact: true };
  const result = evaluateAmong(tokens.range, known, context);
  switch (result.kind) {
    case "constant":
      return { result: unqualified(result.type), exact: true };
    case "not-constant":
      return { result: unqualified(result.type), exact: result.bits === null };
    case "needs-type":
    case "undeclared":
    case "syntax-error":
      return { error: result.reason };
    default:
      return assertNever(result);
  }
}

/** `do { … } while (…)`, or a block: a statement that is whole without anything behind it (C11 6.8). */
export function isStatement(tokens: Tokens): boolean {
  const last = tokens.text(tokens.length - 1) === ";" ? tokens.length - 2 : tokens.length - 1;
  // An initializer has braces too, but no statements in them.
  if (tokens.text(0) === "{") return tokens.match(0) === last && /^[;}]$/.test(tokens.text(last - 1));
  if (tokens.text(0) !== "do" || tokens.text(1) !== "{") return false;
  const close = tokens.match(1);
  return tokens.text(close + 1) === "while" && tokens.match(close + 2) === last;
}

/** Whether a statement ends in `__builtin_unreachable();` (GCC manual, Other Builtins): no caller goes on behind it. */
export function neverReturns(tokens: Tokens): boolean {
  if (tokens.text(0) !== "do" || !isStatement(tokens)) return false;
  const close = tokens.match(1);
  const last = [4, 3, 2, 1].map((back) => tokens.text(close - back)).join(" ");
  return last === "__builtin_unreachable ( ) ;";
}

/** Records by the spellings of their members, as chains in one list: most are never asked for. */
class MemberIndex {
  /** Where the chain of a spelling begins in `#owners`, plus 1; 0 for none. */
  readonly #heads: Int32Array;
  readonly #owners: RecordDecl[] = [];
  /** Where the chain goes on. */
  readonly #next: number[] = [];
  /** Those asked for so far. */
  readonly #lists = new Map<string, readonly RecordDecl[]>();

  constructor(
    records: readonly RecordDecl[],
    readonly context: SemaContext,
    readonly interner: Interner,
  ) {
    this.#heads = new Int32Array(interner.size);
    for (const record of records) {
      if (record.tag !== null || record.parent === null) this.#note(record, record, 0);
    }
  }

  /** In the order of their ids. */
  recordsWith(member: string): readonly RecordDecl[] {
    let list = this.#lists.get(member);
    if (list === undefined) {
      list = this.#chain(this.interner.find(member));
      this.#lists.set(member, list);
    }
    return list;
  }

  #chain(spelling: SpellingId | undefined): readonly RecordDecl[] {
    const found: RecordDecl[] = [];
    let at = spelling === undefined ? 0 : (this.#heads[spelling] ?? 0);
    for (; at !== 0; at = this.#next[at - 1] ?? 0) {
      const owner = this.#owners[at - 1];
      if (owner !== undefined) found.push(owner);
    }
    return found.reverse();
  }

  /** Notes the members of `inner`, which is `record` or stands in it without a name, as members of `record`. */
  #note(record: RecordDecl, inner: RecordDecl, depth: number): void {
    const { members } = inner;
    if (members === null || depth > MAX_NESTING) return;
    for (const { spelling, type } of members) {
      if (spelling !== null) {
        const head = this.#heads[spelling] ?? 0;
        if (this.#owners[head - 1] === record) continue;
        this.#heads[spelling] = this.#owners.push(record);
        this.#next.push(head);
      } else {
        const anonymous = bare(type.type, this.context);
        if (anonymous.kind === "record") this.#note(record, this.context.record(anonymous.id), depth + 1);
      }
    }
  }
}

const MAX_NESTING = 50;
