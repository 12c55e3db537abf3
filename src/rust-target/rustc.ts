/** Asks rustc what it is and what it knows, so that no table of versions has to. */
import { compilerWords } from "../kernel/compiler.js";
import { findProgram, run } from "../kernel/process.js";
import { FatalError } from "../support/diagnostics.js";
import type { Json, Specification } from "./types.js";

/** With it a stable rustc takes unstable options (rustc's own tests and the kernel build use it). */
const BOOTSTRAP = { RUSTC_BOOTSTRAP: "1" } as const;

export interface Rustc {
  readonly words: readonly string[];
  /** `1.95.0` */
  readonly version: string;
  readonly nightly: boolean;
  /** `Ccode-model`, `Zcf-protection`: options by letter and name, with `-` for `_`. */
  readonly options: ReadonlySet<string>;
}

/** @throws FatalError `rustc-not-found`, `rustc-not-understood` */
export function askRustc(command: string): Rustc {
  const words = compilerWords(command);
  const { release } = aboutRustc(command);
  const options = new Set([...optionsOf(words, "C"), ...optionsOf(words, "Z")]);
  return { words, version: release.replace(/-.*/, ""), nightly: /-(?:nightly|dev)/.test(release), options };
}

export interface AboutRustc {
  /** `1.95.0`, `1.97.0-nightly` */
  readonly release: string;
  /** All that `rustc -vV` says: version, commit, host, LLVM. */
  readonly text: string;
}

/** @throws FatalError `rustc-not-found`, `rustc-not-understood` */
export function aboutRustc(command: string): AboutRustc {
  requireRustc(command);
  const text = run([...compilerWords(command), "-vV"]).stdout;
  const release = /^release: (\d+\.\d+\.\d+\S*)/m.exec(text)?.[1];
  if (release !== undefined) return { release, text };
  throw new FatalError({
    id: "rustc-not-understood",
    severity: "error",
    message: `'${command} -vV' does not say which rustc it is`,
    help: "give a Rust compiler with --rustc",
  });
}

/** @throws FatalError `rustc-not-found` */
export function requireRustc(command: string): void {
  if (findProgram(compilerWords(command)[0] ?? "") !== null) return;
  throw new FatalError({
    id: "rustc-not-found",
    severity: "error",
    message: `there is no Rust compiler '${command}'`,
    help: "install rustc, or give one with --rustc",
  });
}

function optionsOf(words: readonly string[], letter: "C" | "Z"): string[] {
  const { stdout } = run([...words, `-${letter}`, "help"], { env: BOOTSTRAP });
  const line = new RegExp(`^\\s+-${letter}\\s+([\\w-]+)=val`, "gm");
  return [...stdout.matchAll(line)].map((match) => optionKey(letter, match[1] ?? ""));
}

function optionKey(letter: string, name: string): string {
  return `${letter}${name.replaceAll("_", "-")}`;
}

/** Does rustc know the option of a flag such as `-Zcf-protection=branch`? Others than `-C` and `-Z` have been there always. */
export function knowsFlag(rustc: Rustc, flag: string): boolean {
  const option = /^-([CZ])([\w-]+)/.exec(flag);
  return option === null || rustc.options.has(optionKey(option[1] ?? "", option[2] ?? ""));
}

/** `a` is at least `b`, both as `1.95` or `1.95.0`. */
export function atLeast(a: string, b: string): boolean {
  const [major = 0, minor = 0] = a.split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = b.split(".").map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** The specification of a built-in target; null when this rustc has no such target. */
export function builtinSpecification(rustc: Rustc, target: string): Specification | null {
  const { status, stdout } = run(
    [...rustc.words, "-Zunstable-options", "--print", "target-spec-json", "--target", target],
    { env: BOOTSTRAP },
  );
  return status === 0 ? (JSON.parse(stdout) as Record<string, Json>) : null;
}

/** Names of the features that LLVM and rustc know for a target. */
export function featureNames(rustc: Rustc, target: string): ReadonlySet<string> {
  const { stdout } = run([...rustc.words, "--print", "target-features", "--target", target]);
  return new Set([...stdout.matchAll(/^\s+([\w.-]+)\s+- /gm)].map((match) => match[1] ?? ""));
}

/**
 * Lets rustc judge: `--print cfg` reads the specification and all flags.
 * @returns what it warns of
 * @throws FatalError `rustc-refuses-target`
 */
export function rustcVerdict(
  rustc: Rustc,
  target: string,
  flags: readonly string[],
  bootstrap: boolean,
): readonly string[] {
  const command = [...rustc.words, "--print", "cfg", `--target=${target}`, ...flags];
  const { status, stderr, failure } = run(command, bootstrap ? { env: BOOTSTRAP } : {});
  const said = (kind: string) =>
    [...stderr.matchAll(new RegExp(`^${kind}: (.*)`, "gm"))]
      .map((match) => match[1] ?? "")
      .filter((text) => !/^\d+ warnings? emitted/.test(text));
  if (status === 0) return said("warning");
  throw new FatalError({
    id: "rustc-refuses-target",
    severity: "error",
    message: `rustc ${rustc.version} refuses the target: ${said("error")[0] ?? failure ?? stderr.trim()}`,
    help: "try another rustc with --rustc, and please report this as a bug",
  });
}
