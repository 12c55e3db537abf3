/** static_assert-declaration (C11 6.7.10), C23's form without a message too. */
import type { StaticAssert } from "./ast.js";
import { closingOf, expectWord, joinStrings, type Scan, SyntaxFailure, splitArguments, wordAt } from "./scan.js";
import { Word } from "./words.js";

/** Whether `_Static_assert (` stands at the current token. */
export function startsStaticAssert(scan: Scan): boolean {
  return wordAt(scan, scan.at) === Word.StaticAssert && wordAt(scan, scan.at + 1) === Word.ParenOpen;
}

/** Reads `_Static_assert ( constant-expression [, string-literal] ) ;` */
export function staticAssert(scan: Scan): StaticAssert {
  const token = scan.at;
  const open = token + 1;
  const close = closingOf(scan, open);
  const [condition, message] = splitArguments(scan, open + 1, close);
  if (condition === undefined || condition.start === condition.end) {
    throw new SyntaxFailure(close, "expected a condition in '_Static_assert'");
  }
  scan.at = close + 1;
  expectWord(scan, Word.Semicolon, "';' after '_Static_assert'");
  return { condition, message: message === undefined ? null : joinStrings(scan, message.start, message.end), token };
}
