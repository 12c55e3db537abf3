/** What the flags say about items, as the options of our own stages. */
import type { Decoration, EnumStyle, NamedRule, RenderOptions, Trait } from "../render/options.js";
import { NamePatterns, userPattern } from "../select/index.js";
import { usageError } from "../support/diagnostics.js";
import type { BindgenCommandLine } from "./command-line.js";

type Given = BindgenCommandLine["given"];

export function valuesOf(given: Given, ...flags: readonly string[]): string[] {
  return flags.flatMap((flag) => given.get(flag) ?? []);
}

export function lastOf(given: Given, flag: string): string | undefined {
  return given.get(flag)?.at(-1);
}

/** What formats the output. @throws FatalError `bad-option-value` */
export function formatterOf(given: Given): "rustfmt" | "none" {
  const formatter = given.has("no-rustfmt-bindings") ? "none" : (lastOf(given, "formatter") ?? "rustfmt");
  if (formatter === "none" || formatter === "rustfmt") return formatter;
  throw usageError("bad-option-value", `'${formatter}' is not a formatter`, "it is none or rustfmt");
}

/** Whole-name expressions, as bindgen's are. @throws FatalError `bad-regex` */
export function patternsOf(given: Given, ...flags: readonly string[]): RegExp[] {
  return valuesOf(given, ...flags).map(pattern);
}

/** As `patternsOf`, all of them at once. @throws FatalError `bad-regex` */
export function namePatternsOf(given: Given, ...flags: readonly string[]): NamePatterns {
  return new NamePatterns(valuesOf(given, ...flags), shown);
}

function pattern(text: string): RegExp {
  return userPattern(text, shown(text));
}

function shown(text: string): string {
  return `'${text}'`;
}

/** Each value of a flag as a rule that gives what matches it a style. @throws FatalError `bad-regex` */
export function namedRulesOf<Style>(given: Given, flag: string, style: Style): NamedRule<Style>[] {
  return patternsOf(given, flag).map((one) => ({ pattern: one, style }));
}

/** What a default style is as a rule, behind all others; none without it. */
export function ruleForAll<Style>(style: Style | undefined): NamedRule<Style>[] {
  return style === undefined ? [] : [{ pattern: /^/, style }];
}

/** What the last value of a flag chooses; undefined without the flag. @throws FatalError `bad-option-value` */
export function choiceOf<Choice>(
  given: Given,
  flag: string,
  choices: Readonly<Record<string, Choice>>,
): Choice | undefined {
  const text = lastOf(given, flag);
  if (text === undefined) return undefined;
  const chosen = Object.entries(choices).find(([name]) => name === text);
  if (chosen !== undefined) return chosen[1];
  throw usageError(
    "bad-option-value",
    `'${text}' is no value of --${flag}`,
    `it is one of ${Object.keys(choices).join(", ")}`,
  );
}

/** Which macros there are constants of. @throws FatalError `bad-option-value` */
export function macroSetOf(given: Given): "literals" | "all" {
  const chosen = choiceOf(given, "kbindgen-macros", { literals: "literals", all: "all" } as const);
  return chosen ?? (given.has("clang-macro-fallback") ? "all" : "literals");
}

/** `REGEX=VALUE`. @throws FatalError `bad-option-value`, `bad-regex` */
export function patternValuesOf(given: Given, flag: string): { readonly pattern: RegExp; readonly value: string }[] {
  return valuesOf(given, flag).map((text) => {
    const equals = text.lastIndexOf("=");
    if (equals === -1) throw usageError("bad-option-value", `'${text}' is not REGEX=VALUE`);
    return { pattern: pattern(text.slice(0, equals)), value: text.slice(equals + 1) };
  });
}

/** `--field-attr TYPE::FIELD=ATTRIBUTE`. @throws FatalError `bad-option-value` */
export function fieldAttributesOf(given: Given): NonNullable<RenderOptions["fieldAttributes"]> {
  const byField = new Map<string, string[]>();
  for (const text of valuesOf(given, "field-attr")) {
    const [, field, attribute] = /^([^=]+::[^=]+?)=(.+)$/s.exec(text) ?? [];
    if (field === undefined || attribute === undefined) {
      throw usageError("bad-option-value", `'${text}' is not TYPE::FIELD=ATTRIBUTE`);
    }
    byField.set(field, [...(byField.get(field) ?? []), `#[${attribute}]`]);
  }
  return byField;
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
  const styles = STYLES.flatMap(({ flag, style }) => namedRulesOf(given, flag, style));
  const byName = Object.fromEntries(STYLES.map(({ name, style }) => [name, style]));
  return [...styles, ...ruleForAll(choiceOf(given, "default-enum-style", byName))];
}

/** What is derived; bindgen has `PartialOrd` and `PartialEq` come with what needs them. */
export function derivesOf(given: Given): ReadonlySet<Trait> {
  const asked = (flag: string): boolean => given.has(`with-derive-${flag}`);
  const wanted: Readonly<Record<Trait, boolean>> = {
    debug: !given.has("no-derive-debug"),
    copy: !given.has("no-derive-copy"),
    // The flag that takes it away is newer than 0.72.
    default: asked("default") && !given.has("no-derive-default"),
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
