/** The types of enumerations, with gcc, clang and the cross compilers as judges. */
import { describe, expect, it } from "vitest";
import { abiFor } from "../../src/kernel/abi/index.js";
import { chooseEnumType } from "../../src/sema/enum-type.js";
import { judge } from "../random/judge.js";
import { questionsOf } from "../random/questions.js";
import { judgeFor } from "../random/targets.js";

const JUDGES = [
  judgeFor("x86_64", "gcc"),
  judgeFor("x86_64", "clang"),
  judgeFor("x86_64", "gcc", ["-fshort-enums"]),
  judgeFor("x86_64", "clang", ["-fshort-enums"]),
  judgeFor("i686", "gcc"),
  judgeFor("i686", "clang"),
  judgeFor("armv7", "gcc", ["-mabi=aapcs"]),
  judgeFor("s390x", "gcc"),
];

/** Values around every limit, alone and with a negative one. */
const VALUES: readonly (readonly bigint[])[] = [
  [0n],
  ...[7n, 8n, 15n, 16n, 31n, 32n, 63n].flatMap((bits): bigint[][] => {
    const limit = 1n << bits;
    return [[limit - 1n], [limit], [limit, 1n], [-1n, limit - 1n], [-limit], [-limit, limit - 1n, 3n]];
  }),
  [0xffffffffffffffffn, 0n],
  [-1n, 0x80000000n],
].filter((values) => (values.some((value) => value < 0n) ? values.every((value) => value < 1n << 63n) : true));

describe.each(JUDGES)("$name", (target) => {
  it.each([false, true])("chooses as the compiler does, packed: %s", (packed) => {
    const trials = VALUES.map((values, number) => {
      const names = values.map((_, index) => `V${number}_${index}`);
      const chosen = chooseEnumType(values, { packed }, target.abi);
      if ("unsupported" in chosen) throw new Error(`${values}: ${chosen.unsupported}`);
      const enumerators = names.map((name, index) => ({ name, type: chosen.constantTypes[index] ?? "_Bool" }));
      const type = `enum E${number}`;
      const list = values.map((value, index) => `${names[index]} = ${literal(value)}`);
      return {
        source: `${type} { ${list.join(", ")} }${packed ? " __attribute__((packed))" : ""};`,
        questions: questionsOf(
          { enums: [{ type, underlying: chosen.underlying, enumerators }], records: [], typedefs: [], problems: [] },
          target.abi,
        ),
      };
    });
    const verdicts = judge(trials, target.command, target.abi);
    expect(verdicts.filter(({ kind }) => kind !== "agrees")).toEqual([]);
  });
});

/** `-2^63` has no literal of its own (C11 6.4.4.1). */
function literal(value: bigint): string {
  return value < 0n ? `(-${-(value + 1n)}ll - 1)` : value > 0x7fffffffffffffffn ? `${value}ull` : `${value}`;
}

describe("chooseEnumType", () => {
  it("gives all constants of a wide enum its type from GCC 13 on, as C23 does", () => {
    const values = [1n, 1n << 40n];
    const types = (version: string) => chooseEnumType(values, { packed: false }, abiFor("x86_64", "gcc", version));
    expect(types("12.2.0")).toEqual({ underlying: "unsigned long", constantTypes: ["int", "unsigned long"] });
    expect(types("13.1.0")).toEqual({ underlying: "unsigned long", constantTypes: ["unsigned long", "unsigned long"] });
    expect(chooseEnumType([1n], { packed: false }, abiFor("x86_64", "gcc", "13.1.0"))).toEqual({
      underlying: "unsigned int",
      constantTypes: ["int"],
    });
  });

  it("takes a fixed type as it is", () => {
    expect(chooseEnumType([1n, 2n], { packed: true, fixedType: "short" }, abiFor("x86_64", "clang"))).toEqual({
      underlying: "short",
      constantTypes: ["short", "short"],
    });
  });

  it("says when no type holds the values", () => {
    expect(chooseEnumType([-1n, 1n << 63n], { packed: false }, abiFor("i686", "gcc"))).toEqual({
      unsupported: "the values exceed the range of the largest integer type",
    });
  });
});
