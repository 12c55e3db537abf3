/** The folder with `SUITE-VERSION-FLAVOUR/build`: $KBINDGEN_TEST_KERNELS, else the user's cache. */
export function kernelsDirectory(): string;
/** The build directory of fetched headers such as `bookworm-6.1-amd64`; null when they were not fetched. */
export function kernelBuild(name: string): string | null;
/** The kernel to boot of fetched headers, of the very same release; null when it was not fetched. */
export function kernelImage(name: string): string | null;
/** The Zig compiler that came with fetched headers of other kernels; null when they were not fetched. */
export function zigProgram(version: string): string | null;
/** The names of all fetched headers. */
export function kernelNames(): string[];
