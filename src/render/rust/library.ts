/** Functions and variables as members of a struct that loads a shared library, which the crate `libloading` opens. */
import type { FunctionItem, VariableItem } from "../../ir/types.js";
import type { RenderModel } from "../model.js";
import type { LibraryOptions } from "../options.js";
import { formatSignature } from "./format.js";
import { functionView, rustString, variableView } from "./items.js";
import { functionPointerSignature, rustParameters, rustType } from "./types.js";

interface SymbolView {
  readonly name: string;
  /** Of what the symbol is the address: a function pointer, or a pointer to the variable. */
  readonly type: string;
  readonly memberType: string;
  /** Its name in the library, a byte string with NUL. */
  readonly symbol: string;
  /** Behind the look-up. */
  readonly tail: string;
  readonly docs: string;
  readonly attributes: string;
  /** Head and body of the method. */
  readonly method: string;
}

export interface LibraryView {
  readonly name: string;
  readonly symbols: readonly SymbolView[];
}

export function libraryView(
  model: RenderModel,
  library: LibraryOptions,
  items: readonly (FunctionItem | VariableItem)[],
): LibraryView {
  const symbols = items.map((item) =>
    item.kind === "function" ? functionSymbol(model, library, item) : variableSymbol(model, library, item),
  );
  return { name: library.name, symbols };
}

function functionSymbol(model: RenderModel, library: LibraryOptions, item: FunctionItem): SymbolView {
  const { head, parameters, result } = functionPointerSignature(model, item.type);
  const view = functionView(model, { ...item, linkName: null });
  // Rust defines no variadic functions: the member is called instead.
  const names = item.type.unprototyped ? [] : item.type.parameters.map(({ name }) => name);
  const type = `${head}(${parameters.join(", ")})${item.noreturn ? " -> !" : result}`;
  const callee = library.requireAll ? `(self.${item.name})` : `(${found(`self.${item.name}`, "function")})`;
  const signature = formatSignature(
    model,
    `pub unsafe fn ${item.name}`,
    ["&self", ...rustParameters(model, item.type)],
    item.noreturn ? " -> !" : result,
    4,
    " {",
  );
  const method = `${signature}\n        unsafe { ${callee}(${names.join(", ")}) }\n    }`;
  return {
    ...symbolParts(library, item, type),
    docs: item.type.variadic ? "" : view.docs,
    attributes: item.type.variadic ? "" : view.attributes,
    method: item.type.variadic ? "" : method,
  };
}

function variableSymbol(model: RenderModel, library: LibraryOptions, item: VariableItem): SymbolView {
  const type = `*mut ${rustType(model, item.type.type)}`;
  const value = library.requireAll ? `self.${item.name}` : `*${found(`self.${item.name}`, "variable")}`;
  return {
    ...symbolParts(library, item, type),
    docs: variableView(model, item).docs,
    attributes: "",
    method: `pub unsafe fn ${item.name}(&self) -> ${type} {\n        ${value}\n    }`,
  };
}

function found(member: string, what: "function" | "variable"): string {
  return `${member}.as_ref().expect("Expected ${what}, got error.")`;
}

function symbolParts(
  { requireAll }: LibraryOptions,
  { name, c, linkName }: FunctionItem | VariableItem,
  type: string,
): Pick<SymbolView, "name" | "type" | "memberType" | "symbol" | "tail"> {
  return {
    name,
    type,
    memberType: requireAll ? type : `Result<${type}, ::libloading::Error>`,
    symbol: `b${rustString(`${linkName ?? c}\0`).replace("\\u{0}", "\\0")}`,
    tail: requireAll ? "?" : "",
  };
}
