/**
 * Which shims are left out because the compiler refuses them: asked of the compiler once, then remembered in the
 * crate's lock file and in the user's cache, so that a run without a compiler gives the same crate.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findRefusedShims, type RefusedShim } from "./check/refused-shims.js";
import type { Bindings, ItemId } from "./ir/types.js";
import { cacheDirectory, openCache } from "./kernel/cache.js";
import { LOCK_FILE, type LockFile, recordOf, type ShimRecord, withoutRoots } from "./lock.js";
import { DEFAULT_OUT, type GenerateOptions } from "./options.js";
import type { Analysis } from "./pipeline.js";
import { renderHelpers } from "./render/index.js";
import type { Diagnostic } from "./support/diagnostics.js";
import { VERSION } from "./version.js";

export interface SettledShims {
  /** The bindings without what is refused. */
  readonly bindings: Bindings;
  readonly refused: readonly RefusedShim[];
  /** For the lock file; null where there are no shims or nobody has compiled them. */
  readonly record: ShimRecord | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Leaves out of the bindings what the compiler refuses, or refused when it was last asked about the same inputs. */
export function settleShims(analysis: Analysis, options: GenerateOptions): SettledShims {
  const { bindings } = analysis.lowered;
  const attributes = options.shimAttributes ?? "";
  const { files } = renderHelpers(bindings, attributes);
  if (files.length === 0) return { bindings, refused: [], record: null, diagnostics: [] };
  const inputs = inputsHash(files.map((file) => file.text).join(""), analysis);
  const refused = knownRefusals(inputs, analysis, options) ?? askCompiler(inputs, analysis, options, attributes);
  if (refused === null) return { bindings, refused: [], record: null, diagnostics: [NOT_COMPILED] };
  const left = [...refused, ...aliasesOf(refused, bindings)];
  const ids = new Set(left.map(({ id }) => id));
  const kept = ids.size === 0 ? bindings : { ...bindings, items: bindings.items.filter((item) => !ids.has(item.id)) };
  return { bindings: kept, refused: left, record: { inputs, refused }, diagnostics: [] };
}

/** Other names of refused shims go with them. */
function aliasesOf(refused: readonly RefusedShim[], { items }: Bindings): RefusedShim[] {
  const reasons = new Map(refused.map(({ id, reason }) => [id, reason]));
  const byName = new Map(items.flatMap((item) => (reasons.has(item.id) ? [[item.name, reasons.get(item.id)]] : [])));
  return items.flatMap((item) => {
    const target = item.kind === "alias" && item.aliasOf.kind === "value" ? item.aliasOf.name : "";
    const reason = byName.get(target);
    return reason === undefined ? [] : [{ id: item.id, reason: `${target} is left out: ${reason}` }];
  });
}

const NOT_COMPILED: Diagnostic = {
  id: "shims-not-compiled",
  severity: "warning",
  message: "no compiler has tried the shims in c/helpers.c: some may not compile",
  help: "generate once where the kernel's compiler is, or give the crate's lock file from there",
};

/** Changes whenever the shims or the headers do, and with the version that blames and refuses. */
function inputsHash(helpers: string, { unit }: Analysis): string {
  const hash = createHash("sha256").update(`${VERSION}\0${helpers}`);
  for (const [name, digest] of Object.entries(recordOf(unit.files))) hash.update(`${name}\0${digest}\0`);
  return hash.digest("hex");
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
  const flags = target.cflags.map((flag) => withoutRoots(flag, target.roots));
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
    item.kind === "function" && item.id !== id ? { ...item, shim: null } : item,
  );
  const refused = findRefusedShims({ bindings: { ...bindings, items }, target, headers, attributes: "" });
  return refused?.find((shim) => shim.id === id)?.reason ?? null;
}
