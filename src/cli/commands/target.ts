/** `kbindgen target`. */
import { join } from "node:path";
import { architectureByName } from "../../kernel/architecture.js";
import { FAMILIES, kernelName } from "../../kernel/types.js";
import { writeFiles } from "../../output.js";
import {
  DEFAULT_FOLDER,
  FLAGS_FILE,
  flagsText,
  type RustTarget,
  rustTarget,
  SPECIFICATION_FILE,
  specificationText,
} from "../../rust-target/index.js";
import { usageError } from "../../support/diagnostics.js";
import { type Console, colours, jsonDiagnostic, printJson } from "../console.js";
import { oneOf, type Settings, switchOf, textOf } from "../settings.js";

export function targetCommand(settings: Settings, console: Console): number {
  const { values } = settings;
  const arch = textOf(values, "arch");
  if (arch !== undefined) architectureByName(arch);
  const print = textOf(values, "print");
  const json = switchOf(values, "json") === true;
  if (json && print !== undefined) {
    throw usageError("conflicting-options", "--json and --print both want standard output", "leave --print away");
  }
  console.progress("rustc");
  const target = rustTarget({
    family: oneOf(textOf(values, "family"), FAMILIES),
    kernelDir: textOf(values, "kernel-dir"),
    config: textOf(values, "config"),
    arch,
    rustc: textOf(values, "rustc"),
    builtin: switchOf(values, "builtin"),
    stable: switchOf(values, "stable"),
  });
  console.done();
  for (const diagnostic of target.diagnostics) console.diagnostic(diagnostic);
  const out = textOf(values, "out") ?? DEFAULT_FOLDER;
  if (print !== undefined) return printOne(print, target, out);
  const files = filesOf(target, out);
  writeFiles(files);
  if (json) {
    const diagnostics = target.diagnostics.map((diagnostic) => jsonDiagnostic(diagnostic));
    printJson({ status: "ok", ...target, files: files.map(({ path }) => path), diagnostics });
  }
  console.say(
    `${colours.green("✓")} ${kernelName(target.family, target.release)}, ${target.arch}, rustc ${target.rustc}: ` +
      `wrote ${files.map(({ path }) => path).join(", ")}`,
  );
  console.say(`  use: ${target.bootstrap ? "RUSTC_BOOTSTRAP=1 " : ""}rustc @${join(out, FLAGS_FILE)} …`);
  return 0;
}

function filesOf(target: RustTarget, out: string): { path: string; content: string }[] {
  const file = join(out, SPECIFICATION_FILE);
  const flags = { path: join(out, FLAGS_FILE), content: flagsText(target, file) };
  const { specification } = target;
  return specification === null ? [flags] : [{ path: file, content: specificationText(specification) }, flags];
}

function printOne(what: string, target: RustTarget, out: string): number {
  if (what === "flags") {
    process.stdout.write(flagsText(target, join(out, SPECIFICATION_FILE)));
    return 0;
  }
  if (target.specification === null) {
    throw usageError(
      "no-specification",
      `rustc's built-in target ${target.builtin} is used: there is no specification to print`,
      "print the flags: --print flags",
    );
  }
  process.stdout.write(specificationText(target.specification));
  return 0;
}
