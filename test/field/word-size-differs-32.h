/*
 * One header, two layouts: this is the 32-bit one (bindgen#1665, #2033).
 *
 * targets: i686 armv7
 * expect:
 *   struct s size 12 align 4
 *   struct s.p offset 4
 *   BITS = 32 : int
 */

struct s { int a; void *p; long l; };
#if __SIZEOF_POINTER__ == 8
#define BITS 64
#else
#define BITS 32
#endif
