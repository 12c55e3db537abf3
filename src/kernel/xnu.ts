/**
 * The family `xnu`: the sources of Apple's kernel, or the headers of Kernel.framework, with the flags that kernel
 * extensions are built with.
 */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, posix, resolve } from "node:path";
import { FatalError } from "../support/diagnostics.js";
import { packageFile } from "../support/package-files.js";
import type { SourceFile } from "../support/source.js";
import type { Architecture } from "./abi/types.js";
import { architectureByName, architectureOfTriple, clangTriple, hostArchitecture } from "./architecture.js";
import { requireSystem, type TargetParts, UNCONFIGURED } from "./assemble.js";
import type { Cache } from "./cache.js";
import { chooseCompiler } from "./choose-compiler.js";
import { type CommandLine, parseCommandLine } from "./command-line.js";
import { factsFor } from "./facts.js";
import type { HeaderRules, TargetOptions } from "./types.js";
import { requireUnderstood, userLine } from "./user-flags.js";

/** Where the headers are. */
export interface XnuTree {
  /** `sources`: of the kernel; `framework`: as installed in Kernel.framework. */
  readonly layout: "sources" | "framework";
  /** The source tree, or `Headers`. */
  readonly root: string;
  /** `24.3.0` (`uname -r`); null where the tree does not say. */
  readonly release: string | null;
}

/** Looked at in this order when no directory is given: the tools' SDK, then what old systems had installed. */
const PLACES = [
  "/Library/Developer/CommandLineTools/SDKs/MacOSX.sdk/System/Library/Frameworks/Kernel.framework",
  "/System/Library/Frameworks/Kernel.framework",
];

/** Is there XNU in this directory? */
export function isXnu(directory: string): boolean {
  return treeIn(resolve(directory)) !== null;
}

/** @throws FatalError when the headers cannot be found or no compiler and no profile fit */
export function resolveXnu(options: TargetOptions, cache: Cache): TargetParts {
  const given = userLine(options.cflags);
  const tree = findXnu(options.kernelDir);
  if (options.config !== undefined) throw configRefused(options.config);
  const arch = chosenArchitecture(options.arch, given);
  const triple = clangTriple(arch, "darwin");
  const wish = { kind: "clang", major: NEAREST_CLANG, name: null, triple } as const;
  const compiler = options.cc === "none" ? null : chooseCompiler(options.cc ?? null, wish, arch);
  const target = compiler?.flags ?? [`--target=${triple}`];
  const sdk = packageFile("headers/xnu/sdk");
  const flags = [...target, ...moduleFlags(tree, arch, given), ...given.compileFlags, "-idirafter", sdk];
  const line = parseCommandLine(flags, process.cwd());
  const facts = factsFor(line, compiler, { arch, kind: "clang", system: "darwin" }, cache);
  requireUnderstood(given, facts);
  requireSystem(facts, compiler?.words ?? null, SYSTEM);
  return {
    family: "xnu",
    arch,
    line,
    facts,
    compilerWords: compiler?.words ?? null,
    release: tree.release,
    roots: [tree.root, sdk],
    headerRules: { missing: (name) => missingHeader(tree, name), refused: refusedHeader },
    ...UNCONFIGURED,
    diagnostics: [],
  };
}

/** Apple's clang of today is near this one of LLVM's. */
const NEAREST_CLANG = 19;

/** @throws FatalError `kernel-not-found`, `not-a-kernel-directory` */
function findXnu(given: string | undefined): XnuTree {
  const place = given === undefined ? PLACES.find(isXnu) : resolve(given);
  if (place === undefined) {
    throw new FatalError({
      id: "kernel-not-found",
      severity: "error",
      message: `found no headers of XNU: looked in ${PLACES.join(" and ")}`,
      help: "give the source tree or a Kernel.framework with --kernel-dir",
    });
  }
  const tree = treeIn(place);
  if (tree !== null) return tree;
  throw new FatalError({
    id: "not-a-kernel-directory",
    severity: "error",
    message:
      "these are no kernel headers of XNU: there is neither osfmk/ with bsd/ and libkern/, nor kern/ with mach/ and libkern/",
    where: { path: place, line: 0, column: 0 },
    help: "give a source tree of XNU, or Kernel.framework of a macOS SDK",
  });
}

