/**
 * Translation phase 3 (C11 5.1.1.2p1): the bytes of a file become preprocessing tokens and white space.
 *
 * In: a file. Out: `LexedFile`. Nothing is diagnosed here, because a group that is skipped may hold anything.
 * Header names (6.4.7) are tokens of their own behind `#include` and `__has_include(`.
 */
import { Buffer } from "node:buffer";
import { bufferOf } from "../support/source.js";
import {
  APOSTROPHE,
  BACKSLASH,
  CHAR_CLASS,
  CharClass,
  CONTINUES_IDENTIFIER,
  PAREN_CLOSE,
  PAREN_OPEN,
  QUOTE,
  SLASH,
  STAR,
} from "./characters.js";
import {
  type ColumnPool,
  keepWords,
  makeColumnPool,
  makeTokenPool,
  renewTokenPool,
  type TokenPool,
} from "./columns.js";
import {
  addDirective,
  endDirective,
  finishDirectives,
  makeDirectiveList,
  nameDirective,
  resetDirectives,
} from "./directive-index.js";
import { known } from "./known-spellings.js";
import { DirectiveKind, type LexedFile, type LexicalDialect } from "./lexed-file.js";
import { joinLines, type LogicalText, makeLogicalText } from "./logical-lines.js";
import {
  literalPrefix,
  punctuatorAt,
  punctuatorLength,
  rawPrefix,
  scanBlockComment,
  scanHeaderName,
  scanIdentifier,
  scanLineComment,
  scanNumber,
  scanQuoted,
  scanUniversalCharacterName,
} from "./scan.js";
import { addSpelling, findSpelling, HASH_PRIME, HASH_SEED, hashBytes, type SpellingTable } from "./spellings.js";
import { TokenFlag, TokenKind } from "./tokens.js";

const HASH = known("#");
const DIGRAPH_HASH = known("%:");
const OPEN = known("(");
const HAS_INCLUDE = known("__has_include");
const HAS_INCLUDE_NEXT = known("__has_include_next");

/** Beyond the end of every file. */
const NO_EDIT = 0x7fffffff;

/** Where the lexer stands in a line that may be a directive. */
const Line = { Text: 0, Name: 1, HeaderName: 2, Directive: 3 } as const;

/** Buffers that one lexer uses for file after file. */
export interface LexScratch {
  /** Where what is kept goes. */
  readonly tokens: TokenPool;
  readonly columns: ColumnPool;
  readonly logical: LogicalText;
  comments: Uint32Array;
  readonly directives: ReturnType<typeof makeDirectiveList>;
}

/** Empty buffers for `lexFile`. */
export function makeLexScratch(): LexScratch {
  return {
    tokens: makeTokenPool(),
    columns: makeColumnPool(),
    logical: makeLogicalText(),
    comments: new Uint32Array(1 << 4),
    directives: makeDirectiveList(),
  };
}

/** State of the lexer in one file. */
interface Lexer {
  readonly table: SpellingTable;
  readonly dialect: LexicalDialect;
  readonly scratch: LexScratch;
  readonly source: Uint8Array;
  bytes: Uint8Array;
  length: number;
  readonly tokens: TokenPool;
  /** The first of this file's in `tokens`. */
  first: number;
  commentCount: number;
  /** `TokenFlag`s of the next token. */
  pending: number;
  line: number;
  /** Index of the next edit of the logical text, its offset, and the bytes left out before it. */
  edit: number;
  nextEdit: number;
  skipped: number;
  unterminatedComment: number;
  hasStray: boolean;
}

