/** The Rust side: compiles the crate, whose `const` assertions compare layouts with the numbers that C proved. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Architecture } from "../kernel/abi/types.js";
import { hostArchitecture, systemOfTriple } from "../kernel/architecture.js";
import { compilerWords } from "../kernel/compiler.js";
import { findProgram, run } from "../kernel/process.js";
import type { LockFile } from "../lock.js";
import type { CheckOptions } from "../options.js";
import { requireRustc } from "../rust-target/rustc.js";
import { rustDiagnostics } from "./compiler-messages.js";
import type { CheckStep } from "./index.js";

/** Targets whose C layouts are the architecture's, bare-metal ones first (rustc book, "Platform Support"). */
const TARGETS: Readonly<Record<Architecture, readonly string[]>> = {
  x86_64: ["x86_64-unknown-none", "x86_64-unknown-linux-gnu"],
  i686: ["i686-unknown-linux-gnu", "i686-unknown-linux-musl"],
  aarch64: ["aarch64-unknown-none", "aarch64-unknown-none-softfloat", "aarch64-unknown-linux-gnu"],
  armv7: ["armv7a-none-eabi", "armv7-unknown-linux-gnueabihf", "thumbv7em-none-eabi"],
  riscv64: ["riscv64gc-unknown-none-elf", "riscv64imac-unknown-none-elf", "riscv64gc-unknown-linux-gnu"],
  s390x: ["s390x-unknown-linux-gnu"],
  powerpc64le: ["powerpc64le-unknown-linux-gnu"],
  loongarch64: ["loongarch64-unknown-none", "loongarch64-unknown-linux-gnu"],
  mips64el: ["mips64el-unknown-linux-gnuabi64"],
};

/** Apple's, by architecture. */
const APPLE_TARGETS: Readonly<Partial<Record<Architecture, string>>> = {
  x86_64: "x86_64-apple-darwin",
  aarch64: "aarch64-apple-darwin",
};

const TARGET_FLAG = "--target=";

/** @throws FatalError `rustc-not-found` when the user named one that is not there. */
export function proveRust(dir: string, lock: LockFile, options: CheckOptions): CheckStep[] {
  const asked = options.rustc;
  if (asked === "none") return [notRun("left out as asked")];
  const words = compilerWords(asked ?? "rustc");
  if (findProgram(words[0] ?? "") === null) {
    if (asked === undefined) return [notRun("no rustc is installed; the Rust side is not proven")];
    requireRustc(asked);
  }
  const triple = lock.cflags.findLast((flag) => flag.startsWith(TARGET_FLAG))?.slice(TARGET_FLAG.length) ?? "";
  const targetsOf = systemOfTriple(triple) === "darwin" ? appleTargets : installedTargets;
  const targets = targetsOf(words, lock.kernel.arch);
  if (targets.length === 0) {
    return [notRun(`rustc has no core library for ${lock.kernel.arch}; the Rust side is not proven`)];
  }
  return targets.map((target) => {
    options.onProgress?.(`Rust for ${target ?? "this machine"}`);
    return compileCrate(dir, words, target);
  });
}

function notRun(detail: string): CheckStep {
  return { name: "Rust", state: "not-run", detail, counts: {}, diagnostics: [] };
}

/** null stands for this machine. The first other target with a core library is taken too. */
function installedTargets(words: readonly string[], arch: Architecture): (string | null)[] {
  const host = /^host: (.*)$/m.exec(run([...words, "-vV"]).stdout)?.[1] ?? "";
  const native = arch === hostArchitecture() ? [null] : [];
  const cross = TARGETS[arch].find((target) => target !== host && hasCore(words, target));
  return cross === undefined ? native : [...native, cross];
}

/** Both of Apple's 64-bit ABIs have the types of x86-64 Linux as far as Rust has them: that one will do. */
function appleTargets(words: readonly string[], arch: Architecture): (string | null)[] {
  const own = APPLE_TARGETS[arch];
  if (own !== undefined && hasCore(words, own)) return [own];
  return hostArchitecture() === "x86_64" ? [null] : [];
}

function hasCore(words: readonly string[], target: string): boolean {
  const directory = run([...words, "--print", "target-libdir", "--target", target]).stdout.trim();
  return (
    directory !== "" && existsSync(directory) && readdirSync(directory).some((name) => name.startsWith("libcore-"))
  );
}

function compileCrate(dir: string, words: readonly string[], target: string | null): CheckStep {
  const scratch = mkdtempSync(join(tmpdir(), "kbindgen-check-"));
  try {
    const manifest = readFileSync(join(dir, "Cargo.toml"), "utf8");
    const edition = /^edition\s*=\s*"(\d+)"/m.exec(manifest)?.[1] ?? "2021";
    const result = run(
      [
        ...words,
        ...["--crate-type=lib", "--crate-name=kernel_sys", `--edition=${edition}`, "--error-format=short"],
        ...["--emit=metadata", "-o", join(scratch, "kernel_sys.rmeta")],
        ...(target === null ? [] : ["--target", target]),
        "src/lib.rs",
      ],
      { cwd: dir },
    );
    const name = `Rust, ${target ?? "this machine"}`;
    const counts = layoutCounts(dir);
    if (result.status === 0) {
      return {
        name,
        state: "proven",
        detail: `${counts["layout assertions"] ?? 0} layout assertions`,
        counts,
        diagnostics: [],
      };
    }
    const diagnostics = rustDiagnostics(result.stderr, result.failure);
    return { name, state: "failed", detail: `${diagnostics.length} errors`, counts, diagnostics };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function layoutCounts(dir: string): Record<string, number> {
  const path = join(dir, "src/bindings.rs");
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  let assertions = 0;
  // Size, alignment, and an offset behind each `@`.
  for (const [, facts = ""] of text.matchAll(/^__bindgen_layout!\(([^)]*)\);$/gm)) {
    assertions += 2 + [...facts.matchAll(/ @ \d/g)].length;
  }
  return { "layout assertions": assertions };
}
