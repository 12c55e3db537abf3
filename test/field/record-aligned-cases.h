/*
 * aligned on records, members, unions, and with fields that need none.
 *
 * targets: x86_64 i686
 * expect:
 *   struct a size 64 align 64
 *   struct b size 8 align 4
 *   struct b.y offset 4
 *   union c size 16 align 16
 *   struct d size 48 align 16
 *   struct e size 16 align 16 on x86_64
 */

struct a { int x; } __attribute__((aligned(64)));
struct b { char x; char y __attribute__((aligned(4))); char z; };
union c { int x; char y[5]; } __attribute__((aligned(16)));
struct d { char x; union c y; char z; };
struct e { char x; } __attribute__((aligned));
