/*
 * What kernel extensions of macOS use, of XNU's own interfaces (the KPIs of mach, bsd and libkern). Holds for the sources of
 * XNU as they are published, without headers that MIG makes: <IOKit/IOLib.h> wants those.
 */
#include <mach/kmod.h>
#include <mach/mach_types.h>
#include <mach/vm_param.h>
#include <mach/vm_prot.h>
#include <libkern/OSAtomic.h>
#include <libkern/OSByteOrder.h>
#include <libkern/OSDebug.h>
#include <libkern/OSKextLib.h>
#include <libkern/OSReturn.h>
#include <libkern/libkern.h>
#include <kern/assert.h>
#include <kern/clock.h>
#include <kern/debug.h>
#include <kern/locks.h>
#include <kern/task.h>
#include <kern/thread.h>
#include <kern/thread_call.h>
#include <miscfs/devfs/devfs.h>
#include <os/log.h>
#include <os/refcnt.h>
#include <sys/conf.h>
#include <sys/errno.h>
#include <sys/fcntl.h>
#include <sys/ioccom.h>
#include <sys/kauth.h>
#include <sys/kern_control.h>
#include <sys/kernel_types.h>
#include <sys/kpi_socket.h>
#include <sys/malloc.h>
#include <sys/mount.h>
#include <sys/param.h>
#include <sys/proc.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <sys/sysctl.h>
#include <sys/systm.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/vnode.h>
#include <sys/vnode_if.h>
