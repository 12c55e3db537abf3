/** What the snapshots in `snapshots/` hold: the curated wrapper, as a library author would vendor it. */
import { resolve } from "node:path";
import type { GenerateOptions } from "../../src/options.js";

const ROOT = resolve(import.meta.dirname, "../..");

export interface Snapshot {
  /** Folder below `snapshots/`. */
  readonly name: string;
  /** Fetched headers. */
  readonly kernel: string;
}

export const SNAPSHOTS: readonly Snapshot[] = [
  { name: "linux-6.1-amd64", kernel: "bookworm-6.1-amd64" },
  { name: "linux-6.12-amd64", kernel: "bookworm-6.12-amd64" },
];

export const SNAPSHOT_FOLDER = resolve(ROOT, "snapshots");

/** The files of a crate that are kept; `kbindgen.lock.json` and the full report change with every package revision. */
export const KEPT_FILES = [
  "Cargo.toml",
  "build.rs",
  "src/lib.rs",
  "src/bindings.rs",
  "c/abi_check.c",
  "c/helpers.c",
  "c/helpers.h",
  "c/snapshot.h",
];

/** Every shape of item: records with and without bit-fields, enums, typedefs, functions, variables, constants, shims, macros. */
export const ALLOWED: readonly string[] = [
  "list_head|hlist_(head|node)|completion|timespec64|timer_list|work_struct|delayed_work",
  "iphdr|in6_addr|vt_mode",
  "complete|wait_for_completion(_timeout)?|add_timer|mod_timer|queue_(delayed_)?work_on|ktime_get",
  "get_random_bytes|crc32_le|kstrtoint|hex_dump_to_buffer|_printk|panic",
  "jiffies|loops_per_jiffy|system_wq",
  "GFP_(KERNEL|ATOMIC|NOWAIT)|__GFP_ZERO|HZ|E(INVAL|NOMEM)|VT_(OPENQRY|GETMODE)|PAGE_SIZE|ULONG_MAX",
  "NSEC_PER_SEC|KERN_INFO|work_bits|hrtimer_restart",
  "list_add_tail|list_empty|swab32|timer_pending|in_softirq|smp_mb|RB_ROOT",
  "_IOC|_IOWR|MKDEV|PAGE_ALIGN|BIT|GENMASK|DIV_ROUND_UP",
];

/**
 * Without documentation: the comments of kernel headers are not ours to copy.
 * @param kernelDir the build directory
 */
export function snapshotOptions(kernelDir: string, out: string): GenerateOptions {
  return { headers: [resolve(ROOT, "headers/linux/snapshot.h")], kernelDir, out, allow: ALLOWED, docs: false };
}
