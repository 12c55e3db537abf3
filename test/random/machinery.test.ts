/** The random tests themselves: a wrong layout is found, shrunk and shown; seeds are replayable. */
import { expect, it } from "vitest";
import { expectCases } from "./expect.js";
import { generateCase } from "./generate.js";
import { judge } from "./judge.js";
import type { CaseModel, MemberModel } from "./model.js";
import { renameCase } from "./model.js";
import { printCase } from "./print.js";
import { type CaseFacts, type Question, questionsOf } from "./questions.js";
import { describeFailure, type Route, runCases } from "./run.js";
import { judgeFor } from "./targets.js";

const GCC = judgeFor("x86_64", "gcc");

const PLAIN: MemberModel = {
  kind: "member",
  name: null,
  type: { kind: "integer", name: "int" },
  bitWidth: null,
  volatile: false,
  packed: false,
  aligned: [],
  alignas: null,
};

const SMALL: CaseModel = {
  prefix: "c0_",
  declarations: [
    {
      kind: "record",
      record: {
        tagKind: "struct",
        tag: "c0_R",
        packed: false,
        aligned: [],
        attributesLast: false,
        items: [
          { ...PLAIN, name: "c0_a", bitWidth: 3 },
          { ...PLAIN, name: "c0_b", bitWidth: 30 },
          { ...PLAIN, name: "c0_c", type: { kind: "array", of: PLAIN.type, count: 2 } },
        ],
      },
    },
  ],
};

function questionsFor(model: CaseModel): Question[] {
  return expectCases([model], GCC).flatMap((facts) => questionsOf(facts, GCC.abi));
}

it("makes the same case from the same seed, and others from others", () => {
  const text = (seed: number, number: number) => printCase(generateCase(seed, number, GCC.abi));
  expect(text(7, 3)).toBe(text(7, 3));
  expect(text(7, 3)).not.toBe(text(8, 3));
  expect(text(7, 3).replaceAll("c3_", "")).not.toBe(text(7, 4).replaceAll("c4_", ""));
});

it("prints a case as C", () => {
  expect(printCase(SMALL)).toBe(
    "struct c0_R {\n  int c0_a : 3;\n  int c0_b : 30;\n  int c0_c[2];\n};\n#pragma pack()\n",
  );
});

it("asks for size, alignment, every offset and every bit-field", () => {
  expect(questionsFor(SMALL).map(({ what }) => what)).toEqual([
    "sizeof(struct c0_R)",
    "_Alignof(struct c0_R)",
    "struct c0_R.c0_a",
    "struct c0_R.c0_b",
    "__builtin_offsetof(struct c0_R, c0_c)",
  ]);
  expect(judge([{ source: printCase(SMALL), questions: questionsFor(SMALL) }], GCC.command, GCC.abi)).toEqual([
    { kind: "agrees" },
  ]);
});

it("finds every single wrong answer", () => {
  const source = printCase(SMALL);
  const right = questionsFor(SMALL);
  const wrong = right.flatMap((question, index): Question[][] => {
    const others = (changed: Question) => right.map((it, at) => (at === index ? changed : it));
    if (question.kind === "number") return [others({ ...question, expected: question.expected + 1 })];
    if (question.kind === "problem") return [];
    return [
      others({ ...question, offsetBits: question.offsetBits + 1 }),
      others({ ...question, width: question.width + 1 }),
      others({ ...question, width: question.width - 1 }),
    ];
  });
  expect(wrong.length).toBe(9);
  // One trial in a file: they all declare the same names.
  for (const questions of wrong) {
    const [verdict] = judge([{ source, questions }], GCC.command, GCC.abi);
    expect(verdict?.kind === "differs" && verdict.differences.length).toBe(1);
  }
});

it("reads bit positions from the most significant bit on a big-endian target", () => {
  const target = judgeFor("s390x", "gcc");
  const trial = { source: printCase(SMALL), questions: questionsFor(SMALL) };
  expect(judge([trial], target.command, target.abi)).toEqual([{ kind: "agrees" }]);
  const [verdict] = judge([trial], target.command, { ...target.abi, endian: "little" });
  expect(verdict?.kind).toBe("differs");
});

it("keeps what the compiler rejects apart from what differs", () => {
  const good = { source: printCase(SMALL), questions: questionsFor(SMALL) };
  const bad = { source: "struct broken { int x : 99; };", questions: [] };
  const verdicts = judge([bad, good], GCC.command, GCC.abi);
  expect(verdicts.map(({ kind }) => kind)).toEqual(["rejected", "agrees"]);
});

it("renames every name of a case and nothing else", () => {
  expect(printCase(renameCase(SMALL, "s9_"))).toBe(printCase(SMALL).replaceAll("c0_", "s9_"));
});

it("shrinks a difference to the declaration that shows it", () => {
  // A route that believes packed bit-fields are aligned like others.
  const wrong: Route = (models, target) => expectCases(models.map(unpacked), target);
  const result = runCases(GCC, 5, 0, 200, wrong);
  const [failure] = result.failures;
  if (failure === undefined) throw new Error("a wrong route passed");
  expect(failure.differences.length).toBeGreaterThan(0);
  expect(failure.source.split("\n").length).toBeLessThan(12);
  expect(failure.source).toContain("packed");
  const text = describeFailure(GCC, failure);
  expect(text).toContain(`x86_64 gcc: seed 5, case ${failure.number}, shrunk to`);
  expect(text).toMatch(/kbindgen \d+, compiler \d+|kbindgen bits/);
});

function unpacked(model: CaseModel): CaseModel {
  const declarations = model.declarations.map((declaration) =>
    declaration.kind === "record" ? { ...declaration, record: { ...declaration.record, packed: false } } : declaration,
  );
  return { ...model, declarations };
}

it("counts what the pipeline could not make sense of as a difference", () => {
  const facts: CaseFacts = { records: [], enums: [], typedefs: [], problems: ["unknown attribute"] };
  const [verdict] = judge([{ source: "", questions: questionsOf(facts, GCC.abi) }], GCC.command, GCC.abi);
  expect(verdict).toEqual({
    kind: "differs",
    differences: [{ question: { kind: "problem", what: "unknown attribute" }, actual: "accepted" }],
  });
});
