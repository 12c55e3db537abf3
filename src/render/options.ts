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
  /** `cstr`: `&CStr` constants; else (the default) arrays of bytes with NUL. */
  readonly strings?: "bytes" | "cstr";
  /** Default true. */
  readonly layoutAsserts?: boolean;
  /** Traits to derive or implement where that is sound; the first three by default. */
  readonly derive?: ReadonlySet<Trait>;
  /** Items, by their Rust names, that get none of a trait. */
  readonly underived?: Partial<Readonly<Record<Trait, readonly RegExp[]>>>;
  /** A record that cannot derive `Debug` has an `impl`. */
  readonly implementDebug?: boolean;
  /** What the user puts on types; none by default. */
  readonly decorations?: readonly Decoration[];
  /** How enums are shown, by Rust name; the first that matches counts, `consts` is the default. */
  readonly enumStyles?: readonly NamedRule<EnumStyle>[];
  /** How unions with members that are not `Copy` are shown; `wrapper` is the default. */
  readonly unionStyles?: readonly NamedRule<UnionStyle>[];
  /** How typedefs are shown; `alias` is the default. */
  readonly aliasStyles?: readonly NamedRule<AliasStyle>[];
  /** `all`, `bindgen` (`must_use` and functions that never return), or none. */
  readonly functionAttributes?: "all" | "bindgen" | "none";
  /** Types, by Rust name, that must not be dropped unread: these records, and the results that have such a type. */
  readonly mustUseTypes?: readonly RegExp[];
  /** Of members and their accessors; `pub ` by default. */
  readonly visibility?: Visibility;
  /** Attributes of members, by `Type::member`; that of a newtype is `0`. */
  readonly fieldAttributes?: ReadonlyMap<string, readonly string[]>;
  /** Lines in front of each `extern` block. */
  readonly externAttributes?: readonly string[];
  /** Padding that `repr(C)` makes is written out too. */
  readonly explicitPadding?: boolean;
  /** For macro constants with `bindgen`'s types: which type small values prefer, and whether 8 and 16 bits are types too. */
  readonly macroIntegers?: { readonly signed: boolean; readonly smallest: boolean };
  /** `c`: the type of an enum is `c_uint` and its kin; `rust`: `u32` and its kin. */
  readonly enumIntegers?: "c" | "rust";
  /** `rust`: `float` is `f32`; `c`: it is `c_float`. */
  readonly floats?: "rust" | "c";
  /** `rust`: `size_t` is `usize`; `c`: it is what C makes it. */
  readonly sizeTypes?: "rust" | "c";
  /** An array parameter is a pointer to its first element, or to the array. */
  readonly arrayParameters?: "element" | "array";
  /** Functions and variables are members of a struct that loads a shared library, instead of `extern` items. */
  readonly library?: LibraryOptions | null;
  /** Path of the module that has `c_int` and its kin; `::core::ffi` by default. */
  readonly ctypesPrefix?: string;
  /** C text before each shim; none by default. */
  readonly shimAttributes?: string;
  /** Whether the file says what wrote it; default true. */
  readonly headComment?: boolean;
  /** Columns after which prototypes and types are broken into lines; 100, as rustfmt does, by default. */
  readonly lineWidth?: number;
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

/** What items with a matching Rust name are shown as; the first that matches counts. */
export interface NamedRule<Style> {
  readonly pattern: RegExp;
  readonly style: Style;
}

/** As it stands in front of a member. */
export type Visibility = "pub " | "pub(crate) " | "";

/** `wrapper`: a struct of `__BindgenUnionField`; `manually-drop`: a union of `ManuallyDrop`. */
export type UnionStyle = "wrapper" | "manually-drop";

/** `newtype`: a struct of the aliased type; `newtype-deref`: the same, with `Deref`. */
export type AliasStyle = "alias" | "newtype" | "newtype-deref";

export interface LibraryOptions {
  /** Of the struct. */
  readonly name: string;
  /** Loading fails when one symbol is missing; otherwise its use panics. */
  readonly requireAll: boolean;
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

/** What the first rule that matches a name says. */
export function styleOf<Style>(rules: readonly NamedRule<Style>[], name: string, otherwise: Style): Style {
  // A function that looks for `name` would need an object for it, with rules or without.
  for (const rule of rules) if (rule.pattern.test(name)) return rule.style;
  return otherwise;
}

/** Whether a name has one of the patterns. */
export function matchesAny(patterns: readonly RegExp[], name: string): boolean {
  for (const pattern of patterns) if (pattern.test(name)) return true;
  return false;
}

/** Options with the defaults filled in. */
export type ResolvedOptions = Required<RenderOptions>;

export function resolveOptions(options: RenderOptions): ResolvedOptions {
  return {
    strings: "bytes",
    layoutAsserts: true,
    derive: new Set<Trait>(["debug", "default", "copy"]),
    underived: {},
    implementDebug: false,
    decorations: [],
    enumStyles: [],
    unionStyles: [],
    aliasStyles: [],
    functionAttributes: "all",
    mustUseTypes: [],
    visibility: "pub ",
    fieldAttributes: new Map(),
    externAttributes: [],
    explicitPadding: false,
    macroIntegers: { signed: false, smallest: false },
    enumIntegers: "c",
    floats: "rust",
    sizeTypes: "rust",
    arrayParameters: "element",
    library: null,
    ctypesPrefix: "::core::ffi",
    shimAttributes: "",
    headComment: true,
    lineWidth: 100,
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
