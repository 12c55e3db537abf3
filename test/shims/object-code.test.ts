/**
 * Shims as Rust calls them: functions that only compute are called through the crate and by C, with the same arguments
 * and the same memory, and must leave the same result and the same memory behind. Both are compiled with the kernel's
 * own flags and run on this machine: code of `-mcmodel=kernel` runs at low addresses too.
 *
 * `pure.txt` has the functions, and a letter for each parameter: see `arguments.rs`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { kernelBuild } from "../../scripts/kernels.mjs";
import { generate } from "../../src/generate.js";
import { itemId } from "../../src/ir/item-id.js";
import type { FunctionItem, IrType, Item, ItemId } from "../../src/ir/types.js";
import type { GenerateOptions } from "../../src/options.js";
import { analyseHeaders } from "../../src/pipeline.js";
import { hasProgram } from "../kernel/compilers.js";

const CC = "gcc-12";
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const scratch = mkdtempSync(join(tmpdir(), "kbindgen-object-code-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: 60_000,
  });
  if (error !== undefined) throw new Error(`${command}: ${error.message}\n${stdout.slice(-2000)}`);
  if (status !== 0) throw new Error(`${command}: ${status}\n${stderr.slice(0, 4000)}\n${stdout.slice(-2000)}`);
  return stdout;
}

interface Called {
  readonly item: FunctionItem;
  /** A letter for each parameter. */
  readonly letters: string;
}

/** Typedefs followed to what they name. */
function resolved(type: IrType, items: ReadonlyMap<ItemId, Item>): IrType {
  const item = type.kind === "item" ? items.get(type.id) : undefined;
  return item?.kind === "typedef" ? resolved(item.type.type, items) : type;
}

/** C converts a word to the type of a parameter itself; a macro has no types, so its arguments are cast. */
function cCall({ item, letters }: Called, items: ReadonlyMap<ItemId, Item>): string {
  const isMacro = item.shim?.wraps === "macro";
  const words = item.type.parameters.map(({ type }, index) => {
    if (letters[index] === "T") return `*(struct timespec64 *)a[${index}]`;
    return `${isMacro ? castTo(type.type, items) : pointerOnly(type.type, items)}a[${index}]`;
  });
  return `${isMacro ? item.c : `(${item.c})`}(${words.join(", ")})`;
}

function pointerOnly(type: IrType, items: ReadonlyMap<ItemId, Item>): string {
  return resolved(type, items).kind === "pointer" ? "(void *)" : "";
}

function castTo(type: IrType, items: ReadonlyMap<ItemId, Item>): string {
  const plain = resolved(type, items);
  if (plain.kind === "integer") return `(${plain.name})`;
  const to = plain.kind === "pointer" ? resolved(plain.to.type, items) : plain;
  return `(${to.kind === "integer" ? to.name : "void"} *)`;
}

function cReference(called: readonly Called[], items: ReadonlyMap<ItemId, Item>): string {
  const functions = called.map((one, index) => {
    const call = cCall(one, items);
    const isVoid = one.item.type.result.type.kind === "void";
    const kept = `__typeof__(${call}) result = ${call}; __builtin_memcpy(out, &result, sizeof(result));`;
    const body = isVoid ? `${call};` : kept;
    return `static void call_${index}(const unsigned long *a, void *out) { ${body} }`;
  });
  const table = called.map((_, index) => `call_${index}`).join(", ");
  return [
    '#include "pure.h"',
    ...functions,
    `void (*const reference[])(const unsigned long *, void *) = { ${table} };`,
    "",
  ].join("\n");
}

function rustCall({ item, letters }: Called, items: ReadonlyMap<ItemId, Item>): string {
  const words = item.type.parameters.map((parameter, index) => {
    const type = resolved(parameter.type.type, items);
    if (letters[index] === "T") return `core::ptr::read(a[${index}] as usize as *const _)`;
    if (type.kind === "pointer") return `a[${index}] as usize as *${type.to.const ? "const" : "mut"} _`;
    if (type.kind === "integer" && type.name === "_Bool") return `a[${index}] != 0`;
    return `a[${index}] as _`;
  });
  return `kernel_sys::${item.name}(${words.join(", ")})`;
}

function rustProgram(called: readonly Called[], items: ReadonlyMap<ItemId, Item>): string {
  const calls = called.map((one, index) => {
    const call = rustCall(one, items);
    const isVoid = one.item.type.result.type.kind === "void";
    const body = isVoid ? `${call};` : `core::ptr::write_unaligned(out as *mut _, ${call});`;
    return `unsafe fn call_${index}(a: &[u64; 8], out: *mut u8) { ${body} }`;
  });
  const table = called.map(
    ({ item, letters }, index) => `Function { name: "${item.c}", letters: "${letters}", call: call_${index} },`,
  );
  return [
    readFileSync(here("arguments.rs"), "utf8"),
    ...calls,
    `static FUNCTIONS: [Function; ${called.length}] = [${table.join("\n")}];`,
    `extern "C" { static reference: [extern "C" fn(*const u64, *mut u8); ${called.length}]; }`,
    "fn main() { unsafe { compare(&FUNCTIONS, &reference) } }",
    "",
  ].join("\n");
}

