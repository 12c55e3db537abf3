/** Stand-ins for unit tests of expressions: a small lexer, a scope of simple declarations, and gcc as judge. */
import { spawnSync } from "node:child_process";
import { INTEGER_KINDS, type IntegerKind, type SizeAlign, type TargetAbi } from "../../src/kernel/abi/types.js";
import { type Derivation, Qualifier, type TypeName, type TypeSpecifier } from "../../src/parse/ast.js";
import { TokenFlag, TokenKind, type TokenRange } from "../../src/preprocess/tokens.js";
import type { SemaContext } from "../../src/sema/context.js";
import { integerKindOf } from "../../src/sema/expression/ctype.js";
import { type EvalResult, evaluate } from "../../src/sema/expression/index.js";
import type {
  CType,
  EnumDecl,
  EnumeratorDecl,
  EnumId,
  FunctionDecl,
  OrdinaryIdentifier,
  QualType,
  TypedefDecl,
  TypedefId,
  VariableDecl,
} from "../../src/sema/types.js";
import { Interner } from "../../src/support/interner.js";
import { NO_POSITION } from "../../src/support/source.js";

const PATTERN =
  /\s+|((?:u8|[LuU])?R?"(?:\\.|[^"\\])*")|((?:u8|[LuU])?'(?:\\.|[^'\\])*')|(\.?\d(?:[eEpP][+-]|[\w.])*)|([A-Za-z_$][\w$]*)|(\.\.\.|->|\+\+|--|<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%&|^~!<>=?:;,.()[\]{}])|(.)/gs;

const KINDS = [TokenKind.String, TokenKind.Character, TokenKind.Number, TokenKind.Identifier, TokenKind.Punctuator];

const SPELLINGS = new Interner();

/** Cuts C text into the tokens of one buffer. */
export function lexText(text: string, interner = SPELLINGS): TokenRange {
  const kinds: number[] = [];
  const spellings: number[] = [];
  const flags: number[] = [];
  let space = false;
  for (const match of text.matchAll(PATTERN)) {
    const group = match.findIndex((part, index) => index > 0 && part !== undefined);
    if (group < 0) {
      space = true;
      continue;
    }
    kinds.push(KINDS[group - 1] ?? TokenKind.Other);
    spellings.push(interner.intern(match[0]));
    flags.push(space ? TokenFlag.LeadingSpace : 0);
    space = false;
  }
  const buffer = {
    length: kinds.length,
    kinds: Uint8Array.from(kinds),
    spellings: Uint32Array.from(spellings),
    flags: Uint8Array.from(flags),
    positions: new Uint32Array(kinds.length),
    expansions: new Uint32Array(kinds.length),
    interner,
  };
  return { buffer, start: 0, end: kinds.length };
}

/** What the plain context declares, as C. */
export const DECLARATIONS = `
typedef unsigned int u32; typedef unsigned char u8; typedef long long s64;
enum small { SMALL_A, SMALL_B = 5 }; enum negative { NEGATIVE = -1 };
extern int x; extern unsigned int u; extern volatile int vx; extern int arr[4]; extern const char *text; int f(int);
`;

const INT: QualType = { type: { kind: "integer", name: "int" }, qualifiers: 0, addressSpace: null };
const CHAR: QualType = { type: { kind: "integer", name: "char" }, qualifiers: 0, addressSpace: null };

const TYPEDEFS: readonly (readonly [string, IntegerKind])[] = [
  ["u32", "unsigned int"],
  ["u8", "unsigned char"],
  ["s64", "long long"],
];

const ENUMS = [
  { tag: "small", underlying: "unsigned int", enumerators: { SMALL_A: 0n, SMALL_B: 5n } },
  { tag: "negative", underlying: "int", enumerators: { NEGATIVE: -1n } },
] as const;

const VARIABLES: Readonly<Record<string, QualType>> = {
  x: INT,
  u: { type: { kind: "integer", name: "unsigned int" }, qualifiers: 0, addressSpace: null },
  vx: { ...INT, qualifiers: Qualifier.Volatile },
  arr: { type: { kind: "array", of: INT, length: { kind: "known", count: 4 } }, qualifiers: 0, addressSpace: null },
  text: { type: { kind: "pointer", to: { ...CHAR, qualifiers: Qualifier.Const } }, qualifiers: 0, addressSpace: null },
};

/** A scope with the names of `DECLARATIONS`; it knows no records. */
export function plainContext(abi: TargetAbi): SemaContext {
  const context: SemaContext = {
    abi,
    locals: null,
    record: () => missing("record"),
    enumeration: (id) => enumDecl(id),
    typedef: (id) => typedefDecl(id),
    lookup: (name) => lookup(SPELLINGS.text(name)),
    functionNamed: (name) => (SPELLINGS.text(name) === "f" ? functionDecl() : undefined),
    lookupText: lookup,
    resolveTypeName: (typeName) => resolve(typeName, context),
    sizeOf: (type) => sizeOf(type, context),
    alignOf: (type) => alignOf(type, context, (layout) => layout.fieldAlign ?? layout.align),
    preferredAlignOf: (type) => alignOf(type, context, (layout) => layout.align),
  };
  return context;
}

