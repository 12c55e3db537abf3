/**
 * The render stage: from the binding IR to the files of the crate. It knows Rust and the C of the proof, and
 * nothing of where the IR came from.
 *
 * Input: `Bindings`. Output: `Cargo.toml`, `src/lib.rs`, `src/bindings.rs`, `c/abi_check.c`, and where something needs
 * shims `c/helpers.c` and `c/helpers.h`.
 */
import { itemId } from "../ir/item-id.js";
import type { Bindings, Item, ItemId } from "../ir/types.js";
import { KERNEL_NAMES } from "../kernel/types.js";
import { LongText } from "../support/long-text.js";
import { type HelpersView, helpersView, type LaidOutShims } from "./c/helpers.js";
import { proofView } from "./c/proof.js";
import { indexItems } from "./item-index.js";
import { buildModel, type RenderModel } from "./model.js";
import type { RenderOptions } from "./options.js";
import { MAX_RUN, renderBindings, renderItem } from "./rust/bindings.js";
import { findUnsupported, problems, type Unsupported } from "./rust/unsupported.js";
import { fillLong, loadTemplates, type Templates } from "./templates.js";

export { type HelpersView, isShim, type LaidOutShims, type ShimItem, type ShimView } from "./c/helpers.js";
export { type CoveredItem, type ProofCoverage, proofCoverage, type UnprovenFact } from "./c/proof.js";
export { withoutAliases } from "./item-index.js";
export type { RenderOptions, RustEdition } from "./options.js";
export type { Unsupported } from "./rust/unsupported.js";

/** The shims of a crate, and their prototypes. */
export const HELPERS_FILE = "c/helpers.c";
export const HELPERS_HEADER = "c/helpers.h";
/** Their bitcode, and the script that links it with Rust's. */
export const HELPERS_BITCODE = "c/helpers.bc";
export const INLINE_SCRIPT = "c/inline.sh";

/** What a crate has only where something needs a shim, or where it is asked for. */
export const OPTIONAL_FILES: readonly string[] = [HELPERS_FILE, HELPERS_HEADER, HELPERS_BITCODE, INLINE_SCRIPT];

export interface RenderedFile {
  /** Relative to the crate, with forward slashes. */
  readonly path: string;
  readonly text: string | LongText;
}

interface LongFile extends RenderedFile {
  readonly text: LongText;
}

/**
 * All files of the crate.
 * @throws FatalError when the options contradict each other, Error when the IR refers to items that it lacks.
 */
export function render(bindings: Bindings, options: RenderOptions): RenderedFile[] {
  return renderCrate(bindings, options).files;
}

export interface RenderedCrate {
  readonly files: RenderedFile[];
  /** Items of the IR that the Rust text leaves out because Rust cannot say them, each with a reason for the report. */
  readonly unsupported: readonly Unsupported[];
}

/**
 * As `render`, with what had to be left out.
 * @param shims the shims of `bindings`, where they have been laid out already
 */
export function renderCrate(
  bindings: Bindings,
  options: RenderOptions,
  shims: LaidOutShims | null = null,
): RenderedCrate {
  const model = buildModel(bindings, options, new Set(), shims);
  const templates = loadTemplates();
  const unsupported = findUnsupported(model);
  const files = [
    { path: "Cargo.toml", text: renderManifest(model, templates) },
    ...buildScript(model, templates),
    { path: "src/lib.rs", text: renderLibrary(model, templates) },
    { path: "src/bindings.rs", text: renderBindings(model, templates, inSet(unsupported.map(({ item }) => item))) },
    { path: "c/abi_check.c", text: fillLong(templates, "abi_check.c", proofView(bindings, model.index)) },
    ...helperFiles(model.helpers, templates),
  ];
  return { files, unsupported };
}

/** Tells Cargo where the files of `src/rustc-cfg.ts` are, which the files stage writes for a kernel. */
function buildScript({ bindings, options }: RenderModel, templates: Templates): RenderedFile[] {
  if (bindings.target.family === "none") return [];
  // As Cargo spells the key `links` in names of environment variables.
  const links = options.crateName.toUpperCase().replaceAll("-", "_");
  return [{ path: "build.rs", text: templates("build.rs", { links }) }];
}

function helperFiles(view: HelpersView, templates: Templates): LongFile[] {
  if (view.shims.length === 0) return [];
  return [
    { path: HELPERS_FILE, text: definitions(view, "helpers.h", templates) },
    {
      path: HELPERS_HEADER,
      text: fillLong(templates, "helpers.h", { shims: shimsText(view.shims, "shims.h", templates) }),
    },
  ];
}

/** @param prototypes the header that declares the shims; empty for none */
function definitions({ headers, shims }: HelpersView, prototypes: string, templates: Templates): LongText {
  return fillLong(templates, "helpers.c", { headers, prototypes, shims: shimsText(shims, "shims.c", templates) });
}

