/**
 * bindgen's command line on our pipeline, for builds that call `bindgen`: one header in, one Rust file out, with
 * bindgen's names and no more items than bindgen gives, so that Rust written beside its output still compiles.
 */
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dependenciesOf, dependencyText } from "../dependencies.js";
import { itemId } from "../ir/item-id.js";
import type { Bindings, Item, SkipReason } from "../ir/types.js";
import { architectureOfTriple } from "../kernel/architecture.js";
import { type KernelTarget, resolveTarget } from "../kernel/index.js";
import { findProgram, run as runProgram } from "../kernel/process.js";
import type { GenerateOptions } from "../options.js";
import { type OutputFile, writeFiles } from "../output.js";
import { type Analysis, analyseHeaders } from "../pipeline.js";
import {
  type RenderOptions,
  renderBindingsOnly,
  renderEach,
  renderShims,
  type Unsupported,
  unsupportedInRust,
} from "../render/index.js";
import { type Diagnostic, FatalError, formatDiagnostic, usageError } from "../support/diagnostics.js";
import type { LongText } from "../support/long-text.js";
import type { SourceMap } from "../support/source.js";
import { type BindgenCommandLine, readCommandLine } from "./command-line.js";
import { FLAGS } from "./flags.js";
import { type RenderItems, readRecord, recordDirectory, rerun, writeRecord } from "./incremental/index.js";
import { leftOut } from "./left-out.js";
import { renderOptionsOf } from "./render-options.js";
import { rewritten } from "./rewrite.js";
import { formatterOf, lastOf, macroSetOf, valuesOf } from "./rules.js";

export interface BindgenSettings {
  /** Keep what is found for a later run of the same command line, and take from an earlier one what has not changed. */
  readonly remember: boolean;
  /** Called when everything has been run through once; not where an earlier run, or no header at all, made it short. */
  readonly afterWholeRun?: () => void;
}

/**
 * Runs one command line; what bindgen prints goes to standard output, diagnostics to standard error.
 * @returns the exit status: 0, 1 for bad input, 2 for a wrong command line
 */
export function bindgenMain(words: readonly string[], settings: BindgenSettings = { remember: false }): number {
  try {
    return run(readCommandLine(words), settings);
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    report(error.diagnostic, error.sources);
    return error.usage ? 2 : 1;
  }
}

function run(line: BindgenCommandLine, { remember, afterWholeRun }: BindgenSettings): number {
  const { header, given } = line;
  if (given.has("help")) {
    process.stdout.write(helpText());
    return 0;
  }
  if (header === null) throw usageError("no-header", "no header given", "kbindgen-bindgen HEADER [OPTIONS] -- CFLAGS");
  if (!existsSync(header)) throw usageError("header-not-found", `there is no header '${header}'`);
  if (given.has("verbose")) noteIneffective(line);
  const options = generateOptions(line, header);
  const target = resolveTarget(options);
  const place = remember ? recordPlace(line) : null;
  if (place !== null && runAgain(place, line, header, options, target)) return 0;
  const analysis = analyseHeaders(options, target);
  for (const diagnostic of analysis.diagnostics) report(diagnostic, analysis.unit.sources);
  if (analysis.diagnostics.some(({ severity }) => severity === "error")) return 1;
  const { bindings, renderOptions, left } = asBindgen(analysis, line);
  const text = renderBindingsOnly(bindings, renderOptions, left);
  if (given.has("verbose")) noteSkipped(analysis, unsupportedInRust(bindings, renderOptions));
  const dependencies = dependenciesOf(analysis);
  write(line, header, formatted(line, text), dependencies);
  if (given.has("wrap-static-fns")) writeShims(line, header, bindings, left);
  if (place !== null) writeRecord(place, header, analysis, dependencies, text);
  afterWholeRun?.();
  return 0;
}

/** What of an analysis bindgen would write, and how. */
function asBindgen(
  analysis: Analysis,
  line: BindgenCommandLine,
): { readonly bindings: Bindings; readonly renderOptions: RenderOptions; readonly left: ReadonlySet<Item> } {
  const bindings = rewritten(analysis, line);
  return { bindings, left: leftOut(line, analysis, bindings.items), renderOptions: renderOptionsOf(line) };
}

