/** The facts of cases by the real pipeline: C text, preprocessor, parser, declaration analysis. */
import { type KernelTarget, resolveTarget } from "../../src/kernel/index.js";
import { parse } from "../../src/parse/index.js";
import { preprocess } from "../../src/preprocess/index.js";
import type { SemaContext } from "../../src/sema/context.js";
import { analyse } from "../../src/sema/index.js";
import type { CType, EnumDecl, Field, Program, RecordDecl, TypedefDecl } from "../../src/sema/types.js";
import { formatDiagnostic } from "../../src/support/diagnostics.js";
import type { CaseModel, DeclarationModel } from "./model.js";
import { printCase } from "./print.js";
import type { CaseFacts, EnumFacts, FieldFacts, RecordFacts, TypeFacts } from "./questions.js";
import type { Judge } from "./targets.js";

const PATH = "/memory/random.h";

interface Analysed {
  readonly program: Program;
  readonly context: SemaContext;
}

/** All cases as one header, analysed at once; the facts of each by the prefix of its names. */
export function analyseCases(models: readonly CaseModel[], judge: Judge): CaseFacts[] {
  const target = targetOf(judge);
  const text = models.map(printCase).join("\n");
  const unit = preprocess({ ...target, overlay: new Map([[PATH, text]]) }, [PATH]);
  const parsed = parse(unit);
  const { program, context } = analyse(unit, parsed, target);
  const analysed = { program, context };
  const diagnostics = [...unit.diagnostics, ...parsed.diagnostics, ...program.diagnostics];
  const messages = diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, unit.sources));
  return models.map((model) => ({
    records: named(program.records, model).map((record) => recordFacts(record, analysed)),
    enums: named(program.enums, model).map(enumFacts),
    typedefs: program.typedefs.flatMap((it) => (it.name.startsWith(model.prefix) ? [typedefFacts(it, context)] : [])),
    problems: [
      ...messages.filter((message) => message.includes(model.prefix)),
      ...program.records.flatMap((it) => (isOf(it, model) && it.unsupported !== null ? [it.unsupported] : [])),
      ...missing(model, analysed),
    ],
  }));
}

function targetOf({ command, abi }: Judge): KernelTarget {
  const [cc = "", ...cflags] = command;
  const target = resolveTarget({ family: "none", arch: abi.arch, cc, cflags, cache: false });
  const differs = Object.entries(abi).filter(
    ([name, value]) =>
      JSON.stringify(Object.entries(target.abi).find(([it]) => it === name)?.[1]) !== JSON.stringify(value),
  );
  if (differs.length > 0) throw new Error(`the ABI of ${command.join(" ")} differs in ${differs.map(([it]) => it)}`);
  return target;
}

function isOf({ tag }: { readonly tag: string | null }, model: CaseModel): boolean {
  return tag?.startsWith(model.prefix) ?? false;
}

function named<Declared extends { readonly tag: string | null }>(
  list: readonly Declared[],
  model: CaseModel,
): Declared[] {
  return list.filter((it) => isOf(it, model));
}

/** Names that the model declares and the pipeline does not know. */
function missing(model: CaseModel, { program }: Analysed): string[] {
  return model.declarations.flatMap((declaration) => {
    const [kind, name] = nameOf(declaration);
    const found = kind === "typedef" ? program.ordinary.get(name) : program.tags.get(name);
    return kind === "pragma" || found?.kind === kind ? [] : [`no ${kind} ${name}`];
  });
}

function nameOf(declaration: DeclarationModel): readonly [kind: DeclarationModel["kind"], name: string] {
  switch (declaration.kind) {
    case "pragma":
      return [declaration.kind, ""];
    case "enum":
      return [declaration.kind, declaration.tag];
    case "record":
      return [declaration.kind, declaration.record.tag ?? ""];
    case "typedef":
      return [declaration.kind, declaration.name];
  }
}

/** Alignments that nothing has, so that a missing one never passes. */
const NONE = -1;

function typedefFacts({ name, id }: TypedefDecl, context: SemaContext): TypeFacts {
  const type: CType = { kind: "typedef", id };
  return { type: name, size: context.sizeOf(type) ?? NONE, align: context.alignOf(type) ?? NONE };
}

function enumFacts(declared: EnumDecl): EnumFacts {
  const enumerators = (declared.enumerators ?? []).map(({ name, type }) => ({ name, type }));
  return { type: `enum ${declared.tag}`, underlying: declared.underlying, enumerators };
}

function recordFacts(record: RecordDecl, analysed: Analysed): RecordFacts {
  const type: CType = { kind: "record", id: record.id };
  return {
    type: `${record.tagKind} ${record.tag}`,
    size: analysed.context.sizeOf(type) ?? NONE,
    align: analysed.context.alignOf(type) ?? NONE,
    fields: flatFields(record, analysed, "", 0),
  };
}

/** The named members, through anonymous records and through members of records without a tag. */
function flatFields(record: RecordDecl, analysed: Analysed, prefix: string, base: number): FieldFacts[] {
  return (record.members ?? []).flatMap((field, index) => {
    const offsetBits = base + (record.layout?.fields[index]?.offsetBits ?? NONE);
    const path = `${prefix}${field.name ?? ""}`;
    const own = field.name === null ? [] : [{ path, offsetBits, bitWidth: field.bitWidth }];
    return [...own, ...nestedFields(field, analysed, field.name === null ? prefix : `${path}.`, offsetBits)];
  });
}

function nestedFields({ name, type }: Field, analysed: Analysed, prefix: string, base: number): FieldFacts[] {
  if (type.type.kind !== "record") return [];
  const record = analysed.context.record(type.type.id);
  return name === null || record.tag === null ? flatFields(record, analysed, prefix, base) : [];
}
