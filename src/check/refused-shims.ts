/**
 * Which shims the compiler refuses: those of functions that want compile-time constants, that call an
 * `__attribute__((error))` function, or whose inline assembly cannot be made outside of their usual callers. No rule of
 * ours can tell; `c/helpers.c` is compiled with the kernel's flags, and what is refused is left out, with the
 * compiler's words.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { Bindings, ItemId } from "../ir/types.js";
import { compilerWords } from "../kernel/compiler.js";
import { run } from "../kernel/process.js";
import type { Compiler, KernelTarget } from "../kernel/types.js";
import { renderHelpers, type ShimView } from "../render/index.js";
import { overlayFlags } from "./overlay.js";

export interface RefusedShim {
  readonly id: ItemId;
  /** The compiler's message. */
  readonly reason: string;
}

export interface ShimTrial {
  readonly bindings: Bindings;
  readonly target: KernelTarget;
  /** The headers as the user gave them. */
  readonly headers: readonly string[];
  /** C text before each shim. */
  readonly attributes: string;
}

/** Compiles the shims until the compiler refuses none. @returns null when there is no compiler. */
export function findRefusedShims(trial: ShimTrial): RefusedShim[] | null {
  if (trial.target.compiler === null) return null;
  const scratch = mkdtempSync(join(tmpdir(), "kbindgen-shims-"));
  try {
    const command = compilerCommand(trial, scratch);
    const all = renderHelpers(trial.bindings, trial.attributes).view.shims.map(({ item }) => item.id);
    return refusedAmong(trial, command, scratch, all);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The compiler with the flags for shims; `scratch` gets the files that stand in for the kernel's own. */
export function compilerCommand({ target, headers }: ShimTrial, scratch: string): string[] {
  return [
    ...compilerWords(target.compiler?.command ?? "cc"),
    ...overlayFlags(scratch, target),
    ...target.cflags,
    ...[...new Set(headers.map((header) => dirname(resolve(header))))].flatMap((folder) => ["-iquote", folder]),
    ...shimFlags(target.compiler?.kind ?? "gcc"),
  ];
}

/** What is said to a compiler that is to judge shims, behind the kernel's flags. */
export function shimFlags(kind: Compiler["kind"]): string[] {
  return [...(kind === "gcc" ? ["-fmax-errors=0"] : ["-ferror-limit=0", ...FOREIGN_FLAGS]), ...SOUND, "-g0"];
}

/** kbuild lets clang stumble over flags that it does not know: a kernel configured for gcc has some. */
const FOREIGN_FLAGS = ["-Wno-unknown-warning-option", "-Wno-ignored-optimization-argument"];

/** C11 6.5.16.1p1 forbids these conversions; compilers only warn. */
const SOUND = ["-Werror=incompatible-pointer-types", "-Werror=int-conversion"];

/** Rounds of compiling what is left; a compiler shows not all errors at once. */
const MAX_ROUNDS = 20;

function refusedAmong(
  trial: ShimTrial,
  command: readonly string[],
  scratch: string,
  candidates: readonly ItemId[],
): RefusedShim[] {
  const refused = new Map<ItemId, string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const left = candidates.filter((id) => !refused.has(id));
    const found = compile(trial, command, scratch, new Set(left));
    if (found.ok) break;
    for (const [id, reason] of found.blamed) refused.set(id, reason);
    if (found.blamed.size > 0) continue;
    // Nobody can be blamed by name: halves are.
    const [only] = left;
    if (only === undefined) break;
    if (left.length === 1) {
      refused.set(only, found.firstError);
      break;
    }
    const middle = left.length >> 1;
    for (const half of [left.slice(0, middle), left.slice(middle)]) {
      for (const { id, reason } of refusedAmong(trial, command, scratch, half)) refused.set(id, reason);
    }
    break;
  }
  return [...refused].map(([id, reason]) => ({ id, reason }));
}

interface Verdict {
  readonly ok: boolean;
  readonly blamed: ReadonlyMap<ItemId, string>;
  readonly firstError: string;
}

function compile(trial: ShimTrial, command: readonly string[], scratch: string, ids: ReadonlySet<ItemId>): Verdict {
  const { bindings, attributes } = trial;
  const kept = { ...bindings, items: bindings.items.map((item) => (ids.has(item.id) ? item : withoutShim(item))) };
  const { view, files } = renderHelpers(kept, attributes);
  for (const file of files) writeFileSync(join(scratch, basename(file.path)), file.text, "latin1");
  const [source] = files;
  if (source === undefined) return { ok: true, blamed: new Map(), firstError: "" };
  const path = join(scratch, basename(source.path));
  const assembly = join(scratch, "helpers.s");
  const lines = ownersOfLines(source.text, view.shims);
  const ownerOf = ({ file, line, functions }: CompilerMessage): ItemId | undefined =>
    file === path ? lines[line] : ownerOfContext(functions, view.shims);
  // What the front end refuses is found in a fraction of the time that the optimiser takes.
  for (const step of [["-fsyntax-only"], ["-S", "-o", assembly]]) {
    const compiled = run([...command, ...step, "-x", "c", path]);
    const messages = messagesOf(compiled.stderr, compiled.status === 0 ? WARNING : ERROR);
    if (compiled.status !== 0) return verdict(messages, ownerOf);
    const doubtful = verdict(messages, (warning) => macroAmong(view.shims, ownerOf(warning)));
    if (doubtful.blamed.size > 0) return doubtful;
  }
  // `# 12 "asm/x.h"` in front of inline assembly would make the assembler count in that file.
  const text = readFileSync(assembly, "latin1").replace(/^# \d+ ".*$/gm, "#");
  writeFileSync(assembly, text, "latin1");
  const assembled = run([...command, "-c", "-o", "/dev/null", "-x", "assembler", assembly]);
  if (assembled.status === 0) return { ok: true, blamed: new Map(), firstError: "" };
  const owners = ownersOfAssembly(text, view.shims);
  return verdict(messagesOf(assembled.stderr, ERROR), ({ line }) => owners[line]);
}

/** A macro whose types were inferred must give no warning either: that it fits is ours to show. */
function macroAmong(shims: readonly ShimView[], id: ItemId | undefined): ItemId | undefined {
  return shims.find(({ item }) => item.id === id)?.item.shim.wraps === "macro" ? id : undefined;
}

function verdict(
  errors: readonly CompilerMessage[],
  ownerOf: (message: CompilerMessage) => ItemId | undefined,
): Verdict {
  const blamed = new Map<ItemId, string>();
  for (const error of errors) {
    const owner = ownerOf(error);
    if (owner !== undefined && !blamed.has(owner)) blamed.set(owner, error.message);
  }
  return { ok: false, blamed, firstError: errors[0]?.message ?? "the compiler failed without a message" };
}

/** A function without its shim is none that `helpers.c` has. */
function withoutShim(item: Bindings["items"][number]): Bindings["items"][number] {
  return item.kind === "function" && item.shim !== null ? { ...item, shim: null } : item;
}

interface CompilerMessage {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  /** The function in which it is and those into which that was inlined, innermost first. */
  readonly functions: readonly string[];
}

/** gcc calls only the first assembly that it cannot make an error ("impossible constraint"), and warns of all. */
const ERROR =
  /^(.*?):(\d+):(?:\d+:)? (?:(?:fatal )?[Ee]rror|warning(?=: .*probably does not match constraints)): (.*)$/;

const WARNING = /^(.*?):(\d+):(?:\d+:)? warning: (.*)$/;

/** Messages with the functions that gcc (`In function`, `inlined from`) or clang (`called by`) name for them. */
function messagesOf(stderr: string, kind: RegExp): CompilerMessage[] {
  const errors: { file: string; line: number; message: string; functions: string[] }[] = [];
  let context: string[] = [];
  for (const line of stderr.split("\n")) {
    const inside = /In function ['‘](.+?)['’][,:]$/.exec(line)?.[1];
    if (inside !== undefined) {
      context = [inside];
      continue;
    }
    const caller = /^ +inlined from ['‘](.+?)['’] at /.exec(line)?.[1];
    if (caller !== undefined) {
      context.push(caller);
      continue;
    }
    const note = /: note: (?:called by function|inlined by function|In function) ['‘](.+?)['’]/.exec(line)?.[1];
    if (note !== undefined) errors.at(-1)?.functions.push(note);
    const error = kind.exec(line);
    if (error === null) continue;
    const [, file = "", row = "0", message = ""] = error;
    errors.push({ file, line: Number(row), message, functions: [...context] });
  }
  return errors;
}

/** The shim whose text each line belongs to, by line number from 1. */
function ownersOfLines(text: string, shims: readonly ShimView[]): (ItemId | undefined)[] {
  const byHead = new Map(shims.map((shim) => [shim.head.split("\n").at(-1), shim.item.id]));
  const owners: (ItemId | undefined)[] = [undefined];
  let owner: ItemId | undefined;
  for (const line of text.split("\n")) {
    owner = byHead.get(line) ?? owner;
    owners.push(owner);
  }
  return owners;
}

/** The shim in whose code each line of the assembly lies, by line number from 1. */
function ownersOfAssembly(text: string, shims: readonly ShimView[]): (ItemId | undefined)[] {
  const bySymbol = new Map(
    shims.flatMap(({ item }) => [[item.c, item.id] as const, [item.linkName ?? "", item.id] as const]),
  );
  const owners: (ItemId | undefined)[] = [undefined];
  let owner: ItemId | undefined;
  for (const line of text.split("\n")) {
    // A function's label; GCC calls copies `name.part.0`, `name.constprop.0`, `name.isra.0`.
    const label = /^([A-Za-z_]\w*)(?:\.\w+)*:/.exec(line)?.[1];
    if (label !== undefined) owner = bySymbol.get(label);
    owners.push(owner);
  }
  return owners;
}

/** The outermost shim that the context names; of a function that stands alone, its own. */
function ownerOfContext(functions: readonly string[], shims: readonly ShimView[]): ItemId | undefined {
  const outward = [...functions].reverse();
  const called = shims.find(({ item }) => outward.includes(item.linkName ?? ""));
  return called?.item.id ?? shims.find(({ item }) => outward.includes(item.c))?.item.id;
}