/** Lexes the bytes of one file. */
export function lexFile(
  source: Uint8Array,
  table: SpellingTable,
  dialect: LexicalDialect,
  scratch: LexScratch,
): LexedFile {
  joinLines(scratch.logical, source, dialect.trigraphs);
  const { bytes, length } = scratch.logical;
  resetDirectives(scratch.directives);
  const lexer: Lexer = {
    table,
    dialect,
    scratch,
    source,
    bytes,
    length,
    tokens: scratch.tokens,
    first: scratch.tokens.used,
    commentCount: 0,
    pending: TokenFlag.LineStart,
    line: Line.Text,
    edit: -1,
    nextEdit: 0,
    skipped: 0,
    unterminatedComment: -1,
    hasStray: false,
  };
  nextEdit(lexer);
  lexTokens(lexer);
  if (lexer.line !== Line.Text) endDirective(scratch.directives, countOf(lexer));
  const { columns } = scratch;
  const { first, tokens } = lexer;
  const end = tokens.used;
  const spellings = tokens.spellings.subarray(first, end);
  const { index, guard } = finishDirectives(scratch.directives, spellings, columns);
  return {
    bytes: source,
    count: end - first,
    spellings,
    flags: tokens.flags.subarray(first, end),
    offsets: tokens.offsets.subarray(first, end),
    comments: keepWords(columns, scratch.comments, lexer.commentCount),
    directives: index,
    guard,
    unterminatedComment: lexer.unterminatedComment,
    hasStrayLiteral: lexer.hasStray,
  };
}

/** How many tokens the file has so far. */
function countOf({ tokens, first }: Lexer): number {
  return tokens.used - first;
}

function lexTokens(lexer: Lexer): void {
  const { bytes, length } = lexer;
  let at = skipByteOrderMark(bytes);
  while (at < length) {
    const byte = bytes[at] as number;
    switch (CHAR_CLASS[byte]) {
      case CharClass.Space:
        lexer.pending |= TokenFlag.LeadingSpace;
        do at++;
        while (CHAR_CLASS[bytes[at] as number] === CharClass.Space && at < length);
        break;
      case CharClass.Newline:
        at++;
        newline(lexer);
        break;
      case CharClass.Letter:
        at = lexWord(lexer, at);
        break;
      case CharClass.Digit:
        at = pushScanned(lexer, at, scanNumber(bytes, at), TokenKind.Number);
        break;
      case CharClass.Dot:
        if (CHAR_CLASS[bytes[at + 1] as number] === CharClass.Digit) {
          at = pushScanned(lexer, at, scanNumber(bytes, at), TokenKind.Number);
        } else at = lexPunctuator(lexer, at);
        break;
      case CharClass.Quote:
      case CharClass.Apostrophe:
        at = lexQuoted(lexer, at, 0);
        break;
      case CharClass.Slash:
        at = lexSlash(lexer, at);
        break;
      case CharClass.Less:
        at = lexLess(lexer, at);
        break;
      case CharClass.Punctuator:
        at = lexPunctuator(lexer, at);
        break;
      case CharClass.Backslash:
        at = lexBackslash(lexer, at);
        break;
      default:
        at = pushScanned(lexer, at, at + 1, TokenKind.Other);
    }
  }
}

/** GCC and clang skip a UTF-8 byte order mark at the start of a file. */
function skipByteOrderMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function newline(lexer: Lexer): void {
  lexer.pending = TokenFlag.LineStart;
  if (lexer.line === Line.Text) return;
  lexer.line = Line.Text;
  endDirective(lexer.scratch.directives, countOf(lexer));
}

/** Identifier, or a literal with a prefix. */
function lexWord(lexer: Lexer, start: number): number {
  const { bytes, dialect } = lexer;
  const first = bytes[start] as number;
  if (first === 0x4c || first === 0x75 || first === 0x55 || first === 0x52) {
    if (dialect.rawStrings) {
      const raw = rawPrefix(bytes, start);
      if (raw > 0) return lexRawString(lexer, start, start + raw);
    }
    const prefix = literalPrefix(bytes, start, dialect.unicodeLiterals);
    if (prefix > 0) return lexQuoted(lexer, start, prefix);
  }
  let hash = HASH_SEED;
  let at = start;
  let byte = first;
  do {
    hash = Math.imul(hash ^ byte, HASH_PRIME);
    byte = bytes[++at] as number;
  } while (CONTINUES_IDENTIFIER[byte] === 1);
  if (byte === BACKSLASH && scanUniversalCharacterName(bytes, at) > 0) {
    at = scanIdentifier(bytes, at);
    hash = hashBytes(bytes, start, at);
  }
  push(lexer, start, spellingOf(lexer, start, at, hash, TokenKind.Identifier));
  return at;
}

