/** `kbindgen check`. */
import { type CheckStep, checkCrate } from "../../check/index.js";
import { usageError } from "../../support/diagnostics.js";
import { type Console, colours, jsonDiagnostic, printJson } from "../console.js";
import { type Settings, switchOf, textOf } from "../settings.js";

const MAX_SHOWN = 20;
const MISMATCH_HELP =
  "  help: was the crate generated for this kernel, configuration and compiler? If so, please report it as a bug";

export function checkCommand(settings: Settings, console: Console): number {
  const { values, positionals } = settings;
  if (positionals.length > 1) throw usageError("usage", "check takes one crate");
  const result = checkCrate(positionals[0] ?? "kernel-sys", {
    kernelDir: textOf(values, "kernel-dir"),
    config: textOf(values, "config"),
    cc: textOf(values, "cc"),
    rustc: textOf(values, "rustc"),
    cache: switchOf(values, "cache"),
    cflags: settings.cflags,
    onProgress: (step) => console.progress(step),
  });
  console.done();
  for (const step of result.steps) showStep(step, console);
  if (result.steps.some((step) => step.diagnostics.some((it) => it.id === "abi-mismatch"))) {
    console.say(MISMATCH_HELP);
  }
  if (switchOf(values, "json") === true) {
    const steps = result.steps.map((step) => ({
      ...step,
      diagnostics: step.diagnostics.map((it) => jsonDiagnostic(it)),
    }));
    printJson({ ...result, steps });
  }
  return result.status === "ok" ? 0 : 1;
}

function showStep(step: CheckStep, console: Console): void {
  for (const diagnostic of step.diagnostics.slice(0, MAX_SHOWN)) console.diagnostic(diagnostic);
  if (step.diagnostics.length > MAX_SHOWN) console.say(`  … and ${step.diagnostics.length - MAX_SHOWN} more`);
  console.say(`${mark(step.state)} ${step.name}: ${wording(step)}`);
}

function mark(state: CheckStep["state"]): string {
  switch (state) {
    case "proven":
      return colours.green("✓");
    case "failed":
      return colours.red("✗");
    case "not-run":
      return colours.yellow("-");
  }
}

function wording(step: CheckStep): string {
  return step.state === "proven"
    ? `proven: ${step.detail}`
    : step.state === "failed"
      ? `failed: ${step.detail}`
      : step.detail;
}
