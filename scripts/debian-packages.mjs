// Debian packages by this machine's apt, on package lists of our own: no root, nothing is installed, and the
// machine's apt state stays as it is. Its settings (proxies, keys) are in force.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
/** Lists younger than this are not read again. */
const FRESH_MS = 6 * 3600 * 1000;

/** The architecture of this machine's packages. */
export function hostArchitecture() {
  return execFileSync("dpkg", ["--print-architecture"], { encoding: "utf8" }).trim();
}

/** Are the programs here that this needs? */
export function hasApt() {
  return ["apt-get", "apt-cache", "dpkg-deb", "dpkg"].every(
    (program) => spawnSync(program, ["--version"], { stdio: "ignore" }).error === undefined,
  );
}

/**
 * Reads the package lists of a suite and its -updates and -security suites.
 * @param {string} folder for the lists and downloads
 * @param {string} suite `bookworm`
 * @param {string} arch Debian's name of the wanted architecture
 * @param {(line: string) => void} say
 */
export function openSuite(folder, suite, arch, say) {
  const host = hostArchitecture();
  const root = join(folder, `${suite}-${arch}`);
  for (const part of ["lists/partial", "archives/partial", "debs", "none"])
    mkdirSync(join(root, part), { recursive: true });
  const archs = arch === host ? host : `${arch},${host}`;
  const sources = sourceLines(suite, archs);
  const list = join(root, "sources.list");
  const unchanged = existsSync(list) && readFileSync(list, "utf8") === sources;
  writeFileSync(list, sources);
  writeFileSync(join(root, "status"), "");
  const apt = { root, host, arch, options: aptOptions(root, host, archs.split(",")) };
  const stamp = join(root, "updated");
  if (!unchanged || !existsSync(stamp) || Date.now() - statSync(stamp).mtimeMs > FRESH_MS) {
    say(`reading the package lists of ${suite} for ${arch}`);
    update(apt, suite);
    writeFileSync(stamp, "");
  }
  return apt;
}

function aptOptions(root, host, archs) {
  const settings = {
    "Dir::State": root,
    "Dir::State::lists": join(root, "lists/"),
    "Dir::State::status": join(root, "status"),
    "Dir::Cache": root,
    "Dir::Cache::archives": join(root, "archives/"),
    "Dir::Etc::sourcelist": join(root, "sources.list"),
    "Dir::Etc::sourceparts": join(root, "none"),
    "Dir::Etc::preferences": join(root, "none", "preferences"),
    "Dir::Etc::preferencesparts": join(root, "none"),
    "APT::Architecture": host,
    "APT::Sandbox::User": "root",
    "APT::Get::List-Cleanup": "true",
    "Acquire::Languages": "none",
    "Acquire::Retries": "3",
    "Debug::NoLocking": "true",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  return [...options, ...archs.flatMap((name) => ["-o", `APT::Architectures::=${name}`])];
}

/** `deb` lines for the suite, at the archives that this machine's apt is set up with. */
function sourceLines(suite, archs) {
  const { main, security } = archives();
  const signed = existsSync(KEYRING) ? ` signed-by=${KEYRING}` : "";
  const line = (uri, name) => `deb [arch=${archs}${signed}] ${uri} ${name} main\n`;
  if (/-|^(?:sid|unstable|experimental)$/.test(suite)) return line(main, suite);
  // Testing has no security suite of its own content to speak of, and a suite may lack -updates: see `update`.
  return line(main, suite) + line(main, `${suite}-updates`) + line(security, `${suite}-security`);
}

function archives() {
  const { KBINDGEN_DEBIAN_MIRROR: mirror, KBINDGEN_DEBIAN_SECURITY_MIRROR: securityMirror } = process.env;
  const format = "$(REPO_URI) $(RELEASE)";
  const listed = spawnSync("apt-get", ["indextargets", "--format", format, "Created-By: Packages"], {
    encoding: "utf8",
  });
  const targets = (listed.stdout ?? "").split("\n").map((line) => line.split(" "));
  const isSecurity = ([uri = "", release = ""]) => /security/.test(uri) || /-security$/.test(release);
  const main = mirror ?? targets.find((target) => target.length === 2 && !isSecurity(target) && isDebian(target))?.[0];
  if (main === undefined) {
    throw new Error("this machine's apt names no Debian archive; set KBINDGEN_DEBIAN_MIRROR to the URI of one");
  }
  const base = main.replace(/\/+$/, "");
  const security = securityMirror ?? targets.find((target) => target.length === 2 && isSecurity(target))?.[0];
  return { main: base, security: (security ?? `${base}-security`).replace(/\/+$/, "") };
}

const DEBIAN_SUITES =
  /^(?:bullseye|bookworm|trixie|forky|duke|sid|oldoldstable|oldstable|stable|testing|unstable)(?:-updates|-backports)?$/;

function isDebian([, release = ""]) {
  return DEBIAN_SUITES.test(release);
}

function update(apt, suite) {
  let result = runApt(apt, "apt-get", ["-qq", "update"]);
  // A mirror in the middle of its own update answers amiss for a while.
  if (result.status !== 0) result = runApt(apt, "apt-get", ["-qq", "update"]);
  const got =
    existsSync(join(apt.root, "lists")) &&
    readdirSync(join(apt.root, "lists")).some((name) => name.includes(`_${suite}_`));
  // A suite without -updates or -security is no failure as long as the suite itself is there.
  if (!got) throw new Error(`could not read the package lists of ${suite}:\n${result.stderr.trim()}`);
}

function runApt(apt, program, words, options = {}) {
  return spawnSync(program, [...apt.options, ...words], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, LC_ALL: "C" },
    ...options,
  });
}

