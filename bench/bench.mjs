#!/usr/bin/env node
// Compares `kbindgen generate` with bindgen and with `gcc -fsyntax-only` on the same headers and flags.
//
// usage: npm run bench -- [--runs N] [--kernel NAME]... [--header FILE] [--compare DIST] [--bindgen PATH] [--shims]
//                         [--json FILE]
//        npm run bench -- --r4l --build DIR [--runs N] [--bindgen PATH] [--json FILE]
//
// Every round runs every tool once, one after the other, each as a process of its own; a ratio is formed within a
// round, and the median over the rounds is shown, so that a busy machine disturbs all alike. Peak memory is that of
// the largest process. kbindgen is measured with what kbuild and the compiler said remembered (as the others are
// given the flags) and, as "no cache", with everything asked anew.
//   --runs N        rounds (default 5)
//   --kernel NAME   fetched headers, see `npm run fetch-headers`; default bookworm-6.1-amd64 and bookworm-6.12-amd64
//   --header FILE   default headers/linux/wide.h
//   --compare DIST  another build of kbindgen, e.g. the dist folder of a worktree of an older commit
//   --bindgen PATH  default: bindgen in PATH
//   --shims         also without shims: the inverse of its ratio is what all shims cost
//   --json FILE     write all samples and medians there
//   --r4l           instead: the call of bindgen in the build of Linux's own Rust code, by kbindgen-bindgen and bindgen
//   --build DIR     for --r4l: the kernel's build folder, with `rust/` built by bindgen; default: the current folder
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { kernelBuild } from "../scripts/kernels.mjs";
import { r4lTitle, r4lTools } from "./r4l.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    kernel: { type: "string", multiple: true, default: ["bookworm-6.1-amd64", "bookworm-6.12-amd64"] },
    header: { type: "string", default: join(ROOT, "headers/linux/wide.h") },
    compare: { type: "string" },
    bindgen: { type: "string", default: "bindgen" },
    shims: { type: "boolean", default: false },
    json: { type: "string" },
    r4l: { type: "boolean", default: false },
    build: { type: "string", default: process.cwd() },
  },
});

