/** Analyses text for tests: real target, preprocessor and parser; the header is served from memory. */
import { type KernelTarget, resolveTarget } from "../../src/kernel/index.js";
import { parse } from "../../src/parse/index.js";
import { type PreprocessedUnit, preprocess } from "../../src/preprocess/index.js";
import { analyse, type Program, type SemaContext } from "../../src/sema/index.js";
import { declare } from "../../src/sema/print.js";
import type { QualType, RecordDecl } from "../../src/sema/types.js";
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
  const record = found?.kind === "record" ? program.records[found.id] : undefined;
  if (record === undefined) throw new Error(`no record ${tag}`);
  return record;
}

/** The type of a variable, function or typedef as a C declaration. */
export function declarationOf({ program, context }: Analysed, name: string): string {
  const found = program.ordinary.get(name);
  switch (found?.kind) {
    case "variable":
      return show(program.variables.get(name)?.type);
    case "function": {
      const declared = program.functions.get(name);
      return show(declared === undefined ? undefined : { type: declared.type, qualifiers: 0, addressSpace: null });
    }
    case "typedef":
      return show(program.typedefs[found.id]?.type);
    default:
      throw new Error(`${name} has no type`);
  }
  function show(type: QualType | undefined): string {
    if (type === undefined) throw new Error(`${name} is not in the tables`);
    return declare(type, name, context);
  }
}
