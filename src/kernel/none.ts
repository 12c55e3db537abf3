/** The family `none`: any C header with plain flags. */
import type { Architecture } from "./abi/types.js";
import { architectureByName, architectureOfTriple, hostArchitecture, systemOfTriple } from "./architecture.js";
import { type TargetParts, UNCONFIGURED } from "./assemble.js";
import type { Cache } from "./cache.js";
import { chooseCompiler } from "./choose-compiler.js";
import { type CommandLine, parseCommandLine } from "./command-line.js";
import type { CompilerFacts } from "./compiler.js";
import { factsFor } from "./facts.js";
import { freestandingDirectory } from "./freestanding.js";
import type { TargetOptions } from "./types.js";
import { requireUnderstood, userLine } from "./user-flags.js";

/** @throws FatalError when the flags make no sense or no compiler and no profile fit. */
export function resolveNone(options: TargetOptions, cache: Cache): TargetParts {
  const given = userLine(options.cflags);
  const arch = wantedArchitecture(options, given);
  const system = systemOfTriple(given.target ?? "");
  // gcc takes no --target, and for other systems than Linux clang is what there is.
  const kind = system === "linux" ? "gcc" : "clang";
  const wish = { kind, major: null, name: null, triple: null } as const;
  const compiler = options.cc === "none" ? null : chooseCompiler(options.cc ?? null, wish, arch);
  const line = parseCommandLine([...(compiler?.flags ?? []), ...given.compileFlags], process.cwd());
  const fallback = { arch: arch ?? hostArchitecture() ?? "x86_64", kind, system } as const;
  const facts = withHeaders(factsFor(line, compiler, fallback, cache));
  requireUnderstood(given, facts);
  return {
    ...{ family: "none", arch, line, facts, release: null, roots: [process.cwd()] },
    compilerWords: compiler?.words ?? null,
    ...UNCONFIGURED,
    diagnostics: [],
  };
}

/** null: whatever the compiler compiles for. */
function wantedArchitecture(options: TargetOptions, given: CommandLine): Architecture | null {
  if (options.arch !== undefined) return architectureByName(options.arch);
  return given.target === null ? null : architectureOfTriple(given.target);
}

/** Without the compiler's own directories, ours have the freestanding headers (C11 4p6). */
function withHeaders(facts: CompilerFacts): CompilerFacts {
  return facts.includeDirectories.length > 0 ? facts : { ...facts, includeDirectories: [freestandingDirectory()] };
}
