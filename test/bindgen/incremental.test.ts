/**
 * A second run after a change of the header gives, byte for byte, what a run without any memory gives: for changes that are
 * known to be quick, for ones that must not be, and for hundreds of random ones.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bindgenMain } from "../../src/bindgen/index.js";
import { resolveTarget } from "../../src/kernel/index.js";
import { type Random, seededRandom } from "../random/prng.js";
import { captured } from "../support/capture.js";

const KERNELS = process.env["KBINDGEN_TEST_KERNELS"] ?? join(homedir(), ".cache/kbindgen/kernels");
const work = mkdtempSync(join(tmpdir(), "kbindgen-incremental-"));
const records = join(work, "cache/kbindgen/runs");
const wrapper = join(work, "wrapper.h");

/** Headers with all that makes the meaning of a name depend on place and time. */
const HEADERS: Readonly<Record<string, string>> = {
  "types.h": `
#ifndef TYPES_H
#define TYPES_H
#define __bitwise
typedef unsigned int __bitwise gfp_t;
typedef unsigned long word_t, *word_p;
typedef struct { int counter; } atomic_t;
struct point { int x, y; word_t bits : 3; };
struct later;
enum colour { RED, GREEN = 4, BLUE };
#endif
`,
  "flags.h": `
#ifndef FLAGS_H
#define FLAGS_H
#include "types.h"
#define BIT(n) (1UL << (n))
#define FLAG(name) FLAG_##name##_BIT
enum {
  FLAG_DMA_BIT,
  FLAG_IO_BIT,
#define FLAG_EXTRA FLAG_EXTRA
  FLAG_EXTRA,
  FLAG_LAST_BIT
};
#define FLAG_DMA ((gfp_t)BIT(FLAG(DMA)))
#define FLAG_IO ((gfp_t)BIT(FLAG(IO)))
#define FLAG_BOTH (FLAG_DMA | FLAG_IO)
#define SEVEN 7
#define MINUS -1
#define CHANGES 1
#undef CHANGES
#define CHANGES 2
#define GONE 5
#undef GONE
#define PLACE __LINE__
#define COUNTED __COUNTER__
#define MENTIONS WANTED
#endif
`,
  "api.h": `
#ifndef API_H
#define API_H
#include "flags.h"
int api_start(struct point *point, gfp_t flags);
static inline int api_helper(int x) { return x + SEVEN; }
extern struct point origin;
struct later { enum colour colour; struct point at; int wanted; };
#define API_SIZE sizeof(struct later)
#endif
`,
  "tail.h": `
#ifdef SWITCH
#define SWITCHED 1
#else
#define SWITCHED 0
#endif
struct tail { word_t first; };
`,
  "fresh.h": `
#ifndef FRESH_H
#define FRESH_H
struct fresh { int member; };
#define FRESH_VALUE 3
#endif
`,
  "unguarded.h": "",
};

const WRAPPER = `/* A list of headers. */
#include "types.h"
#include "api.h"

/* Values that are no literals. */
const gfp_t HELPER_DMA = FLAG_DMA;
const gfp_t HELPER_BOTH = FLAG_BOTH;
const word_t HELPER_SIZE = sizeof(struct later);

#ifdef SEVEN
const int HELPER_SEVEN = SEVEN;
const int HELPER_BLUE = BLUE;
#else
const int HELPER_NEVER = 1;
#endif
#include "tail.h"
const int HELPER_LAST = FLAG(LAST);
const int HELPER_USER = HELPER_LAST + 1;
`;

beforeAll(() => {
  mkdirSync(work, { recursive: true });
  for (const [name, text] of Object.entries(HEADERS)) writeFileSync(join(work, name), text);
  vi.stubEnv("XDG_CACHE_HOME", join(work, "cache"));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(work, { recursive: true });
});

interface Outcome {
  readonly code: unknown;
  readonly text: string;
  readonly errors: string;
}

async function outcome(remember: boolean, cflags: readonly string[] = []): Promise<Outcome> {
  const words = [wrapper, "--formatter", "none", "--no-doc-comments", "--no-layout-tests", "--use-core"];
  const { code, stdout, stderr } = await captured(() => bindgenMain([...words, "--", ...cflags], { remember }));
  return { code, text: stdout, errors: stderr };
}

/** A stamp of the records: a full run writes its own anew. */
function recordStamp(): string {
  const names = readdirSync(records);
  return names.map((name) => `${name} ${statSync(join(records, name, "facts.json")).ino}`).join();
}

/** Records a run on one text, then compares runs on another with and without the record. */
async function afterChange(
  changed: string,
  { text = WRAPPER, cflags = [] }: { readonly text?: string; readonly cflags?: readonly string[] } = {},
): Promise<{ readonly isQuick: boolean; readonly outcome: Outcome }> {
  writeFileSync(wrapper, text);
  await outcome(true, cflags);
  const recorded = recordStamp();
  writeFileSync(wrapper, changed);
  const quick = await outcome(true, cflags);
  const isQuick = recordStamp() === recorded && quick.code === 0;
  expect(quick).toEqual(await outcome(false, cflags));
  return { isQuick, outcome: quick };
}

