/** What bindgen's flags change in the IR: types of constants, names, symbols, calling conventions. */
import { rustIdentifier } from "../ir/rust-names.js";
import type {
  Bindings,
  ConstantItem,
  EnumItem,
  FunctionItem,
  IrField,
  IrFunctionType,
  IrType,
  Item,
  TypedefItem,
  VariableItem,
} from "../ir/types.js";
import type { Analysis } from "../pipeline.js";
import type { SemaContext } from "../sema/context.js";
import { bare } from "../sema/expression/ctype.js";
import { evaluate, evaluateAs } from "../sema/expression/index.js";
import type { ConstantValue, VariableDecl } from "../sema/types.js";
import { usageError } from "../support/diagnostics.js";
import type { BindgenCommandLine } from "./command-line.js";
import { lastOf, macroSetOf, patternValuesOf } from "./rules.js";

type Rewrite = (item: Item) => Item;

/** The bindings as bindgen would have them with these flags. @throws FatalError `bad-option-value`, `bad-regex` */
export function rewritten(analysis: Analysis, { given }: BindgenCommandLine): Bindings {
  const { bindings } = analysis.lowered;
  const steps: readonly (Rewrite | null)[] = [
    constants(analysis, given),
    callingConventions(given),
    fieldsPrefix(lastOf(given, "anon-fields-prefix")),
    linkPrefix(lastOf(given, "prefix-link-name")),
    given.has("no-prepend-enum-name") ? plainEnumerators : null,
  ];
  let items = typedEnumerators(bindings.items);
  for (const step of steps) if (step !== null) items = items.map(step);
  return { ...bindings, items: given.has("sort-semantically") ? sorted(items) : items };
}

/**
 * `enum E { A }; typedef short E;`, as cbindgen says which integer an enum is: to bindgen the enumerators, `E_A`, have the
 * typedef's type. The enum itself is another type of C, and has another name.
 */
function typedEnumerators(items: readonly Item[]): readonly Item[] {
  const isRenamed = (item: Item): item is EnumItem =>
    item.kind === "enum" && item.name === `enum_${item.c?.replace(/^enum /, "")}`;
  if (!items.some(isRenamed)) return items;
  const typedefs = new Map<string, TypedefItem>();
  for (const item of items) if (item.kind === "typedef") typedefs.set(item.name, item);
  return items.flatMap((item): Item[] => {
    const typedef = isRenamed(item) ? typedefs.get(item.name.replace(/^enum_/, "")) : undefined;
    if (item.kind !== "enum" || typedef === undefined) return [item];
    const constants = item.enumerators.map((enumerator): Item => {
      const { docs, c, value } = enumerator;
      const name = enumerator.name.replace(/^enum_/, "");
      const type: IrType = { kind: "item", id: typedef.id };
      const { position, macro } = item;
      const head = { kind: "constant", name, c, docs, position, macro } as const;
      return { ...head, source: "variable", readsVariable: false, value: { kind: "integer", value, type } };
    });
    return [...constants, { ...item, enumerators: [] }];
  });
}

/** bindgen: types, structs, constants, enums, unions, and what is declared `extern`. */
function sorted(items: readonly Item[]): Item[] {
  const rank = (item: Item): number => {
    switch (item.kind) {
      case "typedef":
      case "alias":
        return 0;
      case "record":
        return item.tagKind === "struct" ? 1 : 4;
      case "incomplete-record":
        return 1;
      case "constant":
      case "const-fn":
        return 2;
      case "enum":
        return 3;
      case "function":
      case "variable":
        return 5;
    }
  };
  return items.toSorted((a, b) => rank(a) - rank(b));
}

/**
 * A variable with a value that clang can evaluate is a constant to bindgen, even where it has a symbol. Macros get a type by their
 * value; but character constants are bytes, and those that bindgen has no constants of have C's own type.
 */
function constants({ literals, program, context }: Analysis, given: BindgenCommandLine["given"]): Rewrite {
  // clang evaluates those that bindgen cannot.
  const hasAll = given.has("clang-macro-fallback") || macroSetOf(given) === "literals";
  return (item) => {
    if (item.kind === "constant") {
      if (item.source !== "macro" || item.value.kind !== "integer") return item;
      if (literals?.characters.has(item.c) === true) return typed(item, { ...item.value, type: BYTE });
      return hasAll || literals?.has(item.c) === true ? item : typed(item, item.value);
    }
    const declared = item.kind === "variable" ? program.ordinary.get(item.c) : undefined;
    if (item.kind !== "variable" || declared?.kind !== "variable") return item;
    const value = constantOf(initialValue(declared, context), item.type.type);
    if (value === null) return item;
    const { name, c, docs, position, macro } = item;
    const source = "variable";
    return { kind: "constant", name, c, docs, position, macro, source, readsVariable: false, value };
  };
}

