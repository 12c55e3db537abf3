/** Flags that change the ABI: the compiler, called with the flag, is asked for what the changed table says. */
import { describe, expect, it } from "vitest";
import { abiFor, adjustAbi, adjustAbiToMacros } from "../../src/kernel/abi/index.js";
import type { Architecture, TargetAbi } from "../../src/kernel/abi/types.js";
import { minimumAlignment } from "../../src/sema/layout.js";
import { FatalError, formatDiagnostic } from "../../src/support/diagnostics.js";
import { judge } from "../random/judge.js";
import type { NumberQuestion } from "../random/questions.js";
import { judgeFor } from "../random/targets.js";

type Row = readonly [arch: Architecture, cc: string, ...flags: string[]];

const BOTH: readonly Row[] = (["gcc", "clang-16"] as const).flatMap((cc): Row[] => [
  ["x86_64", cc, "-funsigned-char"],
  ["x86_64", cc, "-fno-signed-char"],
  ["aarch64", cc, "-fsigned-char"],
  ["aarch64", cc, "-fno-unsigned-char", "-funsigned-char"],
  ["x86_64", cc, "-fshort-enums"],
  ["x86_64", cc, "-fshort-enums", "-fno-short-enums"],
  ["x86_64", cc, "-fshort-wchar"],
  ["x86_64", cc, "-mavx"],
  ["x86_64", cc, "-mavx512f"],
  ["x86_64", cc, "-mavx2", "-mno-avx"],
  ["x86_64", cc, "-mlong-double-64"],
  ["x86_64", cc, "-mlong-double-64", "-mlong-double-80"],
  ["i686", cc, "-mlong-double-64"],
  ["i686", cc, "-mlong-double-128"],
  ["i686", cc, "-malign-double"],
  ["armv7", cc, "-mabi=aapcs-linux"],
  ["riscv64", cc, "-mabi=lp64"],
  ["mips64el", cc, "-mabi=64", "-EL"],
  ["powerpc64le", cc, "-mlittle-endian"],
  ["x86_64", cc, "-m64", "-fpack-struct=4"],
  ["x86_64", cc, "-fpack-struct"],
]);
const GCC_ONLY: readonly Row[] = [
  ["armv7", "gcc", "-mabi=aapcs"],
  ["i686", "gcc", "-m128bit-long-double"],
  ["powerpc64le", "gcc", "-mlong-double-64"],
  ["s390x", "gcc", "-mlong-double-64"],
  ["s390x", "gcc", "-m64", "-mlong-double-128"],
];

