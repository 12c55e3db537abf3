/*
 * A calling convention that Rust lacks makes the function unsupported, with that reason.
 *
 * targets: x86_64
 * compilers: clang
 * expect:
 *   skipped function slow_path: unsupported-calling-convention
 *   emitted function plain
 */

int slow_path(int a) __attribute__((preserve_most));
int plain(int a);
