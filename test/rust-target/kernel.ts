/** Kernels that are only a configuration, and code to compile for them. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Architecture } from "../../src/kernel/abi/types.js";
import { run } from "../../src/kernel/process.js";
import { chooseFlags } from "../../src/rust-target/choose.js";
import { flagsText, type RustTarget, specificationText } from "../../src/rust-target/index.js";
import { linuxTable } from "../../src/rust-target/linux/index.js";
import type { Rustc } from "../../src/rust-target/rustc.js";

/** The symbols by which kbindgen tells architectures apart. */
export const ARCH_SYMBOLS: Readonly<Record<Architecture, readonly string[]>> = {
  x86_64: ["X86_64=y"],
  i686: ["X86_32=y"],
  aarch64: ["ARM64=y"],
  armv7: ["ARM=y"],
  riscv64: ["RISCV=y", "64BIT=y"],
  s390x: ["S390=y", "64BIT=y"],
  powerpc64le: ["PPC64=y", "CPU_LITTLE_ENDIAN=y"],
  loongarch64: ["LOONGARCH=y", "64BIT=y"],
  mips64el: ["MIPS=y", "64BIT=y", "CPU_LITTLE_ENDIAN=y"],
};

/** A build directory below `scratch` with these symbols set (`RETPOLINE=y`). */
export function kernelWith(scratch: string, arch: Architecture, symbols: readonly string[]): string {
  const build = mkdtempSync(join(scratch, "kernel-"));
  mkdirSync(join(build, "include/generated"), { recursive: true });
  writeFileSync(join(build, "Makefile"), "VERSION = 7\n");
  writeFileSync(join(build, "include/generated/autoconf.h"), "");
  writeFileSync(join(build, "include/generated/utsrelease.h"), '#define UTS_RELEASE "7.2.0-test"\n');
  writeFileSync(join(build, ".config"), [...ARCH_SYMBOLS[arch], ...symbols].map((it) => `CONFIG_${it}\n`).join(""));
  return build;
}

/** `1.95` of the installed rustc as 95; null without rustc. */
export function rustcMinor(): number | null {
  const minor = /^rustc 1\.(\d+)\./.exec(run(["rustc", "--version"]).stdout)?.[1];
  return minor === undefined ? null : Number(minor);
}

/**
 * A crate that needs no `core`: copies that invite vector instructions, floating arguments, a leaf function with locals,
 * an indirect call and a switch.
 */
export function crateText(minor: number): string {
  const sized =
    minor < 90
      ? '#[lang = "sized"] pub trait Sized {}'
      : `#[lang = "pointee_sized"] pub trait PointeeSized {}
#[lang = "meta_sized"] pub trait MetaSized: PointeeSized {}
#[lang = "sized"] pub trait Sized: MetaSized {}`;
  return `#![feature(no_core, lang_items)]
#![allow(internal_features)]
#![no_core]
${sized}
#[lang = "copy"] pub trait Copy {}
impl Copy for u64 {}
impl Copy for f64 {}
impl<T: Copy, const N: usize> Copy for [T; N] {}
#[no_mangle] pub extern "C" fn copy(to: &mut [u64; 8], from: &[u64; 8]) { *to = *from }
#[no_mangle] pub extern "C" fn float(x: f64) -> f64 { x }
#[no_mangle] pub extern "C" fn leaf(n: u64) -> u64 { let m = match n { 0 => 7, 1 => 99, _ => n }; m }
#[no_mangle] pub extern "C" fn indirect(f: extern "C" fn(u64) -> u64) -> u64 { f(1) }
#[no_mangle] pub extern "C" fn jump(f: extern "C" fn(u64) -> u64, n: u64) -> u64 { f(n) }
extern "C" { fn e0(); fn e1(); fn e2(); fn e3(); fn e4(); fn e5(); }
#[no_mangle] pub unsafe extern "C" fn switch(n: u64) {
    match n { 0 => e0(), 1 => e1(), 2 => e2(), 3 => e3(), 4 => e4(), 5 => e5(), _ => {} }
}
`;
}

/**
 * Compiles the crate.
 * @param emit `obj` or `llvm-ir`
 * @returns the path of what rustc wrote
 */
export function compileCrate(
  scratch: string,
  minor: number,
  target: Pick<RustTarget, "specification" | "builtin" | "flags">,
  emit: "obj" | "llvm-ir" = "obj",
  more: readonly string[] = [],
): string {
  const folder = mkdtempSync(join(scratch, "crate-"));
  const [source, spec, flags, out] = ["x.rs", "target.json", "rustflags", "x.out"].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  writeFileSync(source, crateText(minor));
  if (target.specification !== null) writeFileSync(spec, specificationText(target.specification));
  writeFileSync(flags, flagsText(target, spec));
  const command = [
    "rustc",
    `@${flags}`,
    ...more,
    "--crate-type=lib",
    "--crate-name=x",
    `--emit=${emit}=${out}`,
    source,
  ];
  const { status, stderr } = run(command, { cwd: folder, env: { RUSTC_BOOTSTRAP: "1" } });
  if (status !== 0) throw new Error(stderr);
  return out;
}

/** A rustc that knows these options; none is run. */
export function rustcKnowing(version: string, options: readonly string[]): Rustc {
  return { words: ["rustc"], version, nightly: false, options: new Set(options) };
}

/** Every option of rustc that a table for Linux names. */
export const ALL_OPTIONS = [
  ...["Cpanic", "Cembed-bitcode", "Clto", "Cforce-unwind-tables", "Ccodegen-units", "Csymbol-mangling-version"],
  ...["Crelocation-model", "Copt-level", "Cdebug-assertions", "Coverflow-checks", "Cforce-frame-pointers"],
  ...["Cdebuginfo", "Cdwarf-version", "Ctarget-cpu", "Ctarget-feature", "Cno-redzone", "Ccode-model", "Cjump-tables"],
  ...["Zfunction-sections", "Zllvm-module-flag", "Zsanitizer", "Zmerge-functions", "Zsanitizer-cfi-normalize-integers"],
  ...["Ztune-cpu", "Zcf-protection", "Zretpoline-external-thunk", "Zfunction-return", "Zpatchable-function-entry"],
  ...["Zsanitizer-kcfi-arity", "Zuse-sync-unwind", "Zbranch-protection", "Zfixed-x18", "Zpacked-stack"],
  "Zdirect-access-external-data",
];

/** The flags of a configuration for a rustc that knows them all. */
export function flagsOf(arch: Architecture, symbols: readonly string[], wish = { builtin: false, stable: false }) {
  const config = new Map(symbols.map((symbol) => [`CONFIG_${symbol.split("=")[0]}`, symbol.split("=")[1] ?? ""]));
  const table = linuxTable(arch);
  if (table === null) throw new Error(arch);
  return chooseFlags(table.flags, config, rustcKnowing("1.95.0", ALL_OPTIONS), wish);
}
