/** Runs `kbindgen-bindgen` in this process and keeps what it prints; lets rustc judge that. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import { bindgenMain } from "../../src/bindgen/index.js";
import { captured, type Ran } from "../support/capture.js";

export async function runBindgen(words: readonly string[], cc = "gcc"): Promise<Ran> {
  vi.stubEnv("CC", cc);
  try {
    return await captured(() => bindgenMain(words));
  } finally {
    vi.unstubAllEnvs();
  }
}

/** What rustc has against a text with `before` in front of it; empty for nothing. */
export function rustcProblems(folder: string, text: string, before: string): string {
  const path = join(folder, "bindings.rs");
  const lints = "#![allow(dead_code, non_camel_case_types, non_snake_case, non_upper_case_globals)]";
  writeFileSync(path, `${lints}\n${before}\n${text}`);
  const kind = ["--edition", "2021", "--crate-type", "lib", "--emit=metadata"];
  const flags = [...kind, "-o", join(folder, "bindings.rmeta"), path];
  return spawnSync("rustc", flags, { encoding: "utf8" }).stderr;
}
