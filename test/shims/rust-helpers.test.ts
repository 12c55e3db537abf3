/**
 * The helpers that Linux 7.2 keeps by hand for its Rust code, `rust_helper_*`: each of the 394 names is bound, nearly
 * all without a word from the user, and called with the types that the kernel wrote down. `rust-helpers.txt` has the
 * prototypes.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { generate } from "../../src/generate.js";
import type { FunctionItem } from "../../src/ir/types.js";
import type { GenerateOptions } from "../../src/options.js";
import { type Analysis, analyseHeaders } from "../../src/pipeline.js";
import { hasProgram } from "../kernel/compilers.js";
import { expectAllShims, shimsDeclared } from "./whole.js";

const CC = "gcc-12";

/** What no use tells, or has another name than what it evaluates: one line each. */
const STATED: Readonly<Record<string, string>> = {
  REFCOUNT_INIT: "refcount_t REFCOUNT_INIT(int n) = (refcount_t)REFCOUNT_INIT(n)",
  __spin_lock_init:
    "void __spin_lock_init(spinlock_t *lock, const char *name, struct lock_class_key *key) = spin_lock_init(lock)",
  dev_is_pci: "bool dev_is_pci(const struct device *dev)",
  dev_is_platform: "bool dev_is_platform(const struct device *dev)",
  init_work_with_key:
    "void init_work_with_key(struct work_struct *work, work_func_t func, bool onstack, const char *name, " +
    "struct lock_class_key *key) = __INIT_WORK_KEY(work, func, onstack, key)",
  interface_to_usbdev: "struct usb_device *interface_to_usbdev(struct usb_interface *intf)",
  mutex_assert_is_held: "void mutex_assert_is_held(struct mutex *mutex) = lockdep_assert_held(mutex)",
  spin_assert_is_held: "void spin_assert_is_held(spinlock_t *lock) = lockdep_assert_held(lock)",
  task_get_pid_ns:
    "struct pid_namespace *task_get_pid_ns(struct task_struct *task) = " +
    "({ guard(rcu)(); struct pid_namespace *ns = task_active_pid_ns(task); ns ? get_pid_ns(ns) : ns; })",
};

/** Bound without a word, but with C's own types; the hand-written ones for one line each. */
const RETYPED: Readonly<Record<string, string>> = {
  WARN_ON: "bool WARN_ON(bool condition)",
  clear_bit: "void clear_bit(unsigned long nr, volatile unsigned long *addr)",
  raw_smp_processor_id: "unsigned int raw_smp_processor_id(void)",
  set_bit: "void set_bit(unsigned long nr, volatile unsigned long *addr)",
};

/** Exported functions whose parameter is an `unsigned long` (`__kernel_size_t`), where the hand-written is a `size_t`. */
const EXPORTED: readonly string[] = ["ioremap", "memchr"];

