/* What programs need to know of the device, and the module too. */
#ifndef ECHO_IOCTL_H
#define ECHO_IOCTL_H

#include <linux/ioctl.h>
#include <linux/types.h>

struct echo_fill {
	__u32 length;
	__u8 byte;
};

/* How many bytes it holds. */
#define ECHO_LENGTH _IOR('e', 0, __u32)
/* Forget them. */
#define ECHO_CLEAR _IO('e', 1)
/* Hold so many of that byte instead; length becomes how many were held before. */
#define ECHO_FILL _IOWR('e', 2, struct echo_fill)

#endif
