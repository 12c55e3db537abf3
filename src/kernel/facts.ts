/** Facts about the compiler under a command line: from the compiler, or from a shipped profile. */
import type { Cache } from "./cache.js";
import type { CompilerChoice } from "./choose-compiler.js";
import type { CommandLine } from "./command-line.js";
import { type CompilerFacts, compilerFacts } from "./compiler.js";
import { type ProfileChoice, profileFacts } from "./profile.js";

/**
 * @param compiler null: none is present
 * @param fallback which profile stands in
 * @throws FatalError when the compiler fails, or when there is neither compiler nor profile
 */
export function factsFor(
  line: CommandLine,
  compiler: CompilerChoice | null,
  fallback: ProfileChoice,
  cache: Cache,
): CompilerFacts {
  if (compiler !== null) return compilerFacts(compiler.words, line.targetFlags, cache);
  return profileFacts(fallback, line.targetFlags);
}