/** What the objects call and neither they nor the C library have: it answers with its first argument. */
function stubs(objects: readonly string[]): string {
  const names = (args: readonly string[]): string[] =>
    run("nm", args)
      .split("\n")
      .map((line) => line.trim().split(" ").at(-1)?.split("@")[0] ?? "");
  const libc = run(CC, ["-print-file-name=libc.so.6"]).trim();
  const there = new Set(names(["-D", "--defined-only", libc]).concat(names(["--defined-only", ...objects])));
  const missing = new Set(names(["-u", ...objects]).filter((name) => /^[A-Za-z_]/.test(name) && !there.has(name)));
  const code = (name: string): string => {
    const register = /^__x86_indirect_thunk_(\w+)$/.exec(name)?.[1];
    if (register !== undefined) return `jmp *%${register}`;
    if (name === "__x86_return_thunk" || name === "__fentry__") return "ret";
    if (name === "__sw_hweight64") return "popcntq %rdi, %rax; ret";
    if (name === "__sw_hweight32") return "popcntl %edi, %eax; ret";
    if (name.endsWith("_valid") || name === "__list_del_entry_valid") return "movl $1, %eax; ret";
    return "movl %edi, %eax; ret";
  };
  const lines = [...missing].map((name) => `.globl ${name}\n${name}: ${code(name)}`);
  return [".text", ...lines, '.section .note.GNU-stack,"",@progbits', ""].join("\n");
}

describe("functions that only compute", () => {
  const build = kernelBuild("bookworm-6.1-amd64");
  const runs = build !== null && process.arch === "x64" && hasProgram(CC) && hasProgram("rustc");
  it.skipIf(!runs)("give in Rust what they give in C", () => {
    const out = join(scratch, "kernel-sys");
    const listed = readFileSync(here("pure.txt"), "utf8").trim().split("\n");
    const letters = new Map(listed.map((line) => [line.split(" ")[0] ?? "", line.split(" ")[1] ?? ""]));
    const options: GenerateOptions = {
      ...{ headers: [here("pure.h")], kernelDir: build ?? "", cc: CC, out, docs: false },
      allow: [...letters.keys()],
    };
    const made = generate(options);
    expect(made.status).toBe("ok");
    const { lowered, target } = analyseHeaders(options);
    const items = new Map(lowered.bindings.items.map((item) => [itemId(item), item]));
    const called = lowered.bindings.items.flatMap((item): Called[] => {
      const its = item.kind === "function" && item.shim !== null ? letters.get(item.c) : undefined;
      return item.kind === "function" && its?.length === item.type.parameters.length ? [{ item, letters: its }] : [];
    });
    expect(listed.filter((line) => !called.some(({ item }) => item.c === line.split(" ")[0]))).toEqual([]);
    expect(called.length).toBeGreaterThanOrEqual(300);

    const path = (name: string): string => join(scratch, name);
    writeFileSync(path("reference.c"), cReference(called, items));
    const flags = [...target.cflags, "-w", "-g0", "-iquote", dirname(here("pure.h")), "-c"];
    run(CC, [...flags, path("reference.c"), "-o", path("reference.o")]);
    run(CC, [...flags, join(out, "c/helpers.c"), "-o", path("helpers.o")]);
    writeFileSync(path("stubs.s"), stubs([path("reference.o"), path("helpers.o")]));
    run(CC, ["-c", path("stubs.s"), "-o", path("stubs.o")]);
    writeFileSync(path("main.rs"), rustProgram(called, items));
    const rust = ["--edition", "2021", "-A", "warnings", "-C", "relocation-model=static", "-C", "opt-level=1"];
    run("rustc", [
      ...rust,
      "--crate-type",
      "rlib",
      "--crate-name",
      "kernel_sys",
      join(out, "src/lib.rs"),
      "--out-dir",
      scratch,
    ]);
    const objects = ["reference.o", "helpers.o", "stubs.o"].flatMap((name) => ["-C", `link-arg=${path(name)}`]);
    const program = path("main");
    run("rustc", [
      ...rust,
      path("main.rs"),
      "--extern",
      `kernel_sys=${path("libkernel_sys.rlib")}`,
      ...objects,
      "-C",
      "link-arg=-no-pie",
      "-o",
      program,
    ]);
    const said = run(program, []);
    console.log(said);
    expect(said.split("\n").filter((line) => line.includes("differs"))).toEqual([]);
    expect(said).toContain(`${called.length} functions`);
  });
});
