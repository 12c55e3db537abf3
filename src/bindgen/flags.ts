/**
 * bindgen 0.72's command line: every flag, and what becomes of it here. `docs/bindgen.md` has the same table in words.
 */

/** `honoured`: does what bindgen's does; `no-effect`: cannot matter for C or for this output; `refused`: not supported. */
export type FlagStatus = "honoured" | "no-effect" | "refused";

export interface BindgenFlag {
  readonly name: string;
  readonly short?: string;
  /** How many words it takes; all but `--module-raw-line` one or none. */
  readonly values: 0 | 1 | 2;
  readonly status: FlagStatus;
  /** Why, for what is not honoured. */
  readonly why?: string;
}

const honoured = (values: 0 | 1, names: readonly string[]): BindgenFlag[] =>
  names.map((name) => ({ name, values, status: "honoured" }));
const noEffect = (values: 0 | 1, why: string, names: readonly string[]): BindgenFlag[] =>
  names.map((name) => ({ name, values, status: "no-effect", why }));
const refused = (values: 0 | 1, why: string, names: readonly string[]): BindgenFlag[] =>
  names.map((name) => ({ name, values, status: "refused", why }));

export const FLAGS: readonly BindgenFlag[] = [
  { name: "output", short: "o", values: 1, status: "honoured" },
  { name: "version", short: "V", values: 0, status: "honoured" },
  { name: "help", short: "h", values: 0, status: "honoured" },
  ...honoured(1, [
    // Our own: `literals` (the default, what bindgen has) or `all` constants.
    "kbindgen-macros",
    ...["depfile", "ctypes-prefix", "raw-line", "rust-target", "rust-edition", "formatter"],
    ...["rustfmt-configuration-file", "generate"],
    ...["allowlist-function", "allowlist-type", "allowlist-var", "allowlist-file", "allowlist-item"],
    ...["blocklist-function", "blocklist-type", "blocklist-var", "blocklist-file", "blocklist-item", "opaque-type"],
    ...["default-enum-style", "bitfield-enum", "newtype-enum", "newtype-global-enum", "rustified-enum"],
    ...["rustified-non-exhaustive-enum", "constified-enum", "constified-enum-module"],
    ...["default-alias-style", "normal-alias", "new-type-alias", "new-type-alias-deref"],
    ...["default-non-copy-union-style", "bindgen-wrapper-union", "manually-drop-union"],
    ...["no-copy", "no-debug", "no-default", "no-hash", "no-partialeq"],
    ...["with-derive-custom", "with-derive-custom-struct", "with-derive-custom-enum", "with-derive-custom-union"],
    ...["with-attribute-custom", "with-attribute-custom-struct", "with-attribute-custom-enum"],
    ...["with-attribute-custom-union", "field-attr", "extern-fn-block-attrs", "must-use-type"],
    ...["default-visibility", "default-macro-constant-type", "override-abi", "anon-fields-prefix"],
    ...["prefix-link-name", "wasm-import-module-name", "dynamic-loading"],
    ...["wrap-static-fns-path", "wrap-static-fns-suffix"],
  ]),
  ...honoured(0, [
    // Our own: nothing is taken from an earlier run, or kept for a later one.
    "kbindgen-no-cache",
    ...["no-layout-tests", "no-derive-copy", "no-derive-debug", "no-derive-default", "no-doc-comments"],
    ...["with-derive-default", "with-derive-hash", "with-derive-partialeq", "with-derive-partialord"],
    ...["with-derive-eq", "with-derive-ord", "impl-debug"],
    ...["use-core", "generate-cstr", "enable-function-attribute-detection", "no-rustfmt-bindings", "verbose"],
    ...["disable-header-comment", "no-recursive-allowlist", "ignore-functions", "explicit-padding"],
    ...["fit-macro-constant-types", "no-convert-floats", "no-size_t-is-usize", "no-prepend-enum-name"],
    ...["use-array-pointers-in-arguments", "dynamic-link-require-all", "c-naming", "disable-nested-struct-naming"],
    ...["wrap-static-fns", "clang-macro-fallback", "translate-enum-integer-types", "sort-semantically"],
  ]),
  ...noEffect(0, "there is no libclang whose answers it would change", [
    ...["distrust-clang-mangling", "no-include-path-detection", "time-phases", "emit-diagnostics"],
    ...["no-record-matches", "experimental"],
  ]),
  ...noEffect(0, "it is for C++ or Objective-C", [
    ...["objc-extern-crate", "enable-cxx-namespaces", "disable-name-namespacing", "conservative-inline-namespaces"],
    ...["ignore-methods", "respect-cxx-access-specs", "nonnull-references", "use-specific-virtual-function-receiver"],
    ...["represent-cxx-operators", "vtable-generation", "generate-deleted-functions", "use-distinct-char16-t"],
    ...["generate-pure-virtual-functions", "generate-private-functions"],
  ]),
  ...noEffect(0, "the output is so anyway", ["merge-extern-blocks", "wrap-unsafe-ops"]),
  ...noEffect(0, "what can be compared derives it, for every Rust of 1.68 and newer", ["impl-partialeq"]),
  ...noEffect(1, "constants are evaluated without files", ["clang-macro-fallback-build-dir"]),
  ...refused(0, "there are no blocks in C", ["generate-block", "block-extern-crate"]),
  ...refused(0, "kbindgen has no such form of output", [
    ...["builtins", "emit-clang-ast", "emit-ir", "disable-untagged-union", "generate-inline-functions"],
    ...["dump-preprocessed-input", "flexarray-dst"],
  ]),
  ...refused(1, "kbindgen has no such form of output", ["emit-ir-graphviz", "generate-shell-completions"]),
  { name: "module-raw-line", values: 2, status: "refused", why: "there is one module" },
];
