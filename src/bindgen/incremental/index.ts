/**
 * A second run of the same command line after a change of a few lines of its header: what did not change comes from the
 * record of the first run, and only the changed declarations, with the slice of the translation unit that they need, go
 * through the pipeline.
 *
 * Nothing is taken on trust. The old lines go the same way, and must give what the first run has given for them, and so must
 * everything else that the slice declares; a changed name must occur nowhere else. Wherever that fails, null tells the
 * caller to run everything.
 */
import { readFileSync } from "node:fs";
import type { KernelTarget } from "../../kernel/types.js";
import { lexText, makeLexCache } from "../../preprocess/index.js";
import { type Change, changeOf, type SourcePart } from "./change.js";
import { definitionText } from "./definitions.js";
import { isIdle, wasIdle } from "./includes.js";
import { fingerprint, type Run } from "./record.js";
import type { RecordedUnit } from "./recorded-unit.js";
import { expandedNames, type Slice, servedAs, sliceFor } from "./slice.js";

export { type Run, readRecord, recordDirectory, writeRecord } from "./record.js";

/** One item of a header as it stands in the output. */
export interface RenderedItem {
  /** Its name in C. */
  readonly c: string;
  readonly isConstant: boolean;
  readonly text: string;
}

/** The items of a header under a target, rendered one by one; null when something is wrong with it. */
export type RenderItems = (target: KernelTarget) => readonly RenderedItem[] | null;

/** The output for the header as it is now; null when only a full run can tell. */
export function rerun(run: Run, header: string, target: KernelTarget, render: RenderItems): string | null {
  if (fingerprint(target) !== run.target) return null;
  const now = readFileSync(header, "latin1");
  if (now === run.header) return run.output;
  const cache = makeLexCache();
  const lexed = lexText(target, now, cache);
  if (lexed.unterminatedComment !== -1 || lexed.hasStrayLiteral) return null;
  const change = changeOf(lexText(target, run.header, cache), lexed);
  const changed = [...change.old, ...change.new];
  if (changed.length === 0) return run.output;
  const unit = run.unit();
  if (unit === null) return null;
  if (changed.every(({ kind }) => kind === "include")) {
    const place = change.old[0]?.start ?? change.behind[0]?.start ?? run.header.length;
    const around = { header, target, cache };
    const isHarmless =
      change.old.every((part) => wasIdle(run, part)) &&
      change.new.every((part) => isIdle(around, run, unit, part, place));
    return isHarmless ? run.output : null;
  }
  if (changed.some(({ kind }) => kind !== "declaration")) return null;
  const wordsOf = (part: SourcePart): string[] => part.spellings.map((id) => cache.table.interner.text(id));
  return withDeclarations(run, now, change, unit, { header, target, render, wordsOf });
}

interface Means {
  readonly header: string;
  readonly target: KernelTarget;
  readonly render: RenderItems;
  readonly wordsOf: (part: SourcePart) => string[];
}

function withDeclarations(run: Run, now: string, change: Change, unit: RecordedUnit, means: Means): string | null {
  const front = change.before.at(-1);
  const isBehind = front?.kind === "declaration";
  // A neighbour tells where in the output the change belongs.
  const neighbour = isBehind ? front : change.behind[0];
  const start = neighbour?.kind === "declaration" ? unit.ownDeclaration(neighbour.start) : null;
  if (neighbour === undefined || start === null) return null;
  const code = (text: string, parts: readonly SourcePart[]): string =>
    parts.map((part) => `${text.slice(part.start, part.end)}\n`).join("");
  const beside = code(run.header, [neighbour]);
  const joined = (changed: string): string => (isBehind ? beside + changed : changed + beside);
  const was = joined(code(run.header, change.old));
  const is = joined(code(now, change.new));
  const cache = makeLexCache();
  const { target, header } = means;
  const slice = sliceFor(was + is, start, unit, {
    expandedNames: (text) => expandedNames(target, header, text, cache),
    definitionText: (position) => definitionText(run, target, position, cache),
  });
  if (slice === null) return null;
  const before = itemsOf(slice, was, change.old.length + 1, run, means);
  const after = itemsOf(slice, is, change.new.length + 1, run, means);
  if (before === null || after === null) return null;
  const [kept, still] = isBehind ? [before[0], after[0]] : [before.at(-1), after.at(-1)];
  if (kept === undefined || kept.text !== still?.text) return null;
  const names = new Set([...before, ...after].map(({ c }) => c));
  names.delete(kept.c);
  if ([...names].some((name) => !isAlone(name, unit, change, means))) return null;
  const old = new Set(before.map(({ c }) => c));
  if (after.some(({ c }) => !old.has(c) && isMentioned(run.output, c))) return null;
  return replaced(run.output, linesOf(before), linesOf(after));
}

/** The constants that some lines declare, each a line of Rust; null when they declare anything else. */
function itemsOf(slice: Slice, code: string, count: number, run: Run, means: Means): RenderedItem[] | null {
  const items = means.render(servedAs(means.target, means.header, slice.text + code));
  if (items === null) return null;
  const words = new Set(code.match(/[A-Za-z_$][\w$]*/g));
  const own: RenderedItem[] = [];
  for (const item of items) {
    // Which number an anonymous type has depends on what stands before it.
    const isNumbered = NUMBERED.test(item.text);
    if (words.has(item.c) && !slice.names.has(item.c)) own.push(item);
    else if (!isNumbered && !run.output.includes(`\n${item.text}\n`)) return null;
  }
  const isPlain = ({ isConstant, text }: RenderedItem): boolean =>
    isConstant && !text.includes("\n") && !NUMBERED.test(text);
  return own.length === count && own.every(isPlain) ? own : null;
}

const NUMBERED = /\b_bindgen_ty_\d/;

/** Whether a name occurs in the header once, and nowhere else. */
function isAlone(name: string, unit: RecordedUnit, change: Change, { wordsOf }: Means): boolean {
  const id = unit.find(name);
  if (id !== undefined && unit.isElsewhere(id)) return false;
  const times = (parts: readonly SourcePart[]): number => parts.flatMap(wordsOf).filter((word) => word === name).length;
  return times([...change.before, ...change.behind]) === 0 && times(change.old) <= 1 && times(change.new) <= 1;
}

function isMentioned(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$&")}(?![\\w$])`).test(text);
}

function linesOf(items: readonly RenderedItem[]): string {
  return `\n${items.map(({ text }) => text).join("\n")}\n`;
}

/** null unless `old` occurs exactly once. */
function replaced(output: string, old: string, now: string): string | null {
  const at = output.indexOf(old);
  if (at === -1 || output.includes(old, at + 1)) return null;
  return output.slice(0, at) + now + output.slice(at + old.length);
}