const replaced = (what: string, by: string): string => {
  expect(WRAPPER).toContain(what);
  return WRAPPER.replace(what, by);
};

describe("takes only the changed lines through the pipeline", () => {
  it.each([
    ["nothing", WRAPPER],
    ["a comment", replaced("A list of headers", "Headers")],
    ["white space", replaced("\n\n", "\n\n\n")],
    [
      "another constant",
      replaced("const gfp_t HELPER_BOTH", "const gfp_t HELPER_IO = FLAG_IO;\nconst gfp_t HELPER_BOTH"),
    ],
    ["one of a name that macros paste", replaced("FLAG(LAST);", "FLAG(LAST);\nconst int HELPER_PASTED = FLAG(IO);")],
    [
      "one in front of all others",
      replaced("const gfp_t HELPER_DMA", "const word_t HELPER_FIRST = ~0UL;\nconst gfp_t HELPER_DMA"),
    ],
    ["another value", replaced("HELPER_BOTH = FLAG_BOTH", "HELPER_BOTH = FLAG_BOTH + SEVEN")],
    ["another type", replaced("const word_t HELPER_SIZE", "const int HELPER_SIZE")],
    ["another name", replaced("HELPER_BLUE", "HELPER_RENAMED")],
    // To bindgen that is a constant too.
    ["a variable with a value", replaced("const int HELPER_BLUE = BLUE", "int HELPER_BLUE = BLUE")],
    ["one constant less", replaced("const gfp_t HELPER_BOTH = FLAG_BOTH;\n", "")],
    ["a header that has been read", replaced('#include "tail.h"', '#include "flags.h"\n#include "tail.h"')],
    [
      "a header that is read already, once more",
      replaced('#include "types.h"\n', '#include "types.h"\n#include "types.h"\n'),
    ],
  ])("%s", async (_, changed) => {
    expect((await afterChange(changed)).isQuick).toBe(true);
  });
});

describe("runs everything", () => {
  it.each([
    ["a header that has not been read", replaced('#include "tail.h"', '#include "fresh.h"\n#include "tail.h"')],
    ["a header without a guard", replaced('#include "tail.h"', '#include "tail.h"\n#include "tail.h"')],
    ["a header less", replaced('#include "types.h"\n', "")],
    ["a header that is read only later", replaced('#include "types.h"', '#include "api.h"\n#include "types.h"')],
    ["a macro", replaced('#include "tail.h"', '#define SWITCH\n#include "tail.h"')],
    ["a constant that others mention", replaced("HELPER_LAST = FLAG(LAST)", "HELPER_LAST = 9")],
    ["a name that a macro mentions", replaced("HELPER_BLUE", "WANTED")],
    ["a name that a structure has", replaced("HELPER_BLUE", "wanted")],
    ["a value that is defined twice", replaced("HELPER_SEVEN = SEVEN", "HELPER_SEVEN = CHANGES")],
    ["a value that depends on the place", replaced("HELPER_SEVEN = SEVEN", "HELPER_SEVEN = PLACE")],
    ["a value that counts", replaced("HELPER_SEVEN = SEVEN", "HELPER_SEVEN = COUNTED")],
    ["a value that nothing defines", replaced("HELPER_SEVEN = SEVEN", "HELPER_SEVEN = GONE")],
    ["a macro that is defined only later", replaced("HELPER_SEVEN = SEVEN", "HELPER_SEVEN = SWITCHED")],
    ["a line that is not in force", replaced("HELPER_NEVER = 1", "HELPER_NEVER = 2")],
    ["a variable without a value", replaced("const int HELPER_BLUE = BLUE", "extern const int HELPER_BLUE")],
    ["a structure", replaced("const int HELPER_BLUE = BLUE", "struct helper_blue { int x; }")],
    ["two constants in one declaration", replaced("HELPER_BLUE = BLUE", "HELPER_BLUE = BLUE, HELPER_MORE = 1")],
    ["a comment that does not end", `${WRAPPER}/* open\n`],
    ["what is not C", replaced("HELPER_BLUE = BLUE", "HELPER_BLUE = = BLUE")],
    ["a condition", replaced("#ifdef SEVEN", "#ifndef SEVEN")],
  ])("%s", async (_, changed) => {
    expect((await afterChange(changed)).isQuick).toBe(false);
  });

  it("when a header that was read has changed, or one has appeared on the way to it", async () => {
    await afterChange(WRAPPER);
    const recorded = recordStamp();
    writeFileSync(join(work, "tail.h"), `${HEADERS["tail.h"]}\nstruct more { int x; };\n`);
    try {
      const found = await outcome(true);
      expect(found).toEqual(await outcome(false));
      expect(found.text).toContain("pub struct more");
      expect(recordStamp()).not.toBe(recorded);
    } finally {
      writeFileSync(join(work, "tail.h"), HEADERS["tail.h"] ?? "");
    }
  });

  it("when the record is damaged", async () => {
    await afterChange(WRAPPER);
    for (const name of readdirSync(records)) writeFileSync(join(records, name, "unit.bin"), "no columns");
    writeFileSync(wrapper, replaced("HELPER_BOTH = FLAG_BOTH", "HELPER_BOTH = FLAG_IO"));
    expect(await outcome(true)).toEqual(await outcome(false));
  });
});

