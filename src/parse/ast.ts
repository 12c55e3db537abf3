/**
 * Typed syntax of C declarations (C11 6.7 and 6.9 with GNU's extensions), as the parse stage hands it on.
 * Expressions (array sizes, bit-field widths, enumerator values, attribute arguments, `typeof` operands,
 * initializers, bodies) stay token ranges: `sema` evaluates them, when they are asked for.
 */

import type { TokenRange } from "../preprocess/tokens.js";
import type { AnnotationUse } from "../preprocess/types.js";
import type { Diagnostic } from "../support/diagnostics.js";
import type { Position } from "../support/source.js";

export const Qualifier = { Const: 1, Volatile: 2, Restrict: 4, Atomic: 8 } as const;
/** Bits of `Qualifier`. */
export type Qualifiers = number;

/** GNU attribute or C23 `[[…]]`; `__packed__` and `packed` are both `packed`; C23 scopes: `gnu::packed` is `packed`. */
export interface Attribute {
  readonly name: string;
  /** Arguments, cut at top-level commas; empty without parentheses. */
  readonly args: readonly TokenRange[];
  /** Index of its name token in the stream. */
  readonly token: number;
}

export type StorageClass = "typedef" | "extern" | "static" | "auto" | "register";

/** C11 6.7 declaration-specifiers. Several declarations may share them. */
export interface DeclarationSpecifiers {
  readonly storage: StorageClass | null;
  readonly threadLocal: boolean;
  readonly inline: boolean;
  readonly noreturn: boolean;
  readonly type: TypeSpecifier;
  readonly qualifiers: Qualifiers;
  /** `__seg_gs`, `__seg_fs`, …; null for the generic address space. */
  readonly addressSpace: string | null;
  /** `_Alignas` operands, C11 6.7.5. */
  readonly alignas: readonly TokenRange[];
  readonly attributes: readonly Attribute[];
  readonly annotations: readonly AnnotationUse[];
}

/** C11 6.7.2 type-specifier, the legal multisets of 6.7.2p2 already folded. */
export type TypeSpecifier =
  | { readonly kind: "void" }
  | { readonly kind: "integer"; readonly name: import("../kernel/abi/types.js").IntegerKind }
  | {
      readonly kind: "floating";
      readonly name: import("../kernel/abi/types.js").FloatingKind;
      readonly complex: boolean;
    }
  | { readonly kind: "va-list" }
  /** `token`: one that is the name. */
  | { readonly kind: "typedef-name"; readonly name: string; readonly token: number }
  | { readonly kind: "typeof"; readonly operand: TokenRange; readonly unqualified: boolean }
  | { readonly kind: "auto-type" }
  | { readonly kind: "atomic"; readonly typeName: TypeName }
  | { readonly kind: "bit-int"; readonly unsigned: boolean; readonly width: TokenRange }
  | RecordSpecifier
  | EnumSpecifier;

export interface RecordSpecifier {
  readonly kind: "record";
  readonly tagKind: "struct" | "union";
  readonly tag: string | null;
  /** null for `struct tag` without a member list. */
  readonly members: readonly Member[] | null;
  readonly attributes: readonly Attribute[];
  /** `#pragma pack` in force in bytes (null: none), where gcc and clang look at different moments. */
  readonly pack: { readonly atOpen: number | null; readonly atClose: number | null };
  /** Other pragmas in force that change layout. */
  readonly pragmas: { readonly msStruct: boolean; readonly storageOrder: "default" | "big-endian" | "little-endian" };
  /** Token index of the tag, or of `struct`. */
  readonly token: number;
  /** Tokens of the whole specifier. */
  readonly range: TokenRange;
}

export type Member =
  | {
      readonly kind: "member";
      readonly specifiers: DeclarationSpecifiers;
      /** Empty for an anonymous member or a lone tag declaration. */
      readonly declarators: readonly Declarator[];
      readonly pack: number | null;
      readonly range: TokenRange;
    }
  | { readonly kind: "static-assert"; readonly assertion: StaticAssert };

