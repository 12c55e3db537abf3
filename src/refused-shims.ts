/**
 * Which shims are left out because the compiler refuses them: asked of the compiler once, then remembered in the
 * crate's lock file and in the user's cache, so that a run without a compiler gives the same crate.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findRefusedShims, type RefusedShim, shimFlags } from "./check/refused-shims.js";
import { findUnlinkableShims, type UnlinkableShim } from "./check/unlinkable-shims.js";
import { itemId } from "./ir/item-id.js";
import type { Bindings, ItemId } from "./ir/types.js";
import { cacheDirectory, openCache } from "./kernel/cache.js";
import { LOCK_FILE, type LockFile, type ShimRecord, withoutRoots } from "./lock.js";
import { DEFAULT_OUT, type GenerateOptions } from "./options.js";
import type { Analysis } from "./pipeline.js";
import { type LaidOutShims, renderHelpers, withoutAliases } from "./render/index.js";
import type { Linkage } from "./select/linkable.js";
import type { Diagnostic } from "./support/diagnostics.js";
import { sha256 } from "./support/hash.js";
import type { LongText } from "./support/long-text.js";
import { VERSION } from "./version.js";

interface Kept {
  readonly bindings: Bindings;
  readonly shims: LaidOutShims;
}

/** Without what is refused. */
export interface SettledShims {
  readonly bindings: Bindings;
  /** null where none have been laid out. */
  readonly shims: LaidOutShims | null;
  readonly refused: readonly RefusedShim[];
  /** Shims that no module can link with, if that matters: they are left out with `--exported-only`. */
  readonly unlinkable: readonly UnlinkableShim[];
  /** For the lock file; null where there are no shims or nobody has compiled them. */
  readonly record: ShimRecord | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Leaves out of the bindings what the compiler refuses, or refused when it was last asked about the same inputs.
 * @param headers digests of the headers, by name
 */
export function settleShims(analysis: Analysis, headers: LockFile["headers"], options: GenerateOptions): SettledShims {
  const { bindings } = analysis.lowered;
  const attributes = options.shimAttributes ?? "";
  const { files, ...shims } = renderHelpers(bindings, attributes);
  const all = { bindings, shims };
  if (files.length === 0) return { ...NOTHING, ...all, diagnostics: [] };
  const inputs = inputsHash(files, headers);
  const refused = knownRefusals(inputs, analysis, options) ?? askCompiler(inputs, analysis, options, attributes);
  if (refused === null) return { ...NOTHING, ...all, diagnostics: [NOT_COMPILED] };
  const left = [...refused, ...aliasesOf(refused, all)];
  const compiled = without(all, left);
  if (analysis.linkage === null || (options.exportedOnly !== true && analysis.used === null)) {
    return { ...NOTHING, ...compiled, refused: left, record: { inputs, refused }, diagnostics: [] };
  }
  const known = knownUnlinkable(inputs, analysis.linkage, options);
  const unlinkable = known ?? askLinks(inputs, { ...analysis, linkage: analysis.linkage }, compiled, options);
  if (unlinkable === null) {
    const diagnostics = options.exportedOnly === true ? [NOT_LINKED] : [];
    return { ...NOTHING, ...compiled, refused: left, record: { inputs, refused }, diagnostics };
  }
  const record = { inputs, refused, unlinkable };
  const linkable = options.exportedOnly === true ? without(compiled, unlinkable) : compiled;
  return { ...linkable, refused: left, unlinkable, record, diagnostics: [] };
}

const NOTHING = { refused: [], unlinkable: [], record: null } as const;

/** @param left shims, and other names of shims */
function without(all: Kept, left: readonly { readonly id: ItemId }[]): Kept {
  const ids = new Set(left.map(({ id }) => id));
  if (ids.size === 0) return all;
  const items = all.bindings.items.filter(
    (item) => (item.kind !== "function" && item.kind !== "alias") || !ids.has(itemId(item)),
  );
  const { index, view } = all.shims;
  const kept = view.shims.filter(({ item }) => !ids.has(itemId(item)));
  return {
    bindings: { ...all.bindings, items },
    shims: { index: withoutAliases(index, ids), view: { ...view, shims: kept } },
  };
}

function knownUnlinkable(
  inputs: string,
  { exports }: Linkage,
  options: GenerateOptions,
): readonly UnlinkableShim[] | null {
  const lock = readLock(join(options.out ?? DEFAULT_OUT, LOCK_FILE));
  const same = lock?.shims?.inputs === inputs && lock.kernel?.exportsHash === exports.hash;
  return same ? (lock.shims?.unlinkable ?? null) : null;
}

function askLinks(
  inputs: string,
  { target, program, linkage }: Analysis & { readonly linkage: Linkage },
  compiled: Kept,
  options: GenerateOptions,
): readonly UnlinkableShim[] | null {
  const cache = openCache(options.cache === false ? null : cacheDirectory());
  const flags = target.cflags.map((flag) => withoutRoots(flag, target.roots));
  const question = ["shim-links", inputs, linkage.exports.hash, target.compiler, flags];
  const known = cache.get(question) as readonly UnlinkableShim[] | undefined;
  if (known !== undefined) return known;
  const canLink = (symbol: string): boolean => {
    const declared = program.ordinary.get(symbol);
    const hasSymbol = declared?.kind === "function" || declared?.kind === "variable";
    return hasSymbol ? linkage.canLink(declared) : linkage.canLinkSymbol(symbol);
  };
  const attributes = options.shimAttributes ?? "";
  const found = findUnlinkableShims(
    { bindings: compiled.bindings, target, headers: options.headers, attributes },
    canLink,
  );
  if (found === null) return null;
  const unlinkable = [...found, ...aliases(found, compiled).map(({ id, of }) => ({ ...of, id }))];
  cache.put(question, [], unlinkable);
  return unlinkable;
}

/** Other names of refused shims go with them. */
function aliasesOf(refused: readonly RefusedShim[], all: Kept): RefusedShim[] {
  return aliases(refused, all).map(({ id, of: { reason }, target }) => ({
    id,
    reason: `${target} is left out: ${reason}`,
  }));
}

/** The other names of shims in a list, each with the entry that it is another name of. */
function aliases<Entry extends { readonly id: ItemId }>(
  list: readonly Entry[],
  { shims: { index, view } }: Kept,
): { readonly id: ItemId; readonly target: string; readonly of: Entry }[] {
  if (list.length === 0) return [];
  const entries = new Map(list.map((entry) => [entry.id, entry]));
  const byName = new Map<string, Entry>();
  for (const { item } of view.shims) {
    const entry = entries.get(itemId(item));
    if (entry !== undefined) byName.set(item.name, entry);
  }
  const found: { readonly id: ItemId; readonly target: string; readonly of: Entry }[] = [];
  for (const { id, aliasOf } of index.valueAliases) {
    const target = aliasOf.kind === "value" ? aliasOf.name : "";
    const of = byName.get(target);
    if (of !== undefined) found.push({ id, target, of });
  }
  return found;
}

const NOT_LINKED: Diagnostic = {
  id: "shims-not-linked",
  severity: "warning",
  message: "no compiler has said which symbols the shims in c/helpers.c use: modules may not link with some",
  help: "generate once where the kernel's compiler is, or give the crate's lock file from there",
};

const NOT_COMPILED: Diagnostic = {
  id: "shims-not-compiled",
  severity: "warning",
  message: "no compiler has tried the shims in c/helpers.c: some may not compile",
  help: "generate once where the kernel's compiler is, or give the crate's lock file from there",
};

/** Changes whenever the shims or the headers do, and with the version that blames and refuses. */
function inputsHash(helpers: readonly { readonly text: LongText }[], headers: LockFile["headers"]): string {
  const digests = Object.entries(headers).map(([name, digest]) => `${name}\0${digest}\0`);
  return sha256(`${VERSION}\0`, ...helpers.flatMap(({ text }) => text.blocks()), digests.join(""));
}

/** From the lock file of the crate that is written again. A compiler that is there must be the one that was asked. */
function knownRefusals(inputs: string, { target }: Analysis, options: GenerateOptions): readonly RefusedShim[] | null {
  const lock = readLock(join(options.out ?? DEFAULT_OUT, LOCK_FILE));
  if (lock?.shims?.inputs !== inputs) return null;
  const same = lock.compiler?.kind === target.compiler?.kind && lock.compiler?.version === target.compiler?.version;
  return same || target.compiler === null ? lock.shims.refused : null;
}

function readLock(path: string): Partial<LockFile> | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Partial<LockFile>;
  } catch {
    return null;
  }
}

