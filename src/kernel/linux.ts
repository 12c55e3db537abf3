/**
 * The family `linux`: a build directory or configured tree; flags from kbuild, configuration from `.config`.
 */
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Diagnostic, FatalError } from "../support/diagnostics.js";
import { nearest } from "../support/nearest.js";
import type { Architecture } from "./abi/types.js";
import { ARCHITECTURE_NAMES, architectureByName } from "./architecture.js";
import type { TargetParts } from "./assemble.js";
import { type Cache, stampOf } from "./cache.js";
import { type CompilerChoice, type CompilerWish, chooseCompiler } from "./choose-compiler.js";
import { type CommandLine, parseCommandLine } from "./command-line.js";
import { factsFor } from "./facts.js";
import { findBuildDirectory, releaseOf } from "./find-kernel.js";
import { type RecordedCommand, recordKbuild } from "./kbuild.js";
import { autoconfText, configHash, hexSymbolsOf, type KernelConfig, parseConfig, withHexPrefixes } from "./kconfig.js";
import { moduleSymversIn } from "./module-symvers.js";
import { findProgram } from "./process.js";
import type { TargetOptions } from "./types.js";
import { requireUnderstood, userLine } from "./user-flags.js";

/** What is known of a kernel without asking kbuild or a compiler. */
export interface LinuxConfiguration {
  /** The build directory. */
  readonly build: string;
  /** The configuration that the tree has itself. */
  readonly own: KernelConfig;
  /** The one to be taken: `own`, or that of `--config`. */
  readonly config: KernelConfig;
  /** The values of `config`, hexadecimal ones with `0x`. */
  readonly values: ReadonlyMap<string, string>;
  readonly arch: Architecture;
  readonly release: string | null;
  /** Symbols of `config` that the tree does not know. */
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws FatalError when the kernel cannot be found or its configuration cannot be read */
export function linuxConfiguration(options: Pick<TargetOptions, "kernelDir" | "config" | "arch">): LinuxConfiguration {
  const build = findBuildDirectory(options.kernelDir);
  const own = readOwnConfig(build);
  const config = options.config === undefined ? own : readConfigFile(options.config);
  const values = withHexPrefixes(config.values, hexSymbols(build));
  const arch = kernelArchitecture(own, build, options.arch);
  if (config !== own) requireSameArch(own, config, options.config ?? "");
  const diagnostics = config === own ? [] : unknownSymbols(own, config, options.config ?? "", build);
  return { build, own, config, values, arch, release: releaseOf(build), diagnostics };
}

/** @throws FatalError when the kernel cannot be found, read or asked. */
export function resolveLinux(options: TargetOptions, cache: Cache): TargetParts {
  const given = userLine(options.cflags);
  const { build, own, config, values, arch, release, diagnostics } = linuxConfiguration(options);
  const wish = compilerWish(own);
  const compiler = options.cc === "none" ? null : chooseCompiler(options.cc ?? null, wish, arch);
  const recorded = recordCached(build, own, config, compiler, cache);
  const line = wholeLine(recorded, compiler, given.compileFlags);
  const facts = factsFor(line, compiler, { arch, kind: wish.kind, system: "linux" }, cache);
  requireUnderstood(given, facts);
  const moduleSymvers = moduleSymversIn(build);
  return {
    family: "linux",
    arch,
    line,
    facts,
    compilerWords: compiler?.words ?? null,
    release,
    roots: treeRoots(build, line),
    overlay: config === own ? new Map() : configOverlay(line, values),
    config: values,
    unsetConfig: config.unset,
    configHash: configHash(config.values),
    moduleSymvers,
    inputs: [config.path, ...(moduleSymvers === null ? [] : [moduleSymvers])],
    diagnostics,
  };
}

function readOwnConfig(build: string): KernelConfig {
  const path = [".config", "include/config/auto.conf"]
    .map((name) => join(build, name))
    .find((file) => existsSync(file));
  return path === undefined ? parseConfig("", build) : parseConfig(readFileSync(path, "latin1"), path);
}

function hexSymbols(build: string): Set<string> {
  return hexSymbolsOf(readFileSync(join(build, "include/generated/autoconf.h"), "latin1"));
}

function readConfigFile(path: string): KernelConfig {
  try {
    return parseConfig(readFileSync(path, "latin1"), path);
  } catch (error) {
    if (error instanceof FatalError) throw error;
    throw new FatalError({
      id: "config-not-readable",
      severity: "error",
      message: `the configuration file '${path}' cannot be read`,
      help: "give a kernel .config with --config",
    });
  }
}

/** `ARCH` and the symbols that tell its variants apart (Linux `arch/*​/Kconfig`). */
function kernelArchitecture(config: KernelConfig, build: string, asked: string | undefined): Architecture {
  const found = configuredArchitecture(config);
  const wanted = asked === undefined ? null : architectureByName(asked);
  if (found === null) {
    throw new FatalError({
      id: "arch-unsupported",
      severity: "error",
      message: `the kernel is configured for ${config.kernelArch ?? "an unknown architecture"}, which kbindgen does not support`,
      where: { path: join(build, ".config"), line: 0, column: 0 },
      help: `supported are ${Object.keys(ARCHITECTURE_NAMES).join(", ")}`,
    });
  }
  if (wanted !== null && wanted !== found && !(asked === "x86" && found === "x86_64")) {
    throw new FatalError({
      id: "arch-mismatch",
      severity: "error",
      message: `the kernel is configured for ${found}, not for ${wanted}`,
      where: { path: build, line: 0, column: 0 },
      help: `leave --arch away, or give the build directory of a kernel for ${wanted}`,
    });
  }
  return found;
}

function configuredArchitecture(config: KernelConfig): Architecture | null {
  const on = (name: string) => config.values.get(`CONFIG_${name}`) === "y";
  if (on("X86_64")) return "x86_64";
  if (on("X86_32")) return "i686";
  if (on("ARM64")) return on("CPU_BIG_ENDIAN") ? null : "aarch64";
  if (on("ARM")) return on("CPU_BIG_ENDIAN") ? null : "armv7";
  if (on("RISCV")) return on("64BIT") ? "riscv64" : null;
  if (on("S390")) return on("64BIT") ? "s390x" : null;
  if (on("PPC64")) return on("CPU_LITTLE_ENDIAN") ? "powerpc64le" : null;
  if (on("LOONGARCH")) return on("64BIT") ? "loongarch64" : null;
  if (on("MIPS")) return on("64BIT") && on("CPU_LITTLE_ENDIAN") ? "mips64el" : null;
  return null;
}

/** `CONFIG_CC_VERSION_TEXT` is what `$(CC) --version` printed when the kernel was configured. */
function compilerWish(config: KernelConfig): CompilerWish {
  const kind = config.values.get("CONFIG_CC_IS_CLANG") === "y" ? "clang" : "gcc";
  const number = Number(config.values.get(kind === "clang" ? "CONFIG_CLANG_VERSION" : "CONFIG_GCC_VERSION") ?? "0");
  const first = versionText(config).split(" ", 1)[0] ?? "";
  return {
    kind,
    major: number > 0 ? Math.floor(number / 10000) : null,
    name: kind === "gcc" && /^[\w.+-]*gcc[\w.+-]*$/.test(first) ? first : null,
    triple: null,
  };
}

function versionText(config: KernelConfig): string {
  return (config.values.get("CONFIG_CC_VERSION_TEXT") ?? '""').slice(1, -1);
}

function recordCached(
  build: string,
  own: KernelConfig,
  config: KernelConfig,
  compiler: CompilerChoice | null,
  cache: Cache,
): RecordedCommand {
  const overrides = config === own ? [] : configOverrides(build, own, config);
  const program = compiler === null ? null : findProgram(compiler.words[0] ?? "");
  const identity = program === null ? null : [realpathSync(program), stampOf(realpathSync(program))];
  const question = ["kbuild", build, compiler, identity, overrides];
  const known = cache.get(question);
  if (known !== undefined) return known as RecordedCommand;
  const recorded = recordKbuild({
    buildDirectory: build,
    kernelArch: own.kernelArch,
    compiler: compiler === null ? null : [...compiler.words, ...compiler.flags],
    versionText: versionText(own),
    overrides,
  });
  const source = sourceDirectory(parseCommandLine(recorded.words, recorded.cwd)) ?? build;
  cache.put(question, kbuildInputs(build, source, own.kernelArch), recorded);
  return recorded;
}

/** The files that decide what kbuild says. */
function kbuildInputs(build: string, source: string, kernelArch: string | null): string[] {
  const scripts = join(source, "scripts");
  const makefiles = existsSync(scripts) ? readdirSync(scripts).filter((name) => name.startsWith("Makefile")) : [];
  return [
    ...[".config", ".kernelvariables", "Makefile", "include/config/auto.conf", "include/generated/autoconf.h"],
    ...["include/generated/asm-offsets.h", "Module.symvers"],
  ]
    .map((name) => join(build, name))
    .concat([join(source, "Makefile"), ...makefiles.map((name) => join(scripts, name))])
    .concat(kernelArch === null ? [] : [join(source, "arch", kernelArch, "Makefile")]);
}

/**
 * Differences of a configuration to the tree's own as make variables: those on make's command line override what
 * `include/config/auto.conf` assigns (GNU make manual, "Overriding Variables").
 */
function configOverrides(build: string, own: KernelConfig, config: KernelConfig): string[] {
  const autoConf = join(build, "include/config/auto.conf");
  const quotes = existsSync(autoConf) && /^CONFIG_\w+="/m.test(readFileSync(autoConf, "latin1"));
  const names = new Set([...own.values.keys(), ...config.values.keys()]);
  const overrides: string[] = [];
  for (const name of names) {
    const value = config.values.get(name) ?? "";
    // The compiler is the one that is used, whatever the other configuration was made with.
    if (value === (own.values.get(name) ?? "") || name === "CONFIG_CC_VERSION_TEXT") continue;
    const plain = !quotes && value.startsWith('"') ? value.slice(1, -1) : value;
    overrides.push(`${name}=${plain.replaceAll("$", "$$$$")}`);
  }
  return overrides;
}

/** Kbuild's flags, the compiler's own for the architecture, and the user's at the end. */
function wholeLine(recorded: RecordedCommand, compiler: CompilerChoice | null, cflags: readonly string[]): CommandLine {
  const kernel = parseCommandLine(recorded.words, recorded.cwd);
  const own = (compiler?.flags ?? []).filter((flag) => !kernel.compileFlags.includes(flag));
  return parseCommandLine([...own, ...kernel.compileFlags, ...cflags], process.cwd());
}

/** The source tree, by the forced include that every kernel has. */
function sourceDirectory(line: CommandLine): string | null {
  const kconfig = line.forcedIncludes.find((file) => file.endsWith("/include/linux/kconfig.h"));
  return kconfig === undefined ? null : dirname(dirname(dirname(kconfig)));
}

function treeRoots(build: string, line: CommandLine): string[] {
  const source = sourceDirectory(line);
  return [...new Set([build, source ?? build])];
}

/** `generated/autoconf.h` of every include directory that has one, with the text that Kconfig would have written. */
function configOverlay(line: CommandLine, values: ReadonlyMap<string, string>): Map<string, string> {
  const overlay = new Map<string, string>();
  for (const directory of [...line.quote, ...line.angle, ...line.system, ...line.after]) {
    const path = resolve(directory, "generated/autoconf.h");
    if (existsSync(path)) overlay.set(path, autoconfText(values));
  }
  return overlay;
}

function requireSameArch(own: KernelConfig, config: KernelConfig, path: string): void {
  const before = configuredArchitecture(own);
  const after = configuredArchitecture(config);
  if (before === after) return;
  throw new FatalError({
    id: "config-arch-mismatch",
    severity: "error",
    message: `this configuration is for ${after ?? "another architecture"}, the kernel tree for ${before ?? "another"}`,
    where: { path, line: 0, column: 0 },
    help: "give a complete .config for the tree's architecture",
  });
}

const MAX_UNKNOWN_SYMBOLS = 10;

/** Symbols that neither the tree's configuration nor any of its Kconfig files knows. */
function unknownSymbols(own: KernelConfig, config: KernelConfig, path: string, build: string): Diagnostic[] {
  const known = new Set([...own.values.keys(), ...own.unset]);
  let unknown = [...config.values.keys()].filter((name) => !known.has(name));
  if (unknown.length === 0) return [];
  const declared = kconfigSymbols(build);
  unknown = unknown.filter((name) => !declared.has(name));
  const diagnostics: Diagnostic[] = unknown.slice(0, MAX_UNKNOWN_SYMBOLS).map((name) => {
    const [guess] = nearest(name, known, 1);
    return {
      id: "unknown-config-symbol",
      severity: "warning",
      message: `the kernel tree knows no ${name}${guess === undefined ? "" : `; did you mean ${guess}?`}`,
      where: { path, line: config.lines.get(name) ?? 0, column: 1 },
    };
  });
  if (unknown.length > MAX_UNKNOWN_SYMBOLS) {
    const message = `${unknown.length - MAX_UNKNOWN_SYMBOLS} more symbols are not known to the kernel tree`;
    diagnostics.push({
      id: "unknown-config-symbol",
      severity: "warning",
      message,
      where: { path, line: 0, column: 0 },
    });
  }
  return diagnostics;
}

const MAX_KCONFIG_FILES = 20_000;

/** Every `config NAME` of the tree's Kconfig files; header packages carry none or few. */
function kconfigSymbols(build: string): Set<string> {
  const symbols = new Set<string>();
  const source = existsSync(join(build, "source")) ? join(build, "source") : build;
  const pending = [source];
  for (let seen = 0; pending.length > 0 && seen < MAX_KCONFIG_FILES; seen++) {
    const directory = pending.pop() ?? "";
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.isDirectory() && entry.name !== "include" && entry.name !== ".git") pending.push(path);
      else if (entry.isFile() && entry.name.startsWith("Kconfig")) noteKconfig(readFileSync(path, "latin1"), symbols);
    }
  }
  return symbols;
}

function noteKconfig(text: string, symbols: Set<string>): void {
  for (const match of text.matchAll(/^\s*(?:menu)?config\s+(\w+)/gm)) symbols.add(`CONFIG_${match[1]}`);
}
