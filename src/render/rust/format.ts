/** Line breaks where rustfmt would break: prototypes and types of function pointers. */
import type { IrFunctionType, IrType } from "../../ir/types.js";
import type { RenderModel } from "../model.js";
import { callProblem } from "./call.js";
import { functionPointerSignature, rustType } from "./types.js";

/**
 * A type at the end of a line that already has `before` columns, is followed by `after` columns, and whose
 * continuation lines belong below `indent` blanks.
 */
export function formatType(model: RenderModel, type: IrType, indent: number, before: number, after: number): string {
  const flat = rustType(model, type);
  if (before + flat.length + after <= model.options.lineWidth) return flat;
  const prototype = pointedFunction(type);
  if (prototype === null || callProblem(model, prototype) !== null) return flat;
  const signature = functionPointerSignature(model, prototype);
  const inner = formatSignature(model, signature.head, signature.parameters, signature.result, indent + 4, ",");
  return `::core::option::Option<\n${blanks(indent + 4)}${inner}\n${blanks(indent)}>`;
}

function pointedFunction(type: IrType): IrFunctionType | null {
  if (type.kind === "function") return type;
  return type.kind === "pointer" && type.to.type.kind === "function" ? type.to.type : null;
}

/** `head(parameters) -> result` and `tail`, on one line if that fits, else one parameter on each line. */
export function formatSignature(
  model: RenderModel,
  head: string,
  parameters: readonly string[],
  result: string,
  indent: number,
  tail: string,
): string {
  const flat = `${head}(${parameters.join(", ")})${result}${tail}`;
  if (indent + flat.length <= model.options.lineWidth || parameters.length === 0) return flat;
  const separator = `,\n${blanks(indent + 4)}`;
  // No comma may follow the dots of a variadic prototype in older editions of rustfmt; rustc takes both.
  const comma = parameters[parameters.length - 1] === "..." ? "" : ",";
  return `${head}(\n${blanks(indent + 4)}${parameters.join(separator)}${comma}\n${blanks(indent)})${result}${tail}`;
}

function blanks(count: number): string {
  return " ".repeat(count);
}
