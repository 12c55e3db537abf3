/** The version of this package, as package.json says it. */
import { readFileSync } from "node:fs";
import { packageFile } from "./support/package-files.js";

export const VERSION: string = readVersion();

function readVersion(): string {
  const text = readFileSync(packageFile("package.json"), "utf8");
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed === "object" && parsed !== null && "version" in parsed && typeof parsed.version === "string") {
    return parsed.version;
  }
  throw new Error("package.json has no version");
}
