/*
 * The offset of a flexible array of over-aligned elements is that of C (bindgen#3406: its padding
 * wrapper moves 16 to 32).
 *
 * targets: x86_64 aarch64
 * expect:
 *   struct holder size 16 align 16
 *   struct holder.v offset 16
 *   struct short_tail size 4 align 4
 *   struct short_tail.v offset 2
 */

struct r16 { char v; } __attribute__((aligned(16)));
struct holder { unsigned char p; struct r16 v[]; };
struct short_tail { int n : 9; char v[]; };