describe("random changes", () => {
  const EXPRESSIONS = [
    ...["FLAG_DMA", "FLAG_BOTH | SEVEN", "FLAG(IO)", "BLUE", "(word_t)-1", "sizeof(struct point)", "API_SIZE", "MINUS"],
    ...["HELPER_SEVEN", "CHANGES", "PLACE", "nothing", "1.5", '"text"', "&origin", "SWITCHED", "BIT(3)", "'x'"],
  ];
  const TYPES = [
    "int",
    "gfp_t",
    "word_t",
    "word_p",
    "enum colour",
    "struct later",
    "const char *",
    "double",
    "atomic_t",
  ];
  const NAMES = ["HELPER_NEW", "HELPER_DMA", "wanted", "origin", "SEVEN", "api_start", "HELPER_NEVER", "BIT", "point"];

  function line(random: Random): string {
    const declaration = `${random.pick(TYPES)} ${random.pick(NAMES)} = ${random.pick(EXPRESSIONS)};`;
    return random.pick([
      ...[
        `const ${declaration}`,
        `const ${declaration}`,
        `const ${declaration}`,
        declaration,
        `static const ${declaration}`,
      ],
      ...[
        "",
        "/* text */",
        "// text",
        "struct helper { word_t x; };",
        "typedef struct point point_t;",
        "struct later;",
      ],
      ...[
        `#include "${random.pick(Object.keys(HEADERS))}"`,
        `#define ${random.pick(NAMES)} ${random.pick(EXPRESSIONS)}`,
      ],
      ...[
        "#undef SEVEN",
        "extern int helper(struct later *);",
        "enum { HELPER_ENUM = FLAG_IO };",
        "/* open",
        ";",
        "\\",
      ],
    ]);
  }

  /** One line more, less, or another. */
  function changed(random: Random): string {
    const lines = WRAPPER.split("\n");
    const at = random.below(lines.length);
    const [removed, added] = random.pick([
      [0, 1],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const);
    lines.splice(at, removed, ...(added === 1 ? [line(random)] : []));
    return lines.join("\n");
  }

  it("give what a run without memory gives", async () => {
    let quick = 0;
    for (let index = 0; index < 200; index++) {
      const text = changed(seededRandom(20_261_125, index));
      if ((await afterChange(text)).isQuick) quick++;
    }
    expect(quick).toBeGreaterThan(30);
  }, 300_000);
});

describe.skipIf(!existsSync(join(KERNELS, "bookworm-6.12-amd64")))("constants of Linux 6.12", () => {
  const LINUX = `#include <linux/blkdev.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/xarray.h>

const size_t RUST_CONST_HELPER_ARCH_SLAB_MINALIGN = ARCH_SLAB_MINALIGN;
const size_t RUST_CONST_HELPER_PAGE_SIZE = PAGE_SIZE;
const gfp_t RUST_CONST_HELPER_GFP_KERNEL = GFP_KERNEL;
const blk_features_t RUST_CONST_HELPER_BLK_FEAT_ROTATIONAL = BLK_FEAT_ROTATIONAL;
const xa_mark_t RUST_CONST_HELPER_XA_PRESENT = XA_PRESENT;
const vm_flags_t RUST_CONST_HELPER_VM_READ = VM_READ;
#include <linux/mm.h>
const vm_flags_t RUST_CONST_HELPER_VM_HUGETLB = VM_HUGETLB;
`;

  it("one more, one less, another value, a header once more", async () => {
    const { cflags } = resolveTarget({ kernelDir: join(KERNELS, "bookworm-6.12-amd64/build") });
    for (const changed of [
      LINUX.replace("const gfp_t", "const gfp_t RUST_CONST_HELPER___GFP_ZERO = __GFP_ZERO;\n$&"),
      LINUX.replace("VM_HUGETLB;", "VM_HUGETLB;\nconst gfp_t RUST_CONST_HELPER_XA_FLAGS_ALLOC1 = XA_FLAGS_ALLOC1;"),
      LINUX.replace(/.*BLK_FEAT_ROTATIONAL;\n/, ""),
      LINUX.replace("= VM_READ", "= VM_MAYREAD | VM_PFNMAP"),
      LINUX.replace("#include <linux/fs.h>", "$&\n#include <linux/list.h>"),
    ]) {
      expect(changed).not.toBe(LINUX);
      expect((await afterChange(changed, { text: LINUX, cflags })).isQuick, changed).toBe(true);
    }
    const fresh = LINUX.replace("#include <linux/slab.h>", "#include <linux/pstore.h>\n$&");
    expect((await afterChange(fresh, { text: LINUX, cflags })).isQuick).toBe(false);
  }, 300_000);
});
