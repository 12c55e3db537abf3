/**
 * Kernel configurations: reading `.config`, and writing the `autoconf.h` that Kconfig makes of one
 * (Linux `Documentation/kbuild/kconfig-language.rst`; the output format is that of `include/generated/autoconf.h`).
 */
import { FatalError } from "../support/diagnostics.js";
import { sha256 } from "../support/hash.js";

export interface KernelConfig {
  /** Where it was read. */
  readonly path: string;
  /** Value of each symbol that is set, by its name with `CONFIG_`, as written (`y`, `m`, `"text"`, `42`, `0x10`). */
  readonly values: ReadonlyMap<string, string>;
  /** Symbols that a `# CONFIG_X is not set` line names. */
  readonly unset: ReadonlySet<string>;
  /** `x86`, `arm64`, …: of the `# Linux/ARCH VERSION Kernel Configuration` line; null without. */
  readonly kernelArch: string | null;
  /** Line of each symbol, counted from 1. */
  readonly lines: ReadonlyMap<string, number>;
}

/**
 * Reads the text of a `.config`.
 * @throws FatalError `config-syntax` at a line that Kconfig would not take
 */
export function parseConfig(text: string, path: string): KernelConfig {
  const values = new Map<string, string>();
  const unset = new Set<string>();
  const lines = new Map<string, number>();
  let kernelArch: string | null = null;
  text.split("\n").forEach((raw, index) => {
    const line = raw.trim();
    if (line === "") return;
    const off = /^# (CONFIG_\w+) is not set$/.exec(line);
    const assignment = /^(CONFIG_\w+)=(.*)$/.exec(line);
    if (off?.[1] !== undefined) {
      unset.add(off[1]);
      values.delete(off[1]);
      lines.set(off[1], index + 1);
    } else if (assignment?.[1] !== undefined) {
      setSymbol(values, unset, assignment[1], checkedValue(assignment[2] ?? "", path, index + 1));
      lines.set(assignment[1], index + 1);
    } else if (line.startsWith("#")) {
      kernelArch ??= /^# Linux\/(\w+) .*Configuration$/.exec(line)?.[1] ?? null;
    } else {
      throw syntaxError(path, index + 1, "neither an assignment to a CONFIG_ symbol nor a comment");
    }
  });
  return { path, values, unset, kernelArch, lines };
}

function setSymbol(values: Map<string, string>, unset: Set<string>, name: string, value: string): void {
  // The last assignment counts, as for Kconfig; `=n` is the same as "is not set".
  if (value === "n") {
    values.delete(name);
    unset.add(name);
  } else {
    unset.delete(name);
    values.set(name, value);
  }
}

function checkedValue(value: string, path: string, line: number): string {
  const legal = /^(?:[ymn]|"(?:[^"\\]|\\.)*"|-?\d+|0[xX][0-9a-fA-F]+|[0-9a-fA-F]+)$/;
  if (!legal.test(value)) throw syntaxError(path, line, `'${value}' is no value of a configuration symbol`);
  return value;
}

function syntaxError(path: string, line: number, message: string): FatalError {
  return new FatalError({
    id: "config-syntax",
    severity: "error",
    message,
    where: { path, line, column: 1 },
    help: "a .config has lines such as CONFIG_SMP=y, CONFIG_HZ=250 and # CONFIG_FOO is not set",
  });
}

/** Values with `0x` before each hexadecimal number: `.config` may leave it out, Kconfig's files for C and Rust have it. */
export function withHexPrefixes(
  values: ReadonlyMap<string, string>,
  hexSymbols: ReadonlySet<string>,
): Map<string, string> {
  const prefixed = new Map(values);
  for (const name of hexSymbols) {
    const value = values.get(name);
    if (value !== undefined && !/^0[xX]/.test(value)) prefixed.set(name, `0x${value}`);
  }
  return prefixed;
}

/** The text of `include/generated/autoconf.h` for a configuration, as `withHexPrefixes` gives it. */
export function autoconfText(values: ReadonlyMap<string, string>): string {
  const lines = ["/* Made from a .config by kbindgen. */"];
  for (const [name, value] of values) {
    if (value === "m") lines.push(`#define ${name}_MODULE 1`);
    else if (value === "y") lines.push(`#define ${name} 1`);
    else lines.push(`#define ${name} ${value}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Symbols with a hexadecimal value, by an existing `autoconf.h`. */
export function hexSymbolsOf(autoconf: string): Set<string> {
  const names = new Set<string>();
  for (const match of autoconf.matchAll(/^#define (CONFIG_\w+) 0[xX]/gm)) names.add(match[1] ?? "");
  return names;
}

/** sha256 of what is set, independent of comments and order. */
export function configHash(values: ReadonlyMap<string, string>): string {
  const lines = [...values].map(([name, value]) => `${name}=${value}`).sort();
  return sha256(lines.join("\n"));
}
