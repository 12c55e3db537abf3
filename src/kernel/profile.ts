/**
 * Shipped profiles: what a compiler would say, for machines that have none for the architecture.
 *
 * In: architecture, kind of compiler, flags. Out: facts as from a compiler. `grammars/profiles/*.json` (made by
 * `scripts/make-profiles.mjs`; one file for each compiler and system) have the predefined macros without flags, and what each flag that kernels use
 * sets and unsets; the changes are applied in the order of the flags.
 */
import { readFileSync } from "node:fs";
import { FatalError } from "../support/diagnostics.js";
import { packageFile } from "../support/package-files.js";
import type { Architecture } from "./abi/types.js";
import type { System } from "./architecture.js";
import { type CompilerFacts, type FeatureAnswers, OPERATOR_KINDS, type OperatorKind } from "./compiler.js";

type Macros = Readonly<Record<string, string>>;
interface Change {
  readonly set?: Macros;
  readonly unset?: readonly string[];
}
type Answers = Partial<Record<OperatorKind, Readonly<Record<string, number>>>>;
interface ArchProfile {
  readonly macros: Macros;
  readonly flags: Readonly<Record<string, Change>>;
  readonly answers: Answers;
}
/** What all architectures share stands at the top. */
interface ProfileFile extends ArchProfile {
  readonly kind: "gcc" | "clang";
  readonly version: string;
  readonly builtinMacros: readonly string[];
  readonly arches: Partial<Record<Architecture, ArchProfile>>;
}

/** Which profile. */
export interface ProfileChoice {
  readonly arch: Architecture;
  /** For systems other than Linux there is clang's only. */
  readonly kind: "gcc" | "clang";
  readonly system: System;
}

/**
 * The facts of a profile under flags.
 * @throws FatalError `no-compiler` when no profile is shipped for the architecture
 */
export function profileFacts({ arch, kind, system }: ProfileChoice, flags: readonly string[]): CompilerFacts {
  const file = readProfile(system === "linux" ? kind : `clang-${system}`);
  const profile = file.arches[arch];
  if (profile === undefined) throw noProfile(arch, kind);
  const macros = new Map(Object.entries({ ...file.macros, ...profile.macros }));
  const changes = { ...file.flags, ...profile.flags };
  for (const flag of effectiveFlags(flags)) applyChange(macros, changes[flag]);
  for (const change of combinations(changes, flags)) applyChange(macros, change);
  return {
    kind: file.kind,
    version: file.version,
    predefined: [...macros].map(([name, body]) => `#define ${name} ${body}\n`).join(""),
    builtinMacros: file.builtinMacros,
    answers: underStandard(mergeAnswers(file.answers, profile.answers), macros.get("__STDC_VERSION__")),
    includeDirectories: [],
    rejected: [],
  };
}

function readProfile(name: string): ProfileFile {
  return JSON.parse(readFileSync(packageFile(`grammars/profiles/${name}.json`), "utf8")) as ProfileFile;
}

function noProfile(arch: Architecture, kind: string): FatalError {
  return new FatalError({
    id: "no-compiler",
    severity: "error",
    message: `there is no compiler for ${arch} here, and no ${kind} profile of it is shipped`,
    help: "install one, or name one with --cc",
  });
}

/** Flags of which the last one given counts (GCC manual, "Option Summary"). */
const EXCLUSIVE: readonly RegExp[] = [
  /^-f(?:no-)?(?:pic|pie)$/i,
  /^-O/,
  /^-std=|^-ansi$/,
  /^-f(?:no-)?stack-protector/,
  /^-f(?:un)?signed-char$/,
  /^-fcf-protection/,
  /^-march=/,
  /^-mcpu=/,
  /^-mcmodel=/,
  /^-mabi=/,
  /^-mfpu=/,
  /^-m(?:float-abi=|(?:soft|hard)-float$)/,
  /^-mbranch-protection=/,
  /^--target=/,
];

function effectiveFlags(flags: readonly string[]): string[] {
  const last = new Map<RegExp, string>();
  for (const flag of flags) {
    for (const group of EXCLUSIVE) if (group.test(flag)) last.set(group, flag);
  }
  return flags.filter((flag) => EXCLUSIVE.every((group) => !group.test(flag) || last.get(group) === flag));
}

function applyChange(macros: Map<string, string>, change: Change | undefined): void {
  for (const name of change?.unset ?? []) macros.delete(name);
  for (const [name, body] of Object.entries(change?.set ?? {})) macros.set(name, body);
}

/** Flags that together change more than each alone stand in one key, with blanks between them. */
function combinations(changes: Readonly<Record<string, Change>>, flags: readonly string[]): Change[] {
  const given = new Set(flags);
  return Object.entries(changes)
    .filter(([key]) => key.includes(" "))
    .filter(([key]) => key.split(" ").every((word) => given.has(word)))
    .sort(([a], [b]) => a.split(" ").length - b.split(" ").length)
    .map(([, change]) => change);
}

/** `__has_feature` of these is 0 before C11; `__has_extension` is 1 (Clang language extensions, "C11"). */
const C11_FEATURES = [
  "c_alignas",
  "c_alignof",
  "c_atomic",
  "c_generic_selections",
  "c_static_assert",
  "c_thread_local",
];
const C11 = 201112;

function underStandard(answers: FeatureAnswers, version: string | undefined): FeatureAnswers {
  if (Number.parseInt(version ?? "0", 10) >= C11) return answers;
  const feature = Object.fromEntries(Object.entries(answers.feature).filter(([name]) => !C11_FEATURES.includes(name)));
  return { ...answers, feature };
}

function mergeAnswers(common: Answers, own: Answers): FeatureAnswers {
  return Object.fromEntries(
    OPERATOR_KINDS.map((kind) => [kind, { ...common[kind], ...own[kind] }]),
  ) as unknown as FeatureAnswers;
}
