/**
 * The pipeline as an ordered list of stages: kernel, preprocess, parse, sema, macros, select, ir. What each
 * stage hands on is kept, for `explain` and for tests; `generate` renders the last one.
 */
import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { documentationOf, type LowerResult, lower, NO_DOCUMENTATION } from "./ir/index.js";
import { type KernelTarget, resolveTarget } from "./kernel/index.js";
import { readModuleSymvers } from "./kernel/module-symvers.js";
import {
  classifyMacros,
  type LiteralMacros,
  literalMacros,
  prototypesInComments,
  type StatedPrototype,
} from "./macros/index.js";
import type { MacroItem } from "./macros/types.js";
import { DEFAULT_OUT, DEFAULT_SHIM_PREFIX, type GenerateOptions } from "./options.js";
import { type ParsedUnit, parse } from "./parse/index.js";
import { type PreprocessedUnit, preprocess } from "./preprocess/index.js";
import { isSet } from "./rustc-cfg.js";
import {
  NamePatterns,
  type Selection,
  type SelectionRules,
  type ShimRule,
  select,
  userPattern,
} from "./select/index.js";
import { Linkage } from "./select/linkable.js";
import type { SemaContext } from "./sema/context.js";
import { analyse } from "./sema/index.js";
import type { Program } from "./sema/types.js";
import { milliseconds } from "./support/clock.js";
import { type Diagnostic, FatalError } from "./support/diagnostics.js";
import { NO_POSITION, type SourceFile } from "./support/source.js";
import { readUsedNames, type UsedNames } from "./used-by/index.js";

/** Everything that is known about the headers before anything is rendered. */
export interface Analysis {
  readonly target: KernelTarget;
  readonly unit: PreprocessedUnit;
  readonly parsed: ParsedUnit;
  readonly program: Program;
  readonly context: SemaContext;
  readonly macros: readonly MacroItem[];
  /** Macros that are expressions of literals; null when the options do not ask for them. */
  readonly literals: LiteralMacros | null;
  /** null without `--used-by`. */
  readonly used: UsedNames | null;
  /** null where nobody knows what the kernel exports. */
  readonly linkage: Linkage | null;
  readonly selection: Selection;
  readonly lowered: LowerResult;
  readonly diagnostics: readonly Diagnostic[];
  /** Milliseconds that each stage took, in order. */
  readonly timings: ReadonlyMap<string, number>;
}

/**
 * Runs all stages up to the binding IR.
 * @param known the target, where it has been found already
 * @throws FatalError for input that cannot be read at all.
 */
export function analyseHeaders(options: GenerateOptions, known?: KernelTarget): Analysis {
  const timings = new Map<string, number>();
  const timed = <Result>(stage: string, run: () => Result): Result => {
    options.onProgress?.(stage);
    const start = milliseconds();
    const result = run();
    timings.set(stage, milliseconds() - start);
    return result;
  };
  const ownRules = selectionRules(options);
  const target = timed("kernel", () => known ?? resolveTarget(options));
  // Inline functions and prototypes of macros are for shims.
  const withoutInline = options.product === "rust" && options.shims === "none";
  const unit = timed("preprocess", () => preprocess(target, options.headers, { skipsInlineBodies: withoutInline }));
  const parsed = parse(unit, { defersInline: withoutInline });
  const { program, context } = timed("parse and sema", () => analyse(unit, parsed, target));
  const prototypes = withoutInline ? [] : statedPrototypes(unit, options);
  const literals = options.macroSet === undefined ? null : literalMacros(unit);
  const wanted = options.macroSet === "literals" && literals !== null ? literals.definitions : null;
  const macros = timed("macros", () => classifyMacros(unit, program, context, prototypes, wanted));
  const linkage = timed("symvers", () => linkageOf(target, unit, options));
  const used =
    options.usedBy === undefined ? null : timed("used-by", () => usedNames(options.usedBy ?? [], options, target));
  const selection = timed("select", () =>
    select(program, macros, {
      ...ownRules,
      used,
      linkage: options.exportedOnly === true ? linkage : null,
      fileOf: (position) => unit.sources.inclusionAt(position)?.file.path ?? null,
    }),
  );
  const lowered = timed("ir", () =>
    lower({
      unit,
      program,
      context,
      macros,
      selection,
      target,
      linkage,
      shimPrefix: options.shimPrefix ?? DEFAULT_SHIM_PREFIX,
      shimSuffix: options.shimSuffix ?? "",
      typeNames: options.typeNames ?? {},
      arrayParameters: options.arrayParameters ?? "element",
      product: options.product ?? "crate",
      docs: options.docs === false ? NO_DOCUMENTATION : documentationOf(unit),
      headers: options.headers.map(includeOperand),
    }),
  );
  const diagnostics = [
    ...[...target.diagnostics, ...unit.diagnostics, ...parsed.diagnostics, ...program.diagnostics],
    ...(used?.diagnostics ?? []),
    ...emptyHeadersNote(target, unit),
    ...(target.family === "linux" && linkage === null ? [NO_SYMVERS] : []),
  ];
  return {
    ...{ target, unit, parsed, program, context, macros, literals, used, linkage, selection, lowered, diagnostics },
    timings,
  };
}

