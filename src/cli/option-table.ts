/**
 * Every option of the command line, once: yargs, `kbindgen.toml` and `docs/cli.md` are made from this table.
 */

import { FAMILIES } from "../kernel/types.js";
import { TEMPLATE_NAMES } from "../scaffold.js";

export const COMMAND_NAMES = ["generate", "preprocess", "explain", "check", "target", "core", "new"] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

/** `switch` takes no value; `strings` may be given several times. */
export type OptionKind = "string" | "strings" | "switch";

export interface CliOption {
  /** Long name without dashes, which is the key in `kbindgen.toml` as well. */
  readonly name: string;
  readonly short?: string;
  readonly kind: OptionKind;
  /** What the value is, for help texts: `DIR`, `FILE`. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly description: string;
  /** In words, for help and documentation. */
  readonly byDefault?: string;
  /** A switch that is on unless turned off (`--no-docs`). */
  readonly on?: boolean;
  /** A path: in `kbindgen.toml` it is relative to that file. */
  readonly path?: boolean;
  readonly commands: readonly CommandName[];
  readonly group: "Target" | "Selection" | "Output" | "General";
  /** May not stand in `kbindgen.toml`. */
  readonly commandLineOnly?: boolean;
}

const READERS: readonly CommandName[] = ["generate", "preprocess", "explain"];
const COMPILING: readonly CommandName[] = [...READERS, "check"];
/** What has to do with one kernel. */
const KERNEL: readonly CommandName[] = [...COMPILING, "target"];
const ALL: readonly CommandName[] = COMMAND_NAMES;
const GENERATE: readonly CommandName[] = ["generate"];

