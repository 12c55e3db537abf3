/**
 * Explains items: where each comes from, its C text, its layout with holes, and how and why it is rendered so
 * or left out.
 */

import { itemId } from "./ir/item-id.js";
import type { Item, ItemId, ReportEntry, SkipReason } from "./ir/types.js";
import { DEFAULT_OUT, DEFAULT_RUST_TARGET } from "./options.js";
import type { Analysis } from "./pipeline.js";
import { rangeText } from "./preprocess/tokens.js";
import { itemTexts } from "./render/index.js";
import { needsShim } from "./select/index.js";
import { exportText, type Linked } from "./select/linkable.js";
import { declare } from "./sema/print.js";
import type { ConstantValue, EnumDecl, Field, FieldLayout, Origin, RecordDecl, VariableDecl } from "./sema/types.js";
import { assertNever } from "./support/brand.js";
import { FatalError } from "./support/diagnostics.js";
import { nearest } from "./support/nearest.js";
import { NO_POSITION, type Position } from "./support/source.js";
import { VERSION } from "./version.js";

/** C text longer than this many characters is cut. */
const MAX_C_TEXT = 2000;

/** What the compiler says against a shim, null when it takes it. */
export type RefusalOf = (id: ItemId) => string | null;

/**
 * Text about everything that has the given C name (`file_operations`, `struct file_operations`, `GFP_KERNEL`).
 * @param refusalOf asked for what is called through a shim
 * @throws FatalError `unknown-name`, with similar names.
 */
export function explainName(name: string, analysis: Analysis, refusalOf: RefusalOf = () => null): string {
  const bare = name.replace(/^(?:struct|union|enum)\s+/, "");
  const parts = [
    ...explainTag(name, bare, analysis),
    ...(bare === name
      ? [...explainOrdinary(name, analysis, refusalOf), ...explainMacro(name, analysis, refusalOf)]
      : []),
  ];
  if (parts.length === 0) throw unknownName(name, analysis);
  return parts.join("\n");
}

function explainTag(name: string, bare: string, analysis: Analysis): string[] {
  const found = analysis.program.tags.get(bare);
  if (found === undefined) return [];
  if (found.kind === "enum") {
    return name.startsWith("struct ") || name.startsWith("union ") ? [] : explainEnum(found, analysis);
  }
  return name.startsWith("enum ") ? [] : explainRecord(found, analysis);
}

function explainRecord(record: RecordDecl, analysis: Analysis): string[] {
  const title = `${record.tagKind} ${record.tag ?? "(no tag)"}`;
  const lines = [
    title,
    ...provenance(record.origin, analysis),
    ...rendering(record.tagKind, record.tag ?? "", analysis),
  ];
  if (record.unsupported !== null) lines.push(`  no layout: ${record.unsupported}`);
  if (record.members === null) return [...lines, "  never completed in this translation unit", ""];
  if (record.layout === null) return [...lines, ""];
  lines.push(`  size ${bytes(record.layout.size)}, alignment ${bytes(record.layout.align)}${attributesText(record)}`);
  lines.push("", ...layoutTable(record, analysis, 0), "");
  return lines;
}

function attributesText(record: RecordDecl): string {
  const parts = [record.packed ? "packed" : "", record.aligned === null ? "" : `aligned(${record.aligned})`];
  const text = parts.filter((part) => part !== "").join(", ");
  return text === "" ? "" : ` (${text})`;
}

