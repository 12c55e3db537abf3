/** `kbindgen core`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildCore } from "../../rust-core.js";
import { DEFAULT_FOLDER, FLAGS_FILE } from "../../rust-target/index.js";
import { FatalError, usageError } from "../../support/diagnostics.js";
import type { Console } from "../console.js";
import { type Settings, textOf } from "../settings.js";

export function coreCommand(settings: Settings, console: Console): number {
  const [folder = DEFAULT_FOLDER, ...others] = settings.positionals;
  if (others.length > 0) throw usageError("usage", "core takes one folder");
  const { RUST_LIB_SRC: source } = process.env;
  const sysroot = buildCore({
    flags: flagsIn(folder),
    rustc: textOf(settings.values, "rustc"),
    rustSrc: textOf(settings.values, "rust-src") ?? (source === "" ? undefined : source),
    onProgress: (step) => console.progress(step),
  });
  console.done();
  process.stdout.write(`${sysroot}\n`);
  return 0;
}

function flagsIn(folder: string): string[] {
  const file = join(folder, FLAGS_FILE);
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((flag) => flag !== "");
  } catch {
    throw new FatalError({
      id: "target-not-found",
      severity: "error",
      message: `cannot read the flags in '${file}'`,
      help: `write them with \`kbindgen target --out ${folder}\``,
    });
  }
}
