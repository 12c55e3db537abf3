#!/usr/bin/env node
// Writes grammars/profiles/*.json: what gcc and clang say about themselves for each architecture (predefined macros,
// operators, known attributes and builtins), and which macros each flag that kernels use changes. clang's for FreeBSD
// and Darwin are files of their own.
// These are facts about the compilers, for machines that have none for the architecture (src/kernel/profile.ts).
//
// usage: node scripts/make-profiles.mjs   with gcc-12 (and its cross versions) and clang-16 in PATH, after a build
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ARCHITECTURES } from "../dist/kernel/abi/types.js";
import { ARCHITECTURE_NAMES, clangTriple } from "../dist/kernel/architecture.js";
import { openCache } from "../dist/kernel/cache.js";
import { compilerFacts } from "../dist/kernel/compiler.js";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const COMMON_FLAGS = [
  ...["-O0", "-O1", "-O2", "-O3", "-Os", "-Og"],
  ...["-std=c90", "-std=c89", "-ansi", "-std=gnu90", "-std=gnu89", "-std=c99", "-std=gnu99", "-std=c11", "-std=gnu11"],
  ...["-std=c17", "-std=gnu17", "-std=c2x", "-std=gnu2x", "-std=iso9899:1999", "-std=iso9899:2011"],
  ...["-funsigned-char", "-fsigned-char", "-fshort-wchar", "-fshort-enums", "-ffreestanding", "-fno-builtin"],
  ...["-fno-PIE", "-fno-pie", "-fPIE", "-fpie", "-fPIC", "-fpic", "-fno-pic", "-fno-PIC"],
  ...["-fno-stack-protector", "-fstack-protector", "-fstack-protector-strong", "-fstack-protector-all"],
  ...["-fno-asynchronous-unwind-tables", "-fno-unwind-tables", "-fno-exceptions", "-fgnu89-inline", "-fno-math-errno"],
  ...["-fsanitize=kernel-address", "-fsanitize=thread", "-fno-omit-frame-pointer", "-fms-extensions", "-ffast-math"],
  ...[
    "-mlittle-endian",
    "-msoft-float",
    "-mhard-float",
    "-fzero-call-used-regs=used-gpr",
    "-pg",
    "-g",
    "-fno-dwarf2-cfi-asm",
  ],
];
const ARCH_FLAGS = {
  x86_64: [
    ...["-m64", "-mno-sse", "-mno-mmx", "-mno-sse2", "-mno-3dnow", "-mno-avx", "-mno-sse4a", "-mno-80387"],
    ...[
      "-mno-fp-ret-in-387",
      "-mcmodel=kernel",
      "-mcmodel=small",
      "-mcmodel=medium",
      "-mcmodel=large",
      "-mgeneral-regs-only",
    ],
    ...["-fcf-protection=none", "-fcf-protection=branch", "-fcf-protection=full", "-mno-red-zone", "-mtune=generic"],
    ...[
      "-march=x86-64",
      "-march=x86-64-v2",
      "-march=x86-64-v3",
      "-march=k8",
      "-march=core2",
      "-march=atom",
      "-mindirect-branch=thunk-extern",
    ],
  ],
  i686: [
    ...["-m32", "-mno-sse", "-mno-mmx", "-mno-sse2", "-mno-3dnow", "-mno-avx", "-mno-80387", "-mno-fp-ret-in-387"],
    ...["-march=i386", "-march=i486", "-march=i586", "-march=i686", "-march=pentium-m", "-march=k8", "-mtune=generic"],
    ...["-fcf-protection=none", "-fcf-protection=branch", "-fcf-protection=full", "-mregparm=3", "-mgeneral-regs-only"],
  ],
  aarch64: [
    ...[
      "-mgeneral-regs-only",
      "-mabi=lp64",
      "-march=armv8-a",
      "-march=armv8.1-a",
      "-march=armv8.2-a",
      "-march=armv8.5-a",
    ],
    ...["-mbranch-protection=none", "-mbranch-protection=pac-ret", "-mbranch-protection=pac-ret+leaf"],
    ...[
      "-mbranch-protection=pac-ret+leaf+bti",
      "-mbranch-protection=pac-ret+bti",
      "-mbranch-protection=standard",
      "-mcmodel=tiny",
      "-mno-outline-atomics",
    ],
  ],
  armv7: [
    ...[
      "-marm",
      "-mthumb",
      "-mabi=aapcs-linux",
      "-mabi=aapcs",
      "-mfloat-abi=soft",
      "-mfloat-abi=softfp",
      "-mfloat-abi=hard",
    ],
    ...[
      "-mfpu=vfp",
      "-mfpu=vfpv3",
      "-mfpu=vfpv3-d16",
      "-mfpu=neon",
      "-march=armv6",
      "-march=armv7-a",
      "-march=armv7ve",
    ],
    ...["-march=armv7-a+fp", "-mno-unaligned-access", "-mthumb-interwork", "-mno-fdpic"],
  ],
  riscv64: [
    ...["-mabi=lp64", "-mabi=lp64d", "-march=rv64imac", "-march=rv64imafdc", "-march=rv64imac_zicsr_zifencei"],
    ...["-march=rv64gc", "-mcmodel=medany", "-mcmodel=medlow", "-mno-relax", "-mstrict-align", "-mno-save-restore"],
  ],
  s390x: [
    ...["-m64", "-march=z10", "-march=z196", "-march=zEC12", "-march=z13", "-march=z14", "-march=z15", "-march=z16"],
    ...["-mpacked-stack", "-mno-vx", "-mbackchain", "-mno-packed-stack"],
  ],
  powerpc64le: [
    ...[
      "-m64",
      "-mcpu=power7",
      "-mcpu=power8",
      "-mcpu=power9",
      "-mcpu=power10",
      "-mcpu=powerpc64le",
      "-mno-altivec",
      "-mno-vsx",
    ],
    ...[
      "-mabi=elfv2",
      "-mcmodel=medium",
      "-mcmodel=small",
      "-mcmodel=large",
      "-mno-prefixed",
      "-mno-pcrel",
      "-mno-mma",
      "-mno-strict-align",
      "-mno-spe",
    ],
    ...["-mno-crypto", "-mno-power8-vector", "-mno-float128", "-mabi=no-altivec"],
  ],
  loongarch64: [
    ...[
      "-mabi=lp64s",
      "-mabi=lp64d",
      "-march=loongarch64",
      "-mfpu=none",
      "-mfpu=64",
      "-mcmodel=normal",
      "-mcmodel=medium",
    ],
  ],
  mips64el: [
    ...[
      "-mabi=64",
      "-mno-abicalls",
      "-mabicalls",
      "-EL",
      "-march=mips64",
      "-march=mips64r2",
      "-march=mips64r6",
      "-march=octeon",
    ],
    ...["-march=loongson3a", "-mno-branch-likely", "-mno-check-zero-division", "-mlong-calls", "-mno-llsc"],
  ],
};

