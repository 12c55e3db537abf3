/** Puts a target together from a command line and what the compiler said: the part that all families share. */
import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { type Diagnostic, FatalError } from "../support/diagnostics.js";
import { SourceFile } from "../support/source.js";
import { abiFor, adjustAbi, adjustAbiToMacros } from "./abi/index.js";
import type { Architecture, Platform } from "./abi/types.js";
import { architectureOfMacros } from "./architecture.js";
import type { CommandLine } from "./command-line.js";
import { type CompilerFacts, describeCompiler, featureOracle } from "./compiler.js";
import type { Family, HeaderRules, IncludePath, KernelTarget } from "./types.js";

export interface TargetParts {
  readonly family: Family;
  /** Checked against the compiler's target; null: whatever the compiler compiles for. */
  readonly arch: Architecture | null;
  readonly line: CommandLine;
  readonly facts: CompilerFacts;
  /** null: a shipped profile gave the facts. */
  readonly compilerWords: readonly string[] | null;
  readonly release: string | null;
  readonly roots: readonly string[];
  /** Default: none. */
  readonly headerRules?: HeaderRules;
  readonly overlay: ReadonlyMap<string, string>;
  /** Without: none are. */
  readonly emptyHeaders?: ReadonlySet<string>;
  readonly config: ReadonlyMap<string, string>;
  readonly unsetConfig: ReadonlySet<string>;
  readonly configHash: string | null;
  readonly moduleSymvers: string | null;
  readonly inputs: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Of a family without configuration. */
export const UNCONFIGURED = {
  overlay: new Map<string, string>(),
  config: new Map<string, string>(),
  unsetConfig: new Set<string>(),
  configHash: null,
  moduleSymvers: null,
  inputs: [],
} as const;

const NO_RULES: HeaderRules = { missing: () => null, refused: () => null };

/** @throws FatalError `arch-mismatch`, `arch-unsupported` when the compiler compiles for something else. */
export function assembleTarget(parts: TargetParts): KernelTarget {
  const { line, facts } = parts;
  const predefinedNames = macroNames(facts.predefined);
  const arch = checkedArchitecture(parts, predefinedNames);
  const rejected = new Set(facts.rejected);
  const cflags = line.compileFlags.filter((flag) => !rejected.has(flag));
  const includePath = includePathOf(line, facts);
  const standard = line.standard ?? defaultStandard(facts.predefined, predefinedNames);
  const gnu = standard.startsWith("gnu");
  const probeFlags = line.targetFlags.filter((flag) => !rejected.has(flag));
  return {
    family: parts.family,
    arch,
    release: parts.release,
    roots: parts.roots,
    abi: adjustAbiToMacros(
      adjustAbi(abiFor(arch, facts.kind, facts.version, platformOfMacros(predefinedNames)), cflags),
      facts.predefined,
    ),
    compiler: parts.compilerWords === null ? null : describeCompiler(facts, parts.compilerWords),
    cflags,
    includePath,
    forcedIncludes: line.forcedIncludes.map((file) => locate(file, includePath)),
    forcedMacros: line.forcedMacros.map((file) => locate(file, includePath)),
    macros: line.macros,
    predefined: new SourceFile("<predefined>", "<predefined>", facts.predefined),
    features: featureOracle(facts, parts.compilerWords === null ? null : [...parts.compilerWords, ...probeFlags]),
    headerRules: parts.headerRules ?? NO_RULES,
    overlay: parts.overlay,
    emptyHeaders: parts.emptyHeaders ?? new Set(),
    config: parts.config,
    unsetConfig: parts.unsetConfig,
    configHash: parts.configHash,
    moduleSymvers: parts.moduleSymvers,
    inputs: parts.inputs,
    standard,
    diagnostics: [...parts.diagnostics, ...rejectedNotes(parts)],
    dialect: {
      // C23 has no anonymous tagged members either; only the flag makes them (GCC manual, "Unnamed Fields").
      msExtensions: line.msExtensions,
      // -std=c90 … c17 turn trigraphs on, gnu* and c23 do not (GCC manual, "C Dialect Options").
      trigraphs: line.trigraphs ?? (!gnu && !/^c2[x3y]/.test(standard)),
      gnuExtensions: gnu && !line.noAsm,
    },
  };
}

/** `__APPLE__` is defined for every target of Apple's, and for no other (clang). */
function platformOfMacros(names: ReadonlySet<string>): Platform {
  return names.has("__APPLE__") ? "apple" : "elf";
}

/**
 * The headers ask a macro of the compiler's for the system.
 * @param words the compiler; null: a profile of that system stands in
 * @throws FatalError `compiler-not-for-system`
 */
export function requireSystem(
  facts: CompilerFacts,
  words: readonly string[] | null,
  { macro, name, help }: { readonly macro: string; readonly name: string; readonly help: string },
): void {
  if (words === null || macroNames(facts.predefined).has(macro)) return;
  throw new FatalError({
    id: "compiler-not-for-system",
    severity: "error",
    message: `'${words.join(" ")}' does not compile for ${name}`,
    help,
  });
}

/** The names that `#define` lines define. */
export function macroNames(predefined: string): Set<string> {
  const names = new Set<string>();
  for (const match of predefined.matchAll(/^#define (\w+)/gm)) names.add(match[1] ?? "");
  return names;
}

function checkedArchitecture(parts: TargetParts, names: ReadonlySet<string>): Architecture {
  const found = architectureOfMacros(names);
  const who = parts.compilerWords === null ? "the profile" : `'${parts.compilerWords.join(" ")}'`;
  if (found === null) {
    throw new FatalError({
      id: "arch-unsupported",
      severity: "error",
      message: `${who} compiles for a target that kbindgen has no ABI table for`,
      help: "use --arch, or flags for one of the supported architectures",
    });
  }
  if (parts.arch !== null && parts.arch !== found) {
    throw new FatalError({
      id: "arch-mismatch",
      severity: "error",
      message: `${who} compiles for ${found}, but the target is ${parts.arch}`,
      help: `give a compiler for ${parts.arch} with --cc, or leave --cc away`,
    });
  }
  return found;
}

function rejectedNotes(parts: TargetParts): Diagnostic[] {
  if (parts.facts.rejected.length === 0) return [];
  return [
    {
      id: "flag-not-understood",
      severity: "note",
      message: `${parts.facts.kind} ${parts.facts.version} does not understand ${parts.facts.rejected.join(" ")}; left out`,
    },
  ];
}

/**
 * The search order of GCC manual, "Directory Options": `-I`, `-isystem`, the compiler's own, `-idirafter`.
 * A `-I` directory that is a system directory too is ignored, so that the order of those stays; of equal
 * directories the first counts.
 */
function includePathOf(line: CommandLine, facts: CompilerFacts): IncludePath {
  const standard = line.noStandardIncludes ? [] : facts.includeDirectories;
  const systemList = [...line.system, ...standard, ...line.after];
  const systemKeys = new Set(systemList.map(directoryKey));
  const seen = new Set<string>();
  const once = (directory: string) => {
    const key = directoryKey(directory);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  const user = line.angle.filter((directory) => !systemKeys.has(directoryKey(directory)) && once(directory));
  const system = systemList.filter(once);
  return { quote: [...new Set(line.quote)], angle: [...user, ...system], system: new Set(system) };
}

function directoryKey(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    return resolve(directory);
  }
}

/** A forced include that is not in the working directory is looked for as `#include "…"` is. */
function locate(file: string, path: IncludePath): string {
  if (file.startsWith("/")) return file;
  for (const directory of [...path.quote, ...path.angle]) {
    const candidate = resolve(directory, file);
    if (existsSync(candidate)) return candidate;
  }
  return resolve(file);
}

/** What the compiler takes without `-std=`, by `__STDC_VERSION__` (C11 6.10.8.1) and `__STRICT_ANSI__`. */
function defaultStandard(predefined: string, names: ReadonlySet<string>): string {
  const version = Number(/^#define __STDC_VERSION__ (\d+)/m.exec(predefined)?.[1] ?? "0");
  const year =
    version >= 202000 ? "23" : version >= 201700 ? "17" : version >= 201100 ? "11" : version >= 199900 ? "99" : "90";
  return `${names.has("__STRICT_ANSI__") ? "c" : "gnu"}${year}`;
}
