/* What programs need to know of the device, and the module too. */
#ifndef DEVICE_IOCTL_H
#define DEVICE_IOCTL_H

#include <linux/ioctl.h>
#include <linux/types.h>

struct device_fill {
	__u32 length;
	__u8 byte;
};

/* How many bytes it holds. */
#define DEVICE_LENGTH _IOR('e', 0, __u32)
/* Forget them. */
#define DEVICE_CLEAR _IO('e', 1)
/* Hold so many of that byte instead; length becomes how many were held before. */
#define DEVICE_FILL _IOWR('e', 2, struct device_fill)

#endif
