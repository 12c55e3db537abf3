#!/usr/bin/env node
// Fetches Debian's kernel header packages side by side, without installing them, and headers of other kernels.
//
// usage: node scripts/fetch-kernel-headers.mjs [--force] [--image] SUITE:VERSION:FLAVOUR[:ARCH]...
//        node scripts/fetch-kernel-headers.mjs --list
//
// for example bookworm:6.1:amd64, bookworm:6.12:amd64, bookworm:6.1:s390x.
// ziglang:0.17.1:freebsd-amd64, :freebsd-arm64 and :darwin are what that version of the Python package has, as
// FreeBSD and macOS install it in /usr/include.
// VERSION is the beginning of a release; the newest that the suite, its -updates and its -security hold is taken.
// Each goes to NAME/build below $KBINDGEN_TEST_KERNELS or ~/.cache/kbindgen/kernels, NAME being the words with
// dashes; `make -C .../build M=$PWD modules` works there, and kbindgen's --kernel-dir takes it.
// --image fetches the kernel of the very release too, as NAME/vmlinuz, to be booted by scripts/boot-kernel.mjs.
// Prints the build directories. Exit status: 0 done, 1 failed, 2 wrong usage.
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import {
  dependencies,
  download,
  hasApt,
  hasPackage,
  hostArchitecture,
  openSuite,
  packageNames,
  unpack,
} from "./debian-packages.mjs";
import { kernelBuild, kernelImage, kernelNames, kernelsDirectory } from "./kernels.mjs";
import { fetchZigHeaders, ZIG_FLAVOURS } from "./zig-headers.mjs";

/** Debian's architecture of each kernel flavour. */
const FLAVOURS = {
  amd64: ["amd64", "cloud-amd64", "rt-amd64"],
  arm64: ["arm64", "cloud-arm64", "rt-arm64", "arm64-16k"],
  armhf: ["armmp", "armmp-lpae", "rt-armmp"],
  armel: ["marvell", "rpi"],
  i386: ["686", "686-pae", "rt-686-pae"],
  s390x: ["s390x"],
  ppc64el: ["powerpc64le", "powerpc64le-64k"],
  riscv64: ["riscv64"],
  loong64: ["loong64"],
  mips64el: ["5kc-malta", "mips64r2el", "octeon", "loongson-3"],
};

/** Stands where Debian's suite does. */
const ZIGLANG = "ziglang";

class UsageError extends Error {}

/** Splits SUITE:VERSION:FLAVOUR[:ARCH]. */
export function parseSpec(text) {
  const match = /^([a-z][a-z0-9-]*):(\d+\.[0-9A-Za-z.+~-]+):([a-z0-9][a-z0-9-]*)(?::([a-z0-9]+))?$/.exec(text);
  if (match === null) throw new UsageError(`'${text}' is not SUITE:VERSION:FLAVOUR[:ARCH], such as bookworm:6.1:amd64`);
  const [, suite, version, flavour, given] = match;
  if (suite === ZIGLANG) {
    if (given === undefined && ZIG_FLAVOURS.includes(flavour)) {
      return { suite, version, flavour, arch: "any", name: `${suite}-${version}-${flavour}` };
    }
    throw new UsageError(`${ZIGLANG} has ${ZIG_FLAVOURS.join(", ")}, not '${text}'`);
  }
  const arch = given ?? Object.keys(FLAVOURS).find((name) => FLAVOURS[name].includes(flavour));
  if (arch === undefined) throw new UsageError(`which architecture is '${flavour}'? Say it: ${text}:ARCH`);
  return { suite, version, flavour, arch, name: [suite, version, flavour, given].filter(Boolean).join("-") };
}

/**
 * Fetches one set of headers.
 * @returns the build directory
 */
