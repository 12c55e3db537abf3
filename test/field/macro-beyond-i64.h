/*
 * Constants beyond the range of a signed 64-bit integer keep their value.
 *
 * targets: x86_64 i686
 * expect:
 *   HIGH = 18446744073709551614 : unsigned long long
 *   LOWEST = -9223372036854775808 : long long
 *   enumerator enum huge.HUGE_TOP = 18446744073709551615
 */

#define HIGH 0xfffffffffffffffeULL
#define LOWEST (-9223372036854775807LL - 1)
enum huge { HUGE_TOP = 0xffffffffffffffffULL };
