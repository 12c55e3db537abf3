/**
 * The main job: from headers to a crate. Runs the pipeline, renders, and writes everything or nothing.
 */

import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { bitcodeObjection, shimBitcode } from "./check/shim-bitcode.js";
import { dependenciesOf, dependencyText, isOnDisk } from "./dependencies.js";
import type { Bindings, ReportEntry } from "./ir/index.js";
import { itemId } from "./ir/item-id.js";
import type { Family } from "./kernel/types.js";
import { digestsOf, LOCK_FILE, type LockFile, lockText, type ShimRecord } from "./lock.js";
import { DEFAULT_OUT, DEFAULT_RUST_TARGET, DEFAULT_SHIM_PREFIX, type GenerateOptions } from "./options.js";
import { type OutputFile, writeFiles } from "./output.js";
import { type Analysis, analyseHeaders } from "./pipeline.js";
import { type SettledShims, settleShims } from "./refused-shims.js";
import {
  HELPERS_BITCODE,
  OPTIONAL_FILES,
  type RenderedCrate,
  type RenderedFile,
  type RenderOptions,
  renderCrate,
  renderInlineScript,
  type Unsupported,
} from "./render/index.js";
import { cfgFiles } from "./rustc-cfg.js";
import { milliseconds } from "./support/clock.js";
import type { Diagnostic } from "./support/diagnostics.js";
import { LongText } from "./support/long-text.js";
import type { SourceMap } from "./support/source.js";
import { unboundNames } from "./unbound.js";
import { unlinkableNames } from "./unlinkable.js";
import type { UsedNames } from "./used-by/index.js";
import { VERSION } from "./version.js";

/** Where the bindings lie in a crate. */
export const BINDINGS_FILE = "src/bindings.rs";
const REPORT_FILE = "report.json";

export interface Summary {
  readonly emitted: number;
  readonly derived: number;
  readonly skipped: number;
  /** How many were left out for each reason. */
  readonly reasons: Readonly<Record<string, number>>;
}

export interface GenerateResult {
  /** `failed`: there are errors among the diagnostics and nothing was written. */
  readonly status: "ok" | "failed";
  /** Paths of the files written or left as they were, relative to the current folder. */
  readonly files: readonly string[];
  /** The text of `bindings.rs`. */
  readonly bindings: string;
  readonly report: readonly ReportEntry[];
  readonly summary: Summary;
  readonly diagnostics: readonly Diagnostic[];
  /** For positions in the diagnostics. */
  readonly sources: SourceMap;
  readonly family: Family;
  /** Kernel release, null for family none. */
  readonly release: string | null;
  readonly arch: string;
  /** Milliseconds by stage, in order. */
  readonly timings: ReadonlyMap<string, number>;
}

/**
 * Reads the headers and writes the crate.
 * @throws FatalError for options or input that cannot be used at all.
 */
export function generate(options: GenerateOptions): GenerateResult {
  const analysis = analyseHeaders(options);
  const timings = new Map(analysis.timings);
  const failed = analysis.diagnostics.some(({ severity }) => severity === "error");
  const start = milliseconds();
  const headers = digestsOf(analysis.unit.files);
  const shims = failed ? noShims(analysis) : settleShims(analysis, headers, options);
  timings.set("shims", milliseconds() - start);
  if (!failed) options.onProgress?.("render");
  const rendering = milliseconds();
  const rendered = failed ? null : renderCrate(shims.bindings, renderOptions(options), shims.shims);
  timings.set("render", milliseconds() - rendering);
  const report = reportOf(analysis, shims, rendered?.unsupported ?? [], options);
  const bitcode = options.shimBitcode === true && !failed ? makeBitcode(shims.bindings, analysis, options) : NO_BITCODE;
  const diagnostics = [
    ...analysis.diagnostics,
    ...shims.diagnostics,
    ...bitcode.diagnostics,
    ...unlinkableNames(analysis, shims, options.allow ?? [], options.exportedOnly === true ? "error" : "warning"),
    ...unboundUses(report, analysis, shims.bindings, rendered, options),
    ...deniedSkips(report, analysis, options),
  ];
  const shared = {
    report,
    summary: summarise(report),
    diagnostics,
    sources: analysis.unit.sources,
    family: analysis.target.family,
    release: analysis.target.release,
    arch: analysis.target.arch,
    timings,
  };
  if (rendered === null || diagnostics.some((diagnostic) => diagnostic.severity === "error")) {
    return { status: "failed", files: [], bindings: "", ...shared };
  }
  options.onProgress?.("write");
  const writing = milliseconds();
  const files = outputFiles({
    options,
    analysis,
    rendered: rendered.files,
    report,
    headers,
    shims: shims.record,
    bitcode: bitcode.bytes,
  });
  writeFiles(files, staleFiles(options.out ?? DEFAULT_OUT, files));
  timings.set("write", milliseconds() - writing);
  return {
    status: "ok",
    files: files.map((file) => relative(process.cwd(), resolve(file.path))),
    get bindings() {
      return String(bindingsOf(rendered.files));
    },
    ...shared,
  };
}

