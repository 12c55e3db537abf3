#!/usr/bin/env node
// `npm run quickstart`: finds kernel headers, or fetches Debian's, or takes the bundled sample; generates a crate and
// checks it. Nothing is installed; everything written lies in kernel-sys/ and the user's cache.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import pc from "picocolors";
import { hasApt, hostArchitecture } from "./debian-packages.mjs";
import { fetchHeaders } from "./fetch-kernel-headers.mjs";
import { kernelBuild, kernelNames } from "./kernels.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const OUT = "kernel-sys";

/** Debian's headers for machines that have none of their own. */
const SPECS = {
  amd64: "bookworm:6.1:amd64",
  arm64: "bookworm:6.1:arm64",
  armhf: "bookworm:6.1:armmp",
  s390x: "bookworm:6.1:s390x",
  ppc64el: "bookworm:6.1:powerpc64le",
};

async function main() {
  process.chdir(root);
  build();
  const { generate, checkCrate, FatalError, formatDiagnostic } = await import("../dist/index.js");
  console.log(pc.bold("\nkbindgen quickstart\n"));
  const source = await findSource();
  line("headers", source.text);
  let result;
  try {
    result = generate({ ...source.options, out: OUT });
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    fail(formatDiagnostic(error.diagnostic, error.sources));
    return 1;
  }
  const errors = result.diagnostics.filter(({ severity }) => severity === "error");
  if (result.status !== "ok") {
    for (const error of errors.slice(0, 5)) fail(formatDiagnostic(error, result.sources));
    return 1;
  }
  const seconds = [...result.timings.values()].reduce((sum, value) => sum + value, 0) / 1000;
  line(
    "kernel",
    result.release === null ? `none, plain C for ${result.arch}` : `Linux ${result.release}, ${result.arch}`,
  );
  line("crate", `${OUT}/: ${result.summary.emitted} items in ${seconds.toFixed(1)} s, report in ${OUT}/report.json`);
  const check = checkCrate(OUT, { kernelDir: source.options.kernelDir });
  for (const step of check.steps) showStep(step, formatDiagnostic);
  nextSteps(source);
  // Without any compiler nothing can be proven; that was said, and is no failure of the first steps.
  return check.steps.some((step) => step.state === "failed") ? 1 : 0;
}

/** After `npm ci` it is built already. */
function build() {
  if (existsSync(join(root, "dist/index.js"))) return;
  const { status } = spawnSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(1);
}

async function findSource() {
  const kernelDir = (await installed()) ?? fetchedBefore() ?? fetchNow();
  if (kernelDir !== null) {
    const header = relative(process.cwd(), join(root, "headers/linux/module.h"));
    return { text: kernelDir, header, options: { headers: [header], kernelDir } };
  }
  const header = "headers/sample/gadget.h";
  return { text: `${header} (bundled sample)`, header, options: { headers: [header], family: "none" } };
}

async function installed() {
  const { findBuildDirectory } = await import("../dist/kernel/find-kernel.js");
  try {
    return findBuildDirectory(undefined);
  } catch {
    return null;
  }
}

function fetchedBefore() {
  const spec = hasApt() ? SPECS[hostArchitecture()] : undefined;
  const name = spec?.replaceAll(":", "-") ?? kernelNames()[0];
  return name === undefined ? null : kernelBuild(name);
}

function fetchNow() {
  const spec = hasApt() ? SPECS[hostArchitecture()] : undefined;
  if (spec === undefined) return null;
  console.log(pc.dim(`  no kernel headers are installed; fetching ${spec} (about 15 MB, not installed)`));
  try {
    return fetchHeaders(spec, { say: (text) => console.log(pc.dim(`  ${text}`)) });
  } catch (error) {
    console.log(pc.dim(`  that did not work: ${error.message.split("\n", 1)[0]}`));
    return null;
  }
}

function showStep(step, formatDiagnostic) {
  const mark = { proven: pc.green("✓"), failed: pc.red("✗"), "not-run": pc.yellow("-") }[step.state];
  console.log(`  ${mark} ${step.name}: ${step.detail}`);
  for (const diagnostic of step.diagnostics.slice(0, 3)) fail(formatDiagnostic(diagnostic));
}

function nextSteps(source) {
  const kernel = source.options.family === "none" ? " --family none" : ` -k ${source.options.kernelDir}`;
  console.log(pc.bold("\nnext steps\n"));
  const steps = [
    [`less ${OUT}/src/bindings.rs`, "what a module would call"],
    [
      `npx kbindgen explain ${source.options.family === "none" ? "gadget_ring" : "file_operations"}${kernel} --header ${source.header}`,
      "layout of a record",
    ],
    [`npx kbindgen generate YOUR.h${kernel} --out my-sys`, "your own headers"],
    ["npx kbindgen generate --help", "all options"],
  ];
  for (const [command, does] of steps) console.log(`  ${pc.cyan(command)}\n      ${pc.dim(does)}`);
  console.log("");
}

function line(label, text) {
  console.log(`  ${pc.dim(label.padEnd(8))} ${text}`);
}

function fail(text) {
  console.log(text.replace(/^/gm, "  "));
}

process.exitCode = await main();
