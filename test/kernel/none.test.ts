import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ARCHITECTURES } from "../../src/kernel/abi/types.js";
import { ARCHITECTURE_NAMES } from "../../src/kernel/architecture.js";
import { compilerWords } from "../../src/kernel/compiler.js";
import { freestandingDirectory } from "../../src/kernel/freestanding.js";
import { resolveTarget } from "../../src/kernel/index.js";
import { definesIn, hasProgram, macrosOf } from "./compilers.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const HEADERS = [
  "stddef.h",
  "stdint.h",
  "stdarg.h",
  "stdbool.h",
  "stdalign.h",
  "stdnoreturn.h",
  "iso646.h",
  "limits.h",
  "float.h",
];

describe.each(ARCHITECTURES)("family none for %s", (arch) => {
  const gcc = `${ARCHITECTURE_NAMES[arch].triples[0]}-gcc`;

  it("needs no compiler", () => {
    const target = resolveTarget({ family: "none", arch, cc: "none", cache: false });
    expect(target.arch).toBe(arch);
    expect(target.compiler).toBeNull();
    expect(target.includePath.angle).toEqual([freestandingDirectory()]);
    expect(definesIn(target.predefined.text).get("__SIZEOF_POINTER__")).toBe(String(target.abi.pointer.size));
  });

  it.skipIf(!hasProgram(gcc))("has gcc's macros and include directories", () => {
    const target = resolveTarget({ family: "none", arch, cflags: ["-O2", "-std=c99"], cache: false });
    expect(target.compiler?.kind).toBe("gcc");
    const words = compilerWords(target.compiler?.command ?? "");
    expect(definesIn(target.predefined.text)).toEqual(macrosOf(words, target.cflags));
    expect(target.standard).toBe("c99");
    expect(target.dialect).toEqual({ msExtensions: false, trigraphs: true, gnuExtensions: false });
    writeFileSync(join(scratch, "x.h"), "#include <stddef.h>\n");
    const [program = "", ...own] = words;
    const text = execFileSync(program, [...own, ...target.cflags, "-E", join(scratch, "x.h")], { encoding: "utf8" });
    const found = /^# 1 "(.*\/stddef\.h)"/m.exec(text)?.[1] ?? "";
    expect(target.includePath.angle.some((directory) => found.startsWith(`${directory}/`))).toBe(true);
  });

  it.skipIf(!hasProgram("clang-16"))("compiles with clang for it", () => {
    const target = resolveTarget({ family: "none", arch, cc: "clang-16", cache: false });
    expect(target.arch).toBe(arch);
    expect(target.compiler?.kind).toBe("clang");
    expect(definesIn(target.predefined.text)).toEqual(macrosOf(["clang-16"], target.cflags));
  });

  it.skipIf(!hasProgram(gcc))("has freestanding headers that mean what gcc's mean", () => {
    const names = [
      "SIZE_MAX",
      "INT64_MIN",
      "UINT32_MAX",
      "INTPTR_MAX",
      "PTRDIFF_MIN",
      "WCHAR_MAX",
      "CHAR_MIN",
      "CHAR_MAX",
    ];
    const limits = ["LONG_MIN", "ULONG_MAX", "ULLONG_MAX", "USHRT_MAX", "INT_FAST16_MAX", "UINTMAX_MAX", "SCHAR_MIN"];
    const types = ["size_t", "ptrdiff_t", "wchar_t", "int_fast16_t", "uint64_t", "intmax_t", "va_list"];
    const lines = HEADERS.map((name) => `#include <${name}>`);
    for (const name of [...names, ...limits, "INT64_C(5)", "UINT8_C(5)"]) {
      lines.push(`__typeof__(${name}) v_${name.replace(/\W/g, "_")} = ${name};`);
    }
    for (const name of types) lines.push(`${name} t_${name};`);
    lines.push("unsigned long maximum = sizeof(max_align_t) * 1000 + _Alignof(max_align_t);");
    lines.push("long double floats[] = { FLT_MAX, DBL_EPSILON, LDBL_MIN, FLT_TRUE_MIN, LDBL_DIG };");
    const file = join(scratch, `${arch}.c`);
    writeFileSync(file, `${lines.join("\n")}\n`);
    // Cross compilers come without a C library: gcc's limits.h is not to look for that one's.
    const standalone = ["-ffreestanding", "-D_LIBC_LIMITS_H_"];
    const assembly = (flags: readonly string[]) =>
      execFileSync(gcc, ["-std=gnu11", ...standalone, "-S", "-o", "-", ...flags, file], { encoding: "utf8" });
    expect(assembly(["-nostdinc", "-isystem", freestandingDirectory()])).toBe(assembly([]));
  });
});

