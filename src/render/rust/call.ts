/**
 * Which functions Rust can call as C does. What has only bytes in Rust lies right in memory, but by value it goes into
 * other registers than in C (x86-64 psABI 3.2.3, AAPCS64 6.8.2, and their kin): such a call is never offered.
 */
import type { IrFunctionType, IrType, ItemId, SkipReason } from "../../ir/types.js";
import type { Architecture } from "../../kernel/abi/types.js";
import { assertNever } from "../../support/brand.js";
import { itemOf, type RenderModel, resolve } from "../model.js";
import type { Slot } from "./layout.js";
import { recordPlan } from "./record-plan.js";
import { complexPart, hasInt128, primitiveFloat } from "./types.js";

/** Why an item is left out. */
export interface Problem {
  readonly reason: SkipReason;
  readonly detail: string;
}

/** Why Rust cannot call a function of this type as C does; null when it can. */
export function callProblem(model: RenderModel, type: IrFunctionType): Problem | null {
  if (type.variadic && type.callingConvention !== null && type.callingConvention.rust !== "C") {
    return { reason: "unsupported-calling-convention", detail: "only the C calling convention can be variadic" };
  }
  if (type.variadic && type.parameters.length === 0) {
    return { reason: "unsupported-type", detail: "a variadic function without named parameters" };
  }
  let detail = passedWrongly(model, type.result.type, 0);
  for (let index = 0; detail === null && index < type.parameters.length; index++) {
    const parameter = type.parameters[index];
    if (parameter !== undefined) detail = passedWrongly(model, parameter.type.type, 0);
  }
  if (detail === null) return null;
  return { reason: "unsupported-type", detail: `passes ${detail} by value, which Rust would pass otherwise` };
}

/**
 * Where a complex number is passed as a record of its parts is: x86-64 psABI 3.2.3 ("Classification"), RISC-V psABI, Hardware
 * Floating-point Calling Convention.
 */
const COMPLEX_AS_RECORD: ReadonlySet<Architecture> = new Set(["x86_64", "riscv64"]);

const MAX_NESTING = 100;

/** A type that has only bytes in Rust is passed in other registers than in C. */
function passedWrongly(model: RenderModel, type: IrType, depth: number): string | null {
  const resolved = resolve(model, type);
  switch (resolved.kind) {
    case "integer":
      return resolved.name.includes("__int128") && !hasInt128(model) ? resolved.name : null;
    case "floating":
      return primitiveFloat(resolved.name, resolved.size) === null ? resolved.name : null;
    case "opaque":
      return complexPart(resolved) !== null && COMPLEX_AS_RECORD.has(model.bindings.target.arch) ? null : resolved.c;
    case "atomic":
      return passedWrongly(model, resolved.of.type, depth);
    case "array":
      return depth === 0 ? null : passedWrongly(model, resolved.of.type, depth);
    case "item":
      return depth > MAX_NESTING ? null : recordPassedWrongly(model, resolved.id, depth);
    case "void":
    case "pointer":
    case "block":
    case "function":
    case "va-list":
      return null;
    default:
      return assertNever(resolved, "type");
  }
}

function isDirect(slot: Slot): boolean {
  return slot.kind === "padding" || slot.mode === "direct";
}

function recordPassedWrongly(model: RenderModel, id: ItemId, depth: number): string | null {
  const item = itemOf(model, id);
  if (item.kind !== "record") return null;
  const { form, plan } = recordPlan(model, item);
  // psABIs look at the members that they see: of a blob, bytes; of a member in a wrapper, an aligned type or bytes.
  const mirrored = (form === "struct" || form === "union") && plan.slots.every(isDirect);
  if (!mirrored && item.size > 0) return `${item.c ?? item.name}, which is only bytes,`;
  for (const field of item.fields) {
    const detail = passedWrongly(model, field.type.type, depth + 1);
    if (detail !== null) return detail;
  }
  return null;
}
