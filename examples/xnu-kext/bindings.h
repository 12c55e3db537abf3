/* What the kext uses of the kernel. */
#include <mach/mach_types.h>
#include <mach/kmod.h>
#include <IOKit/IOLib.h>
#include <kern/debug.h>
#include <sys/errno.h>
#include <sys/sysctl.h>

/* What sysctl.c makes, and what it wants of the Rust code. */
extern struct sysctl_oid *const greetings_oid;
int greetings_handler(struct sysctl_oid *oid, void *argument, int more, struct sysctl_req *request);
