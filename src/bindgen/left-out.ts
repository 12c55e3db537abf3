/** Which items bindgen would not write, although the others mention them. */
import { itemId } from "../ir/item-id.js";
import type { IrType, Item, ItemId } from "../ir/types.js";
import type { Analysis } from "../pipeline.js";
import type { NamePatterns } from "../select/index.js";
import type { OrdinaryIdentifier, Program } from "../sema/types.js";
import { usageError } from "../support/diagnostics.js";
import type { BindgenCommandLine } from "./command-line.js";
import { lastOf, namePatternsOf } from "./rules.js";

type Given = BindgenCommandLine["given"];
type Kind = "type" | "function" | "variable";

interface Rules {
  readonly names: Readonly<Record<Kind, NamePatterns>>;
  readonly files: NamePatterns;
}

/** Blocked items, those of kinds that are not asked for, and what has no place in bindgen's output. */
export function leftOut({ given }: BindgenCommandLine, { program, unit }: Analysis, items: readonly Item[]): Set<Item> {
  const blocked = rulesOf(given, "blocklist");
  const roots = given.has("no-recursive-allowlist") ? rulesOf(given, "allowlist") : null;
  const isNamed = (rules: Rules, kind: Kind, { name, position }: Item): boolean => {
    if (rules.names[kind].matches(name)) return true;
    return !rules.files.isEmpty && rules.files.matches(unit.sources.inclusionAt(position)?.file.path ?? "");
  };
  const kinds = kindsOf(given);
  const allowed = roots === null || isEmpty(roots) ? null : roots;
  const left = new Set<Item>();
  const kept = new Set<Item>();
  items.forEach((item) => {
    const kind = kindOf(program, item);
    if (kind === null || !kinds.has(kind) || isNamed(blocked, kind, item)) left.add(item);
    else if (allowed !== null && isNamed(allowed, kind, item)) kept.add(item);
  });
  if (allowed === null) return left;
  keepInner(kept, items);
  for (const item of items) if (!kept.has(item)) left.add(item);
  return left;
}

function isEmpty({ names, files }: Rules): boolean {
  return files.isEmpty && Object.values(names).every((rules) => rules.isEmpty);
}

/** Types that a record declares inside itself come with it. */
function keepInner(kept: Set<Item>, items: readonly Item[]): void {
  const byId = new Map(items.map((item) => [itemId(item), item]));
  // A set is walked to what is added while it is walked.
  for (const outer of kept) {
    if (outer.kind !== "record") continue;
    for (const { type } of outer.fields) {
      const inner = byId.get(namedIn(type.type) ?? "");
      if (inner?.name.startsWith(`${outer.name}_`) === true) kept.add(inner);
    }
  }
}

/** The item that a type is, points to, or is an array of. */
function namedIn(type: IrType): ItemId | null {
  switch (type.kind) {
    case "item":
      return type.id;
    case "pointer":
      return namedIn(type.to.type);
    case "array":
    case "atomic":
      return namedIn(type.of.type);
    default:
      return null;
  }
}

/** The rules of an allow-list or a block-list, each for its own kind. */
function rulesOf(given: Given, list: "allowlist" | "blocklist"): Rules {
  const of = (kind: string): NamePatterns => namePatternsOf(given, `${list}-item`, `${list}-${kind}`);
  return {
    names: { type: of("type"), function: of("function"), variable: of("var") },
    files: namePatternsOf(given, `${list}-file`),
  };
}

const GENERATED: Readonly<Record<string, readonly Kind[]>> = {
  functions: ["function"],
  types: ["type"],
  vars: ["variable"],
  methods: [],
  constructors: [],
  destructors: [],
};

/** `--generate functions,types`. @throws FatalError `bad-option-value` */
function kindsOf(given: Given): Set<Kind> {
  const text = lastOf(given, "generate");
  const kinds = new Set<Kind>(["type", "function", "variable"]);
  if (given.has("ignore-functions")) kinds.delete("function");
  if (text === undefined) return kinds;
  const asked = text.split(",").flatMap((word) => {
    const found = GENERATED[word];
    if (found !== undefined) return found;
    const help = `it is a list of ${Object.keys(GENERATED).join(", ")}`;
    throw usageError("bad-option-value", `'${word}' is nothing to generate`, help);
  });
  return new Set(asked.filter((kind) => kinds.has(kind)));
}

/** null for what bindgen makes nothing of. */
function kindOf({ ordinary }: Program, item: Item): Kind | null {
  switch (item.kind) {
    case "record":
    case "incomplete-record":
    case "enum":
    case "typedef":
      return "type";
    case "function":
      // bindgen wraps what is static only.
      if (item.shim === null) return "function";
      return item.shim.wraps === "function" && isInternal(ordinary.get(item.c)) ? "function" : null;
    case "variable":
    case "constant":
      return "variable";
    case "alias":
    case "const-fn":
      return null;
  }
}

function isInternal(declared: OrdinaryIdentifier | undefined): boolean {
  return declared?.kind === "function" && declared.linkage === "internal";
}
