/** How XNU is found, what the compiler is told, and what is said of headers that cannot be read. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { generate } from "../../src/generate.js";
import { familyOf, resolveTarget, type TargetOptions } from "../../src/kernel/index.js";
import { FatalError } from "../../src/support/diagnostics.js";
import { hasProgram } from "../kernel/compilers.js";
import { expectProven } from "./judge.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-xnu-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function write(root: string, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

const SOURCES = write(join(scratch, "xnu"), {
  "osfmk/mach/mach_types.h": "#include <mach/machine/types.h>\ntypedef int kern_return_t;\n",
  "osfmk/mach/machine/types.h":
    "#if defined(__arm64__)\ntypedef unsigned long port_t;\n#else\ntypedef unsigned int port_t;\n#endif\n",
  "osfmk/mach/task.defs": "subsystem task 3400;\n",
  "osfmk/kern/inner.h": "#include <mach_kdp.h>\n",
  "osfmk/libsa/string.h": "extern unsigned long strlen(const char *);\n",
  "bsd/sys/param.h": "#define MAXPATHLEN 1024\n#ifdef KERNEL_PRIVATE\n#define PRIVATE_TOO 1\n#endif\n",
  "bsd/ptrcheck.h": "#define __counted_by(n)\n",
  "libkern/libkern/libkern.h":
    "#include <string.h>\n#include <ptrcheck.h>\n#include <TargetConditionals.h>\nstatic inline int lmax(int a, int b) { return a > b ? a : b; }\n",
  "libkern/libkern/c++/OSObject.h":
    "/*\nclass in a comment\n */\n#ifdef __cplusplus\nclass seen;\n#endif\nclass OSObject;\n",
  "iokit/IOKit/IOTypes.h": "#ifdef __cplusplus\nclass IOService;\n#else\ntypedef struct IOService IOService;\n#endif\n",
});
const FRAMEWORK = write(join(scratch, "Kernel.framework"), {
  "Headers/mach/mach_types.h": "typedef int kern_return_t;\n",
  "Headers/kern/thread.h": "\n",
  "Headers/libkern/libkern.h": "\n",
  "Headers/libkern/version.h": "#define VERSION_MAJOR 24\n#define VERSION_MINOR 3\n#define VERSION_REVISION 0\n",
  "Headers/sys/param.h": "\n",
  "PrivateHeaders/sys/secret.h": "#define SECRET 1\n",
});

const CLANG = { arch: "arm64", cc: "clang-16", cache: false } as const;

/** The error that ends the run. */
function failureOf(options: TargetOptions, include = "mach/mach_types.h"): string {
  const header = join(scratch, "input.h");
  writeFileSync(header, `#include <${include}>\n`);
  try {
    const { diagnostics } = generate({ ...options, headers: [header], out: join(scratch, "never") });
    return diagnostics.map(({ id }) => id).join();
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    const { id, message, help } = error.diagnostic;
    return `${id}: ${message}\n${help}`.replaceAll(scratch, "");
  }
}

