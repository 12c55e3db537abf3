/**
 * Rules of record layout, each by a declaration that shows it. The expected numbers are written down here, and the
 * compiler of each target has to say the same.
 */
import { describe, expect, it } from "vitest";
import { abiFor } from "../../src/kernel/abi/index.js";
import type { Architecture } from "../../src/kernel/abi/types.js";
import { combineAligned, isLaidOut, type LayoutInput, type LayoutMember, layoutRecord } from "../../src/sema/layout.js";
import { judge } from "../random/judge.js";
import type { Question } from "../random/questions.js";
import { judgeFor } from "../random/targets.js";
import { analyseText, recordNamed } from "./analysis-support.js";

/** `[name, size, align, offsets in bits of the named members]`, by the target. */
interface Rule {
  readonly title: string;
  readonly source: string;
  readonly on: Readonly<Record<string, readonly [size: number, align: number, ...offsets: number[]]>>;
}

const RULES: readonly Rule[] = [
  {
    title: "a packed bit-field crosses its storage unit (chibicc's 7-byte case)",
    source: "struct r { char c; int a : 20; int b : 20; char d; } __attribute__((packed));",
    on: { "x86_64 gcc": [7, 1, 0, 8, 28, 48], "x86_64 clang": [7, 1, 0, 8, 28, 48], "s390x gcc": [7, 1, 0, 8, 28, 48] },
  },
  {
    title: "a bit-field does not cross a unit of its declared type",
    source: "struct r { unsigned a : 20; unsigned b : 20; };",
    on: { "x86_64 gcc": [8, 4, 0, 32], "armv7 gcc": [8, 4, 0, 32], "s390x gcc": [8, 4, 0, 32] },
  },
  {
    title: "a bit-field lies in the padding of the member before it",
    source: "struct r { int d; unsigned long f : 1, g : 63; };",
    on: { "x86_64 gcc": [16, 8, 0, 32, 64], "x86_64 clang": [16, 8, 0, 32, 64] },
  },
  {
    title: "a zero-width bit-field ends the unit; only AAPCS lets it align the record",
    source: "struct r { char a : 3; int : 0; char b : 3; };",
    on: {
      "x86_64 gcc": [5, 1, 0, 32],
      "x86_64 clang": [5, 1, 0, 32],
      "aarch64 gcc": [8, 4, 0, 32],
      "armv7 gcc": [8, 4, 0, 32],
    },
  },
  {
    title: "packed does not touch a zero-width bit-field",
    source: "struct r { char a : 3; int : 0; char b : 3; } __attribute__((packed));",
    on: { "x86_64 gcc": [5, 1, 0, 32], "x86_64 clang": [5, 1, 0, 32], "aarch64 clang": [8, 4, 0, 32] },
  },
  {
    title: "an unnamed bit-field aligns the record under AAPCS64 alone",
    source: "struct r { char a; int : 5; };",
    on: { "x86_64 gcc": [2, 1, 0], "aarch64 gcc": [4, 4, 0], "aarch64 clang": [4, 4, 0], "riscv64 gcc": [2, 1, 0] },
  },
  {
    title: "long long is aligned to 4 as a member on i386",
    source: "struct r { char a; long long b; double c; };",
    on: { "i686 gcc": [20, 4, 0, 32, 96], "i686 clang": [20, 4, 0, 32, 96], "armv7 gcc": [24, 8, 0, 64, 128] },
  },
  {
    title: "a record of 8 bytes is a member like a long long to gcc on i386",
    source: "struct in { _Atomic long long x; };\nstruct r { char a; struct in b; };",
    on: { "i686 gcc": [12, 4, 0, 32], "i686 clang": [16, 8, 0, 64], "armv7 gcc": [16, 8, 0, 64] },
  },
  {
    title: "an aligned record of 8 bytes is not",
    source: "struct in { long long x __attribute__((aligned(8))); };\nstruct r { char a; struct in b; };",
    on: { "i686 gcc": [16, 8, 0, 64], "i686 clang": [16, 8, 0, 64] },
  },
  {
    title: "an aligned member in a packed record keeps its alignment (bindgen 867)",
    source: "struct r { unsigned a; unsigned b __attribute__((aligned(64))); } __attribute__((packed));",
    on: { "x86_64 gcc": [128, 64, 0, 512], "x86_64 clang": [128, 64, 0, 512] },
  },
  {
    title: "packed and aligned together (bindgen 1538)",
    source: "struct r { char a; long b; } __attribute__((packed, aligned(64)));",
    on: { "x86_64 gcc": [64, 64, 0, 8], "x86_64 clang": [64, 64, 0, 8] },
  },
  {
    title: "#pragma pack caps an aligned member in gcc and in clang",
    source: "#pragma pack(2)\nstruct r { char a; int b __attribute__((aligned(16))); };\n#pragma pack()",
    on: { "x86_64 gcc": [6, 2, 0, 16], "x86_64 clang": [6, 2, 0, 16] },
  },
  {
    title: "#pragma pack counts at the closing brace for gcc, at the opening one for clang",
    source: "struct r { char a;\n#pragma pack(1)\nint b; };\n#pragma pack()",
    on: { "x86_64 gcc": [5, 1, 0, 8], "x86_64 clang": [8, 4, 0, 32] },
  },
  {
    title: "a typedef raises the alignment, but not the size (bindgen 1753)",
    source: "typedef struct { char x[3]; } C __attribute__((aligned(64)));\nstruct r { C a; C b; };",
    on: { "x86_64 gcc": [128, 64, 0, 512], "x86_64 clang": [128, 64, 0, 512] },
  },
  {
    title: "a typedef lowers the alignment",
    source: "typedef long L __attribute__((aligned(2)));\nstruct r { char a; L b; };",
    on: { "x86_64 gcc": [10, 2, 0, 16], "x86_64 clang": [10, 2, 0, 16], "aarch64 gcc": [10, 2, 0, 16] },
  },
  {
    title: "the last aligned on a type wins in gcc, the largest in clang",
    source: "struct __attribute__((aligned(16))) r { char a; } __attribute__((aligned(4)));",
    on: { "x86_64 gcc": [4, 4, 0], "x86_64 clang": [16, 16, 0] },
  },
  {
    title: "nothing is aligned to more than 8 on s390x",
    source: "struct r { char a; __int128 b; long double c; };",
    on: { "s390x gcc": [40, 8, 0, 64, 192], "x86_64 gcc": [48, 16, 0, 128, 256] },
  },
  {
    title: "a flexible array member starts where its element is aligned (bindgen 3406)",
    source: "struct e { long long x; } __attribute__((aligned(16)));\nstruct r { char p; struct e v[]; };",
    on: { "x86_64 gcc": [16, 16, 0, 128], "i686 gcc": [16, 16, 0, 128] },
  },
  {
    title: "empty records and zero-length arrays have no size",
    source: "struct r { struct { } a; int b[0]; union { } c; };",
    on: { "x86_64 gcc": [0, 4, 0, 0, 0], "x86_64 clang": [0, 4, 0, 0, 0] },
  },
  {
    title: "a union of bit-fields is as large as its widest",
    source: "union r { unsigned a : 9; unsigned char b : 3; } __attribute__((packed));",
    on: { "x86_64 gcc": [2, 1, 0, 0], "x86_64 clang": [2, 1, 0, 0], "s390x gcc": [2, 1, 0, 0] },
  },
  {
    title: "_Bool and packed enums are bit-fields of one byte",
    source: "enum p { P } __attribute__((packed));\nstruct r { _Bool a : 1; enum p b : 7; enum p c : 2; };",
    on: { "x86_64 gcc": [2, 1, 0, 1, 8], "powerpc64le gcc": [2, 1, 0, 1, 8] },
  },
];

