/** What preprocessing (translation phases 2 to 4, C11 5.1.1.2) hands on. */
import type { Diagnostic } from "../support/diagnostics.js";
import type { SpellingId } from "../support/interner.js";
import type { NameTable } from "../support/name-table.js";
import type { Position, SourceFile, SourceMap } from "../support/source.js";
import type { SpellingTable } from "./spellings.js";
import type { TokenBuffer, TokenRange } from "./tokens.js";

/** One `#define`. */
export interface MacroDefinition {
  readonly name: string;
  readonly spelling: SpellingId;
  /** Function-like: what `parameters` says too, which makes the names. */
  readonly isFunction: boolean;
  /** null for an object-like macro; parameter names for a function-like one. */
  readonly parameters: readonly string[] | null;
  /** GNU `args...` or C99 `...`; the last parameter's name then is `__VA_ARGS__` or GNU's own. */
  readonly variadic: boolean;
  /** The replacement list, unexpanded. */
  readonly body: TokenRange;
  /** The same without an object for it, for who looks at all macros: a range of `definitions`. */
  readonly definitions: TokenBuffer;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** Of the name in the directive; `NO_POSITION` only for what no file defines (`__LINE__`, …). */
  readonly position: Position;
  /** Predefined by the compiler or the command line. */
  readonly origin: "file" | "command-line" | "predefined" | "built-in";
  /** Number of tokens in the stream when it was defined: orders definitions against declarations. */
  readonly at: number;
}

export interface MacroTable {
  /** The definitions in force at the end of the translation unit, in order of (re)definition. */
  readonly live: NameTable<MacroDefinition>;
  /** Every definition and `#undef` in order, also of names no longer defined. */
  readonly history: readonly MacroEvent[];
}
export type MacroEvent =
  | { readonly kind: "define"; readonly definition: MacroDefinition }
  | { readonly kind: "undef"; readonly name: string; readonly position: Position; readonly at: number };

/** An annotation macro (`__user`, `__must_hold(x)`) that was invoked just before token `before` of the stream. */
export interface AnnotationUse {
  readonly name: string;
  /** Text of the arguments with parentheses, empty for an object-like annotation. */
  readonly args: string;
  readonly before: number;
  readonly position: Position;
}

/** A `#pragma` or `_Pragma` that stood just before token `before` of the stream. */
export interface Pragma {
  readonly before: number;
  readonly tokens: TokenRange;
  readonly position: Position;
}

export interface PreprocessedUnit {
  readonly tokens: TokenBuffer;
  /** Of all tokens of the unit, those of macro definitions included. */
  readonly spellings: SpellingTable;
  /** What was found at each path that was asked for; see `FileSystem`. */
  stamps(): readonly (readonly [path: string, stamp: string])[];
  /** Whether a file was read at a path. */
  wasRead(path: string): boolean;
  readonly sources: SourceMap;
  readonly macros: MacroTable;
  /** Sorted by `before`. */
  readonly annotations: readonly AnnotationUse[];
  /** Sorted by `before`. */
  readonly pragmas: readonly Pragma[];
  /** Every file read, in order of first inclusion. */
  readonly files: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
  /**
   * The full expansion of an object-like macro as it would be at the end of the translation unit; an own buffer.
   * Recursion is bounded; a macro bomb gives `null`.
   */
  expandMacro(name: string): TokenRange | null;
  /** As `expandMacro` at another place and time: all that depends on either (`__LINE__`, `__DATE__`) is something else. */
  expandMacroElsewhere(name: string): TokenRange | null;
  /** As `expandMacro` of an invocation of a function-like macro, each of whose arguments is one token. */
  expandInvocation(name: SpellingId, args: readonly SpellingId[]): TokenRange | null;
  /** As `expandMacro` for any text. */
  expandText(text: string): TokenRange | null;
  /** Byte ranges of the comments of a file, flattened [start, end) pairs in order; `/*` and `//` included. */
  commentsOf(file: SourceFile): Uint32Array;
}