function treeIn(directory: string): XnuTree | null {
  const has = (root: string, files: readonly string[]) => files.every((file) => existsSync(join(root, file)));
  if (has(directory, ["osfmk/mach/mach_types.h", "bsd/sys/param.h", "libkern/libkern"])) {
    return { layout: "sources", root: realpathSync(directory), release: null };
  }
  for (const root of [directory, join(directory, "Headers"), join(directory, "Versions/A/Headers")]) {
    if (!has(root, ["mach/mach_types.h", "kern/thread.h", "libkern/libkern.h", "sys/param.h"])) continue;
    const real = realpathSync(root);
    return { layout: "framework", root: real, release: releaseIn(real) };
  }
  return null;
}

/** `libkern/version.h`, which the kernel's build makes. */
function releaseIn(headers: string): string | null {
  const path = join(headers, "libkern/version.h");
  const text = existsSync(path) ? readFileSync(path, "latin1") : "";
  const part = (name: string) => new RegExp(`^#define\\s+VERSION_${name}\\s+(\\d+)`, "m").exec(text)?.[1];
  const parts = ["MAJOR", "MINOR", "REVISION"].map(part);
  return parts.includes(undefined) ? null : parts.join(".");
}

/**
 * The macOS that has this kernel: XNU 20 to 24 are macOS 11 to 15, XNU 25 is macOS 26. Without a release
 * the oldest that runs on arm64; `-mmacosx-version-min` of the user's counts all the same.
 */
function deploymentTarget(release: string | null): string {
  const major = Number(/^\d+/.exec(release ?? "")?.[0] ?? "0");
  if (major < 20) return "11.0";
  return `${major < 25 ? major - 9 : major + 1}.0`;
}

/** @throws FatalError `arch-unsupported` */
function chosenArchitecture(asked: string | undefined, given: CommandLine): Architecture {
  const named = asked === undefined ? null : architectureByName(asked);
  const arch = named ?? (given.target === null ? null : architectureOfTriple(given.target)) ?? hostArchitecture();
  if (arch === "x86_64" || arch === "aarch64") return arch;
  throw new FatalError({
    id: "arch-unsupported",
    severity: "error",
    message: `XNU is not for ${arch ?? "this machine"}`,
    help: "say with --arch for which machine: x86_64 or arm64",
  });
}

function configRefused(path: string): FatalError {
  return new FatalError({
    id: "no-configuration",
    severity: "error",
    message: "kernel extensions see no configuration of XNU",
    where: { path, line: 0, column: 0 },
    help: "leave --config away; macros such as KERNEL_PRIVATE are given as -- -DKERNEL_PRIVATE",
  });
}

/**
 * What XNU's makedefs/MakeInc.def and Xcode tell the compiler of kernel code: `-mkernel` (no red zone, no exceptions), no
 * floating point on x86, and the kernel's own directories alone. KERNEL is defined, KERNEL_PRIVATE when the user says so.
 */
function moduleFlags(tree: XnuTree, arch: Architecture, given: CommandLine): string[] {
  const sources = tree.layout === "sources";
  // What installing the headers would cut away is kept by these (makedefs/MakeInc.def, PLATFORM_UNIFDEF).
  const platform = sources ? ["-DXNU_PLATFORM_MacOSX", "-DXNU_TARGET_OS_OSX"] : [];
  const directories = sources
    ? SOURCE_DIRECTORIES.map((name) => join(tree.root, name))
    : frameworkDirectories(tree, given);
  return [
    ...[
      `-mmacosx-version-min=${deploymentTarget(tree.release)}`,
      "-Os",
      "-std=gnu11",
      "-mkernel",
      ...(arch === "x86_64" ? ["-msoft-float"] : []),
    ],
    ...["-fno-builtin", "-fno-common", "-fno-strict-aliasing", "-nostdinc"],
    ...["-DKERNEL", "-DAPPLE", ...platform],
    ...directories.filter((directory) => existsSync(directory)).map((directory) => `-I${directory}`),
  ];
}

