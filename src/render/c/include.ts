/** `<linux/fs.h>` and `"x.h"` as they are, a path in quotes, anything else in angle brackets (C11 6.10.2). */
export function includeOperand(header: string): string {
  if (/^[<"]/.test(header)) return header;
  return /^\.{0,2}\//.test(header) ? `"${header}"` : `<${header}>`;
}
