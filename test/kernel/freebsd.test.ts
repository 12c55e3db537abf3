/** FreeBSD trees in small: finding them, their options, and the headers that a build makes. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { interfaceHeader, vnodeHeaders } from "../../src/kernel/freebsd/interfaces.js";
import { findKernel, resolveTarget } from "../../src/kernel/index.js";
import { analyseHeaders } from "../../src/pipeline.js";
import { cfgFiles, isSet } from "../../src/rustc-cfg.js";
import { FatalError } from "../../src/support/diagnostics.js";
import { hasProgram } from "./compilers.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-freebsd-"));
beforeEach(() => void vi.stubEnv("XDG_CACHE_HOME", join(scratch, "cache")));
afterEach(() => void vi.unstubAllEnvs());
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let trees = 0;

function treeOf(files: Readonly<Record<string, string>>): string {
  const root = join(scratch, `tree${++trees}`);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

const VERSION = "#undef __FreeBSD_version\n#define __FreeBSD_version 1402000\t/* propagated */\n";
const SOURCES = {
  "sys/sys/param.h": VERSION,
  "sys/amd64/include/here.h": "int amd64_only;\n",
  "sys/arm64/include/here.h": "int arm64_only;\n",
  "sys/x86/include/both.h": "int x86_too;\n",
  "sys/amd64/conf/DEFAULTS": "machine\tamd64\ndevice mem\noptions \tGEOM_PART_GPT\noptions \tNEW_PCIB\n",
  "sys/conf/options": "INET\topt_inet.h\nNEW_PCIB\topt_global.h\nSMP opt_global.h\nGEOM_PART_GPT\topt_geom.h\nMSGBUF\n",
  "sys/conf/options.amd64": "HAMMER\topt_cpu.h\n",
  "sys/amd64/conf/BASE": "cpu\t\tHAMMER\noptions \tINET\t# internet\noptions \tSMP\nmakeoptions\tDEBUG=-g\n",
};
const HEADER = "#include <machine/here.h>\n";

function target(kernelDir: string, options: { readonly arch?: string; readonly config?: string } = {}) {
  return resolveTarget({ kernelDir, cc: "none", cache: false, arch: "x86_64", ...options });
}

function declared(kernelDir: string, header: string, arch: string): string[] {
  const path = join(scratch, "unit.h");
  writeFileSync(path, header);
  const { lowered } = analyseHeaders({ headers: [path], kernelDir, arch, cc: "none", cache: false });
  return lowered.bindings.items.flatMap((item) => (item.kind === "variable" ? [item.c] : []));
}

