/**
 * What the tables of kernel families say and what comes of them. A table is data: which symbols of the kernel's
 * configuration ask what of code generation, and how rustc is told.
 */
import type { Architecture } from "../kernel/abi/types.js";
import type { Family, TargetOptions } from "../kernel/types.js";
import type { Diagnostic } from "../support/diagnostics.js";

export type RustTargetFamily = Exclude<Family, "none">;

/** Symbols are named without `CONFIG_`. */
export interface Condition {
  /** Holds when one of these is set (renamed symbols stand side by side); always when absent. */
  readonly when?: readonly string[];
  /** …and none of these. */
  readonly unless?: readonly string[];
}

/** Flags of rustc that a configuration asks for. */
export interface FlagRule extends Condition {
  /**
   * Ways to say it, the preferred one first: the first is taken of whose options rustc knows all.
   * `{NAME}` stands for the value of `CONFIG_NAME`.
   */
  readonly ways: readonly (readonly string[])[];
  /** What code lacks without these flags, in words; null: nothing that anyone would miss. */
  readonly lacking: string | null;
  /** The first rustc, as `1.98`, that does it without being told. */
  readonly until?: string;
  /** Only where the built-in target is used: a specification says it itself. */
  readonly builtinOnly?: true;
}

/** Features of LLVM that a specification has beside those of the target that it is made from. */
export interface FeatureRule extends Condition {
  /** As in LLVM's list: `+retpoline-indirect-calls`. */
  readonly features: readonly string[];
  readonly lacking: string;
}

/** Something of the configuration that rustc has no means for. */
export interface GapRule extends Condition {
  readonly lacking: string;
}

/** A specification is made from what rustc prints for a built-in target, so that it fits this rustc and its LLVM. */
export interface SpecificationTable {
  /** The built-in target that has the system's name, object format and data layout; null: the one it is made from. */
  readonly system: string | null;
  /** Further keys. */
  readonly keys: Readonly<Record<string, Json>>;
  /** Features that are always there, added to those of the built-in target. */
  readonly features: readonly string[];
  readonly featureRules: readonly FeatureRule[];
  /** When all functions have frame pointers. */
  readonly framePointers: Condition;
}

export interface RustTargetTable {
  /** Built-in targets of rustc with the flags that make them the kernel's, the preferred first. */
  readonly builtin: readonly { readonly name: string; readonly flags: readonly string[] }[];
  /** null: the built-in target serves as it is. */
  readonly specification: SpecificationTable | null;
  /** No built-in target makes objects of this kernel's format. */
  readonly specificationOnly?: true;
  readonly flags: readonly FlagRule[];
  readonly gaps: readonly GapRule[];
}

/** What `rustTarget` is asked; everything has a default. */
export interface RustTargetOptions extends Pick<TargetOptions, "family" | "kernelDir" | "config" | "arch"> {
  /** rustc's command; default `rustc`. */
  readonly rustc?: string | undefined;
  /** Take rustc's built-in target where a specification would fit better. */
  readonly builtin?: boolean | undefined;
  /** Only what rustc takes without `RUSTC_BOOTSTRAP=1`; implies `builtin`. */
  readonly stable?: boolean | undefined;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Specification = Readonly<Record<string, Json>>;

export interface RustTarget {
  readonly family: RustTargetFamily;
  readonly arch: Architecture;
  readonly release: string | null;
  /** `1.95.0` */
  readonly rustc: string;
  /** The built-in target that is used, or that the specification is made from. */
  readonly builtin: string;
  /** The content of `target.json`; null where the built-in target is used. */
  readonly specification: Specification | null;
  /** All flags but `--target`. */
  readonly flags: readonly string[];
  /** `RUSTC_BOOTSTRAP=1` must be set for these flags: they are unstable, and rustc is not a nightly one. */
  readonly bootstrap: boolean;
  readonly diagnostics: readonly Diagnostic[];
}
