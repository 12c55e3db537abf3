/** The state of one run of the preprocessor; every function of this stage takes it as its first argument. */
import type { KernelTarget } from "../kernel/types.js";
import type { Diagnostic } from "../support/diagnostics.js";
import type { SpellingId } from "../support/interner.js";
import { type Position, type SourceFile, SourceMap } from "../support/source.js";
import type { Measure } from "./effects.js";
import type { OpenBody } from "./inline-bodies.js";
import type { LexCache } from "./lex-cache.js";
import type { LexedFile, LexicalDialect } from "./lexed-file.js";
import type { Macro } from "./macro.js";
import type { SpellingTable } from "./spellings.js";
import { makeTokenList, type TokenList } from "./token-list.js";
import type { AnnotationUse, MacroDefinition, MacroEvent, Pragma } from "./types.js";

/** Limits that keep hostile input bounded in time and memory. */
export interface Limits {
  /** Nesting of `#include`; 200 as in gcc (`-fmax-include-depth`). */
  readonly includeDepth: number;
  /** Tokens that one macro invocation of the text may produce, intermediate ones included. */
  readonly expansionTokens: number;
  /** Bytes that `#` and `##` may spell in one invocation. */
  readonly expansionText: number;
  /** Nesting of macro invocations in arguments of macro invocations. */
  readonly argumentDepth: number;
  /** Tokens of the whole translation unit. */
  readonly unitTokens: number;
  /** Bytes of one file. */
  readonly fileSize: number;
  /** Diagnostics that are kept. */
  readonly diagnostics: number;
}

export const DEFAULT_LIMITS: Limits = {
  includeDepth: 200,
  expansionTokens: 1 << 23,
  expansionText: 1 << 26,
  argumentDepth: 300,
  unitTokens: 1 << 26,
  fileSize: 1 << 28,
  diagnostics: 200,
};

/** Macros that no `#define` gives (C11 6.10.8, GCC manual: Standard and Common Predefined Macros, and clang's). */
export const Builtin = {
  None: 0,
  Line: 1,
  File: 2,
  BaseFile: 3,
  FileName: 4,
  Counter: 5,
  IncludeLevel: 6,
  Date: 7,
  Time: 8,
  Timestamp: 9,
  Pragma: 10,
  HasInclude: 11,
  HasIncludeNext: 12,
  HasAttribute: 13,
  HasCAttribute: 14,
  HasBuiltin: 15,
  HasFeature: 16,
  HasExtension: 17,
  HasDeclspecAttribute: 18,
  IsIdentifier: 19,
  /** Any other operator with a parenthesised operand. */
  Zero: 20,
  IsTarget: 21,
} as const;
export type Builtin = (typeof Builtin)[keyof typeof Builtin];

/** What happened to a macro. */
export type LoggedEvent = Macro | Extract<MacroEvent, { readonly kind: "undef" }>;

/** Bits of `Preprocessor.nodes`. */
export const Node = { Macro: 1, Disabled: 2, Poisoned: 4, Annotation: 8, Body: 16 } as const;

/** One file on the include stack, and how far it is read. */
export interface Input {
  readonly file: SourceFile;
  readonly lexed: LexedFile;
  /** Position of its first byte. */
  readonly base: number;
  /** Where in the search path it was found, for `#include_next`; -1 when not by the path. */
  readonly searchIndex: number;
  readonly parent: Input | null;
  /** 0 for a file that nothing includes. */
  readonly level: number;
  /** Next token to be read; reading stops at `limit`. */
  cursor: number;
  limit: number;
  /** Bodies that begin before this token cannot be skipped; see inline-bodies.ts. */
  bodiesFrom: number;
  /** The directive that begins at the token `limit`. */
  directive: number;
  /** Directives that began the conditional groups being read, outermost first. */
  readonly conditionals: number[];
  /** `#line "name"`. */
  presumedName: string | null;
}

/** A change of line numbers by `#line`. */
export interface LineChange {
  readonly position: number;
  readonly delta: number;
}

