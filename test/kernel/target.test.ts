import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { compilerWords } from "../../src/kernel/compiler.js";
import { resolveTarget } from "../../src/kernel/index.js";
import type { KernelTarget } from "../../src/kernel/types.js";
import { definesIn, hasProgram, macrosOf } from "./compilers.js";

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-test-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Name of the fetched headers, architecture, the kernel's compiler. */
const KERNELS = [
  ["bookworm-6.1-amd64", "x86_64", "gcc-12"],
  ["bookworm-6.12-amd64", "x86_64", "x86_64-linux-gnu-gcc-12"],
  ["bookworm-6.1-arm64", "aarch64", "aarch64-linux-gnu-gcc-12"],
  ["bookworm-6.1-armmp", "armv7", "arm-linux-gnueabihf-gcc-12"],
  ["bookworm-6.1-s390x", "s390x", "s390x-linux-gnu-gcc-12"],
  ["bookworm-6.1-powerpc64le", "powerpc64le", "powerpc64le-linux-gnu-gcc-12"],
] as const;

/** Flags that name files, macros and includes: what is left decides about predefined macros. */
function withoutInputs(target: KernelTarget): string[] {
  const flags: string[] = [];
  for (let at = 0; at < target.cflags.length; at++) {
    const flag = target.cflags[at] ?? "";
    if (/^-(?:include|imacros|isystem|iquote|idirafter)$/.test(flag)) at++;
    else if (!/^-[DUI]/.test(flag)) flags.push(flag);
  }
  return flags;
}