function lexQuoted(lexer: Lexer, start: number, prefix: number): number {
  const { bytes, length } = lexer;
  if (lexer.line === Line.HeaderName && prefix === 0 && bytes[start] === QUOTE) {
    const end = scanHeaderName(bytes, start, length);
    if (end > 0) return pushScanned(lexer, start, end, TokenKind.String);
  }
  const end = scanQuoted(bytes, start + prefix, length);
  if (end < 0) return strayLiteral(lexer, start, -end);
  const kind = bytes[start + prefix] === APOSTROPHE ? TokenKind.Character : TokenKind.String;
  return pushScanned(lexer, start, end, kind);
}

/** A quote that no quote closes on the line is a token to the end of the line, as in gcc and clang. */
function strayLiteral(lexer: Lexer, start: number, end: number): number {
  lexer.hasStray = true;
  return pushScanned(lexer, start, end, TokenKind.Other);
}

/** GNU raw string: phases 1 and 2 are undone in it, so the file itself is read. */
function lexRawString(lexer: Lexer, start: number, quote: number): number {
  const { bytes, source } = lexer;
  let delimiterEnd = quote + 1;
  while (delimiterEnd - quote <= 17 && bytes[delimiterEnd] !== PAREN_OPEN) delimiterEnd++;
  if (bytes[delimiterEnd] !== PAREN_OPEN) return lexQuoted(lexer, quote, 0);
  const delimiter = Buffer.from(bytes.subarray(quote + 1, delimiterEnd)).toString("latin1");
  const from = fileOffset(lexer, start);
  const closing = `${String.fromCharCode(PAREN_CLOSE)}${delimiter}"`;
  const close = bufferOf(source).indexOf(closing, from, "latin1");
  const end = close === -1 ? source.length : close + delimiter.length + 2;
  const kind = close === -1 ? TokenKind.Other : TokenKind.String;
  if (close === -1) lexer.hasStray = true;
  const hash = hashBytes(source, from, end);
  const known = findSpelling(lexer.table, source, from, end, hash);
  push(lexer, start, known !== 0 ? known : addSpelling(lexer.table, source, from, end, hash, kind));
  return logicalOffset(lexer, end);
}

/** The offset in the logical text of byte `target` of the file. */
function logicalOffset(lexer: Lexer, target: number): number {
  const { editAt, editSkip, edits } = lexer.scratch.logical;
  let skipped = 0;
  for (let edit = 0; edit < edits; edit++) {
    if ((editAt[edit] as number) + skipped >= target) break;
    skipped += editSkip[edit] as number;
  }
  return Math.max(0, target - skipped);
}

function lexSlash(lexer: Lexer, start: number): number {
  const { bytes, length } = lexer;
  const second = bytes[start + 1];
  if (second === STAR) {
    const end = scanBlockComment(bytes, start, length);
    if (end === -1) lexer.unterminatedComment = fileOffset(lexer, start);
    return comment(lexer, start, end === -1 ? length : end);
  }
  if (second === SLASH && lexer.dialect.lineComments)
    return comment(lexer, start, scanLineComment(bytes, start, length));
  return lexPunctuator(lexer, start);
}

/** Comments are one space (C11 5.1.1.2p1, phase 3). */
function comment(lexer: Lexer, start: number, end: number): number {
  const { scratch } = lexer;
  lexer.pending |= TokenFlag.LeadingSpace;
  if (lexer.commentCount + 2 > scratch.comments.length) {
    const comments = new Uint32Array(scratch.comments.length * 2);
    comments.set(scratch.comments);
    scratch.comments = comments;
  }
  scratch.comments[lexer.commentCount++] = fileOffset(lexer, start);
  scratch.comments[lexer.commentCount++] = fileOffset(lexer, end - 1) + 1;
  return end;
}

