/*
 * Sizes by constant expressions: sizeof, offsetof, typeof, enumerators, ternaries.
 *
 * targets: x86_64
 * expect:
 *   struct s size 48 align 8
 *   struct s.e offset 40
 *   OFF = 8 : unsigned long
 *   COUNT = 5 : unsigned long
 */

enum { N = 3 };
struct in { char c; long l; };
#define OFF __builtin_offsetof(struct in, l)
extern char five[5];
#define COUNT (sizeof(five) / sizeof(five[0]))
struct s {
	char a[N > 2 ? sizeof(struct in) : 1];
	__typeof__(((struct in *)0)->l) b;
	short c[OFF / 2];
	char d[COUNT];
	int e;
	unsigned char f[1 << 2];
};
