/** What becomes of the function-like macros of a header, as one line each. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveTarget } from "../../src/kernel/index.js";
import { classifyMacros, type StatedPrototype } from "../../src/macros/index.js";
import { parse } from "../../src/parse/index.js";
import { preprocess } from "../../src/preprocess/index.js";
import { analyse, declare } from "../../src/sema/index.js";

/** Shims as C prototypes, everything else as its kind or its reason; by name. */
export function shimsOf(
  header: string,
  prototypes: readonly StatedPrototype[] = [],
  files: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "kbindgen-shims-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const path = join(folder, "header.h");
    writeFileSync(path, header);
    const target = resolveTarget({ family: "none", cc: "none", cache: false, arch: "x86_64" });
    const unit = preprocess(target, [path]);
    const { program, context } = analyse(unit, parse(unit), target);
    const items = classifyMacros(unit, program, context, prototypes).filter(
      (item) => item.definition.origin === "file",
    );
    return Object.fromEntries(
      items.map((item) => {
        const { name } = item.definition;
        if (item.kind === "unsupported") return [name, `${item.reason}: ${item.detail}`];
        if (item.kind !== "shim") return [name, item.kind];
        const parameters = item.parameters.map((parameter) => declare(parameter.type, parameter.name, context));
        const list = parameters.length === 0 ? "void" : parameters.join(", ");
        return [name, declare(item.result, `${name}(${list})`, context)];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
