/*
 * The width of long is the target's, so the value of ~0UL is too (bindgen#923, #2965).
 *
 * targets: x86_64
 * expect:
 *   ALL_ONES = 18446744073709551615 : unsigned long
 *   HEX_AUTO = 4294967295 : unsigned int
 *   DECIMAL_AUTO = 4294967295 : long
 */

#define ALL_ONES ~0UL
#define HEX_AUTO 0xffffffff
#define DECIMAL_AUTO 4294967295
