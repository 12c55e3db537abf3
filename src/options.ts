/**
 * What the user can say, for the library and for the command line alike: fields are named after the flags.
 * `src/cli/option-table.ts` has the same options with their documentation.
 */

import type { TypeNaming } from "./ir/type-names.js";
import type { TargetOptions } from "./kernel/types.js";
import type { NameKind } from "./select/index.js";

/** What `--rust-target` is when it is not given: has `offset_of!` and C string literals, older than most kernels' rustc. */
export const DEFAULT_RUST_TARGET = "1.78";
/** What `--out` is when it is not given. */
export const DEFAULT_OUT = "kernel-sys";

/** What the names of shims begin with when `--shim-prefix` is not given: as the kernel's own helpers. */
export const DEFAULT_SHIM_PREFIX = "rust_helper_";

/** Options of everything that reads headers. */
export interface HeaderOptions extends TargetOptions {
  /** Files, or `linux/fs.h` as in `#include <…>`; at least one. */
  readonly headers: readonly string[];
  /** Called at the start of each stage. */
  readonly onProgress?: ((stage: string) => void) | undefined;
}

export interface GenerateOptions extends HeaderOptions {
  /** Folder of the crate; default `kernel-sys`. */
  readonly out?: string | undefined;
  /** Write the bindings alone to this file, or to standard output (`-`). */
  readonly bindings?: string | undefined;
  /** Whole-name regular expressions: keep only these and what they need. */
  readonly allow?: readonly string[] | undefined;
  /** As `allow`, each for one kind of names, as bindgen has them. */
  readonly allowByKind?: Partial<Readonly<Record<NameKind, readonly string[]>>> | undefined;
  /** Rust sources, files or folders: keep only what they mention, what `allow` matches, and what these need. */
  readonly usedBy?: readonly string[] | undefined;
  /** Leave out functions and variables that modules cannot link with, and shims that use such. */
  readonly exportedOnly?: boolean | undefined;
  /** Whole-name regular expressions: leave these out. */
  readonly block?: readonly string[] | undefined;
  /** Whole-name regular expressions: show only size and alignment of these. */
  readonly opaque?: readonly string[] | undefined;
  /** Prototypes of macros, `void spin_lock_init(spinlock_t *lock)`, also with the C text to evaluate behind `=`. */
  readonly macros?: readonly string[] | undefined;
  /**
   * Functions without a symbol that get a shim: `all`, `reachable` (those of kept types only), `none`, or a whole-name
   * regular expression. Default: those that are kept.
   */
  readonly shims?: string | undefined;
  /** What the names of shims begin with; default `rust_helper_`. */
  readonly shimPrefix?: string | undefined;
  /** What the names of shims end in; nothing by default. */
  readonly shimSuffix?: string | undefined;
  /** C text before each shim: a macro, a section, a visibility. */
  readonly shimAttributes?: string | undefined;
  /** Write `c/helpers.bc` and `c/inline.sh` too, to inline shims into Rust; the compiler must be clang. */
  readonly shimBitcode?: boolean | undefined;
  /** Oldest Rust that the output compiles with, `1.68` or newer. */
  readonly rustTarget?: string | undefined;
  readonly rustEdition?: "2018" | "2021" | "2024" | undefined;
  /**
   * Finds out which macros bindgen has, those that are expressions of literals: `literals` keeps only these, `all` every
   * one. Without it every one is kept.
   */
  readonly macroSet?: "all" | "literals" | undefined;
  /** What is made of the headers: a crate (the default), or only the Rust text, with no report and no proof. */
  readonly product?: "crate" | "rust" | undefined;
  /** `c`: a constant has C's own type; `bindgen`: the type that bindgen chooses by value. Default `c`. */
  readonly macroTypes?: "c" | "bindgen" | undefined;
  /** What an array parameter is to the bindings: a pointer to its first element (the default), or to the array. */
  readonly arrayParameters?: "element" | "array" | undefined;
  /** How types are named; default `bindgen`. */
  readonly typeNames?: TypeNaming | undefined;
  /** Carry documentation comments over; default true. */
  readonly docs?: boolean | undefined;
  /** Write the report to this file as well. */
  readonly report?: string | undefined;
  /** Write a dependency file for make. */
  readonly depfile?: string | undefined;
  /** Write the flags with which the shims and the proof are compiled, for `cc @FILE`. */
  readonly cflagsFile?: string | undefined;
  /** Something asked for that is left out is an error. */
  readonly denySkipped?: boolean | undefined;
}

export interface PreprocessOptions extends HeaderOptions {
  /** Print `#define` directives too, as `cc -E -dD` does. */
  readonly macros?: boolean | undefined;
  /** Leave out `# LINE "FILE"` marks, as `cc -E -P` does. */
  readonly noLineMarkers?: boolean | undefined;
}

export interface CheckOptions {
  /** The kernel's build directory; found by itself when not given. */
  readonly kernelDir?: string | undefined;
  /** The `.config` that the crate was generated with, when it was not the tree's own. */
  readonly config?: string | undefined;
  readonly cc?: string | undefined;
  /** Further compiler flags, after the recorded ones. */
  readonly cflags?: readonly string[] | undefined;
  readonly cache?: boolean | undefined;
  /** rustc's command; default `rustc` when it is there. */
  readonly rustc?: string | undefined;
  readonly onProgress?: ((step: string) => void) | undefined;
}
