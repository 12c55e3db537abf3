/**
 * What the parts of `sema` need of each other: expressions look up names and types, declarations evaluate
 * constant expressions. One object answers both; it grows while the translation unit is read.
 */
import type { TargetAbi } from "../kernel/abi/types.js";
import type { TypeName } from "../parse/ast.js";
import type { TokenBuffer } from "../preprocess/tokens.js";
import type { SpellingId } from "../support/interner.js";
import type { Locals } from "./expression/reader.js";
import type {
  CType,
  EnumDecl,
  EnumId,
  FunctionDecl,
  OrdinaryIdentifier,
  QualType,
  RecordDecl,
  RecordId,
  TypedefDecl,
  TypedefId,
} from "./types.js";

export interface SemaContext {
  readonly abi: TargetAbi;
  /** What the expression around a type name that is being resolved declares itself: `sizeof(struct { int : -!!(x); })`. */
  locals: Locals | null;
  record(id: RecordId): RecordDecl;
  enumeration(id: EnumId): EnumDecl;
  typedef(id: TypedefId): TypedefDecl;
  /** An ordinary identifier that is visible here (C11 6.2.3). */
  lookup(name: SpellingId): OrdinaryIdentifier | undefined;
  functionNamed(name: SpellingId): FunctionDecl | undefined;
  /** As `lookup`, for who has the text only. */
  lookupText(name: string): OrdinaryIdentifier | undefined;
  /** The type that a type name parsed from these tokens denotes; declares the records and enums defined in it. */
  resolveTypeName(typeName: TypeName, buffer: TokenBuffer): QualType;
  /** Bytes; null for an incomplete or variable type. `void` and functions are 1 (GCC manual, Pointer Arith). */
  sizeOf(type: CType): number | null;
  /** Bytes, `_Alignof`; null for an incomplete type. */
  alignOf(type: CType): number | null;
  /** Bytes, GNU's `__alignof__`: of an object by itself (i386: 8 for `double`, 4 in records); null for an incomplete type. */
  preferredAlignOf(type: CType): number | null;
}