/** Names of packages that begin so, without architecture. */
export function packageNames(apt, prefix) {
  const { stdout } = runApt(apt, "apt-cache", ["pkgnames", prefix]);
  return [...new Set(stdout.split("\n").map((name) => name.replace(/:.*$/, "")))].filter((name) => name !== "");
}

/** Is there such a package for the architecture? */
export function hasPackage(apt, name, arch) {
  return runApt(apt, "apt-cache", ["show", "--no-all-versions", `${name}:${arch}`]).stdout.includes("Package:");
}

/** The versions of a package, newest first. */
export function packageVersions(apt, name) {
  const { stdout } = runApt(apt, "apt-cache", ["show", name]);
  return [...stdout.matchAll(/^Version: (.*)$/gm)].map((match) => match[1]);
}

/** Names of the packages that a package depends on, first alternatives only. */
export function dependencies(apt, name, arch) {
  const { stdout } = runApt(apt, "apt-cache", ["show", "--no-all-versions", `${name}:${arch}`]);
  const field = /^Depends: (.*)$/m.exec(stdout)?.[1] ?? "";
  return field.split(",").map((item) => item.replace(/\|.*|\(.*?\)|:\w+/g, "").trim());
}

/** Downloads a package (`arch` may be `all`) unless it lies there already, and returns the path of the .deb. */
export function download(apt, name, arch, say) {
  const target = arch === "all" ? name : `${name}:${arch}`;
  const uris = runApt(apt, "apt-get", ["-qq", "download", "--print-uris", target]);
  const file = /^'\S+' (\S+) /.exec(uris.stdout)?.[1];
  if (file === undefined) throw new Error(`there is no package ${target}:\n${uris.stderr.trim()}`);
  const path = join(apt.root, "debs", file);
  if (existsSync(path)) return path;
  say(`fetching ${file}`);
  const partial = join(apt.root, `partial.${process.pid}`);
  mkdirSync(partial, { recursive: true });
  try {
    const result = runApt(apt, "apt-get", ["-qq", "download", target], { cwd: partial });
    if (result.status !== 0) throw new Error(`could not fetch ${target}:\n${result.stderr.trim()}`);
    renameSync(join(partial, file), path);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return path;
}

/** Unpacks a .deb into a folder. */
export function unpack(deb, folder) {
  mkdirSync(folder, { recursive: true });
  execFileSync("dpkg-deb", ["-x", deb, folder]);
}
