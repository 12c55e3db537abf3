/*
 * The width of long is the target's, so the value of ~0UL is too (bindgen#923, #2965).
 *
 * targets: i686 armv7
 * expect:
 *   ALL_ONES = 4294967295 : unsigned long
 *   HEX_AUTO = 4294967295 : unsigned int
 *   DECIMAL_AUTO = 4294967295 : long long
 */

#define ALL_ONES ~0UL
#define HEX_AUTO 0xffffffff
#define DECIMAL_AUTO 4294967295
