// Where kernel headers for tests, benchmarks and the quickstart lie.
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** What is fetched and built for this user (XDG Base Directory Specification). */
export function cacheDirectory() {
  const { XDG_CACHE_HOME: cache } = process.env;
  return join(cache || join(homedir(), ".cache"), "kbindgen");
}

/** The folder with `SUITE-VERSION-FLAVOUR/build`: $KBINDGEN_TEST_KERNELS, else the user's cache. */
export function kernelsDirectory() {
  const { KBINDGEN_TEST_KERNELS: asked } = process.env;
  return asked || join(cacheDirectory(), "kernels");
}

/** Of Linux, and of FreeBSD and macOS as they install their headers. */
const BUILD_SIGNS = ["Makefile", "sys/param.h"];

/**
 * The build directory of fetched headers such as `bookworm-6.1-amd64`; null when they were not fetched.
 * @param {string} name
 * @returns {string | null}
 */
export function kernelBuild(name) {
  const build = join(kernelsDirectory(), name, "build");
  return BUILD_SIGNS.some((sign) => existsSync(join(build, sign))) ? build : null;
}

/**
 * The kernel to boot of fetched headers, of the very same release; null when it was not fetched.
 * @param {string} name
 * @returns {string | null}
 */
export function kernelImage(name) {
  const image = join(kernelsDirectory(), name, "vmlinuz");
  return existsSync(image) ? image : null;
}

/**
 * The Zig compiler that came with fetched headers of other kernels; null when they were not fetched.
 * @param {string} version of the Python package
 * @returns {string | null}
 */
export function zigProgram(version) {
  const program = join(kernelsDirectory(), ".zig", version, "ziglang/zig");
  return existsSync(program) ? program : null;
}

/** The names of all fetched headers. */
export function kernelNames() {
  const directory = kernelsDirectory();
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => kernelBuild(name) !== null)
    .sort();
}
