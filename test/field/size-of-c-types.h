/*
 * size_t and its family are what C has, whatever is done to them by name (R4L types them by hand).
 *
 * targets: x86_64 i686
 * expect:
 *   emitted function copy
 *   struct lens.b offset 8 on x86_64
 *   struct lens.b offset 4 on i686
 */

typedef __SIZE_TYPE__ size_t;
typedef long ssize_t;
typedef __UINTPTR_TYPE__ uintptr_t;
typedef unsigned char uint8_t;
struct lens { size_t a; ssize_t b; uintptr_t c; uint8_t d; };
void *copy(void *to, const void *from, size_t n);