function missing(what: string): never {
  throw new Error(`the plain context has no such ${what}`);
}

const ORIGIN = {
  position: NO_POSITION,
  macro: null,
  buffer: lexText("").buffer,
  start: 0,
  end: 0,
};

function enumDecl(id: EnumId): EnumDecl {
  const found = ENUMS[id] ?? missing("enum");
  const enumerators = Object.entries(found.enumerators).map(
    ([name, value]): EnumeratorDecl => ({
      ...{
        kind: "enumerator",
        enum: id,
        name,
        spelling: SPELLINGS.intern(name),
        value,
        type: "int",
        attributes: [],
        position: NO_POSITION,
      },
    }),
  );
  return {
    kind: "enum",
    id,
    tag: found.tag,
    enumerators,
    underlying: found.underlying,
    attributes: [],
    packed: false,
    unsupported: null,
    parent: null,
    origin: ORIGIN,
  };
}

function typedefDecl(id: TypedefId): TypedefDecl {
  const [name, kind] = TYPEDEFS[id] ?? missing("typedef");
  const type: QualType = { type: { kind: "integer", name: kind }, qualifiers: 0, addressSpace: null };
  return { kind: "typedef", id, name, type, aligned: null, attributes: [], unsupported: null, origin: ORIGIN };
}

function functionDecl(): FunctionDecl {
  const parameter = { name: null, type: INT, declared: null };
  return {
    kind: "function",
    name: "f",
    spelling: SPELLINGS.intern("f"),
    type: {
      kind: "function",
      result: INT,
      parameters: [parameter],
      variadic: false,
      unprototyped: false,
      callingConvention: null,
      noreturn: false,
    },
    linkage: "external",
    body: null,
    inline: false,
    attributes: [],
    annotations: [],
    noreturn: false,
    asmLabel: null,
    overloaded: false,
    unsupported: null,
    origin: ORIGIN,
  };
}

function variableDecl(name: string): VariableDecl | undefined {
  const type = VARIABLES[name];
  if (type === undefined) return undefined;
  return {
    kind: "variable",
    name,
    spelling: SPELLINGS.intern(name),
    type,
    linkage: "external",
    threadLocal: false,
    initializer: null,
    value: null,
    attributes: [],
    annotations: [],
    asmLabel: null,
    unsupported: null,
    origin: ORIGIN,
  };
}

function lookup(name: string): OrdinaryIdentifier | undefined {
  const typedef = TYPEDEFS.findIndex(([spelling]) => spelling === name);
  if (typedef >= 0) return typedefDecl(typedef as TypedefId);
  for (const id of ENUMS.keys()) {
    const found = enumDecl(id as EnumId).enumerators?.find((enumerator) => enumerator.name === name);
    if (found !== undefined) return found;
  }
  return name === "f" ? functionDecl() : variableDecl(name);
}

function resolve(typeName: TypeName, context: SemaContext): QualType {
  let type = resolveSpecifier(typeName.specifiers.type);
  // The derivation that is written last applies to the specifiers.
  for (const derivation of [...typeName.declarator.derivations].reverse()) type = derive(type, derivation, context);
  return type;
}

function resolveSpecifier(type: TypeSpecifier): QualType {
  if (type.kind === "integer") return { type, qualifiers: 0, addressSpace: null };
  const id = type.kind === "enum" ? ENUMS.findIndex(({ tag }) => tag === type.tag) : -1;
  return id < 0 ? missing(type.kind) : { type: { kind: "enum", id: id as EnumId }, qualifiers: 0, addressSpace: null };
}

function derive(type: QualType, derivation: Derivation, context: SemaContext): QualType {
  switch (derivation.kind) {
    case "pointer":
      return { type: { kind: "pointer", to: type }, qualifiers: derivation.qualifiers, addressSpace: null };
    case "array": {
      const size = derivation.size === null ? null : evaluate(derivation.size, context);
      const known = size?.kind === "constant" && size.value.kind === "integer";
      const length = known
        ? ({ kind: "known", count: Number(size.value.value) } as const)
        : ({ kind: "variable" } as const);
      return { type: { kind: "array", of: type, length }, qualifiers: 0, addressSpace: null };
    }
    case "function": {
      const parameters = derivation.parameters.map((parameter) => ({
        name: null,
        type: resolve(parameter, context),
        declared: null,
      }));
      const { variadic, unprototyped } = derivation;
      const fn = {
        kind: "function",
        result: type,
        parameters,
        variadic,
        unprototyped,
        callingConvention: null,
        noreturn: false,
      } as const;
      return { type: fn, qualifiers: 0, addressSpace: null };
    }
  }
}

