/** Runs `kbindgen-bindgen` in this process and keeps what it prints. */
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
