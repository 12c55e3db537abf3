/** By which names Rust sources call the bindings: the crate's name, what `use` makes of it, and modules that include the file. */
import { childIn, leavesOf, type RustFile, type RustNode } from "./tree.js";

/** A segment of a path, and where it stands. */
export interface Segment {
  readonly name: string;
  readonly node: RustNode;
}

/** One name that a `use` brings in, or a glob (`alias` is then null). */
export interface Import {
  readonly path: readonly Segment[];
  /** What it is called here; null for `_` too. */
  readonly alias: string | null;
  readonly glob: boolean;
}

/** `strict`: only items of the bindings are there. `loose`: a module with a glob of the bindings may have others too. */
export type RootKind = "strict" | "loose";

export interface Roots {
  readonly kinds: ReadonlyMap<string, RootKind>;
  /** Files in which a name without a path may be one of the bindings. */
  readonly open: ReadonlySet<RustFile>;
}

/** What a name in a path or an import is; `r#` is no part of it. */
export function plainName(node: RustNode): string {
  return node.text.startsWith("r#") ? node.text.slice(2) : node.text;
}

/** The names that a `use` declaration brings in (The Rust Reference, "Use declarations"). */
export function importsOf(declaration: RustNode): Import[] {
  const imports: Import[] = [];
  const argument = childIn(declaration, "argument");
  if (argument !== undefined) flatten(argument, [], imports);
  return imports;
}

function flatten(tree: RustNode, prefix: readonly Segment[], into: Import[]): void {
  switch (tree.type) {
    case "use_list":
      for (const child of tree.children) flatten(child, prefix, into);
      return;
    case "scoped_use_list": {
      const list = childIn(tree, "list");
      if (list !== undefined) flatten(list, [...prefix, ...segmentsOf(childIn(tree, "path"))], into);
      return;
    }
    case "use_as_clause": {
      const alias = childIn(tree, "alias");
      const path = withoutSelf([...prefix, ...segmentsOf(childIn(tree, "path"))]);
      into.push({ path, alias: alias === undefined || alias.text === "_" ? null : plainName(alias), glob: false });
      return;
    }
    case "use_wildcard": {
      const path = tree.children.flatMap((child) => segmentsOf(child));
      into.push({ path: [...prefix, ...path], alias: null, glob: true });
      return;
    }
    case "identifier":
    case "scoped_identifier":
    case "self":
    case "crate":
    case "super": {
      const path = withoutSelf([...prefix, ...segmentsOf(tree)]);
      into.push({ path, alias: path.at(-1)?.name ?? null, glob: false });
      return;
    }
    default:
  }
}

/** `use a::{self}` is `use a`. */
function withoutSelf(path: readonly Segment[]): readonly Segment[] {
  return path.length > 1 && path.at(-1)?.name === "self" ? path.slice(0, -1) : path;
}

function segmentsOf(path: RustNode | undefined): Segment[] {
  if (path === undefined) return [];
  if (path.type === "scoped_identifier") {
    return [...segmentsOf(childIn(path, "path")), ...segmentsOf(childIn(path, "name"))];
  }
  return /^\w/.test(path.text) ? [{ name: plainName(path), node: path }] : [];
}

/** A module, or a file: what it imports, and whether it includes the file of the bindings. */
interface Module {
  readonly name: string;
  readonly file: RustFile;
  readonly imports: Import[];
  includes: boolean;
}

/**
 * @param names what the bindings are called for certain
 * @param bindingsFile the base name of `bindings.rs`
 */
export function findRoots(files: readonly RustFile[], names: readonly string[], bindingsFile: string): Roots {
  const kinds = new Map<string, RootKind>(names.map((name) => [name, "strict"]));
  const modules = files.flatMap((file) => modulesOf(file, bindingsFile, kinds));
  const open = new Set<RustFile>();
  let known = -1;
  // A name may be found by another that is found later.
  while (known !== kinds.size) {
    known = kinds.size;
    for (const module of modules) noteModule(module, kinds, open);
  }
  // Where the bindings are nowhere in scope as a whole, no glob brings them in.
  if (open.size > 0) {
    for (const { imports, file } of modules) if (imports.some(({ glob }) => glob)) open.add(file);
  }
  return { kinds, open };
}

function noteModule(
  { name, imports, file, includes }: Module,
  kinds: Map<string, RootKind>,
  open: Set<RustFile>,
): void {
  let opens = includes;
  for (const { path, alias, glob } of imports) {
    const kind = kinds.get(path.at(-1)?.name ?? "");
    if (kind === undefined) continue;
    if (glob) opens = true;
    else if (alias !== null && !kinds.has(alias)) kinds.set(alias, kind);
  }
  if (!opens) return;
  open.add(file);
  if (!kinds.has(name)) kinds.set(name, includes ? "strict" : "loose");
}

/** The modules of a file: itself, and those written inside. `#[path]` modules that are the bindings go to `kinds`. */
function modulesOf(file: RustFile, bindingsFile: string, kinds: Map<string, RootKind>): Module[] {
  const modules: Module[] = [];
  const pending: [RustNode, Module][] = [
    [file.root, { name: fileModule(file.path), file, imports: [], includes: false }],
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [node, module] = next;
    if (!modules.includes(module)) modules.push(module);
    let path: RustNode | null = null;
    for (const child of node.children) {
      if (child.type === "attribute_item") path = isPathTo(child, bindingsFile) ? child : path;
      else if (child.type === "use_declaration") module.imports.push(...importsOf(child));
      else if (child.type === "extern_crate_declaration") module.imports.push(...externCrate(child));
      else if (child.type === "mod_item") {
        const name = plainName(childIn(child, "name") ?? child);
        if (path !== null) kinds.set(name, "strict");
        pending.push([child, { name, file, imports: [], includes: false }]);
        path = null;
      } else {
        if (child.type === "macro_invocation" && includesFile(child, bindingsFile)) module.includes = true;
        if (child.children.length > 0) pending.push([child, module]);
      }
    }
  }
  return modules;
}

/** `extern crate a as b` is `use ::a as b`. */
function externCrate(declaration: RustNode): Import[] {
  const alias = childIn(declaration, "alias");
  const path = segmentsOf(childIn(declaration, "name"));
  return alias === undefined ? [] : [{ path, alias: plainName(alias), glob: false }];
}

/** The name of a file's module (The Rust Reference, "Module source filenames"). */
function fileModule(path: string): string {
  const [stem = "", folder = ""] = path.replace(/\.rs$/, "").split("/").reverse();
  return stem === "mod" ? folder : stem;
}

function isPathTo(attributeItem: RustNode, file: string): boolean {
  const leaves = leavesOf(attributeItem);
  return leaves.some(({ text }) => text === "path") && leaves.some(({ text }) => isNamed(text, file));
}

/** `include!("…/bindings.rs")`, also with `concat!(env!("OUT_DIR"), "/bindings.rs")`. */
function includesFile(invocation: RustNode, file: string): boolean {
  if (childIn(invocation, "macro")?.text !== "include") return false;
  return leavesOf(invocation).some(({ text }) => isNamed(text, file));
}

function isNamed(path: string, file: string): boolean {
  return path === file || path.endsWith(`/${file}`);
}
