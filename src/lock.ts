/**
 * The lock file of a generated crate: with what it was made, so that it can be checked and made again.
 * No times and no absolute paths: the same inputs give the same bytes.
 */
import type { RefusedShim } from "./check/refused-shims.js";
import type { UnlinkableShim } from "./check/unlinkable-shims.js";
import type { KernelTarget } from "./kernel/types.js";
import { sha256 } from "./support/hash.js";
import type { SourceFile } from "./support/source.js";

export const LOCK_FILE = "kbindgen.lock.json";

export interface LockFile {
  readonly kbindgen: string;
  readonly kernel: {
    readonly family: KernelTarget["family"];
    readonly release: string | null;
    readonly arch: KernelTarget["arch"];
    /** sha256, hexadecimal. */
    readonly configHash: string | null;
    /** sha256 of `Module.symvers`, hexadecimal: documentation says what is exported. */
    readonly exportsHash: string | null;
  };
  readonly compiler: { readonly kind: "gcc" | "clang"; readonly version: string } | null;
  /** Flags of the compiler; `${KERNEL0}`, `${KERNEL1}` stand for the kernel's folders. */
  readonly cflags: readonly string[];
  /** The options that change the output, as given. */
  readonly options: Readonly<Record<string, unknown>>;
  /** sha256 of each file read, by its name. */
  readonly headers: Readonly<Record<string, string>>;
  /** What the compiler said of the shims; absent where there are none, or nobody has asked it. */
  readonly shims?: ShimRecord;
}

/** Which shims the compiler refused, so that it need not be asked again. */
export interface ShimRecord {
  /** sha256 of the shims and of the headers, hexadecimal. */
  readonly inputs: string;
  readonly refused: readonly RefusedShim[];
  /** Those that use what `kernel.exportsHash` does not list; absent where nobody has asked. */
  readonly unlinkable?: readonly UnlinkableShim[];
}

/** The text of the lock file. */
export function lockText(
  version: string,
  target: KernelTarget,
  headers: LockFile["headers"],
  options: Readonly<Record<string, unknown>>,
  shims: ShimRecord | null,
  exportsHash: string | null,
): string {
  const lock: LockFile = {
    kbindgen: version,
    kernel: {
      family: target.family,
      release: target.release,
      arch: target.arch,
      configHash: target.configHash,
      exportsHash,
    },
    compiler: target.compiler === null ? null : { kind: target.compiler.kind, version: target.compiler.version },
    cflags: target.cflags.map((flag) => withoutRoots(flag, target.roots)),
    options,
    headers,
    ...(shims === null ? {} : { shims }),
  };
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/** Replaces the kernel's folders in a flag by `${KERNELn}`. */
export function withoutRoots(flag: string, roots: readonly string[]): string {
  // Longest first: one root may lie inside another.
  const order = roots.map((root, index) => ({ root, index })).sort((a, b) => b.root.length - a.root.length);
  let text = flag;
  for (const { root, index } of order) text = text.replaceAll(root, `\${KERNEL${index}}`);
  return text;
}

/** sha256 of each file, by its name, sorted. */
export function digestsOf(files: readonly SourceFile[]): Record<string, string> {
  const byName = new Map<string, string>();
  for (const file of files) {
    byName.set(file.name, sha256(file.bytes));
  }
  return Object.fromEntries([...byName].sort(([a], [b]) => (a < b ? -1 : 1)));
}
