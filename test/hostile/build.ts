/** Builds the command line as it is now into a folder of its own, beside what it reads at run time. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/** @returns the program's path */
export function buildProgram(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const tsc = join(ROOT, "node_modules/.bin/tsc");
  execFileSync(tsc, ["-p", join(ROOT, "tsconfig.build.json"), "--outDir", join(folder, "dist")], { stdio: "pipe" });
  execFileSync(process.execPath, [join(ROOT, "scripts/precompile-templates.mjs"), join(folder, "dist")]);
  for (const name of ["node_modules", "templates", "grammars", "headers", "examples", "package.json"]) {
    symlinkSync(join(ROOT, name), join(folder, name));
  }
  execFileSync(process.execPath, [join(ROOT, "scripts/bundle.mjs"), join(folder, "dist")]);
  cpSync(join(ROOT, "bin"), join(folder, "bin"), { recursive: true });
  return join(folder, "bin/kbindgen.js");
}
