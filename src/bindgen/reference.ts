/** The table of flags for `docs/bindgen.md`. */
import { type BindgenFlag, FLAGS, type FlagStatus } from "./flags.js";

const HEADINGS: Readonly<Record<FlagStatus, string>> = {
  honoured: "Does what bindgen's does",
  "no-effect": "Accepted without effect (`--verbose` says so)",
  refused: "Refused with a message",
};

/** Markdown: the flags by what becomes of them, those with one reason together. */
export function flagsReference(): string {
  const statuses: readonly FlagStatus[] = ["honoured", "no-effect", "refused"];
  return statuses.map((status) => `### ${HEADINGS[status]}\n\n${section(status)}`).join("\n");
}

function section(status: FlagStatus): string {
  const byReason = new Map<string, BindgenFlag[]>();
  for (const flag of FLAGS) {
    if (flag.status !== status) continue;
    const why = flag.why ?? "";
    byReason.set(why, [...(byReason.get(why) ?? []), flag]);
  }
  return [...byReason]
    .map(([why, flags]) => `- ${why === "" ? "" : `${why}: `}${flags.map(({ name }) => `\`--${name}\``).join(", ")}\n`)
    .join("");
}