export function fetchHeaders(text, { force = false, say = () => {} } = {}) {
  const spec = parseSpec(text);
  const known = kernelBuild(spec.name);
  if (known !== null && !force) return known;
  if (spec.suite === ZIGLANG) return fetchZigHeaders(spec, text, say);
  if (!hasApt()) throw new Error("fetching kernel headers needs apt and dpkg-deb");
  const kernels = kernelsDirectory();
  const apt = openSuite(join(kernels, ".apt"), spec.suite, spec.arch, say);
  const release = newestRelease(apt, spec);
  const headers = `linux-headers-${release}-${spec.flavour}`;
  const needed = dependencies(apt, headers, spec.arch);
  const common = needed.find((name) => /^linux-headers-.*-common/.test(name));
  const kbuild = needed.find((name) => name.startsWith("linux-kbuild-"));
  if (common === undefined || kbuild === undefined) throw new Error(`${headers} is packaged in a way not known here`);
  mkdirSync(kernels, { recursive: true });
  const stage = mkdtempSync(join(kernels, ".stage-"));
  try {
    // The programs of linux-kbuild run here; -common is the same for all architectures.
    for (const [name, arch] of [
      [headers, spec.arch],
      [common, "all"],
      [kbuild, hostArchitecture()],
    ]) {
      unpack(download(apt, name, arch, say), stage);
    }
    relocate(stage);
    writeInfo(stage, text, headers, common);
    return moveIntoPlace(stage, join(kernels, spec.name));
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/**
 * Fetches the kernel to the headers that are there, so that modules built with these can be loaded. When the archive
 * has that release no more, the headers are fetched again.
 * @returns the kernel's path
 */
export function fetchImage(text, { force = false, say = () => {} } = {}) {
  const spec = parseSpec(text);
  if (spec.suite === ZIGLANG) throw new UsageError(`${ZIGLANG} has no kernels, only headers`);
  const known = kernelImage(spec.name);
  if (known !== null && !force) return known;
  const kernels = kernelsDirectory();
  const apt = openSuite(join(kernels, ".apt"), spec.suite, spec.arch, say);
  const folder = join(kernels, spec.name);
  const image = () => `linux-image-${/^release: (.*)$/m.exec(readFileSync(join(folder, "info"), "utf8"))?.[1]}`;
  if (!hasPackage(apt, image(), spec.arch)) fetchHeaders(text, { force: true, say });
  const stage = mkdtempSync(join(kernels, ".stage-"));
  try {
    // Since 6.18 the kernel itself is in a package that linux-image depends on.
    const binary = dependencies(apt, image(), spec.arch).filter((name) => name.startsWith("linux-binary-"));
    for (const name of [image(), ...binary]) unpack(download(apt, name, spec.arch, say), stage);
    const found = [...walk(stage)].find((path) => /\/vmlinu[xz][^/]*$/.test(path));
    if (found === undefined) throw new Error(`${image()} is packaged in a way not known here`);
    copyFileSync(found, join(folder, "vmlinuz.new"));
    renameSync(join(folder, "vmlinuz.new"), join(folder, "vmlinuz"));
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  return join(folder, "vmlinuz");
}

/** Of the releases that begin with the wanted version and have the flavour, the newest. */
function newestRelease(apt, spec) {
  const suffix = `-${spec.flavour}`;
  const releases = packageNames(apt, `linux-headers-${spec.version}`)
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice("linux-headers-".length, -suffix.length))
    // 6.1 begins 6.1.0-56, not 6.12; a longer flavour (rt-amd64) is another one.
    .filter((release) => /^[0-9.]+(?:[+~][0-9a-z.+~]+)?(?:-(?:rc)?\d+)?(?:\.[a-z0-9.]+)?$/.test(release))
    .filter((release) => release === spec.version || /^[.+~-]/.test(release.slice(spec.version.length)))
    .filter((release) => hasPackage(apt, `linux-headers-${release}${suffix}`, spec.arch));
  const newest = releases.sort(compareReleases).at(-1);
  if (newest === undefined)
    throw new Error(`${spec.suite} has no headers ${spec.version}*-${spec.flavour} for ${spec.arch}`);
  return newest;
}

/** By runs of digits as numbers. */
export function compareReleases(a, b) {
  return a.localeCompare(b, "en", { numeric: true });
}

/** Makes every absolute link and path into /usr/src and /usr/lib of the unpacked tree relative to the tree. */
function relocate(root) {
  for (const path of walk(root)) {
    if (lstatSync(path).isSymbolicLink()) relocateLink(root, path);
  }
  const sources = join(root, "usr/src");
  for (const name of readdirSync(sources)) relocateMakefile(join(sources, name, "Makefile"));
}

function relocateLink(root, path) {
  const target = readlinkSync(path);
  if (!target.startsWith("/") || !existsSync(join(root, target))) return;
  unlinkSync(path);
  symlinkSync(relative(realpathSync(dirname(path)), join(realpathSync(root), target)), path);
}

const TREE = "kbindgen-tree";

/** The Makefile of a build directory includes that of -common by its absolute path. */
function relocateMakefile(path) {
  if (!existsSync(path) || lstatSync(path).isSymbolicLink()) return;
  const text = readFileSync(path, "utf8");
  if (!text.includes("/usr/src/linux-headers-") || text.length > 4096) return;
  const moved = text.replace(/\/usr\/(src|lib)\/linux-(headers|kbuild)-/g, `$(${TREE})/usr/$1/linux-$2-`);
  const prelude = [
    "# Adapted to where it was unpacked: paths are relative to the tree.",
    `${TREE} := $(abspath $(dir $(lastword $(MAKEFILE_LIST)))/../../..)`,
    "# Type information of modules needs pahole; modules work without.",
    "ifeq ($(origin CONFIG_DEBUG_INFO_BTF_MODULES)$(shell sh -c 'command -v pahole'),undefined)",
    "MAKEOVERRIDES += CONFIG_DEBUG_INFO_BTF_MODULES=",
    "endif",
    "",
  ].join("\n");
  writeFileSync(path, prelude + moved);
}

function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    yield path;
    if (entry.isDirectory()) yield* walk(path);
  }
}

