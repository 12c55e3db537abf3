/**
 * Named address spaces (TR 18037 5.1; GCC manual, Named Address Spaces) by keyword, and clang's
 * `__attribute__((address_space(n)))`, whose numbers for x86 segments have GCC's names too.
 */
import { rangeText, tokenText } from "../preprocess/tokens.js";
import type { Attribute } from "./ast.js";
import type { Scan } from "./scan.js";
import { GNU_DIALECT } from "./words.js";

/** The address space that the keyword at the current token names. */
export function nameOfAddressSpace(scan: Scan): string {
  return tokenText(scan.tokens, scan.at);
}

/** The name that an `address_space(n)` among `attributes` gives, else `otherwise`. */
export function addressSpaceOf(attributes: readonly Attribute[], otherwise: string | null): string | null {
  if (attributes.length === 0) return otherwise;
  let name = otherwise;
  for (const attribute of attributes) {
    const operand = attribute.args[0];
    if (attribute.name !== "address_space" || operand === undefined) continue;
    const number = rangeText(operand);
    name = GNU_DIALECT.addressSpaceNumbers[number] ?? `address_space(${number})`;
  }
  return name;
}

/** The attributes that are no address space. */
export function withoutAddressSpace(attributes: Attribute[]): Attribute[] {
  return attributes.length > 0 && attributes.some((attribute) => attribute.name === "address_space")
    ? attributes.filter((attribute) => attribute.name !== "address_space")
    : attributes;
}
