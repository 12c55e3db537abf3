/** The compiler flags that the user gives after `--`: unlike a kernel's own, every one must mean something. */
import { usageError } from "../support/diagnostics.js";
import { type CommandLine, parseCommandLine } from "./command-line.js";
import type { CompilerFacts } from "./compiler.js";

/** @throws FatalError `not-a-flag`, `flag-incomplete`, `response-file-not-readable` */
export function userLine(cflags: readonly string[] | undefined): CommandLine {
  const line = parseCommandLine(cflags ?? [], process.cwd());
  const [stray] = line.inputs;
  const [incomplete] = line.incomplete;
  if (incomplete !== undefined)
    throw usageError("flag-incomplete", `the compiler flag '${incomplete}' wants an argument`);
  if (stray?.startsWith("@")) {
    throw usageError("response-file-not-readable", `the response file '${stray.slice(1)}' cannot be read`);
  }
  if (stray !== undefined) {
    throw usageError(
      "not-a-flag",
      `'${stray}' is not a compiler flag`,
      "headers come before --, compiler flags after it",
    );
  }
  return line;
}

/** @throws FatalError `flag-rejected` when the compiler does not take a flag of the user's */
export function requireUnderstood(given: CommandLine, facts: CompilerFacts): void {
  const refused = given.compileFlags.find((flag) => facts.rejected.includes(flag));
  if (refused === undefined) return;
  throw usageError("flag-rejected", `${facts.kind} ${facts.version} does not take the flag '${refused}'`);
}
