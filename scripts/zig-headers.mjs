// Headers of FreeBSD and Darwin, and a clang that compiles for both, from the Python package of Zig. pip fetches it:
// its settings are in force, and nothing is installed.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kernelsDirectory } from "./kernels.mjs";

/** What there is to be had, by flavour: the folders of `lib/libc/include`, of which later ones win. */
const LAYOUTS = {
  "freebsd-amd64": ["generic-freebsd", "x86_64-freebsd-none"],
  "freebsd-arm64": ["generic-freebsd", "aarch64-freebsd-none"],
  darwin: ["any-darwin-any"],
};
export const ZIG_FLAVOURS = Object.keys(LAYOUTS);

/** The folder of the unpacked package: `zig` and `lib`. */
function packageFolder(version) {
  return join(kernelsDirectory(), ".zig", version, "ziglang");
}

/**
 * Fetches the package unless it is there.
 * @returns its folder
 */
function fetchZig(version, say) {
  const folder = packageFolder(version);
  if (existsSync(join(folder, "zig"))) return folder;
  const place = join(folder, "..");
  mkdirSync(join(place, ".."), { recursive: true });
  const stage = mkdtempSync(join(place, "../.stage-"));
  try {
    say(`fetching ziglang ${version}`);
    const words = [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--no-deps",
      "--disable-pip-version-check",
      "--root-user-action=ignore",
    ];
    execFileSync("python3", [...words, "--target", stage, `ziglang==${version}`], { stdio: ["ignore", 2, 2] });
    if (!existsSync(join(stage, "ziglang/lib/libc/include"))) {
      throw new Error(`ziglang ${version} is packaged in a way not known here`);
    }
    rmSync(place, { recursive: true, force: true });
    renameSync(stage, place);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  return folder;
}

/**
 * Lays headers out as an installed `/usr/include`, in `build` of the kernel's folder.
 * @returns that directory
 */
export function fetchZigHeaders({ version, flavour, name }, text, say) {
  const include = join(fetchZig(version, say), "lib/libc/include");
  const folder = join(kernelsDirectory(), name);
  const stage = mkdtempSync(join(kernelsDirectory(), ".stage-"));
  try {
    for (const part of LAYOUTS[flavour]) cpSync(join(include, part), join(stage, "build"), { recursive: true });
    if (flavour.startsWith("freebsd")) restoreVersion(join(stage, "build/sys/param.h"));
    writeFileSync(join(stage, "info"), `spec: ${text}\n`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(stage, folder);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  return join(folder, "build");
}

/** Of 15.0-RELEASE, whose headers 0.16 and 0.17 of the package have. */
const FREEBSD_VERSION = "1500068";

/** Zig's compiler defines `__FreeBSD_version`, and a comment stands where FreeBSD's own header does. */
function restoreVersion(path) {
  const text = readFileSync(path, "latin1");
  const lines = `#undef __FreeBSD_version\n#define __FreeBSD_version ${FREEBSD_VERSION}`;
  const restored = text.replace(/^\/\* zig patch: __FreeBSD_version .*\*\/$/m, () => lines);
  if (!/^#define __FreeBSD_version/m.test(restored)) throw new Error("the headers of FreeBSD are not as known here");
  writeFileSync(path, restored, "latin1");
}
