/**
 * The binding IR: the only contract between C and Rust. JSON-serialisable, versioned, deterministic.
 *
 * It says what C has (types, offsets, values, C spelling) and what each thing is called in Rust; it does
 * not say how Rust text looks. `render` makes `bindings.rs` and the C proof from nothing else.
 */
import type { Architecture, FloatingKind, IntegerKind, Platform } from "../kernel/abi/types.js";
import type { Family } from "../kernel/types.js";
import type { ExportState } from "../select/linkable.js";
import type { ExpressionTree } from "../sema/expression/index.js";
import type { Position } from "../support/source.js";

export const IR_FORMAT = 1;

/** Stable id of an item: `struct foo`, `enum bar`, `typedef u32`, `function f`, `macro M`; see `itemId`. */
export type ItemId = string;

export interface Bindings {
  readonly format: typeof IR_FORMAT;
  readonly target: BindingsTarget;
  /** What the proof includes, as `#include <…>` operands or paths relative to the crate. */
  readonly headers: readonly string[];
  /** In order of declaration in C. */
  readonly items: readonly Item[];
  /**
   * Object-like macros that share their name with a tag, member, enumerator, function, variable or typedef among the
   * items: the proof takes them away (`#undef`) after the constants and before everything else, or it would name the
   * macro's expansion.
   */
  readonly shadowingMacros: readonly string[];
}

export interface BindingsTarget {
  readonly family: Family;
  readonly arch: Architecture;
  readonly platform: Platform;
  readonly release: string | null;
  readonly compiler: { readonly kind: "gcc" | "clang"; readonly version: string } | null;
  readonly endian: "little" | "big";
  /** Bytes. */
  readonly pointerSize: number;
  readonly charSigned: boolean;
  /** Sizes and alignments (bytes) of the integer types. */
  readonly integers: Readonly<Record<IntegerKind, { readonly size: number; readonly align: number }>>;
  readonly vaList: IrType;
}

export interface IrQualType {
  readonly type: IrType;
  readonly const: boolean;
  readonly volatile: boolean;
  readonly restrict: boolean;
  /** `__seg_gs`, …: stays in the C spelling; the Rust pointer to it is shown in the documentation. */
  readonly addressSpace: string | null;
  /** Annotations such as `__user`, shown in documentation. */
  readonly annotations: readonly string[];
}

export type IrType =
  | { readonly kind: "void" }
  | { readonly kind: "integer"; readonly name: IntegerKind }
  | { readonly kind: "floating"; readonly name: FloatingKind; readonly size: number; readonly align: number }
  | IrOpaqueType
  | { readonly kind: "pointer"; readonly to: IrQualType }
  /** A pointer to a block (clang), which Rust takes as an opaque pointer; `to` is a function type. */
  | { readonly kind: "block"; readonly to: IrQualType }
  /** `length` null: incomplete (a flexible array member, or `extern int a[]`). */
  | { readonly kind: "array"; readonly of: IrQualType; readonly length: number | null }
  | IrFunctionType
  | IrItemType
  | { readonly kind: "va-list" }
  | { readonly kind: "atomic"; readonly of: IrQualType };

export interface IrItemType {
  readonly kind: "item";
  readonly id: ItemId;
}

/** What Rust has no type for: bytes of the right size and alignment. */
export interface IrOpaqueType {
  readonly kind: "opaque";
  readonly size: number;
  readonly align: number;
  /** C spelling. */
  readonly c: string;
  /** Of a complex type: that of its two parts. */
  readonly complex?: FloatingKind;
}
export interface IrFunctionType {
  readonly kind: "function";
  readonly result: IrQualType;
  readonly parameters: readonly IrParameter[];
  readonly variadic: boolean;
  /** `f()`: Rust shows no parameters, the proof compares with `f()`. */
  readonly unprototyped: boolean;
  /** GNU attribute in C and ABI string in Rust; null for the C calling convention. */
  readonly callingConvention: { readonly c: string; readonly rust: string } | null;
  /** A pointer to it is one to a function that never returns; of a declared function `FunctionItem.noreturn` says so. */
  readonly noreturn: boolean;
}
export interface IrParameter {
  /** Final Rust name. */
  readonly name: string;
  readonly type: IrQualType;
}

