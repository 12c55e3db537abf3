/** `kbindgen new`. */
import { scaffoldModule, TEMPLATE_NAMES } from "../../scaffold.js";
import { usageError } from "../../support/diagnostics.js";
import { type Console, colours } from "../console.js";
import { type Settings, textOf } from "../settings.js";

export function newCommand(settings: Settings, console: Console): number {
  const [name, ...others] = settings.positionals;
  if (name === undefined || others.length > 0) throw usageError("usage", "new takes one name");
  const asked = textOf(settings.values, "template");
  const template = TEMPLATE_NAMES.find((candidate) => candidate === asked) ?? "linux-module";
  const files = scaffoldModule(name, template, process.cwd());
  console.say(`${colours.green("✓")} ${name}/: ${files.join(", ")}`);
  console.say(`  next: cd ${name} && make && make load`);
  return 0;
}