/** The macro contexts (C11 6.10.3.4) and the memory behind them; see expand.ts. */
export interface Expander {
  /** Number of contexts; 0 is the file itself. */
  depth: number;
  readonly macros: (Macro | null)[];
  starts: Int32Array;
  cursors: Int32Array;
  ends: Int32Array;
  /** 1 for a context that holds an argument: reading it ends with `EOF_TOKEN`. */
  isArgument: Uint8Array;
  /** Tokens of all contexts, one after the other: packed token, spelling position, line position. */
  tokens: Uint32Array;
  positions: Uint32Array;
  lines: Uint32Array;
  top: number;
  /** Arguments that were collected or expanded and are not substituted yet; columns as above. */
  stackTokens: Uint32Array;
  stackPositions: Uint32Array;
  stackLines: Uint32Array;
  stackTop: number;
  /** Frames of arguments; see arguments.ts. */
  frames: Int32Array;
  frameTop: number;
  /** Spelling and line position of the token that `nextToken` gave, or `NOWHERE`. */
  position: number;
  line: number;
  /** Position of the outermost invocation. */
  invocation: number;
  /** Macros are not expanded while this is above zero. */
  preventExpansion: number;
  /** As gcc: 0, 1 while a `(` is looked for, 2 while arguments are collected. */
  parsingArguments: 0 | 1 | 2;
  /** Since the outermost invocation began something was read that is not the same for each: what follows it, `__LINE__`. */
  dependent: boolean;
  /** Tokens produced, and bytes spelled, since the outermost invocation began. */
  work: number;
  text: number;
  argumentDepth: number;
}

/** What an expansion leaves behind besides tokens; a marker token names it by index. */
export type Marker =
  | { readonly kind: "annotation"; readonly name: string; readonly args: string; readonly position: Position }
  | { readonly kind: "pragma"; readonly start: number; readonly end: number; readonly position: Position };

export interface Preprocessor {
  readonly target: KernelTarget;
  readonly cache: LexCache;
  readonly table: SpellingTable;
  readonly dialect: LexicalDialect;
  readonly isClang: boolean;
  /** Strict ISO mode (`-std=c11`), where `, ## __VA_ARGS__` keeps the comma more often. */
  readonly strict: boolean;
  /** `true` is 1 in `#if` (C23). */
  readonly hasBoolConstants: boolean;
  /** `__VA_OPT__` is an operator. */
  readonly vaOpt: boolean;
  readonly limits: Limits;
  /** Seconds since 1970 that `__DATE__` and `__TIME__` tell. */
  readonly epoch: number;
  readonly search: SearchPath;
  /** Folders of the headers that were given by absolute paths. */
  readonly headerFolders: readonly string[];
  /** `-fmacro-prefix-map`, last first. */
  readonly prefixMap: readonly (readonly [string, string])[];
  readonly sources: SourceMap;
  readonly out: TokenList;
  readonly definitions: TokenList;
  /** Per token of `definitions`: what it is in its replacement list; see define.ts. */
  roles: Uint32Array;
  readonly pragmaTokens: TokenList;
  /** Expansions that later stages asked for. */
  readonly expanded: TokenList;
  /** Expanding on demand: `_Pragma` is dropped. */
  readonly onDemand: boolean;
  /** Whatever depends on place or time (`__LINE__`, `__COUNTER__`, …) gives another token than it would here. */
  elsewhere: boolean;
  /** While an invocation is expanded to see what it does. */
  measure: Measure | null;
  /** By spelling: `Node` bits, the macro in force, 1 + number of the parameter while a `#define` is read. */
  nodes: Uint8Array;
  macros: (Macro | undefined)[];
  parameterOf: Uint16Array;
  readonly history: LoggedEvent[];
  /** How often anything changed that expansions kept in the stream depend on. */
  changes: number;
  /** Names that `Macro.isInert` was worked out from, and how often one of them has changed. */
  readonly consulted: Set<number>;
  inertChanges: number;
  /** The body of an inline function that is being read, to be left empty. */
  body: OpenBody | null;
  readonly pushed: Map<SpellingId, (Macro | undefined)[]>;
  readonly annotations: AnnotationUse[];
  readonly pragmas: Pragma[];
  readonly markers: Marker[];
  readonly files: SourceFile[];
  readonly fileOf: Map<LexedFile, SourceFile>;
  readonly lexedOf: Map<SourceFile, LexedFile>;
  /** Paths that are not to be included again: `#pragma once`, `#import`. */
  readonly once: Set<string>;
  readonly diagnostics: Diagnostic[];
  readonly lineChanges: LineChange[];
  readonly expander: Expander;
  /** Set by directives.ts; obeys the directive that begins at `input.limit`. */
  readonly obeyDirective: (pp: Preprocessor, input: Input) => void;
  input: Input | null;
  inDirective: boolean;
  origin: MacroDefinition["origin"];
  /** Where `##` spells its result. */
  pasteBytes: Uint8Array;
  counter: number;
  /** Path of the main file. */
  baseFile: string;
}

