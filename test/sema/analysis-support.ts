/** Analyses text for tests: real target, preprocessor and parser; the header is served from memory. */
import { type KernelTarget, resolveTarget } from "../../src/kernel/index.js";
import { parse } from "../../src/parse/index.js";
import { type PreprocessedUnit, preprocess } from "../../src/preprocess/index.js";
import { analyse, type Program, type SemaContext } from "../../src/sema/index.js";
import { declare } from "../../src/sema/print.js";
import type { FunctionDecl, RecordDecl, VariableDecl } from "../../src/sema/types.js";
import type { Diagnostic } from "../../src/support/diagnostics.js";

export interface AnalysisOptions {
  /** Default gcc. */
  readonly cc?: string;
  readonly cflags?: readonly string[];
  readonly config?: ReadonlyMap<string, string>;
  readonly family?: "linux" | "none";
}

export interface Analysed {
  readonly target: KernelTarget;
  readonly unit: PreprocessedUnit;
  readonly program: Program;
  readonly context: SemaContext;
  readonly diagnostics: readonly Diagnostic[];
}

const PATH = "/memory/test.h";
const TARGETS = new Map<string, KernelTarget>();

function targetFor(cc: string, cflags: readonly string[]): KernelTarget {
  const key = [cc, ...cflags].join(" ");
  let target = TARGETS.get(key);
  if (target === undefined) {
    target = resolveTarget({ family: "none", cc, cflags, cache: false });
    TARGETS.set(key, target);
  }
  return target;
}

/** Runs the stages up to sema over `text`. */
export function analyseText(text: string, options: AnalysisOptions = {}): Analysed {
  const base = targetFor(options.cc ?? "gcc", options.cflags ?? []);
  const target: KernelTarget = {
    ...base,
    overlay: new Map([[PATH, text]]),
    config: options.config ?? base.config,
    family: options.family ?? base.family,
  };
  const unit = preprocess(target, [PATH]);
  const parsed = parse(unit);
  const { program, context } = analyse(unit, parsed, target);
  return {
    target,
    unit,
    program,
    context,
    diagnostics: [...unit.diagnostics, ...parsed.diagnostics, ...program.diagnostics],
  };
}

/** `line: id` of each diagnostic, in order. */
export function diagnosticLines({ unit, diagnostics }: Analysed): string[] {
  return diagnostics.map(({ id, where }) => {
    const line = typeof where === "number" ? unit.sources.locate(where)?.line : undefined;
    return `${line ?? "?"}: ${id}`;
  });
}

/** The record with a tag. */
export function recordNamed({ program }: Analysed, tag: string): RecordDecl {
  const found = program.tags.get(tag);
  if (found?.kind !== "record") throw new Error(`no record ${tag}`);
  return found;
}

/** The type of a variable, function or typedef as a C declaration. */
export function declarationOf({ program, context }: Analysed, name: string): string {
  const found = program.ordinary.get(name);
  switch (found?.kind) {
    case "variable":
    case "typedef":
      return declare(found.type, name, context);
    case "function":
      return declare({ type: found.type, qualifiers: 0, addressSpace: null }, name, context);
    default:
      throw new Error(`${name} has no type`);
  }
}

/** The variable of that name. */
export function variableNamed({ program }: Analysed, name: string): VariableDecl {
  const found = program.ordinary.get(name);
  if (found?.kind !== "variable") throw new Error(`no variable ${name}`);
  return found;
}

/** The function of that name. */
export function functionNamed({ program }: Analysed, name: string): FunctionDecl {
  const found = program.ordinary.get(name);
  if (found?.kind !== "function") throw new Error(`no function ${name}`);
  return found;
}
