/** Running compilers and make: one place that decides their environment and their limits. */
import { accessSync, constants, readdirSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { requirePackage } from "../support/require-package.js";

export interface RunResult {
  /** Exit status; null when the program could not be started or was stopped. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** `ENOENT`, `ETIMEDOUT`, …: why there is no status. */
  readonly failure: string | null;
}

const MAX_OUTPUT = 256 * 1024 * 1024;
const TIMEOUT_MS = 300_000;

/**
 * Runs a program to its end. Its environment holds only what does not change what a compiler says: messages in
 * English, no `CPATH`, no `MAKEFLAGS`.
 */
export function run(
  command: readonly string[],
  options: {
    readonly cwd?: string;
    readonly input?: string;
    readonly timeoutMs?: number;
    /** Of what goes in and comes out; default `latin1`, which keeps every byte. */
    readonly encoding?: "latin1" | "utf8";
    /** Added to the environment. */
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): RunResult {
  const [program = "", ...args] = command;
  const { spawnSync } = requirePackage("node:child_process") as typeof import("node:child_process");
  const result = spawnSync(program, args, {
    cwd: options.cwd,
    input: options.input ?? "",
    encoding: options.encoding ?? "latin1",
    env: { ...cleanEnvironment(), ...options.env },
    maxBuffer: MAX_OUTPUT,
    timeout: options.timeoutMs ?? TIMEOUT_MS,
  });
  const code = result.error === undefined ? null : ((result.error as NodeJS.ErrnoException).code ?? "failed");
  // A program that ends without reading its input is none that could not be run.
  const failure = code === "EPIPE" && result.status !== null ? null : code;
  return { status: result.status, stdout: result.stdout ?? "", stderr: result.stderr ?? "", failure };
}

/** Reads commands from standard input, runs all of them at the same time, and prints their results in order. */
const RUNNER = `
const { spawn } = require("node:child_process");
const commands = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const finished = commands.map(({ command: [program, ...args], cwd }) => new Promise((resolve) => {
  const child = spawn(program, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.setEncoding("latin1").on("data", (text) => { stderr += text; });
  child.on("error", (error) => resolve({ status: null, stderr: String(error) }));
  child.on("close", (status) => resolve({ status, stderr }));
}));
Promise.all(finished).then((results) => process.stdout.write(JSON.stringify(results)));`;

/** Runs programs at the same time, each to its end; of their output only standard error is kept. */
export function runAll(
  commands: readonly { readonly command: readonly string[]; readonly cwd: string }[],
): readonly Pick<RunResult, "status" | "stderr">[] {
  if (commands.length === 0) return [];
  const { stdout, status, stderr } = run([process.execPath, "-e", RUNNER], { input: JSON.stringify(commands) });
  if (status !== 0) return commands.map(() => ({ status, stderr }));
  return JSON.parse(Buffer.from(stdout, "latin1").toString("utf8")) as Pick<RunResult, "status" | "stderr">[];
}

const KEPT_VARIABLES = [
  "PATH",
  "HOME",
  "TMPDIR",
  "USER",
  "LOGNAME",
  "SHELL",
  "RUSTUP_HOME",
  "RUSTUP_TOOLCHAIN",
  "CARGO_HOME",
];

function cleanEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { LC_ALL: "C" };
  for (const name of KEPT_VARIABLES) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/** The path of an executable: `name` as it is when it holds a slash, else searched for in PATH; null when absent. */
export function findProgram(name: string): string | null {
  if (name.includes("/")) return isExecutable(name) ? name : null;
  for (const directory of searchPath()) {
    const path = join(directory, name);
    if (isExecutable(path)) return path;
  }
  return null;
}

/** Names of the programs in PATH that match. */
export function listPrograms(pattern: RegExp): string[] {
  const names = new Set<string>();
  for (const directory of searchPath()) {
    for (const name of namesIn(directory)) if (pattern.test(name)) names.add(name);
  }
  return [...names].sort();
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function searchPath(): string[] {
  const { PATH: path = "" } = process.env;
  return path.split(delimiter).filter((directory) => directory !== "");
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