export interface EnumSpecifier {
  readonly kind: "enum";
  readonly tag: string | null;
  /** null for `enum tag` without a list. */
  readonly enumerators: readonly Enumerator[] | null;
  /** C23 `enum e : type`. */
  readonly fixedType: TypeName | null;
  readonly attributes: readonly Attribute[];
  readonly token: number;
  readonly range: TokenRange;
}

export interface Enumerator {
  readonly name: string;
  readonly value: TokenRange | null;
  readonly attributes: readonly Attribute[];
  readonly token: number;
}

/** C11 6.7.6. `derivations[0]` applies first to the name: `*a[3]` is [array, pointer]. */
export interface Declarator {
  readonly name: string | null;
  /** Token of the name; for an abstract declarator the token where it would stand. */
  readonly token: number;
  readonly derivations: readonly Derivation[];
  readonly attributes: readonly Attribute[];
  readonly annotations: readonly AnnotationUse[];
  /** GNU `asm("label")`. */
  readonly asmLabel: string | null;
  /** Of a bit-field. */
  readonly bitWidth: TokenRange | null;
  readonly initializer: TokenRange | null;
}

export type Derivation =
  | {
      readonly kind: "pointer";
      /** `^`: a pointer to a block (clang, "Language Specification for Blocks"). */
      readonly block: boolean;
      readonly qualifiers: Qualifiers;
      readonly addressSpace: string | null;
      readonly attributes: readonly Attribute[];
      readonly annotations: readonly AnnotationUse[];
    }
  | {
      readonly kind: "array";
      /** null for `[]`. */
      readonly size: TokenRange | null;
      /** `[*]`, C11 6.7.6.2p4. */
      readonly unspecified: boolean;
      readonly qualifiers: Qualifiers;
    }
  | {
      readonly kind: "function";
      readonly parameters: readonly Parameter[];
      readonly variadic: boolean;
      /** `()` of C before C23: says nothing about parameters. */
      readonly unprototyped: boolean;
      readonly attributes: readonly Attribute[];
    };

export interface Parameter {
  readonly specifiers: DeclarationSpecifiers;
  readonly declarator: Declarator;
}

/** C11 6.7.7. */
export interface TypeName {
  readonly specifiers: DeclarationSpecifiers;
  readonly declarator: Declarator;
}

export interface StaticAssert {
  readonly condition: TokenRange;
  readonly message: string | null;
  readonly token: number;
}

/** C11 6.9 external-declaration. */
export type ExternalDeclaration =
  | {
      readonly kind: "declaration";
      readonly specifiers: DeclarationSpecifiers;
      readonly declarators: readonly Declarator[];
      readonly range: TokenRange;
    }
  | {
      readonly kind: "function-definition";
      readonly specifiers: DeclarationSpecifiers;
      readonly declarator: Declarator;
      readonly body: TokenRange;
      readonly range: TokenRange;
    }
  | DeferredDefinition
  | { readonly kind: "static-assert"; readonly assertion: StaticAssert; readonly range: TokenRange }
  | { readonly kind: "asm"; readonly range: TokenRange }
  /** What could not be parsed: never guessed at, always reported. */
  | { readonly kind: "unparsed"; readonly reason: string; readonly position: Position; readonly range: TokenRange };

/** The definition of a `static inline` function that is read when something asks for its name. */
export interface DeferredDefinition {
  readonly kind: "deferred";
  /** Token of its name. */
  readonly name: number;
  readonly range: TokenRange;
  read(): ExternalDeclaration | null;
}

export interface ParsedUnit {
  /** In order. Each is read when it is asked for, and can be asked for once: all together would fill the memory. */
  readonly declarations: Iterable<ExternalDeclaration>;
  /** The first token of each that was read so far. */
  readonly starts: readonly number[];
  /** Of what was read so far. */
  readonly diagnostics: readonly Diagnostic[];
  /** tree-sitter ERROR and MISSING nodes met so far. */
  readonly syntaxErrors: number;
}
