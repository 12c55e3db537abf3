/**
 * bindgen's command line on our pipeline, for builds that call `bindgen`: one header in, one Rust file out, with
 * bindgen's names and no more items than bindgen gives, so that Rust written beside its output still compiles.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dependencyText } from "../dependencies.js";
import type { Bindings, IrType, Item, ItemId } from "../ir/types.js";
import { architectureOfTriple } from "../kernel/architecture.js";
import { findProgram } from "../kernel/process.js";
import { literalMacros } from "../macros/index.js";
import type { GenerateOptions } from "../options.js";
import { type OutputFile, writeFiles } from "../output.js";
import { type Analysis, analyseHeaders } from "../pipeline.js";
import { type RenderOptions, renderBindingsOnly } from "../render/index.js";
import { type Diagnostic, FatalError, formatDiagnostic, usageError } from "../support/diagnostics.js";
import type { SourceMap } from "../support/source.js";
import { VERSION } from "../version.js";
import { type BindgenCommandLine, readCommandLine } from "./command-line.js";
import { FLAGS } from "./flags.js";
import { decorationsOf, derivesOf, enumStylesOf, lastOf, patternsOf, underivedOf, valuesOf } from "./rules.js";

/**
 * Runs one command line; what bindgen prints goes to standard output, diagnostics to standard error.
 * @returns the exit status: 0, 1 for bad input, 2 for a wrong command line
 */
export function bindgenMain(words: readonly string[]): number {
  try {
    return run(readCommandLine(words));
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    report(error.diagnostic, error.sources);
    return error.usage ? 2 : 1;
  }
}

function run(line: BindgenCommandLine): number {
  const { header, given } = line;
  if (given.has("help")) {
    process.stdout.write(helpText());
    return 0;
  }
  if (header === null) throw usageError("no-header", "no header given", "kbindgen-bindgen HEADER [OPTIONS] -- CFLAGS");
  if (!existsSync(header)) throw usageError("header-not-found", `there is no header '${header}'`);
  if (given.has("verbose")) noteIneffective(line);
  const analysis = analyseHeaders({
    headers: [header],
    family: "none",
    ...compilation(line.cflags),
    allow: allowed(line),
    opaque: valuesOf(given, "opaque-type"),
    shims: "none",
    macroSet: macroSet(line),
    macroTypes: "bindgen",
    docs: !given.has("no-doc-comments"),
  });
  for (const diagnostic of analysis.diagnostics) report(diagnostic, analysis.unit.sources);
  if (analysis.diagnostics.some(({ severity }) => severity === "error")) return 1;
  const bindings = withConstants(analysis);
  const text = renderBindingsOnly(bindings, renderOptions(line), leftOut(line, analysis));
  write(line, header, formatted(line, text), analysis);
  return 0;
}

/**
 * A `const` scalar with a known value is a constant to bindgen, even where it has a symbol. Macros get a type by their
 * value; but character constants are bytes, and those that bindgen has no constants of have C's own type.
 */
function withConstants({ lowered: { bindings }, program, unit }: Analysis): Bindings {
  const literals = literalMacros(unit.macros.live.values());
  const items = bindings.items.map((item): Item => {
    if (item.kind === "constant" && item.value.kind === "integer") {
      const literal = literals.get(item.c);
      if (literal === "expression") return item;
      const type: IrType = literal === "character" ? { kind: "integer", name: "unsigned char" } : item.value.type;
      return { ...item, source: "variable", value: { ...item.value, type } };
    }
    const value = item.kind === "variable" && item.type.const ? program.variables.get(item.c)?.value : null;
    if (item.kind !== "variable" || value?.kind !== "integer") return item;
    const { id, name, c, docs, location, macro, type } = item;
    return {
      ...{ kind: "constant", source: "variable", id, name, c, docs, location, macro },
      value: { kind: "integer", value: String(value.value), type: type.type },
    };
  });
  return { ...bindings, items };
}

/** One list: what is asked for by any of bindgen's kinds is kept if it has the name. */
function allowed({ given }: BindgenCommandLine): string[] {
  return valuesOf(given, "allowlist-function", "allowlist-type", "allowlist-var", "allowlist-item");
}

/** @throws FatalError `bad-option-value` */
function macroSet({ given }: BindgenCommandLine): "literals" | "all" {
  const text = lastOf(given, "kbindgen-macros") ?? "literals";
  if (text === "literals" || text === "all") return text;
  throw usageError("bad-option-value", `'${text}' is not a set of macros`, "it is literals or all");
}

