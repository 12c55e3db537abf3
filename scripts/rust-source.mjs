#!/usr/bin/env node
// The source of Rust's core library that belongs to the installed rustc, which `kbindgen core` builds.
//
// usage: node scripts/rust-source.mjs
//
// Prints the folder `library`: $RUST_LIB_SRC, else the one in rustc's sysroot (rust-src of rustup, rust-web-src of
// Debian), else that of Debian's package of the very version, which is fetched and unpacked into the user's cache.
// Exit status: 0 done, 1 there is none.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { download, hasApt, hostArchitecture, openSuite, packageVersions, unpack } from "./debian-packages.mjs";
import { cacheDirectory, kernelsDirectory } from "./kernels.mjs";

/** Where Debian keeps sources of Rust, by how likely one of this age is found there. */
const SUITES = ["bookworm", "trixie-backports", "trixie", "forky", "sid"];
const PACKAGES = ["rust-web-src", "rust-src"];

const isLibrary = (folder) => existsSync(join(folder, "core/src/lib.rs"));

/**
 * The folder `library`.
 * @throws when there is none and none can be fetched
 */
export function rustSource({ say = () => {} } = {}) {
  const { RUST_LIB_SRC: given } = process.env;
  if (given) return given;
  const rustc = (...words) => execFileSync("rustc", words, { encoding: "utf8" });
  const own = join(rustc("--print", "sysroot").trim(), "lib/rustlib/src/rust/library");
  if (isLibrary(own)) return own;
  const version = /^release: (\S+)/m.exec(rustc("-vV"))?.[1] ?? "";
  const fetched = join(cacheDirectory(), "rust-source", version, "library");
  if (!isLibrary(fetched)) fetchSource(version, fetched, say);
  return fetched;
}

function fetchSource(version, library, say) {
  if (!hasApt()) throw new Error(`there is no source of Rust ${version}; install rust-src`);
  for (const suite of SUITES) {
    const apt = openSuite(join(kernelsDirectory(), ".apt"), suite, hostArchitecture(), say);
    for (const name of PACKAGES) {
      const found = packageVersions(apt, name).find((it) => it.split(/[+~-]/, 1)[0] === version);
      if (found === undefined) continue;
      mkdirSync(join(library, ".."), { recursive: true });
      const stage = mkdtempSync(join(library, "../.stage-"));
      try {
        unpack(download(apt, `${name}=${found}`, "all", say), stage);
        const sources = join(stage, "usr/src");
        const tree = readdirSync(sources).find((folder) => isLibrary(join(sources, folder, "library")));
        if (tree === undefined) throw new Error(`${name} ${found} is packaged in a way not known here`);
        renameSync(join(sources, tree, "library"), library);
        return;
      } finally {
        rmSync(stage, { recursive: true, force: true });
      }
    }
  }
  throw new Error(`Debian has no source of Rust ${version}; install rust-src, or name its folder in RUST_LIB_SRC`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  try {
    console.log(rustSource({ say: (line) => process.stderr.write(`rust-source: ${line}\n`) }));
  } catch (error) {
    process.stderr.write(`rust-source: error: ${error.message}\n`);
    process.exitCode = 1;
  }
}
