/**
 * Prototypes that the user states for macros: `void spin_lock_init(spinlock_t *lock)`, or with the C text to evaluate,
 * `struct task_struct *get_current(void) = current`. They stand in `kbindgen.toml`, on the command line, or in a comment
 * of a wrapper header that begins with `kbindgen:`.
 */
import { resolve } from "node:path";
import type { MacroDefinition, PreprocessedUnit } from "../preprocess/types.js";
import { canonical } from "../sema/expression/ctype.js";
import { typeOfOperand } from "../sema/expression/index.js";
import { problemOf } from "../sema/type-problem.js";
import type { QualType } from "../sema/types.js";
import { type Diagnostic, FatalError } from "../support/diagnostics.js";
import { NO_POSITION, type Position } from "../support/source.js";
import { isDeclared, type Surroundings } from "./classify.js";
import type { MacroItem } from "./types.js";

/** One prototype as the user wrote it. */
export interface StatedPrototype {
  readonly text: string;
  /** `NO_POSITION` where it stands in no header. */
  readonly position: Position;
}

const MARK = /^(?:\/\*+|\/\/+)\s*kbindgen:\s*([\s\S]*?)\s*(?:\*\/)?$/;

/** The prototypes in comments of these files, given as absolute paths. */
export function prototypesInComments(unit: PreprocessedUnit, paths: ReadonlySet<string>): StatedPrototype[] {
  const found: StatedPrototype[] = [];
  for (const { file, base } of unit.sources.inclusions) {
    if (!paths.has(resolve(file.path))) continue;
    const ranges = unit.commentsOf(file);
    for (let index = 0; index + 1 < ranges.length; index += 2) {
      const start = ranges[index] ?? 0;
      const text = MARK.exec(file.text.slice(start, ranges[index + 1]))?.[1];
      if (text !== undefined) found.push({ text: text.replace(/;$/, ""), position: (base + start) as Position });
    }
  }
  return found;
}

/** `RESULT NAME(PARAMETERS)` and, behind `=`, what is to be evaluated. */
const SHAPE = /^([^=(]*?[\s*])([A-Za-z_]\w*)\s*(\([^=]*\))\s*(?:=\s*([\s\S]+))?$/;

/**
 * The shim that a prototype asks for.
 * @throws FatalError `bad-prototype` when it is none, or names types that nothing declares
 */
export function shimOfPrototype(
  { text, position }: StatedPrototype,
  unit: PreprocessedUnit,
  around: Surroundings,
): Extract<MacroItem, { kind: "shim" }> {
  const { context } = around;
  const shape = SHAPE.exec(text.trim());
  if (shape === null) throw badPrototype(text, position, unit, "it has not the form RESULT NAME(PARAMETERS)");
  const [, result = "", name = "", parameters = "", body] = shape;
  // As a pointer to a function: the name itself would be expanded.
  const range = unit.expandText(`${result}(*)${parameters}`);
  const type = range === null ? { error: "its macros cannot be expanded" } : typeOfOperand(range, context);
  if ("error" in type) throw badPrototype(text, position, unit, type.error);
  const pointer = canonical(type, context).type;
  const declared = pointer.kind === "pointer" ? canonical(pointer.to, context).type : pointer;
  if (declared.kind !== "function" || declared.variadic) {
    throw badPrototype(text, position, unit, "it is no prototype of a function with a fixed number of parameters");
  }
  for (const used of [declared.result, ...declared.parameters.map((parameter) => parameter.type)]) {
    const why = unusable(used, around);
    if (why !== null) throw badPrototype(text, position, unit, why);
  }
  const named = declared.parameters.map((parameter) => {
    if (parameter.name === null) throw badPrototype(text, position, unit, "a parameter has no name");
    return { name: parameter.name, type: parameter.type };
  });
  const macro = unit.macros.live.get(name);
  if (macro === undefined && body === undefined && context.lookupText(name)?.kind !== "function") {
    throw badPrototype(text, position, unit, `there is no macro ${name}; what it is to evaluate goes behind "="`);
  }
  const definition = macro ?? ownName(name, position, unit);
  const invoked =
    macro?.isFunction === false ? name : `${name}(${named.map((parameter) => parameter.name).join(", ")})`;
  return {
    kind: "shim",
    definition,
    parameters: named,
    result: declared.result,
    body: body?.trim() ?? invoked,
    exact: false,
    noreturn: false,
  };
}

/** What is wrong with a type of the prototype; null for one that the headers declare. */
function unusable(type: QualType, around: Surroundings): string | null {
  const wrong = problemOf(type.type);
  if (wrong !== null) return wrong;
  return isDeclared(type, around) ? null : "it names a structure, union or enum that nothing declares";
}

/** A name of the user's own, for the report. */
function ownName(name: string, position: Position, unit: PreprocessedUnit): MacroDefinition {
  const nothing = { buffer: unit.tokens, start: 0, end: 0 };
  return {
    name,
    spelling: unit.tokens.interner.intern(name),
    isFunction: false,
    parameters: null,
    variadic: false,
    body: nothing,
    definitions: unit.tokens,
    bodyStart: 0,
    bodyEnd: 0,
    position,
    origin: "command-line",
    at: unit.tokens.length,
  };
}

function badPrototype(text: string, position: Position, unit: PreprocessedUnit, why: string): FatalError {
  const diagnostic: Diagnostic = {
    id: "bad-prototype",
    severity: "error",
    message: `the prototype '${text}' cannot be used: ${why}`,
    help: 'write it as in C, for example "void spin_lock_init(spinlock_t *lock)"',
    ...(position === NO_POSITION ? {} : { where: position }),
  };
  return new FatalError(diagnostic, unit.sources, position === NO_POSITION);
}
