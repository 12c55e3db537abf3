/**
 * Pragmas that change record layout, as a timeline over the token stream: `#pragma pack` (GCC manual,
 * Structure-Layout Pragmas; clang's `push, name, n`), `ms_struct` and `scalar_storage_order`.
 * Input: the pragmas of a unit, sorted. Output: the state in force at any token.
 */
import { type TokenRange, tokenText } from "../preprocess/tokens.js";
import type { Pragma } from "../preprocess/types.js";
import type { Diagnostic } from "../support/diagnostics.js";
import type { RecordSpecifier } from "./ast.js";

export interface PragmaState {
  /** Bytes; null when records are not packed by pragma. */
  readonly pack: number | null;
  readonly layout: RecordSpecifier["pragmas"];
}

export interface PragmaTimeline {
  /** Token indexes from which on the state of the same index is in force; the first is 0. */
  readonly from: readonly number[];
  readonly states: readonly PragmaState[];
  readonly diagnostics: readonly Diagnostic[];
}

export const NO_PRAGMAS: PragmaState = {
  pack: null,
  layout: { msStruct: false, storageOrder: "default" },
};

/** For token runs that no pragma reaches. */
export const EMPTY_TIMELINE: PragmaTimeline = { from: [0], states: [NO_PRAGMAS], diagnostics: [] };

/**
 * The states that `pragmas` (sorted by `before`) lead through.
 * @param clang `#pragma options align=…` means something; GCC ignores it but on Darwin
 */
export function pragmaTimeline(pragmas: readonly Pragma[], clang: boolean): PragmaTimeline {
  const from = [0];
  const states = [NO_PRAGMAS];
  const diagnostics: Diagnostic[] = [];
  const stack: PackEntry[] = [];
  let current = NO_PRAGMAS;
  for (const pragma of pragmas) {
    const words = pragmaWords(pragma.tokens);
    const next = applyPragma(words, current, stack, clang);
    if (next === "unsupported") {
      diagnostics.push({
        id: "unsupported-pragma",
        severity: "error",
        message: `'#pragma ${words.join(" ")}' lays records out by rules that kbindgen does not have`,
        where: pragma.position,
        help: "leave the header out",
      });
    } else if (next === "malformed") {
      diagnostics.push({
        id: "malformed-pragma",
        severity: "warning",
        message: `malformed '#pragma ${words.join(" ")}' is ignored`,
        where: pragma.position,
      });
    } else if (next !== current) {
      current = next;
      from.push(pragma.before);
      states.push(next);
    }
  }
  return { from, states, diagnostics };
}

