/*
 * A constant built by function-like macros has its value and type (bindgen#753).
 *
 * targets: x86_64 i686
 * expect:
 *   CMD = 780 : int
 *   WIDE_CMD = 786 : int
 *   IOC_READ_IT = 2148009217 : unsigned int
 */

struct s { int a[3]; };
struct t { char a[18]; };
#define IOW(n, T) ((n) << 8 | (int)sizeof(T))
#define CMD IOW(3, struct s)
#define WIDE_CMD IOW(3, struct t)

#define IOC(dir, type, nr, size) \
	(((dir) << 30) | ((type) << 8) | ((nr) << 0) | ((size) << 16))
#define IOR(type, nr, T) IOC(2U, (type), (nr), (unsigned int)(sizeof(T)))
#define IOC_READ_IT IOR(0x05, 1, int[2])
