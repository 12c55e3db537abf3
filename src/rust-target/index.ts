/**
 * The target of rustc for a kernel: a target specification, or a built-in target, and flags.
 *
 * In: the kernel's configuration, the table of its family and architecture, and what the installed rustc knows. Out: a
 * `RustTarget` that this rustc has accepted. What a symbol of the configuration asks of the C compiler, rustc is told as
 * well, or a warning says what is missing.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Architecture } from "../kernel/abi/types.js";
import { type LinuxConfiguration, linuxConfiguration } from "../kernel/linux.js";
import { type Diagnostic, FatalError } from "../support/diagnostics.js";
import {
  chooseFlags,
  type FlagWish,
  gapNotes,
  isUnstable,
  type Lack,
  lackWarnings,
  makeSpecification,
} from "./choose.js";
import { linuxTable } from "./linux/index.js";
import { askRustc, builtinSpecification, featureNames, type Rustc, rustcVerdict } from "./rustc.js";
import type { RustTarget, RustTargetOptions, RustTargetTable, Specification } from "./types.js";

export type { RustTarget, RustTargetOptions, Specification } from "./types.js";

/** The file of the specification. rustc takes the target's name from it. */
export const SPECIFICATION_FILE = "target.json";

/**
 * Works out the target and lets rustc judge it.
 * @throws FatalError when there is no kernel, no rustc, or no target of rustc for this kernel
 */
export function rustTarget(options: RustTargetOptions): RustTarget {
  const kernel = linuxConfiguration(options);
  return targetFor(kernel, requireTable(kernel.arch), askRustc(options.rustc ?? "rustc"), {
    stable: options.stable === true,
    builtin: options.builtin === true || options.stable === true,
  });
}

function requireTable(arch: Architecture): RustTargetTable {
  const table = linuxTable(arch);
  if (table !== null) return table;
  throw new FatalError({
    id: "arch-without-rust-target",
    severity: "error",
    message: `rustc has no target whose code could run in a kernel for ${arch}`,
  });
}

function targetFor(kernel: LinuxConfiguration, table: RustTargetTable, rustc: Rustc, wanted: FlagWish): RustTarget {
  const config = kernel.values;
  const base = requireBase(table, rustc);
  const wish: FlagWish = { ...wanted, builtin: wanted.builtin || table.specification === null };
  const lacks: Lack[] = [];
  let specification: Specification | null = null;
  if (table.specification !== null && !wish.builtin) {
    const made = makeSpecification(table.specification, base.content, featureNames(rustc, base.name), config);
    specification = made.chosen;
    lacks.push(...made.lacks);
  }
  const flags = chooseFlags(table.flags, config, rustc, wish);
  lacks.push(...flags.lacks);
  // Reading a specification is an unstable option since 1.95; before, -Zunstable-options does no harm.
  const own = specification === null ? base.flags : ["-Zunstable-options"];
  const all = [...own, ...flags.chosen];
  const bootstrap = !rustc.nightly && all.some(isUnstable);
  const warnings = judge(rustc, base.name, specification, all, bootstrap);
  return {
    family: "linux",
    arch: kernel.arch,
    release: kernel.release,
    rustc: rustc.version,
    builtin: base.name,
    specification,
    flags: all,
    bootstrap,
    diagnostics: [
      ...kernel.diagnostics,
      ...lackWarnings(lacks, table, config, rustc, wish),
      ...gapNotes(table, config),
      ...warnings,
    ],
  };
}

interface Base {
  readonly name: string;
  readonly flags: readonly string[];
  readonly content: Specification;
}

/** The first built-in target of the table that this rustc has. */
function requireBase(table: RustTargetTable, rustc: Rustc): Base {
  for (const { name, flags } of table.builtin) {
    const content = builtinSpecification(rustc, name);
    if (content !== null) return { name, flags, content };
  }
  throw new FatalError({
    id: "rustc-lacks-target",
    severity: "error",
    message: `rustc ${rustc.version} has no target ${table.builtin.map(({ name }) => name).join(" or ")}`,
    help: "use a newer rustc",
  });
}

function judge(
  rustc: Rustc,
  builtin: string,
  specification: Specification | null,
  flags: readonly string[],
  bootstrap: boolean,
): Diagnostic[] {
  const scratch = mkdtempSync(join(tmpdir(), "kbindgen-target-"));
  try {
    const file = join(scratch, SPECIFICATION_FILE);
    if (specification !== null) writeFileSync(file, specificationText(specification));
    return rustcVerdict(rustc, specification === null ? builtin : file, flags, bootstrap).map((message) => ({
      id: "rustc-warns",
      severity: "warning",
      message: `rustc says of the target: ${message}`,
    }));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Where `kbindgen target` writes unless told, and `kbindgen core` reads. */
export const DEFAULT_FOLDER = "rust-target";
/** What `flagsText` makes. */
export const FLAGS_FILE = "rustflags";

/** The text of `target.json`. */
export function specificationText(specification: Specification): string {
  return `${JSON.stringify(specification, null, 2)}\n`;
}

/**
 * The text of a file that `rustc @FILE` reads: one flag in each line, the target first.
 * @param file where the specification lies, if there is one
 */
export function flagsText(target: Pick<RustTarget, "specification" | "builtin" | "flags">, file: string): string {
  const name = target.specification === null ? target.builtin : file;
  return [`--target=${name}`, ...target.flags, ""].join("\n");
}
