/**
 * What a kernel's version and configuration are to rustc: conditions for `#[cfg(…)]`, one argument a line, as
 * `rustc @FILE` reads them.
 *
 * `CONFIG_` conditions are those of `include/generated/rustc_cfg` (Linux `scripts/kconfig/confdata.c`), so that code
 * written for the kernel's own Rust support keeps its meaning. `linux_at_least` has a value for every release up to
 * the kernel's. Of FreeBSD, `freebsd_at_least` says the same, and `kernel_option="INET"` is an option of config(5).
 */

import type { KernelTarget } from "./kernel/types.js";
import { assertNever } from "./support/brand.js";

/** Arguments for every rustc. */
const CFG_FILE = "rustc_cfg";
/** Arguments that let rustc 1.80 or newer warn of misspelt conditions. */
const CHECK_CFG_FILE = "rustc_check_cfg";

/** Files of the crate, paths relative to it; none where there is no kernel. */
export function cfgFiles(target: KernelTarget): { readonly path: string; readonly text: string }[] {
  const { family } = target;
  switch (family) {
    case "linux": {
      const version = versionOf(target.release);
      return [
        { path: CFG_FILE, text: lines([...versionCfgs(version), ...configCfgs(target.config)]) },
        { path: CHECK_CFG_FILE, text: lines([versionCheck(version), ...configChecks(target)]) },
      ];
    }
    case "freebsd":
      return [
        { path: CFG_FILE, text: lines(freebsdCfgs(target)) },
        { path: CHECK_CFG_FILE, text: lines(FREEBSD_CHECKS) },
      ];
    case "xnu":
    case "none":
      return [];
    default:
      return assertNever(family, "kernel family");
  }
}

/** Options of FreeBSD are no `CONFIG_` symbols; the values that there may be are no closed set. */
const FREEBSD_CHECKS = ["freebsd_at_least", "kernel_option"].map((name) => `--check-cfg=cfg(${name}, values(any()))`);

function freebsdCfgs({ release, config }: KernelTarget): string[] {
  return [
    ...freebsdReleases(versionOf(release)).map((known) => `--cfg=freebsd_at_least="${known}"`),
    ...[...config.keys()].map((option) => `--cfg=kernel_option="${option}"`),
  ];
}

const OLDEST_FREEBSD: Version = { major: 13, minor: 0 };
/** No major version of FreeBSD has had more; a release that there never was does no harm. */
const LAST_FREEBSD_MINOR = 9;

/** `13.0`, `13.1`, … up to `last`. */
function freebsdReleases(last: Version | null): string[] {
  return last === null ? [] : releasesBetween(OLDEST_FREEBSD, last, () => LAST_FREEBSD_MINOR);
}

/** Whether `name` or `name = "value"` is set; null for conditions of other kinds. */
export function isSet({ family, release, config }: KernelTarget, name: string, value: string | null): boolean | null {
  const version = versionOf(release);
  if (family === "freebsd") {
    if (name === "kernel_option") return value !== null && config.has(value);
    return name === "freebsd_at_least" ? value !== null && freebsdReleases(version).includes(value) : null;
  }
  if (name === "linux_at_least") {
    return version === null ? null : value !== null && releasesUpTo(version).includes(value);
  }
  if (!name.startsWith("CONFIG_")) return null;
  const set = config.get(name);
  if (set === undefined) return false;
  if (value === null) return isTristate(set);
  return value === (set.startsWith('"') ? utf8(set.slice(1, -1)) : set);
}

function lines(text: readonly string[]): string {
  return text.map((line) => `${line}\n`).join("");
}

interface Version {
  readonly major: number;
  readonly minor: number;
}

/** Releases of each major version from 4.19 on; after `.19` (4: `.20`) came the next major version. */
const OLDEST: Version = { major: 4, minor: 19 };
const LAST_MINOR = 19;
const LAST_MINOR_OF_4 = 20;

function versionOf(release: string | null): Version | null {
  const match = /^(\d+)\.(\d+)/.exec(release ?? "");
  return match === null ? null : { major: Number(match[1]), minor: Number(match[2]) };
}

/** `4.19`, `4.20`, `5.0`, … up to `last`, which is always among them. */
function releasesUpTo(last: Version): string[] {
  const known = releasesBetween(OLDEST, last, (major) => (major === OLDEST.major ? LAST_MINOR_OF_4 : LAST_MINOR));
  return [...new Set(known).add(`${last.major}.${last.minor}`)];
}

/** @param lastMinorOf the last release of each major version before that of `last` */
function releasesBetween(oldest: Version, last: Version, lastMinorOf: (major: number) => number): string[] {
  const releases: string[] = [];
  for (let major = oldest.major; major <= last.major; major++) {
    const to = major === last.major ? last.minor : lastMinorOf(major);
    for (let minor = major === oldest.major ? oldest.minor : 0; minor <= to; minor++)
      releases.push(`${major}.${minor}`);
  }
  return releases;
}

function versionCfgs(version: Version | null): string[] {
  return version === null ? [] : releasesUpTo(version).map((release) => `--cfg=linux_at_least="${release}"`);
}

/** Releases of the next major version may be named too. */
function versionCheck(version: Version | null): string {
  const last = { major: (version?.major ?? OLDEST.major) + 1, minor: LAST_MINOR };
  const own = version === null ? [] : releasesUpTo(version);
  const known = new Set([...own, ...releasesUpTo(last)]);
  return `--check-cfg=cfg(linux_at_least, values(${[...known].map((release) => `"${release}"`).join(", ")}))`;
}

function configCfgs(config: KernelTarget["config"]): string[] {
  const cfgs: string[] = [];
  for (const [name, value] of config) {
    if (isTristate(value)) cfgs.push(`--cfg=${name}`, `--cfg=${name}="${value}"`);
    else cfgs.push(`--cfg=${name}=${value.startsWith('"') ? utf8(value) : `"${value}"`}`);
  }
  return cfgs;
}

function isTristate(value: string): boolean {
  return value === "y" || value === "m";
}

/** The configuration was read byte by byte. */
function utf8(text: string): string {
  return Buffer.from(text, "latin1").toString("utf8");
}

/** Names in one argument: Linux takes none longer than 128 KiB (`MAX_ARG_STRLEN`), and Cargo passes them as such. */
const NAMES_IN_CHECK = 100;

function configChecks({ config, unsetConfig }: KernelTarget): string[] {
  const tristates = [...unsetConfig];
  const others: string[] = [];
  for (const [name, value] of config) (isTristate(value) ? tristates : others).push(name);
  return [...checks(tristates, 'none(), "y", "m"'), ...checks(others, "any()")];
}

function checks(names: readonly string[], values: string): string[] {
  const sorted = [...names].sort();
  const texts: string[] = [];
  for (let at = 0; at < sorted.length; at += NAMES_IN_CHECK) {
    texts.push(`--check-cfg=cfg(${sorted.slice(at, at + NAMES_IN_CHECK).join(", ")}, values(${values}))`);
  }
  return texts;
}