/** The state in force at token `index`. */
export function pragmasAt(timeline: PragmaTimeline, index: number): PragmaState {
  let low = 0;
  let high = timeline.from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((timeline.from[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return timeline.states[low] ?? NO_PRAGMAS;
}

interface PackEntry {
  readonly name: string | null;
  readonly pack: number | null;
}

/** The words after `#pragma`, whether or not the range still begins with these two. */
function pragmaWords(range: TokenRange): string[] {
  const words: string[] = [];
  for (let index = range.start; index < range.end; index++) words.push(tokenText(range.buffer, index));
  if (words[0] === "#") words.shift();
  if (words[0] === "pragma") words.shift();
  return words;
}

function applyPragma(
  words: readonly string[],
  state: PragmaState,
  stack: PackEntry[],
  clang: boolean,
): PragmaState | "malformed" | "unsupported" {
  switch (words[0]) {
    case "options":
    case "align":
      return clang ? applyOptionsAlign(words, state, stack) : state;
    case "pack":
      return applyPack(words.slice(1), state, stack);
    case "ms_struct":
      return applyMsStruct(words[1], state);
    case "scalar_storage_order":
      return applyStorageOrder(words.slice(1).join(""), state);
    default:
      return state;
  }
}

/** GCC manual, Structure-Layout Pragmas: `pack(n)`, `pack()`, `pack(push[,n])`, `pack(pop)`. */
function applyPack(words: readonly string[], state: PragmaState, stack: PackEntry[]): PragmaState | "malformed" {
  if (words[0] !== "(" || words.at(-1) !== ")") return "malformed";
  const args = words.slice(1, -1).filter((word) => word !== ",");
  const [action, ...rest] = args;
  if (action === undefined) return withPack(state, null);
  if (action === "show") return state;
  if (action === "push") return pushPack(rest, state, stack);
  if (action === "pop") return popPack(rest, state, stack);
  const alignment = packAlignment(action);
  return alignment === undefined || rest.length > 0 ? "malformed" : withPack(state, alignment);
}

function pushPack(args: readonly string[], state: PragmaState, stack: PackEntry[]): PragmaState | "malformed" {
  const name = args.find((arg) => packAlignment(arg) === undefined) ?? null;
  const number = args.find((arg) => packAlignment(arg) !== undefined);
  stack.push({ name, pack: state.pack });
  return number === undefined ? state : withPack(state, packAlignment(number) ?? null);
}

/** `pop` of an empty stack changes nothing; `pop, name` pops to the entry of that name (clang, MSVC). */
function popPack(args: readonly string[], state: PragmaState, stack: PackEntry[]): PragmaState | "malformed" {
  const name = args.find((arg) => packAlignment(arg) === undefined);
  const number = args.find((arg) => packAlignment(arg) !== undefined);
  let next = state;
  if (name === undefined) {
    const entry = stack.pop();
    if (entry !== undefined) next = withPack(state, entry.pack);
  } else {
    const at = stack.findLastIndex((entry) => entry.name === name);
    const entry = stack[at];
    if (entry === undefined) return "malformed";
    stack.length = at;
    next = withPack(state, entry.pack);
  }
  return number === undefined ? next : withPack(next, packAlignment(number) ?? null);
}

/**
 * `#pragma options align=KIND`, and `#pragma align=KIND` for short: clang keeps them on the stack of `#pragma pack`, `reset`
 * pops (clang, `Sema::ActOnPragmaOptionsAlign`).
 */
function applyOptionsAlign(
  words: readonly string[],
  state: PragmaState,
  stack: PackEntry[],
): PragmaState | "malformed" | "unsupported" {
  const kind = words.join("").replace(/^(?:options)?align=/, "");
  switch (kind) {
    case "native":
    case "natural":
    case "power":
    case "packed":
      stack.push({ name: null, pack: state.pack });
      return withPack(state, kind === "packed" ? 1 : null);
    case "reset":
      return popPack([], state, stack);
    default:
      return kind === "mac68k" ? "unsupported" : "malformed";
  }
}

/** Bytes; null for 0, which resets; `undefined` for what is no alignment (a small power of two). */
function packAlignment(word: string): number | null | undefined {
  switch (word) {
    case "0":
      return null;
    case "1":
    case "2":
    case "4":
    case "8":
    case "16":
      return Number(word);
    default:
      return undefined;
  }
}

function withPack(state: PragmaState, pack: number | null): PragmaState {
  return pack === state.pack ? state : { ...state, pack };
}

/** GCC manual, Structure-Layout Pragmas: `on`, `off`, `reset`. */
function applyMsStruct(word: string | undefined, state: PragmaState): PragmaState | "malformed" {
  switch (word) {
    case "on":
      return { ...state, layout: { ...state.layout, msStruct: true } };
    case "off":
    case "reset":
      return { ...state, layout: { ...state.layout, msStruct: false } };
    default:
      return "malformed";
  }
}

/** GCC manual, Structure-Layout Pragmas. `default` is the order that `-fsso-struct` gives, else the target's. */
function applyStorageOrder(order: string, state: PragmaState): PragmaState | "malformed" {
  switch (order) {
    case "big-endian":
    case "little-endian":
    case "default":
      return { ...state, layout: { ...state.layout, storageOrder: order } };
    default:
      return "malformed";
  }
}
