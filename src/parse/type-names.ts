/** type-name (C11 6.7.7): `specifier-qualifier-list [abstract-declarator]`, attributes behind it. */
import type { TypeName } from "./ast.js";
import { declarator, declaratorTail } from "./declarators.js";
import { expected, type Scan, SyntaxFailure } from "./scan.js";
import { declarationSpecifiers } from "./specifiers.js";

/** Reads the tokens [start, end) of `scan` as one type name. */
export function typeNameIn(scan: Scan, start: number, end: number): TypeName {
  return typeName({ ...scan, at: start, end });
}

/** Reads all tokens of `scan` as one type name. */
export function typeName(scan: Scan): TypeName {
  const start = scan.at;
  const specifiers = declarationSpecifiers(scan);
  if (specifiers.storage !== null) {
    throw new SyntaxFailure(start, `'${specifiers.storage}' in a type name (C11 6.7.7p1)`);
  }
  const open = declarator(scan, "abstract");
  declaratorTail(scan, open);
  if (scan.at !== scan.end) expected(scan, "the end of a type name");
  return { specifiers, declarator: open };
}
