/*
 * Record layout that the compiler chooses against the rules is diagnosed, never guessed.
 *
 * targets: x86_64
 * compilers: gcc
 * expect:
 *   skipped struct big: unsupported-layout
 *   struct plain size 8 align 4
 */

struct big { int a; short b; } __attribute__((scalar_storage_order("big-endian")));
struct plain { int a; short b; };
