/** Answers of declaration analysis to the other parts of `sema` and to later stages: `SemaContext` over the tables. */
import type { TypeName } from "../parse/ast.js";
import type { TokenBuffer } from "../preprocess/tokens.js";
import type { SemaContext } from "./context.js";
import { resolveTypeName } from "./declarator.js";
import { findOrdinary } from "./scope.js";
import { errorType, type SemaState } from "./state.js";
import { alignOf, preferredAlignOf, sizeOf } from "./type-layout.js";
import type { QualType } from "./types.js";

/** `state` is asked for at each call, because it holds the context itself. */
export function contextOver(state: () => SemaState, abi: SemaContext["abi"]): SemaContext {
  return {
    abi,
    locals: null,
    record: (id) => at(state().records, id, "record"),
    enumeration: (id) => at(state().enums, id, "enum"),
    typedef: (id) => at(state().typedefs, id, "typedef"),
    lookup: (name) => findOrdinary(state(), name),
    functionNamed: (name) => {
      const found = findOrdinary(state(), name);
      return found?.kind === "function" ? found : undefined;
    },
    lookupText: (name) => {
      const spelling = state().unit.tokens.interner.find(name);
      return spelling === undefined ? undefined : findOrdinary(state(), spelling);
    },
    resolveTypeName: (typeName, buffer) => resolveNested(typeName, buffer, state()),
    sizeOf: (type) => sizeOf(type, state()),
    alignOf: (type) => alignOf(type, state()),
    preferredAlignOf: (type) => preferredAlignOf(type, state()),
  };
}

/** `sizeof(struct { int a[sizeof(struct { … })]; })` deeper than this is a broken program. */
const MAX_NESTING = 32;

function resolveNested(typeName: TypeName, buffer: TokenBuffer, state: SemaState): QualType {
  if (state.nesting >= MAX_NESTING) return errorType("type names nested too deeply");
  state.nesting++;
  const type = resolveTypeName(typeName, buffer, state);
  state.nesting--;
  return type;
}

function at<Declared>(table: readonly Declared[], id: number, what: string): Declared {
  const found = table[id];
  if (found === undefined) throw new RangeError(`no ${what} has the id ${id}`);
  return found;
}
