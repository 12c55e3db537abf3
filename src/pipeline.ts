/**
 * The pipeline as an ordered list of stages: kernel, preprocess, parse, sema, macros, select, ir. What each
 * stage hands on is kept, for `explain` and for tests; `generate` renders the last one.
 */
import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { documentationOf, type LowerResult, lower, NO_DOCUMENTATION } from "./ir/index.js";
import { type KernelTarget, resolveTarget } from "./kernel/index.js";
import { classifyMacros, prototypesInComments, type StatedPrototype } from "./macros/index.js";
import type { MacroItem } from "./macros/types.js";
import { DEFAULT_OUT, DEFAULT_SHIM_PREFIX, type GenerateOptions } from "./options.js";
import { type ParsedUnit, parse } from "./parse/index.js";
import { type PreprocessedUnit, preprocess } from "./preprocess/index.js";
import { isSet } from "./rustc-cfg.js";
import { type Selection, type SelectionRules, type ShimRule, select, wholeName } from "./select/index.js";
import type { SemaContext } from "./sema/context.js";
import { analyse } from "./sema/index.js";
import type { Program } from "./sema/types.js";
import { type Diagnostic, FatalError } from "./support/diagnostics.js";
import { NO_POSITION } from "./support/source.js";
import { readUsedNames, type UsedNames } from "./used-by/index.js";

/** Everything that is known about the headers before anything is rendered. */
export interface Analysis {
  readonly target: KernelTarget;
  readonly unit: PreprocessedUnit;
  readonly parsed: ParsedUnit;
  readonly program: Program;
  readonly context: SemaContext;
  readonly macros: readonly MacroItem[];
  /** null without `--used-by`. */
  readonly used: UsedNames | null;
  readonly selection: Selection;
  readonly lowered: LowerResult;
  readonly diagnostics: readonly Diagnostic[];
  /** Milliseconds that each stage took, in order. */
  readonly timings: ReadonlyMap<string, number>;
}

/**
 * Runs all stages up to the binding IR.
 * @throws FatalError for input that cannot be read at all.
 */
export function analyseHeaders(options: GenerateOptions): Analysis {
  const timings = new Map<string, number>();
  const timed = <Result>(stage: string, run: () => Result): Result => {
    options.onProgress?.(stage);
    const start = performance.now();
    const result = run();
    timings.set(stage, performance.now() - start);
    return result;
  };
  const ownRules = selectionRules(options);
  const target = timed("kernel", () => resolveTarget(options));
  const unit = timed("preprocess", () => preprocess(target, options.headers));
  const parsed = timed("parse", () => parse(unit));
  const { program, context } = timed("sema", () => analyse(unit, parsed, target));
  const prototypes = statedPrototypes(unit, options);
  const macros = timed("macros", () => classifyMacros(unit, program, context, prototypes, options.macroSet));
  const used =
    options.usedBy === undefined ? null : timed("used-by", () => usedNames(options.usedBy ?? [], options, target));
  const selection = timed("select", () => select(program, macros, { ...ownRules, used }));
  const lowered = timed("ir", () =>
    lower({
      unit,
      program,
      context,
      macros,
      selection,
      target,
      shimPrefix: options.shimPrefix ?? DEFAULT_SHIM_PREFIX,
      docs: options.docs === false ? NO_DOCUMENTATION : documentationOf(unit),
      headers: options.headers.map(includeOperand),
    }),
  );
  const diagnostics = [
    ...[...target.diagnostics, ...unit.diagnostics, ...parsed.diagnostics, ...program.diagnostics],
    ...(used?.diagnostics ?? []),
  ];
  return { target, unit, parsed, program, context, macros, used, selection, lowered, diagnostics, timings };
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
function selectionRules(options: GenerateOptions): Omit<SelectionRules, "used"> {
  return {
    allow: compile("allow", options.allow),
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
      return { kind: "matching", pattern: compileOne("shims", text) };
  }
}

function compile(option: string, patterns: readonly string[] | undefined): RegExp[] {
  return (patterns ?? []).map((pattern) => compileOne(option, pattern));
}

function compileOne(option: string, pattern: string): RegExp {
  try {
    return wholeName(pattern);
  } catch (error) {
    throw new FatalError(
      {
        id: "bad-regex",
        severity: "error",
        message: `--${option} ${JSON.stringify(pattern)} is not a regular expression`,
        help: error instanceof Error ? error.message : "see the syntax of JavaScript's regular expressions",
      },
      undefined,
      true,
    );
  }
}
