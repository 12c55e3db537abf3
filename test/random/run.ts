/** Runs random cases against a compiler and shrinks what fails. */
import { expectCases } from "./expect.js";
import { generateCase } from "./generate.js";
import { type Difference, judge, type Trial, type Verdict } from "./judge.js";
import { type CaseModel, renameCase } from "./model.js";
import { printCase } from "./print.js";
import { type CaseFacts, type Question, questionsOf } from "./questions.js";
import { simplerCases } from "./shrink.js";
import type { Judge } from "./targets.js";

/** How the facts of cases are worked out: from the models, or from their C text through the pipeline. */
export type Route = (models: readonly CaseModel[], target: Judge) => readonly CaseFacts[];

export interface Failure {
  readonly seed: number;
  readonly number: number;
  readonly source: string;
  readonly differences: readonly Difference[];
}

export interface RunResult {
  readonly cases: number;
  readonly questions: number;
  readonly failures: readonly Failure[];
  /** Cases that the compiler did not accept, with its message. */
  readonly rejected: readonly { readonly number: number; readonly message: string }[];
}

const BATCH = 200;

/** Judges the cases `first` to `first + count - 1` of a seed; stops at the first batch that fails. */
export function runCases(
  target: Judge,
  seed: number,
  first: number,
  count: number,
  route: Route = expectCases,
): RunResult {
  let questions = 0;
  const rejected: { readonly number: number; readonly message: string }[] = [];
  for (let start = first; start < first + count; start += BATCH) {
    const length = Math.min(BATCH, first + count - start);
    const models = Array.from({ length }, (_, index) => generateCase(seed, start + index, target.abi));
    const trials = trialsOf(models, target, route);
    const verdicts = judge(trials, target.command, target.abi);
    questions += trials.reduce((sum, trial) => sum + trial.questions.length, 0);
    verdicts.forEach((verdict, index) => {
      if (verdict.kind === "rejected") rejected.push({ number: start + index, message: verdict.message });
    });
    const failing = verdicts.findIndex((verdict) => verdict.kind === "differs");
    const model = models[failing];
    if (model !== undefined) {
      const failure = { seed, number: start + failing, ...shrink(model, target, route) };
      return { cases: start + length - first, questions, failures: [failure], rejected };
    }
  }
  return { cases: count, questions, failures: [], rejected };
}

function trialsOf(models: readonly CaseModel[], target: Judge, route: Route): Trial[] {
  const facts = route(models, target);
  return models.map((model, index) => {
    const known = facts[index];
    return { source: printCase(model), questions: known === undefined ? [] : questionsOf(known, target.abi) };
  });
}

const MAX_SHRINK_STEPS = 200;

function shrink(failing: CaseModel, target: Judge, route: Route): Pick<Failure, "source" | "differences"> {
  let model = failing;
  for (let step = 0; step < MAX_SHRINK_STEPS; step++) {
    const candidates = simplerCases(model);
    const renamed = candidates.map((it, index) => renameCase(it, `s${index}_`));
    const verdicts = judge(trialsOf(renamed, target, route), target.command, target.abi);
    const smaller = candidates[verdicts.findIndex((verdict) => verdict.kind === "differs")];
    if (smaller === undefined) break;
    model = smaller;
  }
  const trials = trialsOf([model], target, route);
  const [verdict] = judge(trials, target.command, target.abi);
  return { source: printCase(model), differences: differencesOf(verdict) };
}

function differencesOf(verdict: Verdict | undefined): readonly Difference[] {
  return verdict?.kind === "differs" ? verdict.differences : [];
}

/** A failure as text: how to make it again, the declaration, and both layouts where they differ. */
export function describeFailure(target: Judge, failure: Failure): string {
  const lines = failure.differences.map(
    ({ question, actual }) => `  ${question.what}: kbindgen ${ours(question)}, compiler ${actual}`,
  );
  return `${target.name}: seed ${failure.seed}, case ${failure.number}, shrunk to\n${failure.source}${lines.join("\n")}`;
}

function ours(question: Question): string {
  switch (question.kind) {
    case "number":
      return String(question.expected);
    case "bits":
      return `bits ${question.offsetBits}..${question.offsetBits + question.width - 1}`;
    case "problem":
      return "reports a problem";
  }
}