/** Prototype of each hand-written helper, without names of parameters, by name. */
function handWritten(): ReadonlyMap<string, string> {
  const path = fileURLToPath(new URL("rust-helpers.txt", import.meta.url));
  const lines = readFileSync(path, "utf8").trim().split("\n");
  return new Map(lines.map((line) => [/(\w+)\((?!\*)/.exec(line)?.[1] ?? "", line]));
}

/**
 * The names that cannot be called with the hand-written prototype's types, as rustc judges. A header declares functions
 * of these prototypes, and each is made one in Rust that calls what it stands for; one without a result drops any.
 */
function notCallable(helpers: ReadonlyMap<string, string>, options: GenerateOptions): string[] {
  const path = join(scratch, "prototypes.h");
  const prototypes = [...helpers].map(([name, line]) => `${line.replace(`${name}(`, `hand_${name}(`)};\n`);
  writeFileSync(path, `#include "${header}"\n${prototypes.join("")}`);
  const allow = [...helpers.keys()].flatMap((name) => [name, `hand_${name}`]);
  const made = generate({ ...options, headers: [path], out: join(scratch, "prototypes"), allow });
  expect(made.status).toBe("ok");
  const callers: string[] = [];
  const rust = made.bindings.replace(/^ {4}#\[link_name = "[^"]*"\]\n|^ {4}#\[must_use\]\n/gm, "");
  const text = rust.replace(
    /^ {4}pub fn hand_(\w+)\(([^;]*?)\)( -> [^;]*)?;$/gm,
    (_, name, parameters, result = "") => {
      const names = [...(parameters as string).matchAll(/(?:^|[\n,])\s*(arg\d+): /g)].map(([, parameter]) => parameter);
      callers.push(
        `pub unsafe fn hand_${name}(${parameters.replace(/\s+/g, " ")})${result} { ${name}(${names.join(", ")})${result === "" ? ";" : ""} }`,
      );
      return "";
    },
  );
  expect(callers).toHaveLength(helpers.size);
  const source = join(scratch, "prototypes.rs");
  writeFileSync(source, `${text}\n${callers.join("\n")}\n`);
  const args = ["--edition=2021", "--crate-type=lib", "--emit=metadata", "-Awarnings", "--error-format=short"];
  const { stderr, status } = spawnSync("rustc", [...args, "-o", join(scratch, "prototypes.rmeta"), source], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const lines = readFileSync(source, "utf8").split("\n");
  const errors = [...stderr.matchAll(/^.*?:(\d+):\d+: error/gm)];
  expect(status === 0, stderr.slice(-2000)).toBe(errors.length === 0);
  return [
    ...new Set(errors.map(([, row]) => /fn hand_(\w+)/.exec(lines[Number(row) - 1] ?? "")?.[1] ?? stderr)),
  ].sort();
}

function functionsOf({ lowered }: Analysis): ReadonlyMap<string, FunctionItem> {
  const items = lowered.bindings.items.filter((item): item is FunctionItem => item.kind === "function");
  return new Map(items.map((item) => [item.c, item]));
}

/** How Rust reaches a function. */
function boundAs(item: FunctionItem | undefined, { unit }: Analysis): string {
  if (item === undefined) return "not bound";
  if (item.shim === null) return "exported function";
  if (item.shim.wraps === "function") return "static inline function";
  if (item.c in STATED) return "stated prototype";
  return unit.macros.live.get(item.c)?.parameters === null ? "object-like macro" : "function-like macro";
}

const header = resolve("headers/linux/rust.h");
const scratch = mkdtempSync(join(tmpdir(), "kbindgen-rust-helpers-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("the hand-written helpers of Linux 7.2", () => {
  const build = kernelBuild("forky-7.2-amd64");
  const runs = build !== null && hasProgram(CC) && hasProgram("rustc");
  const options: GenerateOptions = { headers: [header], kernelDir: build ?? "", cc: CC, docs: false };

  it.skipIf(!runs)("are all bound, with the same types, and nine of them with a prototype", () => {
    const out = join(scratch, "crate");
    const made = generate({ ...options, out, macros: Object.values(STATED) });
    expect(made.status).toBe("ok");
    const analysis = analyseHeaders({ ...options, macros: Object.values(STATED) });
    const functions = functionsOf(analysis);
    const emitted = new Set(made.report.filter(({ status }) => status !== "skipped").map(({ name }) => name));

    const helpers = handWritten();
    expect(helpers.size).toBe(394);
    const differing = new Set(notCallable(helpers, { ...options, macros: Object.values(STATED) }));
    expect([...differing].sort()).toEqual([...Object.keys(RETYPED), ...EXPORTED].sort());
    const all = { ...options, macros: [...Object.values(STATED), ...Object.values(RETYPED)] };
    expect(notCallable(helpers, all)).toEqual(EXPORTED);
    const rows = [...helpers.keys()].map((name) => {
      const item = functions.get(name);
      const how = emitted.has(name) || name in STATED ? boundAs(item, analysis) : "left out";
      return {
        name,
        how,
        types: differing.has(name) ? "C's own types" : "",
        at: item === undefined ? "" : analysis.unit.sources.describe(item.position),
      };
    });
    const line = ({ name, how, types, at }: (typeof rows)[number]): string =>
      `${name.padEnd(44)} ${how.padEnd(24)} ${types.padEnd(15)} ${at}`;
    console.log(rows.map(line).join("\n"));

    const counts: Record<string, number> = {};
    for (const { how, types } of rows) {
      const what = types === "" ? how : `${how} with ${types}`;
      counts[what] = (counts[what] ?? 0) + 1;
    }
    console.log(counts);
    expect(rows.filter(({ how }) => how === "not bound" || how === "left out")).toEqual([]);
    expect(rows.filter(({ how }) => how === "stated prototype").map(({ name }) => name)).toEqual(
      Object.keys(STATED).sort(),
    );
    expect(counts["static inline function"]).toBeGreaterThanOrEqual(290);
    expect(counts["function-like macro"]).toBeGreaterThanOrEqual(38);

    const shims = shimsDeclared(out);
    const called = rows.filter(({ how }) => how !== "exported function");
    expect(called.filter(({ name }) => !shims.has(name))).toEqual([]);
    expectAllShims({ target: analysis.target, header, out, report: made.report, scratch }, 6_000, 80);
  });

  it.skipIf(!runs)("need a prototype only where the test states one", () => {
    const functions = functionsOf(analyseHeaders(options));
    const missing = [...handWritten().keys()].filter((name) => !functions.has(name));
    expect(missing).toEqual(Object.keys(STATED).sort());
  });
});
