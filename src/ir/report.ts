/** The report: one entry for everything the translation unit declares, kept or not. */
import type { Position, SourceMap } from "../support/source.js";
import type { ReportEntry, SkipReason } from "./types.js";

export class Report {
  readonly entries: ReportEntry[] = [];
  readonly #sources: SourceMap;

  constructor(sources: SourceMap) {
    this.#sources = sources;
  }

  emitted(kind: ReportEntry["kind"], name: string, position: Position): void {
    this.entries.push({ kind, name, status: "emitted", location: this.#sources.describe(position) });
  }

  derived(kind: ReportEntry["kind"], name: string, position: Position, detail: string): void {
    this.entries.push({ kind, name, status: "derived", detail, location: this.#sources.describe(position) });
  }

  skipped(kind: ReportEntry["kind"], name: string, position: Position, reason: SkipReason, detail?: string): void {
    const entry: ReportEntry = { kind, name, status: "skipped", reason, location: this.#sources.describe(position) };
    this.entries.push(detail === undefined ? entry : { ...entry, detail });
  }
}
