/**
 * What the user may choose about the generated crate, and which Rust features follow from it.
 */
import { usageError } from "../support/diagnostics.js";

export type RustEdition = "2018" | "2021" | "2024";

export interface RenderOptions {
  /** Oldest compiler that must accept the crate: `1.68`. */
  readonly rustTarget: string;
  readonly edition: RustEdition;
  /** `c`: a macro constant has C's own type; `bindgen`: u32, i32, u64 or i64 by its value. */
  readonly macroTypes: "c" | "bindgen";
  readonly docs: boolean;
  readonly crateName: string;
  /** Of kbindgen, for the head of the files. */
  readonly version: string;
  /** `cstr`: `&CStr` constants where edition and compiler have `c"…"`; else (the default) arrays of bytes with NUL. */
  readonly strings?: "bytes" | "cstr";
  /** Default true. */
  readonly layoutAsserts?: boolean;
  /** Traits to derive or implement where that is sound; the first three by default. */
  readonly derive?: ReadonlySet<Trait>;
  /** Items, by their Rust names, that get none of a trait. */
  readonly underived?: Partial<Readonly<Record<Trait, readonly RegExp[]>>>;
  /** What the user puts on types; none by default. */
  readonly decorations?: readonly Decoration[];
  /** How enums are shown, by Rust name; the first that matches counts, `consts` is the default. */
  readonly enumStyles?: readonly { readonly pattern: RegExp; readonly style: EnumStyle }[];
  /** `all`, `bindgen` (`must_use` and functions that never return), or none. */
  readonly functionAttributes?: "all" | "bindgen" | "none";
  /** Path of the module that has `c_int` and its kin; `::core::ffi` by default. */
  readonly ctypesPrefix?: string;
  /** C text before each shim; none by default. */
  readonly shimAttributes?: string;
  /** Lines that go to the top of `bindings.rs` as they are. */
  readonly rawLines?: readonly string[];
}

/** `copy` is `Clone` as well. `Eq` comes with `PartialEq`, and `Ord` with `Eq` and `PartialOrd`. */
export type Trait = "debug" | "default" | "copy" | "hash" | "partial-ord" | "ord" | "partial-eq" | "eq";

/** Derives and attributes for the types of a kind whose Rust names match. */
export interface Decoration {
  readonly on: readonly ("struct" | "union" | "enum")[];
  readonly pattern: RegExp;
  /** `MaybeZeroable`; behind what is derived anyway. */
  readonly derives: readonly string[];
  /** `#[cfi_encoding = "…"]` */
  readonly attributes: readonly string[];
}

/**
 * As bindgen's options name them. `consts`: constants beside a type alias; `module-consts`: both in a module;
 * `newtype`, `bitfield`: a struct of the integer with associated constants, the latter with `|` and `&`;
 * `newtype-global`: the constants beside it; `rust`: a Rust enum, which no other value may ever have.
 */
export type EnumStyle =
  | "consts"
  | "module-consts"
  | "newtype"
  | "newtype-global"
  | "bitfield"
  | "rust"
  | "rust-non-exhaustive";

/** Options with the defaults filled in. */
export type ResolvedOptions = Required<RenderOptions>;

export function resolveOptions(options: RenderOptions): ResolvedOptions {
  return {
    strings: "bytes",
    layoutAsserts: true,
    derive: new Set<Trait>(["debug", "default", "copy"]),
    underived: {},
    decorations: [],
    enumStyles: [],
    functionAttributes: "all",
    ctypesPrefix: "::core::ffi",
    shimAttributes: "",
    rawLines: [],
    ...options,
  };
}

/** Oldest compiler for which the output is made: generic arrays (1.51), `core::ffi::c_int` (1.64), const `offset_from` (1.65). */
export const OLDEST_RUST_MINOR = 68;

/** What the oldest compiler and the edition allow. */
export interface RustFeatures {
  /** The N of the oldest compiler's 1.N. */
  readonly minor: number;
  /** `core::mem::offset_of!` (1.77). */
  readonly offsetOf: boolean;
  /** `c"…"` literals (1.77, edition 2021). */
  readonly cStringLiterals: boolean;
  /** `unsafe extern "C" { … }` (1.82). */
  readonly unsafeExtern: boolean;
  /** `Debug` and `Default` for function pointers of any number of parameters (1.70). */
  readonly functionPointerTraits: boolean;
  /** `&mut` in `const fn` (1.83). */
  readonly constMut: boolean;
}

/**
 * Reads `rustTarget` and `edition`.
 * @throws FatalError when the version is not `1.N`, is too old, or is too old for the edition.
 */
export function rustFeatures(options: ResolvedOptions): RustFeatures {
  const match = /^1\.(\d{1,3})(?:\.\d{1,3})?$/.exec(options.rustTarget);
  const minor = match === null ? Number.NaN : Number(match[1]);
  if (Number.isNaN(minor)) {
    throw usageError("rust-target", `"${options.rustTarget}" is not a Rust version`, "write it as 1.77");
  }
  if (minor < OLDEST_RUST_MINOR) {
    throw usageError(
      "rust-target",
      `Rust ${options.rustTarget} is older than the oldest supported one`,
      `use 1.${OLDEST_RUST_MINOR} or newer`,
    );
  }
  if (options.edition === "2024" && minor < 85) {
    throw usageError(
      "rust-target",
      `edition 2024 needs Rust 1.85, the target is ${options.rustTarget}`,
      "raise --rust-target to 1.85",
    );
  }
  return {
    minor,
    offsetOf: minor >= 77,
    cStringLiterals: minor >= 77 && options.edition !== "2018",
    unsafeExtern: minor >= 82,
    functionPointerTraits: minor >= 70,
    constMut: minor >= 83,
  };
}
