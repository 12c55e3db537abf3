/** The options of the render stage that the flags ask for. */
import type { RenderOptions, Visibility } from "../render/options.js";
import { usageError } from "../support/diagnostics.js";
import { VERSION } from "../version.js";
import type { BindgenCommandLine } from "./command-line.js";
import {
  choiceOf,
  decorationsOf,
  derivesOf,
  enumStylesOf,
  fieldAttributesOf,
  formatterOf,
  lastOf,
  namedRulesOf,
  patternsOf,
  ruleForAll,
  underivedOf,
  valuesOf,
} from "./rules.js";

const VISIBILITIES: Readonly<Record<string, Visibility>> = { public: "pub ", crate: "pub(crate) ", private: "" };

/** @throws FatalError `bad-option-value`, `bad-regex` */
export function renderOptionsOf({ given }: BindgenCommandLine): RenderOptions {
  const edition = lastOf(given, "rust-edition");
  const library = lastOf(given, "dynamic-loading");
  return {
    rustTarget: rustTargetOf(lastOf(given, "rust-target")),
    edition: edition === "2018" || edition === "2024" ? edition : "2021",
    macroTypes: "bindgen",
    docs: !given.has("no-doc-comments"),
    crateName: "bindings",
    version: VERSION,
    strings: given.has("generate-cstr") ? "cstr" : "bytes",
    layoutAsserts: !given.has("no-layout-tests"),
    derive: derivesOf(given),
    underived: underivedOf(given),
    implementDebug: given.has("impl-debug"),
    decorations: decorationsOf(given),
    enumStyles: enumStylesOf(given),
    unionStyles: unionStylesOf(given),
    aliasStyles: aliasStylesOf(given),
    functionAttributes: given.has("enable-function-attribute-detection") ? "bindgen" : "none",
    mustUseTypes: patternsOf(given, "must-use-type"),
    visibility: choiceOf(given, "default-visibility", VISIBILITIES) ?? "pub ",
    fieldAttributes: fieldAttributesOf(given),
    externAttributes: externAttributesOf(given),
    explicitPadding: given.has("explicit-padding"),
    macroIntegers: {
      signed: choiceOf(given, "default-macro-constant-type", { signed: true, unsigned: false }) ?? false,
      smallest: given.has("fit-macro-constant-types"),
    },
    enumIntegers: given.has("translate-enum-integer-types") ? "rust" : "c",
    floats: given.has("no-convert-floats") ? "c" : "rust",
    sizeTypes: given.has("no-size_t-is-usize") ? "c" : "rust",
    arrayParameters: given.has("use-array-pointers-in-arguments") ? "array" : "element",
    library: library === undefined ? null : { name: library, requireAll: given.has("dynamic-link-require-all") },
    ...(given.has("ctypes-prefix") ? { ctypesPrefix: lastOf(given, "ctypes-prefix") ?? "" } : {}),
    headComment: !given.has("disable-header-comment"),
    // Who wants no formatter has one line for each item, as from bindgen.
    lineWidth: formatterOf(given) === "none" ? Number.POSITIVE_INFINITY : 100,
    rawLines: valuesOf(given, "raw-line"),
  };
}

/** What `nightly` can, a stable compiler of the far future can too. */
function rustTargetOf(text = "1.82"): string {
  return text === "nightly" ? "1.999" : text;
}

function unionStylesOf(given: BindgenCommandLine["given"]): NonNullable<RenderOptions["unionStyles"]> {
  const chosen = choiceOf(given, "default-non-copy-union-style", {
    bindgen_wrapper: "wrapper",
    manually_drop: "manually-drop",
  } as const);
  return [
    ...namedRulesOf(given, "bindgen-wrapper-union", "wrapper" as const),
    ...namedRulesOf(given, "manually-drop-union", "manually-drop" as const),
    ...ruleForAll(chosen),
  ];
}

function aliasStylesOf(given: BindgenCommandLine["given"]): NonNullable<RenderOptions["aliasStyles"]> {
  const chosen = choiceOf(given, "default-alias-style", {
    type_alias: "alias",
    new_type: "newtype",
    new_type_deref: "newtype-deref",
  } as const);
  return [
    ...namedRulesOf(given, "normal-alias", "alias" as const),
    ...namedRulesOf(given, "new-type-alias", "newtype" as const),
    ...namedRulesOf(given, "new-type-alias-deref", "newtype-deref" as const),
    ...ruleForAll(chosen),
  ];
}

function externAttributesOf(given: BindgenCommandLine["given"]): string[] {
  const module = lastOf(given, "wasm-import-module-name");
  if (module !== undefined && /["\\]/.test(module)) {
    throw usageError("bad-option-value", `'${module}' is not the name of a module`);
  }
  return [
    ...(module === undefined ? [] : [`#[link(wasm_import_module = "${module}")]`]),
    ...valuesOf(given, "extern-fn-block-attrs"),
  ];
}
