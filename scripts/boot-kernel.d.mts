export interface Boot {
  /** Path of a bzImage. */
  readonly kernel: string;
  /** For the guest's shell, which stops at the first error. */
  readonly script: string;
  /** Copied into the folder that the script runs in. */
  readonly files?: readonly string[];
  readonly seconds?: number;
}
export interface BootOutcome {
  /** Of the script; null when the kernel died or the time ran out. */
  readonly status: number | null;
  /** What the script printed. */
  readonly output: string;
  /** The kernel's log from the script's begin on; of a kernel that died, all that it said. */
  readonly log: string;
  /** `/proc/sys/kernel/tainted` at the end (Linux `Documentation/admin-guide/tainted-kernels.rst`). */
  readonly taint: number | null;
  /** Lines of the log that tell of trouble. */
  readonly complaints: readonly string[];
}
/** Boots a kernel in QEMU with a busybox shell, runs a script there, and judges the kernel's log. */
export function bootKernel(options: Boot): BootOutcome;
