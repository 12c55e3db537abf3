/**
 * Which shims the compiler refuses: those of functions that want compile-time constants, that call an
 * `__attribute__((error))` function, or whose inline assembly cannot be made outside of their usual callers. No rule of
 * ours can tell; `c/helpers.c` is compiled with the kernel's flags, and what is refused is left out, with the
 * compiler's words.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { itemId } from "../ir/item-id.js";
import type { Bindings, ItemId } from "../ir/types.js";
import { compilerWords } from "../kernel/compiler.js";
import { run, runAll } from "../kernel/process.js";
import type { Compiler, KernelTarget } from "../kernel/types.js";
import { HELPERS_FILE, isShim, renderHelpers, type ShimView } from "../render/index.js";
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

interface Trial extends ShimTrial {
  readonly scratch: string;
  readonly command: readonly string[];
}

/** Compiles the shims until the compiler refuses none. @returns null when there is no compiler. */
export function findRefusedShims(trial: ShimTrial): RefusedShim[] | null {
  if (trial.target.compiler === null) return null;
  const scratch = mkdtempSync(join(tmpdir(), "kbindgen-shims-"));
  try {
    const all = trial.bindings.items.filter(isShim).map(itemId);
    const refused = refusedAmong({ ...trial, scratch, command: compilerCommand(trial, scratch) }, all);
    return all.flatMap((id) => {
      const reason = refused.get(id);
      return reason === undefined ? [] : [{ id, reason }];
    });
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

/**
 * kbuild lets clang stumble over flags that it does not know, of which a kernel configured for gcc has some, and over
 * those that it does not need, of which the assembler has many (Linux, scripts/Makefile.clang).
 */
const FOREIGN_FLAGS = [
  "-Wno-unknown-warning-option",
  "-Wno-ignored-optimization-argument",
  "-Wno-unused-command-line-argument",
];

/** C11 6.5.16.1p1 forbids these conversions; compilers only warn. */
const SOUND = ["-Werror=incompatible-pointer-types", "-Werror=int-conversion"];

/**
 * LLVM does not tell in which function assembly is that it cannot make. But it makes one function after the other, and
 * its remark on the frame of each has its place: behind the errors of operands, before those of the assembler.
 */
const FRAME_REMARKS = ["-Rpass-analysis=prologepilog"];
const FRAME_REMARK = /^(.*?):(\d+):\d+: remark: \d+ stack bytes in function(?: '(.+?)')?/;
const OF_ASSEMBLER = /^<inline asm>:\d+:\d+: note: /;

/** Rounds of one step; a compiler shows not all errors at once. */
const MAX_ROUNDS = 20;

/**
 * Three steps, each until it refuses nothing more: the front end, which is fast; the optimiser; the assembler. What is
 * left of shims that a step takes, it takes as well.
 */
function refusedAmong(trial: Trial, candidates: readonly ItemId[]): ReadonlyMap<ItemId, string> {
  const refused = new Map<ItemId, string>();
  const settle = (step: (left: readonly ItemId[]) => Verdict): boolean => {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const { ok, blamed } = step(candidates.filter((id) => !refused.has(id)));
      if (ok) return true;
      for (const [id, reason] of blamed) refused.set(id, reason);
      if (blamed.size === 0) return false;
    }
    return false;
  };
  const remarks = trial.target.compiler?.kind === "clang" ? FRAME_REMARKS : [];
  let parts: readonly Part[] = [];
  const settled =
    settle((left) => judge(compile(trial, [left], ["-fsyntax-only"]))) &&
    settle((left) => {
      parts = compile(trial, inParts(left), ["-S", "-o", ASSEMBLY, ...remarks]);
      return judge(parts);
    }) &&
    parts.every((part) => settle(() => assemble(trial, part, refused)));
  if (settled) return refused;
  // Nobody can be blamed by name: halves are.
  const left = candidates.filter((id) => !refused.has(id));
  const [only] = left;
  if (only === undefined) return refused;
  if (left.length === 1) return refused.set(only, firstError(parts));
  const middle = left.length >> 1;
  for (const half of [left.slice(0, middle), left.slice(middle)]) {
    for (const [id, reason] of refusedAmong(trial, half)) refused.set(id, reason);
  }
  return refused;
}

function firstError(parts: readonly Part[]): string {
  const errors = parts.flatMap(({ stderr }) => messagesOf(stderr, ERROR));
  return errors[0]?.message ?? "the compiler fails without a message";
}

interface Verdict {
  readonly ok: boolean;
  readonly blamed: ReadonlyMap<ItemId, string>;
}

/** Some of the shims, and what the compiler said of them. */
interface Part {
  readonly folder: string;
  /** Text of `helpers.c`. */
  readonly source: string;
  readonly shims: readonly ShimView[];
  readonly failed: boolean;
  readonly stderr: string;
}

const SOURCE = basename(HELPERS_FILE);
const ASSEMBLY = "helpers.s";

/** One part for each processor. */
function inParts(ids: readonly ItemId[]): (readonly ItemId[])[] {
  const size = Math.max(1, Math.ceil(ids.length / availableParallelism()));
  const parts: (readonly ItemId[])[] = [];
  for (let start = 0; start < ids.length; start += size) parts.push(ids.slice(start, start + size));
  return parts;
}

/** Compiles each part in a folder of its own, all at the same time. */
function compile(trial: Trial, idsOfParts: readonly (readonly ItemId[])[], flags: readonly string[]): Part[] {
  const prepared = idsOfParts.map((ids, index) => {
    const { view, files } = renderHelpers(withShims(trial.bindings, new Set(ids)), trial.attributes);
    const folder = join(trial.scratch, String(index));
    mkdirSync(folder, { recursive: true });
    for (const file of files) writeFileSync(join(folder, basename(file.path)), String(file.text), "latin1");
    return { folder, source: String(files[0]?.text ?? ""), shims: view.shims };
  });
  const used = prepared.filter(({ shims }) => shims.length > 0);
  const results = runAll(
    used.map(({ folder }) => ({ command: [...trial.command, ...flags, "-x", "c", SOURCE], cwd: folder })),
  );
  return used.map((part, index) => {
    const result = results[index];
    return { ...part, failed: result?.status !== 0, stderr: result?.stderr ?? "" };
  });
}

function judge(parts: readonly Part[]): Verdict {
  const blamed = new Map<ItemId, string>();
  for (const { source, shims, failed, stderr } of parts) {
    const lines = ownersOfLines(source, shims);
    const ownerOf = ({ file, line, functions }: CompilerMessage): ItemId | undefined =>
      file === SOURCE ? lines[line] : ownerOfContext(functions, shims);
    for (const error of failed ? messagesOf(stderr, ERROR) : []) blame(blamed, ownerOf(error), error);
    for (const warning of messagesOf(stderr, WARNING)) blame(blamed, macroAmong(shims, ownerOf(warning)), warning);
  }
  return { ok: blamed.size === 0 && !parts.some(({ failed }) => failed), blamed };
}

function blame(blamed: Map<ItemId, string>, owner: ItemId | undefined, { message }: CompilerMessage): void {
  if (owner !== undefined && !blamed.has(owner)) blamed.set(owner, message);
}

/** Assembles a part without the functions that are refused already. */
function assemble(trial: Trial, { folder, shims }: Part, refused: ReadonlyMap<ItemId, string>): Verdict {
  const path = join(folder, ASSEMBLY);
  // `# 12 "asm/x.h"` in front of inline assembly would make the assembler count in that file.
  const lines = readFileSync(path, "latin1")
    .replace(/^# \d+ ".*$/gm, "#")
    .split("\n");
  const owners = ownersOfAssembly(lines, shims);
  const text = lines.map((line, index) => (refused.has(owners[index + 1] ?? "") ? "" : line)).join("\n");
  writeFileSync(path, text, "latin1");
  const command = [...trial.command, "-c", "-o", "/dev/null", "-x", "assembler", ASSEMBLY];
  const { status, stderr } = run(command, { cwd: folder });
  if (status !== 0 && isObjectCode(trial, shims, refused)) return { ok: true, blamed: new Map() };
  const blamed = new Map<ItemId, string>();
  for (const error of messagesOf(stderr, ERROR)) blame(blamed, owners[error.line], error);
  return { ok: status === 0, blamed };
}

/**
 * Whether clang, which needs no assembler, makes object code of them all the same: from assembly alone clang 16 does not
 * take `.arch_extension lse`, by which FreeBSD's atomics for arm64 go.
 */
function isObjectCode(trial: Trial, shims: readonly ShimView[], refused: ReadonlyMap<ItemId, string>): boolean {
  if (trial.target.compiler?.kind !== "clang") return false;
  const left = shims.map(({ item }) => itemId(item)).filter((id) => !refused.has(id));
  return compile(trial, [left], ["-c", "-o", "/dev/null"]).every(({ failed }) => !failed);
}

/** A macro whose types were inferred must give no warning either: that it fits is ours to show. */
function macroAmong(shims: readonly ShimView[], id: ItemId | undefined): ItemId | undefined {
  return shims.find(({ item }) => itemId(item) === id)?.item.shim.wraps === "macro" ? id : undefined;
}

/** The bindings with these shims only. */
function withShims(bindings: Bindings, ids: ReadonlySet<ItemId>): Bindings {
  const items = bindings.items.map((item) =>
    item.kind === "function" && item.shim !== null && !ids.has(itemId(item)) ? { ...item, shim: null } : item,
  );
  return { ...bindings, items };
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

/** That something is deprecated says nothing against a shim of it. */
const WARNING = /^(.*?):(\d+):(?:\d+:)? warning: (?!.*\[-Wdeprecated-declarations\]$)(.*)$/;

/**
 * Messages with the functions that gcc (`In function`, `inlined from`) or clang (`called by`, `FRAME_REMARKS`) name for
 * them.
 */
function messagesOf(stderr: string, kind: RegExp): CompilerMessage[] {
  const errors: Located[] = [];
  let context: string[] = [];
  let frame: RegExpExecArray | null = null;
  let unframed = 0;
  const claim = (): void => {
    // A warning without a function is the front end's, about a header.
    if (kind === WARNING) return;
    for (const error of errors.slice(unframed)) if (frame !== null && error.functions.length === 0) place(error, frame);
    unframed = errors.length;
  };
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
    const remark = FRAME_REMARK.exec(line);
    frame = remark ?? frame;
    if (remark !== null || OF_ASSEMBLER.test(line)) claim();
    const error = kind.exec(line);
    if (error === null) continue;
    const [, file = "", row = "0", message = ""] = error;
    errors.push({ file, line: Number(row), message, functions: [...context] });
  }
  return errors;
}

type Located = { file: string; line: number; message: string; functions: string[] };

/** Where a remark says that the function lies; those of headers go by name. */
function place(error: Located, [, file = "", row, name]: RegExpExecArray): void {
  if (file === SOURCE) Object.assign(error, { file, line: Number(row) });
  else if (name !== undefined) error.functions.push(name);
}

/** The shim whose text each line belongs to, by line number from 1. */
function ownersOfLines(text: string, shims: readonly ShimView[]): (ItemId | undefined)[] {
  const byHead = new Map(shims.map((shim) => [shim.head.split("\n").at(-1), itemId(shim.item)]));
  const owners: (ItemId | undefined)[] = [undefined];
  let owner: ItemId | undefined;
  for (const line of text.split("\n")) {
    owner = byHead.get(line) ?? owner;
    owners.push(owner);
  }
  return owners;
}

/** The shim in whose code each line of the assembly lies, by line number from 1. */
function ownersOfAssembly(lines: readonly string[], shims: readonly ShimView[]): (ItemId | undefined)[] {
  const bySymbol = new Map(
    shims.flatMap(({ item }) => [[item.c, itemId(item)] as const, [item.linkName ?? "", itemId(item)] as const]),
  );
  const owners: (ItemId | undefined)[] = [undefined];
  let owner: ItemId | undefined;
  for (const line of lines) {
    // A function's label; GCC calls copies `name.part.0`, `name.constprop.0`, `name.isra.0`.
    const label = /^([A-Za-z_]\w*)(?:\.\w+)*:/.exec(line)?.[1];
    if (label !== undefined) owner = bySymbol.get(label);
    owners.push(owner);
    if (/^\s+\.size\b/.test(line)) owner = undefined;
  }
  return owners;
}

/** The outermost shim that the context names; of a function that stands alone, its own. */
function ownerOfContext(functions: readonly string[], shims: readonly ShimView[]): ItemId | undefined {
  const outward = [...functions].reverse();
  const called = shims.find(({ item }) => outward.includes(item.linkName ?? ""));
  const found = called ?? shims.find(({ item }) => outward.includes(item.c));
  return found === undefined ? undefined : itemId(found.item);
}