describe("a source tree", () => {
  it("is found from its root and from sys/, with its release, and has the machine's headers", () => {
    const tree = treeOf(SOURCES);
    for (const place of [tree, join(tree, "sys")]) {
      const { family, release, arch, cflags } = target(place);
      expect([family, release, arch]).toEqual(["freebsd", "14.2-1402000", "x86_64"]);
      expect(cflags).toContain("--target=x86_64-unknown-freebsd14");
    }
    expect(declared(tree, `${HEADER}#include <x86/both.h>\n`, "x86_64")).toEqual(["amd64_only", "x86_too"]);
    expect(declared(tree, HEADER, "aarch64")).toEqual(["arm64_only"]);
  });

  it("is read with the flags of its release's modules", () => {
    const flags = (version: string, more: Readonly<Record<string, string>> = {}, arch?: string) => {
      const files = { ...SOURCES, "sys/sys/param.h": `#define __FreeBSD_version ${version}\n`, ...more };
      const { cflags } = target(treeOf(files), arch === undefined ? {} : { arch });
      return cflags.filter((flag, at) => !/^-I|^--target|^-include$/.test(flag) && cflags[at - 1] !== "-include");
    };
    // The line that bsd.kmod.mk prints on FreeBSD 14.3, without warnings and what depends on the directory.
    const amd64 = `-O2 -fno-strict-aliasing -D_KERNEL -DKLD_MODULE -nostdinc -fno-common -fno-omit-frame-pointer
      -mno-omit-leaf-frame-pointer -mcmodel=kernel -mno-red-zone -mno-mmx -mno-sse -msoft-float
      -fno-asynchronous-unwind-tables -ffreestanding -fwrapv -fstack-protector -D__printf__=__freebsd_kprintf__
      -mno-aes -mno-avx -std=gnu17`;
    expect(new Set(flags("1403000"))).toEqual(new Set(amd64.split(/\s+/)));
    expect(flags("1300139").at(-1)).toBe("-std=iso9899:1999");
    expect(flags("1401000").at(-1)).toBe("-std=gnu99");
    expect(flags("1402000", { "sys/conf/kern.mk": "CSTD?=\t\tgnu17\n" }).at(-1)).toBe("-std=gnu17");
    expect(flags("1500068", {}, "aarch64")).toContain("-ffixed-x18");
  });

  it("is one for the release and architecture of a crate, among fetched ones", () => {
    const place = treeOf(
      Object.fromEntries(Object.entries(SOURCES).map(([name, text]) => [`fetched/build/${name}`, text])),
    );
    const wanted = { family: "freebsd", release: "14.2-1402000", arch: "aarch64" } as const;
    expect(findKernel(wanted, [place])).toBe(join(place, "fetched/build"));
    expect(findKernel({ ...wanted, release: "14.1-1401000" }, [place])).toBeNull();
    expect(findKernel({ ...wanted, arch: "riscv64" }, [place])).toBeNull();
  });

  it("has the options of a module that is built by itself, and conditions for rustc", () => {
    const found = target(treeOf(SOURCES));
    expect([...found.config.keys()]).toContain("NEW_PCIB");
    expect([...found.config.keys()]).not.toContain("GEOM_PART_GPT");
    expect(found.config.get("PRINTF_BUFR_SIZE")).toBe("128");
    expect(found.configHash).toBeNull();
    const [cfg] = cfgFiles(found);
    expect(cfg?.text).toContain('--cfg=freebsd_at_least="14.2"\n');
    expect(cfg?.text).not.toContain("14.3");
    expect(cfg?.text).toContain('--cfg=kernel_option="VIMAGE"\n');
    expect(isSet(found, "freebsd_at_least", "14.1")).toBe(true);
    expect(isSet(found, "freebsd_at_least", "15.0")).toBe(false);
    expect(isSet(found, "linux_at_least", "6.1")).toBeNull();
    expect(isSet(found, "kernel_option", "NOSUCH")).toBe(false);
  });
});

describe("a kernel's own build directory", () => {
  it("has the options and links that the kernel was built with", () => {
    const tree = treeOf({ ...SOURCES, "obj/opt_global.h": "#define SMP 1\n", "obj/opt_inet.h": "#define INET 1\n" });
    const build = join(tree, "obj");
    symlinkSync(join(tree, "sys/arm64/include"), join(build, "machine"));
    const found = resolveTarget({ kernelDir: build, cc: "none", cache: false });
    expect([found.family, found.arch, found.release]).toEqual(["freebsd", "aarch64", "14.2-1402000"]);
    expect(Object.fromEntries(found.config)).toEqual({ SMP: "1", INET: "1" });
    expect(found.forcedIncludes).toEqual([join(build, "opt_global.h")]);
    expect(found.cflags).toContain("-DHAVE_KERNEL_OPTION_HEADERS");
    expect(found.includePath.angle[0]).toBe(build);
  });
});

