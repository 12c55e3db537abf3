/**
 * The parse stage: external declarations (C11 6.9) from a preprocessed token stream.
 *
 * Input: tokens after translation phase 4. Output: the syntax tree of `ast.ts`. One pass over the tokens reads
 * specifiers, attributes and members, steps over bodies and expressions, and leaves a short normalised text of each
 * declaration's declarators. tree-sitter-c parses every distinct one once, and its tree says how derivations nest.
 * What does not parse is `unparsed`, with a diagnostic: nothing is guessed.
 */
import { type TokenBuffer, type TokenRange, tokenText } from "../preprocess/tokens.js";
import type { AnnotationUse, PreprocessedUnit } from "../preprocess/types.js";
import type { ParsedUnit, TypeName } from "./ast.js";
import { externalDeclarations } from "./external.js";
import { Lookahead } from "./lookahead.js";
import { EMPTY_TIMELINE, type PragmaTimeline, pragmaTimeline } from "./pragmas.js";
import { annotatedToken, type Scan, SyntaxFailure } from "./scan.js";
import { typeName } from "./type-names.js";
import { TypedefNames } from "./typedef-names.js";
import { type Vocabulary, vocabularyOf } from "./vocabulary.js";
import { type Dialect, GNU_DIALECT } from "./words.js";

export type * from "./ast.js";
export { Qualifier } from "./ast.js";
export { type DocumentedKind, docsOf } from "./comments.js";
export { type DocComment, type DocEntry, memberText } from "./kernel-doc.js";
export { isKeyword } from "./words.js";

export interface ParseOptions {
  /** Definitions of `static inline` functions are `deferred`. */
  readonly defersInline?: boolean;
}

/** Parses the external declarations of a preprocessed unit, one after the other. Never throws for what the input says. */
export function parse(unit: PreprocessedUnit, { defersInline = false }: ParseOptions = {}): ParsedUnit {
  const dialect = dialectOf(unit);
  const vocabulary = vocabularyOf(unit.tokens.interner, dialect);
  const typedefs = TypedefNames.of(GNU_DIALECT.builtinTypedefs.map((name) => unit.tokens.interner.intern(name)));
  const pragmas = pragmaTimeline(unit.pragmas, dialect.clang);
  const scan = scanOf(unit.tokens, 0, unit.tokens.length, vocabulary, typedefs, unit.annotations, pragmas);
  const diagnostics = [...pragmas.diagnostics];
  const starts: number[] = [];
  return {
    declarations: externalDeclarations(scan, starts, diagnostics, defersInline),
    starts,
    diagnostics,
    get syntaxErrors() {
      return scan.syntaxErrors.count;
    },
  };
}

export interface TypeNameOptions {
  /** Whether an identifier names a type; by default every one in the place of a type does. */
  readonly isTypedefName?: (name: string) => boolean;
}

/**
 * Parses a whole token range as a type name (C11 6.7.7), as in `sizeof`, casts and `typeof`.
 * @returns null when it is none: then it may be an expression
 */
export function parseTypeName(range: TokenRange, options: TypeNameOptions = {}): TypeName | null {
  const { buffer, start, end } = range;
  if (start >= end) return null;
  const vocabulary = vocabularyOf(buffer.interner);
  const typedefs = options.isTypedefName === undefined ? null : namedTypes(range, options.isTypedefName);
  const scan = scanOf(buffer, start, end, vocabulary, typedefs, [], EMPTY_TIMELINE);
  scan.lookahead.reach(end - 1);
  try {
    return typeName(scan);
  } catch (failure) {
    if (failure instanceof SyntaxFailure) return null;
    throw failure;
  }
}

function namedTypes(range: TokenRange, isTypedefName: (name: string) => boolean): TypedefNames {
  const typedefs = TypedefNames.of([]);
  for (let index = range.start; index < range.end; index++) {
    if (isTypedefName(tokenText(range.buffer, index))) typedefs.add(range.buffer.spellings[index] ?? 0);
  }
  return typedefs;
}

function scanOf(
  tokens: TokenBuffer,
  start: number,
  end: number,
  vocabulary: Vocabulary,
  typedefs: TypedefNames | null,
  annotations: readonly AnnotationUse[],
  pragmas: PragmaTimeline,
): Scan {
  const lookahead = new Lookahead(tokens, vocabulary, start, end);
  const { words, match } = lookahead;
  return {
    tokens,
    start,
    end,
    vocabulary,
    lookahead,
    words,
    match,
    typedefs,
    loneSpecifiers: new Map(),
    annotations,
    pragmas,
    syntaxErrors: { count: 0 },
    at: start,
    annotation: 0,
    annotated: annotatedToken(annotations, 0),
    depth: 0,
  };
}

/** Whose keywords are in force, by the compiler's predefined macros. */
function dialectOf(unit: PreprocessedUnit): Dialect {
  const clang = unit.macros.live.has("__clang__");
  // `bool` and its kin are keywords of C2x since GCC 13 and clang 15.
  const keywords = clang ? macroNumber(unit, "__clang_major__") >= 15 : macroNumber(unit, "__GNUC__") >= 13;
  return { c23: keywords && macroNumber(unit, "__STDC_VERSION__") > 201_710, clang };
}

/** The number that a macro's replacement begins with, 0 for none. */
function macroNumber(unit: PreprocessedUnit, name: string): number {
  const body = unit.macros.live.get(name)?.body;
  if (body === undefined || body.start >= body.end) return 0;
  return Number.parseInt(tokenText(body.buffer, body.start), 10) || 0;
}
