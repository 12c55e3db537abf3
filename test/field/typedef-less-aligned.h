/*
 * A typedef may lower the alignment: compat_u64 of x86.
 *
 * targets: x86_64
 * expect:
 *   struct compat size 12 align 4
 *   struct compat.b offset 4
 */

typedef unsigned long long __attribute__((aligned(4))) compat_u64;
struct compat { unsigned int a; compat_u64 b; };
