/** Builds modules as a user does: with make, in a folder of their own. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { kernelBuild, kernelImage } from "../../scripts/kernels.mjs";
import { rustSource } from "../../scripts/rust-source.mjs";
import { hasProgram } from "../kernel/compilers.js";

const ROOT = resolve(import.meta.dirname, "../..");

export interface TestKernel {
  readonly name: string;
  readonly build: string | null;
  readonly image: string | null;
}

/**
 * Kernels that modules are loaded into; `KBINDGEN_TEST_MODULES=BUILD:BZIMAGE` names another one, whose compiler may
 * have warnings of its own.
 */
export const KERNELS: readonly TestKernel[] = [
  ...["bookworm-6.1-cloud-amd64", "bookworm-6.12-cloud-amd64"].map(fetched),
  ...given(process.env["KBINDGEN_TEST_MODULES"]),
];

function fetched(name: string): TestKernel {
  return { name, build: kernelBuild(name), image: kernelImage(name) };
}

function given(words: string | undefined): TestKernel[] {
  if (words === undefined || words === "") return [];
  const [build = "", image = ""] = words.split(":");
  return [{ name: "given", build, image }];
}

/** Modules can be built, and loaded into x86-64 kernels. */
export const canBuild = process.arch === "x64" && hasProgram("rustc") && hasProgram("make") && hasProgram("gcc");
export const canBoot = canBuild && hasProgram("qemu-system-x86_64") && hasProgram("cpio");

/** The example's files, without links and without what was built there. */
export function copyExample(example: string, to: string): void {
  const from = join(ROOT, "examples", example);
  const built =
    /\/(?:kernel-sys|rust-target|\.[^/]*|[^/]*\.kext|Module\.symvers|modules\.order|[^/]*\.(?:a|ko|mod|mod\.c|o|rlib))$/;
  cpSync(from, to, { recursive: true, dereference: true, filter: (path) => !built.test(path) });
}

export interface Made {
  readonly status: number | null;
  /** Standard output and error. */
  readonly text: string;
  /** The steps of kbuild: `RUSTC`, `BINDGEN`, … */
  readonly steps: readonly string[];
}

let librarySource: string | undefined;

/** Runs make in the folder of a module for Linux. */
export function make(folder: string, program: string, words: readonly string[]): Made {
  return makeModule(folder, program, ["CC=gcc", ...words]);
}

/** Runs a make in the folder of any module. */
export function makeModule(
  folder: string,
  program: string,
  words: readonly string[],
  which = "make",
  env: Readonly<Record<string, string>> = {},
): Made {
  librarySource ??= rustSource();
  const { status, stdout, stderr } = spawnSync(which, [`KBINDGEN=${process.execPath} ${program}`, ...words], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C", RUST_LIB_SRC: librarySource, ...env },
  });
  const steps = [...stdout.matchAll(/^ {2}([A-Z]+)(?: \[M\])? +\S/gm)].map((match) => match[1] ?? "");
  return { status, text: stdout + stderr, steps };
}

/** The module that was built in a folder. */
export function moduleIn(folder: string, name: string): string {
  const path = join(folder, `${name}.ko`);
  if (!existsSync(path)) throw new Error(`make left no ${path}`);
  return path;
}