/** The flags of kernels on these targets that predefined macros depend on. */
const SYSTEMS: Readonly<Record<string, readonly string[]>> = {
  "x86_64-unknown-freebsd14": ["-O2", "-ffreestanding", "-mcmodel=kernel", "-mno-red-zone", "-mno-sse", "-msoft-float"],
  "x86_64-unknown-freebsd15": ["-std=gnu17", "-fwrapv", "-fno-omit-frame-pointer", "-mno-mmx", "-fstack-protector"],
  "aarch64-unknown-freebsd14": ["-O2", "-ffreestanding", "-mgeneral-regs-only", "-ffixed-x18", "-std=iso9899:1999"],
  "x86_64-apple-macosx": ["-Os", "-mkernel", "-std=gnu11"],
  "arm64-apple-macosx": ["-O2", "-mkernel", "-mgeneral-regs-only"],
};

describe.each(Object.entries(SYSTEMS))("the profile of clang for %s", (triple, flags) => {
  const cflags = [`--target=${triple}`, "-nostdinc", ...flags];

  it.skipIf(!hasProgram("clang-16"))("says what clang says", () => {
    const profile = resolveTarget({ family: "none", cc: "none", cflags, cache: false });
    const clang = resolveTarget({ family: "none", cc: "clang-16", cflags, cache: false });
    expect(definesIn(profile.predefined.text)).toEqual(definesIn(clang.predefined.text));
    expect(profile.features.builtinMacros).toEqual(clang.features.builtinMacros);
    for (const name of ["availability", "swiftcall", "pcs", "ms_abi"]) {
      expect([name, profile.features.hasAttribute(name)]).toEqual([name, clang.features.hasAttribute(name)]);
    }
    for (const name of ["blocks", "nullability", "tls", "ptrauth_calls", "c_atomic"]) {
      expect([name, profile.features.hasFeature(name)]).toEqual([name, clang.features.hasFeature(name)]);
    }
    expect(profile.features.hasBuiltin("__builtin_ia32_pause")).toBe(Number(triple.startsWith("x86_64")));
    expect({ ...profile.abi, compiler: null }).toEqual({ ...clang.abi, compiler: null });
  });
});

describe("include path", () => {
  it.skipIf(!hasProgram("gcc"))(
    "searches as gcc says: -I, -isystem, own, -idirafter; a system directory stays one",
    () => {
      const dirs = ["a", "b", "c"].map((name) => mkdtempSync(join(scratch, name)));
      const [a = "", b = "", c = ""] = dirs;
      const cflags = ["-I", a, "-idirafter", c, "-isystem", b, "-I/usr/include", `-I${a}`];
      const target = resolveTarget({ family: "none", cflags, cc: "gcc", cache: false });
      const verbose = execFileSync("sh", ["-c", `gcc ${cflags.join(" ")} -E -v -x c /dev/null 2>&1`], {
        encoding: "utf8",
      });
      const listed =
        /search starts here:\n#include <\.\.\.> search starts here:\n([\s\S]*?)End of search/.exec(verbose)?.[1] ?? "";
      expect(target.includePath.angle).toEqual(listed.trim().split(/\s*\n\s*/));
      expect(target.includePath.system.has(b)).toBe(true);
      expect(target.includePath.system.has(a)).toBe(false);
    },
  );
});