export const OPTIONS: readonly CliOption[] = [
  {
    ...{ name: "kernel-dir", short: "k", kind: "string", value: "DIR", path: true, commands: KERNEL, group: "Target" },
    description:
      "Linux build directory or configured source tree; source tree or /usr/include of FreeBSD; source tree of XNU, or Kernel.framework",
    byDefault:
      "/lib/modules/$(uname -r)/build, else the newest /usr/src/linux-headers-*; on FreeBSD /usr/src; on macOS the SDK's Kernel.framework",
  },
  {
    ...{ name: "config", kind: "string", value: "FILE", path: true, commands: KERNEL, group: "Target" },
    description: "another .config for the same kernel tree; a FreeBSD kernel configuration (config(5))",
    byDefault: "the tree's own; of FreeBSD what modules are built with by themselves",
  },
  {
    ...{ name: "arch", kind: "string", value: "ARCH", commands: [...READERS, "target"], group: "Target" },
    description: "architecture: x86_64, i686, aarch64, armv7, riscv64, s390x, powerpc64le, loongarch64 or mips64el",
    byDefault: "what the kernel is configured for",
  },
  {
    ...{ name: "family", kind: "string", value: "FAMILY", commands: [...READERS, "target"], group: "Target" },
    choices: FAMILIES,
    description: "whose kernel, with its own flags; none: any C header, with the flags after --",
    byDefault: "what --kernel-dir holds, else linux",
  },
  {
    ...{ name: "cc", kind: "string", value: "CC", commands: COMPILING, group: "Target" },
    description: "C compiler: a name, a path, or 'none' for the shipped profile",
    byDefault: "the one that .config names, else the nearest present",
  },
  {
    ...{ name: "cache", kind: "switch", on: true, commands: COMPILING, group: "Target" },
    description: "remember what kbuild and the compiler answered",
  },
  {
    ...{ name: "allow", kind: "strings", value: "RE", commands: GENERATE, group: "Selection" },
    description: "keep only what matches, and what that needs (whole names)",
  },
  {
    ...{ name: "used-by", kind: "strings", value: "PATH", path: true, commands: GENERATE, group: "Selection" },
    description: "keep only what these Rust files or folders mention, and what that needs",
  },
  {
    ...{ name: "exported-only", kind: "switch", commands: GENERATE, group: "Selection" },
    description: "leave out functions and variables that modules cannot link with, and shims that use such",
  },
  {
    ...{ name: "block", kind: "strings", value: "RE", commands: GENERATE, group: "Selection" },
    description: "leave out what matches",
  },
  {
    ...{ name: "opaque", kind: "strings", value: "RE", commands: GENERATE, group: "Selection" },
    description: "show only size and alignment of what matches",
  },
  {
    ...{ name: "macros", kind: "strings", value: "PROTOTYPE", commands: ["generate", "explain"], group: "Selection" },
    description:
      "prototype of a macro: 'void init(struct s *s)', or with what it evaluates 'struct s *me(void) = current'",
  },
  {
    ...{ name: "shims", kind: "string", value: "WHICH", commands: GENERATE, group: "Selection" },
    description: "inline functions that get a shim: all, reachable (of kept types only), none, or a pattern of names",
    byDefault: "those that are kept",
  },
  {
    ...{ name: "deny-skipped", kind: "switch", commands: GENERATE, group: "Selection" },
    description: "anything asked for that cannot be expressed is an error",
  },
  {
    ...{ name: "header", kind: "strings", value: "HEADER", path: true, commands: ["explain"], group: "Selection" },
    description: "header in which to look for the names",
    byDefault: "the headers of kbindgen.toml, else linux/module.h and others that modules use",
    commandLineOnly: true,
  },
  {
    ...{ name: "out", short: "o", kind: "string", value: "DIR", path: true, commands: GENERATE, group: "Output" },
    description: "folder of the crate",
    byDefault: "kernel-sys",
  },
  {
    ...{ name: "bindings", kind: "string", value: "FILE", path: true, commands: GENERATE, group: "Output" },
    description: "write the bindings alone to FILE, '-' for standard output",
  },
  {
    ...{ name: "shim-prefix", kind: "string", value: "PREFIX", commands: GENERATE, group: "Output" },
    description: "what the C names of shims begin with",
    byDefault: "rust_helper_",
  },
  {
    ...{ name: "shim-attributes", kind: "string", value: "TEXT", commands: GENERATE, group: "Output" },
    description: "C text before each shim: a macro, a section, a visibility",
  },
  {
    ...{ name: "shim-bitcode", kind: "switch", commands: GENERATE, group: "Output" },
    description: "write c/helpers.bc and c/inline.sh too, to inline shims into Rust; needs clang as the compiler",
  },
  {
    ...{ name: "rust-target", kind: "string", value: "1.NN", commands: GENERATE, group: "Output" },
    description: "oldest Rust that the crate compiles with, 1.68 or newer",
  },
  {
    ...{ name: "rust-edition", kind: "string", value: "EDITION", commands: GENERATE, group: "Output" },
    choices: ["2018", "2021", "2024"],
    description: "edition of the crate",
    byDefault: "2021",
  },
  {
    ...{ name: "macro-types", kind: "string", value: "RULE", commands: GENERATE, group: "Output" },
    choices: ["c", "bindgen"],
    description: "type of macro constants: C's own, or bindgen's choice by value",
    byDefault: "c",
  },
  {
    ...{ name: "docs", kind: "switch", on: true, commands: GENERATE, group: "Output" },
    description: "carry documentation comments over",
  },
  {
    ...{ name: "report", kind: "string", value: "FILE", path: true, commands: GENERATE, group: "Output" },
    description: "write the report (every item and what became of it) to FILE too",
  },
  {
    ...{ name: "depfile", kind: "string", value: "FILE", path: true, commands: GENERATE, group: "Output" },
    description: "write a dependency file for make",
  },
  {
    ...{ name: "cflags-file", kind: "string", value: "FILE", path: true, commands: GENERATE, group: "Output" },
    description: "write the flags with which shims and proof are compiled, for `cc @FILE`",
  },
  {
    ...{ name: "defines", kind: "switch", commands: ["preprocess"], group: "Output", commandLineOnly: true },
    description: "keep #define directives (-dD does the same)",
  },
  {
    ...{ name: "line-markers", kind: "switch", on: true, commands: ["preprocess"], group: "Output" },
    description: 'print # LINE "FILE" marks (-P turns them off)',
    commandLineOnly: true,
  },
  {
    ...{ name: "output", kind: "string", value: "FILE", path: true, commands: ["preprocess"], group: "Output" },
    description: "write to FILE instead of standard output",
    commandLineOnly: true,
  },
  {
    ...{ name: "out", short: "o", kind: "string", value: "DIR", commands: ["target"], group: "Output" },
    description: "folder for target.json and rustflags",
    byDefault: "rust-target",
    commandLineOnly: true,
  },
  {
    ...{ name: "print", kind: "string", value: "WHAT", commands: ["target"], group: "Output" },
    choices: ["flags", "spec"],
    description: "print one of the two instead of writing files",
    commandLineOnly: true,
  },
  {
    ...{ name: "builtin", kind: "switch", commands: ["target"], group: "Target", commandLineOnly: true },
    description: "rustc's built-in target instead of a specification",
  },
  {
    ...{ name: "stable", kind: "switch", commands: ["target"], group: "Target", commandLineOnly: true },
    description: "only flags that need no RUSTC_BOOTSTRAP=1; implies --builtin",
  },
  {
    ...{ name: "rustc", kind: "string", value: "RUSTC", commands: ["check", "target", "core"], group: "Target" },
    description: "Rust compiler; for check also 'none', to leave the Rust side out",
    byDefault: "rustc",
  },
  {
    ...{ name: "rust-src", kind: "string", value: "DIR", commands: ["core"], group: "Target", commandLineOnly: true },
    description: "folder 'library' of the source of this rustc",
    byDefault: "$RUST_LIB_SRC, else the one in rustc's sysroot",
  },
  {
    ...{ name: "template", kind: "string", value: "NAME", commands: ["new"], group: "Output", commandLineOnly: true },
    choices: TEMPLATE_NAMES,
    description: "what the module does",
    byDefault: "linux-module",
  },
  {
    ...{ name: "json", kind: "switch", commands: KERNEL, group: "General" },
    description: "print the result as JSON on standard output",
  },
  {
    ...{ name: "quiet", short: "q", kind: "switch", commands: ALL, group: "General" },
    description: "print errors only",
  },
  {
    ...{ name: "debug", kind: "switch", commands: ALL, group: "General", commandLineOnly: true },
    description: "print timings of each stage, and stack traces",
  },
  {
    ...{
      name: "project",
      kind: "string",
      value: "FILE",
      commands: [...KERNEL, "core"],
      group: "General",
      commandLineOnly: true,
    },
    description: "project file, 'none' to read none",
    byDefault: "kbindgen.toml in this folder, where there is one",
  },
];