describe.skipIf(!hasProgram("clang-16"))("the family xnu", () => {
  it("is found from the directory", () => {
    expect(familyOf(SOURCES)).toBe("xnu");
    expect(familyOf(FRAMEWORK)).toBe("xnu");
    expect(familyOf(join(FRAMEWORK, "Headers"))).toBe("xnu");
    expect(familyOf(scratch)).toBe("linux");
  });

  it("compiles as kernel extensions are, with the components' headers alone", () => {
    const arm = resolveTarget({ ...CLANG, kernelDir: SOURCES });
    expect(arm.cflags.slice(0, 5)).toEqual([
      ...["--target=arm64-apple-macosx", "-mmacosx-version-min=11.0", "-Os", "-std=gnu11", "-mkernel"],
    ]);
    expect(arm.cflags).toEqual(expect.arrayContaining(["-nostdinc", "-DKERNEL", "-DXNU_TARGET_OS_OSX"]));
    expect(arm.cflags).not.toContain("-msoft-float");
    expect(arm.includePath.angle.map((path) => path.replace(/^.*\/(?:xnu\/)/, ""))).toEqual([
      ...["osfmk", "bsd", "libkern", "iokit", "osfmk/libsa", "sdk"],
    ]);
    expect([arm.abi.platform, arm.abi.charSigned, arm.abi.floats["long double"]?.size]).toEqual(["apple", true, 8]);
    const intel = resolveTarget({ ...CLANG, arch: "x86_64", kernelDir: SOURCES });
    expect(intel.cflags).toContain("-msoft-float");
    expect(intel.abi.floats["long double"]?.size).toBe(16);
  });

  it("reads Kernel.framework of its release, and private headers when asked", () => {
    const target = resolveTarget({ ...CLANG, kernelDir: FRAMEWORK });
    expect([target.release, target.cflags[1]]).toEqual(["24.3.0", "-mmacosx-version-min=15.0"]);
    expect(failureOf({ ...CLANG, kernelDir: FRAMEWORK }, "sys/secret.h")).toMatch(/^include-not-found/);
    expect(failureOf({ ...CLANG, kernelDir: FRAMEWORK, cflags: ["-DKERNEL_PRIVATE"] }, "sys/secret.h")).toBe("");
  });

  it.each(["arm64", "x86_64"])("makes a crate for %s that clang and rustc prove", (arch) => {
    const header = join(scratch, "all.h");
    writeFileSync(
      header,
      "#include <mach/mach_types.h>\n#include <sys/param.h>\n#include <libkern/libkern.h>\n#include <IOKit/IOTypes.h>\nstruct buffer { int n; char *__counted_by(n) bytes; };\n",
    );
    const made = expectProven({ ...CLANG, arch, kernelDir: SOURCES }, [header], join(scratch, arch));
    expect(made.bindings).toContain(`pub type port_t = ::core::ffi::${arch === "arm64" ? "c_ulong" : "c_uint"};`);
    expect(made.bindings).not.toContain("PRIVATE_TOO");
    expect(made.bindings).toMatch(/C: `char \*__counted_by\(n\) bytes`\n *pub bytes: \*mut ::core::ffi::c_char,/);
    expect(made.bindings).toContain("pub const TARGET_OS_OSX: ::core::ffi::c_int = 1;");
  }, 60_000);

  it.each(["arm64", "x86_64"])("reads the headers for %s without a compiler alike", (arch) => {
    const header = join(scratch, "profile.h");
    writeFileSync(header, "#include <mach/mach_types.h>\n#include <libkern/libkern.h>\n");
    const bindingsWith = (cc: string) => {
      const options = {
        ...CLANG,
        cc,
        arch,
        kernelDir: SOURCES,
        headers: [header],
        out: join(scratch, `${arch}-${cc}`),
      };
      return generate(options).bindings;
    };
    expect(bindingsWith("none")).toBe(bindingsWith("clang-16"));
  });

  it("says what would make a header", () => {
    const failure = (include: string) => failureOf({ ...CLANG, kernelDir: SOURCES }, include);
    expect(failure("mach/task.h")).toBe(
      "include-not-found: mach/task.h: no such header\nMIG makes it from osfmk/mach/task.defs of the tree: " +
        "`mig -arch ARCH -DKERNEL -I osfmk -header DIR/mach/task.h osfmk/mach/task.defs`, then -- -I DIR",
    );
    expect(failure("mach/task_server.h")).toContain("-sheader DIR/mach/task_server.h osfmk/mach/task.defs");
    expect(failure("sys/sysproto.h")).toContain("bsd/kern/makesyscalls.sh");
    expect(failure("kern/inner.h")).toContain("config/MASTER");
    expect(failure("mach/no_such.h")).toContain("searched");
  });

  it("refuses C++", () => {
    expect(failureOf({ ...CLANG, kernelDir: SOURCES }, "libkern/c++/OSObject.h")).toMatch(
      /^header-refused: libkern\/libkern\/c\+\+\/OSObject.h: this header is C\+\+ \(line 7\)/,
    );
  });

  it("refuses what is no XNU, no machine of it, a configuration and a compiler for something else", () => {
    expect(failureOf({ ...CLANG, family: "xnu", kernelDir: scratch })).toMatch(/^not-a-kernel-directory/);
    expect(failureOf({ ...CLANG, arch: "riscv64", kernelDir: SOURCES })).toMatch(/^arch-unsupported/);
    expect(failureOf({ ...CLANG, kernelDir: SOURCES, config: "x" })).toMatch(/^no-configuration/);
    expect(failureOf({ cc: "gcc", arch: "x86_64", kernelDir: SOURCES })).toMatch(/^compiler-not-for-system/);
  });
});
