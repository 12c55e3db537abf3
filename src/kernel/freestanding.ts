/** Where the freestanding headers of C11 4p6 (`stddef.h`, `stdint.h`, `stdarg.h`, …) lie in this package. */
import { packageFile } from "../support/package-files.js";

/** Absolute path of `headers/freestanding`. */
export function freestandingDirectory(): string {
  return packageFile("headers/freestanding");
}