const work = mkdtempSync(join(tmpdir(), "kbindgen-bench-"));
try {
  await main();
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function main() {
  const measure = join(work, "measure");
  execFileSync("gcc", ["-O2", "-o", measure, join(ROOT, "bench/measure.c")]);
  const results = [];
  if (options.r4l) {
    const program = join(ROOT, "bin/kbindgen-bindgen.js");
    const tools = r4lTools(options.build, { program, bindgen: options.bindgen, work });
    results.push(compareTools(r4lTitle(options.build), tools, measure));
  }
  for (const name of options.r4l ? [] : options.kernel) {
    const build = kernelBuild(name);
    if (build === null) {
      console.log(`${name}: not fetched; npm run fetch-headers -- ${name.split("-").join(":")}`);
      continue;
    }
    const header = options.header.replace(ROOT, "");
    results.push(compareTools(`${name}, ${header}`, await toolsFor(build), measure));
  }
  for (const result of results) print(result);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  if (results.length === 0) process.exitCode = 1;
}

/** Runs all tools in turn, and forms medians; ratios are to the first tool. */
function compareTools(title, tools, measure) {
  const [own] = tools;
  const samples = Object.fromEntries(tools.map((tool) => [tool.name, []]));
  // One round that does not count: fills the page cache and kbindgen's own.
  for (const tool of tools) run(measure, tool);
  const rounds = Number(options.runs);
  for (let round = 0; round < rounds; round++) {
    for (const tool of tools) samples[tool.name].push(run(measure, tool));
  }
  const rows = tools.map((tool) => ({
    name: tool.name,
    wall: median(samples[tool.name].map((sample) => sample.wall)),
    processor: median(samples[tool.name].map((sample) => sample.user + sample.system)),
    peakMiB: median(samples[tool.name].map((sample) => sample.peakKiB / 1024)),
    timesKbindgen: median(samples[tool.name].map((sample, round) => sample.wall / samples[own.name][round].wall)),
    memoryTimesKbindgen: median(
      samples[tool.name].map((sample, round) => sample.peakKiB / samples[own.name][round].peakKiB),
    ),
    outputMiB: tool.output === undefined || !existsSync(tool.output) ? null : statSync(tool.output).size / 1048576,
  }));
  return { title, rounds, rows, samples };
}

function run(measure, tool) {
  tool.prepare?.();
  const done = spawnSync(measure, [tool.stdout ?? "/dev/null", ...tool.command], { encoding: "utf8" });
  const sample = JSON.parse(done.stdout);
  if (sample.status !== 0) throw new Error(`${tool.name} failed (${sample.status}): ${done.stderr.slice(0, 2000)}`);
  return sample;
}

async function toolsFor(build) {
  const { resolveTarget } = await import(join(ROOT, "dist/kernel/index.js"));
  const target = resolveTarget({ kernelDir: build });
  const compiler = (target.compiler?.command ?? "gcc").split(" ");
  const header = resolve(options.header);
  const own = (main, out) => [
    ...[process.execPath, main, "generate", header, "--kernel-dir", build],
    ...["--out", join(work, out), "--quiet"],
  ];
  const program = join(ROOT, "bin/kbindgen.js");
  const tools = [
    { name: "kbindgen", command: own(program, "crate"), output: join(work, "crate/src/bindings.rs") },
    { name: "kbindgen, no cache", command: [...own(program, "crate-cold"), "--no-cache"] },
    {
      name: `${compiler.join(" ")} -fsyntax-only`,
      command: [...compiler, ...target.cflags, "-w", "-fsyntax-only", header],
    },
  ];
  if (options.shims) {
    tools.push({ name: "kbindgen --shims none", command: [...own(program, "crate-bare"), "--shims", "none"] });
  }
  if (options.compare !== undefined) {
    const main = join(dirname(resolve(options.compare)), "bin/kbindgen.js");
    tools.push({ name: "kbindgen, compared", command: own(main, "crate-compared") });
  }
  const version = spawnSync(options.bindgen, ["--version"], { encoding: "utf8" });
  if (version.status !== 0) console.log(`${options.bindgen}: not found, so not compared`);
  else tools.push(...bindgenTools(version.stdout.trim(), header, target.cflags));
  return tools;
}

/**
 * bindgen with the flags that its libclang takes, without rustfmt and, where that is there, with it, as bindgen runs by
 * default. bindgen before 0.62 stops at the names that libclang 16 and newer give to untagged records: it gets libclang
 * 14, which Debian's package depends on, where both are there.
 */
function bindgenTools(name, header, cflags) {
  const old = Number(/ 0\.(\d+)\./.exec(name)?.[1] ?? "99") < 62;
  const env = old && existsSync("/usr/lib/llvm-14/lib") ? ["env", "LIBCLANG_PATH=/usr/lib/llvm-14/lib"] : [];
  const output = join(work, "bindgen.rs");
  const help = spawnSync(options.bindgen, ["--help"], { encoding: "utf8" }).stdout;
  const unformatted = help.includes("--formatter") ? "--formatter=none" : "--no-rustfmt-bindings";
  const command = (...words) => [
    ...[...env, options.bindgen, header, ...words, "-o", output],
    ...["--", ...clangFlags(cflags), "-w"],
  ];
  const formatted = spawnSync("rustfmt", ["--version"]).status === 0;
  return [
    { name: `${name} without rustfmt`, output, command: command(unformatted) },
    ...(formatted ? [{ name: `${name} with rustfmt`, command: command() }] : []),
  ];
}

/** Drops what clang refuses: gcc has flags that it does not know. */
function clangFlags(cflags) {
  let flags = [...cflags];
  for (;;) {
    const asked = spawnSync("clang", [...flags, "-fsyntax-only", "-x", "c", "/dev/null"], { encoding: "utf8" });
    const errors = asked.stderr.split("\n").filter((line) => line.includes("error:"));
    const refused = new Set(errors.flatMap((line) => [...line.matchAll(/'(-[^']*)'/g)].map((match) => match[1])));
    const kept = flags.filter(
      (flag) => !refused.has(flag) && !/^-(W|mindirect|mfunction-return|mharden|falign)/.test(flag),
    );
    if (kept.length === flags.length) return kept;
    flags = kept;
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function print({ title, rounds, rows }) {
  console.log(`\n${title}, medians of ${rounds} rounds`);
  const lines = [["", "wall s", "processor s", "peak MiB", "wall / ours", "memory / ours", "output MiB"]];
  for (const row of rows) {
    lines.push([
      row.name,
      row.wall.toFixed(2),
      row.processor.toFixed(2),
      row.peakMiB.toFixed(0),
      row.timesKbindgen.toFixed(2),
      row.memoryTimesKbindgen.toFixed(2),
      row.outputMiB === null ? "" : row.outputMiB.toFixed(1),
    ]);
  }
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  for (const line of lines) {
    console.log(line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join("  "));
  }
}