function askCompiler(
  inputs: string,
  analysis: Analysis,
  options: GenerateOptions,
  attributes: string,
): readonly RefusedShim[] | null {
  const { target, lowered } = analysis;
  const cache = openCache(options.cache === false ? null : cacheDirectory());
  const flags = [...target.cflags, ...shimFlags(target.compiler?.kind ?? "gcc")].map((flag) =>
    withoutRoots(flag, target.roots),
  );
  const question = ["shims", inputs, target.compiler, flags];
  const known = cache.get(question) as readonly RefusedShim[] | undefined;
  if (known !== undefined) return known;
  options.onProgress?.("shims");
  const refused = findRefusedShims({ bindings: lowered.bindings, target, headers: options.headers, attributes });
  if (refused !== null) cache.put(question, [], refused);
  return refused;
}

/**
 * What the compiler says against one shim.
 * @returns null when it takes it, when there is no compiler, and for what has no shim
 */
export function refusalOf(id: ItemId, { lowered, target }: Analysis, headers: readonly string[]): string | null {
  const { bindings } = lowered;
  // What has no shim is not in the file that is compiled.
  const items = bindings.items.map((item) =>
    item.kind === "function" && itemId(item) !== id ? { ...item, shim: null } : item,
  );
  const refused = findRefusedShims({ bindings: { ...bindings, items }, target, headers, attributes: "" });
  return refused?.find((shim) => shim.id === id)?.reason ?? null;
}
