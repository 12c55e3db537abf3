/**
 * The types of a function-like macro's parameters, which C leaves to each use (docs/guide.md has the rule for users).
 * Comes in: what is left of the macro with every parameter an `unsigned long`. Goes out: a type for each parameter.
 */
import type { IntegerKind, TargetAbi } from "../kernel/abi/types.js";
import { operandsOf, type Residual } from "../sema/expression/index.js";
import { bitsOf } from "../sema/expression/integer.js";

/** Linux keeps addresses, sizes and bit masks in it (Documentation/process/coding-style, and `BITS_PER_LONG`): nothing is cut. */
export const DEFAULT_PARAMETER: IntegerKind = "unsigned long";

/** How the value depends on one parameter. */
interface Uses {
  /** Somewhere it is used as it is, with the type that the argument has. */
  bare: boolean;
  /** The widest type that it is converted to. */
  converted: IntegerKind | null;
  /** Somewhere it is part of a shift count. */
  counts: boolean;
}

/**
 * The type that the body gives a parameter: what it is converted to wherever it is used; `unsigned int` for one
 * that is only part of shift counts; else the default.
 */
export function inferParameterTypes(residual: Residual, count: number, abi: TargetAbi): IntegerKind[] {
  const uses = Array.from({ length: count }, (): Uses => ({ bare: false, converted: null, counts: false }));
  collectUses(residual, false, uses, abi);
  return uses.map(({ bare, converted, counts }) => {
    if (bare) return DEFAULT_PARAMETER;
    return converted ?? (counts ? "unsigned int" : DEFAULT_PARAMETER);
  });
}

function collectUses(node: Residual, inCount: boolean, uses: readonly Uses[], abi: TargetAbi): void {
  switch (node.kind) {
    case "parameter": {
      const use = uses[node.index];
      if (use === undefined) return;
      if (inCount) use.counts = true;
      else use.bare = true;
      return;
    }
    case "convert": {
      if (node.operand.kind !== "parameter") return collectUses(node.operand, inCount, uses, abi);
      const use = uses[node.operand.index];
      if (use === undefined) return;
      const { converted } = use;
      if (converted === null || bitsOf(node.type, abi) > bitsOf(converted, abi)) use.converted = node.type;
      return;
    }
    case "shift":
      collectUses(node.left, inCount, uses, abi);
      collectUses(node.count, true, uses, abi);
      return;
    default:
      for (const child of operandsOf(node)) collectUses(child, inCount, uses, abi);
  }
}

/**
 * `types` with `unsigned int` for the parameters that are packed into one word: joined by `|` with at least one of
 * them shifted left by a constant, or by `+` with at least two of them (`MKDEV`, `KERNEL_VERSION`, `_IOC`). null when
 * there are none. With the arguments that such macros are made for, integer constants, C computes in 32 bits too.
 */
export function packedParameterTypes(residual: Residual, types: readonly IntegerKind[]): IntegerKind[] | null {
  const packed = new Set<number>();
  findPacked(residual, packed);
  const changed = types.map((type, index) => (type === DEFAULT_PARAMETER && packed.has(index) ? "unsigned int" : type));
  return changed.some((type, index) => type !== types[index]) ? changed : null;
}

function findPacked(node: Residual, packed: Set<number>): void {
  if (node.kind === "binary" && (node.operator === "|" || node.operator === "+")) {
    const left = mentioned(node.left);
    const right = mentioned(node.right);
    const shifted = new Set<number>();
    collectShifted(node, shifted);
    if (left.size > 0 && right.size > 0 && shifted.size >= (node.operator === "|" ? 1 : 2)) {
      for (const index of [...left, ...right]) packed.add(index);
      return;
    }
  }
  for (const child of operandsOf(node)) findPacked(child, packed);
}

function mentioned(node: Residual, found = new Set<number>()): Set<number> {
  if (node.kind === "parameter") found.add(node.index);
  else for (const child of operandsOf(node)) mentioned(child, found);
  return found;
}

/** Parameters in what is shifted left by a constant. */
function collectShifted(node: Residual, shifted: Set<number>): void {
  if (node.kind === "shift" && node.operator === "<<" && node.count.kind === "constant") mentioned(node.left, shifted);
  else for (const child of operandsOf(node)) collectShifted(child, shifted);
}