describe("adjustAbi", () => {
  it.each([...BOTH, ...GCC_ONLY].map(([arch, cc, ...flags]) => ({ arch, cc, flags })))("follows $arch $cc $flags", ({
    arch,
    cc,
    flags,
  }) => {
    const target = judgeFor(arch, cc, flags);
    expect(judge([{ source: SOURCE, questions: questions(target.abi) }], target.command, target.abi)).toEqual([
      { kind: "agrees" },
    ]);
  });

  it("asks questions to which the flags matter", () => {
    const plain = judgeFor("x86_64", "gcc");
    const flagged = judgeFor("x86_64", "gcc", ["-funsigned-char", "-fshort-enums", "-fshort-wchar", "-fpack-struct=4"]);
    const [verdict] = judge([{ source: SOURCE, questions: questions(plain.abi) }], flagged.command, flagged.abi);
    expect(verdict?.kind === "differs" && verdict.differences.length).toBe(4);
  });

  it("leaves the table alone for flags without effect on it", () => {
    const abi = abiFor("x86_64", "gcc");
    expect(adjustAbi(abi, ["-O2", "-mno-80387", "-mcmodel=kernel", "-fno-common", "-Wall", "-m64", "-E"])).toEqual(abi);
  });

  it.each<readonly [Architecture, string, string]>([
    ["x86_64", "-m32", "'-m32' asks for another ABI than that of x86_64"],
    ["x86_64", "-mx32", "'-mx32' asks for another ABI than that of x86_64"],
    ["i686", "-m64", "'-m64' asks for another ABI than that of i686"],
    ["aarch64", "-mbig-endian", "'-mbig-endian' asks for another ABI than that of aarch64"],
    ["aarch64", "-mabi=ilp32", "'-mabi=ilp32' asks for another ABI than that of aarch64"],
    ["mips64el", "-mabi=n32", "'-mabi=n32' asks for another ABI than that of mips64el"],
    ["mips64el", "-EB", "'-EB' asks for another ABI than that of mips64el"],
    ["armv7", "-mabi=apcs-gnu", "'-mabi=apcs-gnu' asks for another ABI than that of armv7"],
    ["x86_64", "-mms-bitfields", "'-mms-bitfields' lays out bit-fields as Microsoft's compilers do"],
    ["x86_64", "-fsso-struct=big-endian", "'-fsso-struct=big-endian' reverses the bytes of all members"],
    ["x86_64", "-fpack-struct=3", "'-fpack-struct=3' is not a power of two from 1 to 16"],
  ])("refuses %s %s", (arch, flag, message) => {
    expect(() => adjustAbi(abiFor(arch, "gcc"), [flag])).toThrow(FatalError);
    try {
      adjustAbi(abiFor(arch, "gcc"), [flag]);
    } catch (error) {
      expect(error instanceof FatalError && formatDiagnostic(error.diagnostic).split("\n")[0]).toBe(
        `error: ${message}`,
      );
      expect(error instanceof FatalError && error.usage).toBe(true);
    }
  });

  it.each<readonly [Architecture, string]>([
    ["i686", "-m16"],
    ["i686", "-m32"],
    ["aarch64", "-mlittle-endian"],
    ["s390x", "-m64"],
    ["mips64el", "-EL"],
    ["x86_64", "-fsso-struct=little-endian"],
  ])("accepts %s %s", (arch, flag) => {
    expect(adjustAbi(abiFor(arch, "gcc"), [flag])).toEqual(abiFor(arch, "gcc"));
  });
});

describe("adjustAbiToMacros", () => {
  it("takes what only the compiler knows from its predefined macros", () => {
    const macros = [
      "#define __BIGGEST_ALIGNMENT__ 64",
      "#define __CHAR_UNSIGNED__ 1",
      "#define __SIZEOF_LONG_DOUBLE__ 8",
    ];
    const abi = adjustAbiToMacros(abiFor("x86_64", "gcc"), `${macros.join("\n")}\n`);
    expect(abi).toMatchObject({ biggestAlignment: 64, charSigned: false });
    expect(abi.floats["long double"]).toEqual({ size: 8, align: 8 });
  });

  it("aligns vectors to 8 on s390x where the vector facility is in use", () => {
    expect(adjustAbiToMacros(abiFor("s390x", "gcc"), "#define __VX__ 1\n").maxVectorAlignment).toBe(8);
    expect(abiFor("s390x", "gcc").maxVectorAlignment).toBe(null);
  });

  it("changes nothing without macros", () => {
    expect(adjustAbiToMacros(abiFor("aarch64", "gcc"), "")).toEqual(abiFor("aarch64", "gcc"));
  });
});

const SOURCE = "enum small { SMALL };\nstruct wide { char c; double d; };";

function questions(abi: TargetAbi): NumberQuestion[] {
  const double = abi.floats.double ?? abi.pointer;
  const longDouble = abi.floats["long double"] ?? abi.pointer;
  const packing = abi.packAllRecords ? 1 : (abi.packStruct ?? double.align);
  return [
    ask("(char)-1 < 0", Number(abi.charSigned)),
    ask("sizeof(enum small)", abi.shortEnums ? 1 : 4),
    ask(`__builtin_types_compatible_p(__WCHAR_TYPE__, ${abi.wcharType})`, 1),
    ask("__BIGGEST_ALIGNMENT__", abi.biggestAlignment),
    ask("sizeof(long double)", longDouble.size),
    ask("_Alignof(long double)", minimumAlignment(longDouble, abi)),
    ask("_Alignof(long long)", minimumAlignment(abi.integers["long long"], abi)),
    ask("__builtin_offsetof(struct wide, d)", Math.min(minimumAlignment(double, abi), packing)),
  ];
}

function ask(expression: string, expected: number): NumberQuestion {
  return { kind: "number", what: expression, expression, expected };
}
