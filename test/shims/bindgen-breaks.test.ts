/**
 * What bindgen 0.72's `--wrap-static-fns` gets wrong on Linux 7.2 (120 errors of gcc 16 in 67 wrappers): functions that
 * a macro of the same name hides, and prototypes with `__percpu`, which is the named address space `__seg_gs` there.
 * Our shims of the same functions, by name: they compile, and would not if they were written like bindgen's.
 *
 * The kernel uses `__seg_gs` under gcc 14 and clang 19.1 or newer (`CC_HAS_TYPEOF_UNQUAL`).
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { generate } from "../../src/generate.js";
import { compilerWords } from "../../src/kernel/compiler.js";
import { type Analysis, analyseHeaders } from "../../src/pipeline.js";
import { hasProgram } from "../kernel/compilers.js";

/** `class_NAME_constructor`, functions and macros (`DEFINE_LOCK_GUARD_1`, `DEFINE_GUARD` and theirs). */
const HIDDEN = [
  ..."local_lock local_lock_init local_lock_irq local_lock_irqsave local_lock_nested_bh local_trylock_init".split(" "),
  ..."mutex mutex_init mutex_intr mutex_kill mutex_try".split(" "),
  ..."raw_spinlock raw_spinlock_bh raw_spinlock_bh_try raw_spinlock_init raw_spinlock_irq".split(" "),
  ..."raw_spinlock_irq_try raw_spinlock_irqsave raw_spinlock_irqsave_try raw_spinlock_nested".split(" "),
  ..."raw_spinlock_try read_lock read_lock_irq read_lock_irqsave rwlock_init rwsem_init".split(" "),
  ..."rwsem_read rwsem_read_intr rwsem_read_try rwsem_write rwsem_write_kill rwsem_write_try".split(" "),
  ..."seqlock_init spinlock spinlock_bh spinlock_bh_try spinlock_init spinlock_irq spinlock_irq_try".split(" "),
  ..."spinlock_irqsave spinlock_irqsave_try spinlock_try srcu srcu_fast srcu_fast_notrace".split(" "),
  ..."task_lock write_lock write_lock_irq write_lock_irqsave".split(" "),
].map((name) => `class_${name}_constructor`);

/** Prototypes of the kernel with `__percpu` as what it is. */
const NAMED_SPACE: Readonly<Record<string, string>> = {
  __ref_is_percpu: "bool NAME(struct percpu_ref *ref, __seg_gs unsigned long **percpu_countp)",
  __srcu_ctr_to_ptr: "__seg_gs struct srcu_ctr *NAME(struct srcu_struct *ssp, int idx)",
  __srcu_ptr_to_ctr: "bool NAME(struct srcu_struct *ssp, __seg_gs struct srcu_ctr *scpp)",
  __srcu_read_lock_fast: "__seg_gs struct srcu_ctr *NAME(struct srcu_struct *ssp)",
  __srcu_read_lock_fast_updown: "__seg_gs struct srcu_ctr *NAME(struct srcu_struct *ssp)",
  __srcu_read_unlock_fast: "void NAME(struct srcu_struct *ssp, __seg_gs struct srcu_ctr *scp)",
  __srcu_read_unlock_fast_updown: "void NAME(struct srcu_struct *ssp, __seg_gs struct srcu_ctr *scp)",
  class_local_lock_constructor: "class_local_lock_t NAME(__seg_gs local_lock_t *l)",
  class_local_lock_irq_constructor: "class_local_lock_irq_t NAME(__seg_gs local_lock_t *l)",
  class_local_lock_irqsave_constructor: "class_local_lock_irqsave_t NAME(__seg_gs local_lock_t *l)",
  class_local_lock_nested_bh_constructor: "class_local_lock_nested_bh_t NAME(__seg_gs local_lock_t *l)",
  rcu_read_lock_tasks_trace: "__seg_gs struct srcu_ctr *NAME(void)",
  rcu_read_unlock_tasks_trace: "void NAME(__seg_gs struct srcu_ctr *scp)",
  request_percpu_irq:
    "int NAME(unsigned int irq, irq_handler_t handler, const char *devname, __seg_gs void *percpu_dev_id)",
  srcu_down_read_fast: "__seg_gs struct srcu_ctr *NAME(struct srcu_struct *ssp)",
  srcu_read_lock_fast: "__seg_gs struct srcu_ctr *NAME(struct srcu_struct *ssp)",
  srcu_read_lock_fast_notrace: "__seg_gs struct srcu_ctr *NAME(struct srcu_struct *ssp)",
  srcu_read_lock_fast_updown: "__seg_gs struct srcu_ctr *NAME(struct srcu_struct *ssp)",
  srcu_read_unlock_fast: "void NAME(struct srcu_struct *ssp, __seg_gs struct srcu_ctr *scp)",
  srcu_read_unlock_fast_notrace: "void NAME(struct srcu_struct *ssp, __seg_gs struct srcu_ctr *scp)",
  srcu_read_unlock_fast_updown: "void NAME(struct srcu_struct *ssp, __seg_gs struct srcu_ctr *scp)",
  srcu_up_read_fast: "void NAME(struct srcu_struct *ssp, __seg_gs struct srcu_ctr *scp)",
};

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-bindgen-breaks-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const header = resolve("headers/linux/rust.h");