function writeInfo(stage, spec, headers, common) {
  for (const part of ["usr/share", "etc"]) rmSync(join(stage, part), { recursive: true, force: true });
  symlinkSync(`usr/src/${headers}`, join(stage, "build"));
  symlinkSync(`usr/src/${common}`, join(stage, "source"));
  writeFileSync(join(stage, "info"), `spec: ${spec}\nrelease: ${headers.slice("linux-headers-".length)}\n`);
  if (!existsSync(join(stage, "build", "Makefile")))
    throw new Error(`the packages hold no usr/src/${headers}/Makefile`);
}

function moveIntoPlace(stage, folder) {
  rmSync(folder, { recursive: true, force: true });
  renameSync(stage, folder);
  return join(folder, "build");
}

function main(words) {
  const say = (line) => process.stderr.write(`fetch-kernel-headers: ${line}\n`);
  const specs = words.filter((word) => !word.startsWith("-"));
  const unknown = words.find((word) => word.startsWith("-") && !["--force", "--image", "--list"].includes(word));
  if (unknown !== undefined) throw new UsageError(`unknown option '${unknown}'`);
  if (words.includes("--list")) {
    for (const name of kernelNames()) console.log(`${name}\t${kernelBuild(name)}`);
    return;
  }
  if (specs.length === 0) {
    throw new UsageError("usage: fetch-kernel-headers [--force] [--image] SUITE:VERSION:FLAVOUR[:ARCH]...");
  }
  const options = { force: words.includes("--force"), say };
  for (const spec of specs) parseSpec(spec);
  for (const spec of specs) {
    console.log(fetchHeaders(spec, options));
    if (words.includes("--image")) fetchImage(spec, options);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`fetch-kernel-headers: error: ${error.message}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