/** Per system other than Linux: version in the triple, architectures, and the further flags of its kernel. */
const SYSTEMS = {
  freebsd: {
    version: "14",
    arches: {
      x86_64: [
        ...["13", "14", "15", "16"].map((version) => `--target=x86_64-unknown-freebsd${version}`),
        ...["-mno-aes", "-mno-avx"],
      ],
      aarch64: ["13", "14", "15", "16"].map((version) => `--target=aarch64-unknown-freebsd${version}`),
    },
  },
  darwin: {
    version: "",
    arches: {
      x86_64: ["-mkernel", "-fapple-kext", "-fblocks", "-mmacosx-version-min=11.0", "-mmacosx-version-min=13.0"],
      aarch64: [
        ...["-mkernel", "-fapple-kext", "-fblocks", "-mmacosx-version-min=11.0", "-mmacosx-version-min=13.0"],
        ...["--target=arm64e-apple-macosx", "-mcpu=apple-m1", "-march=armv8.5-a"],
      ],
    },
  },
};

/** Flags that together change more than each alone. */
const COMBINATIONS = [
  ["-fno-asynchronous-unwind-tables", "-fno-unwind-tables"],
  ["-fno-asynchronous-unwind-tables", "-g"],
  ["-g", "-fno-dwarf2-cfi-asm"],
  ["-fno-asynchronous-unwind-tables", "-g", "-fno-dwarf2-cfi-asm"],
  ["-fno-asynchronous-unwind-tables", "-fno-unwind-tables", "-g"],
  ["-mno-sse", "-mno-80387"],
  ["-mno-sse", "-mno-mmx", "-mno-sse2", "-mno-80387"],
];

const cache = openCache(null);

function gccOf(arch) {
  return arch === "loongarch64" ? null : { words: [`${ARCHITECTURE_NAMES[arch].triples[0]}-gcc-12`], flags: [] };
}

function clangOf(arch, system = "linux", version = "") {
  return { words: ["clang-16"], flags: [`--target=${clangTriple(arch, system, version)}`] };
}

function factsOf({ words, flags }, extra = []) {
  return compilerFacts(words, [...flags, "-nostdinc", ...extra], cache);
}

function macrosOf(predefined) {
  const macros = {};
  for (const line of predefined.split("\n")) {
    const match = /^#define (\w+(?:\([^)]*\))?) ?(.*)$/.exec(line);
    if (match !== null) macros[match[1]] = match[2];
  }
  return macros;
}

/** The macros alone; null when the compiler does not take the flags. */
function macrosWith({ words, flags }, extra) {
  try {
    const command = [...words.slice(1), ...flags, "-nostdinc", ...extra, "-dM", "-E", "-x", "c", "/dev/null"];
    const options = { encoding: "latin1", stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, LC_ALL: "C" } };
    return macrosOf(execFileSync(words[0], command, options));
  } catch {
    return null;
  }
}

function difference(from, to) {
  const set = Object.fromEntries(Object.entries(to).filter(([name, body]) => from[name] !== body));
  const unset = Object.keys(from).filter((name) => !(name in to));
  return {
    ...(Object.keys(set).length === 0 ? {} : { set }),
    ...(unset.length === 0 ? {} : { unset }),
  };
}