function shimsText(shims: HelpersView["shims"], name: "shims.c" | "shims.h", templates: Templates): LongText {
  const text = new LongText();
  for (let start = 0; start < shims.length; start += MAX_RUN) {
    text.add(templates(name, { shims: shims.slice(start, start + MAX_RUN) }));
  }
  return text;
}

/** The shims of `bindings` alone, and the C files that define and declare them; both empty when there are none. */
export function renderHelpers(bindings: Bindings, attributes: string): LaidOutShims & { files: LongFile[] } {
  const index = indexItems(bindings.items);
  const view = helpersView(bindings, index, attributes);
  return { index, view, files: helperFiles(view, loadTemplates()) };
}

/** The C file of the shims of `bindings`, which declares none of them before; null when there are none. */
export function renderShims(bindings: Bindings): LongText | null {
  const view = helpersView(bindings, indexItems(bindings.items), "");
  return view.shims.length === 0 ? null : definitions(view, "", loadTemplates());
}

/** The script that inlines shims into Rust, which goes with `c/helpers.bc`. */
export function renderInlineScript(): RenderedFile {
  return { path: INLINE_SCRIPT, text: loadTemplates()("inline.sh", {}) };
}

/** Only the text of `bindings.rs`. What is left out is there for what mentions it: the user has it elsewhere. */
export function renderBindingsOnly(
  bindings: Bindings,
  options: RenderOptions,
  leftOut: ReadonlySet<Item> = new Set(),
): LongText {
  return bindingsText(buildModel(bindings, options, leftOut), loadTemplates());
}

/** The text of each item alone, as it stands in `bindings.rs`; without what is left out or what Rust cannot say. */
export function renderEach(
  bindings: Bindings,
  options: RenderOptions,
  leftOut: ReadonlySet<Item>,
): { readonly item: Item; readonly text: string }[] {
  const model = buildModel(bindings, options, leftOut);
  const templates = loadTemplates();
  const isSkipped = skippedIn(model);
  return bindings.items
    .filter((item) => !isSkipped(item))
    .map((item) => ({ item, text: renderItem(model, templates, item).trim() }));
}

/** How one item is bound. */
export interface ItemTexts {
  readonly rust: string;
  /** The definition in `c/helpers.c`, in one line; null for what is not called through a shim. */
  readonly shim: string | null;
}

/** The texts of one item, for people to read; null when there is no such item, or Rust cannot say it. */
export function itemTexts(bindings: Bindings, id: ItemId, options: RenderOptions): ItemTexts | null {
  const model = buildModel(bindings, options);
  const item = bindings.items.find((one) => itemId(one) === id);
  if (item === undefined || findUnsupported(model).some((unsupported) => unsupported.item === item)) return null;
  const rust = renderItem(model, loadTemplates(), item).trim();
  const view = model.helpers.shims.find((shim) => shim.item === item);
  return { rust, shim: view === undefined ? null : `${view.head} { ${view.statement} }` };
}

/** Only the text of `c/abi_check.c`. */
export function renderProof(bindings: Bindings): string {
  return String(fillLong(loadTemplates(), "abi_check.c", proofView(bindings)));
}

/** What `renderCrate` leaves out, alone. */
export function unsupportedInRust(bindings: Bindings, options: RenderOptions): Unsupported[] {
  return findUnsupported(buildModel(bindings, options));
}

function bindingsText(model: RenderModel, templates: Templates): LongText {
  return renderBindings(model, templates, skippedIn(model));
}

/** What the text leaves out: a function that is asked about each item, in order. */
function skippedIn(model: RenderModel): (item: Item) => boolean {
  const problemOf = problems(model);
  return (item) => problemOf(item) !== null || model.leftOut.has(item);
}

function inSet(items: readonly Item[]): (item: Item) => boolean {
  const set = new Set(items);
  return (item) => set.has(item);
}

/** Of the generated crate, whose content says nothing about compatibility. */
const CRATE_VERSION = "0.1.0";

function renderManifest(model: RenderModel, templates: Templates): string {
  const { options } = model;
  return templates("Cargo.toml", {
    name: options.crateName,
    version: CRATE_VERSION,
    edition: options.edition,
    rustVersion: options.rustTarget,
    description: description(model),
    configured: model.bindings.target.family !== "none",
  });
}

function renderLibrary(model: RenderModel, templates: Templates): string {
  const deprecated = model.bindings.items.some((item) => item.kind === "function" && item.deprecated !== null);
  const empty = model.bindings.items.length === 0;
  return templates("lib.rs", { description: `${description(model)}.`, deprecated, empty });
}

function description(model: RenderModel): string {
  const { target } = model.bindings;
  if (target.family === "none") return `Rust bindings to C declarations for ${target.arch}`;
  const release = target.release === null ? "" : ` ${target.release}`;
  return `Rust bindings to the ${KERNEL_NAMES[target.family]} kernel${release} for ${target.arch}`;
}