/** The directories that `#include` searches; see include.ts. */
export interface SearchPath {
  /** `-iquote` directories, then those of `<…>`. */
  readonly directories: readonly string[];
  /** Index of the first directory of `<…>`. */
  readonly angle: number;
  /** Start index, blank and name, or a path alone -> what was found there. */
  readonly found: Map<string, FoundFile | null>;
}

/** A file, and the directory of the search path where it was found; -1 when not by the path. */
export interface FoundFile {
  readonly path: string;
  readonly lexed: LexedFile;
  readonly index: number;
}

export interface PreprocessOptions {
  /** Files lexed by earlier runs; made when not given. */
  readonly cache?: LexCache | undefined;
  /** Names of annotation macros; default those of `grammars/`. */
  readonly annotations?: Iterable<string> | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** Seconds since 1970 for `__DATE__` and `__TIME__`; default `SOURCE_DATE_EPOCH`, else 0. */
  readonly epoch?: number | undefined;
  /** Leave bodies of `static inline` functions empty, where nothing else depends on what is in them. */
  readonly skipsInlineBodies?: boolean | undefined;
}

/** `NO_POSITION` as a signed word: V8 stores a field that holds nothing larger without allocating. */
export const NOWHERE = -1;

export function makeExpander(): Expander {
  // Small at first, for the reason given in spellings.ts.
  const contexts = 1 << 2;
  const tokens = 1 << 4;
  return {
    depth: 0,
    macros: [null],
    starts: new Int32Array(contexts),
    cursors: new Int32Array(contexts),
    ends: new Int32Array(contexts),
    isArgument: new Uint8Array(contexts),
    tokens: new Uint32Array(tokens),
    positions: new Uint32Array(tokens),
    lines: new Uint32Array(tokens),
    top: 0,
    stackTokens: new Uint32Array(tokens),
    stackPositions: new Uint32Array(tokens),
    stackLines: new Uint32Array(tokens),
    stackTop: 0,
    frames: new Int32Array(1 << 4),
    frameTop: 0,
    position: 0,
    line: 0,
    invocation: 0,
    preventExpansion: 0,
    parsingArguments: 0,
    dependent: false,
    work: 0,
    text: 0,
    argumentDepth: 0,
  };
}

/** Everything of a run that is empty at its start. */
export function makeState(
  table: SpellingTable,
): Pick<
  Preprocessor,
  | "sources"
  | "out"
  | "definitions"
  | "roles"
  | "pragmaTokens"
  | "nodes"
  | "macros"
  | "parameterOf"
  | "history"
  | "changes"
  | "consulted"
  | "inertChanges"
  | "body"
  | "pushed"
  | "annotations"
  | "pragmas"
  | "markers"
  | "files"
  | "fileOf"
  | "lexedOf"
  | "once"
  | "diagnostics"
  | "lineChanges"
  | "expander"
  | "input"
  | "inDirective"
  | "counter"
  | "pasteBytes"
> {
  return {
    sources: new SourceMap(),
    out: makeTokenList(table, 1 << 4),
    definitions: makeTokenList(table, 1 << 4),
    roles: new Uint32Array(1 << 4),
    pragmaTokens: makeTokenList(table, 1 << 4),
    nodes: new Uint8Array(table.hashes.length),
    macros: new Array<Macro | undefined>(table.hashes.length).fill(undefined),
    parameterOf: new Uint16Array(table.hashes.length),
    history: [],
    changes: 0,
    consulted: new Set(),
    inertChanges: 0,
    body: null,
    pushed: new Map(),
    annotations: [],
    pragmas: [],
    markers: [],
    files: [],
    fileOf: new Map(),
    lexedOf: new Map(),
    once: new Set(),
    diagnostics: [],
    lineChanges: [],
    expander: makeExpander(),
    input: null,
    inDirective: false,
    counter: 0,
    pasteBytes: new Uint8Array(1 << 4),
  };
}

/** Makes room in the tables by spelling; to be called after anything was lexed or pasted. */
export function coverSpellings(pp: Preprocessor): void {
  if (pp.table.count <= pp.nodes.length) return;
  const size = pp.table.hashes.length;
  const nodes = new Uint8Array(size);
  nodes.set(pp.nodes);
  pp.nodes = nodes;
  const parameterOf = new Uint16Array(size);
  parameterOf.set(pp.parameterOf);
  pp.parameterOf = parameterOf;
  // Filled: an array with gaps would become a slow dictionary.
  const macros = new Array<Macro | undefined>(size).fill(undefined);
  for (let spelling = 0; spelling < pp.macros.length; spelling++) macros[spelling] = pp.macros[spelling];
  pp.macros = macros;
}
