/** A target for tests of the preprocessor: fixed, and without asking a compiler. */
import { abiFor } from "../../src/kernel/abi/index.js";
import type { KernelTarget } from "../../src/kernel/types.js";
import { SourceFile } from "../../src/support/source.js";

export interface TestTargetOptions {
  readonly compiler?: "gcc" | "clang";
  readonly standard?: string;
  readonly trigraphs?: boolean;
  readonly cflags?: readonly string[];
  readonly predefined?: string;
  readonly macros?: KernelTarget["macros"];
  readonly quote?: readonly string[];
  readonly angle?: readonly string[];
  readonly system?: readonly string[];
  readonly forcedIncludes?: readonly string[];
  readonly forcedMacros?: readonly string[];
  readonly overlay?: Readonly<Record<string, string>>;
  readonly roots?: readonly string[];
  readonly family?: KernelTarget["family"];
}

/** What both compilers define without a `#define` (`FeatureOracle.builtinMacros`). */
const BUILTIN_MACROS = [
  ...["__COUNTER__", "__BASE_FILE__", "__INCLUDE_LEVEL__", "__TIMESTAMP__", "__FILE_NAME__", "_Pragma"],
  ...["__has_include", "__has_include_next", "__has_attribute", "__has_c_attribute", "__has_builtin"],
];
const CLANG_MACROS = [
  "__has_feature",
  "__has_extension",
  "__is_identifier",
  "__has_warning",
  "__has_declspec_attribute",
];

/** x86-64, gnu11, no include path and no predefined macros unless given. */
export function testTarget(options: TestTargetOptions = {}): KernelTarget {
  const compiler = options.compiler ?? "gcc";
  const standard = options.standard ?? "gnu11";
  const isGnu = standard.startsWith("gnu");
  return {
    family: options.family ?? "none",
    arch: "x86_64",
    release: null,
    roots: options.roots ?? [],
    abi: abiFor("x86_64", compiler),
    compiler: null,
    cflags: options.cflags ?? [],
    includePath: { quote: options.quote ?? [], angle: options.angle ?? [], system: new Set(options.system ?? []) },
    forcedIncludes: options.forcedIncludes ?? [],
    forcedMacros: options.forcedMacros ?? [],
    macros: options.macros ?? [],
    predefined: new SourceFile("<predefined>", "<predefined>", options.predefined ?? ""),
    features: {
      builtinMacros: new Set(compiler === "clang" ? [...BUILTIN_MACROS, ...CLANG_MACROS] : BUILTIN_MACROS),
      hasAttribute: (name) => Number(name.replaceAll("_", "") === "packed"),
      hasCAttribute: (name) => (name === "fallthrough" ? 201910 : Number(name === "gnu::packed")),
      hasBuiltin: (name) => Number(name === "__builtin_expect"),
      hasFeature: (name) => Number(name === "c_alignas"),
      hasExtension: (name) => Number(name === "c_alignas"),
      hasDeclspecAttribute: () => 0,
      isTarget: () => 0,
    },
    headerRules: { missing: () => null, refused: () => null },
    overlay: new Map(Object.entries(options.overlay ?? {})),
    emptyHeaders: new Set(),
    config: new Map(),
    unsetConfig: new Set(),
    configHash: null,
    moduleSymvers: null,
    inputs: [],
    standard,
    diagnostics: [],
    dialect: { msExtensions: false, trigraphs: options.trigraphs ?? !isGnu, gnuExtensions: isGnu },
  };
}
