/** Compares the facts of a manifest with what the pipeline found out. */

import type { GenerateResult } from "../../src/generate.js";
import { itemId } from "../../src/ir/item-id.js";
import type { IrField, IrType, Item, RecordItem } from "../../src/ir/types.js";
import type { Analysis } from "../../src/pipeline.js";
import { assertNever } from "../../src/support/brand.js";
import type { Fact } from "./manifest.js";

/** What is wrong with `fact`; null when it holds. */
export function wrongFact(fact: Fact, analysis: Analysis, result: GenerateResult): string | null {
  switch (fact.kind) {
    case "record":
      return wrongRecord(fact, analysis);
    case "field":
      return wrongField(fact, analysis);
    case "bitfield":
      return wrongBitfield(fact, analysis);
    case "enum":
      return wrongEnum(fact, analysis);
    case "enumerator":
      return wrongEnumerator(fact, analysis);
    case "constant":
      return wrongConstant(fact, analysis);
    case "emitted":
    case "skipped":
      return wrongReport(fact, result);
    case "rust":
      return wrongText(fact, result.bindings);
    default:
      return assertNever(fact);
  }
}

type FactOf<Kind extends Fact["kind"]> = Extract<Fact, { kind: Kind }>;

function items(analysis: Analysis): readonly Item[] {
  return analysis.lowered.bindings.items;
}

function findRecord(name: string, analysis: Analysis): RecordItem | string {
  const found = items(analysis).find((item) => item.kind === "record" && item.c === name);
  return found?.kind === "record" ? found : `${name} is not emitted`;
}

function wrongRecord(fact: FactOf<"record">, analysis: Analysis): string | null {
  const record = findRecord(fact.record, analysis);
  if (typeof record === "string") return record;
  const same = record.size === fact.size && record.align === fact.align;
  return same ? null : `size ${record.size}, align ${record.align}`;
}

/** A field of `record`, also through anonymous members; its offset is that of the whole record. */
function findField(record: RecordItem, name: string, analysis: Analysis, baseBits = 0): [IrField, number] | null {
  for (const field of record.fields) {
    const offsetBits = baseBits + (field.kind === "field" ? field.offset * 8 : field.offsetBits);
    if (field.c === name) return [field, offsetBits];
    if (field.kind !== "field" || field.c !== null || field.type.type.kind !== "item") continue;
    const { id } = field.type.type;
    const inner = items(analysis).find((item) => itemId(item) === id);
    const found = inner?.kind === "record" ? findField(inner, name, analysis, offsetBits) : null;
    if (found !== null) return found;
  }
  return null;
}

function wrongField(fact: FactOf<"field">, analysis: Analysis): string | null {
  const record = findRecord(fact.record, analysis);
  if (typeof record === "string") return record;
  const [field, offsetBits] = findField(record, fact.field, analysis) ?? [null, 0];
  if (field?.kind !== "field") return "there is no such field";
  if (fact.offset !== null && offsetBits !== fact.offset * 8) return `offset ${offsetBits / 8}`;
  return fact.size === null || field.size === fact.size ? null : `size ${field.size}`;
}

function wrongBitfield(fact: FactOf<"bitfield">, analysis: Analysis): string | null {
  const record = findRecord(fact.record, analysis);
  if (typeof record === "string") return record;
  const [field, offsetBits] = findField(record, fact.field, analysis) ?? [null, 0];
  if (field?.kind !== "bitfield") return "there is no such bit-field";
  if (fact.position !== null && offsetBits !== fact.position) return `bits ${offsetBits}`;
  return field.width === fact.width ? null : `width ${field.width}`;
}

function wrongEnum(fact: FactOf<"enum">, analysis: Analysis): string | null {
  const found = items(analysis).find((item) => item.kind === "enum" && item.c === `enum ${fact.tag}`);
  if (found?.kind !== "enum") return "it is not emitted";
  return found.underlying === fact.underlying ? null : `it is ${found.underlying}`;
}

function wrongEnumerator(fact: FactOf<"enumerator">, analysis: Analysis): string | null {
  const found = items(analysis).find((item) => item.kind === "enum" && item.c === `enum ${fact.tag}`);
  const enumerator = found?.kind === "enum" ? found.enumerators.find(({ c }) => c === fact.name) : undefined;
  if (enumerator === undefined) return "it is not emitted";
  return enumerator.value === String(fact.value) ? null : `it is ${enumerator.value}`;
}

interface Constant {
  readonly value: string;
  readonly type: string;
}

function wrongConstant(fact: FactOf<"constant">, analysis: Analysis): string | null {
  const found = findConstant(fact.name, analysis);
  if (found === null) return "it is not emitted";
  const same = found.value === String(fact.value) && found.type === fact.type.replace(/^const /, "");
  return same ? null : `it is ${found.value} : ${found.type}`;
}

/** A macro or variable by its C name, an enumerator that takes its place, or what an alias stands for. */
function findConstant(name: string, analysis: Analysis): Constant | null {
  const all = items(analysis);
  for (const item of all) {
    if (item.kind === "constant" && item.c === name && item.value.kind === "integer") {
      return { value: item.value.value, type: typeName(item.value.type, all) };
    }
    if (item.kind === "alias" && item.c === name && item.aliasOf.kind === "value") {
      return rustConstant(item.aliasOf.name, analysis);
    }
  }
  return rustConstant(name, analysis);
}

function rustConstant(rustName: string, analysis: Analysis): Constant | null {
  const all = items(analysis);
  for (const item of all) {
    if (item.kind === "constant" && item.name === rustName && item.value.kind === "integer") {
      return { value: item.value.value, type: typeName(item.value.type, all) };
    }
    if (item.kind !== "enum") continue;
    const found = item.enumerators.find((enumerator) => enumerator.name === rustName);
    if (found !== undefined) return { value: found.value, type: found.type };
  }
  return null;
}

function typeName(type: IrType, all: readonly Item[]): string {
  if (type.kind === "integer") return type.name;
  if (type.kind !== "item") return type.kind;
  const found = all.find((item) => itemId(item) === type.id);
  return found !== undefined && "c" in found && found.c !== null ? found.c : type.id;
}

function wrongReport(fact: FactOf<"emitted"> | FactOf<"skipped">, { report }: GenerateResult): string | null {
  const entry = report.find(({ kind, name }) => kind === fact.what && name === fact.name);
  if (entry === undefined) return "it is not in the report";
  if (fact.kind === "emitted") return entry.status === "skipped" ? `it is skipped: ${entry.reason ?? ""}` : null;
  if (entry.status !== "skipped") return `it is ${entry.status}`;
  return entry.reason === fact.reason ? null : `the reason is ${entry.reason ?? "missing"}`;
}

function wrongText(fact: FactOf<"rust">, rust: string): string | null {
  const squeeze = (text: string): string => text.replace(/\s+/g, " ").replace(/([(<[]) | ([)>\],;])/g, "$1$2");
  const found = squeeze(rust)
    .replace(/::core::ffi::/g, "")
    .replace(/,([)>])/g, "$1")
    .includes(fact.text);
  return found === fact.present ? null : fact.present ? "the bindings lack it" : "the bindings have it";
}
