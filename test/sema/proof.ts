/**
 * What the compiler is asked about an analysed translation unit: every size, alignment, offset, enumerator value and
 * type, and the type of every function and variable, as `_Static_assert`s to be appended to the same text.
 */
import { spawnSync } from "node:child_process";
import type { CType, EnumDecl, Field, Program, QualType, RecordDecl, SemaContext } from "../../src/sema/index.js";
import { declare } from "../../src/sema/print.js";

interface Unit {
  readonly program: Program;
  readonly context: SemaContext;
}

/** One condition for each fact of the program that C can spell. */
export function conditions(unit: Unit): string[] {
  return [...tagConditions(unit), ...typedefConditions(unit), ...enumeratorConditions(unit), ...typeConditions(unit)];
}

/** Conditions as assertions. */
export function assertions(list: readonly string[]): string {
  return list.map((condition) => `_Static_assert(${condition}, ${JSON.stringify(condition)});`).join("\n");
}

function tagConditions({ program, context }: Unit): string[] {
  const list: string[] = [];
  for (const [tag, target] of program.tags) {
    if (target.kind === "record") list.push(...recordConditions(target, `${target.tagKind} ${tag}`, context));
    else list.push(...enumConditions(target, `enum ${tag}`, context));
  }
  return list;
}

function recordConditions(record: RecordDecl, name: string, context: SemaContext): string[] {
  const { layout } = record;
  if (layout === null) return [];
  const align = context.alignOf({ kind: "record", id: record.id });
  return [`sizeof(${name}) == ${layout.size}`, `_Alignof(${name}) == ${align}`, ...offsets(record, name, 0, context)];
}

/** Of the members of a record, also of those inside anonymous ones; `base` in bits. */
function offsets(record: RecordDecl, name: string, base: number, context: SemaContext): string[] {
  return (record.members ?? []).flatMap((member, index) => {
    const place = record.layout?.fields[index];
    if (place === undefined || member.bitWidth !== null) return [];
    const offset = base + place.offsetBits;
    if (member.name !== null) return [`__builtin_offsetof(${name}, ${member.name}) == ${offset / 8}`];
    const inner = recordOf(member, context);
    return inner === null ? [] : offsets(inner, name, offset, context);
  });
}

function recordOf(member: Field, context: SemaContext): RecordDecl | null {
  const type = behindTypedefs(member.type.type, context);
  return type.kind === "record" ? context.record(type.id) : null;
}

function behindTypedefs(type: CType, context: SemaContext): CType {
  return type.kind === "typedef" ? behindTypedefs(context.typedef(type.id).type.type, context) : type;
}

function enumConditions(declared: EnumDecl, name: string, context: SemaContext): string[] {
  if (declared.enumerators === null) return [];
  return [
    `sizeof(${name}) == ${context.abi.integers[declared.underlying].size}`,
    `__builtin_types_compatible_p(${name}, ${declared.underlying})`,
  ];
}

function enumeratorConditions({ program }: Unit): string[] {
  return program.enums.flatMap((declared) =>
    (declared.enumerators ?? []).flatMap(({ name, value, type }) => {
      const found = program.ordinary.get(name);
      if (found?.kind !== "enumerator" || found.enum !== declared.id) return [];
      return [`${name} == ${literal(value)}`, `__builtin_types_compatible_p(__typeof__(${name}), ${type})`];
    }),
  );
}

function literal(value: bigint): string {
  if (value < 0n) return `(-${-value - 1n}LL - 1)`;
  return value > 0x7fff_ffff_ffff_ffffn ? `${value}ULL` : `${value}LL`;
}

function typedefConditions({ program, context }: Unit): string[] {
  return program.typedefs.flatMap(({ id, name, type }) => {
    const target = behindTypedefs(type.type, context);
    const size = context.sizeOf({ kind: "typedef", id });
    if (size === null) return [];
    const list = [`sizeof(${name}) == ${size}`];
    if (target.kind !== "function") list.push(`_Alignof(${name}) == ${context.alignOf({ kind: "typedef", id })}`);
    const record = target.kind === "record" ? context.record(target.id) : null;
    if (record?.tag === null) list.push(...offsets(record, name, 0, context));
    return list;
  });
}

/** Compared without qualifiers of the outermost level, which `__builtin_types_compatible_p` ignores. */
function typeConditions({ program, context }: Unit): string[] {
  const list: string[] = [];
  const plain = unambiguousTags(program);
  const compare = (c: string, type: QualType): void => {
    const text = declare(type, "", context);
    // A type that only its declaration spells, or whose tag file scope does not see.
    if (text.includes("…") || tagsIn(text).some((tag) => !plain.has(tag))) return;
    list.push(`__builtin_types_compatible_p(${c}, ${text})`);
  };
  for (const { name, type } of program.typedefs) compare(name, type);
  for (const { name, type, overloaded } of program.functions) {
    if (overloaded) continue;
    compare(`__typeof__(${name})`, { type, qualifiers: 0, addressSpace: null });
  }
  for (const { name, type, unsupported } of program.variables) {
    if (unsupported !== null) continue;
    compare(`__typeof__(${name})`, type);
    const size = context.sizeOf(type.type);
    if (size !== null) list.push(`sizeof(${name}) == ${size}`);
  }
  return list;
}

/** Tags that file scope sees and that no inner scope declares again. */
function unambiguousTags(program: Program): Set<string> {
  const tags = new Set<string>(program.tags.keys());
  const seen = new Set<string>();
  for (const { tag } of [...program.records, ...program.enums]) {
    if (tag === null) continue;
    if (seen.has(tag)) tags.delete(tag);
    seen.add(tag);
  }
  return tags;
}

function tagsIn(text: string): string[] {
  return [...text.matchAll(/\b(?:struct|union|enum) (\w+)/g)].map(([, tag]) => tag ?? "");
}

/** The compiler's error messages about C text. */
export function compilerErrors(cc: string, flags: readonly string[], text: string, cwd?: string): string[] {
  const args = [...flags, "-fsyntax-only", "-w", "-x", "c", "-"];
  const run = spawnSync(cc, args, {
    input: text,
    encoding: "latin1",
    maxBuffer: 1 << 28,
    ...(cwd === undefined ? {} : { cwd }),
  });
  if (run.error !== undefined) throw run.error;
  return run.stderr.split("\n").filter((line) => line.includes("error:"));
}