export interface ItemBase {
  /** Final Rust name, unique in its Rust name space. */
  readonly name: string;
  /** Documentation as plain text lines of Markdown-safe rustdoc; empty without. */
  readonly docs: readonly string[];
  /** Where it is declared or defined, for the `SourceMap` of the translation unit. */
  readonly position: Position;
  /** The macro that made the declaration, if any. */
  readonly macro: string | null;
}

export type Item =
  | RecordItem
  | OpaqueRecordItem
  | EnumItem
  | TypedefItem
  | ConstantItem
  | FunctionItem
  | VariableItem
  | AliasItem
  | ConstFnItem;

export interface RecordItem extends ItemBase {
  readonly kind: "record";
  readonly id: ItemId;
  readonly tagKind: "struct" | "union";
  /** C spelling of the type (`struct foo`, `foo_t`, `__typeof__(((struct foo *)0)->bar[0])`); null for an anonymous member. */
  readonly c: string | null;
  /** Bytes. */
  readonly size: number;
  /** Bytes. */
  readonly align: number;
  /** As written in C; the render stage decides which Rust `repr` gives the same layout. */
  readonly packed: boolean;
  readonly aligned: number | null;
  readonly fields: readonly IrField[];
  /** Asked to be opaque: only size and alignment are shown. */
  readonly opaque: boolean;
}

/** Declared but never completed in this translation unit. */
export interface OpaqueRecordItem extends ItemBase {
  readonly kind: "incomplete-record";
  readonly id: ItemId;
  readonly tagKind: "struct" | "union";
  /** null where C cannot name it: a tag of a prototype scope (C11 6.2.1p4). */
  readonly c: string | null;
}

export type IrField =
  | {
      readonly kind: "field";
      /** Final Rust name. */
      readonly name: string;
      /** C name; null for an anonymous member (`__bindgen_anon_1`). */
      readonly c: string | null;
      readonly type: IrQualType;
      /** Bytes from the start of the record. */
      readonly offset: number;
      /** Bytes; 0 for a flexible array. */
      readonly size: number;
      /** Bytes: the alignment that C gives the member's type (typedef alignment included). */
      readonly align: number;
      readonly docs: readonly string[];
    }
  | {
      readonly kind: "bitfield";
      /** Final Rust name, null for an unnamed one. */
      readonly name: string | null;
      readonly c: string | null;
      readonly type: IrQualType;
      /** Bits from the start of the record; see `FieldLayout.offsetBits`. */
      readonly offsetBits: number;
      /** Bits. */
      readonly width: number;
      readonly docs: readonly string[];
    };

export interface EnumItem extends ItemBase {
  readonly kind: "enum";
  readonly id: ItemId;
  readonly c: string | null;
  readonly underlying: IntegerKind;
  /** Bytes. */
  readonly size: number;
  readonly align: number;
  readonly enumerators: readonly IrEnumerator[];
}
export interface IrEnumerator {
  /** Final Rust name (`foo_BAR`, or `BAR` of an anonymous enum). */
  readonly name: string;
  readonly c: string;
  /** Decimal. */
  readonly value: string;
  /** Type of the enumeration constant in C. */
  readonly type: IntegerKind;
  readonly docs: readonly string[];
}

export interface TypedefItem extends ItemBase {
  readonly kind: "typedef";
  readonly id: ItemId;
  readonly c: string;
  readonly type: IrQualType;
  /** Bytes; null for incomplete and function types. */
  readonly size: number | null;
  readonly align: number | null;
}

export interface ConstantItem extends ItemBase {
  readonly kind: "constant";
  /** The C expression that it equals, normally the macro's name. */
  readonly c: string;
  readonly source: "macro" | "variable";
  /** A macro over a `static const` variable: no constant expression in C, only the optimiser folds it. */
  readonly readsVariable: boolean;
  readonly value: /** Decimal value; `type` has C's own type. */
    | { readonly kind: "integer"; readonly value: string; readonly type: IrType }
    /** Shortest decimal that reads back to the same double. */
    | { readonly kind: "floating"; readonly value: string; readonly type: IrType }
    /** Bytes without the terminating NUL. */
    | { readonly kind: "string"; readonly bytes: readonly number[] }
    | { readonly kind: "pointer"; readonly value: string; readonly type: IrType }
    /** The object representation of a record. */
    | { readonly kind: "object"; readonly bytes: readonly number[]; readonly type: IrType };
}

