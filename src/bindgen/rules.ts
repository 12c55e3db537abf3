/** What the flags say about items, as the options of our own stages. */
import type { Decoration, EnumStyle, RenderOptions, Trait } from "../render/options.js";
import { userPattern } from "../select/index.js";
import { usageError } from "../support/diagnostics.js";
import type { BindgenCommandLine } from "./command-line.js";

type Given = BindgenCommandLine["given"];

export function valuesOf(given: Given, ...flags: readonly string[]): string[] {
  return flags.flatMap((flag) => given.get(flag) ?? []);
}

export function lastOf(given: Given, flag: string): string | undefined {
  return given.get(flag)?.at(-1);
}

/** Whole-name expressions, as bindgen's are. @throws FatalError `bad-regex` */
export function patternsOf(given: Given, ...flags: readonly string[]): RegExp[] {
  return valuesOf(given, ...flags).map(pattern);
}

function pattern(text: string): RegExp {
  return userPattern(text, `'${text}'`);
}

/** Derives and attributes: `--with-derive-custom-struct REGEX=Trait,Other`. */
export function decorationsOf(given: Given): Decoration[] {
  return [
    ...KINDS.flatMap(({ suffix, on }) =>
      valuesOf(given, `with-derive-custom${suffix}`).map((value) => {
        const [name, list] = splitCustom(value);
        return { on, pattern: pattern(name), derives: list.split(",").map((trait) => trait.trim()), attributes: [] };
      }),
    ),
    ...KINDS.flatMap(({ suffix, on }) =>
      valuesOf(given, `with-attribute-custom${suffix}`).map((value) => {
        const [name, list] = splitCustom(value);
        return { on, pattern: pattern(name), derives: [], attributes: attributesIn(list) };
      }),
    ),
  ];
}

const KINDS: readonly { readonly suffix: string; readonly on: Decoration["on"] }[] = [
  { suffix: "", on: ["struct", "union", "enum"] },
  { suffix: "-struct", on: ["struct"] },
  { suffix: "-enum", on: ["enum"] },
  { suffix: "-union", on: ["union"] },
];

function splitCustom(value: string): [name: string, list: string] {
  const equals = value.indexOf("=");
  if (equals === -1) throw usageError("bad-option-value", `'${value}' is not REGEX=LIST`);
  return [value.slice(0, equals), value.slice(equals + 1)];
}

/** `#[a],#[b(c)]`: commas inside an attribute do not part it; quotes around the list are those of a shell that was not there. */
function attributesIn(list: string): string[] {
  const text = list.replace(/^'(.*)'$/s, "$1");
  return text
    .split(/,(?=\s*#\[)/)
    .map((attribute) => attribute.trim())
    .map((attribute) => (attribute.startsWith("#[") ? attribute : `#[${attribute}]`));
}

const STYLES: readonly { readonly flag: string; readonly style: EnumStyle; readonly name: string }[] = [
  { flag: "bitfield-enum", style: "bitfield", name: "bitfield" },
  { flag: "newtype-enum", style: "newtype", name: "newtype" },
  { flag: "newtype-global-enum", style: "newtype-global", name: "newtype_global" },
  { flag: "rustified-enum", style: "rust", name: "rust" },
  { flag: "rustified-non-exhaustive-enum", style: "rust-non-exhaustive", name: "rust_non_exhaustive" },
  { flag: "constified-enum-module", style: "module-consts", name: "moduleconsts" },
  { flag: "constified-enum", style: "consts", name: "consts" },
];

/** @throws FatalError `bad-option-value` */
export function enumStylesOf(given: Given): NonNullable<RenderOptions["enumStyles"]> {
  const styles = STYLES.flatMap(({ flag, style }) => patternsOf(given, flag).map((one) => ({ pattern: one, style })));
  const chosen = lastOf(given, "default-enum-style");
  if (chosen === undefined) return styles;
  const known = STYLES.find(({ name }) => name === chosen);
  if (known === undefined) {
    throw usageError(
      "bad-option-value",
      `'${chosen}' is not a style of enums`,
      `it is one of ${STYLES.map(({ name }) => name).join(", ")}`,
    );
  }
  return [...styles, { pattern: /^/, style: known.style }];
}

/** What is derived; bindgen has `PartialOrd` and `PartialEq` come with what needs them. */
export function derivesOf(given: Given): ReadonlySet<Trait> {
  const asked = (flag: string): boolean => given.has(`with-derive-${flag}`);
  const wanted: Readonly<Record<Trait, boolean>> = {
    debug: !given.has("no-derive-debug"),
    copy: !given.has("no-derive-copy"),
    default: asked("default"),
    hash: asked("hash"),
    "partial-ord": asked("partialord") || asked("ord"),
    ord: asked("ord"),
    "partial-eq": asked("partialeq") || asked("eq") || asked("partialord") || asked("ord"),
    eq: asked("eq") || asked("ord"),
  };
  const traits: readonly Trait[] = ["debug", "copy", "default", "hash", "partial-ord", "ord", "partial-eq", "eq"];
  return new Set(traits.filter((trait) => wanted[trait]));
}

/** Items that get none of a trait. */
export function underivedOf(given: Given): NonNullable<RenderOptions["underived"]> {
  return {
    debug: patternsOf(given, "no-debug"),
    default: patternsOf(given, "no-default"),
    copy: patternsOf(given, "no-copy"),
    hash: patternsOf(given, "no-hash"),
    "partial-eq": patternsOf(given, "no-partialeq"),
  };
}
