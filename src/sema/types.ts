/**
 * C types and declared entities (C11 6.2.5, 6.2.7, 6.7) as plain data. Types are trees; records, enums and
 * typedefs are named by id, so that recursive types cost nothing and dumps are simple.
 */
import type { FloatingKind, IntegerKind } from "../kernel/abi/types.js";
import type { Attribute, DeferredDefinition, Qualifiers } from "../parse/ast.js";
import type { TokenRange } from "../preprocess/tokens.js";
import type { AnnotationUse } from "../preprocess/types.js";
import type { Brand } from "../support/brand.js";
import type { Diagnostic } from "../support/diagnostics.js";
import type { SpellingId } from "../support/interner.js";
import type { NameTable } from "../support/name-table.js";
import type { Position } from "../support/source.js";

export type RecordId = Brand<number, "RecordId">;
export type EnumId = Brand<number, "EnumId">;
export type TypedefId = Brand<number, "TypedefId">;

/** A type with qualifiers (C11 6.2.5p26) and a named address space (TR 18037 5.1). */
export interface QualType {
  readonly type: CType;
  readonly qualifiers: Qualifiers;
  readonly addressSpace: string | null;
  /** Annotation macros written on this level (`__user` on a pointee, `__rcu`, `__iomem`). */
  readonly annotations?: readonly AnnotationUse[];
  /** GNU attributes that belong to the type (`btf_type_tag("user")`, `noderef`), never dropped. */
  readonly attributes?: readonly Attribute[];
}

export type CType =
  | { readonly kind: "void" }
  | { readonly kind: "integer"; readonly name: IntegerKind }
  | { readonly kind: "floating"; readonly name: FloatingKind }
  | { readonly kind: "complex"; readonly name: FloatingKind }
  | { readonly kind: "pointer"; readonly to: QualType }
  /** A pointer to a block, whose code is called by this function type (clang, "Language Specification for Blocks"). */
  | { readonly kind: "block"; readonly to: QualType }
  | { readonly kind: "array"; readonly of: QualType; readonly length: ArrayLength }
  | FunctionType
  | { readonly kind: "record"; readonly id: RecordId }
  | { readonly kind: "enum"; readonly id: EnumId }
  | { readonly kind: "typedef"; readonly id: TypedefId }
  /** GNU vector; `bytes` is the whole size. */
  | { readonly kind: "vector"; readonly of: CType; readonly bytes: number }
  | { readonly kind: "atomic"; readonly of: QualType }
  | { readonly kind: "va-list" }
  | { readonly kind: "bit-int"; readonly signed: boolean; readonly bits: number }
  /** Could not be worked out; whatever uses it is unsupported for this reason. */
  | { readonly kind: "error"; readonly reason: string };

export type ArrayLength =
  | { readonly kind: "known"; readonly count: number }
  /** `[]`: a flexible array member, or an array completed elsewhere. */
  | { readonly kind: "incomplete" }
  /** Not constant, or `[*]`: only in prototypes and bodies. */
  | { readonly kind: "variable" };

export interface FunctionType {
  readonly kind: "function";
  readonly result: QualType;
  readonly parameters: readonly FunctionParameter[];
  readonly variadic: boolean;
  readonly unprototyped: boolean;
  /** `ms_abi`, `sysv_abi`, `preserve_most`, `regparm(3)`, `stdcall`, `aarch64_vector_pcs`, …; null for the ABI's own. */
  readonly callingConvention: string | null;
  /** Never returns, as part of the type: what a pointer with the `noreturn` attribute points to (GCC manual, Common Function Attributes). */
  readonly noreturn: boolean;
}
export interface FunctionParameter {
  readonly name: string | null;
  /** After adjustment (C11 6.7.6.3p7-8): arrays and functions are pointers. */
  readonly type: QualType;
  /** As declared, where adjustment changed it. */
  readonly declared: QualType | null;
}

/** Where and how something was declared: the tokens of the declaration, for `explain`, and more. */
export interface Origin extends TokenRange {
  /** As the user sees it: of the outermost macro where a macro made the declaration. */
  readonly position: Position;
  /** Macro whose expansion made the declaration, if any. */
  readonly macro: string | null;
}

export interface RecordDecl {
  readonly kind: "record";
  readonly id: RecordId;
  readonly tagKind: "struct" | "union";
  readonly tag: string | null;
  /** null while incomplete. */
  members: readonly Field[] | null;
  /** Bytes and bits as the compiler lays it out; null when incomplete or when it failed (then `unsupported`). */
  layout: RecordLayout | null;
  /** As written: attributes of the definition. */
  attributes: readonly Attribute[];
  packed: boolean;
  /** Largest `aligned(N)` written on the record, bytes. */
  aligned: number | null;
  transparentUnion: boolean;
  unsupported: string | null;
  /** The record or declaration inside which it is defined (for names of anonymous and nested records). */
  parent: { readonly record: RecordId; readonly field: string | null } | null;
  origin: Origin;
}

/** A member (C11 6.7.2.1): named, anonymous record, bit-field or unnamed bit-field. */
export interface Field {
  readonly name: string | null;
  /** Of the name. */
  readonly spelling: SpellingId | null;
  readonly type: QualType;
  /** null when it is not a bit-field. */
  readonly bitWidth: number | null;
  readonly attributes: readonly Attribute[];
  readonly annotations: readonly AnnotationUse[];
  /** `packed` on the member itself. */
  readonly packed: boolean;
  /** Largest `aligned(N)`/`_Alignas` on the member, bytes. */
  readonly aligned: number | null;
  /** `#pragma pack` in force, bytes. */
  readonly pack: number | null;
  readonly position: Position;
}

