/*
 * Vector types and _Atomic objects have their size and alignment.
 *
 * targets: x86_64
 * expect:
 *   struct v size 32 align 16
 *   struct v.x offset 16
 *   struct at size 8 align 4
 */

typedef int v4si __attribute__((vector_size(16)));
struct v { char c; v4si x; };
struct at { _Atomic int a; _Atomic(char) b; };
