/**
 * The manifest in a fixture's head comment: for which targets it holds, with what flags, and what must come out.
 * The grammar is closed: an unknown word is an error, so that no fact is ever silently not checked.
 */
import { ARCHITECTURES, type Architecture } from "../../src/kernel/abi/types.js";

export type CompilerKind = "gcc" | "clang";

export type Fact =
  | { readonly kind: "record"; readonly record: string; readonly size: number; readonly align: number }
  | {
      readonly kind: "field";
      readonly record: string;
      readonly field: string;
      /** Bytes. */
      readonly offset: number | null;
      /** Bytes. */
      readonly size: number | null;
    }
  | {
      readonly kind: "bitfield";
      readonly record: string;
      readonly field: string;
      /** Bits. */
      readonly position: number | null;
      /** Bits. */
      readonly width: number;
    }
  | { readonly kind: "enum"; readonly tag: string; readonly underlying: string }
  | { readonly kind: "enumerator"; readonly tag: string; readonly name: string; readonly value: bigint }
  | { readonly kind: "constant"; readonly name: string; readonly value: bigint; readonly type: string }
  | { readonly kind: "emitted"; readonly what: string; readonly name: string }
  | { readonly kind: "skipped"; readonly what: string; readonly name: string; readonly reason: string }
  | { readonly kind: "rust"; readonly text: string; readonly present: boolean };

export interface ExpectedFact {
  readonly fact: Fact;
  /** As written, for messages. */
  readonly line: string;
  /** null: on every target. */
  readonly on: Architecture | null;
}

export interface Manifest {
  readonly description: string;
  readonly targets: readonly Architecture[];
  readonly compilers: readonly CompilerKind[];
  readonly flags: readonly string[];
  /** As on the command line: `--allow x`. */
  readonly options: readonly string[];
  readonly facts: readonly ExpectedFact[];
  /** rustdoc must find nothing to complain of, and no doctest. */
  readonly rustdoc: boolean;
  /** Why this fixture does not hold yet; it fails when it does. */
  readonly expectedFailure: string | null;
}

const KEYS = ["targets", "compilers", "flags", "options", "rustdoc", "xfail", "expect"];

/** @throws Error when there is no manifest, or when something in it is not understood. */
export function parseManifest(text: string, name: string): Manifest {
  const comment = /^\/\*\n([\s\S]*?)\*\//.exec(text)?.[1];
  if (comment === undefined) throw new Error(`${name}: no manifest comment at the top`);
  const lines = comment.split("\n").map((line) => line.replace(/^ \*? ?/, "").trimEnd());
  const values = new Map<string, string>();
  const facts: ExpectedFact[] = [];
  const description: string[] = [];
  for (const line of lines) {
    const key = /^([a-z]+):/.exec(line)?.[1];
    if (key !== undefined && KEYS.includes(key)) values.set(key, line.slice(key.length + 1).trim());
    else if (values.has("expect") && line.trim() !== "") facts.push(parseExpected(line.trim(), name));
    else if (!values.has("targets")) description.push(line);
    else if (line.trim() !== "") throw new Error(`${name}: "${line}" is no key of a manifest`);
  }
  if (facts.length === 0) throw new Error(`${name}: expects nothing`);
  return {
    description: description.join(" ").trim(),
    targets: words(values.get("targets") ?? "").map((word) => architecture(word, name)),
    compilers: words(values.get("compilers") ?? "gcc clang").map((word) => compilerKind(word, name)),
    flags: words(values.get("flags") ?? ""),
    options: words(values.get("options") ?? ""),
    facts,
    rustdoc: values.get("rustdoc") === "clean",
    expectedFailure: values.get("xfail") ?? null,
  };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

function architecture(word: string, name: string): Architecture {
  const found = ARCHITECTURES.find((arch) => arch === word);
  if (found === undefined) throw new Error(`${name}: unknown target ${word}`);
  return found;
}

function compilerKind(word: string, name: string): CompilerKind {
  if (word === "gcc" || word === "clang") return word;
  throw new Error(`${name}: unknown compiler ${word}`);
}

function parseExpected(line: string, name: string): ExpectedFact {
  const text = /^(?:no )?rust: /.test(line) ? null : / on (\w+)$/.exec(line);
  const on = text?.[1] === undefined ? null : architecture(text[1], name);
  const body = text === null ? line : line.slice(0, text.index);
  const fact = FORMS.map((form) => form(body)).find((found) => found !== null);
  if (fact === undefined || fact === null) throw new Error(`${name}: "${line}" is no fact`);
  return { fact, line, on };
}

/** Each reads one kind of line, or answers null. */
const FORMS: readonly ((line: string) => Fact | null)[] = [
  rustFact,
  reportFact,
  recordFact,
  memberFact,
  enumFact,
  enumeratorFact,
  constantFact,
];

function rustFact(line: string): Fact | null {
  const match = /^(no )?rust: (.+)$/.exec(line);
  return match === null ? null : { kind: "rust", text: part(match, 2), present: match[1] === undefined };
}

function reportFact(line: string): Fact | null {
  const emitted = /^emitted (\w+) (\w+)$/.exec(line);
  if (emitted !== null) return { kind: "emitted", what: part(emitted, 1), name: part(emitted, 2) };
  const skipped = /^skipped (\w+) (\w+): ([\w-]+)$/.exec(line);
  if (skipped === null) return null;
  return { kind: "skipped", what: part(skipped, 1), name: part(skipped, 2), reason: part(skipped, 3) };
}

function recordFact(line: string): Fact | null {
  const match = /^((?:struct|union) \w+) size (\d+) align (\d+)$/.exec(line);
  if (match === null) return null;
  return { kind: "record", record: part(match, 1), size: Number(match[2]), align: Number(match[3]) };
}

function memberFact(line: string): Fact | null {
  const match =
    /^((?:struct|union) \w+)\.([\w.]+)(?: offset (\d+))?(?: size (\d+))?(?: bits (\d+))?(?: width (\d+))?$/.exec(line);
  if (match === null) return null;
  const [record, field] = [part(match, 1), part(match, 2)];
  if (match[6] !== undefined) {
    return { kind: "bitfield", record, field, position: optionalNumber(match[5]), width: Number(match[6]) };
  }
  return { kind: "field", record, field, offset: optionalNumber(match[3]), size: optionalNumber(match[4]) };
}

function enumFact(line: string): Fact | null {
  const match = /^enum (\w+) is ([\w ]+)$/.exec(line);
  return match === null ? null : { kind: "enum", tag: part(match, 1), underlying: part(match, 2) };
}

function enumeratorFact(line: string): Fact | null {
  const match = /^enumerator enum (\w+)\.(\w+) = (-?\d+)$/.exec(line);
  if (match === null) return null;
  return { kind: "enumerator", tag: part(match, 1), name: part(match, 2), value: BigInt(part(match, 3)) };
}

function constantFact(line: string): Fact | null {
  const match = /^(\w+) = (-?\d+) : ([\w ]+)$/.exec(line);
  if (match === null) return null;
  return { kind: "constant", name: part(match, 1), value: BigInt(part(match, 2)), type: part(match, 3) };
}

function part(match: RegExpExecArray, index: number): string {
  return match[index] ?? "";
}

function optionalNumber(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
