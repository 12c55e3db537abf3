// Loaded into the process under test: writes its peak memory in KiB to the file that KBINDGEN_PEAK names.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const file = process.env.KBINDGEN_PEAK;
  if (file !== undefined) writeFileSync(file, String(process.resourceUsage().maxRSS));
});
