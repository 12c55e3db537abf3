/*
 * long double is opaque bytes of the right size and alignment on each target (bindgen#1549, #3491: u128,
 * wrong alignment).
 *
 * targets: x86_64
 * expect:
 *   struct s size 32 align 16
 *   struct s.y offset 16 size 16
 *   struct packed_ld size 17 align 1
 *   struct packed_ld.y offset 1
 */

struct s { long long x; long double y; };
struct packed_ld { char c; long double y; } __attribute__((packed));
extern long double scale(long double x);
