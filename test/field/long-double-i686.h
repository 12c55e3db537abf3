/*
 * long double of the i386 psABI is 12 bytes, aligned to 4 (bindgen#1549, #3491).
 *
 * targets: i686
 * expect:
 *   struct s size 20 align 4
 *   struct s.y offset 8 size 12
 */

struct s { long long x; long double y; };
