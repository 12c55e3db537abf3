/**
 * The values of options, from the command line and from `kbindgen.toml`; the command line wins.
 */
import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { architectureByName } from "../kernel/architecture.js";
import { FAMILIES } from "../kernel/types.js";
import type { GenerateOptions, HeaderOptions } from "../options.js";
import { usageError } from "../support/diagnostics.js";
import { nearest } from "../support/nearest.js";
import type { CliOption } from "./option-table.js";

/** A value as the user gave it; lists for `strings`. */
export type Value = string | boolean | readonly string[];
export type Values = ReadonlyMap<string, Value>;

export interface Settings {
  readonly values: Values;
  /** Headers, names or the crate, as the command takes them. */
  readonly positionals: readonly string[];
  readonly cflags: readonly string[];
}

/** @throws FatalError `bad-option-value` */
export function checkChoice(option: CliOption, value: string): void {
  if (option.choices === undefined || option.choices.includes(value)) return;
  const [guess] = nearest(value, option.choices, 1);
  throw usageError(
    "bad-option-value",
    `--${option.name} takes ${option.choices.join(" or ")}, not '${value}'`,
    guess === undefined ? undefined : `did you mean '${guess}'?`,
  );
}

export function textOf(values: Values, name: string): string | undefined {
  const value = values.get(name);
  return typeof value === "string" ? value : undefined;
}

export function switchOf(values: Values, name: string): boolean | undefined {
  const value = values.get(name);
  return typeof value === "boolean" ? value : undefined;
}

export function listOf(values: Values, name: string): readonly string[] | undefined {
  const value = values.get(name);
  return Array.isArray(value) ? value : undefined;
}

/** The options of everything that reads headers. */
export function headerOptions(settings: Settings, headers: readonly string[]): HeaderOptions {
  const { values } = settings;
  const arch = textOf(values, "arch");
  if (arch !== undefined) architectureByName(arch);
  return {
    headers,
    family: oneOf(textOf(values, "family"), FAMILIES),
    kernelDir: textOf(values, "kernel-dir"),
    config: textOf(values, "config"),
    arch,
    cc: textOf(values, "cc"),
    cflags: settings.cflags,
    cache: switchOf(values, "cache"),
  };
}

/** The options of `generate`. */
export function generateOptions(settings: Settings): GenerateOptions {
  const { values } = settings;
  return {
    ...headerOptions(settings, requireHeaders(settings.positionals)),
    out: textOf(values, "out"),
    bindings: textOf(values, "bindings"),
    allow: listOf(values, "allow"),
    usedBy: listOf(values, "used-by"),
    exportedOnly: switchOf(values, "exported-only"),
    block: listOf(values, "block"),
    opaque: listOf(values, "opaque"),
    macros: listOf(values, "macros"),
    shims: textOf(values, "shims"),
    shimPrefix: textOf(values, "shim-prefix"),
    shimAttributes: textOf(values, "shim-attributes"),
    shimBitcode: switchOf(values, "shim-bitcode"),
    rustTarget: textOf(values, "rust-target"),
    rustEdition: oneOf(textOf(values, "rust-edition"), ["2018", "2021", "2024"]),
    macroTypes: oneOf(textOf(values, "macro-types"), ["c", "bindgen"]),
    docs: switchOf(values, "docs"),
    report: textOf(values, "report"),
    depfile: textOf(values, "depfile"),
    cflagsFile: textOf(values, "cflags-file"),
    denySkipped: switchOf(values, "deny-skipped"),
  };
}

export function oneOf<Choice extends string>(
  value: string | undefined,
  choices: readonly Choice[],
): Choice | undefined {
  return choices.find((choice) => choice === value);
}

/** @throws FatalError `no-header` */
export function requireHeaders(headers: readonly string[]): readonly string[] {
  if (headers.length > 0) return headers;
  throw usageError(
    "no-header",
    "no header is given",
    "name one, for example linux/fs.h, or list them in kbindgen.toml",
  );
}

/** A header of the project file: relative to it when there is such a file, else as in `#include <…>`. */
export function headerIn(folder: string, header: string): string {
  if (isAbsolute(header)) return header;
  const path = join(folder, header);
  return existsSync(path) ? path : header;
}
