/** `kbindgen explain`. */
import { existsSync } from "node:fs";
import { explainName } from "../../explain.js";
import { familyOf } from "../../kernel/index.js";
import { analyseHeaders } from "../../pipeline.js";
import { refusalOf } from "../../refused-shims.js";
import { packageFile } from "../../support/package-files.js";
import { type Console, jsonDiagnostic, printJson } from "../console.js";
import { headerOptions, listOf, requireHeaders, type Settings, switchOf } from "../settings.js";

export function explainCommand(settings: Settings, console: Console): number {
  const options = headerOptions(settings, requireHeaders(headersOf(settings)));
  const macros = listOf(settings.values, "macros");
  const analysis = analyseHeaders({ ...options, macros, onProgress: (stage) => console.progress(stage) });
  console.done();
  const errors = analysis.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  for (const diagnostic of analysis.diagnostics) console.diagnostic(diagnostic, analysis.unit.sources);
  const explained = settings.positionals.map((name) => ({
    name,
    text: explainName(name, analysis, (id) => refusalOf(id, analysis, options.headers)),
  }));
  if (switchOf(settings.values, "json") === true) {
    const diagnostics = analysis.diagnostics.map((diagnostic) => jsonDiagnostic(diagnostic, analysis.unit.sources));
    printJson({ status: errors.length === 0 ? "ok" : "failed", explained, diagnostics });
  } else {
    for (const { text } of explained) process.stdout.write(`${text.trimEnd()}\n`);
  }
  return errors.length === 0 ? 0 : 1;
}

/** What the kernel's module authors use, for names that are asked about without a header. */
function headersOf(settings: Settings): readonly string[] {
  const given = listOf(settings.values, "header") ?? [];
  if (given.length > 0) return given;
  const { family, kernelDir } = headerOptions(settings, []);
  const usual = packageFile(`headers/${family ?? familyOf(kernelDir)}/module.h`);
  return existsSync(usual) ? [usual] : [];
}
