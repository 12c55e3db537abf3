/** What could not be worked out in a type. */
import type { CType, FunctionParameter, FunctionType } from "./types.js";

/** Why a type cannot be used, if it cannot; what its names stand for is judged where they are declared. */
export function problemOf(type: CType): string | null {
  switch (type.kind) {
    case "error":
      return type.reason;
    case "pointer":
    case "block":
      return problemOf(type.to.type);
    case "array":
    case "atomic":
      return problemOf(type.of.type);
    case "vector":
      return problemOf(type.of);
    case "function":
      return functionProblem(type);
    default:
      return null;
  }
}

/** As `problemOf`: of the result, else of the first parameter that has one. */
export function functionProblem(type: FunctionType): string | null {
  const result = problemOf(type.result.type);
  if (result !== null) return result;
  const { parameters } = type;
  for (let index = 0; index < parameters.length; index++) {
    const problem = problemOf((parameters[index] as FunctionParameter).type.type);
    if (problem !== null) return problem;
  }
  return null;
}