function lexLess(lexer: Lexer, start: number): number {
  if (lexer.line === Line.HeaderName || (lexer.line === Line.Directive && followsHasInclude(lexer))) {
    const end = scanHeaderName(lexer.bytes, start, lexer.length);
    if (end > 0) return pushScanned(lexer, start, end, TokenKind.Other);
  }
  return lexPunctuator(lexer, start);
}

function followsHasInclude(lexer: Lexer): boolean {
  const { spellings, used } = lexer.tokens;
  if (countOf(lexer) < 2 || spellings[used - 1] !== OPEN) return false;
  const operator = spellings[used - 2];
  return operator === HAS_INCLUDE || operator === HAS_INCLUDE_NEXT;
}

function lexPunctuator(lexer: Lexer, start: number): number {
  const id = punctuatorAt(lexer.bytes, start);
  if (id === 0) return pushScanned(lexer, start, start + 1, TokenKind.Other);
  const startsDirective = (id === HASH || id === DIGRAPH_HASH) && (lexer.pending & TokenFlag.LineStart) !== 0;
  push(lexer, start, id);
  if (startsDirective) {
    addDirective(lexer.scratch.directives, countOf(lexer) - 1);
    lexer.line = Line.Name;
  }
  return start + punctuatorLength(id);
}

function lexBackslash(lexer: Lexer, start: number): number {
  if (scanUniversalCharacterName(lexer.bytes, start) > 0) {
    return pushScanned(lexer, start, scanIdentifier(lexer.bytes, start), TokenKind.Identifier);
  }
  return pushScanned(lexer, start, start + 1, TokenKind.Other);
}

function pushScanned(lexer: Lexer, start: number, end: number, kind: TokenKind): number {
  push(lexer, start, spellingOf(lexer, start, end, hashBytes(lexer.bytes, start, end), kind));
  return end;
}

function spellingOf(lexer: Lexer, start: number, end: number, hash: number, kind: TokenKind): number {
  const { table, bytes } = lexer;
  const id = findSpelling(table, bytes, start, end, hash);
  return id !== 0 ? id : addSpelling(table, bytes, start, end, hash, kind);
}

/** Appends a token. */
function push(lexer: Lexer, start: number, spelling: number): void {
  const { tokens } = lexer;
  if (tokens.used === tokens.spellings.length) {
    renewTokenPool(tokens, lexer.first);
    lexer.first = 0;
  }
  const index = tokens.used++;
  tokens.spellings[index] = spelling;
  tokens.flags[index] = lexer.pending;
  lexer.pending = 0;
  tokens.offsets[index] = start < lexer.nextEdit ? start + lexer.skipped : fileOffset(lexer, start);
  if (lexer.line !== Line.Text) advanceDirective(lexer, spelling);
}

function advanceDirective(lexer: Lexer, spelling: number): void {
  if (lexer.line === Line.Name) {
    const list = lexer.scratch.directives;
    const kind = nameDirective(list, spelling, lexer.table);
    const namesHeader =
      kind === DirectiveKind.Include || kind === DirectiveKind.IncludeNext || kind === DirectiveKind.Import;
    lexer.line = namesHeader ? Line.HeaderName : Line.Directive;
  } else if (lexer.line === Line.HeaderName) lexer.line = Line.Directive;
}

/** The offset in the file of a byte of the logical text. Offsets must not decrease from call to call. */
function fileOffset(lexer: Lexer, at: number): number {
  while (at >= lexer.nextEdit) nextEdit(lexer);
  return at + lexer.skipped;
}

function nextEdit(lexer: Lexer): void {
  const { logical } = lexer.scratch;
  if (lexer.edit >= 0) lexer.skipped += logical.editSkip[lexer.edit] as number;
  lexer.edit++;
  lexer.nextEdit = lexer.edit < logical.edits ? (logical.editAt[lexer.edit] as number) : NO_EDIT;
}