/** Keys of `kbindgen.toml` beside the options: what the command line says without a flag. */
export const PROJECT_ONLY_KEYS = ["headers", "cflags"] as const;

export interface CommandText {
  /** As yargs takes it. */
  readonly usage: string;
  readonly summary: string;
  /** null: the command takes none. */
  readonly positional: { readonly name: string; readonly description: string } | null;
  readonly takesCflags: boolean;
  readonly examples: readonly { readonly command: string; readonly does: string }[];
}

export const COMMANDS: Readonly<Record<CommandName, CommandText>> = {
  generate: {
    usage: "generate [header..]",
    summary: "write a Rust crate with the bindings of C headers, and its proof",
    positional: { name: "header", description: "a file, or linux/fs.h as in #include <linux/fs.h>" },
    takesCflags: true,
    examples: [
      { command: "kbindgen generate linux/fs.h linux/cdev.h", does: "bind to the running kernel" },
      { command: "kbindgen generate my.h -k ../linux --allow 'my_.*' --out my-sys", does: "only some names" },
      { command: "kbindgen generate --family none --arch s390x x.h -- -I include -DX=1", does: "any C header" },
    ],
  },
  preprocess: {
    usage: "preprocess [header..]",
    summary: "print the expanded translation unit, as cc -E does",
    positional: { name: "header", description: "a file, or linux/fs.h as in #include <linux/fs.h>" },
    takesCflags: true,
    examples: [
      { command: "kbindgen preprocess linux/list.h", does: "declarations as this kernel sees them" },
      { command: "kbindgen preprocess -dD linux/list.h", does: "with the macros" },
    ],
  },
  explain: {
    usage: "explain <name..>",
    summary: "say where an item comes from, its layout, and why it is rendered so",
    positional: { name: "name", description: "a type, function, constant or macro of C" },
    takesCflags: true,
    examples: [
      { command: "kbindgen explain file_operations", does: "fields, offsets and holes" },
      { command: "kbindgen explain GFP_KERNEL --header linux/gfp.h", does: "a macro and its value" },
    ],
  },
  check: {
    usage: "check [crate]",
    summary: "prove a generated crate against the kernel's compiler and rustc",
    positional: { name: "crate", description: "folder of the crate (default: kernel-sys)" },
    takesCflags: true,
    examples: [
      { command: "kbindgen check kernel-sys", does: "with the compiler of the kernel" },
      { command: "kbindgen check kernel-sys --cc clang", does: "with another one" },
    ],
  },
  target: {
    usage: "target",
    summary: "write the target specification and the flags with which rustc compiles for a kernel",
    positional: null,
    takesCflags: false,
    examples: [
      { command: "kbindgen target && RUSTC_BOOTSTRAP=1 rustc @rust-target/rustflags x.rs", does: "as the kernel's C" },
      { command: "kbindgen target --stable --print flags", does: "what a stable rustc takes as it is" },
      { command: "kbindgen target --family freebsd --arch arm64", does: "for modules of another kernel" },
    ],
  },
  core: {
    usage: "core [target]",
    summary: "build Rust's core library for a kernel, once, and print its sysroot",
    positional: { name: "target", description: "folder that `kbindgen target` wrote (default: rust-target)" },
    takesCflags: false,
    examples: [
      { command: "kbindgen target && rustc --sysroot $(kbindgen core) @rust-target/rustflags x.rs", does: "no std" },
    ],
  },
  new: {
    usage: "new <name>",
    summary: "start a kernel module in Rust: sources, makefile and project file in a new folder",
    positional: { name: "name", description: "the module's name; the folder is called so" },
    takesCflags: false,
    examples: [
      { command: "kbindgen new hello", does: "a module that says hello" },
      { command: "kbindgen new echo --template linux-misc-device", does: "a character device" },
    ],
  },
};

/** The options of one command. */
export function optionsOf(command: CommandName): readonly CliOption[] {
  return OPTIONS.filter((option) => option.commands.includes(command));
}