function changeBy(compiler, context, flag) {
  const before = macrosWith(compiler, context);
  const after = macrosWith(compiler, [...context, flag]);
  return before === null || after === null ? null : difference(before, after);
}

function applied(macros, changes) {
  const result = { ...macros };
  for (const change of changes) {
    for (const name of change?.unset ?? []) delete result[name];
    Object.assign(result, change?.set);
  }
  return result;
}

function archProfile(compiler, archFlags) {
  const facts = factsOf(compiler);
  const macros = macrosOf(facts.predefined);
  const flags = {};
  for (const flag of [...COMMON_FLAGS, ...archFlags]) {
    // Some flags are refused where the compiler makes position-independent programs by default.
    const change = changeBy(compiler, [], flag) ?? changeBy(compiler, ["-fno-PIE"], flag);
    if (change !== null && Object.keys(change).length > 0) flags[flag] = change;
  }
  for (const words of COMBINATIONS) {
    const together = macrosWith(compiler, words);
    if (together === null) continue;
    // What the flags alone and smaller combinations change is applied before.
    const smaller = Object.keys(flags).filter(
      (key) => key.includes(" ") && key.split(" ").every((word) => words.includes(word)),
    );
    const before = [...words, ...smaller].map((key) => flags[key]);
    const change = difference(applied(macros, before), together);
    if (Object.keys(change).length > 0) flags[words.join(" ")] = change;
  }
  return { facts, macros, flags };
}

/** No gcc 12 for LoongArch is at hand: gcc's macros for RISC-V, with the architecture's own as clang has them. */
function derivedLoongArch(riscv, clang) {
  const own = /^__riscv|^__CMODEL|^__DEC|^__LDBL_(?:MANT|MIN|MAX)/;
  const macros = Object.fromEntries(Object.entries(riscv.macros).filter(([name]) => !own.test(name)));
  const added = Object.entries(clang.macros).filter(([name]) => /^__loongarch|^__LDBL_|^__DEC/.test(name));
  const numbers = Object.entries(riscv.macros).filter(([name]) => /^__DEC|^__LDBL_/.test(name));
  const flags = Object.fromEntries(
    Object.entries({ ...riscv.flags, ...clang.flags }).filter(
      ([flag]) => !/^-m(?:abi=lp64d?$|arch=rv|cmodel=med)/.test(flag),
    ),
  );
  return {
    facts: riscv.facts,
    macros: { ...macros, ...Object.fromEntries(numbers), ...Object.fromEntries(added) },
    flags,
    derived: true,
  };
}

function write(name, profiles) {
  const all = Object.values(profiles);
  const first = all[0];
  const shared = (select) => {
    const entries = Object.entries(select(first)).filter(([key, value]) =>
      all.every((profile) => JSON.stringify(select(profile)[key]) === JSON.stringify(value)),
    );
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  const without = (from, common) =>
    Object.fromEntries(
      Object.entries(from)
        .filter(([key, value]) => JSON.stringify(common[key]) !== JSON.stringify(value))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  const macros = shared((profile) => profile.macros);
  const flags = shared((profile) => profile.flags);
  const answers = {};
  for (const kind of Object.keys(first.facts.answers)) answers[kind] = shared((profile) => profile.facts.answers[kind]);
  const arches = {};
  for (const [arch, profile] of Object.entries(profiles)) {
    const own = {};
    for (const kind of Object.keys(answers)) {
      const rest = without(profile.facts.answers[kind], answers[kind]);
      if (Object.keys(rest).length > 0) own[kind] = rest;
    }
    arches[arch] = {
      ...(profile.derived === true ? { derived: true } : {}),
      macros: without(profile.macros, macros),
      flags: without(profile.flags, flags),
      answers: own,
    };
  }
  const { kind, version, builtinMacros } = first.facts;
  const text = JSON.stringify({ kind, version, builtinMacros, macros, flags, answers, arches });
  // One line for each entry of the second level: small, and diffs can be read.
  const readable = text.replace(/("(?:macros|flags|answers|arches)":\{|\}\}?,)(?=")/g, "$1\n");
  mkdirSync(join(root, "grammars/profiles"), { recursive: true });
  writeFileSync(join(root, "grammars/profiles", name), `${readable}\n`);
}

const clang = Object.fromEntries(ARCHITECTURES.map((arch) => [arch, archProfile(clangOf(arch), ARCH_FLAGS[arch])]));
const gcc = {};
for (const arch of ARCHITECTURES) {
  const compiler = gccOf(arch);
  gcc[arch] = compiler === null ? null : archProfile(compiler, ARCH_FLAGS[arch]);
}
gcc.loongarch64 = derivedLoongArch(gcc.riscv64, clang.loongarch64);
write("gcc.json", gcc);
write("clang.json", clang);
for (const [system, { version, arches }] of Object.entries(SYSTEMS)) {
  const profiles = Object.entries(arches).map(([arch, flags]) => [
    arch,
    archProfile(clangOf(arch, system, version), [...ARCH_FLAGS[arch], ...flags]),
  ]);
  write(`clang-${system}.json`, Object.fromEntries(profiles));
}
