/*
 * One header, two layouts: this is the 64-bit one (bindgen#1665, #2033).
 *
 * targets: x86_64 aarch64 s390x powerpc64le
 * expect:
 *   struct s size 24 align 8
 *   struct s.p offset 8
 *   BITS = 64 : int
 */

struct s { int a; void *p; long l; };
#if __SIZEOF_POINTER__ == 8
#define BITS 64
#else
#define BITS 32
#endif
