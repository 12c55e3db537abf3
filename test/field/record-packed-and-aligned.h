/*
 * A record both packed and aligned has its true layout and every field (bindgen#1538, open since
 * 2019; the kernel's xregs_state): rustc has no such representation, so E0587 without help.
 *
 * targets: x86_64 aarch64
 * expect:
 *   struct s size 64 align 64
 *   struct s.a offset 0
 *   struct s.b offset 1
 *   struct t size 8 align 4
 *   struct t.b offset 1
 *   struct t.c offset 5
 *   struct u size 8 align 8
 *   struct u.lo bits 0 width 4
 *   struct u.hi bits 4 width 28
 */

struct s { char a; long b; } __attribute__((packed, aligned(64)));
struct t { char a; int b; short c; } __attribute__((packed, aligned(4)));
struct u { unsigned int lo : 4, hi : 28; char tail; } __attribute__((packed, aligned(8)));