/** At most so many headers are named. */
const MAX_NAMED = 6;

function emptyHeadersNote(target: KernelTarget, unit: PreprocessedUnit): Diagnostic[] {
  const names = unit.files.filter(({ path }) => target.emptyHeaders.has(path)).map(({ name }) => name);
  if (names.length === 0) return [];
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : "";
  return [
    {
      id: "header-not-generated",
      severity: "note",
      message: `the kernel's build makes ${names.slice(0, MAX_NAMED).join(", ")}${more} of sources that are not there: empty`,
      help: "give the kernel's source tree with --kernel-dir for what they declare",
    },
  ];
}

const NO_SYMVERS: Diagnostic = {
  id: "no-module-symvers",
  severity: "note",
  message: "the kernel's directory has no Module.symvers: which symbols modules can link with is not known",
  help: "a kernel that was built has one, and so has a distribution's headers package",
};

/** @throws FatalError `no-module-symvers` when it is needed */
function linkageOf(target: KernelTarget, unit: PreprocessedUnit, { exportedOnly }: GenerateOptions): Linkage | null {
  if (target.moduleSymvers === null) {
    if (exportedOnly === true) throw new FatalError({ ...NO_SYMVERS, severity: "error" });
    return null;
  }
  const known = new Map<SourceFile, boolean>();
  return new Linkage(readModuleSymvers(target.moduleSymvers), ({ position }) => {
    const file = unit.sources.inclusionAt(position)?.file;
    if (file === undefined) return false;
    const is = known.get(file) ?? isBelow(resolve(file.path), target.roots);
    known.set(file, is);
    return is;
  });
}

function isBelow(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => path.startsWith(`${resolve(root)}/`));
}

/** What the Rust sources call the bindings: the crate's name, and that of the file which `--bindings` writes. */
function usedNames(paths: readonly string[], options: GenerateOptions, target: KernelTarget): UsedNames {
  const { bindings } = options;
  const file = bindings === undefined || bindings === "-" ? null : bindings;
  const crate = options.out !== undefined || file === null ? (options.out ?? DEFAULT_OUT) : null;
  const names = [
    ...(crate === null ? [] : [basename(resolve(crate)).replaceAll("-", "_")]),
    ...(file === null ? [] : [basename(file, ".rs")]),
  ];
  return readUsedNames({
    paths,
    names,
    bindingsFile: file === null ? "bindings.rs" : basename(file),
    leaveOut: [...(crate === null ? [] : [crate]), ...(file === null ? [] : [file])],
    condition: (name, value) => isSet(target, name, value),
  });
}

/** Those of the options, then those in comments of the user's own headers. */
function statedPrototypes(unit: PreprocessedUnit, options: GenerateOptions): StatedPrototype[] {
  const own = new Set(options.headers.map((header) => resolve(header)));
  const inOptions = (options.macros ?? []).map((text) => ({ text, position: NO_POSITION }));
  return [...inOptions, ...prototypesInComments(unit, own)];
}

/** How the proof includes a header: a file of the user's is copied beside it, others come from the include path. */
export function includeOperand(header: string): string {
  return existsSync(header) ? `"${basename(header)}"` : `<${header}>`;
}

/** @throws FatalError `bad-regex` */
function selectionRules(options: GenerateOptions): Omit<SelectionRules, "used" | "linkage" | "fileOf"> {
  const kinds = options.allowByKind ?? {};
  return {
    allow: compile("allow", options.allow),
    allowByKind: {
      type: compile("allow", kinds.type),
      function: compile("allow", kinds.function),
      variable: compile("allow", kinds.variable),
      file: compile("allow", kinds.file),
    },
    block: compile("block", options.block),
    opaque: compile("opaque", options.opaque),
    shims: shimRule(options.shims),
  };
}

function shimRule(text: string | undefined): ShimRule {
  switch (text) {
    case undefined:
      return { kind: "kept" };
    case "all":
    case "reachable":
    case "none":
      return { kind: text };
    default:
      return { kind: "matching", pattern: userPattern(text, shownPattern("shims", text)) };
  }
}

function compile(option: string, patterns: readonly string[] | undefined): NamePatterns {
  return new NamePatterns(patterns ?? [], (pattern) => shownPattern(option, pattern));
}

function shownPattern(option: string, pattern: string): string {
  return `--${option} ${JSON.stringify(pattern)}`;
}
