/**
 * Shims: what an external function in C evaluates, so that Rust can call what has no symbol (GCC manual, Inline: a
 * `static inline` function is compiled into its callers only).
 */
import type { MacroItem } from "../macros/types.js";
import { isKeyword } from "../parse/index.js";
import type { MacroDefinition } from "../preprocess/types.js";
import type { SemaContext } from "../sema/context.js";
import { passesObjectSize } from "../sema/declarations.js";
import { bare } from "../sema/expression/ctype.js";
import type { CType, FunctionDecl, FunctionType } from "../sema/types.js";
import type { NameTable } from "../support/name-table.js";
import { Unsupported } from "./lower-types.js";
import { NameSpace } from "./rust-names.js";
import type { Shim } from "./types.js";

/**
 * The shim of a function that has a definition but no symbol.
 * @param macros the macros in force: no parameter may be called like one
 * @throws Unsupported for variadic functions, whose arguments C cannot pass on, for those that take a `va_list`, and for
 *   those that clang passes the sizes of objects
 */
export function functionShim(declared: FunctionDecl, macros: NameTable<MacroDefinition>, context: SemaContext): Shim {
  const { type, name } = declared;
  if (type.variadic) throw new Unsupported("shim-variadic", "it is variadic: its arguments cannot be passed on");
  if (type.parameters.some((parameter) => isVaList(parameter.type.type, context))) {
    throw new Unsupported("shim-variadic", "it takes a va_list, which Rust cannot make");
  }
  if (passesObjectSize(type)) {
    throw new Unsupported("unsupported-type", "it is passed the sizes of objects, which only their owner's code knows");
  }
  const parameters = parameterNames(name, type.parameters, macros);
  // In parentheses no function-like macro of that name is expanded (C11 7.1.4p1, 6.10.3p10).
  return { wraps: "function", parameters, body: `(${name})(${parameters.join(", ")})`, exact: true };
}

function isVaList(type: CType, context: SemaContext): boolean {
  const plain = bare(type, context);
  return plain.kind === "va-list" || (plain.kind === "pointer" && isVaList(plain.to.type, context));
}

type ShimMacro = Extract<MacroItem, { kind: "shim" }>;

/** The shim of a macro: the macro itself with the shim's parameters for arguments, or what its prototype says. */
export function macroShim(macro: ShimMacro, macros: NameTable<MacroDefinition>): Shim {
  const { name, parameters: own } = macro.definition;
  const { body: stated, exact } = macro;
  if (stated !== null) {
    return { wraps: "macro", parameters: macro.parameters.map((parameter) => parameter.name), body: stated, exact };
  }
  const parameters = parameterNames(name, macro.parameters, macros);
  return { wraps: "macro", parameters, body: own === null ? name : `${name}(${parameters.join(", ")})`, exact };
}

/** The type of the function that a macro becomes. */
export function functionOf({ parameters, result }: ShimMacro): FunctionType {
  return {
    kind: "function",
    result,
    parameters: parameters.map(({ name, type }) => ({ name, type, declared: null })),
    variadic: false,
    unprototyped: false,
    callingConvention: null,
    noreturn: false,
  };
}

/** The names that C has where they can be used, invented ones elsewhere. */
function parameterNames(
  shimmed: string,
  parameters: readonly { readonly name: string | null }[],
  macros: NameTable<MacroDefinition>,
): string[] {
  const taken = new NameSpace();
  taken.claim(shimmed);
  return parameters.map(({ name }, index) => {
    const wish = name ?? `arg${index + 1}`;
    return taken.unique(macros.has(wish) || isKeyword(wish) ? `${wish}_` : wish);
  });
}
