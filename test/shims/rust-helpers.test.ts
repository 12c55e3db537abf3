/**
 * The helpers that Linux 7.2 keeps by hand for its Rust code, `rust_helper_*`: each of the 394 names is bound, nearly
 * all without a word from the user, and called with the types that the kernel wrote down. `rust-helpers.txt` has the
 * names and how each is called, see `abi.ts`.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
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
import { passingOf, signatureOf } from "./abi.js";
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

/** Called with C's own types where the hand-written prototype has others: sign, a result that C would convert or drop. */
const OWN_TYPES: Readonly<Record<string, string>> = {
  WARN_ON: "i64(bool)",
  clear_bit: "void(i64, ptr)",
  get_task_struct: "ptr(ptr)",
  raw_smp_processor_id: "i32()",
  set_bit: "void(i64, ptr)",
};

/** Name and signature of each hand-written helper. */
function handWritten(): (readonly [name: string, signature: string])[] {
  const path = fileURLToPath(new URL("rust-helpers.txt", import.meta.url));
  return readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const blank = line.indexOf(" ");
      return [line.slice(0, blank), line.slice(blank + 1)];
    });
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

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-rust-helpers-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("the hand-written helpers of Linux 7.2", () => {
  const build = kernelBuild("forky-7.2-amd64");
  const runs = build !== null && hasProgram(CC);
  const header = resolve("headers/linux/rust.h");
  const options: GenerateOptions = { headers: [header], kernelDir: build ?? "", cc: CC, docs: false };

  it.skipIf(!runs)("are all bound, with the same types, and nine of them with a prototype", () => {
    const out = join(scratch, "crate");
    const made = generate({ ...options, out, macros: Object.values(STATED) });
    expect(made.status).toBe("ok");
    const analysis = analyseHeaders({ ...options, macros: Object.values(STATED) });
    const functions = functionsOf(analysis);
    const passing = passingOf(analysis.lowered.bindings);
    const emitted = new Set(made.report.filter(({ status }) => status !== "skipped").map(({ name }) => name));

    const helpers = handWritten();
    expect(helpers).toHaveLength(394);
    const rows = helpers.map(([name, wanted]) => {
      const item = functions.get(name);
      const how = emitted.has(name) || name in STATED ? boundAs(item, analysis) : "left out";
      return { name, wanted, how, has: item === undefined ? "" : signatureOf(item, passing), at: item?.location ?? "" };
    });
    console.log(rows.map(({ name, how, at }) => `${name.padEnd(44)} ${how.padEnd(24)} ${at}`).join("\n"));

    const counts: Record<string, number> = {};
    for (const { how } of rows) counts[how] = (counts[how] ?? 0) + 1;
    console.log(counts);
    expect(rows.filter(({ how }) => how === "not bound" || how === "left out")).toEqual([]);
    expect(rows.filter(({ how }) => how === "stated prototype").map(({ name }) => name)).toEqual(
      Object.keys(STATED).sort(),
    );
    expect(counts["static inline function"]).toBeGreaterThanOrEqual(290);
    expect(counts["function-like macro"]).toBeGreaterThanOrEqual(38);
    const differing = rows.filter(({ wanted, has }) => wanted !== has).map(({ name, has }) => [name, has]);
    expect(Object.fromEntries(differing)).toEqual(OWN_TYPES);

    const shims = shimsDeclared(out);
    const called = rows.filter(({ how }) => how !== "exported function");
    expect(called.filter(({ name }) => !shims.has(name))).toEqual([]);
    expectAllShims({ target: analysis.target, header, out, report: made.report, scratch }, 6_000, 80);
  });

  it.skipIf(!runs)("need a prototype only where the test states one", () => {
    const functions = functionsOf(analyseHeaders(options));
    const missing = handWritten()
      .map(([name]) => name)
      .filter((name) => !functions.has(name));
    expect(missing).toEqual(Object.keys(STATED).sort());
  });
});