/** With `--deny-skipped` an error. */
function unboundUses(
  report: readonly ReportEntry[],
  { used }: Analysis,
  bindings: Bindings,
  rendered: RenderedCrate | null,
  { denySkipped }: GenerateOptions,
): Diagnostic[] {
  if (used === null || rendered === null) return [];
  const unsupported = new Set(rendered.unsupported.map(({ item }) => item));
  return unboundNames(used, bindings, unsupported, report, denySkipped === true ? "error" : "warning");
}

interface Bitcode {
  /** null: there is nothing to write. */
  readonly bytes: Buffer | null;
  readonly diagnostics: readonly Diagnostic[];
}

const NO_BITCODE: Bitcode = { bytes: null, diagnostics: [] };

/** `--shim-bitcode`. */
function makeBitcode(bindings: Bindings, { target }: Analysis, options: GenerateOptions): Bitcode {
  const objection = bitcodeObjection(target);
  if (objection !== null) return { bytes: null, diagnostics: [objection] };
  options.onProgress?.("bitcode");
  const attributes = options.shimAttributes ?? "";
  const made = shimBitcode({ bindings, target, headers: options.headers, attributes });
  if (made === null || Buffer.isBuffer(made)) return { bytes: made, diagnostics: [] };
  return { bytes: null, diagnostics: [made] };
}

/** Of input with errors nothing is compiled. */
function noShims({ lowered }: Analysis): SettledShims {
  return { bindings: lowered.bindings, refused: [], unlinkable: [], shims: null, record: null, diagnostics: [] };
}

/** The report of the IR, with what only Rust cannot say or the C compiler refuses left out as well. */
function reportOf(
  analysis: Analysis,
  { refused, unlinkable }: SettledShims,
  unsupported: readonly Unsupported[],
  { exportedOnly }: GenerateOptions,
): readonly ReportEntry[] {
  const { report } = analysis.lowered;
  const left = new Map<string, Pick<ReportEntry, "reason" | "detail">>();
  for (const { id, symbol } of exportedOnly === true ? unlinkable : []) {
    left.set(id, { reason: "not-exported", detail: `uses ${symbol}, which the kernel does not export` });
  }
  for (const { id, reason } of refused) left.set(id, { reason: "shim-refused-by-compiler", detail: reason });
  for (const { item, reason, detail } of unsupported) left.set(itemId(item), { reason, detail });
  if (left.size === 0) return report;
  const names = new Set([...left.keys()].map((id) => id.slice(id.indexOf(" ") + 1)));
  return report.map((entry) => {
    if (entry.status !== "emitted" || !names.has(entry.name)) return entry;
    const why = left.get(`${entry.kind} ${entry.name}`);
    return why === undefined ? entry : { ...entry, status: "skipped", ...why };
  });
}

function renderOptions(options: GenerateOptions): RenderOptions {
  return {
    rustTarget: options.rustTarget ?? DEFAULT_RUST_TARGET,
    edition: options.rustEdition ?? "2021",
    macroTypes: options.macroTypes ?? "c",
    docs: options.docs ?? true,
    crateName: basename(resolve(options.out ?? DEFAULT_OUT)),
    version: VERSION,
    shimAttributes: options.shimAttributes ?? "",
  };
}

