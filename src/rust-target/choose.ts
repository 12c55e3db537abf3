/** Applies a table to a configuration and a rustc. */
import { type Diagnostic, FatalError } from "../support/diagnostics.js";
import { atLeast, knowsFlag, type Rustc } from "./rustc.js";
import type { Condition, FlagRule, Json, RustTargetTable, Specification, SpecificationTable } from "./types.js";

/** Value of each `CONFIG_` symbol that is set. */
type Config = ReadonlyMap<string, string>;

/** What cannot be had, and which rule would have given it. */
export interface Lack {
  readonly rule: Condition;
  readonly lacking: string;
}

export interface Choice<Chosen> {
  readonly chosen: Chosen;
  readonly lacks: readonly Lack[];
}

export interface FlagWish {
  readonly builtin: boolean;
  readonly stable: boolean;
}

export function holds({ when, unless }: Condition, config: Config): boolean {
  const isSet = (name: string) => config.has(`CONFIG_${name}`);
  return (when === undefined || when.some(isSet)) && !(unless ?? []).some(isSet);
}

/** The flags of all rules that hold, in their order. */
export function chooseFlags(
  rules: readonly FlagRule[],
  config: Config,
  rustc: Rustc,
  wish: FlagWish,
): Choice<readonly string[]> {
  const chosen: string[] = [];
  const lacks: Lack[] = [];
  for (const rule of rules) {
    if (!holds(rule, config) || (rule.builtinOnly === true && !wish.builtin)) continue;
    if (rule.until !== undefined && atLeast(rustc.version, rule.until)) continue;
    const way = rule.ways.find((flags) => flags.every((flag) => usable(flag, rustc, wish.stable)));
    if (way !== undefined) chosen.push(...way.map((flag) => withValues(flag, config)));
    else if (rule.lacking !== null) lacks.push({ rule, lacking: rule.lacking });
  }
  return { chosen, lacks };
}

function usable(flag: string, rustc: Rustc, stable: boolean): boolean {
  return knowsFlag(rustc, flag) && !(stable && isUnstable(flag));
}

/** `-Z` is what only a nightly rustc takes, or one with `RUSTC_BOOTSTRAP=1` (rustc book, "Command-line Arguments"). */
export function isUnstable(flag: string): boolean {
  return flag.startsWith("-Z");
}

function withValues(flag: string, config: Config): string {
  return flag.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = config.get(`CONFIG_${name}`);
    if (value !== undefined) return value;
    throw new FatalError({
      id: "config-incomplete",
      severity: "error",
      message: `the configuration does not set CONFIG_${name}, which ${flag.replace(/=.*/, "")} needs`,
      help: "give a complete .config (`make olddefconfig` makes one)",
    });
  });
}

/** What a specification takes over from the built-in target: the machine and its ABI, as this rustc and its LLVM want them. */
const TAKEN_KEYS = [
  ...["arch", "abi", "cfg-abi", "rustc-abi", "data-layout", "llvm-target", "llvm-abiname", "llvm-floatabi"],
  ...["target-endian", "target-pointer-width", "max-atomic-width", "min-global-align", "supported-sanitizers"],
];

/** What names the system and its object format, which LLVM has by the triple, and rustc by these. */
const SYSTEM_KEYS = [
  ...["os", "env", "vendor", "llvm-target", "data-layout", "binary-format", "archive-format", "is-like-darwin"],
  ...["debuginfo-kind", "split-debuginfo", "function-sections"],
];

/**
 * The specification.
 * @param base the built-in target that has the kernel's registers and calls
 * @param system the one that has its object format; null: `base`
 * @param known features that rustc knows
 */
export function makeSpecification(
  table: SpecificationTable,
  base: Specification,
  system: Specification | null,
  known: ReadonlySet<string>,
  config: Config,
): Choice<Specification> {
  const rules = table.featureRules.filter((rule) => holds(rule, config));
  const isKnown = (feature: string) => known.has(feature.slice(1));
  const usableRules = rules.filter((rule) => rule.features.every(isKnown));
  const own = typeof base["features"] === "string" ? base["features"].split(",") : [];
  const features = [...own, ...table.features.filter(isKnown), ...usableRules.flatMap((rule) => rule.features)];
  const chosen: Record<string, Json> = {};
  const take = (keys: readonly string[], from: Specification) => {
    for (const key of keys) if (from[key] !== undefined) chosen[key] = from[key];
  };
  take(TAKEN_KEYS, base);
  if (system !== null) take(SYSTEM_KEYS, system);
  Object.assign(chosen, { features: features.filter((feature) => feature !== "").join(",") }, table.keys);
  chosen["frame-pointer"] = holds(table.framePointers, config) ? "always" : "may-omit";
  const lacks = rules.filter((rule) => !usableRules.includes(rule)).map((rule) => ({ rule, lacking: rule.lacking }));
  return { chosen, lacks };
}

/** A warning for each thing that code will lack. */
export function lackWarnings(
  lacks: readonly Lack[],
  table: RustTargetTable,
  config: Config,
  rustc: Rustc,
  wish: FlagWish,
): Diagnostic[] {
  const help = wish.stable
    ? "leave --stable away and set RUSTC_BOOTSTRAP=1"
    : wish.builtin && table.specification !== null
      ? "leave --builtin away"
      : "a newer rustc may have it";
  return lacks.map(({ rule, lacking }) => {
    const symbols = (rule.when ?? []).map((name) => `CONFIG_${name}`).filter((name) => config.has(name));
    const asked = symbols.length === 0 ? "" : ` (${symbols.join(", ")})`;
    const who = wish.stable ? "stable flags of rustc" : `rustc ${rustc.version}`;
    return { id: "rust-target-lacks", severity: "warning", message: `${who} cannot give ${lacking}${asked}`, help };
  });
}

/** A note for each thing that rustc has no means for. */
export function gapNotes(table: RustTargetTable, config: Config): Diagnostic[] {
  return table.gaps
    .filter((gap) => holds(gap, config))
    .map(({ lacking }) => ({
      id: "rust-target-gap",
      severity: "note",
      message: `the kernel's C code has ${lacking}; Rust code will have none`,
    }));
}
