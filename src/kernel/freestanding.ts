/** Where the freestanding headers of C11 4p6 (`stddef.h`, `stdint.h`, `stdarg.h`, …) lie in this package. */
import { fileURLToPath } from "node:url";

/** Absolute path of `headers/freestanding`. */
export function freestandingDirectory(): string {
  return fileURLToPath(new URL("../../headers/freestanding", import.meta.url));
}
