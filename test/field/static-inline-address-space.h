/*
 * A named address space stays in the prototype of a shim: without it C refuses the call (22 of bindgen's wrappers on
 * Linux 7.2, where `__percpu` is `__seg_gs`).
 *
 * targets: x86_64
 * compilers: gcc
 * expect:
 *   emitted function read_percpu
 */

struct counter {
  int value;
};
static inline int read_percpu(const struct counter __seg_gs *c) { return c->value; }
