/*
 * A cast does not take a constant away, and gives it its type (bindgen#316, #2732).
 *
 * targets: x86_64 i686
 * expect:
 *   ERR = -3 : short
 *   MASK = 240 : gfp_t
 *   NARROWED = 44 : unsigned char
 *   FLAG = 1 : _Bool
 */

typedef unsigned int gfp_t;
#define ERR ((short)-3)
#define MASK ((gfp_t)0xf0u)
#define NARROWED ((unsigned char)300)
#define FLAG ((_Bool)17)