/** What an earlier run has written into this crate, and this one does not: somebody would go on compiling it. */
function staleFiles(out: string, files: readonly OutputFile[]): string[] {
  const written = new Set(files.map(({ path }) => path));
  if (!written.has(join(out, LOCK_FILE)) || !existsSync(join(out, LOCK_FILE))) return [];
  return OPTIONAL_FILES.map((path) => join(out, path)).filter((path) => !written.has(path));
}

/** All that the files are made of. */
interface Products {
  readonly options: GenerateOptions;
  readonly analysis: Analysis;
  readonly rendered: readonly RenderedFile[];
  readonly report: readonly ReportEntry[];
  readonly headers: LockFile["headers"];
  readonly shims: ShimRecord | null;
  readonly bitcode: Buffer | null;
}

/** `--bindings FILE` alone writes only that file; `--out` writes the crate. */
function outputFiles(products: Products): OutputFile[] {
  const { options, analysis, rendered, report } = products;
  const files: OutputFile[] = [];
  const wantsCrate = options.out !== undefined || options.bindings === undefined;
  const out = options.out ?? DEFAULT_OUT;
  if (wantsCrate) files.push(...crateFiles(out, products));
  if (options.bindings !== undefined && options.bindings !== "-") {
    files.push({ path: options.bindings, content: bindingsOf(rendered) });
  }
  if (options.report !== undefined) files.push({ path: options.report, content: reportText(report) });
  if (options.depfile !== undefined) {
    const product =
      options.bindings !== undefined && options.bindings !== "-" ? options.bindings : join(out, BINDINGS_FILE);
    files.push({
      path: options.depfile,
      content: dependencyText([product, options.depfile], dependenciesOf(analysis)),
      isStamp: true,
    });
  }
  if (options.cflagsFile !== undefined) {
    files.push({ path: options.cflagsFile, content: responseText(analysis.target.cflags) });
  }
  return files;
}

function bindingsOf(files: readonly RenderedFile[]): RenderedFile["text"] {
  return files.find((file) => file.path === BINDINGS_FILE)?.text ?? "";
}

/** A file that compilers read as further flags, one in each line (GCC manual, "Overall Options", `@file`). */
function responseText(flags: readonly string[]): string {
  return flags.map((flag) => `"${flag.replace(/[\\"]/g, "\\$&")}"\n`).join("");
}

function crateFiles(
  out: string,
  { options, analysis, rendered, report, headers, shims, bitcode }: Products,
): OutputFile[] {
  const lock = lockText(
    VERSION,
    analysis.target,
    headers,
    recordedOptions(options, analysis),
    shims,
    analysis.linkage?.exports.hash ?? null,
  );
  return [
    ...rendered.map((file) => ({ path: join(out, file.path), content: file.text })),
    ...(bitcode === null ? [] : bitcodeFiles(out, bitcode)),
    ...wrapperCopies(out, options, analysis),
    ...cfgFiles(analysis.target).map(({ path, text }) => ({ path: join(out, path), content: text })),
    { path: join(out, LOCK_FILE), content: lock },
    { path: join(out, REPORT_FILE), content: reportText(report) },
  ];
}

function bitcodeFiles(out: string, bitcode: Buffer): OutputFile[] {
  const script = renderInlineScript();
  return [
    { path: join(out, HELPERS_BITCODE), content: bitcode },
    { path: join(out, script.path), content: script.text },
  ];
}

/** The user's own headers lie beside the proof, so that the crate can be moved and checked elsewhere. */
function wrapperCopies(out: string, options: GenerateOptions, analysis: Analysis): OutputFile[] {
  const folders = new Set<string>();
  for (const header of options.headers) folders.add(dirname(resolve(header)));
  const copies = new Map<string, string>();
  for (const file of analysis.unit.files) {
    const path = resolve(file.path);
    const folder = [...folders].find((candidate) => path.startsWith(`${candidate}/`));
    if (folder === undefined || isKernelFile(path, analysis) || !isOnDisk(path)) continue;
    copies.set(join(out, "c", relative(folder, path)), Buffer.from(file.text, "latin1").toString("utf8"));
  }
  return [...copies].map(([path, content]) => ({ path, content }));
}

