/*
 * A named address space is not dropped from the type (no bindgen issue; 22 wrappers of the kernel fail on
 * it).
 *
 * targets: x86_64
 * compilers: gcc
 * expect:
 *   emitted function p
 *   emitted variable per_cpu
 *   struct holds size 8 align 8
 */

void p(int __seg_gs *x);
extern int __seg_gs per_cpu;
struct holds { const char __seg_gs *name; };
