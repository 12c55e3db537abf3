/** Every installed compiler is asked for every number of its psABI's table. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { adjustAbiToMacros } from "../../src/kernel/abi/index.js";
import {
  ARCHITECTURES,
  FLOATING_KINDS,
  type FloatingKind,
  INTEGER_KINDS,
  type IntegerKind,
  type SizeAlign,
  type TargetAbi,
} from "../../src/kernel/abi/types.js";
import { minimumAlignment } from "../../src/sema/layout.js";
import { judge, type Trial, type Verdict } from "../random/judge.js";
import type { NumberQuestion } from "../random/questions.js";
import { type Judge, judgeFor, versionOf } from "../random/targets.js";

const JUDGES = [
  ...ARCHITECTURES.flatMap((arch) => ["gcc", "clang-14", "clang-16"].map((cc) => judgeFor(arch, cc))),
  ...(["x86_64", "aarch64"] as const).flatMap((arch) =>
    ["clang-14", "clang-16", "clang-22"].map((cc) => judgeFor(arch, cc, [], "apple")),
  ),
].filter(({ command }) => versionOf(command) !== undefined);

it("finds a compiler for every architecture but perhaps LoongArch's gcc", () => {
  const found = new Set(JUDGES.map(({ abi }) => abi.arch));
  expect([...ARCHITECTURES].filter((arch) => !found.has(arch))).toEqual([]);
});

describe.each(JUDGES)("the table of $name", (target) => {
  it("has the sizes and alignments of the integer types and of pointers", () => {
    const kinds = INTEGER_KINDS.filter((kind) => target.abi.int128 || !kind.endsWith("__int128"));
    const integers = kinds.flatMap((kind) => ask(kind, target.abi.integers[kind], target.abi));
    const pointers = ["void *", "void (*)(void)"].flatMap((type) => ask(type, target.abi.pointer, target.abi));
    expectAgreement(target, trialOf([...integers, ...pointers]));
  });

  it("has the sizes and alignments of every floating type that the compiler knows", () => {
    const trials = FLOATING_KINDS.map((kind) => trialOf(floatQuestions(target.abi, kind)));
    const verdicts = judge(trials, target.command, target.abi);
    const accepted = FLOATING_KINDS.filter((_, index) => verdicts[index]?.kind !== "rejected");
    expect(verdicts.filter(({ kind }) => kind === "differs")).toEqual([]);
    expect(accepted).toEqual(expect.arrayContaining(["float", "double", "long double"]));
    // What the compiler knows, the table knows.
    expect(accepted.filter((kind) => target.abi.floats[kind] === undefined)).toEqual([]);
  });

  it("says whether there is an __int128", () => {
    const [verdict] = judge([{ source: "__int128 x;", questions: [] }], target.command, target.abi);
    expect(verdict?.kind).toBe(target.abi.int128 ? "agrees" : "rejected");
  });

  it("has the library types, the signedness of char and the greatest alignment", () => {
    const { abi } = target;
    expectAgreement(
      target,
      trialOf([
        kindQuestion("__SIZE_TYPE__", abi.sizeType),
        kindQuestion("__PTRDIFF_TYPE__", abi.ptrdiffType),
        kindQuestion("__WCHAR_TYPE__", abi.wcharType),
        kindQuestion("__CHAR16_TYPE__", abi.char16Type),
        kindQuestion("__CHAR32_TYPE__", abi.char32Type),
        question("(char)-1 < 0", Number(abi.charSigned)),
        ...(abi.platform === "apple" ? [] : [question("__BIGGEST_ALIGNMENT__", abi.biggestAlignment)]),
        question("_Alignof(struct { char c __attribute__((aligned)); })", abi.biggestAlignment),
        question("__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__", Number(abi.endian === "big")),
      ]),
    );
  });

  it("has the shape of va_list", () => {
    const { vaList, pointer } = target.abi;
    const record = vaList.kind === "record" ? vaList : { ...pointer, array: false };
    const pointed = vaList.kind === "pointer" ? `${vaList.to} *` : "struct none *";
    expectAgreement(target, {
      source: "extern __builtin_va_list list;",
      questions: [
        question("sizeof(__builtin_va_list)", record.size),
        question("_Alignof(__builtin_va_list)", record.align),
        question(`__builtin_types_compatible_p(__builtin_va_list, ${pointed})`, Number(vaList.kind === "pointer")),
        // An array decays to a pointer (C11 6.3.2.1p3); a record stays as it is.
        question("sizeof(1 ? list : list)", record.array ? pointer.size : record.size),
      ],
    });
  });

  it("limits the alignment of vectors", () => {
    const questions = [4, 8, 16, 32, 64].map((bytes) => {
      const align = Math.min(bytes, target.abi.maxVectorAlignment ?? bytes);
      return question(`__alignof__(char __attribute__((vector_size(${bytes}))))`, align);
    });
    expectAgreement(target, trialOf(questions));
  });

  it("agrees with the predefined macros", () => {
    const [command = "", ...flags] = target.command;
    const macros = spawnSync(command, [...flags, "-dM", "-E", "-x", "c", "/dev/null"], { encoding: "utf8" }).stdout;
    expect(adjustAbiToMacros(target.abi, macros)).toEqual(target.abi);
  });
});

function question(expression: string, expected: number): NumberQuestion {
  return { kind: "number", what: expression, expression, expected };
}

function ask(type: string, layout: SizeAlign, abi: TargetAbi): NumberQuestion[] {
  const member = layout.fieldAlign ?? layout.align;
  return [
    question(`sizeof(${type})`, layout.size),
    question(`__alignof__(${type})`, layout.align),
    question(`_Alignof(${type})`, minimumAlignment(layout, abi)),
    question(`__builtin_offsetof(struct { char c; __typeof__(${type}) m; }, m)`, member),
  ];
}

/** Where the table has no entry, only whether the compiler knows the type. */
function floatQuestions(abi: TargetAbi, kind: FloatingKind): NumberQuestion[] {
  const layout = abi.floats[kind];
  return layout === undefined ? [question(`sizeof(${kind}) > 0`, 1)] : ask(kind, layout, abi);
}

function kindQuestion(macro: string, kind: IntegerKind): NumberQuestion {
  return question(`__builtin_types_compatible_p(${macro}, ${kind})`, 1);
}

function trialOf(questions: readonly NumberQuestion[]): Trial {
  return { source: "", questions };
}

function expectAgreement(target: Judge, trial: Trial): void {
  const agrees: Verdict = { kind: "agrees" };
  expect(judge([trial], target.command, target.abi)).toEqual([agrees]);
}
