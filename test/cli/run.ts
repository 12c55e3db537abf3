/** Runs `kbindgen` in this process and keeps what it prints. */
import { main } from "../../src/cli/main.js";
import { captured, type Ran } from "../support/capture.js";

export type { Ran } from "../support/capture.js";

export function runCli(words: readonly string[], cwd?: string): Promise<Ran> {
  return captured(() => main(words), cwd);
}