function generateOptions(line: BindgenCommandLine, header: string): GenerateOptions {
  const { given, cflags } = line;
  return {
    headers: [header],
    family: "none",
    ...compilation(cflags),
    allowByKind: allowed(line),
    opaque: valuesOf(given, "opaque-type"),
    ...shimsOf(line),
    macroSet: macroSetOf(given),
    arrayParameters: given.has("use-array-pointers-in-arguments") ? "array" : "element",
    macroTypes: "bindgen",
    product: given.has("verbose") || given.has("wrap-static-fns") ? "crate" : "rust",
    typeNames: { keywords: given.has("c-naming"), flat: given.has("disable-nested-struct-naming") },
    docs: !given.has("no-doc-comments"),
    cache: !given.has("kbindgen-no-cache"),
  };
}

/** Flags whose work a record does not hold. */
const NOT_RECORDED = ["kbindgen-no-cache", "verbose", "wrap-static-fns", "allowlist-file", "blocklist-file"] as const;

/** Where what this command line finds is kept; null when it is not. */
function recordPlace({ given, words }: BindgenCommandLine): string | null {
  // Documentation comes from comments, in which changes are not looked for.
  if (NOT_RECORDED.some((flag) => given.has(flag)) || !given.has("no-doc-comments")) return null;
  const { CC, SOURCE_DATE_EPOCH } = process.env;
  return recordDirectory(words, [CC, SOURCE_DATE_EPOCH]);
}

/** Writes what an earlier run has left and what few lines have changed; false when everything must be run. */
function runAgain(
  place: string,
  line: BindgenCommandLine,
  header: string,
  options: GenerateOptions,
  target: KernelTarget,
): boolean {
  const known = readRecord(place);
  const text = known === null ? null : rerun(known, header, target, renderItems(line, options));
  if (known === null || text === null) return false;
  write(line, header, formatted(line, text), known.dependencies);
  return true;
}

function renderItems(line: BindgenCommandLine, options: GenerateOptions): RenderItems {
  return (target) => {
    const analysis = analyseOrNull(options, target);
    if (analysis === null || analysis.diagnostics.length > 0) return null;
    const { bindings, renderOptions, left } = asBindgen(analysis, line);
    return renderEach(bindings, renderOptions, left).map(({ item, text }) => ({
      c: item.c ?? "",
      isConstant: item.kind === "constant",
      text,
    }));
  };
}

function analyseOrNull(options: GenerateOptions, target: KernelTarget): Analysis | null {
  try {
    return analyseHeaders(options, target);
  } catch (error) {
    if (error instanceof FatalError) return null;
    throw error;
  }
}

/** Each kind has its own list; items are all of them. */
function allowed({ given }: BindgenCommandLine): NonNullable<GenerateOptions["allowByKind"]> {
  const any = valuesOf(given, "allowlist-item");
  return {
    type: [...any, ...valuesOf(given, "allowlist-type")],
    function: [...any, ...valuesOf(given, "allowlist-function")],
    variable: [...any, ...valuesOf(given, "allowlist-var")],
    file: valuesOf(given, "allowlist-file"),
  };
}

/** bindgen calls the wrapper of `f` `f__extern`. */
function shimsOf({ given }: BindgenCommandLine): Pick<GenerateOptions, "shims" | "shimPrefix" | "shimSuffix"> {
  if (!given.has("wrap-static-fns")) return { shims: "none" };
  return { shimPrefix: "", shimSuffix: lastOf(given, "wrap-static-fns-suffix") ?? "__extern" };
}

function writeShims({ given }: BindgenCommandLine, header: string, bindings: Bindings, left: ReadonlySet<Item>): void {
  const path = lastOf(given, "wrap-static-fns-path") ?? join(tmpdir(), "bindgen", "extern");
  const items = bindings.items.filter((item) => item.kind !== "function" || !left.has(item));
  const content = renderShims({ ...bindings, items, headers: [`"${header}"`] });
  if (content === null) return;
  writeFiles([{ path: `${path.replace(/\.[^./]*$/, "")}.c`, content }]);
}

