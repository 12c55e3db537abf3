/*
 * An anonymous record in a parameter list is a type of its own, not a name that C does not know
 * (bindgen#3480), and makes up no member.
 *
 * targets: x86_64
 * flags: -w
 * expect:
 *   struct hooks size 16 align 8
 *   struct hooks.after offset 8
 *   emitted function t
 */

static int unused_shim(struct { int x; } s) { return s.x; }
int t(struct { int y; } *p);
struct hooks { int (*before)(struct { int z; } *p); long after; };