interface Row {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One row a member, holes between; nested anonymous members indented. Offsets in bytes, bit-fields in bytes:bits. */
function layoutTable(record: RecordDecl, analysis: Analysis, baseBits: number): string[] {
  const lines = ["  offset        size  member"];
  lines.push(...memberRows(record, analysis, baseBits, "  "));
  return lines;
}

function memberRows(record: RecordDecl, analysis: Analysis, baseBits: number, indent: string): string[] {
  const { layout, members } = record;
  if (layout === null || members === null) return [];
  const lines: string[] = [];
  let reached = 0;
  members.forEach((member, index) => {
    const place = layout.fields[index];
    if (place === undefined) return;
    if (record.tagKind === "struct" && place.offsetBits > reached)
      lines.push(hole(baseBits + reached, place.offsetBits - reached));
    const row = memberRow(member, place, analysis, baseBits);
    lines.push(`${cell(place.offsetBits + baseBits, place.sizeBits, member.bitWidth !== null)}${indent}${row.text}`);
    lines.push(...anonymousRows(member, place, analysis, baseBits, indent));
    reached = Math.max(reached, place.offsetBits + place.sizeBits);
  });
  const end = layout.size * 8;
  if (record.tagKind === "struct" && reached < end) lines.push(hole(baseBits + reached, end - reached));
  return lines;
}

function memberRow(member: Field, place: FieldLayout, analysis: Analysis, baseBits: number): Row {
  const declared = declare(member.type, member.name ?? "", analysis.context);
  const width = member.bitWidth === null ? "" : ` : ${member.bitWidth}`;
  const start = baseBits + place.offsetBits;
  return { start, end: start + place.sizeBits, text: `${declared}${width};` };
}

function anonymousRows(
  member: Field,
  place: FieldLayout,
  analysis: Analysis,
  baseBits: number,
  indent: string,
): string[] {
  if (member.name !== null || member.type.type.kind !== "record") return [];
  const inner = analysis.program.records[member.type.type.id];
  return inner === undefined ? [] : memberRows(inner, analysis, baseBits + place.offsetBits, `${indent}  `);
}

function cell(offsetBits: number, sizeBits: number, isBitfield: boolean): string {
  const byte = Math.floor(offsetBits / 8);
  const offset = isBitfield ? `${byte}:${offsetBits % 8}` : `${byte}`;
  const size = isBitfield ? `${sizeBits} bit${sizeBits === 1 ? "" : "s"}` : `${sizeBits / 8}`;
  return `  ${offset.padStart(6)}  ${size.padStart(8)}`;
}

function hole(offsetBits: number, bits: number): string {
  const text = bits % 8 === 0 && offsetBits % 8 === 0 ? bytes(bits / 8) : `${bits} bits`;
  return `${cell(offsetBits, bits, bits % 8 !== 0 || offsetBits % 8 !== 0)}  /* hole: ${text} */`;
}

function bytes(count: number): string {
  return `${count} byte${count === 1 ? "" : "s"}`;
}

function explainEnum(declared: EnumDecl, analysis: Analysis): string[] {
  const title = `enum ${declared.tag ?? "(no tag)"}`;
  const lines = [title, ...provenance(declared.origin, analysis), ...rendering("enum", declared.tag ?? "", analysis)];
  const size = analysis.context.abi.integers[declared.underlying].size;
  lines.push(`  underlying type ${declared.underlying} (${bytes(size)})`, "");
  for (const enumerator of declared.enumerators ?? []) lines.push(`  ${enumerator.name} = ${enumerator.value}`);
  return [...lines, ""];
}

function exportLines(declared: Linked & Pick<VariableDecl, "linkage">, { linkage }: Analysis): string[] {
  const state = declared.linkage === "internal" ? null : (linkage?.stateOf(declared) ?? null);
  return state === null ? [] : [`  ${exportText(state)}`];
}

function explainOrdinary(name: string, analysis: Analysis, refusalOf: RefusalOf): string[] {
  const found = analysis.program.ordinary.get(name);
  if (found === undefined) return [];
  switch (found.kind) {
    case "typedef": {
      const head = [`typedef ${name}`, ...provenance(found.origin, analysis), ...rendering("typedef", name, analysis)];
      const size = analysis.context.sizeOf({ kind: "typedef", id: found.id });
      const align = analysis.context.alignOf({ kind: "typedef", id: found.id });
      head.push(`  typedef ${declare(found.type, name, analysis.context)};`);
      if (size !== null && align !== null) head.push(`  size ${bytes(size)}, alignment ${bytes(align)}`);
      const target = found.type.type;
      const record = target.kind === "record" ? analysis.program.records[target.id] : undefined;
      if (record !== undefined && record.tag === null) head.push("", ...layoutTable(record, analysis, 0));
      return [...head, ""];
    }
    case "function": {
      const type = { type: found.type, qualifiers: 0, addressSpace: null };
      const refused = refusal(`function ${name}`, analysis, refusalOf);
      return [
        `function ${name}`,
        ...provenance(found.origin, analysis),
        ...(refused === null ? rendering("function", name, analysis) : leftOut(refused)),
        `  ${declare(type, name, analysis.context)};`,
        ...(needsShim(found) ? [] : exportLines(found, analysis)),
        ...(refused === null ? binding(`function ${name}`, analysis) : []),
        "",
      ];
    }
    case "variable": {
      const head = [
        `variable ${name}`,
        ...provenance(found.origin, analysis),
        ...rendering("variable", name, analysis),
      ];
      return [...head, `  ${declare(found.type, name, analysis.context)};`, ...exportLines(found, analysis), ""];
    }
    case "enumerator": {
      const { tag } = analysis.context.enumeration(found.enum);
      const lines = [`enumerator ${name}`, `  at ${analysis.unit.sources.describe(found.position)}`];
      lines.push(...rendering("enumerator", name, analysis));
      const owner = tag === null ? "an enum without a tag" : `enum ${tag}`;
      return [...lines, `  ${name} = ${found.value}, of type ${found.type}, in ${owner}`, ""];
    }
  }
}

function explainMacro(name: string, analysis: Analysis, refusalOf: RefusalOf): string[] {
  const item = analysis.macros.find((macro) => macro.definition.name === name);
  const live = analysis.unit.macros.live.get(name);
  const definition = live ?? item?.definition;
  if (definition === undefined) return [];
  const title = live === undefined ? `prototype ${name}` : `macro ${name}`;
  const lines = [title, ...(definition.position === NO_POSITION ? [] : place(definition.position, analysis))];
  const refused = refusal(`macro ${name}`, analysis, refusalOf);
  lines.push(...(refused === null ? rendering("macro", name, analysis) : leftOut(refused)));
  if (live === undefined) return [...lines, ...(refused === null ? binding(`macro ${name}`, analysis) : []), ""];
  const parameters = definition.parameters === null ? "" : `(${definition.parameters.join(", ")})`;
  lines.push(`  #define ${name}${parameters} ${cut(rangeText(definition.body))}`);
  const expansion = definition.parameters === null ? analysis.unit.expandMacro(name) : null;
  if (expansion !== null) lines.push(`  expands to ${cut(rangeText(expansion))}`);
  if (item?.kind === "constant") {
    const value = valueText(item.value);
    lines.push(`  value ${value}, of type ${declare(item.type, "", analysis.context)}`);
  }
  if (item?.kind === "const-fn") {
    const types = item.parameters.map((parameter) => `${parameter.type} ${parameter.name}`).join(", ");
    lines.push(`  as a function: ${declare(item.type, `${name}(${types})`, analysis.context)}`);
  }
  if (refused === null) lines.push(...binding(`macro ${name}`, analysis), ...prototypeHint(name, analysis));
  return [...lines, ""];
}

function valueText(value: ConstantValue): string {
  switch (value.kind) {
    case "string":
      return JSON.stringify(value.bytes.slice(0, -1));
    case "object":
      return Array.from(value.bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join(" ");
    case "integer":
    case "floating":
    case "pointer":
      return String(value.value);
    default:
      return assertNever(value);
  }
}

/** What the compiler says against the shim of an item; null when it has none. */
function refusal(id: ItemId, analysis: Analysis, refusalOf: RefusalOf): string | null {
  const item = itemCalled(id, analysis);
  return item?.kind === "function" && item.shim !== null ? refusalOf(id) : null;
}

function leftOut(refused: string): string[] {
  return [`  left out (shim-refused-by-compiler): ${refused}`];
}

function itemCalled(id: ItemId, analysis: Analysis): Item | undefined {
  return analysis.lowered.bindings.items.find((item) => itemId(item) === id);
}

/** The shim, and the Rust text, of what Rust calls. */
function binding(id: ItemId, analysis: Analysis): string[] {
  const item = itemCalled(id, analysis);
  const shown =
    item?.kind === "function" || item?.kind === "const-fn" || (item?.kind === "variable" && item.inside !== null);
  if (!shown) return [];
  const texts = itemTexts(analysis.lowered.bindings, id, {
    ...{ rustTarget: DEFAULT_RUST_TARGET, edition: "2021", macroTypes: "c", docs: false },
    ...{ crateName: DEFAULT_OUT, version: VERSION },
  });
  if (texts === null) return [];
  const shim = texts.shim === null ? [] : [`  called through a shim in c/helpers.c: ${cut(texts.shim)}`];
  return [...shim, "", ...texts.rust.split("\n").map((line) => (line === "" ? "" : `  ${line}`))];
}

/** How a prototype would bind a macro that is left out. */
function prototypeHint(name: string, analysis: Analysis): string[] {
  const entry = analysis.lowered.report.find((candidate) => candidate.kind === "macro" && candidate.name === name);
  if (entry?.status !== "skipped" || entry.reason === undefined) return [];
  const parameters = analysis.unit.macros.live.get(name)?.parameters ?? null;
  const example = prototypeExample(entry.reason, entry.detail ?? "", name, parameters);
  if (example === null) return [];
  return [`  a prototype with its types binds it: --macros '${example}'`];
}

function prototypeExample(
  reason: SkipReason,
  detail: string,
  name: string,
  parameters: readonly string[] | null,
): string | null {
  const own = parameters ?? [];
  const typed = own.length === 0 ? "void" : own.map((parameter) => `TYPE ${parameter}`).join(", ");
  switch (reason) {
    case "macro-type-unknown":
    case "macro-needs-shim":
    case "macro-not-constant":
      return `RESULT ${name}(${typed})`;
    case "macro-needs-type":
    case "macro-needs-token":
    case "variadic-macro":
      return `RESULT my_${name}(TYPE a) = ${name}(…)`;
    case "macro-is-statement":
      return detail === 'it begins with "do"' ? `void ${name}(${typed})` : null;
    case "macro-needs-lvalue":
      return `RESULT my_${name}(TYPE *a) = ${name}(*a)`;
    default:
      return null;
  }
}

function provenance(origin: Origin, analysis: Analysis): string[] {
  const lines = place(origin.position, analysis);
  if (origin.macro !== null) lines.push(`  made by the macro ${origin.macro}`);
  const text = cut(rangeText(origin));
  if (text !== "") lines.push(`  C: ${text}`);
  return lines;
}

function place(position: Position, analysis: Analysis): string[] {
  const lines = [`  at ${analysis.unit.sources.describe(position)}`];
  for (const include of analysis.unit.sources.includeChain(position).slice(0, 8)) {
    lines.push(`    included from ${include.file.name}:${include.line}`);
  }
  return lines;
}

/** What the report says of it, and its Rust name. */
function rendering(kind: ReportEntry["kind"], name: string, analysis: Analysis): string[] {
  const entry = analysis.lowered.report.find((candidate) => candidate.kind === kind && candidate.name === name);
  if (entry === undefined) return [];
  const detail = entry.detail === undefined ? "" : `: ${entry.detail}`;
  if (entry.status === "skipped") return [`  left out (${entry.reason ?? "no reason"})${detail}`];
  if (entry.status === "derived") return [`  reachable under another name${detail}`];
  return [`  in Rust: ${rustName(kind, name, analysis) ?? name}`];
}

function rustName(kind: ReportEntry["kind"], name: string, analysis: Analysis): string | null {
  const spelling = `${kind} ${name}`;
  for (const item of analysis.lowered.bindings.items) {
    if (kind !== "enumerator" && (itemId(item) === spelling || item.c === spelling)) return item.name;
    if (kind !== "enumerator" || item.kind !== "enum") continue;
    const found = item.enumerators.find((enumerator) => enumerator.c === name);
    if (found !== undefined) return found.name;
  }
  return null;
}

function cut(text: string): string {
  return text.length > MAX_C_TEXT ? `${text.slice(0, MAX_C_TEXT)} …` : text;
}

function unknownName(name: string, analysis: Analysis): FatalError {
  const { program, unit } = analysis;
  const candidates = [...program.tags.keys(), ...program.ordinary.keys(), ...unit.macros.live.keys()];
  const similar = nearest(name, candidates, 3);
  const help =
    similar.length === 0
      ? "is the header that declares it among the given ones?"
      : `similar names: ${similar.join(", ")}`;
  return new FatalError({
    id: "unknown-name",
    severity: "error",
    message: `nothing called ${JSON.stringify(name)} is declared or defined in these headers`,
    help,
  });
}
