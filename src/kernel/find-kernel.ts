/** Where the kernel is: the build directory that modules are built against. */
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { release } from "node:os";
import { join, resolve } from "node:path";
import { FatalError } from "../support/diagnostics.js";
import { statOf } from "../support/stat.js";

/**
 * The build directory: the one given, else the running kernel's, else the newest installed headers.
 * @throws FatalError `kernel-not-found`, `not-a-kernel-directory`, `kernel-not-configured`, `kernel-not-prepared`
 */
export function findBuildDirectory(given: string | undefined): string {
  const directory = given === undefined ? foundDirectory() : givenDirectory(given);
  requireConfigured(directory);
  requirePrepared(directory);
  return realpathSync(directory);
}

function givenDirectory(given: string): string {
  const directory = resolve(given);
  if (!isDirectory(directory)) {
    throw fatal("not-a-kernel-directory", directory, "there is no such directory", "give a kernel build directory");
  }
  // `/lib/modules/RELEASE` instead of its `build`.
  if (!existsSync(join(directory, "Makefile")) && existsSync(join(directory, "build", "Makefile"))) {
    return join(directory, "build");
  }
  if (!existsSync(join(directory, "Makefile"))) {
    throw fatal(
      "not-a-kernel-directory",
      directory,
      "this is not a kernel build directory: it has no Makefile",
      "give the directory that modules are built against, such as /lib/modules/$(uname -r)/build",
    );
  }
  return directory;
}

function foundDirectory(): string {
  const tried = ["/lib/modules/$(uname -r)/build", "/usr/src/linux-headers-*"];
  const running = join("/lib/modules", release(), "build");
  if (existsSync(join(running, "Makefile"))) return running;
  const newest = newestHeaders("/usr/src");
  if (newest !== null) return newest;
  throw new FatalError({
    id: "kernel-not-found",
    severity: "error",
    message: `found no kernel headers: looked for ${tried.join(" and ")}`,
    help: "install your distribution's kernel headers (Debian: apt install linux-headers-amd64), or give --kernel-dir",
  });
}

/** The newest `linux-headers-*` below a directory; a `-common` part alone cannot be built against. */
export function newestHeaders(parent: string): string | null {
  const names = (existsSync(parent) ? readdirSync(parent) : [])
    .filter((name) => /^(?:linux-headers-|linux-)\d/.test(name) && !/-common(?:-rt)?$/.test(name))
    .filter((name) => existsSync(join(parent, name, "Makefile")) && existsSync(join(parent, name, ".config")))
    .sort(compareVersions);
  const newest = names[names.length - 1];
  return newest === undefined ? null : join(parent, newest);
}

/** Orders names with numbers in them as a version sort does: runs of digits by value. */
export function compareVersions(a: string, b: string): number {
  const split = (text: string) => text.match(/\d+|\D+/g) ?? [];
  const left = split(a);
  const right = split(b);
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const x = left[at] ?? "";
    const y = right[at] ?? "";
    const numeric = /^\d/.test(x) && /^\d/.test(y);
    const order = numeric ? Number(x) - Number(y) : x < y ? -1 : x > y ? 1 : 0;
    if (order !== 0) return order;
  }
  return 0;
}

function requireConfigured(directory: string): void {
  if (existsSync(join(directory, ".config")) || existsSync(join(directory, "include/config/auto.conf"))) return;
  const isKernel = /^VERSION\s*=/m.test(readFileSync(join(directory, "Makefile"), "latin1"));
  if (!isKernel && !existsSync(join(directory, "Kconfig")) && !existsSync(join(directory, "scripts/Makefile.build"))) {
    throw fatal(
      "not-a-kernel-directory",
      directory,
      "this is not a kernel build directory: it has neither a .config nor a kernel's Makefile",
      "give the directory that modules are built against, such as /lib/modules/$(uname -r)/build",
    );
  }
  throw fatal(
    "kernel-not-configured",
    directory,
    "this kernel tree has no configuration",
    "configure it (`make defconfig modules_prepare`), or give its build directory: the one with .config, not the source or -common part",
  );
}

function requirePrepared(directory: string): void {
  if (existsSync(join(directory, "include/generated/autoconf.h"))) return;
  throw fatal(
    "kernel-not-prepared",
    directory,
    "this kernel tree was never prepared: it has no include/generated/autoconf.h",
    "run `make modules_prepare` in it",
  );
}

function fatal(id: string, path: string, message: string, help: string): FatalError {
  return new FatalError({ id, severity: "error", message, where: { path, line: 0, column: 0 }, help });
}

function isDirectory(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

/**
 * The build directory of a kernel with this release: the installed ones, then the fetched ones.
 * @param fetched folders that may hold `NAME/build`
 */
export function findRelease(wanted: string, fetched: readonly string[]): string | null {
  const installed = [join("/lib/modules", wanted, "build"), join("/usr/src", `linux-headers-${wanted}`)];
  const candidates = [...installed, ...fetchedBuilds(fetched)];
  return candidates.find((directory) => releaseOf(directory) === wanted) ?? null;
}

/** Every `NAME/build` in these folders, by name. */
export function fetchedBuilds(folders: readonly string[]): string[] {
  return folders.flatMap((folder) => {
    const names = existsSync(folder) ? readdirSync(folder).sort() : [];
    return names.map((name) => join(folder, name, "build"));
  });
}

/** `UTS_RELEASE`, which distributions set apart from `kernel.release`; null for no kernel. */
export function releaseOf(build: string): string | null {
  const uts = /^#define UTS_RELEASE "([^"]+)"/m.exec(readIfThere(join(build, "include/generated/utsrelease.h")))?.[1];
  const file = readIfThere(join(build, "include/config/kernel.release")).trim();
  return uts ?? (file === "" ? null : file);
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, "latin1") : "";
}