/** The compiler is that of the build; bindgen's `--target` says which architecture's where that is gcc, which has no such flag. */
function compilation(cflags: readonly string[]): Pick<GenerateOptions, "cc" | "arch" | "cflags"> {
  const cc = process.env["CC"] ?? "gcc";
  const target = cflags.find((flag) => flag.startsWith("--target="));
  if (target === undefined || cc.includes("clang")) return { cc, cflags };
  const arch = architectureOfTriple(target.slice("--target=".length));
  return { cc, cflags: cflags.filter((flag) => flag !== target), ...(arch === null ? {} : { arch }) };
}

function renderOptions({ given }: BindgenCommandLine): RenderOptions {
  const edition = lastOf(given, "rust-edition");
  return {
    rustTarget: lastOf(given, "rust-target") ?? "1.82",
    edition: edition === "2018" || edition === "2024" ? edition : "2021",
    macroTypes: "bindgen",
    docs: !given.has("no-doc-comments"),
    crateName: "bindings",
    version: VERSION,
    strings: given.has("generate-cstr") ? "cstr" : "bytes",
    layoutAsserts: !given.has("no-layout-tests"),
    derive: derivesOf(given),
    underived: underivedOf(given),
    decorations: decorationsOf(given),
    enumStyles: enumStylesOf(given),
    functionAttributes: given.has("enable-function-attribute-detection") ? "bindgen" : "none",
    ...(given.has("ctypes-prefix") ? { ctypesPrefix: lastOf(given, "ctypes-prefix") ?? "" } : {}),
    rawLines: valuesOf(given, "raw-line"),
  };
}

/** What bindgen would not write: blocked items, and what its macros and inline functions would be here. */
function leftOut({ given }: BindgenCommandLine, { lowered }: Analysis): Set<ItemId> {
  const any = patternsOf(given, "blocklist-item");
  const blocked = {
    type: [...any, ...patternsOf(given, "blocklist-type")],
    function: [...any, ...patternsOf(given, "blocklist-function")],
    variable: [...any, ...patternsOf(given, "blocklist-var")],
  };
  const isBlocked = (kind: keyof typeof blocked, item: Item): boolean =>
    blocked[kind].some((pattern) => pattern.test(item.name));
  const left = new Set<ItemId>();
  for (const item of lowered.bindings.items) {
    if (isLeftOut(item, isBlocked)) left.add(item.id);
  }
  return left;
}

function isLeftOut(item: Item, isBlocked: (kind: "type" | "function" | "variable", item: Item) => boolean): boolean {
  switch (item.kind) {
    case "record":
    case "incomplete-record":
    case "enum":
    case "typedef":
      return isBlocked("type", item);
    case "function":
      return isBlocked("function", item);
    case "variable":
    case "constant":
      return isBlocked("variable", item);
    case "alias":
    case "const-fn":
      return true;
  }
}

function write({ given, cflags }: BindgenCommandLine, header: string, text: string, analysis: Analysis): void {
  const output = lastOf(given, "output");
  const files: OutputFile[] = output === undefined || output === "-" ? [] : [{ path: output, content: text }];
  const depfile = lastOf(given, "depfile");
  if (depfile !== undefined) files.push({ path: depfile, content: dependencyText([output ?? "-"], analysis) });
  for (const flag of cflags) {
    const [, path] = /^-Wp,-MM?D,(.+)$/.exec(flag) ?? [];
    if (path === undefined) continue;
    // As the compiler names the target: the object of the source file.
    const object = header.replace(/^.*\//, "").replace(/\.[^.]*$/, ".o");
    files.push({ path, content: dependencyText([object], analysis) });
  }
  writeFiles(files);
  if (output === undefined || output === "-") process.stdout.write(text);
}

/** `--formatter rustfmt` is bindgen's default; where there is none, the text is readable as it is. */
function formatted({ given }: BindgenCommandLine, text: string): string {
  const formatter = given.has("no-rustfmt-bindings") ? "none" : (lastOf(given, "formatter") ?? "rustfmt");
  if (formatter === "none") return text;
  if (formatter !== "rustfmt") {
    throw usageError("bad-option-value", `'${formatter}' is not a formatter`, "it is none or rustfmt");
  }
  const rustfmt = process.env["RUSTFMT"] ?? "rustfmt";
  if (findProgram(rustfmt) === null) return text;
  const done = spawnSync(rustfmt, ["--edition", lastOf(given, "rust-edition") ?? "2021"], {
    input: text,
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  return done.status === 0 ? done.stdout : text;
}

function noteIneffective({ given }: BindgenCommandLine): void {
  for (const { name, status, why } of FLAGS) {
    if (status === "no-effect" && given.has(name)) process.stderr.write(`note: --${name} has no effect: ${why}\n`);
  }
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
