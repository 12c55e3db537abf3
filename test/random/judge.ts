/**
 * Asks a compiler about cases, without running anything it makes: numbers go into a constant array, bit-fields into
 * constant objects, and both are read back from the object file. So cross compilers are judges like the host's.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TargetAbi } from "../../src/kernel/abi/types.js";
import { readObjects } from "./elf.js";
import { isMachO, readMachObjects } from "./mach-o.js";
import { type BitsQuestion, type Question, setBits } from "./questions.js";

/** A compiler with the flags that select the target: `["clang-16", "--target=s390x-linux-gnu"]`. */
export type CompilerCommand = readonly string[];

/** A self-contained piece of C and what is asked about it. */
export interface Trial {
  readonly source: string;
  readonly questions: readonly Question[];
}

export interface Difference {
  readonly question: Question;
  /** What the compiler says. */
  readonly actual: string;
}

export type Verdict =
  | { readonly kind: "agrees" }
  | { readonly kind: "differs"; readonly differences: readonly Difference[] }
  /** The compiler does not accept the source. */
  | { readonly kind: "rejected"; readonly message: string };

/** One verdict for each trial; as few runs of the compiler as rejections allow. */
export function judge(trials: readonly Trial[], compiler: CompilerCommand, abi: TargetAbi): Verdict[] {
  const directory = mkdtempSync(join(tmpdir(), "kbindgen-judge-"));
  try {
    return judgeIn(directory, trials, compiler, abi);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function judgeIn(dir: string, trials: readonly Trial[], compiler: CompilerCommand, abi: TargetAbi): Verdict[] {
  const rejected = new Map<number, string>();
  for (;;) {
    const kept = trials.map((trial, index) => ({ trial, index })).filter(({ index }) => !rejected.has(index));
    const result = compile(dir, kept, compiler);
    if (result.kind === "errors") {
      for (const [index, message] of result.byTrial) rejected.set(index, message);
      continue;
    }
    return trials.map((trial, index): Verdict => {
      const message = rejected.get(index);
      return message === undefined ? compare(trial, index, result.objects, abi) : { kind: "rejected", message };
    });
  }
}

interface Kept {
  readonly trial: Trial;
  readonly index: number;
}

type Compilation =
  | { readonly kind: "objects"; readonly objects: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: "errors"; readonly byTrial: ReadonlyMap<number, string> };

const FLAGS = ["-c", "-w", "-std=gnu11", "-O0", "-fno-common", "-x", "c"] as const;

function compile(dir: string, kept: readonly Kept[], compiler: CompilerCommand): Compilation {
  const [command, ...flags] = compiler;
  if (command === undefined) throw new Error("no compiler given");
  const source = join(dir, "trials.c");
  const object = join(dir, "trials.o");
  const lines: { readonly index: number; readonly from: number }[] = [];
  writeFileSync(source, concatenate(kept, lines));
  const limit = command.includes("clang") ? "-ferror-limit=0" : "-fmax-errors=0";
  const run = spawnSync(command, [...flags, ...FLAGS, limit, "-o", object, source], { encoding: "utf8" });
  if (run.error !== undefined) throw run.error;
  if (run.status === 0) {
    const file = readFileSync(object);
    return { kind: "objects", objects: isMachO(file) ? readMachObjects(file) : readObjects(file) };
  }
  return { kind: "errors", byTrial: errorsByTrial(run.stderr, lines) };
}

function concatenate(kept: readonly Kept[], lines: { readonly index: number; readonly from: number }[]): string {
  let line = 1;
  const parts = kept.map(({ trial, index }) => {
    lines.push({ index, from: line });
    const text = `${trial.source}\n${probes(trial, index)}\n`;
    line += text.split("\n").length - 1;
    return text;
  });
  return parts.join("");
}

function probes(trial: Trial, index: number): string {
  const numbers = trial.questions.flatMap((it) => (it.kind === "number" ? [`  ${it.expression},\n`] : []));
  const bits = trial.questions.flatMap((it, at) => (it.kind === "bits" ? [bitsProbe(it, bitsName(index, at))] : []));
  return `const unsigned long long ${numbersName(index)}[] = {\n${numbers.join("")}  0\n};\n${bits.join("")}`;
}

function bitsProbe({ record, path }: BitsQuestion, name: string): string {
  return `const ${record} ${name} = { .${path} = -1 };\n`;
}

function numbersName(trial: number): string {
  return `judge_numbers_${trial}`;
}

function bitsName(trial: number, question: number): string {
  return `judge_bits_${trial}_${question}`;
}

/** First error of each trial; both compilers print `file:line:column: error: text`. */
function errorsByTrial(stderr: string, lines: readonly { readonly index: number; readonly from: number }[]) {
  const byTrial = new Map<number, string>();
  for (const match of stderr.matchAll(/trials\.c:(\d+):\d+: (?:fatal )?error: (.*)/g)) {
    const trial = lines.findLast(({ from }) => from <= Number(match[1]));
    if (trial !== undefined && !byTrial.has(trial.index)) byTrial.set(trial.index, match[2] ?? "");
  }
  if (byTrial.size === 0) throw new Error(`the compiler failed without an error in a trial:\n${stderr}`);
  return byTrial;
}

function compare(trial: Trial, index: number, objects: ReadonlyMap<string, Uint8Array>, abi: TargetAbi): Verdict {
  const numbers = readNumbers(bytesOf(objects, numbersName(index)), abi);
  let next = 0;
  const differences = trial.questions.flatMap((question, at): Difference[] => {
    if (question.kind === "number") {
      const actual = numbers[next++];
      return actual === question.expected ? [] : [{ question, actual: String(actual) }];
    }
    if (question.kind === "problem") return [{ question, actual: "accepted" }];
    const actual = setBits(bytesOf(objects, bitsName(index, at)), abi.endian);
    return sameBits(actual, question) ? [] : [{ question, actual: describeBits(actual) }];
  });
  return differences.length === 0 ? { kind: "agrees" } : { kind: "differs", differences };
}

function bytesOf(objects: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const bytes = objects.get(name);
  if (bytes === undefined) throw new Error(`the object file has no ${name}`);
  return bytes;
}

function readNumbers(bytes: Uint8Array, abi: TargetAbi): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = abi.endian === "little";
  return Array.from({ length: bytes.byteLength / 8 }, (_, index) => Number(view.getBigUint64(index * 8, little)));
}

function sameBits(actual: readonly number[], { offsetBits, width }: BitsQuestion): boolean {
  return actual.length === width && actual.every((bit, index) => bit === offsetBits + index);
}

function describeBits(bits: readonly number[]): string {
  const first = bits[0];
  if (first === undefined) return "no bits";
  const contiguous = bits.every((bit, index) => bit === first + index);
  return contiguous ? `bits ${first}..${first + bits.length - 1}` : `bits ${bits.join(" ")}`;
}
