/**
 * The flags with which a kernel's own build system compiles a module.
 *
 * A scratch external module is built with a `CC` that writes its command line down instead of compiling the module.
 * Kbuild's questions (`cc-option` and its kin, `--version`) go to the real compiler, or are all answered with yes
 * when there is none (Linux `Documentation/kbuild/modules.rst`, `Documentation/kbuild/makefiles.rst`).
 */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FatalError } from "../support/diagnostics.js";
import { findProgram, run } from "./process.js";

/** The scratch module's name: it shows in `KBUILD_MODNAME`, and the generated crate is called so. */
export const MODULE_NAME = "kernel_sys";

export interface KbuildQuestion {
  readonly buildDirectory: string;
  /** The kernel's `ARCH`; null: kbuild's own choice. */
  readonly kernelArch: string | null;
  /** Command of the real compiler; null when there is none. */
  readonly compiler: readonly string[] | null;
  /** What the compiler prints as its version, when there is none. */
  readonly versionText: string;
  /** `CONFIG_X=value` overrides of the tree's own configuration. */
  readonly overrides: readonly string[];
}

export interface RecordedCommand {
  /** Arguments of the compiler. */
  readonly words: readonly string[];
  /** Directory it was run in. */
  readonly cwd: string;
}

/**
 * Has kbuild compile one file of a module and returns the compiler's command line.
 * @throws FatalError `make-missing`, `kbuild-failed`
 */
export function recordKbuild(question: KbuildQuestion): RecordedCommand {
  if (findProgram("make") === null) {
    throw new FatalError({
      id: "make-missing",
      severity: "error",
      message: "there is no 'make', which the kernel's build system needs",
      help: "install make, or use --family none with the flags after --",
    });
  }
  // Kbuild refuses blanks and colons in module paths.
  const scratch = mkdtempSync(join(/[\s:]/.test(tmpdir()) ? "/tmp" : tmpdir(), "kbindgen-"));
  try {
    return recordIn(scratch, question);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function recordIn(scratch: string, question: KbuildQuestion): RecordedCommand {
  const wrapper = join(scratch, "cc");
  writeFileSync(join(scratch, "Makefile"), `obj-m := ${MODULE_NAME}.o\n`);
  writeFileSync(join(scratch, `${MODULE_NAME}.c`), "");
  writeFileSync(wrapper, wrapperScript(scratch, question));
  chmodSync(wrapper, 0o755);
  const arch = question.kernelArch === null ? [] : [`ARCH=${question.kernelArch}`];
  const result = run([
    ...["make", "-C", question.buildDirectory, `M=${scratch}`, `CC=${wrapper}`, `HOSTCC=${hostCompiler()}`],
    ...arch,
    ...question.overrides,
    `${MODULE_NAME}.o`,
  ]);
  const record = join(scratch, "command");
  if (!existsSync(record)) throw kbuildFailed(question.buildDirectory, result.stderr, result.stdout, scratch);
  const [cwd = "", ...words] = readFileSync(record, "latin1").split("\0");
  return { cwd, words: words.slice(0, -1) };
}

/** Anything that exists: kbuild only compiles host programs in a tree that is not prepared. */
function hostCompiler(): string {
  return findProgram("gcc") !== null ? "gcc" : "cc";
}

function wrapperScript(scratch: string, question: KbuildQuestion): string {
  const passOn =
    question.compiler === null
      ? [
          `case " $* " in *" --version "*) printf '%s\\n' ${quoted(question.versionText)};; esac`,
          // arm64 asks whether "K" takes a constant that it must refuse (Linux `arch/arm64/Makefile`): it does.
          `case "$*" in *" -x c "*" -") grep -q '"K" (4294967295)' && exit 1;; esac`,
          // Whatever else kbuild asks for as a file, as an output or about an option: yes.
          "exit 0",
        ]
      : [`exec ${question.compiler.map(quoted).join(" ")} "$@"`];
  return [
    "#!/bin/sh",
    'case " $* " in',
    `*" -c "*${MODULE_NAME}.c\\ *)`,
    `  { pwd -P | tr '\\n' '\\0'; printf '%s\\0' "$@"; } >${quoted(join(scratch, "command"))}`,
    "  exit 1;;",
    "esac",
    ...passOn,
    "",
  ].join("\n");
}

/** As one word of a POSIX shell. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function kbuildFailed(directory: string, stderr: string, stdout: string, scratch: string): FatalError {
  const lines = [...stderr.split("\n"), ...stdout.split("\n")]
    .map((line) => line.replaceAll(scratch, "<module>").trim())
    .filter((line) => line !== "" && !/^make(?:\[\d+\])?: (?:Entering|Leaving) /.test(line));
  return new FatalError({
    id: "kbuild-failed",
    severity: "error",
    message: "the kernel's build system did not come to compile a module",
    where: { path: directory, line: 0, column: 0 },
    notes: lines.slice(0, 8).map((message) => ({ message })),
    help: "run `make modules_prepare` in the kernel tree, or install the whole headers package",
  });
}
