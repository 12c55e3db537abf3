/*
 * A constant has the type and the sign that C gives it, not one guessed from its value
 * (bindgen#923, #1594, #1875, #2965, #3200, #3269).
 *
 * targets: x86_64 i686 s390x
 * expect:
 *   TOP = 9223372036854775808 : unsigned long long
 *   U64_ONE = 1 : unsigned long long
 *   SMALL_LONG = 5 : long
 *   NEGATIVE = -22 : int
 *   ALL_ONES_INT = 4294967295 : unsigned int
 *   MAX_U64 = 18446744073709551615 : unsigned long long
 *   OCTAL = 420 : int
 *   LETTER = 65 : int
 */

#define TOP 0x8000000000000000ull
#define UINT64_C(x) x##ULL
#define U64_ONE UINT64_C(1)
#define SMALL_LONG 5L
#define NEGATIVE -22
#define ALL_ONES_INT ~0U
#define MAX_U64 (~0ULL)
#define OCTAL 0644
#define LETTER 'A'
