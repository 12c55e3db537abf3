/** `kbindgen preprocess`. */
import { writeFileSync } from "node:fs";
import { resolveTarget } from "../../kernel/index.js";
import { preprocess, printUnit } from "../../preprocess/index.js";
import { FatalError } from "../../support/diagnostics.js";
import { type Console, jsonDiagnostic, printJson } from "../console.js";
import { headerOptions, requireHeaders, type Settings, switchOf, textOf } from "../settings.js";

export function preprocessCommand(settings: Settings, console: Console): number {
  const options = headerOptions(settings, requireHeaders(settings.positionals));
  console.progress("kernel");
  const target = resolveTarget(options);
  console.progress("preprocess");
  const unit = preprocess(target, options.headers);
  console.done();
  const diagnostics = [...target.diagnostics, ...unit.diagnostics];
  for (const diagnostic of diagnostics) console.diagnostic(diagnostic, unit.sources);
  const text = printUnit(unit, {
    macros: switchOf(settings.values, "defines") === true,
    lineMarkers: switchOf(settings.values, "line-markers") !== false,
  });
  const output = textOf(settings.values, "output");
  const failed = diagnostics.some((diagnostic) => diagnostic.severity === "error");
  const json = switchOf(settings.values, "json") === true;
  if (output !== undefined) writeOutput(output, text);
  else if (!json) process.stdout.write(text, "latin1");
  if (json) {
    const shown = diagnostics.map((diagnostic) => jsonDiagnostic(diagnostic, unit.sources));
    printJson({ status: failed ? "failed" : "ok", tokens: unit.tokens.length, diagnostics: shown });
  }
  return failed ? 1 : 0;
}

function writeOutput(path: string, text: string): void {
  try {
    writeFileSync(path, text, "latin1");
  } catch {
    throw new FatalError({ id: "output-not-writable", severity: "error", message: `'${path}' cannot be written` });
  }
}