function isKernelFile(path: string, analysis: Analysis): boolean {
  const inside = (folder: string): boolean => path.startsWith(`${resolve(folder)}/`);
  return analysis.target.family !== "none" && analysis.target.roots.some(inside);
}

/** What changes the output, for the lock file: no paths of this machine. */
function recordedOptions(options: GenerateOptions, { used, lowered }: Analysis): Record<string, unknown> {
  return {
    headers: options.headers.map((header) => basename(header)),
    allow: options.allow ?? [],
    block: options.block ?? [],
    opaque: options.opaque ?? [],
    macros: options.macros ?? [],
    usedBy: used === null ? null : mentionedItems(used, lowered.bindings),
    exportedOnly: options.exportedOnly ?? false,
    shims: options.shims ?? null,
    shimPrefix: options.shimPrefix ?? DEFAULT_SHIM_PREFIX,
    shimAttributes: options.shimAttributes ?? "",
    rustTarget: options.rustTarget ?? DEFAULT_RUST_TARGET,
    rustEdition: options.rustEdition ?? "2021",
    macroTypes: options.macroTypes ?? "c",
    docs: options.docs ?? true,
  };
}

/** Of what Rust sources mention only that changes the output which the headers have. */
function mentionedItems({ types, values }: UsedNames, { items }: Bindings): string[] {
  return [...new Set(items.map(({ name }) => name).filter((name) => types.has(name) || values.has(name)))].sort();
}

/** Entries that are made text at a time: each by itself takes three times as long. */
const ENTRIES = 4096;

/** One entry a line: the report is read by people and by tools. */
function reportText(report: readonly ReportEntry[]): LongText {
  const text = new LongText("[\n");
  for (let start = 0; start < report.length; start += ENTRIES) {
    const list = JSON.stringify(report.slice(start, start + ENTRIES)).slice(1, -1);
    // No string has that in it: a quote in a string is escaped.
    text.add(`${start === 0 ? "" : ",\n"}${list.replaceAll('},{"kind":', '},\n{"kind":')}`);
  }
  text.add("\n]\n");
  return text;
}

/** Counts of the report. */
export function summarise(report: readonly ReportEntry[]): Summary {
  const counts = { emitted: 0, derived: 0, skipped: 0 };
  const reasons: Record<string, number> = {};
  for (const entry of report) {
    counts[entry.status]++;
    if (entry.reason !== undefined) reasons[entry.reason] = (reasons[entry.reason] ?? 0) + 1;
  }
  return { ...counts, reasons };
}

/** `--deny-skipped`: what was asked for by name and left out is an error. */
function deniedSkips(report: readonly ReportEntry[], analysis: Analysis, options: GenerateOptions): Diagnostic[] {
  if (options.denySkipped !== true) return [];
  const harmless = new Set(["not-selected", "not-exported", "blocked", "predefined-macro", "builtin", "empty-macro"]);
  // A macro beside a function or a variable of its name (`strlen`): who asks for the name gets that.
  const symbols = new Set(
    report
      .filter(({ kind, status }) => status === "emitted" && (kind === "function" || kind === "variable"))
      .map(({ name }) => name),
  );
  return report
    .filter((entry) => entry.status === "skipped" && !harmless.has(entry.reason ?? ""))
    .filter((entry) => analysis.selection.isAsked(entry.name))
    .filter((entry) => entry.kind !== "macro" || !symbols.has(entry.name))
    .map((entry) => ({
      id: "skipped-item",
      severity: "error",
      message: `${entry.location}: ${entry.kind} ${entry.name} is left out: ${entry.reason ?? ""}${entry.detail === undefined ? "" : `, ${entry.detail}`}`,
      help: "leave out --deny-skipped, narrow --allow or add a --block for it",
    }));
}