export interface RecordLayout {
  /** Bytes. */
  readonly size: number;
  /** Bytes. */
  readonly align: number;
  /** One for each of `members`, same order. */
  readonly fields: readonly FieldLayout[];
  /** Bytes; as a member of another record, where that differs (i386). */
  readonly fieldAlign?: number;
  /** The alignment was written by somebody: `aligned` on the record or on what it is made of (GCC's TYPE_USER_ALIGN). */
  readonly userAligned?: boolean;
}
export interface FieldLayout {
  /** Bits from the start of the record. For a bit-field: of its first storage bit, least significant first on little-endian, most significant first on big-endian. */
  readonly offsetBits: number;
  /** Bits: the width of a bit-field, else the size of the type (0 for a flexible array). */
  readonly sizeBits: number;
}

export interface EnumDecl {
  readonly kind: "enum";
  readonly id: EnumId;
  readonly tag: string | null;
  /** null while incomplete (`enum e;` is a GNU extension). */
  enumerators: readonly EnumeratorDecl[] | null;
  /** The compatible integer type (C11 6.7.2.2p4) as the compiler chooses it. */
  underlying: IntegerKind;
  attributes: readonly Attribute[];
  packed: boolean;
  unsupported: string | null;
  parent: { readonly record: RecordId; readonly field: string | null } | null;
  origin: Origin;
}
export interface EnumeratorDecl {
  readonly kind: "enumerator";
  readonly enum: EnumId;
  readonly name: string;
  readonly spelling: SpellingId;
  readonly value: bigint;
  /** Type of the constant itself once the enum is complete: `int`, or what GCC widens to. */
  type: IntegerKind;
  readonly attributes: readonly Attribute[];
  readonly position: Position;
}

export interface TypedefDecl {
  readonly kind: "typedef";
  readonly id: TypedefId;
  readonly name: string;
  type: QualType;
  /** `aligned(N)` on the typedef, bytes: replaces the alignment of the type (GCC manual, Common Type Attributes). */
  aligned: number | null;
  attributes: readonly Attribute[];
  unsupported: string | null;
  origin: Origin;
}

export interface FunctionDecl {
  readonly kind: "function";
  readonly name: string;
  readonly spelling: SpellingId;
  type: FunctionType;
  linkage: "external" | "internal";
  /** A body was seen; its tokens. */
  body: TokenRange | null;
  inline: boolean;
  attributes: readonly Attribute[];
  noreturn: boolean;
  asmLabel: string | null;
  /** Other functions have the same name (clang's `overloadable`): it alone says nothing. */
  overloaded: boolean;
  /** Annotation macros of the declaration itself (`__must_hold(lock)`, `__init`). */
  annotations?: readonly AnnotationUse[];
  unsupported: string | null;
  origin: Origin;
}

export interface VariableDecl {
  readonly kind: "variable";
  readonly name: string;
  readonly spelling: SpellingId;
  type: QualType;
  linkage: "external" | "internal";
  threadLocal: boolean;
  initializer: TokenRange | null;
  /** Value of a `static const` scalar with a constant initializer. */
  value: ConstantValue | null;
  attributes: readonly Attribute[];
  asmLabel: string | null;
  /** Annotation macros of the declaration itself (`__ro_after_init`). */
  annotations?: readonly AnnotationUse[];
  unsupported: string | null;
  origin: Origin;
}

/** Value of a constant expression, always with its C type. */
export type ConstantValue =
  | { readonly kind: "integer"; readonly value: bigint; readonly type: CType }
  | { readonly kind: "floating"; readonly value: number; readonly type: CType }
  /** Bytes as characters below 256, with the terminating NUL. */
  | {
      readonly kind: "string";
      readonly bytes: string;
      readonly type: CType;
      readonly prefix: "" | "L" | "u" | "U" | "u8";
    }
  /** A record: its object representation, one character below 256 for each byte. */
  | { readonly kind: "object"; readonly bytes: string; readonly type: CType }
  /** Address constants that are just a number: `((void *)0)`, `(void *)-1L`. */
  | { readonly kind: "pointer"; readonly value: bigint; readonly type: CType };

/** Ordinary identifiers of file scope (C11 6.2.3). */
export type OrdinaryIdentifier = TypedefDecl | FunctionDecl | VariableDecl | EnumeratorDecl;

/** What a tag denotes (C11 6.2.3: structures, unions and enumerations share one name space). */
export type Tagged = RecordDecl | EnumDecl;

export type Declared = RecordDecl | EnumDecl | TypedefDecl | FunctionDecl | VariableDecl;

export interface Program {
  /** Indexed by id. */
  readonly records: readonly RecordDecl[];
  readonly enums: readonly EnumDecl[];
  readonly typedefs: readonly TypedefDecl[];
  /** How many records and enums the translation unit declares; those behind them exist only inside a macro's expansion. */
  readonly declared: { readonly records: number; readonly enums: number };
  /** As in `order`. */
  readonly functions: readonly FunctionDecl[];
  readonly variables: readonly VariableDecl[];
  /** Of file scope. */
  readonly ordinary: NameTable<OrdinaryIdentifier, DeferredDefinition>;
  readonly tags: NameTable<Tagged>;
  /** In the order in which the translation unit first declares them. */
  readonly order: readonly Declared[];
  /** External declarations that gave nothing, with the reason. */
  readonly unparsed: readonly { readonly reason: string; readonly position: Position; readonly range: TokenRange }[];
  /**
   * Functions that share the name of another one, which is in `functions` (clang's `overloadable`): told apart by the types
   * of their parameters, or passed the sizes of objects as well.
   */
  readonly overloads: readonly {
    readonly name: string;
    readonly position: Position;
    readonly by: "types" | "object-size";
  }[];
  readonly staticAsserts: { readonly held: number; readonly failed: number; readonly unknown: number };
  readonly diagnostics: readonly Diagnostic[];
}