export interface FunctionItem extends ItemBase {
  readonly kind: "function";
  readonly c: string;
  readonly type: IrFunctionType;
  /** The whole symbol when it is not that of `name` (asm label, keyword); the C name of a shim. */
  readonly linkName: string | null;
  readonly noreturn: boolean;
  readonly mustUse: boolean;
  readonly deprecated: string | null;
  /** How `c/helpers.c` gives it a symbol; null for a function that has one. */
  readonly shim: Shim | null;
  /** Whether modules can link with it; null for shims, for what need not be the kernel's, and where nobody knows. */
  readonly exported: ExportState | null;
}

/** An external function in C that stands for something without a symbol: `linkName` is its name. */
export interface Shim {
  readonly wraps: "function" | "macro";
  /** C names of the parameters, as many as the function has: no macro has one of them. */
  readonly parameters: readonly string[];
  /** The expression or statement (without a semicolon) that the shim evaluates. */
  readonly body: string;
  /** The result has the very type of the body; otherwise the user has stated it, and C converts to it. */
  readonly exact: boolean;
}

export interface VariableItem extends ItemBase {
  readonly kind: "variable";
  readonly c: string;
  readonly type: IrQualType;
  readonly linkName: string | null;
  readonly threadLocal: boolean;
  /** As of a function. */
  readonly exported: ExportState | null;
  /** null: it is the object that the symbol names. */
  readonly inside: ObjectPlace | null;
}

/** Of a macro that spells an lvalue: the object in which that lies. */
export interface ObjectPlace {
  /** C name. */
  readonly object: string;
  /** In bytes. */
  readonly offset: number;
}

/** A macro that only renames a type, function, variable or constant. */
export interface AliasItem extends ItemBase {
  readonly kind: "alias";
  readonly id: ItemId;
  readonly c: string;
  readonly aliasOf:
    | { readonly kind: "type"; readonly type: IrQualType }
    | { readonly kind: "value"; readonly name: string };
}

/**
 * A function-like macro over integers: `static inline R NAME(T a, …) { return NAME(a, …); }`. C leaves the types of
 * the arguments open; these are the chosen ones, and the result's is C's own for them.
 */
export interface ConstFnItem extends ItemBase {
  readonly kind: "const-fn";
  readonly c: string;
  readonly parameters: readonly {
    /** Final Rust name. */
    readonly name: string;
    readonly c: string;
    readonly type: IntegerKind;
  }[];
  readonly result: IrType;
  readonly body: IrExpression;
}

/**
 * An integer expression with every conversion written out; constants are decimal. Arithmetic wraps around (the kernel is
 * built with `-fno-strict-overflow`). Operands of `not` and `logical` and conditions are comparisons, such again, or of
 * type `_Bool`.
 */
export type IrExpression = ExpressionTree<string>;

/** Closed set of reasons in the report: nothing is left out without one of these. */
export const SKIP_REASONS = [
  "blocked",
  "not-selected",
  "not-exported",
  "static-inline-needs-shim",
  "shim-variadic",
  "shim-unnamed-type",
  "shim-refused-by-compiler",
  "internal-linkage",
  "empty-macro",
  "macro-not-an-expression",
  "macro-not-constant",
  "target-not-bound",
  "macro-undeclared-name",
  "macro-needs-shim",
  "macro-needs-type",
  "macro-needs-token",
  "macro-needs-lvalue",
  "macro-is-statement",
  "variadic-macro",
  "macro-type-unknown",
  "macro-expansion-too-large",
  "name-conflict",
  "unavailable",
  "unsupported-type",
  "unsupported-calling-convention",
  "unsupported-layout",
  "incomplete-type",
  "syntax-error",
  "predefined-macro",
  "builtin",
  "header-not-generated",
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export const REPORT_KINDS = [
  "macro",
  "struct",
  "union",
  "enum",
  "enumerator",
  "typedef",
  "function",
  "variable",
  "declaration",
  "header",
] as const;

export interface ReportEntry {
  readonly kind: (typeof REPORT_KINDS)[number];
  readonly name: string;
  /** `derived`: reachable under another name or as part of another item. */
  readonly status: "emitted" | "derived" | "skipped";
  readonly reason?: SkipReason;
  readonly detail?: string;
  /** `file:line`. */
  readonly location: string;
}
