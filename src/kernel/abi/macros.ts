/**
 * What a compiler that is present says about its own ABI in predefined macros (GCC cpp manual, "Common Predefined
 * Macros"). They know what flags such as `-march=native` or a configured default come to.
 *
 * In: an ABI and the `#define` lines of `cc -dM -E`. Out: the ABI as the compiler has it.
 */
import { INTEGER_KINDS, type IntegerKind, type SizeAlign, type TargetAbi } from "./types.js";

/**
 * Takes from the predefined macros what flags alone cannot tell.
 * @param predefined `#define` lines, as `cc -dM -E` prints them with the flags in use
 */
export function adjustAbiToMacros(abi: TargetAbi, predefined: string): TargetAbi {
  const macros = readDefines(predefined);
  const number = (name: string) => {
    const text = macros.get(name);
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  };
  const type = (name: string, otherwise: IntegerKind) => integerKind(macros.get(name)) ?? otherwise;
  return {
    ...abi,
    charSigned: macros.size === 0 ? abi.charSigned : !macros.has("__CHAR_UNSIGNED__"),
    // Apple's arm64 says 8, and aligns by a bare `aligned` to 16 all the same (clang).
    biggestAlignment: (abi.platform === "apple" ? null : number("__BIGGEST_ALIGNMENT__")) ?? abi.biggestAlignment,
    sizeType: type("__SIZE_TYPE__", abi.sizeType),
    ptrdiffType: type("__PTRDIFF_TYPE__", abi.ptrdiffType),
    wcharType: type("__WCHAR_TYPE__", abi.wcharType),
    char16Type: type("__CHAR16_TYPE__", abi.char16Type),
    char32Type: type("__CHAR32_TYPE__", abi.char32Type),
    floats: withLongDouble(abi, number("__SIZEOF_LONG_DOUBLE__")),
    // s390x supplement 1.1.2, "Vector Types": vectors are aligned to 8 where the vector facility is in use.
    maxVectorAlignment: abi.arch === "s390x" && macros.has("__VX__") ? 8 : abi.maxVectorAlignment,
  };
}

function readDefines(predefined: string): Map<string, string> {
  const macros = new Map<string, string>();
  for (const line of predefined.split("\n")) {
    const match = /^#define (\w+) ?(.*)$/.exec(line);
    if (match?.[1] !== undefined) macros.set(match[1], (match[2] ?? "").trim());
  }
  return macros;
}

/** `long unsigned int` and `unsigned long` are the same multiset of specifiers (C11 6.7.2p2). */
function integerKind(text: string | undefined): IntegerKind | undefined {
  if (text === undefined) return undefined;
  const words = text.split(/\s+/);
  const count = (word: string) => words.filter((it) => it === word).length;
  const unsigned = count("unsigned") > 0;
  const base = count("char") > 0 ? "char" : count("short") > 0 ? "short" : ["int", "long", "long long"][count("long")];
  const name = unsigned ? `unsigned ${base}` : base === "char" && count("signed") > 0 ? "signed char" : base;
  return INTEGER_KINDS.find((kind) => kind === name);
}

function withLongDouble(abi: TargetAbi, size: number | undefined): TargetAbi["floats"] {
  const known = abi.floats["long double"];
  if (size === undefined || known?.size === size) return abi.floats;
  const layout = size === 8 ? abi.floats.double : size === 12 ? { size, align: 4 } : sixteen(abi);
  return layout === undefined ? abi.floats : { ...abi.floats, "long double": layout };
}

function sixteen(abi: TargetAbi): SizeAlign {
  return { size: 16, align: Math.min(16, abi.biggestAlignment) };
}
