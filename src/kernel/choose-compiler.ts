/** Which compiler: the one asked for, else the one the kernel was configured for, else the nearest present. */
import type { Architecture } from "./abi/types.js";
import { ARCHITECTURE_NAMES, hostArchitecture, hostSystem, systemOfTriple } from "./architecture.js";
import { compilerWords } from "./compiler.js";
import { findProgram, listPrograms } from "./process.js";

export interface CompilerWish {
  readonly kind: "gcc" | "clang";
  /** Major version that the kernel was configured for; null: any. */
  readonly major: number | null;
  /** The command as `.config` spells it; null when unknown. */
  readonly name: string | null;
  /** What clang is told with `--target` where a triple of Linux will not do; null: the architecture says it. */
  readonly triple: string | null;
}

export interface CompilerChoice {
  readonly words: readonly string[];
  /** Flags that make it compile for the architecture (`-m32`, `--target=…`). */
  readonly flags: readonly string[];
}

/**
 * Looks for a compiler for `arch`.
 * @param asked the user's `--cc`; null without
 * @returns null when there is none
 */
export function chooseCompiler(
  asked: string | null,
  wish: CompilerWish,
  arch: Architecture | null,
): CompilerChoice | null {
  if (asked !== null) {
    const words = compilerWords(asked);
    return { words, flags: targetFlags(words[words.length - 1] ?? "", arch, wish.triple) };
  }
  for (const name of wish.kind === "clang" ? clangNames(wish) : gccNames(wish, arch)) {
    if (findProgram(name) !== null) return { words: [name], flags: targetFlags(name, arch, wish.triple) };
  }
  return null;
}

/** Does this machine's plain `gcc` compile for `arch` (with `-m32` for i686)? */
function isNative(arch: Architecture | null): boolean {
  const host = hostArchitecture();
  return arch === null || arch === host || (arch === "i686" && host === "x86_64");
}

function* gccNames(wish: CompilerWish, arch: Architecture | null): Iterable<string> {
  const prefixes = arch === null ? [] : ARCHITECTURE_NAMES[arch].triples.map((triple) => `${triple}-`);
  if (isNative(arch)) {
    if (wish.name !== null) yield wish.name;
    // For i686 a compiler of its own before `gcc -m32`: it has that architecture's libraries.
    if (arch === "i686") prefixes.push("");
    else prefixes.unshift("");
  }
  for (const prefix of prefixes) if (wish.major !== null) yield `${prefix}gcc-${wish.major}`;
  for (const prefix of prefixes) {
    yield* nearestVersions(`${prefix}gcc`, wish.major);
    yield `${prefix}gcc`;
  }
  if (isNative(arch)) yield "cc";
}

function* clangNames(wish: CompilerWish): Iterable<string> {
  if (wish.major !== null) yield `clang-${wish.major}`;
  yield* nearestVersions("clang", wish.major);
  yield "clang";
  // The base system's compiler of FreeBSD and macOS.
  if (wish.triple !== null && hostSystem() === systemOfTriple(wish.triple)) yield "cc";
}

/** `gcc-11`, `gcc-13`, … by their distance from the wanted version, newer ones first at equal distance. */
function nearestVersions(base: string, major: number | null): string[] {
  if (major === null) return [];
  const escaped = base.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return listPrograms(new RegExp(`^${escaped}-\\d+$`))
    .map((name) => ({ name, version: Number(name.slice(base.length + 1)) }))
    .sort((a, b) => Math.abs(a.version - major) - Math.abs(b.version - major) || b.version - a.version)
    .map(({ name }) => name);
}

/** Clang compiles for any architecture when told so; a native gcc for i686 with `-m32`. */
function targetFlags(name: string, arch: Architecture | null, triple: string | null): string[] {
  const host = hostArchitecture();
  const base = name.slice(name.lastIndexOf("/") + 1);
  const isClang = /^clang(?:-?\d+)?$/.test(base);
  if (triple !== null) return isClang ? [`--target=${triple}`] : [];
  if (arch === null || arch === host) return [];
  if (isClang) return [`--target=${ARCHITECTURE_NAMES[arch].triples[0]}`];
  if (arch === "i686" && host === "x86_64" && /^(?:gcc|cc|x86_64-linux-gnu-gcc)(?:-\d+)?$/.test(base)) return ["-m32"];
  return [];
}
