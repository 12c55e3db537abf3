/**
 * The directory that a module's build makes beside its sources: links (`machine`), option headers, interfaces. Ours is
 * in the user's cache under a hash of what is in it, so that compilers and rustc's build see real files.
 *
 * In: a tree and its option headers. Out: the directory, and what in it is empty for want of sources.
 */
import {
  type Dirent,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { FatalError } from "../../support/diagnostics.js";
import { sha256 } from "../../support/hash.js";
import { cacheDirectory, moveIntoPlace } from "../cache.js";
import { interfaceHeader, vnodeHeaders } from "./interfaces.js";
import { headerText, type OptionHeaders } from "./options.js";
import type { FreebsdTree } from "./tree.js";

export interface BuildDirectory {
  readonly path: string;
  /** Headers that FreeBSD's build makes and that are empty here: their sources are not in the tree. */
  readonly empty: readonly string[];
}

/** @throws FatalError `cache-not-writable` */
export function buildDirectory(tree: FreebsdTree, options: OptionHeaders): BuildDirectory {
  const { wanted, sources } = survey(tree);
  const files = new Map<string, string>();
  for (const header of ["opt_global.h", ...wanted]) if (header.startsWith("opt_")) files.set(header, "");
  for (const [header, defines] of options) files.set(header, headerText(defines));
  for (const path of sources) for (const [header, text] of madeFrom(path, tree)) files.set(header, text);
  const empty: string[] = [];
  for (const header of wanted) {
    if (files.has(header)) continue;
    files.set(header, "");
    empty.push(header);
  }
  return { path: materialise(files, linksOf(tree)), empty: empty.sort() };
}

/** Headers that a build makes, as `#include` names them. */
const GENERATED = /^[ \t]*#[ \t]*include[ \t]*["<]((?:opt_\w+|\w+_if|vnode_if\w*)\.h)[">]/gm;

interface Survey {
  /** The generated headers that the tree's headers include, and that are not there. */
  readonly wanted: ReadonlySet<string>;
  /** The descriptions of interfaces. */
  readonly sources: readonly string[];
}

/** The headers that are made of a description, by name. */
function madeFrom(path: string, { sys }: FreebsdTree): ReadonlyMap<string, string> {
  const text = readFileSync(path, "latin1");
  if (path.endsWith(".src")) return vnodeHeaders(text, vectorType(sys)) ?? new Map();
  const header = interfaceHeader(text);
  return header === null ? new Map() : new Map([[basename(path).replace(/m$/, "h"), header]]);
}

/** The awk script of the release writes `const` where the member of `struct vnode` has it. */
function vectorType(sys: string): string {
  const vnode = join(sys, "sys/vnode.h");
  const text = existsSync(vnode) ? readFileSync(vnode, "latin1") : "";
  return /\bconst\s+struct\s+vop_vector\s*\*\s*v_op\s*;/.test(text) ? "const struct vop_vector" : "struct vop_vector";
}

function survey({ sys }: FreebsdTree): Survey {
  const wanted = new Set<string>();
  const sources: string[] = [];
  const pending = [sys];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) pending.push(path);
      else if (entry.name.endsWith("_if.m") || entry.name === "vnode_if.src") sources.push(path);
      else if (entry.name.endsWith(".h")) noteGenerated(path, wanted);
    }
  }
  for (const header of wanted) if (existsSync(join(sys, header))) wanted.delete(header);
  return { wanted, sources };
}

/** In a fixed order. A folder that cannot be read has nothing for us. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function noteGenerated(path: string, wanted: Set<string>): void {
  const bytes = readFileSync(path);
  if (!bytes.includes("opt_") && !bytes.includes("_if.h")) return;
  for (const match of bytes.toString("latin1").matchAll(GENERATED)) wanted.add(match[1] ?? "");
}

/** `machine` and the names by which machines of one kind share headers (`_ILINKS` in `sys/conf/kmod.mk`). */
function linksOf({ sys, layout, machine }: FreebsdTree): Map<string, string> {
  if (layout === "installed") return new Map();
  const links = new Map([["machine", join(sys, machine, "include")]]);
  const kin: Readonly<Record<string, readonly string[]>> = { amd64: ["x86", "i386"], i386: ["x86"], arm64: ["arm"] };
  for (const name of kin[machine] ?? []) {
    const target = join(sys, name, "include");
    if (existsSync(target)) links.set(name, target);
  }
  return links;
}

function materialise(files: ReadonlyMap<string, string>, links: ReadonlyMap<string, string>): string {
  const sorted = (map: ReadonlyMap<string, string>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  const content = JSON.stringify([sorted(files), sorted(links)]);
  const parent = join(cacheDirectory(), "freebsd");
  const folder = join(parent, sha256(content).slice(0, 16));
  if (existsSync(folder)) return folder;
  try {
    mkdirSync(parent, { recursive: true });
    const stage = mkdtempSync(join(parent, ".stage-"));
    for (const [name, text] of files) writeFileSync(join(stage, name), text, "latin1");
    for (const [name, target] of links) symlinkSync(target, join(stage, name));
    moveIntoPlace(stage, folder);
  } catch (error) {
    throw new FatalError({
      id: "cache-not-writable",
      severity: "error",
      message: `FreeBSD's generated headers cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      where: { path: parent, line: 0, column: 0 },
      help: "make this folder writable, or name another cache in XDG_CACHE_HOME",
    });
  }
  return folder;
}
