/**
 * The facts of a manifest as C static assertions: gcc and clang judge the fixtures before kbindgen is judged by them.
 */
import type { Architecture } from "../../src/kernel/abi/types.js";
import { assertNever } from "../../src/support/brand.js";
import type { Fact, Manifest } from "./manifest.js";

/** A C file that compiles when every fact that C can state is true on `arch`. */
export function assertionFile(header: string, manifest: Manifest, arch: Architecture): string {
  const facts = manifest.facts.filter(({ on }) => on === null || on === arch).map(({ fact }) => fact);
  const constants = facts.filter((fact) => fact.kind === "constant");
  const names = facts.flatMap((fact) => (fact.kind === "enumerator" ? [fact.name] : []));
  return [
    `#include "${header}"`,
    ...constants.flatMap(assertions),
    ...names.map((name) => `#undef ${name}`),
    ...facts.filter((fact) => fact.kind !== "constant").flatMap(assertions),
    "",
  ].join("\n");
}

function assertions(fact: Fact): string[] {
  switch (fact.kind) {
    case "record":
      return [claim(`sizeof(${fact.record}) == ${fact.size}`), claim(`__alignof__(${fact.record}) == ${fact.align}`)];
    case "field":
      return fieldAssertions(fact.record, fact.field, fact.offset, fact.size);
    case "enum":
      return [claim(`__builtin_types_compatible_p(enum ${fact.tag}, ${fact.underlying})`)];
    case "enumerator":
      return [claim(`${fact.name} == ${literal(fact.value)}`)];
    case "constant":
      return [
        claim(`(${fact.name}) == ${literal(fact.value)}`),
        claim(`__builtin_types_compatible_p(__typeof__(${fact.name}), ${fact.type})`),
      ];
    case "bitfield":
    case "emitted":
    case "skipped":
    case "rust":
      return [];
    default:
      return assertNever(fact);
  }
}

function fieldAssertions(record: string, field: string, offset: number | null, size: number | null): string[] {
  const lines: string[] = [];
  if (offset !== null) lines.push(claim(`__builtin_offsetof(${record}, ${field}) == ${offset}`));
  if (size !== null) lines.push(claim(`sizeof(((${record} *)0)->${field}) == ${size}`));
  return lines;
}

function claim(condition: string): string {
  return `_Static_assert(${condition}, ${JSON.stringify(condition)});`;
}

/** C11 6.4.4.1: there are no negative constants, and the largest signed type ends at 2^63 - 1. */
function literal(value: bigint): string {
  if (value >= 1n << 63n) return `${value}ull`;
  if (value === -(1n << 63n)) return `(-${-value - 1n}ll - 1)`;
  return value < 0n ? `(-${-value}ll)` : `${value}ll`;
}