/** The compiler is that of the build; bindgen's `--target` says which architecture's where that is gcc, which has no such flag. */
function compilation(cflags: readonly string[]): Pick<GenerateOptions, "cc" | "arch" | "cflags"> {
  const cc = process.env["CC"] ?? "gcc";
  const target = cflags.find((flag) => flag.startsWith("--target="));
  if (target === undefined || cc.includes("clang")) return { cc, cflags };
  const arch = architectureOfTriple(target.slice("--target=".length));
  return { cc, cflags: cflags.filter((flag) => flag !== target), ...(arch === null ? {} : { arch }) };
}

function write(
  { given, cflags }: BindgenCommandLine,
  header: string,
  text: string | LongText,
  dependencies: readonly string[],
): void {
  const output = lastOf(given, "output");
  const files: OutputFile[] = output === undefined || output === "-" ? [] : [{ path: output, content: text }];
  const depfile = lastOf(given, "depfile");
  if (depfile !== undefined) files.push({ path: depfile, content: dependencyText([output ?? "-"], dependencies) });
  for (const flag of cflags) {
    const [, path] = /^-Wp,-MM?D,(.+)$/.exec(flag) ?? [];
    if (path === undefined) continue;
    // As the compiler names the target: the object of the source file.
    const object = header.replace(/^.*\//, "").replace(/\.[^.]*$/, ".o");
    files.push({ path, content: dependencyText([object], dependencies) });
  }
  writeFiles(files);
  if (output === undefined || output === "-") process.stdout.write(String(text));
}

/** `--formatter rustfmt` is bindgen's default; where there is none, the text is readable as it is. */
function formatted({ given }: BindgenCommandLine, text: string | LongText): string | LongText {
  if (formatterOf(given) === "none") return text;
  const rustfmt = process.env["RUSTFMT"] ?? "rustfmt";
  if (findProgram(rustfmt) === null) return text;
  const settings = lastOf(given, "rustfmt-configuration-file");
  const done = runProgram(
    [
      rustfmt,
      ...["--edition", lastOf(given, "rust-edition") ?? "2021"],
      ...(settings === undefined ? [] : ["--config-path", settings]),
    ],
    { input: String(text), encoding: "utf8" },
  );
  return done.status === 0 ? done.stdout : text;
}

function noteIneffective({ given }: BindgenCommandLine): void {
  for (const { name, status, why } of FLAGS) {
    if (status === "no-effect" && given.has(name)) process.stderr.write(`note: --${name} has no effect: ${why}\n`);
  }
}

/** Reasons that say what the user wanted, and what is nothing to bindgen either. */
const EXPECTED: ReadonlySet<string | undefined> = new Set<SkipReason>([
  ...(["not-selected", "blocked", "static-inline-needs-shim", "internal-linkage"] as const),
  ...(["predefined-macro", "builtin", "empty-macro", "macro-not-an-expression"] as const),
]);

/** What is asked for and left out. */
function noteSkipped({ lowered }: Analysis, unsupported: readonly Unsupported[]): void {
  for (const { kind, name, status, reason, detail, location } of lowered.report) {
    if (status !== "skipped" || EXPECTED.has(reason)) continue;
    process.stderr.write(`note: ${location}: ${kind} ${name} is left out: ${detail ?? reason ?? ""}\n`);
  }
  for (const { item, detail } of unsupported) process.stderr.write(`note: ${itemId(item)} is left out: ${detail}\n`);
}

function report(diagnostic: Diagnostic, sources: SourceMap | undefined): void {
  if (diagnostic.severity === "error") process.stderr.write(`${formatDiagnostic(diagnostic, sources)}\n`);
}

function helpText(): string {
  const lines = FLAGS.filter(({ status }) => status !== "refused").map(({ name, short, values }) => {
    const letter = short === undefined ? "    " : `-${short}, `;
    return `  ${letter}--${name}${values === 0 ? "" : " <VALUE>"}`;
  });
  return `kbindgen-bindgen HEADER [OPTIONS] -- CFLAGS\n\nTakes bindgen's options:\n${lines.join("\n")}\n`;
}
