/**
 * The family `freebsd`: the sources of FreeBSD or its installed headers, with the flags that modules are built with.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assertNever } from "../../support/brand.js";
import { type Diagnostic, FatalError } from "../../support/diagnostics.js";
import { sha256 } from "../../support/hash.js";
import type { Architecture } from "../abi/types.js";
import { clangTriple } from "../architecture.js";
import { requireSystem, type TargetParts } from "../assemble.js";
import type { Cache } from "../cache.js";
import { chooseCompiler } from "../choose-compiler.js";
import { parseCommandLine } from "../command-line.js";
import { factsFor } from "../facts.js";
import { fetchedBuilds } from "../find-kernel.js";
import type { TargetOptions } from "../types.js";
import { requireUnderstood, userLine } from "../user-flags.js";
import { type BuildDirectory, buildDirectory } from "./build-directory.js";
import {
  configuredHeaders,
  headersIn,
  headerText,
  type KernelOptions,
  type OptionHeaders,
  optionTable,
  readConfiguration,
  unknownOptions,
  untiedHeaders,
} from "./options.js";
import { type FreebsdTree, findFreebsd, isFreebsd, PLACES } from "./tree.js";

export { isFreebsd };

/** What is known of a FreeBSD kernel without asking a compiler. */
export interface FreebsdConfiguration {
  readonly tree: FreebsdTree;
  /** `15.0-1500068`: the release, and `__FreeBSD_version`, which tells apart what lies between releases. */
  readonly release: string;
  /** Every option that a header defines, by name. */
  readonly options: ReadonlyMap<string, string>;
  readonly headers: OptionHeaders;
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws FatalError when there is no FreeBSD or its configuration cannot be read */
export function freebsdConfiguration(
  given: Pick<TargetOptions, "kernelDir" | "config" | "arch">,
): FreebsdConfiguration {
  const tree = findFreebsd(given.kernelDir, given.arch);
  const table = optionTable(tree);
  const asked: KernelOptions | null = given.config === undefined ? null : readConfiguration(given.config, tree);
  const headers = optionHeaders(tree, asked, table);
  const options = new Map([...headers.values()].flatMap((defines) => [...defines]));
  const diagnostics = asked === null ? [] : unknownOptions(asked, table);
  return { tree, release: releaseOf(tree.version), options, headers, diagnostics };
}

function optionHeaders(
  tree: FreebsdTree,
  asked: KernelOptions | null,
  table: ReadonlyMap<string, string> | null,
): OptionHeaders {
  if (asked !== null) return configuredHeaders(asked, table);
  return tree.build === null ? untiedHeaders(tree) : headersIn(tree.build);
}

/** `1400097` is 14.0 (Porter's Handbook, "__FreeBSD_version Values": MMmmRxx). */
function releaseOf(version: number): string {
  return `${Math.floor(version / 100_000)}.${Math.floor(version / 1000) % 100}-${version}`;
}

/** The directory with this release's headers for `arch`, among the usual places and the fetched ones. */
export function findFreebsdRelease(wanted: string, arch: Architecture, fetched: readonly string[]): string | null {
  const fits = (place: string) => {
    try {
      return releaseOf(findFreebsd(place, arch).version) === wanted;
    } catch (error) {
      if (error instanceof FatalError) return false;
      throw error;
    }
  };
  return [...PLACES, ...fetchedBuilds(fetched)].find(fits) ?? null;
}

/** @throws FatalError when the headers cannot be found or no compiler and no profile fit */
export function resolveFreebsd(options: TargetOptions, cache: Cache): TargetParts {
  const given = userLine(options.cflags);
  const kernel = freebsdConfiguration(options);
  const { tree } = kernel;
  const { arch } = tree;
  const made = buildDirectory(tree, kernel.headers);
  const major = Math.floor(tree.version / 100_000);
  const triple = clangTriple(arch, "freebsd", String(major));
  const wish = { kind: "clang", major: clangOf(major), name: null, triple } as const;
  const compiler = options.cc === "none" ? null : chooseCompiler(options.cc ?? null, wish, arch);
  // The profile is told the release as clang is.
  const target = compiler?.flags ?? [`--target=${triple}`];
  const flags = [...target, ...moduleFlags(kernel, made), ...given.compileFlags];
  const line = parseCommandLine(flags, process.cwd());
  const facts = factsFor(line, compiler, { arch, kind: "clang", system: "freebsd" }, cache);
  requireUnderstood(given, facts);
  requireSystem(facts, compiler?.words ?? null, SYSTEM);
  const tied = options.config !== undefined || tree.build !== null;
  return {
    family: "freebsd",
    arch,
    line,
    facts,
    compilerWords: compiler?.words ?? null,
    release: kernel.release,
    roots: [tree.sys, ...(tree.build === null ? [] : [tree.build]), made.path],
    overlay: new Map(),
    emptyHeaders: new Set(made.empty.map((name) => join(made.path, name))),
    config: kernel.options,
    unsetConfig: new Set(),
    configHash: tied ? hashOf(kernel.headers) : null,
    moduleSymvers: null,
    inputs: options.config === undefined ? [] : [options.config],
    diagnostics: kernel.diagnostics,
  };
}

/** The major version of clang in a release's base system, or near it. */
function clangOf(major: number): number {
  if (major <= 13) return 14;
  return major === 14 ? 16 : 19;
}

function hashOf(headers: OptionHeaders): string {
  const text = [...headers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, defines]) => name + headerText(defines));
  return sha256(text.join("\n"));
}

