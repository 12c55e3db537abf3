/*
 * Plain char is what the flags say; the kernel builds with -funsigned-char since 6.2.
 *
 * targets: x86_64 s390x
 * flags: -funsigned-char
 * expect:
 *   BYTE = 255 : char
 *   LETTER = 233 : int
 */

#define BYTE ((char)0xff)
#define LETTER '\xe9'
struct s { char c; };