describe.each(KERNELS)("%s", (name, arch, compiler) => {
  const kernelDir = kernelBuild(name);
  const options = { kernelDir: kernelDir ?? "", cache: false };
  const here = kernelDir !== null && hasProgram(compiler);

  it.skipIf(!here)("takes the kernel's compiler, flags, release and configuration", () => {
    const target = resolveTarget(options);
    expect(target).toMatchObject({
      family: "linux",
      arch,
      compiler: { kind: "gcc" },
      standard: "gnu11",
      diagnostics: [],
    });
    expect(target.abi.arch).toBe(arch);
    expect(target.cflags).toEqual(expect.arrayContaining(["-D__KERNEL__", "-DMODULE", "-nostdinc", "-std=gnu11"]));
    expect(target.forcedIncludes.map((file) => file.slice(file.lastIndexOf("/") + 1))).toEqual([
      "compiler-version.h",
      "kconfig.h",
      "compiler_types.h",
    ]);
    expect([...target.forcedIncludes, ...target.roots].filter((path) => !existsSync(path))).toEqual([]);
    expect(target.includePath.angle.filter((path) => !path.startsWith("/"))).toEqual([]);
    const uts = readFileSync(join(options.kernelDir, "include/generated/utsrelease.h"), "utf8");
    expect(uts).toContain(`"${target.release}"`);
    expect(target.config.get("CONFIG_MODULES")).toBe("y");
    expect(target.configHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it.skipIf(!here)("compiles a module's source with these flags alone", () => {
    const target = resolveTarget(options);
    const source = join(scratch, `${name}.c`);
    writeFileSync(source, "#include <linux/module.h>\nint x = sizeof(struct module);\n");
    const [program = "", ...own] = compilerWords(target.compiler?.command ?? "");
    execFileSync(program, [...own, ...target.cflags, "-fsyntax-only", source], { stdio: "pipe" });
  });

  it.skipIf(!here)("has the predefined macros of cc -dM -E", () => {
    const target = resolveTarget(options);
    const expected = macrosOf(compilerWords(target.compiler?.command ?? ""), withoutInputs(target));
    expect(definesIn(target.predefined.text)).toEqual(expected);
  });

  it.skipIf(!here)("needs no compiler: the profile gives the same macros, answers and ABI", () => {
    const real = resolveTarget(options);
    const profile = resolveTarget({ ...options, cc: "none" });
    expect(profile.compiler).toBeNull();
    expect(definesIn(profile.predefined.text)).toEqual(definesIn(real.predefined.text));
    expect(profile.abi).toEqual(real.abi);
    expect(profile.features.builtinMacros).toEqual(real.features.builtinMacros);
    for (const attribute of ["__packed__", "fallthrough", "__counted_by__", "btf_type_tag", "copy"]) {
      expect(profile.features.hasAttribute(attribute)).toBe(real.features.hasAttribute(attribute));
    }
    expect(profile.macros).toEqual(real.macros);
    expect(profile.includePath).toEqual(real.includePath);
  });
});

describe("one kernel", () => {
  const kernelDir = kernelBuild("bookworm-6.1-amd64");
  const here = kernelDir !== null && hasProgram("gcc-12");
  const options = { kernelDir: kernelDir ?? "", cache: false };

  it.skipIf(!here)("asks clang when told to, and leaves out what it does not take", () => {
    if (!hasProgram("clang")) return;
    const target = resolveTarget({ ...options, cc: "clang" });
    expect(target.compiler?.kind).toBe("clang");
    expect(target.abi.compiler).toBe("clang");
    expect(target.cflags).not.toContain("-fconserve-stack");
    expect(target.diagnostics.map(({ id }) => id)).toEqual(["flag-not-understood"]);
    expect(target.features.builtinMacros.has("__has_feature")).toBe(true);
    expect(target.features.hasFeature("address_sanitizer")).toBe(0);
    expect(target.features.hasAttribute("overloadable")).toBe(1);
  });

  it.skipIf(!here)("answers the compiler's features, known names and new ones", () => {
    const { features } = resolveTarget(options);
    expect(features.builtinMacros.has("__has_attribute")).toBe(true);
    expect(features.builtinMacros.has("__has_feature")).toBe(false);
    expect(features.hasAttribute("packed")).toBe(1);
    expect(features.hasAttribute("__packed__")).toBe(1);
    expect(features.hasAttribute("counted_by")).toBe(0);
    expect(features.hasAttribute("ms_hook_prologue")).toBe(1);
    expect(features.hasAttribute("no_such_attribute")).toBe(0);
    expect(features.hasCAttribute("fallthrough")).toBe(201904);
    expect(features.hasBuiltin("__builtin_add_overflow")).toBe(1);
    expect(features.hasBuiltin("__builtin_ia32_rdtsc")).toBe(1);
    expect(features.hasBuiltin("x) foo (")).toBe(0);
    expect(features.hasFeature("address_sanitizer")).toBe(0);
  });

  it.skipIf(!here)("takes the same configuration as no other one", () => {
    const config = join(options.kernelDir, ".config");
    const own = resolveTarget(options);
    const same = resolveTarget({ ...options, config });
    expect(same.configHash).toBe(own.configHash);
    expect(same.cflags).toEqual(own.cflags);
    const [path = "", text = ""] = [...same.overlay][0] ?? [];
    expect(path).toBe(join(own.roots[0] ?? "", "include/generated/autoconf.h"));
    expect(definesIn(text)).toEqual(definesIn(readFileSync(path, "latin1")));
  });

  it.skipIf(!here)("makes autoconf.h and flags from another configuration, and tells of unknown symbols", () => {
    const config = join(scratch, "other.config");
    const text = readFileSync(join(options.kernelDir, ".config"), "latin1")
      .replace("CONFIG_SMP=y\n", "# CONFIG_SMP is not set\n")
      .replace("CONFIG_FUNCTION_TRACER=y\n", "");
    writeFileSync(config, `${text}CONFIG_HZ=999\nCONFIG_MODULEZ=y\n`);
    const own = resolveTarget(options);
    const other = resolveTarget({ ...options, config });
    const defines = definesIn([...other.overlay.values()][0] ?? "");
    expect(defines.has("CONFIG_SMP")).toBe(false);
    expect(defines.get("CONFIG_HZ")).toBe("999");
    expect(own.cflags).toContain("-DCC_USING_FENTRY");
    expect(other.cflags).not.toContain("-DCC_USING_FENTRY");
    expect(other.configHash).not.toBe(own.configHash);
    expect(other.diagnostics).toHaveLength(1);
    expect(other.diagnostics[0]).toMatchObject({
      id: "unknown-config-symbol",
      severity: "warning",
      message: "the kernel tree knows no CONFIG_MODULEZ; did you mean CONFIG_MODULES?",
      where: { path: config, line: text.split("\n").length + 1 },
    });
  });

  it.skipIf(!here)("appends the user's flags", () => {
    const target = resolveTarget({ ...options, cflags: ["-DMINE=3", "-I", scratch] });
    expect(target.macros.at(-1)).toEqual({ kind: "define", name: "MINE", parameters: null, body: "3" });
    expect(target.includePath.angle.at(-1)).toBe(scratch);
  });

  it.skipIf(!here)("remembers answers until the tree changes", () => {
    const cache = join(scratch, "cache");
    const saved = process.env["XDG_CACHE_HOME"];
    process.env["XDG_CACHE_HOME"] = cache;
    try {
      const first = resolveTarget({ kernelDir: options.kernelDir });
      const entries = execFileSync("find", [join(cache, "kbindgen"), "-name", "*.json"], { encoding: "utf8" });
      expect(entries.trim().split("\n")).toHaveLength(2);
      const started = performance.now();
      const second = resolveTarget({ kernelDir: options.kernelDir });
      expect(performance.now() - started).toBeLessThan(1000);
      expect(second.cflags).toEqual(first.cflags);
      expect(second.predefined).toEqual(first.predefined);
    } finally {
      if (saved === undefined) delete process.env["XDG_CACHE_HOME"];
      else process.env["XDG_CACHE_HOME"] = saved;
    }
  });

  it.skipIf(!here)("may be a configured source tree, with relative paths in kbuild's flags", () => {
    const tree = join(scratch, "source-tree");
    const from = (part: string) => join(options.kernelDir, part);
    cpSync(realpathSync(join(options.kernelDir, "../source")), tree, { recursive: true, dereference: true });
    rmSync(join(tree, "scripts"), { recursive: true });
    for (const part of ["include", "arch"]) cpSync(from(part), join(tree, part), { recursive: true });
    cpSync(realpathSync(from("scripts")), join(tree, "scripts"), { recursive: true, dereference: true });
    cpSync(from(".config"), join(tree, ".config"));
    const target = resolveTarget({ kernelDir: tree, cache: false });
    expect(target.roots).toEqual([tree]);
    expect(target.forcedIncludes[1]).toBe(join(tree, "include/linux/kconfig.h"));
    expect(target.includePath.angle[0]).toBe(join(tree, "arch/x86/include"));
    const apart = resolveTarget(options);
    const plain = (it: KernelTarget) => it.cflags.filter((flag) => !flag.includes("/"));
    expect(plain(target)).toEqual(plain(apart));
  });

  it.skipIf(!here)("gives the same flags, relative to the tree, at another path", () => {
    // The package root with build and source tree, moved: every absolute path in it must follow.
    const copy = join(scratch, "moved");
    const root = join(options.kernelDir, "..");
    cpSync(root, copy, { recursive: true, verbatimSymlinks: true });
    const here = resolveTarget(options);
    const moved = resolveTarget({ kernelDir: join(copy, "build"), cache: false });
    const relative = (target: KernelTarget) =>
      target.cflags.map((flag) =>
        target.roots.reduce((text, path, index) => text.replaceAll(path, `<${index}>`), flag),
      );
    expect(relative(moved)).toEqual(relative(here));
    expect(relative(here).join(" ")).not.toContain(root);
  });
});
