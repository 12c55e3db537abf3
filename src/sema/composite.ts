/** Composite types (C11 6.2.7p3): what two compatible declarations of one function or object say together. */
import { canonical } from "./expression/ctype.js";
import type { SemaState } from "./state.js";
import type { FunctionParameter, FunctionType, QualType } from "./types.js";

/** The composite of two compatible types; where they say the same, the first as it is written. */
export function compositeType(first: QualType, second: QualType, state: SemaState): QualType {
  if (first === second) return first;
  const a = canonical(first, state.context).type;
  const b = canonical(second, state.context).type;
  if (a.kind === "array" && b.kind === "array") {
    if (a.length.kind !== "known" && b.length.kind === "known") return second;
    const of = compositeType(a.of, b.of, state);
    return of === a.of ? first : { ...first, type: { kind: "array", of, length: a.length } };
  }
  if ((a.kind === "pointer" || a.kind === "block") && a.kind === b.kind) {
    const to = compositeType(a.to, b.to, state);
    return to === a.to ? first : { ...first, type: { kind: a.kind, to } };
  }
  if (a.kind === "function" && b.kind === "function") {
    const type = compositeFunction(a, b, state);
    return type === a ? first : { ...first, type };
  }
  return first;
}

/** 6.2.7p3: a prototype wins over none; parameters are composed one by one, the first names stay. */
export function compositeFunction(first: FunctionType, second: FunctionType, state: SemaState): FunctionType {
  if (first.unprototyped) return second.unprototyped ? first : second;
  if (second.unprototyped) return first;
  let changed = false;
  const parameters = first.parameters.map((parameter, index) => {
    const composed = compositeParameter(parameter, second.parameters[index], state);
    changed ||= composed !== parameter;
    return composed;
  });
  const result = compositeType(first.result, second.result, state);
  return changed || result !== first.result ? { ...first, result, parameters } : first;
}

function compositeParameter(
  first: FunctionParameter,
  second: FunctionParameter | undefined,
  state: SemaState,
): FunctionParameter {
  if (second === undefined) return first;
  const name = first.name ?? second.name;
  const type = compositeType(first.type, second.type, state);
  return name === first.name && type === first.type ? first : { ...first, name, type };
}
