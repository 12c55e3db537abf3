/**
 * Which shims no module can link with: what they inline uses a symbol that the kernel does not export. Only the compiler
 * knows what is left of a shim, so `c/helpers.c` is compiled; the object's symbol table says what it wants of others
 * (gABI, "Symbol Table"), and the assembly who uses that.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { itemId } from "../ir/item-id.js";
import type { ItemId } from "../ir/types.js";
import { run } from "../kernel/process.js";
import { HELPERS_FILE, renderHelpers } from "../render/index.js";
import { readElf } from "../support/elf.js";
import { compilerCommand, type ShimTrial } from "./refused-shims.js";

export interface UnlinkableShim {
  readonly id: ItemId;
  readonly symbol: string;
}

/** Rounds; the first finds all, and the second sees that nothing is left. */
const MAX_ROUNDS = 5;

/**
 * @param trial without shims that the compiler refuses
 * @returns null when there is no compiler, or it fails, or nobody can be blamed
 */
export function findUnlinkableShims(trial: ShimTrial, canLink: (symbol: string) => boolean): UnlinkableShim[] | null {
  if (trial.target.compiler === null) return null;
  const found = new Map<ItemId, UnlinkableShim>();
  const scratch = mkdtempSync(join(tmpdir(), "kbindgen-links-"));
  try {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const items = trial.bindings.items.filter((item) => !found.has(itemId(item)));
      const blamed = blamedAmong({ ...trial, bindings: { ...trial.bindings, items } }, scratch, canLink);
      if (blamed === "none") return [...found.values()];
      if (blamed === null || blamed.length === 0) return null;
      for (const shim of blamed) found.set(shim.id, shim);
    }
    return null;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** `none`: nothing is wanted that may not be had. null: the compiler fails. */
function blamedAmong(
  trial: ShimTrial,
  scratch: string,
  canLink: (symbol: string) => boolean,
): readonly UnlinkableShim[] | "none" | null {
  const { view, files } = renderHelpers(trial.bindings, trial.attributes);
  if (view.shims.length === 0) return "none";
  for (const file of files) writeFileSync(join(scratch, basename(file.path)), String(file.text), "latin1");
  const command = [...compilerCommand(trial, scratch), ...PLAIN];
  const compile = (...flags: readonly string[]): boolean => run([...command, ...flags], { cwd: scratch }).status === 0;
  if (!compile("-S", "-o", "helpers.s", "-x", "c", basename(HELPERS_FILE))) return null;
  if (!compile("-c", "-o", "helpers.o", "-x", "assembler", "helpers.s")) return null;
  const wanted = undefinedSymbols(readFileSync(join(scratch, "helpers.o")));
  const missing = new Set(wanted.filter((symbol) => !canLink(symbol)));
  if (missing.size === 0) return "none";
  const uses = usesOf(readFileSync(join(scratch, "helpers.s"), "latin1"), missing);
  return view.shims.flatMap(({ item }) => {
    const symbol = firstMissing(item.linkName ?? item.name, uses, missing);
    return symbol === null ? [] : [{ id: itemId(item), symbol }];
  });
}

/** Assembly of the machine, with nothing in it that describes and does not run. */
const PLAIN = ["-fno-lto", "-w"];

/** Symbols that the linker or the architecture brings (Linux scripts/mod/modpost.c, `ignore_undef_symbol`). */
const BROUGHT = /^(?:|_GLOBAL_OFFSET_TABLE_|\.TOC\.|_(?:rest|save)(?:gpr|fpr|vr)\w*)$/;

function undefinedSymbols(object: Buffer): string[] {
  const weak = 2;
  return readElf(object).symbols.flatMap(({ name, section, binding }) =>
    section !== 0 || binding === weak || BROUGHT.test(name) ? [] : [name],
  );
}

/** Directives with names in them that use nothing (GNU as manual, "Pseudo Ops"). */
const NO_USE = /^\s*\.(?:globl|global|type|size|weak|hidden|local|file|ident|loc|string|asciz?|section|pushsection)\b/;

/** Labels of functions and objects, and of constants that lie apart (`.LC0`, as in a table of contents), not of jumps. */
const LABEL = /^([A-Za-z_][\w.]*|\.LC\d+):/;

/**
 * For each such label the words of its part of the assembly that are labels or `missing`. Inline assembly stands in the part
 * of the function that it was inlined into, whatever section it goes to.
 */
function usesOf(assembly: string, missing: ReadonlySet<string>): Map<string, Set<string>> {
  const lines = assembly.split("\n");
  const labelOf = (line: string): string | null => LABEL.exec(line)?.[1] ?? null;
  const uses = new Map<string, Set<string>>();
  for (const line of lines) {
    const label = labelOf(line);
    if (label !== null) uses.set(label, new Set());
  }
  let words: Set<string> | undefined;
  for (const line of lines) {
    const label = labelOf(line);
    if (label !== null) words = uses.get(label);
    if (words === undefined || NO_USE.test(line)) continue;
    // An instruction's own name is no operand; x86 writes `$name` for the address as a number.
    for (const [word] of line.replace(/^\s*[\w.]+(?=\s|$)/, "").matchAll(/[A-Za-z_][\w.]*|\.LC\d+/g)) {
      if (missing.has(word) || uses.has(word)) words.add(word);
    }
  }
  return uses;
}

/** The first symbol of `missing` that `start` uses, itself or through what else is in the file. */
function firstMissing(
  start: string,
  uses: ReadonlyMap<string, ReadonlySet<string>>,
  missing: ReadonlySet<string>,
): string | null {
  const seen = new Set([start]);
  // A set goes on over what is added meanwhile.
  for (const name of seen) {
    if (missing.has(name)) return name;
    for (const used of uses.get(name) ?? []) seen.add(used);
  }
  return null;
}