/** kbuild leaves that define out for a compiler that the kernel was not configured for. */
const CFLAGS = ["-DCC_USING_FENTRY"];

interface Made {
  readonly analysis: Analysis;
  /** That of `c/helpers.c`. */
  readonly folder: string;
  /** Text of `c/helpers.c`. */
  readonly helpers: string;
  /** Names of functions whose shims are in it. */
  readonly shims: readonly string[];
}

function make(cc: string, kernelDir: string): Made {
  const allow = [...new Set([...HIDDEN, ...Object.keys(NAMED_SPACE)])];
  const options = { headers: [header], kernelDir, cc, cflags: CFLAGS, allow, docs: false };
  const out = join(scratch, cc);
  expect(generate({ ...options, out }).status).toBe("ok");
  const helpers = readFileSync(join(out, "c/helpers.c"), "latin1");
  return { analysis: analyseHeaders(options), folder: join(out, "c"), helpers, shims: shimsIn(helpers) };
}

function shimsIn(helpers: string): string[] {
  return [...helpers.matchAll(/^.*\brust_helper_(\w+)\(.*\n\{$/gm)].map(([, name = ""]) => name).sort();
}

/** The functions in whose shims the compiler finds errors. */
function refused(helpers: string, { analysis: { target }, folder }: Made): string[] {
  const source = join(folder, "changed.c");
  writeFileSync(source, helpers);
  const [command = "", ...words] = compilerWords(target.compiler?.command ?? "");
  const own = target.compiler?.kind === "clang" ? ["-ferror-limit=0"] : ["-fmax-errors=0", "-ftrack-macro-expansion=0"];
  const args = [...words, ...target.cflags, "-w", ...own, "-iquote", dirname(header), "-fsyntax-only", source];
  const { stderr, status } = spawnSync(command, args, { encoding: "latin1", maxBuffer: 1 << 28 });
  const owners: string[] = [""];
  for (const line of helpers.split("\n")) owners.push(/\brust_helper_(\w+)\(/.exec(line)?.[1] ?? owners.at(-1) ?? "");
  const errors = [...stderr.matchAll(/^(.*):(\d+):\d+: (?:fatal )?error: /gm)];
  if ((status === 0) !== (errors.length === 0)) throw new Error(stderr.slice(0, 2000));
  return [...new Set(errors.map(([, file, row]) => (file === source ? owners[Number(row)] : file) ?? ""))].sort();
}

describe("what bindgen's wrappers break on", () => {
  const build = kernelBuild("forky-7.2-amd64");
  const newGcc = [16, 15, 14].map((version) => `gcc-${version}`).filter(hasProgram);
  const compilers = ["gcc-12", "clang-22", ...newGcc.slice(0, 1)];

  describe.each(compilers.map((cc) => [cc] as const))("compiles with %s", (cc) => {
    it.skipIf(build === null || !hasProgram(cc))("and only as it is written", () => {
      const made = make(cc, build ?? "");
      const { helpers, shims } = made;
      const macros = made.analysis.unit.macros.live;
      expect(HIDDEN).toHaveLength(49);
      expect(HIDDEN.filter((name) => macros.get(name)?.parameters == null)).toEqual([]);
      const wanted = [...new Set([...HIDDEN, ...Object.keys(NAMED_SPACE)])].sort();
      expect(shims.filter((name) => wanted.includes(name))).toEqual(wanted);
      expect(refused(helpers, made)).toEqual([]);

      // Without the parentheses the macros take the calls.
      expect(HIDDEN.filter((name) => !helpers.includes(`return (${name})(`))).toEqual([]);
      expect(refused(helpers.replace(/\((class_\w+_constructor)\)\(/g, "$1("), made)).toEqual(HIDDEN.toSorted());

      if (cc === "gcc-12") return;
      expect(Object.keys(NAMED_SPACE)).toHaveLength(22);
      const prototypes = Object.entries(NAMED_SPACE).map(([name, text]) => text.replace("NAME", `rust_helper_${name}`));
      expect(prototypes.filter((text) => !helpers.includes(`\n${text}\n{\n`))).toEqual([]);
      expect(refused(helpers.replaceAll("__seg_gs ", ""), made)).toEqual(Object.keys(NAMED_SPACE).sort());
    });
  });
});
