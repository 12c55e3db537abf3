/* Tries every request of the misc device example; prints what goes wrong. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "device_ioctl.h"

static int failures;

#define CHECK(condition) \
	do { \
		if (!(condition)) { \
			printf("line %d: %s (errno %d)\n", __LINE__, #condition, errno); \
			failures++; \
		} \
	} while (0)

static unsigned length(int fd)
{
	unsigned held = ~0u;

	CHECK(ioctl(fd, DEVICE_LENGTH, &held) == 0);
	return held;
}

int main(void)
{
	char buffer[2000];
	struct device_fill fill = { .length = 1000, .byte = 'x' };
	struct device_fill big = { .length = 1u << 30, .byte = 'y' };
	void *volatile nowhere = (void *)1; /* which no compiler knows */
	int fd = open("/dev/echo", O_RDWR | O_TRUNC);

	CHECK(fd >= 0);
	CHECK(length(fd) == 0);
	CHECK(write(fd, "hello", 5) == 5);
	CHECK(length(fd) == 5);
	CHECK(pread(fd, buffer, sizeof(buffer), 1) == 4 && memcmp(buffer, "ello", 4) == 0);
	CHECK(ioctl(fd, DEVICE_FILL, &fill) == 0 && fill.length == 5);
	CHECK(length(fd) == 1000);
	CHECK(pread(fd, buffer, sizeof(buffer), 0) == 1000 && buffer[0] == 'x' && buffer[999] == 'x');
	CHECK(ioctl(fd, DEVICE_FILL, &big) == -1 && errno == ENOSPC);
	CHECK(ioctl(fd, DEVICE_LENGTH, (void *)1) == -1 && errno == EFAULT);
	CHECK(pread(fd, nowhere, 10, 0) == -1 && errno == EFAULT);
	CHECK(write(fd, nowhere, 10) == -1 && errno == EFAULT);
	CHECK(ioctl(fd, _IO('e', 99)) == -1 && errno == ENOTTY);
	CHECK(length(fd) == 1000);
	CHECK(ioctl(fd, DEVICE_CLEAR) == 0);
	CHECK(length(fd) == 0);
	CHECK(pread(fd, buffer, sizeof(buffer), 0) == 0);
	CHECK(close(fd) == 0);
	printf("%d requests failed\n", failures);
	return failures != 0;
}