/** What bsd.kmod.mk has the compiler told (`sys/conf/kmod.mk`, `kern.mk`, `kern.pre.mk`), warnings apart. */
function moduleFlags({ tree }: FreebsdConfiguration, made: BuildDirectory): string[] {
  const ck = join(tree.sys, "contrib/ck/include");
  const own = tree.build === null ? [] : ["-DHAVE_KERNEL_OPTION_HEADERS", `-I${tree.build}`];
  return [
    ...["-O2", "-fno-strict-aliasing", "-D_KERNEL", "-DKLD_MODULE", "-nostdinc"],
    ...own,
    ...["-include", join(tree.build ?? made.path, "opt_global.h")],
    ...[`-I${made.path}`, `-I${tree.sys}`, ...(existsSync(ck) ? [`-I${ck}`] : [])],
    ...["-fno-common", "-fno-omit-frame-pointer", ...machineFlags(tree)],
    ...["-ffreestanding", "-fwrapv", "-fstack-protector", "-D__printf__=__freebsd_kprintf__"],
    `-std=${standardOf(tree)}`,
  ];
}

/** `CSTD` of `sys/conf/kern.mk`, else what the release has there: C17 since 14.3, GNU's C99 since 14.0. */
function standardOf({ sys, version }: FreebsdTree): string {
  const path = join(sys, "conf/kern.mk");
  const text = existsSync(path) ? readFileSync(path, "latin1") : "";
  const own = /^CSTD\?=\s*(\S+)/m.exec(text)?.[1];
  if (own !== undefined) return own === "c99" ? "iso9899:1999" : own;
  if (version >= 1_403_000) return "gnu17";
  return version >= 1_400_000 ? "gnu99" : "iso9899:1999";
}

/** The kernel has landing pads and signed return addresses on arm64 (kern.mk, FreeBSD review D42079). */
const FIRST_WITH_BRANCH_PROTECTION = 1_500_000;

/** No floating point and no vectors in the kernel; its code model; x18 of arm64 points to per-CPU data (kern.mk). */
function machineFlags({ arch, version }: FreebsdTree): readonly string[] {
  switch (arch) {
    case "x86_64":
      return [
        ...["-mno-omit-leaf-frame-pointer", "-mcmodel=kernel", "-mno-red-zone", "-mno-mmx", "-mno-sse"],
        ...["-msoft-float", "-fno-asynchronous-unwind-tables", "-mno-aes", "-mno-avx"],
      ];
    case "i686":
      return ["-mno-aes", "-mno-avx", "-mno-mmx", "-mno-sse", "-msoft-float"];
    case "aarch64":
      return [
        ...["-mno-omit-leaf-frame-pointer", "-mgeneral-regs-only", "-ffixed-x18", "-fPIC"],
        ...(version >= FIRST_WITH_BRANCH_PROTECTION ? ["-mbranch-protection=standard"] : []),
      ];
    case "armv7":
      return ["-mfpu=none", "-funwind-tables", "-fPIC"];
    case "riscv64":
      return ["-march=rv64imac", "-mabi=lp64", "-mcmodel=medium", "-fPIC"];
    case "powerpc64le":
      return ["-mlongcall", "-mno-altivec", "-msoft-float", "-fPIC"];
    case "s390x":
    case "loongarch64":
    case "mips64el":
      return [];
    default:
      return assertNever(arch, "architecture");
  }
}

const SYSTEM = {
  macro: "__FreeBSD__",
  name: "FreeBSD",
  help: "give clang with --cc, or a cross compiler for FreeBSD",
};
