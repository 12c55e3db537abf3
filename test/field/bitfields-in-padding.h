/*
 * A bit-field may lie in the padding behind the previous member (bindgen#743, #3453).
 *
 * targets: x86_64
 * expect:
 *   struct s size 16 align 8
 *   struct s.f bits 32 width 1
 *   struct s.g bits 64 width 63
 *   struct t size 4 align 4
 *   struct t.f bits 8 width 20
 */

struct s { int d; unsigned long f : 1, g : 63; };
struct t { char a; unsigned int f : 20; };
