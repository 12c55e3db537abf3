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
import { architectureByName, hostArchitecture } from "../kernel/architecture.js";
import { freebsdConfiguration } from "../kernel/freebsd/index.js";
import { familyOf } from "../kernel/index.js";
import { linuxConfiguration } from "../kernel/linux.js";
import { KERNEL_NAMES } from "../kernel/types.js";
import { assertNever } from "../support/brand.js";
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
import { freebsdTable } from "./freebsd.js";
import { linuxTable } from "./linux/index.js";
import { askRustc, builtinSpecification, featureNames, type Rustc, rustcVerdict } from "./rustc.js";
import type { RustTarget, RustTargetFamily, RustTargetOptions, RustTargetTable, Specification } from "./types.js";
import { xnuTable } from "./xnu.js";

export type { RustTarget, RustTargetOptions, Specification } from "./types.js";

/** The file of the specification. rustc takes the target's name from it. */
export const SPECIFICATION_FILE = "target.json";

/** What decides of the target. */
interface Kernel {
  readonly family: RustTargetFamily;
  readonly arch: Architecture;
  readonly release: string | null;
  /** Of Linux: value of each `CONFIG_` symbol that is set. */
  readonly values: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Works out the target and lets rustc judge it.
 * @throws FatalError when there is no kernel, no rustc, or no target of rustc for this kernel
 */
export function rustTarget(options: RustTargetOptions): RustTarget {
  const kernel = kernelOf(options);
  const wanted = { stable: options.stable === true, builtin: options.builtin === true || options.stable === true };
  const table = requireTable(kernel);
  if (table.specificationOnly === true && wanted.builtin) throw noBuiltin(kernel.family);
  return targetFor(kernel, table, askRustc(options.rustc ?? "rustc"), wanted);
}

function kernelOf(options: RustTargetOptions): Kernel {
  const family = options.family ?? familyOf(options.kernelDir);
  switch (family) {
    case "linux":
      return { family, ...linuxConfiguration(options) };
    case "freebsd":
      return { family, ...freebsdKernel(options) };
    case "xnu":
      return { family, ...machineOf(options) };
    case "none":
      throw new FatalError({
        id: "target-without-kernel",
        severity: "error",
        message: "a target of rustc is one for a kernel",
        help: `say which with --family: ${Object.keys(KERNEL_NAMES).join(", ")}`,
      });
    default:
      return assertNever(family, "kernel family");
  }
}

type Machine = Omit<Kernel, "family">;

/** The kernel's headers say its release; without any, the architecture is enough. */
function freebsdKernel(options: RustTargetOptions): Machine {
  if (options.kernelDir === undefined && process.platform !== "freebsd") return machineOf(options);
  const { tree, release, diagnostics } = freebsdConfiguration(options);
  return { arch: tree.arch, release, values: new Map(), diagnostics };
}

function machineOf({ arch }: RustTargetOptions): Machine {
  const own = arch === undefined ? (hostArchitecture() ?? "x86_64") : architectureByName(arch);
  return { arch: own, release: null, values: new Map(), diagnostics: [] };
}

function requireTable({ family, arch }: Kernel): RustTargetTable {
  const table = tableOf(family, arch);
  if (table !== null) return table;
  throw new FatalError({
    id: "arch-without-rust-target",
    severity: "error",
    message: `rustc has no target whose code could run in a kernel for ${arch}`,
  });
}

function tableOf(family: RustTargetFamily, arch: Architecture): RustTargetTable | null {
  switch (family) {
    case "linux":
      return linuxTable(arch);
    case "freebsd":
      return freebsdTable(arch);
    case "xnu":
      return xnuTable(arch);
    default:
      return assertNever(family, "kernel family");
  }
}

function noBuiltin(family: RustTargetFamily): FatalError {
  return new FatalError({
    id: "no-builtin-target",
    severity: "error",
    message: `no built-in target of rustc makes objects for a kernel of the family ${family}`,
    help: "leave --builtin and --stable away",
  });
}

function targetFor(kernel: Kernel, table: RustTargetTable, rustc: Rustc, wanted: FlagWish): RustTarget {
  const config = kernel.values;
  const base = requireBase(table.builtin, rustc);
  const wish: FlagWish = { ...wanted, builtin: wanted.builtin || table.specification === null };
  const lacks: Lack[] = [];
  let specification: Specification | null = null;
  if (table.specification !== null && !wish.builtin) {
    const { system } = table.specification;
    const content = system === null ? null : requireBase([{ name: system, flags: [] }], rustc).content;
    const made = makeSpecification(table.specification, base.content, content, featureNames(rustc, base.name), config);
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
    family: kernel.family,
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

/** The first of these built-in targets that this rustc has. */
function requireBase(builtin: RustTargetTable["builtin"], rustc: Rustc): Base {
  for (const { name, flags } of builtin) {
    const content = builtinSpecification(rustc, name);
    if (content !== null) return { name, flags, content };
  }
  throw new FatalError({
    id: "rustc-lacks-target",
    severity: "error",
    message: `rustc ${rustc.version} has no target ${builtin.map(({ name }) => name).join(" or ")}`,
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