const CASES = RULES.flatMap((rule) =>
  Object.entries(rule.on).map(([target, expected]) => ({ title: rule.title, source: rule.source, target, expected })),
);

describe("layoutRecord", () => {
  it.each(CASES)("$title: $target", ({ source, target, expected }) => {
    const [arch = "", cc = ""] = target.split(" ");
    const compiler = judgeFor(arch as Architecture, cc);
    const [command = "", ...cflags] = compiler.command;
    const analysed = analyseText(source, { cc: command, cflags });
    const record = recordNamed(analysed, "r");
    const named = (record.members ?? []).flatMap(({ name, bitWidth }, index) => {
      const offsetBits = record.layout?.fields[index]?.offsetBits ?? -1;
      return name === null ? [] : [{ name, bitWidth, offsetBits }];
    });
    const offsets = named.map(({ offsetBits }) => offsetBits);
    expect([record.layout?.size, record.layout?.align, ...offsets]).toEqual(expected);
    const type = `${record.tagKind} r`;
    const questions = [
      number(`sizeof(${type})`, expected[0]),
      number(`_Alignof(${type})`, expected[1]),
      ...named.map(
        ({ name, bitWidth, offsetBits }): Question =>
          bitWidth === null
            ? number(`__builtin_offsetof(${type}, ${name})`, offsetBits / 8)
            : { kind: "bits", what: name, record: type, path: name, offsetBits, width: bitWidth },
      ),
    ];
    expect(judge([{ source, questions }], compiler.command, compiler.abi)).toEqual([{ kind: "agrees" }]);
  });

  it("knows that a bit-field's typedef aligned the record, for gcc's cap of _Alignof", () => {
    const vector = "typedef char V __attribute__((vector_size(32)));";
    const source = `${vector}\ntypedef int T __attribute__((aligned(4)));\nstruct a { T : 3; V v; };\nstruct b { int : 3; V v; };`;
    const questions = [number("_Alignof(struct a)", 32), number("_Alignof(struct b)", 16)];
    const gcc = judgeFor("x86_64", "gcc");
    expect(judge([{ source, questions }], gcc.command, gcc.abi)).toEqual([{ kind: "agrees" }]);
    const analysed = analyseText(source);
    const aligns = ["a", "b"].map((tag) =>
      analysed.context.alignOf({ kind: "record", id: recordNamed(analysed, tag).id }),
    );
    expect(aligns).toEqual([32, 16]);
  });

  const INT: LayoutMember = {
    type: { size: 4, align: 4 },
    bitWidth: null,
    named: true,
    packed: false,
    aligned: null,
  };
  const INPUT: LayoutInput = {
    tagKind: "struct",
    packed: false,
    aligned: null,
    pack: { atOpen: null, atClose: null },
    msStruct: false,
    storageOrder: "default",
    members: [INT],
  };

  it("has no layout for ms_struct with bit-fields, and does not mind it without", () => {
    const abi = abiFor("x86_64", "gcc");
    expect(isLaidOut(layoutRecord({ ...INPUT, msStruct: true }, abi))).toBe(true);
    expect(layoutRecord({ ...INPUT, msStruct: true, members: [{ ...INT, bitWidth: 3 }] }, abi)).toEqual({
      unsupported: "ms_struct lays out bit-fields as Microsoft's compilers do",
    });
  });

  it("has no layout for a reversed scalar_storage_order, and does not mind the target's own", () => {
    const result = layoutRecord({ ...INPUT, storageOrder: "big-endian" }, abiFor("x86_64", "gcc"));
    expect(result).toEqual({ unsupported: "scalar_storage_order reverses the bytes of its members" });
    expect(isLaidOut(layoutRecord({ ...INPUT, storageOrder: "big-endian" }, abiFor("s390x", "gcc")))).toBe(true);
  });

  it("has no layout for a record beyond 2^52 bits", () => {
    const members = [{ ...INT, type: { size: 2 ** 50, align: 1 } }];
    expect(layoutRecord({ ...INPUT, members }, abiFor("x86_64", "gcc"))).toEqual({
      unsupported: "the record is too large",
    });
  });

  it("combines alignments as the compiler does", () => {
    const [gcc, clang] = [abiFor("x86_64", "gcc"), abiFor("x86_64", "clang")];
    expect(combineAligned([], "type", gcc)).toBe(null);
    expect(combineAligned([16, 4], "type", gcc)).toBe(4);
    expect(combineAligned([16, 4], "member", gcc)).toBe(16);
    expect(combineAligned([16, 4], "type", clang)).toBe(16);
  });
});

function number(expression: string, expected: number): Question {
  return { kind: "number", what: expression, expression, expected };
}