describe("a kernel configuration", () => {
  const config = (text: string) => join(treeOf({ MINE: text }), "MINE");

  it("puts each option into its header, with what it includes and the machine's defaults", () => {
    const tree = treeOf(SOURCES);
    const path = config('include BASE\nnooptions SMP\noptions\tMSGBUF=81920\noptions MSGBUFS=\\"a\\"\nident MINE\n');
    const found = target(tree, { config: path });
    expect(Object.fromEntries(found.config)).toEqual({
      ...{ GEOM_PART_GPT: "1", NEW_PCIB: "1", HAMMER: "1", INET: "1", MSGBUF: "81920" },
    });
    expect(found.configHash).toMatch(/^[0-9a-f]{64}$/);
    expect(found.diagnostics).toEqual([
      {
        ...{ id: "unknown-config-symbol", severity: "warning", where: { path, line: 4, column: 1 } },
        message: "FreeBSD knows no option MSGBUFS; did you mean MSGBUF?",
      },
    ]);
    const made = found.roots[1] ?? "";
    expect(readFileSync(join(made, "opt_msgbuf.h"), "utf8")).toBe("#define MSGBUF 81920\n");
    expect(readFileSync(join(made, "opt_cpu.h"), "utf8")).toBe("#define HAMMER 1\n");
    expect(readFileSync(join(made, "opt_global.h"), "utf8")).toBe("#define NEW_PCIB 1\n");
    expect(found.forcedIncludes).toEqual([join(made, "opt_global.h")]);
  });

  it.each([
    ["config-syntax", "CONFIG_INET=y\n"],
    ["config-arch-mismatch", "machine arm64 aarch64\n"],
    ["config-not-readable", "include NOWHERE\n"],
  ])("is refused with %s", (id, text) => {
    const tree = treeOf(SOURCES);
    expect(() => target(tree, { config: config(text) })).toThrow(FatalError);
    try {
      target(tree, { config: config(text) });
    } catch (error) {
      expect((error as FatalError).diagnostic.id).toBe(id);
    }
  });
});

describe("installed headers", () => {
  const INSTALLED = {
    "sys/param.h": VERSION,
    "machine/specialreg.h": "",
    "sys/bus.h": '#include "device_if.h"\n#include "opt_bus.h"\nint bus;\n',
  };

  it("tell their architecture and have empty headers for what the build makes, said in the report", () => {
    const tree = treeOf(INSTALLED);
    expect(target(tree).arch).toBe("x86_64");
    expect(() => target(tree, { arch: "aarch64" })).toThrow("these headers are for x86_64");
    const path = join(scratch, "bus.h");
    writeFileSync(path, "#include <sys/bus.h>\n");
    const { lowered, diagnostics } = analyseHeaders({ headers: [path], kernelDir: tree, cc: "none", cache: false });
    expect(lowered.report.filter(({ kind }) => kind === "header")).toEqual([
      {
        ...{ kind: "header", name: "device_if.h", status: "skipped", reason: "header-not-generated" },
        ...{ location: "sys/bus.h:1", detail: expect.stringContaining("sources that are not there") },
      },
    ]);
    expect(diagnostics.map(({ id }) => id)).toEqual(["header-not-generated"]);
    // Nothing is said when the unit does not use them.
    writeFileSync(path, "#include <sys/param.h>\n");
    expect(analyseHeaders({ headers: [path], kernelDir: tree, cc: "none", cache: false }).diagnostics).toEqual([]);
  });

  it("of no FreeBSD are refused", () => {
    const tree = treeOf({ "sys/param.h": "#define BSD 199506\n" });
    expect(() => resolveTarget({ family: "freebsd", kernelDir: tree, cc: "none", cache: false })).toThrow(
      "these are no headers of FreeBSD",
    );
  });

  it.skipIf(!hasProgram("clang-16"))("want a compiler for FreeBSD", () => {
    expect(() =>
      resolveTarget({ kernelDir: treeOf(INSTALLED), cc: "clang-16 --target=x86_64-linux-gnu", cache: false }),
    ).toThrow("does not compile for FreeBSD");
  });
});

/** All but white space. */
function squeezed(text: string | null | undefined): string {
  return (text ?? "").replace(/\s+/g, " ").trim();
}