const BYTE: IrType = { kind: "integer", name: "unsigned char" };

/** With a type of its own. */
function typed(item: ConstantItem, value: ConstantItem["value"]): ConstantItem {
  return { ...item, source: "variable", value };
}

function constantOf(value: ConstantValue | null, type: IrType): ConstantItem["value"] | null {
  switch (value?.kind) {
    case "integer":
    case "floating":
      return { kind: value.kind, value: String(value.value), type };
    case "string":
      return { kind: "string", bytes: Array.from(value.bytes.replace(/\0.*$/s, ""), (byte) => byte.charCodeAt(0)) };
    default:
      return null;
  }
}

/** What bindgen takes for the value of a variable: of a number, or of a pointer to a string literal, even if it may change. */
function initialValue({ initializer, type, value }: VariableDecl, context: SemaContext): ConstantValue | null {
  if (initializer === null || value !== null) return value;
  switch (bare(type.type, context).kind) {
    case "integer":
    case "enum":
    case "floating": {
      const result = evaluateAs(initializer, type, context);
      return result.kind === "constant" ? result.value : null;
    }
    case "pointer": {
      const result = evaluate(initializer, context);
      return result.kind === "constant" && result.value.kind === "string" ? result.value : null;
    }
    default:
      return null;
  }
}

/** Those that bindgen takes. */
const CONVENTIONS: ReadonlySet<string> = new Set([
  ...["C", "C-unwind", "system", "stdcall", "efiapi", "fastcall", "thiscall", "vectorcall", "aapcs", "win64"],
]);

/** `--override-abi REGEX=ABI`: of functions, and of typedefs of functions and of pointers to them. */
function callingConventions(given: BindgenCommandLine["given"]): Rewrite | null {
  const rules = patternValuesOf(given, "override-abi");
  if (rules.length === 0) return null;
  for (const { value } of rules) {
    if (!CONVENTIONS.has(value)) {
      throw usageError(
        "bad-option-value",
        `'${value}' is not a calling convention`,
        `it is one of ${[...CONVENTIONS].join(", ")}`,
      );
    }
  }
  return (item) => {
    if (item.kind !== "function" && item.kind !== "typedef") return item;
    const rule = rules.find(({ pattern }) => pattern.test(item.name));
    if (rule === undefined) return item;
    const convention = { c: "", rust: rule.value };
    return item.kind === "function" ? called(item, convention) : typedefCalled(item, convention);
  };
}

type Convention = NonNullable<IrFunctionType["callingConvention"]>;

function called(item: FunctionItem, callingConvention: Convention): FunctionItem {
  return { ...item, type: { ...item.type, callingConvention } };
}

function typedefCalled(item: TypedefItem, callingConvention: Convention): TypedefItem {
  const { type } = item.type;
  if (type.kind === "function") return { ...item, type: { ...item.type, type: { ...type, callingConvention } } };
  if (type.kind !== "pointer" || type.to.type.kind !== "function") return item;
  const to = { ...type.to, type: { ...type.to.type, callingConvention } };
  return { ...item, type: { ...item.type, type: { ...type, to } } };
}

/** `--anon-fields-prefix`: what members without a name are called in front of their number. */
function fieldsPrefix(prefix: string | undefined): Rewrite | null {
  if (prefix === undefined) return null;
  const renamed = (field: IrField): IrField =>
    field.kind === "field" && field.c === null
      ? { ...field, name: prefix + field.name.slice("__bindgen_anon_".length) }
      : field;
  return (item) => (item.kind === "record" ? { ...item, fields: item.fields.map(renamed) } : item);
}

function linkPrefix(prefix: string | undefined): Rewrite | null {
  if (prefix === undefined) return null;
  return (item) =>
    item.kind === "function" || item.kind === "variable" ? { ...item, linkName: prefix + symbolOf(item) } : item;
}

function symbolOf({ linkName, c }: FunctionItem | VariableItem): string {
  return linkName ?? c;
}

/** Enumerators are called as in C. */
function plainEnumerators(item: Item): Item {
  return item.kind === "enum" ? withPlainNames(item) : item;
}

function withPlainNames(item: EnumItem): EnumItem {
  return { ...item, enumerators: item.enumerators.map((one) => ({ ...one, name: rustIdentifier(one.c) })) };
}
