/**
 * `core` for a kernel target: rustc comes with none, or with one of other code generation (position independent code has
 * relocations that module loaders refuse). Built from the source that belongs to this rustc, once for each compiler,
 * target and set of flags, and kept in the user's cache.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { cacheDirectory, entryName, makeStage, moveIntoPlace, prune } from "./kernel/cache.js";
import { compilerWords } from "./kernel/compiler.js";
import { type RunResult, run } from "./kernel/process.js";
import { aboutRustc } from "./rust-target/rustc.js";
import { FatalError } from "./support/diagnostics.js";

export interface CoreOptions {
  /** The target first, `--target=NAME` or `--target=FILE.json`, as `flagsText` writes them. */
  readonly flags: readonly string[];
  /** Command of the Rust compiler; default `rustc`. */
  readonly rustc?: string | undefined;
  /** The `library` folder of Rust's source; default: the one in the compiler's sysroot. */
  readonly rustSrc?: string | undefined;
  readonly onProgress?: ((step: string) => void) | undefined;
}

/** Raised when what is built, or how, changes. */
const FORMAT = 1;

/** How many libraries are kept, of 30 MB each: those of a few kernels and compilers. */
export const MOST_KEPT = 12;

/**
 * These win over those of the module. Bitcode, so that a module takes only what it uses (`-Clto`); no parsing and
 * formatting of floating point, as in Linux `rust/Makefile`.
 */
const CORE_FLAGS = ["-Copt-level=2", "-Cpanic=abort", "-Cembed-bitcode=y", "-Cdebuginfo=0", "--cfg=no_fp_fmt_parse"];

/** `memcpy` and its kin are the kernel's; rustc only insists on the crate. */
const COMPILER_BUILTINS = `#![feature(compiler_builtins)]
#![compiler_builtins]
#![no_builtins]
#![no_std]
`;

/**
 * A sysroot with `core` for the target, for `rustc --sysroot`.
 * @returns its absolute path
 * @throws FatalError `rustc-not-found`, `rustc-not-understood`, `rust-source-missing`, `core-failed`, `target-not-found`
 */
export function buildCore(options: CoreOptions): string {
  const command = options.rustc ?? "rustc";
  const about = aboutRustc(command);
  const rustc = compilerWords(command);
  const target = targetOf(options.flags[0] ?? "");
  const flags = [...options.flags.slice(1), ...CORE_FLAGS];
  const shelf = join(cacheDirectory(), "core");
  const place = join(shelf, entryName([FORMAT, about.text, target.identity, flags]));
  if (existsSync(place)) return used(place);
  const library = findLibrary(rustc, about.release, options.rustSrc);
  options.onProgress?.(`building core for ${target.name}`);
  const stage = makeStage(shelf);
  try {
    const words = [...rustc, "--target", target.argument, ...flags];
    buildInto(stage, target.name, words, library);
    moveIntoPlace(stage, place);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  prune(shelf, MOST_KEPT);
  return used(place);
}

/** Its time becomes that of its last use; where it cannot, it is that of its making. */
function used(place: string): string {
  const now = new Date();
  try {
    utimesSync(place, now, now);
  } catch {}
  return place;
}

interface Target {
  /** As rustc is told. */
  readonly argument: string;
  /** As rustc calls its folder in a sysroot. */
  readonly name: string;
  /** Differs whenever the target does. */
  readonly identity: string;
}

function targetOf(flag: string): Target {
  const given = /^--target=(.+)$/.exec(flag)?.[1];
  if (given === undefined) throw noTarget(`'${flag}' names no target`);
  if (!given.endsWith(".json")) return { argument: given, name: given, identity: given };
  try {
    const name = basename(given, ".json");
    return { argument: resolve(given), name, identity: `${name} ${readFileSync(given, "utf8")}` };
  } catch {
    throw noTarget(`cannot read the target '${given}'`);
  }
}

function noTarget(message: string): FatalError {
  return new FatalError({
    id: "target-not-found",
    severity: "error",
    message,
    help: "write one with `kbindgen target`",
  });
}

function findLibrary(rustc: readonly string[], release: string, asked: string | undefined): string {
  const own = () => join(run([...rustc, "--print", "sysroot"]).stdout.trim(), "lib/rustlib/src/rust/library");
  const library = resolve(asked ?? own());
  if (existsSync(join(library, "core/src/lib.rs"))) return library;
  throw new FatalError({
    id: "rust-source-missing",
    severity: "error",
    message: `the source of Rust's core library is not in '${library}'`,
    help:
      "install it: `rustup component add rust-src`, or Debian's rust-src (rust-web-src for rustc-web); " +
      `or name the folder 'library' of Rust ${release}'s source with --rust-src or RUST_LIB_SRC`,
  });
}

function buildInto(stage: string, target: string, words: readonly string[], library: string): void {
  const out = join(stage, "lib/rustlib", target, "lib");
  mkdirSync(out, { recursive: true });
  const build = (name: string, edition: string, source: string, ...more: readonly string[]) => {
    const place = ["--out-dir", out, "--sysroot", stage];
    const crate = ["--crate-type=rlib", `--crate-name=${name}`, `--edition=${edition}`, "--cap-lints=allow"];
    // Unstable features are what core is made of.
    const result = run([...words, ...crate, ...place, ...more, source], { env: { RUSTC_BOOTSTRAP: "1" } });
    if (result.status !== 0) throw coreFailed(name, target, result, library);
  };
  build("core", editionOf(library), join(library, "core/src/lib.rs"));
  const stub = join(stage, "compiler_builtins.rs");
  writeFileSync(stub, COMPILER_BUILTINS);
  build("compiler_builtins", "2021", stub);
  rmSync(stub);
}

function editionOf(library: string): string {
  const manifest = join(library, "core/Cargo.toml");
  const text = existsSync(manifest) ? readFileSync(manifest, "utf8") : "";
  return /^edition\s*=\s*"(\d+)"/m.exec(text)?.[1] ?? "2024";
}

function coreFailed(name: string, target: string, result: RunResult, library: string): FatalError {
  const errors = result.stderr.split("\n").filter((line) => /^error/.test(line));
  return new FatalError({
    id: "core-failed",
    severity: "error",
    message: `${name} does not build for ${target}`,
    notes: (errors.length > 0 ? errors : [result.failure ?? result.stderr]).slice(0, 8).map((message) => ({ message })),
    help: `is '${library}' the source of this very rustc, and the target one that it knows?`,
  });
}