it("says where the generated headers cannot be written", () => {
  const file = join(treeOf({ file: "" }), "file");
  vi.stubEnv("XDG_CACHE_HOME", file);
  expect(() => target(treeOf(SOURCES))).toThrow("FreeBSD's generated headers cannot be written");
});

describe("interfaces", () => {
  it("are made of their descriptions as makeobjops.awk makes them", () => {
    const text = interfaceHeader(`# A comment
#include <sys/bus.h>
/** @defgroup GAUGE */
INTERFACE gauge;
HEADER {
\tstruct level;
};
CODE {
\tstatic int none(device_t dev) { return 0; }
}
/**
 * @brief Reads it.
 */
METHOD int read {
\tdevice_t\tdev;
\tconst struct level *level; /* which */
} DEFAULT none;
PROLOG {
\tbefore();
}
STATICMETHOD void * reset { gauge_t gauge; };
METHOD void stop { device_t dev; };
`);
    expect(squeezed(text)).toBe(
      squeezed(`#ifndef _gauge_if_h_
#define _gauge_if_h_
struct level;
extern struct kobjop_desc gauge_read_desc;
typedef int gauge_read_t(device_t dev, const struct level *level);
/**
 * @brief Reads it.
 */
static __inline int GAUGE_READ(device_t dev, const struct level *level)
{ kobjop_t _m; int rc; KOBJOPLOOKUP(((kobj_t)dev)->ops,gauge_read); rc = ((gauge_read_t *) _m)(dev, level); return (rc); }
extern struct kobjop_desc gauge_reset_desc;
typedef void * gauge_reset_t(gauge_t gauge);
static __inline void * GAUGE_RESET(gauge_t gauge)
{ kobjop_t _m; void * rc; before(); KOBJOPLOOKUP(gauge->ops,gauge_reset); rc = ((gauge_reset_t *) _m)(gauge); return (rc); }
extern struct kobjop_desc gauge_stop_desc;
typedef void gauge_stop_t(device_t dev);
static __inline void GAUGE_STOP(device_t dev)
{ kobjop_t _m; KOBJOPLOOKUP(((kobj_t)dev)->ops,gauge_stop); ((gauge_stop_t *) _m)(dev); }
#endif`),
    );
  });

  it.each([
    "METHOD int read { device_t dev; };",
    "INTERFACE x;\nMETHOD { };",
    "nonsense",
  ])("not understood: %s", (text) => {
    expect(interfaceHeader(text)).toBeNull();
  });

  it("of vnodes are made as vnode_if.awk makes them", () => {
    const source = `# comment
%% lookup	dvp	L L L
%! open	post	vop_open_post

vop_lookup {
	IN struct vnode *dvp;
	INOUT struct vnode **vpp;
};

vop_open {
	IN WILLRELE struct vnode *vp;
	IN int mode;
};
`;
    const made = vnodeHeaders(source, "const struct vop_vector");
    expect(squeezed(made?.get("vnode_if_typedef.h"))).toBe(
      "struct vop_lookup_args; typedef int vop_lookup_t(struct vop_lookup_args *); " +
        "struct vop_open_args; typedef int vop_open_t(struct vop_open_args *);",
    );
    expect(squeezed(made?.get("vnode_if_newproto.h"))).toBe(
      "struct vop_vector { struct vop_vector *vop_default; vop_bypass_t *vop_bypass; vop_lookup_t *vop_lookup; " +
        "vop_open_t *vop_open; bool registered; };",
    );
    const text = squeezed(made?.get("vnode_if.h"));
    expect(text).toContain("struct vop_open_args { struct vop_generic_args a_gen; struct vnode * a_vp; int a_mode; };");
    expect(text).toContain("int VOP_OPEN_APV(const struct vop_vector *vop, struct vop_open_args *);");
    expect(text).toContain("return (dvp->v_op->vop_lookup(&a));");
    expect(text).not.toContain("vp->v_op->vop_open(&a)");
    expect(vnodeHeaders("vop_x { int a; }; junk", "struct vop_vector")).toBeNull();
  });
});
