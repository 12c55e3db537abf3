/** What the first stage finds out about the kernel to be bound: everything later stages may know of it. */
import type { Diagnostic } from "../support/diagnostics.js";
import type { SourceFile } from "../support/source.js";
import type { Architecture, TargetAbi } from "./abi/types.js";

/** Kinds of kernels; `none` is no kernel, any C header with the user's flags. */
export const FAMILIES = ["linux", "freebsd", "xnu", "none"] as const;
export type Family = (typeof FAMILIES)[number];

/** For messages and documentation. */
export const KERNEL_NAMES: Readonly<Record<Exclude<Family, "none">, string>> = {
  linux: "Linux",
  freebsd: "FreeBSD",
  xnu: "XNU",
};

/** `Linux 6.1.0-56-amd64` */
export function kernelName(family: Exclude<Family, "none">, release: string | null): string {
  return release === null ? KERNEL_NAMES[family] : `${KERNEL_NAMES[family]} ${release}`;
}

export interface Compiler {
  readonly kind: "gcc" | "clang";
  /** `12.2.0` */
  readonly version: string;
  /** How it was called: a name found in PATH or a path, or several words. Never written to output files. */
  readonly command: string;
}

/** An ordered `-D`, `-U`, `-include` or `-imacros`, as the command line gave it (GCC manual, Preprocessor Options). */
export type CommandLineMacro =
  | { readonly kind: "define"; readonly name: string; readonly parameters: string | null; readonly body: string }
  | { readonly kind: "undefine"; readonly name: string };

export interface IncludePath {
  /** `-iquote`, in order. */
  readonly quote: readonly string[];
  /** `-I`, `-isystem` and `-idirafter` in the order in which `<…>` searches them. */
  readonly angle: readonly string[];
  /** The directories of `angle` that are system directories. */
  readonly system: ReadonlySet<string>;
}

/** What the user may say about the target; everything has a default. */
export interface TargetOptions {
  /** Default: what `kernelDir` is found to hold, else `linux`. */
  readonly family?: Family | undefined;
  /** A build directory or configured source tree; found by itself when not given. */
  readonly kernelDir?: string | undefined;
  /** Another configuration for the same tree: `.config`, or what config(5) of FreeBSD reads. */
  readonly config?: string | undefined;
  /** One of `ARCHITECTURES`; default: what the kernel is configured for, or the compiler's target. */
  readonly arch?: string | undefined;
  /** A compiler: name, path, or several words (`ccache gcc-12`); `none` asks for the shipped profile. */
  readonly cc?: string | undefined;
  /** Further compiler flags, after the kernel's own. */
  readonly cflags?: readonly string[] | undefined;
  /** Use and fill the user's cache of what kbuild and the compiler said; default true. */
  readonly cache?: boolean | undefined;
}

/** Answers for `__has_attribute(x)` and its kin; each returns the value that the operator has in `#if`. */
export interface FeatureOracle {
  /**
   * Names that count as defined although `predefined` has no line for them: the operators that this compiler
   * knows (`__has_attribute`, `__has_feature`, …) and its dynamic macros (`__COUNTER__`, `__FILE_NAME__`, …).
   */
  readonly builtinMacros: ReadonlySet<string>;
  hasAttribute(name: string): number;
  hasCAttribute(name: string): number;
  hasBuiltin(name: string): number;
  hasFeature(name: string): number;
  hasExtension(name: string): number;
  hasDeclspecAttribute(name: string): number;
  /** Clang's `__is_target_os(name)` and its kin, by the name of the operator. */
  isTarget(operator: string, name: string): number;
}

/** What a family knows of its headers beyond their text. */
export interface HeaderRules {
  /** What makes a header that is not there, by its name in `#include`; null: nobody knows. */
  missing(name: string): string | null;
  /** Why a header is none of C's, and what to do; null: it is read. */
  refused(file: SourceFile): { readonly message: string; readonly help: string } | null;
}

export interface KernelTarget {
  readonly family: Family;
  readonly arch: Architecture;
  /** `6.1.0-56-amd64`, `15.0-1500068`; null where there is no kernel (family none). */
  readonly release: string | null;
  /** Directory that output names are relative to, and any further roots (build and source tree differ). */
  readonly roots: readonly string[];
  readonly abi: TargetAbi;
  /** null when none is present: a shipped profile stands in. */
  readonly compiler: Compiler | null;
  /** The flags for the proof and for shims, without `-c`, `-o` and the input file. */
  readonly cflags: readonly string[];
  readonly includePath: IncludePath;
  /** `-include` files in order. */
  readonly forcedIncludes: readonly string[];
  /** `-imacros` files in order; all of them are read before the first of `forcedIncludes`. */
  readonly forcedMacros: readonly string[];
  readonly macros: readonly CommandLineMacro[];
  /** The compiler's predefined macros under these flags, as `#define` lines. */
  readonly predefined: SourceFile;
  readonly features: FeatureOracle;
  readonly headerRules: HeaderRules;
  /** A header that is served from memory instead of from disk, by absolute path (`--config` replaces autoconf.h). */
  readonly overlay: ReadonlyMap<string, string>;
  /** Headers that the kernel's build generates, which are empty because their sources are missing; absolute paths. */
  readonly emptyHeaders: ReadonlySet<string>;
  /**
   * Value of each `CONFIG_` symbol as in `.config` (`y`, `m`, `"text"`, `42`, `0x10`), or of each option of FreeBSD as
   * its header defines it; absent when not set.
   */
  readonly config: ReadonlyMap<string, string>;
  /** Symbols that the configuration names and does not set; none of them is in `config`. */
  readonly unsetConfig: ReadonlySet<string>;
  /** sha256 of the configuration, hexadecimal. */
  readonly configHash: string | null;
  /** `gnu11`, `gnu99`, … as `-std=` or the compiler's default says. */
  readonly standard: string;
  /** The list of exported symbols; null when there is none. */
  readonly moduleSymvers: string | null;
  /** Files beside the headers from which output is made: the configuration, the list of exported symbols. */
  readonly inputs: readonly string[];
  /** What is worth telling about how the target was found. */
  readonly diagnostics: readonly Diagnostic[];
  /** C dialect flags that change parsing or typing. */
  readonly dialect: {
    /** `-fms-extensions` / `-fplan9-extensions`: a tagged record without declarator is an anonymous member. */
    readonly msExtensions: boolean;
    readonly trigraphs: boolean;
    readonly gnuExtensions: boolean;
  };
}
