/**
 * What declaration analysis has learnt so far: the tables of the program, the scopes that are open and the
 * record that is being defined. One object for one translation unit, passed to every function of this folder.
 */
import type { TargetAbi } from "../kernel/abi/types.js";
import type { KernelTarget } from "../kernel/types.js";
import type { PreprocessedUnit } from "../preprocess/types.js";
import type { Diagnostic } from "../support/diagnostics.js";
import type { IdSet } from "../support/id-set.js";
import type { SpellingId } from "../support/interner.js";
import type { NameTable } from "../support/name-table.js";
import type { Position } from "../support/source.js";
import type { SemaContext } from "./context.js";
import type { TypeLayout } from "./layout.js";
import type { Redeclared } from "./redeclared.js";
import type { SharedType } from "./shared-types.js";
import type {
  Declared,
  EnumDecl,
  EnumeratorDecl,
  FunctionDecl,
  FunctionParameter,
  Program,
  QualType,
  RecordDecl,
  RecordId,
  Tagged,
  TypedefDecl,
  VariableDecl,
} from "./types.js";

/** A function prototype scope (C11 6.2.1p4). Most hold only parameters: tables are made at first use. */
export interface Scope {
  tags: Map<SpellingId, Tagged> | null;
  enumerators: Map<SpellingId, EnumeratorDecl> | null;
  /** Those declared so far. */
  readonly parameters: FunctionParameter[];
  /** Of these, as spellings. */
  readonly names: SpellingId[];
}

/** The member declaration inside which types are being defined. */
export type Enclosing = NonNullable<RecordDecl["parent"]>;

export interface SemaState {
  readonly unit: PreprocessedUnit;
  readonly target: KernelTarget;
  readonly abi: TargetAbi;
  readonly context: SemaContext;
  readonly records: RecordDecl[];
  readonly enums: EnumDecl[];
  readonly typedefs: TypedefDecl[];
  readonly functions: FunctionDecl[];
  readonly variables: VariableDecl[];
  readonly ordinary: Program["ordinary"];
  readonly tags: NameTable<Tagged>;
  readonly order: Declared[];
  readonly unparsed: Program["unparsed"][number][];
  readonly overloads: Program["overloads"][number][];
  readonly diagnostics: Diagnostic[];
  readonly redeclared: Redeclared;
  readonly staticAsserts: { held: number; failed: number; unknown: number };
  /** CONFIG_RANDSTRUCT is set. */
  readonly randomizes: boolean;
  /** Open scopes below file scope, innermost last. */
  readonly scopes: Scope[];
  /** Records and enums between their braces, innermost last. */
  readonly defining: (RecordDecl | EnumDecl)[];
  /** Records that were first mentioned inside another one. */
  readonly mentionedInside: IdSet<RecordId>;
  enclosing: Enclosing | null;
  /** The translation unit has been read: what type names of macros declare is no part of the program. */
  sealed: boolean;
  /** Indexed by id. */
  readonly typedefTypes: SharedType[];
  readonly recordTypes: SharedType[];
  /** Layouts of complete typedef'd types; indexed by id. */
  readonly typedefLayouts: (TypeLayout | undefined)[];
  /** How many typedef names deep each typedef is; indexed by id. */
  readonly typedefDepths: number[];
  /** Type names inside expressions inside type names around what is being resolved. */
  nesting: number;
}

/** A type without qualifiers. */
export function plain(type: QualType["type"]): QualType {
  return { type, qualifiers: 0, addressSpace: null };
}

/** A type that could not be worked out. */
export function errorType(reason: string): QualType {
  return plain({ kind: "error", reason });
}

/** Adds a diagnostic, unless only a macro's expansion is being looked at. */
export function report(
  state: SemaState,
  severity: Diagnostic["severity"],
  id: string,
  message: string,
  where: Position,
  more: Pick<Diagnostic, "help" | "notes"> = {},
): void {
  if (!state.sealed) state.diagnostics.push({ id, severity, message, where, ...more });
}
