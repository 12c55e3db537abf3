/** Where FreeBSD's kernel headers are, which release they are of, and for which machine. */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { FatalError } from "../../support/diagnostics.js";
import type { Architecture } from "../abi/types.js";
import { architectureByName, hostArchitecture } from "../architecture.js";

/** FreeBSD's names (`MACHINE`, the folder below `sys/`); an architecture without one is not FreeBSD's. */
export const MACHINES: Readonly<Partial<Record<Architecture, string>>> = {
  x86_64: "amd64",
  i686: "i386",
  aarch64: "arm64",
  armv7: "arm",
  riscv64: "riscv",
  powerpc64le: "powerpc",
};

export interface FreebsdTree {
  /** `sys/` of the sources, or the folder that the headers are installed in. */
  readonly sys: string;
  /** `sources`: `machine` and its kin are links that a build makes; `installed`: they are there. */
  readonly layout: "sources" | "installed";
  /** A kernel's own build directory, with its option headers and links; null: a module is built without. */
  readonly build: string | null;
  readonly arch: Architecture;
  readonly machine: string;
  /** `__FreeBSD_version` (FreeBSD Porter's Handbook, "__FreeBSD_version Values"). */
  readonly version: number;
}

/** Looked at in this order when no directory is given: the sources as on FreeBSD, then the installed headers. */
export const PLACES = ["/usr/src", "/usr/include"];

/** Is there FreeBSD in this directory? */
export function isFreebsd(directory: string): boolean {
  return sysOf(resolve(directory)) !== null;
}

/**
 * @param given a source tree, its `sys/`, a kernel's build directory, or a folder with the installed headers
 * @throws FatalError `kernel-not-found`, `not-a-kernel-directory`, `arch-mismatch`, `arch-unsupported`
 */
export function findFreebsd(given: string | undefined, asked: string | undefined): FreebsdTree {
  const place = given === undefined ? PLACES.find(isFreebsd) : resolve(given);
  if (place === undefined) {
    throw new FatalError({
      id: "kernel-not-found",
      severity: "error",
      message: `found no headers of FreeBSD: looked in ${PLACES.join(" and ")}`,
      help: "give the source tree or a folder with the installed headers with --kernel-dir",
    });
  }
  const found = sysOf(place);
  if (found === null) {
    throw new FatalError({
      id: "not-a-kernel-directory",
      severity: "error",
      message: "these are no headers of FreeBSD: there is no sys/param.h with __FreeBSD_version",
      where: { path: place, line: 0, column: 0 },
      help: "give /usr/src, its sys/, a kernel's build directory, or /usr/include of FreeBSD",
    });
  }
  const sys = realpathSync(found.sys);
  const layout = existsSync(join(sys, "machine")) ? "installed" : "sources";
  const own = layout === "installed" ? installedArchitecture(sys) : found.build === null ? null : linked(found.build);
  const arch = chosenArchitecture(asked, own, place);
  const machine = MACHINES[arch];
  if (machine === undefined || (layout === "sources" && !existsSync(join(sys, machine, "include")))) {
    throw new FatalError({
      id: "arch-unsupported",
      severity: "error",
      message: `FreeBSD's headers here are not for ${arch}`,
      where: { path: place, line: 0, column: 0 },
      help: `say with --arch for which machine; FreeBSD's are ${Object.values(MACHINES).join(", ")}`,
    });
  }
  return { sys, layout, build: found.build, arch, machine, version: versionIn(sys) ?? 0 };
}

/** `sys` is the directory with `sys/param.h`. */
function sysOf(place: string): { readonly sys: string; readonly build: string | null } | null {
  for (const sys of [join(place, "sys"), place]) if (versionIn(sys) !== null) return { sys, build: null };
  const machine = join(place, "machine");
  if (!existsSync(join(place, "opt_global.h")) || !existsSync(machine)) return null;
  // `machine` is a link to sys/MACHINE/include (sys/conf/kmod.mk).
  const sys = dirname(dirname(realpathSync(machine)));
  return versionIn(sys) === null ? null : { sys, build: realpathSync(place) };
}

function versionIn(sys: string): number | null {
  const path = join(sys, "sys/param.h");
  const text = existsSync(path) ? readFileSync(path, "latin1") : "";
  const found = /^#[ \t]*define[ \t]+__FreeBSD_version[ \t]+(\d+)/m.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

/** Headers in `machine/` that tell the architectures apart; the first that is there counts. */
const TELLTALES: readonly (readonly [header: string, arch: Architecture])[] = [
  ["riscvreg.h", "riscv64"],
  ["spr.h", "powerpc64le"],
  ["vm86.h", "i686"],
  ["hypervisor.h", "aarch64"],
  ["armreg.h", "armv7"],
  ["specialreg.h", "x86_64"],
];

function installedArchitecture(sys: string): Architecture | null {
  return TELLTALES.find(([header]) => existsSync(join(sys, "machine", header)))?.[1] ?? null;
}

function linked(build: string): Architecture | null {
  const machine = realpathSync(join(build, "machine")).split("/").at(-2);
  const names = Object.keys(MACHINES) as Architecture[];
  return names.find((arch) => MACHINES[arch] === machine) ?? null;
}

function chosenArchitecture(asked: string | undefined, own: Architecture | null, place: string): Architecture {
  const wanted = asked === undefined ? null : architectureByName(asked);
  if (wanted !== null && own !== null && wanted !== own) {
    throw new FatalError({
      id: "arch-mismatch",
      severity: "error",
      message: `these headers are for ${own}, not for ${wanted}`,
      where: { path: place, line: 0, column: 0 },
      help: `leave --arch away, or give the headers of FreeBSD for ${wanted}`,
    });
  }
  return wanted ?? own ?? hostArchitecture() ?? "x86_64";
}
