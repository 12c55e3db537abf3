export interface Spec {
  readonly suite: string;
  readonly version: string;
  readonly flavour: string;
  /** Debian's name. */
  readonly arch: string;
  /** Of the folder that the headers go to. */
  readonly name: string;
}
/** Splits SUITE:VERSION:FLAVOUR[:ARCH]. */
export function parseSpec(text: string): Spec;
/** By runs of digits as numbers. */
export function compareReleases(a: string, b: string): number;
/** Fetches one set of headers; returns the build directory. */
export function fetchHeaders(text: string, options?: { force?: boolean; say?: (line: string) => void }): string;
/** Fetches the kernel to the headers that are there; returns its path. */
export function fetchImage(text: string, options?: { force?: boolean; say?: (line: string) => void }): string;