/** The components that export headers, in the order of COMPONENT_LIST (makedefs/MakeInc.def); libsa has <string.h>. */
const SOURCE_DIRECTORIES = [
  "osfmk",
  "bsd",
  "libkern",
  "iokit",
  "pexpert",
  "security",
  "san",
  "EXTERNAL_HEADERS",
  "osfmk/libsa",
];

function frameworkDirectories(tree: XnuTree, given: CommandLine): string[] {
  const own = given.macros.some((macro) => macro.kind === "define" && macro.name === "KERNEL_PRIVATE");
  return [...(own ? [join(dirname(tree.root), "PrivateHeaders")] : []), tree.root];
}

const SYSTEM = { macro: "__APPLE__", name: "macOS", help: "give clang with --cc" };

/** Headers of the configuration, which are there only while the kernel itself is built (config/MASTER). */
const CONFIGURATION = /^(?:mach|debug|xpr_debug|zone_debug|config_\w+|mach_\w+|iokit\w*|networking|sockets|inet6?)\.h$/;

/** Where the kernel's C++ is: libkern's runtime and most of I/O Kit. */
const MAY_BE_CPLUSPLUS = /\/(?:IOKit|libkern\/c\+\+)\//;

function refusedHeader(file: SourceFile): ReturnType<HeaderRules["refused"]> {
  if (!MAY_BE_CPLUSPLUS.test(file.path)) return null;
  const line = lineOfCplusplus(file.text);
  if (line === null) return null;
  return {
    message: `this header is C++ (line ${line}), and kbindgen reads C`,
    help: 'leave it out; what I/O Kit has in C is in IOKit/IOLib.h, IOLocks.h, IOReturn.h and IOTypes.h, the rest needs C++ of your own with extern "C" functions',
  };
}

/** The first line with a class, template or namespace that C sees as well; null without. */
function lineOfCplusplus(text: string): number | null {
  const lines = text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, "")).split("\n");
  // Of each open conditional, whether what follows is for C++ only.
  const open: boolean[] = [];
  for (const [index, line] of lines.entries()) {
    const [, directive, condition = ""] = /^\s*#\s*(if|ifdef|ifndef|elif|else|endif)\b(.*)/.exec(line) ?? [];
    if (directive === undefined) {
      if (!open.includes(true) && /^(?:class|template|namespace)\b/.test(line)) return index + 1;
    } else if (directive === "endif") open.pop();
    else if (directive === "else") open.splice(-1, 1, false);
    else {
      if (directive === "elif") open.pop();
      open.push(directive !== "ifndef" && condition.includes("__cplusplus") && !condition.includes("!"));
    }
  }
  return null;
}

/** What makes a header that the tree does not hold; null for one that nothing makes. */
function missingHeader({ layout, root }: XnuTree, name: string): string | null {
  if (layout !== "sources") return null;
  const definitions = migDefinitions(root, name);
  if (definitions !== null) {
    const { file, flag } = definitions;
    return `MIG makes it from ${file} of the tree: \`mig -arch ARCH -DKERNEL -I osfmk ${flag} DIR/${name} ${file}\`, then -- -I DIR`;
  }
  if (name === "sys/syscall.h" || name === "sys/sysproto.h") {
    return "bsd/kern/makesyscalls.sh of the tree makes it from bsd/kern/syscalls.master; give its directory after -- -I";
  }
  if (CONFIGURATION.test(name)) {
    return "the kernel's own build makes it of config/MASTER; what includes it is not for kernel extensions: leave it out";
  }
  return null;
}

/** MIG's input for a header: `mach/task.h` and `mach/task_server.h` are made of `osfmk/mach/task.defs` (osfmk/mach/Makefile). */
function migDefinitions(root: string, name: string): { readonly file: string; readonly flag: string } | null {
  const server = /^(.*)_server\.h$/.exec(name)?.[1];
  const stem = server ?? posix.join(posix.dirname(name), basename(name, ".h"));
  const file = [join("osfmk", `${stem}.defs`), join("bsd", `${stem}.defs`), join("iokit", `${stem}.defs`)].find(
    (path) => existsSync(join(root, path)),
  );
  return file === undefined ? null : { file, flag: server === undefined ? "-header" : "-sheader" };
}
