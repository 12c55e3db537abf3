/*
 * An aligned typedef gives its alignment to members (bindgen#1753).
 *
 * targets: x86_64 i686
 * expect:
 *   struct pair size 128 align 64
 *   struct pair.b offset 64
 *   struct cells size 32 align 16
 *   struct cells.b offset 16
 */

typedef struct { char x[3]; } line __attribute__((aligned(64)));
struct pair { line a, b; };
typedef int wide_int __attribute__((aligned(16)));
struct cells { wide_int a; wide_int b; };