/** Of the scalar types that the tables ask for. */
function alignOf(type: CType, { abi }: SemaContext, which: (layout: SizeAlign) => number): number | null {
  if (type.kind === "integer") return which(abi.integers[type.name]);
  if (type.kind !== "floating") return missing(type.kind);
  const layout = abi.floats[type.name];
  return layout === undefined ? null : which(layout);
}

function sizeOf(type: CType, context: SemaContext): number | null {
  switch (type.kind) {
    case "integer":
      return context.abi.integers[type.name].size;
    case "floating":
      return context.abi.floats[type.name]?.size ?? null;
    case "typedef":
      return sizeOf(context.typedef(type.id).type.type, context);
    case "enum":
      return context.abi.integers[context.enumeration(type.id).underlying].size;
    case "pointer":
      return context.abi.pointer.size;
    case "void":
    case "function":
      return 1;
    case "array": {
      const element = sizeOf(type.of.type, context);
      return element === null || type.length.kind !== "known" ? null : element * type.length.count;
    }
    default:
      return null;
  }
}

/** What gcc folds: value modulo 2^64 and type. */
export interface Verdict {
  readonly bits: bigint;
  readonly type: IntegerKind;
}

/** The type of an expression as a number: its index in `INTEGER_KINDS`. */
function typeIndex(text: string, int128: boolean): string {
  const kinds = INTEGER_KINDS.map((kind, index) => `${kind}: ${index}`);
  return `_Generic((${text}), ${kinds.slice(0, int128 ? kinds.length : -2).join(", ")})`;
}

const COMMAND = ["-w", "-std=gnu11", "-O2", "-fmax-errors=0", "-S", "-o", "-", "-x", "c", "-"];

/** For each expression what the compiler makes of it in `enum { e = (expression) }`; null where it folds nothing. */
export function judge(expressions: readonly string[], cc = "gcc", abi?: TargetAbi): (Verdict | null)[] {
  const rejected = new Set<number>();
  // Rejected ones are left out until none is rejected: an error may hide another.
  for (;;) {
    const { status, stdout, stderr } = compile(expressions, rejected, cc, abi?.int128 ?? true);
    if (status === 0) return readVerdicts(stdout, expressions.length);
    const before = rejected.size;
    for (const match of stderr.matchAll(/^judge:(\d+):(?:\d+:)? (?:fatal )?error/gm))
      rejected.add(Number(match[1]) - 1);
    if (rejected.size === before) throw new Error(`${cc}: ${stderr.slice(0, 2000)}`);
  }
}

function compile(expressions: readonly string[], rejected: ReadonlySet<number>, cc: string, int128: boolean) {
  const probes = expressions.map((text, index) => (rejected.has(index) ? "" : probe(text, index, int128)));
  const input = `${DECLARATIONS}\n#line 1 "judge"\n${probes.join("\n")}\n`;
  return spawnSync(cc, COMMAND, { input, encoding: "utf8", maxBuffer: 1 << 28 });
}

function probe(text: string, index: number, int128: boolean): string {
  const operands = [`(int)e`, `(int)((unsigned long long)e >> 32)`, typeIndex(text, int128)];
  const list = operands.map((operand) => `"i"(${operand})`).join(", ");
  return `void judge_${index}(void) { enum { e = (${text}) }; asm volatile("#VERDICT ${index} %0 %1 %2" :: ${list}); }`;
}

function readVerdicts(assembly: string, count: number): (Verdict | null)[] {
  const verdicts = new Array<Verdict | null>(count).fill(null);
  for (const match of assembly.matchAll(/#VERDICT (\d+) [$#]?(-?\d+) [$#]?(-?\d+) [$#]?(\d+)/g)) {
    const [, index = "", low = "", high = "", type = ""] = match;
    const bits = (BigInt.asUintN(32, BigInt(high)) << 32n) | BigInt.asUintN(32, BigInt(low));
    verdicts[Number(index)] = { bits, type: INTEGER_KINDS[Number(type)] ?? "_Bool" };
  }
  return verdicts;
}

/** Our answer in the same form; null where there is no integer. */
export function verdictOf(result: EvalResult, context: SemaContext): Verdict | null {
  if (result.kind !== "constant" || result.value.kind !== "integer") return null;
  const type = integerKindOf(result.type.type, context);
  return type === null ? null : { bits: BigInt.asUintN(64, result.value.value), type };
}

/** Readable, for the messages of failing tests. */
export function describeVerdict(text: string, verdict: Verdict | null): string {
  return verdict === null ? `${text}: not folded` : `${text}: ${BigInt.asIntN(64, verdict.bits)} ${verdict.type}`;
}
