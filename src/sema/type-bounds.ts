/**
 * Bounds on types: `typeof` and typedef names let a few lines of C build types that no stage could walk. What is
 * beyond them becomes an error type.
 */
import { assertNever } from "../support/brand.js";
import { errorType, type SemaState } from "./state.js";
import type { CType, QualType } from "./types.js";

/** Derivations inside one another. */
const MAX_DEPTH = 256;
/** Derivations in all, each counted as often as it occurs. */
const MAX_DERIVATIONS = 20_000;
/** Typedef names that stand for one another. */
const MAX_TYPEDEF_DEPTH = 200;

/** The type, or an error type when it is too large to be walked. For types made by copying others (`typeof`). */
export function bounded(type: QualType): QualType {
  return withinBounds(type.type) ? type : errorType("the type is nested too deeply");
}

function withinBounds(type: CType): boolean {
  if (!isDerived(type)) return true;
  let level: CType[] = [type];
  let count = 0;
  for (let depth = 0; level.length > 0; depth++) {
    count += level.length;
    if (depth > MAX_DEPTH || count > MAX_DERIVATIONS) return false;
    level = level.flatMap(parts).filter(isDerived);
  }
  return true;
}

function isDerived(type: CType): boolean {
  return parts(type).length > 0;
}

/** The types that a type is directly made of; names stand for themselves. */
function parts(type: CType): readonly CType[] {
  switch (type.kind) {
    case "pointer":
    case "block":
      return [type.to.type];
    case "array":
    case "atomic":
      return [type.of.type];
    case "vector":
      return [type.of];
    case "function":
      return [type.result.type, ...type.parameters.map((parameter) => parameter.type.type)];
    case "void":
    case "integer":
    case "floating":
    case "complex":
    case "record":
    case "enum":
    case "typedef":
    case "va-list":
    case "bit-int":
    case "error":
      return NO_PARTS;
    default:
      return assertNever(type);
  }
}

const NO_PARTS: readonly CType[] = [];

/** How many typedef names deep a type is; null when that is too deep. */
export function typedefDepth(type: CType, state: SemaState): number | null {
  const depth = deepest(type, state);
  return depth > MAX_TYPEDEF_DEPTH ? null : depth;
}

function deepest(type: CType, state: SemaState): number {
  if (type.kind === "typedef") return (state.typedefDepths[type.id] ?? 0) + 1;
  let depth = 0;
  for (const part of parts(type)) depth = Math.max(depth, deepest(part, state));
  return depth;
}
