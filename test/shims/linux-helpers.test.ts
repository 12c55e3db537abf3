/**
 * `scripts/linux-generated-helpers.mjs`: of hand-written helpers as Linux keeps them in `rust/helpers/` those stay that no
 * header tells, and what stands in their place compiles with the kernel's flags and gives the same functions.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { analyseHeaders } from "../../src/pipeline.js";
import { hasProgram } from "../kernel/compilers.js";

const work = mkdtempSync(join(tmpdir(), "kbindgen-linux-helpers-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** What is in a kernel's `rust/helpers/`, in small. */
const HAND_WRITTEN: Readonly<Record<string, string>> = {
  "helpers.c": `#include <linux/compiler_types.h>

#ifdef __BINDGEN__
#define __rust_helper
#else
#define __rust_helper __always_inline
#endif

#include "list.c"
#include "locks.c"
#include "sizes.c"
`,
  "list.c": `#include <linux/list.h>

__rust_helper void rust_helper_INIT_LIST_HEAD(struct list_head *list)
{
	INIT_LIST_HEAD(list);
}

__rust_helper void
rust_helper_list_add_tail(struct list_head *entry,
			  struct list_head *head)
{
	if (entry) {
		list_add_tail(entry, head);
	}
}
`,
  "locks.c": `#include <linux/mutex.h>
#include <linux/spinlock.h>

__rust_helper void rust_helper_spin_lock(spinlock_t *lock)
{
	spin_lock(lock);
}

#ifdef CONFIG_NOT_THIS
__rust_helper void rust_helper_spin_lock_bh(spinlock_t *lock)
{
	spin_lock_bh(lock);
}
#endif

__rust_helper void rust_helper_mutex_assert_is_held(struct mutex *mutex)
{
	lockdep_assert_held(mutex);
}

__rust_helper __noreturn void rust_helper_BUG(void)
{
	BUG();
}

__rust_helper void rust_helper_spin_unlock(spinlock_t *lock)
{
	spin_unlock(lock);
}
`,
  "sizes.c": `#include <linux/slab.h>
#include <linux/string.h>

static_assert(sizeof(size_t) == sizeof(long));

__rust_helper void *rust_helper_kzalloc(size_t size, gfp_t flags)
{
	return kzalloc(size, flags);
}

__rust_helper void rust_helper_kfree(const void *pointer)
{
	kfree(pointer);
}
`,
};

describe("hand-written helpers in the place of a kernel's", () => {
  const build = kernelBuild("bookworm-6.12-amd64");

  it.skipIf(build === null || !hasProgram("gcc-12") || !hasProgram("nm"))("keep what no header tells", () => {
    const [from, out] = [join(work, "from"), join(work, "out")];
    mkdirSync(from);
    for (const [name, text] of Object.entries(HAND_WRITTEN)) writeFileSync(join(from, name), text);
    const script = resolve("scripts/linux-generated-helpers.mjs");
    const args = [script, from, build ?? "", out, "--keep", "spin_unlock"];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(status, stderr).toBe(0);
    expect(stdout).toBe(
      "helpers: 9\ngenerated: 6\nnot needed, for the function itself has a symbol: 1\nhand-written: 2\n" +
        "  mutex_assert_is_held\n  spin_unlock\n",
    );
    const here = (name: string): string => readFileSync(join(out, name), "utf8");
    expect(readdirSync(out).sort()).toEqual(Object.keys(HAND_WRITTEN).sort());
    expect(here("helpers.c")).toBe(HAND_WRITTEN["helpers.c"]);
    expect(here("list.c")).toContain("(INIT_LIST_HEAD)(list);");
    expect(here("list.c")).not.toContain("if (entry)");
    expect(here("locks.c")).toMatch(
      /#ifdef CONFIG_NOT_THIS\n__rust_helper\nvoid rust_helper_spin_lock_bh[\s\S]*#endif/,
    );
    expect(here("locks.c")).toContain("lockdep_assert_held(mutex);");
    expect(here("locks.c")).toContain("\tspin_unlock(lock);");
    expect(here("locks.c")).toContain("__rust_helper __noreturn\nvoid rust_helper_BUG(void)\n");
    expect(here("sizes.c")).toContain("static_assert(");

    writeFileSync(join(from, "all.h"), "#include <linux/types.h>\n");
    const { target } = analyseHeaders({
      headers: [join(from, "all.h")],
      kernelDir: build ?? "",
      cc: "gcc-12",
    });
    const object = join(work, "helpers.o");
    const compiled = spawnSync("gcc-12", [...target.cflags, "-w", "-c", "-o", object, join(out, "helpers.c")], {
      encoding: "utf8",
    });
    expect(compiled.status, compiled.stderr).toBe(0);
    const symbols = spawnSync("nm", ["--defined-only", object], { encoding: "utf8" }).stdout;
    const found = [...symbols.matchAll(/ T rust_helper_(\w+)$/gm)].map(([, name]) => name).sort();
    expect(found).toEqual(
      ["BUG", "INIT_LIST_HEAD", "kzalloc", "list_add_tail", "mutex_assert_is_held", "spin_lock", "spin_unlock"].sort(),
    );
  });
});
