/** `kbindgen generate`. */
import { type GenerateResult, generate } from "../../generate.js";
import { kernelName } from "../../kernel/types.js";
import { type Console, colours, jsonDiagnostic, printJson } from "../console.js";
import { generateOptions, type Settings, switchOf, textOf } from "../settings.js";

export function generateCommand(settings: Settings, console: Console): number {
  const options = generateOptions(settings);
  const result = generate({ ...options, onProgress: (stage) => console.progress(stage) });
  console.done();
  for (const diagnostic of result.diagnostics) console.diagnostic(diagnostic, result.sources);
  for (const [stage, milliseconds] of result.timings) console.debug(`${stage}: ${Math.round(milliseconds)} ms`);
  if (switchOf(settings.values, "json") === true) {
    printJson({
      status: result.status,
      family: result.family,
      release: result.release,
      arch: result.arch,
      files: result.files,
      summary: result.summary,
      diagnostics: result.diagnostics.map((diagnostic) => jsonDiagnostic(diagnostic, result.sources)),
    });
  }
  if (result.status === "failed") return 1;
  if (textOf(settings.values, "bindings") === "-") process.stdout.write(result.bindings);
  console.say(
    `${colours.green("✓")} ${kernelOf(result)}: ${result.summary.emitted} items, ${result.summary.skipped} left out`,
  );
  if (result.files.length > 0) console.say(`  wrote ${result.files.length} files: ${shown(result.files)}`);
  return 0;
}

function kernelOf({ family, release, arch }: GenerateResult): string {
  if (family === "none") return arch;
  return `${kernelName(family, release)}, ${arch}`;
}

const MAX_FILES = 6;

function shown(files: readonly string[]): string {
  const more = files.length > MAX_FILES ? `, … (${files.length - MAX_FILES} more)` : "";
  return files.slice(0, MAX_FILES).join(", ") + more;
}
